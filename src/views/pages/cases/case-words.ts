import { words, type Word } from '../../words.js';

export const caseWords = words({
  filed: { text: '已立案', tone: 'blue' },
  inquiry: { text: '调查询问', tone: 'blue' },
  correction: { text: '责令改正', tone: 'orange' },
  overdue: { text: '逾期未改正', tone: 'red' },
  decision: { text: '已作处理决定', tone: 'orange' },
  'decision-overdue': { text: '逾期未履行决定', tone: 'red' },
  cured: { text: '已改正', tone: 'green' },
  closed: { text: '已结案', tone: 'grey' },
});

export const orderWords = words({
  issued: { text: '待送达', tone: 'orange' },
  served: { text: '期限内', tone: 'blue' },
  met: { text: '已履行', tone: 'green' },
  overdue: { text: '逾期', tone: 'red' },
});

/** Served and past its day: nobody has found yet whether it was met. */
export const termOver: Word = { text: '期限已满', tone: 'orange' };

/** What came of a finding, as its inspector judged it. */
export const findingOutcomeNames = { real: '属实', 'late-report': '迟报', stopped: '停工', false: '误报' } as const;

/** What happens next in each state, and who does it. */
export const nextSteps: Readonly<Record<keyof typeof caseWords, string>> = {
  filed: '核对拖欠清单，签发限期改正指令书；需要先询问的，签发询问通知书。',
  inquiry: '询问后签发限期改正指令书；没有违法事实的，由监察负责人结案。',
  correction: '送达指令书，期限届满后一个工作日内核查改正情况。',
  overdue: '由监察负责人作出行政处理决定；已经付清的，核查后认定改正。',
  decision: '送达决定书，期限届满后核查履行情况。',
  'decision-overdue': '动用工资保证金或者保函支付，符合条件的提出列入失信名单；涉嫌犯罪的移送公安机关。',
  cured: '由监察负责人结案。',
  closed: '本案已经结束。',
};
