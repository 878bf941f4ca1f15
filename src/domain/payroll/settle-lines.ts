import { PayrollSheet } from '../../entities/payroll-sheet.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { Period } from '../../values/period.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { moveMonth, tallyLines, type LineTally } from './month-tally.js';
import { lockSheet } from './scope.js';
import { lineStateNames, lineSteps, sheetFlow, type PayrollLineState, type PayrollSheetState } from './states.js';
import { cardPlace } from './write-lines.js';

export interface PayableLine {
  readonly lineNo: number;
  readonly workerId: string;
  readonly name: string;
  readonly netFen: Fen;
  /** The whole card number, to be sealed anew where it goes. Never shown. */
  readonly card: string;
  readonly cardIndex: Buffer;
  readonly bankName: string;
  readonly state: 'unpaid' | 'returned';
}

export interface PayableSheet {
  readonly sheetId: string;
  readonly projectId: string;
  /** The employer, whose `wage-liability` the approval charged. */
  readonly partyId: string;
  readonly period: Period;
  readonly payOn: PlainDate;
  readonly state: PayrollSheetState;
  readonly lines: readonly PayableLine[];
}

/**
 * What of an approved sheet is still to be paid: lines that nobody has sent yet or that the bank returned. Locks the sheet, so that two
 * releases do not take the same lines. Who may is for the caller to know. @throws Refusal `not-found`, `wrong-state` (not approved)
 */
export async function payableLines(work: Work, sheetId: string): Promise<PayableSheet> {
  const sheet = await lockSheet(work, sheetId);
  if (!sheetFlow.table[sheet.state].settle) throw new Refusal('wrong-state', `工资表当前状态是“${sheetFlow.words.states[sheet.state]}”，审核通过后才能发放`);
  const lines = await work.db.query<(Omit<PayableLine, 'card'> & { cardSealed: Buffer })[]>(
    `SELECT l.line_no AS "lineNo", l.worker_id AS "workerId", w.name, l.net_fen AS "netFen", l.card_sealed AS "cardSealed", l.card_index AS "cardIndex", l.bank_name AS "bankName", l.state
       FROM payroll_line l JOIN worker w ON w.id = l.worker_id
      WHERE l.period = $1 AND l.sheet_id = $2 AND l.state IN ('unpaid', 'returned') ORDER BY l.line_no`,
    [sheet.period, sheetId],
  );
  return {
    sheetId,
    projectId: sheet.projectId,
    partyId: sheet.partyId,
    period: sheet.period,
    payOn: sheet.payOn,
    state: sheet.state,
    lines: lines.map(({ cardSealed, ...l }) => ({ ...l, card: work.vault.open(cardSealed, cardPlace(sheetId, l.lineNo)) })),
  };
}

export interface LineResult {
  readonly lineNo: number;
  /**
   * `in-transit`: taken into a release, from its request on, so that no new version of the sheet and no other release takes it;
   * `unpaid`: let go again, nothing was paid; `paid` and `returned`: what the bank answered.
   */
  readonly outcome: PayrollLineState;
  /** The bank's booking day; for the others the day of the step. */
  readonly on: PlainDate;
}

/**
 * Brings lines, sheet and the month's facts along with a release. The same results again change nothing. The money itself, and the
 * claims that a payment ends, are posted by the release, which knows from where it is paid.
 * @throws Refusal `not-found`, `wrong-state` (a result that cannot follow what stands there)
 */
export async function settleLines(work: Work, sheetId: string, results: readonly LineResult[]): Promise<{ readonly state: PayrollSheetState }> {
  const sheet = await lockSheet(work, sheetId);
  const before = await tallyLines(work, sheet);
  const changed = await changeLines(work, sheet, results);
  if (changed === 0) return { state: sheet.state };
  const after = await tallyLines(work, sheet);
  const to = next(sheetFlow, sheet.state, 'settle', work.actor.role, standingOf(sheet, after));
  await work.db.update(PayrollSheet, { id: sheetId }, { state: to });
  await moveMonth(work, { sheet, tally: before }, { sheet: { ...sheet, state: to }, tally: after });
  await work.record({ action: 'payroll.settled', subject: ['payroll-sheet', sheetId], projectId: sheet.projectId, from: sheet.state, to, detail: { changed, paid: after.paid, returned: after.returned, inTransit: after.inTransit } });
  return { state: to };
}

function standingOf(sheet: PayrollSheet, { inTransit, returned, paid }: LineTally): PayrollSheetState {
  if (paid === sheet.lines) return 'paid';
  if (inTransit > 0) return 'releasing';
  return paid > 0 || returned > 0 ? 'part-paid' : 'approved';
}

async function changeLines(work: Work, sheet: PayrollSheet, results: readonly LineResult[]): Promise<number> {
  const bind = [sheet.period, sheet.id, results.map((r) => r.lineNo), results.map((r) => r.outcome), results.map((r) => r.on)];
  const given = 'unnest($3::int[], $4::text[], $5::date[]) AS r (line_no, outcome, settled_on)';
  const [wrong] = await work.db.query<{ lineNo: number; state: PayrollLineState | null; outcome: PayrollLineState }[]>(
    `SELECT r.line_no AS "lineNo", l.state, r.outcome FROM ${given} LEFT JOIN payroll_line l ON l.period = $1 AND l.sheet_id = $2 AND l.line_no = r.line_no
      WHERE l.state IS DISTINCT FROM r.outcome AND NOT coalesce(($6::jsonb -> l.state) ? r.outcome, false) ORDER BY r.line_no LIMIT 1`,
    [...bind, JSON.stringify(lineSteps)],
  );
  if (wrong && wrong.state === null) throw new RangeError(`sheet ${sheet.id} has no line ${wrong.lineNo}`);
  if (wrong) throw new Refusal('wrong-state', `第 ${wrong.lineNo} 行当前是“${lineStateNames[wrong.state!]}”，不能改为“${lineStateNames[wrong.outcome]}”`);
  const [, changed] = await work.db.query<[unknown, number]>(
    `UPDATE payroll_line l SET state = r.outcome, paid_on = CASE r.outcome WHEN 'paid' THEN r.settled_on END
       FROM ${given} WHERE l.period = $1 AND l.sheet_id = $2 AND l.line_no = r.line_no AND l.state <> r.outcome`,
    bind,
  );
  return changed;
}
