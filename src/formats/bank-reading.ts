import { yuan } from '../values/money.js';
import { maskName } from '../values/mask.js';
import { Refusal } from '../values/refusal.js';
import type { BankFileProblem, ReturnFile } from './bank-return-file.js';
import type { StatementFile } from './bank-statement.js';

/** What was read of a bank's file, in words: to be looked at, kept and compared. */
export interface BankReading {
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly columns: readonly string[];
  /** One text for each column. */
  readonly rows: readonly (readonly string[])[];
  readonly problems: readonly BankFileProblem[];
}

export const statusNames = { PAID: '已到账', REJECTED: '失败', RETURNED: '退票', UNKNOWN: '未知' } as const;

export function answerReading(file: ReturnFile): BankReading {
  return {
    facts: [
      { label: '批次号', value: file.batchId ?? '' },
      { label: '总笔数和总金额', value: file.control ? `${file.control.count} 笔 ${yuan(file.control.sumFen)} 元` : '' },
      { label: '整批结果', value: file.whole ? `${statusNames[file.whole.status]} ${file.whole.reasonText ?? file.whole.reasonCode ?? ''}`.trim() : '' },
      { label: '读出', value: `${file.count} 笔 ${yuan(file.sumFen)} 元，其中已到账 ${yuan(file.paidFen)} 元` },
    ],
    columns: ['行', '业务编号', '姓名', '卡号', '金额（元）', '结果', '原因代码', '原因'],
    rows: file.lines.map((l) => [String(l.row), l.endToEndId, l.payeeName ?? '', l.card ?? l.cardLast4 ?? '', yuan(l.amountFen), statusNames[l.status], l.reasonCode ?? '', l.reasonText ?? '']),
    problems: file.problems,
  };
}

export function statementReading(file: StatementFile): BankReading {
  const fen = (amount: bigint | undefined): string => (amount === undefined ? '' : yuan(amount));
  return {
    facts: [
      { label: '账号', value: file.account ?? '' },
      { label: '期间', value: file.from || file.to ? `${file.from ?? ''} 至 ${file.to ?? ''}` : '' },
      { label: '期初余额（元）', value: fen(file.openingFen) },
      { label: '期末余额（元）', value: fen(file.closingFen) },
    ],
    columns: ['行', '日期', '收支', '金额（元）', '对方', '对方账号', '用途', '业务编号', '批次号', '性质', '余额（元）', '识别号'],
    rows: file.lines.map((l) => [
      String(l.row),
      l.bookedOn,
      l.direction === 'in' ? '收入' : '支出',
      yuan(l.amountFen),
      l.counterparty,
      l.counterpartyAccount ?? '',
      l.purpose,
      l.endToEndId ?? '',
      l.batchNumber ?? '',
      [l.reversal ? '冲正' : '', l.returned ? `退票 ${l.returned.code ?? ''} ${l.returned.text ?? ''}`.trim() : ''].filter(Boolean).join('；'),
      fen(l.balanceFen),
      l.lineKey,
    ]),
    problems: file.problems,
  };
}

/** A file that cannot be read by a profile at all also has a reading, which must stay so. */
export function refusedReading(refusal: Refusal): BankReading {
  return { facts: [{ label: '整份拒收', value: refusal.why }], columns: [], rows: [], problems: [] };
}

/**
 * A cell as a page may show it: names of people and numbers of accounts are not what one looks for there.
 * A counterparty of at most four characters, or with a middle dot, is taken for a person.
 */
export function maskedCell(column: string, value: string): string {
  if (column === '姓名' || (column === '对方' && ([...value].length <= 4 || value.includes('·')))) return maskName(value);
  return column === '卡号' || column === '对方账号' ? value.replace(/^.*(?=.{4}$)/u, '**** ') : value;
}

/** Where two readings of one file differ, in words that a page may show. Nothing: they are the same. */
export function readingDifferences(before: BankReading, after: BankReading): string[] {
  const found: string[] = [];
  const said = (text: string | undefined): string => (text === undefined ? '没有' : `“${text}”`);
  const labels = [...new Set([...before.facts, ...after.facts].map((f) => f.label))];
  for (const label of labels) {
    const [a, b] = [before, after].map((r) => r.facts.find((f) => f.label === label)?.value || undefined);
    if (a !== b) found.push(`${label}：原为${said(a)}，现为${said(b)}`);
  }
  const columns = before.columns.length >= after.columns.length ? before.columns : after.columns;
  for (let i = 0; i < Math.max(before.rows.length, after.rows.length); i += 1) {
    const [a, b] = [before.rows[i], after.rows[i]];
    if (!a || !b) found.push(`第 ${(a ?? b)![0]} 行：${a ? '原来读出，现在没有' : '原来没有，现在读出'}`);
    else for (const [c, column] of columns.entries()) if (a[c] !== b[c]) found.push(`第 ${a[0]} 行“${column}”：原为${said(maskedCell(column, a[c] ?? '') || undefined)}，现为${said(maskedCell(column, b[c] ?? '') || undefined)}`);
  }
  const told = (p: BankFileProblem): string => `${p.row > 0 ? `第 ${p.row} 行` : ''}${p.column && `“${p.column}”`}${p.message}`;
  const [was, is] = [before.problems.map(told), after.problems.map(told)];
  for (const p of was) if (!is.includes(p)) found.push(`原有问题，现在没有：${p}`);
  for (const p of is) if (!was.includes(p)) found.push(`新的问题：${p}`);
  return found;
}
