import type { LeadState } from '../../entities/lead.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { LeadState };
export type LeadAction = 'accept' | 'refuse' | 'transfer' | 'close' | 'open-case';

const labour: readonly ActorRole[] = ['inspector', 'supervisor'];

/** 线索: accepted or refused in writing, passed on to the organ whose matter it is (条例724 Art. 10), closed with an answer, or made a case. */
export const leadFlow: Workflow<LeadState, LeadAction, ActorRole> = {
  name: 'lead',
  table: {
    received: {
      accept: { to: 'accepted', by: labour },
      refuse: { to: 'refused', by: labour },
      transfer: { to: 'transferred', by: labour },
      'open-case': { to: 'closed', by: labour },
    },
    accepted: { transfer: { to: 'transferred', by: labour }, close: { to: 'closed', by: labour }, 'open-case': { to: 'closed', by: labour } },
    refused: {},
    transferred: {},
    closed: {},
  },
  words: {
    states: { received: '待受理', accepted: '办理中', refused: '不予受理', transferred: '已转办', closed: '已办结' },
    actions: { accept: '受理', refuse: '不予受理', transfer: '转办', close: '办结', 'open-case': '立案' },
  },
};
