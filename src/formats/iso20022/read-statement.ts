import { yuan, type Fen } from '../../values/money.js';
import { reasonCodeOf, type BankProfile } from '../bank-profiles.js';
import type { BankFileProblem } from '../bank-return-file.js';
import { keepOnce, lineKeys, type StatementFile, type StatementFileLine } from '../bank-statement.js';
import { accountOf, all, amountOf, countOf, dayAt, first, joined, nameOf, plainAmount, readMessage, textAt, type Element } from './message.js';
import { Refusal } from '../../values/refusal.js';

/** A movement before it has its key. */
type Movement = Omit<StatementFileLine, 'lineKey'> & { readonly reference: string | undefined };

/**
 * A camt.053 (statement) or camt.054 (notification) of one account. Only booked entries count. An entry of which the bank tells the payments one by
 * one becomes one line each; their sum must be the entry's. Balances and totals, where told, must fit the entries.
 * @throws Refusal `file-refused`
 */
export async function readAccountReport(profile: BankProfile, bytes: Uint8Array): Promise<StatementFile> {
  const { kind, root } = await readMessage(bytes, ['camt.053', 'camt.054']);
  const reports = all(root, kind === 'camt.053' ? 'Stmt' : 'Ntfctn');
  if (reports.length !== 1) throw new Refusal('file-refused', reports.length === 0 ? '报文中没有账户的流水' : `报文中有 ${reports.length} 份对账单，请每份单独导入`);
  const report = reports[0]!;
  const problems: BankFileProblem[] = [];
  const problem: Tell = (code, row, column, message, severity = 'error') => void problems.push({ code, severity, row, column, message });
  const account = accountOf(first(report, 'Acct'));
  if (!account) problem('BS-01', 0, 'Acct', '没有说明是哪个账户');
  const currency = textAt(report, 'Acct/Ccy');
  if (currency && currency !== 'CNY') problem('BS-02', 0, 'Acct', `账户币种“${currency.slice(0, 8)}”不是人民币`);

  const entries = all(report, 'Ntry');
  const movements: Movement[] = [];
  const booked: Entry[] = [];
  for (const [i, ntry] of entries.entries()) {
    const entry = readEntry(ntry, i + 1, problem);
    if (!entry) continue;
    booked.push(entry);
    movements.push(...readDetails(profile, ntry, entry, problem));
  }
  const openingFen = balanceOf(report, ['OPBD', 'PRCD'], problem);
  const closingFen = balanceOf(report, ['CLBD'], problem);
  const sumFen = booked.reduce((sum, e) => sum + (e.direction === 'in' ? e.amountFen : -e.amountFen), 0n);
  if (openingFen !== undefined && closingFen !== undefined && openingFen + sumFen !== closingFen) problem('BS-06', 0, 'Bal', `期初 ${yuan(openingFen)} 加减发生额得 ${yuan(openingFen + sumFen)}，期末却是 ${yuan(closingFen)}`);
  checkTotals(first(report, 'TxsSummry'), entries.length, booked, problem);
  const [from, to] = [periodDay(report, 'FrToDt/FrDtTm', problem), periodDay(report, 'FrToDt/ToDtTm', problem)];
  return { account, from, to, openingFen, closingFen, lines: keepOnce(lineKeys(movements), 'AcctSvcrRef', problems), problems: problems.toSorted((a, b) => a.row - b.row) };
}

type Tell = (code: string, row: number, column: string, message: string, severity?: BankFileProblem['severity']) => void;

interface Entry extends Pick<Movement, 'row' | 'bookedOn' | 'direction' | 'amountFen' | 'reversal' | 'reference'> {
  readonly info: string | undefined;
}

const directions: Readonly<Record<string, 'in' | 'out'>> = { CRDT: 'in', DBIT: 'out' };

function readEntry(ntry: Element, row: number, problem: Tell): Entry | undefined {
  const status = textAt(ntry, 'Sts/Cd', 'Sts');
  if (status !== 'BOOK') {
    problem('BS-07', row, 'Sts', status === 'PDNG' || status === 'INFO' || status === 'FUTR' ? '尚未入账的预告，不计' : `不认识的入账状态“${(status ?? '').slice(0, 8)}”，不计`, status === 'PDNG' || status === 'INFO' || status === 'FUTR' ? 'warning' : 'error');
    return undefined;
  }
  const amount = amountOf(first(ntry, 'Amt'));
  const direction = directions[textAt(ntry, 'CdtDbtInd') ?? ''];
  const date = dayAt(textAt(ntry, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm'));
  if (!amount.ok) problem('BS-03', row, 'Amt', amount.why);
  if (!direction) problem('BS-04', row, 'CdtDbtInd', '没有说明是收入还是支出');
  if (!date.ok) problem('BS-05', row, 'BookgDt', date.why);
  if (!amount.ok || !direction || !date.ok) return undefined;
  return { row, bookedOn: date.value, direction, amountFen: amount.value, reversal: textAt(ntry, 'RvslInd') === 'true', reference: textAt(ntry, 'AcctSvcrRef', 'NtryRef'), info: textAt(ntry, 'AddtlNtryInf') };
}

/** The entry as one line, or its payments as one line each. */
function readDetails(profile: BankProfile, ntry: Element, entry: Entry, problem: Tell): Movement[] {
  const details = all(ntry, 'NtryDtls').flatMap((d) => {
    const batch = textAt(d, 'Btch/PmtInfId', 'Btch/MsgId');
    return all(d, 'TxDtls').map((tx) => ({ tx, batch }));
  });
  const batch = first(ntry, 'NtryDtls/Btch');
  const { info, ...common } = entry;
  checkBatch(batch, entry, details.length, problem);
  if (details.length <= 1) {
    const [detail] = details;
    const told = detailOf(profile, detail?.tx, common, info);
    // The bank's own number of a payment is also that of the entry which is nothing but this payment.
    const reference = entry.reference ?? textAt(detail?.tx, 'Refs/AcctSvcrRef');
    return [{ ...common, ...told, batchNumber: textAt(batch, 'PmtInfId', 'MsgId') ?? told.batchNumber, reference }];
  }
  const lines: Movement[] = [];
  for (const [i, { tx, batch: number }] of details.entries()) {
    const amount = amountOf(first(tx, 'Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/InstdAmt/Amt'));
    if (!amount.ok) {
      problem('BS-03', entry.row, 'TxDtls/Amt', `第 ${i + 1} 笔明细：${amount.why}`);
      continue;
    }
    const told = detailOf(profile, tx, common, info);
    const own = textAt(tx, 'Refs/AcctSvcrRef', 'Refs/EndToEndId', 'Refs/TxId') ?? String(i + 1);
    lines.push({ ...common, ...told, amountFen: amount.value, direction: directions[textAt(tx, 'CdtDbtInd') ?? ''] ?? entry.direction, batchNumber: number ?? told.batchNumber, reference: entry.reference && `${entry.reference}#${own}` });
  }
  const sum = lines.reduce((s, l) => s + (l.direction === entry.direction ? l.amountFen : -l.amountFen), 0n);
  if (lines.length === details.length && sum !== entry.amountFen) problem('BS-08', entry.row, 'TxDtls/Amt', `明细之和 ${yuan(sum)} 不等于这笔入账的 ${yuan(entry.amountFen)}`);
  return lines;
}

function checkBatch(batch: Element | undefined, entry: Entry, details: number, problem: Tell): void {
  const count = countOf(textAt(batch, 'NbOfTxs'));
  if (count !== undefined && details > 1 && count !== details) problem('BS-08', entry.row, 'Btch/NbOfTxs', `批次为 ${count} 笔，明细为 ${details} 笔`);
  const total = first(batch, 'TtlAmt');
  const amount = total && amountOf(total);
  if (amount && !amount.ok) problem('BS-03', entry.row, 'Btch/TtlAmt', amount.why);
  else if (amount && amount.value !== entry.amountFen) problem('BS-08', entry.row, 'Btch/TtlAmt', `批次总额 ${yuan(amount.value)} 不等于这笔入账的 ${yuan(entry.amountFen)}`);
}

/** What the bank tells of one payment. Whoever paid money that came in is the debtor; a payment of ours that came back still has us as the debtor. */
function detailOf(profile: BankProfile, tx: Element | undefined, entry: Pick<Entry, 'direction' | 'reversal'>, info: string | undefined): Pick<Movement, 'counterparty' | 'counterpartyAccount' | 'purpose' | 'endToEndId' | 'batchNumber' | 'returned' | 'balanceFen'> {
  const back = first(tx, 'RtrInf');
  const other = (entry.direction === 'in') === (back === undefined && !entry.reversal) ? 'Dbtr' : 'Cdtr';
  const purpose = joined([...all(tx, 'RmtInf/Ustrd').map((u) => u.text), textAt(tx, 'AddtlTxInf'), info], 500) ?? '';
  const text = back && joined([textAt(back, 'Rsn/Prtry'), ...all(back, 'AddtlInf').map((a) => a.text)]);
  const endToEndId = textAt(tx, 'Refs/EndToEndId');
  return {
    counterparty: nameOf(first(tx, `RltdPties/${other}`))?.slice(0, 200) ?? '',
    counterpartyAccount: accountOf(first(tx, `RltdPties/${other}Acct`)),
    purpose,
    endToEndId: endToEndId === 'NOTPROVIDED' ? undefined : endToEndId,
    batchNumber: textAt(tx, 'Refs/PmtInfId', 'Refs/MsgId'),
    returned: back && { code: textAt(back, 'Rsn/Cd') ?? (text && reasonCodeOf(profile, text)), text },
    balanceFen: undefined,
  };
}

function balanceOf(report: Element, kinds: readonly string[], problem: Tell): Fen | undefined {
  const of = all(report, 'Bal');
  const balance = kinds.map((kind) => of.find((b) => textAt(b, 'Tp/CdOrPrtry/Cd', 'Tp/Cd') === kind)).find((b) => b !== undefined);
  const text = textAt(balance, 'Amt');
  if (text === undefined) return undefined;
  const amount = plainAmount(text);
  if (!amount.ok) {
    problem('BS-03', 0, 'Bal', amount.why);
    return undefined;
  }
  return textAt(balance, 'CdtDbtInd') === 'DBIT' ? -amount.value : amount.value;
}

function checkTotals(summary: Element | undefined, entries: number, booked: readonly Entry[], problem: Tell): void {
  const check = (name: string, of: readonly Entry[], all: number): void => {
    const count = countOf(textAt(summary, `${name}/NbOfNtries`));
    // Some banks count what is not booked yet, some do not.
    if (count !== undefined && count !== of.length && count !== all) problem('BS-09', 0, name, `总笔数为 ${count}，明细为 ${of.length} 笔`);
    const text = textAt(summary, `${name}/Sum`);
    const sum = text === undefined ? undefined : plainAmount(text);
    const ours = of.reduce((s, e) => s + e.amountFen, 0n);
    if (sum && !sum.ok) problem('BS-03', 0, name, sum.why);
    else if (sum && sum.value !== ours && of.length === all) problem('BS-09', 0, name, `总金额为 ${yuan(sum.value)}，明细之和为 ${yuan(ours)}`);
  };
  const ins = booked.filter((e) => e.direction === 'in');
  const outs = booked.filter((e) => e.direction === 'out');
  check('TtlNtries', booked, entries);
  const other = entries - booked.length;
  check('TtlCdtNtries', ins, ins.length + other);
  check('TtlDbtNtries', outs, outs.length + other);
}

function periodDay(report: Element, path: string, problem: Tell): StatementFile['from'] {
  const text = textAt(report, path);
  const day = text === undefined ? undefined : dayAt(text);
  if (day && !day.ok) problem('BS-05', 0, 'FrToDt', day.why);
  return day?.ok ? day.value : undefined;
}
