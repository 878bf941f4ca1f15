import { expect } from 'chai';
import { moveProject } from '../../src/domain/projects/index.js';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { day } from '../../src/values/plain-date.js';
import { setParameter } from '../domain/deposits/support.js';
import { makeProject } from '../support/builders.js';
import { says } from '../support/reading.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

describe('the deposit on pages and over JSON', () => {
  let world: World;
  let projectId: string;
  let name: string;
  let stranger: Browser;
  let serial = 0;
  const browsers = {} as Record<Person, Browser>;
  const at = (path = ''): string => `/projects/${projectId}/money/deposit${path}`;
  const page = async (who: Person, path = at()): Promise<string> => says((await browsers[who].get(path).expect(200)).text);

  /** A month later every session has ended. */
  const signIn = async (): Promise<void> => {
    for (const who of ['contractor', 'contractor2', 'inspector', 'inspector2', 'owner', 'subcontractor'] as const) browsers[who] = await world.browser(who);
  };

  before(async () => {
    world = await openWorld();
    await setParameter(world, 'deposit.baseRate', '2');
    stranger = await world.stranger();
  });
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-07-20');
    await signIn();
    name = `返还测试项目${(serial += 1)}`;
    projectId = await makeProject(world, { name });
    await browsers.inspector.post(at('/cash'), { issuerId: world.parties.bank, number: `CK-${serial}`, amount: '1600000', receivedOn: '2026-03-20' }).expect(303);
  });
  const complete = () => world.as('inspector', (work) => moveProject(work, projectId, 'complete', { on: day('2026-06-30'), reason: '竣工' }));

  it('walks a return from the promise to the review, and says every mistake at its place', async () => {
    expect(await page('contractor')).to.include('没有办理返还').and.not.include('开始返还公示');
    await complete();
    expect(await page('contractor')).to.include('开始返还公示');
    const wrong = await browsers.contractor.post(at('/return/begin'), { promise: '' }).expect(422);
    expect(says(wrong.text)).to.include('请填写无拖欠承诺');
    const unboarded = await browsers.contractor.post(at('/return/begin'), { promise: '没有拖欠' }).expect(422);
    expect(says(unboarded.text)).to.include('须同时在施工现场维权信息告示牌公示');
    expect(unboarded.text).to.include('没有拖欠</textarea>');
    await browsers.contractor.post(at('/return/begin'), { promise: '没有拖欠', board: 'on' }).expect(303).expect('location', at());
    expect(await page('owner')).to.include('返还办理中').and.include('公示中').and.not.include('登记异议');
    const early = await browsers.contractor.post(at('/return/apply'), { application: '申请返还' });
    expect(says(early.text)).to.include('公示至 2026-08-19，期满后才能申请');
    const seen = says((await stranger.get(`/deposit-returns?q=${encodeURIComponent(name)}`).expect(200)).text);
    expect(seen).to.include(name).and.include('1,600,000.00').and.include('2026-08-19');
    await browsers.inspector.post(at('/return/object'), { objector: '符某', statement: '六月工资没有结清', receivedOn: '2026-07-20' }).expect(303);
    expect(await page('inspector')).to.include('有1件异议没有处理').and.include('符某');
    expect(await page('contractor'), 'who objected').to.not.include('符某');
    world.clock.on('2026-08-20');
    await signIn();
    expect(says((await stranger.get('/deposit-returns').expect(200)).text)).to.not.include(name);
    await browsers.contractor.post(at('/return/apply'), { application: '申请返还' }).expect(303);
    const refused = await browsers.inspector.post(at('/return/review'), { agree: 'yes', opinion: '同意' }).expect(422);
    expect(says(refused.text)).to.include('不能同意：有1件异议没有处理');
    await browsers.inspector.post(at('/return/review'), { agree: 'no', opinion: '异议没有处理' }).expect(303);
    expect(await page('inspector2')).to.include('审核不同意，待告知');
  });

  it('is not there for a rival, nor for who has no business with money', async () => {
    await browsers.contractor2.get(at()).expect(404);
    await browsers.subcontractor.get(at()).expect(403);
    await browsers.contractor.get('/deposits').expect(403);
  });

  it('stands in the register, on its page, over JSON and in the workbook alike', async () => {
    expect(await page('inspector', `/deposits?q=${encodeURIComponent(name)}`)).to.include('共 1 笔').and.include('1,600,000.00').and.include('已存储');
    const { body } = await browsers.inspector.get(`/api/v1/deposits?q=${encodeURIComponent(name)}`).expect(200);
    expect((body as { rows: { state: string; coveredFen: string }[]; total: number }).rows.map((r) => r.state)).to.deep.equal(['held']);
    for (const only of ['overdue', 'short', 'expiring', 'reduced', 'of-firm']) expect((await browsers.inspector.get(`/api/v1/deposits?only=${only}&q=${encodeURIComponent(name)}`).expect(200)).body).to.deep.include({ total: 0 });
    const file = await browsers.inspector.get(`/deposits/export?q=${encodeURIComponent(name)}`).buffer(true).parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks)));
    });
    const book = await readWorkbook(file.body as Buffer);
    expect(JSON.stringify(book, (_k, v: unknown) => (typeof v === 'bigint' ? String(v) : v))).to.include(name);
  });

  it('keeps a joint guarantee commitment with its paper and refuses a file that is none', async () => {
    const form = { signedOn: '2026-07-01', amount: '', validTo: '', note: '共同担保' };
    const wrong = await browsers.contractor.multipart(`/projects/${projectId}/commitments`, form, { field: 'file', name: '承诺.txt', bytes: Buffer.from('没有签字') }).expect(422);
    expect(says(wrong.text)).to.include('附件应为 PDF、JPG 或者 PNG 文件');
    await browsers.contractor.multipart(`/projects/${projectId}/commitments`, form, { field: 'file', name: '承诺.pdf', bytes: Buffer.from('%PDF-1.7 承诺') }).expect(303);
    expect(await page('owner')).to.include('不限额').and.include('至工资全部付清').and.include('有效');
    const { body } = await browsers.inspector.get(`/api/v1/projects/${projectId}/commitments`).expect(200);
    const [{ id }] = body as [{ id: string }];
    await browsers.owner.get(`/projects/${projectId}/commitments/${id}/file`).expect(200).expect('content-type', /pdf/u);
    await browsers.inspector.post(`/projects/${projectId}/commitments/end`, { commitmentId: id, reason: '工资已付清' }).expect(303);
    expect(await page('inspector')).to.include('已解除');
  });
});
