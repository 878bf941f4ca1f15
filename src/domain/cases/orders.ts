import { In } from 'typeorm';
import { CaseOrder } from '../../entities/case-order.js';
import type { CaseFile } from '../../entities/case-file.js';
import { correctionDueOn, dueOrProvisional } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { yearOf, type PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { recordService, type ServiceInput, type ServiceRecorded } from '../papers/index.js';
import { lawOf } from '../policy/index.js';
import type { orderExtension, orderVerification } from './inputs.js';
import { lockCase, lockOrder, moveCase } from './scope.js';
import { caseFlow, orderFlow, type OrderAction } from './states.js';

/**
 * Records an attempt to serve an order; once it is served its clock runs: so many working days after the day of service. A second
 * service is refused.
 */
export async function serveOrder(work: Work, paperId: string, input: ServiceInput): Promise<ServiceRecorded & { readonly dueOn: PlainDate | undefined }> {
  const { file, order } = await lockOrder(work, paperId);
  if (file.state === 'closed') throw new Refusal('wrong-state', `案件${file.number}已结案`);
  const recorded = await recordService(work, paperId, input);
  const { servedOn } = recorded;
  if (!servedOn) return { ...recorded, dueOn: undefined };
  const dueOn = await dueAfter(work, file, order, servedOn, recorded.paper.issuedOn);
  await moveOrder(work, file, order, 'serve', { servedOn, dueOn }, undefined, { servedOn, dueOn });
  return { ...recorded, dueOn };
}

/**
 * The last day of an order's term. An inquiry names its day; everything else is counted from service. A term that reaches a year without
 * holiday notice is provisional, and reckoned anew each day until it is known.
 */
async function dueAfter(work: Work, file: CaseFile, order: CaseOrder, servedOn: PlainDate, issuedOn: PlainDate): Promise<PlainDate> {
  if (order.kind === 'inquiry') {
    const attendOn = work.calendar.add(issuedOn, order.termDays);
    if (servedOn > attendOn) throw new Invalid([{ path: 'attemptedOn', message: `送达时已过到场日期 ${attendOn}，请重新签发询问通知书` }]);
    return attendOn;
  }
  return dueOrProvisional((law) => correctionDueOn(servedOn, order.termDays, law), await lawOf(work, file.areaCode)).value;
}

/** Gives more time for an order, once, before its term has run out. By the supervisor, with a reason (内部规则). */
export async function extendOrder(work: Work, paperId: string, { days, reason }: TypeOf<typeof orderExtension>): Promise<{ readonly dueOn: PlainDate }> {
  const { file, order } = await lockOrder(work, paperId);
  next(orderFlow, order.state, 'extend', work.actor.role);
  if (order.kind === 'inquiry') throw new Invalid([{ path: '', message: '询问通知书不能延期，请重新签发' }]);
  if (order.extendedOn) throw new Invalid([{ path: '', message: `已于 ${order.extendedOn} 延长过一次，不能再次延长` }]);
  if (order.dueOn! < work.today) throw new Invalid([{ path: '', message: '期限已经届满，不能延长' }]);
  const termDays = order.termDays + days;
  if (termDays > 90) throw new Invalid([{ path: 'days', message: '延长后的期限不能超过 90 个工作日' }]);
  const dueOn = await dueAfter(work, file, { ...order, termDays }, order.servedOn!, order.servedOn!);
  await moveOrder(work, file, order, 'extend', { termDays, dueOn, extendedOn: work.today }, reason, { days, dueOn, from: order.dueOn });
  return { dueOn };
}

/**
 * Writes down what an inspector found when the term was checked. Met: the order is done, and with the last order of its kind the case is
 * cured. Missed: only after the term; the case becomes or stays overdue.
 */
export async function verifyOrder(work: Work, paperId: string, { result, note }: TypeOf<typeof orderVerification>): Promise<void> {
  const { file, order } = await lockOrder(work, paperId);
  const action: OrderAction = result === 'met' ? 'meet' : 'miss';
  next(orderFlow, order.state, action, work.actor.role);
  if (result === 'missed' && order.dueOn! >= work.today) throw new Invalid([{ path: 'result', message: `期限 ${order.dueOn} 尚未届满` }]);
  await moveOrder(work, file, order, action, { verifiedOn: work.today, verification: note }, note);
  if (order.kind === 'inquiry') return;
  if (result === 'missed') return lapse(work, file, order);
  // Who has done what was decided has done what was ordered before.
  if (order.kind === 'decision') return void (await cure(work, file, note));
  if ((await openOrders(work, file.id)).length === 0) await moveCase(work, file, 'cure', { reason: note });
}

/** Marks a served order whose term has run out, and its case. Called by the daily job; false where it is not so (any more). */
export async function markOverdue(work: Work, paperId: string, asOf: PlainDate): Promise<boolean> {
  const { file, order } = await lockOrder(work, paperId);
  if (order.state !== 'served' || !order.servedOn) return false;
  const dueOn = order.kind === 'inquiry' ? order.dueOn! : await dueAfter(work, file, order, order.servedOn, order.servedOn);
  if (dueOn !== order.dueOn) await work.db.update(CaseOrder, { paperId }, { dueOn });
  // Before the holidays of its year are known a term may still turn out longer.
  if (dueOn >= asOf || !work.calendar.knows(yearOf(dueOn))) return false;
  await moveOrder(work, file, order, 'lapse', { dueOn }, undefined, { dueOn });
  await lapse(work, file, order);
  return true;
}

/** The served orders whose term may have run out by a day. */
export async function overdueOrders(work: Work, asOf: PlainDate): Promise<string[]> {
  const rows = await work.db.query<{ id: string }[]>(`SELECT paper_id AS id FROM case_order WHERE state = 'served' AND due_on < $1 ORDER BY due_on, paper_id`, [asOf]);
  return rows.map((r) => r.id);
}

/**
 * Marks a case as cured whose workers have all been paid, by whatever way, and its orders as met. Called by the payment, in its unit of
 * work. False where the case orders nobody to pay (yet): then it is for the inspectors to close it.
 */
export async function cureCase(work: Work, caseId: string, note: string): Promise<boolean> {
  const file = await lockCase(work, caseId);
  return caseFlow.table[file.state].cure ? cure(work, file, note) : false;
}

async function cure(work: Work, file: CaseFile, note: string): Promise<true> {
  for (const order of await openOrders(work, file.id)) await moveOrder(work, file, order, 'meet', { verifiedOn: work.today, verification: note }, note);
  await moveCase(work, file, 'cure', { reason: note });
  return true;
}

/** The term of an order that the case waits for has run out. An order that a decision has overtaken changes nothing. */
async function lapse(work: Work, file: CaseFile, order: CaseOrder): Promise<void> {
  if (file.state === order.kind) await moveCase(work, file, 'lapse');
}

/** The served orders of a case, but for inquiries, that have not been met. */
const openOrders = (work: Work, caseId: string): Promise<CaseOrder[]> =>
  work.db.find(CaseOrder, { where: { caseId, kind: In(['correction', 'decision']), state: In(['served', 'overdue']) }, order: { paperId: 'ASC' }, lock: { mode: 'pessimistic_write' } });

/** The only writer of an order's state. */
async function moveOrder(work: Work, file: CaseFile, order: CaseOrder, action: OrderAction, changes: Partial<CaseOrder>, reason?: string, detail: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const to = next(orderFlow, order.state, action, work.actor.role);
  await work.db.update(CaseOrder, { paperId: order.paperId }, { ...changes, state: to });
  await work.record({ action: `case.order-${action}`, subject: ['case-file', file.id], projectId: file.projectId, from: order.state, to, reason, detail: { number: file.number, paperId: order.paperId, ...detail } });
  Object.assign(order, changes, { state: to });
}
