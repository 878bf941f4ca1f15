import { at } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { formatDate } from '../../../values/plain-date.js';
import { drawRow } from '../evidence.js';
import type { Rule } from '../rule.js';

export const bankLate: Rule = {
  code: 'R-DEP-05',
  title: '银行逾期未支付保证金',
  condition: '银行收到支付通知书后超过支付期限，还有工人没有收到工资。',
  plain: '银行收到保证金支付通知书，要在五个工作日内把工资转到工人本人账户。',
  severity: 'red',
  basis: [at('deposit-65', 'S', 19)],
  duty: '联系银行，书面催促，通报金融监督管理部门。',
  parameters: ['deposit.bankPayDays'],
  needs: ['支付通知书的送达', '银行回盘'],
  judge(p, { asOf }) {
    return (p.deposit?.draws ?? []).flatMap((d) =>
      d.paidOn !== null || asOf <= d.bankDueOn
        ? []
        : {
            subject: ['deposit-draw', d.id] as const,
            sentence: `银行于${formatDate(d.notifiedOn)}收到保证金支付通知书（${formatYuan(d.amountFen)}元），应于${formatDate(d.bankDueOn)}前支付，至今没有支付完毕。`,
            evidence: [drawRow(p.deposit!.id, d)],
            parameters: [],
          },
    );
  },
};
