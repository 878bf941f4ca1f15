import type { Work } from '../../platform/work.js';
import { Invalid, type Issue } from '../../values/refusal.js';
import { parsePlainDate, weekday, type PlainDate } from '../../values/plain-date.js';

/**
 * Enters a year's holiday notice: days off and weekend days worked in exchange, each as `2027-02-05 春节`, one a line.
 * Replaces a provisional year; a year that is in force is corrected the same way, with a reason.
 */
export async function setCalendarYear(work: Work, input: { readonly year: number; readonly source: string; readonly holidays: string; readonly workdays: string; readonly reason: string; readonly provisional?: boolean }): Promise<void> {
  const issues: Issue[] = [];
  const read = (path: 'holidays' | 'workdays', text: string): { day: PlainDate; name: string }[] =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .flatMap((line, i) => {
        const [date = '', name = ''] = line.split(/\s+/u, 2);
        const parsed = parsePlainDate(date);
        const fault = !parsed.ok ? parsed.why : !parsed.value.startsWith(`${input.year}-`) ? '不在这一年' : name === '' ? '没有写节日名称' : path === 'workdays' && weekday(parsed.value) <= 5 ? '调休上班日应是星期六或星期日' : undefined;
        if (fault || !parsed.ok) {
          issues.push({ path, message: `第 ${i + 1} 行“${line.slice(0, 30)}”：${fault}` });
          return [];
        }
        return [{ day: parsed.value, name }];
      });
  const holidays = read('holidays', input.holidays);
  const workdays = read('workdays', input.workdays);
  const all = [...holidays, ...workdays];
  if (new Set(all.map((d) => d.day)).size < all.length) issues.push({ path: 'holidays', message: '同一天出现了两次' });
  if (issues.length === 0 && holidays.length < 11) issues.push({ path: 'holidays', message: `法定节假日至少 11 天，现只有 ${holidays.length} 天` });
  if (issues.length > 0) throw new Invalid(issues);
  await work.db.query(`INSERT INTO calendar_year (year, source, provisional) VALUES ($1, $2, $3) ON CONFLICT (year) DO UPDATE SET source = excluded.source, provisional = excluded.provisional`, [input.year, input.source, input.provisional ?? false]);
  await work.db.query('DELETE FROM calendar_day WHERE year = $1', [input.year]);
  await work.db.query(`INSERT INTO calendar_day (day, year, kind, name) SELECT d, $4, k, n FROM unnest($1::date[], $2::text[], $3::text[]) AS x (d, k, n)`, [
    all.map((d) => d.day),
    all.map((_, i) => (i < holidays.length ? 'holiday' : 'workday')),
    all.map((d) => d.name),
    input.year,
  ]);
  await work.record({ action: 'calendar.entered', subject: ['calendar-year', String(input.year)], reason: input.reason, detail: { source: input.source, days: all.length } });
}
