import type { VNode } from 'preact';
import type { PlainDate } from '../../values/plain-date.js';
import type { CountdownProps } from './countdown.js';
import { DateText } from './date-text.js';
import { StatusTag } from './status-tag.js';

export interface DueProps {
  readonly on: PlainDate | null;
  /** Nothing once the thing is done. */
  readonly left: CountdownProps | null;
  /** Reckoned without the holidays of its year: they are not known yet. */
  readonly provisional: boolean;
}

/** A deadline with what is left until it; a dash where nothing is due. */
export function Due({ on, left, provisional }: DueProps): VNode {
  if (!on) return <span class="none">—</span>;
  return (
    <>
      <DateText date={on} {...(left ? { left } : {})} /> {provisional && <StatusTag word={{ text: '暂定', tone: 'grey' }} />}
    </>
  );
}
