import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { markOverdue } from '../../src/domain/cases/index.js';
import { decideListing, giveNotice, proposeListing, publishListing } from '../../src/domain/lists/index.js';
import { recordService } from '../../src/domain/papers/index.js';
import { importRoster } from '../../src/domain/roster/index.js';
import { demoPassword } from '../../src/demo/logins.js';
import { paths } from '../../src/routes/paths.js';
import { period } from '../../src/values/period.js';
import { day } from '../../src/values/plain-date.js';
import { openBrowser } from '../support/browser.js';
import { makeProject } from '../support/builders.js';
import { fileCase, handedOver, orderCorrection, serveNow } from '../support/cases.js';
import { listen, type Site } from '../support/listen.js';
import { employ, readSample, sampleFile, submitApproved } from '../support/payroll.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, testUscc, type Person, type World } from '../support/world.js';

/** The work of the service in a browser that runs no script at all. */
describe('without scripts', function () {
  this.timeout(60_000);
  let world: World;
  let site: Site;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
    site = await listen(world.app);
  });
  after(async () => {
    await site.close();
    await world.close();
  });
  beforeEach(async () => {
    world.clock.on('2026-10-08');
    await world.owner.query('TRUNCATE worker CASCADE');
    context = await (await openBrowser()).newContext({ locale: 'zh-CN', javaScriptEnabled: false });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const at = (path: string): Promise<unknown> => page.goto(site.url + path);
  /** Clicks, and waits until the page that follows is there whole: a count does not wait by itself. */
  const follow = async (target: ReturnType<Page['locator']>): Promise<void> => {
    const loaded = page.waitForEvent('load');
    await target.click();
    await loaded;
  };
  const press = (name: string): Promise<void> => follow(page.getByRole('button', { name, exact: true }));
  const heading = (): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
  const text = (): Promise<string> => page.locator('main').innerText();
  const attach = (label: string, name: string): Promise<void> => page.getByLabel(label).setInputFiles({ name, mimeType: 'application/octet-stream', buffer: sampleFile(name) });

  async function signIn(who: Person): Promise<void> {
    await context.clearCookies();
    await at(paths.login);
    await page.getByLabel('用户名', { exact: true }).fill(who.toLowerCase());
    await page.getByLabel('密码', { exact: true }).fill(demoPassword);
    await press('登录');
  }

  it('signs in and out, and says what was wrong with a password', async () => {
    await at(paths.login);
    await page.getByLabel('用户名', { exact: true }).fill('inspector');
    await page.getByLabel('密码', { exact: true }).fill('wrong');
    await press('登录');
    expect(await text()).to.include('有 1 处需要改正');
    expect(await page.getByLabel('用户名', { exact: true }).inputValue()).to.equal('inspector');
    expect(await page.getByLabel('密码', { exact: true }).inputValue()).to.equal('');
    await page.getByLabel('密码', { exact: true }).fill(demoPassword);
    await press('登录');
    expect(await heading()).to.equal('工作台');
    await press('退出');
    expect(await heading()).to.equal('登录');
    await at(paths.workbench);
    expect(new URL(page.url()).pathname).to.equal(paths.login);
  });

  it('registers a project, after telling every field that is missing and keeping the others', async () => {
    await signIn('inspector');
    await at(paths.newProject);
    const project = '滨海新区安置房二期';
    await page.getByLabel('项目名称').fill(project);
    await page.getByLabel('合同价', { exact: true }).fill('八千万');
    await press('登记');
    expect(await text()).to.match(/有 \d+ 处需要改正/u).and.include('“八千万”不是金额');
    expect(await page.getByLabel('项目名称').inputValue()).to.equal(project);
    expect(await page.getByLabel('合同价', { exact: true }).inputValue()).to.equal('八千万');
    const wrong = page.locator('.error-summary a');
    await wrong.first().click();
    expect(new URL(page.url()).hash).to.equal(await wrong.first().getAttribute('href'));

    await page.getByLabel('所在乡镇').selectOption({ label: '那大镇' });
    await page.getByLabel('住房和城乡建设').check();
    await page.getByLabel('建设单位', { exact: true }).selectOption({ label: '儋州滨海置业有限公司' });
    await page.getByLabel('施工总承包单位').selectOption({ label: '海南宏基建设工程有限公司' });
    await page.getByLabel('施工合同编号').fill('HT-2026-9');
    await page.getByLabel('合同价', { exact: true }).fill('80,000,000');
    for (const [label, date] of [['合同签订日期', '2026-09-01'], ['计划开工日期', '2026-09-20'], ['计划完工日期', '2027-12-31']] as const) await page.getByLabel(label).fill(date);
    await page.getByLabel('人工费用占合同价的比例').fill('25');
    await page.getByLabel('工资支付日').fill('15');
    await page.getByLabel('次月').check();
    await press('登记');
    expect(await heading()).to.include(project);
    expect(await text()).to.include('未开工').and.include('80,000,000.00').and.include('2026-09-20');
  });

  it('sends in a month of payroll that the general contractor approves', async () => {
    const projectId = await makeProject(world);
    await employ(world, projectId);
    await signIn('subcontractor');
    await at(paths.projectPayroll(projectId));
    const form = page.locator('#upload');
    await form.getByLabel('工资月份').fill('2026-08');
    await attach('工资表文件', 'payroll-2026-08.xlsx');
    await form.getByLabel('实发合计').fill('770,000.00');
    await form.getByLabel('表中每名工人已签字确认').check();
    await press('上传并检查');
    expect(await heading()).to.include('2026年8月工资表').and.include('待总包审核');
    expect(await text()).to.include('工资表已报送：130 人，实发合计 770,000.00 元');
    const sheet = new URL(page.url()).pathname;

    await signIn('contractor');
    await at(sheet);
    await press('审核通过');
    expect(await text()).to.include('请确认已核对人员、出勤和金额');
    await page.getByLabel('已核对本表人员、出勤和金额').check();
    await page.getByLabel('审核意见').fill('与考勤相符');
    await press('审核通过');
    expect(await heading()).to.include('已审核');
    expect(await text()).to.include('工资表已审核通过').and.include('与考勤相符');
  });

  it('lists every mistake of a payroll in its cell, keeps what was typed and stores nothing', async () => {
    const projectId = await makeProject(world);
    const { rows } = await readSample('payroll-2026-09-with-mistakes.xlsx', '2026-09');
    await world.as('contractor', (work) => importRoster(work, { projectId, partyId: world.parties.subcontractor, rows: rows.map(({ name, idNumber }) => ({ name, idNumber, entryDate: sampleWorkers[0]!.entryDate })) }));
    await signIn('subcontractor');
    await at(paths.projectPayroll(projectId));
    const form = page.locator('#upload');
    await form.getByLabel('工资月份').fill('2026-09');
    await form.getByLabel('实发合计').fill('67,466');
    await form.getByLabel('更正原因').fill('补报九月');
    await attach('工资表文件', 'payroll-2026-09-with-mistakes.xlsx');
    await press('上传并检查');
    expect(await text()).to.include('文件中有 12 处须改正，整份没有导入');
    expect(await form.getByLabel('工资月份').inputValue()).to.equal('2026-09');
    expect(await form.getByLabel('实发合计').inputValue()).to.equal('67,466');
    expect(await form.getByLabel('更正原因').inputValue()).to.equal('补报九月');
    const told = await page.locator('#mistakes tbody tr').allInnerTexts();
    const expected = JSON.parse(sampleFile('payroll-2026-09-with-mistakes.json').toString()) as { readonly sheetRow: number; readonly column: string }[];
    for (const { sheetRow, column } of expected) expect(told.some((row) => row.split(/\s+/u).includes(String(sheetRow)) && row.includes(column)), `${sheetRow} ${column}`).to.equal(true);
    expect(await world.dataSource.query('SELECT FROM payroll_sheet WHERE project_id = $1', [projectId])).to.deep.equal([]);
  });

  it('takes a complaint and tells its standing to whoever has both halves of the receipt', async () => {
    await at(paths.publicHome);
    await page.getByRole('link', { name: '投诉欠薪' }).first().click();
    await page.getByLabel('您的姓名').fill('吴阿妹');
    await press('提交投诉');
    expect(await text()).to.match(/有 \d 处需要改正/u);
    expect(await page.getByLabel('您的姓名').inputValue()).to.equal('吴阿妹');
    await page.getByLabel('您的手机号码').fill('13907550000');
    await page.getByLabel('欠薪的单位').fill('带班的劳务公司');
    await page.getByLabel('工地或项目').fill('那大镇安置房');
    await page.getByLabel('所在乡镇').selectOption({ label: '那大镇' });
    await page.getByLabel('从哪个月开始欠').fill('2026-06');
    await page.getByLabel('一共欠多少钱').fill('12,000');
    await page.getByLabel('事情经过').fill('六月进场做木工,约定每天三百元,至今没有发工资,找过班长两次。');
    await press('提交投诉');
    const [, number, code] = /编号是 (\S+?),.*查询码是 (\S+?)[。.]/u.exec((await text()).replaceAll('，', ',')) ?? [];
    await page.getByLabel('投诉编号').fill(number!);
    await page.getByLabel('查询码').fill('K7QFM-3T8ZP');
    await press('查询');
    expect(await text()).to.include('有 1 处需要改正');
    await page.getByLabel('查询码').fill(code!);
    await press('查询');
    expect(await text()).to.include(`投诉 ${number}`).and.include('2026-10-08');
  });

  it('finds a firm on the public list by a part of its name, and says so where there is none', async () => {
    await publish();
    await at(paths.publicHome);
    await page.getByLabel('企业名称或统一社会信用代码').fill('宏基');
    await follow(page.locator('form[role=search]').filter({ has: page.getByLabel('企业名称或统一社会信用代码') }).getByRole('button'));
    expect(await page.locator('tbody tr').count()).to.equal(1);
    await page.getByRole('link', { name: '海南宏基建设工程有限公司' }).click();
    expect(await heading()).to.equal('海南宏基建设工程有限公司');
    await page.goBack();
    await page.getByLabel('企业名称或统一社会信用代码').fill('恒远');
    await press('查询');
    expect(await text()).to.include('没有找到').and.include('不在名单上不代表没有拖欠');
  });

  it('is used by keyboard alone: signing in and registering a firm', async () => {
    await at(paths.login);
    await tabTo('用户名');
    await page.keyboard.type('inspector');
    await tabTo('密码');
    await page.keyboard.type(demoPassword);
    await enter();
    expect(await heading()).to.equal('工作台');
    await tabTo('单位', 'a');
    await enter();
    await tabTo('登记单位', 'a');
    await enter();
    await tabTo('企业');
    for (let i = 0; i < 2; i += 1) await page.keyboard.press('ArrowRight');
    for (const [label, value] of [['单位名称', '海南诚信担保有限公司'], ['统一社会信用代码', testUscc(77)], ['法定代表人', '符某'], ['联系电话', '0898-23311111']] as const) {
      await tabTo(label);
      await page.keyboard.type(value);
    }
    await tabTo('登记', 'button');
    await enter();
    expect(await heading()).to.include('海南诚信担保有限公司');
    expect(await text()).to.include('担保公司');
  });

  async function enter(): Promise<void> {
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
  }

  /** Goes on by Tab until the control with this label, or the link or button with this text, has the focus, and sees that it shows. */
  async function tabTo(name: string, tag = 'input'): Promise<void> {
    for (let i = 0; i < 80; i += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<{ tag: string; name: string; ringed: boolean }>(`(() => {
        const e = document.activeElement;
        const style = getComputedStyle(e);
        const name = (e.labels?.[0] ?? e).textContent.replace('选填', '').trim();
        return { tag: e.localName, name, ringed: e.localName === 'body' || style.outlineStyle !== 'none' || style.boxShadow !== 'none' };
      })()`);
      expect(focused.ringed, `the focus on ${focused.name} cannot be seen`).to.equal(true);
      if (focused.tag === tag && focused.name === name) return;
    }
    throw new Error(`Tab does not lead to ${name}`);
  }

  /** Puts the contractor on the public list, by the whole walk that leads there. */
  async function publish(): Promise<void> {
    world.clock.on('2026-08-05');
    const projectId = await makeProject(world);
    await employ(world, projectId);
    for (const month of ['2026-06', '2026-07']) await submitApproved(world, projectId, month);
    world.clock.on('2026-09-17');
    const { caseId } = await fileCase(world, projectId, { periods: [period('2026-06'), period('2026-07')], facts: '拖欠两个月工资' });
    const order = await orderCorrection(world, caseId, 5);
    await serveNow(world, order.paperId, '2026-09-17');
    world.clock.on('2026-09-28');
    await world.as('system', (work) => markOverdue(work, order.paperId, day('2026-09-28')));
    const { listingId } = await world.as('inspector', (work) => proposeListing(work, { caseId, facts: '拖欠工资,经责令限期支付,逾期未支付。', persons: undefined }));
    const notice = await world.as('inspector', (work) => giveNotice(work, listingId));
    await world.as('inspector', (work) => recordService(work, notice.paperId, handedOver(world, '2026-09-28')));
    world.clock.on('2026-10-15');
    await world.as('supervisor', (work) => decideListing(work, listingId, { opinion: '同意' }));
    const decision = await world.as('supervisor2', (work) => decideListing(work, listingId, { opinion: '同意' }));
    await world.as('inspector', (work) => recordService(work, decision.paperId!, handedOver(world, '2026-10-15')));
    await world.as('supervisor', (work) => publishListing(work, listingId));
  }
});
