import type { Stage } from '../support/faults/stage.js';

/** How much of a fault is played: the bounded run of every test, or the long one of `npm run test:faults`. */
export interface Extent {
  readonly long: boolean;
  /** What a scenario that goes on by time may take, in seconds. */
  readonly seconds: number;
}

/** A fault of the list, played on the real service. The invariants are proved after it by whoever plays it. */
export interface Fault {
  readonly name: `F${number}`;
  readonly title: string;
  /** What this machine lacks to play it; undefined: nothing. */
  missing?(): string | undefined;
  /** @returns what was seen, in figures. @throws where the service did not stand it */
  play(stage: Stage, extent: Extent): Promise<string>;
}
