import { formatYuan, halfUp, type Fen } from '../values/money.js';
import type { PlainDate } from '../values/plain-date.js';
import { Refusal } from '../values/refusal.js';
import { find, need, type LocalLaw } from './law.js';
import type { Resolved } from './parameters.js';
import { at, basisText, type Basis, type Ruled, type UsedParameter } from './source.js';

/** What the amount of a deposit depends on, as known on the day of the works contract. */
export interface DepositFacts {
  /** 施工合同额, or 年度合同额 where the deposit is stored by year; above zero. */
  readonly contractPrice: Fen;
  /** The price is 年度合同额: all running contracts of a firm that stores one deposit for its projects in the area. */
  readonly annual?: boolean | undefined;
  /** The day of the works contract: the parameters of that day apply. */
  readonly contractSignedOn: PlainDate;
  /** Projects of the contractor running in the same management area, this one included. */
  readonly runningProjects: number;
  /** Whole consecutive years without arrears in the area since a deposit was first stored there; 0 where none was. */
  readonly cleanYears: number;
  /** Whole consecutive years without arrears in any of its works before the contract. */
  readonly cleanYearsOfWorks: number;
  /** Arrears in the two years before the contract. */
  readonly arrearsInTwoYears: boolean;
  /** On the list of seriously untrustworthy employers for wage arrears. */
  readonly listed: boolean;
  /** Real-name management and the dedicated account are carried out. */
  readonly systemsDone: boolean;
  /** Last year's credit rating, where the area grades reductions by it. */
  readonly rating?: 'good' | 'excellent' | undefined;
}

export const depositReasonCodes = [
  'exempt-small-works',
  'exempt-three-clean-years',
  'base-rate',
  'multi-project',
  'multi-project-floor',
  'two-clean-years',
  'arrears-in-two-years',
  'listed',
  'cap',
  'reduced-arrears',
] as const;
export type DepositReasonCode = (typeof depositReasonCodes)[number];

export interface DepositReason {
  readonly code: DepositReasonCode;
  readonly words: string;
  /** The citation, or 内部规则. */
  readonly basis: string;
}

export interface DepositAmount {
  readonly exempt: boolean;
  /** Zero where exempt. Rounded half up to the fen, once, at the end. */
  readonly amount: Fen;
  /** In the order in which they act. */
  readonly reasons: readonly DepositReason[];
}

/** Shares are carried in hundredths of a percent: 10,000 is the whole. */
const whole = 10_000n;

/**
 * The deposit due for a works contract. 工程建设领域农民工工资保证金规定 Arts. 11 and 12, in force 2021-11-01.
 *
 * Exemptions come first. Else: price × base rate × multi-project factor (that product of the rates not below the floor)
 * × (1 − reduction) × (1 + increase), at most the cap. Increase excludes reduction; of two increases the higher counts.
 * Refuses `parameter-missing` where the area has no base rate, or one outside the legal range.
 */
export function depositAmount(facts: DepositFacts, law: LocalLaw): Ruled<DepositAmount> {
  if (facts.contractPrice <= 0n) throw new RangeError('contract price: above zero');
  const on = facts.contractSignedOn;
  const price = `${facts.annual ? '年度合同额' : '施工合同额'}${formatYuan(facts.contractPrice)}元`;
  const used: UsedParameter[] = [];
  const reasons: DepositReason[] = [];
  const take = <T>(resolved: Resolved<T>): Resolved<T> => {
    used.push(resolved.used);
    return resolved;
  };
  const say = (code: DepositReasonCode, words: string, source: Basis): void => void reasons.push({ code, words, basis: basisText(source) });

  const exempt = (code: DepositReasonCode, words: string, source: Basis): Ruled<DepositAmount> => {
    say(code, words, source);
    return { value: { exempt: true, amount: 0n, reasons }, because: `${words}，免存工资保证金`, source, parameters: used };
  };

  const threshold = find(law, 'deposit.smallWorksThreshold', on);
  const cleanFor = find(law, 'deposit.smallWorksCleanYears', on);
  if (threshold && cleanFor && facts.contractPrice < threshold.value && facts.cleanYearsOfWorks >= cleanFor.value) {
    take(threshold);
    take(cleanFor);
    return exempt('exempt-small-works', `${price}低于${formatYuan(threshold.value)}元且签订合同前${cleanFor.words}内未发生工资拖欠`, threshold.source);
  }

  const increased = facts.arrearsInTwoYears || facts.listed;
  const threeYears = find(law, 'deposit.exempt3y', on);
  if (threeYears?.value && facts.cleanYears >= 3 && facts.systemsDone && !increased) {
    take(threeYears);
    return exempt('exempt-three-clean-years', `连续${facts.cleanYears}年未发生工资拖欠且落实实名制管理和专用账户制度`, threeYears.source);
  }

  const base = take(need(law, 'deposit.baseRate', on));
  const [least, most] = [need(law, 'deposit.rateMin', on), need(law, 'deposit.rateMax', on)];
  if (base.value < least.value || base.value > most.value) {
    throw new Refusal('parameter-missing', `工资保证金存储比例${base.words}不在${least.words}至${most.words}之间，请先更正参数`);
  }
  say('base-rate', `存储比例${base.words}`, base.source);

  let rate = base.value * whole; // in hundredths of a percent, times 10,000
  const factor = facts.runningProjects > 1 ? find(law, 'deposit.multiProjectFactor', on) : undefined;
  if (factor) {
    take(factor);
    const floor = take(need(law, 'deposit.multiProjectFloor', on));
    rate = base.value * factor.value;
    say('multi-project', `同一管理地区有${facts.runningProjects}个在建项目，存储比例乘以${factor.words}`, factor.source);
    if (rate < floor.value * whole) {
      rate = floor.value * whole;
      say('multi-project-floor', `下浮后不低于${floor.words}`, floor.source);
    }
  }

  let share = whole;
  if (facts.listed) {
    const increase = take(need(law, 'deposit.increaseBlacklist', on));
    share += increase.value;
    say('listed', `因拖欠工资列入严重失信主体名单，存储比例增加${increase.words}`, increase.source);
  } else if (facts.arrearsInTwoYears) {
    const increase = take(need(law, 'deposit.increaseArrears2y', on));
    share += increase.value;
    say('arrears-in-two-years', `前两年内发生过工资拖欠，存储比例增加${increase.words}`, increase.source);
  } else if (facts.cleanYears >= 2) {
    const graded = facts.rating === 'excellent' ? find(law, 'deposit.reduce2yExcellent', on) : facts.rating === 'good' ? find(law, 'deposit.reduce2yGood', on) : undefined;
    const conditional = find(law, 'deposit.reduce2yNeedsSystems', on)?.value === true && !facts.systemsDone;
    // What the area adds to the nationwide reduction it may make depend on real-name management and the dedicated account.
    const reduction = take(conditional ? need({ ...law, area: 'CN' }, 'deposit.reduce2y', on) : (graded ?? need(law, 'deposit.reduce2y', on)));
    if (reduction.value > whole) throw new Refusal('parameter-missing', `存储比例降幅${reduction.words}超过100%，请先更正参数`);
    share -= reduction.value;
    say('two-clean-years', `连续${facts.cleanYears}年未发生工资拖欠，存储比例降低${reduction.words}`, reduction.source);
  }

  const reckoned = halfUp(facts.contractPrice * rate * share, whole * whole * whole);
  const cap = find(law, 'deposit.cap', on);
  const capped = cap !== undefined && reckoned > cap.value;
  if (cap && capped) {
    take(cap);
    say('cap', `不超过单个项目上限${formatYuan(cap.value)}元`, cap.source);
  }
  const amount = cap && capped ? cap.value : reckoned;
  return {
    value: { exempt: false, amount, reasons },
    because: `${price}，${reasons.map((r) => r.words).join('；')}，应存工资保证金${formatYuan(amount)}元`,
    source: at('deposit-65', 'S', 11),
    parameters: used,
  };
}

/**
 * What is due in all where a project with a reduced or exempt deposit fell into arrears: the multiple of the amount without reduction
 * and exemption, reckoned on the day of the contract; the multiple is that of the day on which the arrears were found. 海南省 2021 rules;
 * elsewhere and later there is no such parameter, and the rule refuses `parameter-missing`.
 */
export function reducedArrearsDue(facts: DepositFacts, arrearsFoundOn: PlainDate, law: LocalLaw): Ruled<DepositAmount> {
  const full = depositAmount({ ...facts, cleanYears: 0, cleanYearsOfWorks: 0 }, law);
  const doubled = reducedArrearsTopUp(full.value.amount, 0n, arrearsFoundOn, law);
  const reason: DepositReason = { code: 'reduced-arrears', words: `减免后发生拖欠，按规定数额的${need(law, 'deposit.reducedArrearsMultiplier', arrearsFoundOn).words}倍存储`, basis: basisText(doubled.source) };
  return {
    value: { exempt: false, amount: doubled.value, reasons: [...full.value.reasons, reason] },
    because: `${full.because}；${reason.words}，共应存${formatYuan(doubled.value)}元`,
    source: doubled.source,
    parameters: [...full.parameters, ...doubled.parameters],
  };
}

/**
 * What must be stored more where a project with a reduced or exempt deposit fell into arrears: the multiple of the full amount, less what is
 * stored. 海南省 2021 rules; elsewhere and later there is no such parameter, and the rule refuses `parameter-missing`.
 */
export function reducedArrearsTopUp(fullAmount: Fen, stored: Fen, arrearsFoundOn: PlainDate, law: LocalLaw): Ruled<Fen> {
  const times = need(law, 'deposit.reducedArrearsMultiplier', arrearsFoundOn);
  const due = fullAmount * BigInt(times.value);
  const value = due > stored ? due - stored : 0n;
  return {
    value,
    because: `减免项目发生拖欠，应存规定数额${formatYuan(fullAmount)}元的${times.words}倍，已存${formatYuan(stored)}元，应补存${formatYuan(value)}元`,
    source: times.source,
    parameters: [times.used],
  };
}
