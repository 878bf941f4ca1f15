import type { VNode } from 'preact';
import { Field, type Control, type FieldProps } from './field.js';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export interface SelectFieldProps extends FieldProps {
  readonly options: readonly Option[];
  /** Words of the choice that is none, e.g. 请选择 or 全部; without them the first option is chosen. */
  readonly blank?: string;
}

export function SelectField({ options, blank, ...field }: SelectFieldProps): VNode {
  return (
    <Field {...field}>
      {(control, value) => (
        <select {...control} class="input input-select">
          {blank !== undefined && <option value="">{blank}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export interface ChoiceFieldProps extends FieldProps {
  readonly options: readonly Option[];
  /** Side by side instead of one below the other. */
  readonly inline?: boolean;
}

/** One of a few. */
export function RadioField({ options, inline, ...field }: ChoiceFieldProps): VNode {
  return (
    <Field {...field} group>
      {(control, _value, values) => <Choices type="radio" options={options} inline={inline} control={control} values={values} />}
    </Field>
  );
}

/** Any of a few; with a single option, a declaration to tick. */
export function CheckboxField({ options, inline, ...field }: ChoiceFieldProps): VNode {
  return (
    <Field {...field} group>
      {(control, _value, values) => <Choices type="checkbox" options={options} inline={inline} control={control} values={values} />}
    </Field>
  );
}

interface ChoicesProps {
  readonly type: 'radio' | 'checkbox';
  readonly options: readonly Option[];
  readonly inline: boolean | undefined;
  readonly control: Control;
  readonly values: readonly string[];
}

/** The first choice carries the field's id, so that a line of the error summary leads to it. */
function Choices({ type, options, inline, control, values }: ChoicesProps): VNode {
  return (
    <div class={inline ? 'choices choices-inline' : 'choices'}>
      {options.map((option, i) => {
        const id = i === 0 ? control.id : `${control.id}-${i + 1}`;
        return (
          <div class="choice" key={option.value}>
            <input
              type={type}
              id={id}
              name={control.name}
              value={option.value}
              checked={values.includes(option.value)}
              aria-describedby={option.hint ? `${id}-choice` : undefined}
            />
            <label for={id}>{option.label}</label>
            {option.hint && (
              <span class="choice-hint" id={`${id}-choice`}>
                {option.hint}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
