import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { bareEnvironment, serverAccount } from '../../../src/platform/postgres-binaries.js';
import { makeClusterDir, type Cluster } from './cluster.js';
import { freePort } from './program.js';

/** A PostgreSQL that is installed on this machine with all its programs, as an operator has it; the npm package carries only the server. */
export interface Installed {
  readonly major: number;
  /** Runs one of its programs as the server's account and returns what it printed. */
  run(program: string, args: readonly string[]): string;
}

const root = '/usr/lib/postgresql';

/** The newest that has both server and tools (Debian: package postgresql); undefined where none is installed. */
export function installedPostgres(): Installed | undefined {
  const majors = existsSync(root) ? readdirSync(root).map(Number).filter((n) => ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore'].every((name) => existsSync(path.join(root, String(n), 'bin', name)))) : [];
  const major = Math.max(...majors);
  if (majors.length === 0 || major < 15) return undefined;
  const account = serverAccount('/nonexistent');
  return {
    major,
    run: (program, args) => execFileSync(path.join(root, String(major), 'bin', program), args, { cwd: '/', encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: bareEnvironment, ...(account && { uid: account.uid, gid: account.gid }) }),
  };
}

/** A server of the installed kind, with the two roles and an empty database as docs/operations.md has it. */
export async function openInstalled(installed: Installed): Promise<Cluster> {
  const dataDir = makeClusterDir();
  const pgdata = path.join(dataDir, 'installed');
  const account = serverAccount(pgdata);
  mkdirSync(pgdata, { mode: 0o700 });
  if (account) chownSync(pgdata, account.uid, account.gid);
  installed.run('initdb', ['--pgdata', pgdata, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync']);
  const port = await freePort();
  installed.run('pg_ctl', ['start', '--silent', '--wait', '--pgdata', pgdata, '--log', path.join(pgdata, 'server.log'), '-o', `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c timezone=UTC`]);
  const url: Cluster['url'] = (role, database = 'anxin') => `postgres://${role}@127.0.0.1:${port}/${database}`;
  const admin = new pg.Client({ connectionString: url('postgres', 'postgres') });
  await admin.connect();
  for (const sql of ['CREATE ROLE anxin_owner LOGIN', 'CREATE ROLE anxin_app LOGIN', 'CREATE DATABASE anxin OWNER anxin_owner', 'CREATE DATABASE anxin_again OWNER anxin_owner']) await admin.query(sql);
  await admin.end();
  const stop = (): void => void installed.run('pg_ctl', ['stop', '--silent', '--wait', '--mode', 'fast', '--pgdata', pgdata]);
  return {
    dataDir,
    url,
    killAll: () => {
      throw new Error('this server is for dumps, not for kills');
    },
    ready: async () => undefined,
    restart: async (configure) => {
      stop();
      configure?.();
    },
    stop: async () => {
      stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
