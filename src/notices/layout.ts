import type { Pen } from './pen.js';
import { blockHeight } from './geometry.js';

/** A strip of the page that is never split: a line of text, a row of a table, a slip. Heights in points. */
export interface Box {
  readonly height: number;
  /** `y` is the strip's upper edge. */
  draw(pen: Pen, y: number): void;
  /** Stands on the same page as the next strip. */
  readonly withNext?: boolean;
  /** An empty line: dropped at the top of a page. */
  readonly blank?: boolean;
  /** Begins a page. */
  readonly fresh?: boolean;
  /** Drawn again above this strip where it is the first of a page: a table's header. */
  readonly header?: Box;
}

/** A strip and where its upper edge stands, in points from the top of the print area. */
export interface PlacedBox {
  readonly box: Box;
  readonly y: number;
}

/** Fills pages of the print area's height from the top; strips held together by `withNext` move to the next page together. */
export function paginate(boxes: readonly Box[], height: number = blockHeight): PlacedBox[][] {
  const pages: PlacedBox[][] = [[]];
  let used = 0;
  for (let i = 0; i < boxes.length; ) {
    const group = groupAt(boxes, i);
    const first = group[0]!;
    const needed = group.reduce((sum, box) => sum + box.height, 0);
    let page = pages[pages.length - 1]!;
    if (page.length > 0 && (first.fresh || used + needed > height + 0.01) && !(first.blank && group.length === 1)) {
      page = [];
      pages.push(page);
      used = 0;
    }
    // A group that is itself taller than a page is let go of: its first strip is placed, the others are looked at anew.
    const placed = needed > height ? [first] : group;
    for (const box of placed) {
      if (page.length === 0 && box.blank) continue;
      const tooTall = used + box.height > height + 0.01;
      if (box.blank && tooTall) continue;
      if (page.length === 0 && box.header) {
        page.push({ box: box.header, y: 0 });
        used = box.header.height;
      }
      page.push({ box, y: used });
      used += box.height;
    }
    i += placed.length;
  }
  return pages;
}

/** The strip at `from` and those that must share its page. */
function groupAt(boxes: readonly Box[], from: number): Box[] {
  let to = from + 1;
  while (boxes[to - 1]!.withNext && to < boxes.length && !boxes[to]!.fresh) to += 1;
  return boxes.slice(from, to);
}
