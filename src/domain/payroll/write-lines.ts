import type { PayrollSheet } from '../../entities/payroll-sheet.js';
import type { PayrollRow } from '../../formats/payroll-sheet.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';

export interface NewLine {
  readonly workerId: string;
  readonly days: number | undefined;
  readonly grossFen: Fen;
  readonly deductionFen: Fen;
  readonly netFen: Fen;
  readonly card: string;
  readonly bank: string;
}

/** The lines to write for rows whose workers are known. A sheet that names only net pay has that as gross pay too. */
export function linesOf(rows: readonly PayrollRow[], workers: ReadonlyMap<string, { readonly workerId: string }>): NewLine[] {
  return rows.map((row) => {
    const grossFen = row.grossFen ?? row.netFen + (row.deductionFen ?? 0n);
    return { workerId: workers.get(row.idNumber)!.workerId, days: row.days, grossFen, deductionFen: grossFen - row.netFen, netFen: row.netFen, card: row.card, bank: row.bank ?? '' };
  });
}

export const cardPlace = (sheetId: string, lineNo: number): string => `payroll_line.card.${sheetId}/${lineNo}`;

/** One statement for all lines, numbered from 1 in the order of the file. */
export async function insertLines(work: Work, sheet: PayrollSheet, lines: readonly NewLine[]): Promise<void> {
  await work.db.query(
    `INSERT INTO payroll_line (period, sheet_id, line_no, worker_id, days, gross_fen, deduction_fen, net_fen, card_sealed, card_index, card_last4, bank_name)
     SELECT $1, $2, t.* FROM unnest($3::int[], $4::uuid[], $5::numeric[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bytea[], $10::bytea[], $11::text[], $12::text[]) AS t`,
    [
      sheet.period,
      sheet.id,
      lines.map((_, i) => i + 1),
      lines.map((l) => l.workerId),
      lines.map((l) => l.days?.toString() ?? null),
      lines.map((l) => l.grossFen.toString()),
      lines.map((l) => l.deductionFen.toString()),
      lines.map((l) => l.netFen.toString()),
      lines.map((l, i) => work.vault.seal(l.card, cardPlace(sheet.id, i + 1))),
      lines.map((l) => work.vault.index('card', l.card)),
      lines.map((l) => l.card.slice(-4)),
      lines.map((l) => l.bank),
    ],
  );
}
