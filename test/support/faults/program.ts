import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from '../../../src/platform/postgres-binaries.js';

/** What a child process needs to know of its surroundings. */
export interface Surroundings {
  readonly databaseUrl: string;
  readonly keysFile: string;
  /** ms that the child's clock is ahead of the machine's. */
  readonly clockOffset: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real service as a process of its own. */
export interface Program {
  readonly port: number;
  readonly origin: string;
  /** Everything it has written so far. */
  output(): string;
  /** SIGKILL, unless another signal is named; resolves with the exit code (null: died of the signal) when it is gone. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

const entry = (name: string): string => path.join(checkout, 'dist', name);
const clock = pathToFileURL(entry('test/support/faults/child-clock.js')).href;
const alive = new Set<ChildProcess>();
// A test run that is broken off leaves no service behind.
process.on('exit', () => alive.forEach((child) => child.kill('SIGKILL')));

function launch(script: string, args: readonly string[], { databaseUrl, keysFile, clockOffset, env }: Surroundings, port?: number): { readonly child: ChildProcess; readonly output: () => string; readonly gone: Promise<number | null> } {
  const origin = `http://localhost:${port ?? 3000}`;
  const child = spawn(process.execPath, ['--enable-source-maps', '--import', clock, entry(script), ...args], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', LOG_LEVEL: 'info', LOGIN_FACTOR: 'off', TZ: 'UTC',
      DATABASE_URL: databaseUrl, KEYS_FILE: keysFile, PUBLIC_URL: origin, HOST: '127.0.0.1', FAULTS_CLOCK_OFFSET: String(clockOffset),
      ...(port === undefined ? {} : { PORT: String(port) }),
      ...env,
    },
  });
  alive.add(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const gone = once(child, 'close').then(([code]) => {
    alive.delete(child);
    return code as number | null;
  });
  return { child, output: () => text, gone };
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts the service and waits until it says that it listens. @throws with its output when it ends instead */
export async function startProgram(surroundings: Surroundings, port?: number): Promise<Program> {
  const at = port ?? (await freePort());
  const { child, output, gone } = launch('src/main.js', [], surroundings, at);
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (output().includes('安薪已启动')) resolve();
    };
    child.stdout!.on('data', look);
    void gone.then((code) => reject(new Error(`the service ended with ${code} before it listened:\n${output()}`)));
  });
  return {
    port: at,
    origin: `http://127.0.0.1:${at}`,
    output,
    end: async (signal = 'SIGKILL') => {
      child.kill(signal);
      return gone;
    },
  };
}

/** `npm run job -- NAME …`. */
export async function runJob(surroundings: Surroundings, ...args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const { output, gone } = launch('src/jobs/cli.js', args, surroundings);
  return { code: await gone, output: output() };
}
