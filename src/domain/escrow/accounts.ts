import type { Work } from '../../platform/work.js';
import { accountKey, chart, type AccountRef } from './chart.js';

/**
 * The ids of these accounts by `accountKey`. Accounts that do not exist yet are opened at zero. Two statements at most three times
 * whatever the count: look up, open the missing, look those up.
 */
export async function openAccounts(work: Work, refs: Iterable<AccountRef>): Promise<ReadonlyMap<string, bigint>> {
  const wanted = new Map<string, AccountRef>();
  for (const ref of refs) wanted.set(accountKey(ref), ref);
  const ids = await findAccounts(work, [...wanted.values()]);
  const missing = [...wanted].filter(([key]) => !ids.has(key)).map(([, ref]) => ref);
  if (missing.length === 0) return ids;
  // Sorted, so that two that open the same accounts at once wait for each other in the same order.
  missing.sort((a, b) => (accountKey(a) < accountKey(b) ? -1 : 1));
  await work.db.query(
    `INSERT INTO ledger_account (kind, project_id, party_id, worker_id, deposit_id, may_be_negative)
     SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::boolean[])
     ON CONFLICT ON CONSTRAINT ledger_account_one DO NOTHING`,
    [...columns(missing), missing.map((r) => chart[r.kind].mayBeNegative)],
  );
  return new Map([...ids, ...(await findAccounts(work, missing))]);
}

/** The ids of those accounts that exist, by `accountKey`. */
export async function findAccounts(work: Work, refs: readonly AccountRef[]): Promise<Map<string, bigint>> {
  // Equality of every key column lets the unique index answer; the branches cover the shapes of owner that the chart knows.
  const rows = await work.db.query<{ n: number; id: bigint }[]>(
    `WITH wanted AS (SELECT * FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) WITH ORDINALITY AS w (kind, project_id, party_id, worker_id, deposit_id, n))
     SELECT w.n::int AS n, a.id FROM wanted w JOIN ledger_account a ON a.kind = w.kind AND a.project_id = w.project_id AND a.worker_id = w.worker_id AND a.party_id IS NULL
      WHERE w.worker_id IS NOT NULL
     UNION ALL
     SELECT w.n::int, a.id FROM wanted w JOIN ledger_account a ON a.kind = w.kind AND a.project_id = w.project_id AND a.party_id = w.party_id AND a.worker_id IS NULL
      WHERE w.project_id IS NOT NULL AND w.party_id IS NOT NULL
     UNION ALL
     SELECT w.n::int, a.id FROM wanted w JOIN ledger_account a ON a.kind = w.kind AND a.project_id = w.project_id AND a.party_id IS NULL AND a.worker_id IS NULL
      WHERE w.party_id IS NULL AND w.worker_id IS NULL AND w.deposit_id IS NULL
     UNION ALL
     SELECT w.n::int, a.id FROM wanted w JOIN ledger_account a ON a.kind = w.kind AND a.project_id IS NULL AND a.party_id = w.party_id AND a.worker_id IS NULL AND a.deposit_id IS NULL
      WHERE w.project_id IS NULL AND w.deposit_id IS NULL
     UNION ALL
     SELECT w.n::int, a.id FROM wanted w JOIN ledger_account a ON a.deposit_id = w.deposit_id AND a.kind = w.kind AND a.party_id IS NOT DISTINCT FROM w.party_id
      WHERE w.deposit_id IS NOT NULL`,
    columns(refs),
  );
  return new Map(rows.map((row) => [accountKey(refs[row.n - 1]!), row.id]));
}

const columns = (refs: readonly AccountRef[]): [string[], (string | null)[], (string | null)[], (string | null)[], (string | null)[]] => [
  refs.map((r) => r.kind),
  refs.map((r) => r.projectId ?? null),
  refs.map((r) => r.partyId ?? null),
  refs.map((r) => r.workerId ?? null),
  refs.map((r) => r.depositId ?? null),
];

/** Locks these accounts until the end of the transaction, always in the order of their ids. */
export async function lockAccounts(work: Work, ids: readonly bigint[]): Promise<void> {
  await work.db.query('SELECT lock_ledger_accounts($1::bigint[])', [`{${ids.join()}}`]);
}
