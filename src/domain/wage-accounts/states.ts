import type { ClosingState } from '../../entities/account-closing.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { ClosingCause, ClosingState } from '../../entities/account-closing.js';
export type ClosingAction = 'promise' | 'check' | 'release' | 'close' | 'withdraw';

const labour: readonly ActorRole[] = ['inspector', 'supervisor'];
const contractor: readonly ActorRole[] = ['general-contractor'];

/** 销户: notice of 30 days → promise → an inspector checks → the head of inspection releases, another person → the bank has closed it. */
export const closingFlow: Workflow<ClosingState, ClosingAction, ActorRole> = {
  name: 'account-closing',
  table: {
    notice: { promise: { to: 'promised', by: contractor }, withdraw: { to: 'withdrawn', by: [...contractor, ...labour] } },
    promised: { check: { to: 'checked', by: labour }, withdraw: { to: 'withdrawn', by: [...contractor, ...labour] } },
    checked: { release: { to: 'released', by: ['supervisor'] }, withdraw: { to: 'withdrawn', by: [...contractor, ...labour] } },
    released: { close: { to: 'closed', by: ['bank-operator', ...labour] }, withdraw: { to: 'withdrawn', by: labour } },
    closed: {},
    withdrawn: {},
  },
  words: {
    states: { notice: '公示中', promised: '已承诺待核查', checked: '已核查待同意', released: '已同意销户', closed: '已销户', withdrawn: '已撤回' },
    actions: { promise: '提交承诺书', check: '核查', release: '同意销户', close: '登记销户', withdraw: '撤回' },
  },
};
