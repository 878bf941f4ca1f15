import { createHash } from 'node:crypto';
import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import type { BankProfile } from './bank-profiles.js';
import type { BankFileProblem } from './bank-return-file.js';
import { readStatementSheet } from './bank-statement-sheet.js';
import { readAccountReport } from './iso20022/read-statement.js';

/** One movement on an account, as its bank tells it. */
export interface StatementFileLine {
  /** Line, row or entry number in the file, from 1. */
  readonly row: number;
  /**
   * Stays the same when the bank tells the same movement again, in another file or another form: its own reference where it gives one, with direction
   * and fen; else a digest of what it says and the ordinal among equal movements of the day. See `bookingOf` for the payments of a batch.
   */
  readonly lineKey: string;
  readonly bookedOn: PlainDate;
  readonly direction: 'in' | 'out';
  /** Positive. */
  readonly amountFen: Fen;
  /** Whoever paid or was paid; '' where the bank does not say. */
  readonly counterparty: string;
  /** The counterparty's whole account, where the bank tells it. */
  readonly counterpartyAccount: string | undefined;
  readonly purpose: string;
  /** The id of our payment, where the bank gives it back. */
  readonly endToEndId: string | undefined;
  /** The number of our batch, where the bank books a batch as one movement or repeats its number. */
  readonly batchNumber: string | undefined;
  /** The bank takes an earlier movement back. */
  readonly reversal: boolean;
  /** Why a payment came back: ISO 20022 code and the bank's own words. */
  readonly returned: { readonly code: string | undefined; readonly text: string | undefined } | undefined;
  /** The balance after this movement, where the bank tells it. */
  readonly balanceFen: Fen | undefined;
}

/** An account's statement or notification as its bank tells it. Any problem of severity `error` means: post nothing of this file. */
export interface StatementFile {
  /** The account's whole number; undefined where the file does not name it. */
  readonly account: string | undefined;
  readonly from: PlainDate | undefined;
  readonly to: PlainDate | undefined;
  readonly openingFen: Fen | undefined;
  readonly closingFen: Fen | undefined;
  readonly lines: readonly StatementFileLine[];
  readonly problems: readonly BankFileProblem[];
}

/**
 * An account's statement or notification, in the form of the profile. All problems are gathered; any of severity `error` means that nothing of the
 * file may be posted. For files from outside use `readInChild('bankStatement', …)`: this runs where it is called.
 * @throws Refusal `file-refused` where the file is not of the profile's form at all
 */
export async function readStatementFile(profile: BankProfile, bytes: Uint8Array): Promise<StatementFile> {
  const { form } = profile.statement;
  return form.kind === 'camt' ? readAccountReport(profile, bytes) : readStatementSheet(profile, form, bytes);
}

/**
 * The bank's reference of the booking that a line is, or is a part of; undefined where the bank gave none. A bank may tell a batch once as a whole
 * (`E7|out|300`) and once payment by payment (`E7#a|out|100`, `E7#b|out|200`): these are one booking, of which only one telling may be posted.
 */
export function bookingOf(lineKey: string): string | undefined {
  return serialOf(lineKey)?.split('#')[0];
}

/** What the bank calls a line; undefined where the bank gave it no number. */
export const serialOf = (lineKey: string): string | undefined => (lineKey.startsWith('digest ') ? undefined : lineKey.split('|')[0]!);

/** The lines with their keys. `reference` is what the bank calls the movement. */
export function lineKeys(movements: readonly (Omit<StatementFileLine, 'lineKey'> & { readonly reference: string | undefined })[]): StatementFileLine[] {
  const seen = new Map<string, number>();
  return movements.map(({ reference, ...line }) => {
    if (reference) return { ...line, lineKey: `${reference}|${line.direction}|${line.amountFen}` };
    const said = JSON.stringify([line.bookedOn, line.direction, String(line.amountFen), line.counterparty, line.counterpartyAccount ?? '', line.purpose, line.endToEndId ?? '', line.batchNumber ?? '']);
    const digest = createHash('sha256').update(said).digest('hex').slice(0, 40);
    const ordinal = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, ordinal);
    return { ...line, lineKey: `digest ${digest} ${ordinal}` };
  });
}

/** One movement that is told twice under one reference counts once. */
export function keepOnce(lines: readonly StatementFileLine[], column: string, problems: BankFileProblem[]): StatementFileLine[] {
  const byKey = new Map<string, StatementFileLine>();
  for (const line of lines) {
    const earlier = byKey.get(line.lineKey);
    if (!earlier) byKey.set(line.lineKey, line);
    else if (earlier.bookedOn === line.bookedOn && earlier.counterparty === line.counterparty) problems.push({ code: 'BS-11', severity: 'warning', row: line.row, column, message: `与第 ${earlier.row} 行的流水号、方向和金额相同，只计一次` });
    else problems.push({ code: 'BS-11', severity: 'error', row: line.row, column, message: `与第 ${earlier.row} 行的流水号、方向和金额相同，而日期或对方不同` });
  }
  return [...byKey.values()];
}
