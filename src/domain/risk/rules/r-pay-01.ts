import { at } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { formatDate } from '../../../values/plain-date.js';
import { formatPeriod } from '../../../values/period.js';
import { monthRow, sheetRow } from '../evidence.js';
import { judgeMonths, monthOf, monthsToJudge, workedMonths, type Rule } from '../rule.js';
import { passedPayDay } from './pay-due.js';

export const payLate: Rule = {
  code: 'R-PAY-01',
  title: '工资逾期未足额支付',
  condition: '支付日（遇节假日提前）已过，当月工资没有足额支付：工资表已报未付清，或者有人出勤而没有工资表。',
  plain: '每月在约定的支付日或者之前，把当月工资足额发到工人本人的银行卡。支付日遇节假日的，要提前发。',
  severity: 'red',
  basis: [at('regulation-724', 'C', 12), at('regulation-724', 'C', 14), at('regulation-724', 'C', 16), at('inspection-423', 'C', 26)],
  duty: '联系施工总承包单位核实，发出询问通知书，下达限期改正指令。',
  parameters: ['pay.graceDays'],
  needs: ['考勤或者工资表', '支付结果', '放假安排'],
  judge(p, day) {
    const worked = new Set(workedMonths(p, day.asOf));
    return judgeMonths(monthsToJudge(p, day.asOf), (period) => {
      const m = monthOf(p, period);
      const silent = m.attendanceDays === 0 && m.sheets === 0;
      if (silent && !worked.has(period)) return undefined;
      const due = passedPayDay(p, period, day);
      if (!due) return undefined;
      if (silent) return { lacks: '考勤和工资表', period };
      const sheets = p.sheets.filter((s) => s.period === period);
      const owed = m.payableFen - m.paidFen;
      const pending = sheets.filter((s) => s.state === 'submitted').reduce((sum, s) => sum + s.netFen, 0n);
      const head = `${formatPeriod(period)}工资应于${formatDate(due.on)}前支付，`;
      const evidence = [monthRow(p, m), ...sheets.map(sheetRow)];
      if (m.sheets === 0) return { period, sentence: `${head}当月${m.attendingWorkers}人出勤，至今没有工资表，也没有支付。`, evidence, parameters: due.parameters };
      if (owed <= 0n) return undefined;
      const unreviewed = pending > 0n ? `（其中${formatYuan(pending)}元的工资表尚未审核）` : '';
      return { period, sentence: `${head}应发${formatYuan(m.payableFen)}元，已发${formatYuan(m.paidFen)}元，尚欠${formatYuan(owed)}元${unreviewed}。`, evidence, parameters: due.parameters };
    });
  },
};
