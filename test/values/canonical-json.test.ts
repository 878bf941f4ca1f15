import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson, hashData } from '../../src/values/canonical-json.js';

describe('canonical JSON', () => {
  it('sorts the keys at every depth and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [{ y: 1, x: '金额' }], a: null, c: undefined })).to.equal('{"a":null,"b":[{"x":"金额","y":1}]}');
  });

  it('does not depend on the order in which keys were written, and survives JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const again: unknown = JSON.parse(JSON.stringify(value));
        expect(canonicalJson(again)).to.equal(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).to.deep.equal(again);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('refuses what JSON would change', () => {
    for (const odd of [1n, Number.NaN, undefined, () => 1, new Date(0), new Map(), [undefined]]) expect(() => canonicalJson(odd)).to.throw(TypeError);
  });

  it('hashes as SHA-256 over UTF-8', () => {
    expect(hashData({})).to.equal('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
    expect(hashData({ a: 1, b: 2 })).to.equal(hashData({ b: 2, a: 1 }));
  });
});
