import { bad, good, halfWidth, type Parsed } from './parsed.js';
import { addDays, fromParts, type PlainDate } from './plain-date.js';

/** A wage month, "2026-08". Sorts and compares as text. */
export type Period = string & { readonly __brand: 'Period' };

/** Accepts 2026-08, 2026/8, 202608 and 2026年8月. */
export function parsePeriod(text: string): Parsed<Period> {
  const t = halfWidth(text);
  if (t === '') return bad('请填写工资所属月份');
  const m = /^(\d{4})(?:-(\d{1,2})|\/(\d{1,2})|年(\d{1,2})月份?|(\d{2}))$/u.exec(t);
  const month = Number(m?.[2] ?? m?.[3] ?? m?.[4] ?? m?.[5]);
  if (!m || !fromParts(Number(m[1]), month, 1)) return bad(`“${t.slice(0, 24)}”不是月份，请填写如 2026-08`);
  return good(`${m[1]}-${String(month).padStart(2, '0')}` as Period);
}

export function period(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new RangeError(parsed.why);
  return parsed.value;
}

export const periodOf = (date: PlainDate): Period => date.slice(0, 7) as Period;
export const firstDay = (p: Period): PlainDate => `${p}-01` as PlainDate;
export const lastDay = (p: Period): PlainDate => addDays(firstDay(addPeriods(p, 1)), -1);
export const daysIn = (p: Period): number => Number(lastDay(p).slice(8));

export function addPeriods(p: Period, months: number): Period {
  const month = Number(p.slice(0, 4)) * 12 + Number(p.slice(5)) - 1 + months;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}` as Period;
}

/** The months from `from` to `to`, both included; empty where `to` is earlier. */
export function periodsFrom(from: Period, to: Period): Period[] {
  const all: Period[] = [];
  for (let p = from; p <= to; p = addPeriods(p, 1)) all.push(p);
  return all;
}

/** "2026年8月". */
export function formatPeriod(p: Period): string {
  return `${p.slice(0, 4)}年${Number(p.slice(5))}月`;
}
