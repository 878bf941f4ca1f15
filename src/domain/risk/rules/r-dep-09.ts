import { at } from '../../../law/index.js';
import { formatDate } from '../../../values/plain-date.js';
import type { Rule } from '../rule.js';

export const returnLate: Rule = {
  code: 'R-DEP-09',
  title: '返还保证金办理逾期',
  condition: '返还申请超过审核期限没有审核，或者审核完毕超过期限没有出具确认书或者告知。',
  plain: '劳动监察机构要在五个工作日内审核返还申请，审核后三个工作日内答复。',
  severity: 'orange',
  basis: [at('deposit-65', 'L', 22)],
  duty: '督促本机关办理人，内部督办。',
  parameters: ['deposit.returnReviewDays', 'deposit.returnIssueDays'],
  needs: ['返还申请和审核'],
  judge(p, { asOf }) {
    const ret = p.deposit?.ret;
    if (!p.deposit || !ret || ret.appliedOn === null || ret.decidedOn !== null) return [];
    const [dueOn, sentence] =
      ret.reviewedOn === null
        ? [ret.reviewDueOn, `返还申请于${formatDate(ret.appliedOn)}收到，应于${formatDate(ret.reviewDueOn!)}前审核，至今没有审核。`]
        : [ret.issueDueOn, `返还申请于${formatDate(ret.reviewedOn)}审核完毕，应于${formatDate(ret.issueDueOn!)}前出具确认书或者告知不予返还，至今没有办理。`];
    if (dueOn === null || asOf <= dueOn) return [];
    return [{ subject: ['deposit-return', ret.id] as const, sentence, evidence: [{ of: 'deposit', id: p.deposit.id, what: '返还申请', facts: [['申请', ret.appliedOn], ['审核', ret.reviewedOn ?? '没有']] }], parameters: [] }];
  },
};
