import { words } from '../../words.js';

export const connectionNames = { folder: '文件目录', http: '银行接口', desk: '人工传递' } as const;

export const itemWords = words({
  'in-doubt': { text: '结果不明', tone: 'orange' },
  overdue: { text: '超时未回盘', tone: 'orange' },
  contradicted: { text: '与决定相反', tone: 'red' },
  file: { text: '文件挂起', tone: 'yellow' },
});

export const fileWords = words({
  received: { text: '待读取', tone: 'blue' },
  taken: { text: '已导入', tone: 'green' },
  'set-aside': { text: '挂起', tone: 'orange' },
  handled: { text: '已处理', tone: 'grey' },
});

export const batchWords = words({
  queued: { text: '待发送', tone: 'blue' },
  sent: { text: '已发出', tone: 'yellow' },
  withdrawn: { text: '已撤回', tone: 'grey' },
});

export const decisionStateWords = words({
  proposed: { text: '待复核', tone: 'blue' },
  confirmed: { text: '已确认', tone: 'green' },
  declined: { text: '不同意', tone: 'grey' },
});

export const outcomeNames = { 'not-paid': '确认未收到、未支付', paid: '确认已支付' } as const;
