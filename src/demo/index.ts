import type { DataSource } from 'typeorm';
import { approveConnection, proposeConnection } from '../domain/releases/index.js';
import { scanAll } from '../jobs/scan-risk.js';
import type { Vault } from '../platform/vault.js';
import { createDoor } from '../platform/work.js';
import { addPeriods, periodOf, periodsFrom } from '../values/period.js';
import { addDays, dayOf } from '../values/plain-date.js';
import { playClosing, playSeizure, playStatement } from './accounts.js';
import { playDeposits } from './deposits.js';
import { demoBankPlace } from './bank/beside.js';
import { settle } from './firms.js';
import { drawAll, playCase, playLeads, playListing } from './matters.js';
import { planProjects, type ProjectPlan } from './plan.js';
import { playProject, type DemoProject } from './project-life.js';
import { releaseSheets, type Reach } from './releases.js';
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

/** The newest months of each story that the owner has not paid for, among those with a sheet. */
const unfundedSheets: Partial<Record<ProjectPlan['story'], number>> = { 'no-funding': 3, stuck: 4, unpaid: 2, 'exempt-arrears': 2 };

/** Where the newest payment of some projects in order stands: chosen so that every demo login finds something to do. */
const reaches: Readonly<Record<number, Reach>> = { 0: 'housing-reviewed', 1: 'requested', 2: 'labour-reviewed', 3: 'labour-reviewed', 4: 'sent', 5: 'part-requested', 7: 'labour-reviewed', 8: 'part-paid', 12: 'returned' };
const reachOf = (plan: ProjectPlan): Reach => (plan.story === 'normal' ? (reaches[plan.n] ?? 'paid') : 'paid');

/** Loads 儋州 as a demo into an empty database, by the commands that the pages use. Afterwards a mark says that it is whole. */
export async function loadDemoCity({ dataSource, vault, clock, say }: DemoDeps): Promise<void> {
  const [mark] = await dataSource.query<{ state: string }[]>(`SELECT state FROM job_run WHERE name = 'demo-city'`);
  const [used] = await dataSource.query<unknown[]>('SELECT FROM party LIMIT 1');
  if (mark?.state === 'done' || used) return;
  const started = clock();
  say('正在准备演示城市（约一分钟，仅第一次）……');
  await dataSource.query(`INSERT INTO job_run (name, slot, state, started_at) VALUES ('demo-city', 'epoch', 'running', $1) ON CONFLICT (name, slot) DO NOTHING`, [started]);
  const stage = new Stage(dataSource, vault, dayOf(started));
  const firms = await settle(stage);
  const lastPeriod = addPeriods(periodOf(stage.today), -1);
  const periods = periodsFrom(addPeriods(lastPeriod, 1 - months), lastPeriod);
  const plans = planProjects(new Seeded(46_0400));
  const firstWorker = plans.reduce<number[]>((all, p) => [...all, all.at(-1)! + p.workers], [0]);
  const projects: DemoProject[] = [];
  await inParallel(plans, async (plan) => {
    const project = await playProject(stage, firms, plan, periods, firstWorker[plan.n]!);
    if (plan.story !== 'no-account') await releaseSheets(stage, project, reachOf(plan), unfundedSheets[plan.story] ?? 0);
    projects[plan.n] = project;
  });
  await playMatters(stage, projects);
  await playAccounts(stage, projects);
  await playDeposits(stage, projects);
  await connectBank(stage, firms.banks[0]!);
  const door = createDoor({ dataSource, vault, clock });
  for (const before of [12, 5, 1, 0]) await scanAll(door, { asOf: addDays(stage.today, -before) });
  await dataSource.query(`UPDATE job_run SET state = 'done', finished_at = $1, counts = $2 WHERE name = 'demo-city'`, [clock(), JSON.stringify({ projects: projects.length })]);
  say(`演示城市已就绪，用时 ${Math.round((clock().getTime() - started.getTime()) / 1000)} 秒`);
}

/** From today on the first bank gets its files and brings its answers by itself, through a folder. */
async function connectBank(stage: Stage, bankId: string): Promise<void> {
  const proposal = { bankId, kind: 'folder', profile: 'general-csv', place: demoBankPlace, secret: undefined, wireSeconds: 30, askMinutes: 5, askTimes: 6, answerMinutes: 1_440, reason: '开通文件目录交换' } as const;
  const { connectionId } = await stage.play('guanli', stage.today, (work) => proposeConnection(work, proposal), 8);
  await stage.play('fuze', stage.today, (work) => approveConnection(work, connectionId), 9);
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (let item = queue.shift(); item; item = queue.shift()) await run(item);
    }),
  );
}

/** A statement with lines that nobody expects, an account that a court has frozen, one that is about to be closed. */
async function playAccounts(stage: Stage, projects: readonly DemoProject[]): Promise<void> {
  await playStatement(stage, projects[4]!);
  await playSeizure(stage, projects[12]!);
  await playClosing(stage, projects.find((p) => p.plan.story === 'completed')!);
}

/** Cases in every state, listings at every step, leads of every channel. */
async function playMatters(stage: Stage, projects: readonly DemoProject[]): Promise<void> {
  const of = (story: ProjectPlan['story']): DemoProject[] => projects.filter((p) => p.plan.story === story);
  const [first, second, third, fourth] = of('stuck');
  const [fifth, sixth, seventh] = of('unpaid');
  await playCase(stage, fifth!, 'filed');
  await playCase(stage, sixth!, 'inquiry');
  await playCase(stage, seventh!, 'correction');
  const overdue = await playCase(stage, first!, 'overdue');
  const decided = await playCase(stage, second!, 'decision-overdue');
  await drawAll(stage, second!, decided);
  const drawn = await playCase(stage, third!, 'drawn');
  const closed = await playCase(stage, fourth!, 'closed');
  await playListing(stage, first!, overdue, 'objected');
  await playListing(stage, second!, decided, 'first-decision');
  await playListing(stage, third!, drawn, 'published');
  await playListing(stage, fourth!, closed, 'published');
  await playLeads(stage, projects);
}
