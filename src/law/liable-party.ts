import { formatYuan, type Fen } from '../values/money.js';
import { at, type Ruled, type Source } from './source.js';

/** Who can be made to pay, by his part in the matter. */
export type LiableRole =
  | 'employer'
  | 'user-unit'
  | 'name-lender'
  | 'investor'
  | 'predecessor'
  | 'successor'
  | 'owner'
  | 'general-contractor';

export const liableRoleNames: Readonly<Record<LiableRole, string>> = {
  employer: '用人单位',
  'user-unit': '用工单位',
  'name-lender': '出借名义的单位',
  investor: '出资人',
  predecessor: '合并或者分立前的用人单位',
  successor: '合并或者分立后承继的用人单位',
  owner: '建设单位',
  'general-contractor': '施工总承包单位',
};

/** pay: owes it itself. pay-first: pays and may recover it. advance: pays ahead, within the unsettled price of the works. */
export type LiableHow = 'pay' | 'pay-first' | 'advance';

export interface Liability {
  readonly role: LiableRole;
  readonly how: LiableHow;
  /** Most that can be asked, where the law sets a limit. */
  readonly limit?: Fen;
}

/** Facts that hold in construction. */
export interface ConstructionFacts {
  readonly sector: 'construction';
  /** The unit that hired the workers and has not paid them. */
  readonly owing: 'general-contractor' | 'subcontractor';
  /** The project violates planning or construction law. */
  readonly unlawfulProject?: boolean;
  /** Who contracted works to an individual or a unit without qualification. */
  readonly contractedToUnqualifiedBy?: 'owner' | 'general-contractor';
  /** A construction unit let others work in its name (挂靠). */
  readonly nameLent?: boolean;
  /** The contractor passed the whole works on (转包). */
  readonly passedOn?: boolean;
  /** The owner has not paid the price of the works as agreed and so caused the arrears: what is unsettled. */
  readonly ownerUnsettledPrice?: Fen;
}

/** Facts that hold elsewhere. */
export interface OtherFacts {
  readonly sector: 'other';
  /** Used individuals, units without lawful business qualification, or a labour dispatcher without permit. */
  readonly usedUnqualified?: boolean;
  readonly nameLent?: boolean;
  /** Partnership, sole proprietorship or individual business that does not pay. */
  readonly personalBusinessUnpaid?: boolean;
  /** Merged or divided; whether the successor agreed in writing with the workers to pay. */
  readonly mergedOrDivided?: 'no-agreement' | 'successor-agreed';
  /** Revoked, closed, or dissolved; whether it has been removed from the register without paying. */
  readonly ended?: 'before-removal' | 'removed-unpaid';
}

/**
 * Who must pay wages in arrears: every ground that the facts fulfil, the one to order first in front. Never empty.
 * 保障农民工工资支付条例 Arts. 16–22, 29, 30, 36 and 37, in force 2020-05-01.
 */
export function resolveLiableParty(facts: ConstructionFacts | OtherFacts): readonly Ruled<Liability, Source>[] {
  return facts.sector === 'construction' ? inConstruction(facts) : elsewhere(facts);
}

function inConstruction(facts: ConstructionFacts): Ruled<Liability, Source>[] {
  const all: Ruled<Liability, Source>[] = [];
  if (facts.unlawfulProject) all.push(liable('owner', 'pay', '工程建设项目违反国土空间规划、工程建设等法律法规，拖欠的工资由建设单位清偿', 37));
  if (facts.contractedToUnqualifiedBy === 'owner') all.push(liable('owner', 'pay', '建设单位将工程发包给个人或者不具备合法经营资格的单位，拖欠的工资由建设单位清偿', 36, 1));
  if (facts.contractedToUnqualifiedBy === 'general-contractor')
    all.push(liable('general-contractor', 'pay', '施工总承包单位将工程分包给个人或者不具备合法经营资格的单位，拖欠的工资由施工总承包单位清偿', 36, 1));
  if (facts.nameLent) all.push(liable('name-lender', 'pay', '施工单位允许其他单位和个人以其名义对外承揽工程，拖欠的工资由出借名义的施工单位清偿', 36, 2));
  if (facts.passedOn) all.push(liable('general-contractor', 'pay-first', '工程建设项目转包，拖欠的工资由施工总承包单位先行清偿，再依法追偿', 30, 4));
  else if (facts.owing === 'subcontractor') all.push(liable('general-contractor', 'pay-first', '分包单位拖欠的工资由施工总承包单位先行清偿，再依法追偿', 30, 3));
  if (facts.ownerUnsettledPrice !== undefined && facts.ownerUnsettledPrice > 0n) {
    const limit = facts.ownerUnsettledPrice;
    const words = `建设单位未按合同约定及时拨付工程款导致拖欠，以未结清的工程款${formatYuan(limit)}元为限先行垫付`;
    all.push({ ...liable('owner', 'advance', words, 29, 2), value: { role: 'owner', how: 'advance', limit } });
  }
  all.push(
    facts.owing === 'subcontractor'
      ? liable('employer', 'pay', '分包单位对所招用农民工的工资支付负直接责任', 30, 1)
      : liable('employer', 'pay', '施工总承包单位是用人单位，拖欠的工资由其清偿', 16),
  );
  return all;
}

function elsewhere(facts: OtherFacts): Ruled<Liability, Source>[] {
  const all: Ruled<Liability, Source>[] = [];
  if (facts.usedUnqualified) all.push(liable('user-unit', 'pay-first', '用工单位使用个人、不具备合法经营资格的单位或者未依法取得劳务派遣许可证的单位派遣的农民工，拖欠的工资由用工单位清偿，可以依法追偿', 18));
  if (facts.nameLent) all.push(liable('name-lender', 'pay-first', '用人单位允许个人、不具备合法经营资格或者未取得相应资质的单位以其名义对外经营，拖欠的工资由该用人单位清偿，可以依法追偿', 19, 2));
  if (facts.personalBusinessUnpaid) all.push(liable('investor', 'pay', '合伙企业、个人独资企业、个体经济组织等拖欠的工资，由出资人依法清偿', 20));
  if (facts.mergedOrDivided === 'no-agreement') all.push(liable('predecessor', 'pay', '用人单位合并或者分立，应当在此之前依法清偿拖欠的工资', 21));
  if (facts.mergedOrDivided === 'successor-agreed') all.push(liable('successor', 'pay', '经与农民工书面协商一致，由合并或者分立后承继其权利和义务的用人单位清偿', 21));
  if (facts.ended === 'removed-unpaid') all.push(liable('investor', 'pay', '用人单位未清偿拖欠的工资即注销登记，由其主要出资人在注册新用人单位前清偿', 22, 2));
  if (facts.ended === 'before-removal') all.push(liable('employer', 'pay', '用人单位被吊销、责令关闭、撤销或者解散，应当在申请注销登记前清偿拖欠的工资', 22, 1));
  else if (facts.ended === undefined && facts.mergedOrDivided === undefined) all.push(liable('employer', 'pay', '用人单位拖欠的工资由用人单位清偿', 16));
  return all;
}

function liable(role: LiableRole, how: LiableHow, because: string, article: number, paragraph?: number): Ruled<Liability, Source> {
  return { value: { role, how }, because, source: at('regulation-724', 'C', article, paragraph ? { paragraph } : {}), parameters: [] };
}
