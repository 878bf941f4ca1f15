import { expect } from 'chai';
import fc from 'fast-check';
import { day } from '../../src/values/plain-date.js';
import { addPeriods, daysIn, firstDay, formatPeriod, lastDay, parsePeriod, period, periodOf, periodsFrom } from '../../src/values/period.js';
import { eachRow } from '../support/tables.js';

describe('period', () => {
  eachRow(['2026-08', '2026-8', '2026/8', '2026/08', '202608', '2026年8月', '2026年08月份', '２０２６年８月'], (t) => `reads ${t}`, (t) =>
    expect(parsePeriod(t)).to.deep.equal({ ok: true, value: '2026-08' }),
  );

  eachRow(['', '2026', '2026-00', '2026-13', '20268', '2026-08-01', '8月', 'abc', '0000-01', '1899-12', '9999-12'], (t) => `refuses “${t}”`, (t) =>
    expect(parsePeriod(t).ok).to.equal(false),
  );

  it('every period that it accepts has a first and a last day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 13 }), (year, month) => {
        const parsed = parsePeriod(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`);
        if (!parsed.ok) return;
        expect(daysIn(parsed.value)).to.be.within(28, 31);
        expect(periodOf(firstDay(parsed.value))).to.equal(parsed.value);
        expect(periodOf(lastDay(parsed.value))).to.equal(parsed.value);
      }),
    );
  });

  eachRow<readonly [string, string, number]>(
    [
      ['2026-02', '2026-02-28', 28],
      ['2024-02', '2024-02-29', 29],
      ['2026-04', '2026-04-30', 30],
      ['2026-12', '2026-12-31', 31],
    ],
    ([p]) => `last day of ${p}`,
    ([p, last, days]) => {
      expect(lastDay(period(p))).to.equal(last);
      expect(daysIn(period(p))).to.equal(days);
    },
  );

  it('counts over the new year, both ways', () => {
    expect(addPeriods(period('2026-11'), 3)).to.equal('2027-02');
    expect(addPeriods(period('2026-02'), -3)).to.equal('2025-11');
    expect(periodOf(day('2026-11-23'))).to.equal('2026-11');
  });

  it('lists months, both ends included; none backwards', () => {
    expect(periodsFrom(period('2025-11'), period('2026-02'))).to.deep.equal(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(periodsFrom(period('2026-02'), period('2026-02'))).to.deep.equal(['2026-02']);
    expect(periodsFrom(period('2026-03'), period('2026-02'))).to.deep.equal([]);
  });

  it('formats', () => expect(formatPeriod(period('2026-08'))).to.equal('2026年8月'));
});
