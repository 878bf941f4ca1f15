import type { FontSet, Role } from './fonts.js';
import { ascent, blockWidth, left } from './geometry.js';
import type { Box } from './layout.js';
import { breakLines, fitLine, type Line } from './lines.js';

/** One cell of a ruled row; `width` is its share of the row, of whatever sum. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly role?: Role;
  /** A line at the cell's lower right, under the text: who signed and when. */
  readonly foot?: string;
}

export interface RowOptions {
  /** Size of the text in points. */
  readonly size: number;
  readonly minHeight?: number;
  readonly shaded?: boolean;
}

export interface Column {
  readonly head: string;
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly role?: Role;
}

/** Clear space at both sides of a cell's text, in em. */
const paddingEm = 0.33;
const paddingY = 3;
const leading = 1.36;

/** A ruled row across the print area, as tall as its tallest cell. */
export function row(cells: readonly Cell[], fonts: FontSet, options: RowOptions): Box {
  const { size } = options;
  const total = cells.reduce((sum, cell) => sum + cell.width, 0);
  const lead = size * leading;
  const paddingX = size * paddingEm;
  let x = left;
  const set = cells.map((cell) => {
    const width = (blockWidth * cell.width) / total;
    const style = { role: cell.role ?? 'song', size } as const;
    const lines = cell.text.split('\n').flatMap((part) => breakLines(part, style, width - 2 * paddingX, fonts));
    const foot = cell.foot === undefined ? undefined : fitLine(cell.foot, style, width - 2 * paddingX, fonts);
    const at = x;
    x += width;
    return { cell, x: at, width, lines, foot };
  });
  const tallest = Math.max(...set.map(({ lines, foot }) => (lines.length + (foot ? 1.5 : 0)) * lead));
  const height = Math.max(tallest + 2 * paddingY, options.minHeight ?? 0);
  return {
    height,
    draw(pen, y) {
      if (options.shaded) pen.fill([[left, y, blockWidth, height]], '0.94 g');
      for (const part of set) {
        pen.frame(part.x, y, part.width, height, 0.6);
        const room = part.foot ? height - 1.5 * lead : height;
        let lineTop = y + (room - part.lines.length * lead) / 2;
        for (const line of part.lines) {
          pen.text(line, part.x + paddingX + slack(line, part.width - 2 * paddingX, part.cell.align), lineTop + (lead - size) / 2 + ascent * size);
          lineTop += lead;
        }
        if (part.foot) pen.text(part.foot, part.x + part.width - paddingX - part.foot.width, y + height - paddingY - (1 - ascent) * size - 2);
      }
    },
  };
}

/**
 * A ruled table: the header is repeated on every page, a row is never split, and the last row never stands alone.
 * `closing` rows (the sum) have their own cells.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], closing: readonly (readonly Cell[])[], fonts: FontSet, size: number): Box[] {
  const header: Box = { ...row(columns.map((c) => ({ text: c.head, width: c.width, align: 'center', role: 'hei' })), fonts, { size, minHeight: 22, shaded: true }), withNext: true };
  const body = [
    ...rows.map((texts) => row(columns.map((c, i) => ({ ...c, text: texts[i] ?? '' })), fonts, { size, minHeight: 19 })),
    ...closing.map((cells) => row(cells, fonts, { size, minHeight: 22 })),
  ];
  const held = Math.max(body.length - 1 - Math.max(closing.length, 1), 0);
  return [header, ...body.map((box, i) => ({ ...box, header, withNext: i >= held && i < body.length - 1 }))];
}

export function slack(line: Line, width: number, align: 'left' | 'center' | 'right' = 'left'): number {
  if (align === 'left') return 0;
  return align === 'right' ? width - line.width : (width - line.width) / 2;
}
