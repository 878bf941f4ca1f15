import type { VNode } from 'preact';

export interface PagerProps {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Rows in all pages. */
  readonly total: number;
  /** Sizes to choose from. */
  readonly pageSizes?: readonly number[];
  href(page: number, pageSize: number): string;
}

/** Where in a long table one is, and the way to the rest. */
export function Pager({ page, pageSize, total, pageSizes = [20, 50, 100], href }: PagerProps): VNode {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return (
    <nav class="pager" aria-label="分页">
      <p class="pager-total">
        共 <strong>{total}</strong> 条{pages > 1 && `，第 ${page} / ${pages} 页`}
      </p>
      {pages > 1 && (
        <ul class="pager-pages">
          {page > 1 && <PageLink href={href(page - 1, pageSize)} label="上一页" />}
          {near(page, pages).flatMap((n, i, shown) => [
            i > 0 && n - shown[i - 1]! > 1 && <li class="pager-gap">…</li>,
            <PageLink href={href(n, pageSize)} label={String(n)} current={n === page} />,
          ])}
          {page < pages && <PageLink href={href(page + 1, pageSize)} label="下一页" />}
        </ul>
      )}
      {total > Math.min(...pageSizes) && (
        <ul class="pager-sizes" aria-label="每页条数">
          {pageSizes.map((size) => (
            <PageLink key={size} href={href(1, size)} label={`${size} 条`} current={size === pageSize} />
          ))}
        </ul>
      )}
    </nav>
  );
}

function PageLink({ href, label, current }: { href: string; label: string; current?: boolean }): VNode {
  return (
    <li>
      <a href={href} aria-current={current ? 'true' : undefined}>
        {label}
      </a>
    </li>
  );
}

/** The first, the last, and those around the current page. */
const near = (page: number, pages: number): number[] =>
  [...new Set([1, page - 2, page - 1, page, page + 1, page + 2, pages])].filter((n) => n >= 1 && n <= pages).sort((a, b) => a - b);
