import type { VNode } from 'preact';
import type { Option } from './choice-fields.js';
import { Hidden } from './form.js';

export interface MaskedProps {
  /** What the number is, e.g. 身份证号； named to screen readers and on the button. */
  readonly kind: string;
  /** The masked text, or the whole where it has been revealed. */
  readonly text: string;
  /** How to see the whole: a form that asks for the purpose. Left out where the reader may not. */
  readonly reveal?: {
    readonly action: string;
    readonly csrf: string;
    readonly purposes: readonly Option[];
  };
}

/** A personal number, masked. To see the whole one gives a purpose, which is kept on record. */
export function Masked({ kind, text, reveal }: MaskedProps): VNode {
  return (
    <span class="masked">
      <span class="code">{text}</span>
      {reveal && (
        <details class="masked-reveal" data-module="close-on-escape">
          <summary>
            查看<span class="visually-hidden">完整{kind}</span>
          </summary>
          <form class="masked-form" method="post" action={reveal.action} data-module="submit-once">
            <Hidden csrf={reveal.csrf} />
            <label>
              查看用途
              <select class="input input-select" name="purpose">
                {reveal.purposes.map((purpose) => (
                  <option key={purpose.value} value={purpose.value}>
                    {purpose.label}
                  </option>
                ))}
              </select>
            </label>
            <button type="submit" class="button button-secondary">
              查看完整{kind}
            </button>
            <p class="field-hint">用途、查看人和时间将记入此人档案。</p>
          </form>
        </details>
      )}
    </span>
  );
}
