import { need, whole } from '../../../law/index.js';
import { formatYuan } from '../../../values/money.js';
import { sheetRow } from '../evidence.js';
import { sayPeriods, type Rule } from '../rule.js';

export const arrearsAfterReduction: Rule = {
  code: 'R-DEP-07',
  title: '减免保证金的项目发生拖欠',
  condition: '减存或者免存保证金的项目，有工资过了支付日没有付清，还没有责令加倍存储。',
  plain: '减存、免存保证金的项目一旦拖欠工资，要在十个工作日内加倍存储，不再享受减免。',
  severity: 'orange',
  basis: [whole('hainan-deposit-2021', 'S')],
  duty: '取消减免，责令在规定期限内按规定数额的倍数存储（含已存部分）。',
  parameters: ['deposit.reducedArrearsMultiplier', 'deposit.reducedArrearsDays'],
  needs: ['减免的核定', '工资支付', '当地加倍存储的规定'],
  judge(p, { asOf, law }) {
    const { deposit } = p;
    if (!deposit || deposit.arrearsOn !== null || !(deposit.reduced || deposit.state === 'exempt')) return [];
    const late = p.sheets.filter((s) => s.payOn < asOf);
    if (late.length === 0) return [];
    const times = need(law, 'deposit.reducedArrearsMultiplier', asOf);
    const days = need(law, 'deposit.reducedArrearsDays', asOf);
    const how = deposit.state === 'exempt' ? '免存' : '减存';
    const sentence = `本项目保证金已${how}，${sayPeriods(late.map((s) => s.period))}工资已过支付日没有付清（工资表合计${formatYuan(late.reduce((sum, s) => sum + s.netFen, 0n))}元），应在${days.words}内按规定数额的${times.words}倍存储。`;
    return [{ sentence, evidence: [{ of: 'deposit', id: deposit.id, what: '保证金', facts: [['核定', how]] }, ...late.map(sheetRow)], parameters: [times.used, days.used] }];
  },
};
