/** The page of GB/T 9704-2012, in points: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm of 22 lines with 28 characters each. */
export const mm = 72 / 25.4;
export const pageWidth = 210 * mm;
export const pageHeight = 297 * mm;
export const left = 28 * mm;
export const top = 37 * mm;
export const blockWidth = 156 * mm;
export const blockHeight = 225 * mm;
export const right = left + blockWidth;
export const bottom = top + blockHeight;
/** The pitch of a line of body text. */
export const pitch = blockHeight / 22;
/** 三号, the size of body text. */
export const bodySize = 16;
/** 28 characters share the width, which is a little less than 28 times 16 points; this is the advance of each in em. */
export const bodyPitch = blockWidth / 28 / bodySize;
/** Two characters: the indent of a paragraph. */
export const indent = (2 * blockWidth) / 28;
/** Chinese fonts keep the baseline at 0.88 em below the top of the character's square. */
export const ascent = 0.88;

/** The baseline of text of `size` centred in a band of `height` points that begins at `y`. */
export const baseline = (y: number, height: number, size: number): number => y + (height - size) / 2 + ascent * size;
