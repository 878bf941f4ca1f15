import { expect } from 'chai';
import { caseFlow, orderFlow } from '../../../src/domain/cases/index.js';
import { leadFlow } from '../../../src/domain/leads/index.js';
import { caseStates } from '../../../src/entities/case-file.js';
import { caseOrderStates } from '../../../src/entities/case-order.js';
import { leadStates } from '../../../src/entities/lead.js';
import { roles, type ActorRole } from '../../../src/values/role.js';
import { next, type Workflow } from '../../../src/values/workflow.js';

/** Where each action leads from each state; everything else is refused. */
const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  filed: { claim: 'filed', extend: 'filed', inquire: 'inquiry', correct: 'correction', close: 'closed' },
  inquiry: { claim: 'inquiry', extend: 'inquiry', inquire: 'inquiry', correct: 'correction', close: 'closed' },
  correction: { claim: 'correction', extend: 'correction', correct: 'correction', lapse: 'overdue', cure: 'cured' },
  overdue: { claim: 'overdue', extend: 'overdue', decide: 'decision', cure: 'cured' },
  decision: { lapse: 'decision-overdue', cure: 'cured' },
  'decision-overdue': { cure: 'cured', close: 'closed' },
  cured: { close: 'closed' },
  closed: {},
};
const orders: typeof cases = { issued: { serve: 'served' }, served: { extend: 'served', lapse: 'overdue', meet: 'met', miss: 'overdue' }, overdue: { meet: 'met', miss: 'overdue' }, met: {} };
const leads: typeof cases = {
  received: { accept: 'accepted', refuse: 'refused', transfer: 'transferred', 'open-case': 'closed' },
  accepted: { transfer: 'transferred', close: 'closed', 'open-case': 'closed' },
  refused: {},
  transferred: {},
  closed: {},
};

const clerks = ['inspector', 'supervisor'];
const anyone = [...clerks, 'system', 'bank-operator', 'housing-reviewer'];
const mayTake: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  case: { extend: ['supervisor'], decide: ['supervisor'], close: ['supervisor'], lapse: anyone, cure: anyone },
  'case-order': { extend: ['supervisor'], lapse: anyone, meet: anyone },
  lead: {},
};

const everyone: readonly ActorRole[] = [...roles, 'system'];

for (const [flow, states, table] of [
  [caseFlow, caseStates, cases],
  [orderFlow, caseOrderStates, orders],
  [leadFlow, leadStates, leads],
] as [Workflow<string, string, ActorRole>, readonly string[], typeof cases][]) {
  describe(`states of a ${flow.name}`, () => {
    it('are those of the database, each with its word', () => {
      expect(Object.keys(flow.table)).to.have.members([...states]);
      expect(Object.keys(flow.words.states)).to.have.members([...states]);
    });

    for (const state of states) {
      for (const action of Object.keys(flow.words.actions)) {
        const to = table[state]?.[action];
        it(`${state} + ${action} → ${to ?? 'refused'}`, () => {
          for (const role of everyone) {
            const take = (): string => next(flow, state, action, role);
            const allowed = (mayTake[flow.name]?.[action] ?? clerks).includes(role);
            if (to === undefined) expect(take, role).to.throw().with.property('code', 'wrong-state');
            else if (allowed) expect(take(), role).to.equal(to);
            else expect(take, role).to.throw().with.property('code', 'not-allowed');
          }
        });
      }
    }
  });
}
