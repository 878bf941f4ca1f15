import { Refusal } from '../../values/refusal.js';
import { readings, type Answer, type Readings, type Task } from './readings.js';

/** The program of the child process that `readInChild` starts: one task in, one answer out. */
const sliceLength = 1_000;

process.once('message', (task: Task<keyof Readings>) => void answer(task));

async function answer<K extends keyof Readings>(task: Task<K>): Promise<void> {
  try {
    const rest: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(await readings[task.what](task.bytes, task.options))) {
      rest[key] = value;
      if (!Array.isArray(value) || value.length <= sliceLength) continue;
      rest[key] = [];
      for (let i = 0; i < value.length; i += sliceLength) await send({ list: key, items: value.slice(i, i + sliceLength) });
    }
    await send({ result: rest as unknown as Readings[K]['result'] });
  } catch (error) {
    await send(error instanceof Refusal ? { refused: error.why } : { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

const send = (message: Answer<keyof Readings>): Promise<void> =>
  new Promise((resolve, reject) => process.send!(message, undefined, undefined, (error) => (error ? reject(error) : resolve())));
