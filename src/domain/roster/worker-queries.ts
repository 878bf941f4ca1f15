import type { Work } from '../../platform/work.js';
import type { IdNumber } from '../../values/id-number.js';
import type { Period } from '../../values/period.js';
import { ageOn, type PlainDate } from '../../values/plain-date.js';
import { Invalid } from '../../values/refusal.js';
import { projectScope } from '../projects/index.js';
import { checkWorker, employerScope, workerScope } from './scope.js';
import { openedTo, type OpenedData } from './reveal.js';
import type { EngagementState } from './states.js';

export interface WorkerRow {
  readonly id: string;
  readonly name: string;
  readonly idLast4: string;
  readonly sex: string | null;
  /** Where the worker is in service, and how many projects that is. */
  readonly project: string | null;
  readonly projects: number;
}

/** The workers of exactly this name whom this person may know of, one page of them. Index on the name: a million workers are no matter. */
export async function searchWorkers(work: Work, name: string, page: number, size: number): Promise<{ readonly rows: WorkerRow[]; readonly total: number }> {
  const values: unknown[] = [name];
  const scope = workerScope(work.actor, 'w', values);
  const here = `FROM engagement e JOIN project p ON p.id = e.project_id WHERE e.worker_id = w.id AND e.left_on IS NULL AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 'e', values)}`;
  const rows = await work.db.query<(WorkerRow & { total: number })[]>(
    `SELECT w.id, w.name, w.id_last4 AS "idLast4", w.sex, (SELECT p.name ${here} ORDER BY e.entered_on DESC LIMIT 1) AS project,
            (SELECT count(DISTINCT p.id)::int ${here}) AS projects, (count(*) OVER ())::int AS total
       FROM worker w WHERE w.name = $1 AND ${scope} ORDER BY w.id LIMIT $${values.push(size)} OFFSET $${values.push((page - 1) * size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** The worker of this ID number. @throws Invalid where the city does not know one, or this person may not know of them */
export async function workerOf(work: Work, idNumber: IdNumber): Promise<{ readonly workerId: string }> {
  const values: unknown[] = [work.vault.index('id-number', idNumber)];
  const [found] = await work.db.query<{ workerId: string }[]>(`SELECT w.id AS "workerId" FROM worker w WHERE w.id_index = $1 AND ${workerScope(work.actor, 'w', values)}`, values);
  if (!found) throw new Invalid([{ path: 'idNumber', message: '没有登记过这个身份证号码的工人' }]);
  return found;
}

export interface WorkerDetail {
  readonly id: string;
  readonly name: string;
  readonly idLast4: string;
  readonly idValid: boolean;
  readonly sex: string | null;
  /** Whole years today. */
  readonly age: number | null;
  readonly phoneLast4: string | null;
  readonly engagements: readonly WorkerEngagement[];
  readonly months: readonly WorkerMonth[];
  /** The whole numbers, as far as a purpose was given just now. */
  readonly opened: OpenedData;
}

export interface WorkerEngagement {
  readonly id: string;
  readonly projectId: string;
  readonly project: string;
  readonly employer: string;
  readonly trade: string;
  readonly team: string;
  readonly contractSignedOn: PlainDate | null;
  readonly enteredOn: PlainDate;
  readonly leftOn: PlainDate | null;
  readonly state: EngagementState;
  readonly cardLast4: string | null;
  readonly bankName: string;
}

export interface WorkerMonth {
  readonly period: Period;
  readonly projectId: string;
  readonly project: string;
  readonly employer: string | null;
  readonly days: number;
  readonly registered: boolean;
}

/** A worker with what this person may know of: where employed, and the months seen. @throws Refusal `not-found` */
export async function getWorker(work: Work, workerId: string): Promise<WorkerDetail> {
  await checkWorker(work, workerId);
  const [worker] = await work.db.query<[Omit<WorkerDetail, 'age' | 'engagements' | 'months' | 'opened'> & { bornOn: PlainDate | null }]>(
    'SELECT id, name, id_last4 AS "idLast4", id_valid AS "idValid", sex, born_on AS "bornOn", phone_last4 AS "phoneLast4" FROM worker WHERE id = $1',
    [workerId],
  );
  const { bornOn, ...facts } = worker!;
  return {
    ...facts,
    age: bornOn && facts.idValid ? ageOn(bornOn, work.today) : null,
    engagements: await engagementsOf(work, workerId),
    months: await monthsOf(work, workerId),
    opened: await openedTo(work, workerId),
  };
}

function engagementsOf(work: Work, workerId: string): Promise<WorkerEngagement[]> {
  const values: unknown[] = [workerId];
  return work.db.query(
    `SELECT e.id, p.id AS "projectId", p.name AS project, c.name AS employer, e.trade, e.team, e.contract_signed_on AS "contractSignedOn", e.entered_on AS "enteredOn", e.left_on AS "leftOn",
            CASE WHEN e.left_on IS NULL THEN 'in-service' ELSE 'left' END AS state, e.card_last4 AS "cardLast4", e.bank_name AS "bankName"
       FROM engagement e JOIN project p ON p.id = e.project_id JOIN party c ON c.id = e.party_id
      WHERE e.worker_id = $1 AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 'e', values)} ORDER BY e.left_on DESC NULLS FIRST, e.entered_on DESC`,
    values,
  );
}

/** At most three years of months are shown. */
const monthsShown = 36;

function monthsOf(work: Work, workerId: string): Promise<WorkerMonth[]> {
  const values: unknown[] = [workerId];
  return work.db.query(
    `SELECT to_char(a.day, 'YYYY-MM') AS period, p.id AS "projectId", p.name AS project, c.name AS employer, sum(a.portion)::float8 AS days, bool_and(a.registered) AS registered
       FROM attendance a JOIN project p ON p.id = a.project_id LEFT JOIN party c ON c.id = a.party_id
      WHERE a.worker_id = $1 AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 'a', values)}
      GROUP BY 1, p.id, p.name, c.name ORDER BY 1 DESC, p.name LIMIT ${monthsShown}`,
    values,
  );
}
