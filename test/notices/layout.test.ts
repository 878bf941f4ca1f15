import { expect } from 'chai';
import { paginate, type Box } from '../../src/notices/layout.js';

const strip = (height: number, more: Partial<Box> = {}): Box => ({ height, draw: () => undefined, ...more });
const heights = (boxes: readonly Box[]): number[][] => paginate(boxes, 100).map((page) => page.map((p) => p.box.height));

describe('filling pages', () => {
  it('begins a page when the next strip does not fit', () => {
    expect(heights([strip(60), strip(40), strip(1)])).to.deep.equal([[60, 40], [1]]);
  });

  it('moves strips that belong together to the next page together', () => {
    expect(heights([strip(60), strip(30, { withNext: true }), strip(20)])).to.deep.equal([[60], [30, 20]]);
  });

  it('lets go of a group that is taller than a page, and ends', () => {
    expect(heights([strip(60, { withNext: true }), strip(60, { withNext: true }), strip(60)])).to.deep.equal([[60], [60], [60]]);
  });

  it('drops empty lines at the top of a page', () => {
    expect(heights([strip(95), strip(10, { blank: true }), strip(20)])).to.deep.equal([[95], [20]]);
  });

  it('repeats the header of a table above the first row of each page', () => {
    const header = strip(10);
    const rows = [1, 2, 3, 4].map(() => strip(40, { header }));
    expect(heights([{ ...header, withNext: true }, ...rows])).to.deep.equal([[10, 40, 40], [10, 40, 40]]);
  });

  it('begins a page where a strip asks for one', () => {
    expect(heights([strip(10), strip(0, { fresh: true, withNext: true }), strip(20)])).to.deep.equal([[10], [0, 20]]);
  });
});
