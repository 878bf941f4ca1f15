import type { DepositState } from '../../entities/deposit.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { DepositState } from '../../entities/deposit.js';
export type { DepositForm } from '../../entities/deposit-instrument.js';
export type DepositAction = 'receive' | 'extend' | 'exempt' | 'lapse' | 'begin-draw' | 'finish-draw' | 'abandon-draw' | 'double' | 'begin-return' | 'stop-return' | 'finish-return' | 'join';

const receivers: readonly ActorRole[] = ['bank-operator', 'general-contractor', 'inspector', 'supervisor', 'system'];
const labour: readonly ActorRole[] = ['inspector', 'supervisor'];
/** A draw goes on at whichever step of a release is taken: review, hand-over to the bank, the bank's answer. */
const drawers: readonly ActorRole[] = ['inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'general-contractor', 'system'];
const clock: readonly ActorRole[] = ['system', 'inspector', 'supervisor'];
const returners: readonly ActorRole[] = ['inspector', 'supervisor', 'general-contractor'];
const joiners: readonly ActorRole[] = ['inspector', 'supervisor', 'general-contractor'];

const back: readonly DepositState[] = ['due', 'held', 'top-up-due', 'double-due'];

/**
 * 工资保证金: due until its amount is covered, in use while the bank pays from it, then to be topped up (保证金规定 Arts. 8, 19, 20); doubled
 * where a reduced or exempt project falls into arrears (海南); returned after its public notice (Art. 22).
 */
export const depositFlow: Workflow<DepositState, DepositAction, ActorRole> = {
  name: 'deposit',
  table: {
    due: {
      receive: { to: ['due', 'held'], by: receivers },
      extend: { to: 'due', by: receivers },
      exempt: { to: ['due', 'exempt'], by: labour },
      lapse: { to: 'due', by: clock },
      'begin-draw': { to: 'in-use', by: drawers },
      double: { to: ['double-due', 'held'], by: labour },
      'begin-return': { to: 'notice', by: returners },
      join: { to: 'due', by: joiners },
    },
    held: {
      receive: { to: ['due', 'held'], by: receivers },
      extend: { to: 'held', by: receivers },
      lapse: { to: ['due', 'held'], by: clock },
      'begin-draw': { to: 'in-use', by: drawers },
      double: { to: ['double-due', 'held'], by: labour },
      'begin-return': { to: 'notice', by: returners },
      join: { to: ['due', 'held'], by: joiners },
    },
    exempt: { receive: { to: 'exempt', by: receivers }, double: { to: ['double-due', 'held'], by: labour } },
    'in-use': {
      receive: { to: 'in-use', by: receivers },
      extend: { to: 'in-use', by: receivers },
      lapse: { to: 'in-use', by: clock },
      'begin-draw': { to: 'in-use', by: drawers },
      'finish-draw': { to: ['in-use', 'top-up-due', 'held'], by: drawers },
      'abandon-draw': { to: ['in-use', 'top-up-due', 'double-due', 'held', 'due'], by: drawers },
      join: { to: 'in-use', by: joiners },
    },
    'top-up-due': {
      receive: { to: ['top-up-due', 'held'], by: receivers },
      extend: { to: 'top-up-due', by: receivers },
      lapse: { to: 'top-up-due', by: clock },
      'begin-draw': { to: 'in-use', by: drawers },
      double: { to: ['double-due', 'held'], by: labour },
      'begin-return': { to: 'notice', by: returners },
    },
    'double-due': {
      receive: { to: ['double-due', 'held'], by: receivers },
      extend: { to: 'double-due', by: receivers },
      lapse: { to: 'double-due', by: clock },
      'begin-draw': { to: 'in-use', by: drawers },
      'begin-return': { to: 'notice', by: returners },
    },
    notice: { extend: { to: 'notice', by: receivers }, lapse: { to: 'notice', by: clock }, 'stop-return': { to: back, by: labour }, 'finish-return': { to: 'returned', by: labour } },
    returned: { join: { to: 'due', by: joiners } },
  },
  words: {
    states: { due: '待存储', held: '已存储', exempt: '已免存', 'in-use': '动用中', 'top-up-due': '待补足', 'double-due': '待加倍存储', notice: '返还办理中', returned: '已返还' },
    actions: {
      receive: '登记存储',
      extend: '登记续期',
      exempt: '免存',
      lapse: '登记到期',
      'begin-draw': '动用保证金',
      'finish-draw': '登记支付完成',
      'abandon-draw': '取消动用',
      double: '责令加倍存储',
      'begin-return': '开始返还',
      'stop-return': '停止返还',
      'finish-return': '返还',
      join: '纳入企业保证金',
    },
  },
};
