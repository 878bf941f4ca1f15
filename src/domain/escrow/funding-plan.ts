import { allocate, type Fen } from '../../values/money.js';
import { addPeriods, firstDay, lastDay, periodOf } from '../../values/period.js';
import { addDays, type PlainDate } from '../../values/plain-date.js';

/** What a contract, or a supplementary agreement to it, says of labour cost. */
export interface LabourCostTerms {
  /** What the works contract fixes: an amount, or a share of the price in basis points. */
  readonly labourCostFen: Fen | null;
  readonly labourShareBp: number | null;
  readonly contractPriceFen: Fen;
  /** Day of the month on which the owner pays in; the month's last day where it is shorter. */
  readonly fundingDay: number | null;
  readonly plannedFinishOn: PlainDate;
}

export interface FundingTerms extends LabourCostTerms {
  readonly startedOn: PlainDate | null;
}

/** A supplementary agreement: its terms hold from that day on, what was due before stays as it was (专户53 Art. 14). */
export interface FundingChange extends LabourCostTerms {
  readonly effectiveOn: PlainDate;
}

/** A day on which the owner has to pay in. */
export interface FundingPart {
  readonly on: PlainDate;
  readonly amountFen: Fen;
}

export interface FundingPlan {
  readonly totalFen: Fen;
  /** What should have been paid in up to and including the day asked for. */
  readonly dueFen: Fen;
  readonly next: FundingPart | undefined;
  /** All days in order, the past ones as they were due at their time. */
  readonly parts: readonly FundingPart[];
}

/**
 * What the owner should have paid into the dedicated account by a day. No text fixes how the contract's labour cost falls on months, so
 * it is spread evenly over the contract's funding days from the start to the planned finish, and what remains at a supplementary agreement
 * evenly over the days after it: an internal reckoning, never cited.
 * Undefined where the contract states no labour cost or no funding day (条例724 Art. 24 demands both); nothing is due before the start.
 * @param changes in the order of their days
 */
export function fundingPlan(terms: FundingTerms, on: PlainDate, changes: readonly FundingChange[] = []): FundingPlan | undefined {
  const last = changes.at(-1) ?? terms;
  const totalFen = totalOf(last);
  if (totalFen === undefined || last.fundingDay === null) return undefined;
  if (terms.startedOn === null) return { totalFen, dueFen: 0n, next: undefined, parts: [] };
  const start = terms.startedOn;
  const parts = changes.reduce((before: readonly FundingPart[], change) => {
    const kept = before.filter((p) => p.on < change.effectiveOn);
    const rest = (totalOf(change) ?? 0n) - kept.reduce((sum, p) => sum + p.amountFen, 0n);
    return rest > 0n ? [...kept, ...spread(rest, change.effectiveOn > start ? change.effectiveOn : start, change)] : kept;
  }, spread(totalOf(terms), start, terms));
  return {
    totalFen,
    dueFen: parts.reduce((sum, p) => (p.on <= on ? sum + p.amountFen : sum), 0n),
    next: parts.find((p) => p.on > on),
    parts,
  };
}

/** A funding day with what has arrived for it: money counts for the oldest day that is still open. */
export interface FundedPart extends FundingPart {
  readonly arrivedFen: Fen;
  /** The day on which it was complete; undefined while something lacks. */
  readonly fundedOn: PlainDate | undefined;
}

/** Which credits answer which funding days, oldest first. What was sent back to the owner (a negative credit) opens the last days again. */
export function fundedParts(parts: readonly FundingPart[], credits: readonly { readonly on: PlainDate; readonly amountFen: Fen }[]): FundedPart[] {
  let arrived = credits.reduce((sum, c) => sum + c.amountFen, 0n);
  let due = 0n;
  return parts.map((part) => {
    const arrivedFen = arrived >= part.amountFen ? part.amountFen : arrived > 0n ? arrived : 0n;
    arrived -= arrivedFen;
    due += part.amountFen;
    return { ...part, arrivedFen, fundedOn: arrivedFen === part.amountFen ? dayOf(due, credits) : undefined };
  });
}

/** The day on which these credits first came to a sum and stayed there. */
function dayOf(sum: Fen, credits: readonly { readonly on: PlainDate; readonly amountFen: Fen }[]): PlainDate | undefined {
  let total = 0n;
  let since: PlainDate | undefined;
  for (const c of credits.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    total += c.amountFen;
    if (total < sum) since = undefined;
    else since ??= c.on;
  }
  return since;
}

const totalOf = ({ labourCostFen, labourShareBp, contractPriceFen }: LabourCostTerms): Fen | undefined => labourCostFen ?? (labourShareBp === null ? undefined : (contractPriceFen * BigInt(labourShareBp)) / 10_000n);

function spread(totalFen: Fen | undefined, from: PlainDate, { plannedFinishOn, fundingDay }: LabourCostTerms): FundingPart[] {
  if (totalFen === undefined || fundingDay === null) return [];
  const days = fundingDays(from, plannedFinishOn, fundingDay);
  return allocate(totalFen, days.map(() => 1n)).map((amountFen, i) => ({ on: days[i]!, amountFen }));
}

/** The funding days from a day to the planned finish; the finish itself where none lies between. */
function fundingDays(from: PlainDate, to: PlainDate, dayOfMonth: number): PlainDate[] {
  const days: PlainDate[] = [];
  for (let p = periodOf(from); firstDay(p) <= to; p = addPeriods(p, 1)) {
    const nominal = addDays(firstDay(p), dayOfMonth - 1);
    const on = nominal > lastDay(p) ? lastDay(p) : nominal;
    if (on >= from && on <= to) days.push(on);
  }
  return days.length > 0 ? days : [to > from ? to : from];
}
