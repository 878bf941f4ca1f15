import type { Work } from '../../platform/work.js';
import { addDays, instantOf, type PlainDate } from '../../values/plain-date.js';

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly page: number;
  readonly size: number;
}

export interface AuditRow {
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reason: string | null;
}

/** The audit trail, newest first. A supervisor reads that of projects in the own area and of no project in particular. */
export async function listAudit(work: Work, filter: AuditFilter): Promise<{ readonly rows: AuditRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [`(e.project_id IS NULL OR p.area_code LIKE ${bind(`${work.actor.areaPrefix}%`)})`];
  if (filter.actor) where.push(`e.actor_name LIKE ${bind(`%${filter.actor.replace(/[\\%_]/gu, '\\$&')}%`)}`);
  if (filter.action) where.push(`e.action = ${bind(filter.action)}`);
  if (filter.from) where.push(`e.at >= ${bind(instantOf(filter.from))}`);
  if (filter.to) where.push(`e.at < ${bind(instantOf(addDays(filter.to, 1)))}`);
  const from = `FROM audit_event e LEFT JOIN project p ON p.id = e.project_id WHERE ${where.join(' AND ')}`;
  const [count] = await work.db.query<[{ total: number }]>(`SELECT count(*)::int AS total ${from}`, values);
  const rows = await work.db.query<AuditRow[]>(
    `SELECT e.at, e.actor_name AS actor, e.actor_role AS role, e.action, e.subject_type AS "subjectType", e.subject_id AS "subjectId", e.reason ${from}
      ORDER BY e.id DESC LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows, total: count!.total };
}

export interface JobRunRow {
  readonly name: string;
  readonly slot: Date;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly counts: Readonly<Record<string, number | string>>;
  readonly error: string | null;
}

/** The newest seven runs of each job and what has failed, each of some time that was due; the mark of a loaded demo city has none. */
export function listJobRuns(work: Work, size: number): Promise<JobRunRow[]> {
  return work.db.query(
    `SELECT name, slot, state, started_at AS "startedAt", finished_at AS "finishedAt", counts, error
       FROM (SELECT *, row_number() OVER (PARTITION BY name ORDER BY slot DESC) AS n FROM job_run WHERE slot > 'epoch') r
      WHERE n <= 7 OR state = 'failed' ORDER BY started_at DESC LIMIT $1`,
    [size],
  );
}
