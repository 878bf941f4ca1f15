import { addDays, day, type PlainDate } from '../../values/plain-date.js';
import type { CalendarDay } from '../../values/working-days.js';
import { notices } from './notices.js';

/** The years whose holidays and make-up workdays are known to the program; every other year waits for its notice. */
export const calendarYears: readonly number[] = Object.keys(notices).map(Number);

/** Each day of those years that departs from Monday–Friday, in order. */
export const calendarDays: readonly CalendarDay[] = Object.entries(notices).flatMap(([year, lines]) =>
  lines
    .trim()
    .split('\n')
    .flatMap((line) => readLine(year, line.trim())),
);

/** "02-15..02-23 休 春节" or "02-28 班 春节". */
function readLine(year: string, line: string): CalendarDay[] {
  const m = /^(\d\d-\d\d)(?:\.\.(\d\d-\d\d))? (休|班) (\S+)$/u.exec(line);
  if (!m) throw new Error(`holiday notice ${year}: ${line}`);
  const [first, last] = [day(`${year}-${m[1]}`), day(`${year}-${m[2] ?? m[1]}`)];
  const days: CalendarDay[] = [];
  for (let d: PlainDate = first; d <= last; d = addDays(d, 1)) days.push({ day: d, kind: m[3] === '休' ? 'holiday' : 'workday', name: m[4]! });
  return days;
}
