import type { Work } from '../../platform/work.js';
import { firstDay, lastDay, type Period } from '../../values/period.js';
import { addToMonth } from '../projects/index.js';

interface Counts {
  readonly attendanceDays: number;
  readonly attendingWorkers: number;
  readonly unregisteredWorkers: number;
}

/**
 * Runs a change of attendance and brings the facts of these months along: they are counted before and after under the lock of the
 * months' rows, so they stay exact whatever is sent again or withdrawn.
 */
export async function countingMonths<T>(work: Work, projectId: string, periods: readonly Period[], change: () => Promise<T>): Promise<T> {
  const months = [...new Set(periods)].sort();
  // A change by nothing makes the row and locks it.
  for (const month of months) await addToMonth(work, projectId, month, { attendanceDays: 0 });
  const before = await countMonths(work, projectId, months);
  const result = await change();
  const after = await countMonths(work, projectId, months);
  for (const month of months) {
    const [was, is] = [before.get(month) ?? nothing, after.get(month) ?? nothing];
    await addToMonth(work, projectId, month, {
      attendanceDays: is.attendanceDays - was.attendanceDays,
      attendingWorkers: is.attendingWorkers - was.attendingWorkers,
      unregisteredWorkers: is.unregisteredWorkers - was.unregisteredWorkers,
    });
  }
  return result;
}

const nothing: Counts = { attendanceDays: 0, attendingWorkers: 0, unregisteredWorkers: 0 };

async function countMonths(work: Work, projectId: string, months: readonly Period[]): Promise<Map<string, Counts>> {
  const rows = await work.db.query<(Counts & { period: string })[]>(
    `SELECT m.period, count(*)::int AS "attendanceDays", count(DISTINCT a.worker_id)::int AS "attendingWorkers",
            (count(DISTINCT a.worker_id) FILTER (WHERE NOT a.registered))::int AS "unregisteredWorkers"
       FROM unnest($2::text[], $3::date[], $4::date[]) AS m (period, first_day, last_day)
       JOIN attendance a ON a.project_id = $1 AND a.day BETWEEN m.first_day AND m.last_day
      GROUP BY m.period`,
    [projectId, months, months.map(firstDay), months.map(lastDay)],
  );
  return new Map(rows.map(({ period, ...counts }) => [period, counts]));
}

/** True in SQL where the worker has an engagement on the project that covers the day. @param day, worker, project SQL expressions */
export const coveredBy = (project: string, worker: string, day: string): string =>
  `EXISTS (SELECT FROM engagement cover WHERE cover.project_id = ${project} AND cover.worker_id = ${worker}
             AND cover.entered_on <= ${day} AND (cover.left_on IS NULL OR cover.left_on >= ${day}))`;

/** Brings `registered` of these workers' attendance in line with their engagements, after those have changed. */
export async function refreshRegistered(work: Work, projectId: string, workerIds: readonly string[]): Promise<void> {
  const stale = `a.project_id = $1 AND a.worker_id = ANY ($2::uuid[]) AND a.registered <> ${coveredBy('a.project_id', 'a.worker_id', 'a.day')}`;
  const months = await work.db.query<{ period: Period }[]>(`SELECT DISTINCT to_char(a.day, 'YYYY-MM') AS period FROM attendance a WHERE ${stale}`, [projectId, workerIds]);
  if (months.length === 0) return;
  await countingMonths(work, projectId, months.map((m) => m.period), () => work.db.query(`UPDATE attendance a SET registered = NOT a.registered WHERE ${stale}`, [projectId, workerIds]));
}
