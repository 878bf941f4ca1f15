import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';

/** Changes of a project's month; what is absent does not change. */
export interface MonthChange {
  readonly attendanceDays?: number;
  readonly attendingWorkers?: number;
  readonly unregisteredWorkers?: number;
  readonly sheets?: number;
  readonly approvedSheets?: number;
  readonly lines?: number;
  readonly payableFen?: Fen;
  readonly paidFen?: Fen;
  readonly paidLines?: number;
  readonly returnedLines?: number;
  readonly creditedFen?: Fen;
}

const columns: Readonly<Record<keyof MonthChange, string>> = {
  attendanceDays: 'attendance_days',
  attendingWorkers: 'attending_workers',
  unregisteredWorkers: 'unregistered_workers',
  sheets: 'sheets',
  approvedSheets: 'approved_sheets',
  lines: 'lines',
  payableFen: 'payable_fen',
  paidFen: 'paid_fen',
  paidLines: 'paid_lines',
  returnedLines: 'returned_lines',
  creditedFen: 'credited_fen',
};

/** Adds to the facts of a project's month, in the transaction of the change that they count. A CHECK refuses what would fall below zero. */
export async function addToMonth(work: Work, projectId: string, period: Period, change: MonthChange): Promise<void> {
  const keys = (Object.keys(columns) as (keyof MonthChange)[]).filter((k) => change[k] !== undefined);
  if (keys.length === 0) return;
  const names = keys.map((k) => columns[k]);
  // The row is made first: a CHECK on the proposed row of an upsert would refuse a subtraction.
  await work.db.query('INSERT INTO project_month (project_id, period, changed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [projectId, period, work.now]);
  await work.db.query(
    `UPDATE project_month SET changed_at = $3, ${names.map((n, i) => `${n} = ${n} + $${i + 4}`).join(', ')} WHERE project_id = $1 AND period = $2`,
    [projectId, period, work.now, ...keys.map((k) => String(change[k]))],
  );
}
