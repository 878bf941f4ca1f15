import { execFileSync } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { makeClusterDir, openCluster, type Cluster } from './cluster.js';
import { until } from './load.js';

/** A base backup with its archive of the log, from which the server can be had again as it was at any moment since. */
export interface Backup {
  /** A server as it was at that moment, on a timeline of its own. @param moment of the database's clock */
  restore(moment: string): Promise<Cluster>;
}

/** Has the server write its log into an archive from now on; restarts it. */
export async function startArchive(cluster: Cluster): Promise<void> {
  const archive = path.join(cluster.dataDir, 'archive');
  if (existsSync(archive)) return;
  await cluster.restart(() => {
    mkdirSync(archive);
    own(cluster, archive);
    appendFileSync(path.join(cluster.dataDir, 'pgdata/postgresql.auto.conf'), `archive_mode = on\narchive_command = 'test ! -f "${archive}/%f" && cp "%p" "${archive}/%f"'\n`);
  });
}

/**
 * The base backup of PostgreSQL's manual by its low-level calls, while the server works: what `pg_basebackup` does, which the npm package
 * does not carry.
 */
export async function backUp(cluster: Cluster): Promise<Backup> {
  const from = path.join(cluster.dataDir, 'pgdata');
  const base = path.join(cluster.dataDir, `base-${Date.now()}`);
  const client = new pg.Client({ connectionString: cluster.url('postgres', 'postgres') });
  await client.connect();
  try {
    await client.query(`SELECT pg_backup_start('faults', true)`);
    copyTree(from, base);
    const { rows } = await client.query<{ label: string; spaces: string }>('SELECT labelfile AS label, spcmapfile AS spaces FROM pg_backup_stop(false)');
    for (const name of ['postmaster.pid', 'postmaster.opts', 'server.log', 'last-port']) rmSync(path.join(base, name), { force: true });
    for (const name of readdirSync(path.join(base, 'pg_wal'))) rmSync(path.join(base, 'pg_wal', name), { recursive: true });
    writeFileSync(path.join(base, 'backup_label'), rows[0]!.label);
    own(cluster, path.join(base, 'backup_label'));
  } finally {
    await client.end();
  }
  return {
    restore: async (moment) => {
      await archiveAll(cluster);
      const dataDir = makeClusterDir();
      const to = path.join(dataDir, 'pgdata');
      copyTree(base, to);
      mkdirSync(path.join(to, 'pg_wal/archive_status'), { recursive: true });
      writeFileSync(path.join(to, 'recovery.signal'), '');
      appendFileSync(
        path.join(to, 'postgresql.auto.conf'),
        `archive_mode = off\nrestore_command = 'cp "${path.join(cluster.dataDir, 'archive')}/%f" "%p"'\nrecovery_target_time = '${moment}'\nrecovery_target_action = 'promote'\n`,
      );
      for (const name of ['recovery.signal', 'pg_wal', 'pg_wal/archive_status']) own(cluster, path.join(to, name));
      const restored = await openCluster(dataDir);
      await until(async () => (await ask(restored, 'SELECT pg_is_in_recovery() AS is')) === false, 'the restored server takes writes');
      return restored;
    },
  };
}

/** Everything that has been committed so far is in the archive. */
async function archiveAll(cluster: Cluster): Promise<void> {
  const segment = String(await ask(cluster, 'SELECT pg_walfile_name(pg_switch_wal()) AS is'));
  await until(() => existsSync(path.join(cluster.dataDir, 'archive', segment)), 'the log is archived');
}

async function ask(cluster: Cluster, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster.url('postgres', 'postgres') });
  await client.connect();
  try {
    return (await client.query<{ is: unknown }>(sql)).rows[0]!.is;
  } finally {
    await client.end();
  }
}

/** With owners and modes; a file that goes away meanwhile is not missed: the log brings what it held. */
function copyTree(from: string, to: string): void {
  try {
    execFileSync('cp', ['-a', from, to], { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr).trim().split('\n');
    if (!said.every((line) => line.includes('No such file'))) throw error;
  }
}

/** Gives a file to the account that the server runs as. */
function own(cluster: Cluster, file: string): void {
  const { uid, gid } = statSync(path.join(cluster.dataDir, 'pgdata'));
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
}
