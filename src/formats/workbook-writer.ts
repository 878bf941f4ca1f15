import { writeXlsx, writeXlsxStream, type CellStyle, type CellValue, type ColumnDef, type DataValidation, type WriteSheet } from 'hucre';
import { yuan, type Fen } from '../values/money.js';

/** How a column's cells are written. IDs and cards are `text`, so that no office program rounds them. */
export type ColumnKind = 'text' | 'amount' | 'integer' | 'decimal';

export interface ColumnToWrite {
  readonly header: string;
  readonly kind: ColumnKind;
  /** Width in characters; a Chinese character counts as two. */
  readonly width?: number;
  /** What a cell may hold, as a drop-down; only in `writeWorkbook`. */
  readonly choices?: readonly string[];
}

/** Text for `text`, fen (bigint) for `amount`, a number for `integer` and `decimal`; undefined is an empty cell. */
export type CellToWrite = string | Fen | number | undefined;

export interface TableToWrite {
  /** The sheet's name, at most 31 characters. */
  readonly name: string;
  /** Lines above the header; the first is the title. */
  readonly heading?: readonly string[];
  readonly columns: readonly ColumnToWrite[];
  readonly rows: Iterable<readonly CellToWrite[]> | AsyncIterable<readonly CellToWrite[]>;
}

const border: CellStyle['border'] = { top: { style: 'thin' }, right: { style: 'thin' }, bottom: { style: 'thin' }, left: { style: 'thin' } };
const titleStyle: CellStyle = { font: { name: '宋体', bold: true, size: 16 }, alignment: { horizontal: 'center', vertical: 'center' } };
const lineStyle: CellStyle = { alignment: { horizontal: 'left', vertical: 'center' } };
const headerStyle: CellStyle = { font: { name: '宋体', bold: true, size: 11 }, border, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E8EEF7' } }, alignment: { horizontal: 'center', vertical: 'center', wrapText: true } };
const bodyStyle: Readonly<Record<ColumnKind, CellStyle>> = {
  text: { border, numFmt: '@' },
  amount: { border, numFmt: '#,##0.00' },
  integer: { border, numFmt: '0' },
  decimal: { border, numFmt: 'General' },
};

/** An xlsx workbook of one or more tables. Text that a spreadsheet would take for a formula gets a leading '. */
export async function writeWorkbook(tables: readonly TableToWrite[]): Promise<Uint8Array> {
  const sheets: WriteSheet[] = [];
  for (const table of tables) {
    const heading = table.heading ?? [];
    const rows: CellValue[][] = [...heading.map((line) => [guarded(line)]), table.columns.map((c) => guarded(c.header))];
    for await (const row of table.rows) rows.push(valuesOf(row, table.columns));
    const cells: NonNullable<WriteSheet['cells']> = new Map();
    for (const i of heading.keys()) cells.set(`${i},0`, { style: i === 0 ? titleStyle : lineStyle });
    for (const i of table.columns.keys()) cells.set(`${heading.length},${i}`, { style: headerStyle });
    sheets.push({
      name: sheetName(table.name),
      columns: table.columns.map((c) => ({ width: widthOf(c), style: bodyStyle[c.kind] })),
      rows,
      cells,
      merges: table.columns.length > 1 ? heading.map((_, i) => ({ startRow: i, endRow: i, startCol: 0, endCol: table.columns.length - 1 })) : [],
      freezePane: { rows: heading.length + 1 },
      rowDefs: heading.length > 0 ? new Map([[0, { height: 30 }]]) : new Map(),
      pageSetup: pageOf(table, heading.length + 1),
      dataValidations: choicesOf(table.columns, heading.length + 2, rows.length),
    });
  }
  return writeXlsx({ sheets, defaultFont: { name: '宋体', size: 11 } });
}

/** The same for one table of any length, written while its rows are pulled: memory does not grow with them. Has no heading lines. */
export function streamWorkbook(table: Omit<TableToWrite, 'heading'>): ReadableStream<Uint8Array> {
  // The library knows one style for a whole column and asks for it cell by cell, so the header row is told apart here.
  let inHeader = true;
  const columns = table.columns.map((c): ColumnDef => ({
    width: widthOf(c),
    get style() {
      return inHeader ? headerStyle : bodyStyle[c.kind];
    },
  }));
  const rows = async function* (): AsyncGenerator<CellValue[]> {
    yield table.columns.map((c) => guarded(c.header));
    inHeader = false;
    for await (const row of table.rows) yield valuesOf(row, table.columns);
  };
  return writeXlsxStream(rows(), { name: sheetName(table.name), columns, freezePane: { rows: 1 } });
}

/**
 * CSV with a UTF-8 BOM and CRLF, as office programs expect it; amounts as 1234.50, the same guard against formulas.
 * Long digits end in a TAB: without it a spreadsheet program rounds them when it opens the file.
 */
export async function* writeCsv(table: Pick<TableToWrite, 'columns' | 'rows'>): AsyncGenerator<string> {
  yield `\uFEFF${table.columns.map((c) => quoted(guarded(c.header))).join(',')}\r\n`;
  for await (const row of table.rows) {
    const fields = row.map((value) => {
      if (typeof value === 'string') return quoted(/^\d{12,}[Xx]?$/u.test(value) ? `${value}\t` : guarded(value));
      return value === undefined ? '' : typeof value === 'bigint' ? yuan(value) : String(value);
    });
    yield `${fields.join(',')}\r\n`;
  }
}

/** Text that no spreadsheet program takes for a formula, not even after it was saved as csv (= + - @, also full-width, after white space). */
export function guarded(text: string): string {
  return /^(?:\s*[=+\-@＝＋－＠−]|[\t\r\n])/u.test(text) && text.length > 1 ? `'${text}` : text;
}

const quoted = (text: string): string => (/[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function valuesOf(row: readonly CellToWrite[], columns: readonly ColumnToWrite[]): CellValue[] {
  return columns.map((_, i) => {
    const value = row[i];
    if (value === undefined) return null;
    // A spreadsheet holds every number as a double: exact to the fen up to `maxFen`.
    return typeof value === 'bigint' ? Number(yuan(value)) : typeof value === 'string' ? guarded(value) : value;
  });
}

/** Printed, a table fits the width of the paper and repeats its header. */
function pageOf(table: TableToWrite, headerRow: number): NonNullable<WriteSheet['pageSetup']> {
  const page = { paperSize: 'a4', orientation: table.columns.length > 7 ? 'landscape' : 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;
  // The library writes the sheet's name into a reference without quotes: with any name that needs them, Excel would call the file damaged.
  return /^\p{Script=Han}[\p{L}\p{N}]*$/u.test(table.name) ? { ...page, printTitlesRow: `$${headerRow}:$${headerRow}` } : page;
}

function choicesOf(columns: readonly ColumnToWrite[], firstRow: number, lastRow: number): DataValidation[] {
  return columns.flatMap((c, i): DataValidation[] => {
    const letter = String.fromCharCode(65 + i);
    if (!c.choices || c.choices.length === 0) return [];
    return [{ type: 'list', values: [...c.choices], range: `${letter}${firstRow}:${letter}${Math.max(firstRow, lastRow)}`, allowBlank: true, showErrorMessage: true, errorStyle: 'warning', errorTitle: c.header, errorMessage: '不在列表中，确认要这样填写吗?' }];
  });
}

const widthOf = (c: ColumnToWrite): number => c.width ?? Math.max(10, [...c.header].reduce((n, ch) => n + (ch.charCodeAt(0) > 0xff ? 2 : 1), 4));

/** Characters that a sheet's name cannot hold become spaces. */
const sheetName = (name: string): string => name.replace(/[[\]:*?/\\]/gu, ' ').slice(0, 31) || 'Sheet1';
