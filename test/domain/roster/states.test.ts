import { expect } from 'chai';
import { engagementFlow, type EngagementAction, type EngagementState } from '../../../src/domain/roster/states.js';
import { Refusal } from '../../../src/values/refusal.js';
import { roles } from '../../../src/values/role.js';
import { next } from '../../../src/values/workflow.js';

const leads: Readonly<Record<EngagementState, Readonly<Record<EngagementAction, EngagementState | 'wrong-state'>>>> = {
  'in-service': { leave: 'left', 'correct-card': 'in-service' },
  left: { leave: 'wrong-state', 'correct-card': 'left' },
};

describe('roster: states of an engagement', () => {
  for (const [state, actions] of Object.entries(leads) as [EngagementState, (typeof leads)[EngagementState]][]) {
    for (const [action, to] of Object.entries(actions) as [EngagementAction, EngagementState | 'wrong-state'][]) {
      it(`${state}, ${action}: ${to}; only for those who keep the roster`, () => {
        for (const role of roles) {
          const keeps = role === 'general-contractor' || role === 'subcontractor';
          let outcome: string;
          try {
            outcome = next(engagementFlow, state, action, role);
          } catch (error) {
            outcome = (error as Refusal).code;
          }
          expect(outcome, role).to.equal(to === 'wrong-state' || keeps ? to : 'not-allowed');
        }
      });
    }
  }
});
