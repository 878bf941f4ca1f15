import { at, need } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { addMonths, formatDate } from '../../../values/plain-date.js';
import type { Rule } from '../rule.js';

export const depositDormant: Rule = {
  code: 'R-DEP-08',
  title: '完工后保证金长期没有返还',
  condition: '工程完工满清查周期，没有拖欠，保证金还没有返还，也没有在办理返还。',
  plain: '工程完工、工资付清的，可以申请返还保证金。',
  severity: 'yellow',
  basis: [at('deposit-65', 'L', 22)],
  duty: '依职权启动返还。',
  parameters: ['deposit.stocktakeMonths'],
  needs: ['完工日期', '保证金登记', '工资支付'],
  judge(p, { asOf, law }) {
    const { deposit, completedOn } = p;
    if (!deposit || completedOn === null || deposit.coveredFen === 0n || deposit.othersRunning || ['in-use', 'notice', 'returned'].includes(deposit.state)) return [];
    if (p.months.some((m) => m.paidFen < m.payableFen)) return [];
    const months = need(law, 'deposit.stocktakeMonths', completedOn);
    if (asOf < addMonths(completedOn, months.value)) return [];
    const sentence = `工程于${formatDate(completedOn)}完工，已满${months.words}，没有拖欠，保证金${formatYuan(deposit.coveredFen)}元还没有返还。`;
    return [{ sentence, evidence: [{ of: 'deposit', id: deposit.id, what: '保证金', facts: [['在存和可索赔', `${formatYuan(deposit.coveredFen)} 元`], ['完工', completedOn]] }], parameters: [months.used] }];
  },
};
