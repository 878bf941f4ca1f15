import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { FormContext, fieldState } from '../form-state.js';

/** How wide a control is: as wide as what belongs into it. */
export type FieldWidth = 'short' | 'medium' | 'long';

/** What every field has. */
export interface FieldProps {
  /** Name in the form; also where the field finds its value and errors. */
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** Marked 选填; what is not marked must be filled in. */
  readonly optional?: boolean;
}

/** The attributes that tie a control to its field. */
export interface Control {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface FieldBoxProps extends FieldProps {
  /** Several controls under one label (radios, checkboxes) are a fieldset with a legend. */
  readonly group?: boolean;
  /** Draws the control: its attributes, what was typed, and all of it where several may be chosen. */
  readonly children: (control: Control, value: string, values: readonly string[]) => ComponentChildren;
}

/** Label, hint, error and control, tied together for screen readers. */
export function Field({ name, label, hint, optional, group, children }: FieldBoxProps): VNode {
  const { id, values, errors } = fieldState(useContext(FormContext), name);
  const invalid = errors.length > 0;
  const describedBy = [hint ? `${id}-hint` : '', invalid ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  const words = (
    <>
      {label}
      {optional && <span class="field-optional">选填</span>}
    </>
  );
  const below = (
    <>
      {hint && (
        <div class="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {invalid && (
        <p class="field-error" id={`${id}-error`}>
          {errors.map((message, i) => (
            <span key={i}>{message}</span>
          ))}
        </p>
      )}
    </>
  );
  const control = children({ id, name, 'aria-describedby': describedBy, 'aria-invalid': invalid || undefined }, values[0] ?? '', values);
  const box = `field${invalid ? ' field-wrong' : ''}`;
  return group ? (
    <fieldset class={box} aria-describedby={describedBy}>
      <legend class="field-label">{words}</legend>
      {below}
      {control}
    </fieldset>
  ) : (
    <div class={box}>
      <label class="field-label" for={id}>
        {words}
      </label>
      {below}
      {control}
    </div>
  );
}

export interface FieldGroupProps {
  readonly legend: string;
  readonly hint?: ComponentChildren;
  /** Short fields side by side where the screen allows. */
  readonly columns?: 1 | 2 | 3;
  readonly children: ComponentChildren;
}

/** Fields that belong together, under one legend. */
export function FieldGroup({ legend, hint, columns = 1, children }: FieldGroupProps): VNode {
  return (
    <fieldset class="field-group">
      <legend>{legend}</legend>
      {hint && <p class="field-hint">{hint}</p>}
      <div class={`field-columns field-columns-${columns}`}>{children}</div>
    </fieldset>
  );
}
