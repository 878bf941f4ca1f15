import { Worker } from 'node:worker_threads';
import { Invalid, Refusal, type Issue, type RefusalCode } from '../values/refusal.js';
import type { PaperContext } from './context.js';
import type { NoticeFonts } from './fonts.js';
import type { PaperKindName, PrintData, PrintKindName } from './index.js';
import type { PrintContext } from './print.js';

/** What is to be drawn: a paper with its number, or a print. */
type Job = { readonly kind: PaperKindName; readonly context: PaperContext } | { readonly print: PrintKindName; readonly context: PrintContext };

/** What the main thread asks. */
export type Request = Job & { readonly id: number; readonly data: unknown; readonly fonts?: NoticeFonts | undefined };

/** What the worker answers: the file, or the error in parts, since classes do not survive the way between threads. */
export type Answer =
  | { readonly id: number; readonly pdf: Uint8Array }
  | { readonly id: number; readonly refusal: { readonly code: RefusalCode; readonly why: string } }
  | { readonly id: number; readonly invalid: readonly Issue[] }
  | { readonly id: number; readonly bug: string };

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(pdf: Buffer): void; reject(why: unknown): void }>;
}

let current: Thread | undefined;
let lastId = 0;

/**
 * `renderPaper` in one shared worker thread, so that a batch does not stall the main loop. The thread starts at the first call and
 * does not keep the process alive while it has nothing to do.
 * @throws as `renderPaper`; an Error where the thread died.
 */
export const renderInWorker = (kind: PaperKindName, data: unknown, context: PaperContext, fonts?: NoticeFonts): Promise<Buffer> => ask({ kind, context }, data, fonts);

/** A print, in the same thread. @throws Invalid with every mistake of data or context; an Error where the thread died. */
export const printInWorker = <K extends PrintKindName>(print: K, data: PrintData[K], context: PrintContext): Promise<Buffer> => ask({ print, context }, data);

function ask(job: Job, data: unknown, fonts?: NoticeFonts): Promise<Buffer> {
  current ??= start();
  const { worker, waiting } = current;
  const request: Request = { ...job, id: (lastId += 1), data, fonts };
  return new Promise<Buffer>((resolve, reject) => {
    worker.postMessage(request);
    waiting.set(request.id, { resolve, reject });
    worker.ref();
  });
}

/** Ends the thread; papers still waiting are refused with an Error. The next call starts another. */
export async function closeWorker(): Promise<void> {
  const ending = current;
  current = undefined;
  await ending?.worker.terminate();
}

function start(): Thread {
  const thread: Thread = { worker: new Worker(new URL('./worker-thread.js', import.meta.url)), waiting: new Map() };
  const { worker, waiting } = thread;
  worker.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('pdf' in answer) call?.resolve(Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength));
    else call?.reject(errorOf(answer));
  });
  const gone = (why: unknown): void => {
    if (current === thread) current = undefined;
    for (const call of waiting.values()) call.reject(why);
    waiting.clear();
  };
  worker.on('error', gone);
  worker.on('exit', () => gone(new Error('the thread that renders papers has ended')));
  return thread;
}

function errorOf(answer: Exclude<Answer, { readonly pdf: Uint8Array }>): Error {
  if ('refusal' in answer) return new Refusal(answer.refusal.code, answer.refusal.why);
  return 'invalid' in answer ? new Invalid(answer.invalid) : new Error(answer.bug);
}
