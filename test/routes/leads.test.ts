import { expect } from 'chai';
import { says } from '../support/reading.js';
import { openWorld, type Browser, type World } from '../support/world.js';

describe('leads over HTTP', () => {
  let world: World;
  let guest: Browser;
  let inspector: Browser;
  before(async () => {
    world = await openWorld();
    guest = await world.stranger();
  });
  after(() => world.close());
  /** The limits count by address, and every test comes from the same one. */
  beforeEach(async () => {
    world.clock.now = new Date(world.clock.now.getTime() + 11 * 60_000);
    inspector = await world.browser('inspector');
  });

  const complaint = { name: '张三丰', phone: '138 0000 1111', employer: '某某劳务', place: '安居房工地', areaCode: '460400100', amount: '7,200', workers: '', periodFrom: '2026-06', periodTo: '2026-07', content: '六月、七月的工资\r\n没有发' };
  const complain = async (): Promise<{ number: string; code: string }> => (await guest.api('/complaint', complaint).expect(201)).body as { number: string; code: string };

  it('a worker complains on one page without a script and gets number and code once', async () => {
    const form = await guest.get('/complaint').expect(200);
    expect(says(form.text)).to.include('您的身份保密').and.include('那大镇');
    const sent = await guest.post('/complaint', complaint).expect(303);
    expect(sent.headers['location']).to.equal('/complaint/follow');
    const page = says((await guest.get('/complaint/follow').expect(200)).text);
    const number = /TS\d{8}\u2011\w{5}/u.exec(page)?.[0];
    const code = /查询码是 (\w{5}\u2011\w{5})/u.exec(page)?.[1];
    expect(page).to.include('投诉已收到');
    expect(says((await guest.get('/complaint/follow').expect(200)).text)).to.not.include(code!);
    await guest.post('/complaint/follow', { number: number!, code: code! }).expect(303);
    expect(says((await guest.get('/complaint/follow').expect(200)).text)).to.include('待受理').and.include('前答复您是否受理');
  });

  it('all mistakes come back at once, with what was typed', async () => {
    const wrong = await guest.post('/complaint', { ...complaint, name: '', phone: '12345', amount: '很多', workers: '两个', periodTo: '2026-13', content: '没' }).expect(422);
    expect(says(wrong.text)).to.include('有 6 处需要改正').and.include('请填写您的姓名').and.include('手机号码应为 11 位').and.include('情况说明至少 5 个字');
    for (const kept of ['value="12345"', 'value="很多"', 'value="两个"', 'value="某某劳务"']) expect(wrong.text).to.include(kept);
    const dates = await guest.post('/complaint', { ...complaint, periodFrom: '2026-07', periodTo: '2026-06' }).expect(422);
    expect(says(dates.text)).to.include('截止月份早于起始月份');
  });

  it('a wrong code and a number that does not exist get the same page, and neither stands in an address', async () => {
    const { number } = await complain();
    const wrong = await guest.post('/complaint/follow', { number, code: 'AAAAA-AAAAA' }).expect(422);
    const absent = await guest.post('/complaint/follow', { number: 'TS20260820-ZZZZZ', code: 'AAAAA-AAAAA' }).expect(422);
    expect(absent.text.replace('TS20260820-ZZZZZ', number)).to.equal(wrong.text);
    expect(says(wrong.text)).to.include('投诉编号或查询码不对');
    const json = await guest.api('/complaint/follow', { number, code: 'AAAAA-AAAAA' }).expect(422);
    expect((json.body as { type: string }).type).to.equal('/problems/invalid');
    await guest.get(`/complaint/follow?number=${number}&code=x`).expect(422);
  });

  it('tries are counted though they fail, and end in 429', async () => {
    const { number } = await complain();
    for (let i = 0; i < 10; i += 1) await guest.api('/complaint/follow', { number, code: 'AAAAA-AAAAA' }).expect(422);
    const last = await guest.post('/complaint/follow', { number, code: 'AAAAA-AAAAA' }).expect(429);
    expect(says(last.text)).to.include('尝试次数过多');
  });

  it('staff see it with its term, masked; reveal it with a purpose; and answer', async () => {
    const { number, code } = await complain();
    const list = await inspector.get(`/leads?q=${number}`).expect(200);
    expect(says(list.text)).to.include(number).and.include('5 个工作日后到期').and.include('7,200.00');
    const leadId = /href="\/leads\/([0-9a-f-]{36})"/u.exec(list.text)![1]!;
    const page = await inspector.get(`/leads/${leadId}`).expect(200);
    expect(says(page.text)).to.include('张**').and.include('138****1111').and.include('六月、七月的工资 没有发');
    expect(page.text).to.not.include('张三丰').and.not.include('13800001111');
    const noPurpose = await inspector.post(`/leads/${leadId}/reveal`, { purpose: '' }).expect(422);
    expect(says(noPurpose.text)).to.include('请填写查看用途');
    await inspector.post(`/leads/${leadId}/reveal`, { purpose: 'complaint' }).expect(303);
    expect((await inspector.get(`/leads/${leadId}`)).text).to.include('张三丰').and.include('13800001111').and.include('用途：核实投诉举报');
    expect((await (await world.browser('inspector2')).get(`/leads/${leadId}`)).text).to.not.include('张三丰');
    await inspector.post(`/leads/${leadId}/accept`, { projectId: '' }).expect(303);
    const early = await inspector.post(`/leads/${leadId}/close`, { outcome: '', answer: '好' }).expect(422);
    expect(says(early.text)).to.include('请填写核处结论').and.include('答复至少 5 个字');
    await inspector.post(`/leads/${leadId}/close`, { outcome: 'paid', answer: '已督促支付，请查收' }).expect(303);
    const again = await inspector.post(`/leads/${leadId}/close`, { outcome: 'paid', answer: '已督促支付，请查收' }).expect(409);
    expect(says(again.text)).to.include('不能办结');
    expect((await guest.api('/complaint/follow', { number, code }).expect(200)).body).to.deep.nested.include({ 'lead.state': 'closed', 'lead.answer': '已督促支付，请查收' });
  });

  it('leads of another city answer like those that do not exist; firms have none', async () => {
    const { number } = await complain();
    const [{ id }] = (await world.dataSource.query('SELECT id FROM lead WHERE number = $1', [number])) as [{ id: string }];
    const far = await world.browser('farInspector');
    const absent = '01990000-0000-7000-8000-000000000000';
    for (const path of ['/leads/ID', '/api/v1/leads/ID']) expect((await far.get(path.replace('ID', id)).expect(404)).text).to.equal((await far.get(path.replace('ID', absent)).expect(404)).text);
    for (const [action, body] of [['accept', {}], ['refuse', { reason: '超过两年时效' }], ['close', { outcome: 'paid', answer: '已经支付' + '了' }], ['transfer', { organId: world.organs.court, reason: '诉讼中' }], ['reveal', { purpose: 'case' }]] as const) {
      expect((await far.api(`/leads/${id}/${action}`, body).expect(404)).text, action).to.equal((await far.api(`/leads/${absent}/${action}`, body).expect(404)).text);
    }
    for (const who of ['contractor', 'bank', 'owner', 'housing', 'admin'] as const) await (await world.browser(who)).get('/leads').expect(403);
  });

  it('a case is opened from it on its project', async () => {
    const { makeProject } = await import('../support/builders.js');
    const projectId = await makeProject(world);
    const received = await inspector.api('/leads', { channel: 'visit', areaCode: '460400100', employer: '某某劳务', place: '工地', content: '来访反映欠薪', projectId, workers: 12 }).expect(201);
    const { leadId, number } = received.body as { leadId: string; number: string };
    expect((await inspector.get(`/leads/${leadId}`)).text).to.include(`/projects/${projectId}/cases?lead=${leadId}`);
    expect(says((await inspector.get(`/projects/${projectId}/cases?lead=${leadId}`).expect(200)).text)).to.include(`线索 ${number} 将随立案办结`);
    await inspector.post(`/projects/${projectId}/cases`, { leadId, partyId: world.parties.subcontractor, coHandlerId: world.actors.inspector2.id! }).expect(303);
    expect(says((await inspector.get(`/leads/${leadId}`)).text)).to.include('立案调查').and.match(/儋人社监案〔2026〕\d+号/u);
  });
});
