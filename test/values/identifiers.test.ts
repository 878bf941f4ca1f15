import { expect } from 'chai';
import fc from 'fast-check';
import { luhn, parseBankCard } from '../../src/values/bank-card.js';
import { birthOf, idCheck, parseIdNumber, sexOf, type IdNumber } from '../../src/values/id-number.js';
import { maskCard, maskId, maskName, maskPhone } from '../../src/values/mask.js';
import { halfWidth, must } from '../../src/values/parsed.js';
import { parseMobile } from '../../src/values/phone.js';
import { parseUscc, usccCheck } from '../../src/values/uscc.js';
import { eachRow } from '../support/tables.js';

const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('统一社会信用代码', () => {
  eachRow(['91350100M000100Y43', '91460400MA5T0000XT', '91350100m000100y43', ' 91350100M000100Y43 ', '９１３５０１００Ｍ０００１００Ｙ４３'], (t) => `accepts ${t}`, (t) =>
    expect(parseUscc(t).ok).to.equal(true),
  );

  it('is stored in upper case and half width', () => expect(must(parseUscc('９１３５０１００ｍ０００１００y43'))).to.equal('91350100M000100Y43'));

  eachRow<readonly [string, string]>(
    [
      ['', '请填写'],
      ['91350100M000100Y44', '校验位'],
      ['91460400MA5T0000XY', '校验位'],
      ['91350100M000100Y4', '现为 17 位'],
      ['91350100M000100Y433', '现为 19 位'],
      ['91350100I000100Y43', '不含 I、O、S、V、Z'],
      ['91350100M000100Y4Z', '不含 I、O、S、V、Z'],
    ],
    ([t, why]) => `refuses “${t}”: ${why}`,
    ([t, why]) => expect(parseUscc(t)).to.have.property('why').that.includes(why),
  );

  it('exactly one of the 31 characters is the check of 17 others, and one changed character never goes unseen', () => {
    const seventeen = fc.array(fc.constantFrom(...usccAlphabet), { minLength: 17, maxLength: 17 }).map((c) => c.join(''));
    fc.assert(
      fc.property(seventeen, fc.nat({ max: 16 }), fc.constantFrom(...usccAlphabet), (first, at, other) => {
        const valid = first + usccCheck(first);
        expect([...usccAlphabet].filter((c) => parseUscc(first + c).ok)).to.deep.equal([usccCheck(first)]);
        if (other !== valid[at]) expect(parseUscc(valid.slice(0, at) + other + valid.slice(at + 1)).ok).to.equal(false);
      }),
    );
  });
});

describe('公民身份号码', () => {
  eachRow<readonly [string, string, string]>(
    [
      ['11010519491231002X', '1949-12-31', '女'],
      ['11010519491231002x', '1949-12-31', '女'],
      ['460003198001010018', '1980-01-01', '男'],
      ['460400200001010029', '2000-01-01', '女'],
    ],
    ([t]) => `accepts ${t}`,
    ([t, born, sex]) => {
      const id = must(parseIdNumber(t));
      expect(birthOf(id)).to.equal(born);
      expect(sexOf(id)).to.equal(sex);
    },
  );

  eachRow<readonly [string, string]>(
    [
      ['', '请填写'],
      ['110105194912310021', '校验位'],
      ['460003198001010019', '校验位'],
      ['46000319800101001', '现为 17 位'],
      ['460003800101001', '15 位旧身份证'],
      ['460003198013010018', '出生日期不存在'],
      ['460003198002300018', '出生日期不存在'],
      ['46000319800101001A', '末位可为 X'],
      ['4600031980010100X8', '末位可为 X'],
      ['4.60003E+17', '应为 18 位'],
    ],
    ([t, why]) => `refuses “${t}”: ${why}`,
    ([t, why]) => expect(parseIdNumber(t)).to.have.property('why').that.includes(why),
  );

  it('does not look at the region prefix: natives of Danzhou carry old codes', () => {
    for (const prefix of ['460003', '469003', '460400', '512345']) {
      const first = `${prefix}19800101001`;
      expect(parseIdNumber(first + idCheck(first)).ok, prefix).to.equal(true);
    }
  });

  it('one changed digit never goes unseen', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999 }), fc.nat({ max: 16 }), fc.nat({ max: 9 }), (sequence, at, digit) => {
        const first = `46000319800101${String(sequence).padStart(3, '0')}`;
        const valid = first + idCheck(first);
        if (String(digit) !== valid[at]) expect(parseIdNumber(valid.slice(0, at) + digit + valid.slice(at + 1)).ok).to.equal(false);
      }),
    );
  });

  it('a birthday that does not exist has no date', () => expect(birthOf('460003198002300018' as IdNumber)).to.equal(undefined));
});

describe('银行卡号', () => {
  eachRow<readonly [string, boolean]>(
    [
      ['6222020000000000000', true],
      ['6217000000000000004', true],
      ['6222 0200 0000 0000 000', true],
      ['6222-0200-0000-0000-000', true],
      ['６２２２０２０００００００００００００', true],
      ['6222020000000000001', false],
      ['123456789012', false],
    ],
    ([t, ok]) => `accepts ${t}, check digit ${ok ? 'right' : 'wrong'}`,
    ([t, ok]) => expect(luhn(must(parseBankCard(t)))).to.equal(ok),
  );

  eachRow(['', '12345678901', '12345678901234567890', '622202000000000000X', '6.22202E+18'], (t) => `refuses “${t}”`, (t) => expect(parseBankCard(t).ok).to.equal(false));
});

describe('手机号码', () => {
  eachRow(['13812345678', '138 1234 5678', '138-1234-5678', '+8613812345678', '8613812345678', '１３８１２３４５６７８'], (t) => `reads ${t}`, (t) =>
    expect(parseMobile(t)).to.deep.equal({ ok: true, value: '13812345678' }),
  );
  eachRow(['', '12812345678', '1381234567', '138123456789', '0898-12345678', '86138123456', 'abc'], (t) => `refuses “${t}”`, (t) => expect(parseMobile(t).ok).to.equal(false));
});

describe('masks', () => {
  eachRow<readonly [string, string, string]>(
    [
      ['ID', maskId('460003198001010018'), '460***********0018'],
      ['passport', maskId('E12345678'), '*******78'],
      ['short document', maskId('1234567'), '*****67'],
      ['three characters', maskId('123'), '**3'],
      ['two characters', maskId('12'), '**'],
      ['empty', maskId(''), '**'],
      ['mobile', maskPhone('13812345678'), '138****5678'],
      ['landline', maskPhone('089812345678'), '089****5678'],
      ['short number', maskPhone('12345'), '****45'],
      ['emergency number', maskPhone('12'), '****'],
      ['card', maskCard('6222020000000001234'), '**** 1234'],
      ['name', maskName('张三'), '张*'],
      ['long name', maskName('买买提·艾山江'), '买**'],
      ['rare character', maskName('𠮷田'), '𠮷*'],
      ['one character', maskName('张'), '张'],
      ['no name', maskName(''), ''],
    ],
    ([what, , masked]) => `${what}: ${masked}`,
    ([, got, masked]) => expect(got).to.equal(masked),
  );

  it('never shows more than half of a short document or phone number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{4,18}$/u), (text) => {
        for (const masked of [maskId(text), maskPhone(text)]) expect([...masked].filter((c) => c !== '*').length * 2).to.be.at.most(Math.max(text.length, 14));
      }),
    );
  });
});

describe('halfWidth', () => {
  eachRow<readonly [string, string]>(
    [
      ['１２３ＡＢｃ', '123ABc'],
      ['（一）－，．：', '(一)-,.:'],
      ['　 ab\t', 'ab'],
      ['\u00A0a\u00A0', 'a'],
      ['中　文', '中 文'],
      ['﹏￥', '﹏￥'],
      ['𠮷䶮', '𠮷䶮'],
    ],
    ([text]) => `“${text}”`,
    ([text, half]) => expect(halfWidth(text)).to.equal(half),
  );
});
