import type { EntityManager } from 'typeorm';
import { WorkingDays, type CalendarDay } from '../values/working-days.js';

let cached: { readonly version: string; readonly calendar: WorkingDays } | undefined;

/** The working-day calendar of the database, kept in memory until its tables change. */
export async function loadCalendar(db: EntityManager): Promise<WorkingDays> {
  const [stamp] = await db.query<[{ version: string }]>(
    `SELECT current_database() || ':' || coalesce((SELECT string_agg(year::text, ',' ORDER BY year) FROM calendar_year), '') || ':' ||
            coalesce((SELECT md5(string_agg(day || kind, ',' ORDER BY day)) FROM calendar_day), '') AS version`,
  );
  if (cached?.version === stamp!.version) return cached.calendar;
  const days = await db.query<CalendarDay[]>('SELECT day, kind, name FROM calendar_day');
  const years = await db.query<{ year: number }[]>('SELECT year FROM calendar_year');
  const calendar = new WorkingDays(days, years.map((y) => y.year));
  cached = { version: stamp!.version, calendar };
  return calendar;
}
