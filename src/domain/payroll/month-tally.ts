import type { PayrollSheet } from '../../entities/payroll-sheet.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { addToMonth } from '../projects/index.js';
import { inForce } from './states.js';

/** How the lines of a sheet stand. */
export interface LineTally {
  readonly inTransit: number;
  readonly returned: number;
  readonly paid: number;
  /** At the workers' cards, of lines that are paid in part too. */
  readonly paidFen: Fen;
}

export async function tallyLines(work: Work, { id, period }: Pick<PayrollSheet, 'id' | 'period'>): Promise<LineTally> {
  const [tally] = await work.db.query<[LineTally]>(
    `SELECT (count(*) FILTER (WHERE state = 'in-transit'))::int AS "inTransit", (count(*) FILTER (WHERE state = 'returned'))::int AS returned,
            (count(*) FILTER (WHERE state = 'paid'))::int AS paid, sum(paid_fen)::bigint AS "paidFen"
       FROM payroll_line WHERE period = $1 AND sheet_id = $2`,
    [period, id],
  );
  return tally;
}

/**
 * What a sheet adds to the facts of its project's month. Sheets, lines and the amount payable count from the day of submission,
 * for wages are owed whether or not the general contractor has approved them; a returned or superseded sheet adds nothing.
 */
interface Share {
  readonly sheets: number;
  readonly approvedSheets: number;
  readonly lines: number;
  readonly payableFen: Fen;
  readonly paidFen: Fen;
  readonly paidLines: number;
  readonly returnedLines: number;
}

function shareOf(sheet: PayrollSheet, tally: LineTally): Share {
  const counts = inForce.includes(sheet.state);
  return {
    sheets: counts ? 1 : 0,
    approvedSheets: counts && sheet.state !== 'submitted' ? 1 : 0,
    lines: counts ? sheet.lines : 0,
    payableFen: counts ? sheet.netFen : 0n,
    paidFen: counts ? tally.paidFen : 0n,
    paidLines: counts ? tally.paid : 0,
    returnedLines: counts ? tally.returned : 0,
  };
}

export const untouched: LineTally = { inTransit: 0, returned: 0, paid: 0, paidFen: 0n };

/** Brings the month's facts along with a sheet that has changed from one standing to another; undefined: it was not there. */
export async function moveMonth(work: Work, before: { sheet: PayrollSheet; tally: LineTally } | undefined, after: { sheet: PayrollSheet; tally: LineTally }): Promise<void> {
  const is = shareOf(after.sheet, after.tally);
  const was = before && shareOf(before.sheet, before.tally);
  await addToMonth(work, after.sheet.projectId, after.sheet.period, {
    sheets: is.sheets - (was?.sheets ?? 0),
    approvedSheets: is.approvedSheets - (was?.approvedSheets ?? 0),
    lines: is.lines - (was?.lines ?? 0),
    payableFen: is.payableFen - (was?.payableFen ?? 0n),
    paidFen: is.paidFen - (was?.paidFen ?? 0n),
    paidLines: is.paidLines - (was?.paidLines ?? 0),
    returnedLines: is.returnedLines - (was?.returnedLines ?? 0),
  });
}
