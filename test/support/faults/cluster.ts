import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isAlive, startEmbeddedPostgres, type DatabaseRole, type EmbeddedPostgres } from '../../../src/platform/embedded-postgres.js';

/** A PostgreSQL of the harness's own: it waits for the disk as in service, can be killed whole, and comes back on the same port. */
export interface Cluster {
  readonly dataDir: string;
  url(role: DatabaseRole, database?: string): string;
  /** SIGKILL to the server and to every process of it at once; it is started again by who owns it. */
  killAll(): void;
  /** Waits until the server takes statements. */
  ready(): Promise<void>;
  /** Stops and starts it, with what `configure` has changed while it stood still. */
  restart(configure?: () => void): Promise<void>;
  stop(): Promise<void>;
}

const quiet = { info: () => undefined, warn: () => undefined, error: (line: string) => console.error(line) };

/** A new folder under the temporary one that the server's account can enter; test/support/database.ts sweeps up those of killed runs. */
export function makeClusterDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), `anxin-test-${process.pid}-`));
  chmodSync(dir, 0o711);
  return dir;
}

/** @param dataDir a folder with a cluster in it, or an empty one for a new cluster */
export async function openCluster(dataDir = makeClusterDir()): Promise<Cluster> {
  const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataDir, mode: 'durable', log: quiet });
  let running = await start();
  // A run that is broken off leaves no server behind, nor its data.
  const abandon = (): void => {
    if (existsSync(path.join(dataDir, 'pgdata/postmaster.pid'))) cluster.killAll();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  };
  process.on('exit', abandon);
  const cluster: Cluster = {
    dataDir,
    url: (role, database) => running.url(role, database),
    killAll: () => {
      const pid = Number.parseInt(readFileSync(path.join(dataDir, 'pgdata/postmaster.pid'), 'utf8'), 10);
      for (const each of [pid, ...childrenOf(pid)]) signal(each);
    },
    ready: async () => {
      for (const until = Date.now() + 60_000; ; await sleep(50)) {
        const client = new pg.Client({ connectionString: running.url('postgres') });
        client.on('error', () => undefined);
        try {
          await client.connect();
          await client.query('SELECT 1');
          return;
        } catch (error) {
          if (Date.now() > until) throw error;
        } finally {
          await client.end().catch(() => undefined);
        }
      }
    },
    restart: async (configure = () => undefined) => {
      await running.stop();
      configure();
      running = await start();
    },
    stop: async () => {
      process.off('exit', abandon);
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return cluster;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (isAlive(pid)) throw error;
  }
}

/** The processes that this one has started (Linux: /proc/PID/stat, whose fourth field is the parent). */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
