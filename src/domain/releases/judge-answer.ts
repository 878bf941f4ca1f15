import type { ReturnLine } from '../../formats/bank-return-file.js';
import type { BankAnswerStatus } from '../../entities/bank-answer-line.js';
import { yuan, type Fen } from '../../values/money.js';
import { maskCard } from '../../values/mask.js';
import { answerSteps, instructionStateNames, type InstructionState } from './states.js';

/** A payment as it stands when the bank speaks of it. */
export interface Asked {
  readonly batchId: string | null;
  readonly amountFen: Fen;
  readonly cardLast4: string;
  readonly state: InstructionState;
  /** Two people have decided it on the bank's written word. */
  readonly decided?: boolean;
  /** Whether a whole card number is the one that we sent. */
  isCard(card: string): boolean;
}

/** What is done with one line of a bank's answer. */
export type Verdict =
  | { readonly kind: 'apply'; readonly status: BankAnswerStatus }
  /** The bank says again what stands already. */
  | { readonly kind: 'known' }
  /** Not ours, or not as we sent it, or impossible now: a person must look; nothing is posted. */
  | { readonly kind: 'set-aside'; readonly why: string };

const statuses = { PAID: 'paid', REJECTED: 'rejected', RETURNED: 'returned', UNKNOWN: 'unknown' } as const;

const aside = (why: string): Verdict => ({ kind: 'set-aside', why });

/** Holds one line against the payment of its id; undefined: we never made that id. Nothing is decided by guess. */
export function judge(line: ReturnLine, asked: Asked | undefined, batchId: string): Verdict {
  if (!asked) return aside('业务编号不是本系统发出的');
  if (asked.batchId !== batchId) return aside('这笔付款属于另一个批次');
  if (line.amountFen !== asked.amountFen) return aside(`金额 ${yuan(line.amountFen)} 与发出的 ${yuan(asked.amountFen)} 不一致`);
  if (line.card !== undefined ? !asked.isCard(line.card) : line.cardLast4 !== undefined && line.cardLast4 !== asked.cardLast4) return aside(`收款卡号与发出的 ${maskCard(asked.cardLast4)} 不一致`);
  const status = statuses[line.status];
  if (status === asked.state) return { kind: 'known' };
  if (asked.decided && !answerSteps[asked.state].includes(status)) return aside(`与人工决定相反：银行称“${instructionStateNames[status]}”，而这笔付款已按银行书面证明定为“${instructionStateNames[asked.state]}”，请立即与银行核对`);
  if (!answerSteps[asked.state].includes(status)) return aside(`银行称“${instructionStateNames[status]}”，而这笔付款已是“${instructionStateNames[asked.state]}”`);
  return { kind: 'apply', status };
}
