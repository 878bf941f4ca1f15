import { at, guaranteeReminderOn } from '../../../law/index.js';
import { addDays, formatDate } from '../../../values/plain-date.js';
import { contractRow, instrumentName, instrumentRow } from '../evidence.js';
import type { Rule } from '../rule.js';
import { isReplaced, settled } from './deposit-cover.js';

export const guaranteeGone: Rule = {
  code: 'R-DEP-04',
  title: '保函失效或者短于工期',
  condition: '保函或者保险已经到期，或者短于合同工期而进入到期提醒期，工程尚未完工，没有足额接续。',
  plain: '保函的有效期要覆盖合同工期；到期没有完工的，不能出现空档。',
  severity: 'red',
  basis: [at('deposit-65', 'L', 17), at('regulation-724', 'C', 55, { item: 2 })],
  duty: '下达限期改正指令；逾期不改的，移交罚款立案并提请责令停工，记入信用记录。',
  parameters: ['guarantee.renewalReminderDays'],
  needs: ['保函和保险的有效期', '合同工期'],
  judge(p, { asOf, law }) {
    const { deposit } = p;
    if (p.state === 'completed' || !deposit || settled.has(deposit.state)) return [];
    return deposit.instruments.flatMap((i) => {
      if (i.validTo === null) return [];
      const expired = i.validTo < asOf;
      if (isReplaced(deposit, i, addDays(i.validTo, 1))) return [];
      // Shorter than the contract it may be as long as there is time to extend it; once it is time to remind it must be seen to.
      const reminder = expired ? undefined : guaranteeReminderOn(i.validTo, law);
      if (reminder && (i.validTo >= p.plannedFinishOn || asOf < reminder.value)) return [];
      const ends = formatDate(i.validTo);
      const sentence = expired
        ? `${instrumentName(i)}已于${ends}到期，工程尚未完工，没有足额接续。`
        : `${instrumentName(i)}于${ends}到期，短于合同工期（计划${formatDate(p.plannedFinishOn)}完工），没有足额接续。`;
      return { subject: ['deposit-instrument', i.id] as const, sentence, evidence: [instrumentRow(i), contractRow(p)], parameters: reminder?.parameters ?? [] };
    });
  },
};
