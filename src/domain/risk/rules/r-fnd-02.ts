import { at, deadline, need } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { addDays, formatDate } from '../../../values/plain-date.js';
import { periodOf } from '../../../values/period.js';
import { monthRow } from '../evidence.js';
import type { EvidenceRow, Rule } from '../rule.js';

export const labourCostLate: Rule = {
  code: 'R-FND-02',
  title: '建设单位逾期未拨付人工费用',
  condition: '超过人工费用拨付周期没有人工费用进入专户，其间有人出勤。',
  plain: '建设单位每月至少向工资专户足额拨付一次人工费用。',
  severity: 'red',
  basis: [at('regulation-724', 'C', 24), at('regulation-724', 'C', 29), at('regulation-724', 'C', 57, { item: 2 }), at('account-53', 'S', 12)],
  duty: '向建设单位下达限期改正指令；因此造成拖欠的，由建设单位以未结清的工程款为限先行垫付。',
  parameters: ['labourCost.maxCycleMonths', 'labourCost.toleranceDays'],
  needs: ['专户进账', '考勤'],
  judge(p, { asOf, law }) {
    if (p.startedOn === null || p.startedOn > asOf || p.state === 'completed') return [];
    const opened = p.account && p.account.openedOn > p.startedOn ? p.account.openedOn : p.startedOn;
    const since = p.lastCredit?.bookedOn ?? opened;
    const by = deadline('labour-cost-cycle', since, law);
    const tolerance = need(law, 'labourCost.toleranceDays', since);
    if (asOf <= addDays(by.value, tolerance.value)) return [];
    if (!p.account) return [{ lacks: '专户进账（尚未开户）' }];
    if (p.lastAttendanceOn === null) return p.state === 'running' ? [{ lacks: '考勤' }] : [];
    if (p.lastAttendanceOn <= since) return p.state === 'running' ? [{ lacks: `${formatDate(since)}以后的考勤` }] : [];
    const later = p.months.filter((m) => m.period > periodOf(since) && m.attendingWorkers > 0);
    const months = later.length > 0 ? later : p.months.filter((m) => m.period === periodOf(since));
    const workers = Math.max(0, ...months.map((m) => m.attendingWorkers));
    const last = p.lastCredit
      ? `建设单位最近一次拨付人工费用是在${formatDate(since)}（${formatYuan(p.lastCredit.amountFen)}元）`
      : `自${formatDate(since)}（${since === p.startedOn ? '开工' : '开立专户'}）以来没有人工费用到账`;
    const sentence = `${last}，应于${formatDate(by.value)}前${p.lastCredit ? '再次' : ''}拨付，至今没有到账，其间最多${workers}人出勤。`;
    const proof: EvidenceRow = p.lastCredit
      ? { of: 'statement-line', id: p.lastCredit.id, what: '最近一次人工费用到账', facts: [['日期', p.lastCredit.bookedOn], ['金额', `${formatYuan(p.lastCredit.amountFen)} 元`]] }
      : { of: 'wage-account', id: p.account.id, what: `专户（${p.account.bank}，尾号 ${p.account.numberLast4}）`, facts: [['开户', p.account.openedOn], ['人工费用到账', '无']] };
    return [{ sentence, evidence: [proof, ...months.map((m) => monthRow(p, m))], parameters: [...by.parameters, tolerance.used] }];
  },
};
