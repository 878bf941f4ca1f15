import type { DataSource } from 'typeorm';
import type { Exchange } from '../platform/bank-connection/index.js';
import type { Messages } from '../platform/messages.js';
import type { Door } from '../platform/work.js';
import { addDays, dayOf, instantOf, type PlainDate } from '../values/plain-date.js';

export interface JobRun {
  readonly door: Door;
  /** The instant that this run stands for: the time that was due, not the time at which it runs. */
  readonly slot: Date;
  /** The day of the slot in Asia/Shanghai. */
  readonly asOf: PlainDate;
  /** What a person gave on the command line; the timetable gives none. */
  readonly options: Readonly<Record<string, string>>;
  /** The ways to the banks; undefined where none are configured. */
  readonly exchange?: Exchange | undefined;
  /** The way to people's telephones; undefined where none is configured. */
  readonly messages?: Messages | undefined;
}

/** What a run did, e.g. `{ projects: 40, opened: 3, failed: 0 }`; a text is something to keep, such as the head of a chain. */
export type Counts = Readonly<Record<string, number | string>>;

/** When a job is due: every day at a time of day in Asia/Shanghai, or every so many minutes of the hour. */
export type Schedule = { readonly daily: `${number}:${number}` } | { readonly everyMinutes: 1 | 2 | 5 | 10 | 15 | 30 };

export interface Job {
  readonly name: string;
  /** What it does, for the page of jobs. */
  readonly title: string;
  readonly schedule: Schedule;
  /** What `npm run job` takes besides --as-of: each option's name, and what it means. */
  readonly options?: Readonly<Record<string, string>>;
  run(run: JobRun): Promise<Counts>;
}

const maxCatchUp = 31;
/** Frequent runs that went well are remembered for a week; the others for good. */
const keptMs = 7 * 86_400_000;

/** The newest slot at or before `now`. */
export function lastSlot(schedule: Schedule, now: Date): Date {
  if ('everyMinutes' in schedule) {
    const step = schedule.everyMinutes * 60_000;
    return new Date(Math.floor(now.getTime() / step) * step);
  }
  const today = slotOn(schedule, dayOf(now));
  return today <= now ? today : slotOn(schedule, addDays(dayOf(now), -1));
}

/** The slot of a day: the time at which a daily job is due, the beginning of the day for others. */
export function slotOn(schedule: Schedule, day: PlainDate): Date {
  const [hour, minute] = 'daily' in schedule ? (schedule.daily.split(':').map(Number) as [number, number]) : [0, 0];
  return instantOf(day, hour, minute);
}

/** Slots after `since` up to `now`, oldest first: daily ones all (at most a month of them), frequent ones only the newest. */
export function missedSlots(schedule: Schedule, since: Date, now: Date): Date[] {
  const newest = lastSlot(schedule, now);
  if (newest <= since) return [];
  if ('everyMinutes' in schedule) return [newest];
  const slots: Date[] = [];
  for (let slot = newest; slot > since && slots.length < maxCatchUp; slot = new Date(slot.getTime() - 86_400_000)) slots.unshift(slot);
  return slots;
}

export const cronOf = (schedule: Schedule): string => {
  if ('everyMinutes' in schedule) return `*/${schedule.everyMinutes} * * * *`;
  const [hour, minute] = schedule.daily.split(':').map(Number) as [number, number];
  return `${minute} ${hour} * * *`;
};

/**
 * Runs one slot of a job unless it is done or under way elsewhere. The row (name, slot) remembers; a transaction-level lock, held
 * by the runner, tells a run that goes on from one whose process died. Undefined: somebody else has it or had it.
 */
export async function runSlot(job: Job, slot: Date, door: Door, dataSource: DataSource, clock: () => Date, outside: Pick<JobRun, 'exchange' | 'messages'> = {}): Promise<Counts | undefined> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.startTransaction();
    await lock.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    const [got] = (await lock.query('SELECT pg_try_advisory_xact_lock(hashtext($1), 0) AS got', [`job ${job.name}`])) as [{ got: boolean }];
    if (!got.got) return undefined;
    const started = (await dataSource.query(
      `INSERT INTO job_run (name, slot, state, started_at) VALUES ($1, $2, 'running', $3)
       ON CONFLICT (name, slot) DO UPDATE SET state = 'running', started_at = excluded.started_at, finished_at = NULL, error = NULL WHERE job_run.state <> 'done'
       RETURNING name`,
      [job.name, slot, clock()],
    )) as unknown[];
    if (started.length === 0) return undefined;
    try {
      const counts = await job.run({ door, slot, asOf: dayOf(slot), options: {}, ...outside });
      await dataSource.query(`UPDATE job_run SET state = 'done', finished_at = $3, counts = $4 WHERE name = $1 AND slot = $2`, [job.name, slot, clock(), JSON.stringify(counts)]);
      if ('everyMinutes' in job.schedule) await dataSource.query(`DELETE FROM job_run WHERE name = $1 AND state = 'done' AND slot < $2`, [job.name, new Date(slot.getTime() - keptMs)]);
      return counts;
    } catch (error) {
      await dataSource.query(`UPDATE job_run SET state = 'failed', finished_at = $3, error = $4 WHERE name = $1 AND slot = $2`, [job.name, slot, clock(), String(error).slice(0, 500)]);
      throw error;
    }
  } finally {
    if (lock.isTransactionActive) await lock.rollbackTransaction();
    await lock.release();
  }
}
