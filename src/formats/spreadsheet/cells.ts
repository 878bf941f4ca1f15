import { addDays, day } from '../../values/plain-date.js';
import type { Cell } from './workbook.js';

/** A text cell; text that is empty makes no cell. */
export const textCell = (text: string): Cell | undefined => (text === '' ? undefined : { kind: 'text', text });

/** A number cell from its stored number. */
export function numberCell(raw: string): Cell {
  return { kind: 'number', text: decimal(raw), raw };
}

/**
 * A date cell from its serial number: days since the last day of 1899, or since the first of 1904. A number that is no day
 * of a calendar (negative, beyond 9999, the 29 February 1900 that never was) stays a number.
 */
export function dateCell(raw: string, from1904: boolean): Cell {
  const serial = Number(raw);
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  const whole = Math.floor(serial) + (seconds === 86_400 ? 1 : 0);
  if (!Number.isFinite(serial) || serial < 0 || whole > 2_958_465 || (!from1904 && whole === 60)) return numberCell(raw);
  const time = clock(seconds % 86_400);
  if (whole === 0 && !from1904) return { kind: 'date', text: time, raw };
  const date = from1904 ? addDays(day('1904-01-01'), whole) : addDays(day('1900-01-01'), whole < 60 ? whole - 1 : whole - 2);
  return { kind: 'date', text: seconds % 86_400 === 0 ? date : `${date} ${time}`, raw };
}

function clock(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Decimal digits of a stored number without exponent, rounded to 15 significant digits: what a spreadsheet shows in a wide cell. */
export function decimal(raw: string): string {
  const n = Number(raw);
  if (!Number.isFinite(n)) return raw;
  const text = String(Number(n.toPrecision(15)));
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/u.exec(text);
  if (!m) return text;
  const [, sign = '', head = '', tail = '', exponent = ''] = m;
  const e = Number(exponent);
  return e < 0 ? `${sign}0.${'0'.repeat(-e - 1)}${head}${tail}` : `${sign}${head}${tail.padEnd(e, '0')}`;
}

/** Built-in formats that show a date or a time, those of Chinese systems (27–36, 50–58) included (ECMA-376 part 1, 18.8.30). */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  // The office programs themselves allow 255 characters.
  if (code.length > 255) return false;
  const bare = code
    .replace(/"[^"]*"|\\.|[_*]./gu, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/giu, '')
    .split(';')[0]!;
  return !/general|通用/iu.test(bare) && /[ymdhs]/iu.test(bare);
}
