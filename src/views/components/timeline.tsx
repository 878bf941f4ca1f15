import type { ComponentChildren, VNode } from 'preact';
import type { PlainDate } from '../../values/plain-date.js';
import type { Tone } from '../words.js';
import { DateText, TimeText } from './date-text.js';

export interface TimelineEntry {
  readonly at: Date | PlainDate;
  readonly what: ComponentChildren;
  /** Who did it. */
  readonly who?: string;
  /** An opinion, a reason, a paper. */
  readonly detail?: ComponentChildren;
  readonly tone?: Tone;
}

/** What happened, latest first as the caller orders it. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }): VNode {
  return (
    <ol class="timeline">
      {entries.map((entry, i) => (
        <li class={`timeline-entry ink-${entry.tone ?? 'grey'}`} key={i}>
          <p class="timeline-when">{entry.at instanceof Date ? <TimeText at={entry.at} /> : <DateText date={entry.at} />}</p>
          <div class="timeline-what">
            <p>
              {entry.what}
              {entry.who && <span class="timeline-who">{entry.who}</span>}
            </p>
            {entry.detail && <div class="timeline-detail">{entry.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
