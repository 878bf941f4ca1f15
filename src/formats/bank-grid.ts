import type { SheetForm } from './bank-profiles.js';
import { decodeBytes, splitDelimited } from './spreadsheet/delimited.js';
import { readWorkbook } from './spreadsheet/read-workbook.js';
import { limits, tooLong, tooWide } from './spreadsheet/workbook.js';
import { normalWords } from './table/vocabulary.js';

/** One field of a bank's table, trimmed. */
export interface Field {
  readonly text: string;
  /** A number cell: long digits in it have lost their last ones. */
  readonly isNumber: boolean;
}

export interface GridRow {
  /** As a spreadsheet shows it, from 1. */
  readonly number: number;
  readonly fields: readonly Field[];
}

/** Delimiters that a spreadsheet reader recognises by itself. */
const common = [',', '\t', ';'];

/** The first sheet with something in it, or the text's lines. @throws Refusal `file-refused` */
export async function readGrid({ delimiter }: SheetForm, bytes: Uint8Array): Promise<GridRow[]> {
  const packed = bytes[0] === 0x50 || bytes[0] === 0xd0;
  if (packed || common.includes(delimiter)) {
    const sheet = (await readWorkbook(bytes)).sheets.find((s) => !s.hidden && s.rows.length > 0);
    return (sheet?.rows ?? []).map((r) => ({ number: r.number, fields: Array.from(r.cells, (c) => ({ text: c?.text.trim() ?? '', isNumber: c?.kind === 'number' })) }));
  }
  const rows: GridRow[] = [];
  let number = 0;
  for (const fields of splitDelimited(decodeBytes(bytes), delimiter)) {
    number += 1;
    if (fields.length > limits.columns) throw tooWide();
    if (number > limits.rows) throw tooLong();
    rows.push({ number, fields: fields.map((f) => ({ text: f.trim(), isNumber: false })) });
  }
  return rows;
}

/** A table's header row: where each column stands. */
export interface GridHeader<C extends string> {
  readonly number: number;
  /** Every column that bears one of the words, in the order of the words. */
  columns(name: C): readonly number[];
  has(name: C): boolean;
  /** The words in the file, else ours. */
  title(name: C): string;
}

/** The first of the first 20 rows that `isHeader` takes for one. */
export function findHeader<C extends string>(grid: readonly GridRow[], words: Readonly<Record<C, readonly string[]>>, isHeader: (has: (name: C) => boolean) => boolean): GridHeader<C> | undefined {
  const wanted = (Object.entries(words) as [C, readonly string[]][]).map(([name, labels]) => [name, labels.map(normalWords)] as const);
  for (const { number, fields } of grid.slice(0, 20)) {
    const labels = fields.map((f) => normalWords(f.text));
    const at = new Map(wanted.map(([name, w]) => [name, w.flatMap((word) => labels.flatMap((label, i) => (label === word ? [i] : [])))]));
    const columns = (name: C): readonly number[] => at.get(name)!;
    const has = (name: C): boolean => columns(name).length > 0;
    if (isHeader(has)) return { number, columns, has, title: (name) => fields[columns(name)[0] ?? -1]?.text ?? words[name][0] ?? '' };
  }
  return undefined;
}

const nothing: Field = { text: '', isNumber: false };

/** The field of a row in the first column of this name that says something. */
export function fieldOf<C extends string>(row: GridRow, header: GridHeader<C>, name: C): Field {
  for (const at of header.columns(name)) {
    const field = row.fields[at];
    if (field && field.text !== '') return field;
  }
  return nothing;
}
