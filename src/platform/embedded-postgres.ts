import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { ConfigError } from './config.js';
import { bareEnvironment, defaultDataDir, isServerOf, makeDataDir, runAs, serverAccount, serverBinaries, type Account } from './postgres-binaries.js';

const run = promisify(execFile);

/** `postgres` is the superuser; `anxin_owner` owns the database and its schema; `anxin_app` may only do what it is granted. */
export type DatabaseRole = 'postgres' | 'anxin_owner' | 'anxin_app';

export interface EmbeddedPostgresOptions {
  /** The folder that an operator named, made when absent; default: see `defaultDataDir`. */
  readonly dataDir?: string | undefined;
  /** 0 or absent: the port of last time if it is still free, else any free one. */
  readonly port?: number | undefined;
  /** `throwaway` never waits for the disk: for tests, whose data nobody misses after a power cut. */
  readonly mode: 'durable' | 'throwaway';
  /** Where another live process owns the server, use that one as a guest, who neither stops nor repairs it, instead of refusing. */
  readonly asGuest?: boolean;
  readonly log: { info(message: string): void; warn(message: string): void; error(message: string): void };
}

export interface EmbeddedPostgres {
  readonly dataDir: string;
  readonly port: number;
  /** The server belongs to another process. */
  readonly guest: boolean;
  /** A connection string; the database is `anxin` unless another is named. */
  url(role: DatabaseRole, database?: string): string;
  /** Rolls back what is open, writes everything to disk and ends the server; a guest just leaves. */
  stop(): Promise<void>;
}

/** The advisory lock by which a process owns the server. It ends with that process's connection, however the process ends. */
const ownerLock = [0x616e, 0x7869] as const;

/** How long a server may take to recover from a crash, or to shut down, before we give up on it. */
const patienceSeconds = 120;

/** Refusals that pass: processes of a killed server still ending, another start under way, a port taken since we looked. */
const passing = /pre-existing shared memory|lock file .* (already exists|is empty)/;
const portTaken = /Address already in use/;

/**
 * Starts the PostgreSQL of the npm package, on 127.0.0.1 only, and makes cluster, roles and the database `anxin` on first use.
 * Works after any kill: a half-made cluster is made anew, a stale pid file removed, a server whose owner died taken over.
 * A server that dies under us is started again on the same port.
 * Throws when another live process owns the data folder (unless `asGuest`), naming its pid and port, and when the folder cannot be used.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = new Server(options);
  await server.start();
  return {
    dataDir: server.dataDir,
    port: server.port,
    guest: server.guest,
    url: (role, database = 'anxin') => server.url(role, database),
    stop: () => server.stop(),
  };
}

class Server {
  port = 0;
  guest = false;
  /** Without symbolic links: a running server is known by its folder's name. */
  readonly dataDir: string;
  private readonly cluster: string;
  private readonly account: Account | undefined;
  private readonly binaries: string;
  private passwords: Readonly<Record<string, string>> = {};
  private stopping = false;
  private recovery = Promise.resolve();

  constructor(private readonly options: EmbeddedPostgresOptions) {
    const dataDir = path.resolve(options.dataDir ?? defaultDataDir());
    this.account = serverAccount(path.join(dataDir, 'pgdata'));
    makeDataDir(dataDir, this.account);
    this.dataDir = realpathSync(dataDir);
    this.cluster = path.join(this.dataDir, 'pgdata');
    this.binaries = serverBinaries(this.account, this.dataDir);
  }

  url(role: DatabaseRole, database: string): string {
    return `postgres://${role}:${this.passwords[role]}@127.0.0.1:${this.port}/${database}`;
  }

  async start(): Promise<void> {
    if (!existsSync(this.cluster)) await this.makeCluster();
    this.readCluster();
    let owner: pg.Client;
    try {
      owner = await this.own();
    } catch (error) {
      if (!(error instanceof InUse && this.options.asGuest)) throw error;
      this.guest = true;
      return;
    }
    if (this.options.port && this.options.port !== this.port) {
      await this.control('stop', '-m', 'fast');
      this.port = 0;
      owner = await this.own();
    }
    await this.makeRoles(owner);
    this.keep(owner);
    this.options.log.info(`PostgreSQL on 127.0.0.1:${this.port}, data in ${this.dataDir}`);
  }

  async stop(): Promise<void> {
    if (this.guest) return;
    this.stopping = true;
    await this.recovery;
    // The owner's connection stays until the server ends it, so that nobody takes over a server that is going down.
    if (this.postmaster()) await this.control('stop', '-m', 'fast');
  }

  /** initdb into a draft folder that is renamed when whole: a kill half-way, or two first starts at once, leave one good cluster. */
  private async makeCluster(): Promise<void> {
    for (const name of readdirSync(this.dataDir)) {
      const maker = Number(/^pgdata-draft-(\d+)$/.exec(name)?.[1]);
      if (maker && !isAlive(maker)) rmSync(path.join(this.dataDir, name), { recursive: true });
    }
    const folder = path.join(this.dataDir, `pgdata-draft-${process.pid}`);
    const draft = path.join(folder, 'pgdata');
    const passwordFile = path.join(folder, 'password');
    const password = () => randomBytes(24).toString('base64url');
    const passwords: Record<DatabaseRole, string> = { postgres: password(), anxin_owner: password(), anxin_app: password() };
    mkdirSync(folder, { mode: 0o700 });
    this.give(folder);
    writeFileSync(passwordFile, passwords.postgres, { mode: 0o600 });
    this.give(passwordFile);
    await this.execute('initdb', [
      '--pgdata', draft, '--username', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256',
      '--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--data-checksums',
      ...(this.options.mode === 'throwaway' ? ['--no-sync'] : []),
    ]);
    writeFileSync(path.join(draft, 'credentials.json'), JSON.stringify(passwords), { mode: 0o600 });
    this.give(path.join(draft, 'credentials.json'));
    try {
      renameSync(draft, this.cluster);
    } catch (error) {
      if (!existsSync(this.cluster)) throw error;
    }
    rmSync(folder, { recursive: true });
  }

  private readCluster(): void {
    const own = this.account?.uid ?? process.getuid?.();
    const { uid } = statSync(this.cluster);
    if (own !== undefined && uid !== own) {
      throw new ConfigError(`${this.cluster} belongs to the account with uid ${uid}. Start as that account, or set DATA_DIR to a folder of your own.`);
    }
    const made = readFileSync(path.join(this.cluster, 'PG_VERSION'), 'utf8').trim();
    const ours = /\d+/.exec(runAs(this.account, path.join(this.binaries, 'bin/postgres'), ['--version']).stdout)?.[0];
    if (made !== ours) {
      throw new ConfigError(`${this.cluster} was made by PostgreSQL ${made}, and this is PostgreSQL ${ours}. Dump it with the old release and load it with this one (docs/operations.md), or set DATA_DIR to an empty folder.`);
    }
    this.passwords = JSON.parse(readFileSync(path.join(this.cluster, 'credentials.json'), 'utf8')) as Record<string, string>;
  }

  /** The connection that holds the owner's lock, to a server that runs: the one found, or one we start. */
  private async own(): Promise<pg.Client> {
    const until = Date.now() + patienceSeconds * 1000;
    for (;;) {
      if (this.stopping || Date.now() > until) throw new Error(`The embedded PostgreSQL in ${this.cluster} does not answer; its log is server.log there.`);
      await this.ensureRunning();
      const client = new pg.Client({ connectionString: this.url('postgres', 'postgres'), application_name: `anxin ${process.pid}`, ssl: false });
      client.on('error', () => undefined);
      try {
        await client.connect();
        const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS got', [...ownerLock]);
        if (rows[0]?.got) return client;
        const owner = await client.query<{ pid: string }>(
          `SELECT substr(application_name, 7) AS pid FROM pg_stat_activity JOIN pg_locks USING (pid)
           WHERE locktype = 'advisory' AND classid = $1 AND objid = $2 AND granted`,
          [...ownerLock],
        );
        await client.end();
        const pid = Number(owner.rows[0]?.pid);
        if (pid && isAlive(pid)) throw new InUse(`The data folder ${this.dataDir} is in use by the running process ${pid} (database port ${this.port}). Stop that one first, or set DATA_DIR to another folder.`);
      } catch (error) {
        const code = (error as { code?: string }).code;
        if (error instanceof InUse || code === '28P01') throw error;
        // Starting, recovering, shutting down or just gone: each ends by itself.
      }
      await sleep(100);
    }
  }

  /** Leaves `port` at a server's that runs on this cluster. */
  private async ensureRunning(): Promise<void> {
    const log = path.join(this.cluster, 'server.log');
    const portFile = path.join(this.cluster, 'last-port');
    const flush = this.options.mode === 'durable' ? '' : '-c fsync=off -c full_page_writes=off';
    for (let attempt = 1; ; attempt += 1) {
      const running = this.postmaster();
      if (running) {
        this.port = running.port;
        return;
      }
      const port = this.options.port || this.port || (await freePort(existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0));
      if (existsSync(log)) renameSync(log, `${log}.old`);
      try {
        // pg_ctl puts the server into a session of its own: a Ctrl-C at the terminal reaches us and not it.
        await this.control('start', '-l', log, '-o', `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c timezone=UTC ${flush}`);
        writeFileSync(portFile, String(port));
      } catch (cause) {
        const said = existsSync(log) ? readFileSync(log, 'utf8') : String(cause);
        if (attempt >= 50 || !(passing.test(said) || (portTaken.test(said) && !this.options.port))) throw new Error(`The embedded PostgreSQL did not start on port ${port}. It says (${log}):\n${said.slice(-2000)}`, { cause });
        await sleep(200);
      }
    }
  }

  /** The running server of this cluster, by its pid file, which is removed if a kill left it. */
  private postmaster(): { readonly port: number } | undefined {
    const file = path.join(this.cluster, 'postmaster.pid');
    let lines: string[];
    try {
      lines = readFileSync(file, 'utf8').split('\n');
    } catch {
      return undefined;
    }
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!pid || !port) return undefined;
    if (isServerOf(this.cluster, pid)) return { port };
    // PostgreSQL itself would refuse to start when the pid now belongs to another process of the same account.
    rmSync(file, { force: true });
    return undefined;
  }

  private async makeRoles(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ name: string }>('SELECT rolname AS name FROM pg_roles UNION ALL SELECT datname FROM pg_database');
    const there = new Set(rows.map((row) => row.name));
    for (const role of ['anxin_owner', 'anxin_app'] as const) {
      if (!there.has(role)) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${this.passwords[role]}'`);
    }
    if (!there.has('anxin')) await client.query('CREATE DATABASE anxin OWNER anxin_owner');
  }

  private keep(owner: pg.Client): void {
    owner.once('end', () => {
      if (!this.stopping) this.recovery = this.recover();
    });
  }

  private async recover(): Promise<void> {
    const { log } = this.options;
    log.warn('The embedded PostgreSQL went away; it is being started again');
    try {
      this.keep(await this.own());
      log.info(`PostgreSQL on 127.0.0.1:${this.port} again`);
    } catch (error) {
      log.error(`The embedded PostgreSQL could not be started again: ${String(error)}`);
    }
  }

  private async control(verb: 'start' | 'stop', ...args: string[]): Promise<void> {
    await this.execute('pg_ctl', [verb, '--silent', '--wait', '--timeout', String(patienceSeconds), '--pgdata', this.cluster, ...args]);
  }

  private async execute(program: string, args: readonly string[]): Promise<void> {
    await run(path.join(this.binaries, 'bin', program), args, { cwd: '/', env: bareEnvironment, ...(this.account && { uid: this.account.uid, gid: this.account.gid }) });
  }

  private give(file: string): void {
    if (this.account) chownSync(file, this.account.uid, this.account.gid);
  }
}

class InUse extends ConfigError {}

/** Whether a process with this pid exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The preferred port if nobody listens there, else one that the system picks; 0 prefers none. */
async function freePort(preferred: number): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error) => (preferred ? resolve(freePort(0)) : reject(error)));
    probe.listen(preferred, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
