import { expect } from 'chai';
import fc from 'fast-check';
import { balanceOf, proveLedger } from '../../../src/domain/escrow/index.js';
import { makeBatch, resubmitRelease, returnRelease, reviewRelease, withdrawRelease } from '../../../src/domain/releases/index.js';
import { Refusal } from '../../../src/values/refusal.js';
import { answer, answerFile, approvedSheet, makePayingProject, opinion, request, sentTo, type Told } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

/** What a line of the sheet has come to, as a person would keep it on paper. */
type Line = 'free' | 'taken' | 'sent' | 'paid' | 'failed' | 'unknown';
type Fate = '成功' | '失败' | '退汇' | '处理中' | '';

/** A release as a person would keep it on paper; written without a look at the table of states. */
interface Model {
  state: 'none' | 'requested' | 'labour-reviewed' | 'housing-reviewed' | 'sent' | 'returned' | 'withdrawn';
  acted: Set<string>;
  lines: Line[];
  /** Which lines the release of the moment has taken. */
  taken: boolean[];
}

interface Real {
  readonly world: World;
  readonly projectId: string;
  readonly sheetId: string;
  releaseId: string;
  batchId: string;
  /** Makes each answer a file of its own. */
  serial: number;
}

const fund = 100_000_00n;
const pay = (i: number): bigint => BigInt(i + 1) * 1_000_00n;

const outcome = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
    return 'ok';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

type Move = { readonly name: string; run(model: Model, real: Real): Promise<void> };

/** A step by somebody: goes through exactly where the paper says so, and then the paper changes. */
const step = (name: string, who: Person, may: (m: Model) => boolean, act: (real: Real) => Promise<unknown>, then: (m: Model) => void): Move => ({
  name,
  async run(model, real) {
    const allowed = may(model);
    const got = await outcome(act(real));
    expect(got === 'ok', `${name} in ${model.state}: ${got}`).to.equal(allowed);
    if (!allowed) return;
    then(model);
    model.acted.add(who);
  },
});

const free = (m: Model): boolean => m.lines.some((l) => l === 'free' || l === 'failed');
const take = (m: Model): void => {
  m.taken = m.lines.map((l) => l === 'free' || l === 'failed');
  m.lines = m.lines.map((l) => (l === 'free' ? 'taken' : l));
  m.acted = new Set();
  m.state = 'requested';
};
const letGo = (m: Model, state: Model['state']): void => {
  m.lines = m.lines.map((l) => (l === 'taken' ? 'free' : l));
  m.taken = m.taken.map(() => false);
  m.state = state;
};
/** With the bank, every line decided or not: a release of the rest may begin once one line has an end. */
const answered = (m: Model): boolean => m.state === 'sent' && m.lines.some((l, i) => m.taken[i] && (l === 'paid' || l === 'failed'));

const releaseIs = (m: Model, state: Model['state']): boolean => m.state === state;

const requestIt = step('request', 'contractor', (m) => free(m) && !['requested', 'labour-reviewed', 'housing-reviewed'].includes(m.state) && (m.state !== 'sent' || answered(m)), async (real) => {
  real.releaseId = await request(real.world, real.sheetId);
}, take);
const labour = (who: 'inspector' | 'supervisor'): Move =>
  step(`labour by ${who}`, who, (m) => releaseIs(m, 'requested') && !m.acted.has(who), (r) => r.world.as(who, (work) => reviewRelease(work, r.releaseId, opinion)), (m) => void (m.state = 'labour-reviewed'));
const housing = step('housing', 'housing', (m) => releaseIs(m, 'labour-reviewed') && !m.acted.has('housing'), (r) => r.world.as('housing', (work) => reviewRelease(work, r.releaseId, opinion)), (m) => void (m.state = 'housing-reviewed'));
const file = step('file', 'bank', (m) => (releaseIs(m, 'housing-reviewed') && !m.acted.has('bank')) || releaseIs(m, 'sent'), async (r) => {
  r.batchId = (await r.world.as('bank', (work) => makeBatch(work, r.releaseId, 'general-csv'))).batches[0]!.batchId;
}, (m) => {
  if (m.state === 'sent') return;
  m.lines = m.lines.map((l, i) => (m.taken[i] ? 'sent' : l));
  m.state = 'sent';
});
const standsAt = { inspector: 'requested', housing: 'labour-reviewed', bank: 'housing-reviewed' } as const;
const returnBy = (who: 'inspector' | 'housing' | 'bank'): Move =>
  step(`return by ${who}`, who, (m) => releaseIs(m, standsAt[who]) && !m.acted.has(who), (r) => r.world.as(who, (work) => returnRelease(work, r.releaseId, opinion)), (m) => letGo(m, 'returned'));
/** To a review in the middle: the lines stay taken, the money is free, and whoever has acted in the round is out of it. */
const returnTo = (who: 'inspector' | 'housing' | 'bank', to: 'labour-review' | 'housing-review'): Move =>
  step(`return by ${who} to ${to}`, who, (m) => releaseIs(m, standsAt[who]) && !m.acted.has(who) && (who === 'bank' || (who === 'housing' && to === 'labour-review')), (r) => r.world.as(who, (work) => returnRelease(work, r.releaseId, { ...opinion, to })), (m) => {
    m.state = to === 'labour-review' ? 'requested' : 'labour-reviewed';
  });
const withdraw = step('withdraw', 'contractor', (m) => ['requested', 'labour-reviewed', 'housing-reviewed', 'returned'].includes(m.state), (r) => r.world.as('contractor', (work) => withdrawRelease(work, r.releaseId, opinion)), (m) => letGo(m, 'withdrawn'));
const resubmit = step('resubmit', 'contractor', (m) => releaseIs(m, 'returned'), (r) => r.world.as('contractor', (work) => resubmitRelease(work, r.releaseId, opinion)), take);
/** All the way to the bank, as far as it goes: single steps at random rarely get there. */
const onward: Move = {
  name: 'onward',
  async run(model, real) {
    for (const move of [requestIt, labour('supervisor'), housing, file]) await move.run(model, real);
  },
};

const moves: fc.Arbitrary<Move>[] = [requestIt, labour('inspector'), labour('supervisor'), housing, file, returnBy('inspector'), returnBy('housing'), returnBy('bank'), returnTo('inspector', 'labour-review'), returnTo('housing', 'labour-review'), returnTo('housing', 'housing-review'), returnTo('bank', 'labour-review'), returnTo('bank', 'housing-review'), withdraw, resubmit, onward, onward, onward].map((move) => fc.constant(move));

/** The bank speaks of any lines that it was sent, in any order, as often as it likes. */
const answering = fc.array(fc.constantFrom<Fate>('成功', '失败', '退汇', '处理中', ''), { minLength: 3, maxLength: 3 }).map((fates): Move => ({
    name: `answer ${fates.join('/')}`,
    async run(model, real) {
      if (model.state !== 'sent') return;
      const sent = await sentTo(real.world, real.batchId);
      const indexes = model.taken.flatMap((t, i) => (t ? [i] : []));
      const tell = indexes.map((i) => fates[i]!);
      if (tell.every((f) => f === '')) return;
      const bytes = answerFile(sent, (_one, n): Told | undefined => (tell[n] ? { result: tell[n]!, ...(tell[n] === '失败' || tell[n] === '退汇' ? { reason: '户名不符' } : {}) } : undefined), { note: String((real.serial += 1)) });
      const before = [...model.lines];
      for (const [n, i] of indexes.entries()) {
        const line = model.lines[i]!;
        const open = line === 'sent' || line === 'unknown';
        if (tell[n] === '成功' && open) model.lines[i] = 'paid';
        if (tell[n] === '失败' && open) model.lines[i] = 'failed';
        if (tell[n] === '退汇' && (open || line === 'paid')) model.lines[i] = 'failed';
        if (tell[n] === '处理中' && line === 'sent') model.lines[i] = 'unknown';
      }
      const { applied } = await answer(real.world, real.releaseId, real.batchId, bytes);
      expect(applied, `${fates.join('/')} after ${before.join('/')}`).to.equal(model.lines.filter((l, i) => l !== before[i]).length);
    },
  }));

/** Every fen is where the paper says that it is. */
async function compare(model: Model, { world, projectId, sheetId }: Real): Promise<void> {
  const sum = (...of: Line[]): bigint => model.lines.reduce((total, l, i) => (of.includes(l) ? total + pay(i) : total), 0n);
  const at = async (kind: 'escrow' | 'in-transit' | 'worker-cards'): Promise<{ balanceFen: bigint; heldFen: bigint }> => world.as('system', (work) => balanceOf(work, { kind, projectId }));
  const held = model.state === 'housing-reviewed' ? model.taken.reduce((total, t, i) => (t ? total + pay(i) : total), 0n) : 0n;
  expect(await at('in-transit')).to.include({ balanceFen: sum('sent', 'unknown') });
  expect(await at('worker-cards')).to.include({ balanceFen: sum('paid') });
  expect(await at('escrow')).to.deep.equal({ balanceFen: fund - sum('sent', 'unknown', 'paid'), heldFen: held });
  const states = await world.dataSource.query<{ state: string }[]>('SELECT state FROM payroll_line WHERE sheet_id = $1 ORDER BY line_no', [sheetId]);
  const word = (l: Line, taken: boolean): string => (l === 'failed' ? (taken && ['requested', 'labour-reviewed', 'housing-reviewed'].includes(model.state) ? 'in-transit' : 'returned') : { free: 'unpaid', taken: 'in-transit', sent: 'in-transit', unknown: 'in-transit', paid: 'paid' }[l]);
  expect(states.map((s) => s.state)).to.deep.equal(model.lines.map((l, i) => word(l, model.taken[i]!)));
  const [owed] = await world.dataSource.query<[{ fen: bigint }]>(`SELECT coalesce(sum(balance_fen), 0)::bigint AS fen FROM ledger_account WHERE project_id = $1 AND kind = 'wages-owed'`, [projectId]);
  expect(owed.fen).to.equal(sum('free', 'taken', 'sent', 'unknown', 'failed'));
}

describe('a release, whatever happens to it', () => {
  let world: World;
  const three = sampleWorkers.slice(0, 3);

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());

  it('does what the paper says, and every fen is where it says', async function () {
    this.timeout(180_000);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...moves, answering, answering), { minLength: 8, maxLength: 24 }), async (steps) => {
        const projectId = await makePayingProject(world, { people: three, fund });
        const real: Real = { world, projectId, sheetId: await approvedSheet(world, projectId, '2026-08', three, pay), releaseId: '00000000-0000-7000-8000-000000000000', batchId: '', serial: 0 };
        const model: Model = { state: 'none', acted: new Set(), lines: ['free', 'free', 'free'], taken: [false, false, false] };
        for (const move of steps) {
          await move.run(model, real);
          await compare(model, real);
        }
      }),
      { numRuns: 40, seed: 20_261_008 },
    );
    const proof = await world.as('system', proveLedger);
    expect(proof.differences).to.deep.equal([]);
  });
});
