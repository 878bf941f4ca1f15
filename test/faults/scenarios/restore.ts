import { createDataSource } from '../../../ormconfig.js';
import type { DataSource } from 'typeorm';
import { confirmDecision, confirmResume, proposeDecision, proposeResume } from '../../../src/domain/releases/index.js';
import { dispatch } from '../../../src/jobs/dispatch-payments.js';
import { createDoor, systemActor, type Work } from '../../../src/platform/work.js';
import { openBank } from '../../support/faults/bank.js';
import { expectSound } from '../../support/faults/check.js';
import type { Acknowledged } from '../../support/faults/client.js';
import { installedPostgres, openInstalled } from '../../support/faults/installed.js';
import { credit, emptyProject } from '../../support/faults/load.js';
import { agreedReleases } from '../../support/faults/payments.js';
import { runJob, startProgram } from '../../support/faults/program.js';
import { backUp, startArchive } from '../../support/faults/backup.js';
import { openStage, type Stage } from '../../support/faults/stage.js';
import type { Person } from '../../support/world.js';
import type { Fault } from '../fault.js';

/** Another database with the same city in it. */
interface Twin {
  readonly owner: DataSource;
  as<T>(who: Person | 'system', run: (work: Work) => Promise<T>): Promise<T>;
  /** The invariants, and what these clients were answered. */
  sound(acks: readonly Acknowledged[]): Promise<void>;
  close(): Promise<void>;
}

async function openTwin(stage: Stage, url: (role: 'anxin_owner' | 'anxin_app') => string): Promise<Twin> {
  const [owner, app] = await Promise.all([createDataSource(url('anxin_owner'), { poolSize: 2 }).initialize(), createDataSource(url('anxin_app')).initialize()]);
  const { world } = stage;
  const door = createDoor({ dataSource: app, vault: world.vault, clock: () => world.clock.now });
  const as: Twin['as'] = (who, run) => door(who === 'system' ? systemActor : world.actors[who], run);
  return {
    owner,
    as,
    sound: (acks) => expectSound({ ...stage, acks: [...acks], world: { ...world, owner, dataSource: app, as } }),
    close: async () => {
      await owner.destroy();
      await app.destroy();
    },
  };
}

/** A restore rewinds our memory and not the bank's: what is before the moment is there, and nothing is sent until people have reconciled. */
export const restoredToMoment: Fault = {
  name: 'F24',
  title: 'restore to a moment from a base backup and the archived log',
  play: async (stage, { long }) => {
    await startArchive(stage.cluster);
    const bank = await openBank(stage);
    await bank.round();
    const [batch] = await agreedReleases(stage, 1, 1_000_00n, 2);
    const projectId = await emptyProject(stage);
    const clerk = await stage.client('bank');
    const book = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await credit(stage, clerk, projectId, '5.00');
    };
    const backup = await backUp(stage.cluster);
    await book(long ? 200 : 20);
    const kept = stage.acks.length;
    const [{ moment }] = await stage.world.owner.query<[{ moment: string }]>('SELECT clock_timestamp()::text AS moment');
    await book(long ? 50 : 10);
    const gone = stage.acks.slice(kept);
    if ((await bank.round()).sent !== 1) throw new Error('the batch did not go out after the moment');
    const began = Date.now();
    const restored = await backup.restore(moment);
    try {
      const around = { ...bank.around(), databaseUrl: restored.url('anxin_app') };
      const service = await startProgram(around);
      const seconds = Math.round((Date.now() - began) / 1000);
      await service.end();
      const twin = await openTwin(stage, (role) => restored.url(role));
      try {
        await twin.sound(stage.acks.slice(0, kept));
        const [still] = await twin.owner.query<[{ n: number }]>('SELECT count(*)::int AS n FROM idempotency WHERE key = ANY ($1)', [gone.map((a) => a.key)]);
        if (still.n !== 0) throw new Error(`${still.n} of ${gone.length} commands from after the moment are there`);
        const arrivals = (): number => bank.bank.book.all().filter((b) => b.kind === 'received' && b.batch === batch!.number).length;
        const { code, output } = await runJob(around, 'dispatch-payments');
        if (code !== 0) throw new Error(output);
        const [dispatcher] = await twin.owner.query<[{ paused: boolean; restored: boolean; findings: { number: string }[] }]>('SELECT paused_at IS NOT NULL AS paused, restored, findings FROM dispatcher');
        if (!dispatcher.paused || !dispatcher.restored || dispatcher.findings.map((f) => f.number).join() !== batch!.number) throw new Error(`after the restore the dispatcher is ${JSON.stringify(dispatcher)}`);
        await twin.as('supervisor', (work) => proposeResume(work, { note: '已与银行逐批核对', findings: 1 }));
        await twin.as('supervisor2', confirmResume);
        const round = await dispatch((_actor, run) => twin.as('system', run), bank.exchange);
        if (round.sent !== 0 || round.doubtful !== 1 || arrivals() !== 1) throw new Error(`I5: the batch that the bank has paid arrived ${arrivals()} times; ${JSON.stringify(round)}`);
        const statement = { name: '银行书面说明.txt', mediaType: 'text/plain', bytes: Buffer.from(`faults ${stage.dice.seed} ${batch!.number}`) };
        const { decisionId } = await twin.as('bank', (work) => proposeDecision(work, batch!.id, { outcome: 'paid', opinion: '银行书面确认已支付' }, statement));
        await twin.as('supervisor', (work) => confirmDecision(work, decisionId));
        await twin.sound(stage.acks.slice(0, kept));
      } finally {
        await twin.close();
      }
      await bank.settle();
      await bank.check([batch!.id]);
      return `back in ${seconds} s: ${kept} acknowledged before the moment are there, ${gone.length} after it are not; sending paused, the batch that the bank had was not sent again`;
    } finally {
      await restored.stop();
      await bank.close();
    }
  },
};

/** What every table holds, in one line each, with the sequences and the rights. */
async function contents(owner: DataSource): Promise<readonly string[]> {
  const tables = await owner.query<{ name: string }[]>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`);
  const lines: string[] = [];
  for (const { name } of tables) {
    const [row] = await owner.query<[{ line: string }]>(`SELECT concat_ws(' ', count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text)))) AS line FROM "${name}" t`);
    lines.push(`${name} ${row.line}`);
  }
  const more = await owner.query<{ line: string }[]>(`
    SELECT concat_ws(' ', 'sequence', sequencename, last_value) AS line FROM pg_sequences WHERE schemaname = 'public'
    UNION ALL SELECT concat_ws(' ', 'rights', relname, (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(relacl) a)) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S')
    UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    ORDER BY 1`);
  return [...lines, ...more.map((r) => r.line)];
}

/** pg_dump and pg_restore into an empty database: the same rows, sums, rights and chain, and the service runs on it. */
export const dumpedAndRestored: Fault = {
  name: 'F25',
  title: 'pg_dump, restored into an empty database',
  missing: () => (installedPostgres() ? undefined : 'a PostgreSQL 15 or newer with pg_dump in /usr/lib/postgresql (Debian: apt-get install postgresql)'),
  play: async ({ dice }, { long }) => {
    const installed = installedPostgres()!;
    const cluster = await openInstalled(installed);
    const stage = await openStage(dice, cluster);
    try {
      const clerk = await stage.client('bank');
      const projectId = await emptyProject(stage);
      for (let n = 0; n < (long ? 300 : 20); n += 1) await credit(stage, clerk, projectId, '8.08');
      const bank = await openBank(stage, { payThenReturn: 0.5 });
      const batches = await agreedReleases(stage, 2, 1_000_00n, 3);
      await bank.settle();
      await bank.check(batches.map((b) => b.id));
      await bank.close();
      await stage.sound();
      await stage.program().end('SIGTERM');
      const { port } = new URL(cluster.url('postgres'));
      const server = ['--host', '127.0.0.1', '--port', port, '--username', 'postgres'];
      const file = `${cluster.dataDir}/installed/anxin.dump`;
      installed.run('pg_dump', [...server, '--format', 'custom', '--file', file, 'anxin']);
      installed.run('pg_restore', [...server, '--exit-on-error', '--dbname', 'anxin_again', file]);
      const twin = await openTwin(stage, (role) => cluster.url(role, 'anxin_again'));
      try {
        const [before, after] = [await contents(stage.world.owner), await contents(twin.owner)];
        const differ = before.flatMap((line, i) => (line === after[i] ? [] : [`${line} / ${after[i] ?? 'nothing'}`]));
        if (differ.length > 0 || before.length !== after.length) throw new Error(`${differ.length} differences: ${differ.slice(0, 5).join('; ')}`);
        await twin.sound(stage.acks);
        const around = { ...stage.around, databaseUrl: cluster.url('anxin_app', 'anxin_again') };
        const service = await startProgram(around);
        await service.end();
        const verified = await runJob(around, 'verify-audit');
        if (verified.code !== 0) throw new Error(verified.output);
        return `PostgreSQL ${installed.major}: ${before.length} tables, sequences, rights, triggers and constraints are equal, ${stage.acks.length} acknowledged are there`;
      } finally {
        await twin.close();
      }
    } finally {
      await stage.close();
    }
  },
};
