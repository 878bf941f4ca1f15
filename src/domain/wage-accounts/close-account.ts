import { AccountClosing, type ClosingCause } from '../../entities/account-closing.js';
import { WageAccount } from '../../entities/wage-account.js';
import { deadline } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { formatDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { balanceOf, lockWageAccount, post, type AccountRef } from '../escrow/index.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { closingBars, type Bar } from './bars.js';
import type { accountClosed, closingNotice, closingPromise } from './inputs.js';
import { closingFlow, type ClosingAction } from './states.js';

/**
 * Starts the closing with its notice on the site board and on this service's public page (条例724 Art. 27 para. 2: 30 days). The term is
 * the law's of the day; the day of posting is not counted.
 * @throws Refusal `not-found`, `wrong-state` (no account, works not completed), `already-exists`
 */
export async function startClosing(work: Work, projectId: string, input: TypeOf<typeof closingNotice>): Promise<{ readonly closingId: string }> {
  const project = await getProject(work, projectId);
  const account = await lockWageAccount(work, projectId);
  if (input.noticeFrom > work.today) throw new Invalid([{ path: 'noticeFrom', message: '公示开始日期不能晚于今天' }]);
  if (input.cause === 'completed' && project.state !== 'completed') throw new Refusal('wrong-state', '工程尚未登记完工，不能开始销户公示');
  if (input.cause === 'completed' && project.completedOn !== null && input.noticeFrom < project.completedOn) throw new Invalid([{ path: 'noticeFrom', message: `公示不能早于完工日期 ${project.completedOn}` }]);
  const term = deadline('account-close-notice', input.noticeFrom, await lawOf(work, project.areaCode));
  const closingId = work.newId();
  try {
    await work.db.insert(AccountClosing, {
      id: closingId,
      wageAccountId: account.id,
      cause: input.cause,
      state: 'notice',
      noticeFrom: input.noticeFrom,
      noticeUntil: term.value,
      boardPlace: input.boardPlace,
      promisedOn: null,
      promisedBy: null,
      checkedPersonId: null,
      checkedAt: null,
      releasedPersonId: null,
      releasedAt: null,
      closedOn: null,
      balanceFen: null,
      journalId: null,
      startedBy: work.actor.id,
      startedAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'account_closing_open') throw new Refusal('already-exists', '本专户的销户已在办理');
    throw error;
  }
  await work.record({ action: 'account-closing.started', subject: ['account-closing', closingId], projectId, to: 'notice', detail: { cause: input.cause, from: input.noticeFrom, until: term.value, because: term.because } });
  return { closingId };
}

/** 承诺书: the contractor promises that nobody is owed wages. It may come while the notice still runs. */
export async function promiseClosing(work: Work, projectId: string, input: TypeOf<typeof closingPromise>): Promise<void> {
  if (!input.promised) throw new Invalid([{ path: 'promised', message: '请勾选承诺' }]);
  await move(work, projectId, 'promise', { promisedOn: work.today, promisedBy: input.promisedBy });
}

/** An inspector has looked: the notice is over and nothing bars. @throws Refusal `wrong-state` with every bar */
export async function checkClosing(work: Work, projectId: string): Promise<void> {
  await move(work, projectId, 'check', { checkedPersonId: work.actor.personId, checkedAt: work.now });
}

/** The head of inspection releases the account, another person than the one who checked. @throws Refusal `same-person`, `wrong-state` */
export async function releaseClosing(work: Work, projectId: string): Promise<void> {
  await move(work, projectId, 'release', { releasedPersonId: work.actor.personId, releasedAt: work.now });
}

/** Takes the closing back, with a reason: the account goes on as before. */
export async function withdrawClosing(work: Work, projectId: string, { reason }: { readonly reason: string }): Promise<void> {
  await move(work, projectId, 'withdraw', {}, reason);
}

/**
 * The bank has closed the account. Its balance belongs to the general contractor when the works are done (条例724 Art. 27), by journal;
 * where bank or contractor change it waits between the banks for the account that follows.
 */
export async function closeAccount(work: Work, projectId: string, input: TypeOf<typeof accountClosed>): Promise<{ readonly balanceFen: Fen }> {
  const { account, closing } = await lockClosing(work, projectId);
  const to = next(closingFlow, closing.state, 'close', work.actor.role);
  if (work.actor.role === 'bank-operator' && account.bankId !== work.actor.partyId) throw new Refusal('not-allowed', '这个专户不在您所在的银行');
  if (input.closedOn > work.today) throw new Invalid([{ path: 'closedOn', message: '销户日期不能晚于今天' }]);
  if (input.closedOn <= closing.noticeUntil) throw new Invalid([{ path: 'closedOn', message: `公示至 ${closing.noticeUntil}，销户须在其后` }]);
  await refuseBarred(work, projectId, account, closing);
  const project = await getProject(work, projectId);
  const from: AccountRef = { kind: 'escrow', projectId };
  const { balanceFen } = await balanceOf(work, from);
  const moved = closing.cause !== 'completed';
  const journalId =
    balanceFen > 0n
      ? (
          await post(work, {
            kind: moved ? 'balance-moved-out' : 'account-closed',
            projectId,
            occurredOn: input.closedOn,
            idempotencyKey: `account-closing:${closing.id}`,
            postings: [{ from, to: moved ? { kind: 'between-banks', projectId } : { kind: 'contractor', projectId, partyId: project.contractorId }, amountFen: balanceFen }],
          })
        ).journalId
      : null;
  await work.db.update(AccountClosing, { id: closing.id }, { state: to, closedOn: input.closedOn, balanceFen, journalId });
  await work.db.update(WageAccount, { id: account.id }, { state: 'closed', closedOn: input.closedOn });
  await work.record({ action: 'account-closing.closed', subject: ['account-closing', closing.id], projectId, from: closing.state, to, detail: { on: input.closedOn, balance: yuan(balanceFen) } });
  return { balanceFen };
}

async function move(work: Work, projectId: string, action: ClosingAction, values: Partial<AccountClosing>, reason?: string): Promise<void> {
  const { account, closing } = await lockClosing(work, projectId);
  const to = next(closingFlow, closing.state, action, work.actor.role);
  if (action === 'check' || action === 'release') {
    if (work.today <= closing.noticeUntil) throw new Refusal('wrong-state', `公示至${formatDate(closing.noticeUntil)}，期满后才能${closingFlow.words.actions[action]}`);
    await refuseBarred(work, projectId, account, closing);
  }
  if (action === 'release' && closing.checkedPersonId === work.actor.personId) throw new Refusal('same-person', '核查的人不能同意销户，须由另一人办理');
  await work.db.update(AccountClosing, { id: closing.id }, { ...values, state: to });
  await work.record({ action: `account-closing.${action}`, subject: ['account-closing', closing.id], projectId, from: closing.state, to, reason });
}

async function refuseBarred(work: Work, projectId: string, account: WageAccount, { cause }: { readonly cause: ClosingCause }): Promise<void> {
  const bars: readonly Bar[] = await closingBars(work, { projectId, accountId: account.id, cause });
  if (bars.length > 0) throw new Refusal('wrong-state', `不能销户：${bars.map((b) => b.because).join('；')}`);
}

async function lockClosing(work: Work, projectId: string): Promise<{ readonly account: WageAccount; readonly closing: AccountClosing }> {
  const account = await lockWageAccount(work, projectId);
  const [found] = await work.db.query<{ id: string }[]>(`SELECT id FROM account_closing WHERE wage_account_id = $1 AND state NOT IN ('closed', 'withdrawn') FOR UPDATE`, [account.id]);
  if (!found) throw new Refusal('wrong-state', '本专户没有正在办理的销户');
  return { account, closing: await work.db.findOneByOrFail(AccountClosing, { id: found.id }) };
}
