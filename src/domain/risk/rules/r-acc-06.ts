import { at } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { formatDate } from '../../../values/plain-date.js';
import { seizureNames } from '../../escrow/index.js';
import type { Rule } from '../rule.js';

export const accountSeized: Rule = {
  code: 'R-ACC-06',
  title: '工资专用账户被查封、冻结或者划拨',
  condition: '其他机关因支付本项目农民工工资以外的原因查封、冻结或者划拨专户资金，没有解除。',
  plain: '专户被查封冻结的，立即报告，并提供资金用途的证明。',
  severity: 'orange',
  basis: [at('regulation-724', 'C', 33)],
  duty: '致函执行机关，附资金用途证明，请其解除。',
  parameters: [],
  needs: ['专户查封冻结登记'],
  judge(p) {
    return p.funds.seizures.map((s) => ({
      subject: ['account-seizure', s.id] as const,
      sentence: `工资专户于${formatDate(s.seizedOn)}被${s.organ}${seizureNames[s.measure]}（${s.documentNo}${s.amountFen === null ? '' : `，${formatYuan(s.amountFen)}元`}），至今没有解除。`,
      evidence: [
        {
          of: 'wage-account',
          id: p.account?.id ?? p.id,
          what: `${s.organ}的文书 ${s.documentNo}`,
          facts: [
            ['措施', seizureNames[s.measure]],
            ['日期', s.seizedOn],
            ['金额', s.amountFen === null ? '整户' : `${formatYuan(s.amountFen)} 元`],
          ],
        },
      ],
      parameters: [],
    }));
  },
};
