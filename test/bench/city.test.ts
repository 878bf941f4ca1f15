import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { openCity } from '../../bench/city/index.js';
import { cityWorker, sizeOf } from '../../bench/city/plan.js';
import { connect } from '../../bench/server.js';
import { parseIdNumber } from '../../src/values/id-number.js';

describe('the made-up province', () => {
  it('has 20,000 projects, 1,000,000 workers and 12 million lines at scale 1', () => {
    expect(sizeOf({ seed: 1, scale: 1 })).to.include({ projects: 20_000, workers: 1_000_000, lines: 12_000_000 });
  });

  it('gives every worker a valid ID number of its own, the same for the same seed', () => {
    const ids = Array.from({ length: 60_000 }, (_, i) => cityWorker(1, i * 16).idNumber);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.filter((id) => !parseIdNumber(id).ok)).to.deep.equal([]);
    expect(cityWorker(1, 999_999)).to.deep.equal(cityWorker(1, 999_999));
  });

  it('is made once, checked against a recount, kept, and copied for those who write', async function () {
    this.timeout(180_000);
    const folder = mkdtempSync(path.join(tmpdir(), 'anxin-bench-city-test-'));
    try {
      const steps: string[] = [];
      const plan = { seed: 7, scale: 0.0001 };
      await (await openCity(plan, { folder, say: (what) => steps.push(what) })).stop();
      expect(steps.at(-1)).to.match(/made and checked$/u);

      const again: string[] = [];
      const city = await openCity(plan, { folder, say: (what) => again.push(what) });
      try {
        const copy = await city.copy();
        const client = await connect(copy.ownerUrl);
        const { rows } = await client.query('SELECT count(*)::int AS lines, count(DISTINCT period)::int AS months, count(DISTINCT worker_id)::int AS workers FROM payroll_line');
        expect({ rows, again }).to.deep.equal({ rows: [{ lines: 1_200, months: 12, workers: 100 }], again: [] });
        await client.end();
        await copy.drop();
      } finally {
        await city.stop();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
