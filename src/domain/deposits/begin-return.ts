import { Deposit } from '../../entities/deposit.js';
import { DepositObjection } from '../../entities/deposit-objection.js';
import { DepositReturn } from '../../entities/deposit-return.js';
import { deadline, dueOrProvisional } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { coverageOf, lockDeposit } from './cover.js';
import type { newReturn, objection, objectionDecision, returnApplication } from './inputs.js';
import { returnBars } from './return-bars.js';
import { returnFlow, type ReturnAction } from './return-states.js';
import { depositFlow } from './states.js';

/** Begins the public notice of 30 days: on the contractor's promise that nobody is owed, which goes on the site's board too. */
export async function beginReturn(work: Work, projectId: string, { promise, board }: TypeOf<typeof newReturn>): Promise<{ readonly returnId: string; readonly noticeTo: PlainDate }> {
  const issues: Issue[] = [];
  if (!promise) issues.push({ path: 'promise', message: '请填写没有未解决的工资拖欠的书面承诺' });
  if (!board) issues.push({ path: 'board', message: '须同时在施工现场维权信息告示牌公示' });
  if (issues.length > 0) throw new Invalid(issues);
  return openReturn(work, projectId, { promise, exOfficio: false });
}

/** The same by the authority itself, after a stock-taking: without promise and application of the contractor. */
export const beginReturnExOfficio = (work: Work, projectId: string): Promise<{ readonly returnId: string; readonly noticeTo: PlainDate }> => openReturn(work, projectId, { promise: '', exOfficio: true });

async function openReturn(work: Work, projectId: string, { promise, exOfficio }: { readonly promise: string; readonly exOfficio: boolean }): Promise<{ readonly returnId: string; readonly noticeTo: PlainDate }> {
  const project = await getProject(work, projectId);
  const deposit = await lockDeposit(work, projectId);
  const to = next(depositFlow, deposit.state, 'begin-return', work.actor.role);
  const covered = await coverageOf(work, deposit);
  if (covered.totalFen === 0n) throw new Refusal('wrong-state', '没有可以返还的现金、保函或者保险');
  const bars = await returnBars(work, deposit.id);
  if (bars.length > 0) throw new Refusal('wrong-state', `暂不能返还：${bars.join('；')}`);
  const [works] = await work.db.query<[{ completedOn: PlainDate }]>('SELECT max(p.completed_on) AS "completedOn" FROM deposit_cover c JOIN project p ON p.id = c.project_id WHERE c.deposit_id = $1', [deposit.id]);
  const law = await lawOf(work, project.areaCode);
  const noticeTo = dueOrProvisional((l) => deadline('deposit-return-notice', work.today, l), law).value;
  const returnId = work.newId();
  await work.db.insert(DepositReturn, {
    id: returnId,
    depositId: deposit.id,
    state: 'notice',
    exOfficio,
    promise,
    completedOn: works.completedOn,
    amountFen: covered.totalFen,
    noticeFrom: work.today,
    noticeTo,
    startedBy: work.actor.id,
    createdAt: work.now,
  });
  await work.db.update(Deposit, { id: deposit.id }, { state: to });
  await work.record({ action: 'deposit.return-begun', subject: ['deposit', deposit.id], projectId, from: deposit.state, to, detail: { returnId, exOfficio, amount: yuan(covered.totalFen), noticeTo } });
  return { returnId, noticeTo };
}

/** The return under way of a project's deposit, with its deposit, both locked. @throws Refusal `not-found` */
export async function lockReturn(work: Work, projectId: string): Promise<{ readonly deposit: Deposit; readonly ret: DepositReturn }> {
  await getProject(work, projectId);
  const deposit = await lockDeposit(work, projectId);
  const [open] = await work.db.query<{ id: string }[]>(`SELECT id FROM deposit_return WHERE deposit_id = $1 AND state NOT IN ('released', 'stopped')`, [deposit.id]);
  if (!open) throw new Refusal('not-found', '没有办理中的返还');
  return { deposit, ret: await work.db.findOneOrFail(DepositReturn, { where: { id: open.id }, lock: { mode: 'pessimistic_write' } }) };
}

/** Keeps what changed of a return and says so. */
export async function moveReturn(work: Work, projectId: string, ret: DepositReturn, action: ReturnAction, change: Partial<DepositReturn>, detail: Readonly<Record<string, unknown>> = {}, reason?: string): Promise<void> {
  if (Object.keys(change).length > 0) await work.db.update(DepositReturn, { id: ret.id }, change);
  await work.record({ action: `deposit.return-${action}`, subject: ['deposit-return', ret.id], projectId, from: ret.state, to: change.state ?? ret.state, reason, detail });
}

/** The written application, after the whole notice; again after a refusal. Ex officio the authority applies itself. */
export async function applyReturn(work: Work, projectId: string, { application }: TypeOf<typeof returnApplication>): Promise<{ readonly reviewDueOn: PlainDate }> {
  const { ret } = await lockReturn(work, projectId);
  const state = next(returnFlow, ret.state, 'apply', work.actor.role);
  if (work.today <= ret.noticeTo) throw new Refusal('wrong-state', `公示至 ${ret.noticeTo}，期满后才能申请`);
  if (work.actor.role !== 'general-contractor' && !ret.exOfficio) throw new Refusal('not-allowed', '由施工总承包单位书面申请；依职权启动的返还才由劳动监察机构提出');
  const { areaCode } = await getProject(work, projectId);
  const reviewDueOn = dueOrProvisional((l) => deadline('deposit-return-review', work.today, l), await lawOf(work, areaCode)).value;
  await moveReturn(work, projectId, ret, 'apply', { state, appliedOn: work.today, application, reviewDueOn, reviewedOn: null, reviewedBy: null, reviewOpinion: null, issueDueOn: null, decidedOn: null, decidedBy: null, paperId: null }, { reviewDueOn });
  return { reviewDueOn };
}

/** Records an objection that came in during the notice or while the return is under way. It bars the return until it is decided. */
export async function objectReturn(work: Work, projectId: string, { objector, statement, receivedOn }: TypeOf<typeof objection>): Promise<{ readonly objectionId: string }> {
  const { ret } = await lockReturn(work, projectId);
  next(returnFlow, ret.state, 'object', work.actor.role);
  const issues: Issue[] = [];
  if (receivedOn > work.today) issues.push({ path: 'receivedOn', message: '日期不能晚于今天' });
  if (receivedOn < ret.noticeFrom) issues.push({ path: 'receivedOn', message: '早于公示开始的日期' });
  if (issues.length > 0) throw new Invalid(issues);
  const objectionId = work.newId();
  await work.db.insert(DepositObjection, { id: objectionId, returnId: ret.id, objector, statement, receivedOn, recordedBy: work.actor.id!, createdAt: work.now });
  await moveReturn(work, projectId, ret, 'object', {}, { objectionId, receivedOn });
  return { objectionId };
}

/** Decides an objection, once. One that is upheld bars the return until what it says is settled: the return is then refused or stopped. */
export async function decideObjection(work: Work, projectId: string, objectionId: string, { upheld, decision }: TypeOf<typeof objectionDecision>): Promise<void> {
  const { ret } = await lockReturn(work, projectId);
  const found = await work.db.findOneBy(DepositObjection, { id: objectionId, returnId: ret.id });
  if (!found) throw new Refusal('not-found', '没有找到这件异议');
  if (found.upheld !== null) throw new Refusal('already-exists', '这件异议已经处理');
  await work.db.update(DepositObjection, { id: objectionId }, { upheld: upheld === 'yes', decision, decidedOn: work.today, decidedBy: work.actor.id });
  await work.record({ action: 'deposit.objection-decided', subject: ['deposit-return', ret.id], projectId, reason: decision, detail: { objectionId, upheld: upheld === 'yes' } });
}
