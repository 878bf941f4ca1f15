import { at, cite, citations, need, penalty, whole, type Law, type Source } from '../../law/index.js';
import type { Citation } from '../../values/citation.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';

/** What a finding of a rule means once it is a case. */
interface Provision {
  readonly cause: string;
  readonly violated: readonly Source[];
  /** What must be done about it. */
  readonly demand: string;
  /** Wages are owed: orders list the workers and the sums. */
  readonly wages?: true;
  /** The penalty of the law room that follows when it is not done. */
  readonly penalty?: string;
  /** Who usually answers for it, where that is not the general contractor. */
  readonly respondent?: 'owner';
}

const r724 = (article: number, paragraph?: number): Source => at('regulation-724', 'C', article, paragraph ? { paragraph } : {});

const wages: Provision = {
  cause: '涉嫌拖欠农民工工资',
  violated: [r724(12)],
  demand: '足额支付名单所列农民工的工资，通过农民工工资专用账户直接支付到农民工本人的银行账户',
  wages: true,
};
const deposit: Provision = {
  cause: '涉嫌未按规定存储工资保证金',
  violated: [r724(32), at('deposit-65', 'S', 8)],
  demand: '按规定数额存储农民工工资保证金，或者提交符合规定的保函',
  penalty: '724-55-2',
};

/** By the code of the rule. A rule that is not here is about wages until its own line is written. */
const provisions: Readonly<Record<string, Provision>> = {
  'R-DEP-01': deposit,
  'R-DEP-02': { ...deposit, violated: [r724(32), at('deposit-65', 'S', 11)], demand: '按规定数额补足农民工工资保证金或者更换保函' },
  'R-DEP-03': { ...deposit, violated: [at('deposit-65', 'L', 17)], demand: '在保函到期前更换保函或者延长保函有效期' },
  'R-DEP-04': { ...deposit, violated: [r724(32), at('deposit-65', 'L', 17)], demand: '更换保函或者存储农民工工资保证金' },
  'R-DEP-05': { ...deposit, violated: [at('deposit-65', 'S', 19)], demand: '按照支付通知书将工资支付到名单所列农民工本人的银行账户' },
  'R-DEP-06': { ...deposit, violated: [r724(32), at('deposit-65', 'S', 20)], demand: '补足农民工工资保证金或者提交同等担保范围和金额的新保函' },
  'R-DEP-07': { ...deposit, violated: [r724(32), whole('hainan-deposit-2021', 'S')], demand: '取消减免，按规定数额的倍数存储农民工工资保证金' },
  'R-DEP-08': { ...deposit, violated: [at('deposit-65', 'L', 22)], demand: '办理农民工工资保证金返还' },
  'R-DEP-09': { ...deposit, violated: [at('deposit-65', 'L', 22)], demand: '办理农民工工资保证金返还' },
  'R-DEP-10': { ...deposit, violated: [r724(32), at('deposit-65', 'S', 12)], demand: '按重新核定的数额存储农民工工资保证金' },
  'R-ACC-01': {
    cause: '涉嫌未按规定开立农民工工资专用账户',
    violated: [r724(26), at('account-53', 'S', 6)],
    demand: '开立农民工工资专用账户并报送账户信息',
    penalty: '724-55-1',
  },
  'R-FND-02': {
    cause: '涉嫌未按约定拨付人工费用',
    violated: [r724(29), at('account-53', 'S', 12)],
    demand: '按照合同约定的数额和周期，向农民工工资专用账户足额拨付人工费用',
    penalty: '724-57-2',
    respondent: 'owner',
  },
  'R-PAY-01': wages,
  'R-PAY-02': { ...wages, violated: [r724(13), r724(31)] },
  'R-PAY-03': { ...wages, violated: [r724(31)] },
  'R-PAY-10': {
    cause: '涉嫌未将工资支付到农民工本人账户',
    violated: [r724(31)],
    demand: '停止将工资支付到他人账户，把工资直接支付到农民工本人的银行账户',
  },
  'R-REG-01': {
    cause: '涉嫌未实行劳动用工实名制管理',
    violated: [r724(28)],
    demand: '与进场施工的农民工订立劳动合同并办理实名登记，未登记的不得进场',
    penalty: '724-55-3',
  },
  'R-REG-05': {
    cause: '涉嫌使用未满十六周岁的人员',
    violated: [whole('child-labour-364', 'L')],
    demand: '核实有关人员的身份，立即停止使用未满十六周岁的人员',
  },
};

const provisionOf = (rule: string): Provision => provisions[rule] ?? wages;

/** What the findings of these rules amount to; without any, a case is about wages. */
export interface CaseMatter {
  readonly cause: string;
  readonly demands: readonly string[];
  readonly wages: boolean;
  readonly respondent: 'owner' | 'contractor';
}

export function matterOf(rules: readonly string[]): CaseMatter {
  const found = [...new Set(rules.map(provisionOf))];
  const all = found.length > 0 ? found : [wages];
  return {
    cause: [...new Set(all.map((p) => p.cause))].map((c, i) => (i === 0 ? c : c.replace(/^涉嫌/u, ''))).join('、'),
    demands: [...new Set(all.map((p) => p.demand))],
    wages: all.some((p) => p.wages),
    respondent: all.every((p) => p.respondent === 'owner') ? 'owner' : 'contractor',
  };
}

/** The legal side of an order to correct. */
export interface OrderGrounds {
  readonly violated: readonly Citation[];
  readonly basis: readonly Citation[];
  readonly consequences: readonly string[];
  readonly consequenceBasis: readonly Citation[];
}

/** 责令改正: 劳动保障监察条例 Art. 18; unpaid wages, claimed by name or not: Art. 26. Fines belong to whichever organ has the power, so the order does not say who. */
export function orderGrounds(rules: readonly string[], claims: boolean, on: PlainDate, law: Law): OrderGrounds {
  const found = [...new Set(rules.map(provisionOf))];
  if (found.length === 0 || (claims && !found.some((p) => p.wages))) found.push(wages);
  const owesWages = found.some((p) => p.wages);
  const fines = [...new Set([...found.flatMap((p) => (p.penalty ? [p.penalty] : [])), '423-30-3'])].map(penalty);
  const pay = at('inspection-423', 'C', 26);
  const [least, most] = [need(law, 'compensation.min', on), need(law, 'compensation.max', on)];
  return {
    violated: citations(found.flatMap((p) => p.violated)),
    basis: citations([at('inspection-423', 'C', 18), ...(owesWages ? [pay] : [])]),
    consequences: [
      ...(owesWages ? [`责令按照应付金额${least.words}以上${most.words}以下的标准向农民工加付赔偿金`] : []),
      ...fines.map(({ conduct, fine, stopWork }) => `${conduct}的，由有处罚权的机关处${range(fine!.least, fine!.most)}的罚款${stopWork ? '，并责令项目停工' : ''}`),
      ...(owesWages ? ['符合条件的，列入拖欠农民工工资失信联合惩戒对象名单', '涉嫌拒不支付劳动报酬犯罪的，移送公安机关处理'] : []),
    ],
    consequenceBasis: citations([...(owesWages ? [pay] : []), ...fines.map((p) => p.source), ...(owesWages ? [r724(48), at('criminal-law', 'C', 276, { suffix: 1 })] : [])]),
  };
}

/** 行政处理决定: pay (监察423 Art. 26); enforcement by the court (强制法 Art. 53). */
export const decisionBasis = (ground: Source): readonly Citation[] => citations([ground, at('inspection-423', 'C', 26)]);
export const compensationBasis: readonly Citation[] = [cite(at('inspection-423', 'C', 26))];
export const enforcementBasis: readonly Citation[] = [cite(at('enforcement-law', 'C', 53))];
/** 询问: 监察423 Art. 15; who does not come or hides papers: Art. 30. */
export const inquiryBasis: readonly Citation[] = [cite(at('inspection-423', 'C', 15))];
export const inquiryConsequence: readonly Citation[] = [cite(at('inspection-423', 'C', 30))];

/** "5万元以上10万元以下". */
const range = (least: Fen, most: Fen): string => `${round(least)}以上${round(most)}以下`;
const round = (fen: Fen): string => (fen % 1_000_000n === 0n ? `${fen / 1_000_000n}万元` : `${fen / 100n}元`);
