import type { ComponentChildren, VNode } from 'preact';

export interface EmptyStateProps {
  /** What is not there, e.g. 没有符合条件的项目. */
  readonly title: string;
  /** What to do about it. */
  readonly children?: ComponentChildren;
}

export function EmptyState({ title, children }: EmptyStateProps): VNode {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <div class="empty-body">{children}</div>}
    </div>
  );
}
