import type { BankCard } from '../values/bank-card.js';
import { maxFen, yuan, type Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { mostPaymentLines, type BankProfile, type PaymentColumn } from './bank-profiles.js';
import { writePain001 } from './iso20022/write-payment.js';
import { encodeGb18030 } from './spreadsheet/gb18030.js';
import { writeWorkbook, type CellToWrite } from './workbook-writer.js';

/** One payment to one worker's own card. */
export interface PaymentLine {
  /** Made when the release was approved and never again; letters and digits, at most 35. */
  readonly endToEndId: string;
  readonly payeeName: string;
  readonly card: BankCard;
  readonly bank: string;
  /** Positive. */
  readonly amountFen: Fen;
  readonly purpose: string;
}

export interface PaymentBatch {
  readonly batchId: string;
  readonly date: PlainDate;
  readonly payerName: string;
  readonly payerAccount: string;
  /** The bank that keeps it. */
  readonly payerBank: string;
  readonly lines: readonly PaymentLine[];
}

export interface PaymentFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Control totals, which also stand in the file. */
  readonly count: number;
  readonly sumFen: Fen;
}

/**
 * The payment file of a batch, as the bank of `profile` wants it, with count and sum in its first line.
 * @throws RangeError where a line breaks the bank's limits, an id comes twice, or a text could be taken for something else than itself
 */
export async function writePaymentFile(profile: BankProfile, batch: PaymentBatch): Promise<PaymentFile> {
  const { form, columns: wanted } = profile.payment;
  checkBatch(profile.payment, batch);
  const count = batch.lines.length;
  const sumFen = batch.lines.reduce((sum, l) => sum + l.amountFen, 0n);
  if (form.kind === 'pain.001') return { fileName: `${batch.batchId}.xml`, contentType: 'application/xml', bytes: Buffer.from(writePain001(batch, { count, sumFen })), count, sumFen };
  const control = ['批次号', batch.batchId, '付款户名', batch.payerName, '付款账号', batch.payerAccount, '日期', batch.date, '总笔数', String(count), '总金额', yuan(sumFen)];
  const cell = (line: PaymentLine, i: number, holds: PaymentColumn): CellToWrite =>
    ({ sequence: i + 1, endToEndId: line.endToEndId, payeeName: line.payeeName, card: line.card, bank: line.bank, amount: line.amountFen, purpose: line.purpose })[holds];
  if (form.kind === 'xlsx') {
    const kinds = { sequence: 'integer', amount: 'amount' } as const;
    const columns = wanted.map((c) => ({ header: c.header, kind: c.holds === 'sequence' || c.holds === 'amount' ? kinds[c.holds] : ('text' as const), width: c.holds === 'card' || c.holds === 'bank' || c.holds === 'endToEndId' ? 26 : 14 }));
    const rows = batch.lines.map((line, i) => wanted.map((c) => cell(line, i, c.holds)));
    const bytes = await writeWorkbook([{ name: '代发明细', heading: ['代发明细', control.map((text, i) => (i % 2 === 0 ? `${text}：` : `${text}  `)).join('').trim()], columns, rows }]);
    return { fileName: `${batch.batchId}.xlsx`, contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes, count, sumFen };
  }
  const written = (value: CellToWrite): string => (typeof value === 'bigint' ? yuan(value) : String(value ?? ''));
  const rows = [control, wanted.map((c) => c.header), ...batch.lines.map((line, i) => wanted.map((c) => written(cell(line, i, c.holds))))];
  const text = rows.map((fields) => fields.map((f) => (form.delimiter.length === 1 && f.includes(form.delimiter) ? `"${f}"` : f)).join(form.delimiter)).join('\r\n') + '\r\n';
  const bytes = form.encoding === 'gb18030' ? encodeGb18030(text) : Buffer.from(text);
  return { fileName: `${batch.batchId}.${form.extension}`, contentType: `text/${form.extension === 'csv' ? 'csv' : 'plain'}; charset=${form.encoding}`, bytes, count, sumFen };
}

function checkBatch({ form, mostLines, longestPurpose }: BankProfile['payment'], batch: PaymentBatch): void {
  const bad = (i: number, why: string): RangeError => new RangeError(`line ${i + 1}: ${why}`);
  const most = Math.min(mostLines, mostPaymentLines);
  if (!/^[A-Za-z0-9-]{1,35}$/u.test(batch.batchId)) throw new RangeError('batchId: 1 to 35 letters, digits, hyphens');
  if (batch.lines.length === 0 || batch.lines.length > most) throw new RangeError(`lines: 1 to ${most}`);
  // The bank compares the name to the letter, so nothing may be escaped or added: what would need it is refused. XML can say every character but these.
  const delimiter = form.kind === 'delimited' && form.delimiter.length > 1 ? form.delimiter : '"';
  const cannotSay = (t: string): boolean => (form.kind === 'pain.001' ? /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(t) : /[\p{Cc}"]|^\s*[=+\-@＝＋－＠]/u.test(t) || t.includes(delimiter));
  const seen = new Set<string>();
  for (const [i, line] of batch.lines.entries()) {
    if (!/^[A-Za-z0-9]{1,35}$/u.test(line.endToEndId) || seen.has(line.endToEndId)) throw bad(i, 'endToEndId must be 1 to 35 letters and digits and stand once');
    seen.add(line.endToEndId);
    if (line.amountFen <= 0n || line.amountFen > maxFen) throw bad(i, 'amount must be positive and within the limit');
    if ([...line.purpose].length > longestPurpose) throw bad(i, `purpose is longer than ${longestPurpose}`);
    if (line.payeeName === '' || line.payeeName.length > 140 || line.bank.length > 140 || [line.payeeName, line.bank, line.purpose].some(cannotSay)) throw bad(i, 'text that is missing, too long, or with a character that this form cannot say');
  }
  const payer = [batch.payerName, batch.payerAccount, batch.payerBank];
  if (payer.some((t) => t === '' || t.length > 140 || /[\p{Cc}\p{Cs}",|]/u.test(t))) throw new RangeError('payer: missing, too long, control character, delimiter or quote');
}
