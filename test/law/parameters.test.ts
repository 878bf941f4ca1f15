import { expect } from 'chai';
import {
  citable,
  findParameter,
  isParameterKey,
  parameters,
  parseParameter,
  parseSource,
  resolveParameter,
  terms,
  type ParameterKey,
  type Regime,
  type Term,
} from '../../src/law/index.js';
import { day } from '../../src/values/plain-date.js';
import { Refusal } from '../../src/values/refusal.js';
import { entered } from '../support/law.js';
import { eachRow } from '../support/tables.js';

const keys = Object.keys(parameters) as ParameterKey[];
const on = day('2026-11-23');

describe('parameters', () => {
  describe('the catalogue', () => {
    eachRow(keys, (key) => `${key} has values of its kind, in order, and not two at once`, (key) => {
      const regimes: readonly Regime[] = parameters[key].regimes;
      for (const regime of regimes) {
        expect(parseParameter(key, regime.value).ok).to.equal(true);
        expect(day(regime.validFrom) <= day(regime.validTo ?? '2200-01-01')).to.equal(true);
      }
      for (const area of new Set(regimes.map((r) => r.areaCode))) {
        const spans = regimes.filter((r) => r.areaCode === area).map((r) => [r.validFrom, r.validTo ?? '9999-12-31'] as const);
        spans.forEach(([from], i) => i > 0 && expect(from > spans[i - 1]![1], `${area} ${from}`).to.equal(true));
      }
    });

    eachRow(
      [
        'deposit.baseRate',
        'deposit.cap',
        'deposit.multiProjectFactor',
        'labourCost.ratio.housing',
        'minWage.monthly',
        'minWage.hourly',
        'hearing.largeFineUnit',
        'hearing.largeFinePerson',
        'crime.singleAmount',
        'crime.groupAmount',
        'blacklist.publication.minMonths',
        'emergencyFund.maxPerWorker',
        'authority.yangpu',
      ] as const,
      (key) => `${key} has no value anywhere until one is entered`,
      (key) => {
        for (const area of ['CN', '460000', '460400', '460400100']) expect(findParameter(key, area, on, [])).to.equal(undefined);
      },
    );

    eachRow<readonly [ParameterKey, unknown, string]>(
      [
        ['deposit.storeDays', 20, '20个工作日'],
        ['deposit.rateMin', 100n, '1%'],
        ['deposit.rateMax', 300n, '3%'],
        ['deposit.multiProjectFloor', 50n, '0.5%'],
        ['deposit.smallWorksThreshold', 300_000_000n, '3,000,000.00元'],
        ['account.openDays', 30, '30日'],
        ['labourCost.maxCycleMonths', 1, '1个月'],
        ['case.acceptDays', 5, '5个工作日'],
        ['case.investigateDays', 60, '60个工作日'],
        ['case.extensionDays', 30, '30个工作日'],
        ['blacklist.termYears', 3, '3年'],
        ['blacklist.earlyRemoval.minMonths', 6, '6个月'],
        ['crime.singleAmountMin', 500_000n, '5,000.00元'],
        ['crime.groupAmountMax', 10_000_000n, '100,000.00元'],
        ['monthlyPayDays', 2_175n, '21.75日'],
        ['deposit.exempt3y', true, '是'],
        ['deposit.modes', ['project', 'enterprise'], '按项目、按企业'],
        ['guarantee.allowedIssuers', ['bank', 'surety', 'insurer'], '银行、担保公司、保险公司'],
      ],
      ([key, , words]) => `${key} in 儋州 today: ${words}`,
      ([key, value, words]) => {
        const found = resolveParameter(key, '460400', on, []);
        expect(found.value).to.deep.equal(value);
        expect(found.words).to.equal(words);
      },
    );

    it('what is our own is internal in every area, and a term of our own is an internal time limit', () => {
      for (const key of keys.filter((k) => /^(?:lead|response|redList|risk)\.|^correction\.|^pay\./u.test(k))) {
        expect(citable(resolveParameter(key, '460400', on, []).source), key).to.equal(false);
      }
      expect(resolveParameter('lead.acceptDays', '460400', on, []).source).to.deep.equal({ internal: true, label: '内部时限' });
      expect(resolveParameter('risk.paidWorkersShare', '460400', on, []).source).to.deep.equal({ internal: true, label: '内部规则' });
    });

    it('every term reads a length, and its extension one of the same kind', () => {
      for (const term of Object.values(terms) as Term[]) {
        if (term.extension) expect(parameters[term.extension].kind).to.equal(parameters[term.length].kind);
        expect(isParameterKey(term.length)).to.equal(true);
      }
    });
  });

  describe('the day before, on and after', () => {
    eachRow<readonly [ParameterKey, string, string, unknown]>(
      [
        ['deposit.storeDays', '460400', '2021-10-31', undefined],
        ['deposit.storeDays', '460400', '2021-11-01', 20],
        ['account.openDays', '460400', '2021-07-06', undefined],
        ['account.openDays', '460400', '2021-07-07', 30],
        ['blacklist.termYears', '460400', '2021-12-31', undefined],
        ['blacklist.termYears', '460400', '2022-01-01', 3],
        ['account.closeNoticeDays', '460400', '2020-04-30', undefined],
        ['account.closeNoticeDays', '460400', '2020-05-01', 30],
        ['monthlyWorkDays', 'CN', '2024-12-31', 2_083n],
        ['monthlyWorkDays', 'CN', '2025-01-01', 2_067n],
        ['monthlyPayDays', 'CN', '2024-12-31', 2_175n],
        ['monthlyPayDays', 'CN', '2025-01-01', 2_175n],
        ['deposit.reduce2y', '460400', '2021-10-31', undefined],
        ['deposit.reduce2y', '460400', '2021-11-01', 7_000n],
        ['deposit.reduce2y', '460400', '2023-12-26', 7_000n],
        ['deposit.reduce2y', '460400', '2023-12-27', 5_000n],
        ['deposit.reduce2y', '440100', '2022-06-01', 5_000n],
        ['deposit.reducedArrearsMultiplier', '460400', '2023-12-26', 2],
        ['deposit.reducedArrearsMultiplier', '460400', '2023-12-27', undefined],
        ['deposit.modes', '460400', '2023-12-26', ['project']],
        ['deposit.modes', '460400', '2023-12-27', ['project', 'enterprise']],
        ['deposit.modes', '440100', '2026-01-01', undefined],
      ],
      ([key, area, date, value]) => `${key} in ${area} on ${date}: ${String(value)}`,
      ([key, area, date, value]) => expect(findParameter(key, area, day(date), [])?.value).to.deep.equal(value),
    );
  });

  describe('an entered value', () => {
    const province = entered('deposit.baseRate', '2', { areaCode: '460000', from: '2024-01-01' });
    const city = entered('deposit.baseRate', '1.5', { areaCode: '460400', from: '2025-01-01', to: '2025-12-31' });
    const township = entered('deposit.baseRate', '1', { areaCode: '460400499', from: '2025-07-01' });
    const rows = [township, province, city];

    eachRow<readonly [string, string, bigint | undefined]>(
      [
        ['460400', '2023-12-31', undefined],
        ['460400', '2024-01-01', 200n],
        ['460400', '2024-12-31', 200n],
        ['460400', '2025-01-01', 150n],
        ['460400100', '2025-01-01', 150n],
        ['460400', '2025-12-31', 150n],
        ['460400', '2026-01-01', 200n],
        ['460400499', '2025-06-30', 150n],
        ['460400499', '2025-07-01', 100n],
        ['460400499', '2026-01-01', 100n],
        ['460400500', '2026-01-01', 200n],
        ['460100', '2025-06-01', 200n],
        ['469001', '2025-06-01', 200n],
        ['440100', '2025-06-01', undefined],
        ['CN', '2025-06-01', undefined],
      ],
      ([area, date, value]) => `in ${area} on ${date}: ${String(value)}, whatever the order of the rows`,
      ([area, date, value]) => {
        for (const order of [rows, [...rows].reverse()]) expect(findParameter('deposit.baseRate', area, day(date), order)?.value).to.equal(value);
      },
    );

    it('stands before the catalogue in its own area, and behind it in a smaller one', () => {
      const nationwide = entered('deposit.storeDays', 15, { areaCode: 'CN' });
      expect(resolveParameter('deposit.storeDays', '460400', on, [nationwide]).value).to.equal(15);
      const of2022 = entered('deposit.reduce2y', '60', { areaCode: 'CN' });
      expect(resolveParameter('deposit.reduce2y', '460400', day('2022-06-01'), [of2022]).value).to.equal(7_000n);
      expect(resolveParameter('deposit.reduce2y', '440100', day('2022-06-01'), [of2022]).value).to.equal(6_000n);
    });

    it('of two that overlap the later counts', () => {
      const late = entered('deposit.baseRate', '3', { areaCode: '460000', from: '2025-01-01' });
      for (const order of [[province, late], [late, province]]) expect(resolveParameter('deposit.baseRate', '460400', on, order).value).to.equal(300n);
    });

    it('keeps what a decision must keep, as plain JSON', () => {
      const { used, source } = resolveParameter('deposit.baseRate', '460400499', on, rows);
      expect(JSON.parse(JSON.stringify(used))).to.deep.equal({
        key: 'deposit.baseRate',
        areaCode: '460400499',
        validFrom: '2025-07-01',
        value: '1.00',
        source: '《海南省试行规定》第九条',
        confidence: 'S',
      });
      expect(source).to.deep.equal({ instrument: '海南省试行规定', number: '', article: '第九条', inForceOn: '2025-07-01', confidence: 'S' });
    });

    for (const confidence of ['V', 'D'] as const) {
      it(`that is only ${confidence} counts, but is internal, even where its source looks like a law`, () => {
        const row = entered('deposit.baseRate', '2', { confidence });
        const found = resolveParameter('deposit.baseRate', '460400', on, [row]);
        expect(found.value).to.equal(200n);
        expect(found.source).to.deep.equal({ internal: true, label: '内部规则' });
        expect(found.used).to.include({ confidence, source: '内部规则' });
      });
    }
  });

  it('a missing value refuses, naming the parameter, the day and the place in Chinese', () => {
    expect(() => resolveParameter('minWage.monthly', '460400', on, []))
      .to.throw(Refusal, '“月最低工资标准”没有2026年11月23日在儋州市适用的值，请由管理员录入并经复核')
      .with.property('code', 'parameter-missing');
  });

  describe('what an administrator may enter', () => {
    eachRow<readonly [ParameterKey, unknown, unknown]>(
      [
        ['deposit.cap', '5000000', 500_000_000n],
        ['deposit.cap', '5,000,000.00', 500_000_000n],
        ['deposit.cap', 5_000_000, undefined],
        ['deposit.cap', '-1', undefined],
        ['deposit.cap', '1.005', undefined],
        ['deposit.baseRate', '1.5', 150n],
        ['deposit.baseRate', '1.25', 125n],
        ['deposit.baseRate', '1.255', undefined],
        ['deposit.baseRate', 1.5, undefined],
        ['deposit.baseRate', '1e1', undefined],
        ['deposit.baseRate', '-1', undefined],
        ['deposit.baseRate', '1000', 100_000n],
        ['deposit.baseRate', '1000.01', undefined],
        ['monthlyPayDays', '21.75', 2_175n],
        ['monthlyPayDays', '', undefined],
        ['deposit.storeDays', 0, 0],
        ['deposit.storeDays', 20, 20],
        ['deposit.storeDays', 20.5, undefined],
        ['deposit.storeDays', '20', undefined],
        ['deposit.storeDays', -1, undefined],
        ['deposit.storeDays', 1_001, undefined],
        ['deposit.exempt3y', false, false],
        ['deposit.exempt3y', 'false', undefined],
        ['deposit.modes', ['project'], ['project']],
        ['deposit.modes', [], undefined],
        ['deposit.modes', [''], undefined],
        ['authority.yangpu', ' 洋浦经济开发区管理委员会 ', '洋浦经济开发区管理委员会'],
        ['authority.yangpu', ' ', undefined],
        ['authority.yangpu', null, undefined],
      ],
      ([key, json, value]) => `${key} ${JSON.stringify(json)}: ${value === undefined ? 'refused' : 'accepted'}`,
      ([key, json, value]) => expect(parseParameter(key, json)).to.satisfy((p: { ok: boolean; value?: unknown }) => (value === undefined ? !p.ok : p.ok && JSON.stringify(p.value, big) === JSON.stringify(value, big))),
    );

    eachRow<readonly [string, boolean]>(
      [
        ['《海南省工资支付规定》第十条', true],
        ['《海南省工资支付规定》第十条第二款第三项', true],
        ['《海南省工资支付规定》第一百零三条之一', true],
        ['《海南省工资支付规定》', true],
        ['琼人社规〔2023〕5号', false],
        ['《海南省工资支付规定》第10条', false],
        ['《海南省工资支付规定》第十条的规定', false],
        ['', false],
      ],
      ([text, ok]) => `source “${text}” for S: ${ok ? 'accepted' : 'refused'}`,
      ([text, ok]) => {
        expect(parseSource('deposit.baseRate', text, 'S', on).ok).to.equal(ok);
        expect(parseSource('deposit.baseRate', text, 'D', on).ok).to.equal(true);
      },
    );
  });

  it('a property of every object is not a key', () => {
    for (const text of ['constructor', '__proto__', 'toString', 'deposit', '']) expect(isParameterKey(text), text).to.equal(false);
    expect(isParameterKey('deposit.storeDays')).to.equal(true);
  });
});

const big = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value);
