import { yuan } from '../values/money.js';

/**
 * The JSON form of a read model: `amountFen: 123n` becomes `"amount": "1.23"` (yuan), instants become ISO 8601.
 * Bytes never go out: a read model that holds some is a bug.
 */
export function present(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value ?? null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) throw new TypeError('bytes in an answer');
  if (Array.isArray(value)) return value.map(present);
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => (key.endsWith('Fen') && (typeof v === 'bigint' || v === null) ? [key.slice(0, -3), v === null ? null : yuan(v)] : [key, present(v)])),
  );
}
