import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type Glyph } from 'fontkit';
import { Refusal } from '../values/refusal.js';

/**
 * Paths of the TrueType fonts that papers are set in. GB/T 9704 wants 仿宋, 小标宋 and 黑体, which are licensed:
 * a city that owns them names them here. `fallback` fonts are asked, in order, for characters that the others lack.
 */
export interface NoticeFonts {
  readonly song: string;
  readonly bold: string;
  readonly hei: string;
  readonly fallback: readonly string[];
}

/** The hand that a text is set in: body, titles and red header, headings and table figures. */
export type Role = 'song' | 'bold' | 'hei';

/** One font file, parsed once for the life of the process. */
export interface Face {
  readonly key: string;
  /** What pdfkit is given: the font, with a layout that does no shaping. */
  readonly source: object;
}

/** How one character is set: in which face, and how far it advances, in em. */
export interface CharGlyph {
  readonly face: Face;
  readonly advance: number;
}

/** The fonts of a set of papers; `glyph` is undefined where no font has the character. */
export interface FontSet {
  glyph(role: Role, char: string): CharGlyph | undefined;
}

const require = createRequire(import.meta.url);

/** Noto Serif SC and Noto Sans SC (OFL): GB 18030 basic set, Extension A and the rare characters of 通用规范汉字表. */
export const defaultFonts: NoticeFonts = {
  song: require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
  hei: require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  fallback: [],
};

interface LoadedFace extends Face {
  readonly font: Font;
}

const faces = new Map<string, LoadedFace>();
const sets = new Map<string, FontSet>();

/** The parsed fonts. Reading takes about 20 ms a file, once; a missing or damaged file throws. */
export function loadFonts(fonts: NoticeFonts = defaultFonts): FontSet {
  const paths = [fonts.song, fonts.bold, fonts.hei, ...fonts.fallback];
  const key = paths.join('\n');
  const known = sets.get(key);
  if (known) return known;
  const memo: Record<Role, Map<string, CharGlyph | undefined>> = { song: new Map(), bold: new Map(), hei: new Map() };
  const chains = Object.fromEntries(
    (['song', 'bold', 'hei'] as const).map((role) => [role, [...new Set([fonts[role], ...paths])].map(face)]),
  ) as Record<Role, LoadedFace[]>;
  const set: FontSet = {
    glyph(role, char) {
      const seen = memo[role];
      if (seen.has(char)) return seen.get(char);
      const found = find(chains[role], char);
      seen.set(char, found);
      return found;
    },
  };
  sets.set(key, set);
  return set;
}

/** A character that cannot be printed. */
export interface MissingGlyph {
  readonly char: string;
  /** "U+20BB7". */
  readonly codePoint: string;
}

/** The characters of a text that no font has, each once; ask before a number is given to a paper. Line feeds are not characters here. */
export function missingGlyphs(text: string, fonts: NoticeFonts = defaultFonts): MissingGlyph[] {
  const set = loadFonts(fonts);
  return [...new Set(text)].filter((char) => char !== '\n' && !set.glyph('song', char)).map((char) => ({ char, codePoint: codePointOf(char) }));
}

/** The refusal of a paper whose characters cannot all be printed: a box in their place would not be the worker's name. */
export function glyphMissing(missing: readonly MissingGlyph[]): Refusal {
  const named = missing.map((m) => `“${m.char}”(${m.codePoint})`).join('、');
  return new Refusal('glyph-missing', `现有字库缺少${named}，文书不能印制，请安装含有该字的字库后再制发`);
}

export const codePointOf = (char: string): string => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

function find(chain: readonly LoadedFace[], char: string): CharGlyph | undefined {
  const codePoint = char.codePointAt(0)!;
  for (const face of chain) {
    if (!face.font.hasGlyphForCodePoint(codePoint)) continue;
    return { face, advance: face.font.glyphForCodePoint(codePoint).advanceWidth / face.font.unitsPerEm };
  }
  return undefined;
}

function face(path: string): LoadedFace {
  const known = faces.get(path);
  if (known) return known;
  const font = create(readFileSync(path));
  rememberOutlines(font);
  const loaded: LoadedFace = { key: path, font, source: unshaped(font) };
  faces.set(path, loaded);
  return loaded;
}

/**
 * The font with one glyph per code point. The glyphs are made anew for each call: fontkit keeps on a shared glyph the first code point
 * that ever asked for it, and the text layer of a paper would depend on the papers before it.
 */
function unshaped(font: Font): object {
  const layout = (text: string): object => {
    const glyphs = [...text].map((char) => {
      const codePoint = char.codePointAt(0)!;
      const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
      return { id, advanceWidth, codePoints: [codePoint] };
    });
    const positions = glyphs.map((g) => ({ xAdvance: g.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
    return { glyphs, positions, advanceWidth: glyphs.reduce((sum, g) => sum + g.advanceWidth, 0) };
  };
  return Object.create(font, { layout: { value: layout } }) as object;
}

/**
 * fontkit decodes a glyph's outline again for every subset that it goes into, only to learn whether it is made of other glyphs.
 * What it found is kept on the shared glyph, without the points of a simple outline, which nothing here draws.
 */
function rememberOutlines(font: Font): void {
  const getGlyph = font.getGlyph.bind(font);
  font.getGlyph = (id, codePoints) => {
    const glyph = getGlyph(id, codePoints) as Glyph & { _decode?: () => { points?: unknown[] } | null };
    if (glyph._decode && !Object.hasOwn(glyph, '_decode')) {
      const outline = glyph._decode();
      if (outline?.points) outline.points = [];
      glyph._decode = () => outline;
    }
    return glyph;
  };
}
