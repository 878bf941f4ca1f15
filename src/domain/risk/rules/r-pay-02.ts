import { at, need } from '../../../law/index.js';
import { formatDate } from '../../../values/plain-date.js';
import { addPeriods, formatPeriod, lastDay } from '../../../values/period.js';
import { monthRow } from '../evidence.js';
import { judgeMonths, monthOf, monthsToJudge, workedMonths, type Rule } from '../rule.js';

export const noPayment: Rule = {
  code: 'R-PAY-02',
  title: '有出勤而没有支付记录',
  condition: '当月有人出勤，到期限月份的月底仍没有任何支付记录。',
  plain: '有人上工的月份，最迟到下个月底要有工资发放记录。',
  severity: 'red',
  basis: [at('regulation-724', 'C', 13), at('regulation-724', 'C', 31), at('labour-law', 'L', 50)],
  duty: '到现场核查，抽样询问工人。',
  parameters: ['risk.noPaymentMonths'],
  needs: ['考勤', '支付结果'],
  judge(p, { asOf, law }) {
    const worked = new Set(workedMonths(p, asOf));
    return judgeMonths(monthsToJudge(p, asOf), (period) => {
      const m = monthOf(p, period);
      if (m.paidLines > 0) return undefined;
      const months = need(law, 'risk.noPaymentMonths', lastDay(period));
      const until = lastDay(addPeriods(period, months.value));
      if (asOf <= until) return undefined;
      if (m.attendingWorkers === 0) return worked.has(period) ? { lacks: '考勤', period } : undefined;
      return { period, sentence: `${formatPeriod(period)}有${m.attendingWorkers}人出勤，到${formatDate(until)}没有任何工资支付记录，至今仍没有。`, evidence: [monthRow(p, m)], parameters: [months.used] };
    });
  },
};
