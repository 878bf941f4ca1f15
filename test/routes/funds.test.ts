import { expect } from 'chai';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { textOf } from '../notices/pdf-text.js';
import { says } from '../support/reading.js';
import { approvedSheet, makePayingProject, sentRelease } from '../support/releases.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type Person, type World } from '../support/world.js';

const five = sampleWorkers.slice(0, 5);

describe('the treasurer’s desk and the firms’ obligations on pages and over JSON', () => {
  let world: World;
  let projectId: string;
  let sheetId: string;
  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
    projectId = await makePayingProject(world, { people: five, fund: 100_000_00n });
    sheetId = await approvedSheet(world, projectId, '2026-08', five);
    await sentRelease(world, sheetId);
  });
  after(() => world.close());

  const page = async (who: Person, path: string): Promise<string> => says((await (await world.browser(who)).get(path).expect(200)).text);

  it('shows where the money stands to labour and housing, and exports the same figures', async () => {
    const text = await page('inspector', '/funds');
    expect(text).to.include('75,000.00').and.include('25,000.00').and.include('合计 1 个项目');
    const browser = await world.browser('housing');
    const file = await browser.get('/funds/export').buffer(true).parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (p: Buffer) => parts.push(p));
      res.on('end', () => done(null, Buffer.concat(parts)));
    });
    const [sheet] = (await readWorkbook(file.body as Buffer)).sheets;
    const cells = sheet!.rows.map((r) => r.cells.map((c) => c?.text ?? ''));
    expect(cells.at(-1)![0]).to.equal('合计');
    expect(cells.at(-1)![4]).to.match(/^75,?000(?:\.00)?$/u);
    for (const who of ['contractor', 'bank', 'owner', 'department'] as const) await (await world.browser(who)).get('/funds').expect(403);
  });

  it('says when nothing matches', async () => {
    expect(await page('inspector', '/funds?trouble=unknown')).to.include('没有符合条件的项目');
  });

  it('reports a day on the page and as PDF, and falls back to today for one that has not come', async () => {
    expect(await page('inspector', '/funds/day')).to.include('2026年10月8日').and.include('付款待回盘').and.include('无对账单');
    expect(await page('inspector', '/funds/day?day=2027-01-01')).to.include('2026年10月8日');
    const inspector = await world.browser('inspector');
    const pdf = await inspector.get('/funds/day/pdf?day=2026-10-08').expect(200).expect('content-type', /pdf/u);
    expect(textOf(pdf.body as Buffer)).to.include('工资资金对账日报').and.include('75,000.00');
    await inspector.get('/funds/day/pdf?day=2027-01-01').expect(422);
  });

  it('proves the ledger to a supervisor, and says so when a balance was tampered with', async () => {
    expect(await page('supervisor', '/funds/proof')).to.include('账目相符');
    await (await world.browser('inspector')).get('/funds/proof').expect(403);
    await world.owner.query(`UPDATE ledger_account SET balance_fen = balance_fen + 1 WHERE kind = 'worker-cards' OR kind = 'escrow'`);
    try {
      expect(await page('supervisor', '/funds/proof')).to.include('账目不符').and.include('账户余额');
    } finally {
      await world.owner.query(`UPDATE ledger_account SET balance_fen = balance_fen - 1 WHERE kind = 'worker-cards' OR kind = 'escrow'`);
    }
  });

  it('shows each firm its own obligations as its first page', async () => {
    const firm = await world.browser('contractor');
    await firm.get('/').expect(303).expect('location', '/obligations');
    expect(await page('owner', '/obligations')).to.include('人工费用');
    expect(await page('contractor2', '/obligations')).to.include('没有待办事项');
    const { body } = await (await world.browser('owner')).get('/api/v1/obligations').expect(200);
    expect((body as { kind: string }[]).map((o) => o.kind)).to.include('funding');
    await (await world.browser('inspector')).get('/obligations').expect(403);
  });

  it('prints the slips of a sheet and of one worker to those who may see the sheet', async () => {
    const firm = await world.browser('subcontractor');
    const all = await firm.get(`/payroll/${sheetId}/slips`).expect(200).expect('content-type', /pdf/u);
    const text = textOf(all.body as Buffer);
    for (const { name } of five) expect(text).to.include(name);
    const one = await firm.get(`/payroll/${sheetId}/slips/2`).expect(200);
    expect(textOf(one.body as Buffer).match(/实发工资/gu)).to.have.lengthOf(1);
    await firm.get(`/payroll/${sheetId}/slips/99`).expect(404);
    await (await world.browser('contractor2')).get(`/payroll/${sheetId}/slips`).expect(404);
  });
});
