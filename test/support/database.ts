import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { isAlive, startEmbeddedPostgres, type DatabaseRole } from '../../src/platform/embedded-postgres.js';
import { migrate } from '../../src/platform/migrate.js';

export interface TestDatabase {
  /** The connection string of the migrator, who owns the schema. */
  readonly ownerUrl: string;
  /** The connection string of the application's role. */
  readonly appUrl: string;
  drop(): Promise<void>;
}

interface Server {
  url(role: DatabaseRole, database: string): string;
  stop(): Promise<void>;
}

/** Databases of this run carry its name, so that several runs share a server named by TEST_DATABASE_URL. */
const runName = `anxin_test_${randomBytes(4).toString('hex')}`;
let server: Promise<Server> | undefined;
let count = 0;

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A database of its own, cloned from the migrated template; the first call of a run starts the server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  server ??= startServer();
  const { url } = await server;
  count += 1;
  const name = `${runName}_${count}`;
  await asAdmin(url, `CREATE DATABASE ${name} OWNER anxin_owner TEMPLATE ${runName}`);
  return {
    ownerUrl: url('anxin_owner', name),
    appUrl: url('anxin_app', name),
    drop: () => asAdmin(url, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Ends what this run started; a mocha root hook calls it. */
export async function stopTestServer(): Promise<void> {
  const started = server;
  server = undefined;
  await (await started)?.stop();
}

async function startServer(): Promise<Server> {
  const named = process.env['TEST_DATABASE_URL'];
  const started = named ? await useServer(named) : await embed();
  try {
    await asAdmin(started.url, `CREATE DATABASE ${runName} OWNER anxin_owner`);
    await migrate(started.url('anxin_owner', runName), 'anxin_app');
  } catch (error) {
    await started.stop();
    throw error;
  }
  return started;
}

async function embed(): Promise<Server> {
  await sweepServers('anxin-test');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, abandon);
  const dataDir = mkdtempSync(path.join(tmpdir(), `anxin-test-${process.pid}-`));
  // mkdtemp makes it 0700: root's server runs under another account, which must pass through.
  chmodSync(dataDir, 0o711);
  const running = await startEmbeddedPostgres({ dataDir, mode: 'throwaway', log: { ...silent, error: console.error } });
  return {
    url: running.url,
    stop: async () => {
      await running.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** mocha leaves at once on a Ctrl-C, without its hooks. Every server of this process has its data in a folder with our pid. */
function abandon(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(`anxin-test-${process.pid}-`)) continue;
    const pidFile = path.join(tmpdir(), name, 'pgdata/postmaster.pid');
    if (existsSync(pidFile)) process.kill(Number.parseInt(readFileSync(pidFile, 'utf8')), 'SIGQUIT');
    rmSync(path.join(tmpdir(), name), { recursive: true, force: true, maxRetries: 10 });
  }
  process.exit(130);
}

/** Ends and removes the servers that killed runs left in the temporary folder, in folders named `<kind>-<pid of the run>-…`. */
export async function sweepServers(kind: 'anxin-test' | 'anxin-bench'): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(`${kind}-`)) continue;
    const maker = Number(/^(\d+)-/u.exec(name.slice(kind.length + 1))?.[1]);
    const dataDir = path.join(tmpdir(), name);
    if (!maker || isAlive(maker) || statSync(dataDir).uid !== process.getuid?.()) continue;
    try {
      if (existsSync(path.join(dataDir, 'pgdata/postmaster.pid'))) await (await startEmbeddedPostgres({ dataDir, mode: 'throwaway', log: silent })).stop();
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another run clears it at this moment.
    }
  }
}

/**
 * A server that is there for tests: the URL's role may make databases and roles. The two roles are made when absent, with
 * passwords derived from the URL, so that runs side by side agree on them.
 */
async function useServer(adminUrl: string): Promise<Server> {
  const url = (role: DatabaseRole, database: string): string => {
    const it = new URL(adminUrl);
    it.pathname = `/${database}`;
    if (role !== 'postgres') {
      it.username = role;
      it.password = createHash('sha256').update(`${role} ${adminUrl}`).digest('hex');
    }
    return it.href;
  };
  for (const role of ['anxin_owner', 'anxin_app'] as const) {
    const { password } = new URL(url(role, ''));
    await asAdmin(
      url,
      `DO $$ BEGIN CREATE ROLE ${role} LOGIN PASSWORD '${password}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    );
  }
  return {
    url,
    stop: async () => {
      for (let n = 1; n <= count; n += 1) await asAdmin(url, `DROP DATABASE IF EXISTS ${runName}_${n} WITH (FORCE)`);
      await asAdmin(url, `DROP DATABASE IF EXISTS ${runName} WITH (FORCE)`);
    },
  };
}

async function asAdmin(url: Server['url'], sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url('postgres', 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
