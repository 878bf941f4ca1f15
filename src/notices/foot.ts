import { create } from 'qrcode';
import type { PaperContext } from './context.js';
import type { FontSet } from './fonts.js';
import { baseline, blockWidth, bodySize, bottom, left, mm, right } from './geometry.js';
import { fitLine } from './lines.js';
import type { Pen } from './pen.js';

const codeSize = 16 * mm;
const codeTop = bottom + 4.5 * mm;

/** "— 1 —" at the outer edge. */
export function drawPageNumber(pen: Pen, page: number, fonts: FontSet): void {
  const number = fitLine(`— ${page} —`, { role: 'song', size: 14 }, blockWidth, fonts);
  const x = page % 2 === 1 ? right - bodySize - number.width : left + bodySize;
  pen.text(number, x, bottom + 7 * mm + 5);
}

/** Outside the print area: the page's number, the paper's number and data hash, and on the first page the code that leads to the check page. */
export function drawFoot(pen: Pen, context: PaperContext, page: number, fonts: FontSet): void {
  drawPageNumber(pen, page, fonts);

  const mark = fitLine(`${context.number}  数据摘要 ${context.dataHash.slice(0, 16)}`, { role: 'hei', size: 7 }, blockWidth / 2, fonts);
  pen.text(mark, right - mark.width, bottom + 26.5 * mm);

  if (page > 1) return;
  pen.fill(squares(context.checkUrl, left, codeTop, codeSize));
  const words = [`核验码 ${context.checkCode}  扫码或者登录下列网址核验本文书`, context.checkUrl];
  words.forEach((text, i) => {
    const line = fitLine(text, { role: 'hei', size: 7 }, blockWidth / 2 - 4 * mm, fonts);
    pen.text(line, left, baseline(codeTop + codeSize + 1 * mm + i * 9.5, 9.5, 7));
  });
}

/** The dark modules of a QR code, one rectangle for each run in a row. */
function* squares(text: string, x: number, y: number, size: number): Generator<[number, number, number, number]> {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const cell = size / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let from = 0; from < modules.size; ) {
      let to = from;
      while (to < modules.size && modules.get(row, to)) to += 1;
      if (to > from) yield [x + from * cell, y + row * cell, (to - from) * cell, cell];
      from = Math.max(to, from + 1);
    }
  }
}
