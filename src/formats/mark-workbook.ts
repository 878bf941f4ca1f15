import { writeXlsx } from 'hucre';
import { guarded } from './workbook-writer.js';
import { markXlsx, type ListSheet, type Mark } from './spreadsheet/mark-xlsx.js';
import { readWorkbook } from './spreadsheet/read-workbook.js';
import type { Workbook } from './spreadsheet/workbook.js';
import type { MappedColumn } from './table/issue.js';

/** A mistake to be marked in the file that it was found in. */
export interface Mistake {
  readonly sheet: string;
  readonly row: number;
  /** The column's header words as the reading gave them; '' where the whole row or sheet is meant. */
  readonly column: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

const severityWords: Readonly<Record<Mistake['severity'], string>> = { error: '须改正', warning: '请核对', note: '说明' };

/**
 * The clerk's own workbook with every mistake marked in its cell and told in a comment, and a list of them on a sheet of its own; formats stay
 * as they were. A file without formats (xls, csv) comes back as xlsx with the same cells at the same places. A long sheet stays in memory only
 * packed.
 * @param columns what the reading took the columns for
 * @throws Refusal `file-refused`
 */
export async function markWorkbook(bytes: Uint8Array, columns: readonly Pick<MappedColumn<string>, 'sheet' | 'number' | 'header'>[], mistakes: readonly Mistake[]): Promise<Buffer> {
  const workbook = await readWorkbook(bytes);
  const sheetOf = (name: string): string => (workbook.format === 'xlsx' ? name : plainName(name));
  const number = new Map(columns.map((c) => [`${c.sheet}\n${c.header}`, c.number]));
  const marks = mistakes.flatMap((m): Mark[] =>
    m.severity === 'note' ? [] : [{ sheet: sheetOf(m.sheet), row: m.row, column: number.get(`${m.sheet}\n${m.column}`) ?? 0, severity: m.severity, words: `【${severityWords[m.severity]}】${m.message}\n${m.remedy}（${m.code}）` }],
  );
  const original = workbook.format === 'xlsx' ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : await plain(workbook);
  const parts: Buffer[] = [];
  for await (const part of markXlsx(original, marks, listOf(mistakes))) parts.push(part);
  return Buffer.concat(parts);
}

const listOf = (mistakes: readonly Mistake[]): ListSheet => ({
  name: '问题清单',
  widths: [16, 8, 18, 10, 52, 52, 10],
  rows: [
    ['工作表', '行', '列', '程度', '问题', '怎样改正', '编号'],
    ...mistakes.map((m) => [m.sheet, m.row > 0 ? String(m.row) : '', m.column, severityWords[m.severity], m.message, m.remedy, m.code].map(guarded)),
  ],
});

/** The cells of a file that has no formats, as text at their places. */
async function plain({ sheets }: Workbook): Promise<Buffer> {
  const made = sheets.map(({ name, rows }) => {
    const last = rows.at(-1)?.number ?? 0;
    const of = new Map(rows.map((r) => [r.number, r.cells]));
    return { name: plainName(name), rows: Array.from({ length: last }, (_, i) => (of.get(i + 1) ?? []).map((c) => (c ? guarded(c.text) : null))) };
  });
  return Buffer.from(await writeXlsx({ sheets: made, defaultFont: { name: '宋体', size: 11 } }));
}

/** A csv file has no name for its only sheet. */
const plainName = (name: string): string => name.replace(/[[\]:*?/\\]/gu, ' ').slice(0, 31) || '工作表';
