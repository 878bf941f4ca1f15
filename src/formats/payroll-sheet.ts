import type { BankCard } from '../values/bank-card.js';
import type { IdNumber } from '../values/id-number.js';
import { yuan, type Fen } from '../values/money.js';
import { daysIn, lastDay, type Period } from '../values/period.js';
import type { Mobile } from '../values/phone.js';
import type { PlainDate } from '../values/plain-date.js';
import type { Workbook } from './spreadsheet/workbook.js';
import { Findings } from './table/checks.js';
import { findTables, type Table } from './table/find-tables.js';
import type { ColumnMapping, FaultyRow, MappedColumn, SheetIssue, SheetNote } from './table/issue.js';
import { assemble, reportDuplicates, reportNobody, reportSharedCards, type Draft } from './table/people.js';
import { RowReader } from './table/row-reader.js';
import { kindOf, ofPeriod, type Heading } from './table/rows.js';
import { ignoredWords, personWords, type Vocabulary } from './table/vocabulary.js';

/** The meanings that a column of a payroll sheet can have. */
export type PayrollField =
  | 'name'
  | 'idNumber'
  | 'trade'
  | 'team'
  | 'phone'
  | 'days'
  | 'gross'
  | 'deduction'
  | 'deductionPart'
  | 'net'
  | 'card'
  | 'bank'
  | 'remark';

/** One worker's line, free of errors. */
export interface PayrollRow {
  readonly sheet: string;
  readonly sheetRow: number;
  /** As typed, outer spaces removed, Unicode NFC. */
  readonly name: string;
  readonly idNumber: IdNumber;
  readonly trade: string | undefined;
  readonly team: string | undefined;
  /** Mobile number; undefined where the cell is empty or not one (then there is a warning). */
  readonly phone: Mobile | undefined;
  /** Days worked, at most two decimals. */
  readonly days: number | undefined;
  readonly grossFen: Fen | undefined;
  /** Undefined where the sheet names no deduction: not the same as a deduction of 0. */
  readonly deductionFen: Fen | undefined;
  readonly netFen: Fen;
  readonly card: BankCard;
  readonly bank: string | undefined;
  readonly remark: string | undefined;
}

export interface PayrollTotals {
  readonly grossFen: Fen | undefined;
  readonly deductionFen: Fen | undefined;
  readonly netFen: Fen | undefined;
}

export interface PayrollSheet {
  readonly columns: readonly MappedColumn<PayrollField>[];
  /** Workers' lines without error, in the order of the sheet. */
  readonly rows: readonly PayrollRow[];
  /** Workers' lines with an error. `rows.length + faulty.length` = workers in the file. */
  readonly faulty: readonly FaultyRow<PayrollField>[];
  /** What the file's own total rows say (several sheets: their sum); undefined where there is none. */
  readonly totals: PayrollTotals | undefined;
  /** Sums of `rows`. */
  readonly sums: { readonly grossFen: Fen; readonly deductionFen: Fen; readonly netFen: Fen };
  /** What the lines above the header say, where they say it. */
  readonly heading: Heading;
  /** All mistakes at once, in the order of the sheet. */
  readonly issues: readonly SheetIssue[];
  readonly notes: readonly SheetNote[];
}

export interface PayrollSheetOptions {
  /** The wage month that the clerk says the sheet is for. */
  readonly period: Period;
  readonly mapping?: ColumnMapping<PayrollField>;
}

const vocabulary: Vocabulary<PayrollField> = {
  title: '工资表',
  fields: [
    { field: 'name', ...personWords.name },
    { field: 'idNumber', ...personWords.idNumber },
    { field: 'trade', ...personWords.trade },
    { field: 'team', ...personWords.team },
    { field: 'phone', ...personWords.phone },
    { field: 'days', words: ['出勤天数', '出勤', '考勤天数', '实际出勤', '实际出勤天数', '出勤日数', '工作天数', '上班天数', '出工天数', '出勤工日', '工日', '工日数', '工天', '总工日', '出勤数', '出勤工时天数'], weak: ['天数', '工数'] },
    { field: 'net', words: ['实发工资', '实发金额', '实发', '实发数', '实发额', '实发合计', '实发工资合计', '实发工资金额', '实付工资', '实付金额', '实付', '实领工资', '实领金额', '实领', '净发工资', '应付工资净额', '代发金额', '代发工资', '到手工资', '发放金额', '实际发放', '实际发放金额', '实发工资额'], weak: ['应付工资', '应付金额', '应付', '工资金额', '工资合计', '工资总额', '工资', '金额'] },
    { field: 'gross', words: ['应发工资', '应发金额', '应发', '应发数', '应发额', '应发合计', '应发工资合计', '应发工资金额', '应发工资总额', '应发总额', '应得工资', '应得金额', '应领工资', '工资应发合计'], weak: ['应付工资', '应付金额', '应付', '工资合计', '工资总额', '合计工资', '工资小计'] },
    { field: 'deduction', words: ['代扣款', '扣款', '扣款合计', '扣款小计', '应扣款', '应扣款合计', '应扣合计', '应扣款项', '应扣款项合计', '应扣', '代扣', '代扣合计', '代扣代缴', '代扣代缴合计', '扣除', '扣除合计', '扣款金额', '扣除金额', '扣减', '扣减合计', '代扣金额', '代扣款项', '代扣款合计', '应扣工资', '应扣金额'] },
    { field: 'deductionPart', words: ['个税', '个人所得税', '代扣个税', '社保', '社保费', '个人社保', '代扣社保', '社会保险', '养老保险', '医疗保险', '失业保险', '公积金', '住房公积金', '借支', '预支', '预支工资', '生活费', '预支生活费', '借款', '罚款', '伙食费', '餐费', '水电费', '房租', '工会费', '其他扣款', '其它扣款'] },
    { field: 'card', ...personWords.card },
    { field: 'bank', ...personWords.bank },
    { field: 'remark', ...personWords.remark },
  ],
  ignored: [...ignoredWords, '日工资', '日工资标准', '工资标准', '单价', '日薪', '工时', '加班', '加班费', '加班工资', '奖金', '补贴', '津贴', '基本工资', '计件工资', '计时工资', '其他工资'],
  required: [
    { field: 'name', title: '姓名' },
    { field: 'idNumber', title: '身份证号码' },
    { field: 'net', title: '实发工资' },
    { field: 'card', title: '银行卡号' },
  ],
  ambiguous: ['idNumber', 'card', 'gross', 'net', 'deduction', 'days'],
  repeatable: ['deductionPart'],
  least: 3,
};

type PayrollDraft = Draft<PayrollField, PayrollRow>;

/**
 * Reads a payroll out of a workbook and makes every check that needs only the file.
 * @throws Refusal `file-refused` where no sheet has a payroll's header.
 */
export function readPayrollSheet(workbook: Workbook, options: PayrollSheetOptions): PayrollSheet {
  const findings = new Findings('PF');
  const found = findTables(workbook, vocabulary, options.mapping, findings);
  const notes = [...found.notes];
  const { tables, heading } = ofPeriod(found.tables, options.period, findings, notes);
  const month: Month = { days: daysIn(options.period), end: lastDay(options.period) };
  const read = tables.map((table) => readTable(table, month, findings));
  const drafts = read.flatMap((r) => r.drafts);
  const unread = read.flatMap((r) => r.unread);
  const totals = read.reduce<PayrollTotals | undefined>((sum, r) => (sum && r.totals ? addTotals(sum, r.totals) : (sum ?? r.totals)), undefined);
  reportSharedCards(drafts);
  const { rows, faulty } = assemble(drafts, reportDuplicates(drafts));
  if (rows.length + faulty.length + unread.length === 0) reportNobody(tables, findings);
  const sum = (field: 'grossFen' | 'deductionFen' | 'netFen'): Fen => rows.reduce((total, r) => total + (r[field] ?? 0n), 0n);
  return {
    columns: tables.flatMap((t) => t.columns),
    rows,
    faulty: [...unread, ...faulty],
    totals,
    sums: { grossFen: sum('grossFen'), deductionFen: sum('deductionFen'), netFen: sum('netFen') },
    heading,
    issues: findings.sorted(workbook.sheets.map((s) => s.name)),
    notes: [...notes, ...findings.overflow()],
  };
}

/** What of the wage month matters to a line: it is worked out once, not for each of 50,000. */
interface Month {
  readonly days: number;
  readonly end: PlainDate;
}

const money = ['gross', 'deduction', 'net'] as const satisfies readonly PayrollField[];

function readTable(table: Table<PayrollField>, month: Month, findings: Findings): { drafts: PayrollDraft[]; unread: FaultyRow<PayrollField>[]; totals: PayrollTotals | undefined } {
  const drafts: PayrollDraft[] = [];
  const unread: FaultyRow<PayrollField>[] = [];
  let totals: PayrollTotals | undefined;
  // From the first worker on, and from the last total row on: a total may be that of a page or a team.
  const whole = nothing();
  let block = nothing();
  for (const row of table.below) {
    const kind = kindOf(table, row, vocabulary, ['gross', 'net']);
    if (kind === 'aside') continue;
    const reader = new RowReader(table, row, findings);
    if (kind === 'total') {
      totals = checkTotal(reader, whole, block) ?? totals;
      block = nothing();
    } else if (table.incomplete) {
      unread.push(reader.faulty());
    } else {
      const draft = readRow(reader, month);
      for (const sums of [whole, block]) add(sums, draft.amounts, reader);
      drafts.push(draft);
    }
  }
  return { drafts, unread, totals };
}

/** Per amount column; undefined where a cell of the column could not be read. */
type Sums = Record<(typeof money)[number], Fen | undefined>;

const nothing = (): Sums => ({ gross: 0n, deduction: 0n, net: 0n });

function add(sums: Sums, amounts: Sums, reader: RowReader<PayrollField>): void {
  for (const field of money) {
    const sum = sums[field];
    const bad = reader.isBad(field) || (field === 'deduction' && reader.isBad('deductionPart'));
    sums[field] = sum === undefined || bad ? undefined : sum + (amounts[field] ?? 0n);
  }
}

/**
 * Compares a total row with the lines above it. Its cells may hold anything; what is not an amount is not compared.
 * Returns what it says, unless it is only the total of a part.
 */
function checkTotal(reader: RowReader<PayrollField>, whole: Sums, block: Sums): PayrollTotals | undefined {
  const quiet = new RowReader(reader.table, reader.row, new Findings(''));
  const stated: Sums = { gross: quiet.amount('gross', 'optional'), deduction: quiet.amount('deduction', 'optional'), net: quiet.amount('net', 'optional') };
  const given = money.filter((f) => stated[f] !== undefined);
  for (const field of given) {
    const [says, all, part] = [stated[field]!, whole[field], block[field]];
    if (all === undefined || says === all || says === part) continue;
    reader.report('totalDiffers', field, `合计行为 ${yuan(says)}，各行之和为 ${yuan(all)}，相差 ${yuan(says - all)}`);
  }
  const partial = given.every((f) => stated[f] === block[f] && stated[f] !== whole[f]);
  return partial ? undefined : { grossFen: stated.gross, deductionFen: stated.deduction, netFen: stated.net };
}

function addTotals(a: PayrollTotals, b: PayrollTotals): PayrollTotals {
  const plus = (x: Fen | undefined, y: Fen | undefined): Fen | undefined => (x === undefined || y === undefined ? (x ?? y) : x + y);
  return { grossFen: plus(a.grossFen, b.grossFen), deductionFen: plus(a.deductionFen, b.deductionFen), netFen: plus(a.netFen, b.netFen) };
}

function readRow(reader: RowReader<PayrollField>, month: Month): PayrollDraft & { readonly amounts: Sums } {
  const { table, row } = reader;
  const name = reader.name('name');
  const idNumber = reader.idNumber('idNumber', month.end);
  // A line of which only the person is filled in: one mistake, not one for each empty cell.
  const untouched = (['days', 'gross', 'net'] as const).every((f) => reader.typed(f) === '' && reader.cell(f)?.kind !== 'formula-without-value');
  const days = reader.days('days', month.days);
  if (days === undefined && !untouched && table.byField.has('days') && !reader.isBad('days')) reader.report('daysMissing', 'days', '没有填写出勤天数');
  const gross = table.byField.has('gross') ? reader.amount('gross', untouched ? 'optional' : 'needed') : undefined;
  // Where the sheet has no column for all deductions, they are those that it names one by one (个税, 社保, 借支 …).
  const deduction = table.byField.has('deduction') ? reader.amount('deduction', 'optional') : reader.sumOf('deductionPart');
  const net = reader.amount('net', 'needed');
  const card = reader.card('card', 'needed');
  const bank = reader.note('bank', 60);
  const trade = reader.note('trade', 40);
  const team = reader.note('team', 40);
  const phone = reader.phone('phone');
  const remark = reader.note('remark', 200);
  if (gross !== undefined && net !== undefined && !reader.isBad('deduction') && !reader.isBad('deductionPart') && gross - (deduction ?? 0n) !== net) {
    const field = (['deduction', 'deductionPart'] as const).find((f) => table.byField.has(f)) ?? 'net';
    reader.fail('netMismatch', field, `应发 ${yuan(gross)} 减扣款 ${yuan(deduction ?? 0n)} 等于 ${yuan(gross - (deduction ?? 0n))}，实发填的是 ${yuan(net)}`);
  }
  const amounts: Sums = { gross, deduction, net };
  if (reader.failed || name === undefined || idNumber === undefined || net === undefined || card === undefined) return { reader, row: undefined, idNumber, card, amounts };
  return {
    reader,
    idNumber,
    card,
    amounts,
    row: { sheet: table.sheet.name, sheetRow: row.number, name, idNumber, trade, team, phone, days, grossFen: gross, deductionFen: deduction, netFen: net, card, bank, remark },
  };
}
