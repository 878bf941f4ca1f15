import type { PayrollSheetState } from '../../entities/payroll-sheet.js';
import type { ActorRole } from '../../values/role.js';
import { allowedActions, type Workflow } from '../../values/workflow.js';

export type { PayrollLineState } from '../../entities/payroll-line.js';
export type { PayrollSheetState } from '../../entities/payroll-sheet.js';
export type PayrollSheetAction = 'approve' | 'return' | 'supersede' | 'settle';

/** Those who send in sheets: 分包 its own, 总包 its own and on a subcontractor's behalf (条例724 Art. 31). */
const firms: readonly ActorRole[] = ['general-contractor', 'subcontractor'];
const contractor: readonly ActorRole[] = ['general-contractor'];
/** Lines are settled as part of a release, whose own steps say who may take them. */
const anyone: readonly ActorRole[] = ['general-contractor', 'inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'system'];

const settle = { to: ['approved', 'releasing', 'part-paid', 'paid'], by: anyone } as const;

/** 工资表. A sheet is never changed: a correction is a new sheet that supersedes it, and only while nothing of it is being paid. */
export const sheetFlow: Workflow<PayrollSheetState, PayrollSheetAction, ActorRole> = {
  name: 'payroll-sheet',
  table: {
    submitted: { approve: { to: ['approved', 'paid'], by: contractor }, return: { to: 'returned', by: contractor }, supersede: { to: 'superseded', by: firms } },
    returned: { supersede: { to: 'superseded', by: firms } },
    approved: { settle, supersede: { to: 'superseded', by: firms } },
    releasing: { settle },
    'part-paid': { settle },
    paid: { settle },
    superseded: {},
  },
  words: {
    states: { submitted: '待总包审核', returned: '已退回', approved: '已审核', releasing: '发放中', 'part-paid': '部分发放', paid: '已足额发放', superseded: '已被替换' },
    actions: { approve: '审核通过', return: '退回', supersede: '用新的工资表替换', settle: '登记发放结果' },
  },
};

/** Sheets that count: their wages are owed, and no second sheet stands for the same firm, month and cycle. */
export const inForce: readonly PayrollSheetState[] = ['submitted', 'approved', 'releasing', 'part-paid', 'paid'];

/** What this role may do with a sheet in this state. */
export const allowedSheetActions = (state: PayrollSheetState, role: ActorRole): PayrollSheetAction[] => allowedActions(sheetFlow, state, role);
