import { openWorld } from '../../test/support/world.js';
import type { TestDatabase } from '../../test/support/database.js';
import type { Figure } from '../figure.js';
import { measureBatch } from './batch.js';
import { measurePostings } from './postings.js';

export interface MoneyBench {
  readonly createDatabase: () => Promise<TestDatabase>;
  readonly say: (what: string) => void;
  /** Of the batch; the goals are set for 6,106. */
  readonly workers?: number;
  readonly rounds?: number;
  /** In one measurement of a rate. */
  readonly postings?: number;
  readonly coldAccounts?: number;
}

/** Every floor is the same rows or the same statements without the product around them. Paying a batch, taking the bank's answer to it, and single postings by many at once. */
export async function benchMoney({ createDatabase, say, workers = 6_106, rounds = 5, postings = 1_000, coldAccounts = 1_000 }: MoneyBench): Promise<Figure[]> {
  const database = await createDatabase();
  const world = await openWorld({ database });
  try {
    return [...(await measureBatch(world, database, { workers, rounds, say })), ...(await measurePostings(world, database, { rounds, postings, accounts: coldAccounts, say }))];
  } finally {
    await world.close();
  }
}
