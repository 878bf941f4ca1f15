import type { VNode } from 'preact';

export interface CountdownProps {
  /** Days until the deadline, 0 on its day, negative once it has passed. */
  readonly days: number;
  /** Working days unless the term runs in calendar days. */
  readonly unit?: '个工作日' | '天';
}

/** How long is left, in words: the same for both sides. From one day before it is orange, after it red. */
export function Countdown({ days, unit = '个工作日' }: CountdownProps): VNode {
  const tone = days < 0 ? 'late' : days <= 1 ? 'near' : 'far';
  const text = days < 0 ? `已逾期 ${-days} ${unit}` : days === 0 ? '今天到期' : `${days} ${unit}后到期`;
  return <span class={`countdown countdown-${tone}`}>{text}</span>;
}
