import { formatDate } from '../values/plain-date.js';
import { row, slack, table, type Cell, type Column } from './cells.js';
import type { PaperContext } from './context.js';
import type { FontSet, Role } from './fonts.js';
import { baseline, blockWidth, bodyPitch, bodySize, indent, left, mm, pitch, right } from './geometry.js';
import type { Box } from './layout.js';
import { breakLines, fitLine, type Line } from './lines.js';
import { ink } from './pen.js';

/** A row of a form: cells side by side. `tall` is its least height in millimetres. */
export interface FormRow {
  readonly cells: readonly Cell[];
  readonly tall: number;
}

/** What a sheet says of itself besides its text. */
export type SheetHead = Pick<PaperContext, 'number' | 'issuedOn' | 'copy'> & { readonly organ: Pick<PaperContext['organ'], 'name'> };

/** The strips of one paper, laid down from top to bottom. What a strip is, and nothing about pages, is decided here. */
export class Sheet<Head extends SheetHead = PaperContext> {
  readonly boxes: Box[] = [];
  /** Where the note of the attachments begins, which is not body text. */
  #noteFrom: number | undefined;

  constructor(
    readonly context: Head,
    private readonly fonts: FontSet,
  ) {}

  /** The organ's name in red, the paper's number, and the red rule. */
  masthead(): void {
    const { organ, number, copy } = this.context;
    const name = fitLine(organ.name, { role: 'bold', size: 34 }, blockWidth, this.fonts);
    const code = fitLine(number, { role: 'song', size: bodySize }, blockWidth, this.fonts);
    const kept = copy && fitLine(`(${copy})`, { role: 'hei', size: bodySize }, blockWidth, this.fonts);
    this.boxes.push({
      height: 4 * pitch,
      draw(pen, y) {
        if (kept) pen.text(kept, left, y - 6 * mm);
        pen.text(name, left + slack(name, blockWidth, 'center'), baseline(y, 1.6 * pitch, name.style.size), ink.red);
        const at = baseline(y + 2.4 * pitch, pitch, bodySize);
        pen.text(code, left + slack(code, blockWidth, 'center'), at);
        pen.rule(left, at + 4 * mm, right, at + 4 * mm, 1.4, '0.85 0.04 0.04 RG');
      },
    });
    this.blank(1.5);
  }

  /** The head of a form that stays in the file: organ and title in black, number at the right. */
  formHead(title: string): void {
    const { organ, number, copy } = this.context;
    const kept = copy && fitLine(`(${copy})`, { role: 'hei', size: bodySize }, blockWidth, this.fonts);
    this.#centred(fitLine(organ.name, { role: 'bold', size: 20 }, blockWidth, this.fonts), 1.3 * pitch);
    this.#centred(fitLine(title, { role: 'bold', size: 22 }, blockWidth, this.fonts), 1.5 * pitch);
    const code = fitLine(number, { role: 'song', size: 12 }, blockWidth, this.fonts);
    this.boxes.push({
      height: pitch,
      withNext: true,
      draw(pen, y) {
        if (kept) pen.text(kept, left, baseline(y, pitch, bodySize));
        pen.text(code, right - code.width, baseline(y, pitch, 12));
      },
    });
  }

  /** 二号 centred, and a blank line under it. A long title says by a line feed where it may break without tearing a word. */
  title(text: string): void {
    const style = { role: 'bold', size: 22 } as const;
    for (const part of text.split('\n')) for (const line of breakLines(part, style, blockWidth, this.fonts)) this.#centred(line, 1.25 * pitch);
    this.blank(0.75);
  }

  /** To whom: flush left, with its colon. */
  recipient(name: string): void {
    this.#lines(`${name}：`, 'song', 0);
  }

  /** Body text; every line feed begins a new paragraph. */
  para(text: string, role: Role = 'song'): void {
    for (const part of text.split('\n')) this.#lines(part, role, indent);
  }

  /** 一、… in 黑体, on the page of what follows. */
  heading(text: string): void {
    const from = this.boxes.length;
    this.para(text, 'hei');
    this.#hold(from);
  }

  blank(lines = 1): void {
    this.boxes.push({ height: lines * pitch, blank: true, draw: () => undefined });
  }

  /** The note that names the attachments, one blank line under the body. */
  attachments(names: readonly string[]): void {
    this.#noteFrom = this.boxes.length;
    this.blank();
    names.forEach((name, i) => {
      if (i === 0) this.#lines(`附件：${names.length > 1 ? '1.' : ''}${name}`, 'song', indent);
      else this.#lines(`${i + 1}.${name}`, 'song', 2.5 * indent);
    });
  }

  /** Organ and date at the right, with room for the seal over both; at least two lines of the body stand on the same page. */
  signature(): void {
    const { organ, issuedOn } = this.context;
    const char = blockWidth / 28;
    const name = fitLine(organ.name, { role: 'song', size: bodySize, pitch: bodyPitch }, blockWidth, this.fonts);
    const day = fitLine(formatDate(issuedOn), { role: 'song', size: bodySize }, blockWidth, this.fonts);
    const seal = fitLine('（印章）', { role: 'song', size: 12 }, blockWidth, this.fonts);
    const centre = right - 4 * char - day.width / 2;
    let from = this.#noteFrom ?? this.boxes.length;
    for (let bodyLines = 0; from > 0 && bodyLines < 2; bodyLines += this.boxes[from]!.blank ? 0 : 1) from -= 1;
    this.#hold(from);
    this.boxes.push({
      height: 5 * pitch,
      draw(pen, y) {
        const nameX = Math.max(left, Math.min(centre - name.width / 2, right - name.width));
        pen.text(name, nameX, baseline(y + 2 * pitch, pitch, name.style.size));
        pen.text(day, centre - day.width / 2, baseline(y + 3 * pitch, pitch, bodySize));
        pen.text(seal, centre - seal.width / 2, baseline(y + 4 * pitch, pitch, 12), ink.grey);
      },
    });
  }

  /** 抄送: between two thin rules, in 四号. */
  copyTo(names: string): void {
    const lines = breakLines(`抄送：${names}。`, { role: 'song', size: 14 }, blockWidth - 28, this.fonts);
    const lead = 22;
    const height = lines.length * lead + 8;
    this.boxes.push({
      height: height + 0.5 * pitch,
      draw(pen, y) {
        const at = y + 0.5 * pitch;
        pen.rule(left, at, right, at, 1);
        lines.forEach((line, i) => pen.text(line, left + 14, baseline(at + 4 + i * lead, lead, 14)));
        pen.rule(left, at + height, right, at + height, 1);
      },
    });
  }

  /** A slip to be torn off and sent back; it is never split. An empty text is a blank line, one that begins with ">" stands at the right. */
  slip(title: string, texts: readonly string[]): void {
    const lead = 25;
    const style = { role: 'song', size: 14 } as const;
    const heading = fitLine(title, { role: 'bold', size: 18 }, blockWidth, this.fonts);
    const lines = texts.flatMap((text): { line?: Line; atRight?: boolean }[] => {
      if (text === '') return [{}];
      if (text.startsWith('>')) return [{ line: fitLine(text.slice(1), style, blockWidth, this.fonts), atRight: true }];
      return breakLines(text, style, blockWidth, this.fonts, { indent: text.endsWith('：') ? 0 : 28, justify: true }).map((line) => ({ line }));
    });
    this.boxes.push({
      height: pitch + 40 + lines.length * lead,
      draw(pen, y) {
        pen.rule(left, y + pitch * 0.7, right, y + pitch * 0.7, 0.7, '0.3 G', '4 3');
        pen.text(heading, left + slack(heading, blockWidth, 'center'), baseline(y + pitch, 36, 18));
        lines.forEach(({ line, atRight }, i) => {
          if (line) pen.text(line, left + (atRight ? blockWidth - line.width - 28 : 0), baseline(y + pitch + 40 + i * lead, lead, 14));
        });
      },
    });
  }

  /** A new page headed "附件" and a title. */
  attachment(mark: string, title: string): void {
    this.boxes.push({ height: 0, fresh: true, withNext: true, draw: () => undefined });
    const from = this.boxes.length;
    this.#lines(mark, 'hei', 0);
    this.#centred(fitLine(title, { role: 'bold', size: 18 }, blockWidth, this.fonts), 1.6 * pitch);
    this.#hold(from);
  }

  /** Small print, e.g. how a form is filled in. */
  small(text: string): void {
    for (const line of breakLines(text, { role: 'song', size: 10.5 }, blockWidth, this.fonts)) {
      this.boxes.push({
        height: 18,
        withNext: true,
        draw: (pen, y) => pen.text(line, left, baseline(y, 18, 10.5)),
      });
    }
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[], closing: readonly (readonly Cell[])[], size = 9): void {
    this.boxes.push(...table(columns, rows, closing, this.fonts, size));
  }

  /** A ruled form of label and value cells. */
  form(rows: readonly FormRow[]): void {
    for (const { cells, tall } of rows) this.boxes.push(row(cells, this.fonts, { size: 12, minHeight: tall * mm }));
  }

  /** The same, never split over two pages. */
  block(rows: readonly FormRow[]): void {
    const from = this.boxes.length;
    this.form(rows);
    for (let i = from; i < this.boxes.length - 1; i += 1) this.boxes[i] = { ...this.boxes[i]!, withNext: true };
  }

  #lines(text: string, role: Role, first: number): void {
    const style = { role, size: bodySize, pitch: bodyPitch };
    for (const line of breakLines(text, style, blockWidth, this.fonts, { indent: first, justify: true })) {
      this.boxes.push({ height: pitch, draw: (pen, y) => pen.text(line, left, baseline(y, pitch, bodySize)) });
    }
  }

  #centred(line: Line, height: number): void {
    this.boxes.push({
      height,
      withNext: true,
      draw: (pen, y) => pen.text(line, left + slack(line, blockWidth, 'center'), baseline(y, height, line.style.size)),
    });
  }

  /** Keeps the strips from `from` on with what follows. */
  #hold(from: number): void {
    for (let i = from; i < this.boxes.length; i += 1) this.boxes[i] = { ...this.boxes[i]!, withNext: true };
  }
}
