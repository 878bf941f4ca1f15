import type { VNode } from 'preact';
import { fieldId, type FormState } from '../form-state.js';

/** Every mistake at once, each line leading to its field in the words that stand beside the field. Nothing where there is none. */
export function ErrorSummary({ form }: { form: FormState }): VNode | null {
  if (form.issues.length === 0) return null;
  const titleId = fieldId(form, 'error-summary-title');
  return (
    <div class="error-summary" role="alert" aria-labelledby={titleId} tabIndex={-1} data-module="error-summary">
      <h2 id={titleId}>{form.issues.length === 1 ? '有 1 处需要改正' : `有 ${form.issues.length} 处需要改正`}</h2>
      <ul>
        {form.issues.map((issue, i) => (
          <li key={i}>{issue.path === '' ? issue.message : <a href={`#${fieldId(form, issue.path)}`}>{issue.message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}
