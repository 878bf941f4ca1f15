import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.js';
import { migrate } from '../src/platform/migrate.js';
import { sweepServers, type TestDatabase } from '../test/support/database.js';

/** A server of the bench's own with the settings of the product: every commit waits for the disk. */
export interface BenchServer {
  /** A fresh migrated database. */
  createDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

/** A bare connection, for the floors. */
export async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  // A server that is stopped under us ends the run by itself.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function startBenchServer(): Promise<BenchServer> {
  await sweepServers('anxin-bench');
  const dataDir = mkdtempSync(path.join(tmpdir(), `anxin-bench-${process.pid}-`));
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, mode: 'durable', log: { info: () => undefined, warn: console.error, error: console.error } });
  let count = 0;
  const asAdmin = async (sql: string): Promise<void> => {
    const client = await connect(server.url('postgres', 'postgres'));
    await client.query(sql).finally(() => client.end());
  };
  return {
    createDatabase: async () => {
      const name = `bench_${(count += 1)}`;
      await asAdmin(`CREATE DATABASE ${name} OWNER anxin_owner`);
      const ownerUrl = server.url('anxin_owner', name);
      await migrate(ownerUrl, 'anxin_app');
      return { ownerUrl, appUrl: server.url('anxin_app', name), drop: () => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`) };
    },
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
