import type { Work } from '../../platform/work.js';
import { firstDay, lastDay, type Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { getProject, projectScope } from '../projects/index.js';
import { employerScope } from './scope.js';
import type { EngagementState } from './states.js';

export interface RosterFilter {
  readonly q?: string | undefined;
  readonly partyId?: string | undefined;
  readonly team?: string | undefined;
  readonly trade?: string | undefined;
  readonly state?: EngagementState | undefined;
  /** Only those in service without a contract, or without an own card. */
  readonly lacking?: 'contract' | 'card' | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
}

export interface EngagementRow {
  readonly id: string;
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly idValid: boolean;
  /** Younger than sixteen today. */
  readonly underAge: boolean;
  readonly phoneLast4: string | null;
  readonly partyId: string;
  readonly employer: string;
  readonly trade: string;
  readonly team: string;
  readonly teamLeader: boolean;
  readonly contractSignedOn: PlainDate | null;
  readonly contractEndsOn: PlainDate | null;
  readonly enteredOn: PlainDate;
  readonly leftOn: PlainDate | null;
  readonly state: EngagementState;
  readonly cardLast4: string | null;
  readonly bankName: string;
}

const columns = `e.id, e.worker_id AS "workerId", w.name, w.id_last4 AS "idLast4", w.id_valid AS "idValid", w.phone_last4 AS "phoneLast4",
  e.party_id AS "partyId", c.name AS employer, e.trade, e.team, e.team_leader AS "teamLeader", e.contract_signed_on AS "contractSignedOn", e.contract_ends_on AS "contractEndsOn",
  e.entered_on AS "enteredOn", e.left_on AS "leftOn", CASE WHEN e.left_on IS NULL THEN 'in-service' ELSE 'left' END AS state, e.card_last4 AS "cardLast4", e.bank_name AS "bankName"`;
const underAge = (today: string): string => `w.id_valid AND w.born_on + interval '16 years' > ${today} AS "underAge"`;
const source = 'engagement e JOIN worker w ON w.id = e.worker_id JOIN party c ON c.id = e.party_id';

const sortable: Readonly<Record<string, string>> = { name: 'w.name', team: 'e.team', trade: 'e.trade', entered: 'e.entered_on', contract: 'e.contract_signed_on' };
export const rosterSorts = Object.keys(sortable);

function where(work: Work, projectId: string, filter: RosterFilter, values: unknown[]): string {
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const all = [`e.project_id = ${bind(projectId)}`, employerScope(work.actor, 'e', values)];
  if (filter.q) all.push(`w.name LIKE ${bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`)}`);
  if (filter.partyId) all.push(`e.party_id = ${bind(filter.partyId)}`);
  if (filter.team) all.push(`e.team = ${bind(filter.team)}`);
  if (filter.trade) all.push(`e.trade = ${bind(filter.trade)}`);
  if (filter.state) all.push(`e.left_on IS ${filter.state === 'in-service' ? '' : 'NOT '}NULL`);
  if (filter.lacking) all.push(`e.left_on IS NULL AND ${filter.lacking === 'contract' ? 'e.contract_signed_on' : 'e.card_index'} IS NULL`);
  return all.join(' AND ');
}

/** The roster of a project that this person may see, or one page of it, and how many there are in all. @throws Refusal `not-found` */
export async function listEngagements(work: Work, projectId: string, filter: RosterFilter, page?: { readonly page: number; readonly size: number }): Promise<{ readonly rows: EngagementRow[]; readonly total: number }> {
  await getProject(work, projectId);
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const rows = await work.db.query<(EngagementRow & { total: number })[]>(
    `SELECT ${columns}, ${underAge(`${bind(work.today)}::date`)}, (count(*) OVER ())::int AS total
       FROM ${source} WHERE ${where(work, projectId, filter, values)}
      ORDER BY ${sortable[filter.sort] ?? 'e.team'} ${filter.direction === 'desc' ? 'DESC NULLS LAST' : 'ASC NULLS LAST'}, w.name, e.id
      ${page ? `LIMIT ${bind(page.size)} OFFSET ${bind((page.page - 1) * page.size)}` : ''}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface RosterFacts {
  readonly inService: number;
  readonly left: number;
  readonly withoutContract: number;
  readonly withoutCard: number;
  readonly teams: readonly string[];
  readonly trades: readonly string[];
}

/** The figures above a project's roster, and what its filter can choose from. */
export async function rosterFacts(work: Work, projectId: string): Promise<RosterFacts> {
  const values: unknown[] = [projectId];
  const [facts] = await work.db.query<[RosterFacts]>(
    `SELECT (count(*) FILTER (WHERE left_on IS NULL))::int AS "inService", (count(*) FILTER (WHERE left_on IS NOT NULL))::int AS "left",
            (count(*) FILTER (WHERE left_on IS NULL AND contract_signed_on IS NULL))::int AS "withoutContract",
            (count(*) FILTER (WHERE left_on IS NULL AND card_index IS NULL))::int AS "withoutCard",
            coalesce(array_agg(DISTINCT team ORDER BY team) FILTER (WHERE team <> ''), '{}') AS teams,
            coalesce(array_agg(DISTINCT trade ORDER BY trade) FILTER (WHERE trade <> ''), '{}') AS trades
       FROM engagement e WHERE e.project_id = $1 AND ${employerScope(work.actor, 'e', values)}`,
    values,
  );
  return facts;
}

export interface EngagementEvent {
  readonly at: Date;
  readonly by: string;
  readonly action: string;
  readonly reason: string | null;
  /** Without the sealed card of a correction. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface EngagementDetail extends EngagementRow {
  readonly createdAt: Date;
  readonly events: readonly EngagementEvent[];
}

/** @throws Refusal `not-found`, also where this person may not know of it */
export async function getEngagement(work: Work, projectId: string, engagementId: string): Promise<EngagementDetail> {
  const values: unknown[] = [projectId, engagementId, work.today];
  const [row] = await work.db.query<Omit<EngagementDetail, 'events'>[]>(
    `SELECT ${columns}, ${underAge('$3::date')}, e.created_at AS "createdAt" FROM ${source} JOIN project p ON p.id = e.project_id
      WHERE e.project_id = $1 AND e.id = $2 AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 'e', values)}`,
    values,
  );
  if (!row) throw new Refusal('not-found', '没有找到这条用工记录');
  const events = await work.db.query<EngagementEvent[]>(
    `SELECT at, actor_name AS by, action, reason, detail #- '{from,sealed}' AS detail FROM audit_event WHERE subject_type = 'engagement' AND subject_id = $1 ORDER BY id DESC`,
    [engagementId],
  );
  return { ...row, events };
}

export interface AttendanceGridRow {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly employer: string;
  readonly team: string;
  /** Sum of the portions. */
  readonly total: number;
  /** False where a day of the month lies outside of every engagement. */
  readonly registered: boolean;
  /** [day of the month, portion, registered], in order. */
  readonly days: readonly (readonly [number, number, boolean])[];
}

export interface AttendanceGrid {
  readonly rows: readonly AttendanceGridRow[];
  readonly total: number;
  /** The sums of all these rows. */
  readonly facts: { readonly attendanceDays: number; readonly attendingWorkers: number; readonly unregisteredWorkers: number };
}

/** Days × workers of a month: everyone who was engaged or seen, one page of them. @throws Refusal `not-found` */
export async function attendanceGrid(work: Work, projectId: string, period: Period, filter: { readonly partyId?: string | undefined; readonly page: number; readonly size: number }): Promise<AttendanceGrid> {
  await getProject(work, projectId);
  const values: unknown[] = [projectId, firstDay(period), lastDay(period), filter.partyId ?? null];
  const mine = (alias: string): string => `${employerScope(work.actor, alias, values)} AND ($4::uuid IS NULL OR ${alias}.party_id = $4)`;
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const rows = await work.db.query<(AttendanceGridRow & { all: number })[]>(
    `WITH seen AS (
       SELECT a.worker_id, a.party_id, sum(a.portion)::float8 AS total, bool_and(a.registered) AS registered,
              jsonb_agg(jsonb_build_array(extract(day FROM a.day)::int, a.portion, a.registered) ORDER BY a.day) AS days
         FROM attendance a WHERE a.project_id = $1 AND a.day BETWEEN $2 AND $3 AND ${mine('a')} GROUP BY a.worker_id, a.party_id),
     engaged AS (
       SELECT DISTINCT ON (e.worker_id, e.party_id) e.worker_id, e.party_id, e.team
         FROM engagement e WHERE e.project_id = $1 AND e.entered_on <= $3 AND (e.left_on IS NULL OR e.left_on >= $2) AND ${mine('e')} ORDER BY e.worker_id, e.party_id, e.entered_on DESC)
     SELECT w.id AS "workerId", w.name, w.id_last4 AS "idLast4", c.name AS employer, coalesce(engaged.team, '') AS team,
            coalesce(seen.total, 0) AS total, coalesce(seen.registered, true) AS registered, coalesce(seen.days, '[]') AS days, (count(*) OVER ())::int AS all
       FROM seen FULL JOIN engaged USING (worker_id, party_id) JOIN worker w ON w.id = worker_id JOIN party c ON c.id = party_id
      ORDER BY coalesce(seen.registered, true), team, w.name, w.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  const [facts] = await monthFacts(work, projectId, period, filter.partyId);
  return { rows: rows.map(({ all: _all, ...row }) => row), total: rows[0]?.all ?? 0, facts };
}

function monthFacts(work: Work, projectId: string, period: Period, partyId: string | undefined): Promise<[AttendanceGrid['facts']]> {
  const values: unknown[] = [projectId, firstDay(period), lastDay(period), partyId ?? null];
  return work.db.query(
    `SELECT count(*)::int AS "attendanceDays", count(DISTINCT a.worker_id)::int AS "attendingWorkers", (count(DISTINCT a.worker_id) FILTER (WHERE NOT a.registered))::int AS "unregisteredWorkers"
       FROM attendance a WHERE a.project_id = $1 AND a.day BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR a.party_id = $4) AND ${employerScope(work.actor, 'a', values)}`,
    values,
  );
}

/** The firm's workers of a month, for an attendance sheet to fill in. */
export function workersOfMonth(work: Work, projectId: string, partyId: string, period: Period): Promise<{ name: string; trade: string; team: string }[]> {
  const values: unknown[] = [projectId, partyId, firstDay(period), lastDay(period)];
  return work.db.query(
    `SELECT w.name, e.trade, e.team FROM engagement e JOIN worker w ON w.id = e.worker_id
      WHERE e.project_id = $1 AND e.party_id = $2 AND e.entered_on <= $4 AND (e.left_on IS NULL OR e.left_on >= $3) AND ${employerScope(work.actor, 'e', values)} ORDER BY e.team, w.name`,
    values,
  );
}
