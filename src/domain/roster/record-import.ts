import { ImportRun, type ImportKind, type ImportState } from '../../entities/import-run.js';
import type { SheetNote } from '../../formats/table/issue.js';
import type { Work } from '../../platform/work.js';

/** A mistake of an uploaded file, as the clerk is told it; the mistakes of `formats` are of this shape. A note needs no mending. */
export interface ImportMistake {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly sheet: string;
  readonly row: number;
  /** Header words of the column; empty where the whole row or sheet is meant. */
  readonly column: string;
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
  readonly typed: string;
}

export interface ImportToRecord {
  readonly kind: ImportKind;
  readonly projectId: string | null;
  readonly partyId: string | null;
  /** Of `storeFile`. */
  readonly fileId: string;
  readonly state: ImportState;
  /** Rows of people or payments in the file. */
  readonly rows: number;
  readonly mistakes: readonly ImportMistake[];
  /** What else the reader of the file has to say: columns that were not read, hidden rows. */
  readonly notes?: readonly SheetNote[];
  /** What came of it, e.g. the payroll sheet. */
  readonly subjectId?: string | undefined;
}

/** Puts an upload on record, applied or refused, with all its mistakes; ID numbers, cards and telephones in them are masked. */
export async function recordImport(work: Work, run: ImportToRecord): Promise<{ readonly importId: string }> {
  const importId = work.newId();
  await work.db.insert(ImportRun, {
    id: importId,
    kind: run.kind,
    projectId: run.projectId,
    partyId: run.partyId,
    fileId: run.fileId,
    state: run.state,
    rows: run.rows,
    mistakes: [...run.mistakes, ...(run.notes ?? []).map(asMistake)].map(masked),
    subjectId: run.subjectId ?? null,
    createdBy: work.actor.id!,
    createdAt: work.now,
  });
  await work.record({ action: `import.${run.state}`, subject: ['import-run', importId], projectId: run.projectId, detail: { kind: run.kind, partyId: run.partyId, rows: run.rows, mistakes: run.mistakes.length } });
  return { importId };
}

const asMistake = ({ code, sheet, row, column, message }: SheetNote): ImportMistake => ({ code, severity: 'note', sheet, row: row ?? 0, column: column ?? '', field: '', message, remedy: '', typed: '' });

const personal: ReadonlySet<string> = new Set(['idNumber', 'card', 'phone']);

function masked({ code, severity, sheet, row, column, field, message, remedy, typed }: ImportMistake): ImportMistake {
  return { code, severity, sheet, row, column, field, message: maskDigits(message), remedy, typed: personal.has(field) ? hide(typed.trim()) : maskDigits(typed) };
}

/** All but the last four characters hidden. */
const hide = (text: string): string => ([...text].length > 4 ? `****${[...text].slice(-4).join('')}` : text);

/** Long numbers in running text: no amount or date has eleven digits in a row. */
const maskDigits = (text: string): string => text.replace(/[\d\uFF10-\uFF19]{11,}[Xx]?/gu, hide);
