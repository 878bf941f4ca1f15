import type { Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import type { BankFileProblem } from './bank-return-file.js';

/** One movement on an account, as its bank tells it. */
export interface StatementFileLine {
  /** Line, row or entry number in the file, from 1. */
  readonly row: number;
  /** Stays the same when the bank tells the same movement again, in another file or another form: its own reference where it gives one. */
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
