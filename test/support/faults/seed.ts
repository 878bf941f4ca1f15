/** All randomness of a run comes from one seed, which is printed: the same seed makes the same choices. */
export interface Dice {
  readonly seed: number;
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number, both ends included. */
  whole(from: number, to: number): number;
  pick<T>(of: readonly T[]): T;
  /** An independent run of dice for a client or a scenario, so that their order of rolling does not matter. */
  fork(name: string): Dice;
}

/** mulberry32: small, and good enough to choose moments. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    seed,
    next,
    whole,
    pick: (of) => of[whole(0, of.length - 1)]!,
    fork: (name) => createDice([...name].reduce((h, c) => Math.imul(h ^ c.codePointAt(0)!, 0x01000193), seed ^ 0x811c9dc5)),
  };
}
