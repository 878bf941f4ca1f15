import type { ComponentChildren, VNode } from 'preact';
import type { Fen } from '../../values/money.js';
import { Money } from './money.js';

/** One link of the chain that money goes through. */
export interface MoneyLink {
  readonly label: string;
  readonly fen: Fen | null;
  /** What hinders it here, e.g. 晚 12 天. */
  readonly trouble?: string | undefined;
  readonly note?: ComponentChildren;
}

/** 应拨 → 已拨 → 专户余额 → 应发 → 已发 → 退票 on one line, with the trouble at the link where it is. */
export function MoneyLine({ label, links }: { label: string; links: readonly MoneyLink[] }): VNode {
  return (
    <ol class="money-line" aria-label={label}>
      {links.map((link) => (
        <li class={link.trouble ? 'money-link money-link-trouble' : 'money-link'} key={link.label}>
          <span class="money-link-label">{link.label}</span>
          <span class="money-link-amount">
            <Money fen={link.fen} />
          </span>
          {link.trouble && <span class="money-link-note ink-red">{link.trouble}</span>}
          {link.note && <span class="money-link-note">{link.note}</span>}
        </li>
      ))}
    </ol>
  );
}
