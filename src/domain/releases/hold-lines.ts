import type { Release } from '../../entities/release.js';
import { violated, type Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { settleLines, type LineStanding } from '../payroll/index.js';
import type { LineToPay } from './gather-lines.js';
import { aliveStates, type InstructionState } from './states.js';

/** Where the card of an instruction is sealed. */
export const cardPlace = (instructionId: string): string => `payment_instruction.card.${instructionId}`;

/**
 * Takes lines into a release: one draft instruction each, for the first part of its worker-month that nobody is paying, linked to the one
 * that failed or was given up before; and the lines of the sheets marked, so that no other release and no new version of a sheet takes
 * them. A line is given once.
 */
export async function takeLines(work: Work, release: Pick<Release, 'id' | 'projectId'>, lines: readonly LineToPay[]): Promise<void> {
  const parts = await partsOf(work, release.projectId, lines);
  const rows = lines.map((line) => ({ ...line, id: work.newId(), ...(parts.get(nameOf(line)) ?? { part: 1, replacesId: null }) }));
  const column = <K extends keyof (typeof rows)[number]>(key: K): (typeof rows)[number][K][] => rows.map((r) => r[key]);
  try {
    await work.db.query(
      `INSERT INTO payment_instruction (id, release_id, project_id, worker_id, period, sheet_id, line_no, claim_id, part, replaces_id, amount_fen, payee, card_sealed, card_index, card_last4, bank_name, state, created_at)
       SELECT t.id, $1, $2, t.worker_id, t.period, t.sheet_id, t.line_no, t.claim_id, t.part, t.replaces_id, t.amount_fen, t.payee, t.card_sealed, t.card_index, t.card_last4, t.bank_name, 'draft', $3
         FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::int[], $9::uuid[], $10::smallint[], $11::uuid[], $12::bigint[], $13::text[], $14::bytea[], $15::bytea[], $16::text[], $17::text[])
           AS t (id, worker_id, period, sheet_id, line_no, claim_id, part, replaces_id, amount_fen, payee, card_sealed, card_index, card_last4, bank_name)`,
      [
        release.id,
        release.projectId,
        work.now,
        column('id'),
        column('workerId'),
        column('period'),
        column('sheetId'),
        column('lineNo'),
        column('claimId'),
        column('part'),
        column('replacesId'),
        column('amountFen').map(String),
        column('name'),
        rows.map((r) => work.vault.seal(r.card, cardPlace(r.id))),
        rows.map((r) => work.vault.index('card', r.card)),
        rows.map((r) => r.card.slice(-4)),
        column('bankName'),
      ],
    );
  } catch (error) {
    if (takenMeanwhile.includes(violated(error))) throw new Refusal('changed-meanwhile', '其中有的工资刚刚进入另一次支付，请刷新后重试');
    throw error;
  }
  await settle(work, lines);
}

const takenMeanwhile = ['payment_instruction_line', 'payment_instruction_claim', 'payment_instruction_replaces_id_key', 'payment_instruction_sum'];

type WorkerMonth = Pick<LineToPay, 'workerId' | 'period' | 'sheetId' | 'lineNo'>;

/** A worker-month as one text: its line of a sheet, else the worker and the month themselves. */
export const nameOf = ({ workerId, period, sheetId, lineNo }: WorkerMonth): string => `${period}/${sheetId === null ? workerId : `${sheetId}/${String(lineNo).padStart(6, '0')}`}`;

interface Part {
  readonly part: number;
  /** The last try of this part. */
  readonly replacesId: string | null;
}

/**
 * For each of these worker-months with payments already: the first part that failed or was given up, else the next one. Reads all payments
 * of the sheets, and of the workers of whom no sheet knows, and picks here: of a table that grows this fast the planner's idea is often hours
 * old, and a join that it misjudges takes seconds.
 */
async function partsOf(work: Work, projectId: string, lines: readonly LineToPay[]): Promise<Map<string, Part>> {
  const columns = 'id, replaces_id AS "replacesId", sheet_id AS "sheetId", line_no AS "lineNo", worker_id AS "workerId", period, part, state';
  const rows = await work.db.query<(WorkerMonth & { id: string; replacesId: string | null; part: number; state: InstructionState })[]>(
    `SELECT ${columns} FROM payment_instruction WHERE sheet_id = ANY ($1::uuid[])
     UNION ALL SELECT ${columns} FROM payment_instruction WHERE sheet_id IS NULL AND project_id = $3 AND worker_id = ANY ($2::uuid[]) ORDER BY part`,
    [sheetsOf(lines), lines.flatMap((l) => (l.sheetId === null ? [l.workerId] : [])), projectId],
  );
  const replaced = new Set(rows.map((r) => r.replacesId));
  const parts = new Map<string, Part>();
  for (const { id, part, state, ...of } of rows) {
    const known = parts.get(nameOf(of));
    if (replaced.has(id) || known?.replacesId) continue;
    parts.set(nameOf(of), aliveStates.includes(state) ? { part: part + 1, replacesId: null } : { part, replacesId: id });
  }
  return parts;
}

/** In the order in which they are locked. */
const sheetsOf = (lines: readonly { readonly sheetId: string | null }[]): string[] => [...new Set(lines.flatMap((l) => l.sheetId ?? []))].sort();

/** Lets the lines of a release go that the bank never had: open as before, or still returned where the bank had sent a part back before. */
export async function letLinesGo(work: Work, releaseId: string): Promise<void> {
  const [gone] = await work.db.query<[LineOfSheet[], number]>(
    `UPDATE payment_instruction SET state = 'withdrawn' WHERE release_id = $1 AND state IN ('draft', 'approved', 'queued') RETURNING sheet_id AS "sheetId", line_no AS "lineNo"`,
    [releaseId],
  );
  await settle(work, gone);
}

type LineOfSheet = Pick<LineToPay, 'sheetId' | 'lineNo'>;

/** Tells the payroll how its lines stand now, by their payments, sheet by sheet in the order of their ids. Lines that no sheet knows of are passed over. */
export async function settle(work: Work, lines: readonly LineOfSheet[]): Promise<void> {
  for (const sheetId of sheetsOf(lines)) {
    const wanted = new Set(lines.flatMap((l) => (l.sheetId === sheetId ? [l.lineNo] : [])));
    const rows = await work.db.query<Omit<LineStanding, 'on'>[]>(
      `SELECT i.line_no AS "lineNo", coalesce(sum(i.amount_fen) FILTER (WHERE i.state = 'paid'), 0)::bigint AS "paidFen",
              coalesce(sum(i.amount_fen) FILTER (WHERE i.state IN ('draft', 'approved', 'queued', 'sent', 'unknown')), 0)::bigint AS "onWayFen",
              bool_or(CASE WHEN i.state IN ('rejected', 'returned') THEN NOT EXISTS (
                SELECT FROM payment_instruction o WHERE o.sheet_id = i.sheet_id AND o.line_no = i.line_no AND o.part = i.part AND o.state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid')) ELSE false END) AS failed
         FROM payment_instruction i WHERE i.sheet_id = $1 GROUP BY i.line_no`,
      [sheetId],
    );
    await settleLines(work, sheetId, rows.flatMap((r) => (wanted.has(r.lineNo) ? [{ ...r, on: work.today }] : [])));
  }
}
