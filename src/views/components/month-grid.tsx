import type { ComponentChildren, VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { Period } from '../../values/period.js';
import type { Word } from '../words.js';

export interface MonthCell {
  readonly word: Word;
  /** Under the word, e.g. 38/41 人. */
  readonly note?: string;
  readonly href?: string;
}

export interface MonthRow {
  readonly head: ComponentChildren;
  readonly href?: string;
  /** One for each month of the grid; null where the row had not begun or had ended. */
  readonly cells: readonly (MonthCell | null)[];
}

export interface MonthGridProps {
  readonly caption: string;
  readonly captionHidden?: boolean;
  /** What the rows are, e.g. 项目 or 工人. */
  readonly head: string;
  readonly months: readonly Period[];
  readonly rows: readonly MonthRow[];
}

/** Rows × months with a word in each cell; scrolls sideways inside its own box. */
export function MonthGrid({ caption, captionHidden, head, months, rows }: MonthGridProps): VNode {
  const captionId = useId();
  return (
    <div class="table-box table-scroll" role="region" aria-labelledby={captionId} tabIndex={0}>
      <table class="month-grid">
        <caption id={captionId} class={captionHidden ? 'visually-hidden' : undefined}>
          {caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {months.map((month, i) => (
              <th scope="col" key={month}>
                {(i === 0 || month.endsWith('-01')) && <span class="month-year">{month.slice(0, 4)}年</span>}
                {Number(month.slice(5))}月
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              <th scope="row">{row.href ? <a href={row.href}>{row.head}</a> : row.head}</th>
              {months.map((month, i) => (
                <GridCell key={month} cell={row.cells[i] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GridCell({ cell }: { cell: MonthCell | null }): VNode {
  if (!cell) return <td class="month-none">—</td>;
  return (
    <td class={`month-cell tone-${cell.word.tone}`}>
      {cell.href ? <a href={cell.href}>{cell.word.text}</a> : cell.word.text}
      {cell.note && <span class="month-note">{cell.note}</span>}
    </td>
  );
}
