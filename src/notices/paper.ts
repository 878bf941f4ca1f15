import { instantOf } from '../values/plain-date.js';
import type { Issue } from '../values/refusal.js';
import { paperContextShape, type PaperContext } from './context.js';
import { defaultFonts, loadFonts, type NoticeFonts } from './fonts.js';
import { drawFoot } from './foot.js';
import { top } from './geometry.js';
import { paginate } from './layout.js';
import { Pen } from './pen.js';
import { parseShape, type Shape } from './shape.js';
import { Sheet } from './sheet.js';

/** A kind of paper, for whoever issues it: its name, its word in the number, what its data must be, and its picture. */
export interface PaperKind {
  readonly title: string;
  /** "询" in 儋人社监询〔2026〕1号. */
  readonly numberWord: string;
  /** What is missing or wrong in the data; empty where a paper can be made of it. */
  issues(data: unknown): Issue[];
  /**
   * The PDF. The same data, context and fonts give the same bytes.
   * @throws Invalid with every mistake of data or context; Refusal `glyph-missing` naming the characters.
   */
  render(data: unknown, context: PaperContext, fonts?: NoticeFonts): Buffer;
}

/** A kind of paper whose data is a T: `write` lays its text on the sheet. */
export function paperKind<T>(kind: {
  readonly title: string;
  readonly numberWord: string;
  readonly shape: Shape<T>;
  readonly write: (sheet: Sheet, data: T) => void;
}): PaperKind {
  const { title, numberWord, shape, write } = kind;
  return {
    title,
    numberWord,
    issues: (data) => shape.issues(data, ''),
    render(data, context, fonts = defaultFonts) {
      const checked = parseShape(shape, data);
      const { number, organ, issuedOn } = parseShape(paperContextShape, context);
      const set = loadFonts(fonts);
      const sheet = new Sheet(context, set);
      write(sheet, checked);
      const pen = new Pen({ title: `${title} ${number}`, author: organ.name, subject: number, date: instantOf(issuedOn) });
      paginate(sheet.boxes).forEach((placed, i) => {
        pen.newPage();
        for (const { box, y } of placed) box.draw(pen, top + y);
        drawFoot(pen, context, i + 1, set);
      });
      return pen.finish();
    },
  };
}
