import { expect } from 'chai';
import { figure, tableOf } from '../../bench/figure.js';
import { benchMoney } from '../../bench/money/index.js';
import { createTestDatabase } from '../support/database.js';

describe('bench', () => {
  it('judges a figure by its floor: a time by how much more it takes, a rate by what is left of it', () => {
    const cases: readonly [Parameters<typeof figure>[1], number | null, boolean][] = [
      [{ value: 200, floor: 100, unit: 'ms', goal: 2 }, 2, true],
      [{ value: 201, floor: 100, unit: 'ms', goal: 2 }, 2.01, false],
      [{ value: 50, floor: 100, unit: 'postings/s', goal: 0.5 }, 0.5, true],
      [{ value: 49, floor: 100, unit: 'postings/s', goal: 0.5 }, 0.49, false],
      [{ value: 100, unit: 'MB', goal: 100 }, null, true],
      [{ value: 101, unit: 'MB', goal: 100 }, null, false],
    ];
    for (const [given, ratio, met] of cases) expect(figure('it', given), JSON.stringify(given)).to.include({ ratio, met });
  });

  it('prints a table for a person', () => {
    const table = tableOf([figure('paying', { value: 150, floor: 100, unit: 'ms', goal: 2 }), figure('memory', { value: 120, unit: 'MB', goal: 100 })]);
    expect(table.split('\n')).to.deep.equal([
      '          ours   floor  ratio      goal',
      'paying  150 ms  100 ms    1.5       ≤ 2     met',
      'memory  120 MB       –      –  ≤ 100 MB  MISSED',
    ]);
  });

  it('runs the money area at the size of a toy, each figure beside a floor that did the same', async function () {
    this.timeout(120_000);
    const said: string[] = [];
    const figures = await benchMoney({ createDatabase: createTestDatabase, say: (what) => said.push(what), workers: 6, rounds: 1, postings: 12, coldAccounts: 3 });
    expect(figures.map((f) => f.name)).to.deep.equal([
      'paying 6 workers: approve, hold, instructions, file',
      "the bank's answer to 6 payments: read, match, post",
      'single postings by 16 clients on 1 hot account',
      'single postings by 16 clients on 3 cold accounts',
    ]);
    for (const f of figures) {
      expect(Object.keys(f)).to.deep.equal(['name', 'value', 'unit', 'floor', 'ratio', 'goal', 'met']);
      expect(f.value).to.be.greaterThan(0);
      expect(f.floor).to.be.greaterThan(0);
    }
    expect(said.join('\n')).to.include('round 1: paying');
  });
});
