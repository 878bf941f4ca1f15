import cron, { type ScheduledTask } from 'node-cron';
import type { DataSource } from 'typeorm';
import type { Log } from '../platform/log.js';
import type { Door } from '../platform/work.js';
import { cronOf, missedSlots, runSlot, type Job, type JobRun } from './job.js';

export interface Scheduler {
  /** True while the clock ticks. */
  running(): boolean;
  /** Stops ticking and waits for the runs under way. */
  stop(): Promise<void>;
}

/** A run keeps a connection for its lock beside the one that it works with: all jobs at once would hold the whole pool and wait for each other. */
const sideBySide = 3;

/** Ticks with node-cron; what is due and what was missed is read from `job_run`, never from memory. */
export function startScheduler(jobs: readonly Job[], { door, dataSource, clock, log, ...outside }: { readonly door: Door; readonly dataSource: DataSource; readonly clock: () => Date; readonly log: Log } & Pick<JobRun, 'exchange' | 'messages'>): Scheduler {
  const under = new Set<Promise<void>>();
  let ticking = true;
  let free = sideBySide;
  const waiting: (() => void)[] = [];
  const inTurn = async (run: () => Promise<void>): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
  const tick = (job: Job): void => {
    const run = inTurn(() => catchUp(job))
      .catch((error: unknown) => log.error({ err: error as Error, job: job.name }, 'job failed'))
      .finally(() => under.delete(run));
    under.add(run);
  };
  const catchUp = async (job: Job): Promise<void> => {
    const now = clock();
    const [last] = (await dataSource.query(`SELECT max(slot) FILTER (WHERE state = 'done') AS slot FROM job_run WHERE name = $1`, [job.name])) as [{ slot: Date | null }];
    // A job that never ran begins with its newest slot; it does not invent a past.
    const slots = missedSlots(job.schedule, last.slot ?? new Date(0), now);
    for (const slot of last.slot ? slots : slots.slice(-1)) {
      if (!ticking) return;
      const counts = await runSlot(job, slot, door, dataSource, clock, outside);
      if (counts) log.info({ job: job.name, slot, counts }, 'job done');
    }
  };
  const tasks: ScheduledTask[] = jobs.map((job) => cron.schedule(cronOf(job.schedule), () => tick(job), { timezone: 'Asia/Shanghai' }));
  for (const job of jobs) tick(job);
  return {
    running: () => ticking,
    stop: async () => {
      ticking = false;
      await Promise.all(tasks.map((t) => t.stop()));
      await Promise.all(under);
    },
  };
}
