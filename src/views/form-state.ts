import { createContext } from 'preact';
import type { Issue } from '../values/refusal.js';

/** What was typed into a form and what is wrong with it. The same form is shown again with both until it is right. */
export interface FormState {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly issues: readonly Issue[];
  /** Keeps the fields of several forms on one page apart; needed only there. */
  readonly formId?: string;
}

export const blankForm: FormState = { values: {}, issues: [] };

/** The form around a field; a field finds its own value and errors in it by name. */
export const FormContext = createContext<FormState>(blankForm);

/** The field that an issue belongs to: `kinds.0` is an item of the field `kinds`. */
const fieldOf = (path: string): string => path.replace(/(?:\.\d+)+$/u, '');

/** The element id of a field, which a line of the error summary links to. */
export const fieldId = (form: FormState, path: string): string => `${form.formId ?? 'field'}-${fieldOf(path).replaceAll('.', '-')}`;

/** A field's own part of the form. */
export function fieldState(form: FormState, name: string): { id: string; values: readonly string[]; errors: readonly string[] } {
  const raw = Object.hasOwn(form.values, name) ? form.values[name] : undefined;
  return {
    id: fieldId(form, name),
    values: raw === undefined ? [] : typeof raw === 'string' ? [raw] : raw,
    errors: form.issues.filter((issue) => issue.path === name || fieldOf(issue.path) === name).map((issue) => issue.message),
  };
}
