import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import { proveLedger, type LedgerProof } from '../../../src/domain/escrow/index.js';
import { linkEvents, verifyChain } from '../../../src/platform/audit-chain.js';
import type { World } from '../world.js';
import type { Acknowledged } from './client.js';
import type { Stage } from './stage.js';

/** One broken invariant: which, and what exactly is wrong. */
export interface Broken {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8';
  readonly what: string;
}

/** @throws with every broken invariant, and the seed that leads there again */
export async function expectSound(stage: Stage): Promise<void> {
  const proof = await stage.world.as('system', proveLedger);
  for (let more = true; more; ) ({ more } = await stage.world.as('system', linkEvents));
  const chain = await stage.world.as('system', (work) => verifyChain(work));
  const broken = [...ledgerBroken(proof), ...chain.faults.map((f) => ({ invariant: 'I7' as const, what: `${f.row} ${f.what}` })), ...(await findBroken(stage.world.owner)), ...(await forgotten(stage.world.owner, stage.world.clock.now)), ...(await lostAcks(stage.world, stage.acks))];
  if (broken.length > 0) throw new Error(`seed ${stage.dice.seed}: ${broken.length} invariants broken\n${broken.slice(0, 20).map((b) => `  ${b.invariant} ${b.what}`).join('\n')}`);
}

/** What `prove-ledger` has to say. */
function ledgerBroken(proof: LedgerProof): Broken[] {
  const which = { journal: 'I1', balance: 'I2', held: 'I3', floor: 'I3' } as const;
  return [
    ...(proof.sumFen === 0n ? [] : [{ invariant: 'I1' as const, what: `prove-ledger: all balances sum to ${proof.sumFen} fen` }]),
    ...proof.differences.map((d) => ({ invariant: which[d.what], what: `prove-ledger: ${d.what} ${d.id} is ${d.keptFen}, its rows say ${d.recomputedFen}` })),
  ];
}

/**
 * Each query finds what must not be, as one sentence per finding. They look at the rows in their own way, not through the product's
 * code, so that a mistake there does not hide itself.
 */
const mustFindNothing: readonly (readonly [Broken['invariant'], string])[] = [
  ['I1', `SELECT 'journal ' || journal_id || ' sums to ' || sum(amount_fen) FROM entry GROUP BY journal_id HAVING sum(amount_fen) <> 0`],
  ['I1', `SELECT 'journal ' || j.id || ' has no entries' FROM journal j WHERE NOT EXISTS (SELECT FROM entry e WHERE e.journal_id = j.id)`],
  ['I2', `SELECT 'account ' || a.id || ' (' || a.kind || ') has ' || a.balance_fen || ', its entries say ' || coalesce(sum(e.amount_fen), 0)
            FROM ledger_account a LEFT JOIN entry e ON e.account_id = a.id GROUP BY a.id HAVING a.balance_fen <> coalesce(sum(e.amount_fen), 0)`],
  ['I3', `SELECT 'account ' || a.id || ' (' || a.kind || ') holds ' || a.held_fen || ' of ' || a.balance_fen || ', its holds say ' || coalesce(sum(h.amount_fen), 0)
            FROM ledger_account a LEFT JOIN hold h ON h.account_id = a.id AND h.state = 'pending' GROUP BY a.id
          HAVING a.held_fen <> coalesce(sum(h.amount_fen), 0) OR (NOT a.may_be_negative AND a.balance_fen - a.held_fen < 0)`],
  ['I5', `SELECT 'project ' || p.id || ': ' || coalesce(a.balance_fen, 0) || ' fen in transit, but payments under way are ' || coalesce(i.fen, 0)
            FROM project p LEFT JOIN ledger_account a ON a.project_id = p.id AND a.kind = 'in-transit'
            LEFT JOIN (SELECT project_id, sum(amount_fen) AS fen FROM payment_instruction WHERE state IN ('sent', 'unknown') GROUP BY project_id) i ON i.project_id = p.id
           WHERE coalesce(a.balance_fen, 0) <> coalesce(i.fen, 0)`],
  ['I5', `SELECT 'project ' || p.id || ': ' || coalesce(a.balance_fen, 0) || ' fen on the workers'' cards, but payments that are paid are ' || coalesce(i.fen, 0)
            FROM project p LEFT JOIN ledger_account a ON a.project_id = p.id AND a.kind = 'worker-cards'
            LEFT JOIN (SELECT project_id, sum(amount_fen) AS fen FROM payment_instruction WHERE state = 'paid' GROUP BY project_id) i ON i.project_id = p.id
           WHERE coalesce(a.balance_fen, 0) <> coalesce(i.fen, 0)`],
  ['I5', `SELECT 'batch ' || b.number || ' is of ' || b.lines || ' payments and ' || b.control_fen || ' fen, but has ' || count(i.id) || ' and ' || coalesce(sum(i.amount_fen), 0)
            FROM payment_batch b LEFT JOIN payment_instruction i ON i.batch_id = b.id GROUP BY b.id HAVING b.lines <> count(i.id) OR b.control_fen <> coalesce(sum(i.amount_fen), 0)`],
  ['I6', `SELECT 'statement line ' || s.line_key || ' has no journal of its own' FROM statement_line s LEFT JOIN journal j ON j.id = s.journal_id
           WHERE s.kind = 'labour-cost' AND (j.id IS NULL OR EXISTS (SELECT FROM statement_line o WHERE o.journal_id = s.journal_id AND o.id <> s.id))`],
  ['I7', `SELECT 'journal ' || j.id || ' has ' || count(e.id) || ' events' FROM journal j LEFT JOIN audit_event e
              ON e.subject_type = 'journal' AND e.subject_id = j.id::text AND e.action IN ('ledger.posted', 'ledger.reversed') GROUP BY j.id HAVING count(e.id) <> 1`],
  ['I7', `SELECT 'event ' || e.id || ' speaks of journal ' || e.subject_id || ', which is not there' FROM audit_event e
           WHERE e.subject_type = 'journal' AND NOT EXISTS (SELECT FROM journal j WHERE j.id::text = e.subject_id)`],
  ['I7', `SELECT 'hold ' || h.id || ' (' || h.state || ') has ' || count(e.id) || ' events' FROM hold h LEFT JOIN audit_event e ON e.subject_type = 'hold' AND e.subject_id = h.id::text
           GROUP BY h.id HAVING count(e.id) <> CASE h.state WHEN 'pending' THEN 1 ELSE 2 END`],
];

/** I8: a batch that nobody handed over whole, and that nobody doubts, after the time that its wire has. */
async function forgotten(owner: DataSource, now: Date): Promise<Broken[]> {
  const rows = await owner.query<{ what: string }[]>(
    `SELECT 'batch ' || b.number || ' counts as sent since ' || b.sent_at || ', was never delivered, and is not in doubt' AS what
       FROM payment_batch b LEFT JOIN bank_connection c ON c.bank_id = b.bank_id AND c.state = 'in-force'
      WHERE b.state = 'sent' AND b.connection <> 'desk' AND b.delivered_at IS NULL AND b.doubt IS NULL AND b.sent_at + make_interval(secs => coalesce(c.wire_seconds, 120) + 65) < $1`,
    [now],
  );
  return rows.map(({ what }) => ({ invariant: 'I8', what }));
}

export async function findBroken(owner: DataSource): Promise<Broken[]> {
  const found: Broken[] = [];
  for (const [invariant, sql] of mustFindNothing) {
    for (const row of await owner.query<Record<string, string>[]>(sql)) found.push({ invariant, what: Object.values(row)[0]! });
  }
  return found;
}

/** I4: what was answered with 2xx is there, and is what was answered. I6: it is there once. */
async function lostAcks({ owner, vault }: World, acks: readonly Acknowledged[]): Promise<Broken[]> {
  const broken: Broken[] = [];
  const rows = await owner.query<{ key: string; place: string; answer: Buffer }[]>(
    `SELECT key, 'idempotency.answer.' || actor_id || '.' || route || '.' || key AS place, answer FROM idempotency WHERE key = ANY ($1)`,
    [acks.map((a) => a.key)],
  );
  const kept = new Map<string, typeof rows>();
  for (const row of rows) kept.set(row.key, [...(kept.get(row.key) ?? []), row]);
  for (const ack of acks) {
    const [row, ...more] = kept.get(ack.key) ?? [];
    const answer = row && (JSON.parse(vault.open(row.answer, row.place)) as { body: unknown }).body;
    if (!row) broken.push({ invariant: 'I4', what: `${ack.path} ${ack.key} was acknowledged and is lost` });
    else if (!isDeepStrictEqual(answer, ack.answer)) broken.push({ invariant: 'I6', what: `${ack.path} ${ack.key} was answered ${JSON.stringify(ack.answer)} and is kept as ${JSON.stringify(answer)}` });
    if (more.length > 0) broken.push({ invariant: 'I6', what: `${ack.path} ${ack.key} took effect ${more.length + 1} times` });
  }
  const credits = acks.filter((a) => typeof a.answer['statementLineId'] === 'string');
  const lines = await owner.query<{ id: string; journal: string; fen: bigint }[]>(
    `SELECT s.id, s.journal_id AS journal, (SELECT sum(e.amount_fen) FROM entry e WHERE e.journal_id = s.journal_id AND e.amount_fen > 0)::bigint AS fen FROM statement_line s WHERE s.id = ANY ($1)`,
    [credits.map((a) => a.answer['statementLineId'])],
  );
  const booked = new Map(lines.map((l) => [l.id, l]));
  for (const ack of credits) {
    const line = booked.get(String(ack.answer['statementLineId']));
    const yuan = Number((ack.body as { amount: string }).amount);
    if (!line) broken.push({ invariant: 'I4', what: `credit ${ack.key} was acknowledged and is lost` });
    else if (line.journal !== ack.answer['journalId'] || line.fen !== BigInt(Math.round(yuan * 100))) broken.push({ invariant: 'I4', what: `credit ${ack.key} of ${yuan} yuan is booked as ${line.fen} fen in ${line.journal}` });
  }
  return broken;
}
