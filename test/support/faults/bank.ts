import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { SimulatedBank } from '../../../src/demo/bank/bank.js';
import { httpSide } from '../../../src/demo/bank/http.js';
import { calm, type Moods } from '../../../src/demo/bank/moods.js';
import { confirmDecision, proposeDecision } from '../../../src/domain/releases/index.js';
import { dispatch } from '../../../src/jobs/dispatch-payments.js';
import { openExchange, type Exchange } from '../../../src/platform/bank-connection/index.js';
import { connect, systemDoor } from '../dispatch.js';
import type { Broken } from './check.js';
import { runJob, type Surroundings } from './program.js';
import type { Stage } from './stage.js';

/** A simulated bank behind an interface, with the service's side of the exchange. What it really paid stands in its book. */
export interface FaultBank {
  readonly bank: SimulatedBank;
  readonly exchange: Exchange;
  /** What a process of the service needs to speak with it. */
  env(): Readonly<Record<string, string>>;
  around(more?: Readonly<Record<string, string>>): Surroundings;
  /** A minute later, one round of the dispatcher in this process. */
  round(): ReturnType<typeof dispatch>;
  /** One round in a process of its own that dies at this place. @throws where it lives on */
  crash(failpoint: string): Promise<void>;
  /** The bank's clock goes on: as many of each batch's answer files as this are ready. */
  answers(files: number): void;
  /**
   * Rounds until nothing new comes, then two people decide what is still in doubt as the bank has it in writing.
   * @returns how many payments they decided
   */
  settle(): Promise<number>;
  /** I5 by the bank's own book; all payments of these batches must be settled. */
  check(batchIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

let serial = 0;
const fileMs = 1_000;

export async function openBank(stage: Stage, moods: Partial<Moods> = {}): Promise<FaultBank> {
  const { world } = stage;
  serial += 1;
  const place = `sim-${serial}`;
  const secret = 'a secret between the bank and us';
  const directory = mkdtempSync(path.join(stage.cluster.dataDir, 'bank-'));
  let bankNow = 0;
  const bank = new SimulatedBank({ directory: path.join(directory, 'book'), moods: { ...calm, ...moods }, seed: stage.dice.seed + serial, answerAfterMs: fileMs, now: () => bankNow });
  const site = await httpSide(bank, { secret });
  await connect(world, { kind: 'http', place, secret, wireSeconds: 1, askMinutes: 1 });
  const exchange = openExchange({ directory, endpoints: new Map([[place, site.url]]) });
  const env = (): Record<string, string> => ({ BANK_DIR: directory, BANK_ENDPOINTS: `${place}=${site.url}` });
  const later = (): void => {
    world.clock.now = new Date(world.clock.now.getTime() + 61_000);
  };
  const round: FaultBank['round'] = async () => {
    later();
    return dispatch(systemDoor(world), exchange);
  };
  const around: FaultBank['around'] = (more = {}) => ({ ...stage.around, clockOffset: world.clock.now.getTime() - Date.now(), env: { ...env(), ...more } });
  const open = (): Promise<{ batchId: string; id: string }[]> =>
    world.owner.query(`SELECT batch_id AS "batchId", end_to_end_id AS id FROM payment_instruction WHERE state IN ('sent', 'unknown') AND batch_id IN (SELECT id FROM payment_batch WHERE connection = 'http') ORDER BY end_to_end_id`);
  return {
    bank,
    exchange,
    env,
    around,
    round,
    crash: async (failpoint) => {
      later();
      const { code, output } = await runJob(around({ ANXIN_FAILPOINT: failpoint }), 'dispatch-payments');
      if (code !== null) throw new Error(`the dispatcher did not die at ${failpoint} but ended with ${code}:\n${output}`);
    },
    answers: (files) => {
      bankNow = files * fileMs;
    },
    settle: async () => {
      bankNow = 1_000_000;
      for (let quiet = 0; quiet < 2; ) {
        const { sent, doubtful, received, taken } = await round();
        quiet = sent + doubtful + received + taken === 0 ? quiet + 1 : 0;
      }
      // A bank that has taken a file and says nothing has an hour, by the settings of its connection.
      world.clock.now = new Date(world.clock.now.getTime() + 3_600_000);
      let decided = 0;
      for (const outcome of ['paid', 'not-paid'] as const) {
        const left = (await open()).filter(({ id }) => bank.hasPaid(id) === (outcome === 'paid'));
        for (const batchId of new Set(left.map((i) => i.batchId))) {
          const payments = left.filter((i) => i.batchId === batchId);
          const statement = { name: '银行书面说明.txt', mediaType: 'text/plain', bytes: Buffer.from(`faults ${stage.dice.seed} ${batchId} ${outcome}`) };
          const { decisionId } = await world.as('bank', (work) => proposeDecision(work, batchId, { outcome, opinion: '按银行书面说明', payments: payments.map((p) => p.id).join('\n') }, statement));
          decided += (await world.as('supervisor', (work) => confirmDecision(work, decisionId))).payments;
        }
      }
      return decided;
    },
    check: async (batchIds) => {
      const rows = await world.owner.query<{ id: string; state: string; fen: bigint }[]>('SELECT end_to_end_id AS id, state, amount_fen AS fen FROM payment_instruction WHERE batch_id = ANY ($1::uuid[])', [batchIds]);
      const effects = bank.book.effects();
      const broken: Broken[] = [];
      for (const { id, state, fen } of rows) {
        const { paid = 0, returned = 0, amountFen = fen } = effects.get(id) ?? {};
        if (paid > 1) broken.push({ invariant: 'I5', what: `the bank has paid ${id} ${paid} times` });
        if (amountFen !== fen) broken.push({ invariant: 'I5', what: `the bank has paid ${amountFen} for ${id}, which is ${fen}` });
        if ((state === 'paid') !== (paid - returned === 1) || state === 'sent' || state === 'unknown') broken.push({ invariant: 'I5', what: `${id} is ${state}, and the bank has paid it ${paid} times and taken it back ${returned} times` });
        effects.delete(id);
      }
      for (const [id, { paid }] of effects) broken.push({ invariant: 'I5', what: `the bank has paid ${id} ${paid} times, which is not of these batches` });
      if (broken.length > 0) throw new Error(broken.map((b) => `${b.invariant} ${b.what}`).join('\n'));
    },
    close: async () => {
      await site.close();
      // The next who speaks of this bank finds a person at a desk.
      await connect(world, { kind: 'desk' });
    },
  };
}
