import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, day } from '../../src/values/plain-date.js';
import { CalendarUnknown, WorkingDays } from '../../src/values/working-days.js';
import { calendar } from '../support/law.js';
import { eachRow } from '../support/tables.js';

const dayOf2025 = fc.integer({ min: 0, max: 364 }).map((n) => addDays(day('2025-01-01'), n));

describe('working days', () => {
  describe('after a day, which is not counted itself', () => {
    eachRow<readonly [string, number, string]>(
      [
        ['2022-01-24', 20, '2022-02-24'],
        ['2022-01-26', 5, '2022-02-07'],
        ['2022-09-28', 5, '2022-10-10'],
        ['2022-03-01', 60, '2022-05-26'],
        ['2025-01-20', 20, '2025-02-21'],
        ['2026-02-10', 10, '2026-03-02'],
        ['2026-11-23', 0, '2026-11-23'],
        ['2026-11-28', 0, '2026-11-28'],
        ['2026-11-27', 1, '2026-11-30'],
        ['2026-11-28', 1, '2026-11-30'],
        ['2026-02-13', 1, '2026-02-14'],
        ['2026-02-14', 1, '2026-02-24'],
      ],
      ([from, n]) => `${from} + ${n}`,
      ([from, n, to]) => {
        expect(calendar.add(day(from), n)).to.equal(to);
        if (calendar.isWorkday(day(from))) expect(calendar.between(day(from), day(to))).to.equal(n);
      },
    );
  });

  describe('the end of a term of days', () => {
    eachRow<readonly [string, string, string]>(
      [
        ['forward from National Day to a Saturday worked in exchange', addDays(day('2022-09-02'), 30), '2022-10-08'],
        ['not from a working day', '2026-11-23', '2026-11-23'],
        ['forward from a Saturday', '2026-11-28', '2026-11-30'],
        ['not from a Sunday worked in exchange', '2022-01-30', '2022-01-30'],
      ],
      ([what]) => what,
      ([, from, to]) => expect(calendar.rollForward(day(from))).to.equal(to),
    );
  });

  describe('a pay day moves back', () => {
    eachRow<readonly [string, string]>(
      [
        ['2022-10-05', '2022-09-30'],
        ['2022-01-31', '2022-01-30'],
        ['2022-05-01', '2022-04-29'],
        ['2026-11-23', '2026-11-23'],
        ['2026-11-29', '2026-11-27'],
      ],
      ([from]) => from,
      ([from, to]) => expect(calendar.rollBackward(day(from))).to.equal(to),
    );
  });

  describe('a year without its notice refuses instead of guessing', () => {
    for (const [what, ask] of [
      ['a day of it', () => calendar.isWorkday(day('2027-01-01'))],
      ['a term that runs into it', () => calendar.add(day('2026-12-31'), 1)],
      ['a pay day in it', () => calendar.rollBackward(day('2027-02-01'))],
      ['a rest day before it', () => calendar.rollForward(day('2019-12-31'))],
      ['a count over it', () => calendar.between(day('2026-12-30'), day('2027-01-04'))],
    ] as const) {
      it(what, () => expect(ask).to.throw(CalendarUnknown));
    }

    it('names the year', () => expect(() => calendar.add(day('2026-12-31'), 1)).to.throw('2027 年的放假安排尚未录入'));

    it('a term that ends on the last day of the last known year is counted', () => expect(calendar.add(day('2026-12-30'), 1)).to.equal('2026-12-31'));
  });

  it('refuses a count that is not a whole number from 0 to 1,000', () => {
    for (const n of [-1, 1.5, Number.NaN, 1_001]) expect(() => calendar.add(day('2026-01-05'), n)).to.throw(RangeError);
  });

  it('without any notice Monday to Friday of a known year are worked', () => {
    const plain = new WorkingDays([], [2026]);
    expect([23, 24, 25, 26, 27, 28, 29].map((d) => plain.isWorkday(day(`2026-11-${d}`)))).to.deep.equal([true, true, true, true, true, false, false]);
  });

  it('counts back what it counts forward, ends on a working day, and never before that many weekdays could pass', () => {
    fc.assert(
      fc.property(dayOf2025, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const to = calendar.add(from, n);
        expect(calendar.isWorkday(to)).to.equal(true);
        expect(calendar.between(from, to)).to.equal(n);
        expect(calendar.between(to, from)).to.equal(-n);
        expect(to >= addDays(from, n)).to.equal(true);
      }),
    );
  });

  it('rolls to the nearest working day on its side', () => {
    fc.assert(
      fc.property(dayOf2025, (d) => {
        const [back, on] = [calendar.rollBackward(d), calendar.rollForward(d)];
        expect(back <= d && d <= on).to.equal(true);
        for (let between = addDays(back, 1); between < on; between = addDays(between, 1)) expect(calendar.isWorkday(between)).to.equal(false);
        expect(back === on).to.equal(calendar.isWorkday(d));
      }),
    );
  });
});
