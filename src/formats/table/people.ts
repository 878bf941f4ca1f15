import type { BankCard } from '../../values/bank-card.js';
import type { IdNumber } from '../../values/id-number.js';
import type { Findings } from './checks.js';
import type { Table } from './find-tables.js';
import type { FaultyRow } from './issue.js';
import type { RowReader } from './row-reader.js';

/** A worker's line while the rest of the file is still to be seen. */
export interface Draft<F extends string, R> {
  readonly reader: RowReader<F>;
  /** Undefined where the line has an error. */
  readonly row: R | undefined;
  /** Where they could be read: checks over several rows also look at rows with other mistakes. */
  readonly idNumber: IdNumber | undefined;
  readonly card: BankCard | undefined;
}

/** The lines that can be used, and those that cannot. */
export function assemble<F extends string, R>(drafts: readonly Draft<F, R>[], twice: ReadonlySet<Draft<F, R>>): { rows: R[]; faulty: FaultyRow<F>[] } {
  const rows: R[] = [];
  const faulty: FaultyRow<F>[] = [];
  for (const draft of drafts) {
    if (draft.row !== undefined && !twice.has(draft)) rows.push(draft.row);
    else faulty.push(draft.reader.faulty());
  }
  return { rows, faulty };
}

/** One person on several lines is an error of all of them, told once, at the first. */
export function reportDuplicates<F extends string, R>(drafts: readonly Draft<F, R>[]): ReadonlySet<Draft<F, R>> {
  const twice = new Set<Draft<F, R>>();
  for (const group of grouped(drafts, (d) => d.idNumber)) {
    const [first, ...others] = group as [Draft<F, R>, ...Draft<F, R>[]];
    first.reader.report('idTwice', 'idNumber' as F, `同一身份证号码还出现在${placesOf(first, others)}`, sameSheetRows(first, others));
    for (const d of group) twice.add(d);
  }
  return twice;
}

/** One card for several people: a warning, told once, at the first. */
export function reportSharedCards<F extends string, R>(drafts: readonly Draft<F, R>[]): void {
  const holder = (d: Draft<F, R>): string => d.reader.typed('idNumber' as F);
  for (const group of grouped(drafts, (d) => d.card)) {
    const first = group[0]!;
    const others = group.filter((d) => holder(d) !== holder(first));
    if (others.length === 0) continue;
    const names = others.slice(0, 3).map((d) => d.reader.typed('name' as F));
    first.reader.report('cardShared', 'card' as F, `同一银行卡号还用于${placesOf(first, others)}(${names.join('、')})`, sameSheetRows(first, others));
  }
}

/** A header without a single worker below it. */
export function reportNobody<F extends string>(tables: readonly Table<F>[], findings: Findings): void {
  const { sheet, headerRow } = tables[0]!;
  findings.add('noWorkers', { sheet: sheet.name, row: headerRow, order: 0, column: '', field: '', typed: '' }, '表头下面没有工人');
}

/** Lines that share a key, where there are at least two. */
function grouped<F extends string, R>(drafts: readonly Draft<F, R>[], key: (draft: Draft<F, R>) => string | undefined): Draft<F, R>[][] {
  const groups = new Map<string, Draft<F, R>[]>();
  for (const draft of drafts) {
    const k = key(draft);
    if (k === undefined) continue;
    const group = groups.get(k);
    if (group) group.push(draft);
    else groups.set(k, [draft]);
  }
  return [...groups.values()].filter((g) => g.length > 1);
}

const sheetOf = <F extends string, R>(d: Draft<F, R>): string => d.reader.table.sheet.name;

const sameSheetRows = <F extends string, R>(first: Draft<F, R>, others: readonly Draft<F, R>[]): number[] => others.filter((o) => sheetOf(o) === sheetOf(first)).map((o) => o.reader.row.number);

/** "第 8 行、第 12 行", with the sheet's name where it is another sheet. */
function placesOf<F extends string, R>(first: Draft<F, R>, others: readonly Draft<F, R>[]): string {
  const said = others.slice(0, 5).map((o) => `${sheetOf(o) === sheetOf(first) ? '' : `工作表“${sheetOf(o)}”`}第 ${o.reader.row.number} 行`);
  return said.join('、') + (others.length > 5 ? `等 ${others.length} 行` : '');
}
