import { parentPort } from 'node:worker_threads';
import { Invalid, Refusal } from '../values/refusal.js';
import { paperKinds, printKinds } from './index.js';
import type { Answer, Request } from './worker.js';

parentPort?.on('message', (request: Request) => {
  const { id, data, fonts } = request;
  let answer: Answer;
  try {
    const pdf = 'print' in request ? printKinds[request.print].render(data, request.context, fonts) : paperKinds[request.kind].render(data, request.context, fonts);
    answer = { id, pdf: new Uint8Array(pdf) };
  } catch (error) {
    if (error instanceof Refusal) answer = { id, refusal: { code: error.code, why: error.why } };
    else if (error instanceof Invalid) answer = { id, invalid: error.issues };
    else answer = { id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer, 'pdf' in answer ? [answer.pdf.buffer as ArrayBuffer] : []);
});
