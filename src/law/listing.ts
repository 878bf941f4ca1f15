import { formatYuan } from '../values/money.js';
import { formatDate, type PlainDate } from '../values/plain-date.js';
import { crimeThreshold, zoneNames, type CrimeThreshold, type WorkerArrears } from './crime-threshold.js';
import type { LocalLaw } from './law.js';
import { at, type Ruled, type Source } from './source.js';

/** What decides whether an employer may be put on the list. */
export interface ListingFacts {
  /** The day on which the question is asked. */
  readonly on: PlainDate;
  /** The last day set in the served order to pay (责令限期支付); undefined where none was served. */
  readonly orderDueOn: PlainDate | undefined;
  /** What each worker named in the order is still owed. */
  readonly unpaid: readonly WorkerArrears[];
  /** The arrears caused a mass or extreme incident with serious bad social influence. */
  readonly massIncident: boolean;
}

export interface ListingAnswer {
  /** needs-standard: everything else is met, but the amount lies where only the province's own standard decides. */
  readonly outcome: 'met' | 'unmet' | 'needs-standard';
  readonly orderOverdue: boolean;
  readonly amount: CrimeThreshold['zone'];
  readonly massIncident: boolean;
  /** One sentence per condition. */
  readonly reasons: readonly string[];
}

/**
 * Whether the conditions of listing are met: the order to pay is overdue, and the amount reaches that of the crime of refusing to pay, or the
 * arrears caused a mass incident. 失信名单暂行办法 Art. 5, in force 2022-01-01. The last day of the order is not yet overdue.
 * A party that has corrected and promised in writing before the decision may be left off (Art. 7): that is for the two people who decide.
 */
export function listingConditions(facts: ListingFacts, law: LocalLaw): Ruled<ListingAnswer, Source> {
  const { on, orderDueOn, massIncident } = facts;
  const amount = crimeThreshold(facts.unpaid, on, law);
  const total = facts.unpaid.reduce((s, w) => s + (w.unpaid > 0n ? w.unpaid : 0n), 0n);
  const orderOverdue = orderDueOn !== undefined && orderDueOn < on && total > 0n;
  const { zone } = amount.value;
  const outcome = !orderOverdue ? 'unmet' : massIncident || zone === 'reached' ? 'met' : zone === 'needs-standard' ? 'needs-standard' : 'unmet';
  const reasons = [
    orderReason(orderDueOn, on, total),
    `${amount.because}；拒不支付劳动报酬罪的数额标准：${zoneNames[zone]}`,
    massIncident ? '因拖欠引发群体性事件、极端事件，造成严重不良社会影响' : '没有引发群体性事件、极端事件的记录',
  ];
  const verdict = { met: '符合列入条件', unmet: '不符合列入条件', 'needs-standard': '须先确认本省拒不支付劳动报酬罪的数额标准' }[outcome];
  return {
    value: { outcome, orderOverdue, amount: zone, massIncident, reasons },
    because: `${reasons.join('；')}：${verdict}`,
    source: at('list-45', 'S', 5),
    parameters: amount.parameters,
  };
}

function orderReason(dueOn: PlainDate | undefined, on: PlainDate, total: bigint): string {
  if (dueOn === undefined) return '没有送达责令限期支付的文书';
  if (total === 0n) return '责令支付的工资已经付清';
  return dueOn < on ? `责令支付的期限${formatDate(dueOn)}已过，尚欠${formatYuan(total)}元` : `责令支付的期限${formatDate(dueOn)}未过，尚欠${formatYuan(total)}元`;
}
