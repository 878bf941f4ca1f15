/** One mistake in an uploaded sheet: the cell, what is wrong with it and how to mend it, in the clerk's words. */
export interface SheetIssue {
  /** The check that found it, e.g. "PF-01". */
  readonly code: string;
  /** An error keeps its row out; a warning does not. */
  readonly severity: 'error' | 'warning';
  readonly sheet: string;
  /** Row number as in the margin of the sheet. */
  readonly row: number;
  /** The column's header words exactly as in the sheet; empty where the whole row or sheet is meant. */
  readonly column: string;
  /** The column's meaning, e.g. "idNumber"; empty as above. */
  readonly field: string;
  /** May hold a name or an amount, never an ID or card number. */
  readonly message: string;
  readonly remedy: string;
  /** What stands in the cell, as typed: may be an ID or card number. */
  readonly typed: string;
  /** Further rows of the same mistake, e.g. the other rows of a duplicate (same sheet unless `message` says otherwise). */
  readonly alsoRows: readonly number[];
}

/** Something that the clerk should know but need not mend: a column that was not read, a hidden row. */
export interface SheetNote {
  readonly code: string;
  readonly sheet: string;
  readonly row?: number;
  readonly column?: string;
  readonly message: string;
}

/** A column of the sheet and what it was taken for. */
export interface MappedColumn<F extends string> {
  readonly sheet: string;
  /** Column number, from 1. */
  readonly number: number;
  /** Header words exactly as in the sheet; a two-line header joined by " / ". */
  readonly header: string;
  /** `ignored`: known, but not read (序号, 签字, 备注 …). `unknown`: not recognised. */
  readonly field: F | 'ignored' | 'unknown';
}

/** A row with at least one error: what was typed, by field. It carries no value, so that nothing is half applied. */
export interface FaultyRow<F extends string> {
  readonly sheet: string;
  readonly sheetRow: number;
  readonly typed: Readonly<Partial<Record<F, string>>>;
}

/** What a person decided about columns that were not recognised: header words → meaning. */
export type ColumnMapping<F extends string> = Readonly<Record<string, F | 'ignored'>>;
