import { expect } from 'chai';
import { areaPrefix, isWithin, regions, regionsValidFrom } from '../../src/law/index.js';
import { day } from '../../src/values/plain-date.js';
import { eachRow } from '../support/tables.js';

describe('regions', () => {
  it('has 18 areas in 儋州, among them 洋浦, and 三都 in none', () => {
    const danzhou = regions.filter((r) => r.parentCode === '460400');
    expect(danzhou).to.have.length(18);
    expect(danzhou.find((r) => r.name === '洋浦经济开发区')?.code).to.equal('460400499');
    expect(danzhou.map((r) => r.name)).to.include.members(['那大镇', '白马井镇', '新州镇', '华南热作学院']).and.not.include('三都镇');
  });

  it('every code once, every parent before its children, every child inside its parent', () => {
    const seen = new Set<string>();
    for (const r of regions) {
      expect(seen.has(r.code), r.code).to.equal(false);
      if (r.parentCode) {
        expect(seen.has(r.parentCode), r.code).to.equal(true);
        expect(isWithin(r.code, r.parentCode), r.code).to.equal(true);
      }
      seen.add(r.code);
    }
    expect(day(regionsValidFrom)).to.equal('2015-02-19');
  });

  eachRow<readonly [string, string]>(
    [
      ['CN', ''],
      ['460000', '46'],
      ['460400', '4604'],
      ['460404', '460404'],
      ['461000', '4610'],
      ['469030', '469030'],
      ['460400100', '460400100'],
      ['460400500', '460400500'],
      ['460400000', '4604'],
      ['460400100000', '460400100'],
      ['460400100010', '460400100010'],
    ],
    ([code]) => `what lies in ${code}`,
    ([code, prefix]) => expect(areaPrefix(code)).to.equal(prefix),
  );

  eachRow<readonly [string, string, boolean]>(
    [
      ['460400100', '460400', true],
      ['460400100', '460000', true],
      ['460400100', 'CN', true],
      ['460400100', '460400100', true],
      ['460400101', '460400100', false],
      ['460400', '460400100', false],
      ['460000', '460400', false],
      ['460300', '460400', false],
      ['469001', '460000', true],
      ['469001', '460400', false],
      ['440100', '460000', false],
      ['CN', '460000', false],
    ],
    ([area, outer, inside]) => `${area} is ${inside ? '' : 'not '}in ${outer}`,
    ([area, outer, inside]) => expect(isWithin(area, outer)).to.equal(inside),
  );

  eachRow(['', '46', '4604001', 'cn', '46040010a'], (code) => `“${code}” is no area code`, (code) => expect(() => areaPrefix(code)).to.throw(RangeError));
});
