import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { AskedContext } from '../form-door.js';
import { Field } from './field.js';

const label = '动态验证码';
const typing = { type: 'text', inputMode: 'numeric', autocomplete: 'one-time-code', spellcheck: false } as const;
const demoWords = (code: string): string => `演示模式：当前验证码 ${code}`;

/** The code of the second factor, where the form around it asks for one; how to come by it, where the reader has none yet. */
export function CodeField(): VNode | null {
  const { code, enrolHref, shownCode } = useContext(AskedContext);
  if (code === 'none') return null;
  if (code === 'enrol') {
    return (
      <p class="field-hint code-enrol">
        办理这一步须填动态验证码，您还没有启用：<a href={enrolHref}>启用动态验证码</a>
      </p>
    );
  }
  return (
    <Field name="code" label={label} hint={shownCode ? demoWords(shownCode) : '验证器应用当前显示的 6 位数字，或者一个恢复码'}>
      {(control) => <input {...control} {...typing} class="input input-short" maxLength={20} />}
    </Field>
  );
}

/** The same beside a single button, in one line. */
export function InlineCode(): VNode | null {
  const { code, enrolHref, shownCode } = useContext(AskedContext);
  if (code === 'none') return null;
  if (code === 'enrol') return <a href={enrolHref}>先启用动态验证码</a>;
  return (
    <label class="inline-code">
      {label}
      <input {...typing} name="code" class="input input-short" maxLength={20} />
      {shownCode && <span class="field-hint">{demoWords(shownCode)}</span>}
    </label>
  );
}
