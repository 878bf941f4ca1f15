import { expect } from 'chai';
import { cite, penalties, penalty } from '../../src/law/index.js';
import { formatYuan } from '../../src/values/money.js';
import { eachRow } from '../support/tables.js';

const range = (r: { least: bigint; most: bigint } | undefined): string => (r ? `${formatYuan(r.least)}–${formatYuan(r.most)}` : 'none');

describe('penalties', () => {
  eachRow<readonly [string, string, string, string, string]>(
    [
      ['724-54-1', '第五十四条第一项', '20,000.00–50,000.00', '10,000.00–30,000.00', ''],
      ['724-54-2', '第五十四条第二项', '20,000.00–50,000.00', '10,000.00–30,000.00', ''],
      ['724-54-3', '第五十四条第三项', '20,000.00–50,000.00', '10,000.00–30,000.00', ''],
      ['724-55-1', '第五十五条第一项', '50,000.00–100,000.00', 'none', 'stop-work qualification'],
      ['724-55-2', '第五十五条第二项', '50,000.00–100,000.00', 'none', 'stop-work qualification'],
      ['724-55-3', '第五十五条第三项', '50,000.00–100,000.00', 'none', 'stop-work qualification'],
      ['724-56-1', '第五十六条第一项', '50,000.00–100,000.00', 'none', ''],
      ['724-56-2', '第五十六条第二项', '50,000.00–100,000.00', 'none', ''],
      ['724-56-3', '第五十六条第三项', '50,000.00–100,000.00', 'none', ''],
      ['724-56-4', '第五十六条第四项', '50,000.00–100,000.00', 'none', ''],
      ['724-57-1', '第五十七条第一项', '50,000.00–100,000.00', 'none', 'stop-work'],
      ['724-57-2', '第五十七条第二项', '50,000.00–100,000.00', 'none', 'stop-work'],
      ['724-57-3', '第五十七条第三项', '50,000.00–100,000.00', 'none', 'stop-work'],
      ['724-58', '第五十八条', '20,000.00–50,000.00', 'none', ''],
      ['423-25', '第二十五条', '100.00–500.00', 'none', 'per-worker'],
      ['423-30-1', '第三十条第一款第一项', '2,000.00–20,000.00', 'none', ''],
      ['423-30-2', '第三十条第一款第二项', '2,000.00–20,000.00', 'none', ''],
      ['423-30-3', '第三十条第一款第三项', '2,000.00–20,000.00', 'none', ''],
      ['423-30-4', '第三十条第一款第四项', 'none', 'none', ''],
    ],
    ([code, , fine]) => `${code}: ${fine}`,
    ([code, article, fine, personFine, extra]) => {
      const p = penalty(code);
      expect(cite(p.source)).to.match(new RegExp(`^《(?:保障农民工工资支付条例|劳动保障监察条例)》${article}$`, 'u'));
      expect(range(p.fine)).to.equal(fine);
      expect(range(p.personFine)).to.equal(personFine);
      expect([p.stopWork && 'stop-work', p.qualification && 'qualification', p.perWorker && 'per-worker'].filter(Boolean).join(' ')).to.equal(extra);
    },
  );

  it('has each code once, and the table above names them all', () => {
    expect(new Set(penalties.map((p) => p.code)).size).to.equal(penalties.length);
    expect(penalties).to.have.length(19);
  });

  it('every fine of 条例 724 presupposes an order that was not obeyed', () => {
    for (const p of penalties) expect(p.correctionFirst, p.code).to.equal(p.code.startsWith('724-') || p.code === '423-30-3');
  });

  it('an unknown code is a bug', () => expect(() => penalty('724-99')).to.throw(RangeError));
});
