/**
 * What a value parser returns: the value, or why the text is not one, in the user's words.
 * A parser never throws and never falls back to a default, so a caller can collect all mistakes at once.
 */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

export const good = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const bad = (why: string): Parsed<never> => ({ ok: false, why });

/** The value of a text that the program itself wrote; a mistake here is a bug, not the user's. */
export function must<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.value;
}

/** Full-width digits, letters and signs as their half-width twins; outer white space (also the ideographic space, NBSP, TAB) removed. */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00A0]/gu, ' ')
    .trim();
}
