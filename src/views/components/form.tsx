import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { AskedContext, FormDoorContext } from '../form-door.js';
import { FormContext, type FormState } from '../form-state.js';
import { Button, type ButtonLook } from './button.js';
import { InlineCode } from './code-field.js';
import { ErrorSummary } from './error-summary.js';

export interface FormProps {
  readonly action: string;
  /** Where else its buttons lead. */
  readonly otherActions?: readonly string[];
  readonly csrf: string;
  readonly form: FormState;
  /** For a form with a file in it. */
  readonly multipart?: boolean;
  /** Sent along unseen, e.g. the version that the reader saw. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  readonly children: ComponentChildren;
}

/**
 * A form that is posted, with all its errors at the top. The browser's own checks are off: they stop at the first error.
 * The token comes first, so that a multipart reader has it before any file.
 */
export function Form({ action, otherActions = [], csrf, form, multipart, hidden, children }: FormProps): VNode {
  const asked = useContext(FormDoorContext)([action, ...otherActions]);
  return (
    <form class="form" method="post" action={action} enctype={multipart ? 'multipart/form-data' : undefined} noValidate data-module="submit-once">
      <Hidden csrf={csrf} requestKey={asked.key} values={hidden} />
      <ErrorSummary form={form} />
      <AskedContext.Provider value={asked}>
        <FormContext.Provider value={form}>{children}</FormContext.Provider>
      </AskedContext.Provider>
    </form>
  );
}

interface HiddenProps {
  readonly csrf?: string;
  readonly requestKey?: string | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** What a form sends unseen: the token that proves it came from this service, the key that makes it count once, and given values. */
export function Hidden({ csrf, requestKey, values = {} }: HiddenProps): VNode {
  return (
    <>
      {csrf !== undefined && <input type="hidden" name="_csrf" value={csrf} />}
      {requestKey !== undefined && <input type="hidden" name="_key" value={requestKey} />}
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

export interface PostButtonProps {
  readonly action: string;
  readonly csrf: string;
  readonly look?: ButtonLook;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  readonly children: ComponentChildren;
}

/** A single button that posts: an action that needs no words. */
export function PostButton({ action, csrf, look = 'secondary', hidden, children }: PostButtonProps): VNode {
  const asked = useContext(FormDoorContext)([action]);
  return (
    <form class="post-button" method="post" action={action} data-module="submit-once">
      <Hidden csrf={csrf} requestKey={asked.key} values={hidden} />
      <AskedContext.Provider value={asked}>
        <InlineCode />
      </AskedContext.Provider>
      <Button look={look}>{children}</Button>
    </form>
  );
}
