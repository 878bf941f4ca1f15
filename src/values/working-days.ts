import { addDays, weekday, yearOf, type PlainDate } from './plain-date.js';

/** A day on which the State Council's yearly notice departs from Monday–Friday: a holiday, or a weekend day worked in exchange. */
export interface CalendarDay {
  readonly day: PlainDate;
  readonly kind: 'holiday' | 'workday';
  readonly name: string;
}

/** A deadline or pay day falls in a year whose holiday notice has not been entered. */
export class CalendarUnknown extends Error {
  constructor(readonly year: number) {
    super(`${year} 年的放假安排尚未录入，无法推算工作日`);
  }
}

/**
 * 工作日: the working-day calendar. It refuses every question about a year that it has no notice for,
 * since a guessed holiday makes a wrong legal deadline.
 */
export class WorkingDays {
  readonly #kind = new Map<PlainDate, CalendarDay['kind']>();
  readonly #years: ReadonlySet<number>;

  /** `years`: those whose notice is complete in `days`. */
  constructor(days: Iterable<CalendarDay>, years: Iterable<number>) {
    for (const d of days) this.#kind.set(d.day, d.kind);
    this.#years = new Set(years);
  }

  knows(year: number): boolean {
    return this.#years.has(year);
  }

  isWorkday(date: PlainDate): boolean {
    const year = yearOf(date);
    if (!this.#years.has(year)) throw new CalendarUnknown(year);
    const kind = this.#kind.get(date);
    return kind ? kind === 'workday' : weekday(date) <= 5;
  }

  /** The `count`-th working day after `from`; the trigger day itself is not counted (行政处罚法 Art. 85, 民法典 Art. 201). */
  add(from: PlainDate, count: number): PlainDate {
    if (!Number.isInteger(count) || count < 0 || count > 1_000) throw new RangeError('working days: 0 to 1,000');
    let date = from;
    for (let left = count; left > 0; ) {
      date = addDays(date, 1);
      if (this.isWorkday(date)) left -= 1;
    }
    return date;
  }

  /** End of a term of calendar days: the last day moves forward to a working day (民事诉讼法 Art. 85, 民法典 Art. 203). */
  rollForward(date: PlainDate): PlainDate {
    let d = date;
    while (!this.isWorkday(d)) d = addDays(d, 1);
    return d;
  }

  /** Pay day: the last working day on or before it (保障农民工工资支付条例 Art. 14). */
  rollBackward(date: PlainDate): PlainDate {
    let d = date;
    while (!this.isWorkday(d)) d = addDays(d, -1);
    return d;
  }

  /** Working days after `from`, up to and including `to`; negative where `to` is earlier. */
  between(from: PlainDate, to: PlainDate): number {
    if (to < from) return -this.between(to, from);
    let count = 0;
    for (let d = from; d < to; ) {
      d = addDays(d, 1);
      if (this.isWorkday(d)) count += 1;
    }
    return count;
  }
}
