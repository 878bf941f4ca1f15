import { PayrollSheet } from '../../entities/payroll-sheet.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { Period } from '../../values/period.js';
import { Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { moveMonth, tallyLines, type LineTally } from './month-tally.js';
import { lockSheet } from './scope.js';
import { sheetFlow, type PayrollLineState, type PayrollSheetState } from './states.js';
import { cardPlace } from './write-lines.js';

export interface PayableLine {
  readonly lineNo: number;
  readonly workerId: string;
  readonly name: string;
  /** What of the net pay is neither paid nor on its way; more than nothing. */
  readonly openFen: Fen;
  /** The whole card number, to be sealed anew where it goes. Never shown. */
  readonly card: string;
  readonly cardIndex: Buffer;
  readonly bankName: string;
  readonly state: PayrollLineState;
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
 * What of an approved sheet is still to be paid: of each line what nobody has paid or is paying. Locks the sheet, so that two releases do
 * not take the same lines. Who may is for the caller to know. @throws Refusal `not-found`, `wrong-state` (not approved)
 */
export async function payableLines(work: Work, sheetId: string): Promise<PayableSheet> {
  const sheet = await lockSheet(work, sheetId);
  if (!sheetFlow.table[sheet.state].settle) throw new Refusal('wrong-state', `工资表当前状态是“${sheetFlow.words.states[sheet.state]}”，审核通过后才能发放`);
  const lines = await work.db.query<(Omit<PayableLine, 'card'> & { cardSealed: Buffer })[]>(
    `SELECT l.line_no AS "lineNo", l.worker_id AS "workerId", w.name, l.net_fen - l.paid_fen - l.on_way_fen AS "openFen", l.card_sealed AS "cardSealed", l.card_index AS "cardIndex", l.bank_name AS "bankName", l.state
       FROM payroll_line l JOIN worker w ON w.id = l.worker_id
      WHERE l.period = $1 AND l.sheet_id = $2 AND l.net_fen > l.paid_fen + l.on_way_fen ORDER BY l.line_no`,
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

/** How a line stands after a change to one of its parts. */
export interface LineStanding {
  readonly lineNo: number;
  /** Of its net pay at the worker's card. */
  readonly paidFen: Fen;
  /** Taken into a release, from its request until the bank's answer: no new version of the sheet and no other release takes it. */
  readonly onWayFen: Fen;
  /** The last try of a part was refused or came back. */
  readonly failed: boolean;
  /** The bank's booking day, or the day of the step. */
  readonly on: PlainDate;
}

/**
 * Brings lines, sheet and the month's facts along with the payments. The same standing again changes nothing. The money itself, and the
 * claims that a payment ends, are posted by the release, which knows from where it is paid.
 * @throws Refusal `not-found`, `wrong-state` (the sheet is not approved)
 */
export async function settleLines(work: Work, sheetId: string, standings: readonly LineStanding[]): Promise<{ readonly state: PayrollSheetState }> {
  const sheet = await lockSheet(work, sheetId);
  const before = await tallyLines(work, sheet);
  const changed = await changeLines(work, sheet, standings);
  if (changed === 0) return { state: sheet.state };
  const after = await tallyLines(work, sheet);
  const to = next(sheetFlow, sheet.state, 'settle', work.actor.role, standingOf(sheet, after));
  await work.db.update(PayrollSheet, { id: sheetId }, { state: to });
  await moveMonth(work, { sheet, tally: before }, { sheet: { ...sheet, state: to }, tally: after });
  await work.record({ action: 'payroll.settled', subject: ['payroll-sheet', sheetId], projectId: sheet.projectId, from: sheet.state, to, detail: { changed, paid: after.paid, returned: after.returned, inTransit: after.inTransit } });
  return { state: to };
}

function standingOf(sheet: PayrollSheet, { inTransit, returned, paid, paidFen }: LineTally): PayrollSheetState {
  if (paid === sheet.lines) return 'paid';
  if (inTransit > 0) return 'releasing';
  return paidFen > 0n || returned > 0 ? 'part-paid' : 'approved';
}

/** A line is paid once all of it is; else on its way, where a part of it is; else returned, where a part has failed. */
async function changeLines(work: Work, sheet: PayrollSheet, standings: readonly LineStanding[]): Promise<number> {
  const [{ found, changed }] = await work.db.query<[{ found: number; changed: number }]>(
    `WITH given AS (
       SELECT l.line_no, r.paid_fen, r.on_way_fen, r.on_day, l.state AS was, l.paid_fen AS paid_before, l.on_way_fen AS on_way_before,
              CASE WHEN r.paid_fen = l.net_fen THEN 'paid' WHEN r.on_way_fen > 0 THEN 'in-transit' WHEN r.failed THEN 'returned' ELSE 'unpaid' END AS state
         FROM unnest($3::int[], $4::bigint[], $5::bigint[], $6::boolean[], $7::date[]) AS r (line_no, paid_fen, on_way_fen, failed, on_day)
         JOIN payroll_line l ON l.period = $1 AND l.sheet_id = $2 AND l.line_no = r.line_no
     ), done AS (
       UPDATE payroll_line l SET paid_fen = g.paid_fen, on_way_fen = g.on_way_fen, state = g.state, paid_on = CASE g.state WHEN 'paid' THEN g.on_day END
         FROM given g WHERE l.period = $1 AND l.sheet_id = $2 AND l.line_no = g.line_no AND (g.was, g.paid_before, g.on_way_before) <> (g.state, g.paid_fen, g.on_way_fen)
       RETURNING 1
     ) SELECT (SELECT count(*)::int FROM given) AS found, (SELECT count(*)::int FROM done) AS changed`,
    [sheet.period, sheet.id, standings.map((r) => r.lineNo), standings.map((r) => String(r.paidFen)), standings.map((r) => String(r.onWayFen)), standings.map((r) => r.failed), standings.map((r) => r.on)],
  );
  if (found !== standings.length) throw new RangeError(`sheet ${sheet.id} has not all of the lines that are settled`);
  return changed;
}
