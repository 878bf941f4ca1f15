import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.js';
import { serveGallery } from '../support/gallery-server.js';

/** What the scripts add to pages that work without them. */
describe('the modules in the browser', function () {
  this.timeout(20_000);
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveGallery>>;
  let page: Page;

  before(async () => {
    server = await serveGallery();
    browser = await openBrowser();
  });
  after(async () => {
    server.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    server.posts.length = 0;
  });
  afterEach(() => page.close());

  const open = (name: string): Promise<unknown> => page.goto(`${server.url}/${name}`, { waitUntil: 'networkidle' });
  const focused = (): Promise<string> => page.evaluate<string>("document.activeElement.id || document.activeElement.className || document.activeElement.textContent");

  it('focuses the error summary when the page opens, and the control when its line is followed', async () => {
    await open('newProject');
    expect(await focused()).to.equal('error-summary');
    await page.getByRole('link', { name: '开工日期' }).click();
    expect(await focused()).to.equal('field-startsOn');
  });

  it('sends a form once, however often its button is pressed', async () => {
    await open('project');
    await page.getByLabel('办理意见').fill('同意');
    await page.getByRole('button', { name: '同意' }).dblclick();
    await page.getByRole('button', { name: '退回' }).click();
    expect(server.posts).to.deep.equal(['/a']);
  });

  it('closes a second step by Escape and gives the first the focus again', async () => {
    await open('project');
    const confirm = page.locator('details.confirm');
    await confirm.locator('summary').click();
    await confirm.locator('textarea').focus();
    await page.keyboard.press('Escape');
    expect(await confirm.getAttribute('open')).to.equal(null);
    expect(await focused()).to.equal('终止本次代发');
  });

  it('says which file was chosen', async () => {
    await open('newProject');
    await page.locator('input[type=file]').setInputFiles({ name: '八月工资表.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.alloc(2_048) });
    expect(await page.getByText('八月工资表.xlsx').textContent()).to.match(/^已选择 八月工资表.xlsx.2 KB$/u);
  });

  it('goes from row to row by the arrow keys, and stays at the ends', async () => {
    await open('workbench');
    await page.locator('.table-box').nth(1).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('滨海新区安居房二期');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('白马井渔港配套冷链物流园');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.activeElement.textContent')).to.equal('海花岛生活污水提升泵站');
  });

  it('shows the button that prints', async () => {
    await open('project');
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).to.equal(true);
  });

  it('brings the current entry of the navigation into view on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open('oddments');
    const box = await page.locator('.sidenav [aria-current]').boundingBox();
    expect(box!.x).to.be.within(0, 390 - box!.width);
  });

  it('leads from the skip link to the content by keyboard alone', async () => {
    await open('workbench');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent.trim()')).to.equal('跳到正文');
    await page.keyboard.press('Enter');
    expect(await focused()).to.equal('main');
  });
});
