import { parseYuan } from '../../values/money.js';
import { must } from '../../values/parsed.js';
import type { BankPayment, Booking } from './book.js';

export interface Arrived {
  readonly batch: string;
  readonly form: 'comma' | 'bar';
  readonly payments: readonly BankPayment[];
}

const columns = { id: ['业务编号', '客户流水号'], name: ['收款人姓名', '收款户名', '姓名'], card: ['收款账号', '账号'], amount: ['金额', '代发金额'] } as const;

/** A payment file as a bank's own program reads it: a control line, a header, a line for each payment. @throws Error where it is none */
export function readPayments(bytes: Uint8Array): Arrived {
  const lines = textOf(bytes).split(/\r?\n/u).filter((l) => l !== '');
  const form = lines[0]?.includes('|!') ? 'bar' : 'comma';
  const [control = [], head = [], ...rows] = lines.map((l) => l.split(form === 'bar' ? '|!' : ',').map((f) => f.trim().replace(/^"|"$/gu, '')));
  const told = (label: string): string => control[control.indexOf(label) + 1] ?? '';
  const at = (key: keyof typeof columns): number => {
    const found = head.findIndex((h) => (columns[key] as readonly string[]).includes(h));
    if (found < 0) throw new Error(`a payment file without the column ${columns[key][0]}`);
    return found;
  };
  const [id, name, card, amount] = [at('id'), at('name'), at('card'), at('amount')];
  const payments = rows.map((r) => ({ id: r[id]!, name: r[name]!, card: r[card]!, amountFen: String(must(parseYuan(r[amount]!))) }));
  const sum = payments.reduce((total, p) => total + BigInt(p.amountFen), 0n);
  if (told('总笔数') !== String(payments.length) || must(parseYuan(told('总金额'))) !== sum) throw new Error('a payment file that is not whole');
  return { batch: told('批次号'), form, payments };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

/** What the bank says of one payment. */
export interface Said extends BankPayment {
  readonly status: '成功' | '失败' | '退汇' | '处理中';
  readonly reason: string;
}

/** The text of an answer file. @param wrongFen how much its control sum is beside the truth */
export function answerText(form: Extract<Booking, { kind: 'received' }>['form'], batch: string, said: readonly Said[], wrongFen = 0n): string {
  const yuan = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
  const sum = said.reduce((total, p) => total + BigInt(p.amountFen), wrongFen);
  const rows = [
    ['批次号', batch, '总笔数', String(said.length), '总金额', yuan(sum)],
    ['业务编号', '收款人姓名', '收款账号', '金额', '处理结果', '失败原因'],
    ...said.map((p) => [p.id, p.name, form === 'comma' ? `${p.card}\t` : p.card, yuan(BigInt(p.amountFen)), p.status, p.reason]),
  ];
  return `${rows.map((r) => r.join(form === 'bar' ? '|!' : ',')).join('\r\n')}\r\n`;
}
