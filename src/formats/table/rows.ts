import { halfWidth } from '../../values/parsed.js';
import { formatPeriod, parsePeriod, type Period } from '../../values/period.js';
import type { SheetRow } from '../spreadsheet/workbook.js';
import type { Findings } from './checks.js';
import type { Table } from './find-tables.js';
import type { SheetNote } from './issue.js';
import { normalWords, type Vocabulary } from './vocabulary.js';

/** What a row below the header is. `aside`: a signature, a remark, a header printed again, a line prepared and left empty. */
export type RowKind = 'person' | 'total' | 'aside';

const totalWords = /^.{0,6}(?:合计|总计|共计|小计|累计)/u;
const asideWords = /(?:编制|制表|填表|复核|审核|审批|核对|经办|出纳|会计|财务|负责人|专管员|项目经理|班组长|领导|签字|签名|签章|盖章|公章|日期|说明|备注|^注)/u;

/**
 * What a row is: total and signature rows are told by the words in front of them and by having neither ID number nor card.
 * `substance`: fields (amounts, days) whose content makes a row a person's even where nobody is named, so that nothing is passed over silently.
 */
export function kindOf<F extends string>(table: Table<F>, row: SheetRow, vocabulary: Vocabulary<F>, substance: readonly F[]): RowKind {
  const text = (field: string): string => {
    const column = table.byField.get(field as F);
    return (column && row.cells[column.number - 1]?.text.trim()) ?? '';
  };
  const name = text('name');
  const words = vocabulary.fields.find((f) => f.field === ('name' as F))?.words ?? [];
  if (words.includes(normalWords(name))) return 'aside';
  const texts = row.cells.map((c) => c?.text.replace(/\s+/gu, '') ?? '');
  const filled = texts.filter((t) => t !== '');
  if (filled.length === 0) return 'aside';
  // The line of column numbers that some forms print below the header.
  if (filled.length >= 4 && filled.every((t) => /^(?:\d{1,2}|[甲乙丙丁戊])$/u.test(t))) return 'aside';
  if (text('idNumber') !== '' || text('card') !== '') return 'person';
  const leading = [filled[0]!, ...texts.slice(0, table.byField.get('name' as F)?.number ?? 1)];
  if (leading.some((t) => totalWords.test(t))) return 'total';
  if (substance.some((f) => /[1-9]|[^\d.,\s¥￥元-]/u.test(text(f)))) return 'person';
  return name === '' || leading.some((t) => asideWords.test(t)) ? 'aside' : 'person';
}

export interface Heading {
  readonly project: string | undefined;
  readonly generalContractor: string | undefined;
  readonly subcontractor: string | undefined;
  readonly period: Period | undefined;
}

const labels = {
  project: ['项目名称', '工程名称', '工程项目名称', '工程项目', '项目'],
  generalContractor: ['施工总承包单位', '施工总承包企业', '总承包单位', '总包单位', '施工单位', '承建单位'],
  subcontractor: ['分包单位', '专业分包单位', '劳务分包单位', '劳务单位', '劳务公司', '劳务企业', '用工单位'],
  period: ['工资所属期', '工资所属月份', '所属期', '所属月份', '工资月份', '工资期间', '考勤月份', '月份'],
} as const;

const anyLabel = `[^\\s：:]{2,12}[：:]`;

/** What the lines above the header say of project, firms and month: "项目名称：…    分包单位：…". */
export function headingOf(above: readonly SheetRow[]): Heading {
  const lines = above.map((r) => r.cells.flatMap((c) => (c ? [c.text.slice(0, 300).trim()] : [])).join('    ').slice(0, 1_000));
  const after = (names: readonly string[]): string | undefined => {
    const pattern = new RegExp(`(?:^|\\s)(?:${names.join('|')})\\s*[：:]\\s*(.+?)(?=\\s{2,}|\\s+${anyLabel}|$)`, 'u');
    for (const line of lines) {
      const value = pattern.exec(line)?.[1]?.trim();
      if (value && !new RegExp(`^${anyLabel}`, 'u').test(value)) return value.normalize('NFC');
    }
    return undefined;
  };
  return { project: after(labels.project), generalContractor: after(labels.generalContractor), subcontractor: after(labels.subcontractor), period: periodIn(after(labels.period)) ?? periodInTitle(lines) };
}

function periodIn(text: string | undefined): Period | undefined {
  const m = /(20\d\d)\s*(?:年|-|\/|\.)\s*(\d{1,2})/u.exec(halfWidth(text ?? ''));
  const period = m ? parsePeriod(`${m[1]}年${m[2]}月`) : undefined;
  return period?.ok ? period.value : undefined;
}

/** "2026年8月农民工工资表": a month, not a day, beside the words for pay or attendance. */
function periodInTitle(lines: readonly string[]): Period | undefined {
  const m = lines.map((l) => /(20\d\d\s*年\s*\d{1,2}\s*月)份?(?!\s*\d{1,2}\s*日).*(?:工资|考勤|薪)/u.exec(halfWidth(l))).find((found) => found !== null);
  return periodIn(m?.[1]);
}

/** The month that a sheet is for: what its heading says, else what its name says ("8月" means that month of `year`). */
function periodOfSheet(heading: Heading, sheetName: string, year: string): Period | undefined {
  if (heading.period) return heading.period;
  const m = /(?:(20\d\d)\s*[年.-]\s*)?(\d{1,2})\s*月/u.exec(halfWidth(sheetName));
  const parsed = m ? parsePeriod(`${m[1] ?? year}年${m[2]}月`) : undefined;
  return parsed?.ok ? parsed.value : undefined;
}

/**
 * The tables of the wanted month. A workbook may hold a sheet for each month: those of other months are left out if one of the
 * wanted month, or of none, remains; else that is an error.
 */
export function ofPeriod<F extends string>(tables: readonly Table<F>[], period: Period, findings: Findings, notes: SheetNote[]): { tables: readonly Table<F>[]; heading: Heading } {
  const dated = tables.map((table) => {
    const heading = headingOf(table.above);
    return { table, heading, period: periodOfSheet(heading, table.sheet.name, period.slice(0, 4)) };
  });
  const fitting = dated.filter((d) => d.period === undefined || d.period === period);
  if (fitting.length === 0) {
    const { table, heading, period: stated } = dated[0]!;
    const place = { sheet: table.sheet.name, row: table.above[0]?.number ?? table.headerRow, order: 0, column: '', field: '', typed: stated! };
    findings.add('wrongPeriod', place, `表中写的是${formatPeriod(stated!)}，所选月份是${formatPeriod(period)}`);
    return { tables: [table], heading };
  }
  for (const d of dated) if (!fitting.includes(d)) notes.push({ code: 'other-month', sheet: d.table.sheet.name, message: `工作表“${d.table.sheet.name}”是${formatPeriod(d.period!)}的，没有读取` });
  return { tables: fitting.map((d) => d.table), heading: fitting[0]!.heading };
}
