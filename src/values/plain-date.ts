import { bad, good, halfWidth, type Parsed } from './parsed.js';

/**
 * A day of the calendar in Asia/Shanghai, "2026-11-23". It has no time and no zone, so it cannot slip by a day
 * when a server stands elsewhere; it sorts and compares as text.
 */
export type PlainDate = string & { readonly __brand: 'PlainDate' };

const dayMs = 86_400_000;

/** Accepts 2026-11-23, 2026/11/23, 2026.11.23, 20261123 and 2026年11月23日; the day must exist. */
export function parsePlainDate(text: string): Parsed<PlainDate> {
  const t = halfWidth(text);
  if (t === '') return bad('请填写日期');
  const m = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/u.exec(t);
  if (!m) return bad(`“${t.slice(0, 24)}”不是日期，请填写如 2026-11-23`);
  const [y, mo, d] = [m[1], m[2] ?? m[4] ?? m[6] ?? m[8] ?? m[10], m[3] ?? m[5] ?? m[7] ?? m[9] ?? m[11]].map(Number) as [number, number, number];
  const date = fromParts(y, mo, d);
  return date ? good(date) : bad(`“${t}”这一天不存在`);
}

/** The day of these parts, or undefined where it does not exist (month 1–12). */
export function fromParts(year: number, month: number, day: number): PlainDate | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2200 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined;
  return at.toISOString().slice(0, 10) as PlainDate;
}

/** A day that the program itself wrote, e.g. `day('2026-11-23')`; throws where it does not exist. */
export function day(text: string): PlainDate {
  const parsed = parsePlainDate(text);
  if (!parsed.ok) throw new RangeError(parsed.why);
  return parsed.value;
}

/** The day that an instant falls on in Asia/Shanghai (UTC+8, no daylight saving since 1991). */
export function dayOf(instant: Date): PlainDate {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) as PlainDate;
}

/** The instant at which a clock in Asia/Shanghai shows this day and hour. */
export function instantOf(date: PlainDate, hour = 0, minute = 0): Date {
  return new Date(utc(date) + (hour - 8) * 3_600_000 + minute * 60_000);
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(utc(date) + days * dayMs).toISOString().slice(0, 10) as PlainDate;
}

/** The corresponding day `months` later, or the month's last day where there is none (民法典 Art. 202). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(y, m - 1 + months + 1, 0));
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(d, last.getUTCDate()))).toISOString().slice(0, 10) as PlainDate;
}

/** Calendar days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((utc(to) - utc(from)) / dayMs);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(date: PlainDate): number {
  return new Date(utc(date)).getUTCDay() || 7;
}

export const yearOf = (date: PlainDate): number => Number(date.slice(0, 4));

/** "2026年11月23日", as official papers write it (GB/T 9704: Arabic numerals, no leading zero). */
export function formatDate(date: PlainDate): string {
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  return `${y}年${m}月${d}日`;
}

/** Whole years of age on a day. */
export function ageOn(born: PlainDate, on: PlainDate): number {
  const years = yearOf(on) - yearOf(born);
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}

const utc = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`);
