import type pg from 'pg';
import { Seeded } from '../../src/demo/random.js';
import { demoWorker } from '../../src/demo/people.js';
import { proveLedger } from '../../src/domain/escrow/index.js';
import { makeBatch, requestRelease, reviewRelease, takeAnswer } from '../../src/domain/releases/index.js';
import type { RosterEntry } from '../../src/domain/roster/index.js';
import { builtInProfiles } from '../../src/formats/bank-profiles.js';
import { readInChild } from '../../src/formats/spreadsheet/child.js';
import type { KeptFile } from '../../src/platform/files.js';
import type { Work } from '../../src/platform/work.js';
import { day } from '../../src/values/plain-date.js';
import type { TestDatabase } from '../../test/support/database.js';
import { readingOf, submitApproved } from '../../test/support/payroll.js';
import { allPaid, answerFile, makePayingProject, opinion, sentTo } from '../../test/support/releases.js';
import type { Person, World } from '../../test/support/world.js';
import { figure, type Figure } from '../figure.js';
import { median, timed } from '../measure.js';
import { connect } from '../server.js';
import { rehearse } from '../written-rows.js';

interface BatchBench {
  readonly workers: number;
  readonly rounds: number;
  readonly say: (what: string) => void;
}

/** A release with the bank, and what is needed to answer it. */
interface Sent {
  readonly releaseId: string;
  readonly batchIds: readonly string[];
}

/** Milliseconds of one round. */
interface Round {
  readonly pay: number;
  readonly payFloor: number;
  readonly whole: number;
  readonly wholeFloor: number;
  readonly answer: number;
  readonly answerFloor: number;
}

/**
 * A batch of one sheet: from the second approval to the bank's file, and the bank's answer from its bytes to the ledger. Each beside the same
 * rows written by set-based SQL in one transaction.
 */
export async function measureBatch(world: World, database: TestDatabase, { workers, rounds, say }: BatchBench): Promise<Figure[]> {
  const client = await connect(database.ownerUrl);
  try {
    say(`a project of ${workers} workers`);
    const people = workersOf(workers);
    const projectId = await makePayingProject(world, { people, fund: BigInt(workers) * BigInt(rounds + 1) * 2n * pay });
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const [ours, floors] = [await sheetOf(world, projectId, people, 2 * round + 1), await sheetOf(world, projectId, people, 2 * round + 2)];
      const one = await measureRound(world, client, ours, floors);
      if (round > 0) measured.push(one);
      say(`round ${round}: paying ${one.pay.toFixed()} ms (floor ${one.payFloor.toFixed()}), with the request ${one.whole.toFixed()} (${one.wholeFloor.toFixed()}), answer ${one.answer.toFixed()} (${one.answerFloor.toFixed()})`);
    }
    const { differences } = await world.as('system', proveLedger);
    if (differences.length > 0) throw new Error(`the ledger does not prove: ${JSON.stringify(differences.slice(0, 3))}`);
    const of = (key: keyof Round): number => median(measured.map((m) => m[key]));
    say(`from the request on ${(of('whole') / of('wholeFloor')).toFixed(2)} times the floor`);
    return [
      figure(`paying ${workers} workers: approve, hold, instructions, file`, { value: of('pay'), floor: of('payFloor'), unit: 'ms', goal: 2 }),
      figure(`the bank's answer to ${workers} payments: read, match, post`, { value: of('answer'), floor: of('answerFloor'), unit: 'ms', goal: 2 }),
    ];
  } finally {
    await client.end();
  }
}

const pay = 500_000n;

function workersOf(count: number): RosterEntry[] {
  const random = new Seeded(6106);
  return Array.from({ length: count }, (_, n): RosterEntry => {
    const { name, idNumber, phone, card, bankName, trade, team } = demoWorker(random, n);
    return { name, idNumber, phone, card, bank: bankName, trade, team, entryDate: day('2026-03-15'), contractDate: day('2026-03-12') };
  });
}

/** The `n`-th approved sheet of these people; from 1. */
const sheetOf = async (world: World, projectId: string, people: readonly RosterEntry[], n: number): Promise<string> =>
  (await submitApproved(world, projectId, '2026-07', { reading: readingOf(people, () => pay), cycle: n })).sheetId;

async function measureRound(world: World, client: pg.Client, ours: string, floors: string): Promise<Round> {
  const as = (work: Work, who: Person): Work => ({ ...work, actor: world.actors[who] });
  let sent!: Sent;
  const requested = await timed(async () => {
    const { releaseId } = await world.as('contractor', (work) => requestRelease(work, { sheetId: ours, opinion: '提请支付' }));
    await world.as('inspector', (work) => reviewRelease(work, releaseId, opinion));
    sent = { releaseId, batchIds: [] };
  });
  const paid = await timed(async () => {
    await world.as('housing', (work) => reviewRelease(work, sent.releaseId, opinion));
    sent = batchesOf(sent.releaseId, await world.as('bank', (work) => makeBatch(work, sent.releaseId, 'general-csv')));
  });
  // The floor's rows are those that the product would write for a sheet just like ours.
  let floorSent!: Sent;
  const paying = await rehearse(world, client, async (work) => {
    const { releaseId } = await requestRelease(as(work, 'contractor'), { sheetId: floors, opinion: '提请支付' });
    await reviewRelease(as(work, 'inspector'), releaseId, opinion);
    await reviewRelease(as(work, 'housing'), releaseId, opinion);
    floorSent = batchesOf(releaseId, await makeBatch(as(work, 'bank'), releaseId, 'general-csv'));
  });
  const payFloor = await timed(() => client.query(paying.inserts));
  const changesFloor = await timed(() => client.query(paying.changes));

  const files = await answersTo(world, sent);
  const answer = await timed(async () => {
    for (const { batchId, bytes } of files) {
      const reading = await readInChild('bankReturn', bytes, { profile: builtInProfiles['general-csv'].profile });
      await world.as('bank', (work) => takeAnswer(work, { releaseId: sent.releaseId, batchId, file: fileOf(bytes), reading }));
    }
  });
  const floorFiles = await Promise.all((await answersTo(world, floorSent)).map(async (f) => ({ ...f, reading: await readInChild('bankReturn', f.bytes, { profile: builtInProfiles['general-csv'].profile }) })));
  const answering = await rehearse(world, client, async (work) => {
    for (const { batchId, bytes, reading } of floorFiles) await takeAnswer(as(work, 'bank'), { releaseId: floorSent.releaseId, batchId, file: fileOf(bytes), reading });
  });
  const answerFloor = await timed(() => client.query(answering.all));
  await checkSame(client, sent.releaseId, floorSent.releaseId);
  return { pay: paid, payFloor, whole: requested + paid, wholeFloor: payFloor + changesFloor, answer, answerFloor };
}

/** A floor that does less than the product is none. */
async function checkSame(client: pg.Client, ours: string, floors: string): Promise<void> {
  const standing = async (releaseId: string): Promise<string> => {
    const { rows } = await client.query<{ state: string }>(
      `SELECT jsonb_build_object('release', r.state, 'payments', (SELECT jsonb_object_agg(i.state, i.n) FROM (SELECT state, count(*) AS n FROM payment_instruction WHERE release_id = r.id GROUP BY state) i),
              'batches', (SELECT jsonb_agg(b.lines ORDER BY b.number) FROM payment_batch b WHERE b.release_id = r.id), 'sheet', s.state,
              'lines', (SELECT jsonb_object_agg(l.state, l.n) FROM (SELECT state, count(*) AS n FROM payroll_line l WHERE l.period = s.period AND l.sheet_id = s.id GROUP BY state) l),
              'told', (SELECT count(*) FROM bank_answer_line a JOIN payment_instruction i ON i.id = a.instruction_id WHERE i.release_id = r.id))::text AS state
         FROM release r JOIN payroll_sheet s ON s.id = r.sheet_id WHERE r.id = $1`,
      [releaseId],
    );
    return rows[0]!.state;
  };
  const [one, other] = [await standing(ours), await standing(floors)];
  if (one !== other) throw new Error(`the floor did something else: ${other} instead of ${one}`);
}

const batchesOf = (releaseId: string, { batches }: Awaited<ReturnType<typeof makeBatch>>): Sent => ({ releaseId, batchIds: batches.map((b) => b.batchId) });

const fileOf = (bytes: Buffer): KeptFile => ({ name: '回盘.csv', mediaType: 'text/csv', bytes });

/** The bank's word on each batch: all paid. */
const answersTo = (world: World, { batchIds }: Sent): Promise<{ readonly batchId: string; readonly bytes: Buffer }[]> =>
  Promise.all(batchIds.map(async (batchId) => ({ batchId, bytes: answerFile(await sentTo(world, batchId), allPaid) })));
