import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { folderWire } from './folder-wire.js';
import { httpWire } from './http-wire.js';
import type { BankWire } from './wire.js';

export type { BankWire } from './wire.js';

export interface ExchangeSettings {
  /** Where files are exchanged with banks, one folder each, and where the mark of what was sent is kept. */
  readonly directory: string;
  /** The interfaces that may be called: name → base address. */
  readonly endpoints: ReadonlyMap<string, string>;
}

/** What a connection's settings say of the way to its bank. */
export interface WireSettings {
  readonly kind: 'desk' | 'folder' | 'http';
  readonly place: string;
  readonly secret: string | undefined;
  readonly wireSeconds: number;
}

/** One batch that went out or was about to; `order` counts from 1. */
export interface Mark {
  readonly order: bigint;
  readonly number: string;
  readonly at: string;
}

/** The ways to the banks, and the mark of what was sent, which a restored database cannot rewind. */
export interface Exchange {
  /** @throws Error with what is missing in the configuration, for people */
  wire(settings: WireSettings): BankWire;
  /** Batches sent, by number. */
  marks(): ReadonlyMap<string, Mark>;
  /** Writes a batch into the mark, on the disk when this returns. Before the file goes out. */
  mark(mark: Omit<Mark, 'at'>): void;
}

/** @throws Error where the directory cannot be made or written to */
export function openExchange({ directory, endpoints }: ExchangeSettings): Exchange {
  mkdirSync(directory, { recursive: true });
  const markFile = path.join(directory, 'sent.log');
  return {
    wire({ kind, place, secret, wireSeconds }) {
      if (kind === 'folder') return folderWire(path.join(directory, place));
      const base = endpoints.get(place);
      if (kind !== 'http' || base === undefined) throw new Error(`服务器配置 BANK_ENDPOINTS 中没有“${place}”`);
      return httpWire({ base, secret: secret ?? '', wireSeconds });
    },
    marks() {
      if (!existsSync(markFile)) return new Map();
      // A last line that a crash has cut short marks a batch that did not go out yet.
      const lines = readFileSync(markFile, 'utf8').split('\n').slice(0, -1);
      return new Map(
        lines.flatMap((line) => {
          const [order, number, at] = line.split('\t');
          return order && number && at && /^\d+$/u.test(order) ? [[number, { order: BigInt(order), number, at }] as const] : [];
        }),
      );
    },
    mark({ order, number }) {
      const file = openSync(markFile, 'a', 0o600);
      try {
        writeSync(file, `${order}\t${number}\t${new Date().toISOString()}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    },
  };
}
