import { expect } from 'chai';
import fc from 'fast-check';
import { balanceOf, hold, post, postHold, proveLedger, reverse, voidHold, type AccountRef, type NewJournal } from '../../../src/domain/escrow/index.js';
import type { Work } from '../../../src/platform/work.js';
import { day } from '../../../src/values/plain-date.js';
import { Refusal, type RefusalCode } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { openWorld, type World } from '../../support/world.js';

/** The code of the refusal that `run` ends in, else what it gives. */
const outcome = async <T>(run: Promise<T>): Promise<T | RefusalCode> => {
  try {
    return await run;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('the ledger', () => {
  let world: World;
  let projectId: string;
  let serial = 0;

  const key = (): string => `test-${(serial += 1)}`;
  const uuid = (): string => `018f0000-0000-7000-8000-${String((serial += 1)).padStart(12, '0')}`;
  const as = <T>(run: (work: Work) => Promise<T>): Promise<T> => world.as('system', run);
  const owner = (): AccountRef => ({ kind: 'owner', projectId, partyId: world.parties.owner });
  const escrow = (): AccountRef => ({ kind: 'escrow', projectId });
  const transit = (): AccountRef => ({ kind: 'in-transit', projectId });
  const journal = (from: AccountRef, to: AccountRef, amountFen: bigint, more: Partial<NewJournal> = {}): NewJournal => ({
    kind: 'labour-cost-credited',
    projectId,
    occurredOn: day('2026-08-10'),
    idempotencyKey: key(),
    postings: [{ from, to, amountFen }],
    ...more,
  });
  const fund = (amountFen: bigint): Promise<{ journalId: string }> => as((work) => post(work, journal(owner(), escrow(), amountFen)));
  const balance = async (ref: AccountRef): Promise<bigint> => (await as((work) => balanceOf(work, ref))).balanceFen;

  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world);
  });
  afterEach(async () => {
    const proof = await as(proveLedger);
    expect(proof.differences, 'every balance is the sum of its entries').to.deep.equal([]);
    expect(proof.sumFen).to.equal(0n);
  });

  describe('post', () => {
    it('takes from one account and gives to the other', async () => {
      await fund(100_00n);
      expect(await balance(owner())).to.equal(-100_00n);
      expect(await balance(escrow())).to.equal(100_00n);
    });

    it('refuses what the source does not have, says how much there is, and writes nothing', async () => {
      await fund(100_00n);
      const error = await as((work) => post(work, journal(escrow(), transit(), 100_01n))).catch((e: unknown) => e as Refusal);
      expect(error).to.be.instanceOf(Refusal).with.property('code', 'insufficient-balance');
      expect((error as Refusal).why).to.contain('100.00 元').and.to.contain('100.01 元');
      expect(await balance(transit())).to.equal(0n);
    });

    it('leaves no trace when a caller goes on after a refusal', async () => {
      await as(async (work) => {
        expect(await outcome(post(work, journal(escrow(), transit(), 1n)))).to.equal('insufficient-balance');
        await post(work, journal(owner(), escrow(), 5n));
      });
      expect(await balance(escrow())).to.equal(5n);
    });

    it('pays out the last fen', async () => {
      await fund(100_00n);
      await as((work) => post(work, journal(escrow(), transit(), 100_00n)));
      expect(await balance(escrow())).to.equal(0n);
    });

    it('gives the first answer to the same key and body, and moves nothing again', async () => {
      const body = journal(owner(), escrow(), 7_00n);
      const first = await as((work) => post(work, body));
      expect(await as((work) => post(work, body))).to.deep.equal(first);
      expect(await balance(escrow())).to.equal(7_00n);
    });

    for (const [what, change] of [
      ['amount', (b: NewJournal): NewJournal => ({ ...b, postings: [{ ...b.postings[0]!, amountFen: 8_00n }] })],
      ['account', (b: NewJournal): NewJournal => ({ ...b, postings: [{ ...b.postings[0]!, to: { ...b.postings[0]!.to, kind: 'in-transit' } }] })],
      ['day', (b: NewJournal): NewJournal => ({ ...b, occurredOn: day('2026-08-11') })],
      ['kind', (b: NewJournal): NewJournal => ({ ...b, kind: 'payment-returned' })],
      ['memo', (b: NewJournal): NewJournal => ({ ...b, memo: '另一笔' })],
    ] as const) {
      it(`refuses the same key with another ${what}`, async () => {
        const body = journal(owner(), escrow(), 7_00n);
        await as((work) => post(work, body));
        expect(await outcome(as((work) => post(work, change(body))))).to.equal('idempotency-conflict');
        expect(await balance(escrow())).to.equal(7_00n);
      });
    }

    it('keeps money and claims in their own books', async () => {
      const wages: AccountRef = { kind: 'wage-liability', projectId, partyId: world.parties.subcontractor };
      await as(async (work) => {
        expect(await post(work, journal(owner(), wages, 1n)).catch((e: unknown) => e)).to.be.instanceOf(RangeError);
      });
    });

    for (const [what, postings] of [
      ['nothing at all', () => []],
      ['zero', () => [{ from: owner(), to: escrow(), amountFen: 0n }]],
      ['a negative amount', () => [{ from: owner(), to: escrow(), amountFen: -1n }]],
      ['more than the limit', () => [{ from: owner(), to: escrow(), amountFen: 10_000_000_000_001n }]],
      ['an account to itself', () => [{ from: escrow(), to: escrow(), amountFen: 1n }]],
      ['an account of nobody', () => [{ from: owner(), to: { kind: 'escrow' as const }, amountFen: 1n }]],
    ] as const) {
      it(`does not move ${what}`, async () => {
        await as(async (work) => {
          expect(await post(work, journal(owner(), escrow(), 1n, { postings: postings() })).catch((e: unknown) => e)).to.be.instanceOf(RangeError);
        });
      });
    }

    it('takes 20 at once from one account and never goes below zero', async () => {
      await fund(1_000_00n);
      const results = await Promise.all(Array.from({ length: 20 }, () => outcome(as((work) => post(work, journal(escrow(), transit(), 100_00n))))));
      expect(results.filter((r) => r === 'insufficient-balance')).to.have.length(10);
      expect(await balance(escrow())).to.equal(0n);
      expect(await balance(transit())).to.equal(1_000_00n);
    });

    it('posts once when one key comes 20 times at once', async () => {
      await fund(1_000_00n);
      const body = journal(escrow(), transit(), 600_00n);
      const results = await Promise.all(Array.from({ length: 20 }, () => as((work) => post(work, body))));
      expect(new Set(results.map((r) => r.journalId))).to.have.length(1);
      expect(await balance(transit())).to.equal(600_00n);
    });

    it('survives 20 at once that take two accounts in opposite order', async () => {
      await fund(1_000_00n);
      await as((work) => post(work, journal(escrow(), transit(), 500_00n)));
      await Promise.all(Array.from({ length: 20 }, (_, i) => as((work) => post(work, i % 2 ? journal(escrow(), transit(), 1_00n) : journal(transit(), escrow(), 1_00n)))));
      expect(await balance(escrow())).to.equal(500_00n);
    });

    it('opens an account once when 20 use it first at the same time', async () => {
      await Promise.all(Array.from({ length: 20 }, () => fund(1_00n)));
      expect(await balance(escrow())).to.equal(20_00n);
    });

    it('posts 6,000 wages in at most ten statements', async () => {
      const party = world.parties.subcontractor;
      const workers = await makeWorkers(6_000);
      const postings = workers.map((workerId, i) => ({ from: { kind: 'wage-liability', projectId, partyId: party } as const, to: { kind: 'wages-owed', projectId, workerId } as const, amountFen: 5_000_00n + BigInt(i) }));
      const statements = await as(async (work) => {
        let count = 0;
        const db = new Proxy(work.db, {
          get: (target, name) => {
            if (name === 'query') count += 1;
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
          },
        });
        await post({ ...work, db }, journal(owner(), escrow(), 1n, { kind: 'wages-due', postings }));
        return count;
      });
      expect(statements).to.be.at.most(10);
      expect(await balance({ kind: 'wages-owed', projectId, workerId: workers[5_999]! })).to.equal(5_059_99n);
      expect(await balance({ kind: 'wage-liability', projectId, partyId: party })).to.equal(-(6_000n * 5_000_00n + 5_999n * 3_000n));
    });

    it('records who posted what in the audit trail', async () => {
      const { journalId } = await fund(12_34n);
      const [event] = await world.dataSource.query<{ action: string; detail: object }[]>(`SELECT action, detail FROM audit_event WHERE subject_type = 'journal' AND subject_id = $1`, [journalId]);
      expect(event).to.deep.equal({ action: 'ledger.posted', detail: { kind: 'labour-cost-credited', moved: '12.34', postings: 1 } });
    });
  });

  describe('reverse', () => {
    it('brings every balance back', async () => {
      const { journalId } = await fund(50_00n);
      await as((work) => reverse(work, journalId, key()));
      expect(await balance(escrow())).to.equal(0n);
      expect(await balance(owner())).to.equal(0n);
    });

    it('happens once, and to the same key once more', async () => {
      const { journalId } = await fund(50_00n);
      await fund(50_00n);
      const again = key();
      const first = await as((work) => reverse(work, journalId, again));
      expect(await as((work) => reverse(work, journalId, again))).to.deep.equal(first);
      expect(await outcome(as((work) => reverse(work, journalId, key())))).to.equal('already-exists');
      expect(await outcome(as((work) => reverse(work, first.journalId, key())))).to.equal('wrong-state');
      expect(await balance(escrow())).to.equal(50_00n);
    });

    it('is refused when the money has moved on', async () => {
      const { journalId } = await fund(50_00n);
      await as((work) => post(work, journal(escrow(), transit(), 1n)));
      expect(await outcome(as((work) => reverse(work, journalId, key())))).to.equal('insufficient-balance');
    });

    it('of an unknown journal is not found', async () => {
      expect(await outcome(as((work) => reverse(work, uuid(), key())))).to.equal('not-found');
    });
  });

  describe('hold', () => {
    it('keeps money from being spent until it is voided', async () => {
      await fund(100_00n);
      const { holdId } = await as((work) => hold(work, { account: escrow(), amountFen: 60_00n, subjectId: uuid() }));
      expect(await outcome(as((work) => post(work, journal(escrow(), transit(), 40_01n))))).to.equal('insufficient-balance');
      await as((work) => voidHold(work, holdId));
      await as((work) => post(work, journal(escrow(), transit(), 100_00n)));
      expect(await balance(escrow())).to.equal(0n);
    });

    it('is spent by its own journal, once', async () => {
      await fund(100_00n);
      const { holdId } = await as((work) => hold(work, { account: escrow(), amountFen: 100_00n, subjectId: uuid() }));
      const body = journal(escrow(), transit(), 100_00n, { kind: 'payment-sent' });
      const first = await as((work) => postHold(work, holdId, body));
      expect(await as((work) => postHold(work, holdId, body))).to.deep.equal(first);
      expect(await outcome(as((work) => postHold(work, holdId, { ...body, idempotencyKey: key() })))).to.equal('wrong-state');
      expect(await outcome(as((work) => voidHold(work, holdId)))).to.equal('wrong-state');
      expect(await balance(transit())).to.equal(100_00n);
    });

    it('cannot be spent by more or less than was held', async () => {
      await fund(100_00n);
      const { holdId } = await as((work) => hold(work, { account: escrow(), amountFen: 60_00n, subjectId: uuid() }));
      for (const amountFen of [59_99n, 60_01n]) {
        expect(await as((work) => postHold(work, holdId, journal(escrow(), transit(), amountFen))).catch((e: unknown) => e)).to.be.instanceOf(RangeError);
      }
      await as((work) => voidHold(work, holdId));
    });

    it('is one for one subject: the same again is the same, another amount a conflict', async () => {
      await fund(100_00n);
      const subjectId = uuid();
      const first = await as((work) => hold(work, { account: escrow(), amountFen: 60_00n, subjectId }));
      expect(await as((work) => hold(work, { account: escrow(), amountFen: 60_00n, subjectId }))).to.deep.equal(first);
      expect(await outcome(as((work) => hold(work, { account: escrow(), amountFen: 61_00n, subjectId })))).to.equal('idempotency-conflict');
    });

    it('refuses more than is free', async () => {
      await fund(100_00n);
      await as((work) => hold(work, { account: escrow(), amountFen: 60_00n, subjectId: uuid() }));
      expect(await outcome(as((work) => hold(work, { account: escrow(), amountFen: 40_01n, subjectId: uuid() })))).to.equal('insufficient-balance');
    });

    it('voided and posted at the same time ends one way', async () => {
      await fund(100_00n);
      const { holdId } = await as((work) => hold(work, { account: escrow(), amountFen: 100_00n, subjectId: uuid() }));
      const [posted, voided] = await Promise.all([
        outcome(as((work) => postHold(work, holdId, journal(escrow(), transit(), 100_00n)))),
        outcome(as((work) => voidHold(work, holdId))),
      ]);
      const won = posted !== 'wrong-state';
      expect(voided === 'wrong-state').to.equal(won);
      expect(await balance(transit())).to.equal(won ? 100_00n : 0n);
    });
  });

  it('follows its model through any sequence of postings, undoings and holds', async function () {
    this.timeout(60_000);
    const account = fc.integer({ min: 0, max: 4 });
    const amount = fc.bigInt({ min: 1n, max: 50_00n });
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('post' as const), key: fc.integer({ min: 0, max: 12 }), moves: fc.array(fc.record({ from: account, to: account, amount }), { minLength: 1, maxLength: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), which: fc.nat(9) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('hold' as const), account: fc.integer({ min: 1, max: 4 }), amount }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(5), spend: fc.boolean() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        projectId = await makeProject(world);
        const refs: AccountRef[] = [owner(), escrow(), transit(), { kind: 'deposit', projectId }, { kind: 'guarantee', projectId, partyId: world.parties.bank }];
        const balances = refs.map(() => 0n);
        const held = refs.map(() => 0n);
        const keys = new Map<number, { body: string; journalId: string }>();
        const journals: { id: string; moves: readonly { from: number; to: number; amount: bigint }[]; undone: boolean }[] = [];
        const holds: { id: string; account: number; amount: bigint; open: boolean }[] = [];

        /** What the model says of these moves; applies them where they are possible. */
        const apply = (moves: readonly { from: number; to: number; amount: bigint }[]): boolean => {
          const net = refs.map(() => 0n);
          for (const m of moves) {
            net[m.from]! -= m.amount;
            net[m.to]! += m.amount;
          }
          if (net.some((n, i) => i !== 0 && n < 0n && balances[i]! - held[i]! + n < 0n)) return false;
          for (const [i, n] of net.entries()) balances[i]! += n;
          return true;
        };

        for (const s of steps) {
          if (s.do === 'post') {
            const moves = s.moves.filter((m) => m.from !== m.to);
            if (moves.length === 0) continue;
            const body = JSON.stringify(moves.map((m) => [m.from, m.to, String(m.amount)]));
            const told = await outcome(
              as((work) => post(work, journal(owner(), escrow(), 1n, { idempotencyKey: `${projectId}-${s.key}`, postings: moves.map((m) => ({ from: refs[m.from]!, to: refs[m.to]!, amountFen: m.amount })) }))),
            );
            const before = keys.get(s.key);
            if (before) expect(told).to.deep.equal(before.body === body ? { journalId: before.journalId } : 'idempotency-conflict');
            else if (apply(moves)) {
              const { journalId } = told as { journalId: string };
              expect(journalId).to.be.a('string');
              keys.set(s.key, { body, journalId });
              journals.push({ id: journalId, moves, undone: false });
            } else expect(told).to.equal('insufficient-balance');
          } else if (s.do === 'reverse') {
            const of = journals[s.which];
            if (!of) continue;
            const told = await outcome(as((work) => reverse(work, of.id, key())));
            if (of.undone) expect(told).to.equal('already-exists');
            else if (apply(of.moves.map((m) => ({ ...m, from: m.to, to: m.from })))) {
              of.undone = true;
              expect(told).to.have.property('journalId');
            } else expect(told).to.equal('insufficient-balance');
          } else if (s.do === 'hold') {
            const told = await outcome(as((work) => hold(work, { account: refs[s.account]!, amountFen: s.amount, subjectId: uuid() })));
            if (balances[s.account]! - held[s.account]! < s.amount) expect(told).to.equal('insufficient-balance');
            else {
              holds.push({ id: (told as { holdId: string }).holdId, account: s.account, amount: s.amount, open: true });
              held[s.account]! += s.amount;
            }
          } else {
            const of = holds[s.which];
            if (!of?.open) continue;
            if (s.spend) await as((work) => postHold(work, of.id, journal(refs[of.account]!, owner(), of.amount)));
            else await as((work) => voidHold(work, of.id));
            of.open = false;
            held[of.account]! -= of.amount;
            if (s.spend) {
              balances[of.account]! -= of.amount;
              balances[0]! += of.amount;
            }
          }
        }
        for (const [i, ref] of refs.entries()) {
          expect(await as((work) => balanceOf(work, ref))).to.deep.equal({ balanceFen: balances[i], heldFen: held[i] });
        }
        expect(balances.reduce((a, b) => a + b, 0n)).to.equal(0n);
      }),
      { numRuns: 40, seed: 20260820 },
    );
  });

  it('proof names the balance, the hold and the journal that do not hold', async () => {
    const { journalId } = await fund(100_00n);
    // Only the owner of the database, with its triggers put aside, can do this at all.
    const break_ = (sql: string, values: unknown[] = []): Promise<unknown> =>
      world.owner.transaction(async (db) => {
        await db.query('ALTER TABLE ledger_account DISABLE TRIGGER USER');
        await db.query(sql, values);
        await db.query('ALTER TABLE ledger_account ENABLE TRIGGER USER');
      });
    await break_(`UPDATE ledger_account SET balance_fen = balance_fen + 1, held_fen = 2 WHERE kind = 'escrow' AND project_id = $1`, [projectId]);
    const proof = await as(proveLedger);
    expect(proof.differences.map((d) => [d.what, d.keptFen, d.recomputedFen])).to.have.deep.members([
      ['balance', 100_01n, 100_00n],
      ['held', 2n, 0n],
    ]);
    expect(proof.sumFen).to.equal(1n);
    await break_(`UPDATE ledger_account SET balance_fen = balance_fen - 1, held_fen = 0 WHERE kind = 'escrow' AND project_id = $1`, [projectId]);
    expect(journalId).to.be.a('string');
  });

  async function makeWorkers(count: number): Promise<string[]> {
    const rows = await world.dataSource.query<{ id: string }[]>(
      `INSERT INTO worker (id, name, id_sealed, id_index, id_last4, id_valid, created_at)
       SELECT gen_random_uuid(), '工人' || n, '\\x00', decode(lpad(to_hex(n), 64, '0'), 'hex'), '0000', true, now() FROM generate_series(1, $1::int) AS n RETURNING id`,
      [count],
    );
    return rows.map((r) => r.id);
  }
});
