import { expect } from 'chai';
import { bankAnswerStatuses } from '../../../src/entities/bank-answer-line.js';
import { instructionStates } from '../../../src/entities/payment-instruction.js';
import { releaseStates } from '../../../src/entities/release.js';
import { judge, type Asked } from '../../../src/domain/releases/judge-answer.js';
import { answerSteps, instructionStateNames, releaseFlow, type InstructionState, type ReleaseAction, type ReleaseState } from '../../../src/domain/releases/states.js';
import type { ReturnLine } from '../../../src/formats/bank-return-file.js';
import { Refusal } from '../../../src/values/refusal.js';
import { roles } from '../../../src/values/role.js';
import { next } from '../../../src/values/workflow.js';

const actions: readonly ReleaseAction[] = ['labour-review', 'housing-review', 'return', 'resubmit', 'withdraw', 'assign', 'notify', 'pay', 'send', 'settle', 'expire'];

const labour = ['inspector', 'supervisor'];
const requesters = ['general-contractor', ...labour];
const bank = ['bank-operator'];
const settlers = ['bank-operator', 'system', 'supervisor'];

/** Who may do what in which state, and where it may lead. Everything else is refused. */
const expected: Readonly<Record<ReleaseState, Readonly<Partial<Record<ReleaseAction, readonly [by: readonly string[], to: readonly ReleaseState[]]>>>>> = {
  requested: { 'labour-review': [labour, ['labour-reviewed']], return: [labour, ['returned']], assign: [labour, ['requested']], withdraw: [requesters, ['withdrawn']] },
  'labour-reviewed': { 'housing-review': [['housing-reviewer'], ['housing-reviewed']], return: [['housing-reviewer'], ['returned', 'requested']], assign: [['housing-reviewer'], ['labour-reviewed']], withdraw: [requesters, ['withdrawn']] },
  'housing-reviewed': { notify: [labour, ['housing-reviewed']], pay: [bank, ['sent', 'queued']], return: [bank, ['returned', 'requested', 'labour-reviewed']], assign: [[...labour, ...bank], ['housing-reviewed']], expire: [['system'], ['returned']], withdraw: [requesters, ['withdrawn']] },
  queued: { send: [['system'], ['sent']], withdraw: [requesters, ['withdrawn']] },
  sent: { send: [['system'], ['sent']], settle: [settlers, ['sent', 'part-paid', 'paid']], withdraw: [requesters, ['sent']] },
  'part-paid': { send: [['system'], ['part-paid']], settle: [settlers, ['part-paid', 'paid']], withdraw: [requesters, ['part-paid', 'paid']] },
  paid: { settle: [settlers, ['part-paid', 'paid']] },
  returned: { resubmit: [requesters, ['requested']], withdraw: [requesters, ['withdrawn']] },
  withdrawn: {},
};

describe('release states', () => {
  it('are those of the database, each with its word', () => {
    expect(Object.keys(releaseFlow.table).sort()).to.deep.equal([...releaseStates].sort());
    expect(Object.keys(answerSteps).sort()).to.deep.equal([...instructionStates].sort());
    expect(Object.keys(instructionStateNames).sort()).to.deep.equal([...instructionStates].sort());
  });

  for (const state of releaseStates) {
    for (const action of actions) {
      const row = expected[state][action];
      it(`${state}: ${action} ${row ? `leads to ${row[1].join(' or ')}, for ${row[0].join(', ')} alone` : 'is refused for everyone'}`, () => {
        for (const role of [...roles, 'system'] as const) {
          for (const to of row?.[1] ?? [undefined]) {
            const go = (): ReleaseState => next(releaseFlow, state, action, role, to);
            if (row && row[0].includes(role)) expect(go()).to.equal(to);
            else expect(go, role).to.throw(Refusal).with.property('code', row ? 'not-allowed' : 'wrong-state');
          }
        }
      });
    }
  }
});

describe('a line of a bank’s answer', () => {
  const line = (more: Partial<ReturnLine> = {}): ReturnLine => ({ row: 2, lineKey: 'AX1|PAID|', endToEndId: 'AX1', payeeName: '张三', card: '6228480000000000011', cardLast4: '0011', amountFen: 100n, status: 'PAID', reasonCode: undefined, reasonText: undefined, ...more });
  const asked = (more: Partial<Asked> = {}): Asked => ({ batchId: 'b', amountFen: 100n, cardLast4: '0011', state: 'sent', isCard: (card) => card === '6228480000000000011', ...more });
  const may: Readonly<Record<InstructionState, readonly string[]>> = { draft: [], approved: [], queued: [], sent: [...bankAnswerStatuses], unknown: ['paid', 'rejected', 'returned'], paid: ['returned'], rejected: [], returned: [], withdrawn: [] };

  for (const state of instructionStates) {
    for (const status of bankAnswerStatuses) {
      const kind = state === status ? 'known' : may[state].includes(status) ? 'apply' : 'set-aside';
      it(`${status} after ${state}: ${kind}`, () => {
        expect(judge(line({ status: status.toUpperCase() as ReturnLine['status'] }), asked({ state }), 'b').kind).to.equal(kind);
      });
    }
  }

  const cases: readonly (readonly [string, Partial<ReturnLine>, Asked | undefined, string])[] = [
    ['with the last four digits of the card only', { card: undefined }, asked(), 'apply'],
    ['without a card', { card: undefined, cardLast4: undefined }, asked(), 'apply'],
    ['with another card', { card: '6228480000000000012', cardLast4: '0012' }, asked(), 'set-aside'],
    ['with another card of the same last digits', { card: '6228490000000000011' }, asked(), 'set-aside'],
    ['with other last digits', { card: undefined, cardLast4: '0012' }, asked(), 'set-aside'],
    ['with one fen more', { amountFen: 101n }, asked(), 'set-aside'],
    ['with one fen less', { amountFen: 99n }, asked(), 'set-aside'],
    ['of another batch', {}, asked({ batchId: 'c' }), 'set-aside'],
    ['of no batch', {}, asked({ batchId: null }), 'set-aside'],
    ['of an id that we never made', {}, undefined, 'set-aside'],
  ];
  for (const [name, more, of, kind] of cases) {
    it(`${name}: ${kind}`, () => {
      expect(judge(line(more), of, 'b').kind).to.equal(kind);
    });
  }
});
