import { createHmac, timingSafeEqual } from 'node:crypto';

const periodMs = 30_000;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The counter of a moment: 30-second steps since the epoch (RFC 6238). */
export const stepAt = (now: Date): number => Math.floor(now.getTime() / periodMs);

/** The one-time password of a step: HMAC-SHA-1, dynamically truncated (RFC 4226 5.3). */
export function totp(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const at = mac[19]! & 0x0f;
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0');
}

/** The newest step that a code belongs to, one step before and after now allowed for clocks that differ; undefined where it is of none. */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | undefined {
  const typed = Buffer.from(code);
  const current = stepAt(now);
  return [current + 1, current, current - 1].find((step) => {
    const right = Buffer.from(totp(secret, step));
    return right.length === typed.length && timingSafeEqual(right, typed);
  });
}

/** RFC 4648 base32 without padding, as authenticator apps read a key. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, '0')).join('');
  return bits.match(/.{1,5}/gu)!.map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]!).join('');
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/gu)!.map((eight) => Number.parseInt(eight, 2)));
}

/** What an authenticator app scans. */
export const keyUri = (secret: string, issuer: string, account: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
