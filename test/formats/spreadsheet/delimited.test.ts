import { expect } from 'chai';
import { decodeBytes, readDelimited } from '../../../src/formats/spreadsheet/delimited.js';
import { encodeGb18030 } from '../../../src/formats/spreadsheet/gb18030.js';
import { Refusal } from '../../../src/values/refusal.js';

const rows = (text: string | Uint8Array): (readonly [number, (string | undefined)[]])[] => readDelimited(Buffer.from(text)).sheets[0]!.rows.map((r) => [r.number, r.cells.map((c) => c?.text)] as const);

describe('decodeBytes', () => {
  for (const [name, bytes, expected] of [
    ['UTF-8', Buffer.from('姓名'), '姓名'],
    ['UTF-8 with a mark', Buffer.from('\uFEFF姓名'), '姓名'],
    ['UTF-16 little-endian with a mark', Buffer.from('\uFEFF姓名', 'utf16le'), '姓名'],
    ['UTF-16 big-endian with a mark', Buffer.from('\uFEFF姓名', 'utf16le').swap16(), '姓名'],
    ['GB18030', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]), '姓名'],
    ['联通 in GBK, whose bytes look like UTF-8 to careless readers', Buffer.from([0xc1, 0xaa, 0xcd, 0xa8]), '联通'],
    ['a four-byte GB18030 character', encodeGb18030('李𬭎'), '李𬭎'],
    ['a trail byte 0x5C', Buffer.from([0x81, 0x5c]), '乗'],
  ] as const) {
    it(`reads ${name}`, () => {
      expect(decodeBytes(bytes)).to.equal(expected);
    });
  }

  it('refuses bytes of no known encoding instead of replacing them', () => {
    expect(() => decodeBytes(Buffer.from([0xd0, 0xd5, 0xff, 0xff, 0x41]))).to.throw(Refusal, /编码/);
    expect(() => decodeBytes(Buffer.from([0xef, 0xbb, 0xbf, 0xd0, 0xd5]))).to.throw(Refusal, /编码/);
  });
});

describe('encodeGb18030', () => {
  it('gives back every character that the decoder knows, of all planes', () => {
    const decoder = new TextDecoder('gb18030', { fatal: true });
    let text = '';
    for (let code = 1; code < 0x20000; code += 1) if ((code < 0xd800 || code > 0xf8ff) && code !== 0xfffd) text += String.fromCodePoint(code);
    expect(decoder.decode(encodeGb18030(text)) === text).to.equal(true);
  });
});

describe('readDelimited', () => {
  it('splits quoted fields, doubled quotes, line breaks inside quotes and mixed line ends', () => {
    expect(rows('a,"b,1",c\r\n"x""y","1\n2",\n,,\r\rlast')).to.deep.equal([[1, ['a', 'b,1', 'c']], [2, ['x"y', '1\n2']], [5, ['last']]]);
  });
  it('keeps a TAB after long digits and takes the digits out of ="…"', () => {
    expect(rows('460003197109254853\t,="6228484281703387128"\n')).to.deep.equal([[1, ['460003197109254853\t', '6228484281703387128']]]);
  });
  it('finds TAB and semicolon', () => {
    expect(rows('姓名\t卡号\n张三\t1')).to.deep.equal([[1, ['姓名', '卡号']], [2, ['张三', '1']]]);
    expect(rows('姓名;卡号\n张三;1,5')).to.deep.equal([[1, ['姓名', '卡号']], [2, ['张三', '1,5']]]);
  });
  it('refuses an open quote, text after a quote, NUL, too many columns and a giant cell', () => {
    expect(() => rows('a,"b\nc')).to.throw(Refusal, /引号没有结束/);
    expect(() => rows('a,"b"c')).to.throw(Refusal, /引号使用有误/);
    expect(() => rows('a\0b')).to.throw(Refusal, /空字符/);
    expect(() => rows('1,'.repeat(60) + '1')).to.throw(Refusal, /60 列/);
    expect(() => rows('x'.repeat(40_000))).to.throw(Refusal, /32767/);
  });
});
