import { bad, good, halfWidth, type Parsed } from './parsed.js';

/** An amount in fen (1/100 yuan). Always an integer; a JS number never holds money. */
export type Fen = bigint;

/** The largest amount that the service accepts anywhere: one hundred billion yuan. */
export const maxFen: Fen = 10_000_000_000_000n;

/**
 * An amount in yuan, as a clerk writes it: "1234.5", "1,234.50", "１２３４．５０", "¥1,234.50", "1234.50元".
 * Refuses more than two decimals, misplaced thousands separators, exponents and anything above `maxFen`.
 */
export function parseYuan(text: string): Parsed<Fen> {
  const t = halfWidth(text).replace(/^[¥￥]\s*/u, '').replace(/\s*元$/u, '');
  if (t === '') return bad('请填写金额');
  const m = /^(-?)(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{0,20}))?$/u.exec(t);
  if (!m) return bad(`“${clip(text)}”不是金额，请填写如 1234.50 的数字`);
  const decimals = (m[3] ?? '').replace(/0+$/u, '');
  if (decimals.length > 2) return bad(`金额“${clip(text)}”的小数超过两位`);
  const fen = BigInt(m[2]!.replaceAll(',', '')) * 100n + BigInt(decimals.padEnd(2, '0'));
  if (fen > maxFen) return bad('金额超过允许的上限');
  return good(m[1] ? -fen : fen);
}

/** "1234.50": the exchange form of an amount, in yuan with two decimals, outside the process. */
export function yuan(fen: Fen): string {
  const sign = fen < 0n ? '-' : '';
  const abs = fen < 0n ? -fen : fen;
  return `${sign}${abs / 100n}.${String(abs % 100n).padStart(2, '0')}`;
}

/** "1,234.50": the form that a person reads. */
export function formatYuan(fen: Fen): string {
  return yuan(fen).replace(/\B(?=(\d{3})+(?!\d))/gu, ',');
}

/** "305.20万": for headlines only, rounded half up to 100 yuan. */
export function formatWan(fen: Fen): string {
  const sign = fen < 0n ? '-' : '';
  const abs = fen < 0n ? -fen : fen;
  const hundreds = (abs + 5_000n) / 10_000n;
  const digits = String(hundreds / 100n).replace(/\B(?=(\d{3})+(?!\d))/gu, ',');
  return `${sign}${digits}.${String(hundreds % 100n).padStart(2, '0')}万`;
}

/** Splits `total` in proportion to `weights`, to the fen: the parts always sum to the whole (largest remainder, ties to the earlier). */
export function allocate(total: Fen, weights: readonly bigint[]): Fen[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || total < 0n || weights.some((w) => w < 0n)) throw new RangeError('allocate: weights and total must be non-negative and not all zero');
  const parts = weights.map((w) => (total * w) / sum);
  let left = total - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = weights
    .map((w, i) => ({ i, r: (total * w) % sum }))
    .sort((a, b) => (a.r === b.r ? a.i - b.i : a.r > b.r ? -1 : 1));
  for (const { i } of byRemainder) {
    if (left === 0n) break;
    parts[i]! += 1n;
    left -= 1n;
  }
  return parts;
}

/** The quotient of two integers, dividend ≥ 0 and divisor > 0, a half rounded up. */
export const halfUp = (dividend: bigint, divisor: bigint): bigint => (2n * dividend + divisor) / (2n * divisor);

const clip = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
