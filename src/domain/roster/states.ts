import type { ActorRole } from '../../values/role.js';
import { allowedActions, type Workflow } from '../../values/workflow.js';

export type EngagementState = 'in-service' | 'left';
export type EngagementAction = 'leave' | 'correct-card';

/** Those who keep the roster: 分包 for its own workers, 总包 for everyone on its site (条例724 Art. 28, 30). */
const firms: readonly ActorRole[] = ['general-contractor', 'subcontractor'];

/** 用工状态. A worker who has left may still be owed wages, so the card can be corrected afterwards too. */
export const engagementFlow: Workflow<EngagementState, EngagementAction, ActorRole> = {
  name: 'engagement',
  table: {
    'in-service': { leave: { to: 'left', by: firms }, 'correct-card': { to: 'in-service', by: firms } },
    left: { 'correct-card': { to: 'left', by: firms } },
  },
  words: {
    states: { 'in-service': '在场', left: '已离场' },
    actions: { leave: '办理离场', 'correct-card': '更正银行卡' },
  },
};

/** What this role may do with an engagement in this state. */
export const allowedEngagementActions = (state: EngagementState, role: string): EngagementAction[] => allowedActions(engagementFlow, state, role);
