import { createHash } from 'node:crypto';

/**
 * One text for one content: JSON without white space, the keys of every object in order of their UTF-16 code units; keys whose value
 * is undefined are left out, as JSON does. What JSON cannot carry (bigint, NaN, Date, Map…) throws a TypeError instead of changing shape.
 */
export function canonicalJson(data: unknown): string {
  if (data === null || typeof data === 'boolean' || typeof data === 'string') return JSON.stringify(data);
  if (typeof data === 'number' && Number.isFinite(data)) return JSON.stringify(data);
  if (Array.isArray(data)) return `[${data.map(canonicalJson).join(',')}]`;
  if (typeof data === 'object' && (Object.getPrototypeOf(data) === Object.prototype || Object.getPrototypeOf(data) === null)) {
    const entries = Object.entries(data).filter(([, value]) => value !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonicalJson(value)}`).join(',')}}`;
  }
  throw new TypeError(`canonicalJson: ${typeof data} has no JSON form`);
}

/** SHA-256 of the canonical JSON in UTF-8, 64 hexadecimal digits. */
export const hashData = (data: unknown): string => createHash('sha256').update(canonicalJson(data), 'utf8').digest('hex');
