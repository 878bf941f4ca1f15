import type { VNode } from 'preact';
import { dayOf, formatDate, type PlainDate } from '../../values/plain-date.js';
import { formatPeriod, type Period } from '../../values/period.js';
import { Countdown, type CountdownProps } from './countdown.js';

export interface DateTextProps {
  readonly date: PlainDate | null | undefined;
  /** 2026年11月23日 for running text; 2026-11-23 in tables. */
  readonly long?: boolean;
  /** What is left until then; nothing once the thing is done. */
  readonly left?: CountdownProps;
}

export function DateText({ date, long, left }: DateTextProps): VNode {
  if (!date) return <span class="none">—</span>;
  return (
    <span class="date">
      <time dateTime={date}>{long ? formatDate(date) : date}</time>
      {left && (
        <>
          {' '}
          <Countdown {...left} />
        </>
      )}
    </span>
  );
}

/** An instant as a clock in China shows it, to the minute. */
export function TimeText({ at }: { at: Date | null | undefined }): VNode {
  if (!at) return <span class="none">—</span>;
  const clock = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return (
    <time class="date" dateTime={at.toISOString()}>
      {dayOf(at)} {clock}
    </time>
  );
}

/** A wage month, 2026年8月. */
export function PeriodText({ period }: { period: Period }): VNode {
  return (
    <time class="date" dateTime={period}>
      {formatPeriod(period)}
    </time>
  );
}
