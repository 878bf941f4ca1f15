import { mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SimulatedBank } from './bank.js';

/** The bank's side of one exchange folder: takes what lies in `out`, puts its answers into `in`. */
export interface FolderSide {
  /** Looks once. @returns how many files it took and how many answers it brought */
  look(): { readonly taken: number; readonly brought: number };
}

/** @param aged answers look as if they had lain there for a minute: for tests, which do not wait for a file to come to rest */
export function folderSide(bank: SimulatedBank, directory: string, { aged = false }: { readonly aged?: boolean } = {}): FolderSide {
  const at = (part: 'out' | 'in' | 'fetched', name = ''): string => path.join(directory, part, name);
  for (const part of ['out', 'in', 'fetched'] as const) mkdirSync(at(part), { recursive: true });
  return {
    look() {
      const files = readdirSync(at('out')).filter((name) => !name.startsWith('.')).sort();
      for (const name of files) {
        try {
          bank.receive(readFileSync(at('out', name)));
        } catch {
          // A file that the bank cannot read lies in its own folder from now on, and no answer comes.
        }
        renameSync(at('out', name), at('fetched', name));
      }
      const answers = bank.ready();
      for (const { name, bytes } of answers) {
        writeFileSync(at('in', `.${name}.part`), bytes);
        renameSync(at('in', `.${name}.part`), at('in', name));
        if (aged) utimesSync(at('in', name), new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
        bank.gone(name);
      }
      return { taken: files.length, brought: answers.length };
    },
  };
}
