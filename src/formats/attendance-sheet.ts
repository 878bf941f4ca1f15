import type { IdNumber } from '../values/id-number.js';
import { halfWidth } from '../values/parsed.js';
import { daysIn, firstDay, lastDay, type Period } from '../values/period.js';
import { addDays, type PlainDate } from '../values/plain-date.js';
import type { Workbook } from './spreadsheet/workbook.js';
import { Findings } from './table/checks.js';
import { findTables } from './table/find-tables.js';
import type { ColumnMapping, FaultyRow, MappedColumn, SheetIssue, SheetNote } from './table/issue.js';
import { assemble, reportDuplicates, reportNobody, type Draft } from './table/people.js';
import { RowReader } from './table/row-reader.js';
import { kindOf, ofPeriod } from './table/rows.js';
import { ignoredWords, personWords, type Vocabulary } from './table/vocabulary.js';

/** The meanings that a column of an attendance sheet can have; `day7` is the 7th of the month. */
export type AttendanceField = 'name' | 'idNumber' | 'trade' | 'team' | 'days' | 'remark' | DayField;

type DayField = `day${number}`;

/** One worker's month, free of errors. */
export interface AttendanceRow {
  readonly sheet: string;
  readonly sheetRow: number;
  readonly name: string;
  /** Undefined where the sheet has no such column: the name alone then names the worker. */
  readonly idNumber: IdNumber | undefined;
  readonly team: string | undefined;
  /** Days worked, in order; a day absent or blank is not among them. */
  readonly worked: readonly { readonly day: PlainDate; readonly portion: 1 | 0.5 }[];
  /** Sum of the portions. */
  readonly days: number;
}

export interface AttendanceSheet {
  readonly columns: readonly MappedColumn<AttendanceField>[];
  readonly rows: readonly AttendanceRow[];
  readonly faulty: readonly FaultyRow<AttendanceField>[];
  readonly issues: readonly SheetIssue[];
  readonly notes: readonly SheetNote[];
}

export interface AttendanceSheetOptions {
  readonly period: Period;
  readonly mapping?: ColumnMapping<AttendanceField>;
}

const vocabulary: Vocabulary<AttendanceField> = {
  title: '考勤表',
  fields: [
    { field: 'name', ...personWords.name },
    { field: 'idNumber', ...personWords.idNumber },
    { field: 'trade', ...personWords.trade },
    { field: 'team', ...personWords.team },
    { field: 'days', words: ['出勤天数', '出勤合计', '合计', '合计天数', '合计出勤', '总计', '出勤', '出勤总天数', '出勤日数', '出勤工日', '工日合计', '总工日', '天数合计', '总天数', '小计'], weak: ['天数', '工日', '工数'] },
    { field: 'remark', ...personWords.remark },
  ],
  match: dayOfWords,
  ignored: [...ignoredWords, '联系电话', '手机号码', '手机号', '电话', '加班', '加班小时', '缺勤', '缺勤天数', '请假', '迟到', '早退'],
  required: [{ field: 'name', title: '姓名' }],
  ambiguous: [],
  repeatable: [],
  least: 10,
};

/** "7", "07", "7日", "9月7日", "9/7", "2026-09-07", also below a group title such as "出勤日期". */
function dayOfWords(words: string): DayField | undefined {
  const m = /^(?:\d{4}-)?(?:\d{1,2}[月/-])?0?([1-9]|[12]\d|3[01])(?:日|号)?$/u.exec(words);
  return m ? `day${Number(m[1])}` : undefined;
}

const dayFields: readonly DayField[] = Array.from({ length: 31 }, (_, i) => `day${i + 1}` as const);

/** What clerks write into a day's cell. Anything else is asked back. */
const marks: ReadonlyMap<string, 1 | 0.5 | 0> = new Map([
  ...['1', '1.0', '√', '✓', '✔', '☑', '全', '全天', '全勤', '出', '出勤', '●', '■', '工', '班', 'p', 'y'].map((m) => [m, 1] as const),
  ...['0.5', '.5', '½', '1/2', '半', '半天', '半工', '◐', '◑'].map((m) => [m, 0.5] as const),
  ...['0', '0.0', '×', '✗', '✘', 'x', '休', '休息', '缺', '缺勤', '旷', '旷工', '假', '请假', '事假', '病假', '雨', '停工', '-', '—', '/', '\\', '○', '△'].map((m) => [m, 0] as const),
]);

/**
 * Reads a month's attendance grid (workers × days 1 … 31) out of a workbook.
 * @throws Refusal `file-refused` where no sheet has such a grid.
 */
export function readAttendanceSheet(workbook: Workbook, options: AttendanceSheetOptions): AttendanceSheet {
  const findings = new Findings('AF');
  const found = findTables(workbook, vocabulary, options.mapping, findings);
  const notes = [...found.notes];
  const { tables } = ofPeriod(found.tables, options.period, findings, notes);
  const drafts: Draft<AttendanceField, AttendanceRow>[] = [];
  const unread: FaultyRow<AttendanceField>[] = [];
  for (const table of tables) {
    for (const row of table.below) {
      if (kindOf(table, row, vocabulary, dayFields) !== 'person') continue;
      const reader = new RowReader(table, row, findings);
      if (table.incomplete) unread.push(reader.faulty());
      else drafts.push(readRow(reader, options.period));
    }
  }
  const { rows, faulty } = assemble(drafts, reportDuplicates(drafts));
  if (rows.length + faulty.length + unread.length === 0) reportNobody(tables, findings);
  return { columns: tables.flatMap((t) => t.columns), rows, faulty: [...unread, ...faulty], issues: findings.sorted(workbook.sheets.map((s) => s.name)), notes: [...notes, ...findings.overflow()] };
}

function readRow(reader: RowReader<AttendanceField>, period: Period): Draft<AttendanceField, AttendanceRow> {
  const name = reader.name('name');
  const idNumber = reader.table.byField.has('idNumber') ? reader.idNumber('idNumber', lastDay(period)) : undefined;
  const team = reader.note('team', 40);
  const worked: { day: PlainDate; portion: 1 | 0.5 }[] = [];
  for (const [i, field] of dayFields.entries()) {
    const day = i + 1;
    const portion = portionOf(reader, field);
    if (portion === undefined || portion === 0) continue;
    if (day > daysIn(period)) reader.fail('dayBeyondMonth', field, `${Number(period.slice(5))} 月没有 ${day} 日`);
    else worked.push({ day: addDays(firstDay(period), day - 1), portion });
  }
  const days = worked.reduce((sum, w) => sum + w.portion, 0);
  const stated = reader.days('days', 31);
  if (stated !== undefined && stated !== days && !reader.failed) reader.report('daysDiffer', 'days', `出勤天数填的是 ${stated}，各日之和为 ${days}`);
  const usable = !reader.failed && name !== undefined;
  return { reader, idNumber, card: undefined, row: usable ? { sheet: reader.table.sheet.name, sheetRow: reader.row.number, name, idNumber, team, worked, days } : undefined };
}

function portionOf(reader: RowReader<AttendanceField>, field: DayField): 1 | 0.5 | 0 | undefined {
  const text = reader.text(field);
  if (text === undefined) return undefined;
  const portion = marks.get(halfWidth(text).toLowerCase());
  return portion ?? reader.fail('markUnknown', field, `看不懂的记号“${text.slice(0, 12)}”`);
}
