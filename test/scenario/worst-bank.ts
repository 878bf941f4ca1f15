import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SimulatedBank } from '../../src/demo/bank/bank.js';
import { httpSide } from '../../src/demo/bank/http.js';
import { moodsFrom } from '../../src/demo/bank/moods.js';
import { dispatch } from '../../src/jobs/dispatch-payments.js';
import { openExchange } from '../../src/platform/bank-connection/index.js';
import { paths } from '../../src/routes/paths.js';
import { connect, systemDoor } from '../support/dispatch.js';
import type { World } from '../support/world.js';
import type { Means } from './list.js';

/** What paying through a bank needs of the walk. */
export type Payer = Pick<Means, 'send' | 'upload' | 'read' | 'fresh'>;

export interface Rig {
  readonly seed: number;
  /** Hands the queued batches of a release over, waits for answers, and settles by the pages' commands what the bank leaves open. */
  pay(payer: Payer, releaseId: string): Promise<PaidThrough>;
  /** What the bank has really done, beside what we believe: '' where they agree. */
  differences(): Promise<string>;
  close(): Promise<void>;
}

export interface PaidThrough {
  readonly lines: number;
  /** Batches that stood in doubt, answer files that could not be used, payments that people decided. */
  readonly doubtful: number;
  readonly setAside: number;
  readonly decided: number;
}

const minutes = (world: World, n: number): void => {
  world.clock.now = new Date(world.clock.now.getTime() + n * 60_000);
};

/** A bank in this mood behind an interface, with its connection in force. */
export async function openRig(world: World, mood: string, seed: number): Promise<Rig> {
  const directory = mkdtempSync(path.join(tmpdir(), 'anxin-bank-'));
  const bank = new SimulatedBank({ directory: path.join(directory, 'book'), moods: moodsFrom(mood), seed, answerAfterMs: 0, now: () => world.clock.now.getTime() });
  const side = await httpSide(bank, { secret: 'geheim' });
  const exchange = openExchange({ directory, endpoints: new Map([['bank', side.url]]) });
  await connect(world, { kind: 'http', place: 'bank', secret: 'geheim', wireSeconds: 10, askMinutes: 1, answerMinutes: 5 });

  return {
    seed,
    async pay(payer, releaseId) {
      const { batches } = await payer.send<{ batches: { batchId: string; lines: number }[] }>('bank', paths.releaseBatches(releaseId), { profile: 'general-csv' });
      const total = { lines: batches.reduce((sum, b) => sum + b.lines, 0), doubtful: 0, setAside: 0, decided: 0 };
      // A round a minute, as the timetable has it, until nothing new comes; then the time that the bank had for its answer is over.
      for (const wait of [1, 1, 1, 6]) {
        const counts = await dispatch(systemDoor(world), exchange);
        total.doubtful += counts.doubtful;
        total.setAside += counts.setAside;
        minutes(world, wait);
      }
      payer.fresh();
      const { items } = await payer.read<{ items: { kind: string; batchId: string | null; fileId: string | null }[] }>('supervisor', paths.dispatch);
      for (const item of items) {
        if (item.kind === 'contradicted') throw new Error('the bank contradicts a decision that was taken from its own book');
        if (item.fileId) await payer.send('bank', paths.bankFileHandle(item.fileId), { note: '已与银行核对：作废，以后来的文件为准' });
        else total.decided += await decide(payer, bank, item.batchId!);
      }
      const left = await payer.read<{ items: unknown[] }>('supervisor', paths.dispatch);
      if (left.items.length > 0) throw new Error(`${left.items.length} items are still open`);
      return total;
    },
    async differences() {
      const effects = bank.book.effects();
      const rows = (await world.dataSource.query(`SELECT end_to_end_id AS id, state, amount_fen AS fen FROM payment_instruction WHERE end_to_end_id IS NOT NULL`)) as { id: string; state: string; fen: bigint }[];
      const wrong = rows.flatMap(({ id, state, fen }) => {
        const { paid = 0, returned = 0, amountFen = 0n } = effects.get(id) ?? {};
        const net = paid - returned;
        if (paid > 1) return [`${id} was paid ${paid} times`];
        return net === (state === 'paid' ? 1 : 0) && (paid === 0 || amountFen === fen) ? [] : [`${id}: the bank ${net}, we "${state}"`];
      });
      const foreign = [...effects.keys()].filter((id) => !rows.some((r) => r.id === id));
      return [...wrong, ...foreign.map((id) => `${id} is not ours`)].slice(0, 10).join('; ');
    },
    async close() {
      await side.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What the bank's book says of the payments in doubt, brought in writing by its clerk and confirmed by the supervisor. */
async function decide(payer: Payer, bank: SimulatedBank, batchId: string): Promise<number> {
  let decided = 0;
  const { undecided } = await payer.read<{ undecided: { endToEndId: string }[] }>('bank', paths.batch(batchId));
  for (const outcome of ['paid', 'not-paid'] as const) {
    const ids = undecided.map((u) => u.endToEndId).filter((id) => bank.hasPaid(id) === (outcome === 'paid'));
    if (ids.length === 0) continue;
    const statement = Buffer.from(`%PDF-1.4 ${outcome} ${ids.length}`);
    const { decisionId } = await payer.upload<{ decisionId: string }>('bank', paths.batchDecisions(batchId), { outcome, payments: ids.join('\n'), opinion: '见银行书面证明' }, '银行证明.pdf', statement);
    const { payments } = await payer.send<{ payments: number }>('supervisor', paths.decisionConfirm(batchId)(decisionId));
    decided += payments;
  }
  return decided;
}
