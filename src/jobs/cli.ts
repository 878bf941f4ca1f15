import { parseArgs } from 'node:util';
import { loadReference } from '../domain/policy/index.js';
import { openExchange } from '../platform/bank-connection/index.js';
import { ConfigError, openGateway, readConfig } from '../platform/config.js';
import { createLog } from '../platform/log.js';
import { startDatabase } from '../platform/start.js';
import { createVault } from '../platform/vault.js';
import { createDoor, systemActor } from '../platform/work.js';
import { dayOf, parsePlainDate } from '../values/plain-date.js';
import { Invalid } from '../values/refusal.js';
import { jobs } from './index.js';
import { slotOn, type Job, type Schedule } from './job.js';

/** What was typed cannot be done; the message says what can. */
class UsageError extends Error {}

/**
 * `npm run job -- NAME [--as-of DATE] [options of the job]`: runs a job now, for any day up to today, whether or not the timetable has
 * run it; without a name, lists the jobs. Uses the database of the running service, if there is one.
 */
async function main(args: readonly string[]): Promise<void> {
  if (args.length === 0) return say(list());
  const { job, asOf, options } = read(args);
  const config = readConfig(process.env);
  const log = createLog(config.demo ? (process.env['LOG_LEVEL'] ?? 'warn') : config.logLevel);
  const clock = (): Date => new Date();
  const database = await startDatabase(config, log, { asGuest: true });
  try {
    const door = createDoor({ dataSource: database.dataSource, vault: createVault(database.keys), clock });
    await door(systemActor, (work) => loadReference(work));
    const started = performance.now();
    const exchange = database.bankDir === undefined ? undefined : openExchange({ directory: database.bankDir, endpoints: config.bankEndpoints });
    const counts = await job.run({ door, slot: slotOn(job.schedule, asOf), asOf, options, exchange, messages: openGateway(config) });
    say(`${job.title} ${asOf}: ${Object.entries(counts).map(([name, n]) => `${name} ${n}`).join(', ')} (${Math.round(performance.now() - started)} ms)`);
    if (Number(counts['failed'] ?? 0) > 0) process.exitCode = 1;
  } finally {
    await database.stop();
  }
}

function read(args: readonly string[]): { readonly job: Job; readonly asOf: ReturnType<typeof dayOf>; readonly options: Readonly<Record<string, string>> } {
  const job = jobs.find((j) => j.name === args[0]);
  if (!job) throw new UsageError(`没有任务“${args[0]}”。\n${list()}`);
  const names = ['as-of', ...Object.keys(job.options ?? {})];
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: args.slice(1), options: Object.fromEntries(names.map((n) => [n, { type: 'string' as const }])) }));
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${list()}`);
  }
  const { 'as-of': text, ...options } = values as Record<string, string>;
  const asOf = text === undefined ? dayOf(new Date()) : parsePlainDate(text);
  if (typeof asOf === 'string') return { job, asOf, options };
  if (!asOf.ok) throw new UsageError(`--as-of: ${asOf.why}`);
  return { job, asOf: asOf.value, options };
}

const list = (): string =>
  [
    '用法：npm run job -- 任务 [--as-of 日期] [选项]',
    ...jobs.flatMap((j) => [`  ${j.name.padEnd(22)}${when(j.schedule)}  ${j.title}`, ...Object.entries(j.options ?? {}).map(([name, means]) => `    --${name.padEnd(10)}${means}`)]),
  ].join('\n');

const when = (schedule: Schedule): string => ('daily' in schedule ? `每天 ${schedule.daily}` : `每 ${schedule.everyMinutes} 分钟`);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

main(process.argv.slice(2)).catch((error: unknown) => {
  const told = error instanceof Invalid ? error.issues.map((i) => i.message).join('\n') : error instanceof UsageError || error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error));
  process.stderr.write(`${told}\n`);
  process.exitCode = 1;
});
