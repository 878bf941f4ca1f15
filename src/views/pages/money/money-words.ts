import { words } from '../../words.js';

export const wageAccountWords = words({
  opened: { text: '已开户待备案', tone: 'yellow' },
  filed: { text: '已备案', tone: 'green' },
  seized: { text: '被查封冻结', tone: 'red' },
  closed: { text: '已销户', tone: 'grey' },
});

export const depositWords = words({
  due: { text: '待存储', tone: 'orange' },
  held: { text: '已存储', tone: 'green' },
  exempt: { text: '已免存', tone: 'green' },
  'in-use': { text: '动用中', tone: 'orange' },
  'top-up-due': { text: '待补足', tone: 'red' },
  'double-due': { text: '待加倍存储', tone: 'red' },
  notice: { text: '返还办理中', tone: 'blue' },
  returned: { text: '已返还', tone: 'grey' },
});

export const returnWords = words({
  notice: { text: '公示中', tone: 'blue' },
  applied: { text: '待审核', tone: 'orange' },
  agreed: { text: '审核同意，待确认', tone: 'orange' },
  declined: { text: '审核不同意，待告知', tone: 'orange' },
  refused: { text: '已告知不予返还', tone: 'red' },
  released: { text: '已返还', tone: 'grey' },
  stopped: { text: '已停止', tone: 'grey' },
});

/** What the next term of a deposit is for. */
export const termNames = {
  store: '存储',
  'bank-pay': '银行支付',
  'top-up': '补足',
  double: '加倍存储',
  notice: '公示期满',
  review: '审核返还',
  issue: '出具确认书',
  expiry: '保函到期',
} as const;

export const formNames = { cash: '现金', 'bank-guarantee': '银行保函', 'surety-guarantee': '担保公司保函', insurance: '保证保险' } as const;

export const journalNames = {
  'labour-cost-credited': '人工费用到账',
  'deposit-stored': '存入现金保证金',
  'deposit-returned': '返还现金保证金',
  'guarantee-received': '收到保函或保险',
  'guarantee-ended': '保函或保险失效',
  'wages-due': '核定应发工资',
  'wages-withdrawn': '撤回应发工资',
  'payment-sent': '划付工资',
  'payment-paid': '工资到账',
  'payment-returned': '工资退回',
  'claim-recovered': '追偿到账',
  'labour-cost-returned': '人工费用退回',
  'interest-credited': '专户结息',
  'illegal-outflow': '违规支出',
  'account-deducted': '被划扣',
  'diverted-recovered': '流出款项追回',
  'balance-moved-out': '换行转出余额',
  'balance-moved-in': '换行转入余额',
  'account-closed': '销户余额归总包',
  reversal: '冲正',
} as const;

export const accountNames = {
  owner: '建设单位',
  contractor: '总承包单位',
  escrow: '工资专户',
  deposit: '现金保证金',
  guarantor: '担保人',
  guarantee: '保函或保险可索赔额',
  'in-transit': '银行在途',
  'worker-cards': '工人银行卡',
  'wage-liability': '用工单位应付工资',
  'wages-owed': '工人应得工资',
  recoverable: '可追偿款',
  'emergency-fund': '应急周转金',
  'bank-interest': '专户利息',
  'between-banks': '换行在途',
  diverted: '流出专户的款项',
} as const;
