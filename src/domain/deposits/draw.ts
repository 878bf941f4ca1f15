import { Deposit } from '../../entities/deposit.js';
import { DepositDraw } from '../../entities/deposit-draw.js';
import { deadline } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { hold, voidHold, type AccountRef } from '../escrow/index.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { accountOf, coverageOf, findDeposit, lockDeposit } from './cover.js';
import { depositFlow, type DepositAction, type DepositState } from './states.js';

export interface NewDraw {
  readonly projectId: string;
  readonly caseId: string;
  readonly releaseId: string;
  readonly source: 'deposit' | 'guarantee';
  /** The bank that keeps the cash, or the issuer of the guarantee. */
  readonly issuerId: string;
  readonly amountFen: Fen;
  /** 支付通知书, where it is issued already. */
  readonly paperId?: string | undefined;
  /** The day on which the bank received it: its five working days run from here. */
  readonly notifiedOn: PlainDate;
}

/** The ledger account that a draw takes its money from. @throws Refusal `not-found` where no deposit stands for the project */
export async function drawAccount(work: Work, { projectId, source, issuerId }: Pick<NewDraw, 'projectId' | 'source' | 'issuerId'>): Promise<AccountRef> {
  const deposit = await findDeposit(work, projectId);
  if (!deposit) throw new Refusal('not-found', '本项目的工资保证金还没有核定');
  return accountOf(deposit, source, issuerId);
}

/**
 * Sets the money of a draw aside and starts the bank's clock of 5 working days (保证金规定 Art. 19). The release posts it with
 * `postHold`. Asking again for the same release gives the same draw.
 * @throws Refusal `insufficient-balance`, `wrong-state`, `calendar-unknown`
 */
export async function beginDraw(work: Work, input: NewDraw): Promise<{ readonly drawId: string; readonly holdId: string; readonly bankDueOn: PlainDate }> {
  const { deposit, law } = await open(work, input.projectId);
  const account = accountOf(deposit, input.source, input.issuerId);
  const before = await work.db.findOneBy(DepositDraw, { releaseId: input.releaseId });
  if (before) {
    if (before.depositId !== deposit.id || before.amountFen !== input.amountFen) throw new Refusal('idempotency-conflict', '这次支付已经登记过另一笔动用');
    const [held] = await work.db.query<[{ id: string }]>('SELECT id FROM hold WHERE subject_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1', [input.releaseId]);
    return { drawId: before.id, holdId: held.id, bankDueOn: before.bankDueOn! };
  }
  const to = next(depositFlow, deposit.state, 'begin-draw', work.actor.role);
  const { holdId } = await hold(work, { account, amountFen: input.amountFen, subjectId: input.releaseId });
  const { value: bankDueOn } = deadline('deposit-pay', input.notifiedOn, law);
  const drawId = work.newId();
  await work.db.insert(DepositDraw, {
    id: drawId,
    depositId: deposit.id,
    caseId: input.caseId,
    releaseId: input.releaseId,
    paperId: input.paperId ?? null,
    amountFen: input.amountFen,
    notifiedOn: input.notifiedOn,
    bankDueOn,
    paidOn: null,
    topUpDueOn: null,
    toppedUpOn: null,
    createdAt: work.now,
  });
  await move(work, deposit, input.projectId, 'begin-draw', to, { drawId, releaseId: input.releaseId, amount: yuan(input.amountFen), bankDueOn });
  return { drawId, holdId, bankDueOn };
}

/**
 * The bank has paid: starts the contractor's clock of 10 working days to top up (保证金规定 Art. 20). The deposit stays in use while
 * another draw is under way. Telling it again changes nothing.
 */
export async function finishDraw(work: Work, input: { readonly releaseId: string; readonly paidOn: PlainDate }): Promise<{ readonly topUpDueOn: PlainDate }> {
  const { draw, deposit, projectId } = await getDraw(work, input.releaseId);
  if (draw.paidOn !== null) return { topUpDueOn: draw.topUpDueOn! };
  const { law } = await open(work, projectId);
  const { value: topUpDueOn } = deadline('deposit-replenish', input.paidOn, law);
  const covered = await coverageOf(work, deposit);
  const enough = covered.suffices(deposit.dueFen);
  // Where enough is left there is nothing to top up.
  await work.db.update(DepositDraw, { id: draw.id }, { paidOn: input.paidOn, topUpDueOn, toppedUpOn: enough ? input.paidOn : null });
  const to = next(depositFlow, deposit.state, 'finish-draw', work.actor.role, await restState(work, deposit, enough));
  await move(work, deposit, projectId, 'finish-draw', to, { drawId: draw.id, paidOn: input.paidOn, topUpDueOn });
  return { topUpDueOn };
}

/** The release was withdrawn before its money left: frees what was set aside and forgets the draw. */
export async function abandonDraw(work: Work, releaseId: string): Promise<void> {
  const { draw, deposit, projectId } = await getDraw(work, releaseId);
  if (draw.paidOn !== null) throw new Refusal('wrong-state', '银行已经支付，不能取消动用');
  const holds = await work.db.query<{ id: string }[]>(`SELECT id FROM hold WHERE subject_id = $1 AND state = 'pending'`, [releaseId]);
  for (const { id } of holds) await voidHold(work, id);
  await work.db.delete(DepositDraw, { id: draw.id });
  const covered = await coverageOf(work, deposit);
  const enough = covered.suffices(deposit.dueFen);
  const rest = await restState(work, deposit, enough);
  const drawnBefore = await work.db.existsBy(DepositDraw, { depositId: deposit.id });
  const to = next(depositFlow, deposit.state, 'abandon-draw', work.actor.role, rest === 'top-up-due' && !drawnBefore ? (deposit.arrearsOn === null ? 'due' : 'double-due') : rest);
  await move(work, deposit, projectId, 'abandon-draw', to, { releaseId });
}

/** Where the deposit stands once a draw has ended: still in use by another, covered, or to be topped up. */
async function restState(work: Work, deposit: Deposit, enough: boolean): Promise<'in-use' | 'held' | 'top-up-due'> {
  const [open_] = await work.db.query<unknown[]>('SELECT FROM deposit_draw WHERE deposit_id = $1 AND paid_on IS NULL LIMIT 1', [deposit.id]);
  return open_ ? 'in-use' : enough ? 'held' : 'top-up-due';
}

async function open(work: Work, projectId: string): Promise<{ deposit: Deposit; law: Awaited<ReturnType<typeof lawOf>> }> {
  const project = await getProject(work, projectId);
  return { deposit: await lockDeposit(work, projectId), law: await lawOf(work, project.areaCode) };
}

async function getDraw(work: Work, releaseId: string): Promise<{ draw: DepositDraw; deposit: Deposit; projectId: string }> {
  const [found] = await work.db.query<{ projectId: string }[]>('SELECT r.project_id AS "projectId" FROM deposit_draw x JOIN release r ON r.id = x.release_id WHERE x.release_id = $1', [releaseId]);
  if (!found) throw new Refusal('not-found', '没有找到这次动用');
  await getProject(work, found.projectId);
  const deposit = await lockDeposit(work, found.projectId);
  return { deposit, draw: await work.db.findOneByOrFail(DepositDraw, { releaseId }), projectId: found.projectId };
}

async function move(work: Work, deposit: Deposit, projectId: string, action: DepositAction, to: DepositState, detail: Readonly<Record<string, unknown>>): Promise<void> {
  await work.db.update(Deposit, { id: deposit.id }, { state: to });
  await work.record({ action: `deposit.${action}`, subject: ['deposit', deposit.id], projectId, from: deposit.state, to, detail });
}
