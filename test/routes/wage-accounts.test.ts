import { expect } from 'chai';
import { encodeGb18030 } from '../../src/formats/spreadsheet/gb18030.js';
import { agreementForm } from '../support/agreement.js';
import { makeProject } from '../support/builders.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

describe('the dedicated account on pages and over JSON', () => {
  let world: World;
  let browsers: Record<'contractor' | 'contractor2' | 'inspector' | 'supervisor' | 'supervisor2' | 'bank' | 'bank2' | 'owner', Browser>;
  let projectId: string;
  const at = (path = ''): string => `/projects/${projectId}/money${path}`;
  const page = async (who: keyof typeof browsers, path: string): Promise<string> => (await browsers[who].get(path).expect(200)).text;

  const sheet = (rows: readonly string[], { account = '21345601040012345', closing = '100.00' }: { readonly account?: string; readonly closing?: string } = {}): Buffer =>
    Buffer.from(encodeGb18030([`账号：${account},2026-07-01 至 2026-07-31`, `期初余额：0.00,期末余额：${closing}`, '交易日期,交易流水号,借方发生额,贷方发生额,对方户名,对方账号,摘要', ...rows].join('\r\n')));
  const bring = (who: keyof typeof browsers, bytes: Buffer) => browsers[who].multipart(at('/statements'), { profile: 'general-csv' }, { field: 'file', name: '七月流水.csv', bytes });
  const july = ['2026-07-10,L1,,120.00,儋州滨海置业有限公司,,人工费用', '2026-07-11,L2,20.00,,儋州建材商行,6001888800002222,材料款'];

  before(async () => {
    world = await openWorld();
    const opened: Partial<Record<Person, Browser>> = {};
    for (const who of ['contractor', 'contractor2', 'inspector', 'supervisor', 'supervisor2', 'bank', 'bank2', 'owner'] as const) opened[who] = await world.browser(who);
    browsers = opened as typeof browsers;
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world);
    await browsers.contractor.api(at('/account'), { bankId: world.parties.bank, number: '21345601040012345', openedOn: '2026-03-20' }).expect(201);
  });

  it('takes a bank’s sheet, shows what waits for a person with its reason, and lets the right person decide', async () => {
    await bring('bank', sheet(july)).expect(303);
    const list = await page('inspector', at('/statements'));
    expect(await page('bank', at('/statements'))).to.include('流水共 2 笔，新的 2 笔，匹配 1 笔，待认定 1 笔');
    expect(list).to.match(/付给不是本项目工人的账户“儋州建材商行”（尾号 2222）/u).and.to.match(/未认定的流水/u);
    expect(await page('inspector', at())).to.include('银行流水（1 笔待认定）');
    const lines = (await browsers.contractor.get(`/api/v1${at('/statements')}`).expect(200)).body as { rows: { id: string; lineKey: string }[]; open: number };
    const lineId = lines.rows[0]!.id;
    expect(await page('contractor', at(`/statements/${lineId}`))).to.include('支出由劳动保障监察机构认定').and.not.include('name="as"');
    await browsers.contractor.api(at(`/statements/${lineId}`), { as: 'inquiry', reason: '核对' }).expect(403);
    const refused = await browsers.inspector.post(at(`/statements/${lineId}`), { as: 'illegal', reason: '' }).expect(422);
    expect(refused.text).to.include('请填写理由').and.match(/value="illegal" checked/u);
    await browsers.inspector.post(at(`/statements/${lineId}`), { as: 'illegal', reason: '已调取凭证，系材料款' }).expect(303);
    expect(await page('inspector', at('/statements?all=on'))).to.include('已调取凭证，系材料款').and.include('核对一致');
    // The same file again changes nothing.
    await bring('contractor', sheet(july)).expect(303);
    expect(await page('contractor', at('/statements'))).to.include('没有重复记账');
  });

  it('refuses a file of another account or without its end, and tells why at the form', async () => {
    const other = await bring('bank', sheet(july, { account: '99990000111122223333' })).expect(422);
    expect(other.text).to.include('文件是另一个账户（尾号 3333）的流水，本专户尾号 2345');
    const cut = await bring('bank', sheet(july.slice(0, 1))).expect(422);
    expect(cut.text).to.match(/期末却是 100\.00/u);
    await bring('bank2', sheet(july)).expect(404);
    expect(((await browsers.inspector.get(`/api/v1${at('/statements?all=on')}`)).body as { total: number }).total).to.equal(0);
  });

  it('keeps the agreement’s particulars and tells which clauses it lacks', async () => {
    const mistakes = await browsers.contractor.post(at('/account/agreement'), { ...agreementForm('2026-03-22'), labourShare: '', bankSignatory: '' }).expect(422);
    expect(mistakes.text).to.include('请填写开户银行签字人').and.include('value="周某"');
    await browsers.contractor.post(at('/account/agreement'), agreementForm('2026-03-22')).expect(303);
    expect(await page('owner', at('/account/agreement'))).to.include('协议缺少的条款').and.include('周某').and.include('合同价的 25%');
  });

  it('follows a supplementary agreement without rewriting what was due', async () => {
    const before = (await browsers.owner.get(`/api/v1${at('/funding')}`).expect(200)).body as { parts: { on: string; amountFen: string }[] };
    await browsers.contractor.post(at('/funding'), { signedOn: '2026-08-10', effectiveOn: '2026-08-15', labourCost: '10000000', fundingDay: '20', plannedFinishOn: '2027-06-30', reason: '设计变更' }).expect(303);
    const after = (await browsers.owner.get(`/api/v1${at('/funding')}`).expect(200)).body as typeof before;
    const past = (plan: typeof before) => plan.parts.filter((p) => p.on < '2026-08-15');
    expect(past(after)).to.deep.equal(past(before));
    expect(after.parts.find((p) => p.on > '2026-08-15')!.on).to.equal('2026-08-20');
    expect(await page('owner', at('/funding'))).to.include('设计变更');
  });

  it('goes through seizure, letter and release', async () => {
    await browsers.bank.post(at('/account/seizures'), { measure: 'frozen', organ: '儋州市人民法院', documentNo: '执1号', seizedOn: '2026-08-19' }).expect(303);
    const shown = await page('inspector', at('/account/seizures'));
    const letter = /href="([^"]+\/letter)"/u.exec(shown)![1]!;
    expect(await page('inspector', letter)).to.include('儋州市人民法院：').and.include('《保障农民工工资支付条例》第三十三条');
    await browsers.contractor.get(letter).expect(403);
    await browsers.inspector.post(letter.replace(/letter$/u, 'end'), { endedOn: '2026-08-20', document: '解除1号' }).expect(303);
    expect(await page('contractor', at('/account/seizures'))).to.include('解除1号');
  });

  it('puts the notice of closing on the public page and shows what bars it', async () => {
    await browsers.inspector.api(`/projects/${projectId}/move/complete`, { on: '2026-08-01' }).expect(200);
    await browsers.contractor.post(at('/account/closing'), { cause: 'completed', noticeFrom: '2026-08-19', boardPlace: '项目部大门' }).expect(303);
    const stranger = await world.stranger();
    expect((await stranger.get('/public/closings').expect(200)).text).to.include('项目部大门').and.include('2026-08-19');
    await browsers.inspector.post(at('/disputes'), { kind: 'arbitration', body: '儋州市劳动人事争议仲裁委员会', number: '儋劳人仲案〔2026〕8号', filedOn: '2026-08-10' }).expect(303);
    expect(await page('contractor', at('/account/closing'))).to.include('工资仲裁或诉讼没有结束：儋劳人仲案〔2026〕8号');
    await browsers.contractor.post(at('/account/closing/promise'), { promisedBy: '陈某', promised: 'on' }).expect(303);
    expect((await browsers.supervisor.post(at('/account/closing/check')).expect(409)).text).to.include('期满后才能核查');
  });

  it('of another firm’s project is not found', async () => {
    for (const path of ['/statements', '/funding', '/account/seizures', '/account/closing', '/account/agreement']) await browsers.contractor2.get(at(path)).expect(404);
    await browsers.contractor2.api(at('/account/closing'), { cause: 'completed', noticeFrom: '2026-08-19', boardPlace: '大门' }).expect(404);
  });
});
