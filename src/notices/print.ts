import { instantOf } from '../values/plain-date.js';
import type { Issue } from '../values/refusal.js';
import { defaultFonts, loadFonts, type NoticeFonts } from './fonts.js';
import { drawPageNumber } from './foot.js';
import { top } from './geometry.js';
import { paginate } from './layout.js';
import { Pen } from './pen.js';
import { date, parseShape, record, text, type DataOf, type Shape } from './shape.js';
import { Sheet, type SheetHead } from './sheet.js';

/** What stands on a print besides its data. Nothing is numbered and nothing kept: the records themselves are the proof. */
export const printContextShape = record('打印信息', {
  /** Whose print it is. */
  by: text('制表单位', 100),
  /** At the right of the title, e.g. the day that a report is of. */
  of: text('所属期间', 60),
  printedOn: date('打印日期'),
});

export type PrintContext = DataOf<typeof printContextShape>;

/** A kind of print for whoever draws it up: as a paper, without number, hash and check page. */
export interface PrintKind {
  readonly title: string;
  issues(data: unknown): Issue[];
  /** @throws Invalid with every mistake of data or context */
  render(data: unknown, context: PrintContext, fonts?: NoticeFonts): Buffer;
}

export function printKind<T>({ title, shape, write }: { readonly title: string; readonly shape: Shape<T>; readonly write: (sheet: Sheet<SheetHead>, data: T, context: PrintContext) => void }): PrintKind {
  return {
    title,
    issues: (data) => shape.issues(data, ''),
    render(data, context, fonts = defaultFonts) {
      const checked = parseShape(shape, data);
      const { by, of, printedOn } = parseShape(printContextShape, context);
      const set = loadFonts(fonts);
      const sheet = new Sheet<SheetHead>({ organ: { name: by }, number: of, issuedOn: printedOn }, set);
      write(sheet, checked, context);
      const pen = new Pen({ title: `${title} ${of}`, author: by, subject: title, date: instantOf(printedOn) });
      paginate(sheet.boxes).forEach((placed, i) => {
        pen.newPage();
        for (const { box, y } of placed) box.draw(pen, top + y);
        drawPageNumber(pen, i + 1, set);
      });
      return pen.finish();
    },
  };
}
