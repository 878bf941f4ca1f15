import { at } from '../../../law/index.js';
import { wageAccountName } from '../../escrow/index.js';
import { accountRow } from '../evidence.js';
import type { Rule } from '../rule.js';

export const accountIrregular: Rule = {
  code: 'R-ACC-03',
  title: '工资专用账户的协议、户名或者专用不合规定',
  condition: '没有资金管理三方协议，或者户名不是“总包名称＋项目名称＋农民工工资专用账户”，或者不是本项目专用。',
  plain: '与建设单位、开户银行签订三方协议，户名按规定填写，一个项目只用自己的专户。',
  severity: 'yellow',
  basis: [at('account-53', 'S', 6)],
  duty: '责令更正，补签三方协议。',
  parameters: [],
  needs: ['工资专户登记', '三方协议登记'],
  judge(p) {
    const { account } = p.funds;
    if (p.state === 'completed' || !p.account || !account) return [];
    const wanted = wageAccountName(p.contractor, p.name);
    const faults = [
      ...(account.agreementSignedOn === null ? ['没有登记资金管理三方协议'] : []),
      ...(account.name === wanted ? [] : [`户名“${account.name}”与规定的“${wanted}”不同`]),
      ...(account.exclusive ? [] : ['与其他项目共用，不是本项目专用']),
    ];
    return faults.length === 0 ? [] : [{ subject: ['wage-account', p.account.id] as const, sentence: `工资专户${faults.join('；')}。`, evidence: [accountRow(p.account)], parameters: [] }];
  },
};
