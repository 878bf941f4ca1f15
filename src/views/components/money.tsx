import type { VNode } from 'preact';
import { formatWan, formatYuan, type Fen } from '../../values/money.js';

export interface MoneyProps {
  /** Nothing known is a dash, never 0.00. */
  readonly fen: Fen | null | undefined;
  /** In words of 万, for headlines; the exact amount is in the title. */
  readonly wan?: boolean;
  /** Writes 元 behind the amount; in tables the heading says it. */
  readonly unit?: boolean;
}

/** An amount in yuan with thousands; digits of equal width, never broken over lines. */
export function Money({ fen, wan, unit }: MoneyProps): VNode {
  if (fen === null || fen === undefined) return <span class="none">—</span>;
  return (
    <span class={fen < 0n ? 'money money-negative' : 'money'} title={wan ? `${formatYuan(fen)} 元` : undefined}>
      {wan ? formatWan(fen) : formatYuan(fen)}
      {unit && <span class="money-unit">元</span>}
    </span>
  );
}
