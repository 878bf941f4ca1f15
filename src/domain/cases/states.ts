import type { CaseState } from '../../entities/case-file.js';
import type { CaseOrderState } from '../../entities/case-order.js';
import type { ActorRole } from '../../values/role.js';
import type { Workflow } from '../../values/workflow.js';

export type { CaseOrderState, CaseState };
export type CaseAction = 'claim' | 'extend' | 'inquire' | 'correct' | 'lapse' | 'decide' | 'cure' | 'close';
export type OrderAction = 'serve' | 'extend' | 'lapse' | 'meet' | 'miss';

const labour: readonly ActorRole[] = ['inspector', 'supervisor'];
/** 监察负责人: extends an investigation, decides, closes (监察423 Art. 17; 监察规定25). */
const head: readonly ActorRole[] = ['supervisor'];
/** Who finds that a term has run out or wages are paid: an inspector, the clock, or the bank's answer in the name of whoever brings it. */
const anyone: readonly ActorRole[] = [...labour, 'system', 'bank-operator', 'housing-reviewer'];

/** 案件. Filed, then questioned or ordered to correct; not corrected in time, decided on; each way ends in cured or closed. */
export const caseFlow: Workflow<CaseState, CaseAction, ActorRole> = {
  name: 'case',
  table: {
    filed: {
      claim: { to: 'filed', by: labour },
      extend: { to: 'filed', by: head },
      inquire: { to: 'inquiry', by: labour },
      correct: { to: 'correction', by: labour },
      close: { to: 'closed', by: head },
    },
    inquiry: {
      claim: { to: 'inquiry', by: labour },
      extend: { to: 'inquiry', by: head },
      inquire: { to: 'inquiry', by: labour },
      correct: { to: 'correction', by: labour },
      close: { to: 'closed', by: head },
    },
    correction: {
      claim: { to: 'correction', by: labour },
      extend: { to: 'correction', by: head },
      correct: { to: 'correction', by: labour },
      lapse: { to: 'overdue', by: anyone },
      cure: { to: 'cured', by: anyone },
    },
    overdue: {
      claim: { to: 'overdue', by: labour },
      extend: { to: 'overdue', by: head },
      decide: { to: 'decision', by: head },
      cure: { to: 'cured', by: anyone },
    },
    decision: { lapse: { to: 'decision-overdue', by: anyone }, cure: { to: 'cured', by: anyone } },
    'decision-overdue': { cure: { to: 'cured', by: anyone }, close: { to: 'closed', by: head } },
    cured: { close: { to: 'closed', by: head } },
    closed: {},
  },
  words: {
    states: {
      filed: '已立案',
      inquiry: '调查询问',
      correction: '责令改正',
      overdue: '逾期未改正',
      decision: '已作处理决定',
      'decision-overdue': '逾期未履行决定',
      cured: '已改正',
      closed: '已结案',
    },
    actions: {
      claim: '变更拖欠清单',
      extend: '延长调查期限',
      inquire: '签发询问通知书',
      correct: '签发限期改正指令书',
      lapse: '认定逾期',
      decide: '作出行政处理决定',
      cure: '认定已改正',
      close: '结案',
    },
  },
};

/** What a served paper demands. An order lapses on the day after its term; what is done later still counts as done. */
export const orderFlow: Workflow<CaseOrderState, OrderAction, ActorRole> = {
  name: 'case-order',
  table: {
    issued: { serve: { to: 'served', by: labour } },
    served: {
      extend: { to: 'served', by: head },
      lapse: { to: 'overdue', by: anyone },
      meet: { to: 'met', by: anyone },
      miss: { to: 'overdue', by: labour },
    },
    overdue: { meet: { to: 'met', by: anyone }, miss: { to: 'overdue', by: labour } },
    met: {},
  },
  words: {
    states: { issued: '待送达', served: '期限内', met: '已履行', overdue: '逾期' },
    actions: { serve: '登记送达', extend: '延长期限', lapse: '认定逾期', meet: '认定已履行', miss: '认定未履行' },
  },
};
