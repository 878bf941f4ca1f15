import { CaseFile } from '../../entities/case-file.js';
import { CaseOrder } from '../../entities/case-order.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { projectScope } from '../projects/index.js';
import { caseFlow, type CaseAction } from './states.js';

/** The case, its row locked: whoever may know of its project. @throws Refusal `not-found` */
export async function lockCase(work: Work, caseId: string): Promise<CaseFile> {
  await checkCase(work, caseId, ' FOR UPDATE OF c');
  return work.db.findOneByOrFail(CaseFile, { id: caseId });
}

/** @throws Refusal `not-found` */
export async function checkCase(work: Work, caseId: string, lock: '' | ' FOR UPDATE OF c' = ''): Promise<void> {
  const values: unknown[] = [caseId];
  const rows = await work.db.query<unknown[]>(`SELECT c.id FROM case_file c JOIN project p ON p.id = c.project_id WHERE c.id = $1 AND ${projectScope(work.actor, 'p', values)}${lock}`, values);
  if (rows.length === 0) throw new Refusal('not-found', '没有找到这个案件');
}

/** An order with its case, both locked, the case first. @throws Refusal `not-found` */
export async function lockOrder(work: Work, paperId: string): Promise<{ readonly file: CaseFile; readonly order: CaseOrder }> {
  const [found] = await work.db.query<{ caseId: string }[]>('SELECT case_id AS "caseId" FROM case_order WHERE paper_id = $1', [paperId]);
  if (!found) throw new Refusal('not-found', '没有找到这份文书');
  const file = await lockCase(work, found.caseId);
  return { file, order: await work.db.findOneOrFail(CaseOrder, { where: { paperId }, lock: { mode: 'pessimistic_write' } }) };
}

/** That an order is one of this case. @throws Refusal `not-found` */
export async function checkOrder(work: Work, caseId: string, paperId: string): Promise<void> {
  await checkCase(work, caseId);
  const rows = await work.db.query<unknown[]>('SELECT paper_id FROM case_order WHERE paper_id = $1 AND case_id = $2', [paperId, caseId]);
  if (rows.length === 0) throw new Refusal('not-found', '没有找到这份文书');
}

export interface CaseMove {
  readonly reason?: string | undefined;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly changes?: Partial<CaseFile>;
}

/** The only writer of a case's state: guards the action, changes the row and records it. `file` is locked by the caller. */
export async function moveCase(work: Work, file: CaseFile, action: CaseAction, { reason, detail, changes }: CaseMove = {}): Promise<void> {
  const to = next(caseFlow, file.state, action, work.actor.role);
  await work.db.update(CaseFile, { id: file.id }, { ...changes, state: to });
  await work.record({ action: `case.${action}`, subject: ['case-file', file.id], projectId: file.projectId, from: file.state, to, reason, detail: { number: file.number, ...detail } });
  Object.assign(file, changes, { state: to });
}
