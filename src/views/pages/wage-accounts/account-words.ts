import { words } from '../../words.js';

/** What a line of the bank is. */
export const lineWords = words({
  'labour-cost': { text: '人工费', tone: 'green' },
  wages: { text: '工资支付', tone: 'green' },
  returned: { text: '退票', tone: 'blue' },
  interest: { text: '利息', tone: 'green' },
  deducted: { text: '被划扣', tone: 'orange' },
  moved: { text: '转存', tone: 'blue' },
  unmatched: { text: '未匹配', tone: 'yellow' },
  illegal: { text: '非法支出', tone: 'red' },
});

export const decisionNames = {
  'labour-cost': '人工费',
  recorded: '已由人登记过，是同一笔',
  interest: '利息',
  wages: '工资支付',
  returned: '退票',
  illegal: '非法支出',
  deducted: '被其他机关划扣',
  moved: '换行转存余额',
  inquiry: '待查',
  undo: '撤销此前的认定，重新匹配',
} as const;

/** The same decisions on money that came in. */
export const decisionNamesIn = { ...decisionNames, illegal: '追回的违规支出', deducted: '退还的划扣款' } as const;

export const measureNames = { sealed: '查封', frozen: '冻结', deducted: '划拨' } as const;

export const closingWords = words({
  notice: { text: '公示中', tone: 'blue' },
  promised: { text: '已承诺待核查', tone: 'yellow' },
  checked: { text: '已核查待同意', tone: 'yellow' },
  released: { text: '已同意销户', tone: 'orange' },
  closed: { text: '已销户', tone: 'grey' },
  withdrawn: { text: '已撤回', tone: 'grey' },
});

export const causeNames = { completed: '工程完工', 'bank-replaced': '更换开户银行', 'contractor-replaced': '更换施工总承包单位' } as const;
export const disputeNames = { arbitration: '仲裁', suit: '诉讼' } as const;
