import { words } from '../../words.js';

export const sheetWords = words({
  submitted: { text: '待总包审核', tone: 'blue' },
  returned: { text: '已退回', tone: 'orange' },
  approved: { text: '已审核', tone: 'blue' },
  releasing: { text: '发放中', tone: 'blue' },
  'part-paid': { text: '部分发放', tone: 'orange' },
  paid: { text: '已足额发放', tone: 'green' },
  superseded: { text: '已被替换', tone: 'grey' },
});

export type SheetState = keyof typeof sheetWords;

export const lineWords = words({
  unpaid: { text: '未发', tone: 'grey' },
  'in-transit': { text: '发放中', tone: 'blue' },
  paid: { text: '已到账', tone: 'green' },
  returned: { text: '已退票', tone: 'red' },
});

export type LineState = keyof typeof lineWords;

/** A line that is not paid although its pay day has passed. */
export const lateLineWord = { text: '逾期未发', tone: 'red' } as const;

/** How a firm's month stands on the grid. */
export const standingWords = words({
  awaited: { text: '待报送', tone: 'grey' },
  missing: { text: '逾期未报', tone: 'red' },
  returned: { text: '已退回', tone: 'orange' },
  submitted: { text: '待审核', tone: 'blue' },
  approved: { text: '待发放', tone: 'blue' },
  releasing: { text: '发放中', tone: 'blue' },
  'part-paid': { text: '部分发放', tone: 'orange' },
  incomplete: { text: '人数不全', tone: 'yellow' },
  late: { text: '逾期未付', tone: 'red' },
  paid: { text: '已足额', tone: 'green' },
  unknown: { text: '无法判断', tone: 'grey' },
});

export const overdueWord = { text: '已逾期', tone: 'red' } as const;

/** The month and, where it is not the only payment of the month, which one. */
export const cycleText = (cycle: number): string => (cycle > 1 ? `(第 ${cycle} 次)` : '');
