import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { pageFaults } from '../support/page-faults.js';

/** The judge of every page is judged here: what it must see, and what it must let pass. */
describe('what is wrong with a page', function () {
  this.timeout(20_000);
  let page: Page;
  before(async () => {
    page = await (await openBrowser()).newPage({ viewport: { width: 390, height: 800 } });
  });
  after(() => page.close());

  const show = async (main: string, { lang = 'zh-CN', title = '项目' } = {}): Promise<string[]> => {
    await page.setContent(`<!doctype html><html lang="${lang}"><head><title>${title}</title></head><body><main><h1>项目</h1>${main}</main></body></html>`);
    return pageFaults(page);
  };

  it('is nothing on a page in order', async () => {
    expect(
      await show(
        '<p>导入 xlsx 或 csv，编号 DZ-2026-0001，规则 R-PAY-01。</p><p>账号 <span class="code">jiancha</span></p><label for="a">金额</label><input id="a" value="1,200.00"><table><caption>表</caption><thead><tr><th scope="col">月份</th></tr></thead><tbody><tr><td>八月</td></tr></tbody></table>',
      ),
    ).to.deep.equal([]);
  });

  const faulty: Readonly<Record<string, [main: string, said: RegExp, of?: { lang?: string; title?: string }]>> = {
    'another language': ['<p>好</p>', /^lang is en$/u, { lang: 'en' }],
    'no title': ['<p>好</p>', /^no title$/u, { title: '' }],
    'two first headings': ['<h1>又一个</h1>', /^2 h1$/u],
    'sideways scrolling': ['<div style="width: 900px">宽</div>', /^scrolls sideways at 390 to 9\d\d: /u],
    'words that are cut off': ['<div style="width: 60px; overflow: hidden; white-space: nowrap">很长很长很长的一句话</div>', /^cut off at 390: 很长/u],
    'a field without a label': ['<input name="x" title="金额">', /^field without a label: <input name="x"/u],
    'a slip of the program': ['<p>共 undefined 条</p>', /^slip: 共 undefined 条/u],
    'a slip in a link': ['<a href="/projects/undefined">看</a>', /^slip: \/projects\/undefined/u],
    'an address without its record': ['<a href="/projects/:projectId">看</a>', /^address without its record/u],
    'a foreign word': ['<p>状态 pending</p>', /^not Chinese: pending$/u],
    'a table without rows': ['<table><thead><tr><th>月份</th></tr></thead><tbody></tbody></table>', /^table without rows/u],
    'a list without entries': ['<ul></ul>', /^empty list/u],
    'a button without words': ['<button type="button"></button>', /^says nothing/u],
    'a link to an absent place': ['<a href="#there">看</a>', /^leads to nothing/u],
    'an id twice': ['<p id="a">一</p><p id="a">二</p>', /^id twice: a$/u],
    'faint words (axe)': ['<p style="color: #ccc; background: #fff">看不清</p>', /^color-contrast: /u],
  };
  for (const [name, [main, said, of]] of Object.entries(faulty)) {
    it(`is ${name}`, async () => {
      const found = await show(main, of);
      expect(found.some((fault) => said.test(fault)), found.join('\n')).to.equal(true);
    });
  }
});
