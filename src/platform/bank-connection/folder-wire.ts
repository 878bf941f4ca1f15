import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { isPlainName, mostBytes, type BankWire } from './wire.js';

/** A file that was written to in the last moments may not be whole yet. */
const quietMs = 2_000;

/**
 * Exchange through a folder: our files appear whole in `out`, the bank's are read from `in` and moved to `done`. A name that ends in .part or
 * .tmp, and a file that has just been written to, is left until it is whole.
 */
export function folderWire(directory: string, now: () => number = Date.now): BankWire {
  const at = (part: 'out' | 'in' | 'done', name = ''): string => path.join(directory, part, name);
  const ready = Promise.all((['out', 'in', 'done'] as const).map((part) => mkdir(at(part), { recursive: true })));
  ready.catch(() => undefined);
  return {
    async send({ name, bytes }) {
      await ready;
      if (!isPlainName(name)) throw new Error(`not a file name: ${name}`);
      const part = at('out', `.${name}.part`);
      const file = await open(part, 'w', 0o640);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, at('out', name));
      await syncDirectory(at('out'));
    },
    ask: () => Promise.resolve(undefined),
    async waiting() {
      await ready;
      const whole: string[] = [];
      for (const entry of await readdir(at('in'), { withFileTypes: true })) {
        if (!entry.isFile() || !isPlainName(entry.name) || /\.(?:part|tmp)$/iu.test(entry.name)) continue;
        const { mtimeMs } = await stat(at('in', entry.name));
        if (mtimeMs + quietMs <= now()) whole.push(entry.name);
      }
      return whole.sort();
    },
    async fetch(name) {
      const { size } = await stat(at('in', name));
      if (size > mostBytes) throw new Error(`文件超过 ${mostBytes / 1024 / 1024} MB`);
      return readFile(at('in', name));
    },
    async acknowledge(name) {
      // Another process may have fetched and moved it meanwhile.
      await rename(at('in', name), at('done', name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
    },
  };
}

/** A rename is on the disk only once its folder is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
