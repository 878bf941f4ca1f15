import { expect } from 'chai';
import { base32, fromBase32, keyUri, stepAt, stepOf, totp } from '../../src/platform/totp.js';

/** The key of RFC 6238 appendix B for SHA-1. */
const secret = Buffer.from('12345678901234567890');

describe('the one-time password of a moment', () => {
  for (const [second, code] of [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ] as const) {
    it(`is that of RFC 6238 at second ${second}`, () => {
      expect(totp(secret, stepAt(new Date(second * 1_000)), 8)).to.equal(code);
    });
  }

  it('is known one step before and after, and no further', () => {
    const now = new Date('2026-08-20T04:00:00Z');
    const step = stepAt(now);
    expect([-2, -1, 0, 1, 2].map((n) => stepOf(secret, totp(secret, step + n), now))).to.deep.equal([undefined, step - 1, step, step + 1, undefined]);
  });

  it('is not a code of another length or of other characters', () => {
    const now = new Date(59_000);
    for (const typed of ['', '94287082', '87082', '２８７０８２', 'abcdef']) expect(stepOf(secret, typed, now), typed).to.equal(undefined);
    expect(stepOf(secret, '287082', now)).to.equal(1);
  });
});

describe('a key', () => {
  it('is written in base32 as RFC 4648 has it, and read back', () => {
    expect(base32(Buffer.from('foobar'))).to.equal('MZXW6YTBOI');
    expect(fromBase32('MZXW6YTBOI').toString()).to.equal('foobar');
    expect(fromBase32(base32(secret)).equals(secret)).to.equal(true);
  });

  it('goes to an app as a URI with its issuer and account', () => {
    expect(keyUri('MZXW6YTBOI', '安薪', 'jiancha')).to.equal('otpauth://totp/%E5%AE%89%E8%96%AA:jiancha?secret=MZXW6YTBOI&issuer=%E5%AE%89%E8%96%AA&algorithm=SHA1&digits=6&period=30');
  });
});
