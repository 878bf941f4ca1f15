import { words } from '../../words.js';

export const listingWords = words({
  proposed: { text: '拟列入', tone: 'orange' },
  noticed: { text: '已告知', tone: 'orange' },
  objected: { text: '有异议', tone: 'red' },
  verified: { text: '异议已核实', tone: 'orange' },
  decided: { text: '已决定', tone: 'blue' },
  published: { text: '已公布', tone: 'red' },
  removed: { text: '已移出', tone: 'grey' },
  dropped: { text: '不予列入', tone: 'grey' },
});

export const groundNames = { amount: '克扣、无故拖欠农民工工资数额达到拒不支付劳动报酬罪数额标准', 'mass-incident': '拖欠农民工工资引发群体性事件、极端事件造成严重不良社会影响' } as const;
