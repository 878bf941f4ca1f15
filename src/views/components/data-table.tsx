import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';

export type SortDirection = 'asc' | 'desc';

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  /** Amounts and counts stand at the end. */
  readonly align?: 'start' | 'end';
  /** Offers sorting by this column, through the table's `sort`. */
  readonly sort?: boolean;
  /** Keeps codes and dates on one line. */
  readonly nowrap?: boolean;
  cell(row: Row): ComponentChildren;
}

/** How a table is sorted, and the address that sorts it otherwise. */
export interface Sort {
  readonly by: string;
  readonly direction: SortDirection;
  href(by: string, direction: SortDirection): string;
}

export interface DataTableProps<Row> {
  /** What the rows are; read out before the table, and shown above it unless `captionHidden`. */
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What stands in place of no rows: usually an EmptyState. */
  readonly empty: ComponentChildren;
  readonly sort?: Sort;
  /** The page of a row; the first column becomes the link, so its cell is text without a link. */
  rowHref?(row: Row): string;
  /** The sums under the table, by column key. */
  readonly foot?: Readonly<Record<string, ComponentChildren>>;
  /** On a phone each row becomes a card; `scroll` keeps the table for figures that are compared down a column. */
  readonly phone?: 'cards' | 'scroll';
}

/**
 * A dense table. Rows that become cards keep their table roles, which `display: block` would take from them;
 * the div in each cell holds its content together beside the label that the style sheet writes before it.
 */
export function DataTable<Row>({ caption, captionHidden, columns, rows, empty, sort, rowHref, foot, phone = 'cards' }: DataTableProps<Row>): VNode {
  const captionId = useId();
  if (rows.length === 0) return <>{empty}</>;
  return (
    <div class={`table-box table-${phone}`} role="region" aria-labelledby={captionId} tabIndex={0} data-module="row-keys">
      <table class="table" role="table">
        <caption id={captionId} class={captionHidden ? 'visually-hidden' : undefined}>
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, r) => (
            <tr role="row" key={r}>
              {columns.map((column, c) => (
                <td role="cell" key={column.key} class={cellClass(column)} data-label={column.head}>
                  <div>
                    {c === 0 && rowHref ? (
                      <a class="row-link" href={rowHref(row)}>
                        {column.cell(row)}
                      </a>
                    ) : (
                      column.cell(row)
                    )}
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <td role="cell" key={column.key} class={cellClass(column)} data-label={column.head}>
                  {Object.hasOwn(foot, column.key) && <div>{foot[column.key]}</div>}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort: Sort | undefined }): VNode {
  const direction = sort?.by === column.key ? sort.direction : undefined;
  return (
    <th role="columnheader" scope="col" class={cellClass(column)} aria-sort={direction && (direction === 'asc' ? 'ascending' : 'descending')}>
      {sort && column.sort ? (
        <a class="sort" href={sort.href(column.key, direction === 'asc' ? 'desc' : 'asc')}>
          {column.head}
          <span class="sort-mark" aria-hidden="true">
            {direction === 'asc' ? '↑' : direction === 'desc' ? '↓' : '↕'}
          </span>
        </a>
      ) : (
        column.head
      )}
    </th>
  );
}

const cellClass = <Row,>({ align, nowrap }: Column<Row>): string | undefined =>
  [align === 'end' ? 'end' : '', nowrap || align === 'end' ? 'nowrap' : ''].filter(Boolean).join(' ') || undefined;
