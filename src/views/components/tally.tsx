import type { ComponentChildren, VNode } from 'preact';
import type { Tone } from '../words.js';

export interface TallyItem {
  readonly label: string;
  readonly value: ComponentChildren;
  /** The rows behind the figure. */
  readonly href?: string;
  readonly note?: ComponentChildren;
  /** Colours the figure; its label must say why. */
  readonly tone?: Tone | undefined;
}

/** A row of figures, each leading to what it counts. */
export function Tally({ items }: { items: readonly TallyItem[] }): VNode {
  return (
    <ul class="tally">
      {items.map((item) => {
        const body = (
          <>
            <span class="tally-label">{item.label}</span>
            <span class={item.tone ? `tally-value ink-${item.tone}` : 'tally-value'}>{item.value}</span>
            {item.note && <span class="tally-note">{item.note}</span>}
          </>
        );
        return (
          <li key={item.label}>
            {item.href ? (
              <a class="tally-item" href={item.href}>
                {body}
              </a>
            ) : (
              <span class="tally-item">{body}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
