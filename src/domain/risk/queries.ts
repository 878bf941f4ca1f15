import type { FindingOutcome, Severity } from '../../entities/finding.js';
import { citations, find, isParameterKey, kinds, parameterName, parameters, parseParameter, payDayOf, terms, type UsedParameter } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { CalendarUnknown } from '../../values/working-days.js';
import { getOrgan, lawOf } from '../policy/index.js';
import { getProject, projectScope } from '../projects/index.js';
import { responseTerms, type EvidenceRow, type Rule } from './rule.js';
import { ruleBook } from './rule-book.js';
import type { FindingParameters } from './write-findings.js';

export interface FindingRow {
  readonly id: string;
  readonly rule: string;
  readonly projectId: string;
  readonly project: string;
  readonly severity: Severity;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly period: Period | null;
  /** The how-manieth time that this came up. */
  readonly episode: number;
  readonly sentence: string;
  /** Citations; internal rules are not among them. */
  readonly basis: readonly string[];
  readonly parameters: FindingParameters;
  readonly evidence: readonly EvidenceRow[];
  readonly dueOn: PlainDate | null;
  readonly firstSeenOn: PlainDate;
  readonly lastSeenOn: PlainDate;
  readonly clearedOn: PlainDate | null;
  readonly handledOn: PlainDate | null;
  readonly outcome: FindingOutcome | null;
  /** The case that was opened on it, the latest. */
  readonly caseId: string | null;
  readonly caseNumber: string | null;
}

const columns = `f.id, f.rule, f.project_id AS "projectId", p.name AS project, f.severity, f.subject_type AS "subjectType", f.subject_id AS "subjectId", f.period, f.episode, f.sentence, f.basis,
  f.parameters, f.evidence, f.due_on AS "dueOn", f.first_seen_on AS "firstSeenOn", f.last_seen_on AS "lastSeenOn", f.cleared_on AS "clearedOn", f.handled_on AS "handledOn", f.outcome,
  k.id AS "caseId", k.number AS "caseNumber"`;
const joins = `FROM finding f JOIN project p ON p.id = f.project_id
  LEFT JOIN LATERAL (SELECT c.id, c.number FROM case_finding x JOIN case_file c ON c.id = x.case_id WHERE x.finding_id = f.id ORDER BY c.created_at DESC LIMIT 1) k ON TRUE`;
const worstFirst = `array_position(ARRAY['red', 'orange', 'yellow', 'grey'], f.severity), f.rule, f.period, f.subject_id`;

/** The open findings of a project with their proof, worst first. @throws Refusal `not-found` */
export async function findingsOf(work: Work, projectId: string): Promise<FindingRow[]> {
  await getProject(work, projectId);
  return work.db.query(`SELECT ${columns} ${joins} WHERE f.project_id = $1 AND f.cleared_on IS NULL ORDER BY ${worstFirst}`, [projectId]);
}

/** The last day for which the project was scanned whole; null where it never was. The caller has checked the project. */
export async function scannedOn(work: Work, projectId: string): Promise<PlainDate | null> {
  const [row] = await work.db.query<{ on: PlainDate }[]>('SELECT scanned_on AS "on" FROM project_risk WHERE project_id = $1', [projectId]);
  return row?.on ?? null;
}

/** 工资支付日之后的宽限天数 0日（内部时限）: a parameter that a finding used, for people. */
export function parameterWords({ key, value, source }: UsedParameter): string {
  if (!isParameterKey(key)) return `${key} ${String(value)}（${source}）`;
  const parsed = parseParameter(key, value);
  const kind = kinds[parameters[key].kind] as { readonly words: (value: unknown) => string };
  return `${parameterName(key)} ${parsed.ok ? kind.words(parsed.value) : String(value)}（${source}）`;
}

export const findingStates = ['open', 'cleared', 'all'] as const;

export interface FindingFilter {
  readonly projectId?: string | undefined;
  readonly rule?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly state: (typeof findingStates)[number];
  readonly page: number;
  readonly size: number;
}

/** One page of the findings that this person may know of, the newest first, and how many match in all. */
export async function listFindings(work: Work, filter: FindingFilter): Promise<{ readonly rows: FindingRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [projectScope(work.actor, 'p', values)];
  if (filter.projectId) where.push(`f.project_id = ${bind(filter.projectId)}`);
  if (filter.rule) where.push(`f.rule = ${bind(filter.rule)}`);
  if (filter.severity) where.push(`f.severity = ${bind(filter.severity)}`);
  if (filter.state !== 'all') where.push(`f.cleared_on IS ${filter.state === 'open' ? 'NULL' : 'NOT NULL'}`);
  const rows = await work.db.query<(FindingRow & { total: number })[]>(
    `SELECT ${columns}, (count(*) OVER ())::int AS total ${joins} WHERE ${where.join(' AND ')} ORDER BY f.first_seen_on DESC, f.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface RuleCount {
  readonly rule: string;
  readonly open: number;
  readonly openGrey: number;
  readonly openProjects: number;
  /** Opened within the last 30 and 365 days, grey ones not counted. */
  readonly month: number;
  readonly year: number;
  readonly cleared: number;
}

/** How often each rule has fired on the projects that this person may know of. */
export function ruleCounts(work: Work): Promise<RuleCount[]> {
  const values: unknown[] = [work.today];
  return work.db.query(
    `SELECT f.rule, (count(*) FILTER (WHERE f.cleared_on IS NULL AND f.severity <> 'grey'))::int AS open, (count(*) FILTER (WHERE f.cleared_on IS NULL AND f.severity = 'grey'))::int AS "openGrey",
            (count(DISTINCT f.project_id) FILTER (WHERE f.cleared_on IS NULL AND f.severity <> 'grey'))::int AS "openProjects",
            (count(*) FILTER (WHERE f.severity <> 'grey' AND f.first_seen_on > $1::date - 30))::int AS month, (count(*) FILTER (WHERE f.severity <> 'grey' AND f.first_seen_on > $1::date - 365))::int AS year,
            (count(*) FILTER (WHERE f.severity <> 'grey' AND f.cleared_on IS NOT NULL))::int AS cleared
       FROM finding f JOIN project p ON p.id = f.project_id WHERE ${projectScope(work.actor, 'p', values)} GROUP BY f.rule`,
    values,
  );
}

export interface RuleDescription extends Pick<Rule, 'code' | 'title' | 'severity' | 'condition' | 'plain' | 'duty' | 'needs'> {
  readonly basis: readonly string[];
  /** The inspector's term to respond, e.g. 1个工作日; an internal one. */
  readonly response: string;
  /** In force today in the reader's area; `words` null where nobody has entered a value, and the rule is grey. */
  readonly parameters: readonly { readonly name: string; readonly words: string | null; readonly source: string }[];
}

/** The rule book with what its parameters are today where the reader works. */
export async function describeRules(work: Work): Promise<RuleDescription[]> {
  const law = await lawOf(work, work.actor.organId ? (await getOrgan(work, work.actor.organId)).areaCode : 'CN');
  return ruleBook.map(({ judge: _judge, basis, parameters: keys, ...rule }) => ({
    ...rule,
    basis: citations(basis),
    response: find(law, terms[responseTerms[rule.severity]].length, work.today)?.words ?? '',
    parameters: keys.map((key) => {
      const found = find(law, key, work.today);
      return { name: parameterName(key), words: found?.words ?? null, source: found?.used.source ?? '' };
    }),
  }));
}

/** What a month of a project came to, for its page. */
export interface ProjectMonthRow {
  readonly period: Period;
  readonly attendanceDays: number;
  readonly attendingWorkers: number;
  readonly unregisteredWorkers: number;
  readonly sheets: number;
  readonly approvedSheets: number;
  readonly payableFen: Fen;
  readonly paidFen: Fen;
  readonly paidLines: number;
  readonly returnedLines: number;
  readonly creditedFen: Fen;
  /** The day on which its wages are due; null where that year has no calendar yet. */
  readonly payOn: PlainDate | null;
}

/** The facts of a project's last months, oldest first. @throws Refusal `not-found` */
export async function monthsOf(work: Work, projectId: string, count: number): Promise<ProjectMonthRow[]> {
  const project = await getProject(work, projectId);
  const rows = await work.db.query<Omit<ProjectMonthRow, 'payOn'>[]>(
    `SELECT period, attendance_days AS "attendanceDays", attending_workers AS "attendingWorkers", unregistered_workers AS "unregisteredWorkers", sheets, approved_sheets AS "approvedSheets",
            payable_fen AS "payableFen", paid_fen AS "paidFen", paid_lines AS "paidLines", returned_lines AS "returnedLines", credited_fen AS "creditedFen"
       FROM project_month WHERE project_id = $1 ORDER BY period DESC LIMIT $2`,
    [projectId, count],
  );
  const payOn = (period: Period): PlainDate | null => {
    try {
      return payDayOf(period, project, work.calendar).value;
    } catch (error) {
      if (error instanceof CalendarUnknown) return null;
      throw error;
    }
  };
  return rows.reverse().map((m) => ({ ...m, payOn: payOn(m.period) }));
}
