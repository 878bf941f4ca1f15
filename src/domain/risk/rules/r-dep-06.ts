import { at } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { formatDate } from '../../../values/plain-date.js';
import { drawRow } from '../evidence.js';
import type { Rule } from '../rule.js';

export const topUpLate: Rule = {
  code: 'R-DEP-06',
  title: '动用后逾期未补足保证金',
  condition: '保证金动用后超过补足期限，没有补足，也没有新的保函。',
  plain: '保证金动用后十个工作日内要补足，或者提交同样范围和金额的新保函。',
  severity: 'red',
  basis: [at('deposit-65', 'S', 20)],
  duty: '下达限期改正指令；减免的项目核查是否应当加倍存储。',
  parameters: ['deposit.replenishDays'],
  needs: ['保证金的动用和补足'],
  judge(p, { asOf }) {
    return (p.deposit?.draws ?? []).flatMap((d) =>
      d.paidOn === null || d.topUpDueOn === null || d.toppedUpOn !== null || asOf <= d.topUpDueOn
        ? []
        : {
            subject: ['deposit-draw', d.id] as const,
            sentence: `保证金于${formatDate(d.paidOn)}动用${formatYuan(d.amountFen)}元，应于${formatDate(d.topUpDueOn)}前补足，至今没有补足。`,
            evidence: [drawRow(p.deposit!.id, d)],
            parameters: [],
          },
    );
  },
};
