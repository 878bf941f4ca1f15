import { expect } from 'chai';
import fc from 'fast-check';
import { basisText, depositAmount, reducedArrearsDue, reducedArrearsTopUp, type DepositFacts, type DepositReasonCode, type ParameterRow } from '../../src/law/index.js';
import { parseYuan } from '../../src/values/money.js';
import { must } from '../../src/values/parsed.js';
import { day } from '../../src/values/plain-date.js';
import { Refusal } from '../../src/values/refusal.js';
import { entered, lawWith } from '../support/law.js';
import { eachRow } from '../support/tables.js';

const yuan = (text: string): bigint => must(parseYuan(text));

/** A contract of ten million of a contractor without history. */
const plain: DepositFacts = {
  contractPrice: yuan('10,000,000'),
  contractSignedOn: day('2026-11-23'),
  runningProjects: 1,
  cleanYears: 0,
  cleanYearsOfWorks: 0,
  arrearsInTwoYears: false,
  listed: false,
  systemsDone: false,
};

const base = entered('deposit.baseRate', '2');
const law = (...more: ParameterRow[]) => lawWith(base, ...more);
const factor = entered('deposit.multiProjectFactor', '50');

describe('the amount of the deposit (保证金规定 Arts. 11 and 12)', () => {
  eachRow<readonly [string, Partial<DepositFacts>, ParameterRow[], string, readonly DepositReasonCode[]]>(
    [
      ['base rate', {}, [], '200,000', ['base-rate']],
      ['lowest legal base rate', {}, [entered('deposit.baseRate', '1', { from: '2026-01-01' })], '100,000', ['base-rate']],
      ['highest legal base rate', {}, [entered('deposit.baseRate', '3', { from: '2026-01-01' })], '300,000', ['base-rate']],
      ['at the cap', {}, [entered('deposit.cap', '200000')], '200,000', ['base-rate']],
      ['a fen over the cap', { contractPrice: yuan('10,000,000.50') }, [entered('deposit.cap', '200000')], '200,000', ['base-rate', 'cap']],
      ['two projects', { runningProjects: 2 }, [factor], '100,000', ['base-rate', 'multi-project']],
      ['two projects, no factor entered', { runningProjects: 2 }, [], '200,000', ['base-rate']],
      ['one project', {}, [factor], '200,000', ['base-rate']],
      ['floated down exactly to the floor', { runningProjects: 2 }, [entered('deposit.multiProjectFactor', '25')], '50,000', ['base-rate', 'multi-project']],
      ['floated down below the floor', { runningProjects: 2 }, [entered('deposit.multiProjectFactor', '24.99')], '50,000', ['base-rate', 'multi-project', 'multi-project-floor']],
      ['one clean year', { cleanYears: 1 }, [], '200,000', ['base-rate']],
      ['two clean years', { cleanYears: 2 }, [], '100,000', ['base-rate', 'two-clean-years']],
      ['two clean years and several projects: the floor bounds the float only', { cleanYears: 2, runningProjects: 3 }, [entered('deposit.multiProjectFactor', '10')], '25,000', ['base-rate', 'multi-project', 'multi-project-floor', 'two-clean-years']],
      ['three clean years, systems not done', { cleanYears: 3 }, [], '100,000', ['base-rate', 'two-clean-years']],
      ['three clean years, systems done', { cleanYears: 3, systemsDone: true }, [], '0', ['exempt-three-clean-years']],
      ['three clean years, exemption switched off', { cleanYears: 3, systemsDone: true }, [entered('deposit.exempt3y', false)], '100,000', ['base-rate', 'two-clean-years']],
      ['arrears in two years', { arrearsInTwoYears: true }, [], '300,000', ['base-rate', 'arrears-in-two-years']],
      ['listed', { listed: true }, [], '400,000', ['base-rate', 'listed']],
      ['listed and arrears: the higher, not both', { listed: true, arrearsInTwoYears: true }, [], '400,000', ['base-rate', 'listed']],
      ['arrears exclude a reduction', { arrearsInTwoYears: true, cleanYears: 2 }, [], '300,000', ['base-rate', 'arrears-in-two-years']],
      ['arrears exclude the exemption', { arrearsInTwoYears: true, cleanYears: 3, systemsDone: true }, [], '300,000', ['base-rate', 'arrears-in-two-years']],
      ['a listing excludes the exemption', { listed: true, cleanYears: 3, systemsDone: true }, [], '400,000', ['base-rate', 'listed']],
      ['listed under the cap', { listed: true }, [entered('deposit.cap', '350000')], '350,000', ['base-rate', 'listed', 'cap']],
      ['small works: a fen below, one clean year', { contractPrice: yuan('2,999,999.99'), cleanYearsOfWorks: 1 }, [], '0', ['exempt-small-works']],
      ['small works: at the threshold', { contractPrice: yuan('3,000,000'), cleanYearsOfWorks: 1 }, [], '60,000', ['base-rate']],
      ['small works: a fen below, no clean year', { contractPrice: yuan('2,999,999.99') }, [], '60,000', ['base-rate']],
      ['small works: exemption switched off by the area', { contractPrice: yuan('100'), cleanYearsOfWorks: 1 }, [entered('deposit.smallWorksThreshold', '0')], '2', ['base-rate']],
      ['graded reduction, none entered for the grade', { cleanYears: 2, rating: 'excellent' }, [], '100,000', ['base-rate', 'two-clean-years']],
      ['graded reduction', { cleanYears: 2, rating: 'good' }, [entered('deposit.reduce2yGood', '75')], '50,000', ['base-rate', 'two-clean-years']],
    ],
    ([what, , , amount]) => `${what}: ${amount}`,
    ([, facts, rows, amount, codes]) => {
      const { value } = depositAmount({ ...plain, ...facts }, law(...rows));
      expect(value.amount).to.equal(yuan(amount));
      expect(value.reasons.map((r) => r.code)).to.deep.equal(codes);
      expect(value.exempt).to.equal(codes[0]!.startsWith('exempt'));
    },
  );

  describe('Hainan in 2022', () => {
    eachRow<readonly [DepositFacts['rating'], boolean, string, string]>(
      [
        [undefined, true, '2022-09-13', '60,000'],
        ['good', true, '2022-09-13', '40,000'],
        ['excellent', true, '2022-09-13', '20,000'],
        // Real-name management and the account are a condition of the province's reductions, not of the nationwide one.
        ['excellent', false, '2022-09-13', '100,000'],
        // The first rules end with the day before the revision, whose reductions are not known.
        ['excellent', true, '2023-12-26', '20,000'],
        ['excellent', true, '2023-12-27', '100,000'],
        ['excellent', true, '2021-11-01', '20,000'],
      ],
      ([rating, done, on, amount]) => `two clean years by ${on}, rated ${rating ?? 'nothing'}, systems ${done ? 'done' : 'not done'}: ${amount}`,
      ([rating, systemsDone, on, amount]) => expect(depositAmount({ ...plain, contractSignedOn: day(on), cleanYears: 2, rating, systemsDone }, law()).value.amount).to.equal(yuan(amount)),
    );

    it('three clean years with the systems done are exempt', () => expect(depositAmount({ ...plain, contractSignedOn: day('2022-09-13'), cleanYears: 3, systemsDone: true }, law()).value.exempt).to.equal(true));
  });

  describe('rounds half up to the fen, once, at the end', () => {
    eachRow<readonly [string, string]>(
      [
        ['3,000,000.24', '60,000.00'],
        ['3,000,000.25', '60,000.01'],
        ['3,000,000.74', '60,000.01'],
        ['3,000,000.75', '60,000.02'],
        ['100,000,000,000', '2,000,000,000'],
      ],
      ([price, amount]) => `2 % of ${price} is ${amount}`,
      ([price, amount]) => expect(depositAmount({ ...plain, contractPrice: yuan(price) }, law()).value.amount).to.equal(yuan(amount)),
    );

    it('a thousandth of a fen is not lost on the way: 3 × 0.5 × 0.5', () => {
      const facts = { ...plain, contractPrice: yuan('3,000,001.33'), runningProjects: 2, cleanYears: 2 };
      const rows = [entered('deposit.baseRate', '3', { from: '2026-01-01' }), factor];
      // 3,000,001.33 × 0.03 × 0.5 × 0.5 = 22,500.009975
      expect(depositAmount(facts, law(...rows)).value.amount).to.equal(yuan('22,500.01'));
    });
  });

  it('gives its reason with the numbers, its articles, and the parameters it used', () => {
    const ruled = depositAmount({ ...plain, arrearsInTwoYears: true }, law());
    expect(ruled.because).to.equal('施工合同额10,000,000.00元，存储比例2%；前两年内发生过工资拖欠，存储比例增加50%，应存工资保证金300,000.00元');
    expect(ruled.value.reasons.map((r) => r.basis)).to.deep.equal(['《海南省试行规定》第九条', '《工程建设领域农民工工资保证金规定》第十二条']);
    expect(basisText(ruled.source)).to.equal('《工程建设领域农民工工资保证金规定》第十一条');
    expect(ruled.parameters.map((p) => [p.key, p.value])).to.deep.equal([['deposit.baseRate', '2.00'], ['deposit.increaseArrears2y', '50.00']]);
    const exempt = depositAmount({ ...plain, contractPrice: yuan('100'), cleanYearsOfWorks: 2 }, law());
    expect(exempt.because).to.equal('施工合同额100.00元低于3,000,000.00元且签订合同前1年内未发生工资拖欠，免存工资保证金');
  });

  describe('without a lawful base rate there is no amount', () => {
    eachRow<readonly [string, ParameterRow[]]>(
      [
        ['none entered', []],
        ['below 1 %', [entered('deposit.baseRate', '0.99')]],
        ['above 3 %', [entered('deposit.baseRate', '3.01')]],
        ['entered from the day after the contract', [entered('deposit.baseRate', '2', { from: '2026-11-24' })]],
        ['ended the day before the contract', [entered('deposit.baseRate', '2', { to: '2026-11-22' })]],
        ['of another province', [entered('deposit.baseRate', '2', { areaCode: '440000' })]],
      ],
      ([what]) => what,
      ([, rows]) => expect(() => depositAmount(plain, lawWith(...rows))).to.throw(Refusal).with.property('code', 'parameter-missing'),
    );

    it('but an exemption needs none', () => expect(depositAmount({ ...plain, contractPrice: yuan('100'), cleanYearsOfWorks: 1 }, lawWith()).value.exempt).to.equal(true));
  });

  it('a price of nothing is a bug', () => expect(() => depositAmount({ ...plain, contractPrice: 0n }, law())).to.throw(RangeError));

  it('is never negative nor above the cap, grows with the price, and listing never lowers it', () => {
    const cap = yuan('5,000,000');
    const capped = law(factor, entered('deposit.cap', '5000000'));
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 13n }),
        fc.record({ runningProjects: fc.integer({ min: 1, max: 5 }), cleanYears: fc.integer({ min: 0, max: 4 }), arrearsInTwoYears: fc.boolean(), systemsDone: fc.boolean() }),
        (contractPrice, more) => {
          const facts = { ...plain, ...more, contractPrice };
          const { amount, exempt } = depositAmount(facts, capped).value;
          expect(amount >= 0n && amount <= cap).to.equal(true);
          if (exempt) expect(amount).to.equal(0n);
          expect(depositAmount({ ...facts, contractPrice: contractPrice + 1n }, capped).value.amount >= amount).to.equal(true);
          expect(depositAmount({ ...facts, listed: true }, capped).value.amount >= amount).to.equal(true);
        },
      ),
    );
  });
});

describe('the deposit of a firm for its projects', () => {
  it('is reckoned on the annual contract amount, and says so', () => {
    const { value, because } = depositAmount({ ...plain, contractPrice: yuan('30,000,000'), annual: true }, law());
    expect(value.amount).to.equal(yuan('600,000'));
    expect(because).to.equal('年度合同额30,000,000.00元，存储比例2%，应存工资保证金600,000.00元');
  });
});

describe('the deposit after arrears on a reduced project (海南 2021)', () => {
  eachRow<readonly [string, Partial<DepositFacts>, string]>(
    [
      ['reduced by two clean years', { cleanYears: 2, systemsDone: true }, '400,000'],
      ['exempt by three clean years', { cleanYears: 3, systemsDone: true }, '400,000'],
      ['exempt as small works', { contractPrice: yuan('2,000,000'), cleanYearsOfWorks: 1 }, '80,000'],
    ],
    ([what, , due]) => `${what}: ${due} in all`,
    ([, facts, due]) => {
      const { value } = reducedArrearsDue({ ...plain, contractSignedOn: day('2022-03-01'), ...facts }, day('2022-09-13'), lawWith(base));
      expect(value.amount).to.equal(yuan(due));
      expect(value.reasons.map((r) => r.code)).to.deep.equal(['base-rate', 'reduced-arrears']);
    },
  );

  eachRow<readonly [string, string, string]>(
    [
      ['200,000', '60,000', '340,000'],
      ['200,000', '0', '400,000'],
      ['200,000', '400,000', '0'],
      ['200,000', '400,000.01', '0'],
    ],
    ([full, stored]) => `${stored} stored of ${full}`,
    ([full, stored, topUp]) => expect(reducedArrearsTopUp(yuan(full), yuan(stored), day('2022-09-13'), lawWith()).value).to.equal(yuan(topUp)),
  );

  it('has no known multiple since the revision of 2023', () => {
    expect(() => reducedArrearsTopUp(100n, 0n, day('2026-11-23'), lawWith())).to.throw(Refusal);
    expect(reducedArrearsTopUp(100n, 0n, day('2026-11-23'), lawWith(entered('deposit.reducedArrearsMultiplier', 2))).value).to.equal(200n);
  });
});
