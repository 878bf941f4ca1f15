import { expect } from 'chai';
import { documentNumber } from '../../src/values/document-number.js';

describe('document number', () => {
  it('is prefix, word, year in brackets and number without leading zeros', () => {
    expect(documentNumber('儋人社监', '询', 2026, 1)).to.equal('儋人社监询〔2026〕1号');
  });

  it('refuses a sequence below one and a year that is none', () => {
    expect(() => documentNumber('儋人社监', '令', 2026, 0)).to.throw(RangeError);
    expect(() => documentNumber('儋人社监', '令', 26, 1)).to.throw(RangeError);
  });
});
