import { areaPrefix, citations, deadline, dueOrProvisional, type Law, type UsedParameter } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid, type Issue } from '../../values/refusal.js';
import { loadParameters } from '../policy/index.js';
import { getProject, projectScope } from '../projects/index.js';
import type { ProjectFacts } from './facts.js';
import { gatherFacts } from './gather-facts.js';
import { gradeProjects } from './grade-projects.js';
import { lackOf, responseTerms, sayPeriods, type EvidenceRow, type Lack, type Rule, type RuleSeverity } from './rule.js';
import { findRule, ruleBook } from './rule-book.js';
import { writeFindings, type Written } from './write-findings.js';

export interface ScanOptions {
  /** The day as of which the facts are judged, not after today. */
  readonly asOf: PlainDate;
  /** Only projects of this area, by its code. */
  readonly areaCode?: string | undefined;
  /** Only this rule. */
  readonly rule?: string | undefined;
  /** Only these projects. */
  readonly projectIds?: readonly string[] | undefined;
}

export interface ScanCounts extends Written {
  readonly projects: number;
  /** Scanned for a later day already: the past is not written anew. */
  readonly skipped: number;
  /** A rule on a project that ended in an error; its findings there stay as they were. */
  readonly failed: number;
}

export interface ScanFailure {
  readonly projectId: string;
  readonly rule: string;
  readonly error: string;
}

export interface Scanned {
  readonly counts: ScanCounts;
  readonly failures: readonly ScanFailure[];
}

/** What a rule says of a project today, ready to be compared with what stands in the database. */
export interface Found {
  readonly rule: string;
  readonly projectId: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly period: Period | null;
  readonly severity: RuleSeverity | 'grey';
  readonly sentence: string;
  /** Citations only: what a paper may name. */
  readonly basis: readonly string[];
  readonly used: readonly UsedParameter[];
  readonly evidence: readonly EvidenceRow[];
  /** When the inspector must have responded, reckoned from the day of the scan; grey has no term. */
  readonly response: { readonly on: PlainDate; readonly because: string; readonly provisional: boolean } | null;
}

const atOnce = 500;

/**
 * Judges projects by the rule book and keeps the findings: new ones opened, those still there seen again, those gone cleared, those
 * back again reopened as the next episode. A second run on the same facts changes nothing.
 * Runs inside the caller's unit of work; `projectsToScan` lets a job take them in batches of its own.
 */
export async function scan(work: Work, options: ScanOptions): Promise<Scanned> {
  const rules = checkOptions(work, options);
  const projectIds = options.projectIds ?? (await projectsToScan(work, options));
  // Two scans at once would both find the same thing new.
  await work.db.query(`SELECT pg_advisory_xact_lock(hashtext('risk scan'))`);
  let total = noCounts;
  const failures: ScanFailure[] = [];
  const laws = lawsOf(work, await loadParameters(work));
  for (let i = 0; i < projectIds.length; i += atOnce) {
    const done = await scanSome(work, projectIds.slice(i, i + atOnce), options, rules, laws);
    total = addCounts(total, done.counts);
    failures.push(...done.failures);
  }
  for (const r of rules) {
    const of = failures.filter((f) => f.rule === r.code);
    if (of.length > 0) await work.record({ action: 'risk.rule-failed', subject: ['rule', r.code], detail: { asOf: options.asOf, projects: of.length, first: of[0] } });
  }
  return { counts: total, failures };
}

/** The projects that the person (or the clock) may scan, oldest first. */
export async function projectsToScan(work: Work, options: ScanOptions): Promise<string[]> {
  checkOptions(work, options);
  const { areaCode } = options;
  const values: unknown[] = [`${areaCode === undefined ? '' : areaPrefix(areaCode)}%`];
  const rows = await work.db.query<{ id: string }[]>(`SELECT p.id FROM project p WHERE p.area_code LIKE $1 AND ${projectScope(work.actor, 'p', values)} ORDER BY p.id`, values);
  return rows.map((r) => r.id);
}

/** Scans one project today, for the inspector who does not want to wait until tomorrow. */
export async function rescanProject(work: Work, projectId: string): Promise<ScanCounts> {
  await getProject(work, projectId);
  const { counts } = await scan(work, { asOf: work.today, projectIds: [projectId] });
  await work.record({ action: 'risk.rescanned', subject: ['project', projectId], projectId, detail: { ...counts } });
  return counts;
}

const noCounts: ScanCounts = { projects: 0, skipped: 0, failed: 0, opened: 0, reopened: 0, changed: 0, still: 0, cleared: 0 };

export const addCounts = (a: ScanCounts, b: ScanCounts): ScanCounts =>
  Object.fromEntries(Object.keys(noCounts).map((k) => [k, a[k as keyof ScanCounts] + b[k as keyof ScanCounts]])) as unknown as ScanCounts;

function checkOptions(work: Work, { asOf, areaCode, rule }: ScanOptions): readonly Rule[] {
  const issues: Issue[] = [];
  if (asOf > work.today) issues.push({ path: 'asOf', message: '扫描日期不能晚于今天' });
  if (areaCode !== undefined && !/^\d{6}(?:\d{3})?$/u.test(areaCode)) issues.push({ path: 'areaCode', message: '地区代码应为 6 位或 9 位数字' });
  const one = rule === undefined ? undefined : findRule(rule);
  if (rule !== undefined && !one) issues.push({ path: 'rule', message: `没有规则 ${rule}` });
  if (issues.length > 0) throw new Invalid(issues);
  return one ? [one] : ruleBook;
}

async function scanSome(work: Work, projectIds: readonly string[], { asOf, rule }: ScanOptions, rules: readonly Rule[], laws: (areaCode: string) => Law): Promise<Scanned> {
  const later = await work.db.query<{ id: string }[]>('SELECT project_id AS id FROM project_risk WHERE project_id = ANY ($1::uuid[]) AND scanned_on > $2', [projectIds, asOf]);
  const skip = new Set(later.map((l) => l.id));
  const facts = await gatherFacts(work, projectIds.filter((id) => !skip.has(id)), asOf);
  const found: Found[] = [];
  const judged: { projectId: string; rule: string }[] = [];
  const failures: ScanFailure[] = [];
  for (const project of facts) {
    for (const r of rules) {
      try {
        found.push(...judge(r, project, { asOf, law: laws(project.areaCode) }));
        judged.push({ projectId: project.id, rule: r.code });
      } catch (error) {
        failures.push({ projectId: project.id, rule: r.code, error: String(error).slice(0, 300) });
      }
    }
  }
  const written = await writeFindings(work, { asOf, found, judged });
  await gradeProjects(work, facts.map((p) => ({ id: p.id, unpaidFen: unpaid(p, asOf) })), asOf, rule === undefined);
  return { counts: { projects: facts.length, skipped: skip.size, failed: failures.length, ...written }, failures };
}

/** The findings of one rule on one project. What it cannot tell becomes one grey finding that names all it lacks. */
export function judge(rule: Rule, project: ProjectFacts, day: { readonly asOf: PlainDate; readonly law: Law }): Found[] {
  const common = () => ({ rule: rule.code, projectId: project.id, basis: citations(rule.basis) });
  const whole = { subjectType: 'project', subjectId: project.id };
  const lacks: Lack[] = [];
  const found: Found[] = [];
  for (const verdict of verdicts(rule, project, day)) {
    if ('lacks' in verdict) {
      lacks.push(verdict);
      continue;
    }
    const [subjectType, subjectId] = verdict.subject ?? [whole.subjectType, whole.subjectId];
    found.push({ ...common(), subjectType, subjectId, period: verdict.period ?? null, severity: rule.severity, sentence: verdict.sentence, used: verdict.parameters, evidence: verdict.evidence, response: responseOf(rule.severity, day) });
  }
  if (lacks.length > 0) found.push({ ...common(), ...whole, period: null, severity: 'grey', sentence: `未评估：缺${sayLacks(lacks)}。`, used: [], evidence: [], response: null });
  return found;
}

function verdicts(rule: Rule, project: ProjectFacts, day: { readonly asOf: PlainDate; readonly law: Law }): ReturnType<Rule['judge']> {
  try {
    return rule.judge(project, day);
  } catch (error) {
    const lack = lackOf(error);
    if (!lack) throw error;
    return [lack];
  }
}

/** 2026年3月、2026年4月的考勤；2027年的放假安排 */
function sayLacks(lacks: readonly Lack[]): string {
  const byThing = new Map<string, Period[]>();
  for (const { lacks: thing, period } of lacks) byThing.set(thing, [...(byThing.get(thing) ?? []), ...(period ? [period] : [])]);
  return [...byThing].map(([thing, periods]) => (periods.length > 0 ? `${sayPeriods(periods)}的${thing}` : thing)).join('；缺');
}

function responseOf(severity: RuleSeverity, { asOf, law }: { readonly asOf: PlainDate; readonly law: Law }): Found['response'] {
  const due = dueOrProvisional((l) => deadline(responseTerms[severity], asOf, l), law);
  return { on: due.value, because: due.because, provisional: due.provisional };
}

/** Wages of sheets in force that are not paid, without those that still wait for review before their pay day. */
export function unpaid(project: ProjectFacts, asOf: PlainDate): Fen {
  const owed = project.months.reduce((sum, m) => sum + m.payableFen - m.paidFen, 0n);
  return project.sheets.reduce((sum, s) => (s.state === 'submitted' && s.payOn >= asOf ? sum - s.netFen : sum), owed);
}

/** The law of each area, made once. */
function lawsOf(work: Work, overrides: Law['overrides']): (areaCode: string) => Law {
  const laws = new Map<string, Law>();
  return (areaCode) => {
    const law = laws.get(areaCode) ?? { area: areaCode, overrides, calendar: work.calendar };
    laws.set(areaCode, law);
    return law;
  };
}
