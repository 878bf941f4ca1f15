import { expect } from 'chai';
import fc from 'fast-check';
import { fundingPlan, type FundingTerms } from '../../../src/domain/escrow/funding-plan.js';
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
    expect(fundingPlan({ ...terms, startedOn: null }, day('2026-06-01'))).to.deep.equal({ totalFen: 1_200_00n, dueFen: 0n, next: undefined });
  });

  it('falls on the last day of a shorter month', () => {
    expect(fundingPlan({ ...terms, fundingDay: 31 }, day('2026-02-27'))?.next?.on).to.equal('2026-02-28');
  });

  it('is due in one sum at the finish where no funding day lies between', () => {
    expect(fundingPlan({ ...terms, plannedFinishOn: day('2026-01-20') }, day('2026-01-19'))).to.deep.equal({ totalFen: 1_200_00n, dueFen: 0n, next: { on: '2026-01-20', amountFen: 1_200_00n } });
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
});
