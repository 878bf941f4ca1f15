import PDFDocument from 'pdfkit';
import type { Face } from './fonts.js';
import type { Line } from './lines.js';
import { pageHeight, pageWidth } from './geometry.js';

/** Colours of official papers, as PDF operands. */
export const ink = { black: '0 g', red: '0.85 0.04 0.04 rg', grey: '0.4 g' } as const;
export type Ink = (typeof ink)[keyof typeof ink];

/** What pdfkit keeps of a font that it embeds; not in its published types, hence the pinned version. */
interface EmbeddedFont {
  readonly id: string;
  ref(): unknown;
  encode(text: string): [hex: string[], positions: unknown[]];
}

interface Embedded {
  readonly font: EmbeddedFont;
  readonly hex: Map<string, string>;
}

export interface PaperInfo {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** The paper's own date: the file's date and identifier come from it, so that the same paper is the same file. */
  readonly date: Date;
}

/**
 * Draws on the pages of one PDF. Points from the upper left corner, y downwards; text stands on its baseline.
 * Streams are not deflated: another release of zlib would otherwise change the bytes of an old paper.
 */
export class Pen {
  readonly #doc: PDFKit.PDFDocument;
  readonly #embedded = new Map<Face, Embedded>();
  #page: string[] = [];

  constructor(info: PaperInfo) {
    this.#doc = new PDFDocument({
      autoFirstPage: false,
      compress: false,
      font: null as unknown as string,
      fontLayoutCache: false,
      pdfVersion: '1.7',
      lang: 'zh-CN',
      displayTitle: true,
      info: { Title: info.title, Author: info.author, Subject: info.subject, CreationDate: info.date, ModDate: info.date, Producer: 'anxin', Creator: 'anxin' },
    });
  }

  newPage(): void {
    this.#flush();
    this.#doc.addPage({ size: [pageWidth, pageHeight], margin: 0 });
  }

  /** A line of text whose left edge is `x` and whose baseline is `y`. */
  text(line: Line, x: number, y: number, colour: Ink = ink.black): void {
    const { size } = line.style;
    let face: Face | undefined;
    let run: string[] = [];
    let at = 0;
    if (colour !== ink.black) this.#page.push(colour);
    for (const char of line.chars) {
      if (char.glyph.face !== face) {
        this.#endRun(run);
        face = char.glyph.face;
        at = x + char.x;
        run = [`BT /${this.#font(face).font.id} ${n(size)} Tf 1 0 0 -1 ${n(at)} ${n(y)} Tm [`];
        at = round(at);
      }
      const drift = Math.round(((at - x - char.x) * 1000) / size);
      if (drift !== 0) run.push(String(drift));
      run.push(`<${this.#hex(face, char.char)}>`);
      at += ((char.glyph.advance * 1000 - drift) * size) / 1000;
    }
    this.#endRun(run);
    if (colour !== ink.black) this.#page.push(ink.black);
  }

  /** Filled rectangles, `[x, y, width, height]` each. */
  fill(rectangles: Iterable<readonly [number, number, number, number]>, colour: string = ink.black): void {
    const parts = [...rectangles].map((r) => `${r.map(n).join(' ')} re`);
    if (parts.length > 0) this.#page.push(`q ${colour} ${parts.join(' ')} f Q`);
  }

  /** A straight rule of `weight` points; `dash` in points. */
  rule(x1: number, y1: number, x2: number, y2: number, weight: number, colour: string = '0 G', dash = ''): void {
    this.#page.push(`q ${colour} ${n(weight)} w ${dash ? `[${dash}] 0 d ` : ''}${n(x1)} ${n(y1)} m ${n(x2)} ${n(y2)} l S Q`);
  }

  /** The outline of a rectangle. */
  frame(x: number, y: number, width: number, height: number, weight: number): void {
    this.#page.push(`q 0 G ${n(weight)} w ${n(x)} ${n(y)} ${n(width)} ${n(height)} re S Q`);
  }

  /** The whole file. */
  finish(): Buffer {
    this.#flush();
    this.#doc.end();
    return this.#doc.read() as Buffer;
  }

  #flush(): void {
    if (this.#page.length > 0) this.#doc.addContent(this.#page.join('\n'));
    this.#page = [];
  }

  #endRun(run: string[]): void {
    if (run.length > 0) this.#page.push(`${run.join('')}] TJ ET`);
  }

  #font(face: Face): Embedded {
    let known = this.#embedded.get(face);
    if (!known) {
      this.#doc.font(face.source as unknown as string, face.key);
      const font = (this.#doc as unknown as { _font: EmbeddedFont })._font;
      known = { font, hex: new Map() };
      this.#embedded.set(face, known);
    }
    (this.#doc.page.fonts as Record<string, unknown>)[known.font.id] ??= known.font.ref();
    return known;
  }

  #hex(face: Face, char: string): string {
    const { font, hex } = this.#font(face);
    let code = hex.get(char);
    if (code === undefined) {
      code = font.encode(char)[0].join('');
      hex.set(char, code);
    }
    return code;
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;
const n = (value: number): string => String(round(value));
