import type { Work } from '../../platform/work.js';
import { firstDay, lastDay, periodOf, type Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, type Issue } from '../../values/refusal.js';
import { countingMonths, coveredBy } from './month-counts.js';
import { ensureWorkers, isUnderAge, normalId, sameName, unnamed, type KnownWorker, type Person } from './people.js';
import { lockEmployer } from './scope.js';

/** `sheet` is a clerk's monthly sheet, `feed` a machine's or another program's report. */
export type AttendanceSource = 'sheet' | 'feed';

export interface AttendanceRecord {
  readonly idNumber: string;
  readonly name?: string | undefined;
  readonly day: PlainDate;
  /** Part of a day, more than 0 and at most 1. */
  readonly portion: number;
}

export interface FlaggedWorker {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
}

export interface AttendanceRecorded {
  /** Days that are new, that were reported otherwise before, and that a later sheet of the firm no longer claims. */
  readonly recorded: number;
  readonly changed: number;
  readonly withdrawn: number;
  /** Days that stayed as they are since another firm, or a machine, has reported them. */
  readonly kept: number;
  readonly workers: number;
  /** Seen on the site on a day that no engagement covers (条例724 Art. 28: registration before entering). */
  readonly unregistered: readonly FlaggedWorker[];
  /** Younger than sixteen on a day of work. */
  readonly underAge: readonly FlaggedWorker[];
  /** ID numbers that cannot be right. */
  readonly invalidId: readonly FlaggedWorker[];
  /** Reported under another name than the one on record. */
  readonly otherName: readonly FlaggedWorker[];
}

export interface AttendanceInput {
  readonly projectId: string;
  readonly partyId: string;
  readonly records: readonly AttendanceRecord[];
  readonly source: AttendanceSource;
}

/**
 * Records who was on a site on which day. The same record again changes nothing; a later one of the same day replaces the earlier.
 * People whom the city does not know are registered without an engagement: that they were there must not get lost.
 * @throws Invalid with every mistake (path `records.N.field`) where a number is no ID number or a day has not come
 */
export async function recordAttendance(work: Work, { projectId, partyId, records, source }: AttendanceInput): Promise<AttendanceRecorded> {
  await lockEmployer(work, projectId, partyId);
  const issues: Issue[] = [];
  const days = records.map((r, i) => {
    const idNumber = normalId(r.idNumber);
    if (!idNumber) issues.push({ path: `records.${i}.idNumber`, message: '身份证号码应为 18 位数字（末位可为 X）' });
    if (r.day > work.today) issues.push({ path: `records.${i}.day`, message: `出勤日期 ${r.day} 尚未到来` });
    return { ...r, idNumber: idNumber ?? '' };
  });
  if (issues.length > 0) throw new Invalid(issues);
  const people = new Map<string, Person>();
  for (const r of days) people.set(r.idNumber, { idNumber: r.idNumber, name: r.name ?? people.get(r.idNumber)?.name });
  const known = await ensureWorkers(work, [...people.values()]);
  const result = await recordDays(work, { projectId, partyId, source, days: days.map((r) => ({ workerId: known.get(r.idNumber)!.workerId, day: r.day, portion: r.portion })) });
  const flags = flagPeople(people, known, days);
  await work.record({
    action: 'roster.attendance-recorded',
    subject: ['project', projectId],
    projectId,
    detail: { partyId, source, records: records.length, ...counts(result), underAge: flags.underAge.map((w) => w.workerId), invalidId: flags.invalidId.map((w) => w.workerId) },
  });
  return { ...result, ...flags };
}

/** What may be told in one line of the audit trail. */
export const counts = ({ recorded, changed, withdrawn, kept, unregistered }: DaysRecorded): Record<string, number> => ({ recorded, changed, withdrawn, kept, unregistered: unregistered.length });

function flagPeople(people: ReadonlyMap<string, Person>, known: ReadonlyMap<string, KnownWorker>, days: readonly { readonly idNumber: string; readonly day: PlainDate }[]): Pick<AttendanceRecorded, 'underAge' | 'invalidId' | 'otherName'> {
  const first = new Map<string, PlainDate>();
  for (const { idNumber, day } of days) if (day < (first.get(idNumber) ?? '9')) first.set(idNumber, day);
  const flagged = (holds: (worker: KnownWorker, idNumber: string) => boolean): FlaggedWorker[] =>
    [...known].filter(([idNumber, worker]) => holds(worker, idNumber)).map(([idNumber, { workerId, name }]) => ({ workerId, name, idLast4: idNumber.slice(-4) }));
  return {
    underAge: flagged((worker, idNumber) => worker.idValid && isUnderAge(worker, first.get(idNumber)!)),
    invalidId: flagged((worker) => !worker.idValid),
    otherName: flagged((worker, idNumber) => {
      const name = people.get(idNumber)?.name;
      return name !== undefined && worker.name !== unnamed && !sameName(worker.name, name);
    }),
  };
}

export interface WorkerDay {
  readonly workerId: string;
  readonly day: PlainDate;
  readonly portion: number;
}

export type DaysRecorded = Pick<AttendanceRecorded, 'recorded' | 'changed' | 'withdrawn' | 'kept' | 'workers' | 'unregistered'>;

export interface DaysInput {
  readonly projectId: string;
  readonly partyId: string;
  readonly source: AttendanceSource;
  readonly days: readonly WorkerDay[];
  /** The days are all of this month for these workers: what an earlier sheet claimed beyond them is withdrawn. */
  readonly whole?: { readonly period: Period; readonly workerIds: readonly string[] };
}

/** So many rows go into one statement, far below its time limit. */
const rowsAtOnce = 20_000;

/** The days of known workers, with the months' facts. The caller has locked the employer. */
export async function recordDays(work: Work, { projectId, partyId, source, days, whole }: DaysInput): Promise<DaysRecorded> {
  const last = new Map(days.map((d) => [`${d.day} ${d.workerId}`, d]));
  const rows = [...last.values()].sort((a, b) => (a.day === b.day ? (a.workerId < b.workerId ? -1 : 1) : a.day < b.day ? -1 : 1));
  const periods = [...rows.map((r) => periodOf(r.day)), ...(whole ? [whole.period] : [])];
  return countingMonths(work, projectId, periods, async () => {
    const total = { recorded: 0, changed: 0, withdrawn: 0, kept: 0 };
    if (whole) total.withdrawn = await withdraw(work, projectId, partyId, whole, rows);
    for (let i = 0; i < rows.length; i += rowsAtOnce) {
      const slice = rows.slice(i, i + rowsAtOnce);
      const done = await upsert(work, projectId, partyId, source, slice);
      total.recorded += done.recorded;
      total.changed += done.changed;
      total.kept += done.kept;
    }
    const workerIds = new Set(rows.map((r) => r.workerId));
    return { ...total, workers: workerIds.size, unregistered: await unregisteredAmong(work, projectId, rows) };
  });
}

const columns = (rows: readonly WorkerDay[]): [string[], PlainDate[], number[]] => [rows.map((r) => r.workerId), rows.map((r) => r.day), rows.map((r) => r.portion)];

/**
 * A sheet speaks only for its own firm and only over earlier sheets: what another firm or a machine has reported stands.
 * (xmax is 0 in a row that this statement inserted.)
 */
async function upsert(work: Work, projectId: string, partyId: string, source: AttendanceSource, rows: readonly WorkerDay[]): Promise<{ recorded: number; changed: number; kept: number }> {
  const [done] = await work.db.query<[{ recorded: number; changed: number }]>(
    `WITH applied AS (
       INSERT INTO attendance (project_id, day, worker_id, party_id, portion, registered, source, recorded_at)
       SELECT $4, t.day, t.worker_id, $5, t.portion, ${coveredBy('$4', 't.worker_id', 't.day')}, $6, $7
         FROM unnest($1::uuid[], $2::date[], $3::numeric[]) AS t (worker_id, day, portion)
        ORDER BY t.day, t.worker_id
       ON CONFLICT (project_id, day, worker_id) DO UPDATE SET portion = excluded.portion, source = excluded.source, recorded_at = excluded.recorded_at
        WHERE attendance.portion <> excluded.portion AND attendance.party_id IS NOT DISTINCT FROM excluded.party_id AND (attendance.source = 'sheet' OR excluded.source = 'feed')
       RETURNING (xmax = 0) AS fresh)
     SELECT (count(*) FILTER (WHERE fresh))::int AS recorded, (count(*) FILTER (WHERE NOT fresh))::int AS changed FROM applied`,
    [...columns(rows), projectId, partyId, source, work.now],
  );
  const [other] = await work.db.query<[{ kept: number }]>(
    `SELECT count(*)::int AS kept FROM unnest($1::uuid[], $2::date[], $3::numeric[]) AS t (worker_id, day, portion)
       JOIN attendance a ON a.project_id = $4 AND a.day = t.day AND a.worker_id = t.worker_id
      WHERE a.party_id IS DISTINCT FROM $5 OR a.portion <> t.portion`,
    [...columns(rows), projectId, partyId],
  );
  return { ...done!, kept: other!.kept };
}

async function withdraw(work: Work, projectId: string, partyId: string, { period, workerIds }: NonNullable<DaysInput['whole']>, rows: readonly WorkerDay[]): Promise<number> {
  const [, deleted] = await work.db.query<[unknown, number]>(
    `DELETE FROM attendance a
      WHERE a.project_id = $3 AND a.party_id = $4 AND a.source = 'sheet' AND a.day BETWEEN $5 AND $6 AND a.worker_id = ANY ($7::uuid[])
        AND (a.worker_id, a.day) NOT IN (SELECT worker_id, day FROM unnest($1::uuid[], $2::date[]) AS t (worker_id, day))`,
    [rows.map((r) => r.workerId), rows.map((r) => r.day), projectId, partyId, firstDay(period), lastDay(period), workerIds],
  );
  return deleted;
}

function unregisteredAmong(work: Work, projectId: string, rows: readonly WorkerDay[]): Promise<FlaggedWorker[]> {
  return work.db.query(
    `SELECT w.id AS "workerId", w.name, w.id_last4 AS "idLast4" FROM worker w
      WHERE w.id IN (SELECT a.worker_id FROM unnest($1::uuid[], $2::date[]) AS t (worker_id, day)
                       JOIN attendance a ON a.project_id = $3 AND a.day = t.day AND a.worker_id = t.worker_id WHERE NOT a.registered)
      ORDER BY w.name, w.id`,
    [rows.map((r) => r.workerId), rows.map((r) => r.day), projectId],
  );
}
