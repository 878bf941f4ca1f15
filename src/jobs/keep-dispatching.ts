import type { Exchange } from '../platform/bank-connection/index.js';
import type { Log } from '../platform/log.js';
import type { Door } from '../platform/work.js';
import { dispatch } from './dispatch-payments.js';

/** How long what was queued, or what a bank has brought, waits at most between the minutes of the timetable. */
const everyMs = 10_000;

/** Sends and collects between the minutes of the timetable as well. A round that fails is logged, and the next one comes. */
export function keepDispatching({ door, exchange, log }: { readonly door: Door; readonly exchange: Exchange; readonly log: Log }): { stop(): Promise<void> } {
  let under: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    under = dispatch(door, exchange).catch((error: unknown) => log.error({ err: error as Error }, 'dispatching failed'));
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await under;
    },
  };
}
