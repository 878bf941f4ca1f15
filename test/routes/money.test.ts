import { expect } from 'chai';
import { readWorkbook } from '../../src/formats/spreadsheet/read-workbook.js';
import { setParameter } from '../domain/deposits/support.js';
import { makeProject } from '../support/builders.js';
import { says } from '../support/reading.js';
import { agreementForm } from '../support/agreement.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

const absent = '00000000-0000-7000-8000-000000000000';

describe('专户与保证金 on pages and over JSON', () => {
  let world: World;
  let projectId: string;
  const browsers = {} as Record<Person, Browser>;
  const at = (path = ''): string => `/projects/${projectId}/money${path}`;

  const account = (more: object = {}): Record<string, string> => ({ bankId: world.parties.bank, number: '2134560104001234567', openedOn: '2026-03-20', ...more });
  const credit = (more: object = {}): Record<string, string> => ({ bookedOn: '2026-04-10', amount: '500,000.00', reference: 'NB20260410001', payer: '儋州滨海置业有限公司', ...more });
  const guarantee = (more: object = {}): Record<string, string> => ({
    form: 'bank-guarantee',
    issuerId: world.parties.bank2,
    number: 'BH-1',
    amount: '1600000',
    receivedOn: '2026-03-20',
    validFrom: '2026-03-18',
    validTo: '2028-03-17',
    irrevocable: 'on',
    onDemand: 'on',
    beneficiary: 'on',
    ...more,
  });
  const page = async (who: Person): Promise<string> => says((await browsers[who].get(at()).expect(200)).text);

  before(async () => {
    world = await openWorld();
    await setParameter(world, 'deposit.baseRate', '2');
    for (const who of ['contractor', 'contractor2', 'bank', 'bank2', 'inspector', 'inspector2', 'supervisor', 'owner', 'housing', 'subcontractor'] as const) browsers[who] = await world.browser(who);
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.dataSource.query('DELETE FROM deposit_instrument');
    projectId = await makeProject(world);
  });

  it('walks from opening to a credit and shows it on the money line', async () => {
    expect(await page('contractor')).to.include('须开立专户').and.include('《工程建设领域农民工工资专用账户管理暂行办法》第六条').and.include('还没有登记工资专户');
    await browsers.contractor.post(at('/account'), account()).expect(303).expect('location', at());
    expect(await page('contractor')).to.include('专户开户已登记').and.include('已开户待备案').and.include('**** 4567');
    await browsers.contractor.post(at('/account/agreement'), agreementForm('2026-03-22')).expect(303);
    await browsers.inspector.post(at('/account/filing'), { filedOn: '2026-04-01' }).expect(303);
    await browsers.bank.post(at('/credits'), credit()).expect(303).expect('location', at());
    const seen = await page('owner');
    expect(seen).to.include('已备案').and.include('已拨 500,000.00').and.include('专户余额 500,000.00').and.include('NB20260410001').and.include('人工费用到账 建设单位 工资专户 500,000.00');
  });

  it('shows every mistake of a form at its place and keeps what was typed', async () => {
    const res = await browsers.contractor.post(at('/account'), account({ bankId: '', number: '12-ab', openedOn: '2026-02-30', branch: '中兴支行' })).expect(422);
    const seen = says(res.text);
    expect(seen).to.include('请填写开户银行').and.include('账号至少 8 个字').and.include('这一天不存在');
    expect(res.text).to.include('value="中兴支行"').and.include('value="12-ab"').and.include('value="2026-02-30"');
    const later = await browsers.contractor.post(at('/account'), account({ number: '1234-abcd', openedOn: '2026-08-21' })).expect(422);
    expect(says(later.text)).to.include('账号应为 8 至 32 位数字').and.include('开户日期不能晚于今天');
  });

  for (const [what, amount, words] of [
    ['three decimals', '1.005', '小数超过两位'],
    ['a negative amount', '-5', '到账金额应大于零'],
    ['zero', '0', '到账金额应大于零'],
    ['more than the limit', '100000000000.01', '超过允许的上限'],
    ['no number', '五百元', '不是金额'],
  ] as const) {
    it(`refuses a credit of ${what}`, async () => {
      await browsers.contractor.post(at('/account'), account()).expect(303);
      const res = await browsers.bank.post(at('/credits'), credit({ amount })).expect(422);
      expect(says(res.text)).to.include(words);
      expect(res.text).to.include(`value="${amount}"`);
    });
  }

  it('a second click on a credit books it once; the same number with another amount is refused', async () => {
    await browsers.contractor.post(at('/account'), account()).expect(303);
    await browsers.bank.post(at('/credits'), credit()).expect(303);
    await browsers.bank.post(at('/credits'), credit()).expect(303);
    const res = await browsers.bank.post(at('/credits'), credit({ amount: '500001' })).expect(422);
    expect(says(res.text)).to.include('这个流水号已经登记过另一笔账');
    const line = (await browsers.bank.get(`/api/v1${at()}`).expect(200)).body as { line: { balance: string } };
    expect(line.line.balance).to.equal('500000.00');
  });

  it('a second click on a filing says why it is refused, though the form is gone', async () => {
    await browsers.contractor.post(at('/account'), account()).expect(303);
    await browsers.contractor.post(at('/account/filing'), { filedOn: '2026-04-01' }).expect(303);
    const res = await browsers.contractor.post(at('/account/filing'), { filedOn: '2026-04-01' }).expect(409);
    expect(says(res.text)).to.include('当前状态是“已备案”，不能备案');
  });

  it('a key sent twice over JSON gives the first answer, and with another body a conflict', async () => {
    await browsers.contractor.api(at('/account'), account()).expect(201);
    const first = await browsers.bank.api(at('/credits'), credit(), { 'Idempotency-Key': 'k1' }).expect(201);
    const again = await browsers.bank.api(at('/credits'), credit(), { 'Idempotency-Key': 'k1' }).expect(201);
    expect(again.body).to.deep.equal(first.body);
    const other = await browsers.bank.api(at('/credits'), credit({ amount: '1' }), { 'Idempotency-Key': 'k1' }).expect(422);
    expect((other.body as { type: string }).type).to.equal('/problems/idempotency-conflict');
  });

  it('answers another firm exactly as for a project that does not exist', async () => {
    await browsers.contractor.api(at('/account'), account()).expect(201);
    for (const path of ['', '/credits', '/ledger', '/deposit']) {
      const foreign = await browsers.contractor2.get(`/api/v1${at(path)}`).expect(404);
      const nowhere = await browsers.contractor2.get(`/api/v1/projects/${absent}/money${path}`).expect(404);
      expect(foreign.body, path).to.deep.equal(nowhere.body);
    }
    for (const [path, body] of [['/account', account()], ['/account/agreement', agreementForm('2026-03-22')], ['/account/filing', { filedOn: '2026-04-01' }], ['/credits', credit()], ['/deposit/guarantee', guarantee()]] as const) {
      const foreign = await browsers.contractor2.api(at(path), body).expect(404);
      const nowhere = await browsers.contractor2.api(`/projects/${absent}/money${path}`, body).expect(404);
      expect(foreign.body, path).to.deep.equal(nowhere.body);
    }
    await browsers.contractor2.get(at('/export')).expect(404);
    await browsers.contractor2.get(at()).expect(404);
  });

  it('lets only the account’s own bank speak of it, also where another bank stands for the deposit', async () => {
    await browsers.contractor.api(at('/account'), account()).expect(201);
    await browsers.contractor.api(at('/deposit/guarantee'), guarantee()).expect(201);
    expect(await page('bank2')).not.to.include('登记人工费用到账');
    const res = await browsers.bank2.api(at('/credits'), credit()).expect(403);
    expect((res.body as { detail: string }).detail).to.equal('这个专户不在您所在的银行');
  });

  it('reckons the deposit before it is assessed, and keeps it once it is', async () => {
    expect(await page('inspector')).to.include('尚未核定，以下按今日的登记推算').and.include('应存金额 1,600,000.00 元').and.include('《工程建设领域农民工工资保证金规定》第十一条').and.include('已逾期');
    await browsers.inspector.post(at('/deposit/assessment')).expect(303);
    expect(await page('inspector')).to.include('保证金已核定').and.include('待存储').and.not.include('尚未核定');
  });

  it('files a guarantee with its checks and shows it as held', async () => {
    const res = await browsers.contractor.post(at('/deposit/guarantee'), guarantee({ irrevocable: '', onDemand: '', beneficiary: '', validTo: '2026-06-01' })).expect(422);
    for (const words of ['保函应为不可撤销', '保函应为见索即付', '受益人应为项目所在地人社部门', '有效期至少 12个月']) expect(says(res.text)).to.include(words);
    await browsers.contractor.post(at('/deposit/guarantee'), guarantee()).expect(303);
    expect(await page('contractor')).to.include('已登记，保证金已足额').and.include('已存储').and.include('BH-1');
    const json = (await browsers.housing.get(`/api/v1${at('/deposit')}`).expect(200)).body as { assessed: { state: string; guarantee: string; short: string }; drawable: { free: string }[] };
    expect(json.assessed).to.include({ state: 'held', guarantee: '1600000.00', short: '0.00' });
    expect(json.drawable.map((d) => d.free)).to.deep.equal(['1600000.00']);
  });

  it('takes a cash deposit from its bank, and says what is still missing', async () => {
    await browsers.contractor.api(at('/account'), account()).expect(201);
    await browsers.bank.post(at('/deposit/cash'), { issuerId: world.parties.bank, number: 'CK-9', amount: '600000', receivedOn: '2026-03-22' }).expect(303);
    expect(await page('bank')).to.include('已登记，尚差 1000000.00 元').and.include('待存储');
  });

  it('exempts with two persons, and the page says who is still missing', async () => {
    await browsers.inspector.post(at('/deposit/exemption'), { reason: '三年无拖欠' }).expect(303);
    expect(await page('inspector2')).to.include('已提出免存').and.include('批准免存');
    const same = await browsers.inspector.post(at('/deposit/exemption'), { reason: '三年无拖欠' }).expect(403);
    expect(says(same.text)).to.include('须由另一人批准');
    await browsers.inspector2.post(at('/deposit/exemption'), { reason: '情况属实' }).expect(303);
    expect(await page('supervisor')).to.include('已免存').and.include('三年无拖欠；情况属实');
  });

  it('exports the ledger without a single worker’s name, and records that it did', async () => {
    await browsers.contractor.api(at('/account'), account()).expect(201);
    await browsers.bank.api(at('/credits'), credit({ purpose: '=HYPERLINK("x")' })).expect(201);
    const res = await browsers.inspector.get(at('/export')).buffer(true).parse((r, done) => {
      const chunks: Buffer[] = [];
      r.on('data', (c: Buffer) => chunks.push(c));
      r.on('end', () => done(null, Buffer.concat(chunks)));
    }).expect(200);
    expect(decodeURIComponent(String(res.headers['content-disposition']))).to.match(/账目-测试安置房项目\d+-2026-08-20\.xlsx/u);
    const text = JSON.stringify(await readWorkbook(res.body as Buffer));
    expect(text).to.include('人工费用到账').and.include('儋州滨海置业有限公司').and.include("'=HYPERLINK");
    const [event] = await world.dataSource.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'ledger.exported' AND project_id = $1`, [projectId]);
    expect(event!.n).to.equal(1);
  });

  it('shows each role only the forms that it may use', async () => {
    await browsers.contractor.api(at('/account'), account()).expect(201);
    const offers = async (who: Person): Promise<string[]> => {
      const { text } = await browsers[who].get(at()).expect(200);
      return ['/account"', '/account/agreement"', '/account/filing"', '/credits"', '/deposit/assessment"', '/deposit/cash"', '/deposit/guarantee"', '/deposit/exemption"', '/export"'].filter((path) => text.includes(at(path))).map((p) => p.slice(0, -1));
    };
    expect(await offers('contractor')).to.deep.equal(['/account/agreement', '/account/filing', '/credits', '/deposit/guarantee', '/export']);
    expect(await offers('bank')).to.deep.equal(['/account/agreement', '/credits', '/deposit/cash', '/export']);
    expect(await offers('inspector')).to.deep.equal(['/account/agreement', '/account/filing', '/deposit/assessment', '/deposit/cash', '/deposit/guarantee', '/deposit/exemption', '/export']);
    expect(await offers('owner')).to.deep.equal(['/account/agreement', '/export']);
    expect(await offers('housing')).to.deep.equal(['/account/agreement', '/export']);
    await browsers.subcontractor.get(at()).expect(403);
  });
});
