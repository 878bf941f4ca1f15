import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { demoPassword } from '../../src/demo/logins.js';
import { checkout } from '../../src/platform/postgres-binaries.js';
import { closeWorker } from '../../src/notices/index.js';
import { dayOf } from '../../src/values/plain-date.js';
import { closeBrowser, openBrowser } from '../support/browser.js';
import { stopTestServer } from '../support/database.js';
import { listen } from '../support/listen.js';
import { openWorld } from '../support/world.js';
import { playWalk } from './walk.js';
import { openRig } from './worst-bank.js';

/**
 * `npm run scenario`: plays the case, prints each step, leaves papers and pictures in out/scenario. With `--bank worst` (or calm) the payments
 * go through a simulated bank behind an interface; `--seed N` draws its bad days anew.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { bank: { type: 'string' }, seed: { type: 'string' } } });
  const seed = Number(values.seed ?? randomInt(1_000_000));
  const out = path.join(checkout, 'out/scenario');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const world = await openWorld({ on: '2026-03-02' });
  const site = await listen(world.app);
  const rig = values.bank === undefined ? undefined : await openRig(world, values.bank, seed);
  if (rig) process.stdout.write(`银行：${values.bank}，种子 ${seed}\n`);
  let step = 0;
  try {
    const browser = await openBrowser();
    const outcome = await playWalk(world, {
      say: (line) => process.stdout.write(line.startsWith('  ') ? `${line}\n` : `${String((step += 1)).padStart(2)}. ${dayOf(world.clock.now)}  ${line}\n`),
      look: async (who, address, name) => {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
        const page = await context.newPage();
        if (who !== 'public') {
          await page.goto(`${site.url}/login`);
          await page.fill('[name=username]', who.toLowerCase());
          await page.fill('[name=password]', demoPassword);
          await page.click('.login-form button[type=submit]');
          await page.waitForLoadState();
        }
        const res = await page.goto(site.url + address);
        if (res?.status() !== 200) throw new Error(`${address}: ${res?.status()}`);
        await page.screenshot({ path: path.join(out, `${name}.png`), fullPage: true });
        await context.close();
      },
      keep: (name, pdf) => writeFileSync(path.join(out, `${name}.pdf`), pdf),
    }, rig);
    const sound = outcome.workersPaid === outcome.workers && outcome.ledgerInBalance && outcome.listed;
    process.stdout.write(
      `\n${outcome.workersPaid} / ${outcome.workers} 人已付清,共 ${outcome.paid} 元;账目${outcome.ledgerInBalance ? '平衡' : '不平'};${outcome.listed ? '已列入并公布于 /blacklist' : '未公布'}\n文书和页面图片在 ${path.relative(process.cwd(), out)}/\n`,
    );
    if (!sound) process.exitCode = 1;
  } finally {
    await rig?.close();
    await site.close();
    await closeBrowser();
    await closeWorker();
    await world.close();
    await stopTestServer();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exitCode = 1;
});
