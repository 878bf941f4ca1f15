import type { CaseOrderKind } from '../../entities/case-order.js';
import type { Severity } from '../../entities/finding.js';
import { cite, find } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { daysLeft, type DaysLeft } from '../../values/days-left.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import { yearOf, type PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { lawOf } from '../policy/index.js';
import { projectScope } from '../projects/index.js';
import { circumstanceNames, liableParty, type Circumstance } from './liability.js';
import { matterOf } from './provisions.js';
import type { CaseOrderState, CaseState } from './states.js';

export interface CaseFilter {
  readonly q?: string | undefined;
  readonly state?: CaseState | undefined;
  readonly areaCode?: string | undefined;
  readonly projectId?: string | undefined;
  /** Only the actor's own. */
  readonly mine?: boolean | undefined;
  /** Only those whose present term has run out. */
  readonly overdue?: boolean | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}

export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly state: CaseState;
  readonly cause: string;
  readonly projectId: string;
  readonly project: string;
  readonly party: string;
  readonly area: string;
  readonly workers: number;
  readonly claimedFen: Fen;
  readonly filedOn: PlainDate;
  /** The term that runs now: that of the order in hand, else of the investigation. Null once nothing is due. */
  readonly dueOn: PlainDate | null;
  readonly left: DaysLeft | null;
  readonly provisional: boolean;
  readonly handler: string;
  readonly coHandler: string;
}

/** The term that a case waits for. */
const due = `CASE WHEN c.state IN ('cured', 'closed') THEN NULL
  WHEN c.state IN ('filed', 'inquiry') THEN c.due_on
  ELSE (SELECT min(o.due_on) FROM case_order o WHERE o.case_id = c.id AND o.state IN ('served', 'overdue') AND o.kind = CASE WHEN c.state IN ('decision', 'decision-overdue') THEN 'decision' ELSE 'correction' END) END`;
const columns = `c.id, c.number, c.state, c.cause, c.project_id AS "projectId", p.name AS project, r.name AS party, a.name AS area,
  coalesce(cl.workers, 0) AS workers, coalesce(cl.amount, 0)::int8 AS "claimedFen", c.filed_on AS "filedOn", ${due} AS "dueOn", h.name AS handler, ch.name AS "coHandler"`;
const joins = `FROM case_file c JOIN project p ON p.id = c.project_id JOIN party r ON r.id = c.party_id JOIN area a ON a.code = c.area_code
  JOIN user_account h ON h.id = c.handler_id JOIN user_account ch ON ch.id = c.co_handler_id
  LEFT JOIN LATERAL (SELECT count(DISTINCT worker_id)::int AS workers, sum(amount_fen) AS amount FROM case_claim WHERE case_id = c.id) cl ON TRUE`;
const sortable: Readonly<Record<string, string>> = { number: 'c.filed_on, c.number', filed: 'c.filed_on', due: '"dueOn"', amount: '"claimedFen"', workers: 'workers' };
export const caseSorts = Object.keys(sortable);

function withLeft<R extends { readonly dueOn: PlainDate | null }>(work: Work, row: R): R & { readonly left: DaysLeft | null; readonly provisional: boolean } {
  return { ...row, left: row.dueOn && daysLeft(work.calendar, work.today, row.dueOn), provisional: row.dueOn !== null && !work.calendar.knows(yearOf(row.dueOn)) };
}

/** One page of the cases that this person may know of, and how many match in all. */
export async function listCases(work: Work, filter: CaseFilter): Promise<{ readonly rows: CaseRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [projectScope(work.actor, 'p', values)];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(c.number LIKE ${like} OR p.name LIKE ${like} OR r.name LIKE ${like} OR c.cause LIKE ${like})`);
  }
  if (filter.state) where.push(`c.state = ${bind(filter.state)}`);
  if (filter.areaCode) where.push(`c.area_code LIKE ${bind(`${filter.areaCode}%`)}`);
  if (filter.projectId) where.push(`c.project_id = ${bind(filter.projectId)}`);
  if (filter.mine) where.push(`${bind(work.actor.id)} IN (c.handler_id, c.co_handler_id)`);
  if (filter.overdue) where.push(`${due} < ${bind(work.today)}`);
  const direction = filter.direction === 'desc' ? 'DESC' : 'ASC';
  const order = (sortable[filter.sort] ?? 'c.filed_on').split(', ').map((column) => `${column} ${direction} NULLS LAST`).join(', ');
  const rows = await work.db.query<(Omit<CaseRow, 'left' | 'provisional'> & { total: number })[]>(
    `SELECT ${columns}, (count(*) OVER ())::int AS total ${joins} WHERE ${where.join(' AND ')}
      ORDER BY ${order}, c.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => withLeft(work, row)), total: rows[0]?.total ?? 0 };
}

export interface CaseDetail extends CaseRow {
  readonly areaCode: string;
  readonly partyId: string;
  readonly facts: string;
  readonly massIncident: boolean;
  /** By when the investigation ends; once extended at most. */
  readonly investigateBy: PlainDate;
  readonly investigateLeft: DaysLeft;
  readonly investigateProvisional: boolean;
  readonly extendedOn: PlainDate | null;
  readonly handlerId: string;
  readonly coHandlerId: string;
  readonly liableParty: string | null;
  readonly liablePartyId: string | null;
  readonly circumstance: Circumstance | null;
  /** Why that party pays, with the article; null where nobody owes wages. */
  readonly liableBecause: string | null;
  readonly conclusion: string | null;
  readonly closedOn: PlainDate | null;
  readonly leadId: string | null;
  readonly leadNumber: string | null;
}

interface DetailRow extends Omit<CaseDetail, 'left' | 'provisional' | 'investigateLeft' | 'liableBecause'> {
  readonly ownerId: string;
  readonly contractorId: string;
}

/** @throws Refusal `not-found`, also where this person may not know of it */
export async function getCase(work: Work, caseId: string): Promise<CaseDetail> {
  const values: unknown[] = [caseId];
  const [row] = await work.db.query<DetailRow[]>(
    `SELECT ${columns}, c.area_code AS "areaCode", c.party_id AS "partyId", c.facts, c.mass_incident AS "massIncident", c.due_on AS "investigateBy", c.due_provisional AS "investigateProvisional",
            c.extended_on AS "extendedOn", c.handler_id AS "handlerId", c.co_handler_id AS "coHandlerId", lp.name AS "liableParty", c.liable_party_id AS "liablePartyId",
            c.liable_ground AS circumstance, c.conclusion, c.closed_on AS "closedOn", ld.id AS "leadId", ld.number AS "leadNumber",
            p.owner_id AS "ownerId", p.contractor_id AS "contractorId"
       ${joins} LEFT JOIN party lp ON lp.id = c.liable_party_id LEFT JOIN lead ld ON ld.case_id = c.id
      WHERE c.id = $1 AND ${projectScope(work.actor, 'p', values)} LIMIT 1`,
    values,
  );
  if (!row) throw new Refusal('not-found', '没有找到这个案件');
  const { ownerId, contractorId, ...file } = row;
  const liable = file.circumstance === null ? undefined : liableParty({ ownerId, contractorId }, file.partyId, file.circumstance);
  const named = file.circumstance === null || file.circumstance === 'none' ? '' : `${circumstanceNames[file.circumstance]}：`;
  return { ...withLeft(work, file), investigateLeft: daysLeft(work.calendar, work.today, file.investigateBy), liableBecause: liable ? `${named}${liable.because}（${cite(liable.source)}）` : null };
}

export interface OrderRow {
  readonly paperId: string;
  readonly kind: CaseOrderKind;
  readonly title: string;
  readonly number: string;
  readonly addressee: string;
  readonly issuedOn: PlainDate;
  readonly state: CaseOrderState;
  readonly termDays: number;
  readonly demand: string;
  readonly amountFen: Fen | null;
  readonly servedOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  readonly left: DaysLeft | null;
  readonly provisional: boolean;
  readonly extendedOn: PlainDate | null;
  readonly verifiedOn: PlainDate | null;
  readonly verification: string | null;
  readonly receiptNumber: string | null;
}

/** The orders of a case and their clocks, latest first. Who may read the case is for the caller to know. */
export async function ordersOf(work: Work, caseId: string): Promise<OrderRow[]> {
  const rows = await work.db.query<Omit<OrderRow, 'left' | 'provisional'>[]>(
    `SELECT o.paper_id AS "paperId", o.kind, pa.title, pa.number, a.name AS addressee, pa.issued_on AS "issuedOn", o.state, o.term_days::int AS "termDays", o.demand, o.amount_fen AS "amountFen",
            o.served_on AS "servedOn", o.due_on AS "dueOn", o.extended_on AS "extendedOn", o.verified_on AS "verifiedOn", o.verification,
            (SELECT r.number FROM paper r WHERE r.subject_id = pa.id AND r.kind = 'service-receipt' LIMIT 1) AS "receiptNumber"
       FROM case_order o JOIN paper pa ON pa.id = o.paper_id JOIN party a ON a.id = pa.party_id WHERE o.case_id = $1 ORDER BY pa.issued_at DESC, pa.seq DESC`,
    [caseId],
  );
  return rows.map((row) => withLeft(work, row));
}

export interface FindingRow {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly period: Period | null;
  readonly basis: readonly unknown[];
  readonly evidence: readonly unknown[];
  readonly dueOn: PlainDate | null;
  readonly firstSeenOn: PlainDate;
  readonly clearedOn: PlainDate | null;
  readonly outcome: string | null;
  /** The case that was opened on it, the latest. */
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  /** In a case that is not closed: no second one is opened on it. */
  readonly inOpenCase: boolean;
}

const findingColumns = `f.id, f.rule, f.severity, f.sentence, f.period, f.basis, f.evidence, f.due_on AS "dueOn", f.first_seen_on AS "firstSeenOn", f.cleared_on AS "clearedOn", f.outcome,
  cf.id AS "caseId", cf.number AS "caseNumber", coalesce(cf.state <> 'closed', FALSE) AS "inOpenCase"`;
const findingCase = `LEFT JOIN LATERAL (SELECT c.id, c.number, c.state FROM case_finding x JOIN case_file c ON c.id = x.case_id WHERE x.finding_id = f.id ORDER BY c.created_at DESC LIMIT 1) cf ON TRUE`;
const findingOrder = `f.cleared_on IS NOT NULL, array_position(ARRAY['red', 'orange', 'yellow', 'grey'], f.severity), f.due_on NULLS LAST, f.rule, f.period, f.id`;

/** The findings that a case was opened on. */
export const findingsOfCase = (work: Work, caseId: string): Promise<FindingRow[]> =>
  work.db.query(`SELECT ${findingColumns} FROM case_finding k JOIN finding f ON f.id = k.finding_id ${findingCase} WHERE k.case_id = $1 ORDER BY ${findingOrder}`, [caseId]);

/** The findings of a project, open ones first by gravity, then those of the last year that have cleared. */
export const findingsOfProject = (work: Work, projectId: string): Promise<FindingRow[]> =>
  work.db.query(
    `SELECT ${findingColumns} FROM finding f ${findingCase} WHERE f.project_id = $1 AND (f.cleared_on IS NULL OR f.cleared_on > $2::date - 365) ORDER BY ${findingOrder} LIMIT 200`,
    [projectId, work.today],
  );

/** What the form of a new case begins with, from the findings that it would be opened on. */
export interface CaseDraft {
  readonly cause: string;
  readonly partyId: string;
}

/** The firm that a case would be filed against: the owner that does not fund, the employer with most wages unpaid, else the general contractor. */
export async function draftOf(work: Work, findings: readonly Pick<FindingRow, 'rule'>[], project: { readonly id: string; readonly ownerId: string; readonly contractorId: string }): Promise<CaseDraft> {
  const matter = matterOf(findings.map((f) => f.rule));
  if (matter.respondent === 'owner') return { cause: matter.cause, partyId: project.ownerId };
  const [employer] = matter.wages
    ? await work.db.query<{ id: string }[]>(
        `SELECT s.party_id AS id FROM payroll_sheet s JOIN payroll_line l ON l.period = s.period AND l.sheet_id = s.id
          WHERE s.project_id = $1 AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid') AND l.net_fen > l.paid_fen + l.on_way_fen
          GROUP BY s.party_id ORDER BY sum(l.net_fen - l.paid_fen - l.on_way_fen) DESC, s.party_id LIMIT 1`,
        [project.id],
      )
    : [];
  return { cause: matter.cause, partyId: employer?.id ?? project.contractorId };
}

/** What the form of an order begins with. */
export interface OrderDraft {
  readonly facts: string;
  readonly demands: readonly string[];
  readonly termDays: number | undefined;
}

/** The term is our own suggestion (内部时限); the officer decides. */
export async function orderDraft(work: Work, file: CaseDetail, findings: readonly FindingRow[]): Promise<OrderDraft> {
  const law = await lawOf(work, file.areaCode);
  return { facts: file.facts, demands: matterOf(findings.map((f) => f.rule)).demands, termDays: find(law, 'correction.defaultDays', work.today)?.value };
}

export interface MonthUnpaid {
  readonly period: Period;
  readonly workers: number;
  readonly amountFen: Fen;
}

/** The months of a project with wages that are not paid and in no open case: what can be claimed. */
export function claimableMonths(work: Work, projectId: string): Promise<MonthUnpaid[]> {
  return work.db.query(
    `SELECT l.period, count(DISTINCT l.worker_id)::int AS workers, sum(l.net_fen - l.paid_fen - l.on_way_fen)::int8 AS "amountFen"
       FROM payroll_sheet s JOIN payroll_line l ON l.period = s.period AND l.sheet_id = s.id
      WHERE s.project_id = $1 AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid') AND l.net_fen > l.paid_fen + l.on_way_fen
        AND NOT EXISTS (SELECT FROM case_claim x JOIN case_file c ON c.id = x.case_id WHERE x.project_id = $1 AND x.worker_id = l.worker_id AND x.period = l.period AND c.state <> 'closed')
      GROUP BY l.period ORDER BY l.period`,
    [projectId],
  );
}

export interface CaseEvent {
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What happened in a case and to its papers, newest first. That an order was issued is told once, by the case. */
export function caseHistory(work: Work, caseId: string): Promise<CaseEvent[]> {
  return work.db.query(
    `SELECT e.at, e.actor_name AS actor, e.actor_role AS role, e.action, e.reason, e.detail FROM audit_event e
      WHERE (e.subject_type = 'case-file' AND e.subject_id = $1)
         OR (e.subject_type = 'paper' AND e.action NOT IN ('paper.opened', 'paper.proof-opened', 'paper.issued') AND e.subject_id IN (SELECT id::text FROM paper WHERE case_id = $1::uuid))
      ORDER BY e.id DESC LIMIT 500`,
    [caseId],
  );
}
