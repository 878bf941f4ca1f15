import type { Fen } from '../values/money.js';
import { at, type Source } from './source.js';

/** Whose conduct is punished. */
export type PunishedRole = 'employer' | 'general-contractor' | 'subcontractor' | 'owner';

/** Who punishes. by-duty: the labour or the industry department, each for its duties. */
export type PenaltyAuthority = 'labour' | 'by-duty' | 'financial-regulator';

export interface FineRange {
  readonly least: Fen;
  readonly most: Fen;
}

/** A penalty of the law. */
export interface Penalty {
  readonly code: string;
  readonly conduct: string;
  /** Empty: anybody. */
  readonly by: readonly PunishedRole[];
  readonly authority: PenaltyAuthority;
  /** None: only an order to correct. */
  readonly fine?: FineRange;
  /** For each legal representative, responsible manager and other person directly responsible. */
  readonly personFine?: FineRange;
  /** The fine is counted per worker concerned. */
  readonly perWorker?: true;
  /** Stop-work is ordered too. */
  readonly stopWork?: true;
  /** In serious cases: new works restricted, qualification lowered or revoked. */
  readonly qualification?: true;
  /** Only where an order to correct has not been obeyed (逾期不改正); otherwise together with the order. */
  readonly correctionFirst: boolean;
  readonly source: Source;
}

const range = (leastYuan: bigint, mostYuan: bigint): FineRange => ({ least: leastYuan * 100n, most: mostYuan * 100n });

const unit20to50 = range(20_000n, 50_000n);
const unit50to100 = range(50_000n, 100_000n);
const unit2to20 = range(2_000n, 20_000n);
const person10to30 = range(10_000n, 30_000n);
const site = { authority: 'by-duty', fine: unit50to100, correctionFirst: true } as const;
const shut = { ...site, stopWork: true } as const;
const labour = { authority: 'labour', correctionFirst: false } as const;
const obstruction = (item: number): Source => at('inspection-423', 'C', 30, { paragraph: 1, item });
const regulation = (article: number, item?: number): Source => at('regulation-724', 'C', article, item ? { item } : {});

/** 保障农民工工资支付条例 Arts. 54–58 and 劳动保障监察条例 Arts. 25 and 30. */
export const penalties: readonly Penalty[] = [
  ...(
    [
      [1, '以实物、有价证券等形式代替货币支付农民工工资'],
      [2, '未编制工资支付台账并依法保存，或者未向农民工提供工资清单'],
      [3, '扣押或者变相扣押用于支付农民工工资的银行账户所绑定的农民工本人社会保障卡或者银行卡'],
    ] as const
  ).map(([item, conduct]): Penalty => ({ code: `724-54-${item}`, conduct, by: ['employer'], authority: 'labour', fine: unit20to50, personFine: person10to30, correctionFirst: true, source: regulation(54, item) })),
  { ...shut, code: '724-55-1', conduct: '未按规定开设或者使用农民工工资专用账户', by: ['general-contractor'], qualification: true, source: regulation(55, 1) },
  { ...shut, code: '724-55-2', conduct: '未按规定存储工资保证金或者未提供金融机构保函', by: ['general-contractor'], qualification: true, source: regulation(55, 2) },
  { ...shut, code: '724-55-3', conduct: '未实行劳动用工实名制管理', by: ['general-contractor', 'subcontractor'], qualification: true, source: regulation(55, 3) },
  { ...site, code: '724-56-1', conduct: '未按月考核农民工工作量、编制工资支付表并经农民工本人签字确认', by: ['subcontractor'], source: regulation(56, 1) },
  { ...site, code: '724-56-2', conduct: '未对分包单位劳动用工实施监督管理', by: ['general-contractor'], source: regulation(56, 2) },
  { ...site, code: '724-56-3', conduct: '未配合施工总承包单位对其劳动用工进行监督管理', by: ['subcontractor'], source: regulation(56, 3) },
  { ...site, code: '724-56-4', conduct: '未实行施工现场维权信息公示制度', by: ['general-contractor'], source: regulation(56, 4) },
  { ...shut, code: '724-57-1', conduct: '未依法提供工程款支付担保', by: ['owner'], source: regulation(57, 1) },
  { ...shut, code: '724-57-2', conduct: '未按约定及时足额向农民工工资专用账户拨付工程款中的人工费用', by: ['owner'], source: regulation(57, 2) },
  { ...shut, code: '724-57-3', conduct: '拒不提供或者无法提供工程施工合同、农民工工资专用账户有关资料', by: ['owner', 'general-contractor'], source: regulation(57, 3) },
  { code: '724-58', conduct: '不依法配合人力资源社会保障行政部门查询相关单位金融账户', by: [], authority: 'financial-regulator', fine: unit20to50, correctionFirst: true, source: regulation(58) },
  { ...labour, code: '423-25', conduct: '违反规定延长劳动者工作时间', by: ['employer'], fine: range(100n, 500n), perWorker: true, source: at('inspection-423', 'C', 25) },
  { ...labour, code: '423-30-1', conduct: '无理抗拒、阻挠劳动保障监察', by: [], fine: unit2to20, source: obstruction(1) },
  { ...labour, code: '423-30-2', conduct: '不按要求报送书面材料，隐瞒事实真相，出具伪证或者隐匿、毁灭证据', by: [], fine: unit2to20, source: obstruction(2) },
  { ...labour, code: '423-30-3', conduct: '经责令改正拒不改正，或者拒不履行行政处理决定', by: [], fine: unit2to20, correctionFirst: true, source: obstruction(3) },
  { ...labour, code: '423-30-4', conduct: '打击报复举报人、投诉人', by: [], source: obstruction(4) },
];

/** The penalty of a code such as 724-55-2; an unknown code is a bug. */
export function penalty(code: string): Penalty {
  const found = penalties.find((p) => p.code === code);
  if (!found) throw new RangeError(`penalty ${code}`);
  return found;
}
