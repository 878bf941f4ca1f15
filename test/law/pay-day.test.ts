import { expect } from 'chai';
import fc from 'fast-check';
import { cite, payDayOf, type PayDayTerms } from '../../src/law/index.js';
import { addPeriods, lastDay, period } from '../../src/values/period.js';
import { CalendarUnknown } from '../../src/values/working-days.js';
import { calendar } from '../support/law.js';
import { eachRow } from '../support/tables.js';

describe('pay day (保障农民工工资支付条例 Art. 14)', () => {
  eachRow<readonly [string, PayDayTerms['payMonth'], number, string]>(
    [
      ['2022-09', 'next', 5, '2022-09-30'],
      ['2021-12', 'next', 31, '2022-01-30'],
      ['2022-01', 'same', 31, '2022-01-30'],
      ['2022-04', 'next', 1, '2022-04-29'],
      ['2026-10', 'next', 15, '2026-11-13'],
      ['2026-10', 'next', 13, '2026-11-13'],
      ['2026-10', 'next', 16, '2026-11-16'],
      ['2026-11', 'same', 30, '2026-11-30'],
      ['2026-11', 'same', 31, '2026-11-30'],
      ['2024-01', 'next', 31, '2024-02-29'],
      ['2026-01', 'next', 31, '2026-02-28'],
      ['2025-02', 'same', 30, '2025-02-28'],
      ['2025-12', 'next', 3, '2025-12-31'],
      ['2025-12', 'next', 4, '2026-01-04'],
      ['2026-01', 'next', 20, '2026-02-14'],
    ],
    ([p, month, d]) => `wages of ${p}, agreed for day ${d} of the ${month} month`,
    ([p, payMonth, payDay, due]) => expect(payDayOf(period(p), { payDay, payMonth }, calendar).value).to.equal(due),
  );

  it('says why', () => {
    const moved = payDayOf(period('2022-09'), { payDay: 5, payMonth: 'next' }, calendar);
    expect(moved.because).to.equal('2022年9月工资约定于次月5日支付，2022年10月5日为法定节假日或者休息日，应当提前至2022年9月30日支付');
    expect(cite(moved.source)).to.equal('《保障农民工工资支付条例》第十四条第一款');
    expect(payDayOf(period('2026-10'), { payDay: 16, payMonth: 'next' }, calendar).because).to.equal('2026年10月工资约定于次月16日支付，应当在2026年11月16日支付');
  });

  it('in a year whose holidays are not known refuses', () => expect(() => payDayOf(period('2026-12'), { payDay: 10, payMonth: 'next' }, calendar)).to.throw(CalendarUnknown));

  eachRow([0, 32, 1.5, -1], (n) => `day ${n} does not exist`, (payDay) => expect(() => payDayOf(period('2026-10'), { payDay, payMonth: 'next' }, calendar)).to.throw(RangeError));

  it('is always a working day, never after the month in which it was agreed, and never later for an earlier day', () => {
    const months = fc.integer({ min: 1, max: 80 }).map((n) => addPeriods(period('2020-01'), n));
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 30 }), fc.constantFrom('same' as const, 'next' as const), (p, payDay, payMonth) => {
        const due = payDayOf(p, { payDay, payMonth }, calendar).value;
        expect(calendar.isWorkday(due)).to.equal(true);
        expect(due <= lastDay(payMonth === 'same' ? p : addPeriods(p, 1))).to.equal(true);
        expect(due <= payDayOf(p, { payDay: payDay + 1, payMonth }, calendar).value).to.equal(true);
      }),
    );
  });
});
