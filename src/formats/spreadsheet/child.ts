import { fork, type ChildProcess } from 'node:child_process';
import { Refusal } from '../../values/refusal.js';
import type { Answer, Readings, Task } from './readings.js';

const bounds = { seconds: 30, megabytes: 256 } as const;
/** Only so many children at once, because of their memory; the others wait. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** Started already and without a file: starting a program takes longer than reading a sheet. */
let spare: ChildProcess | undefined;

/**
 * Reads an uploaded file in a process of its own, with bounded memory and time and nothing of ours in its environment,
 * e.g. `readInChild('payroll', bytes, { period })`. A hostile file can only end that process: no second file ever comes to it.
 * @throws Refusal `file-refused` with the reason, also where the child crashed or took too long; `cause` then has the details.
 */
export async function readInChild<K extends keyof Readings>(what: K, bytes: Uint8Array, options: Readings[K]['options']): Promise<Readings[K]['result']> {
  if (running >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
  running += 1;
  try {
    const reading = give(takeSpare() ?? startChild(bounds.megabytes), { what, bytes, options }, bounds.seconds);
    // Now, for nothing waits for it while the other reads.
    keepReaderReady();
    return await reading;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Has a child waiting for the next file. It holds nobody up who wants to end, and ends with us. */
export function keepReaderReady(): void {
  if (spare) return;
  const child = startChild(bounds.megabytes);
  spare = child;
  const lost = (): void => {
    if (spare === child) spare = undefined;
  };
  child.once('error', lost).once('exit', lost);
  child.unref();
  child.channel?.unref();
}

function takeSpare(): ChildProcess | undefined {
  const child = spare;
  spare = undefined;
  if (!child?.connected) return undefined;
  child.ref();
  child.channel?.ref();
  return child;
}

/** One child for one task, with this much time and memory for it. */
export const ask = <K extends keyof Readings>(task: Task<K>, { seconds, megabytes }: { readonly seconds: number; readonly megabytes: number }): Promise<Readings[K]['result']> =>
  give(startChild(megabytes), task, seconds);

const startChild = (megabytes: number): ChildProcess =>
  fork(new URL('./reader-process.js', import.meta.url), {
    execArgv: [`--max-old-space-size=${megabytes}`],
    env: {},
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });

async function give<K extends keyof Readings>(child: ChildProcess, task: Task<K>, seconds: number): Promise<Readings[K]['result']> {
  try {
    return await answerOf<K>(child, task, seconds);
  } finally {
    // The child does not end by itself, so that no answer is lost between its last word and its end.
    child.kill('SIGKILL');
  }
}

function answerOf<K extends keyof Readings>(child: ChildProcess, task: Task<K>, seconds: number): Promise<Readings[K]['result']> {
  const refused = (why: string, cause?: unknown): Refusal => Object.assign(new Refusal('file-refused', why), { cause });
  return new Promise((resolve, reject) => {
    const lists = new Map<string, unknown[]>();
    const timer = setTimeout(() => reject(refused(`读取文件超过 ${seconds} 秒，请拆分文件或另存为新的 xlsx 文件后再上传`)), seconds * 1_000);
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      end();
    };
    child.on('message', (answer: Answer<K>) => {
      if ('list' in answer) {
        const list = lists.get(answer.list);
        if (list) list.push(...answer.items);
        else lists.set(answer.list, answer.items);
      } else if ('result' in answer) settle(() => resolve({ ...answer.result, ...Object.fromEntries(lists) }));
      else if ('refused' in answer) settle(() => reject(refused(answer.refused)));
      else settle(() => reject(refused('文件内容异常，无法读取，请另存为新的 xlsx 文件后再上传', answer.broken)));
    });
    child.on('error', (error) => settle(() => reject(error)));
    child.on('exit', (code, signal) => settle(() => reject(refused('文件过大或内容异常，读取时超出了内存限制，请拆分文件或另存为新的 xlsx 文件后再上传', `reader ended with ${signal ?? code}`))));
    child.send(task);
  });
}
