import { need, payDayOf, type UsedParameter } from '../../../law/index.js';
import { addPeriods, firstDay, type Period } from '../../../values/period.js';
import { addDays, type PlainDate } from '../../../values/plain-date.js';
import type { ProjectFacts } from '../facts.js';
import type { Day } from '../rule.js';

/**
 * The day on which the wages of a month were due, once it has passed with its days of grace; undefined before. A pay day that cannot
 * have come yet is not looked up, so that next year's missing holiday notice does not grey this year's months.
 */
export function passedPayDay(p: ProjectFacts, period: Period, { asOf, law }: Day): { readonly on: PlainDate; readonly parameters: readonly UsedParameter[] } | undefined {
  const payPeriod = p.payMonth === 'same' ? period : addPeriods(period, 1);
  if (firstDay(payPeriod) > asOf) return undefined;
  const due = payDayOf(period, p, law.calendar);
  const grace = need(law, 'pay.graceDays', due.value);
  return asOf > addDays(due.value, grace.value) ? { on: due.value, parameters: [...due.parameters, grace.used] } : undefined;
}
