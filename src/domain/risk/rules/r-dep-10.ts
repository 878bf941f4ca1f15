import { at } from '../../../law/index.js';
import type { Rule } from '../rule.js';

export const reductionUnfounded: Rule = {
  code: 'R-DEP-10',
  title: '不符合条件的减免',
  condition: '减存或者免存保证金，但总承包单位在规定年限内有拖欠，或者已列入失信名单。',
  plain: '规定年限内没有拖欠、没有列入失信名单的，才能减存或者免存保证金。',
  severity: 'orange',
  basis: [at('deposit-65', 'S', 12)],
  duty: '重新核定，追缴少存的部分。',
  parameters: [],
  needs: ['减免的核定', '总承包单位以前项目的工资支付', '失信名单'],
  judge(p) {
    const { deposit } = p;
    if (!deposit || p.state === 'completed' || !(deposit.reduced || deposit.state === 'exempt')) return [];
    const how = deposit.state === 'exempt' ? '免存' : '减存';
    if (deposit.against.length > 0) {
      const evidence = [{ of: 'deposit' as const, id: deposit.id, what: '保证金', facts: [['核定', how]] as const }, ...deposit.against.map((a) => ({ of: 'project' as const, id: p.id, ...a }))];
      return [{ sentence: `本项目保证金已${how}，但${deposit.against.map((a) => a.what).filter((w, i, all) => all.indexOf(w) === i).join('、')}。`, evidence, parameters: [] }];
    }
    // Nothing is known against it, and nothing for it either: unknown is not clean.
    if (deposit.state === 'exempt' && deposit.exemptByLaw !== true) return [{ lacks: '证明符合免存条件的记录' }];
    return [];
  },
};
