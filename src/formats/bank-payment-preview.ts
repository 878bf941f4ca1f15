import type { BankCard } from '../values/bank-card.js';
import { day } from '../values/plain-date.js';
import { writePaymentFile, type PaymentFile, type PaymentLine } from './bank-payment-file.js';
import type { BankProfile } from './bank-profiles.js';
import { decodeBytes } from './spreadsheet/delimited.js';

/** Nobody's names and cards: a rare character, a minority name, an everyday one. */
const workers: readonly (readonly [string, string])[] = [
  ['张三', '9900000000000000011'],
  ['古丽巴哈尔·买买提', '9900000000000000029'],
  ['䶮𬭎', '9900000000000000037'],
];

/** The payment file that a profile makes of three made-up workers; `text` is what it says, undefined for a workbook. */
export async function previewPaymentFile(profile: BankProfile): Promise<{ readonly file: PaymentFile; readonly text: string | undefined }> {
  const lines = workers.slice(0, profile.payment.mostLines).map(([payeeName, card], i): PaymentLine => ({ endToEndId: `AXSAMPLE0000${i + 1}`, payeeName, card: card as BankCard, bank: '某银行某支行', amountFen: 543_501n + BigInt(i), purpose: '工资'.slice(0, profile.payment.longestPurpose) }));
  const file = await writePaymentFile(profile, { batchId: 'SAMPLE-1', date: day('2026-11-23'), payerName: '某工程农民工工资专户', payerAccount: '00000000000000000000', payerBank: '某银行', lines });
  return { file, text: profile.payment.form.kind === 'xlsx' ? undefined : decodeBytes(file.bytes) };
}
