import { words } from '../../words.js';

export const engagementWords = words({
  'in-service': { text: '在场', tone: 'green' },
  left: { text: '已离场', tone: 'grey' },
});

export const importWords = words({
  applied: { text: '已导入', tone: 'green' },
  refused: { text: '未导入', tone: 'red' },
});

export const mistakeWords = words({
  error: { text: '须改正', tone: 'red' },
  warning: { text: '提醒', tone: 'orange' },
  note: { text: '说明', tone: 'grey' },
});

export const importKindNames = {
  payroll: '工资表',
  roster: '花名册',
  attendance: '考勤表',
  'bank-answer': '银行回盘',
  statement: '对账单',
} as const;

export const personalFieldNames = { 'id-number': '身份证号码', phone: '手机号码', card: '银行卡号' } as const;

export const purposeNames = {
  case: '案件调查',
  complaint: '核实投诉举报',
  payment: '核对工资发放',
  identity: '核实工人身份',
  transfer: '移送或协查',
  other: '其他',
} as const;

/** What the heads of the two flags of a worker say. */
export const underAgeWord = { text: '未满 16 周岁', tone: 'red' } as const;
export const invalidIdWord = { text: '证件号有误', tone: 'red' } as const;
export const unregisteredWord = { text: '未登记', tone: 'red' } as const;
