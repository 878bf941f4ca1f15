import { at } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { instrumentRow } from '../evidence.js';
import type { Rule } from '../rule.js';
import { isGoodOn, settled } from './deposit-cover.js';

export const depositShort: Rule = {
  code: 'R-DEP-02',
  title: '工资保证金不足额',
  condition: '有效的现金、保函和保险合计低于应存金额。',
  plain: '存储的现金或者保函金额，不能少于核定的应存金额。',
  severity: 'orange',
  basis: [at('deposit-65', 'S', 11), at('deposit-65', 'S', 12), at('deposit-65', 'L', 15)],
  duty: '责令补足；复核应存金额，发现减免有误的予以纠正。',
  parameters: [],
  needs: ['核定的应存金额', '工资保证金登记'],
  judge(p, { asOf }) {
    if (p.state === 'completed' || !p.deposit || settled.has(p.deposit.state)) return [];
    const valid = p.deposit.instruments.filter((i) => isGoodOn(i, asOf));
    // Nothing valid at all is another rule's: R-DEP-01, or R-DEP-04 once it has expired.
    if (valid.length === 0) return [];
    const { dueFen } = p.deposit;
    if (dueFen === null) return [{ lacks: '核定的应存金额' }];
    const named = valid.reduce((sum, i) => sum + i.amountFen, 0n);
    // What was drawn is gone from the ledger; what has expired may still stand there until the night.
    const held = named < p.deposit.coveredFen ? named : p.deposit.coveredFen;
    if (held >= dueFen) return [];
    const sentence = `应存工资保证金${formatYuan(dueFen)}元，现有效${formatYuan(held)}元，少${formatYuan(dueFen - held)}元。`;
    return [
      {
        sentence,
        evidence: [{ of: 'deposit', id: p.deposit.id, what: '应存金额', facts: [['应存', `${formatYuan(dueFen)} 元`], ['有效', `${formatYuan(held)} 元`]] }, ...valid.map(instrumentRow)],
        parameters: [],
      },
    ];
  },
};
