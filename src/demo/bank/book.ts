import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';

/** One payment as the bank finds it in a file of ours. Amounts in fen, as text. */
export interface BankPayment {
  readonly id: string;
  readonly name: string;
  readonly card: string;
  readonly amountFen: string;
}

/** A line of the bank's book. */
export type Booking =
  | { readonly kind: 'received'; readonly batch: string; readonly form: 'comma' | 'bar' | 'iso'; readonly payments: readonly BankPayment[] }
  | { readonly kind: 'paid' | 'rejected' | 'returned'; readonly batch: string; readonly id: string; readonly amountFen: string }
  /** An answer file is ready from then on. */
  | { readonly kind: 'answer'; readonly batch: string; readonly name: string; readonly due: number; readonly text: string }
  | { readonly kind: 'gone'; readonly name: string };

/**
 * What the bank has really done, in a file of one line a booking that survives the end of the process: written through to the disk before
 * the bank says anything. A last line that was cut off has not happened.
 */
export class Book {
  readonly #file: string;
  readonly #bookings: Booking[] = [];

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#file = path.join(directory, 'book.jsonl');
    if (!existsSync(this.#file)) return;
    const lines = readFileSync(this.#file, 'utf8').split('\n');
    lines.pop();
    for (const line of lines) this.#bookings.push(...(JSON.parse(line) as Booking[]));
  }

  /** All of these or none. */
  write(bookings: readonly Booking[]): void {
    const file = openSync(this.#file, 'a');
    try {
      writeSync(file, `${JSON.stringify(bookings)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    this.#bookings.push(...bookings);
  }

  all(): readonly Booking[] {
    return this.#bookings;
  }

  /** How often each payment was paid and how often it came back, by our id. */
  effects(): Map<string, { paid: number; returned: number; amountFen: bigint }> {
    const effects = new Map<string, { paid: number; returned: number; amountFen: bigint }>();
    for (const b of this.#bookings) {
      if (b.kind !== 'paid' && b.kind !== 'returned') continue;
      const effect = effects.get(b.id) ?? { paid: 0, returned: 0, amountFen: BigInt(b.amountFen) };
      effect[b.kind] += 1;
      effects.set(b.id, effect);
    }
    return effects;
  }
}
