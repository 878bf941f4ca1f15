import { Refusal } from '../../values/refusal.js';

/**
 * What a spreadsheet file says, cell by cell, before anyone asks what it means. Plain data: it crosses a process border unchanged.
 * Row and column numbers are those that the clerk sees in the margin: they start at 1.
 */
export interface Workbook {
  readonly format: 'xlsx' | 'xls' | 'csv';
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows that hold at least one cell, in order; empty rows are left out. */
  readonly rows: readonly SheetRow[];
  /** Numbers of hidden columns, in order. */
  readonly hiddenColumns: readonly number[];
  readonly merges: readonly Merge[];
}

export interface SheetRow {
  readonly number: number;
  readonly hidden: boolean;
  /** `cells[c - 1]` is the cell of column c; undefined where it is empty. */
  readonly cells: readonly (Cell | undefined)[];
}

/**
 * One cell that is not empty. `text` is never trimmed or converted:
 * - `text`: exactly what was typed (rich text joined, phonetic runs left out);
 * - `number`: decimal digits without exponent, rounded to the 15 significant digits that a spreadsheet shows; `raw` is the stored number;
 * - `date`: "2026-08-28", or "2026-08-28 13:30:00" where the cell has a time;
 * - `boolean`: TRUE or FALSE; `error`: "#DIV/0!" and its like;
 * - `formula-without-value`: nobody has calculated the formula, so there is nothing to read; `text` is empty.
 */
export interface Cell {
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula-without-value';
  readonly text: string;
  /** The stored number of a `number` or `date` cell. With 16 or more digits its last ones are already lost. */
  readonly raw?: string;
}

/** A merged range, first and last row and column included. */
export interface Merge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** What the service is willing to read; anything above is refused before it is parsed. */
export const limits = {
  packedBytes: 10_000_000,
  unpackedBytes: 300_000_000,
  ratio: 100,
  entries: 200,
  sheets: 50,
  /** 50,000 workers and the lines around them. */
  rows: 50_100,
  columns: 60,
  merges: 10_000,
  /** Characters in one cell, the limit of the office programs themselves. */
  cellCharacters: 32_767,
} as const;

export const tooWide = (): Refusal => new Refusal('file-refused', `工作表超过 ${limits.columns} 列，请删除右侧多余的内容后再上传`);
export const tooLong = (): Refusal => new Refusal('file-refused', `工作表超过 ${limits.rows} 行，请拆分后再上传`);
