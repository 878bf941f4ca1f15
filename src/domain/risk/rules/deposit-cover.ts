import type { PlainDate } from '../../../values/plain-date.js';
import type { DepositOnRecord, Instrument } from '../facts.js';

/** States in which the deposit is not due from the contractor, or its own clock runs: rules of storing do not apply. */
export const settled: ReadonlySet<DepositOnRecord['state']> = new Set(['exempt', 'in-use', 'top-up-due', 'double-due', 'notice', 'returned']);

export const isGoodOn = (i: Instrument, on: PlainDate): boolean => i.validTo === null || i.validTo >= on;

/** What else lasts until the day replaces this instrument: together as much as is due, or as it covered where the due amount is not known. */
export function isReplaced(deposit: DepositOnRecord, gone: Instrument, until: PlainDate): boolean {
  const others = deposit.instruments.filter((i) => i.id !== gone.id && isGoodOn(i, until));
  return others.reduce((sum, i) => sum + i.amountFen, 0n) >= (deposit.dueFen ?? gone.amountFen) && others.length > 0;
}
