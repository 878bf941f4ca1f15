import type { DepositReturnState } from '../../entities/deposit-return.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { DepositReturnState } from '../../entities/deposit-return.js';
export type ReturnAction = 'apply' | 'object' | 'review' | 'release' | 'refuse' | 'stop';

const labour: readonly ActorRole[] = ['inspector', 'supervisor'];
const head: readonly ActorRole[] = ['supervisor'];
const applicants: readonly ActorRole[] = ['general-contractor', 'inspector', 'supervisor'];

/** 返还工资保证金: public notice, application, review by one person, certificate or refusal by another (保证金规定 Art. 22). */
export const returnFlow: Workflow<DepositReturnState, ReturnAction, ActorRole> = {
  name: 'deposit-return',
  table: {
    notice: { apply: { to: 'applied', by: applicants }, object: { to: 'notice', by: labour }, stop: { to: 'stopped', by: labour } },
    applied: { review: { to: ['agreed', 'declined'], by: labour }, object: { to: 'applied', by: labour }, stop: { to: 'stopped', by: labour } },
    agreed: { release: { to: 'released', by: head }, refuse: { to: 'refused', by: head }, stop: { to: 'stopped', by: labour } },
    declined: { refuse: { to: 'refused', by: head }, stop: { to: 'stopped', by: labour } },
    refused: { apply: { to: 'applied', by: applicants }, object: { to: 'refused', by: labour }, stop: { to: 'stopped', by: labour } },
    released: {},
    stopped: {},
  },
  words: {
    states: { notice: '公示中', applied: '待审核', agreed: '审核同意，待确认', declined: '审核不同意，待告知', refused: '已告知不予返还', released: '已返还', stopped: '已停止' },
    actions: { apply: '申请返还', object: '登记异议', review: '审核', release: '出具返还（销户）确认书', refuse: '告知不予返还', stop: '停止返还' },
  },
};
