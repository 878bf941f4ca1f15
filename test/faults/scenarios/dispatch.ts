import type { Moods } from '../../../src/demo/bank/moods.js';
import { openBank, type FaultBank } from '../../support/faults/bank.js';
import { agreedReleases } from '../../support/faults/payments.js';
import type { Stage } from '../../support/faults/stage.js';
import type { Extent, Fault } from '../fault.js';

interface Played {
  readonly bank: FaultBank;
  readonly batchIds: readonly string[];
  /** How many of the batches' payments are in each state, e.g. `{ paid: 3 }`. */
  states(): Promise<Readonly<Record<string, number>>>;
}

/** Batches in the queue of a bank in this mood; afterwards everything is settled and compared with the bank's book. */
async function withBank(stage: Stage, { moods = {}, batches, workers = 2 }: { readonly moods?: Partial<Moods>; readonly batches: number; readonly workers?: number }, play: (played: Played) => Promise<string>): Promise<string> {
  const bank = await openBank(stage, moods);
  try {
    const made = await agreedReleases(stage, batches, 1_000_00n, workers);
    const batchIds = made.map((b) => b.id);
    const states = async (): Promise<Record<string, number>> => {
      const rows = await stage.world.owner.query<{ state: string; n: number }[]>('SELECT state, count(*)::int AS n FROM payment_instruction WHERE batch_id = ANY ($1::uuid[]) GROUP BY state ORDER BY state', [batchIds]);
      return Object.fromEntries(rows.map((r) => [r.state, r.n]));
    };
    const seen = await play({ bank, batchIds, states });
    const decided = await bank.settle();
    await bank.check(batchIds);
    return `${seen}; at the end ${Object.entries(await states()).map(([state, n]) => `${n} ${state}`).join(', ')}, ${decided} decided by two people`;
  } finally {
    await bank.close();
  }
}

const expectStates = (seen: Readonly<Record<string, number>>, wanted: Readonly<Record<string, number>>, when: string): void => {
  if (JSON.stringify(seen) !== JSON.stringify(wanted)) throw new Error(`${when}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
};

/** Answers twice, in another order, in pieces, late and stale: each payment is booked once. */
export const answersAgain: Fault = {
  name: 'F12',
  title: 'an answer twice, reordered, in pieces, of yesterday',
  play: (stage, extent) =>
    withBank(stage, { moods: { twice: 1, reorder: 1, partly: 1 }, batches: size(extent, 2, 10), workers: 4 }, async ({ bank, batchIds, states }) => {
      await bank.round();
      bank.answers(1);
      await bank.round();
      const half = (await states())['paid'];
      bank.answers(10);
      await bank.round();
      expectStates(await states(), { paid: 4 * batchIds.length }, 'after every answer');
      const before = await journals(stage);
      // Yesterday's files once more, under other names and with another last line, so that they are other files.
      const said = bank.bank.book.all().flatMap((b) => (b.kind === 'answer' ? [b] : []));
      bank.bank.book.write(said.map((b) => ({ ...b, name: `again-${b.name}`, text: `${b.text}\r\n`, due: 0 })));
      await bank.round();
      await bank.round();
      expectStates(await states(), { paid: 4 * batchIds.length }, 'after yesterday’s answers');
      if ((await journals(stage)) !== before) throw new Error('I5: yesterday’s answers were posted again');
      return `${said.length} files and all of them again, ${half} paid after the first pieces`;
    }),
};

/** The bank speaks of another amount or card than ours: nothing is posted for that payment, and the reason is kept for a person. */
export const notAsWeSent: Fault = {
  name: 'F13',
  title: 'the bank’s amount or card is not ours',
  play: async (stage, extent) => {
    const told: string[] = [];
    for (const [mood, words] of [['otherAmount', '金额'], ['otherCard', '卡号']] as const) {
      told.push(
        await withBank(stage, { moods: { [mood]: 1 }, batches: size(extent, 1, 5), workers: 3 }, async ({ bank, batchIds, states }) => {
          await bank.round();
          bank.answers(1);
          await bank.round();
          const paid = (await states())['paid'] ?? 0;
          if (paid > 2 * batchIds.length) throw new Error(`${paid} are paid, though the bank spoke of another ${mood === 'otherAmount' ? 'amount' : 'card'}`);
          const [kept] = await stage.world.owner.query<[{ n: number }]>(
            `SELECT ((SELECT count(*) FROM bank_answer a WHERE a.batch_id = ANY ($1::uuid[]) AND a.set_aside::text LIKE $2) + (SELECT count(*) FROM bank_file f WHERE f.state = 'set-aside' AND f.why LIKE $2 AND f.received_at > now() - interval '100 years'))::int AS n`,
            [batchIds, `%${words}%`],
          );
          if (kept.n < batchIds.length) throw new Error(`${batchIds.length} files with another ${mood}, ${kept.n} set aside with that reason`);
          return `${mood}: ${paid} of ${3 * batchIds.length} booked, ${kept.n} set aside`;
        }),
      );
    }
    return told.join(' | ');
  },
};

/** 退票 after PAID: an opposite entry, the worker is owed again, and the line waits for a corrected card. */
export const lateReturn: Fault = {
  name: 'F14',
  title: 'a return after PAID',
  play: (stage, extent) =>
    withBank(stage, { moods: { payThenReturn: 1 }, batches: size(extent, 1, 10), workers: 3 }, async ({ bank, batchIds, states }) => {
      await bank.round();
      bank.answers(1);
      await bank.round();
      expectStates(await states(), { paid: 3 * batchIds.length }, 'at first');
      bank.answers(10);
      await bank.round();
      expectStates(await states(), { returned: 3 * batchIds.length }, 'after the return');
      const rows = await stage.world.owner.query<{ owed: bigint; line: string }[]>(
        `SELECT a.balance_fen AS owed, l.state AS line FROM payment_instruction i
           JOIN ledger_account a ON a.kind = 'wages-owed' AND a.project_id = i.project_id AND a.worker_id = i.worker_id
           JOIN payroll_line l ON l.period = i.period AND l.sheet_id = i.sheet_id AND l.line_no = i.line_no WHERE i.batch_id = ANY ($1::uuid[])`,
        [batchIds],
      );
      const wrong = rows.find((r) => r.owed !== 1_000_00n || r.line !== 'returned');
      if (rows.length !== 3 * batchIds.length || wrong) throw new Error(`a returned worker is owed ${wrong?.owed} fen, the line is ${wrong?.line}`);
      return `${rows.length} paid and given back, each worker is owed again`;
    }),
};

const journals = async (stage: Stage): Promise<bigint> => (await stage.world.owner.query<[{ n: bigint }]>('SELECT count(*) AS n FROM journal'))[0].n;

const size = ({ long }: Extent, bounded: number, full: number): number => (long ? full : bounded);

/** What counts as sent and never went out is asked about, never sent again, and decided by people. */
export const killedBeforeWire: Fault = {
  name: 'F3',
  title: 'kill -9 of the dispatcher after SENT, before the wire',
  play: (stage, extent) =>
    withBank(stage, { batches: size(extent, 1, 10) }, async ({ bank, batchIds, states }) => {
      for (let killed = 0; killed < batchIds.length; killed += 1) await bank.crash('after-sent-commit');
      const { sent } = await bank.round();
      expectStates(await states(), { unknown: 2 * batchIds.length }, 'after the kills');
      if (sent !== 0 || bank.bank.book.all().length > 0) throw new Error('I5: what was in doubt went out after all');
      return `${batchIds.length} kills, each with a batch in hand; all in doubt, none sent again`;
    }),
};

/** The bank has the file and pays; we die before we hear so, or before we have posted its answer: each payment is paid once and known as paid. */
export const killedAfterEffect: Fault = {
  name: 'F4',
  title: 'kill -9 of the dispatcher after the bank’s effect, before PAID',
  play: (stage, extent) =>
    withBank(stage, { batches: size(extent, 1, 60), workers: size(extent, 3, 10) }, async ({ bank, batchIds, states }) => {
      for (let killed = 0; killed < batchIds.length; killed += 1) await bank.crash('after-delivery');
      bank.answers(1);
      const received = Math.ceil(batchIds.length / 10);
      for (let killed = 0; killed < received; killed += 1) await bank.crash('after-receiving');
      const wanted = Object.values(await states()).reduce((sum, n) => sum + n, 0);
      if ((await bank.settle()) !== 0) throw new Error('the bank told of every payment, and yet people had to decide');
      expectStates(await states(), { paid: wanted }, 'after the bank’s answers');
      return `${batchIds.length} kills after the file, ${received} after the answer; ${wanted}/${bank.bank.book.effects().size}/${wanted} made, paid by the bank, known as paid`;
    }),
};

/** A bank that pays again what arrives again, and whose replies are lost: nothing arrives again. */
export const noDeduplication: Fault = {
  name: 'F5',
  title: 'a bank without de-duplication',
  play: (stage, extent) =>
    withBank(stage, { moods: { forgetful: 1, loseReplies: 0.7, silent: 0.5 }, batches: size(extent, 4, 40) }, async ({ bank, batchIds }) => {
      for (let n = 0; n < 4; n += 1) await bank.round();
      const arrivals = bank.bank.book.all().filter((b) => b.kind === 'received').length;
      if (arrivals !== batchIds.length) throw new Error(`${batchIds.length} batches arrived ${arrivals} times`);
      return `${batchIds.length} batches, replies lost, ${arrivals} arrivals, none twice`;
    }),
};

/** Whatever the wire does, the payments are unknown and not failed, and what is unknown gets known. */
export const unclearReplies: Fault = {
  name: 'F6',
  title: 'reply lost, hung, 502, cut off; request lost',
  play: async (stage, extent) => {
    const told: string[] = [];
    for (const mood of ['loseReplies', 'hang', 'badGateway', 'truncate', 'loseRequests'] as const) {
      told.push(
        await withBank(stage, { moods: { [mood]: 1 }, batches: size(extent, 1, 4) }, async ({ bank, batchIds, states }) => {
          const { sent, doubtful } = await bank.round();
          if (sent !== 0 || doubtful !== batchIds.length) throw new Error(`${mood}: ${sent} sent, ${doubtful} in doubt`);
          expectStates(await states(), { unknown: 2 * batchIds.length }, mood);
          return mood;
        }),
      );
    }
    return told.join(' | ');
  },
};
