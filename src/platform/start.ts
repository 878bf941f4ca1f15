import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import path from 'node:path';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig.js';
import { ConfigError, readKeys, refuseDemoKeys, type Config, type Keys } from './config.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { Log } from './log.js';
import { isMigrated, migrate } from './migrate.js';

export interface Running {
  readonly dataSource: DataSource;
  readonly keys: Keys;
  /** Where payment files are exchanged with banks; undefined: nowhere, and nothing is sent. */
  readonly bankDir: string | undefined;
  /** Closes the connections, and the embedded server where there is one. */
  stop(): Promise<void>;
}

/**
 * The database that the configuration names, migrated and connected as the application's role: the operator's own server with
 * DATABASE_URL, else the embedded one. With DATABASE_URL only `npm run admin -- migrate` alters the schema, unless
 * MIGRATION_DATABASE_URL names the owner's connection.
 * @param asGuest a short-lived command: uses the embedded server of a running service instead of refusing, and leaves it as it is
 */
export async function startDatabase(config: Config, log: Log, { asGuest = false }: { readonly asGuest?: boolean } = {}): Promise<Running> {
  if (config.databaseUrl !== undefined) {
    const keys = readKeys(config.keysFile!);
    refuseDemoKeys(keys);
    if (config.migrationDatabaseUrl !== undefined) await migrate(config.migrationDatabaseUrl, decodeURIComponent(new URL(config.databaseUrl).username));
    const dataSource = await connect(config.databaseUrl, log);
    try {
      await refuseOwner(dataSource);
      await refuseOldSchema(dataSource, 'run `npm run admin -- migrate` with MIGRATION_DATABASE_URL set to the owner of the schema');
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
    return { dataSource, keys, bankDir: config.bankDir, stop: () => dataSource.destroy() };
  }
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, mode: 'durable', asGuest, log });
  try {
    const keys = demoKeysIn(server.dataDir);
    if (!server.guest) {
      await clearHalfLoaded(server.url('anxin_owner'));
      await migrate(server.url('anxin_owner'), 'anxin_app');
    }
    const dataSource = await connect(server.url('anxin_app'), log);
    if (server.guest) {
      await refuseOldSchema(dataSource, 'the running service is of an older version; restart it').catch(async (error: unknown) => {
        await dataSource.destroy();
        throw error;
      });
    }
    return {
      dataSource,
      keys,
      bankDir: config.bankDir ?? path.join(server.dataDir, 'bank'),
      stop: async () => {
        await dataSource.destroy();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** A demo city whose loading was cut off is no city: the schema is emptied, so that it is made anew. Real databases have no such mark. */
async function clearHalfLoaded(ownerUrl: string): Promise<void> {
  const source = await createDataSource(ownerUrl, { poolSize: 1, statementTimeoutMs: 0 }).initialize();
  try {
    const [mark] = await source.query<{ state: string }[]>(`SELECT state FROM job_run WHERE name = 'demo-city'`).catch(() => []);
    if (mark && mark.state !== 'done') await source.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  } finally {
    await source.destroy();
  }
}

/** A job under way holds two connections, and at the start all that were missed begin at once. */
const poolSize = 24;

async function connect(url: string, log: Log): Promise<DataSource> {
  const dataSource = await createDataSource(url, { poolSize }).initialize();
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  guardConnections(pool, log);
  return dataSource;
}

/** A server that dies would otherwise end this process: the idle and the busy connection both tell it as an event that somebody must hear. */
export function guardConnections(pool: Pool, log: Pick<Log, 'warn'>): void {
  pool.on('error', (error) => log.warn({ reason: error.message }, 'database connection lost'));
  const hear = (client: EventEmitter): void => void client.on('error', () => undefined);
  pool.on('connect', hear);
  // The connections that were made before anyone listened.
  for (const client of (pool as unknown as { _clients: EventEmitter[] })._clients) hear(client);
}

/** The application must not run as the owner of the schema: the append-only tables would be only a promise. */
async function refuseOwner(dataSource: DataSource): Promise<void> {
  const [role] = (await dataSource.query(
    `SELECT (SELECT bool_or(pg_has_role(current_user, relowner, 'USAGE')) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS owns`,
  )) as [{ owns: boolean | null }];
  if (role.owns) throw new ConfigError('DATABASE_URL names a role that owns the schema: use two roles, see docs/operations.md');
}

async function refuseOldSchema(dataSource: DataSource, remedy: string): Promise<void> {
  if (await isMigrated((sql) => dataSource.query(sql)).catch(() => false)) return;
  throw new ConfigError(`The database is not migrated: ${remedy}`);
}

/** The demo keeps its own random keys beside its data, so that a copied demo database is no use without them. */
function demoKeysIn(dataDir: string): Keys {
  const file = path.join(dataDir, 'keys.json');
  if (!existsSync(file)) makeKeysFile(file);
  return readKeys(file);
}

/** Writes fresh keys to a new file that only its owner may read. */
export function makeKeysFile(file: string): void {
  if (existsSync(file)) throw new ConfigError(`${file} exists already: ${readFileSync(file).length} bytes; keys are never overwritten`);
  const key = (): string => randomBytes(32).toString('base64');
  writeFileSync(file, `${JSON.stringify({ sealing: { 1: key() }, index: key(), session: key() }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  chmodSync(file, 0o400);
}
