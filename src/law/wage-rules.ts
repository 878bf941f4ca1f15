import { formatYuan, halfUp, type Fen } from '../values/money.js';
import { ageOn, formatDate, type PlainDate } from '../values/plain-date.js';
import { find, need, type LocalLaw } from './law.js';
import { at, type Ruled, type Source } from './source.js';

/** How much may be deducted from a month's wage for a loss that the worker caused. */
export interface DeductionLimit {
  readonly most: Fen;
  /** False: the area's minimum wage has not been entered, so only the share was applied. */
  readonly minimumWageApplied: boolean;
}

/**
 * The most that may be deducted from a month's wage as compensation for loss: 20 % of it, and what is left is not below the minimum wage.
 * 工资支付暂行规定 Art. 16, in force 1995-01-01. Rounded down to the fen. Taxes and insurance contributions are not such deductions.
 */
export function deductionLimit(wage: Fen, on: PlainDate, law: LocalLaw): Ruled<DeductionLimit> {
  const share = need(law, 'wage.deductionMaxShare', on);
  const minimum = find(law, 'minWage.monthly', on);
  const byShare = (wage * share.value) / 10_000n;
  const byMinimum = minimum ? (wage > minimum.value ? wage - minimum.value : 0n) : undefined;
  const most = byMinimum !== undefined && byMinimum < byShare ? byMinimum : byShare;
  return {
    value: { most, minimumWageApplied: minimum !== undefined },
    because:
      `当月工资${formatYuan(wage)}元，扣除不得超过${share.words}即${formatYuan(byShare)}元` +
      (minimum ? `，扣除后不得低于最低工资${formatYuan(minimum.value)}元，最多扣除${formatYuan(most)}元` : '；本地最低工资标准尚未录入，未比对'),
    source: share.source,
    parameters: [share.used, ...(minimum ? [minimum.used] : [])],
  };
}

/**
 * The minimum wage for `days` days worked in a month, at most two decimals: the monthly minimum × days ÷ 21.75 pay days, never more than the
 * month's. Rounded half up to the fen. 劳动保障监察条例 Art. 26(2); pay days: 人社部发〔2025〕2号, before it 劳社部发〔2008〕3号.
 * Refuses `parameter-missing` where the area's minimum wage has not been entered.
 */
export function minimumWageFor(days: number, on: PlainDate, law: LocalLaw): Ruled<Fen> {
  const hundredths = Math.round(days * 100);
  if (!(days >= 0 && days <= 31) || Math.abs(days * 100 - hundredths) > 1e-6) throw new RangeError('days: 0 to 31, at most two decimals');
  const minimum = need(law, 'minWage.monthly', on);
  const payDays = need(law, 'monthlyPayDays', on);
  const pro = halfUp(minimum.value * BigInt(hundredths), payDays.value);
  const value = pro < minimum.value ? pro : minimum.value;
  return {
    value,
    because: `月最低工资${formatYuan(minimum.value)}元，出勤${days}日，按月计薪${payDays.words}折算不低于${formatYuan(value)}元`,
    source: minimum.source,
    parameters: [minimum.used, payDays.used],
  };
}

export type WorkingAge = 'child' | 'juvenile' | 'adult';

/**
 * child: under 16, must not be employed (禁止使用童工规定 Art. 2). juvenile: 16 to under 18, protected, barred from dangerous work (劳动法
 * Arts. 58 and 64). Age is whole years, reached on the birthday. `on`: the day of work.
 */
export function workingAge(born: PlainDate, on: PlainDate): Ruled<WorkingAge, Source> {
  const age = ageOn(born, on);
  const lived = `${formatDate(born)}出生，${formatDate(on)}时${age}周岁`;
  if (age < 16) return { value: 'child', because: `${lived}，未满16周岁，不得招用`, source: at('child-labour-364', 'C', 2, { paragraph: 1 }), parameters: [] };
  if (age < 18) return { value: 'juvenile', because: `${lived}，已满16周岁未满18周岁，属于未成年工`, source: at('labour-law', 'C', 58, { paragraph: 2 }), parameters: [] };
  return { value: 'adult', because: `${lived}，已满18周岁`, source: at('labour-law', 'C', 58, { paragraph: 2 }), parameters: [] };
}
