import { expect } from 'chai';
import fc from 'fast-check';
import { basisText, cite, deductionLimit, minimumWageFor, workingAge, type WorkingAge } from '../../src/law/index.js';
import { parseYuan } from '../../src/values/money.js';
import { must } from '../../src/values/parsed.js';
import { day } from '../../src/values/plain-date.js';
import { Refusal } from '../../src/values/refusal.js';
import { entered, lawWith } from '../support/law.js';
import { eachRow } from '../support/tables.js';

const on = day('2026-11-23');
const yuan = (text: string): bigint => must(parseYuan(text));
const minimum = entered('minWage.monthly', '2010');

describe('deductions (工资支付暂行规定 Art. 16)', () => {
  eachRow<readonly [string, string]>(
    [
      ['5,000', '1,000'],
      ['4,999.99', '999.99'],
      ['2,512.50', '502.50'],
      ['2,512.45', '502.45'],
      ['2,512.49', '502.49'],
      ['2,010.01', '0.01'],
      ['2,010', '0'],
      ['1,500', '0'],
      ['0', '0'],
    ],
    ([wage, most]) => `of ${wage} at most ${most}, where the minimum is 2,010`,
    ([wage, most]) => expect(deductionLimit(yuan(wage), on, lawWith(minimum)).value).to.deep.equal({ most: yuan(most), minimumWageApplied: true }),
  );

  it('without a minimum wage only the share is applied, and it says so', () => {
    const ruled = deductionLimit(yuan('1,500'), on, lawWith());
    expect(ruled.value).to.deep.equal({ most: yuan('300'), minimumWageApplied: false });
    expect(ruled.because).to.equal('当月工资1,500.00元，扣除不得超过20%即300.00元；本地最低工资标准尚未录入，未比对');
    expect(basisText(ruled.source)).to.equal('《工资支付暂行规定》第十六条');
  });
});

describe('the minimum wage for days worked', () => {
  eachRow<readonly [number, string]>(
    [
      [0, '0'],
      [0.5, '46.21'],
      [1, '92.41'],
      [10, '924.14'],
      [21, '1,940.69'],
      [21.74, '2,009.08'],
      [21.75, '2,010'],
      [22, '2,010'],
      [31, '2,010'],
    ],
    ([days, least]) => `${days} days: ${least} of 2,010`,
    ([days, least]) => expect(minimumWageFor(days, on, lawWith(minimum)).value).to.equal(yuan(least)),
  );

  it('is the one in force on the day: before, on and after a change', () => {
    const law = lawWith(entered('minWage.monthly', '1830', { from: '2021-12-01', to: '2023-11-30' }), entered('minWage.monthly', '2010', { from: '2023-12-01' }));
    expect(minimumWageFor(31, day('2023-11-30'), law).value).to.equal(yuan('1,830'));
    expect(minimumWageFor(31, day('2023-12-01'), law).value).to.equal(yuan('2,010'));
    expect(() => minimumWageFor(31, day('2021-11-30'), law)).to.throw(Refusal, '“月最低工资标准”没有2021年11月30日在儋州市适用的值');
  });

  eachRow([-1, 31.01, 1.005, Number.NaN], (days) => `${days} days is a bug`, (days) => expect(() => minimumWageFor(days, on, lawWith(minimum))).to.throw(RangeError));

  it('says how it was reckoned', () => {
    expect(minimumWageFor(10, on, lawWith(minimum)).because).to.equal('月最低工资2,010.00元，出勤10日，按月计薪21.75日折算不低于924.14元');
  });

  it('grows with every hundredth of a day and never passes the month’s', () => {
    const law = lawWith(minimum);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_099 }), (hundredths) => {
        const [less, more] = [minimumWageFor(hundredths / 100, on, law).value, minimumWageFor((hundredths + 1) / 100, on, law).value];
        expect(less <= more && more <= yuan('2,010')).to.equal(true);
      }),
    );
  });
});

describe('working age', () => {
  eachRow<readonly [string, WorkingAge, string]>(
    [
      ['2010-11-24', 'child', '《禁止使用童工规定》第二条第一款'],
      ['2010-11-23', 'juvenile', '《中华人民共和国劳动法》第五十八条第二款'],
      ['2010-11-22', 'juvenile', '《中华人民共和国劳动法》第五十八条第二款'],
      ['2008-11-24', 'juvenile', '《中华人民共和国劳动法》第五十八条第二款'],
      ['2008-11-23', 'adult', '《中华人民共和国劳动法》第五十八条第二款'],
      ['1980-01-01', 'adult', '《中华人民共和国劳动法》第五十八条第二款'],
    ],
    ([born, age]) => `born ${born}: ${age} on 2026-11-23`,
    ([born, age, source]) => {
      const ruled = workingAge(day(born), on);
      expect(ruled.value).to.equal(age);
      expect(cite(ruled.source)).to.equal(source);
    },
  );

  it('says the birthday and the age', () => expect(workingAge(day('2010-11-24'), on).because).to.equal('2010年11月24日出生，2026年11月23日时15周岁，未满16周岁，不得招用'));
});
