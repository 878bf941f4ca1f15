import type { Fate, HandCredit, Known, KnownBatch, KnownInstruction, ToldLine } from './judge-line.js';
import { judgeLines, plainName } from './judge-line.js';
import type { Work } from '../../platform/work.js';
import type { Project } from '../../entities/project.js';
import { Party } from '../../entities/party.js';
import type { Fen } from '../../values/money.js';
import { balanceOf } from '../escrow/index.js';
import { postLine } from './post-line.js';

/** The account whose lines are judged. */
export interface MatchedAccount {
  readonly id: string;
  readonly projectId: string;
}

/**
 * Judges every line of the account that is not matched yet and that nobody has decided on, and posts what is certain: labour cost from the
 * owner, interest, and a balance that was moved. Lookups and changes are a handful of statements; only credits post one by one.
 * @returns how many lines found their match now
 */
export async function matchLines(work: Work, account: MatchedAccount, project: Project): Promise<number> {
  const lines = await openLines(work, account.id);
  if (lines.length === 0) return 0;
  const fates = judgeLines(lines, await knownOf(work, account, project, lines));
  const changed = lines.filter((l) => fates.get(l.id)!.kind !== l.kind || fates.get(l.id)!.why !== l.why);
  await setFates(work, changed.map((l) => ({ id: l.id, ...fates.get(l.id)! })));
  const certain = changed.filter((l) => !['unmatched', 'illegal'].includes(fates.get(l.id)!.kind));
  for (const line of certain.toSorted((a, b) => (a.bookedOn < b.bookedOn ? -1 : 1))) {
    const fate = fates.get(line.id)!;
    if (fate.sameAsId === undefined && fate.instructionId === undefined && fate.batchId === undefined) await postLine(work, account, project, { ...line, kind: fate.kind });
  }
  return certain.length;
}

type OpenLine = ToldLine & { readonly kind: 'unmatched' | 'illegal'; readonly why: string; readonly resolutions: number };

function openLines(work: Work, accountId: string): Promise<OpenLine[]> {
  return work.db.query(
    `SELECT id, line_key AS "lineKey", booked_on AS "bookedOn", direction, amount_fen AS "amountFen", counterparty, encode(counterparty_index, 'hex') AS "counterpartyKey", counterparty_last4 AS "counterpartyLast4",
            purpose, end_to_end_id AS "endToEndId", batch_number AS "batchNumber", reversal, return_code IS NOT NULL OR return_text IS NOT NULL AS returned, kind, why, resolutions
       FROM statement_line WHERE wage_account_id = $1 AND kind IN ('unmatched', 'illegal') AND journal_id IS NULL AND resolved_by IS NULL`,
    [accountId],
  );
}

async function knownOf(work: Work, account: MatchedAccount, project: Project, lines: readonly ToldLine[]): Promise<Known> {
  const { name: owner } = await work.db.findOneByOrFail(Party, { id: project.ownerId });
  const instructions = await work.db.query<(KnownInstruction & { endToEndId: string })[]>(
    `SELECT i.id, i.end_to_end_id AS "endToEndId", i.project_id = $2 AND r.source = 'escrow' AS ours, i.amount_fen AS "amountFen", i.state
       FROM payment_instruction i JOIN release r ON r.id = i.release_id WHERE i.end_to_end_id = ANY ($1)`,
    [lines.flatMap((l) => l.endToEndId ?? []), account.projectId],
  );
  const batches = await work.db.query<(KnownBatch & { number: string })[]>(
    `SELECT b.id, b.number, r.project_id = $2 AND r.source = 'escrow' AS ours, b.control_fen AS "controlFen", i.*
       FROM payment_batch b JOIN release r ON r.id = b.release_id
      CROSS JOIN LATERAL (SELECT coalesce(sum(amount_fen) FILTER (WHERE state <> 'rejected'), 0)::bigint AS "debitedFen",
                                 coalesce(sum(amount_fen) FILTER (WHERE state = 'returned'), 0)::bigint AS "returnedFen" FROM payment_instruction WHERE batch_id = b.id) i
      WHERE b.number = ANY ($1)`,
    [lines.flatMap((l) => l.batchNumber ?? []), account.projectId],
  );
  const credits = await work.db.query<HandCredit[]>(
    `SELECT h.id, h.line_key AS reference, h.booked_on AS "bookedOn", h.amount_fen AS "amountFen" FROM statement_line h
      WHERE h.wage_account_id = $1 AND h.statement_id IS NULL AND NOT EXISTS (SELECT FROM statement_line t WHERE t.same_as_id = h.id)
        AND NOT EXISTS (SELECT FROM journal r WHERE r.reverses_id = h.journal_id)
        AND (h.booked_on, h.amount_fen) IN (SELECT * FROM unnest($2::date[], $3::bigint[])) ORDER BY h.id`,
    [account.id, lines.map((l) => l.bookedOn), lines.map((l) => String(l.amountFen))],
  );
  const cards = await work.db.query<{ key: string }[]>(
    `WITH told AS (SELECT DISTINCT decode(k, 'hex') AS key FROM unnest($2::text[]) AS k)
     SELECT encode(t.key, 'hex') AS key FROM told t
      WHERE EXISTS (SELECT FROM engagement e WHERE e.card_index = t.key AND e.project_id = $1) OR EXISTS (SELECT FROM payment_instruction i WHERE i.card_index = t.key AND i.project_id = $1)`,
    [account.projectId, lines.flatMap((l) => l.counterpartyKey ?? [])],
  );
  const own = await work.db.query<{ id: string; sealed: Buffer; name: string }[]>('SELECT id, number_sealed AS sealed, name FROM wage_account WHERE project_id = $1 AND id <> $2', [account.projectId, account.id]);
  const [{ closedFen }] = await work.db.query<[{ closedFen: Fen | null }]>(`SELECT (SELECT balance_fen FROM account_closing WHERE wage_account_id = $1 AND state = 'closed') AS "closedFen"`, [account.id]);
  const taken = await work.db.query<{ direction: string; id: string }[]>(
    `SELECT direction, coalesce(instruction_id, batch_id) AS id FROM statement_line WHERE instruction_id = ANY ($1::uuid[]) OR batch_id = ANY ($2::uuid[])`,
    [instructions.map((i) => i.id), batches.map((b) => b.id)],
  );
  return {
    owner,
    instructions: new Map(instructions.map((i) => [i.endToEndId, i])),
    batches: new Map(batches.map((b) => [b.number, b])),
    credits,
    cards: new Set(cards.map((c) => c.key)),
    ownAccounts: new Set(own.map((o) => work.vault.index('card', work.vault.open(o.sealed, `wage_account.number_sealed.${o.id}`)).toString('hex'))),
    ownNames: new Set(own.map((o) => plainName(o.name))),
    betweenFen: (await balanceOf(work, { kind: 'between-banks', projectId: account.projectId })).balanceFen,
    closedFen,
    taken: new Set(taken.map((t) => `${t.direction} ${t.id}`)),
  };
}

async function setFates(work: Work, fates: readonly (Fate & { readonly id: string })[]): Promise<void> {
  if (fates.length === 0) return;
  await work.db.query(
    `UPDATE statement_line l SET kind = t.kind, why = t.why, instruction_id = t.instruction_id, batch_id = t.batch_id, same_as_id = t.same_as_id,
            journal_id = (SELECT journal_id FROM statement_line h WHERE h.id = t.same_as_id), period = (SELECT period FROM statement_line h WHERE h.id = t.same_as_id)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[]) AS t (id, kind, why, instruction_id, batch_id, same_as_id) WHERE l.id = t.id`,
    [fates.map((f) => f.id), fates.map((f) => f.kind), fates.map((f) => f.why), fates.map((f) => f.instructionId ?? null), fates.map((f) => f.batchId ?? null), fates.map((f) => f.sameAsId ?? null)],
  );
}
