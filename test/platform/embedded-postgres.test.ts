import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('embedded PostgreSQL', () => {
  let dataDir: string;
  let running: EmbeddedPostgres | undefined;
  let child: ChildProcess | undefined;

  const start = async (port?: number) => (running = await startEmbeddedPostgres({ dataDir, port, mode: 'throwaway', log }));
  const postmasterPid = () => Number(readFileSync(path.join(dataDir, 'pgdata/postmaster.pid'), 'utf8').split('\n')[0]);

  /** Starts the server from another process of ours; answers when it runs. */
  const startElsewhere = async () => {
    const module = new URL('../../src/platform/embedded-postgres.js', import.meta.url);
    const script = `const { startEmbeddedPostgres } = await import(${JSON.stringify(module.href)});
      const log = { info() {}, warn() {}, error() {} };
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, mode: 'throwaway', log });
      console.log('up'); setInterval(() => {}, 1000);`;
    child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    if (!child.stdout) throw new Error('no stdout');
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => Promise.reject(new Error('the other process ended')))]);
    return child;
  };
  const killElsewhere = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };

  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), `anxin-test-${process.pid}-`));
    chmodSync(dataDir, 0o711);
  });

  afterEach(async () => {
    await killElsewhere();
    await (running ?? (await start())).stop();
    running = undefined;
    rmSync(dataDir, { recursive: true });
  });

  it('keeps data and port over a stop and a start', async () => {
    const first = await start();
    await query(first.url('anxin_owner'), `CREATE TABLE kept AS SELECT '安薪' AS name`);
    await first.stop();
    const second = await start();
    expect(second.port).to.equal(first.port);
    expect(await query(second.url('anxin_owner'), 'SELECT name FROM kept')).to.deep.equal([{ name: '安薪' }]);
  });

  it('is UTF-8 with checksums, listens on 127.0.0.1 only, and keeps its passwords from others', async () => {
    const server = await start();
    const settings = await query(
      server.url('postgres'),
      `SELECT name, setting FROM pg_settings WHERE name IN ('server_encoding', 'data_checksums', 'listen_addresses', 'unix_socket_directories') ORDER BY name COLLATE "C"`,
    );
    expect(settings.map((row) => row['setting'])).to.deep.equal(['on', '127.0.0.1', 'UTF8', '']);
    expect(statSync(path.join(dataDir, 'pgdata/credentials.json')).mode & 0o077).to.equal(0);
    await refused(query(server.url('anxin_app').replace(/:[^:@/]+@/, ':wrong@'), 'SELECT 1'), 'password authentication failed');
  });

  it('lets the owner make tables and the application none', async () => {
    const server = await start();
    await query(server.url('anxin_owner'), 'CREATE TABLE fine (id int)');
    await refused(query(server.url('anxin_app'), 'CREATE TABLE forbidden (id int)'), 'permission denied for schema public');
    await refused(query(server.url('anxin_app'), 'SELECT * FROM fine'), 'permission denied for table fine');
    await refused(query(server.url('anxin_owner'), 'CREATE ROLE another'), 'permission denied to create role');
  });

  it('takes the named port, also from an abandoned server on another', async () => {
    await startElsewhere();
    await killElsewhere();
    const port = await unusedPort();
    expect((await start(port)).port).to.equal(port);
    expect(await query(running?.url('anxin_app') ?? '', 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
  });

  it('says so when the named port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    await refused(start((taken.address() as AddressInfo).port), `did not start on port ${(taken.address() as AddressInfo).port}`);
    taken.close();
  });

  it('comes back on the same port when the server is killed under it', async () => {
    const server = await start();
    await query(server.url('anxin_owner'), 'CREATE TABLE kept AS SELECT 1 AS one');
    process.kill(postmasterPid(), 'SIGKILL');
    const answers = () => query(server.url('anxin_owner'), 'SELECT 1').then(() => true, () => false);
    while (!(await answers())) await sleep(50);
    expect(await query(server.url('anxin_owner'), 'SELECT one FROM kept')).to.deep.equal([{ one: 1 }]);
  });

  it('takes over a server whose process was killed', async () => {
    await startElsewhere();
    const pid = postmasterPid();
    await killElsewhere();
    const server = await start();
    expect(postmasterPid()).to.equal(pid);
    expect(await query(server.url('anxin_app'), 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
  });

  it('starts after everything was killed', async () => {
    await startElsewhere();
    const pid = postmasterPid();
    process.kill(pid, 'SIGKILL');
    await killElsewhere();
    const server = await start();
    expect(postmasterPid()).to.not.equal(pid);
    expect(await query(server.url('anxin_app'), 'SELECT 1 AS one')).to.deep.equal([{ one: 1 }]);
  });

  it('starts when the pid of a stale pid file now belongs to another program', async () => {
    await (await start()).stop();
    writeFileSync(path.join(dataDir, 'pgdata/postmaster.pid'), `${process.pid}\n${dataDir}/pgdata\n1\n5432\n`);
    await start();
    expect(postmasterPid()).to.not.equal(process.pid);
  });

  it('makes the cluster anew when its making was killed half-way', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    const draft = path.join(dataDir, `pgdata-draft-${gone.pid}`);
    mkdirSync(path.join(draft, 'pgdata'), { recursive: true });
    await start();
    expect(() => statSync(draft)).to.throw('ENOENT');
  });

  it('refuses a folder in use, naming process and port', async () => {
    const other = await startElsewhere();
    const port = Number(readFileSync(path.join(dataDir, 'pgdata/last-port'), 'utf8'));
    await refused(start(), `in use by the running process ${other.pid} (database port ${port})`);
  });

  it('lets one of two simultaneous first starts win', async () => {
    const both = await Promise.allSettled([startElsewhere(), start()]);
    expect(both.map((result) => result.status).sort()).to.deep.equal(['fulfilled', 'rejected']);
  });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refused(attempt: Promise<unknown>, words: string): Promise<void> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(String(error)).to.contain(words);
}

async function unusedPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
