import { proveLedger } from '../domain/escrow/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

/** Recomputes every balance from its entries; a ledger that does not hold fails the run, so that somebody looks. */
export const proveLedgerJob: Job = {
  name: 'prove-ledger',
  title: '核对总账：由分录重算每个余额',
  schedule: { daily: '05:30' },
  run: async ({ door }) => {
    const { accounts, journals, entries, sumFen, differences } = await door(systemActor, proveLedger);
    if (differences.length > 0 || sumFen !== 0n) {
      const first = differences.slice(0, 5).map((d) => `${d.what} ${d.id}: ${d.keptFen} / ${d.recomputedFen}`);
      throw new Error(`the ledger does not hold: sum ${sumFen} fen, ${differences.length} differences; ${first.join('; ')}`);
    }
    return { accounts, journals, entries, differences: 0 };
  },
};
