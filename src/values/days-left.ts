import { daysBetween, type PlainDate } from './plain-date.js';
import { CalendarUnknown, type WorkingDays } from './working-days.js';

export interface DaysLeft {
  /** 0 on the day itself, negative once it has passed. */
  readonly days: number;
  readonly unit: '个工作日' | '天';
}

/** How long is left until a deadline: in working days, or in days where it reaches a year whose holidays are not known yet. */
export function daysLeft(calendar: WorkingDays, today: PlainDate, due: PlainDate): DaysLeft {
  try {
    return { days: calendar.between(today, due), unit: '个工作日' };
  } catch (error) {
    if (!(error instanceof CalendarUnknown)) throw error;
    return { days: daysBetween(today, due), unit: '天' };
  }
}
