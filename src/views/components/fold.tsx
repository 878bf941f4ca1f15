import type { ComponentChildren, VNode } from 'preact';
import { blankForm, type FormState } from '../form-state.js';

export interface FoldProps {
  readonly label: string;
  /** The form inside; the fold is open at once where it has errors. */
  readonly form?: FormState;
  readonly children: ComponentChildren;
}

/** Something that is wanted now and then: one line until it is opened, without a script. */
export function Fold({ label, form = blankForm, children }: FoldProps): VNode {
  return (
    <details class="fold" open={form.issues.length > 0} data-module="close-on-escape">
      <summary>{label}</summary>
      <div class="fold-body">{children}</div>
    </details>
  );
}
