import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { demoPassword } from '../../src/demo/logins.js';
import { paths } from '../../src/routes/paths.js';
import { period } from '../../src/values/period.js';
import { openBrowser, screenshot } from '../support/browser.js';
import { makeProject } from '../support/builders.js';
import { fileCase, orderCorrection, serveNow } from '../support/cases.js';
import { listen, type Site } from '../support/listen.js';
import { employ, submitApproved } from '../support/payroll.js';
import { openWorld, type World } from '../support/world.js';

/** A4 less the margins of print.css, in CSS pixels. */
const paperWidth = Math.floor(((210 - 2 * 14) / 25.4) * 96);

/** What a clerk prints for the file: the content on A4 in upright format, without what only a screen needs. */
describe('a page on paper', function () {
  this.timeout(60_000);
  let world: World;
  let site: Site;
  let context: BrowserContext;
  const addresses: Record<string, string> = {};

  before(async () => {
    world = await openWorld({ on: '2026-08-05' });
    site = await listen(world.app);
    const projectId = await makeProject(world);
    await employ(world, projectId);
    const { sheetId } = await submitApproved(world, projectId, '2026-06');
    world.clock.on('2026-09-16');
    const { caseId } = await fileCase(world, projectId, { periods: [period('2026-06')], facts: '拖欠一个月工资' });
    const { paperId } = await orderCorrection(world, caseId, 5);
    await serveNow(world, paperId, '2026-09-16');
    Object.assign(addresses, { project: paths.project(projectId), payroll: paths.projectPayroll(projectId), money: paths.projectMoney(projectId), sheet: paths.sheet(sheetId), case: paths.caseFile(caseId), paper: paths.paper(paperId) });
    context = await (await openBrowser()).newContext({ locale: 'zh-CN' });
    const { csrfToken } = (await (await context.request.get(`${site.url}/api/v1/session`)).json()) as { csrfToken: string };
    await context.request.post(`${site.url}/api/v1${paths.login}`, { headers: { 'X-CSRF-Token': csrfToken }, data: { username: 'inspector', password: demoPassword } });
  });
  after(async () => {
    await context.close();
    await site.close();
    await world.close();
  });

  async function print(name: string): Promise<Page> {
    const page = await context.newPage();
    await page.setViewportSize({ width: paperWidth, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    expect((await page.goto(site.url + addresses[name]!))?.status()).to.equal(200);
    await screenshot(page, `pages/print/${name}`);
    return page;
  }

  for (const name of ['project', 'payroll', 'money', 'sheet', 'case', 'paper']) {
    it(`shows the ${name} without menu, filters and buttons, and no wider than the paper`, async () => {
      const page = await print(name);
      const forScreens = await page.evaluate<string[]>(`[...document.querySelectorAll('nav:not(.pager), nav a, button, a.button, input:not([type=hidden]), select, textarea, .page-actions, .skip-link')].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 120))`);
      expect(forScreens).to.deep.equal([]);
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).to.equal(true);
      const wide = await page.evaluate<string[]>(`[...document.querySelectorAll('main *')].filter((e) => e.checkVisibility() && !e.matches('.visually-hidden, .visually-hidden *') && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 120))`);
      expect(wide).to.deep.equal([]);
      await page.close();
    });
  }

  it('is an A4 document of some pages, the head of a long table again on each', async () => {
    const page = await print('sheet');
    const pdf = (await page.pdf({ path: 'out/pages/print/sheet.pdf', preferCSSPageSize: true })).toString('latin1');
    expect(pdf.slice(0, 5)).to.equal('%PDF-');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/gu)].map((m) => `${Math.round(Number(m[1]))}×${Math.round(Number(m[2]))}`);
    expect(boxes.length).to.be.within(3, 6);
    expect(new Set(boxes)).to.deep.equal(new Set(['595×842']));
    expect(await page.evaluate("getComputedStyle(document.querySelector('thead')).display")).to.equal('table-header-group');
    await page.close();
  });
});
