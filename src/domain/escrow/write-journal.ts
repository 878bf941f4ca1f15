import { violated, type Work } from '../../platform/work.js';
import { formatYuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { lockAccounts } from './accounts.js';
import { chart, type AccountRef } from './chart.js';
import type { JournalKind } from './journal-kinds.js';

export interface JournalHead {
  readonly kind: JournalKind;
  readonly projectId: string | undefined;
  readonly occurredOn: PlainDate;
  readonly memo: string;
  readonly idempotencyKey: string;
  /** Of everything that is posted: tells a repetition from another body under the same key. */
  readonly bodyHash: string;
  readonly reversesId: string | null;
}

export interface SignedAmount {
  readonly accountId: bigint;
  /** Plus or minus; a journal's amounts sum to zero. */
  readonly amountFen: Fen;
}

/**
 * Writes one journal with all its entries; the triggers keep the balances. Nothing is written before every check has passed, so a
 * caller may go on after a refusal. The accounts are locked first: a repetition under way waits here and then finds the first one.
 */
export async function writeJournal(work: Work, head: JournalHead, amounts: readonly SignedAmount[]): Promise<{ readonly journalId: string; readonly fresh: boolean }> {
  await lockAccounts(work, [...new Set(amounts.map((a) => a.accountId))]);
  const before = await findJournal(work, head);
  if (before) return { journalId: before, fresh: false };
  // As PostgreSQL writes arrays: the driver would look for quotes in each of the numbers, twice.
  const bind = [`{${amounts.map((a) => a.accountId).join()}}`, `{${amounts.map((a) => a.amountFen).join()}}`];
  await checkFloors(work, bind);
  const journalId = work.newId();
  const made = await work.db.query<unknown[]>(
    `INSERT INTO journal (id, kind, project_id, occurred_on, memo, idempotency_key, body_hash, reverses_id, actor_id, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (idempotency_key) DO NOTHING RETURNING id`,
    [journalId, head.kind, head.projectId ?? null, head.occurredOn, head.memo, head.idempotencyKey, head.bodyHash, head.reversesId, work.actor.id, work.now],
  );
  // The same key on other accounts, at the same moment: it has won, and its body differs.
  if (made.length === 0) return { journalId: (await findJournal(work, head))!, fresh: false };
  try {
    await work.db.query('INSERT INTO entry (journal_id, account_id, amount_fen) SELECT $3, e.* FROM unnest($1::bigint[], $2::bigint[]) AS e', [...bind, journalId]);
  } catch (error) {
    // The database's own floor: the check above makes the words, this makes it certain.
    if (violated(error) === 'ledger_account_floor') throw new Refusal('insufficient-balance', '账户余额不足，没有记账');
    throw error;
  }
  return { journalId, fresh: true };
}

/** The journal that this key made before. */
async function findJournal(work: Work, head: JournalHead): Promise<string | undefined> {
  const found = await work.db.query<{ id: string; key: string; bodyHash: string }[]>(
    'SELECT id, idempotency_key AS key, body_hash AS "bodyHash" FROM journal WHERE idempotency_key = $1 OR reverses_id = $2',
    [head.idempotencyKey, head.reversesId],
  );
  const before = found.find((j) => j.key === head.idempotencyKey);
  if (before && before.bodyHash !== head.bodyHash) throw new Refusal('idempotency-conflict', '这个请求号已经用于另一笔记账，请换一个请求号');
  if (!before && found.length > 0) throw new Refusal('already-exists', '这笔记账已经冲正过');
  return before?.id;
}

async function checkFloors(work: Work, bind: readonly string[]): Promise<void> {
  const [short] = await work.db.query<{ kind: AccountRef['kind']; freeFen: Fen; wantedFen: Fen }[]>(
    `SELECT a.kind, a.balance_fen - a.held_fen AS "freeFen", (-s.amount)::bigint AS "wantedFen"
       FROM (SELECT account_id, sum(amount_fen) AS amount FROM unnest($1::bigint[], $2::bigint[]) AS e (account_id, amount_fen) GROUP BY account_id HAVING sum(amount_fen) < 0) s
       JOIN ledger_account a ON a.id = s.account_id
      WHERE NOT a.may_be_negative AND a.balance_fen - a.held_fen + s.amount < 0 ORDER BY a.id LIMIT 1`,
    [...bind],
  );
  if (short) throw new Refusal('insufficient-balance', `${chart[short.kind].label}余额不足：可用 ${formatYuan(short.freeFen)} 元，需要 ${formatYuan(short.wantedFen)} 元`);
}
