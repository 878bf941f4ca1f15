import type { Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { createApp } from './app.js';
import { startBankBeside } from './demo/bank/beside.js';
import { demoLogins, demoPassword, demoWorker } from './demo/logins.js';
import { loadDemoCity } from './demo/index.js';
import { loadReference } from './domain/policy/index.js';
import { keepReaderReady } from './formats/spreadsheet/child.js';
import { jobs } from './jobs/index.js';
import { keepDispatching } from './jobs/keep-dispatching.js';
import { startScheduler, type Scheduler } from './jobs/scheduler.js';
import { openExchange } from './platform/bank-connection/index.js';
import { ConfigError, openGateway, readConfig, type Config } from './platform/config.js';
import { createLog, type Log } from './platform/log.js';
import { startDatabase, type Running } from './platform/start.js';
import { createVault } from './platform/vault.js';
import { createDoor, systemActor } from './platform/work.js';
import { roleNames } from './values/role.js';

/** Starts everything in order and stops it in reverse at the first SIGINT or SIGTERM; a second one does not wait. */
async function main(): Promise<void> {
  const config = await withFreePort(readConfig(process.env));
  const log = createLog(config.demo ? (process.env['LOG_LEVEL'] ?? 'warn') : config.logLevel);
  const database = await startDatabase(config, log);
  try {
    await serve(config, database, log);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function serve(config: Config, database: Running, log: Log): Promise<void> {
  const { dataSource, keys } = database;
  const clock = (): Date => new Date();
  const vault = createVault(keys);
  const door = createDoor({ dataSource, vault, clock });
  await door(systemActor, (work) => loadReference(work));
  if (config.demo) await loadDemoCity({ dataSource, vault, clock, say });
  const exchange = database.bankDir === undefined ? undefined : openExchange({ directory: database.bankDir, endpoints: config.bankEndpoints });
  let scheduler: Scheduler | undefined;
  const app = createApp({ config, keys, dataSource, clock, log, scheduler: () => scheduler?.running() ?? false });
  const server = await new Promise<Server>((resolve, reject) => {
    const s = app.listen(config.port, config.host, (error?: Error) => (error ? reject(error) : resolve(s)));
  });
  // Only now: where the port is taken, nothing has begun that would have to be stopped.
  scheduler = startScheduler(jobs, { door, dataSource, clock, log, exchange, messages: openGateway(config) });
  const dispatching = exchange && keepDispatching({ door, exchange, log });
  const bank = config.demo && database.bankDir !== undefined ? startBankBeside(database.bankDir) : undefined;
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    say('正在停止……');
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // A client that keeps its connection would go on asking: each answer from now on is the last of its connection.
    server.prependListener('request', (_req, res) => void res.setHeader('Connection', 'close'));
    setInterval(() => server.closeIdleConnections(), 100).unref();
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
    // What is still running then is rolled back by the database, and done again at the next start.
    setTimeout(() => process.exit(1), 28_000).unref();
    void closed
      .then(() => bank?.stop())
      .then(() => Promise.all([scheduler?.stop(), dispatching?.stop()]))
      .then(() => database.stop())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error({ err: error as Error }, 'stop failed');
        process.exit(1);
      });
  };
  keepReaderReady();
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  say(`安薪已启动：${config.publicUrl}`);
  if (config.demo) {
    say(`演示账号（密码都是 ${demoPassword}）：`);
    for (const login of demoLogins) say(`  ${login.username.padEnd(10)}${roleNames[login.role]}`);
    const { name, idLast4 } = await demoWorker(dataSource);
    say(`工人查工资（不用账号）：${config.publicUrl}/my-wages，姓名 ${name}，身份证后四位 ${idLast4}`);
    say('停止：Ctrl-C');
  }
}

/** A second checkout on the same machine takes another port, unless one was named. */
async function withFreePort(config: Config): Promise<Config> {
  if (config.portNamed || !config.demo) return config;
  const bind = (port: number): Promise<number | undefined> =>
    new Promise((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(undefined));
      probe.listen(port, config.host, () => {
        const { port: bound } = probe.address() as AddressInfo;
        probe.close(() => resolve(bound));
      });
    });
  const port = (await bind(config.port)) ?? (await bind(0))!;
  return port === config.port ? config : { ...config, port, publicUrl: config.publicUrl.replace(/:\d+$/u, `:${port}`) };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

main().catch((error: unknown) => {
  const busy = (error as { code?: string }).code === 'EADDRINUSE';
  process.stderr.write(error instanceof ConfigError ? `${error.message}\n` : busy ? `The port is taken by another program: set PORT to a free one, e.g. PORT=3001 npm start\n` : `${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
});
