import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { formatPeriod, type Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { payableLines } from '../payroll/index.js';
import { getProject } from '../projects/index.js';
import { currentCards } from '../roster/index.js';

/** What is open of one worker's wages of one month, or a part of it, to the worker's own card. */
export interface LineToPay {
  readonly workerId: string;
  readonly name: string;
  readonly period: Period;
  /** The line of a sheet that it is; null where only a case knows of it. */
  readonly sheetId: string | null;
  readonly lineNo: number | null;
  readonly claimId: string | null;
  readonly amountFen: Fen;
  readonly card: string;
  readonly bankName: string;
}

/**
 * What of a sheet nobody has paid or is paying. What came back goes to the card that the roster has now: the one on the sheet has failed.
 * @throws Refusal `not-found`, `wrong-state` (not approved)
 */
export async function linesOfSheet(work: Work, sheetId: string): Promise<{ readonly lines: LineToPay[]; readonly payOn: PlainDate }> {
  const { lines, partyId, projectId, period, payOn } = await payableLines(work, sheetId);
  const cards = await currentCards(work, projectId, lines.filter((l) => l.state !== 'unpaid').map((l) => l.workerId), partyId);
  return {
    payOn,
    lines: lines
      .map((l) => ({ workerId: l.workerId, name: l.name, period, sheetId, lineNo: l.lineNo, claimId: null, amountFen: l.openFen, card: l.card, bankName: l.bankName, ...(l.state !== 'unpaid' ? cards.get(l.workerId) : undefined) })),
  };
}

/**
 * SQL: what the claims of `case_claim cl` that hold `where` come to today, a row for each line of a sheet in force of which something is
 * neither paid nor on its way, else one for a claim that no sheet knows of. A claim names its line; where it sums up several lines of the
 * month, or its sheet has been superseded, all the worker's lines of that month count.
 */
const payableClaims = (where: string): string => {
  const ofMonth = `payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id AND s.period = l.period AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid', 'paid')`;
  const named = `(SELECT FROM payroll_sheet n WHERE n.id = cl.sheet_id AND n.state NOT IN ('superseded', 'returned'))`;
  return `SELECT cl.case_id, cl.id AS claim_id, cl.worker_id, cl.period, l.sheet_id, l.line_no, l.net_fen - l.paid_fen - l.on_way_fen AS amount_fen, s.state = 'submitted' AS waiting
       FROM case_claim cl JOIN ${ofMonth} ON l.worker_id = cl.worker_id AND l.period = cl.period AND s.project_id = cl.project_id
      WHERE ${where} AND l.net_fen > l.paid_fen + l.on_way_fen AND ((l.sheet_id = cl.sheet_id AND l.line_no = cl.line_no) OR NOT EXISTS ${named})
      UNION ALL
     SELECT cl.case_id, cl.id, cl.worker_id, cl.period, NULL, NULL, cl.amount_fen - taken.fen, false FROM case_claim cl
       CROSS JOIN LATERAL (SELECT coalesce(sum(i.amount_fen), 0)::bigint AS fen FROM payment_instruction i
                            WHERE i.worker_id = cl.worker_id AND i.period = cl.period AND i.project_id = cl.project_id AND i.sheet_id IS NULL AND i.state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid')) taken
      WHERE ${where} AND cl.sheet_id IS NULL AND NOT EXISTS (SELECT FROM ${ofMonth} WHERE l.worker_id = cl.worker_id AND l.period = cl.period AND s.project_id = cl.project_id)
        AND cl.amount_fen > taken.fen`;
};

/** What of a claim nobody has paid or is paying. */
export interface Claim {
  readonly claimId: string;
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly period: Period;
  readonly sheetId: string | null;
  readonly lineNo: number | null;
  readonly amountFen: Fen;
}

/**
 * What a case claims for these months and nobody has paid or is paying, in the order of a plan.
 * @throws Refusal `wrong-state` where a sheet of the claim is not approved
 */
export async function claimsToPay(work: Work, caseId: string, periods: readonly Period[]): Promise<Claim[]> {
  const claims = await work.db.query<(Claim & { waiting: boolean })[]>(
    `SELECT c.claim_id AS "claimId", c.worker_id AS "workerId", w.name, w.id_last4 AS "idLast4", c.period, c.sheet_id AS "sheetId", c.line_no AS "lineNo", c.amount_fen AS "amountFen", c.waiting
       FROM (${payableClaims('cl.case_id = $1 AND cl.period = ANY ($2)')}) c JOIN worker w ON w.id = c.worker_id ORDER BY c.period, c.sheet_id, c.line_no, c.claim_id`,
    [caseId, periods],
  );
  const waiting = [...new Set(claims.filter((c) => c.waiting).map((c) => formatPeriod(c.period)))];
  if (waiting.length > 0) throw new Refusal('wrong-state', `${waiting.join('、')}的工资表还没有经总承包单位审核，审核通过后才能支付`);
  return claims.map(({ waiting: _waiting, ...claim }) => claim);
}

/**
 * The same with the cards that it would be paid to, and its sheets locked.
 * @throws Refusal `wrong-state` where a sheet of the claim is not approved or a worker has no card on the roster
 */
export async function linesOfCase(work: Work, { caseId, projectId }: { readonly caseId: string; readonly projectId: string }, periods: readonly Period[]): Promise<(LineToPay & { readonly claimId: string })[]> {
  const claims = await claimsToPay(work, caseId, periods);
  const lines = new Map<string, LineToPay>();
  // Sheets are locked in the order of their ids, whoever asks.
  for (const sheetId of [...new Set(claims.flatMap((c) => c.sheetId ?? []))].sort()) {
    for (const line of (await linesOfSheet(work, sheetId)).lines) lines.set(`${sheetId}/${line.lineNo}`, line);
  }
  const loose = claims.filter((c) => c.sheetId === null);
  const cards = await currentCards(work, projectId, loose.map((c) => c.workerId));
  const without = loose.filter((c) => !cards.has(c.workerId));
  if (without.length > 0) throw new Refusal('wrong-state', `${without.length} 名工人在花名册中没有银行卡，请先登记：${without.slice(0, 10).map((c) => c.name).join('、')}`);
  return claims.flatMap(({ claimId, workerId, name, period, sheetId, lineNo, amountFen }) => {
    if (sheetId === null) return [{ claimId, workerId, name, period, sheetId, lineNo, amountFen, ...cards.get(workerId)! }];
    // Taken by somebody else since it was looked up.
    const line = lines.get(`${sheetId}/${lineNo}`);
    return line ? [{ ...line, claimId }] : [];
  });
}

/** A month that a case claims and that a deposit may be drawn for. */
export interface DrawablePeriod {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly period: Period;
  readonly lines: number;
  readonly amountFen: Fen;
  /** Lines on sheets that the general contractor has not approved: they cannot be drawn for yet. */
  readonly waiting: number;
}

/** What the overdue decisions of a project claim and nobody has paid or is paying, month by month. */
export async function drawablePeriods(work: Work, projectId: string): Promise<DrawablePeriod[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT f.id AS "caseId", f.number AS "caseNumber", c.period, count(*)::int AS lines, sum(c.amount_fen)::bigint AS "amountFen", (count(*) FILTER (WHERE c.waiting))::int AS waiting
       FROM (${payableClaims('cl.project_id = $1')}) c JOIN case_file f ON f.id = c.case_id AND f.state = 'decision-overdue' GROUP BY f.id, c.period ORDER BY f.number, c.period`,
    [projectId],
  );
}
