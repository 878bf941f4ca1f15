import { formatDate, addDays, type PlainDate } from '../values/plain-date.js';
import { addPeriods, daysIn, firstDay, formatPeriod, type Period } from '../values/period.js';
import type { WorkingDays } from '../values/working-days.js';
import { at, type Ruled, type Source } from './source.js';

/** When a wage month is paid, as the contract says: on which day, of the month itself or of the next. */
export interface PayDayTerms {
  /** 1 to 31; beyond the month's end it means the last day. */
  readonly payDay: number;
  readonly payMonth: 'same' | 'next';
}

/**
 * The day on which the wages of a month are due. On a rest day or statutory holiday they are due before it: the last working day not
 * later than the agreed day. 保障农民工工资支付条例 Art. 14, in force 2020-05-01. Throws CalendarUnknown.
 */
export function payDayOf(period: Period, terms: PayDayTerms, calendar: WorkingDays): Ruled<PlainDate, Source> {
  const { payDay, payMonth } = terms;
  if (!Number.isInteger(payDay) || payDay < 1 || payDay > 31) throw new RangeError('pay day: 1 to 31');
  const month = payMonth === 'same' ? period : addPeriods(period, 1);
  const agreed = addDays(firstDay(month), Math.min(payDay, daysIn(month)) - 1);
  const value = calendar.rollBackward(agreed);
  const when = `${payMonth === 'same' ? '当月' : '次月'}${payDay}日`;
  return {
    value,
    because:
      `${formatPeriod(period)}工资约定于${when}支付，` +
      (value === agreed ? `应当在${formatDate(value)}支付` : `${formatDate(agreed)}为法定节假日或者休息日，应当提前至${formatDate(value)}支付`),
    source: at('regulation-724', 'C', 14, { paragraph: 1 }),
    parameters: [],
  };
}
