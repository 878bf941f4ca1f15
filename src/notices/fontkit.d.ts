/** The few parts of fontkit 2.0.4 that this room uses; the package brings no types of its own. */
declare module 'fontkit' {
  export interface Glyph {
    readonly id: number;
    /** In units of `unitsPerEm`. */
    readonly advanceWidth: number;
  }

  export interface Font {
    readonly postscriptName: string;
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
    getGlyph(id: number, codePoints?: number[]): Glyph;
  }

  export function create(data: Uint8Array): Font;
}
