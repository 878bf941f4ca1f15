import { expect } from 'chai';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig.js';
import { lastSlot, missedSlots, runSlot, slotOn, type Counts, type Job, type JobRun } from '../../src/jobs/job.js';
import { startScheduler } from '../../src/jobs/scheduler.js';
import { createLog } from '../../src/platform/log.js';
import type { Door } from '../../src/platform/work.js';
import { day, instantOf } from '../../src/values/plain-date.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const at = (text: string, hour: number, minute = 0): Date => instantOf(day(text), hour, minute);
const daily = { daily: '06:00' } as const;

describe('slots', () => {
  it('are, for a daily job, its time of day in Asia/Shanghai, once it has come', () => {
    expect(lastSlot(daily, at('2026-08-20', 6))).to.deep.equal(at('2026-08-20', 6));
    expect(lastSlot(daily, at('2026-08-20', 5, 59))).to.deep.equal(at('2026-08-19', 6));
    expect(slotOn(daily, day('2026-08-20')).toISOString()).to.equal('2026-08-19T22:00:00.000Z');
    expect(slotOn({ everyMinutes: 5 }, day('2026-08-20')).toISOString()).to.equal('2026-08-19T16:00:00.000Z');
  });

  it('that were missed are all the daily ones, oldest first, over a month of them at most; of frequent ones only the newest', () => {
    expect(missedSlots(daily, at('2026-08-17', 6), at('2026-08-20', 7))).to.deep.equal([at('2026-08-18', 6), at('2026-08-19', 6), at('2026-08-20', 6)]);
    expect(missedSlots(daily, at('2026-08-20', 6), at('2026-08-20', 23))).to.deep.equal([]);
    const long = missedSlots(daily, at('2025-01-01', 6), at('2026-08-20', 7));
    expect(long).to.have.lengthOf(31);
    expect(long.at(-1)).to.deep.equal(at('2026-08-20', 6));
    expect(missedSlots({ everyMinutes: 5 }, at('2026-08-17', 6), at('2026-08-20', 7, 3))).to.deep.equal([at('2026-08-20', 7)]);
  });
});

describe('the scheduler', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  const now = at('2026-08-20', 7);
  let names = 0;
  const clock = (): Date => now;
  const door: Door = () => Promise.reject(new Error('no job of this test needs one'));
  const log = createLog('silent');

  before(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource(database.appUrl).initialize();
  });
  after(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const jobOf = (run: (run: JobRun) => Promise<Counts>): Job => ({ name: `test-${(names += 1)}`, title: '测试', schedule: daily, run });
  const runs = (job: Job): Promise<{ slot: Date; state: string; counts: Counts; error: string | null }[]> => dataSource.query('SELECT slot, state, counts, error FROM job_run WHERE name = $1 ORDER BY slot', [job.name]);
  const done = (job: Job, slot: Date): Promise<unknown> => dataSource.query(`INSERT INTO job_run (name, slot, state, started_at) VALUES ($1, $2, 'done', $2)`, [job.name, slot]);
  /** A scheduler that begins, does what is due until the runs stand like this, oldest first, and ends. */
  const beginAndEnd = async (job: Job, ...wanted: string[]): Promise<void> => {
    const scheduler = startScheduler([job], { door, dataSource, clock, log });
    for (let states = ''; states !== wanted.join(); states = (await runs(job)).map((r) => r.state).join()) await new Promise((resolve) => setTimeout(resolve, 5));
    await scheduler.stop();
  };

  it('forgets what a frequent job did well over a week ago, and nothing else', async () => {
    const job: Job = { ...jobOf(async () => ({})), schedule: { everyMinutes: 1 } };
    const [old, edge, slot] = [at('2026-08-13', 6, 59), at('2026-08-13', 7), at('2026-08-20', 7)];
    await done(job, old);
    await done(job, edge);
    await dataSource.query(`INSERT INTO job_run (name, slot, state, started_at, error) VALUES ($1, $2, 'failed', $2, 'x')`, [job.name, at('2026-08-01', 1)]);
    await runSlot(job, slot, door, dataSource, clock);
    expect((await runs(job)).map((r) => r.slot)).to.deep.equal([at('2026-08-01', 1), edge, slot]);
  });

  it('runs one slot once, however many contend for it', async () => {
    let ran = 0;
    const job = jobOf(async () => {
      ran += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { ran };
    });
    const slot = at('2026-08-20', 6);
    const others = await Promise.all(Array.from({ length: 8 }, () => createDataSource(database.appUrl, { poolSize: 2 }).initialize()));
    try {
      const answers = await Promise.all(others.map((source) => runSlot(job, slot, door, source, clock)));
      expect(answers.filter((a) => a !== undefined)).to.deep.equal([{ ran: 1 }]);
      expect(await runSlot(job, slot, door, others[0]!, clock)).to.equal(undefined);
      expect(ran).to.equal(1);
      expect(await runs(job)).to.deep.equal([{ slot, state: 'done', counts: { ran: 1 }, error: null }]);
    } finally {
      await Promise.all(others.map((source) => source.destroy()));
    }
  });

  it('runs more jobs than there are connections, all of which need one beside their lock', async () => {
    const many = Array.from({ length: 12 }, () => jobOf(async () => ({ rows: (await dataSource.query<unknown[]>('SELECT pg_sleep(0.01)')).length })));
    const scheduler = startScheduler(many, { door, dataSource, clock, log });
    const states = async (): Promise<string[]> => (await dataSource.query<{ state: string }[]>('SELECT state FROM job_run WHERE name = ANY ($1)', [many.map((j) => j.name)])).map((r) => r.state);
    while ((await states()).filter((s) => s === 'done').length < many.length) await new Promise((resolve) => setTimeout(resolve, 20));
    await scheduler.stop();
  });

  it('catches up the daily slots that were missed, oldest first', async () => {
    const days: string[] = [];
    const job = jobOf(async ({ asOf, slot, options }) => {
      expect(slot).to.deep.equal(slotOn(daily, asOf));
      expect(options).to.deep.equal({});
      days.push(asOf);
      return {};
    });
    await done(job, at('2026-08-17', 6));
    await beginAndEnd(job, 'done', 'done', 'done', 'done');
    expect(days).to.deep.equal(['2026-08-18', '2026-08-19', '2026-08-20']);
    await beginAndEnd(job, 'done', 'done', 'done', 'done');
    expect(days).to.have.lengthOf(3);
  });

  it('begins a job that never ran with its newest slot and invents no past', async () => {
    const days: string[] = [];
    const job = jobOf(async ({ asOf }) => ({ n: days.push(asOf) }));
    await beginAndEnd(job, 'done');
    expect(days).to.deep.equal(['2026-08-20']);
  });

  it('tries a failed slot again, before those that follow it', async () => {
    const days: string[] = [];
    let broken = true;
    const job = jobOf(async ({ asOf }) => {
      days.push(asOf);
      if (broken) throw new Error('out of paper');
      return {};
    });
    await done(job, at('2026-08-18', 6));
    await beginAndEnd(job, 'done', 'failed');
    expect(await runs(job)).to.deep.include({ slot: at('2026-08-19', 6), state: 'failed', counts: {}, error: 'Error: out of paper' });
    broken = false;
    await beginAndEnd(job, 'done', 'done', 'done');
    expect(days).to.deep.equal(['2026-08-19', '2026-08-19', '2026-08-20']);
  });

  it('takes over the slot of a process that died in the middle', async () => {
    const days: string[] = [];
    const job = jobOf(async ({ asOf }) => ({ n: days.push(asOf) }));
    await dataSource.query(`INSERT INTO job_run (name, slot, state, started_at) VALUES ($1, $2, 'running', $2)`, [job.name, at('2026-08-20', 6)]);
    await beginAndEnd(job, 'done');
    expect(days).to.deep.equal(['2026-08-20']);
  });

  it('waits, when stopped, for the run under way and begins no other', async () => {
    const order: string[] = [];
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let begun = (): void => undefined;
    const began = new Promise<void>((resolve) => (begun = resolve));
    const job = jobOf(async ({ asOf }) => {
      begun();
      await gate;
      order.push(asOf);
      return {};
    });
    await done(job, at('2026-08-18', 6));
    const scheduler = startScheduler([job], { door, dataSource, clock, log });
    expect(scheduler.running()).to.equal(true);
    await began;
    const stopped = scheduler.stop().then(() => order.push('stopped'));
    expect(scheduler.running()).to.equal(false);
    release();
    await stopped;
    expect(order).to.deep.equal(['2026-08-19', 'stopped']);
  });
});
