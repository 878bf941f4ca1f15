import { at, guaranteeReminderOn } from '../../../law/index.js';
import { addDays } from '../../../values/plain-date.js';
import { instrumentName, instrumentRow } from '../evidence.js';
import type { Rule } from '../rule.js';
import { isReplaced, settled } from './deposit-cover.js';

export const guaranteeExpiring: Rule = {
  code: 'R-DEP-03',
  title: '保函即将到期',
  condition: '保函或者保险覆盖了合同工期，将在提醒期内到期，工程尚未完工，没有足额接续。',
  plain: '工程没有完工前，保函到期前一个月就要办好续期或者更换。',
  severity: 'orange',
  basis: [at('deposit-65', 'L', 17)],
  duty: '发出到期提醒，记录施工总承包单位的答复。',
  parameters: ['guarantee.renewalReminderDays'],
  needs: ['保函和保险的有效期'],
  judge(p, { asOf, law }) {
    const { deposit } = p;
    if (p.state === 'completed' || !deposit || settled.has(deposit.state)) return [];
    return deposit.instruments.flatMap((i) => {
      // One that ends before the contract does is R-DEP-04's, which is graver.
      if (i.validTo === null || i.validTo < asOf || i.validTo < p.plannedFinishOn) return [];
      const reminder = guaranteeReminderOn(i.validTo, law);
      if (asOf < reminder.value || isReplaced(deposit, i, addDays(i.validTo, 1))) return [];
      return { subject: ['deposit-instrument', i.id] as const, sentence: `${instrumentName(i)}：${reminder.because}；工程尚未完工，没有足额接续。`, evidence: [instrumentRow(i)], parameters: reminder.parameters };
    });
  },
};
