import type { StatementLineKind } from '../../entities/statement-line.js';
import type { InstructionState } from '../../entities/payment-instruction.js';
import { formatYuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';

/** A movement that the bank has told, ready to be judged. */
export interface ToldLine {
  readonly id: string;
  readonly lineKey: string;
  readonly bookedOn: PlainDate;
  readonly direction: 'in' | 'out';
  readonly amountFen: Fen;
  readonly counterparty: string;
  /** Keyed hash of the counterparty's account in hex; null where the bank does not tell it. */
  readonly counterpartyKey: string | null;
  readonly counterpartyLast4: string | null;
  readonly purpose: string;
  readonly endToEndId: string | null;
  readonly batchNumber: string | null;
  readonly reversal: boolean;
  /** The bank says that a payment came back. */
  readonly returned: boolean;
}

export interface KnownInstruction {
  readonly id: string;
  /** Paid from this account. */
  readonly ours: boolean;
  readonly amountFen: Fen;
  readonly state: InstructionState;
}

export interface KnownBatch {
  readonly id: string;
  readonly ours: boolean;
  readonly controlFen: Fen;
  /** Without what the bank has rejected. */
  readonly debitedFen: Fen;
  /** What came back of it. */
  readonly returnedFen: Fen;
}

/** A credit that somebody recorded by hand and that no line of the bank has confirmed yet. */
export interface HandCredit {
  readonly id: string;
  readonly reference: string;
  readonly bookedOn: PlainDate;
  readonly amountFen: Fen;
}

/** All that the lines of one account can refer to. */
export interface Known {
  readonly owner: string;
  readonly instructions: ReadonlyMap<string, KnownInstruction>;
  readonly batches: ReadonlyMap<string, KnownBatch>;
  readonly credits: readonly HandCredit[];
  /** Cards of workers of the project, as keyed hashes in hex. */
  readonly cards: ReadonlySet<string>;
  /** Other dedicated accounts of the project, as keyed hashes in hex, and their names. */
  readonly ownAccounts: ReadonlySet<string>;
  readonly ownNames: ReadonlySet<string>;
  /** Between the banks: what may still arrive from the account before. */
  readonly betweenFen: Fen;
  /** With what balance this account was closed; null while it is open. */
  readonly closedFen: Fen | null;
  /** Instructions and batches that another line has been matched to: `in ID`, `out ID`. */
  readonly taken: ReadonlySet<string>;
}

/** What becomes of a line. `why` is for people: why it is not matched, or taken for illegal. */
export interface Fate {
  readonly kind: StatementLineKind;
  readonly why: string;
  readonly instructionId?: string;
  readonly batchId?: string;
  readonly sameAsId?: string;
}

const unmatched = (why: string): Fate => ({ kind: 'unmatched', why });
const illegal = (why: string): Fate => ({ kind: 'illegal', why });
const matched = (kind: StatementLineKind, to: Omit<Fate, 'kind' | 'why'> = {}): Fate => ({ kind, why: '', ...to });

const cashWords = /现金|取现|提现|现钞|支票|本票|汇票/u;
const interestWords = /结息|利息/u;
const feeWords = /手续费|工本费|年费|管理费|服务费/u;

const stateNames: Readonly<Record<InstructionState, string>> = { draft: '待审批', approved: '已批准', queued: '待发送', sent: '待回盘', paid: '已到账', rejected: '银行拒付', returned: '已退票', unknown: '结果未知', withdrawn: '已撤回' };

/**
 * The fates of these lines, by their ids. What is certain is matched; everything else keeps its reason and waits for a person, and the
 * order in which lines or files arrive makes no difference. Whose reference a clerk has recorded is settled first, so that a second credit
 * of the same day and amount is not taken for it.
 */
export function judgeLines(lines: readonly ToldLine[], known: Known): Map<string, Fate> {
  const fates = new Map<string, Fate>();
  const taken = new Set(known.taken);
  const credits = new Map(known.credits.map((c) => [c.id, c]));
  const ordered = lines.toSorted((a, b) => (a.bookedOn === b.bookedOn ? (a.lineKey < b.lineKey ? -1 : 1) : a.bookedOn < b.bookedOn ? -1 : 1));
  for (const line of ordered) {
    const same = line.direction === 'in' ? [...credits.values()].find((c) => isTwin(c, line) && refersTo(line, c.reference)) : undefined;
    if (!same) continue;
    credits.delete(same.id);
    fates.set(line.id, matched('labour-cost', { sameAsId: same.id }));
  }
  for (const line of ordered) {
    if (fates.has(line.id)) continue;
    const fate = line.direction === 'in' ? judgeIn(line, known, taken, [...credits.values()]) : judgeOut(line, known, taken);
    if (fate.kind !== 'unmatched' && (fate.instructionId ?? fate.batchId)) taken.add(`${line.direction} ${fate.instructionId ?? fate.batchId}`);
    fates.set(line.id, fate);
  }
  return fates;
}

const isTwin = (c: HandCredit, line: ToldLine): boolean => c.bookedOn === line.bookedOn && c.amountFen === line.amountFen;

/** The bank's own key or its purpose repeats the reference that a clerk has typed. */
const refersTo = (line: ToldLine, reference: string): boolean => line.lineKey === reference || (reference.length >= 6 && (line.lineKey.includes(reference) || line.purpose.includes(reference)));

/** Names are compared without white space and in one width of signs. */
const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '');

function judgeIn(line: ToldLine, known: Known, taken: ReadonlySet<string>, credits: readonly HandCredit[]): Fate {
  if (line.reversal) return unmatched('银行冲正了较早的一笔流水，请核对后处理');
  if (line.endToEndId !== null) {
    const one = known.instructions.get(line.endToEndId);
    if (one) return judgeReturn(line, one, taken);
    if (line.returned) return unmatched(`退回的付款编号 ${line.endToEndId} 不是本系统的付款`);
  }
  const batch = line.batchNumber === null ? undefined : known.batches.get(line.batchNumber);
  if (batch?.ours && batch.returnedFen === line.amountFen && !taken.has(`in ${batch.id}`)) return matched('returned', { batchId: batch.id });
  if (batch) return unmatched(`退回批次 ${line.batchNumber} 的 ${formatYuan(line.amountFen)} 元，本系统登记的退票为 ${formatYuan(batch.returnedFen)} 元`);
  if (line.returned) return unmatched('银行退回一笔付款，没有给出付款编号');
  if (known.ownNames.has(plain(line.counterparty)) || (line.counterpartyKey !== null && known.ownAccounts.has(line.counterpartyKey))) {
    return line.amountFen <= known.betweenFen ? matched('moved') : unmatched(`从原专户转来 ${formatYuan(line.amountFen)} 元，而换行在途的是 ${formatYuan(known.betweenFen)} 元`);
  }
  const twin = credits.find((c) => isTwin(c, line));
  if (twin) return unmatched(`同日同额的到账已由人登记（流水号 ${twin.reference}），请确认是否同一笔`);
  if (plain(line.counterparty) === plain(known.owner)) return matched('labour-cost');
  if (interestWords.test(line.purpose)) return matched('interest');
  return unmatched(line.counterparty === '' ? '银行没有给出付款人' : `付款人“${line.counterparty}”不是建设单位“${known.owner}”`);
}

function judgeReturn(line: ToldLine, one: KnownInstruction, taken: ReadonlySet<string>): Fate {
  if (!one.ours) return unmatched(`付款编号 ${line.endToEndId} 不是从本专户支付的`);
  if (one.amountFen !== line.amountFen) return unmatched(`退回 ${formatYuan(line.amountFen)} 元，而付款 ${line.endToEndId} 是 ${formatYuan(one.amountFen)} 元`);
  if (taken.has(`in ${one.id}`)) return unmatched(`付款 ${line.endToEndId} 已有另一笔退回流水`);
  if (one.state !== 'returned' && one.state !== 'rejected') return unmatched(`付款 ${line.endToEndId} 在本系统是“${stateNames[one.state]}”，导入退票回盘后自动匹配`);
  return matched('returned', { instructionId: one.id });
}

function judgeOut(line: ToldLine, known: Known, taken: ReadonlySet<string>): Fate {
  if (line.reversal) return unmatched('银行冲正了较早的一笔流水，请核对后处理');
  const one = line.endToEndId === null ? undefined : known.instructions.get(line.endToEndId);
  if (one) return judgePayment(line, one, taken);
  const batch = line.batchNumber === null ? undefined : known.batches.get(line.batchNumber);
  if (batch) return judgeBatch(line, batch, taken);
  if (known.closedFen === line.amountFen) return matched('moved');
  if (cashWords.test(line.purpose)) return illegal(`支取现金或以其他方式结算（摘要“${line.purpose}”）`);
  if (line.counterpartyKey !== null && known.ownAccounts.has(line.counterpartyKey)) return matched('moved');
  if (feeWords.test(line.purpose)) return unmatched('银行收费，专户不得收取费用，请与银行核对');
  if (line.counterpartyKey === null) return unmatched('银行没有给出收款账户和付款编号，无法判断是否付给工人');
  if (known.cards.has(line.counterpartyKey)) return unmatched('付给本项目工人的卡，但不是本系统的付款');
  return illegal(`付给不是本项目工人的账户“${line.counterparty || '未给出户名'}”（尾号 ${line.counterpartyLast4 ?? '不详'}）`);
}

function judgePayment(line: ToldLine, one: KnownInstruction, taken: ReadonlySet<string>): Fate {
  if (!one.ours) return unmatched(`付款编号 ${line.endToEndId} 不是从本专户支付的`);
  if (one.amountFen !== line.amountFen) return unmatched(`支出 ${formatYuan(line.amountFen)} 元，而付款 ${line.endToEndId} 是 ${formatYuan(one.amountFen)} 元`);
  if (taken.has(`out ${one.id}`)) return unmatched(`付款 ${line.endToEndId} 已有另一笔支出流水，可能重复付款`);
  if (one.state !== 'sent' && one.state !== 'unknown' && one.state !== 'paid' && one.state !== 'returned') return unmatched(`付款 ${line.endToEndId} 在本系统是“${stateNames[one.state]}”，而银行已经支出`);
  return matched('wages', { instructionId: one.id });
}

function judgeBatch(line: ToldLine, batch: KnownBatch, taken: ReadonlySet<string>): Fate {
  if (!batch.ours) return unmatched(`批次 ${line.batchNumber} 不是从本专户支付的`);
  if (taken.has(`out ${batch.id}`)) return unmatched(`批次 ${line.batchNumber} 已有另一笔支出流水，可能重复付款`);
  if (line.amountFen !== batch.controlFen && line.amountFen !== batch.debitedFen) return unmatched(`批次 ${line.batchNumber} 支出 ${formatYuan(line.amountFen)} 元，而付款文件是 ${formatYuan(batch.controlFen)} 元`);
  return matched('wages', { batchId: batch.id });
}

/** A name as `Known.ownNames` holds it. */
export const plainName = plain;
