import type { ComponentChildren, VNode } from 'preact';
import { FormContext, type FormState } from '../form-state.js';
import { ErrorSummary } from './error-summary.js';
import { Hidden } from './form.js';

export interface FilterBarProps {
  /** The page itself: the filter is part of its address. */
  readonly action: string;
  readonly form: FormState;
  /** Sent along unseen, e.g. the sorting. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** The page without a filter. */
  readonly resetHref: string;
  /** Downloads what the filter finds. */
  readonly exportHref?: string;
  readonly children: ComponentChildren;
}

/** The fields above a table that decide what it shows. */
export function FilterBar({ action, form, hidden, resetHref, exportHref, children }: FilterBarProps): VNode {
  return (
    <form class="filter-bar" method="get" action={action} role="search" noValidate>
      <Hidden values={hidden} />
      <ErrorSummary form={form} />
      <div class="filter-fields">
        <FormContext.Provider value={form}>{children}</FormContext.Provider>
        <div class="filter-actions">
          <button type="submit" class="button button-primary">
            查询
          </button>
          <a class="button button-secondary" href={resetHref}>
            重置
          </a>
        </div>
        {exportHref && (
          <a class="filter-export" href={exportHref} download>
            导出当前筛选
          </a>
        )}
      </div>
    </form>
  );
}
