import { expect } from 'chai';
import { amount, list, maybe, parseShape, periods, record, text, type DataOf } from '../../src/notices/shape.js';
import { period } from '../../src/values/period.js';
import { Invalid } from '../../src/values/refusal.js';

const shape = record('样表', { name: text('姓名', 5), months: periods('月份'), sum: maybe(amount('金额')), parts: list('明细', amount('金额'), 0) });

describe('the shape of a paper\'s data', () => {
  it('lets right data through as they are', () => {
    const data: DataOf<typeof shape> = { name: '王䶮', months: ['2026-05', '2026-06'].map(period), parts: ['0.01'] };
    expect(parseShape(shape, data)).to.equal(data);
  });

  it('tells every mistake at once, each at its place', () => {
    expect(shape.issues({ months: ['2026-06', '2026-05'], sum: '1', parts: ['0.00', '12.5'] }, '')).to.deep.equal([
      { path: 'name', message: '缺少姓名' },
      { path: 'months', message: '月份应按先后排列，不能重复' },
      { path: 'sum', message: '金额应如 1234.50，且大于零' },
      { path: 'parts.0', message: '金额应如 1234.50，且大于零' },
      { path: 'parts.1', message: '金额应如 1234.50，且大于零' },
    ]);
    expect(() => parseShape(shape, null)).to.throw(Invalid);
  });

  it('bounds the length of a text', () => {
    expect(text('姓名', 5).issues('一二三四五六', 'name')).to.deep.equal([{ path: 'name', message: '姓名不能超过 5 个字，现为 6 个' }]);
  });
});
