import type { Work } from '../../platform/work.js';
import type { LineVerdict } from '../../entities/line-reply.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';

/** A worker's wages of one month at one firm, as the worker reads them. */
export interface OwnLine {
  readonly sheetId: string;
  readonly lineNo: number;
  readonly period: Period;
  readonly project: string;
  readonly employer: string;
  readonly days: string | null;
  readonly grossFen: Fen;
  readonly deductionFen: Fen;
  readonly netFen: Fen;
  readonly paidFen: Fen;
  readonly state: 'unpaid' | 'in-transit' | 'paid' | 'returned';
  readonly payOn: PlainDate;
  readonly paidOn: PlainDate | null;
  readonly cardLast4: string;
  readonly bankName: string;
  /** The bank's words for why a payment came back. */
  readonly returnedWhy: string | null;
  readonly verdict: LineVerdict | null;
  readonly verdictReason: string | null;
}

export interface OwnWages {
  readonly name: string;
  readonly lines: readonly OwnLine[];
  /** Months with attendance and no line on any sheet. */
  readonly missing: readonly { readonly period: Period; readonly project: string; readonly projectId: string; readonly days: number }[];
}

const monthsShown = 24;

/** The worker's own months, newest first. @throws Refusal `not-signed-in` where nobody's page is open */
export async function ownWages(work: Work): Promise<OwnWages> {
  const workerId = ownerOf(work);
  const [worker] = await work.db.query<[{ name: string }]>('SELECT name FROM worker WHERE id = $1', [workerId]);
  const lines = await work.db.query<OwnLine[]>(
    `SELECT l.sheet_id AS "sheetId", l.line_no AS "lineNo", l.period, p.name AS project, e.name AS employer, l.days, l.gross_fen AS "grossFen", l.deduction_fen AS "deductionFen", l.net_fen AS "netFen",
            l.paid_fen AS "paidFen", l.state, s.pay_on AS "payOn", l.paid_on AS "paidOn", l.card_last4 AS "cardLast4", l.bank_name AS "bankName", i.reason AS "returnedWhy", r.verdict, r.reason AS "verdictReason"
       FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id AND s.state NOT IN ('superseded', 'returned') JOIN project p ON p.id = s.project_id JOIN party e ON e.id = s.party_id
       LEFT JOIN LATERAL (SELECT i.reason FROM payment_instruction i WHERE i.worker_id = l.worker_id AND i.period = l.period AND i.sheet_id = l.sheet_id AND i.line_no = l.line_no AND i.state IN ('rejected', 'returned')
                           ORDER BY i.created_at DESC LIMIT 1) i ON l.state = 'returned'
       LEFT JOIN LATERAL (SELECT r.verdict, r.reason FROM line_reply r WHERE r.sheet_id = l.sheet_id AND r.line_no = l.line_no ORDER BY r.id DESC LIMIT 1) r ON true
      WHERE l.worker_id = $1 ORDER BY l.period DESC, p.name, s.cycle LIMIT $2`,
    [workerId, monthsShown * 3],
  );
  const missing = await work.db.query<OwnWages['missing'][number][]>(
    `SELECT a.period, p.name AS project, p.id AS "projectId", a.days::float AS days
       FROM (SELECT t.project_id, to_char(t.day, 'YYYY-MM') AS period, sum(t.portion) AS days FROM attendance t WHERE t.worker_id = $1 AND t.day >= $2::date - 400 GROUP BY 1, 2) a
       JOIN project p ON p.id = a.project_id
      WHERE a.period < to_char($2::date, 'YYYY-MM')
        AND NOT EXISTS (SELECT FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id AND s.state NOT IN ('superseded', 'returned') WHERE l.worker_id = $1 AND l.period = a.period AND s.project_id = a.project_id)
      ORDER BY a.period DESC, p.name`,
    [workerId, work.today],
  );
  return { name: worker.name, lines, missing };
}

/** Whose page it is. @throws Refusal `not-signed-in` */
export function ownerOf(work: Work): string {
  if (work.actor.role !== 'worker' || work.actor.workerId === undefined) throw new Refusal('not-signed-in', '请先凭验证码打开自己的页面');
  return work.actor.workerId;
}

/** What the workers of a sheet have said of their lines: the last word of each. */
export async function repliesOf(work: Work, sheetId: string): Promise<{ readonly confirmed: number; readonly rejected: readonly { readonly lineNo: number; readonly name: string; readonly reason: string; readonly at: Date }[] }> {
  const rows = await work.db.query<{ lineNo: number; name: string; verdict: LineVerdict; reason: string; at: Date }[]>(
    `SELECT DISTINCT ON (r.line_no) r.line_no AS "lineNo", w.name, r.verdict, r.reason, r.replied_at AS at FROM line_reply r JOIN worker w ON w.id = r.worker_id
      WHERE r.sheet_id = $1 ORDER BY r.line_no, r.id DESC`,
    [sheetId],
  );
  return { confirmed: rows.filter((r) => r.verdict === 'confirmed').length, rejected: rows.filter((r) => r.verdict === 'rejected').map(({ verdict: _verdict, ...r }) => r) };
}
