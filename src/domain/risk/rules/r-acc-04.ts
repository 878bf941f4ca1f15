import { at } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { formatDate } from '../../../values/plain-date.js';
import { shown } from '../account-facts.js';
import type { EvidenceRow, Rule } from '../rule.js';

export const moneyDiverted: Rule = {
  code: 'R-ACC-04',
  title: '专户资金违规支出',
  condition: '专户资金付给不是本项目工人的账户、支取现金或者以其他方式结算，没有全部追回。',
  plain: '专户的钱只能发到本项目工人本人的银行账户，不能取现，不能付给别人。',
  severity: 'red',
  basis: [at('account-53', 'S', 7), at('regulation-724', 'C', 26), at('regulation-724', 'C', 55, { item: 1 })],
  duty: '向银行调取流水（不得冻结专户），下达限期改正指令，逾期不改的立案处罚。',
  parameters: [],
  needs: ['专户银行流水'],
  judge(p) {
    const { outflows, recoveredFen } = p.funds;
    const total = outflows.reduce((sum, o) => sum + o.amountFen, 0n);
    if (total <= recoveredFen) return [];
    const first = outflows[0]!;
    const back = recoveredFen > 0n ? `追回 ${formatYuan(recoveredFen)} 元` : '至今没有追回';
    const evidence = shown(outflows).map(
      (o): EvidenceRow => ({
        of: 'statement-line',
        id: o.id,
        what: o.why || '专户支出',
        facts: [
          ['日期', o.bookedOn],
          ['金额', `${formatYuan(o.amountFen)} 元`],
          ['收款人', o.counterparty === '' ? '银行没有给出' : `${o.counterparty}${o.last4 ? `（尾号 ${o.last4}）` : ''}`],
          ['认定', o.confirmed ? '已认定为违规支出' : '待认定'],
        ],
      }),
    );
    return [{ sentence: `自${formatDate(first.bookedOn)}起，专户有${outflows.length}笔支出不是发给本项目工人本人，共${formatYuan(total)}元，${back}。`, evidence, parameters: [] }];
  },
};
