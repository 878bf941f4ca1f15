import { randomBytes } from 'node:crypto';

const portion = 8_192;
let drawn = Buffer.alloc(0);
let used = 0;

/** Random bytes of the system's generator, drawn in portions: a payroll takes tens of thousands of ids and nonces. No byte is given out twice. */
export function freshBytes(count: number): Buffer {
  if (used + count > drawn.length) {
    drawn = randomBytes(Math.max(portion, count));
    used = 0;
  }
  used += count;
  return drawn.subarray(used - count, used);
}
