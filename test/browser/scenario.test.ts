import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { demoPassword } from '../../src/demo/logins.js';
import { closeWorker } from '../../src/notices/index.js';
import { checkout } from '../../src/platform/postgres-binaries.js';
import { axeViolations, openBrowser, screenshot } from '../support/browser.js';
import { listen, type Site } from '../support/listen.js';
import { openWorld, type World } from '../support/world.js';
import { playWalk } from '../scenario/walk.js';

describe('the case of 130 workers, walked through to the end', function () {
  this.timeout(240_000);
  let world: World;
  let site: Site;

  before(async () => {
    world = await openWorld({ on: '2026-03-02' });
    site = await listen(world.app);
  });
  after(async () => {
    await site.close();
    await closeWorker();
    await world.close();
  });

  it('pays everybody once, to the fen, keeps the ledger in balance and lists the firm; every page on the way is in order', async () => {
    const browser = await openBrowser();
    const faults: string[] = [];
    const papers: string[] = [];
    const outcome = await playWalk(world, {
      say: () => undefined,
      look: async (who, address, name) => {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
        const page = await context.newPage();
        page.on('console', (message) => message.type() === 'error' && faults.push(`${address}: ${message.text()}`));
        if (who !== 'public') {
          await page.goto(`${site.url}/login`);
          await page.fill('[name=username]', who.toLowerCase());
          await page.fill('[name=password]', demoPassword);
          await page.click('.login-form button[type=submit]');
          await page.waitForLoadState();
        }
        const res = await page.goto(site.url + address);
        if (res?.status() !== 200) faults.push(`${address}: ${res?.status()}`);
        faults.push(...(await axeViolations(page)).map((v) => `${address}: ${v}`));
        await screenshot(page, `walk/${name}`);
        await context.close();
      },
      keep: (name, pdf) => {
        papers.push(name);
        expect(pdf.subarray(0, 5).toString()).to.equal('%PDF-');
        mkdirSync(path.join(checkout, 'out/walk'), { recursive: true });
        writeFileSync(path.join(checkout, 'out/walk', `${name}.pdf`), pdf);
      },
    });
    expect(outcome).to.deep.equal({ workers: 130, workersPaid: 130, paid: '3,052,000.00', ledgerInBalance: true, listed: true });
    expect(papers).to.deep.equal(['询问通知书', '限期改正指令书', '行政处理决定书', '保证金支付通知书', '拟列入告知书', '列入决定书']);
    expect(faults).to.deep.equal([]);
    const [bank] = (await world.dataSource.query(
      `SELECT count(*) FILTER (WHERE n > 1)::int AS twice, sum(fen)::bigint AS fen FROM (SELECT count(*) AS n, sum(amount_fen) AS fen FROM payment_instruction WHERE state = 'paid' GROUP BY period, sheet_id, line_no) x`,
    )) as [{ twice: number; fen: bigint }];
    expect(bank).to.deep.equal({ twice: 0, fen: 305_200_000n });
  });
});
