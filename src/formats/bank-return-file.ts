import { parseYuan, yuan, type Fen } from '../values/money.js';
import { bad } from '../values/parsed.js';
import { Refusal } from '../values/refusal.js';
import { bankProfiles, reasonCodes, type AnswerColumn, type BankProfile, type BankProfileId } from './bank-profiles.js';
import { decodeBytes, splitDelimited } from './spreadsheet/delimited.js';
import { readWorkbook } from './spreadsheet/read-workbook.js';
import { normalWords } from './table/vocabulary.js';

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
  /** What the file's control line says, undefined where it has none. */
  readonly control: { readonly count: number; readonly sumFen: Fen } | undefined;
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
export async function readReturnFile(profile: BankProfileId, bytes: Uint8Array): Promise<ReturnFile> {
  const { form, answer } = bankProfiles[profile];
  const grid = await gridOf(form, bytes);
  const header = findAnswerHeader(grid, answer);
  const problems: BankFileProblem[] = [];
  const lines: ReturnLine[] = [];
  const byId = new Map<string, ReturnLine>();
  for (const { number, fields } of grid) {
    if (number <= header.number || fields.every((f) => f.text === '') || isControl(fields)) continue;
    const line = readAnswer(number, fields, header, answer, problems);
    if (!line) continue;
    const earlier = byId.get(line.endToEndId);
    if (!earlier) {
      byId.set(line.endToEndId, line);
      lines.push(line);
    } else if (earlier.lineKey === line.lineKey && earlier.amountFen === line.amountFen) {
      problems.push({ code: 'BF-03', severity: 'warning', row: number, column: header.title('endToEndId'), message: `与第 ${earlier.row} 行完全相同，只计一次` });
    } else {
      problems.push({ code: 'BF-04', severity: 'error', row: number, column: header.title('endToEndId'), message: `同一业务编号在第 ${earlier.row} 行有不同的结果` });
    }
  }
  const sumFen = lines.reduce((sum, l) => sum + l.amountFen, 0n);
  const { batchId, control } = readControl(grid, problems);
  if (lines.length === 0) problems.push({ code: 'BF-09', severity: 'error', row: header.number, column: '', message: '文件中没有明细' });
  if (!control) problems.push({ code: 'BF-10', severity: 'error', row: header.number, column: '', message: '文件中没有总笔数和总金额，无法核对是否完整' });
  else if (control.count !== lines.length) problems.push({ code: 'BF-05', severity: 'error', row: control.row, column: '总笔数', message: `总笔数为 ${control.count},明细为 ${lines.length} 笔` });
  if (control && control.sumFen !== sumFen) problems.push({ code: 'BF-06', severity: 'error', row: control.row, column: '总金额', message: `总金额为 ${yuan(control.sumFen)},明细之和为 ${yuan(sumFen)}` });
  return {
    batchId,
    lines,
    control: control && { count: control.count, sumFen: control.sumFen },
    count: lines.length,
    sumFen,
    paidFen: lines.reduce((sum, l) => (l.status === 'PAID' ? sum + l.amountFen : sum), 0n),
    problems: problems.toSorted((a, b) => a.row - b.row),
  };
}

interface Field {
  readonly text: string;
  /** A number cell: long digits in it have lost their last ones. */
  readonly isNumber: boolean;
}

interface GridRow {
  readonly number: number;
  readonly fields: readonly Field[];
}

async function gridOf(form: BankProfile['form'], bytes: Uint8Array): Promise<GridRow[]> {
  if (form.kind === 'xlsx' || form.delimiter.length === 1) {
    const sheet = (await readWorkbook(bytes)).sheets.find((s) => !s.hidden && s.rows.length > 0);
    return (sheet?.rows ?? []).map((r) => ({ number: r.number, fields: Array.from(r.cells, (c) => ({ text: c?.text.trim() ?? '', isNumber: c?.kind === 'number' })) }));
  }
  const rows = [...splitDelimited(decodeBytes(bytes), form.delimiter)];
  return rows.map((fields, i) => ({ number: i + 1, fields: fields.map((f) => ({ text: f.trim(), isNumber: false })) }));
}

interface AnswerHeader {
  readonly number: number;
  column(field: AnswerColumn): number | undefined;
  title(field: AnswerColumn): string;
}

function findAnswerHeader(grid: readonly GridRow[], answer: BankProfile['answer']): AnswerHeader {
  for (const { number, fields } of grid.slice(0, 20)) {
    const words = fields.map((f) => normalWords(f.text));
    const column = (field: AnswerColumn): number | undefined => {
      const at = words.findIndex((w) => answer.columns[field].includes(w));
      return at < 0 ? undefined : at;
    };
    if (column('endToEndId') !== undefined && column('amount') !== undefined && column('status') !== undefined) {
      return { number, column, title: (field) => fields[column(field) ?? -1]?.text ?? answer.columns[field][0]! };
    }
  }
  throw new Refusal('file-refused', '没有找到银行回盘文件的表头：应有“业务编号”“金额”“处理结果”等列');
}

function readAnswer(row: number, fields: readonly Field[], header: AnswerHeader, answer: BankProfile['answer'], problems: BankFileProblem[]): ReturnLine | undefined {
  const field = (name: AnswerColumn): Field => fields[header.column(name) ?? -1] ?? { text: '', isNumber: false };
  const problem = (code: string, severity: BankFileProblem['severity'], name: AnswerColumn, message: string): undefined => {
    problems.push({ code, severity, row, column: header.title(name), message });
    return undefined;
  };
  const id = field('endToEndId');
  if (id.text.length > 64) return problem('BF-01', 'error', 'endToEndId', '业务编号过长');
  if (id.text === '' || (id.isNumber && id.text.length > 15)) return problem('BF-01', 'error', 'endToEndId', id.text === '' ? '没有业务编号' : '业务编号以数字格式保存，末几位已经丢失');
  const amount = field('amount').text.length > 64 ? bad('金额过长') : parseYuan(field('amount').text);
  if (!amount.ok) return problem('BF-02', 'error', 'amount', amount.why);
  if (amount.value <= 0n) return problem('BF-02', 'error', 'amount', '金额必须大于零');

  const words = field('status').text.slice(0, 64).replace(/\s+/gu, '').toUpperCase();
  const status = (['PAID', 'REJECTED', 'RETURNED'] as const).find((s) => answer.statuses[s].includes(words)) ?? 'UNKNOWN';
  if (status === 'UNKNOWN' && !answer.pending.includes(words)) problem('BF-07', 'warning', 'status', `不认识的处理结果“${words}”，按“未知”处理，请向银行核实`);
  const reasonText = field('reason').text.slice(0, 200) || undefined;
  const failed = status === 'REJECTED' || status === 'RETURNED';
  if (failed && !reasonText) problem('BF-08', 'warning', 'reason', '银行没有说明失败原因');

  const card = field('card').text.replace(/[\s-]/gu, '');
  const lost = field('card').isNumber && card.length > 15;
  return {
    row,
    lineKey: [id.text, status, reasonText ?? ''].join('|'),
    endToEndId: id.text,
    payeeName: field('payeeName').text.slice(0, 100).normalize('NFC') || undefined,
    card: !lost && /^\d{12,19}$/u.test(card) ? card : undefined,
    cardLast4: lost ? undefined : /\d{4}$/u.exec(card)?.[0],
    amountFen: amount.value,
    status,
    reasonCode: failed && reasonText ? reasonCodes.find(([pattern]) => pattern.test(reasonText))?.[1] : undefined,
    reasonText,
  };
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
