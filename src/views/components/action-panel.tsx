import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '../form-state.js';
import type { Word } from '../words.js';
import { Button, ButtonRow, type ButtonLook } from './button.js';
import { DateText } from './date-text.js';
import type { CountdownProps } from './countdown.js';
import { Form } from './form.js';
import { StatusTag } from './status-tag.js';
import { TextArea } from './text-fields.js';
import type { PlainDate } from '../../values/plain-date.js';

/** A decision that the reader may take now. */
export interface Choice {
  readonly label: string;
  /** Where the panel's form goes with this decision. */
  readonly action: string;
  readonly look?: ButtonLook;
  /** What the form sends with this decision only. */
  readonly sends?: { readonly name: string; readonly value: string } | undefined;
}

export interface ActionPanelProps {
  readonly title?: string;
  readonly state: Word;
  /** What happens next and who does it, in one sentence. */
  readonly next: ComponentChildren;
  readonly due?: { readonly date: PlainDate; readonly left: CountdownProps };
  readonly csrf: string;
  readonly form: FormState;
  /** 同意, 退回, 转办 and so on; none where it is not the reader's turn. */
  readonly choices: readonly Choice[];
  /** The opinion that goes with every decision; the field is called `opinion`. */
  readonly opinion?: { readonly label?: string; readonly hint?: string; readonly optional?: boolean };
  readonly hidden?: Readonly<Record<string, string>>;
  /** Further fields of the decision, e.g. 转办给. */
  readonly fields?: ComponentChildren;
  /** Under the form: grave actions in a Confirm of their own, links to papers. */
  readonly children?: ComponentChildren;
}

/** State, next step and the decisions of the reader, with one opinion for whichever is taken. */
export function ActionPanel({ title = '办理', state, next, due, csrf, form, choices, opinion, hidden, fields, children }: ActionPanelProps): VNode {
  return (
    <section class="section action-panel">
      <div class="section-head">
        <h2>{title}</h2>
        <StatusTag word={state} />
      </div>
      <p class="action-next">{next}</p>
      {due && (
        <p class="action-due">
          办理期限 <DateText date={due.date} left={due.left} />
        </p>
      )}
      {choices[0] && (
        <Form action={choices[0].action} otherActions={choices.slice(1).map((c) => c.action)} csrf={csrf} form={form} hidden={hidden}>
          {fields}
          {opinion && (
            <TextArea name="opinion" label={opinion.label ?? '办理意见'} hint={opinion.hint} optional={opinion.optional ?? false} rows={3} maxLength={500} />
          )}
          <ButtonRow>
            {choices.map((choice, i) => (
              <Button key={choice.label} look={choice.look ?? (i === 0 ? 'primary' : 'secondary')} formAction={choice.action} {...choice.sends}>
                {choice.label}
              </Button>
            ))}
          </ButtonRow>
        </Form>
      )}
      {children}
    </section>
  );
}
