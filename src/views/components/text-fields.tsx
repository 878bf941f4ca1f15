import type { VNode } from 'preact';
import { parsePeriod } from '../../values/period.js';
import { parsePlainDate } from '../../values/plain-date.js';
import { Field, type FieldProps, type FieldWidth } from './field.js';

export interface TextFieldProps extends FieldProps {
  /** Hides what is typed; a password is never filled in again. */
  readonly password?: boolean;
  readonly width?: FieldWidth;
  /** HTML autocomplete token, e.g. `username`; off unless given, since desks are shared. */
  readonly autocomplete?: string;
  readonly inputMode?: 'numeric' | 'decimal' | 'tel' | 'text';
  readonly maxLength?: number;
  /** A unit behind the control. */
  readonly suffix?: string;
}

/** One line of text. */
export function TextField({ password, width = 'medium', autocomplete = 'off', inputMode, maxLength, suffix, ...field }: TextFieldProps): VNode {
  return (
    <Field {...field}>
      {(control, value) => {
        const props = { ...control, class: `input input-${width}`, autocomplete, inputMode, maxLength, spellcheck: false };
        const input = password ? <input {...props} type="password" /> : <input {...props} type="text" value={value} />;
        return suffix ? <Suffixed suffix={suffix}>{input}</Suffixed> : input;
      }}
    </Field>
  );
}

/** An amount in yuan, typed as people write it. */
export function AmountField(field: FieldProps): VNode {
  return (
    <Field {...field}>
      {(control, value) => (
        <Suffixed suffix="元">
          <input {...control} value={value} class="input input-amount" type="text" inputMode="decimal" autocomplete="off" />
        </Suffixed>
      )}
    </Field>
  );
}

function Suffixed({ suffix, children }: { suffix: string; children: VNode }): VNode {
  return (
    <span class="suffixed">
      {children}
      <span class="suffix">{suffix}</span>
    </span>
  );
}

/** A day. Where a picker could not show what was typed, a plain control keeps it. */
export function DateField(field: FieldProps): VNode {
  return (
    <Field {...field}>
      {(control, value) => {
        const props = { ...control, value, class: 'input input-date', placeholder: '2026-11-23', autocomplete: 'off' };
        const parsed = parsePlainDate(value);
        return value === '' || (parsed.ok && parsed.value === value) ? <input {...props} type="date" /> : <input {...props} type="text" />;
      }}
    </Field>
  );
}

/** A month; a browser without a picker shows a plain control with the form to write. */
export function MonthField(field: FieldProps): VNode {
  return (
    <Field {...field}>
      {(control, value) => {
        const props = { ...control, value, class: 'input input-date', placeholder: '2026-08', autocomplete: 'off' };
        const parsed = parsePeriod(value);
        return value === '' || (parsed.ok && parsed.value === value) ? <input {...props} type="month" /> : <input {...props} type="text" />;
      }}
    </Field>
  );
}

export interface TextAreaProps extends FieldProps {
  /** Lines shown. */
  readonly rows?: number;
  readonly maxLength?: number;
}

/** Several lines of text. HTML swallows a line break right after the opening tag, so one that was typed there is written twice. */
export function TextArea({ rows = 4, maxLength, ...field }: TextAreaProps): VNode {
  return (
    <Field {...field}>
      {(control, value) => <textarea {...control} value={/^[\r\n]/u.test(value) ? `\n${value}` : value} class="input input-long" rows={rows} maxLength={maxLength} />}
    </Field>
  );
}

export interface FileFieldProps extends FieldProps {
  /** HTML accept list, e.g. `.xlsx,.xls,.csv`. */
  readonly accept?: string;
}

/** One file. With scripts, its name and size are shown once chosen. */
export function FileField({ accept, ...field }: FileFieldProps): VNode {
  return (
    <Field {...field}>
      {(control) => (
        <div class="file" data-module="file-preview">
          <input {...control} type="file" accept={accept} />
        </div>
      )}
    </Field>
  );
}
