import type { LeadChannel, LeadOutcome } from '../../entities/lead.js';
import type { Work } from '../../platform/work.js';
import { daysLeft, type DaysLeft } from '../../values/days-left.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { complainantOf, type Complainant } from './complainant.js';
import { checkLead, leadScope } from './scope.js';
import type { LeadState } from './states.js';

export interface LeadFilter {
  readonly q?: string | undefined;
  readonly state?: LeadState | undefined;
  readonly channel?: LeadChannel | undefined;
  readonly areaCode?: string | undefined;
  /** Only those whose time has run out. */
  readonly overdue?: boolean | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}

export interface LeadRow {
  readonly id: string;
  readonly number: string;
  readonly channel: LeadChannel;
  readonly state: LeadState;
  readonly employer: string;
  readonly place: string;
  readonly area: string;
  readonly projectId: string | null;
  readonly project: string | null;
  readonly workers: number;
  readonly amountFen: Fen | null;
  readonly receivedAt: Date;
  readonly dueOn: PlainDate | null;
  /** The due day was reckoned without the holidays of its year. */
  readonly dueProvisional: boolean;
  readonly left: DaysLeft | null;
  readonly handler: string | null;
}

const columns = `l.id, l.number, l.channel, l.state, l.employer, l.place, a.name AS area, l.project_id AS "projectId", p.name AS project, l.workers, l.amount_fen AS "amountFen",
  l.received_at AS "receivedAt", l.due_on AS "dueOn", l.due_provisional AS "dueProvisional", h.name AS handler`;
const joins = `FROM lead l JOIN area a ON a.code = l.area_code LEFT JOIN project p ON p.id = l.project_id LEFT JOIN user_account h ON h.id = l.handler_id`;
const sortable: Readonly<Record<string, string>> = { received: 'l.received_at', due: 'l.due_on', workers: 'l.workers', amount: 'l.amount_fen' };

const withLeft = <R extends { readonly dueOn: PlainDate | null }>(work: Work, row: R): R & { readonly left: DaysLeft | null } => ({ ...row, left: row.dueOn && daysLeft(work.calendar, work.today, row.dueOn) });

/** One page of the leads that this person may know of, and how many match in all. */
export async function listLeads(work: Work, filter: LeadFilter): Promise<{ readonly rows: LeadRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [leadScope(work.actor, 'l', values)];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(l.number LIKE upper(${like}) OR l.employer LIKE ${like} OR l.place LIKE ${like} OR p.name LIKE ${like})`);
  }
  if (filter.state) where.push(`l.state = ${bind(filter.state)}`);
  if (filter.channel) where.push(`l.channel = ${bind(filter.channel)}`);
  if (filter.areaCode) where.push(`l.area_code LIKE ${bind(`${filter.areaCode}%`)}`);
  if (filter.overdue) where.push(`l.due_on < ${bind(work.today)}`);
  const order = `${sortable[filter.sort] ?? 'l.received_at'} ${filter.direction === 'desc' ? 'DESC' : 'ASC'} NULLS LAST, l.id`;
  const rows = await work.db.query<(Omit<LeadRow, 'left'> & { total: number })[]>(
    `SELECT ${columns}, (count(*) OVER ())::int AS total ${joins} WHERE ${where.join(' AND ')}
      ORDER BY ${order} LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => withLeft(work, row)), total: rows[0]?.total ?? 0 };
}

export interface LeadDetail extends LeadRow {
  readonly areaCode: string;
  readonly content: string;
  readonly periodFrom: Period | null;
  readonly periodTo: Period | null;
  readonly outcome: LeadOutcome | null;
  readonly answer: string | null;
  readonly transferredTo: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly closedAt: Date | null;
  readonly complainant: Complainant;
}

/** @throws Refusal `not-found`, also where this person may not know of it */
export async function getLead(work: Work, leadId: string): Promise<LeadDetail> {
  await checkLead(work, leadId);
  const [lead] = await work.db.query<[Omit<LeadDetail, 'left' | 'complainant'>]>(
    `SELECT ${columns}, l.area_code AS "areaCode", l.content, l.period_from AS "periodFrom", l.period_to AS "periodTo", l.outcome, l.answer,
            t.name AS "transferredTo", l.case_id AS "caseId", c.number AS "caseNumber", l.closed_at AS "closedAt"
       ${joins} LEFT JOIN organ t ON t.id = l.transferred_to_id LEFT JOIN case_file c ON c.id = l.case_id WHERE l.id = $1`,
    [leadId],
  );
  return { ...withLeft(work, lead), complainant: await complainantOf(work, leadId) };
}

export interface LeadEvent {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  /** Why the complainant was looked up. */
  readonly purpose: string | null;
  readonly note: string | null;
}

/** What happened to a lead, newest first. */
export function leadHistory(work: Work, leadId: string): Promise<LeadEvent[]> {
  return work.db.query(
    `SELECT at, actor_name AS actor, action, reason, detail ->> 'purpose' AS purpose, detail ->> 'note' AS note FROM audit_event WHERE subject_type = 'lead' AND subject_id = $1 ORDER BY id DESC LIMIT 200`,
    [leadId],
  );
}
