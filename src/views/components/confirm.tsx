import type { ComponentChildren, VNode } from 'preact';
import { blankForm, type FormState } from '../form-state.js';
import { Button } from './button.js';
import { CodeField } from './code-field.js';
import { Form } from './form.js';

export interface ConfirmProps {
  /** The first step: what one is about to do, e.g. 撤销此指令书. */
  readonly label: string;
  /** What will come of it, before the second step. */
  readonly warning: ComponentChildren;
  /** The second step, e.g. 确认撤销. */
  readonly button: string;
  readonly action: string;
  readonly csrf: string;
  readonly form?: FormState;
  readonly hidden?: Readonly<Record<string, string>>;
  /** Fields, such as a reason. */
  readonly children?: ComponentChildren;
}

/** A grave action in two steps, without a script: the first opens, the second acts. Open at once where it has errors. */
export function Confirm({ label, warning, button, action, csrf, form = blankForm, hidden, children }: ConfirmProps): VNode {
  return (
    <details class="confirm" open={form.issues.length > 0} data-module="close-on-escape">
      <summary>{label}</summary>
      <div class="confirm-body">
        <Form action={action} csrf={csrf} form={form} hidden={hidden}>
          <div class="confirm-warning">{warning}</div>
          {children}
          <CodeField />
          <Button look="danger">{button}</Button>
        </Form>
      </div>
    </details>
  );
}
