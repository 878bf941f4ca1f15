import type { Work } from '../../platform/work.js';
import { addMonths, addDays, type PlainDate } from '../../values/plain-date.js';
import { addPeriods, firstDay, lastDay, periodOf, periodsFrom } from '../../values/period.js';
import { readFunds } from './account-facts.js';
import type { CardHolder, DoubtfulWorker, DrawOnRecord, Instrument, MonthOnRecord, ProjectFacts, SharedCard, SheetOnRecord, UnregisteredWorker } from './facts.js';

/** How many people of a month stand in the evidence. */
const namedPeople = 20;

type Of<T> = T & { readonly projectId: string };
type ProjectRow = Omit<ProjectFacts, 'deposit' | 'funds' | 'months' | 'sheets' | 'stops' | 'sharedCards' | 'doubtful' | 'unregistered'> & {
  readonly deposit: Omit<NonNullable<ProjectFacts['deposit']>, 'instruments' | 'dueFen' | 'coveredFen' | 'draws' | 'against'> & { readonly dueFen: string | null; readonly coveredFen: string; readonly draws: readonly (Omit<DrawOnRecord, 'amountFen'> & { readonly amountFen: string })[] } | null;
  readonly lastCredit: { readonly id: string; readonly bookedOn: PlainDate; readonly amountFen: string } | null;
};

/**
 * The facts of these projects as of a day: a fixed handful of statements however many projects there are, none of which reads
 * payroll lines. Months come from project_month, which the commands keep.
 */
export async function gatherFacts(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<ProjectFacts[]> {
  const projects = await readProjects(work, projectIds, asOf);
  const instruments = groupByProject(await readInstruments(work, projectIds, asOf));
  const funds = await readFunds(work, projectIds, asOf);
  const reduced = projects.filter((p) => p.deposit && (p.deposit.reduced || p.deposit.state === 'exempt')).map((p) => p.id);
  const against = groupByProject(reduced.length === 0 ? [] : await readAgainstReduction(work, reduced, asOf));
  const months = groupByProject(await readMonths(work, projectIds, asOf));
  const sheets = groupByProject(await readSheets(work, projectIds, asOf));
  const cards = groupByProject(await readSharedCards(work, projectIds, asOf));
  const doubtful = groupByProject(await readDoubtful(work, projectIds, asOf));
  const unregistered = groupByProject(await readUnregistered(work, [...months].flatMap(([projectId, of]) => of.filter((m) => m.unregisteredWorkers > 0).map((m) => ({ ...m, projectId }))), asOf));
  const gaps = projects.filter((p) => hasGaps(p, months.get(p.id) ?? [], asOf)).map((p) => p.id);
  const stops = groupByProject(await readStops(work, gaps, asOf));
  return projects.map((p) => ({
    ...p,
    deposit: p.deposit && { ...p.deposit, dueFen: p.deposit.dueFen === null ? null : BigInt(p.deposit.dueFen), coveredFen: BigInt(p.deposit.coveredFen), draws: p.deposit.draws.map((d) => ({ ...d, amountFen: BigInt(d.amountFen) })), instruments: instruments.get(p.id) ?? [], against: against.get(p.id) ?? [] },
    lastCredit: p.lastCredit && { ...p.lastCredit, amountFen: BigInt(p.lastCredit.amountFen) },
    funds: funds.get(p.id)!,
    months: months.get(p.id) ?? [],
    sheets: sheets.get(p.id) ?? [],
    stops: stops.get(p.id) ?? [],
    sharedCards: cards.get(p.id) ?? [],
    doubtful: doubtful.get(p.id) ?? [],
    unregistered: unregistered.get(p.id) ?? [],
  }));
}

function groupByProject<T extends { readonly projectId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.projectId);
    if (group) group.push(row);
    else groups.set(row.projectId, [row]);
  }
  return groups;
}

function readProjects(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<ProjectRow[]> {
  return work.db.query(
    `SELECT p.id, p.code, p.name, p.area_code AS "areaCode", p.state, o.name AS owner, c.name AS contractor, p.contract_signed_on AS "contractSignedOn",
            p.permit_issued_on AS "permitIssuedOn", p.started_on AS "startedOn", p.completed_on AS "completedOn", p.planned_finish_on AS "plannedFinishOn",
            p.pay_day AS "payDay", p.pay_month AS "payMonth",
            CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'state', d.state, 'dueFen', d.due_fen::text, 'coveredFen',
              (SELECT coalesce(sum(l.balance_fen), 0)::text FROM ledger_account l WHERE l.kind IN ('deposit', 'guarantee') AND (l.project_id = d.project_id OR l.deposit_id = d.id)),
              'reduced', d.reduced, 'exemptByLaw', d.reckoning #> '{amount,exemptByLaw}', 'arrearsOn', d.arrears_on,
              'othersRunning', d.party_id IS NOT NULL AND EXISTS (SELECT FROM deposit_cover oc JOIN project op ON op.id = oc.project_id WHERE oc.deposit_id = d.id AND op.id <> p.id AND op.state <> 'completed'),
              'draws', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'amountFen', x.amount_fen::text, 'notifiedOn', x.notified_on, 'bankDueOn', x.bank_due_on, 'paidOn', CASE WHEN x.paid_on <= $2 THEN x.paid_on END,
                          'topUpDueOn', x.top_up_due_on, 'toppedUpOn', CASE WHEN x.topped_up_on <= $2 THEN x.topped_up_on END) ORDER BY x.created_at, x.id), '[]')
                          FROM deposit_draw x JOIN release r ON r.id = x.release_id WHERE x.deposit_id = d.id AND r.project_id = p.id AND x.notified_on <= $2),
              'ret', (SELECT jsonb_build_object('id', r.id, 'appliedOn', r.applied_on, 'reviewDueOn', r.review_due_on, 'reviewedOn', r.reviewed_on, 'issueDueOn', r.issue_due_on, 'decidedOn', r.decided_on)
                        FROM deposit_return r WHERE r.deposit_id = d.id AND r.state NOT IN ('released', 'stopped'))) END AS deposit,
            (SELECT jsonb_build_object('id', w.id, 'bank', b.name, 'numberLast4', w.number_last4, 'openedOn', w.opened_on, 'filedOn', CASE WHEN w.filed_on <= $2 THEN w.filed_on END, 'closedOn', CASE WHEN w.closed_on <= $2 THEN w.closed_on END)
               FROM wage_account w JOIN party b ON b.id = w.bank_id WHERE w.project_id = p.id AND w.opened_on <= $2
              ORDER BY coalesce(w.closed_on <= $2, FALSE), w.opened_on DESC LIMIT 1) AS account,
            (SELECT jsonb_build_object('id', s.id, 'bookedOn', s.booked_on, 'amountFen', s.amount_fen::text)
               FROM wage_account w JOIN statement_line s ON s.wage_account_id = w.id
              WHERE w.project_id = p.id AND s.kind = 'labour-cost' AND s.direction = 'in' AND s.same_as_id IS NULL AND s.booked_on <= $2 AND NOT EXISTS (SELECT FROM journal r WHERE r.reverses_id = s.journal_id)
              ORDER BY s.booked_on DESC, s.id DESC LIMIT 1) AS "lastCredit",
            (SELECT max(a.day) FROM attendance a WHERE a.project_id = p.id AND a.day <= $2) AS "lastAttendanceOn",
            EXISTS (SELECT FROM engagement e WHERE e.project_id = p.id AND e.entered_on <= $2) AS "hasRoster",
            EXISTS (SELECT FROM engagement e WHERE e.project_id = p.id AND e.entered_on <= $2 AND e.card_index IS NOT NULL) AS "hasCards"
       FROM project p JOIN party o ON o.id = p.owner_id JOIN party c ON c.id = p.contractor_id LEFT JOIN deposit_cover dc ON dc.project_id = p.id LEFT JOIN deposit d ON d.id = dc.deposit_id
      WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id`,
    [projectIds, asOf],
  );
}

/** Those in force and those that lapsed; one that was returned or replaced no longer counts. */
function readInstruments(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<Of<Instrument>[]> {
  return work.db.query(
    `SELECT d.project_id AS "projectId", i.id, i.form, b.name AS issuer, i.number, i.amount_fen AS "amountFen", i.received_on AS "receivedOn", i.valid_to AS "validTo"
       FROM deposit_cover d JOIN deposit_instrument i ON i.deposit_id = d.deposit_id JOIN party b ON b.id = i.issuer_id
      WHERE d.project_id = ANY ($1::uuid[]) AND i.received_on <= $2 AND (i.ended_on IS NULL OR i.ended_on > $2 OR i.ended_on >= i.valid_to)
        AND NOT EXISTS (SELECT FROM deposit_instrument n WHERE n.replaces_id = i.id AND n.received_on <= $2) ORDER BY i.received_on, i.id`,
    [projectIds, asOf],
  );
}

/**
 * What speaks against the reduction or exemption of these deposits: that the contractor is listed, or owed wages (or let a deposit be
 * drawn) on its works before the contract, within the years that the reduction wants clean. Small works ask one year of all its works, the
 * others two or three of those in the city.
 */
async function readAgainstReduction(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<Of<NonNullable<ProjectFacts['deposit']>['against'][number]>[]> {
  const rows = await work.db.query<Of<{ readonly what: 'listed' | 'unpaid' | 'drawn'; readonly name: string; readonly told: string }>[]>(
    `WITH p AS (
       SELECT p.*, c.name AS contractor, c.standing, c.standing_since,
              CASE WHEN d.reckoning #> '{amount,reasons}' @> '[{"code": "exempt-small-works"}]' THEN 1 WHEN d.state = 'exempt' THEN 3 ELSE 2 END AS years,
              d.reckoning #> '{amount,reasons}' @> '[{"code": "exempt-small-works"}]' IS TRUE AS anywhere
         FROM project p JOIN party c ON c.id = p.contractor_id JOIN deposit_cover v ON v.project_id = p.id JOIN deposit d ON d.id = v.deposit_id WHERE p.id = ANY ($1::uuid[])
     ), works AS (
       SELECT p.id AS for_id, p.contract_signed_on AS signed, p.contract_signed_on - make_interval(years => p.years) AS since, w.id, w.name
         FROM p JOIN project w ON w.contractor_id = p.contractor_id AND w.id <> p.id AND w.contract_signed_on <= p.contract_signed_on AND (p.anywhere OR left(w.area_code, 6) = left(p.area_code, 6))
     )
     SELECT p.id AS "projectId", 'listed' AS what, p.contractor AS name, p.standing_since::text AS told FROM p WHERE p.standing = 'listed' AND p.standing_since <= $2
     UNION ALL
     SELECT w.for_id, 'unpaid', w.name, m.period FROM works w JOIN project_month m ON m.project_id = w.id
      WHERE m.paid_fen < m.payable_fen AND to_date(m.period, 'YYYY-MM') >= w.since AND to_date(m.period, 'YYYY-MM') + interval '2 months' <= w.signed
     UNION ALL
     SELECT w.for_id, 'drawn', w.name, x.notified_on::text FROM works w JOIN release r ON r.project_id = w.id JOIN deposit_draw x ON x.release_id = r.id WHERE x.notified_on >= w.since AND x.notified_on < w.signed
     ORDER BY 1, 2, 3, 4`,
    [projectIds, asOf],
  );
  const words = { listed: ['列入失信名单', '列入日期'], unpaid: ['签订合同前的拖欠', '工资月份'], drawn: ['签订合同前动用保证金', '通知银行'] } as const;
  return rows.map(({ projectId, what, name, told }) => ({ projectId, what: `${name}：${words[what][0]}`, facts: [[words[what][1], told]] }));
}

function readMonths(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<Of<MonthOnRecord>[]> {
  return work.db.query(
    `SELECT project_id AS "projectId", period, attendance_days AS "attendanceDays", attending_workers AS "attendingWorkers", unregistered_workers AS "unregisteredWorkers", sheets,
            approved_sheets AS "approvedSheets", payable_fen AS "payableFen", paid_fen AS "paidFen", paid_lines AS "paidLines", returned_lines AS "returnedLines"
       FROM project_month WHERE project_id = ANY ($1::uuid[]) AND period <= $2 ORDER BY project_id, period`,
    [projectIds, periodOf(asOf)],
  );
}

function readSheets(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<Of<SheetOnRecord>[]> {
  return work.db.query(
    `SELECT s.project_id AS "projectId", s.id, f.name AS party, s.period, s.cycle, s.state, s.lines, s.net_fen AS "netFen", s.pay_on AS "payOn"
       FROM payroll_sheet s JOIN party f ON f.id = s.party_id
      WHERE s.project_id = ANY ($1::uuid[]) AND s.period <= $2 AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid') ORDER BY s.period, f.name, s.cycle`,
    [projectIds, periodOf(asOf)],
  );
}

/** Cards of people in service this month or the last that several of them share, or that a team leader of any project holds too. */
async function readSharedCards(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<Of<SharedCard>[]> {
  const rows = await work.db.query<Of<CardHolder & { readonly key: string; readonly last4: string }>[]>(
    `WITH mine AS (
       SELECT DISTINCT project_id, card_index, worker_id FROM engagement
        WHERE project_id = ANY ($1::uuid[]) AND card_index IS NOT NULL AND entered_on <= $2 AND (left_on IS NULL OR left_on >= $3)
     ), suspect AS (
       SELECT project_id, card_index FROM mine GROUP BY project_id, card_index HAVING count(*) > 1
       UNION
       SELECT m.project_id, m.card_index FROM mine m JOIN engagement l ON l.card_index = m.card_index AND l.worker_id <> m.worker_id
        WHERE l.team_leader AND l.entered_on <= $2 AND (l.left_on IS NULL OR l.left_on >= $3)
     )
     SELECT s.project_id AS "projectId", left(encode(sha256(s.card_index), 'hex'), 16) AS key, e.card_last4 AS last4, e.worker_id AS "workerId", w.name, w.id_last4 AS "idLast4",
            f.name AS party, e.team, e.team_leader AS "teamLeader", e.project_id = s.project_id AS here
       FROM suspect s JOIN engagement e ON e.card_index = s.card_index AND (e.project_id = s.project_id OR e.team_leader) AND e.entered_on <= $2 AND (e.left_on IS NULL OR e.left_on >= $3)
       JOIN worker w ON w.id = e.worker_id JOIN party f ON f.id = e.party_id
      ORDER BY s.project_id, key, e.team_leader DESC, e.project_id = s.project_id DESC, w.id`,
    [projectIds, asOf, firstDay(addPeriods(periodOf(asOf), -1))],
  );
  const cards = new Map<string, Of<SharedCard> & { holders: CardHolder[] }>();
  for (const { projectId, key, last4, ...holder } of rows) {
    const id = `${projectId} ${key}`;
    const card = cards.get(id) ?? { projectId, key, last4, holders: [] };
    cards.set(id, card);
    if (!card.holders.some((h) => h.workerId === holder.workerId)) card.holders.push(holder);
  }
  return [...cards.values()];
}

/** Begins with the few doubtful people of the city, not with the attendance of every project. */
function readDoubtful(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<Of<DoubtfulWorker>[]> {
  return work.db.query(
    `SELECT x."projectId", w.id AS "workerId", w.name, w.id_last4 AS "idLast4", w.id_valid AS "idValid", w.born_on AS "bornOn",
            min(x.engaged) AS "engagedSince", min(x."from") AS "attendedFrom", max(x."to") AS "attendedTo"
       FROM worker w
       JOIN LATERAL (
         SELECT e.project_id AS "projectId", e.entered_on AS engaged, NULL::date AS "from", NULL::date AS "to" FROM engagement e
          WHERE e.worker_id = w.id AND e.project_id = ANY ($1::uuid[]) AND e.entered_on <= $2 AND (e.left_on IS NULL OR e.left_on >= $2)
         UNION ALL
         SELECT a.project_id, NULL, min(a.day), max(a.day) FROM attendance a WHERE a.worker_id = w.id AND a.project_id = ANY ($1::uuid[]) AND a.day BETWEEN $3 AND $2 GROUP BY a.project_id
       ) x ON TRUE
      WHERE NOT w.id_valid OR w.born_on > $4
      GROUP BY x."projectId", w.id ORDER BY w.id`,
    [projectIds, asOf, firstDay(addPeriods(periodOf(asOf), -1)), addDays(addMonths(asOf, -16 * 12), -1)],
  );
}

async function readUnregistered(work: Work, months: readonly Of<MonthOnRecord>[], asOf: PlainDate): Promise<Of<UnregisteredWorker>[]> {
  if (months.length === 0) return [];
  return work.db.query(
    `SELECT m.project_id AS "projectId", m.period, u.*
       FROM unnest($1::uuid[], $2::text[], $3::date[], $4::date[]) AS m (project_id, period, first_day, last_day)
      CROSS JOIN LATERAL (
        SELECT w.id AS "workerId", w.name, w.id_last4 AS "idLast4", min(f.name) AS party, count(*)::int AS days, min(a.day) AS "from", max(a.day) AS "to"
          FROM attendance a JOIN worker w ON w.id = a.worker_id LEFT JOIN party f ON f.id = a.party_id
         WHERE a.project_id = m.project_id AND a.day BETWEEN m.first_day AND least(m.last_day, $5::date) AND NOT a.registered
         GROUP BY w.id ORDER BY days DESC, w.id LIMIT $6) u`,
    [months.map((m) => m.projectId), months.map((m) => m.period), months.map((m) => firstDay(m.period)), months.map((m) => lastDay(m.period)), asOf, namedPeople],
  );
}

/** Months since the start of which nothing at all is on record: only then does it matter whether the works stood still. */
function hasGaps(p: ProjectRow, months: readonly MonthOnRecord[], asOf: PlainDate): boolean {
  if (p.startedOn === null || p.startedOn > asOf) return false;
  const until = p.completedOn !== null && p.completedOn < asOf ? p.completedOn : asOf;
  return months.filter((m) => m.attendanceDays > 0 || m.sheets > 0).length < periodsFrom(periodOf(p.startedOn), periodOf(until)).length;
}

/** The days of stopping and resuming stand in the audit trail alone. */
async function readStops(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<{ projectId: string; from: PlainDate; to: PlainDate | null }[]> {
  if (projectIds.length === 0) return [];
  const events = await work.db.query<{ projectId: string; action: string; on: PlainDate }[]>(
    `SELECT subject_id AS "projectId", action, (detail ->> 'on')::date AS "on" FROM audit_event
      WHERE subject_type = 'project' AND subject_id = ANY ($1::text[]) AND action IN ('project.stop', 'project.resume') AND (detail ->> 'on')::date <= $2 ORDER BY id`,
    [projectIds, asOf],
  );
  const stops: { projectId: string; from: PlainDate; to: PlainDate | null }[] = [];
  for (const { projectId, action, on } of events) {
    const open = stops.find((s) => s.projectId === projectId && s.to === null);
    if (action === 'project.stop' && !open) stops.push({ projectId, from: on, to: null });
    if (action === 'project.resume' && open) open.to = on;
  }
  return stops;
}
