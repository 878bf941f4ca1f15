import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { migrations } from '../../ormconfig.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres.js';
import { migrate } from '../../src/platform/migrate.js';
import type { TestDatabase } from '../../test/support/database.js';
import { openWorld } from '../../test/support/world.js';
import { connect } from '../server.js';
import { checkCity } from './check.js';
import { helpers, writeHistory, writeProjects, writeSheets } from './history.js';
import type { LoaderData, LoaderTask } from './loader.js';
import { cityDay, cityMonths, sizeOf, tableOfMonth, type CityPlan } from './plan.js';

/** A made-up province in a database, see `plan.ts` for what is in it. */
export interface City {
  readonly server: EmbeddedPostgres;
  /** The city itself: for readers. Whoever writes takes a copy. */
  readonly database: TestDatabase;
  /** A database of one's own with the whole city in it. */
  copy(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

/** Raise it when the generator makes something else of the same plan. */
const version = 1;

/**
 * The city of this plan, on a server with the settings of the product. The first time it is made, in minutes at scale 1; then it is kept in
 * `folder` (BENCH_DIR, else the temporary folder) for as long as the schema is the same.
 */
export async function openCity(plan: CityPlan, { folder = process.env['BENCH_DIR'] ?? path.join(tmpdir(), 'anxin-cities'), say }: { readonly folder?: string; readonly say: (what: string) => void }): Promise<City> {
  const key = createHash('sha256').update(JSON.stringify([version, plan.seed, plan.scale, migrations.map((m) => m.name)])).digest('hex').slice(0, 12);
  const dataDir = path.join(folder, `city-${key}`);
  const made = path.join(dataDir, 'made');
  const quiet = { info: () => undefined, warn: say, error: say };
  if (!existsSync(made)) {
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    for (const open of [folder, dataDir]) chmodSync(open, 0o711);
    const server = await startEmbeddedPostgres({ dataDir, mode: 'throwaway', log: quiet });
    try {
      await makeCity(server, plan, say);
    } finally {
      await server.stop();
    }
    writeFileSync(made, new Date().toISOString());
  }
  const server = await startEmbeddedPostgres({ dataDir, mode: 'durable', log: quiet });
  let copies = 0;
  const asAdmin = async (sql: string): Promise<void> => {
    const admin = await connect(server.url('postgres', 'postgres'));
    await admin.query(sql).finally(() => admin.end());
  };
  const named = (name: string): TestDatabase => ({ ownerUrl: server.url('anxin_owner', name), appUrl: server.url('anxin_app', name), drop: () => asAdmin(`DROP DATABASE ${name} WITH (FORCE)`) });
  return {
    server,
    database: { ...named('anxin'), drop: () => Promise.resolve() },
    copy: async () => {
      const name = `copy_${process.pid}_${(copies += 1)}`;
      await asAdmin(`CREATE DATABASE ${name} OWNER anxin_owner TEMPLATE anxin STRATEGY file_copy`);
      return named(name);
    },
    stop: () => server.stop(),
  };
}

async function makeCity(server: EmbeddedPostgres, plan: CityPlan, say: (what: string) => void): Promise<void> {
  const { projects, firms, workers, lines } = sizeOf(plan);
  const start = performance.now();
  const step = (what: string): void => say(`${((performance.now() - start) / 1_000).toFixed(0)} s: ${what}`);
  const ownerUrl = server.url('anxin_owner');
  // For the load only: fewer checkpoints, indexes made in memory.
  const admin = await connect(server.url('postgres', 'postgres'));
  await admin.query(`ALTER SYSTEM SET max_wal_size = '16GB'`);
  await admin.query('SELECT pg_reload_conf()');
  await migrate(ownerUrl, 'anxin_app');
  const world = await openWorld({ on: cityDay, database: { ownerUrl, appUrl: server.url('anxin_app'), drop: () => Promise.resolve() } });
  const client = await connect(ownerUrl);
  const run = (sql: string, values: unknown[] = []): Promise<unknown> => client.query(sql, values);
  const cardIndexes = new SharedArrayBuffer(workers * 32);
  const pool = new LoaderPool({ url: `${ownerUrl}?options=-c%20maintenance_work_mem%3D512MB`, seed: plan.seed, projects, cardIndexes });
  try {
    await client.query(`SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'; ${helpers}`);
    step(`${projects} projects`);
    await writeProjects(run, client, plan);
    step(`${workers} workers`);
    await pool.each(slices(projects, 8).map(([from, to]) => ({ what: 'people', from, to })));
    await run('ANALYZE worker, engagement, project');
    step(`${lines} payroll lines`);
    await pool.each(cityMonths.map((_, month) => ({ what: 'month', month })));
    for (const [month, period] of cityMonths.entries()) {
      const table = tableOfMonth(month);
      await run(`ANALYZE ${table}`);
      await writeSheets(run, { table, month, projects, firms, world });
      // Builds the indexes and holds every line against the keys and checks of its table.
      await run(`ALTER TABLE payroll_line ATTACH PARTITION ${table} FOR VALUES FROM ('${period}') TO ('${cityMonths[month + 1] ?? '2026-08'}')`);
      step(`${period} in its place`);
    }
    step('attendance, facts, accounts, books');
    await run('ANALYZE payroll_sheet');
    await writeHistory(run, client, plan);
    step('statistics');
    await run('VACUUM ANALYZE');
    await checkCity(world, client, plan);
    step('made and checked');
    await admin.query('ALTER SYSTEM RESET max_wal_size');
  } finally {
    await pool.end();
    await client.end();
    await admin.end();
    await world.close();
  }
}

function slices(count: number, parts: number): [number, number][] {
  return Array.from({ length: parts }, (_, i): [number, number] => [Math.floor((count * i) / parts), Math.floor((count * (i + 1)) / parts)]).filter(([from, to]) => to > from);
}

/** Two threads seal and send; the server's processes need the other half of the machine. */
class LoaderPool {
  readonly #threads: Worker[];

  constructor(data: LoaderData) {
    this.#threads = [1, 2].map(() => new Worker(new URL('./loader.js', import.meta.url), { workerData: data }));
  }

  /** Each task by whichever thread is free. */
  async each(tasks: readonly LoaderTask[]): Promise<void> {
    const left = [...tasks];
    await Promise.all(
      this.#threads.map(async (thread) => {
        for (let task = left.shift(); task; task = left.shift()) {
          thread.postMessage(task);
          await new Promise<void>((resolve, reject) => {
            thread.once('error', reject);
            thread.once('message', ({ failed }: { failed?: string }) => (failed ? reject(new Error(failed)) : resolve()));
          });
        }
      }),
    );
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((t) => t.terminate()));
  }
}

export type { CityPlan };
