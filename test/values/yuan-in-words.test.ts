import { expect } from 'chai';
import fc from 'fast-check';
import { maxFen, parseYuan } from '../../src/values/money.js';
import { must } from '../../src/values/parsed.js';
import { yuanInWords } from '../../src/values/yuan-in-words.js';
import { eachRow } from '../support/tables.js';

describe('amounts in capitals (支付结算办法 annex 1)', () => {
  eachRow<readonly [string, string]>(
    [
      ['1,409.50', '人民币壹仟肆佰零玖元伍角'],
      ['6,007.14', '人民币陆仟零柒元壹角肆分'],
      ['16,409.02', '人民币壹万陆仟肆佰零玖元零贰分'],
      ['325.04', '人民币叁佰贰拾伍元零肆分'],
      ['3,052,000', '人民币叁佰零伍万贰仟元整'],
      ['71,494,900', '人民币柒仟壹佰肆拾玖万肆仟玖佰元整'],
      ['0', '人民币零元整'],
      ['0.01', '人民币壹分'],
      ['0.05', '人民币伍分'],
      ['0.10', '人民币壹角'],
      ['0.50', '人民币伍角'],
      ['0.55', '人民币伍角伍分'],
      ['1.00', '人民币壹元整'],
      ['10.00', '人民币壹拾元整'],
      ['10.05', '人民币壹拾元零伍分'],
      ['100.10', '人民币壹佰元壹角'],
      ['1,000.00', '人民币壹仟元整'],
      ['10,000.00', '人民币壹万元整'],
      ['10,001.00', '人民币壹万零壹元整'],
      ['100,010.00', '人民币壹拾万零壹拾元整'],
      ['1,000,100.00', '人民币壹佰万零壹佰元整'],
      ['100,000,000.00', '人民币壹亿元整'],
      ['100,000,001.00', '人民币壹亿零壹元整'],
      ['100,010,000.00', '人民币壹亿零壹万元整'],
      ['99,999,999,999.99', '人民币玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
      ['100,000,000,000.00', '人民币壹仟亿元整'],
    ],
    ([amount]) => amount,
    ([amount, words]) => expect(yuanInWords(must(parseYuan(amount)))).to.equal(words),
  );

  it('has no form for a negative amount', () => expect(() => yuanInWords(-1n)).to.throw(RangeError));

  it('says every amount so that it can be read back, with 整 after 元 only and no doubled or final 零', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: maxFen }), (fen) => {
        const words = yuanInWords(fen);
        expect(readBack(words)).to.equal(fen);
        expect(words).to.match(/^人民币.+(?:元整|角|分)$/u).and.not.match(/零零|零元|零万|零亿|[^元]整/u);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The amount that the words name, read unit by unit. */
function readBack(words: string): bigint {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  const small: Record<string, bigint> = { 拾: 10n, 佰: 100n, 仟: 1_000n };
  const large: Record<string, bigint> = { 万: 10_000n, 亿: 100_000_000n };
  let total = 0n;
  let section = 0n;
  let digit = 0n;
  let fen = 0n;
  for (const c of words.slice(3)) {
    if (digits.includes(c)) digit = BigInt(digits.indexOf(c));
    else if (c in small) [section, digit] = [section + digit * small[c]!, 0n];
    else if (c in large) [total, section, digit] = [total + (section + digit) * large[c]!, 0n, 0n];
    else if (c === '元') [total, section, digit] = [total + section + digit, 0n, 0n];
    else if (c === '角') [fen, digit] = [fen + digit * 10n, 0n];
    else if (c === '分') [fen, digit] = [fen + digit, 0n];
  }
  return total * 100n + fen;
}
