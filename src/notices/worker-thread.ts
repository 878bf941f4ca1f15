import { parentPort } from 'node:worker_threads';
import { Invalid, Refusal } from '../values/refusal.js';
import { paperKinds } from './index.js';
import type { Answer, Request } from './worker.js';

parentPort?.on('message', ({ id, kind, data, context, fonts }: Request) => {
  let answer: Answer;
  try {
    answer = { id, pdf: new Uint8Array(paperKinds[kind].render(data, context, fonts)) };
  } catch (error) {
    if (error instanceof Refusal) answer = { id, refusal: { code: error.code, why: error.why } };
    else if (error instanceof Invalid) answer = { id, invalid: error.issues };
    else answer = { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer, 'pdf' in answer ? [answer.pdf.buffer as ArrayBuffer] : []);
});
