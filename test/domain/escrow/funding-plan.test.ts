import { expect } from 'chai';
import fc from 'fast-check';
import { fundedParts, fundingPlan, type FundingChange, type FundingTerms } from '../../../src/domain/escrow/funding-plan.js';
import { addDays, day } from '../../../src/values/plain-date.js';

const terms: FundingTerms = {
  labourCostFen: 1_200_00n,
  labourShareBp: null,
  contractPriceFen: 10_000_00n,
  fundingDay: 10,
  startedOn: day('2026-01-15'),
  plannedFinishOn: day('2026-05-20'),
};

describe('the funding plan', () => {
  for (const [on, dueFen, next] of [
    ['2026-02-09', 0n, '2026-02-10'],
    ['2026-02-10', 300_00n, '2026-03-10'],
    ['2026-03-09', 300_00n, '2026-03-10'],
    ['2026-05-10', 1_200_00n, undefined],
    ['2027-01-01', 1_200_00n, undefined],
  ] as const) {
    it(`has ${dueFen} fen due on ${on}`, () => {
      const plan = fundingPlan(terms, day(on));
      expect(plan?.dueFen).to.equal(dueFen);
      expect(plan?.next?.on).to.equal(next);
    });
  }

  it('takes the share of the price where no amount is agreed', () => {
    expect(fundingPlan({ ...terms, labourCostFen: null, labourShareBp: 2_500 }, day('2026-02-10'))?.totalFen).to.equal(2_500_00n);
  });

  it('is unknown where the contract states neither amount nor share, or no funding day', () => {
    expect(fundingPlan({ ...terms, labourCostFen: null }, day('2026-06-01'))).to.equal(undefined);
    expect(fundingPlan({ ...terms, fundingDay: null }, day('2026-06-01'))).to.equal(undefined);
  });

  it('has nothing due before the works begin', () => {
    expect(fundingPlan({ ...terms, startedOn: null }, day('2026-06-01'))).to.deep.equal({ totalFen: 1_200_00n, dueFen: 0n, next: undefined, parts: [] });
  });

  it('falls on the last day of a shorter month', () => {
    expect(fundingPlan({ ...terms, fundingDay: 31 }, day('2026-02-27'))?.next?.on).to.equal('2026-02-28');
  });

  it('is due in one sum at the finish where no funding day lies between', () => {
    expect(fundingPlan({ ...terms, plannedFinishOn: day('2026-01-20') }, day('2026-01-19'))).to.deep.equal({ totalFen: 1_200_00n, dueFen: 0n, next: { on: '2026-01-20', amountFen: 1_200_00n }, parts: [{ on: '2026-01-20', amountFen: 1_200_00n }] });
  });

  it('never falls with time and ends with the whole, to the fen', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10_000_000_00n }), fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 1_600 }), (total, fundingDay, length, at) => {
        const t = { ...terms, labourCostFen: total, fundingDay, plannedFinishOn: addDays(terms.startedOn!, length) };
        const due = (n: number): bigint => fundingPlan(t, addDays(terms.startedOn!, n))!.dueFen;
        expect(due(at) <= due(at + 1)).to.equal(true);
        expect(due(length + 1)).to.equal(total);
      }),
      { seed: 20260820 },
    );
  });

  describe('after a supplementary agreement', () => {
    const change: FundingChange = { effectiveOn: day('2026-04-01'), labourCostFen: 1_800_00n, labourShareBp: null, contractPriceFen: 10_000_00n, fundingDay: 20, plannedFinishOn: day('2026-06-30') };
    const parts = (changes: readonly FundingChange[]) => fundingPlan(terms, day('2026-04-30'), changes)!.parts.map((p) => [p.on, p.amountFen]);

    it('keeps what was due before and spreads the rest over the new days', () => {
      expect(parts([change])).to.deep.equal([['2026-02-10', 300_00n], ['2026-03-10', 300_00n], ['2026-04-20', 400_00n], ['2026-05-20', 400_00n], ['2026-06-20', 400_00n]]);
    });

    it('that takes effect on a funding day moves that day', () => {
      expect(parts([{ ...change, effectiveOn: day('2026-03-10') }])[1]).to.deep.equal(['2026-03-20', 375_00n]);
      expect(parts([{ ...change, effectiveOn: day('2026-03-11') }])[1]).to.deep.equal(['2026-03-10', 300_00n]);
    });

    it('that lowers the whole below what was due asks for nothing more', () => {
      expect(parts([{ ...change, labourCostFen: 500_00n }])).to.deep.equal([['2026-02-10', 300_00n], ['2026-03-10', 300_00n]]);
    });

    it('fills a contract that said nothing', () => {
      expect(fundingPlan({ ...terms, labourCostFen: null, fundingDay: null }, day('2026-04-30'), [change])?.dueFen).to.equal(600_00n);
    });
  });

  it('counts what arrived for the oldest day that is open', () => {
    const days = [{ on: day('2026-02-10'), amountFen: 300n }, { on: day('2026-03-10'), amountFen: 300n }, { on: day('2026-04-10'), amountFen: 300n }];
    const credits = [{ on: day('2026-02-10'), amountFen: 100n }, { on: day('2026-02-25'), amountFen: 250n }, { on: day('2026-03-30'), amountFen: 249n }];
    expect(fundedParts(days, credits).map((p) => [p.arrivedFen, p.fundedOn])).to.deep.equal([[300n, '2026-02-25'], [299n, undefined], [0n, undefined]]);
    expect(fundedParts(days, [...credits, { on: day('2026-04-01'), amountFen: 1n }])[1]!.fundedOn).to.equal('2026-04-01');
  });
});
