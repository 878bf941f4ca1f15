import { Refusal } from '../../values/refusal.js';
import type { Cell, Sheet, SheetRow, Workbook } from '../spreadsheet/workbook.js';
import type { Findings } from './checks.js';
import type { ColumnMapping, MappedColumn, SheetNote } from './issue.js';
import { normalWords, type Vocabulary } from './vocabulary.js';

/** A sheet in which a header was found, and what its columns mean. */
export interface Table<F extends string> {
  readonly sheet: Sheet;
  readonly columns: readonly MappedColumn<F>[];
  readonly byField: ReadonlyMap<F, MappedColumn<F>>;
  /** The last row of the header. */
  readonly headerRow: number;
  /** Rows above and below the header. */
  readonly above: readonly SheetRow[];
  readonly below: readonly SheetRow[];
  /** A required column is missing: the rows cannot be valued. */
  readonly incomplete: boolean;
}

/** The header stands in the first rows of a sheet. */
const headerWithin = 30;

/**
 * Every visible sheet that has the header of this vocabulary. Missing and doubled columns go to `findings`.
 * @throws Refusal `file-refused` where there is none
 */
export function findTables<F extends string>(
  workbook: Workbook,
  vocabulary: Vocabulary<F>,
  mapping: ColumnMapping<F> | undefined,
  findings: Findings,
): { tables: Table<F>[]; notes: SheetNote[] } {
  const tables: Table<F>[] = [];
  const notes: SheetNote[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet.rows.length === 0) continue;
    if (sheet.hidden) {
      notes.push({ code: 'hidden-sheet', sheet: sheet.name, message: `隐藏的工作表“${sheet.name}”没有读取` });
      continue;
    }
    const header = findHeader(sheet, vocabulary);
    if (!header) {
      notes.push({ code: 'sheet-not-read', sheet: sheet.name, message: `工作表“${sheet.name}”中没有${vocabulary.title}的表头，没有读取` });
      continue;
    }
    tables.push(makeTable(sheet, header, vocabulary, mapping, findings, notes));
  }
  if (tables.length === 0) {
    throw new Refusal('file-refused', `没有找到${vocabulary.title}的表头：前 ${headerWithin} 行中应有“${vocabulary.required.map((r) => r.title).join('”“')}”等列`);
  }
  return { tables, notes };
}

interface Header {
  readonly from: number;
  readonly to: number;
  readonly labels: readonly Label[];
}

interface Label {
  readonly column: number;
  /** As in the sheet. */
  readonly text: string;
  /** The words to match, best first. */
  readonly words: readonly string[];
}

const shown = (cell: Cell | undefined): string => (cell ? cell.text.replace(/\s+/gu, ' ').trim() : '');

function findHeader<F extends string>(sheet: Sheet, vocabulary: Vocabulary<F>): Header | undefined {
  let best: { header: Header; score: number } | undefined;
  for (const [i, row] of sheet.rows.entries()) {
    if (row.number > headerWithin) break;
    const one = scored({ from: row.number, to: row.number, labels: labelsOf(row) }, vocabulary);
    const next = sheet.rows[i + 1];
    let candidate = one;
    if (next?.number === row.number + 1) {
      const two = scored({ from: row.number, to: next.number, labels: labelsOf(row, next) }, vocabulary);
      const lower = scored({ from: next.number, to: next.number, labels: labelsOf(next) }, vocabulary);
      // A header cell that reaches over both rows shows that they are one header even where the second adds no new column.
      const tied = sheet.merges.some((m) => m.firstRow === row.number && m.lastRow === next.number && m.firstColumn === m.lastColumn);
      if (two.score > Math.max(one.score, lower.score) || (tied && two.score >= one.score)) candidate = two;
    }
    if (candidate.score > (best?.score ?? vocabulary.least - 1)) best = candidate;
  }
  return best?.header;
}

function labelsOf(top: SheetRow, bottom?: SheetRow): Label[] {
  const labels: Label[] = [];
  let group = '';
  for (let column = 1; column <= Math.max(top.cells.length, bottom?.cells.length ?? 0); column += 1) {
    const above = shown(top.cells[column - 1]);
    const below = shown(bottom?.cells[column - 1]);
    if (above) group = above;
    if (!above && !below) continue;
    if (!below) labels.push({ column, text: above, words: [normalWords(above)] });
    // An empty upper cell belongs to the group that begins at its left.
    else labels.push({ column, text: group ? `${group} / ${below}` : below, words: [normalWords(group + below), normalWords(below)] });
  }
  return labels;
}

/** A header and how many columns it names; 0 where it has no name column. */
function scored<F extends string>(header: Header, vocabulary: Vocabulary<F>): { header: Header; score: number } {
  const found = header.labels.map((l) => strongField(l, vocabulary) ?? (isIgnored(l, vocabulary) ? 'ignored' : undefined));
  const weak = header.labels.map((l) => weakFields(l, vocabulary));
  const named = [...found, ...weak.flat()].some((f) => f === 'name');
  return { header, score: named ? header.labels.filter((_, i) => found[i] !== undefined || weak[i]!.length > 0).length : 0 };
}

function strongField<F extends string>(label: Label, vocabulary: Vocabulary<F>): F | undefined {
  for (const words of label.words) {
    const field = vocabulary.fields.find((f) => f.words.includes(words))?.field ?? vocabulary.match?.(words);
    if (field) return field;
  }
  return undefined;
}

const weakFields = <F extends string>(label: Label, vocabulary: Vocabulary<F>): F[] => vocabulary.fields.filter((f) => label.words.some((w) => f.weak?.includes(w))).map((f) => f.field);

const isIgnored = <F extends string>(label: Label, vocabulary: Vocabulary<F>): boolean => label.words.some((w) => vocabulary.ignored.includes(w));

function makeTable<F extends string>(
  sheet: Sheet,
  header: Header,
  vocabulary: Vocabulary<F>,
  mapping: ColumnMapping<F> | undefined,
  findings: Findings,
  notes: SheetNote[],
): Table<F> {
  const meaning = new Map<number, F | 'ignored'>();
  const taken = new Map<F, number>();
  const place = (column: string, field: string, order: number) => ({ sheet: sheet.name, row: header.to, order, column, field, typed: column });
  const give = (label: Label, field: F): void => {
    const first = taken.get(field);
    if (first === undefined || vocabulary.repeatable.includes(field)) {
      taken.set(field, first ?? label.column);
      meaning.set(label.column, field);
    } else if (vocabulary.ambiguous.includes(field)) {
      const other = header.labels.find((l) => l.column === first)!.text;
      findings.add('columnTwice', place(label.text, field, label.column), `“${other}”和“${label.text}”两列含义相同`);
      meaning.set(label.column, 'ignored');
    }
  };
  for (const label of header.labels) {
    const chosen = mapping?.[label.text];
    if (chosen === 'ignored') meaning.set(label.column, chosen);
    else if (chosen) give(label, chosen);
  }
  const left = (): Label[] => header.labels.filter((l) => !meaning.has(l.column));
  for (const label of left()) {
    const field = strongField(label, vocabulary);
    if (field) give(label, field);
    else if (isIgnored(label, vocabulary)) meaning.set(label.column, 'ignored');
  }
  for (const { field } of vocabulary.fields) {
    if (taken.has(field)) continue;
    const label = left().find((l) => weakFields(l, vocabulary).includes(field));
    if (label) give(label, field);
  }

  const columns: MappedColumn<F>[] = header.labels.map((l) => ({ sheet: sheet.name, number: l.column, header: l.text, field: meaning.get(l.column) ?? 'unknown' }));
  const missing = vocabulary.required.filter((r) => !taken.has(r.field));
  for (const { field, title } of missing) findings.add('columnMissing', place(title, field, 0), `表头中没有“${title}”列`);
  for (const c of columns) if (c.field === 'unknown') notes.push({ code: 'unknown-column', sheet: sheet.name, column: c.header, message: `“${c.header}”列没有读取` });
  const below = sheet.rows.filter((r) => r.number > header.to);
  hiddenNotes(sheet, below, columns, notes);
  return {
    sheet,
    columns,
    byField: new Map([...taken].map(([field, number]) => [field, columns.find((c) => c.number === number)!])),
    headerRow: header.to,
    above: sheet.rows.filter((r) => r.number < header.from),
    below,
    incomplete: missing.length > 0,
  };
}

function hiddenNotes<F extends string>(sheet: Sheet, below: readonly SheetRow[], columns: readonly MappedColumn<F>[], notes: SheetNote[]): void {
  const rows = below.filter((r) => r.hidden).map((r) => r.number);
  if (rows.length > 0) notes.push({ code: 'hidden-rows', sheet: sheet.name, row: rows[0]!, message: `有 ${rows.length} 行是隐藏的（从第 ${rows[0]} 行起），已一并读取` });
  for (const c of columns) {
    if (c.field !== 'unknown' && c.field !== 'ignored' && sheet.hiddenColumns.includes(c.number)) {
      notes.push({ code: 'hidden-columns', sheet: sheet.name, column: c.header, message: `“${c.header}”列是隐藏的，已一并读取` });
    }
  }
}
