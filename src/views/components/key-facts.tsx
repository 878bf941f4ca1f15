import type { ComponentChildren, VNode } from 'preact';

export interface Fact {
  readonly label: string;
  /** Nothing known is a dash. */
  readonly value: ComponentChildren;
  /** Where the fact comes from, or since when. */
  readonly note?: ComponentChildren;
  /** Over the whole width, for addresses and long names. */
  readonly wide?: boolean;
}

/** Facts about one thing, label by label. */
export function KeyFacts({ facts }: { facts: readonly Fact[] }): VNode {
  return (
    <dl class="facts">
      {facts.map((fact) => (
        <div class={fact.wide ? 'fact fact-wide' : 'fact'} key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value ?? <span class="none">—</span>}
            {fact.note && <span class="fact-note">{fact.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
