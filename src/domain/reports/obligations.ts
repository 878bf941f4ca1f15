import { payDayOf } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { daysLeft, type DaysLeft } from '../../values/days-left.js';
import { formatYuan, type Fen } from '../../values/money.js';
import { addPeriods, firstDay, formatPeriod, periodOf, type Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { CalendarUnknown } from '../../values/working-days.js';
import { accountDuty, moneyLine } from '../escrow/index.js';
import { projectScope } from '../projects/index.js';
import { employerScope } from '../roster/index.js';

/** What a firm has to do. Where it is done is for the page to know. */
export const obligationKinds = ['order', 'deposit', 'top-up', 'account-open', 'account-file', 'funding', 'sheet-missing', 'sheet-returned', 'sheet-approve', 'request', 'card', 'release-returned'] as const;
export type ObligationKind = (typeof obligationKinds)[number];

export interface Obligation {
  readonly kind: ObligationKind;
  readonly projectId: string;
  readonly project: string;
  /** Of the sheet, release or paper that it is about; null where it is the project itself. */
  readonly subjectId: string | null;
  /** One sentence with its figures. */
  readonly what: string;
  readonly dueOn: PlainDate | null;
  readonly left: DaysLeft | null;
}

/** Months before the current one in which a missing sheet is still asked for here; older ones stand in the project's grid. */
const monthsAsked = 6;

type Found = Omit<Obligation, 'left'>;

/** Everything that the reader's firm owes to somebody by a day, the most urgent first: orders, deposit, account, funding, sheets, payments that came back. */
export async function obligations(work: Work): Promise<Obligation[]> {
  const { role } = work.actor;
  const found: Found[] = [...(await orders(work))];
  if (role === 'general-contractor') found.push(...(await deposits(work)), ...(await accounts(work)), ...(await releases(work)));
  if (role === 'general-contractor' || role === 'subcontractor') found.push(...(await sheets(work)), ...(await missing(work)), ...(await cards(work)));
  if (role === 'owner') found.push(...(await funding(work)));
  return found
    .map((o) => ({ ...o, left: o.dueOn && daysLeft(work.calendar, work.today, o.dueOn) }))
    .sort((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || a.project.localeCompare(b.project, 'zh-Hans-CN') || a.what.localeCompare(b.what, 'zh-Hans-CN'));
}

/** Orders to correct or to pay that were served on the firm and are not met. */
async function orders(work: Work): Promise<Found[]> {
  const rows = await work.db.query<{ projectId: string; project: string; paperId: string; title: string; number: string; amountFen: Fen | null; dueOn: PlainDate }[]>(
    `SELECT p.id AS "projectId", p.name AS project, pa.id AS "paperId", pa.title, pa.number, o.amount_fen AS "amountFen", o.due_on AS "dueOn"
       FROM case_file c JOIN case_order o ON o.case_id = c.id JOIN paper pa ON pa.id = o.paper_id JOIN project p ON p.id = c.project_id
      WHERE c.party_id = $1 AND c.state NOT IN ('cured', 'closed') AND o.state IN ('served', 'overdue')`,
    [work.actor.partyId],
  );
  return rows.map((r) => ({ kind: 'order', projectId: r.projectId, project: r.project, subjectId: r.paperId, dueOn: r.dueOn, what: `履行《${r.title}》（${r.number}）${r.amountFen === null ? '' : `，${formatYuan(r.amountFen)} 元`}` }));
}

async function deposits(work: Work): Promise<Found[]> {
  const values: unknown[] = [];
  const scope = projectScope(work.actor, 'p', values);
  const rows = await work.db.query<{ projectId: string; project: string; topUp: boolean; dueFen: Fen | null; dueOn: PlainDate }[]>(
    `SELECT p.id AS "projectId", p.name AS project, false AS "topUp", d.due_fen AS "dueFen", d.due_on AS "dueOn" FROM deposit d JOIN project p ON p.id = d.project_id
      WHERE d.state = 'due' AND d.due_on IS NOT NULL AND p.state <> 'completed' AND ${scope}
     UNION ALL
     SELECT p.id, p.name, true, sum(x.amount_fen)::bigint, min(x.top_up_due_on) FROM deposit_draw x JOIN deposit d ON d.id = x.deposit_id JOIN project p ON p.id = d.project_id
      WHERE x.top_up_due_on IS NOT NULL AND x.topped_up_on IS NULL AND ${scope} GROUP BY p.id`,
    values,
  );
  return rows.map((r) => ({
    kind: r.topUp ? 'top-up' : 'deposit',
    projectId: r.projectId,
    project: r.project,
    subjectId: null,
    dueOn: r.dueOn,
    what: r.topUp ? `补足已动用的工资保证金 ${formatYuan(r.dueFen!)} 元` : `存储工资保证金或提交保函${r.dueFen === null ? '（金额待核定）' : ` ${formatYuan(r.dueFen)} 元`}`,
  }));
}

/** Few projects have no account in order: each is asked for its own deadline. */
async function accounts(work: Work): Promise<Found[]> {
  const values: unknown[] = [];
  const open = await work.db.query<{ id: string; name: string }[]>(
    `SELECT p.id, p.name FROM project p WHERE p.state <> 'completed' AND ${projectScope(work.actor, 'p', values)}
        AND NOT EXISTS (SELECT FROM wage_account a WHERE a.project_id = p.id AND a.state NOT IN ('opened', 'closed')) ORDER BY p.name`,
    values,
  );
  const found: Found[] = [];
  for (const { id, name } of open) {
    const duty = await accountDuty(work, id);
    if (duty) found.push({ kind: duty.what === 'open' ? 'account-open' : 'account-file', projectId: id, project: name, subjectId: null, dueOn: duty.by, what: duty.what === 'open' ? '开立农民工工资专用账户并登记' : '办理工资专户备案并登记' });
  }
  return found;
}

/** Releases that came back to us to be mended. */
async function releases(work: Work): Promise<Found[]> {
  const values: unknown[] = [];
  const rows = await work.db.query<{ projectId: string; project: string; id: string; number: string; amountFen: Fen; dueOn: PlainDate | null }[]>(
    `SELECT p.id AS "projectId", p.name AS project, r.id, r.number, r.amount_fen AS "amountFen", r.due_on AS "dueOn" FROM release r JOIN project p ON p.id = r.project_id
      WHERE r.state = 'returned' AND ${projectScope(work.actor, 'p', values)}`,
    values,
  );
  return rows.map((r) => ({ kind: 'release-returned', projectId: r.projectId, project: r.project, subjectId: r.id, dueOn: r.dueOn, what: `支付申请 ${r.number} 被退回，更正后重新提请（${formatYuan(r.amountFen)} 元）` }));
}

/** Sheets that wait for this firm: to approve, to ask the payment of, to send in again. */
async function sheets(work: Work): Promise<Found[]> {
  const contractor = work.actor.role === 'general-contractor';
  const values: unknown[] = [contractor ? ['submitted', 'approved'] : ['returned']];
  const rows = await work.db.query<{ projectId: string; project: string; id: string; party: string; period: Period; state: string; netFen: Fen; payOn: PlainDate }[]>(
    `SELECT p.id AS "projectId", p.name AS project, s.id, c.name AS party, s.period, s.state, s.net_fen AS "netFen", s.pay_on AS "payOn"
       FROM payroll_sheet s JOIN project p ON p.id = s.project_id JOIN party c ON c.id = s.party_id
      WHERE s.state = ANY ($1) AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 's', values)}
        AND (s.state <> 'returned' OR NOT EXISTS (SELECT FROM payroll_sheet n WHERE n.project_id = s.project_id AND n.party_id = s.party_id AND n.period = s.period AND n.cycle = s.cycle AND n.version > s.version))
        AND (s.state <> 'approved' OR NOT EXISTS (SELECT FROM release r WHERE r.sheet_id = s.id AND r.state NOT IN ('returned', 'withdrawn')))`,
    values,
  );
  const words = { submitted: '审核', approved: '提请支付', returned: '更正后重新报送' } as const;
  const kinds = { submitted: 'sheet-approve', approved: 'request', returned: 'sheet-returned' } as const;
  return rows.map((r) => {
    const state = r.state as keyof typeof words;
    return { kind: kinds[state], projectId: r.projectId, project: r.project, subjectId: r.id, dueOn: r.payOn, what: `${words[state]}${contractor ? r.party : ''}${formatPeriod(r.period)}的工资表（${formatYuan(r.netFen)} 元）` };
  });
}

/** Months with attendance under a firm and no sheet of it. */
async function missing(work: Work): Promise<Found[]> {
  const to = periodOf(work.today);
  const from = addPeriods(to, -monthsAsked);
  const values: unknown[] = [firstDay(from), firstDay(to)];
  const rows = await work.db.query<{ projectId: string; project: string; party: string; period: Period; workers: number; payDay: number; payMonth: 'same' | 'next' }[]>(
    `SELECT p.id AS "projectId", p.name AS project, c.name AS party, a.period, a.workers, p.pay_day AS "payDay", p.pay_month AS "payMonth"
       FROM (SELECT t.project_id, t.party_id, to_char(t.day, 'YYYY-MM') AS period, count(DISTINCT t.worker_id)::int AS workers FROM attendance t
              WHERE t.day >= $1 AND t.day < $2 AND t.party_id IS NOT NULL AND t.project_id IN (SELECT p.id FROM project p WHERE ${projectScope(work.actor, 'p', values)}) GROUP BY 1, 2, 3) a
       JOIN project p ON p.id = a.project_id JOIN party c ON c.id = a.party_id
      WHERE ${employerScope(work.actor, 'a', values)}
        AND NOT EXISTS (SELECT FROM payroll_sheet s WHERE s.project_id = a.project_id AND s.party_id = a.party_id AND s.period = a.period AND s.state NOT IN ('superseded', 'returned'))`,
    values,
  );
  const contractor = work.actor.role === 'general-contractor';
  return rows.map((r) => ({
    kind: 'sheet-missing',
    projectId: r.projectId,
    project: r.project,
    subjectId: null,
    dueOn: payDay(work, r.period, r),
    what: `${contractor ? `${r.party}未` : ''}报送${formatPeriod(r.period)}的工资表（有出勤 ${r.workers} 人）`,
  }));
}

function payDay(work: Work, period: Period, terms: Parameters<typeof payDayOf>[1]): PlainDate | null {
  try {
    return payDayOf(period, terms, work.calendar).value;
  } catch (error) {
    if (error instanceof CalendarUnknown) return null;
    throw error;
  }
}

/** Payments that came back: the card must be corrected before they can be paid again. */
async function cards(work: Work): Promise<Found[]> {
  const values: unknown[] = [];
  const rows = await work.db.query<{ projectId: string; project: string; id: string; period: Period; lines: number; payOn: PlainDate }[]>(
    `SELECT p.id AS "projectId", p.name AS project, s.id, s.period, count(*)::int AS lines, s.pay_on AS "payOn"
       FROM payroll_sheet s JOIN project p ON p.id = s.project_id JOIN payroll_line l ON l.period = s.period AND l.sheet_id = s.id AND l.state = 'returned'
      WHERE s.state IN ('approved', 'releasing', 'part-paid') AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 's', values)} GROUP BY p.id, s.id`,
    values,
  );
  return rows.map((r) => ({ kind: 'card', projectId: r.projectId, project: r.project, subjectId: r.id, dueOn: r.payOn, what: `${formatPeriod(r.period)}工资有 ${r.lines} 笔退票：核对并更正银行卡后重新提请` }));
}

/** What the owner has not paid in although its day has come, and what comes next. */
async function funding(work: Work): Promise<Found[]> {
  const values: unknown[] = [];
  const projects = await work.db.query<{ id: string; name: string }[]>(`SELECT p.id, p.name FROM project p WHERE p.state <> 'completed' AND ${projectScope(work.actor, 'p', values)} ORDER BY p.name`, values);
  const found: Found[] = [];
  for (const { id, name } of projects) {
    const { plan, creditedFen } = await moneyLine(work, id);
    if (!plan) continue;
    const short = plan.dueFen - creditedFen;
    if (short > 0n) found.push({ kind: 'funding', projectId: id, project: name, subjectId: null, dueOn: work.today, what: `拨付已到期的人工费用 ${formatYuan(short)} 元` });
    else if (plan.next) found.push({ kind: 'funding', projectId: id, project: name, subjectId: null, dueOn: plan.next.on, what: `拨付下一期人工费用 ${formatYuan(plan.next.amountFen)} 元` });
  }
  return found;
}
