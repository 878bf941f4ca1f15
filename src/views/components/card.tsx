import type { ComponentChildren, VNode } from 'preact';

export interface CardProps {
  readonly title: ComponentChildren;
  /** Where the title leads. */
  readonly href?: string;
  readonly children?: ComponentChildren;
}

/** One thing among several of its kind. */
export function Card({ title, href, children }: CardProps): VNode {
  return (
    <article class="card">
      <h3 class="card-title">{href ? <a href={href}>{title}</a> : title}</h3>
      {children && <div class="card-body">{children}</div>}
    </article>
  );
}

/** Cards side by side, as many as fit. */
export function Cards({ children }: { children: ComponentChildren }): VNode {
  return <div class="cards">{children}</div>;
}
