import { expect } from 'chai';
import { cite, crimeThreshold, listingConditions, type ListingFacts, type WorkerArrears, type Zone } from '../../src/law/index.js';
import { parseYuan } from '../../src/values/money.js';
import { must } from '../../src/values/parsed.js';
import { day } from '../../src/values/plain-date.js';
import { Refusal } from '../../src/values/refusal.js';
import { entered, lawWith } from '../support/law.js';
import { eachRow } from '../support/tables.js';

const on = day('2026-11-23');
const yuan = (text: string): bigint => must(parseYuan(text));
const worker = (months: number, unpaid: string): WorkerArrears => ({ months, unpaid: yuan(unpaid) });

/** `count` workers who are owed `total` together, for `months` each; the last takes the remainder. */
function group(count: number, total: string, months = 1): WorkerArrears[] {
  const each = yuan(total) / BigInt(count);
  return Array.from({ length: count }, (_, i) => ({ months, unpaid: i < count - 1 ? each : yuan(total) - each * BigInt(count - 1) }));
}

describe('the amount of 拒不支付劳动报酬罪 (法释〔2013〕3号 Art. 3)', () => {
  eachRow<readonly [string, readonly WorkerArrears[], Zone, Zone, Zone]>(
    [
      ['nobody', [], 'not-reached', 'not-reached', 'not-reached'],
      ['one, three months, a fen below 5,000', [worker(3, '4,999.99')], 'not-reached', 'not-reached', 'not-reached'],
      ['one, three months, 5,000', [worker(3, '5,000')], 'needs-standard', 'needs-standard', 'not-reached'],
      ['one, three months, a fen below 20,000', [worker(3, '19,999.99')], 'needs-standard', 'needs-standard', 'not-reached'],
      ['one, three months, 20,000', [worker(3, '20,000')], 'reached', 'reached', 'not-reached'],
      ['one, two months, 90,000', [worker(2, '90,000')], 'not-reached', 'not-reached', 'not-reached'],
      ['nine together 100,000', group(9, '100,000'), 'not-reached', 'not-reached', 'not-reached'],
      ['ten together a fen below 30,000', group(10, '29,999.99'), 'not-reached', 'not-reached', 'not-reached'],
      ['ten together 30,000', group(10, '30,000'), 'needs-standard', 'not-reached', 'needs-standard'],
      ['ten together a fen below 100,000', group(10, '99,999.99'), 'needs-standard', 'not-reached', 'needs-standard'],
      ['ten together 100,000', group(10, '100,000'), 'reached', 'not-reached', 'reached'],
      ['ten, one of whom is owed nothing', [...group(9, '200,000'), worker(0, '0')], 'not-reached', 'not-reached', 'not-reached'],
      ['one reached, the group not', [worker(4, '21,000'), worker(1, '1')], 'reached', 'reached', 'not-reached'],
      ['the richest claim has too few months', [worker(2, '50,000'), worker(3, '4,000')], 'not-reached', 'not-reached', 'not-reached'],
      ['the 130 workers of the article', group(130, '3,052,000', 4), 'reached', 'reached', 'reached'],
    ],
    ([what, , zone]) => `${what}: ${zone}`,
    ([, workers, zone, single, many]) => expect(crimeThreshold(workers, on, lawWith()).value).to.deep.equal({ zone, single, group: many }),
  );

  describe('with the standard of the province', () => {
    const standard = [entered('crime.singleAmount', '8000'), entered('crime.groupAmount', '40000')];
    eachRow<readonly [string, readonly WorkerArrears[], Zone]>(
      [
        ['one, a fen below', [worker(3, '7,999.99')], 'not-reached'],
        ['one, at', [worker(3, '8,000')], 'reached'],
        ['ten, a fen below', group(10, '39,999.99'), 'not-reached'],
        ['ten, at', group(10, '40,000'), 'reached'],
      ],
      ([what, , zone]) => `${what}: ${zone}`,
      ([, workers, zone]) => expect(crimeThreshold(workers, on, lawWith(...standard)).value.zone).to.equal(zone),
    );

    it('outside the bounds of the interpretation it refuses', () => {
      for (const amount of ['4999.99', '20000.01']) {
        expect(() => crimeThreshold([], on, lawWith(entered('crime.singleAmount', amount))), amount).to.throw(Refusal).with.property('code', 'parameter-missing');
      }
    });
  });

  it('did not exist the day before it came into force', () => {
    expect(() => crimeThreshold([], day('2013-01-22'), lawWith())).to.throw(Refusal);
    expect(crimeThreshold([], day('2013-01-23'), lawWith()).value.zone).to.equal('not-reached');
  });

  it('says how many, how much, and against what', () => {
    const ruled = crimeThreshold(group(130, '3,052,000', 4), on, lawWith());
    expect(ruled.because).to.equal(
      '拖欠130人共3,052,000.00元（10人以上须达到30,000.00元至100,000.00元之间的本省标准）：达到；单人拖欠3个月以上最高23,477.32元（须达到5,000.00元至20,000.00元之间的本省标准）：达到',
    );
    expect(cite(ruled.source)).to.equal('《最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释》第三条');
  });
});

describe('the conditions of listing (失信名单暂行办法 Art. 5)', () => {
  const facts: ListingFacts = { on, orderDueOn: day('2026-11-20'), unpaid: group(130, '3,052,000', 4), massIncident: false };

  eachRow<readonly [string, Partial<ListingFacts>, string]>(
    [
      ['overdue, amount reached', {}, 'met'],
      ['due today', { orderDueOn: on }, 'unmet'],
      ['due yesterday', { orderDueOn: day('2026-11-22') }, 'met'],
      ['no order served', { orderDueOn: undefined }, 'unmet'],
      ['paid in full', { unpaid: [] }, 'unmet'],
      ['all but a fen paid', { unpaid: [worker(1, '0.01')] }, 'unmet'],
      ['all but a fen paid, after a mass incident', { unpaid: [worker(1, '0.01')], massIncident: true }, 'met'],
      ['mass incident, order not yet overdue', { massIncident: true, orderDueOn: on }, 'unmet'],
      ['between the national bounds', { unpaid: group(10, '30,000') }, 'needs-standard'],
      ['between the bounds, with a mass incident', { unpaid: group(10, '30,000'), massIncident: true }, 'met'],
      ['between the bounds, not overdue', { unpaid: group(10, '30,000'), orderDueOn: on }, 'unmet'],
      ['small amount', { unpaid: group(10, '29,999.99') }, 'unmet'],
    ],
    ([what, , outcome]) => `${what}: ${outcome}`,
    ([, more, outcome]) => expect(listingConditions({ ...facts, ...more }, lawWith()).value.outcome).to.equal(outcome),
  );

  it('with the province’s standard entered nothing stays open', () => {
    const law = lawWith(entered('crime.singleAmount', '8000'), entered('crime.groupAmount', '40000'));
    expect(listingConditions({ ...facts, unpaid: group(10, '39,999.99') }, law).value.outcome).to.equal('unmet');
    expect(listingConditions({ ...facts, unpaid: group(10, '40,000') }, law).value.outcome).to.equal('met');
  });

  it('gives a sentence for each condition, and asks for the standard where it is missing', () => {
    const ruled = listingConditions({ ...facts, unpaid: group(10, '30,000') }, lawWith());
    expect(ruled.value.reasons).to.have.length(3);
    expect(ruled.value.reasons[0]).to.equal('责令支付的期限2026年11月20日已过，尚欠30,000.00元');
    expect(ruled.because).to.match(/：须先确认本省拒不支付劳动报酬罪的数额标准$/u);
    expect(cite(ruled.source)).to.equal('《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条');
  });
});
