import { parseYuan, yuan, type Fen } from '../values/money.js';
import { bad, type Parsed } from '../values/parsed.js';
import { parsePlainDate, type PlainDate } from '../values/plain-date.js';
import { Refusal } from '../values/refusal.js';
import { fieldOf, findHeader, readGrid, type Field, type GridHeader, type GridRow } from './bank-grid.js';
import { reasonCodeOf, type BankProfile, type SheetForm, type StatementColumn } from './bank-profiles.js';
import type { BankFileProblem } from './bank-return-file.js';
import { keepOnce, lineKeys, type StatementFile, type StatementFileLine } from './bank-statement.js';

type Movement = Omit<StatementFileLine, 'lineKey'> & { readonly reference: string | undefined };
type Header = GridHeader<StatementColumn>;
type Tell = (code: string, row: number, column: string, message: string, severity?: BankFileProblem['severity']) => void;

const isTotal = (row: GridRow): boolean => row.fields.some((f) => /^(?:本页|本期|本月)?(?:合计|总计|小计)/u.test(f.text));

/**
 * An account's statement as a bank's sheet: debit and credit (or amount and sign), balance, counterparty, purpose. A running balance must run, in
 * whichever direction the sheet is sorted; sums at its foot must fit.
 * @throws Refusal `file-refused`
 */
export async function readStatementSheet(profile: BankProfile, form: SheetForm, bytes: Uint8Array): Promise<StatementFile> {
  const grid = await readGrid(form, bytes);
  const header = findHeader(grid, profile.statement.columns, (has) => has('date') && ((has('out') && has('in')) || (has('amount') && has('direction'))));
  if (!header) throw new Refusal('file-refused', '没有找到账户流水的表头：应有“交易日期”，以及“借方发生额”和“贷方发生额”，或者“金额”和“借贷标志”');
  const problems: BankFileProblem[] = [];
  const problem: Tell = (code, row, column, message, severity = 'error') => void problems.push({ code, severity, row, column, message });
  const movements: Movement[] = [];
  const rest: GridRow[] = [];
  for (const row of grid) {
    if (row.number === header.number || row.fields.every((f) => f.text === '')) continue;
    if (row.number < header.number || isTotal(row) || isNote(row)) {
      rest.push(row);
      continue;
    }
    const movement = readMovement(row, header, profile, problem);
    if (movement) movements.push(movement);
  }
  // A tab, so that a number in the next field is not taken for a part of this one.
  const texts = rest.map((r) => r.fields.map((f) => f.text).filter((t) => t !== '').join('\t'));
  const running = checkRunning(movements, header, problem);
  const openingFen = labelled(texts, /(?:期初|上期|上日|起始)余额/u) ?? running.openingFen;
  const closingFen = labelled(texts, /(?:期末|本期|当前|截止)余额/u) ?? running.closingFen;
  const sumFen = movements.reduce((sum, m) => sum + signed(m), 0n);
  const whole = !problems.some((p) => p.severity === 'error');
  if (whole && openingFen !== undefined && closingFen !== undefined && openingFen + sumFen !== closingFen) problem('BS-06', header.number, header.title('balance'), `期初 ${yuan(openingFen)} 加减发生额得 ${yuan(openingFen + sumFen)}，期末却是 ${yuan(closingFen)}`);
  if (whole) for (const row of rest) checkTotal(row, header, movements, problem);
  const period = texts.map((t) => /(\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?)\s*(?:至|到|—+|~|～|--|-)\s*(\d{4}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?)/u.exec(t)).find((m) => m !== null);
  const dayOf = (text: string | undefined): PlainDate | undefined => {
    const day = parsePlainDate(text ?? '');
    return day.ok ? day.value : undefined;
  };
  const account = texts.map((t) => /(?<!对方)(?:账号|帐号|卡号)[：:]?\s*(\d[\d -]{7,40}\d)/u.exec(t)?.[1]?.replace(/[ -]/gu, '')).find((a) => a !== undefined);
  return { account, from: dayOf(period?.[1]), to: dayOf(period?.[2]), openingFen, closingFen, lines: keepOnce(lineKeys(movements), header.title('serial'), problems), problems: problems.toSorted((a, b) => a.row - b.row) };
}

/** A line of words below the movements, such as who printed it. */
const isNote = (row: GridRow): boolean => row.fields.filter((f) => f.text !== '').length <= 2 && /余额|打印|制表|第\s*\d+\s*页|共\s*\d+|说明|以下空白/u.test(row.fields.map((f) => f.text).join(' '));

const signed = (m: Pick<Movement, 'direction' | 'amountFen'>): Fen => (m.direction === 'in' ? m.amountFen : -m.amountFen);

function readMovement(row: GridRow, header: Header, profile: BankProfile, problem: Tell): Movement | undefined {
  const field = (name: StatementColumn): Field => fieldOf(row, header, name);
  const wrong = (code: string, name: StatementColumn, why: string): undefined => problem(code, row.number, header.title(name), why) as undefined;
  const date = dateOf(field('date').text);
  if (!date.ok) wrong('BS-05', 'date', date.why);
  const amount = amountOf(header, field, profile);
  if (!amount.ok) wrong(amount.code, amount.column, amount.why);
  const balance = field('balance').text === '' ? undefined : parseYuan(field('balance').text.slice(0, 64));
  if (balance && !balance.ok) wrong('BS-03', 'balance', balance.why);
  const lost = (name: StatementColumn): boolean => field(name).isNumber && field(name).text.length > 15;
  for (const name of ['serial', 'endToEndId'] as const) if (lost(name)) wrong('BS-10', name, '以数字格式保存，末几位已经丢失，请设为文本后重新导出');
  for (const name of ['serial', 'endToEndId', 'batchNumber'] as const) if (field(name).text.length > 64) wrong('BS-10', name, '超过 64 个字符');
  if (!date.ok || !amount.ok || (balance && !balance.ok) || lost('serial') || lost('endToEndId') || field('serial').text.length > 64) return undefined;
  const purpose = [...new Set(header.columns('purpose').map((at) => row.fields[at]?.text ?? '').filter((t) => t !== ''))].join(' ').slice(0, 500).normalize('NFC');
  const account = field('counterpartyAccount').text.replace(/[\s-]/gu, '');
  const { returned, reversed } = profile.statement;
  const reversal = reversed.some((w) => purpose.includes(w));
  const isReturned = amount.direction === 'in' && !reversal && returned.some((w) => purpose.includes(w));
  return {
    row: row.number,
    reference: field('serial').text || undefined,
    bookedOn: date.value,
    direction: amount.direction,
    amountFen: amount.fen,
    counterparty: field('counterparty').text.slice(0, 200).normalize('NFC'),
    counterpartyAccount: account === '' || lost('counterpartyAccount') ? undefined : account.slice(0, 64),
    purpose,
    endToEndId: field('endToEndId').text || undefined,
    batchNumber: field('batchNumber').text || undefined,
    reversal,
    returned: isReturned ? { code: reasonCodeOf(profile, purpose), text: purpose } : undefined,
    balanceFen: balance?.value,
  };
}

/** "2026-11-23", also with a time behind it, "20261123101500" included. */
function dateOf(text: string): Parsed<PlainDate> {
  const day = /^\d{14}$/u.test(text) ? text.slice(0, 8) : text.split(/[\sT]/u, 1)[0]!;
  return parsePlainDate(day.slice(0, 24));
}

type Amount = { readonly ok: true; readonly fen: Fen; readonly direction: 'in' | 'out' } | { readonly ok: false; readonly code: string; readonly column: StatementColumn; readonly why: string };

function amountOf(header: Header, field: (name: StatementColumn) => Field, { statement }: BankProfile): Amount {
  const wrong = (code: string, column: StatementColumn, why: string): Amount => ({ ok: false, code, column, why });
  const read = (name: StatementColumn): Parsed<Fen> => (field(name).text.length > 64 ? bad('金额过长') : parseYuan(field(name).text));
  if (header.has('out') && header.has('in')) {
    const sides: Amount[] = [];
    for (const direction of ['out', 'in'] as const) {
      if (/^[-–—]?$/u.test(field(direction).text)) continue;
      const amount = read(direction);
      if (!amount.ok) return wrong('BS-03', direction, amount.why);
      if (amount.value < 0n) return wrong('BS-03', direction, '金额为负，请向银行核实这笔发生额');
      if (amount.value > 0n) sides.push({ ok: true, fen: amount.value, direction });
    }
    if (sides.length === 2) return wrong('BS-04', 'out', '借方和贷方都有金额');
    return sides[0] ?? wrong('BS-03', 'out', '没有金额');
  }
  const amount = read('amount');
  if (!amount.ok) return wrong('BS-03', 'amount', amount.why);
  const word = field('direction').text.replace(/\s+/gu, '').toUpperCase();
  const direction = statement.incoming.includes(word) ? 'in' : statement.outgoing.includes(word) ? 'out' : undefined;
  if (!direction) return wrong('BS-04', 'direction', `不认识的借贷标志“${word.slice(0, 16)}”`);
  // With a sign beside it some banks also write what goes out as a negative amount.
  if (amount.value === 0n || (amount.value < 0n && direction === 'in')) return wrong('BS-03', 'amount', '金额必须大于零');
  return { ok: true, fen: amount.value < 0n ? -amount.value : amount.value, direction };
}

/** Each balance is the one before it and the movement. Sheets are sorted upwards or downwards: the direction in which more fits is meant. */
function checkRunning(movements: readonly Movement[], header: Header, problem: Tell): { openingFen: Fen | undefined; closingFen: Fen | undefined } {
  const breaks = (lines: readonly Movement[]): Movement[] => lines.filter((m, i) => i > 0 && m.balanceFen !== undefined && lines[i - 1]!.balanceFen !== undefined && lines[i - 1]!.balanceFen! + signed(m) !== m.balanceFen);
  const [up, down] = [breaks(movements), breaks(movements.toReversed())];
  const downwards = down.length < up.length;
  for (const m of downwards ? down : up) problem('BS-06', m.row, header.title('balance'), `余额与${downwards ? '下' : '上'}一行不连续，可能缺行或金额有误`);
  const first = downwards ? movements.at(-1) : movements[0];
  const last = downwards ? movements[0] : movements.at(-1);
  return { openingFen: first?.balanceFen === undefined ? undefined : first.balanceFen - signed(first), closingFen: last?.balanceFen };
}

/** A balance that stands beside its label above or below the movements. */
function labelled(texts: readonly string[], label: RegExp): Fen | undefined {
  for (const text of texts) {
    const at = label.exec(text);
    const amount = at && /^[：:（(元)）]*\s*([¥￥]?-?[\d,]+(?:\.\d+)?)/u.exec(text.slice(at.index + at[0].length).trimStart());
    const fen = amount && parseYuan(amount[1]!);
    if (fen?.ok) return fen.value;
  }
  return undefined;
}

/** 合计 at the foot, under the columns of amounts. A page's own sum is left alone. */
function checkTotal(row: GridRow, header: Header, movements: readonly Movement[], problem: Tell): void {
  if (row.number < header.number || !row.fields.some((f) => /^(?:合计|总计)/u.test(f.text))) return;
  for (const direction of ['out', 'in'] as const) {
    const text = fieldOf(row, header, direction).text;
    const told = parseYuan(text);
    if (text === '' || !told.ok) continue;
    const ours = movements.reduce((sum, m) => (m.direction === direction ? sum + m.amountFen : sum), 0n);
    if (told.value !== ours) problem('BS-09', row.number, header.title(direction), `合计为 ${yuan(told.value)}，明细之和为 ${yuan(ours)}`);
  }
}
