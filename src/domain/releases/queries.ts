import type { Actor, Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { getProject } from '../projects/index.js';
import { releaseScope } from './scope.js';
import type { ReleaseSource, ReleaseState } from './states.js';

/** What a release waits for, as a bank's desk sorts it. */
export const releaseStagesOfBank = ['to-take', 'waiting', 'unknown', 'set-aside'] as const;
export type BankStage = (typeof releaseStagesOfBank)[number];

export const releaseTabs = ['todo', 'overdue', 'mine', 'done', 'all'] as const;
export type ReleaseTab = (typeof releaseTabs)[number];

export interface ReleaseFilter {
  /** 待办: what waits for this person's post; 逾期: of that what should be done by now; 我的: what was given to this person; 已办: what this person has taken a step of. */
  readonly tab: ReleaseTab;
  /** Number, project or firm. */
  readonly q?: string | undefined;
  readonly projectId?: string | undefined;
  readonly source?: ReleaseSource | undefined;
  readonly state?: ReleaseState | undefined;
  readonly stage?: BankStage | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}

export interface ReleaseRow {
  readonly id: string;
  readonly number: string;
  readonly projectId: string;
  readonly project: string;
  /** The employer of the sheet; null for a draw, which may be for several. */
  readonly employer: string | null;
  readonly source: ReleaseSource;
  readonly state: ReleaseState;
  readonly periods: readonly Period[];
  readonly amountFen: Fen;
  readonly workers: number;
  readonly payerBank: string;
  readonly requestedAt: Date;
  readonly dueOn: PlainDate | null;
  /** By when the waiting step should be done, and whose it is. */
  readonly stepDueOn: PlainDate | null;
  readonly assignee: string | null;
  readonly partial: boolean;
  /** Sent and without an answer that decides; `unknownLines` of them the bank does not know of itself. */
  readonly openLines: number;
  readonly unknownLines: number;
  readonly failedLines: number;
}

const sortable: Readonly<Record<string, string>> = { number: 'r.number', project: 'p.name', amount: 'r.amount_fen', requested: 'r.requested_at', due: 'r.due_on', step: 'r.step_due_on' };
export const releaseSorts = Object.keys(sortable);

const lineIn = (states: string): string => `EXISTS (SELECT FROM payment_instruction o WHERE o.release_id = r.id AND o.state IN (${states}))`;
const drawStarted = 'EXISTS (SELECT FROM deposit_draw x WHERE x.release_id = r.id AND x.notified_on IS NOT NULL)';

const stages: Readonly<Record<BankStage, string>> = {
  'to-take': `(r.state = 'housing-reviewed' AND (r.source = 'escrow' OR ${drawStarted}))`,
  waiting: `(r.state IN ('sent', 'part-paid') AND ${lineIn(`'sent', 'unknown'`)})`,
  unknown: `(r.state IN ('sent', 'part-paid') AND ${lineIn(`'unknown'`)})`,
  'set-aside': `EXISTS (SELECT FROM payment_batch b JOIN bank_answer a ON a.batch_id = b.id WHERE b.release_id = r.id AND a.set_aside <> '[]')`,
};

/** The SQL condition for what waits for this person: their step is next, and they have taken none of the round. */
function waitsFor(actor: Actor, values: unknown[]): string {
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const notMine = (): string => `NOT EXISTS (SELECT FROM release_step st WHERE st.release_id = r.id AND st.round = r.round AND st.person_id = ${bind(actor.personId)})`;
  const returnedToUs = (): string => `(r.state = 'returned' AND EXISTS (SELECT FROM user_account u WHERE u.id = r.requested_by AND u.party_id IS NOT DISTINCT FROM ${bind(actor.partyId)}))`;
  switch (actor.role) {
    case 'inspector':
    case 'supervisor':
      return `((r.state = 'requested' AND ${notMine()}) OR (r.state = 'housing-reviewed' AND r.source <> 'escrow' AND NOT ${drawStarted}) OR ${returnedToUs()})`;
    case 'housing-reviewer':
      return `(r.state = 'labour-reviewed' AND ${notMine()})`;
    case 'bank-operator':
      return `(${stages['to-take']} OR ${stages.waiting})`;
    case 'general-contractor':
      return returnedToUs();
    default:
      return 'FALSE';
  }
}

/** Of what waits: the step's own day or the day of the whole has passed. */
const overdue = (today: string): string => `(r.step_due_on < ${today} OR r.due_on < ${today})`;

const tookPart = (actor: Actor, values: unknown[]): string => `EXISTS (SELECT FROM release_step st WHERE st.release_id = r.id AND st.person_id = $${values.push(actor.personId)})`;

/** One page of the releases that this person may know of, and how many there are in all. */
export async function listReleases(work: Work, filter: ReleaseFilter): Promise<{ readonly rows: ReleaseRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [releaseScope(work.actor, 'r', 'p', values)];
  if (filter.tab === 'todo' || filter.tab === 'overdue') where.push(waitsFor(work.actor, values));
  if (filter.tab === 'overdue') where.push(overdue(`${bind(work.today)}::date`));
  if (filter.tab === 'mine') where.push(`r.assignee_id = ${bind(work.actor.id)}`);
  if (filter.tab === 'done') where.push(tookPart(work.actor, values));
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(r.number LIKE ${like} OR p.name LIKE ${like} OR p.code LIKE ${like} OR e.name LIKE ${like})`);
  }
  if (filter.projectId) where.push(`r.project_id = ${bind(filter.projectId)}`);
  if (filter.source) where.push(`r.source = ${bind(filter.source)}`);
  if (filter.state) where.push(`r.state = ${bind(filter.state)}`);
  if (filter.stage) where.push(stages[filter.stage]);
  const order = `${sortable[filter.sort] ?? 'r.requested_at'} ${filter.direction === 'desc' ? 'DESC NULLS LAST' : 'ASC NULLS LAST'}`;
  // The lines of a page's releases are counted, not those of every release that matches.
  const rows = await work.db.query<(ReleaseRow & { total: number; n: bigint })[]>(
    `SELECT r.*, i.* FROM (
       SELECT r.id, r.number, r.project_id AS "projectId", p.name AS project, e.name AS employer, r.source, r.state, r.amount_fen AS "amountFen", r.workers, b.name AS "payerBank",
              r.requested_at AS "requestedAt", r.due_on AS "dueOn", r.step_due_on AS "stepDueOn", a.name AS assignee, r.partial, (count(*) OVER ())::int AS total, row_number() OVER (ORDER BY ${order}, r.id DESC) AS n
         FROM release r JOIN project p ON p.id = r.project_id JOIN party b ON b.id = r.payer_bank_id LEFT JOIN payroll_sheet s ON s.id = r.sheet_id LEFT JOIN party e ON e.id = s.party_id LEFT JOIN user_account a ON a.id = r.assignee_id
        WHERE ${where.join(' AND ')} ORDER BY n LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}) r,
       LATERAL (SELECT coalesce(array_agg(DISTINCT period ORDER BY period), '{}') AS periods, (count(*) FILTER (WHERE state IN ('sent', 'unknown')))::int AS "openLines",
                       (count(*) FILTER (WHERE state = 'unknown'))::int AS "unknownLines", (count(*) FILTER (WHERE state IN ('rejected', 'returned')))::int AS "failedLines"
                  FROM payment_instruction WHERE release_id = r.id) i
      ORDER BY r.n`,
    values,
  );
  return { rows: rows.map(({ total: _total, n: _n, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** How many releases wait for this person, how many of them for too long, and how many were given to them; for a bank also how many stand at each stage of its desk. */
export async function deskCounts(work: Work): Promise<{ readonly todo: number; readonly overdue: number; readonly mine: number; readonly stages: Readonly<Record<BankStage, number>> | undefined }> {
  const values: unknown[] = [];
  const where = releaseScope(work.actor, 'r', 'p', values);
  const todo = waitsFor(work.actor, values);
  const shown: Readonly<Record<string, string>> = { todo, overdue: `${todo} AND ${overdue(`$${values.push(work.today)}::date`)}`, mine: `r.assignee_id = $${values.push(work.actor.id)}`, ...(work.actor.role === 'bank-operator' ? stages : {}) };
  const columns = Object.entries(shown).map(([name, condition]) => `(count(*) FILTER (WHERE ${condition}))::int AS "${name}"`);
  const [counts] = await work.db.query<[Record<BankStage | 'todo' | 'overdue' | 'mine', number>]>(`SELECT ${columns.join(', ')} FROM release r JOIN project p ON p.id = r.project_id WHERE ${where}`, values);
  const { todo: waiting, overdue: late, mine, ...rest } = counts;
  return { todo: waiting, overdue: late, mine, stages: work.actor.role === 'bank-operator' ? rest : undefined };
}

/** A sheet of which something can be paid now. */
export interface ReleasableSheet {
  readonly id: string;
  readonly employer: string;
  readonly period: Period;
  readonly cycle: number;
  readonly payOn: PlainDate;
  readonly lines: number;
  readonly amountFen: Fen;
  /** Came back from the bank; `uncorrected` of them still have the card on the roster that failed. */
  readonly returned: number;
  readonly uncorrected: number;
}

/** The approved sheets of a project with lines of which something is neither paid nor on its way. */
export async function releasableSheets(work: Work, projectId: string): Promise<ReleasableSheet[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT s.id, e.name AS employer, s.period, s.cycle, s.pay_on AS "payOn", l.*
       FROM payroll_sheet s JOIN party e ON e.id = s.party_id
       CROSS JOIN LATERAL (
         SELECT count(*)::int AS lines, sum(l.net_fen - l.paid_fen - l.on_way_fen)::bigint AS "amountFen", (count(*) FILTER (WHERE l.state = 'returned'))::int AS returned,
                (count(*) FILTER (WHERE l.state = 'returned' AND EXISTS (
                   SELECT FROM payment_instruction i JOIN engagement g ON g.project_id = i.project_id AND g.worker_id = i.worker_id AND g.party_id = s.party_id AND g.card_index = i.card_index
                    WHERE i.worker_id = l.worker_id AND i.period = l.period AND i.sheet_id = l.sheet_id AND i.line_no = l.line_no AND i.state IN ('rejected', 'returned'))))::int AS uncorrected
           FROM payroll_line l WHERE l.period = s.period AND l.sheet_id = s.id AND l.net_fen > l.paid_fen + l.on_way_fen) l
      WHERE s.project_id = $1 AND s.state IN ('approved', 'releasing', 'part-paid') AND l.lines > 0
      ORDER BY s.period, e.name, s.cycle`,
    [projectId],
  );
}
