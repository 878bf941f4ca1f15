import type { DepositState } from '../../entities/deposit.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { DepositState } from '../../entities/deposit.js';
export type { DepositForm } from '../../entities/deposit-instrument.js';
export type DepositAction = 'receive' | 'exempt' | 'lapse' | 'begin-draw' | 'finish-draw' | 'abandon-draw';

const receivers: readonly ActorRole[] = ['bank-operator', 'general-contractor', 'inspector', 'supervisor', 'system'];
const labour: readonly ActorRole[] = ['inspector', 'supervisor'];
/** A draw goes on at whichever step of a release is taken: review, hand-over to the bank, the bank's answer. */
const drawers: readonly ActorRole[] = ['inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'general-contractor', 'system'];
const clock: readonly ActorRole[] = ['system', 'inspector', 'supervisor'];

/** 工资保证金: due until its amount is covered, in use while the bank pays from it, then to be topped up (保证金规定 Arts. 8, 19, 20). */
export const depositFlow: Workflow<DepositState, DepositAction, ActorRole> = {
  name: 'deposit',
  table: {
    due: {
      receive: { to: ['due', 'held'], by: receivers },
      exempt: { to: ['due', 'exempt'], by: labour },
      lapse: { to: 'due', by: clock },
      'begin-draw': { to: 'in-use', by: drawers },
    },
    held: { receive: { to: ['due', 'held'], by: receivers }, lapse: { to: ['due', 'held'], by: clock }, 'begin-draw': { to: 'in-use', by: drawers } },
    exempt: { receive: { to: 'exempt', by: receivers } },
    'in-use': {
      receive: { to: 'in-use', by: receivers },
      lapse: { to: 'in-use', by: clock },
      'begin-draw': { to: 'in-use', by: drawers },
      'finish-draw': { to: ['in-use', 'top-up-due', 'held'], by: drawers },
      'abandon-draw': { to: ['in-use', 'top-up-due', 'held', 'due'], by: drawers },
    },
    'top-up-due': { receive: { to: ['top-up-due', 'held'], by: receivers }, lapse: { to: 'top-up-due', by: clock }, 'begin-draw': { to: 'in-use', by: drawers } },
    notice: {},
    returned: {},
  },
  words: {
    states: { due: '待存储', held: '已存储', exempt: '已免存', 'in-use': '动用中', 'top-up-due': '待补足', notice: '返还公示中', returned: '已返还' },
    actions: { receive: '登记存储', exempt: '免存', lapse: '登记到期', 'begin-draw': '动用保证金', 'finish-draw': '登记支付完成', 'abandon-draw': '取消动用' },
  },
};
