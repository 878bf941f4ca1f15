import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import { calendarDays, calendarYears } from '../../src/law/index.js';
import { day, weekday } from '../../src/values/plain-date.js';
import { calendar } from '../support/law.js';
import { eachRow } from '../support/tables.js';

/** The package's data, not its functions: those shift by a day in western time zones and call unknown years working days. */
const { holidays, workdays } = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json'), 'utf8')) as Record<
  'holidays' | 'workdays',
  Record<string, string>
>;

describe('the holiday calendar', () => {
  it('covers 2020 to 2026, each day once and in order within its year', () => {
    expect(calendarYears).to.deep.equal([2020, 2021, 2022, 2023, 2024, 2025, 2026]);
    const days = calendarDays.map((d) => d.day);
    expect(new Set(days).size).to.equal(days.length);
    expect(days).to.deep.equal([...days].sort());
  });

  eachRow(calendarYears, (year) => `${year} equals the package chinese-days, day by day`, (year) => {
    const expected = [
      ...Object.entries(holidays).map(([day, name]) => ({ day, kind: 'holiday', name: name.split(',')[1] })),
      ...Object.entries(workdays).map(([day, name]) => ({ day, kind: 'workday', name: name.split(',')[1] })),
    ].filter((d) => d.day.startsWith(String(year)));
    expect(calendarDays.filter((d) => d.day.startsWith(String(year)))).to.have.deep.members(expected);
  });

  it('every day worked in exchange is a Saturday or Sunday', () => {
    for (const d of calendarDays) if (d.kind === 'workday') expect(weekday(d.day), d.day).to.be.at.least(6);
  });

  eachRow<readonly [number, number]>(
    [
      [2021, 250],
      [2022, 249],
      [2023, 249],
      [2024, 251],
      [2025, 248],
      [2026, 248],
    ],
    ([year, days]) => `${year} has ${days} working days`,
    ([year, days]) => {
      let count = 0;
      for (let at = new Date(Date.UTC(year, 0, 1)); at.getUTCFullYear() === year; at.setUTCDate(at.getUTCDate() + 1)) {
        if (calendar.isWorkday(day(at.toISOString().slice(0, 10)))) count += 1;
      }
      expect(count).to.equal(days);
    },
  );
});
