import { expect } from 'chai';
import { hashPassword, needsRehash, verifyPassword } from '../../src/platform/password.js';

describe('passwords', () => {
  it('are hashed with argon2id at 19 MiB and two passes or more, salted anew each time', async () => {
    const [a, b] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/u.exec(a)!;
    expect(Number(memory)).to.be.at.least(19_456);
    expect(Number(passes)).to.be.at.least(2);
    expect(a).to.not.equal(b);
    expect(needsRehash(a)).to.equal(false);
  });

  it('match whole: 128 Chinese characters are not cut, and composed and decomposed letters are one', async () => {
    const long = '薪'.repeat(128);
    const hash = await hashPassword(long);
    expect(await verifyPassword(hash, long)).to.equal(true);
    expect(await verifyPassword(hash, '薪'.repeat(127))).to.equal(false);
    expect(await verifyPassword(await hashPassword('caf\u00e9 au lait!'), 'cafe\u0301 au lait!')).to.equal(true);
  });

  it('never match where there is no such user', async () => {
    expect(await verifyPassword(undefined, 'no such user')).to.equal(false);
  });
});
