import { at, need } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { addDays, formatDate } from '../../../values/plain-date.js';
import { fundingPlan } from '../../escrow/index.js';
import type { Rule } from '../rule.js';

export const labourCostShort: Rule = {
  code: 'R-FND-03',
  title: '建设单位少拨人工费用',
  condition: '已经拨付的人工费用少于按合同至今应拨的数额（扣除容差）。',
  plain: '建设单位按合同约定的数额和日期，把人工费用足额拨到工资专户。',
  severity: 'orange',
  basis: [at('regulation-724', 'C', 29), at('regulation-724', 'C', 57, { item: 2 })],
  duty: '核对拨付记录，向建设单位下达限期改正指令。',
  parameters: ['labourCost.toleranceDays', 'labourCost.tolerancePct'],
  needs: ['施工合同的人工费用约定', '专户进账'],
  judge(p, { asOf, law }) {
    if (p.state === 'completed' || p.startedOn === null || p.startedOn > asOf) return [];
    const days = need(law, 'labourCost.toleranceDays', asOf);
    const share = need(law, 'labourCost.tolerancePct', asOf);
    const plan = fundingPlan({ ...p.funds.terms, startedOn: p.startedOn, plannedFinishOn: p.plannedFinishOn }, addDays(asOf, -days.value), p.funds.changes);
    // A contract that does not say is another rule's.
    if (!plan) return [];
    const least = (plan.dueFen * (10_000n - share.value)) / 10_000n;
    if (p.funds.creditedFen >= least) return [];
    if (!p.account) return [{ lacks: '专户进账（尚未开户）' }];
    const last = plan.parts.findLast((part) => part.on <= addDays(asOf, -days.value))!;
    return [
      {
        sentence: `到${formatDate(last.on)}应拨人工费用${formatYuan(plan.dueFen)}元，已拨${formatYuan(p.funds.creditedFen)}元，少拨${formatYuan(plan.dueFen - p.funds.creditedFen)}元。`,
        evidence: [
          {
            of: 'project',
            id: p.id,
            what: '人工费用拨付',
            facts: [
              ['合同人工费用', `${formatYuan(plan.totalFen)} 元`],
              ['至今应拨', `${formatYuan(plan.dueFen)} 元`],
              ['已拨', `${formatYuan(p.funds.creditedFen)} 元`],
              ['最近一次拨付', p.lastCredit?.bookedOn ?? '没有'],
            ],
          },
        ],
        parameters: [days.used, share.used],
      },
    ];
  },
};
