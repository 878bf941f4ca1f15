import { expect } from 'chai';
import fc from 'fast-check';
import { allocate, formatWan, formatYuan, halfUp, maxFen, parseYuan, yuan } from '../../src/values/money.js';
import { eachRow } from '../support/tables.js';

describe('money', () => {
  describe('parseYuan reads what a clerk writes', () => {
    eachRow<readonly [string, bigint]>(
      [
        ['0', 0n],
        ['0.01', 1n],
        ['0.10', 10n],
        ['0.5', 50n],
        ['1234.5', 123_450n],
        ['1234.50', 123_450n],
        ['1234.500000', 123_450n],
        ['1234.', 123_400n],
        ['1,234.50', 123_450n],
        ['3,052,000.00', 305_200_000n],
        ['１２３４．５０', 123_450n],
        ['１，２３４．５０', 123_450n],
        [' 1234.50\t', 123_450n],
        ['\u00A01234.50\u3000', 123_450n],
        ['¥1,234.50', 123_450n],
        ['￥ 1234.50', 123_450n],
        ['1234.50元', 123_450n],
        ['1234.50 元', 123_450n],
        ['-12.34', -1_234n],
        ['-0', 0n],
        ['007', 700n],
        ['100000000000.00', maxFen],
      ],
      ([text]) => `“${text}”`,
      ([text, fen]) => expect(parseYuan(text)).to.deep.equal({ ok: true, value: fen }),
    );
  });

  describe('parseYuan refuses what is not an amount, saying why', () => {
    eachRow<readonly [string, string]>(
      [
        ['', '请填写金额'],
        ['　', '请填写金额'],
        ['1.234', '小数超过两位'],
        ['0.001', '小数超过两位'],
        ['100000000000.01', '超过允许的上限'],
        ['-100000000000.01', '超过允许的上限'],
        ['1e308', '不是金额'],
        ['1E2', '不是金额'],
        ['0x10', '不是金额'],
        ['NaN', '不是金额'],
        ['Infinity', '不是金额'],
        ['1,23', '不是金额'],
        ['12,34,567', '不是金额'],
        ['1234,567', '不是金额'],
        ['1.2.3', '不是金额'],
        ['--5', '不是金额'],
        ['+5', '不是金额'],
        ['=1+1', '不是金额'],
        ['12 34', '不是金额'],
        ['壹佰元', '不是金额'],
        ['9999999999999999', '不是金额'],
      ],
      ([text, why]) => `“${text}”: ${why}`,
      ([text, why]) => {
        const parsed = parseYuan(text);
        expect(parsed.ok).to.equal(false);
        expect(parsed).to.have.property('why').that.includes(why);
      },
    );

    it('quotes at most 24 characters of a long text', () => {
      const parsed = parseYuan('x'.repeat(1_000));
      expect(parsed).to.have.property('why').that.has.length.below(60);
    });
  });

  describe('the forms of an amount', () => {
    eachRow<readonly [bigint, string, string, string]>(
      [
        [0n, '0.00', '0.00', '0.00万'],
        [1n, '0.01', '0.01', '0.00万'],
        [-1n, '-0.01', '-0.01', '-0.00万'],
        [99_999n, '999.99', '999.99', '0.10万'],
        [100_000n, '1000.00', '1,000.00', '0.10万'],
        [4_999n, '49.99', '49.99', '0.00万'],
        [5_000n, '50.00', '50.00', '0.01万'],
        [305_200_000n, '3052000.00', '3,052,000.00', '305.20万'],
        [-123_456_789n, '-1234567.89', '-1,234,567.89', '-123.46万'],
        [7_149_490_000n, '71494900.00', '71,494,900.00', '7,149.49万'],
        [maxFen, '100000000000.00', '100,000,000,000.00', '10,000,000.00万'],
      ],
      ([fen]) => `${fen} fen`,
      ([fen, exchange, read, wan]) => {
        expect(yuan(fen)).to.equal(exchange);
        expect(formatYuan(fen)).to.equal(read);
        expect(formatWan(fen)).to.equal(wan);
      },
    );
  });

  const amounts = fc.bigInt({ min: -maxFen, max: maxFen });

  it('reads back what it writes, with and without thousands separators', () => {
    fc.assert(
      fc.property(amounts, (fen) => {
        expect(parseYuan(yuan(fen))).to.deep.equal({ ok: true, value: fen });
        expect(parseYuan(formatYuan(fen))).to.deep.equal({ ok: true, value: fen });
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseYuan(text).ok === 'boolean'));
  });

  describe('allocate', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 200 }).filter((w) => w.some((x) => x > 0n));

    it('hands out exactly the whole, each part within one fen of its share, nothing to a weight of zero', () => {
      fc.assert(
        fc.property(fc.bigInt({ min: 0n, max: maxFen }), weights, (total, w) => {
          const parts = allocate(total, w);
          const sum = w.reduce((a, b) => a + b, 0n);
          expect(parts.reduce((a, b) => a + b, 0n)).to.equal(total);
          parts.forEach((part, i) => {
            const exact = total * w[i]!;
            expect(part * sum > exact - sum && part * sum < exact + sum).to.equal(true);
            if (w[i] === 0n) expect(part).to.equal(0n);
          });
        }),
      );
    });

    eachRow<readonly [bigint, readonly bigint[], readonly bigint[]]>(
      [
        [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
        [1n, [1n, 1n], [1n, 0n]],
        [0n, [5n, 5n], [0n, 0n]],
        [10n, [0n, 3n], [0n, 10n]],
        [5n, [1n, 2n, 3n], [1n, 2n, 2n]],
      ],
      ([total, w]) => `${total} by ${w.join(':')}`,
      ([total, w, parts]) => expect(allocate(total, w)).to.deep.equal(parts),
    );

    for (const [total, w] of [[1n, [0n]], [1n, []], [-1n, [1n]], [1n, [2n, -1n]]] as const) {
      it(`refuses ${total} by [${w.join(',')}]`, () => expect(() => allocate(total, w)).to.throw(RangeError));
    }
  });

  eachRow<readonly [bigint, bigint, bigint]>(
    [
      [0n, 3n, 0n],
      [1n, 3n, 0n],
      [1n, 2n, 1n],
      [2n, 3n, 1n],
      [249n, 100n, 2n],
      [250n, 100n, 3n],
    ],
    ([a, b]) => `halfUp ${a}/${b}`,
    ([a, b, q]) => expect(halfUp(a, b)).to.equal(q),
  );
});
