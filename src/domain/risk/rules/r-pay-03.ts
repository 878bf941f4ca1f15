import { at, need } from '../../../law/index.js';
import { formatPeriod } from '../../../values/period.js';
import { monthRow, sheetRow } from '../evidence.js';
import { judgeMonths, monthOf, monthsToJudge, type Rule } from '../rule.js';
import { passedPayDay } from './pay-due.js';

export const fewPaid: Rule = {
  code: 'R-PAY-03',
  title: '发薪人数明显少于出勤人数',
  condition: '支付日已过，已开始发放，但已发人次占出勤人数的比例低于预警比例。',
  plain: '当月上过工的人，都要在工资表里，都要发到。',
  severity: 'orange',
  basis: [at('regulation-724', 'C', 31), at('regulation-724', 'C', 56, { item: 1 })],
  duty: '列出未发放工资的人员，下达限期改正指令。',
  parameters: ['risk.paidWorkersShare', 'pay.graceDays'],
  needs: ['考勤', '支付结果', '放假安排'],
  judge(p, day) {
    return judgeMonths(monthsToJudge(p, day.asOf), (period) => {
      const m = monthOf(p, period);
      // Nobody paid at all is R-PAY-01 and R-PAY-02: the same month is not flagged a third time.
      if (m.paidLines === 0) return undefined;
      const due = passedPayDay(p, period, day);
      if (!due) return undefined;
      if (m.attendingWorkers === 0) return { lacks: '考勤', period };
      const share = need(day.law, 'risk.paidWorkersShare', due.on);
      if (BigInt(m.paidLines) * 10_000n >= BigInt(m.attendingWorkers) * share.value) return undefined;
      const permille = Math.floor((m.paidLines * 1_000) / m.attendingWorkers);
      const sentence = `${formatPeriod(period)}${m.attendingWorkers}人出勤，已发放${m.paidLines}人次，占${Math.floor(permille / 10)}.${permille % 10}%，低于${share.words}。`;
      return { period, sentence, evidence: [monthRow(p, m), ...p.sheets.filter((s) => s.period === period).map(sheetRow)], parameters: [share.used, ...due.parameters] };
    });
  },
};
