import { Hold } from '../../entities/hold.js';
import { LedgerAccount } from '../../entities/ledger-account.js';
import type { Work } from '../../platform/work.js';
import { formatYuan, yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { lockAccounts, openAccounts } from './accounts.js';
import { accountKey, chart, type AccountRef } from './chart.js';
import { post, type NewJournal } from './post.js';

export interface NewHold {
  readonly account: AccountRef;
  readonly amountFen: Fen;
  /** The release or other record that the money is set aside for: it has at most one pending hold on an account. */
  readonly subjectId: string;
  /** The last day on which it stands; none: until it is posted or voided. */
  readonly expiresOn?: PlainDate | undefined;
}

/**
 * Sets money of an account aside, so that nothing else can spend it. Asking again for the same subject and amount gives the same hold.
 * @throws Refusal `insufficient-balance`, `idempotency-conflict` (the subject holds another amount already)
 */
export async function hold(work: Work, input: NewHold): Promise<{ readonly holdId: string }> {
  const accountId = (await openAccounts(work, [input.account])).get(accountKey(input.account))!;
  await lockAccounts(work, [accountId]);
  const before = await work.db.findOneBy(Hold, { accountId, subjectId: input.subjectId, state: 'pending' });
  if (before && before.amountFen !== input.amountFen) throw new Refusal('idempotency-conflict', '这笔业务已经冻结了另一个金额');
  if (before) return { holdId: before.id };
  const { balanceFen, heldFen } = await work.db.findOneByOrFail(LedgerAccount, { id: accountId });
  const { label, mayBeNegative } = chart[input.account.kind];
  if (!mayBeNegative && balanceFen - heldFen < input.amountFen) throw new Refusal('insufficient-balance', `${label}余额不足：可用 ${formatYuan(balanceFen - heldFen)} 元，需要 ${formatYuan(input.amountFen)} 元`);
  const holdId = work.newId();
  await work.db.insert(Hold, { id: holdId, accountId, amountFen: input.amountFen, state: 'pending', subjectId: input.subjectId, expiresOn: input.expiresOn ?? null, createdAt: work.now, endedAt: null });
  await work.record({ action: 'hold.placed', subject: ['hold', holdId], projectId: input.account.projectId, to: 'pending', detail: { amount: yuan(input.amountFen), for: input.subjectId } });
  return { holdId };
}

/**
 * Ends a hold by moving its money: the journal's postings must leave the held account by exactly the held amount.
 * A second call with the same journal gives the first answer.
 */
export async function postHold(work: Work, holdId: string, journal: NewJournal): Promise<{ readonly journalId: string }> {
  const held = await getHold(work, holdId);
  const [used] = await work.db.query<unknown[]>('SELECT FROM journal WHERE idempotency_key = $1', [journal.idempotencyKey]);
  if (held.state === 'posted' && used) return post(work, journal);
  if (used) throw new Refusal('idempotency-conflict', '这个请求号已经用于另一笔记账，请换一个请求号');
  const sources = [...(await openAccounts(work, journal.postings.map((p) => p.from))).values()];
  const moved = journal.postings.reduce((sum, p) => sum + p.amountFen, 0n);
  if (sources.some((id) => id !== held.accountId) || moved !== held.amountFen) throw new RangeError('the postings of a hold move its whole amount from its account');
  await end(work, held, 'posted');
  return post(work, journal);
}

/** Ends a hold without moving anything. Ending it again changes nothing. */
export async function voidHold(work: Work, holdId: string): Promise<void> {
  const held = await getHold(work, holdId);
  if (held.state !== 'void') await end(work, held, 'void');
}

/** Ends a hold whose last day has passed, without moving anything. @throws Refusal `wrong-state` where it has ended, or its day has not passed */
export async function expireHold(work: Work, holdId: string): Promise<void> {
  const held = await getHold(work, holdId);
  if (held.expiresOn === null || held.expiresOn >= work.today) throw new Refusal('wrong-state', '这笔冻结还没有到期');
  await end(work, held, 'expired');
}

async function getHold(work: Work, holdId: string): Promise<Hold> {
  const held = await work.db.findOne(Hold, { where: { id: holdId }, lock: { mode: 'pessimistic_write' } });
  if (!held) throw new Refusal('not-found', '没有找到这笔冻结');
  return held;
}

async function end(work: Work, held: Hold, state: 'posted' | 'void' | 'expired'): Promise<void> {
  if (held.state !== 'pending') throw new Refusal('wrong-state', '这笔冻结已经结束');
  await lockAccounts(work, [held.accountId]);
  await work.db.update(Hold, { id: held.id }, { state, endedAt: work.now });
  await work.record({ action: `hold.${state}`, subject: ['hold', held.id], from: 'pending', to: state });
}
