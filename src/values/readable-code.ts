import { halfWidth } from './parsed.js';

/** Without 0, 1, I and O, which people mistake for one another. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** `length` characters to print, read out and type, five random bits each, from a secret in base64url of at least as many bits. */
export function readableCode(secret: string, length: number): string {
  const bits = [...Buffer.from(secret, 'base64url')].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  if (bits.length < length * 5) throw new RangeError('readable code: too few random bits');
  return Array.from({ length }, (_, i) => alphabet[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)]!).join('');
}

/** Such a code from what somebody typed or scanned, without its spaces and hyphens; undefined where it cannot be one. */
export function readCode(typed: string, length: number): string | undefined {
  const code = halfWidth(typed).toUpperCase().replace(/[\s\p{Pd}]/gu, '');
  return code.length === length && [...code].every((c) => alphabet.includes(c)) ? code : undefined;
}

/** "K7QF-3M8T-ZP2C-9HWX" with four to a group. */
export const grouped = (code: string, each: number): string => code.match(new RegExp(`.{1,${each}}`, 'gu'))!.join('-');
