import { createUser, newUser, resetFactor } from './domain/identity/index.js';
import { loadReference } from './domain/policy/index.js';
import { ConfigError, readConfig, type Config } from './platform/config.js';
import { createLog } from './platform/log.js';
import { migrate } from './platform/migrate.js';
import { parse } from './platform/parse.js';
import { makeKeysFile, startDatabase } from './platform/start.js';
import { createVault } from './platform/vault.js';
import { createDoor, systemActor } from './platform/work.js';
import { Invalid, Refusal } from './values/refusal.js';

const usage = `Usage: npm run admin -- COMMAND
  make-keys FILE                  write fresh keys to a new file (KEYS_FILE)
  migrate                         bring the schema up to date; MIGRATION_DATABASE_URL is its owner
  create-admin USERNAME NAME      make the first administrator; prints the initial password once
  reset-factor USERNAME           take away a lost second factor; the person enrols anew`;

/** The operator's commands. Everything else is done on the pages, by a person with a role. */
async function main(argv: readonly string[]): Promise<void> {
  const [name, ...args] = argv;
  if (name === 'make-keys' && args.length === 1) {
    makeKeysFile(args[0]!);
    return say(`Keys written to ${args[0]!}. Keep a copy apart from the database backups: without it, personal data cannot be read.`);
  }
  if (name === 'migrate' && args.length === 0) return migrateOwn(readConfig(process.env));
  if (name === 'create-admin' && args.length === 2) return createAdmin(readConfig(process.env), args[0]!, args[1]!);
  if (name === 'reset-factor' && args.length === 1) return resetLostFactor(readConfig(process.env), args[0]!);
  throw new ConfigError(usage);
}

async function migrateOwn(config: Config): Promise<void> {
  if (config.databaseUrl === undefined || config.migrationDatabaseUrl === undefined) {
    throw new ConfigError('Set DATABASE_URL (the application) and MIGRATION_DATABASE_URL (the owner of the schema); the embedded database migrates itself at `npm start`.');
  }
  await migrate(config.migrationDatabaseUrl, decodeURIComponent(new URL(config.databaseUrl).username));
  say('The schema is up to date.');
}

async function createAdmin(config: Config, username: string, personName: string): Promise<void> {
  if (config.databaseUrl === undefined) throw new ConfigError('Set DATABASE_URL; the demo city has its own administrator.');
  const database = await startDatabase(config, createLog('error'));
  try {
    const door = createDoor({ dataSource: database.dataSource, vault: createVault(database.keys), clock: () => new Date() });
    const made = await door(systemActor, async (work) => {
      await loadReference(work);
      return createUser(work, parse(newUser, { username, name: personName, role: 'admin' }));
    });
    say(`Administrator ${username} made. Initial password, to be changed at the first sign-in: ${made.password}`);
  } finally {
    await database.stop();
  }
}

async function resetLostFactor(config: Config, username: string): Promise<void> {
  const database = await startDatabase(config, createLog('error'), { asGuest: true });
  try {
    const door = createDoor({ dataSource: database.dataSource, vault: createVault(database.keys), clock: () => new Date() });
    await door(systemActor, (work) => resetFactor(work, { username }));
    say(`The second factor of ${username} is gone; the person is signed out and enrols anew.`);
  } finally {
    await database.stop();
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError || error instanceof Invalid || error instanceof Refusal ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exitCode = 1;
});
