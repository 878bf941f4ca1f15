import type { ComponentChildren, VNode } from 'preact';
import { CodeField } from './code-field.js';

export type ButtonLook = 'primary' | 'secondary' | 'danger';

export interface ButtonProps {
  readonly look?: ButtonLook;
  /** What the form sends when this button is pressed. */
  readonly name?: string;
  readonly value?: string;
  /** Sends the form to another address than the form's own. */
  readonly formAction?: string;
  readonly children: ComponentChildren;
}

/** Sends the form that it stands in. */
export function Button({ look = 'primary', name, value, formAction, children }: ButtonProps): VNode {
  return (
    <button type="submit" class={`button button-${look}`} name={name} value={value} formAction={formAction}>
      {children}
    </button>
  );
}

export interface LinkButtonProps {
  readonly href: string;
  readonly look?: 'primary' | 'secondary';
  readonly children: ComponentChildren;
}

/** A link that looks like a button: it leads on, and changes nothing. */
export function LinkButton({ href, look = 'secondary', children }: LinkButtonProps): VNode {
  return (
    <a class={`button button-${look}`} href={href}>
      {children}
    </a>
  );
}

/** The buttons at the end of a form, in one line; before them the code, where the form asks for one. */
export function ButtonRow({ children }: { children: ComponentChildren }): VNode {
  return (
    <>
      <CodeField />
      <div class="button-row">{children}</div>
    </>
  );
}

/** Prints the page; hidden where scripts do not run, since the browser's own command does the same. */
export function PrintButton(): VNode {
  return (
    <button type="button" class="button button-secondary" data-module="print" hidden>
      打印
    </button>
  );
}
