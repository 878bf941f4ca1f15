import type { EntityManager } from 'typeorm';
import { Refusal } from '../values/refusal.js';

export interface Limit {
  readonly count: number;
  readonly minutes: number;
}

/**
 * Counts an attempt under each key and refuses `too-many-attempts` where a key has had its fill in the window.
 * Runs in its own statements on `db`, which must not be the transaction that a failed attempt rolls back.
 */
export async function spend(db: EntityManager, keys: readonly string[], limit: Limit, now: Date): Promise<void> {
  const since = new Date(now.getTime() - limit.minutes * 60_000);
  const [most] = await db.query<[{ used: number }]>(
    'SELECT coalesce(max(n), 0)::int AS used FROM (SELECT count(*) AS n FROM attempt WHERE key = ANY ($1) AND at > $2 GROUP BY key) k',
    [keys, since],
  );
  if (most!.used >= limit.count) throw new Refusal('too-many-attempts', `尝试次数过多，请 ${limit.minutes} 分钟后再试`);
  await db.query('INSERT INTO attempt (key, at) SELECT k, $2 FROM unnest($1::text[]) AS k', [keys, now]);
}

/** Forgets the attempts under these keys, after a success. */
export async function forgive(db: EntityManager, keys: readonly string[]): Promise<void> {
  await db.query('DELETE FROM attempt WHERE key = ANY ($1)', [keys]);
}
