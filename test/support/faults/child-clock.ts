/**
 * Loaded into a child process before the program: its clock stands as far from the machine's as FAULTS_CLOCK_OFFSET says, so that the
 * program lives in the same week of 2026 as the city that it serves, whenever the tests run.
 */
const offset = Number(process.env['FAULTS_CLOCK_OFFSET'] ?? 0);
const Real = Date;

class Shifted extends Real {
  constructor(...args: unknown[]) {
    if (args.length === 0) super(Real.now() + offset);
    else super(...(args as [number]));
  }
  static override now(): number {
    return Real.now() + offset;
  }
}

globalThis.Date = Shifted as DateConstructor;
