import { PayrollSheet } from '../../entities/payroll-sheet.js';
import type { Actor, Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { projectScope } from '../projects/index.js';
import { employerScope } from '../roster/index.js';

/**
 * The SQL condition for the sheets that this person may know of: a subcontractor its own, everyone else those of their projects.
 * @param sheet and @param project aliases of the two tables; @param values the query's bind values
 */
export const sheetScope = (actor: Actor, sheet: string, project: string, values: unknown[]): string =>
  `${projectScope(actor, project, values)} AND ${employerScope(actor, sheet, values)}`;

/** The sheet, locked, where this person may know of it. @throws Refusal `not-found` */
export async function lockOwnSheet(work: Work, sheetId: string): Promise<PayrollSheet> {
  const values: unknown[] = [sheetId];
  const seen = await work.db.query<unknown[]>(
    `SELECT FROM payroll_sheet s JOIN project p ON p.id = s.project_id WHERE s.id = $1 AND ${sheetScope(work.actor, 's', 'p', values)} FOR UPDATE OF s`,
    values,
  );
  if (seen.length === 0) throw new Refusal('not-found', '没有找到这张工资表');
  return work.db.findOneByOrFail(PayrollSheet, { id: sheetId });
}

/** The sheet, locked, for a release that has looked after who may. @throws Refusal `not-found` */
export async function lockSheet(work: Work, sheetId: string): Promise<PayrollSheet> {
  const sheet = await work.db.findOne(PayrollSheet, { where: { id: sheetId }, lock: { mode: 'pessimistic_write' } });
  if (!sheet) throw new Refusal('not-found', '没有找到这张工资表');
  return sheet;
}
