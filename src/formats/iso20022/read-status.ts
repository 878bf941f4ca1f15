import { yuan, type Fen } from '../../values/money.js';
import type { BankProfile } from '../bank-profiles.js';
import { cardTold, eachOnce, judgeWords, returnFile, sumOf, type BankFileProblem, type ReturnFile, type ReturnLine, type ReturnStatus } from '../bank-return-file.js';
import { accountOf, all, amountOf, countOf, first, joined, nameOf, plainAmount, readMessage, textAt, type Element } from './message.js';

/**
 * A pain.002 (customer payment status report). A payment's row is its ordinal among the file's. Every payment must repeat its amount, so that the
 * answer can be held against what was sent. A group or payment information that is settled or refused as a whole speaks for the payments without a
 * line of their own; that needs the original totals.
 * @throws Refusal `file-refused`
 */
export async function readStatusReport(profile: BankProfile, bytes: Uint8Array): Promise<ReturnFile> {
  const { root } = await readMessage(bytes, ['pain.002']);
  const problems: BankFileProblem[] = [];
  const problem = (code: string, row: number, column: string, message: string, severity: BankFileProblem['severity'] = 'error'): void => void problems.push({ code, severity, row, column, message });
  const group = first(root, 'OrgnlGrpInfAndSts');
  const parts = all(root, 'OrgnlPmtInfAndSts');
  const batches = new Set([textAt(group, 'OrgnlMsgId'), ...parts.map((p) => textAt(p, 'OrgnlPmtInfId'))].filter((id) => id && !/^(?:NOTPROVIDED|NA|NONREF)$/iu.test(id)));
  if (batches.size === 0) problem('BF-14', 0, 'OrgnlMsgId', '没有说明是哪个批次的回盘');
  if (batches.size > 1) problem('BF-14', 0, 'OrgnlPmtInfId', `一份回盘说到了几个批次：${[...batches].slice(0, 5).join('、')}`);

  const read = parts.flatMap((p) => all(p, 'TxInfAndSts')).flatMap((tx, i) => readPayment(profile, tx, i + 1, problems) ?? []);
  const lines = eachOnce(read, 'OrgnlEndToEndId', problems);
  const control = readTotals([group, ...parts], problem);
  for (const part of [group, ...parts]) checkPerStatus(part, profile, lines, problem);
  const whole = readWhole(profile, [group, ...parts], lines, problem);
  if (control && lines.length > control.count) problem('BF-05', 0, 'OrgnlNbOfTxs', `原报文为 ${control.count} 笔，回盘有 ${lines.length} 笔`);
  if (control && lines.length === control.count && sumOf(lines) !== control.sumFen) problem('BF-06', 0, 'OrgnlCtrlSum', `原报文总金额为 ${yuan(control.sumFen)}，明细之和为 ${yuan(sumOf(lines))}`);
  if (control && lines.length < control.count && sumOf(lines) >= control.sumFen) problem('BF-06', 0, 'OrgnlCtrlSum', `部分明细之和 ${yuan(sumOf(lines))} 已达到或超过原报文总金额 ${yuan(control.sumFen)}`);
  if (control && lines.length > 0 && lines.length < control.count && !whole) problem('BF-12', 0, 'OrgnlNbOfTxs', `只说明了 ${control.count} 笔中的 ${lines.length} 笔，其余仍待回盘`, 'warning');
  if (whole && !control) problem('BF-10', 0, 'OrgnlCtrlSum', '整批结果须有原报文的总笔数和总金额（OrgnlNbOfTxs、OrgnlCtrlSum），否则无法核对');
  if (lines.length === 0 && !whole) problem('BF-09', 0, '', '报文中没有明细，也没有整批的最终结果', 'warning');
  return returnFile({ batchId: [...batches][0], lines, control, whole }, problems);
}

type Tell = (code: string, row: number, column: string, message: string, severity?: BankFileProblem['severity']) => void;

function readPayment(profile: BankProfile, tx: Element, row: number, problems: BankFileProblem[]): ReturnLine | undefined {
  const problem = (code: string, column: string, message: string, severity: BankFileProblem['severity'] = 'error'): undefined => void problems.push({ code, severity, row, column, message });
  const endToEndId = textAt(tx, 'OrgnlEndToEndId');
  if (!endToEndId || endToEndId.length > 35) return problem('BF-01', 'OrgnlEndToEndId', endToEndId ? '业务编号过长' : '没有业务编号');
  const reference = first(tx, 'OrgnlTxRef');
  const amount = amountOf(first(reference, 'Amt/InstdAmt', 'IntrBkSttlmAmt'));
  if (!amount.ok) return problem('BF-02', 'InstdAmt', amount.why);
  const columns = { status: 'TxSts', reason: 'StsRsnInf' };
  const judged = judgeWords(profile, { endToEndId, status: textAt(tx, 'TxSts') ?? '', ...reasonOf(tx) }, (code, severity, field, message) => problem(code, columns[field], message, severity));
  return { row, endToEndId, payeeName: nameOf(first(reference, 'Cdtr'))?.slice(0, 100).normalize('NFC'), ...cardTold(accountOf(first(reference, 'CdtrAcct')) ?? ''), amountFen: amount.value, ...judged };
}

function reasonOf(of: Element | undefined): { readonly reasonCode: string | undefined; readonly reasonText: string | undefined } {
  const reasons = all(of, 'StsRsnInf');
  return {
    reasonCode: reasons.map((r) => textAt(r, 'Rsn/Cd')).find((code) => code !== undefined && /^[A-Z0-9]{1,4}$/u.test(code)),
    reasonText: joined(reasons.flatMap((r) => [textAt(r, 'Rsn/Prtry'), ...all(r, 'AddtlInf').map((a) => a.text)])),
  };
}

/** Count and sum of the original message; its payment information must say the same, since there is one only. */
function readTotals(places: readonly (Element | undefined)[], problem: Tell): { count: number; sumFen: Fen } | undefined {
  const counts = places.flatMap((p) => textAt(p, 'OrgnlNbOfTxs') ?? []);
  const sums = places.flatMap((p) => textAt(p, 'OrgnlCtrlSum') ?? []);
  const read = { counts: counts.map((t) => countOf(t)), sums: sums.map((t) => plainAmount(t)) };
  if (read.counts.includes(undefined)) problem('BF-05', 0, 'OrgnlNbOfTxs', '原报文的笔数不是数字');
  for (const sum of read.sums) if (!sum.ok || sum.value < 0n) problem('BF-06', 0, 'OrgnlCtrlSum', sum.ok ? '原报文的总金额为负' : sum.why);
  const fen = read.sums.flatMap((s) => (s.ok ? [s.value] : []));
  if (new Set(read.counts).size > 1 || new Set(fen).size > 1) problem('BF-11', 0, 'OrgnlCtrlSum', '原报文的笔数或总金额在报文中前后不一致');
  return read.counts[0] !== undefined && fen[0] !== undefined ? { count: read.counts[0], sumFen: fen[0] } : undefined;
}

/** Count and sum per status, for the statuses of which the file tells payments one by one. */
function checkPerStatus(part: Element | undefined, profile: BankProfile, lines: readonly ReturnLine[], problem: Tell): void {
  const told = new Map<ReturnStatus, { count: number; sumFen: Fen | undefined }>();
  for (const one of all(part, 'NbOfTxsPerSts')) {
    const count = countOf(textAt(one, 'DtldNbOfTxs'));
    const sum = plainAmount(textAt(one, 'DtldCtrlSum') ?? '');
    if (count === undefined) problem('BF-05', 0, 'DtldNbOfTxs', '各状态的笔数不是数字');
    const status = statusOf(profile, textAt(one, 'DtldSts') ?? '');
    const before = told.get(status) ?? { count: 0, sumFen: 0n };
    told.set(status, { count: before.count + (count ?? 0), sumFen: sum.ok && before.sumFen !== undefined ? before.sumFen + sum.value : undefined });
  }
  for (const [status, { count, sumFen }] of told) {
    const of = lines.filter((l) => l.status === status);
    if (of.length > 0 && of.length !== count) problem('BF-05', 0, 'DtldNbOfTxs', `状态汇总为 ${count} 笔，明细为 ${of.length} 笔`);
    else if (of.length > 0 && sumFen !== undefined && sumOf(of) !== sumFen) problem('BF-06', 0, 'DtldCtrlSum', `状态汇总为 ${yuan(sumFen)}，明细之和为 ${yuan(sumOf(of))}`);
  }
}

const statusOf = ({ answer: { statuses } }: BankProfile, code: string): ReturnStatus => (['PAID', 'REJECTED', 'RETURNED'] as const).find((s) => statuses[s].includes(code)) ?? 'UNKNOWN';

/** A final status of the whole. Two that differ, or a payment that says otherwise, are a mistake of the file. */
function readWhole(profile: BankProfile, places: readonly (Element | undefined)[], lines: readonly ReturnLine[], problem: Tell): ReturnFile['whole'] {
  const told = places.flatMap((p) => {
    const code = textAt(p, 'GrpSts', 'PmtInfSts');
    return code ? [{ code, status: statusOf(profile, code), ...reasonOf(p) }] : [];
  });
  for (const { code } of told) if (statusOf(profile, code) === 'UNKNOWN' && !profile.answer.pending.includes(code)) problem('BF-07', 0, 'GrpSts', `不认识的整批状态“${code.slice(0, 8)}”，按“未知”处理`, 'warning');
  const final = told.filter((t) => t.status === 'PAID' || t.status === 'REJECTED');
  const [one] = final;
  if (!one || told.some((t) => t.code === 'PART')) return undefined;
  if (final.some((t) => t.status !== one.status)) problem('BF-13', 0, 'GrpSts', `整批状态互相矛盾：${final.map((t) => t.code).join('、')}`);
  const against = lines.find((l) => l.status !== one.status);
  if (against) problem('BF-13', against.row, 'TxSts', `整批状态为 ${one.code}，而这一笔不是`);
  const reasons = final.find((t) => t.reasonCode ?? t.reasonText) ?? one;
  return { status: one.status as 'PAID' | 'REJECTED', reasonCode: reasons.reasonCode, reasonText: reasons.reasonText };
}
