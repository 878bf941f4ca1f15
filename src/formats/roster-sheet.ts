import type { BankCard } from '../values/bank-card.js';
import type { IdNumber } from '../values/id-number.js';
import type { Mobile } from '../values/phone.js';
import type { PlainDate } from '../values/plain-date.js';
import type { Workbook } from './spreadsheet/workbook.js';
import { Findings } from './table/checks.js';
import { findTables } from './table/find-tables.js';
import type { ColumnMapping, FaultyRow, MappedColumn, SheetIssue, SheetNote } from './table/issue.js';
import { assemble, reportDuplicates, reportNobody, reportSharedCards, type Draft } from './table/people.js';
import { RowReader } from './table/row-reader.js';
import { kindOf } from './table/rows.js';
import { ignoredWords, personWords, type Vocabulary } from './table/vocabulary.js';

/** The meanings that a column of a roster sheet can have. */
export type RosterField =
  | 'name'
  | 'idNumber'
  | 'phone'
  | 'trade'
  | 'team'
  | 'entryDate'
  | 'exitDate'
  | 'contractDate'
  | 'card'
  | 'bank'
  | 'remark';

/** One worker's line, free of errors. Optional cells that are empty are undefined. */
export interface RosterRow {
  readonly sheet: string;
  readonly sheetRow: number;
  readonly name: string;
  readonly idNumber: IdNumber;
  readonly phone: Mobile | undefined;
  readonly trade: string | undefined;
  readonly team: string | undefined;
  readonly entryDate: PlainDate | undefined;
  readonly exitDate: PlainDate | undefined;
  readonly contractDate: PlainDate | undefined;
  readonly card: BankCard | undefined;
  readonly bank: string | undefined;
  readonly remark: string | undefined;
}

export interface RosterSheet {
  readonly columns: readonly MappedColumn<RosterField>[];
  readonly rows: readonly RosterRow[];
  readonly faulty: readonly FaultyRow<RosterField>[];
  readonly issues: readonly SheetIssue[];
  readonly notes: readonly SheetNote[];
}

export interface RosterSheetOptions {
  /** The day of the upload: age and "not in the future" are judged on it. */
  readonly today: PlainDate;
  readonly mapping?: ColumnMapping<RosterField>;
}

const vocabulary: Vocabulary<RosterField> = {
  title: '花名册',
  fields: [
    { field: 'name', ...personWords.name },
    { field: 'idNumber', ...personWords.idNumber },
    { field: 'phone', ...personWords.phone },
    { field: 'trade', ...personWords.trade },
    { field: 'team', ...personWords.team },
    { field: 'entryDate', words: ['进场日期', '进场时间', '入场日期', '入场时间', '进场日', '进场', '入场', '入职日期', '入职时间', '上岗日期', '进场登记日期'] },
    { field: 'exitDate', words: ['退场日期', '退场时间', '离场日期', '离场时间', '出场日期', '出场时间', '退场', '离场', '离职日期'] },
    { field: 'contractDate', words: ['合同签订日期', '合同签订时间', '劳动合同签订日期', '劳动合同签订时间', '签订合同日期', '签订合同时间', '合同日期', '合同签订日', '劳动合同日期', '签约日期', '签合同日期', '用工合同签订日期'] },
    { field: 'card', ...personWords.card },
    { field: 'bank', ...personWords.bank },
    { field: 'remark', ...personWords.remark },
  ],
  ignored: ignoredWords,
  required: [
    { field: 'name', title: '姓名' },
    { field: 'idNumber', title: '身份证号码' },
  ],
  ambiguous: ['idNumber', 'card', 'entryDate', 'exitDate', 'contractDate'],
  repeatable: [],
  least: 2,
};

/**
 * Reads a roster (花名册) out of a workbook and makes every check that needs only the file.
 * @throws Refusal `file-refused` where no sheet has a roster's header.
 */
export function readRosterSheet(workbook: Workbook, options: RosterSheetOptions): RosterSheet {
  const findings = new Findings('RF');
  const { tables, notes } = findTables(workbook, vocabulary, options.mapping, findings);
  const drafts: Draft<RosterField, RosterRow>[] = [];
  const unread: FaultyRow<RosterField>[] = [];
  for (const table of tables) {
    for (const row of table.below) {
      if (kindOf(table, row, vocabulary, []) !== 'person') continue;
      const reader = new RowReader(table, row, findings);
      if (table.incomplete) unread.push(reader.faulty());
      else drafts.push(readRow(reader, options.today));
    }
  }
  reportSharedCards(drafts);
  const { rows, faulty } = assemble(drafts, reportDuplicates(drafts));
  if (rows.length + faulty.length + unread.length === 0) reportNobody(tables, findings);
  return { columns: tables.flatMap((t) => t.columns), rows, faulty: [...unread, ...faulty], issues: findings.sorted(workbook.sheets.map((s) => s.name)), notes: [...notes, ...findings.overflow()] };
}

function readRow(reader: RowReader<RosterField>, today: PlainDate): Draft<RosterField, RosterRow> {
  const name = reader.name('name');
  const idNumber = reader.idNumber('idNumber', today);
  const phone = reader.phone('phone');
  const trade = reader.note('trade', 40);
  const team = reader.note('team', 40);
  const entryDate = reader.date('entryDate');
  const exitDate = reader.date('exitDate');
  const contractDate = reader.date('contractDate');
  const card = reader.card('card', 'optional');
  const bank = reader.note('bank', 60);
  const remark = reader.note('remark', 200);
  if (entryDate && exitDate && exitDate < entryDate) reader.fail('dateOrder', 'exitDate', `退场日期 ${exitDate} 早于进场日期 ${entryDate}`);
  if (entryDate && contractDate && contractDate > entryDate) reader.report('contractLate', 'contractDate', `合同签订日期 ${contractDate} 晚于进场日期 ${entryDate}`);
  if (contractDate && contractDate > today) reader.fail('dateWrong', 'contractDate', `合同签订日期 ${contractDate} 尚未到来`);
  const { sheet, sheetRow } = reader.faulty();
  const usable = !reader.failed && name !== undefined && idNumber !== undefined;
  return { reader, idNumber, card, row: usable ? { sheet, sheetRow, name, idNumber, phone, trade, team, entryDate, exitDate, contractDate, card, bank, remark } : undefined };
}
