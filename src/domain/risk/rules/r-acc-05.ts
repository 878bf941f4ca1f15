import { at, deadline } from '../../../law/index.js';
import { formatDate } from '../../../values/plain-date.js';
import type { Rule } from '../rule.js';

export const closingBarred: Rule = {
  code: 'R-ACC-05',
  title: '不得销户而申请或者已经销户',
  condition: '专户正在办理销户或者已经销户，而拖欠案件、仲裁、诉讼没有结束，或者公示不足规定的天数。',
  plain: '案件、仲裁和诉讼都结束、公示期满，专户才能销户。',
  severity: 'red',
  basis: [at('regulation-724', 'C', 27, { paragraph: 2 }), at('account-53', 'L', 9), at('account-53', 'L', 10)],
  duty: '不同意销户，并告知开户银行。',
  parameters: ['account.closeNoticeDays'],
  needs: ['销户登记', '案件', '仲裁和诉讼登记'],
  judge(p, { law }) {
    const { closing } = p.funds;
    if (!closing) return [];
    const term = deadline('account-close-notice', closing.noticeFrom, law);
    const short = closing.closedOn !== null && closing.closedOn <= term.value;
    const open = [...closing.cases.map((n) => `案件 ${n}`), ...closing.disputes.map((n) => `仲裁或诉讼 ${n}`)];
    if (!short && (open.length === 0 || closing.closedOn !== null)) return [];
    const stands = closing.closedOn !== null ? `专户已于${formatDate(closing.closedOn)}销户` : `专户自${formatDate(closing.noticeFrom)}起办理销户`;
    const why = [...(open.length > 0 ? [`${open.join('、')}没有结束`] : []), ...(short ? [`公示应至${formatDate(term.value)}`] : [])];
    return [
      {
        subject: ['wage-account', closing.accountId] as const,
        sentence: `${stands}，而${why.join('；')}。`,
        evidence: [{ of: 'wage-account', id: closing.accountId, what: '销户', facts: [['公示开始', closing.noticeFrom], ['公示期满', closing.noticeUntil], ['销户', closing.closedOn ?? '办理中']] }],
        parameters: term.parameters,
      },
    ];
  },
};
