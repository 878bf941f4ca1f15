import { at, depositStoreBy } from '../../../law/index.js';
import { contractRow } from '../evidence.js';
import type { Rule } from '../rule.js';
import { settled } from './deposit-cover.js';

export const depositMissing: Rule = {
  code: 'R-DEP-01',
  title: '逾期未存储工资保证金',
  condition: '自核发施工许可证（不需要许可证的，自签订施工合同）起超过存储期限，没有现金、保函或者保险，也没有免存决定。',
  plain: '领到施工许可证后，按期存好工资保证金，或者提交保函、保险；免存的，要有免存决定。',
  severity: 'red',
  basis: [at('regulation-724', 'C', 32), at('regulation-724', 'C', 55, { item: 2 }), at('deposit-65', 'S', 8)],
  duty: '下达限期改正指令；逾期不改的，移交罚款立案并提请责令停工，记入信用记录。',
  parameters: ['deposit.storeDays'],
  needs: ['施工合同和许可日期', '工资保证金登记'],
  judge(p, { asOf, law }) {
    if (p.state === 'completed') return [];
    if (p.deposit && (settled.has(p.deposit.state) || p.deposit.instruments.length > 0)) return [];
    const by = depositStoreBy({ permitIssuedOn: p.permitIssuedOn ?? undefined, contractSignedOn: p.contractSignedOn }, law);
    if (asOf <= by.value) return [];
    return [{ sentence: `${by.because}，至今没有现金、保函或者保险，也没有免存决定。`, evidence: [contractRow(p)], parameters: by.parameters }];
  },
};
