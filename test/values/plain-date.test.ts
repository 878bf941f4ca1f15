import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addMonths, ageOn, day, dayOf, daysBetween, formatDate, fromParts, instantOf, parsePlainDate, weekday, yearOf, type PlainDate } from '../../src/values/plain-date.js';
import { eachRow } from '../support/tables.js';

const anyDay = fc.integer({ min: 0, max: 90_000 }).map((n) => addDays(day('1950-01-01'), n));

describe('plain date', () => {
  describe('parsePlainDate reads every common form', () => {
    eachRow(['2026-11-23', '2026/11/23', '2026.11.23', '20261123', '2026年11月23日', '２０２６－１１－２３', ' 2026-11-23 '], (t) => t, (t) =>
      expect(parsePlainDate(t)).to.deep.equal({ ok: true, value: '2026-11-23' }),
    );
    eachRow(['2026-1-5', '2026/1/5', '2026.1.5', '2026年1月5日'], (t) => t, (t) => expect(parsePlainDate(t)).to.deep.equal({ ok: true, value: '2026-01-05' }));
  });

  describe('parsePlainDate refuses', () => {
    eachRow<readonly [string, string]>(
      [
        ['', '请填写日期'],
        ['2026-02-29', '不存在'],
        ['2026-02-30', '不存在'],
        ['2026-04-31', '不存在'],
        ['2026-13-01', '不存在'],
        ['2026-00-10', '不存在'],
        ['2026-01-00', '不存在'],
        ['1899-12-31', '不存在'],
        ['2201-01-01', '不存在'],
        ['0099-01-01', '不存在'],
        ['2026-11/23', '不是日期'],
        ['11/23/2026', '不是日期'],
        ['23.11.26', '不是日期'],
        ['2026-11', '不是日期'],
        ['45982', '不是日期'],
        ['2026-11-23T00:00:00', '不是日期'],
        ['today', '不是日期'],
      ],
      ([text, why]) => `“${text}”: ${why}`,
      ([text, why]) => expect(parsePlainDate(text)).to.have.property('why').that.includes(why),
    );
  });

  it('knows leap days', () => {
    expect(fromParts(2024, 2, 29)).to.equal('2024-02-29');
    expect(fromParts(2000, 2, 29)).to.equal('2000-02-29');
    expect(fromParts(1900, 2, 29)).to.equal(undefined);
    expect(fromParts(2100, 2, 29)).to.equal(undefined);
  });

  it('day() throws on a text that the program should not have written', () => expect(() => day('2026-02-29')).to.throw(RangeError));

  describe('months and years end on the corresponding day, or on the last of the month (民法典 Art. 202)', () => {
    eachRow<readonly [string, number, string]>(
      [
        ['2026-01-15', 1, '2026-02-15'],
        ['2026-01-31', 1, '2026-02-28'],
        ['2024-01-31', 1, '2024-02-29'],
        ['2024-02-29', 12, '2025-02-28'],
        ['2024-02-29', 48, '2028-02-29'],
        ['2026-08-31', 6, '2027-02-28'],
        ['2026-12-31', 2, '2027-02-28'],
        ['2026-03-31', -1, '2026-02-28'],
        ['2026-01-15', -1, '2025-12-15'],
        ['2026-05-31', 0, '2026-05-31'],
        ['2026-03-02', 36, '2029-03-02'],
      ],
      ([from, months]) => `${from} + ${months} months`,
      ([from, months, to]) => expect(addMonths(day(from), months)).to.equal(to),
    );
  });

  describe('a day is a day of Asia/Shanghai, wherever the server stands', () => {
    eachRow<readonly [string, string]>(
      [
        ['2026-11-22T15:59:59.999Z', '2026-11-22'],
        ['2026-11-22T16:00:00.000Z', '2026-11-23'],
        ['2026-12-31T16:00:00.000Z', '2027-01-01'],
      ],
      ([instant]) => instant,
      ([instant, date]) => expect(dayOf(new Date(instant))).to.equal(date),
    );

    it('06:00 of a day is 22:00 UTC of the day before', () => expect(instantOf(day('2026-11-23'), 6).toISOString()).to.equal('2026-11-22T22:00:00.000Z'));

    it('every minute of a day falls on it', () => {
      fc.assert(fc.property(anyDay, fc.integer({ min: 0, max: 1_439 }), (d, minute) => dayOf(instantOf(d, 0, minute)) === d));
    });
  });

  describe('weekday', () => {
    eachRow<readonly [string, number]>([['2026-11-23', 1], ['2026-11-28', 6], ['2026-11-29', 7], ['2022-10-08', 6]], ([d]) => d, ([d, n]) => expect(weekday(day(d))).to.equal(n));
  });

  it('formats without leading zeros', () => {
    expect(formatDate(day('2026-11-23'))).to.equal('2026年11月23日');
    expect(formatDate(day('2026-01-05'))).to.equal('2026年1月5日');
    expect(yearOf(day('2026-01-05'))).to.equal(2026);
  });

  describe('age in whole years', () => {
    eachRow<readonly [string, string, number]>(
      [
        ['2010-11-23', '2026-11-22', 15],
        ['2010-11-23', '2026-11-23', 16],
        ['2008-02-29', '2026-02-28', 17],
        ['2008-02-29', '2026-03-01', 18],
        ['1980-01-01', '2026-11-23', 46],
      ],
      ([born, on]) => `born ${born}, on ${on}`,
      ([born, on, age]) => expect(ageOn(day(born), day(on))).to.equal(age),
    );
  });

  it('adding days and counting them are inverse', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (d: PlainDate, n) => {
        expect(daysBetween(d, addDays(d, n))).to.equal(n);
        expect(addDays(addDays(d, n), -n)).to.equal(d);
        expect(addDays(d, n) > d).to.equal(n > 0);
      }),
    );
  });

  it('parses what it formats', () => {
    fc.assert(fc.property(anyDay, (d) => day(formatDate(d)) === d));
  });
});
