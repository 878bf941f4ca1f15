import { takeStatement, type StatementTaken } from '../../src/domain/wage-accounts/index.js';
import type { StatementFile, StatementFileLine } from '../../src/formats/bank-statement.js';
import type { Fen } from '../../src/values/money.js';
import { day, type PlainDate } from '../../src/values/plain-date.js';
import type { Person, World } from './world.js';

export type LineInput = Partial<Omit<StatementFileLine, 'bookedOn'>> & { readonly lineKey: string; readonly amountFen: Fen; readonly on?: string };

/** A movement as a reader of files would hand it on; money in from nobody in particular unless told otherwise. */
export const line = ({ on = '2026-08-10', ...more }: LineInput, row = 1): StatementFileLine => ({
  row,
  bookedOn: day(on),
  direction: 'in',
  counterparty: '',
  counterpartyAccount: undefined,
  purpose: '',
  endToEndId: undefined,
  batchNumber: undefined,
  reversal: false,
  returned: undefined,
  balanceFen: undefined,
  ...more,
});

/** A statement of these lines, with a closing that fits its opening where one is given. */
export function statementOf(lines: readonly StatementFileLine[], { openingFen, from, to, account }: { readonly openingFen?: Fen; readonly from?: string; readonly to?: string; readonly account?: string } = {}): StatementFile {
  const days = lines.map((l) => l.bookedOn).toSorted();
  const sum = lines.reduce((total, l) => (l.direction === 'in' ? total + l.amountFen : total - l.amountFen), 0n);
  return {
    account,
    from: (from as PlainDate | undefined) ?? days[0],
    to: (to as PlainDate | undefined) ?? days.at(-1),
    openingFen,
    closingFen: openingFen === undefined ? undefined : openingFen + sum,
    lines: lines.map((l, i) => ({ ...l, row: i + 1 })),
    problems: [],
  };
}

let files = 0;

/** Brings a statement; each has a file of its own unless `bytes` says otherwise. */
export function bringStatement(world: World, projectId: string, reading: StatementFile, { who = 'bank', bytes = `statement ${(files += 1)}` }: { readonly who?: Person; readonly bytes?: string } = {}): Promise<StatementTaken> {
  return world.as(who, (work) => takeStatement(work, projectId, { file: { name: '流水.csv', mediaType: 'text/csv', bytes: Buffer.from(bytes) }, reading }));
}
