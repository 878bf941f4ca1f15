import type { ReleaseState } from '../../entities/release.js';
import type { ReturnStage } from '../../entities/release-step.js';
import type { InstructionState } from '../../entities/payment-instruction.js';
import type { BankAnswerStatus } from '../../entities/bank-answer-line.js';
import type { ActorRole } from '../../values/role.js';
import { allowedActions, type Workflow } from '../../values/workflow.js';

export type { ReleaseSource, ReleaseState } from '../../entities/release.js';
export type { ReleaseStage, ReturnStage } from '../../entities/release-step.js';
export type { InstructionState } from '../../entities/payment-instruction.js';
export type ReleaseAction = 'labour-review' | 'housing-review' | 'return' | 'resubmit' | 'withdraw' | 'assign' | 'notify' | 'pay' | 'send' | 'settle' | 'expire';

const labour: readonly ActorRole[] = ['inspector', 'supervisor'];
const housing: readonly ActorRole[] = ['housing-reviewer'];
const bank: readonly ActorRole[] = ['bank-operator'];
/** The service itself, over the bank's connection. */
const system: readonly ActorRole[] = ['system'];
/** Answers come with the bank's clerk or over its connection; the supervisor confirms what people decide of a payment in doubt. */
const settlers: readonly ActorRole[] = [...bank, ...system, 'supervisor'];
/** 用工单位提请, or ex officio for a draw on the deposit; which of them has requested this one is looked at by the command. */
const requesters: readonly ActorRole[] = ['general-contractor', ...labour];

/**
 * 用工单位提请 → 劳监审核 → 住建复核 → 银行代发. A bank with a connection has its files queued, and what still waits in the queue can be
 * taken back. After the bank has the file nothing is taken back: only its answers move the release, and `part-paid` goes on to `paid` or
 * back as they come in.
 */
export const releaseFlow: Workflow<ReleaseState, ReleaseAction, ActorRole> = {
  name: 'release',
  table: {
    requested: { 'labour-review': { to: 'labour-reviewed', by: labour }, return: { to: 'returned', by: labour }, assign: { to: 'requested', by: labour }, withdraw: { to: 'withdrawn', by: requesters } },
    'labour-reviewed': { 'housing-review': { to: 'housing-reviewed', by: housing }, return: { to: ['returned', 'requested'], by: housing }, assign: { to: 'labour-reviewed', by: housing }, withdraw: { to: 'withdrawn', by: requesters } },
    'housing-reviewed': { notify: { to: 'housing-reviewed', by: labour }, pay: { to: ['sent', 'queued'], by: bank }, return: { to: ['returned', 'requested', 'labour-reviewed'], by: bank }, assign: { to: 'housing-reviewed', by: [...labour, ...bank] }, expire: { to: 'returned', by: system }, withdraw: { to: 'withdrawn', by: requesters } },
    queued: { send: { to: 'sent', by: system }, withdraw: { to: 'withdrawn', by: requesters } },
    sent: { send: { to: 'sent', by: system }, settle: { to: ['sent', 'part-paid', 'paid'], by: settlers }, withdraw: { to: 'sent', by: requesters } },
    'part-paid': { send: { to: 'part-paid', by: system }, settle: { to: ['part-paid', 'paid'], by: settlers }, withdraw: { to: ['part-paid', 'paid'], by: requesters } },
    paid: { settle: { to: ['part-paid', 'paid'], by: settlers } },
    returned: { resubmit: { to: 'requested', by: requesters }, withdraw: { to: 'withdrawn', by: requesters } },
    withdrawn: {},
  },
  words: {
    states: {
      requested: '待劳监审核',
      'labour-reviewed': '待住建复核',
      'housing-reviewed': '待银行代发',
      queued: '待发送银行',
      sent: '待银行回盘',
      'part-paid': '未全部到账',
      paid: '已全部到账',
      returned: '已退回',
      withdrawn: '已撤回',
    },
    actions: {
      'labour-review': '劳监审核',
      'housing-review': '住建复核',
      return: '退回',
      resubmit: '重新提请',
      withdraw: '撤回',
      assign: '转交',
      notify: '制发或送达支付通知书',
      pay: '取付款文件',
      send: '发送付款文件',
      settle: '导入回盘',
      expire: '冻结期满退回',
    },
  },
};

/** Where a return to a step leads. */
export const returnedState: Readonly<Record<ReturnStage, ReleaseState>> = { request: 'returned', 'labour-review': 'requested', 'housing-review': 'labour-reviewed' };

/** The steps that whoever has the waiting one may return it to, the nearest last. */
export function returnTargets(state: ReleaseState): ReturnStage[] {
  const to = releaseFlow.table[state].return?.to ?? [];
  return (Object.keys(returnedState) as ReturnStage[]).filter((stage) => to.includes(returnedState[stage]));
}

export const allowedReleaseActions = (state: ReleaseState, role: string): ReleaseAction[] => allowedActions(releaseFlow, state, role);

/**
 * What the bank may say of a payment that stands so. UNKNOWN is neither paid nor refused: it stays open until the bank decides. A bank may
 * return what it had reported as paid; nothing else takes an end back.
 */
export const answerSteps: Readonly<Record<InstructionState, readonly BankAnswerStatus[]>> = {
  draft: [],
  approved: [],
  queued: [],
  sent: ['paid', 'rejected', 'returned', 'unknown'],
  unknown: ['paid', 'rejected', 'returned'],
  paid: ['returned'],
  rejected: [],
  returned: [],
  withdrawn: [],
};

export const instructionStateNames: Readonly<Record<InstructionState, string>> = {
  draft: '待审批',
  approved: '已批准',
  queued: '待发送',
  sent: '待回盘',
  paid: '已到账',
  rejected: '银行拒付',
  returned: '已退票',
  unknown: '结果未知',
  withdrawn: '已撤回',
};

/** A payment that counts: requested and not ended without success. */
export const aliveStates: readonly InstructionState[] = ['draft', 'approved', 'queued', 'sent', 'unknown', 'paid'];

/** Neither paid nor refused yet: money is on its way, or about to be. */
export const openStates: readonly InstructionState[] = ['queued', 'sent', 'unknown'];
