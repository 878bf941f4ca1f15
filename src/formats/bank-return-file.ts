import { parseYuan, yuan, type Fen } from '../values/money.js';
import { bad } from '../values/parsed.js';
import { Refusal } from '../values/refusal.js';
import { fieldOf, findHeader, readGrid, type Field, type GridHeader, type GridRow } from './bank-grid.js';
import { reasonCodeOf, type AnswerColumn, type BankProfile } from './bank-profiles.js';
import { readStatusReport } from './iso20022/read-status.js';

export type ReturnStatus = 'PAID' | 'REJECTED' | 'RETURNED' | 'UNKNOWN';

/** What the bank says of one payment. */
export interface ReturnLine {
  /** Line or row number in the file, from 1. */
  readonly row: number;
  /** Stays the same when the same answer arrives again: end-to-end id + status + reason. */
  readonly lineKey: string;
  readonly endToEndId: string;
  readonly payeeName: string | undefined;
  /** The whole card where the bank repeats it, else undefined. */
  readonly card: string | undefined;
  readonly cardLast4: string | undefined;
  readonly amountFen: Fen;
  readonly status: ReturnStatus;
  /** ISO 20022 external code where the profile knows the bank's words, e.g. AC01; else undefined. */
  readonly reasonCode: string | undefined;
  /** The bank's own words. */
  readonly reasonText: string | undefined;
}

/** A mistake in a bank's file. Any of severity `error` means: post nothing of this file. */
export interface BankFileProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

export interface ReturnFile {
  readonly batchId: string | undefined;
  readonly lines: readonly ReturnLine[];
  /** What the file's control line says (a pain.002: of the payments that it answers); undefined where it has none. */
  readonly control: { readonly count: number; readonly sumFen: Fen } | undefined;
  /** The bank speaks of the batch as a whole: what holds for every payment without a line of its own, of a batch with the totals of `control`. */
  readonly whole: { readonly status: 'PAID' | 'REJECTED'; readonly reasonCode: string | undefined; readonly reasonText: string | undefined } | undefined;
  /** Sums of `lines`. */
  readonly count: number;
  readonly sumFen: Fen;
  readonly paidFen: Fen;
  readonly problems: readonly BankFileProblem[];
}

/**
 * The bank's answer to a payment file: one line for each payment it speaks of. All problems are gathered; any of severity `error`
 * means that nothing of the file may be posted.
 * For files from outside use `readInChild('bankReturn', …)`: this runs where it is called.
 * @throws Refusal `file-refused` where the file is not of the profile's form at all
 */
export async function readReturnFile(profile: BankProfile, bytes: Uint8Array): Promise<ReturnFile> {
  const { form, columns } = profile.answer;
  if (form.kind === 'pain.002') return readStatusReport(profile, bytes);
  const grid = await readGrid(form, bytes);
  const header = findHeader(grid, columns, (has) => has('endToEndId') && has('amount') && has('status'));
  if (!header) throw new Refusal('file-refused', '没有找到银行回盘文件的表头：应有“业务编号”“金额”“处理结果”等列');
  const problems: BankFileProblem[] = [];
  const read: ReturnLine[] = [];
  for (const row of grid) {
    if (row.number <= header.number || row.fields.every((f) => f.text === '') || isControl(row.fields)) continue;
    const line = readAnswer(row, header, profile, problems);
    if (line) read.push(line);
  }
  const lines = eachOnce(read, header.title('endToEndId'), problems);
  const sumFen = sumOf(lines);
  const { batchId, control } = readControl(grid, problems);
  if (lines.length === 0) problems.push({ code: 'BF-09', severity: 'error', row: header.number, column: '', message: '文件中没有明细' });
  if (!control) problems.push({ code: 'BF-10', severity: 'error', row: header.number, column: '', message: '文件中没有总笔数和总金额，无法核对是否完整' });
  else if (control.count !== lines.length) problems.push({ code: 'BF-05', severity: 'error', row: control.row, column: '总笔数', message: `总笔数为 ${control.count}，明细为 ${lines.length} 笔` });
  if (control && control.sumFen !== sumFen) problems.push({ code: 'BF-06', severity: 'error', row: control.row, column: '总金额', message: `总金额为 ${yuan(control.sumFen)}，明细之和为 ${yuan(sumFen)}` });
  return returnFile({ batchId, lines, control: control && { count: control.count, sumFen: control.sumFen }, whole: undefined }, problems);
}

/** The result with its sums; problems in the order of the file. */
export function returnFile(read: Pick<ReturnFile, 'batchId' | 'lines' | 'control' | 'whole'>, problems: readonly BankFileProblem[]): ReturnFile {
  return { ...read, count: read.lines.length, sumFen: sumOf(read.lines), paidFen: sumOf(read.lines.filter((l) => l.status === 'PAID')), problems: problems.toSorted((a, b) => a.row - b.row) };
}

/** The same answer told twice counts once; two answers to one payment are a mistake of the file. */
export function eachOnce(read: readonly ReturnLine[], column: string, problems: BankFileProblem[]): ReturnLine[] {
  const byId = new Map<string, ReturnLine>();
  for (const line of read) {
    const earlier = byId.get(line.endToEndId);
    if (!earlier) byId.set(line.endToEndId, line);
    else if (earlier.lineKey === line.lineKey && earlier.amountFen === line.amountFen && earlier.card === line.card && earlier.cardLast4 === line.cardLast4) problems.push({ code: 'BF-03', severity: 'warning', row: line.row, column, message: `与第 ${earlier.row} 行完全相同，只计一次` });
    else problems.push({ code: 'BF-04', severity: 'error', row: line.row, column, message: `同一业务编号在第 ${earlier.row} 行有不同的结果` });
  }
  return [...byId.values()];
}

export const sumOf = (lines: readonly { readonly amountFen: Fen }[]): Fen => lines.reduce((sum, l) => sum + l.amountFen, 0n);

/** Status and reason of one payment by the profile's words. What it does not know is UNKNOWN, with a warning. */
export function judgeWords(
  profile: BankProfile,
  told: { readonly endToEndId: string; readonly status: string; readonly reasonCode?: string | undefined; readonly reasonText: string | undefined },
  problem: (code: string, severity: BankFileProblem['severity'], field: 'status' | 'reason', message: string) => void,
): Pick<ReturnLine, 'lineKey' | 'status' | 'reasonCode' | 'reasonText'> {
  const { statuses, pending } = profile.answer;
  const { endToEndId, reasonText } = told;
  const words = told.status.slice(0, 64).replace(/\s+/gu, '').toUpperCase();
  const status = (['PAID', 'REJECTED', 'RETURNED'] as const).find((s) => statuses[s].includes(words)) ?? 'UNKNOWN';
  if (status === 'UNKNOWN' && !pending.includes(words)) problem('BF-07', 'warning', 'status', `不认识的处理结果“${words}”，按“未知”处理，请向银行核实`);
  const failed = status === 'REJECTED' || status === 'RETURNED';
  if (failed && !reasonText && !told.reasonCode) problem('BF-08', 'warning', 'reason', '银行没有说明失败原因');
  const reasonCode = failed ? (told.reasonCode ?? (reasonText && reasonCodeOf(profile, reasonText))) : undefined;
  return { lineKey: [endToEndId, status, reasonText ?? told.reasonCode ?? ''].join('|'), status, reasonCode: reasonCode || undefined, reasonText };
}

function readAnswer(row: GridRow, header: GridHeader<AnswerColumn>, profile: BankProfile, problems: BankFileProblem[]): ReturnLine | undefined {
  const field = (name: AnswerColumn): Field => fieldOf(row, header, name);
  const problem = (code: string, severity: BankFileProblem['severity'], name: AnswerColumn, message: string): undefined => {
    problems.push({ code, severity, row: row.number, column: header.title(name), message });
    return undefined;
  };
  const id = field('endToEndId');
  if (id.text.length > 64) return problem('BF-01', 'error', 'endToEndId', '业务编号过长');
  if (id.text === '' || (id.isNumber && id.text.length > 15)) return problem('BF-01', 'error', 'endToEndId', id.text === '' ? '没有业务编号' : '业务编号以数字格式保存，末几位已经丢失');
  const amount = field('amount').text.length > 64 ? bad('金额过长') : parseYuan(field('amount').text);
  if (!amount.ok) return problem('BF-02', 'error', 'amount', amount.why);
  if (amount.value <= 0n) return problem('BF-02', 'error', 'amount', '金额必须大于零');

  const card = field('card').text.replace(/[\s-]/gu, '');
  const lost = field('card').isNumber && card.length > 15;
  return {
    row: row.number,
    endToEndId: id.text,
    payeeName: field('payeeName').text.slice(0, 100).normalize('NFC') || undefined,
    ...cardTold(lost ? '' : card),
    amountFen: amount.value,
    ...judgeWords(profile, { endToEndId: id.text, status: field('status').text, reasonText: field('reason').text.slice(0, 200) || undefined }, problem),
  };
}

/** The whole card where the bank repeats it, else its last four digits, else nothing. */
export function cardTold(text: string): Pick<ReturnLine, 'card' | 'cardLast4'> {
  return { card: /^\d{12,19}$/u.test(text) ? text : undefined, cardLast4: /\d{4}$/u.exec(text)?.[0] };
}

/** Label and value side by side ("总笔数", "130") or in one cell ("总笔数：130"), above or below the lines. */
function isControl(fields: readonly Field[]): boolean {
  return fields.some((f) => /^(?:总笔数|总金额|批次号)(?:[：:]|$)/u.test(f.text));
}

function readControl(grid: readonly GridRow[], problems: BankFileProblem[]): { batchId: string | undefined; control: { row: number; count: number; sumFen: Fen } | undefined } {
  const found = new Map<string, { row: number; value: string }>();
  for (const { number, fields } of grid) {
    if (!isControl(fields)) continue;
    const line = fields.map((f) => f.text).filter((t) => t !== '').join('  ');
    for (const m of line.matchAll(/(批次号|总笔数|总金额)[：:]?\s*([^\s：:]+)/gu)) {
      const known = found.get(m[1]!);
      if (!known) found.set(m[1]!, { row: number, value: m[2]! });
      else if (known.value !== m[2]) problems.push({ code: 'BF-11', severity: 'error', row: number, column: m[1]!, message: `${m[1]}与第 ${known.row} 行不一致` });
    }
  }
  const count = found.get('总笔数');
  const sum = parseYuan(found.get('总金额')?.value ?? '');
  const control = count && /^\d{1,7}$/u.test(count.value) && sum.ok ? { row: count.row, count: Number(count.value), sumFen: sum.value } : undefined;
  return { batchId: found.get('批次号')?.value, control };
}
