import { parseYuan } from '../../values/money.js';
import { must } from '../../values/parsed.js';
import type { BankPayment } from './book.js';

/** Text with commas, text with `|!`, or ISO 20022 messages. */
export type BankForm = 'comma' | 'bar' | 'iso';

export interface Arrived {
  readonly batch: string;
  readonly form: BankForm;
  readonly payments: readonly BankPayment[];
}

const columns = { id: ['业务编号', '客户流水号'], name: ['收款人姓名', '收款户名', '姓名'], card: ['收款账号', '账号'], amount: ['金额', '代发金额'] } as const;

/** A payment file as a bank's own program reads it: a control line, a header, a line for each payment. @throws Error where it is none */
export function readPayments(bytes: Uint8Array): Arrived {
  const text = textOf(bytes);
  if (text.startsWith('<?xml')) return readPain001(text);
  const lines = text.split(/\r?\n/u).filter((l) => l !== '');
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
  checkTotals(payments, told('总笔数'), told('总金额'));
  return { batch: told('批次号'), form, payments };
}

/** The elements that our pain.001 has, in the one form that it has. */
function readPain001(text: string): Arrived {
  const one = (of: string, element: string): string => unescape(new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`, 'u').exec(of)?.[1] ?? '');
  const account = (of: string): string => one(/<CdtrAcct>.*?<\/CdtrAcct>/su.exec(of)?.[0].replace(/^<CdtrAcct><Id>/u, '') ?? '', 'Id');
  const payments = [...text.matchAll(/<CdtTrfTxInf>(.*?)<\/CdtTrfTxInf>/gsu)].map(([, of = '']) => ({
    id: one(of, 'EndToEndId'),
    name: one(/<Cdtr>.*?<\/Cdtr>/su.exec(of)?.[0] ?? '', 'Nm'),
    card: account(of),
    amountFen: String(must(parseYuan(one(of, 'InstdAmt')))),
  }));
  if (!text.includes('</Document>')) throw new Error('a payment file that is not whole');
  checkTotals(payments, one(text, 'NbOfTxs'), one(text, 'CtrlSum'));
  return { batch: one(text, 'MsgId'), form: 'iso', payments };
}

function checkTotals(payments: readonly BankPayment[], count: string, sum: string): void {
  const total = payments.reduce((all, p) => all + BigInt(p.amountFen), 0n);
  if (count !== String(payments.length) || must(parseYuan(sum)) !== total) throw new Error('a payment file that is not whole');
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

/**
 * The text of an answer file.
 * @param original all payments of the batch, whose totals a message repeats; @param wrongFen how much the control sum is beside the truth
 */
export function answerText(form: BankForm, batch: string, said: readonly Said[], original: readonly BankPayment[], wrongFen = 0n): string {
  if (form === 'iso') return pain002(batch, said, original, wrongFen);
  const rows = [
    ['批次号', batch, '总笔数', String(said.length), '总金额', yuan(sumOf(said) + wrongFen)],
    ['业务编号', '收款人姓名', '收款账号', '金额', '处理结果', '失败原因'],
    ...said.map((p) => [p.id, p.name, form === 'comma' ? `${p.card}\t` : p.card, yuan(BigInt(p.amountFen)), p.status, p.reason]),
  ];
  return `${rows.map((r) => r.join(form === 'bar' ? '|!' : ',')).join('\r\n')}\r\n`;
}

/** In a status report a payment that comes back is a refused one; the money itself comes with a notification (camt.054). */
const codes = { 成功: 'ACSC', 失败: 'RJCT', 退汇: 'RJCT', 处理中: 'PDNG' } as const;

function pain002(batch: string, said: readonly Said[], original: readonly BankPayment[], wrongFen: bigint): string {
  const payments = said.map(
    (p) =>
      `<TxInfAndSts><OrgnlEndToEndId>${p.id}</OrgnlEndToEndId><TxSts>${codes[p.status]}</TxSts>${p.reason && `<StsRsnInf><AddtlInf>${escape(p.reason)}</AddtlInf></StsRsnInf>`}` +
      `<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">${yuan(BigInt(p.amountFen))}</InstdAmt></Amt><Cdtr><Pty><Nm>${escape(p.name)}</Nm></Pty></Cdtr><CdtrAcct><Id><Othr><Id>${p.card}</Id></Othr></Id></CdtrAcct></OrgnlTxRef></TxInfAndSts>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.14"><CstmrPmtStsRpt>` +
    `<GrpHdr><MsgId>SIM-${batch}</MsgId><CreDtTm>2026-01-01T00:00:00+08:00</CreDtTm></GrpHdr>` +
    `<OrgnlGrpInfAndSts><OrgnlMsgId>${batch}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.12</OrgnlMsgNmId><OrgnlNbOfTxs>${original.length}</OrgnlNbOfTxs><OrgnlCtrlSum>${yuan(sumOf(original) + wrongFen)}</OrgnlCtrlSum><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>\n` +
    `<OrgnlPmtInfAndSts><OrgnlPmtInfId>${batch}</OrgnlPmtInfId>\n${payments.join('')}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n`
  );
}

const yuan = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
const sumOf = (payments: readonly BankPayment[]): bigint => payments.reduce((sum, p) => sum + BigInt(p.amountFen), 0n);
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescape = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
