import { profileToRead } from '../domain/policy/index.js';
import {
  batchesToAsk,
  claimBatch,
  interruptedBatches,
  markDelivered,
  markDoubt,
  nextBankFile,
  noteAsked,
  noteContact,
  openConnections,
  receiveBankFile,
  setBankFileAside,
  takeBankFile,
  watchRestore,
} from '../domain/releases/index.js';
import { readInChild } from '../formats/spreadsheet/child.js';
import type { BankWire, Exchange } from '../platform/bank-connection/index.js';
import { failpoint } from '../platform/failpoint.js';
import { systemActor, type Door } from '../platform/work.js';
import type { Counts, Job } from './job.js';

/** Sends what is queued, asks about what is in doubt, takes in what the banks have answered. */
export const dispatchPayments: Job = {
  name: 'dispatch-payments',
  title: '发送付款文件，收取银行回盘',
  schedule: { everyMinutes: 1 },
  run: async ({ door, exchange }): Promise<Counts> => (exchange ? { ...(await dispatch(door, exchange)) } : { switchedOff: 1 }),
};

interface Line {
  readonly connectionId: string;
  readonly bankId: string;
  readonly profile: Parameters<typeof receiveBankFile>[1]['profile'];
  readonly wire: BankWire;
}

interface Dispatched {
  sent: number;
  doubtful: number;
  asked: number;
  received: number;
  taken: number;
  setAside: number;
  failed: number;
}

const rounds = new WeakMap<Exchange, Promise<Dispatched>>();

/**
 * One round. Each step is its own unit of work, and the wire is never inside one. Whoever asks while a round of this process is under way
 * gets that one; other processes are kept apart by the locks of the database.
 */
export function dispatch(door: Door, exchange: Exchange): Promise<Dispatched> {
  const under = rounds.get(exchange);
  if (under) return under;
  const one = round(door, exchange).finally(() => rounds.delete(exchange));
  rounds.set(exchange, one);
  return one;
}

async function round(door: Door, exchange: Exchange): Promise<Dispatched> {
  const counts: Dispatched = { sent: 0, doubtful: 0, asked: 0, received: 0, taken: 0, setAside: 0, failed: 0 };
  const mayGo = await door(systemActor, (work) => watchRestore(work, exchange.marks()));
  for (const batchId of await door(systemActor, interruptedBatches)) {
    await door(systemActor, (work) => markDoubt(work, batchId, '发送时程序中断，不知道银行是否收到'));
    counts.doubtful += 1;
  }
  const lines = await openLines(door, exchange);
  if (mayGo) await sendAll(door, exchange, lines, counts);
  await askAll(door, lines, counts);
  for (const line of lines) await collect(door, line, counts);
  await takeFiles(door, counts);
  return counts;
}

/** The ways that can be opened; why another cannot is kept with its connection. */
async function openLines(door: Door, exchange: Exchange): Promise<Line[]> {
  const lines: Line[] = [];
  for (const connection of await door(systemActor, openConnections)) {
    try {
      lines.push({ connectionId: connection.id, bankId: connection.bankId, profile: connection.profile, wire: exchange.wire(connection) });
    } catch (error) {
      await door(systemActor, (work) => noteContact(work, connection.id, reasonOf(error)));
    }
  }
  return lines;
}

async function sendAll(door: Door, exchange: Exchange, lines: readonly Line[], counts: Dispatched): Promise<void> {
  const byBank = new Map(lines.map((l) => [l.bankId, l]));
  for (;;) {
    const batch = await door(systemActor, (work) => claimBatch(work, [...byBank.keys()], exchange.marks()));
    if (!batch) return;
    await failpoint('after-sent-commit');
    if (batch.mayBeSent) {
      await door(systemActor, (work) => markDoubt(work, batch.batchId, '数据库恢复以前可能已经发出同号批次，没有再发'));
      counts.doubtful += 1;
      continue;
    }
    try {
      exchange.mark({ order: batch.order, number: batch.number });
      await byBank.get(batch.bankId)!.wire.send({ name: batch.fileName, batch: batch.number, bytes: batch.bytes });
    } catch (error) {
      await door(systemActor, (work) => markDoubt(work, batch.batchId, reasonOf(error)));
      counts.doubtful += 1;
      continue;
    }
    await failpoint('after-delivery');
    await door(systemActor, (work) => markDelivered(work, batch.batchId));
    counts.sent += 1;
  }
}

async function askAll(door: Door, lines: readonly Line[], counts: Dispatched): Promise<void> {
  const byBank = new Map(lines.map((l) => [l.bankId, l]));
  for (const { batchId, number, bankId } of await door(systemActor, batchesToAsk)) {
    const told = await byBank.get(bankId)?.wire.ask(number).then(
      (says) => (says === 'known' ? '银行称已收到，等待回盘' : says === 'not-known' ? '银行称没有收到，须由人决定' : undefined),
      (error: unknown) => `没有问到：${reasonOf(error)}`,
    );
    if (told === undefined) continue;
    await door(systemActor, (work) => noteAsked(work, batchId, told));
    counts.asked += 1;
  }
}

/** Fetches what waits at a bank. A file is kept before the bank hears that it may go; fetched twice, it is kept once. */
async function collect(door: Door, line: Line, counts: Dispatched): Promise<void> {
  try {
    for (const name of await line.wire.waiting()) {
      const bytes = await line.wire.fetch(name);
      await door(systemActor, (work) => receiveBankFile(work, line, { name, mediaType: 'application/octet-stream', bytes }));
      await failpoint('after-receiving');
      await line.wire.acknowledge(name);
      counts.received += 1;
    }
    await door(systemActor, (work) => noteContact(work, line.connectionId));
  } catch (error) {
    await door(systemActor, (work) => noteContact(work, line.connectionId, reasonOf(error)));
    counts.failed += 1;
  }
}

/** Reads each file in a process of its own and takes it, or sets it aside with its reason. */
async function takeFiles(door: Door, counts: Dispatched): Promise<void> {
  const seen: string[] = [];
  for (let file = await door(systemActor, (work) => nextBankFile(work, seen)); file; file = await door(systemActor, (work) => nextBankFile(work, seen))) {
    const one = file;
    seen.push(one.id);
    try {
      const reading = await readInChild('bankReturn', one.file.bytes, { profile: await door(systemActor, (work) => profileToRead(work, one.profile, one)) });
      await door(systemActor, (work) => takeBankFile(work, one, reading));
      counts.taken += 1;
    } catch (error) {
      await door(systemActor, (work) => setBankFileAside(work, one.id, error));
      counts.setAside += 1;
    }
  }
}

/** What went wrong, for people: the innermost reason that the network gives. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return '银行接口没有在规定时间内答复';
  const inner = cause as { code?: string; message?: string } | undefined;
  return (inner?.code ?? inner?.message ?? message ?? String(error)).slice(0, 300);
}
