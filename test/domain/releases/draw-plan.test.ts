import { expect } from 'chai';
import fc from 'fast-check';
import { planDraw, type PlanClaim, type PlanSource } from '../../../src/domain/releases/draw-plan.js';

const claim = (key: string, owedFen: bigint): PlanClaim => ({ key, owedFen });
const source = (key: string, freeFen: bigint): PlanSource => ({ key, freeFen });
const total = (fen: readonly bigint[]): bigint => fen.reduce((a, b) => a + b, 0n);
const drawn = (plan: { readonly lines: readonly { readonly key: string; readonly drawnFen: bigint }[] }): [string, bigint][] => plan.lines.map((l) => [l.key, l.drawnFen]);

describe('a plan for a draw', () => {
  for (const [says, claims, sources, options, expected] of [
    ['pays everyone in full where it reaches', [claim('a', 300n), claim('b', 200n)], [source('s', 500n)], {}, [['a', 300n], ['b', 200n]]],
    ['shares out in proportion where it does not', [claim('a', 300n), claim('b', 100n)], [source('s', 200n)], {}, [['a', 150n], ['b', 50n]]],
    ['gives the odd fen to the largest remainder', [claim('a', 1n), claim('b', 2n)], [source('s', 2n)], {}, [['a', 1n], ['b', 1n]]],
    ['gives the odd fen to the first of equals', [claim('b', 100n), claim('a', 100n)], [source('s', 3n)], {}, [['a', 2n], ['b', 1n]]],
    ['counts a worker-month once that is named twice', [claim('a', 100n), claim('a', 100n)], [source('s', 500n)], {}, [['a', 100n]]],
    ['may give nothing to a tiny claim', [claim('a', 1_000_000n), claim('b', 1n)], [source('s', 10n)], {}, [['a', 10n], ['b', 0n]]],
    ['gives it a fen where nobody is to get nothing', [claim('a', 1_000_000n), claim('b', 1n)], [source('s', 10n)], { atLeastOneFen: true }, [['a', 9n], ['b', 1n]]],
    ['gives a fen to some where there are fewer fen than claims', [claim('a', 5n), claim('b', 5n), claim('c', 5n)], [source('s', 2n)], { atLeastOneFen: true }, [['a', 1n], ['b', 1n], ['c', 0n]]],
    ['leaves out what is not owed', [claim('a', 0n), claim('b', 7n)], [source('s', 7n)], {}, [['b', 7n]]],
    ['pays nothing from nothing', [claim('a', 5n)], [], {}, [['a', 0n]]],
  ] as const) {
    it(says, () => expect(drawn(planDraw(claims, sources, options))).to.deep.equal(expected));
  }

  it('uses its sources up one after the other, so that one line at most is cut between two', () => {
    const plan = planDraw([claim('a', 100n), claim('b', 100n), claim('c', 100n)], [source('cash', 150n), source('empty', 0n), source('guarantee', 500n)]);
    expect(plan.lines.map((l) => l.parts)).to.deep.equal([
      [{ source: 'cash', amountFen: 100n }],
      [{ source: 'cash', amountFen: 50n }, { source: 'guarantee', amountFen: 50n }],
      [{ source: 'guarantee', amountFen: 100n }],
    ]);
    expect(plan.sources.map((s) => s.usedFen)).to.deep.equal([150n, 0n, 150n]);
  });

  const amount = fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 1n, max: 10_000_000n }));
  const claimsOf = fc.array(amount, { minLength: 1, maxLength: 40 }).map((all) => all.map((fen, i) => claim(String(i).padStart(3, '0'), fen)));
  const sourcesOf = fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 60n }), fc.bigInt({ min: 0n, max: 50_000_000n })), { maxLength: 4 }).map((all) => all.map((fen, i) => source(`s${i}`, fen)));

  it('sums to the fen: by person, by part and by source; never more than is owed or there', () => {
    fc.assert(
      fc.property(claimsOf, sourcesOf, fc.boolean(), (claims, sources, atLeastOneFen) => {
        const plan = planDraw(claims, sources, { atLeastOneFen });
        const owed = total(claims.map((c) => c.owedFen));
        const free = total(sources.map((s) => s.freeFen));
        expect(plan.drawnFen).to.equal(owed < free ? owed : free);
        expect(total(plan.lines.map((l) => l.drawnFen))).to.equal(plan.drawnFen);
        expect(total(plan.sources.map((s) => s.usedFen))).to.equal(plan.drawnFen);
        for (const l of plan.lines) {
          expect(l.drawnFen >= 0n && l.drawnFen <= l.owedFen, 'not more than owed').to.equal(true);
          expect(total(l.parts.map((p) => p.amountFen))).to.equal(l.drawnFen);
          expect(l.parts.every((p) => p.amountFen > 0n)).to.equal(true);
          if (atLeastOneFen && plan.drawnFen >= BigInt(claims.length)) expect(l.drawnFen > 0n, 'somebody gets nothing').to.equal(true);
        }
        for (const s of plan.sources) {
          expect(s.usedFen <= s.freeFen).to.equal(true);
          expect(total(plan.lines.flatMap((l) => l.parts.filter((p) => p.source === s.key).map((p) => p.amountFen)))).to.equal(s.usedFen);
        }
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });

  it('does not depend on the order of the claims; whoever is owed more gets no less; everybody is within a fen of the exact share', () => {
    fc.assert(
      fc.property(claimsOf.chain((claims) => fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length }))), sourcesOf, ([claims, shuffled], sources) => {
        const plan = planDraw(claims, sources);
        expect(drawn(planDraw(shuffled, sources))).to.deep.equal(drawn(plan));
        const byOwed = [...plan.lines].sort((a, b) => (a.owedFen < b.owedFen ? -1 : 1));
        for (const [i, line] of byOwed.entries()) {
          const before = byOwed[i - 1];
          if (before && before.owedFen < line.owedFen) expect(before.drawnFen <= line.drawnFen, 'more owed, less drawn').to.equal(true);
          const off = line.drawnFen * plan.owedFen - line.owedFen * plan.drawnFen;
          expect((off < 0n ? -off : off) < plan.owedFen, 'a fen or more from the exact share').to.equal(true);
        }
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });

  it('with more money takes more than the odd fen from nobody', () => {
    fc.assert(
      fc.property(claimsOf, fc.bigInt({ min: 0n, max: 5_000n }), fc.bigInt({ min: 0n, max: 5_000n }), (claims, less, more) => {
        const small = drawn(planDraw(claims, [source('s', less)]));
        for (const [i, [, fen]] of drawn(planDraw(claims, [source('s', less + more)])).entries()) expect(fen >= small[i]![1] - 1n).to.equal(true);
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});
