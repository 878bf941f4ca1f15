import { at, deadline } from '../../../law/index.js';
import { formatDate } from '../../../values/plain-date.js';
import { contractRow } from '../evidence.js';
import type { Rule } from '../rule.js';

export const accountMissing: Rule = {
  code: 'R-ACC-01',
  title: '逾期未开立工资专用账户',
  condition: '签订施工合同后超过开户期限，没有在用的农民工工资专用账户。',
  plain: '签订施工合同后，按期为本项目开立农民工工资专用账户，并把账号登记上来。',
  severity: 'red',
  basis: [at('account-53', 'S', 6), at('regulation-724', 'C', 26), at('regulation-724', 'C', 55, { item: 1 })],
  duty: '下达限期改正指令，告知逾期不改将责令停工。',
  parameters: ['account.openDays'],
  needs: ['施工合同日期', '工资专户登记'],
  judge(p, { asOf, law }) {
    if (p.state === 'completed' || (p.account && p.account.closedOn === null)) return [];
    const by = deadline('account-open', p.contractSignedOn, law);
    if (asOf <= by.value) return [];
    const now = p.account?.closedOn ? `原专户已于${formatDate(p.account.closedOn)}销户，工程尚未完工` : '至今没有登记专户';
    return [{ sentence: `${by.because}，${now}。`, evidence: [contractRow(p)], parameters: by.parameters }];
  },
};
