import type pg from 'pg';
import type { Work } from '../src/platform/work.js';
import type { World } from '../test/support/world.js';

/** The rows that a command writes, ready in temporary tables beside the tables that they belong to. */
export interface WrittenRows {
  /** How many rows of each table were inserted and changed. */
  readonly inserted: Readonly<Record<string, number>>;
  readonly changed: Readonly<Record<string, number>>;
  /** One transaction that inserts the rows, table by table in one statement each. */
  readonly inserts: string;
  /** One that brings the changed columns of rows that were there before. */
  readonly changes: string;
  readonly all: string;
}

class Rehearsed extends Error {}

/**
 * The floor of a command: runs it, takes every row that it wrote from the database, rolls it back, and lays the rows ready on `client`
 * (a connection of the schema's owner), so that plain set-based SQL writes the very same rows through the same indexes, constraints
 * and triggers. Balances of ledger accounts are left to the triggers. What the rehearsal left behind is vacuumed.
 */
export async function rehearse(world: World, client: pg.Client, run: (work: Work) => Promise<unknown>): Promise<WrittenRows> {
  const rows = new Map<string, string>();
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT IN ('session', 'migrations') ORDER BY oid`,
  );
  try {
    await world.as('system', async (work) => {
      await run(work);
      for (const { name } of tables) {
        const [{ written }] = await work.db.query<[{ written: string | null }]>(`SELECT array_agg(t)::text AS written FROM ${name} t WHERE t.xmin = pg_current_xact_id()::xid`);
        if (written !== null) rows.set(name, written);
      }
      throw new Rehearsed();
    });
  } catch (error) {
    if (!(error instanceof Rehearsed)) throw error;
  }
  const inserted: Record<string, number> = {};
  const changed: Record<string, number> = {};
  const inserts: string[] = [];
  const changes: string[] = [];
  for (const [name, written] of rows) {
    await client.query(`DROP TABLE IF EXISTS pg_temp.new_${name}, pg_temp.changed_${name}`);
    const { columns, key } = await shapeOf(client, name);
    const same = key.map((c) => `t.${c} = r.${c}`).join(' AND ');
    await client.query(`CREATE TEMP TABLE new_${name} AS SELECT t.* FROM ${name} t LIMIT 0`);
    await client.query(`INSERT INTO new_${name} SELECT (r).* FROM unnest($1::${name}[]) AS r`, [written]);
    await client.query(`CREATE TEMP TABLE changed_${name} AS SELECT r.* FROM new_${name} r JOIN ${name} t ON ${same}`);
    const { rowCount } = await client.query(`DELETE FROM new_${name} r USING ${name} t WHERE ${same}`);
    if (name === 'ledger_account') await client.query('UPDATE new_ledger_account SET balance_fen = 0, held_fen = 0');
    await client.query(`VACUUM ANALYZE new_${name}`);
    await client.query(`ANALYZE changed_${name}`);
    const { rows: count } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM new_${name}`);
    if (count[0]!.n > 0) {
      inserted[name] = count[0]!.n;
      inserts.push(`INSERT INTO ${name} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE SELECT ${columns.join(', ')} FROM new_${name}`);
    }
    if (rowCount! > 0 && name !== 'ledger_account') {
      const { rows: differing } = await client.query<{ name: string }>(
        `SELECT DISTINCT was.key AS name FROM ${name} t JOIN changed_${name} r ON ${same} CROSS JOIN jsonb_each(to_jsonb(t)) was JOIN jsonb_each(to_jsonb(r)) is_ ON is_.key = was.key WHERE is_.value <> was.value`,
      );
      // Written anew as it was: nothing that the floor needs.
      if (differing.length === 0) continue;
      changed[name] = rowCount!;
      changes.push(`UPDATE ${name} t SET ${differing.map((d) => `${d.name} = r.${d.name}`).join(', ')} FROM changed_${name} r WHERE ${same}`);
    }
  }
  for (const name of rows.keys()) await client.query(`VACUUM ANALYZE ${name}`);
  const transaction = (statements: readonly string[]): string => `BEGIN; ${statements.map((s) => `${s}; `).join('')}COMMIT`;
  return { inserted, changed, inserts: transaction(inserts), changes: transaction(changes), all: transaction([...inserts, ...changes]) };
}

async function shapeOf(client: pg.Client, table: string): Promise<{ columns: string[]; key: string[] }> {
  const { rows } = await client.query<{ name: string; key: boolean }>(
    `SELECT a.attname AS name, coalesce(a.attnum = ANY (i.indkey), false) AS key FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
      WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`,
    [table],
  );
  return { columns: rows.map((r) => r.name), key: rows.filter((r) => r.key).map((r) => r.name) };
}
