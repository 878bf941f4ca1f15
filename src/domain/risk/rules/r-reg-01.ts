import { at } from '../../../law/index.js';
import { formatPeriod } from '../../../values/period.js';
import { attended, monthRow, workerRow } from '../evidence.js';
import type { Rule } from '../rule.js';

export const unregistered: Rule = {
  code: 'R-REG-01',
  title: '未登记人员出勤',
  condition: '当月有人在没有用工登记的日子出勤。',
  plain: '工人进场前，先签劳动合同、办好实名登记。没有登记的人不能上工。',
  severity: 'orange',
  basis: [at('regulation-724', 'C', 28), at('regulation-724', 'C', 55, { item: 3 })],
  duty: '下达限期改正指令；未登记的人员先离场。',
  parameters: [],
  needs: ['考勤', '用工名册'],
  judge(p, { asOf }) {
    if (p.startedOn === null || p.startedOn > asOf || p.state === 'completed') return [];
    if (p.lastAttendanceOn === null) return p.state === 'running' ? [{ lacks: '考勤' }] : [];
    return p.months
      .filter((m) => m.unregisteredWorkers > 0)
      .map((m) => ({
        period: m.period,
        sentence: `${formatPeriod(m.period)}出勤的${m.attendingWorkers}人中，有${m.unregisteredWorkers}人在没有用工登记的日子出勤。`,
        evidence: [
          monthRow(p, m),
          ...p.unregistered
            .filter((w) => w.period === m.period)
            .map((w) =>
              workerRow(w, [
                ['用工单位', w.party ?? '未报'],
                ['未登记出勤', `${w.days} 天`],
                ['日期', attended(w.from, w.to)],
              ]),
            ),
        ],
        parameters: [],
      }));
  },
};
