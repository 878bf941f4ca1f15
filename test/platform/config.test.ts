import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { ConfigError, demoKeys, readConfig, readKeys, refuseDemoKeys } from '../../src/platform/config.js';
import { makeKeysFile } from '../../src/platform/start.js';

describe('the configuration', () => {
  const real = { DATABASE_URL: 'postgres://anxin_app:x@db/anxin', KEYS_FILE: '/etc/anxin/keys.json', PUBLIC_URL: 'https://anxin.example.gov.cn' };

  it('without DATABASE_URL is the demo on this machine only', () => {
    const config = readConfig({});
    expect(config.demo).to.equal(true);
    expect(config.host).to.equal('127.0.0.1');
    expect(config.port).to.equal(3000);
    expect(config.https).to.equal(false);
  });

  it('with DATABASE_URL has no demo, and names everything that is missing at once', () => {
    expect(readConfig(real).demo).to.equal(false);
    expect(readConfig(real).https).to.equal(true);
    expect(() => readConfig({ DATABASE_URL: real.DATABASE_URL, PORT: 'x' })).to.throw(ConfigError, /PORT.*\n.*KEYS_FILE.*\n.*PUBLIC_URL/u);
  });

  for (const [name, value] of [['PORT', '70000'], ['PORT', '-1'], ['PORT', '30.5'], ['TRUSTED_PROXIES', 'many'], ['PUBLIC_URL', 'anxin.example'], ['PUBLIC_URL', 'https://x/y']] as const) {
    it(`refuses ${name}=${value}`, () => expect(() => readConfig({ ...real, [name]: value })).to.throw(ConfigError, name));
  }

  describe('keys', () => {
    let folder: string;
    before(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'anxin-keys-'))));
    after(() => rmSync(folder, { recursive: true }));

    it('are made fresh, for their owner only, and never written over', () => {
      const file = path.join(folder, 'keys.json');
      makeKeysFile(file);
      expect(statSync(file).mode & 0o777).to.equal(0o400);
      const before = readFileSync(file, 'utf8');
      expect(() => makeKeysFile(file)).to.throw(ConfigError, 'exists already');
      expect(readFileSync(file, 'utf8')).to.equal(before);
      expect(() => refuseDemoKeys(readKeys(file))).to.not.throw();
    });

    it('of the demo are refused for a real service, and so is one key used twice', () => {
      expect(() => refuseDemoKeys(demoKeys())).to.throw(ConfigError, 'demo keys');
      const one = Buffer.alloc(32, 1);
      expect(() => refuseDemoKeys({ sealing: new Map([[1, one]]), index: one, session: Buffer.alloc(32, 2) })).to.throw(ConfigError, 'different');
    });

    for (const [what, text] of [
      ['no JSON', 'keys'],
      ['a short key', JSON.stringify({ sealing: { 1: 'YWJj' }, index: '', session: '' })],
      ['no sealing key', JSON.stringify({ sealing: {}, index: Buffer.alloc(32).toString('base64'), session: Buffer.alloc(32, 1).toString('base64') })],
    ] as const) {
      it(`from a file with ${what} are refused, naming the file`, () => {
        const file = path.join(folder, `${what.replaceAll(' ', '-')}.json`);
        writeFileSync(file, text);
        expect(() => readKeys(file)).to.throw(ConfigError, file);
      });
    }
  });
});
