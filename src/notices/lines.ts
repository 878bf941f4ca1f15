import { glyphMissing, codePointOf, type CharGlyph, type FontSet, type Role } from './fonts.js';

/** How a text is set: its hand, its size in points, and the advance of a full-width character in em (1 unless the character grid is tighter). */
export interface Style {
  readonly role: Role;
  readonly size: number;
  readonly pitch?: number;
}

/** One character in its place: `x` in points from the left edge of the line. */
export interface SetChar {
  readonly char: string;
  readonly glyph: CharGlyph;
  readonly x: number;
}

export interface Line {
  readonly chars: readonly SetChar[];
  /** Where the last character ends, in points from the left edge. */
  readonly width: number;
  readonly style: Style;
}

export interface BreakOptions {
  /** Indent of the first line, in points. */
  readonly indent?: number;
  /** Spread the gaps so that every line but the last reaches the right edge. */
  readonly justify?: boolean;
}

/** Never first in a line: closing marks, and what belongs to the word before. */
export const forbiddenAtStart = new Set('、，。．；：？！）》」』】〕〉”’％‰℃·～–,.;:?!)]}%');
/** Never last in a line: opening marks. */
export const forbiddenAtEnd = new Set('（《「『【〔〈“‘￥¥№([{');

/** Full-width marks whose right half is blank, and may be taken away. */
const blankRight = new Set('、，。．；：？！）》」』】〕〉”’');
/** Full-width marks whose left half is blank. */
const blankLeft = new Set('（《「『【〔〈“‘');
/** Marks of two characters that are one sign. */
const doubled = new Set('—…');
/** Units that stay with their number. */
const afterNumber = new Set('年月日时分元号份人');

/** Gaps grow by at most this many em; a line that would need more stays short. */
const maxGap = 0.16;
/** A gap at the line's end above this many em is worth squeezing the punctuation for. */
const worthSqueezing = 1;

interface Item {
  readonly char: string;
  readonly glyph: CharGlyph;
  /** Advance in points, adjacent marks already halved. */
  readonly advance: number;
  /** The glyph is drawn this far left of its place, its blank left half being gone. */
  readonly shift: number;
  /** What may still be taken away, in points, on the left or right side. */
  readonly spareLeft: number;
  readonly spareRight: number;
  /** A line may begin here. */
  readonly breakable: boolean;
  /** The gap before it may grow. */
  readonly stretchable: boolean;
}

/**
 * Breaks one paragraph (no line feeds) into lines of `width` points. No shaping: one glyph per character.
 * Lines break anywhere between Chinese characters but for 避头尾, between words elsewhere, and inside codes longer than eight characters.
 * A mark that may not begin a line is pulled in by squeezing the line's punctuation where that suffices, else the character before it is pushed out.
 * @throws Refusal `glyph-missing` where no font has a character.
 */
export function breakLines(text: string, style: Style, width: number, fonts: FontSet, options: BreakOptions = {}): Line[] {
  const items = itemsOf(text, style, fonts);
  const lines: Line[] = [];
  for (let start = 0; start < items.length; ) {
    const left = lines.length === 0 ? (options.indent ?? 0) : 0;
    const end = endOfLine(items, start, width - left, style.size);
    lines.push(setLine(items.slice(start, end), style, left, width, options.justify === true && end < items.length));
    start = end;
    while (start < items.length && items[start]!.char === ' ') start += 1;
  }
  return lines;
}

/** The text on one line, in the largest size up to `style.size` at which it fits `width`. */
export function fitLine(text: string, style: Style, width: number, fonts: FontSet): Line {
  const items = itemsOf(text, style, fonts);
  const natural = items.reduce((sum, item) => sum + item.advance, 0);
  if (natural <= width) return setLine(items, style, 0, width, false);
  const size = Math.floor((style.size * width * 10) / natural) / 10;
  const smaller = { ...style, size };
  return setLine(itemsOf(text, smaller, fonts), smaller, 0, width, false);
}

function itemsOf(text: string, style: Style, fonts: FontSet): Item[] {
  const chars = [...text];
  const glyphs = chars.map((char) => fonts.glyph(style.role, char));
  const missing = [...new Set(chars.filter((_, i) => !glyphs[i]))];
  if (missing.length > 0) throw glyphMissing(missing.map((char) => ({ char, codePoint: codePointOf(char) })));
  const words = wordsOf(chars);
  const half = style.size / 2;
  return chars.map((char, i): Item => {
    const glyph = glyphs[i]!;
    const full = glyph.advance === 1;
    const before = chars[i - 1];
    const after = chars[i + 1];
    const rightGone = full && blankRight.has(char) && after !== undefined && (blankRight.has(after) || blankLeft.has(after));
    const leftGone = full && blankLeft.has(char) && before !== undefined && blankLeft.has(before);
    const advance = glyph.advance * style.size * (full ? (style.pitch ?? 1) : 1) - (rightGone || leftGone ? half : 0);
    const sameWord = words[i] !== undefined && words[i] === words[i - 1];
    const onePiece = before !== undefined && doubled.has(char) && before === char;
    return {
      char,
      glyph,
      advance,
      shift: leftGone ? half : 0,
      spareLeft: full && blankLeft.has(char) && !leftGone ? half : 0,
      spareRight: full && blankRight.has(char) && !rightGone ? half : 0,
      breakable: i > 0 && !onePiece && mayBreak(chars, i, words),
      stretchable: i > 0 && !onePiece && !sameWord,
    };
  });
}

interface Word {
  readonly from: number;
  readonly to: number;
  /** A code longer than eight characters may be broken; an amount or a date never. */
  readonly soft: boolean;
}

/** For each character the run of Latin letters, digits and signs that it stands in, if it does. */
function wordsOf(chars: readonly string[]): (Word | undefined)[] {
  const words = chars.map((): Word | undefined => undefined);
  for (let i = 0; i < chars.length; ) {
    let to = i;
    while (to < chars.length && /^[!-~\u00C0-\u024F]$/u.test(chars[to]!)) to += 1;
    if (to > i) {
      const run = chars.slice(i, to).join('');
      const figure = run.length <= 20 && /^[\d.,:%¥-]*[.,:%¥-][\d.,:%¥-]*$/u.test(run);
      words.fill({ from: i, to, soft: run.length > 8 && !figure }, i, to);
    }
    i = Math.max(to, i + 1);
  }
  return words;
}

function mayBreak(chars: readonly string[], i: number, words: readonly (Word | undefined)[]): boolean {
  const before = chars[i - 1]!;
  const char = chars[i]!;
  if (forbiddenAtStart.has(char) || forbiddenAtEnd.has(before) || char === ' ') return false;
  if (/\d/u.test(before) && afterNumber.has(char)) return false;
  const word = words[i];
  if (word === undefined || word !== words[i - 1]) return true;
  return word.soft && i - word.from >= 2 && word.to - i >= 2;
}

/** The index after the last character of the line that begins at `start`. */
function endOfLine(items: readonly Item[], start: number, width: number, size: number): number {
  let used = 0;
  let end = start;
  while (end < items.length && used + items[end]!.advance <= width + 0.001) {
    used += items[end]!.advance;
    end += 1;
  }
  if (end === items.length) return end;
  const legal = (at: number): boolean => at === items.length || items[at]!.breakable;
  if (legal(end) && width - used <= worthSqueezing * size) return Math.max(end, start + 1);

  let wider = used;
  let spare = 0;
  for (let i = start; i < end; i += 1) spare += items[i]!.spareLeft + items[i]!.spareRight;
  for (let next = end; next < items.length; ) {
    wider += items[next]!.advance;
    spare += items[next]!.spareLeft + items[next]!.spareRight;
    next += 1;
    if (wider - spare > width) break;
    if (legal(next)) return next;
  }
  for (let last = end; last > start; last -= 1) if (legal(last)) return last;
  return Math.max(end, start + 1);
}

function setLine(source: readonly Item[], style: Style, left: number, right: number, justify: boolean): Line {
  let count = source.length;
  while (count > 1 && source[count - 1]!.char === ' ') count -= 1;
  const items = source.slice(0, count);
  const over = left + items.reduce((sum, item) => sum + item.advance, 0) - right;
  const squeezed = over > 0 ? squeeze(items, over) : items;
  const gaps = items.filter((item, i) => i > 0 && item.stretchable).length;
  const gap = justify && over < 0 && gaps > 0 ? Math.min(-over / gaps, maxGap * style.size) : 0;
  let x = left;
  const chars = squeezed.map((item, i): SetChar => {
    if (i > 0 && item.stretchable) x += gap;
    const at = x - item.shift;
    x += item.advance;
    return { char: item.char, glyph: item.glyph, x: at };
  });
  return { chars, width: x, style };
}

/** Takes `over` points out of the marks' blank halves: first of the mark that ends the line, then of all alike. */
function squeeze(items: readonly Item[], over: number): Item[] {
  const last = items[items.length - 1]!;
  const atEnd = Math.min(over, last.spareRight);
  const trimmed: Item[] = [...items.slice(0, -1), { ...last, advance: last.advance - atEnd, spareRight: last.spareRight - atEnd }];
  const spare = trimmed.reduce((sum, item) => sum + item.spareLeft + item.spareRight, 0);
  const share = spare > 0 ? Math.min((over - atEnd) / spare, 1) : 0;
  if (share <= 0) return trimmed;
  return trimmed.map((item) => ({
    ...item,
    advance: item.advance - share * (item.spareLeft + item.spareRight),
    shift: item.shift + share * item.spareLeft,
  }));
}
