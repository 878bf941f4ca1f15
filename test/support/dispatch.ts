import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { approveConnection, proposeConnection } from '../../src/domain/releases/index.js';
import { dispatch } from '../../src/jobs/dispatch-payments.js';
import { openExchange, type Exchange } from '../../src/platform/bank-connection/index.js';
import type { Door } from '../../src/platform/work.js';
import type { World } from './world.js';

/** A bank's side of the exchange, in a folder of its own. */
export interface Desk {
  readonly exchange: Exchange;
  readonly directory: string;
  /** One round of the dispatcher. */
  round(): ReturnType<typeof dispatch>;
  /** Names of our files that the bank finds. */
  out(): string[];
  read(name: string): Buffer;
  /** The bank puts a file where we look for it, whole and long enough ago. */
  bring(name: string, bytes: Uint8Array): void;
  close(): void;
}

/** A door of the system whose clock is the world's. */
export const systemDoor = (world: World): Door => (_actor, run) => world.as('system', run);

/** An exchange with `bank` through a folder, its connection in force. */
export async function folderDesk(world: World): Promise<Desk> {
  const directory = mkdtempSync(path.join(tmpdir(), 'anxin-bank-'));
  await connect(world, { kind: 'folder', place: 'nonghang' });
  const exchange = openExchange({ directory, endpoints: new Map() });
  const at = (part: string, name = ''): string => path.join(directory, 'nonghang', part, name);
  return {
    exchange,
    directory,
    round: () => dispatch(systemDoor(world), exchange),
    out: () => readdirSync(at('out')).sort(),
    read: (name) => readFileSync(at('out', name)),
    bring(name, bytes) {
      mkdirSync(at('in'), { recursive: true });
      writeFileSync(at('in', name), bytes);
      const before = new Date(Date.now() - 60_000);
      utimesSync(at('in', name), before, before);
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Puts a connection of `bank` in force, as two people do. */
export async function connect(world: World, more: { readonly kind: 'folder' | 'http' | 'desk'; readonly place?: string; readonly secret?: string; readonly wireSeconds?: number; readonly askMinutes?: number; readonly profile?: string; readonly answerMinutes?: number }): Promise<void> {
  const { connectionId } = await world.as('admin', (work) =>
    proposeConnection(work, { bankId: world.parties.bank, profile: 'general-csv', place: undefined, secret: undefined, wireSeconds: 30, askMinutes: 5, askTimes: 2, answerMinutes: 60, reason: '开通银企直连', ...more }),
  );
  await world.as('supervisor', (work) => approveConnection(work, connectionId));
}
