import type { RiskGrade } from '../../entities/project-risk.js';
import type { Severity } from '../../entities/finding.js';
import type { Work } from '../../platform/work.js';
import { daysLeft, type DaysLeft } from '../../values/days-left.js';
import type { Fen } from '../../values/money.js';
import { addDays, type PlainDate } from '../../values/plain-date.js';
import { projectScope, type ProjectState } from '../projects/index.js';

export const flaggedGrades = ['red', 'orange', 'yellow', 'grey'] as const;
/** `new`: with a finding since yesterday; `due`: with one whose term to respond has come or passed and that nobody has taken up. */
export const flaggedViews = ['new', 'due'] as const;

const sortable: Readonly<Record<string, { readonly asc: string; readonly desc: string }>> = {
  grade: { asc: `array_position(ARRAY['grey', 'yellow', 'orange', 'red'], r.grade), r.unpaid_fen`, desc: `array_position(ARRAY['red', 'orange', 'yellow', 'grey'], r.grade), r.red DESC, r.unpaid_fen DESC` },
  unpaid: { asc: 'r.unpaid_fen', desc: 'r.unpaid_fen DESC' },
  name: { asc: 'p.name', desc: 'p.name DESC' },
};
export const flaggedSorts = Object.keys(sortable);

export interface FlaggedFilter {
  readonly q?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly grade?: (typeof flaggedGrades)[number] | undefined;
  readonly rule?: string | undefined;
  readonly view?: (typeof flaggedViews)[number] | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}

/** A flag as the workbench shows it under its project. */
export interface Flag {
  readonly id: string;
  readonly projectId: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly firstSeenOn: PlainDate;
  readonly dueOn: PlainDate | null;
  /** Until the term to respond ends; null for grey ones and those taken up. */
  readonly left: DaysLeft | null;
  readonly provisional: boolean;
  /** Found since yesterday. */
  readonly isNew: boolean;
  readonly handledOn: PlainDate | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
}

export interface FlaggedProject {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly state: ProjectState;
  readonly area: string;
  readonly contractor: string;
  readonly grade: RiskGrade;
  readonly unpaidFen: Fen;
  readonly scannedOn: PlainDate;
  /** Worst first. */
  readonly flags: readonly Flag[];
}

/** One page of the flagged projects that this person may know of, each with its open flags, and how many match in all. */
export async function workbench(work: Work, filter: FlaggedFilter): Promise<{ readonly rows: FlaggedProject[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [projectScope(work.actor, 'p', values), `r.grade <> 'blue'`];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.code LIKE upper(${like}) OR c.name LIKE ${like})`);
  }
  if (filter.areaCode) where.push(`p.area_code LIKE ${bind(`${filter.areaCode}%`)}`);
  if (filter.grade) where.push(`r.grade = ${bind(filter.grade)}`);
  const having: string[] = [];
  if (filter.rule) having.push(`f.rule = ${bind(filter.rule)}`);
  if (filter.view === 'new') having.push(`f.severity <> 'grey' AND f.first_seen_on >= ${bind(addDays(work.today, -1))}`);
  if (filter.view === 'due') having.push(`${dueFinding} ${bind(work.today)}`);
  if (having.length > 0) where.push(`EXISTS (SELECT FROM finding f WHERE f.project_id = p.id AND f.cleared_on IS NULL AND ${having.join(' AND ')})`);
  const order = (sortable[filter.sort] ?? sortable['grade']!)[filter.direction];
  const rows = await work.db.query<(Omit<FlaggedProject, 'flags'> & { total: number })[]>(
    `SELECT p.id, p.code, p.name, p.state, a.name AS area, c.name AS contractor, r.grade, r.unpaid_fen AS "unpaidFen", r.scanned_on AS "scannedOn", (count(*) OVER ())::int AS total
       FROM project_risk r JOIN project p ON p.id = r.project_id JOIN area a ON a.code = p.area_code JOIN party c ON c.id = p.contractor_id
      WHERE ${where.join(' AND ')} ORDER BY ${order}, p.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  const flags = await flagsOf(work, rows.map((r) => r.id));
  return { rows: rows.map(({ total: _total, ...row }) => ({ ...row, flags: flags.get(row.id) ?? [] })), total: rows[0]?.total ?? 0 };
}

/** A finding that waits for its inspector: the condition, up to the day it is compared with. */
const dueFinding = `f.severity <> 'grey' AND f.handled_on IS NULL AND f.due_on <=`;

async function flagsOf(work: Work, projectIds: readonly string[]): Promise<Map<string, Flag[]>> {
  const rows = await work.db.query<Omit<Flag, 'left' | 'isNew'>[]>(
    `SELECT f.id, f.project_id AS "projectId", f.rule, f.severity, f.sentence, f.first_seen_on AS "firstSeenOn", f.due_on AS "dueOn", f.handled_on AS "handledOn",
            coalesce((f.parameters #>> '{response,provisional}')::boolean, FALSE) AS provisional, k.id AS "caseId", k.number AS "caseNumber"
       FROM finding f
       LEFT JOIN LATERAL (SELECT c.id, c.number FROM case_finding x JOIN case_file c ON c.id = x.case_id WHERE x.finding_id = f.id ORDER BY c.created_at DESC LIMIT 1) k ON TRUE
      WHERE f.project_id = ANY ($1::uuid[]) AND f.cleared_on IS NULL
      ORDER BY array_position(ARRAY['red', 'orange', 'yellow', 'grey'], f.severity), f.rule, f.period, f.subject_id`,
    [projectIds],
  );
  const flags = new Map<string, Flag[]>();
  for (const row of rows) {
    const flag = { ...row, isNew: row.severity !== 'grey' && row.firstSeenOn >= addDays(work.today, -1), left: row.dueOn && !row.handledOn ? daysLeft(work.calendar, work.today, row.dueOn) : null };
    flags.set(row.projectId, [...(flags.get(row.projectId) ?? []), flag]);
  }
  return flags;
}

/** The figures above the workbench. */
export interface RiskTally {
  readonly red: number;
  readonly orange: number;
  readonly yellow: number;
  readonly grey: number;
  readonly blue: number;
  /** Projects with a finding since yesterday. */
  readonly fresh: number;
  readonly unpaidFen: Fen;
  /** The last day for which any project was scanned; null where none ever was. */
  readonly scannedOn: PlainDate | null;
}

export async function riskTally(work: Work): Promise<RiskTally> {
  const values: unknown[] = [addDays(work.today, -1)];
  const [tally] = await work.db.query<[RiskTally]>(
    `SELECT (count(*) FILTER (WHERE r.grade = 'red'))::int AS red, (count(*) FILTER (WHERE r.grade = 'orange'))::int AS orange, (count(*) FILTER (WHERE r.grade = 'yellow'))::int AS yellow,
            (count(*) FILTER (WHERE r.grade = 'grey'))::int AS grey, (count(*) FILTER (WHERE r.grade = 'blue'))::int AS blue,
            (count(*) FILTER (WHERE EXISTS (SELECT FROM finding f WHERE f.project_id = p.id AND f.cleared_on IS NULL AND f.severity <> 'grey' AND f.first_seen_on >= $1)))::int AS fresh,
            coalesce(sum(r.unpaid_fen), 0)::bigint AS "unpaidFen", max(r.scanned_on) AS "scannedOn"
       FROM project_risk r JOIN project p ON p.id = r.project_id WHERE ${projectScope(work.actor, 'p', values)}`,
    values,
  );
  return tally;
}

export interface DueFinding {
  readonly id: string;
  readonly projectId: string;
  readonly project: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly dueOn: PlainDate;
  readonly left: DaysLeft;
}

/** Findings whose term to respond ends today or has ended, and that nobody has taken up: the first few, and how many in all. */
export async function dueFindings(work: Work, size: number): Promise<{ readonly rows: DueFinding[]; readonly total: number; readonly late: number }> {
  const values: unknown[] = [work.today, size];
  const rows = await work.db.query<(Omit<DueFinding, 'left'> & { total: number; late: number })[]>(
    `SELECT f.id, f.project_id AS "projectId", p.name AS project, f.rule, f.severity, f.due_on AS "dueOn", (count(*) OVER ())::int AS total, (count(*) FILTER (WHERE f.due_on < $1) OVER ())::int AS late
       FROM finding f JOIN project p ON p.id = f.project_id
      WHERE f.cleared_on IS NULL AND ${dueFinding} $1 AND ${projectScope(work.actor, 'p', values)}
      ORDER BY f.due_on, array_position(ARRAY['red', 'orange', 'yellow'], f.severity), p.name, f.rule, f.id LIMIT $2`,
    values,
  );
  return { rows: rows.map(({ total: _total, late: _late, ...row }) => ({ ...row, left: daysLeft(work.calendar, work.today, row.dueOn) })), total: rows[0]?.total ?? 0, late: rows[0]?.late ?? 0 };
}
