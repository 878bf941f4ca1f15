import type { DataSource } from 'typeorm';
import type { Vault } from '../platform/vault.js';
import { addPeriods, periodOf, periodsFrom } from '../values/period.js';
import { dayOf } from '../values/plain-date.js';
import { settle } from './firms.js';
import { planProjects } from './plan.js';
import { playProject, type DemoProject } from './project-life.js';
import { Seeded } from './random.js';
import { Stage } from './stage.js';

export interface DemoDeps {
  readonly dataSource: DataSource;
  readonly vault: Vault;
  readonly clock: () => Date;
  /** Tells the person at the terminal what is going on. */
  say(line: string): void;
}

const months = 8;
/** Projects that are played side by side: their commands wait for the database, not for each other. */
const sideBySide = 4;

/** Loads 儋州 as a demo into an empty database, by the commands that the pages use. Afterwards a mark says that it is whole. */
export async function loadDemoCity({ dataSource, vault, clock, say }: DemoDeps): Promise<void> {
  const [mark] = await dataSource.query<{ state: string }[]>(`SELECT state FROM job_run WHERE name = 'demo-city'`);
  const [used] = await dataSource.query<unknown[]>('SELECT FROM party LIMIT 1');
  if (mark?.state === 'done' || used) return;
  const started = clock();
  say('正在准备演示城市(约一分钟,仅第一次)……');
  await dataSource.query(`INSERT INTO job_run (name, slot, state, started_at) VALUES ('demo-city', 'epoch', 'running', $1) ON CONFLICT (name, slot) DO NOTHING`, [started]);
  const stage = new Stage(dataSource, vault, dayOf(started));
  const firms = await settle(stage);
  const lastPeriod = addPeriods(periodOf(stage.today), -1);
  const periods = periodsFrom(addPeriods(lastPeriod, 1 - months), lastPeriod);
  const plans = planProjects(new Seeded(46_0400));
  const firstWorker = plans.reduce<number[]>((all, p) => [...all, all.at(-1)! + p.workers], [0]);
  const projects: DemoProject[] = [];
  const queue = [...plans];
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (let plan = queue.shift(); plan; plan = queue.shift()) projects[plan.n] = await playProject(stage, firms, plan, periods, firstWorker[plan.n]!);
    }),
  );
  await dataSource.query(`UPDATE job_run SET state = 'done', finished_at = $1, counts = $2 WHERE name = 'demo-city'`, [clock(), JSON.stringify({ projects: projects.length })]);
  say(`演示城市已就绪,用时 ${Math.round((clock().getTime() - started.getTime()) / 1000)} 秒`);
}
