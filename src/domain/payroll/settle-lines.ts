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

/** Stands for a line that is not spoken of. */
const untold = '-1';

/**
 * A line is paid once all of it is; else on its way, where a part of it is; else returned, where a part has failed. The standings come as
 * arrays by line number and not as a table to join: a month's partition that is new has no statistics, and the planner then compares each
 * line with each standing.
 */
async function changeLines(work: Work, sheet: PayrollSheet, standings: readonly LineStanding[]): Promise<number> {
  const count = standings.reduce((most, r) => Math.max(most, r.lineNo), 0);
  const byLine = <T>(nothing: T, of: (standing: LineStanding) => T): string => {
    const all = Array.from({ length: count }, () => nothing);
    for (const r of standings) all[r.lineNo - 1] = of(r);
    return `{${all.join()}}`;
  };
  const told = `l.period = $1 AND l.sheet_id = $2 AND ($3::bigint[])[l.line_no] >= 0`;
  const paid = byLine(untold, (r) => String(r.paidFen));
  const [{ found }] = await work.db.query<[{ found: number }]>(`SELECT count(*)::int AS found FROM payroll_line l WHERE ${told}`, [sheet.period, sheet.id, paid]);
  if (found !== standings.length) throw new RangeError(`sheet ${sheet.id} has not all of the lines that are settled`);
  const state = `CASE WHEN ($3::bigint[])[l.line_no] = l.net_fen THEN 'paid' WHEN ($4::bigint[])[l.line_no] > 0 THEN 'in-transit' WHEN ($5::boolean[])[l.line_no] THEN 'returned' ELSE 'unpaid' END`;
  const [, changed] = await work.db.query<[unknown, number]>(
    `UPDATE payroll_line l SET paid_fen = ($3::bigint[])[l.line_no], on_way_fen = ($4::bigint[])[l.line_no], state = ${state}, paid_on = CASE ${state} WHEN 'paid' THEN ($6::date[])[l.line_no] END
      WHERE ${told} AND (l.paid_fen, l.on_way_fen, l.state) <> (($3::bigint[])[l.line_no], ($4::bigint[])[l.line_no], ${state})`,
    [sheet.period, sheet.id, paid, byLine(untold, (r) => String(r.onWayFen)), byLine(false, (r) => r.failed), byLine(work.today, (r) => r.on)],
  );
  return changed;
}
