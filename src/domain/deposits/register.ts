import type { Work } from '../../platform/work.js';
import { daysLeft, type DaysLeft } from '../../values/days-left.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { projectScope } from '../projects/index.js';
import type { DepositForm, DepositState } from './states.js';

export interface RegisterFilter {
  readonly q?: string | undefined;
  readonly state?: DepositState | undefined;
  /** Only what matters: its term is over, short of what is due, a guarantee about to expire, reduced, or of a firm. */
  readonly only?: 'overdue' | 'short' | 'expiring' | 'reduced' | 'of-firm' | undefined;
  readonly page: number;
  readonly size: number;
}

export interface RegisterRow {
  readonly id: string;
  /** The project; of a firm's deposit the newest of them. */
  readonly projectId: string;
  readonly project: string;
  readonly projects: number;
  readonly ofFirm: boolean;
  readonly contractor: string;
  readonly area: string;
  readonly state: DepositState;
  readonly forms: readonly DepositForm[];
  readonly dueFen: Fen | null;
  readonly coveredFen: Fen;
  readonly shortFen: Fen | null;
  readonly reduced: boolean;
  /** The next term, and of what. */
  readonly next: 'store' | 'bank-pay' | 'top-up' | 'double' | 'notice' | 'review' | 'issue' | 'expiry' | null;
  readonly dueOn: PlainDate | null;
  readonly left: DaysLeft | null;
}

/** $1 is the day of reading. A guarantee that ends within a month counts as about to expire. */
const conditions: Readonly<Record<NonNullable<RegisterFilter['only']>, string>> = {
  overdue: 't.due_on < $1::date',
  short: `d.state NOT IN ('exempt', 'returned') AND d.due_fen > b.covered`,
  expiring: `i.expires_on <= $1::date + 31 AND p.state <> 'completed'`,
  reduced: `(d.reduced OR d.state = 'exempt')`,
  'of-firm': 'd.party_id IS NOT NULL',
};

/** The list of all deposits of the reader's area: one page, and how many match in all. */
export async function listDeposits(work: Work, filter: RegisterFilter): Promise<{ readonly rows: RegisterRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [`${bind(work.today)}::date IS NOT NULL`, projectScope(work.actor, 'p', values)];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.code LIKE ${like} OR f.name LIKE ${like})`);
  }
  if (filter.state) where.push(`d.state = ${bind(filter.state)}`);
  if (filter.only) where.push(conditions[filter.only]);
  const rows = await work.db.query<(Omit<RegisterRow, 'left'> & { total: number })[]>(
    `SELECT d.id, p.id AS "projectId", p.name AS project, c.projects, d.party_id IS NOT NULL AS "ofFirm", f.name AS contractor, a.name AS area, d.state, i.forms, d.due_fen AS "dueFen",
            b.covered AS "coveredFen", CASE WHEN d.due_fen IS NULL THEN NULL ELSE greatest(d.due_fen - b.covered, 0) END AS "shortFen", d.reduced, t.what AS next, t.due_on AS "dueOn",
            (count(*) OVER ())::int AS total
       FROM deposit d
       JOIN LATERAL (SELECT count(*)::int AS projects, (array_agg(q.id ORDER BY q.contract_signed_on DESC, q.id DESC))[1] AS project_id
                       FROM deposit_cover v JOIN project q ON q.id = v.project_id WHERE v.deposit_id = d.id) c ON TRUE
       JOIN project p ON p.id = c.project_id JOIN party f ON f.id = p.contractor_id JOIN area a ON a.code = p.area_code
       JOIN LATERAL (SELECT coalesce(sum(l.balance_fen - l.held_fen), 0)::bigint AS covered FROM ledger_account l WHERE l.kind IN ('deposit', 'guarantee') AND (l.project_id = d.project_id OR l.deposit_id = d.id)) b ON TRUE
       JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT i.form), '{}') AS forms, min(i.valid_to) AS expires_on FROM deposit_instrument i WHERE i.deposit_id = d.id AND i.ended_on IS NULL) i ON TRUE
       LEFT JOIN deposit_return r ON r.deposit_id = d.id AND r.state NOT IN ('released', 'stopped')
       JOIN LATERAL (SELECT x.what, x.due_on FROM (VALUES
           ('store', CASE WHEN d.state = 'due' THEN d.due_on END),
           ('double', CASE WHEN d.state = 'double-due' THEN d.due_on END),
           ('bank-pay', (SELECT min(w.bank_due_on) FROM deposit_draw w WHERE w.deposit_id = d.id AND w.paid_on IS NULL)),
           ('top-up', CASE WHEN d.state = 'top-up-due' THEN (SELECT min(w.top_up_due_on) FROM deposit_draw w WHERE w.deposit_id = d.id AND w.topped_up_on IS NULL) END),
           ('notice', CASE WHEN r.state = 'notice' THEN r.notice_to END),
           ('review', CASE WHEN r.state = 'applied' THEN r.review_due_on END),
           ('issue', CASE WHEN r.state IN ('agreed', 'declined') THEN r.issue_due_on END),
           ('expiry', CASE WHEN d.state IN ('held', 'due') AND p.state <> 'completed' THEN i.expires_on END)) AS x (what, due_on)
         ORDER BY x.due_on NULLS LAST LIMIT 1) t ON TRUE
      WHERE ${where.join(' AND ')}
      ORDER BY t.due_on NULLS LAST, p.name, d.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return {
    rows: rows.map(({ total: _total, ...row }) => ({ ...row, next: row.dueOn === null ? null : row.next, left: row.dueOn === null ? null : daysLeft(work.calendar, work.today, row.dueOn) })),
    total: rows[0]?.total ?? 0,
  };
}
