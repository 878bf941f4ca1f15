import { expect } from 'chai';
import { demoKeys, type Keys } from '../../src/platform/config.js';
import { createVault } from '../../src/platform/vault.js';

describe('the vault', () => {
  const vault = createVault(demoKeys());
  const place = 'worker.id.0001';

  it('opens what it sealed, at its place only', () => {
    const sealed = vault.seal('460003198001010018', place);
    expect(vault.open(sealed, place)).to.equal('460003198001010018');
    for (const other of ['worker.id.0002', 'worker.phone.0001', 'engagement.card.0001']) expect(() => vault.open(sealed, other)).to.throw();
  });

  it('seals the same value differently each time, and shows nothing of it', () => {
    const [a, b] = [vault.seal('羊建国', place), vault.seal('羊建国', place)];
    expect(a.equals(b)).to.equal(false);
    expect(a.includes(Buffer.from('羊建国'))).to.equal(false);
  });

  it('does not open what was changed by one bit anywhere', () => {
    const sealed = vault.seal('6222020000000000000', place);
    for (let i = 0; i < sealed.length; i += 1) {
      const bent = Buffer.from(sealed);
      bent[i]! ^= 1;
      expect(() => vault.open(bent, place), `byte ${i}`).to.throw();
    }
  });

  it('seals with the newest key and still opens what older keys sealed', () => {
    const old = demoKeys();
    const next: Keys = { ...old, sealing: new Map([...old.sealing, [2, Buffer.alloc(32, 7)]]) };
    const sealed = createVault(old).seal('13800000000', place);
    const both = createVault(next);
    expect(both.open(sealed, place)).to.equal('13800000000');
    expect(both.seal('13800000000', place)[0]).to.equal(2);
    expect(() => createVault({ ...old, sealing: new Map([[2, Buffer.alloc(32, 7)]]) }).open(sealed, place)).to.throw('no sealing key 1');
  });

  it('indexes equal values alike within a purpose, never across purposes or keys', () => {
    const value = '6222020000000000000';
    expect(vault.index('card', value).equals(vault.index('card', value))).to.equal(true);
    expect(vault.index('card', value).equals(vault.index('account', value))).to.equal(false);
    expect(createVault({ ...demoKeys(), index: Buffer.alloc(32, 9) }).index('card', value).equals(vault.index('card', value))).to.equal(false);
  });
});
