import { payDayOf } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { lastDay, periodOf, periodsFrom, addPeriods, type Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { CalendarUnknown } from '../../values/working-days.js';
import { getProject, type ProjectPartyRow } from '../projects/index.js';
import { employerScope, listEmployers } from '../roster/index.js';
import { inForce, type PayrollLineState, type PayrollSheetState } from './states.js';

/**
 * How a firm's month stands: `awaited` before the pay day and `missing` after it, where there is no sheet; `returned` where the only one
 * was sent back; `incomplete` where workers with attendance are on no sheet; `late` where the pay day has passed and money is missing;
 * else the state of the sheet. `unknown`: the pay day falls in a year without holiday notice.
 */
export type MonthStanding = 'awaited' | 'missing' | 'returned' | 'submitted' | 'approved' | 'releasing' | 'part-paid' | 'incomplete' | 'late' | 'paid' | 'unknown';

export interface PartyMonth {
  readonly standing: MonthStanding;
  readonly payOn: PlainDate | null;
  /** The sheet of the month, the last of several cycles. */
  readonly sheetId: string | null;
  readonly lines: number;
  readonly paidLines: number;
  readonly netFen: Fen;
  /** Workers with attendance under the firm who are on no sheet of it. */
  readonly unlisted: number;
}

export interface PartyMonths {
  readonly partyId: string;
  readonly party: string;
  readonly direct: boolean;
  /** One for each month of the grid; null where the firm was not on the project. */
  readonly months: readonly (PartyMonth | null)[];
}

export interface PartyGrid {
  readonly periods: readonly Period[];
  readonly rows: readonly PartyMonths[];
}

/** So many months are shown, up to the current one. */
const monthsShown = 12;

/** Firms × months of a project: what was sent in, in time, late or missing, and paid. @throws Refusal `not-found` */
export async function partyGrid(work: Work, projectId: string): Promise<PartyGrid> {
  const project = await getProject(work, projectId);
  if (project.startedOn === null) return { periods: [], rows: [] };
  const last = periodOf(project.completedOn !== null && project.completedOn < work.today ? project.completedOn : work.today);
  const earliest = addPeriods(last, 1 - monthsShown);
  const start = periodOf(project.startedOn);
  const periods = periodsFrom(start > earliest ? start : earliest, last);
  const dues = new Map(periods.map((p) => [p, dueOf(work, p, project)]));
  const parties = await listEmployers(work, projectId);
  const sheets = await sheetsOf(work, projectId, periods);
  const unlisted = await unlistedWorkers(work, projectId, periods);
  const rows = parties.map((party): PartyMonths => ({
    partyId: party.partyId,
    party: party.name,
    direct: party.role === 'general-contractor',
    months: periods.map((period) => {
      const key = `${party.partyId}/${period}`;
      const of = sheets.get(key) ?? [];
      const missing = unlisted.get(key) ?? 0;
      if (of.length === 0 && missing === 0 && !onSite(party, period)) return null;
      return monthOf(work, of, missing, dues.get(period) ?? null);
    }),
  }));
  return { periods, rows };
}

/** A general contractor without own workers owes no sheet: it is asked for one only where there is something of it. */
const onSite = (party: ProjectPartyRow, period: Period): boolean =>
  party.role === 'subcontractor' && periodOf(party.enteredOn) <= period && (party.leftOn === null || periodOf(party.leftOn) >= period);

function dueOf(work: Work, period: Period, terms: Parameters<typeof payDayOf>[1]): PlainDate | null {
  try {
    return payDayOf(period, terms, work.calendar).value;
  } catch (error) {
    if (error instanceof CalendarUnknown) return null;
    throw error;
  }
}

interface SheetOfMonth {
  readonly id: string;
  readonly partyId: string;
  readonly period: Period;
  readonly state: PayrollSheetState;
  readonly payOn: PlainDate;
  readonly lines: number;
  readonly netFen: Fen;
  readonly paidLines: number;
}

function monthOf(work: Work, sheets: readonly SheetOfMonth[], unlisted: number, due: PlainDate | null): PartyMonth {
  const standing = sheets.filter((s) => inForce.includes(s.state));
  const last = standing.at(-1) ?? sheets.at(-1);
  const sum = { lines: 0, paidLines: 0, netFen: 0n };
  for (const s of standing) {
    sum.lines += s.lines;
    sum.paidLines += s.paidLines;
    sum.netFen += s.netFen;
  }
  const payOn = last?.payOn ?? due;
  return { standing: standingOf(work.today, standing, sheets.length > 0, unlisted, payOn), payOn, sheetId: last?.id ?? null, ...sum, unlisted };
}

function standingOf(today: PlainDate, sheets: readonly SheetOfMonth[], anyReturned: boolean, unlisted: number, payOn: PlainDate | null): MonthStanding {
  if (payOn === null) return 'unknown';
  const late = today > payOn;
  const open = sheets.find((s) => s.state !== 'paid');
  if (sheets.length === 0) return anyReturned ? 'returned' : late ? 'missing' : 'awaited';
  if (open && late) return 'late';
  if (unlisted > 0) return 'incomplete';
  return (open?.state ?? 'paid') as MonthStanding;
}

async function sheetsOf(work: Work, projectId: string, periods: readonly Period[]): Promise<Map<string, SheetOfMonth[]>> {
  const values: unknown[] = [projectId, periods];
  const rows = await work.db.query<SheetOfMonth[]>(
    `SELECT s.id, s.party_id AS "partyId", s.period, s.state, s.pay_on AS "payOn", s.lines, s.net_fen AS "netFen",
            (SELECT count(*)::int FROM payroll_line l WHERE l.period = s.period AND l.sheet_id = s.id AND l.state = 'paid') AS "paidLines"
       FROM payroll_sheet s WHERE s.project_id = $1 AND s.period = ANY ($2) AND s.state <> 'superseded' AND ${employerScope(work.actor, 's', values)} ORDER BY s.period, s.cycle`,
    values,
  );
  const groups = new Map<string, SheetOfMonth[]>();
  for (const s of rows) {
    const key = `${s.partyId}/${s.period}`;
    groups.set(key, [...(groups.get(key) ?? []), s]);
  }
  return groups;
}

/** Workers who were seen on the site in a month that is over and are on no sheet of their firm, counted by firm and month. */
async function unlistedWorkers(work: Work, projectId: string, periods: readonly Period[]): Promise<Map<string, number>> {
  const over = periods.filter((p) => p < periodOf(work.today));
  if (over.length === 0) return new Map();
  const values: unknown[] = [projectId, `${over[0]}-01`, lastDay(over.at(-1)!), inForce];
  const rows = await work.db.query<{ key: string; workers: number }[]>(
    `SELECT seen.party_id || '/' || seen.period AS key, count(*)::int AS workers
       FROM (SELECT DISTINCT a.party_id, to_char(a.day, 'YYYY-MM') AS period, a.worker_id FROM attendance a
              WHERE a.project_id = $1 AND a.day BETWEEN $2 AND $3 AND a.party_id IS NOT NULL AND ${employerScope(work.actor, 'a', values)}) seen
       LEFT JOIN (SELECT s.party_id, s.period, l.worker_id FROM payroll_sheet s JOIN payroll_line l ON l.period = s.period AND l.sheet_id = s.id
                   WHERE s.project_id = $1 AND s.state = ANY ($4)) listed USING (party_id, period, worker_id)
      WHERE listed.worker_id IS NULL GROUP BY seen.party_id, seen.period`,
    values,
  );
  return new Map(rows.map((r) => [r.key, r.workers]));
}

export interface WorkerMonthCell {
  readonly netFen: Fen;
  /** The worst of several lines. */
  readonly state: PayrollLineState;
  /** Not all of it is paid although the pay day has passed. */
  readonly late: boolean;
}

export interface WorkerMonths {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly months: readonly (WorkerMonthCell | null)[];
}

/** Workers × months of a project, those with unpaid months first, one page of them. @throws Refusal `not-found` */
export async function workerGrid(work: Work, projectId: string, periods: readonly Period[], page: { readonly page: number; readonly size: number }): Promise<{ readonly rows: readonly WorkerMonths[]; readonly total: number }> {
  await getProject(work, projectId);
  const values: unknown[] = [projectId, periods, inForce, work.today];
  const scope = employerScope(work.actor, 's', values);
  const rows = await work.db.query<{ workerId: string; name: string; idLast4: string; months: Record<string, { net: string; state: PayrollLineState; late: boolean }>; total: number }[]>(
    `WITH cell AS (
       SELECT l.worker_id, l.period, sum(l.net_fen) AS net, (array_agg(l.state ORDER BY array_position('{returned,unpaid,in-transit,paid}', l.state)))[1] AS state,
              bool_or(l.state <> 'paid' AND s.pay_on < $4::date) AS late
         FROM payroll_sheet s JOIN payroll_line l ON l.period = s.period AND l.sheet_id = s.id
        WHERE s.project_id = $1 AND s.period = ANY ($2) AND l.period = ANY ($2) AND s.state = ANY ($3) AND ${scope} GROUP BY l.worker_id, l.period)
     SELECT w.id AS "workerId", w.name, w.id_last4 AS "idLast4", jsonb_object_agg(cell.period, jsonb_build_object('net', cell.net::text, 'state', cell.state, 'late', cell.late)) AS months, (count(*) OVER ())::int AS total
       FROM cell JOIN worker w ON w.id = cell.worker_id GROUP BY w.id
      ORDER BY count(*) FILTER (WHERE cell.state <> 'paid') DESC, w.name, w.id LIMIT $${values.push(page.size)} OFFSET $${values.push((page.page - 1) * page.size)}`,
    values,
  );
  return {
    rows: rows.map(({ workerId, name, idLast4, months }) => ({ workerId, name, idLast4, months: periods.map((p) => (months[p] ? { netFen: BigInt(months[p].net), state: months[p].state, late: months[p].late } : null)) })),
    total: rows[0]?.total ?? 0,
  };
}
