import { expect } from 'chai';
import { claimsOf } from '../../src/domain/cases/index.js';
import { closeWorker } from '../../src/notices/index.js';
import { makeProject } from '../support/builders.js';
import { fileCase, makeFinding, orderCorrection, serveNow } from '../support/cases.js';
import { employ, readingOf, submitApproved } from '../support/payroll.js';
import { says } from '../support/reading.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type Browser, type World } from '../support/world.js';

describe('cases over HTTP', () => {
  let world: World;
  let inspector: Browser;
  let supervisor: Browser;
  let projectId: string;
  before(async () => {
    world = await openWorld({ on: '2026-09-28' });
    inspector = await world.browser('inspector');
    supervisor = await world.browser('supervisor');
  });
  after(async () => {
    await closeWorker();
    await world.close();
  });
  beforeEach(async () => {
    world.clock.on('2026-09-28');
    projectId = await makeProject(world);
  });

  /** What a form on a page would send: its fields as they stand. */
  function fieldsOf(html: string, action: string): Record<string, string | string[]> {
    const form = new RegExp(`<form[^>]*action="${action}"[\\s\\S]*?</form>`, 'u').exec(html)?.[0] ?? '';
    const sent: Record<string, string[]> = {};
    const add = (name: string, value: string): void => void (sent[name] = [...(sent[name] ?? []), decode(value)]);
    for (const [tag] of form.matchAll(/<input\b[^>]*>/gu)) {
      const of = (name: string): string | undefined => new RegExp(`\\b${name}(?:="([^"]*)")?(?=[\\s/>])`, 'u').exec(tag)?.[1];
      const type = of('type') ?? 'text';
      if ((type === 'checkbox' || type === 'radio') && !/\schecked\b/u.test(tag)) continue;
      if (type !== 'file' && of('name') !== '_csrf') add(of('name')!, of('value') ?? '');
    }
    for (const [, name, inner] of form.matchAll(/<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/gu)) {
      const options = [...inner!.matchAll(/<option\b([^>]*)>/gu)].map((o) => o[1]!);
      const chosen = options.find((o) => /\bselected\b/u.test(o)) ?? options[0]!;
      add(name!, /value="([^"]*)"/u.exec(chosen)?.[1] ?? '');
    }
    for (const [, name, inner] of form.matchAll(/<textarea\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/gu)) add(name!, inner!);
    return Object.fromEntries(Object.entries(sent).map(([k, v]) => [k, v.length === 1 ? v[0]! : v]));
  }
  const decode = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const location = (res: { headers: Record<string, unknown> }): string => String(res.headers['location']);

  it('three clicks lead from the workbench to an issued order: 立案 at the project, 立案, 签发, with nothing typed', async () => {
    await employ(world, projectId);
    await submitApproved(world, projectId, '2026-08', { reading: readingOf(sampleWorkers.slice(0, 3), () => 500_000n) });
    await inspector.api(`/projects/${projectId}/scan`).expect(200);
    const bench = await inspector.get('/workbench').expect(200);
    expect(bench.text).to.include(`href="/projects/${projectId}/cases"`);

    const tab = await inspector.get(`/projects/${projectId}/cases`).expect(200);
    expect(says(tab.text)).to.include('R-PAY-01').and.include('《保障农民工工资支付条例》第十二条');
    const opened = await inspector.post(`/projects/${projectId}/cases`, fieldsOf(tab.text, `/projects/${projectId}/cases`)).expect(303);
    const file = await inspector.get(location(opened)).expect(200);
    expect(says(file.text)).to.include('拖欠清单列入 3 人、15,000.00 元').and.include('分包单位拖欠的工资由施工总承包单位先行清偿');
    const issued = await inspector.post(`${location(opened)}/correction`, fieldsOf(file.text, `${location(opened)}/correction`)).expect(303);
    const paper = await inspector.get(location(issued)).expect(200);
    expect(says(paper.text)).to.include('限期改正指令书 儋人社监令〔2026〕').and.include('待送达').and.include('海南宏基建设工程有限公司');
    const pdf = await inspector.get(`${location(issued)}/pdf`).buffer(true).expect(200).expect('Content-Type', 'application/pdf');
    const again = await inspector.get(`${location(issued)}/pdf`).buffer(true);
    expect((pdf.body as Buffer).subarray(0, 5).toString()).to.equal('%PDF-');
    expect((pdf.body as Buffer).equals(again.body as Buffer)).to.equal(true);
    expect(pdf.headers['content-disposition']).to.match(/^inline; filename\*=UTF-8''/u);
  });

  it('the same walk over JSON, to the end', async () => {
    await employ(world, projectId);
    await submitApproved(world, projectId, '2026-08', { reading: readingOf(sampleWorkers.slice(0, 2), () => 500_000n) });
    const opened = await inspector.api(`/projects/${projectId}/cases`, { partyId: world.parties.contractor, coHandlerId: world.actors.inspector2.id, periods: ['2026-08'] }).expect(201);
    const { caseId, number, claims } = opened.body as { caseId: string; number: string; claims: object };
    expect(claims).to.deep.equal({ claims: 2, workers: 2, amount: '10000.00' });
    const order = await inspector.api(`/cases/${caseId}/correction`, { partyId: world.parties.contractor, facts: '没有按月支付工资', demands: '足额支付', termDays: 5 }).expect(201);
    const { paperId } = order.body as { paperId: string };
    const served = await inspector.api(`/papers/${paperId}/service`, { mode: 'direct', outcome: 'served', attemptedOn: '2026-09-28', place: '项目部', receivedBy: '王某', relation: '法定代表人', coServerId: world.actors.inspector2.id }).expect(200);
    expect((served.body as { servedOn: string }).servedOn).to.equal('2026-09-28');
    const read = await inspector.get(`/api/v1/cases/${caseId}`).expect(200);
    expect((read.body as { number: string; state: string; dueOn: string; orders: { dueOn: string; amount: string }[] })).to.deep.include({ number, state: 'correction', dueOn: '2026-10-10' });
    expect((read.body as { orders: { amount: string }[] }).orders[0]!.amount).to.equal('10000.00');
    const early = await inspector.api(`/cases/${caseId}/orders/${paperId}/verify`, { result: 'missed', note: '现场核查没有支付' }).expect(422);
    expect((early.body as { errors: { pointer: string }[] }).errors.map((e) => e.pointer)).to.deep.equal(['/result']);
    world.clock.on('2026-10-12');
    // Twelve hours end a session.
    [inspector, supervisor] = [await world.browser('inspector'), await world.browser('supervisor')];
    await inspector.api(`/cases/${caseId}/orders/${paperId}/verify`, { result: 'missed', note: '现场核查没有支付' }).expect(200);
    const decision = { facts: '逾期没有支付', evidence: '工资支付表', statement: '没有提出陈述申辩', payWay: '支付到本人账户', termDays: 5 };
    await inspector.api(`/cases/${caseId}/decision`, decision).expect(403);
    const decided = await supervisor.api(`/cases/${caseId}/decision`, decision).expect(201);
    expect((decided.body as { title: string }).title).to.equal('行政处理决定书');
    const listed = await supervisor.get(`/api/v1/cases?state=decision&q=${encodeURIComponent(number)}`).expect(200);
    expect((listed.body as { total: number }).total).to.equal(1);
  });

  it('a form with mistakes comes back with all of them and what was typed', async () => {
    const { caseId } = await fileCase(world, projectId);
    const wrong = await inspector.post(`/cases/${caseId}/correction`, { partyId: world.parties.contractor, facts: '', demands: '', termDays: '0' }).expect(422);
    expect(says(wrong.text)).to.include('有 3 处需要改正').and.include('请填写违法事实').and.include('请填写改正事项').and.include('期限（工作日）应为 1 至 90 的整数');
    expect(wrong.text).to.include('value="0"');
    const date = await inspector.post(`/cases/${caseId}/inquiry`, { partyId: world.parties.contractor, matter: '拖欠工资', attendOn: '2026-10-01', attendAt: '26:00', place: '302 室', attendee: '王某', documents: '营业执照' }).expect(422);
    expect(says(date.text)).to.include('到场日期是休息日').and.include('到场时间请填写如 09:30');
    expect(date.text).to.include('<details class="fold" open').and.include('value="302 室"');
    const open = await inspector.post(`/projects/${projectId}/cases`, { partyId: world.parties.bank, coHandlerId: world.actors.inspector.id!, facts: '写过的案情' }).expect(422);
    expect(says(open.text)).to.include('当事单位不在这个项目上').and.include('须有两名监察员共同办理').and.include('写过的案情');
    const [count] = (await world.dataSource.query('SELECT count(*)::int AS n FROM case_order WHERE case_id = $1', [caseId])) as [{ n: number }];
    expect(count.n).to.equal(0);
  });

  it('what the state does not allow is said on the page, and nothing changes', async () => {
    const { caseId } = await fileCase(world, projectId);
    const decided = await supervisor.post(`/cases/${caseId}/decision`, { facts: 'x', evidence: 'x', statement: '没有提出申辩', payWay: 'x', termDays: '5' }).expect(409);
    expect(says(decided.text)).to.include('当前状态是“已立案”，不能作出行政处理决定');
    expect(await world.as('inspector', (work) => claimsOf(work, caseId))).to.deep.equal([]);
  });

  it('claims are typed, refused twice, dropped and exported with a record', async () => {
    await employ(world, projectId);
    const { caseId } = await fileCase(world, projectId);
    const claim = { idNumber: sampleWorkers[0]!.idNumber, period: '2026-08', amount: '8,500.00' };
    await inspector.post(`/cases/${caseId}/claims`, claim).expect(303);
    const twice = await inspector.post(`/cases/${caseId}/claims`, claim).expect(422);
    expect(says(twice.text)).to.include('2026年8月的工资已经列入');
    const page = await inspector.get(`/cases/${caseId}`).expect(200);
    expect(says(page.text)).to.include(sampleWorkers[0]!.name).and.include('8,500.00');
    expect(page.text).to.not.include(sampleWorkers[0]!.idNumber);
    await inspector.get(`/cases/${caseId}/claims/export`).buffer(true).expect(200);
    const [claimRow] = await world.as('inspector', (work) => claimsOf(work, caseId));
    await inspector.post(`/cases/${caseId}/claims/${claimRow!.id}/drop`).expect(303);
    await inspector.post(`/cases/${caseId}/claims/${claimRow!.id}/drop`).expect(404);
    const events = (await world.dataSource.query(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`, [caseId])) as { action: string }[];
    expect(events.map((e) => e.action)).to.deep.equal(['case.opened', 'case.claim-added', 'case.claims-exported', 'case.claim-dropped']);
  });

  it('a case of another city answers like one that does not exist, on every address', async () => {
    const { caseId } = await fileCase(world, projectId, { findingIds: [await makeFinding(world, projectId)] });
    const { paperId } = await orderCorrection(world, caseId);
    await serveNow(world, paperId, '2026-09-28');
    const far = await world.browser('farInspector');
    const absent = '01990000-0000-7000-8000-000000000000';
    const gets = ['/cases/ID', '/api/v1/cases/ID', '/cases/ID/claims/export', '/papers/PAPER', '/papers/PAPER/pdf', '/api/v1/papers/PAPER', '/projects/PROJECT/cases', '/api/v1/projects/PROJECT/cases'];
    const fill = (path: string, real: boolean): string => path.replace('ID', real ? caseId : absent).replace('PAPER', real ? paperId : absent).replace('PROJECT', real ? projectId : absent);
    for (const path of gets) {
      const [there, nowhere] = [await far.get(fill(path, true)).expect(404), await far.get(fill(path, false)).expect(404)];
      expect(there.text, path).to.equal(nowhere.text);
    }
    const posts: [string, object][] = [
      ['/cases/ID/correction', { partyId: world.parties.contractor, facts: 'x', demands: 'x', termDays: 1 }],
      ['/cases/ID/inquiry', { partyId: world.parties.contractor, matter: 'x', attendOn: '2026-10-12', attendAt: '09:00', place: 'x', attendee: 'x', documents: 'x' }],
      ['/cases/ID/claims/take', { periods: ['2026-08'] }],
      ['/cases/ID/claims', { idNumber: sampleWorkers[0]!.idNumber, period: '2026-08', amount: '1' }],
      ['/cases/ID/orders/PAPER/verify', { result: 'met', note: '已经支付' }],
      ['/papers/PAPER/service', { mode: 'direct', outcome: 'served', attemptedOn: '2026-09-28', place: 'x', receivedBy: 'x', relation: 'x', coServerId: world.actors.inspector2.id }],
      ['/projects/PROJECT/cases', { partyId: world.parties.contractor, coHandlerId: world.actors.inspector2.id }],
    ];
    for (const [path, body] of posts) {
      const [there, nowhere] = [await far.api(fill(path, true), body).expect(404), await far.api(fill(path, false), body).expect(404)];
      expect(there.text, path).to.equal(nowhere.text);
    }
  });

  it('an order of one case is not verified through another', async () => {
    const { caseId } = await fileCase(world, projectId);
    const { paperId } = await orderCorrection(world, caseId);
    await serveNow(world, paperId, '2026-09-28');
    const other = await fileCase(world, projectId);
    await inspector.api(`/cases/${other.caseId}/orders/${paperId}/verify`, { result: 'met', note: '已经支付' }).expect(404);
  });

  it('firms and other desks have no cases; the list filters and exports', async () => {
    await fileCase(world, projectId, { cause: '独一无二的案由' });
    for (const who of ['contractor', 'bank', 'housing', 'admin', 'department'] as const) await (await world.browser(who)).get('/cases').expect(403);
    const list = await inspector.get(`/cases?q=${encodeURIComponent('独一无二')}&mine=on&sort=due&direction=asc`).expect(200);
    expect(says(list.text)).to.include('共 1 条').and.include('60 个工作日后到期');
    const wrong = await inspector.get('/cases?state=nonsense').expect(422);
    expect(says(wrong.text)).to.include('状态不在可选范围内');
    await inspector.get(`/cases/export?q=${encodeURIComponent('独一无二')}`).buffer(true).expect(200);
  });
});
