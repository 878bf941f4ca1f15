import { words } from '../../words.js';

export const releaseWords = words({
  requested: { text: '待劳监审核', tone: 'blue' },
  'labour-reviewed': { text: '待住建复核', tone: 'blue' },
  'housing-reviewed': { text: '待银行代发', tone: 'blue' },
  queued: { text: '待发送银行', tone: 'blue' },
  sent: { text: '待银行回盘', tone: 'yellow' },
  'part-paid': { text: '未全部到账', tone: 'orange' },
  paid: { text: '已全部到账', tone: 'green' },
  returned: { text: '已退回', tone: 'orange' },
  withdrawn: { text: '已撤回', tone: 'grey' },
});

export type ReleaseState = keyof typeof releaseWords;

export const instructionWords = words({
  draft: { text: '待审批', tone: 'grey' },
  approved: { text: '已批准', tone: 'blue' },
  queued: { text: '待发送', tone: 'blue' },
  sent: { text: '待回盘', tone: 'yellow' },
  paid: { text: '已到账', tone: 'green' },
  rejected: { text: '银行拒付', tone: 'red' },
  returned: { text: '已退票', tone: 'red' },
  unknown: { text: '结果未知', tone: 'orange' },
  withdrawn: { text: '已撤回', tone: 'grey' },
});

export type InstructionState = keyof typeof instructionWords;

export const sourceNames = { escrow: '工资专户', deposit: '现金保证金', guarantee: '保函或保险' } as const;

export type ReleaseSource = keyof typeof sourceNames;

export const stageNames = { request: '用工单位提请', 'labour-review': '劳监审核', 'housing-review': '住建复核', 'bank-pay': '银行代发' } as const;

export type ReleaseStage = keyof typeof stageNames;

export const decisionWords = words({ agree: { text: '同意', tone: 'green' }, return: { text: '退回', tone: 'orange' } });
