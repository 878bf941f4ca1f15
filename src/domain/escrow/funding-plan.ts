import { allocate, type Fen } from '../../values/money.js';
import { addPeriods, firstDay, lastDay, periodOf } from '../../values/period.js';
import { addDays, type PlainDate } from '../../values/plain-date.js';

export interface FundingTerms {
  /** What the works contract fixes: an amount, or a share of the price in basis points. */
  readonly labourCostFen: Fen | null;
  readonly labourShareBp: number | null;
  readonly contractPriceFen: Fen;
  /** Day of the month on which the owner pays in; the month's last day where it is shorter. */
  readonly fundingDay: number | null;
  readonly startedOn: PlainDate | null;
  readonly plannedFinishOn: PlainDate;
}

export interface FundingPlan {
  readonly totalFen: Fen;
  /** What should have been paid in up to and including the day asked for. */
  readonly dueFen: Fen;
  readonly next: { readonly on: PlainDate; readonly amountFen: Fen } | undefined;
}

/**
 * What the owner should have paid into the dedicated account by a day. No text fixes how the contract's labour cost falls on months, so
 * it is spread evenly over the contract's funding days from the start to the planned finish: an internal reckoning, never cited.
 * Undefined where the contract states no labour cost or no funding day (条例724 Art. 24 demands both); nothing is due before the start.
 */
export function fundingPlan(terms: FundingTerms, on: PlainDate): FundingPlan | undefined {
  const totalFen = terms.labourCostFen ?? (terms.labourShareBp === null ? undefined : (terms.contractPriceFen * BigInt(terms.labourShareBp)) / 10_000n);
  if (totalFen === undefined || terms.fundingDay === null) return undefined;
  if (terms.startedOn === null) return { totalFen, dueFen: 0n, next: undefined };
  const days = fundingDays(terms.startedOn, terms.plannedFinishOn, terms.fundingDay);
  const parts = allocate(totalFen, days.map(() => 1n));
  const dueFen = parts.reduce((sum, part, i) => (days[i]! <= on ? sum + part : sum), 0n);
  const i = days.findIndex((d) => d > on);
  return { totalFen, dueFen, next: i < 0 ? undefined : { on: days[i]!, amountFen: parts[i]! } };
}

/** The funding days from the start to the planned finish; the finish itself where none lies between. */
function fundingDays(from: PlainDate, to: PlainDate, dayOfMonth: number): PlainDate[] {
  const days: PlainDate[] = [];
  for (let p = periodOf(from); firstDay(p) <= to; p = addPeriods(p, 1)) {
    const nominal = addDays(firstDay(p), dayOfMonth - 1);
    const on = nominal > lastDay(p) ? lastDay(p) : nominal;
    if (on >= from && on <= to) days.push(on);
  }
  return days.length > 0 ? days : [to > from ? to : from];
}
