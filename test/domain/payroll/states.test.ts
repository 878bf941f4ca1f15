import { expect } from 'chai';
import { payrollSheetStates } from '../../../src/entities/payroll-sheet.js';
import { sheetFlow, type PayrollSheetAction, type PayrollSheetState } from '../../../src/domain/payroll/states.js';
import { Refusal } from '../../../src/values/refusal.js';
import { roles } from '../../../src/values/role.js';
import { allowedActions, next } from '../../../src/values/workflow.js';

const actions: readonly PayrollSheetAction[] = ['approve', 'return', 'supersede', 'settle'];

/** What each state allows: action → where it may lead. Everything else is refused. */
const expected: Readonly<Record<PayrollSheetState, Readonly<Partial<Record<PayrollSheetAction, readonly PayrollSheetState[]>>>>> = {
  submitted: { approve: ['approved', 'paid'], return: ['returned'], supersede: ['superseded'] },
  returned: { supersede: ['superseded'] },
  approved: { settle: ['approved', 'releasing', 'part-paid', 'paid'], supersede: ['superseded'] },
  releasing: { settle: ['approved', 'releasing', 'part-paid', 'paid'] },
  'part-paid': { settle: ['approved', 'releasing', 'part-paid', 'paid'] },
  paid: { settle: ['approved', 'releasing', 'part-paid', 'paid'] },
  superseded: {},
};

const by: Readonly<Record<PayrollSheetAction, readonly string[]>> = {
  approve: ['general-contractor'],
  return: ['general-contractor'],
  supersede: ['general-contractor', 'subcontractor'],
  settle: ['general-contractor', 'inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'system'],
};

describe('payroll states', () => {
  it('have every state of the table', () => {
    expect(Object.keys(sheetFlow.table).sort()).to.deep.equal([...payrollSheetStates].sort());
  });

  for (const state of payrollSheetStates) {
    for (const action of actions) {
      const outcomes = expected[state][action];
      it(`${state}: ${action} ${outcomes ? `leads to ${outcomes.join(' or ')}, for ${by[action].join(', ')} alone` : 'is refused for everyone'}`, () => {
        for (const role of [...roles, 'system'] as const) {
          const go = (to?: PayrollSheetState): PayrollSheetState => next(sheetFlow, state, action, role, to);
          if (!outcomes) expect(() => go(), role).to.throw(Refusal, sheetFlow.words.states[state]);
          else if (!by[action].includes(role)) expect(() => go(outcomes[0]), role).to.throw(Refusal).with.property('code', 'not-allowed');
          else for (const to of outcomes) expect(go(to), role).to.equal(to);
          expect(allowedActions(sheetFlow, state, role).includes(action), role).to.equal(outcomes !== undefined && by[action].includes(role));
        }
      });
    }
  }
});
