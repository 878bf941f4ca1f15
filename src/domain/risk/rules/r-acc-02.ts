import { at, deadline } from '../../../law/index.js';
import { accountRow } from '../evidence.js';
import type { Rule } from '../rule.js';

export const accountNotFiled: Rule = {
  code: 'R-ACC-02',
  title: '工资专用账户逾期未备案',
  condition: '农民工工资专用账户开立后超过备案期限，没有备案。',
  plain: '开立工资专用账户后，按期向监管部门备案，并把备案日期登记上来。',
  severity: 'yellow',
  basis: [at('account-53', 'S', 6)],
  duty: '催促备案。',
  parameters: ['account.filingDays'],
  needs: ['工资专户登记'],
  judge(p, { asOf, law }) {
    if (p.state === 'completed' || !p.account || p.account.closedOn !== null || p.account.filedOn !== null) return [];
    const by = deadline('account-file', p.account.openedOn, law);
    if (asOf <= by.value) return [];
    return [{ sentence: `${by.because}，至今没有备案。`, evidence: [accountRow(p.account)], parameters: by.parameters }];
  },
};
