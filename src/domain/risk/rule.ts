import type { Law, ParameterKey, Source, TermName, UsedParameter } from '../../law/index.js';
import { addPeriods, firstDay, formatPeriod, lastDay, periodOf, periodsFrom, type Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { CalendarUnknown } from '../../values/working-days.js';
import type { MonthOnRecord, ProjectFacts } from './facts.js';

/** How grave a fired rule is; what could not be judged is grey instead. */
export const ruleSeverities = ['red', 'orange', 'yellow'] as const;
export type RuleSeverity = (typeof ruleSeverities)[number];

/** The inspector's term to respond, an internal one, by severity. */
export const responseTerms: Readonly<Record<RuleSeverity, TermName>> = { red: 'response-red', orange: 'response-orange', yellow: 'response-yellow' };

/** One row that proves a finding, frozen as text: what it is a row of, for a link, and what it said. */
export interface EvidenceRow {
  readonly of: 'project' | 'project-month' | 'payroll-sheet' | 'deposit' | 'deposit-instrument' | 'wage-account' | 'statement-line' | 'worker';
  readonly id: string;
  readonly what: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

/** The rule's condition holds for this subject. */
export interface Fired {
  /** The kind of record and its id; the project itself where left out. */
  readonly subject?: readonly [type: string, id: string];
  readonly period?: Period;
  /** One sentence with its numbers; without any that changes from day to day while nothing happens. */
  readonly sentence: string;
  readonly evidence: readonly EvidenceRow[];
  readonly parameters: readonly UsedParameter[];
}

/** The rule cannot tell, because this is not there. */
export interface Lack {
  readonly lacks: string;
  readonly period?: Period;
}

export type Verdict = Fired | Lack;

export interface Day {
  readonly asOf: PlainDate;
  /** The law of the project's place. */
  readonly law: Law;
}

/** A rule of the rule book. It judges facts; it reads nothing itself and never takes what is missing for clean. */
export interface Rule {
  readonly code: string;
  readonly title: string;
  /** When it fires, as an inspector reads it. */
  readonly condition: string;
  /** What it wants of a contractor, in plain words. */
  readonly plain: string;
  readonly severity: RuleSeverity;
  readonly basis: readonly Source[];
  /** What the inspector must do. */
  readonly duty: string;
  readonly parameters: readonly ParameterKey[];
  /** The data that it needs; where they are missing or silent it turns grey. */
  readonly needs: readonly string[];
  judge(project: ProjectFacts, day: Day): readonly Verdict[];
}

/** What an error of the law room says is missing; undefined for any other error. */
export function lackOf(error: unknown): Lack | undefined {
  if (error instanceof CalendarUnknown) return { lacks: `${error.year}年的放假安排` };
  if (error instanceof Refusal && error.code === 'parameter-missing') return { lacks: `参数值（${error.why.split('，')[0]}）` };
  return undefined;
}

/** Judges month by month: what one month lacks does not hide another. */
export function judgeMonths(periods: readonly Period[], judge: (period: Period) => Verdict | undefined): Verdict[] {
  return periods.flatMap((period) => {
    try {
      return judge(period) ?? [];
    } catch (error) {
      const lack = lackOf(error);
      if (!lack) throw error;
      return lack;
    }
  });
}

/** The months in which work should have gone on: from the start to the day or the completion, without those in which it stood still throughout. */
export function workedMonths(p: ProjectFacts, asOf: PlainDate): Period[] {
  if (p.startedOn === null || p.startedOn > asOf) return [];
  const start = p.startedOn;
  const until = p.completedOn !== null && p.completedOn < asOf ? p.completedOn : asOf;
  return periodsFrom(periodOf(start), periodOf(until)).filter((period) => {
    const from = firstDay(period) > start ? firstDay(period) : start;
    const to = lastDay(period) < until ? lastDay(period) : until;
    return !p.stops.some((s) => s.from <= from && (s.to === null || s.to > to));
  });
}

/** Every month that a payroll rule looks at: those worked and those on record. */
export const monthsToJudge = (p: ProjectFacts, asOf: PlainDate): Period[] => [...new Set([...workedMonths(p, asOf), ...p.months.map((m) => m.period)])].sort();

const emptyMonth: Omit<MonthOnRecord, 'period'> = { attendanceDays: 0, attendingWorkers: 0, unregisteredWorkers: 0, sheets: 0, approvedSheets: 0, payableFen: 0n, paidFen: 0n, paidLines: 0, returnedLines: 0 };

/** The month on record, or one in which nothing is. */
export const monthOf = (p: ProjectFacts, period: Period): MonthOnRecord => p.months.find((m) => m.period === period) ?? { period, ...emptyMonth };

/** 2026年3月、2026年5月至2026年8月: months in order, runs of three and more as from–to. */
export function sayPeriods(periods: readonly Period[]): string {
  const runs: Period[][] = [];
  for (const p of [...new Set(periods)].sort()) {
    const last = runs.at(-1);
    if (last && addPeriods(last.at(-1)!, 1) === p) last.push(p);
    else runs.push([p]);
  }
  return runs.map((r) => (r.length > 2 ? `${formatPeriod(r[0]!)}至${formatPeriod(r.at(-1)!)}` : r.map(formatPeriod).join('、'))).join('、');
}
