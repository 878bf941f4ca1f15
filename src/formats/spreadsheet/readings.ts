import { readAttendanceSheet, type AttendanceSheet, type AttendanceSheetOptions } from '../attendance-sheet.js';
import type { BankProfile } from '../bank-profiles.js';
import { readReturnFile, type ReturnFile } from '../bank-return-file.js';
import { readStatementFile, type StatementFile } from '../bank-statement.js';
import { markWorkbook, type Mistake } from '../mark-workbook.js';
import { readPayrollSheet, type PayrollSheet, type PayrollSheetOptions } from '../payroll-sheet.js';
import { readRosterSheet, type RosterSheet, type RosterSheetOptions } from '../roster-sheet.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { readWorkbook } from './read-workbook.js';

/** What can be read in a process of its own: name → what it is told and what it answers. */
export interface Readings {
  readonly payroll: { readonly options: PayrollSheetOptions; readonly result: PayrollSheet };
  readonly roster: { readonly options: RosterSheetOptions; readonly result: RosterSheet };
  readonly attendance: { readonly options: AttendanceSheetOptions; readonly result: AttendanceSheet };
  readonly bankReturn: { readonly options: { readonly profile: BankProfile }; readonly result: ReturnFile };
  readonly bankStatement: { readonly options: { readonly profile: BankProfile }; readonly result: StatementFile };
  /** The file itself comes back, with its mistakes in their cells. */
  readonly marked: { readonly options: { readonly kind: 'payroll' | 'roster' | 'attendance'; readonly mistakes: readonly Mistake[] }; readonly result: { readonly bytes: Uint8Array } };
}

/** What a file's columns were taken for does not depend on its month. */
const anyDay = { period: '2026-01' as Period, today: '2026-01-01' as PlainDate };

export const readings: { readonly [K in keyof Readings]: (bytes: Uint8Array, options: Readings[K]['options']) => Promise<Readings[K]['result']> } = {
  payroll: async (bytes, options) => readPayrollSheet(await readWorkbook(bytes), options),
  roster: async (bytes, options) => readRosterSheet(await readWorkbook(bytes), options),
  attendance: async (bytes, options) => readAttendanceSheet(await readWorkbook(bytes), options),
  bankReturn: (bytes, { profile }) => readReturnFile(profile, bytes),
  bankStatement: (bytes, { profile }) => readStatementFile(profile, bytes),
  marked: async (bytes, { kind, mistakes }) => {
    const workbook = await readWorkbook(bytes);
    const { columns } = kind === 'payroll' ? readPayrollSheet(workbook, anyDay) : kind === 'roster' ? readRosterSheet(workbook, anyDay) : readAttendanceSheet(workbook, anyDay);
    return { bytes: await markWorkbook(bytes, columns, mistakes) };
  },
};

export interface Task<K extends keyof Readings> {
  readonly what: K;
  readonly bytes: Uint8Array;
  readonly options: Readings[K]['options'];
}

/**
 * What the child sends: long lists of its result in slices, so that the receiver never stops for long to take one in;
 * then the rest of the result. Or why not: `refused` for the clerk, `broken` for us.
 */
export type Answer<K extends keyof Readings> =
  | { readonly list: string; readonly items: unknown[] }
  | { readonly result: Readings[K]['result'] }
  | { readonly refused: string }
  | { readonly broken: string };
