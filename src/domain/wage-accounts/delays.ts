import type { Work } from '../../platform/work.js';
import { formatYuan, type Fen } from '../../values/money.js';
import { addMonths, daysBetween, type PlainDate } from '../../values/plain-date.js';
import { fundedParts, moneyLine } from '../escrow/index.js';

/** The links of the chain in which days are lost. */
export const chainLinks = ['funding', 'request', 'review', 'bank', 'repay'] as const;
export type ChainLink = (typeof chainLinks)[number];

export interface LinkDelay {
  readonly link: ChainLink;
  /** The longest of the last twelve months, the open one included; 0 where nothing was late. */
  readonly worstDays: number;
  /** Days of the oldest that is still open. */
  readonly openDays: number | undefined;
}

export interface Delays {
  readonly links: readonly LinkDelay[];
  /** The oldest link that is open, in words; undefined where the chain flows. */
  readonly oldest: { readonly link: ChainLink; readonly since: PlainDate; readonly days: number; readonly words: string } | undefined;
}

interface Step {
  readonly link: ChainLink;
  readonly since: PlainDate;
  /** Null: still open. */
  readonly until: PlainDate | null;
  /** What is being waited for. */
  readonly words: string;
}

/**
 * The days lost at each link of a project's money: funding day → arrival, approved sheet → request, request → the bank has it, the bank has
 * it → paid, returned → paid again. Of the last twelve months, and whatever is still open.
 */
export async function moneyDelays(work: Work, projectId: string): Promise<Delays> {
  const steps = [...(await fundingSteps(work, projectId)), ...(await paySteps(work, projectId))].filter((s) => s.until === null || s.until >= addMonths(work.today, -12));
  const days = (s: Step): number => Math.max(0, daysBetween(s.since, s.until ?? work.today));
  const open = steps.filter((s) => s.until === null && days(s) > 0).toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
  const oldest = open[0];
  return {
    links: chainLinks.map((link) => {
      const of = steps.filter((s) => s.link === link);
      const still = open.find((s) => s.link === link);
      return { link, worstDays: of.reduce((most, s) => Math.max(most, days(s)), 0), openDays: still && days(still) };
    }),
    oldest: oldest && { link: oldest.link, since: oldest.since, days: days(oldest), words: oldest.words },
  };
}

/** What arrived for labour cost and, as a negative amount, what went back, by day; what was reversed does not count. */
export function labourCredits(work: Work, projectId: string): Promise<{ readonly on: PlainDate; readonly amountFen: Fen }[]> {
  return work.db.query(
    `SELECT l.booked_on AS "on", CASE WHEN l.direction = 'in' THEN l.amount_fen ELSE -l.amount_fen END AS "amountFen" FROM wage_account w JOIN statement_line l ON l.wage_account_id = w.id
      WHERE w.project_id = $1 AND l.kind = 'labour-cost' AND l.same_as_id IS NULL AND NOT EXISTS (SELECT FROM journal r WHERE r.reverses_id = l.journal_id) ORDER BY l.booked_on, l.id`,
    [projectId],
  );
}

async function fundingSteps(work: Work, projectId: string): Promise<Step[]> {
  const { plan } = await moneyLine(work, projectId);
  if (!plan) return [];
  const credits = await labourCredits(work, projectId);
  return fundedParts(plan.parts.filter((p) => p.on <= work.today), credits).map((p) => ({
    link: 'funding',
    since: p.on,
    until: p.fundedOn ?? null,
    words: `建设单位应于 ${p.on} 拨付的人工费用还差 ${formatYuan(p.amountFen - p.arrivedFen)} 元`,
  }));
}

function paySteps(work: Work, projectId: string): Promise<Step[]> {
  const day = (instant: string): string => `(${instant} AT TIME ZONE 'Asia/Shanghai')::date`;
  const sheet = `f.name || replace(replace(s.period, '-0', '-'), '-', '年') || '月工资表'`;
  return work.db.query(
    `SELECT 'request' AS link, ${day('s.approved_at')} AS since, ${day('(SELECT min(r.requested_at) FROM release r WHERE r.sheet_id = s.id)')} AS until, ${sheet} || '已审核，尚未提请支付' AS words
       FROM payroll_sheet s JOIN party f ON f.id = s.party_id WHERE s.project_id = $1 AND s.approved_at IS NOT NULL AND s.state IN ('approved', 'releasing', 'part-paid', 'paid')
     UNION ALL
     SELECT 'review', ${day('r.requested_at')}, ${day('(SELECT min(b.made_at) FROM payment_batch b WHERE b.release_id = r.id)')}, r.number || '已提请，尚未送银行'
       FROM release r WHERE r.project_id = $1 AND r.source = 'escrow' AND r.state <> 'withdrawn'
     UNION ALL
     SELECT 'bank', ${day('min(i.sent_at)')}, CASE WHEN bool_and(i.settled_on IS NOT NULL) THEN max(i.settled_on) END, r.number || '已送银行，还有 ' || count(*) FILTER (WHERE i.settled_on IS NULL) || ' 笔没有结果'
       FROM release r JOIN payment_instruction i ON i.release_id = r.id AND i.sent_at IS NOT NULL WHERE r.project_id = $1 GROUP BY r.id
     UNION ALL
     SELECT 'repay', min(i.settled_on), CASE WHEN bool_and(n.state = 'paid') THEN max(n.settled_on) END, r.number || '退票，还有 ' || count(*) FILTER (WHERE n.state IS DISTINCT FROM 'paid') || ' 笔没有补发'
       FROM release r JOIN payment_instruction i ON i.release_id = r.id AND i.state IN ('rejected', 'returned') LEFT JOIN payment_instruction n ON n.replaces_id = i.id WHERE r.project_id = $1 GROUP BY r.id`,
    [projectId],
  );
}
