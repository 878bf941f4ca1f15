import { at } from '../../../law/index.js';
import { contractRow } from '../evidence.js';
import type { Rule } from '../rule.js';

export const fundingTermsMissing: Rule = {
  code: 'R-FND-01',
  title: '施工合同没有约定人工费用或者拨付日',
  condition: '施工合同和补充协议没有约定人工费用的数额或者比例，或者没有约定拨付日期。',
  plain: '在施工合同里写明人工费用的数额或者比例，以及每月拨付的日期。',
  severity: 'yellow',
  basis: [at('regulation-724', 'C', 24), at('account-53', 'S', 5)],
  duty: '要求签订补充协议。',
  parameters: [],
  needs: ['施工合同登记'],
  judge(p) {
    if (p.state === 'completed') return [];
    const terms = p.funds.changes.at(-1) ?? p.funds.terms;
    const lacks = [...(terms.labourCostFen === null && terms.labourShareBp === null ? ['人工费用的数额或者比例'] : []), ...(terms.fundingDay === null ? ['人工费用的拨付日期'] : [])];
    return lacks.length === 0 ? [] : [{ sentence: `施工合同没有约定${lacks.join('和')}。`, evidence: [contractRow(p)], parameters: [] }];
  },
};
