import { words } from '../../words.js';

export const leadWords = words({
  received: { text: '待受理', tone: 'orange' },
  accepted: { text: '办理中', tone: 'blue' },
  refused: { text: '不予受理', tone: 'grey' },
  transferred: { text: '已转办', tone: 'grey' },
  closed: { text: '已办结', tone: 'green' },
});

export const channelNames = {
  'public-form': '网上投诉',
  'worker-page': '工人自查页',
  '12345': '12345 热线',
  '110': '110 移交',
  petition: '信访',
  visit: '来访',
  transfer: '其他部门转来',
  patrol: '巡查发现',
} as const;

export const outcomeNames = {
  paid: '已支付',
  'no-arrears': '查无欠薪',
  'not-jurisdiction': '不属于管辖',
  dispute: '有争议，告知仲裁或诉讼',
  'false-claim': '虚假讨薪',
  'works-price': '属于工程款纠纷',
  case: '立案调查',
} as const;
