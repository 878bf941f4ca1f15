import { expect } from 'chai';
import { makeProject } from '../support/builders.js';
import { says, tags } from '../support/reading.js';
import { approvedSheet, makePayingProject } from '../support/releases.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type World } from '../support/world.js';

describe('the same request again', () => {
  let world: World;
  before(async () => (world = await openWorld({ on: '2026-10-08' })));
  after(() => world.close());

  const credit = { bookedOn: '2026-10-08', amount: '1,234.56', reference: 'F8', payer: '儋州滨海置业有限公司' };
  const credits = async (projectId: string): Promise<number> => {
    const [row] = (await world.dataSource.query(`SELECT count(*)::int AS n FROM journal WHERE project_id = $1 AND kind = 'labour-cost-credited'`, [projectId])) as [{ n: number }];
    return row.n;
  };

  it('fifty times at once has one effect and one answer (F8)', async () => {
    const projectId = await makePayingProject(world, { people: sampleWorkers.slice(0, 2), fund: 0n });
    const before = await credits(projectId);
    const bank = await world.browser('bank');
    const all = await Promise.all(Array.from({ length: 50 }, () => bank.api(`/projects/${projectId}/money/credits`, credit, { 'Idempotency-Key': 'f8' })));
    expect(new Set(all.map((r) => JSON.stringify([r.status, r.body]))).size).to.equal(1);
    expect(all[0]!.status).to.equal(201);
    expect(await credits(projectId)).to.equal(before + 1);
    const other = await bank.api(`/projects/${projectId}/money/credits`, { ...credit, amount: '1,234.57' }, { 'Idempotency-Key': 'f8' }).expect(422);
    expect(other.body).to.include({ type: '/problems/idempotency-conflict' });
    expect(await credits(projectId)).to.equal(before + 1);
  });

  it('is the same also where each of them brings the same code of the second factor', async () => {
    const projectId = await makeProject(world);
    const inspector = await world.browser('inspector');
    const all = await Promise.all(Array.from({ length: 10 }, () => inspector.api(`/projects/${projectId}/money/deposit/exemption`, { reason: '三年无拖欠' }, { 'Idempotency-Key': 'f8-code' })));
    expect(all.map((r) => [r.status, r.body])).to.deep.equal(all.map(() => [200, all[0]!.body]));
    const proposed = (await world.dataSource.query(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'deposit.exemption-proposed' AND project_id = $1`, [projectId])) as unknown;
    expect(proposed).to.deep.equal([{ n: 1 }]);
  });

  it('from a form: a second click leads to where the first led and says what it said', async () => {
    const people = sampleWorkers.slice(0, 2);
    const projectId = await makePayingProject(world, { people, fund: 100_000_00n });
    const sheetId = await approvedSheet(world, projectId, '2026-08', people);
    const contractor = await world.browser('contractor');
    const page = await contractor.get(`/projects/${projectId}/releases`).expect(200);
    const keys = tags(page.text, 'input').filter((i) => i['name'] === '_key').map((i) => i['value']!);
    expect(keys, 'each form has a key of its own').to.have.length.greaterThan(0).and.satisfy((all: string[]) => new Set(all).size === all.length);
    const form = { _key: keys[0]!, sheetId, opinion: '工人已签字，请予支付' };
    const first = await contractor.post(`/projects/${projectId}/releases`, form).expect(303);
    const said = says((await contractor.get(first.headers['location'] as string)).text);
    const again = await contractor.post(`/projects/${projectId}/releases`, form).expect(303);
    expect(again.headers['location']).to.equal(first.headers['location']);
    expect(said).to.match(/已提请支付，编号 ZF-2026-\d+/u);
    expect(says((await contractor.get(again.headers['location'] as string)).text)).to.equal(said);
    const changed = await contractor.post(`/projects/${projectId}/releases`, { ...form, opinion: '改了主意' }).expect(422);
    expect(says(changed.text)).to.include('同一请求此前已经提交过，内容不同');
    expect(tags(changed.text, 'input').some((i) => i['value'] === keys[0]), 'and the form comes back with another key').to.equal(false);
  });

  it('moves no money without a key', async () => {
    const projectId = await makePayingProject(world, { people: sampleWorkers.slice(0, 2), fund: 0n });
    const bank = await world.browser('bank');
    const before = await credits(projectId);
    const machine = await bank.agent.post(`/api/v1/projects/${projectId}/money/credits`).set('X-CSRF-Token', bank.csrf).send(credit).expect(422);
    expect((machine.body as { errors: unknown }).errors).to.deep.equal([{ pointer: '/Idempotency-Key', detail: '资金类操作须带请求号 Idempotency-Key：同一笔业务重试时用同一个' }]);
    const form = await bank.agent.post(`/projects/${projectId}/money/credits`).type('form').send({ _csrf: bank.csrf, ...credit }).expect(422);
    expect(says(form.text)).to.include('页面不完整，请刷新后重新填写');
    expect(await credits(projectId)).to.equal(before);
  });

  it('is another request where the file differs in one byte', async () => {
    const projectId = await makeProject(world);
    const desk = await world.browser('subcontractor');
    const send = (text: string) =>
      desk.agent.post(`/api/v1/projects/${projectId}/roster/import`).set('X-CSRF-Token', desk.csrf).set('Idempotency-Key', 'file').field('partyId', world.parties.subcontractor).field('enteredOn', '2026-10-01').attach('file', Buffer.from(text), '花名册.csv');
    const first = await send('姓名,身份证号码\n');
    const same = await send('姓名,身份证号码\n');
    expect([same.status, same.body]).to.deep.equal([first.status, first.body]);
    if (first.status < 300) await send('姓名,身份证号码 \n').expect(422);
  });

  it('gives a first password again to who asked for it, and keeps it sealed and for ever', async () => {
    const admin = await world.browser('admin');
    const user = { username: 'once', name: '新人', role: 'inspector', organId: world.organs.labour, areaCode: '460400' };
    const first = await admin.api('/users', user, { 'Idempotency-Key': 'user' }).expect(201);
    const again = await admin.api('/users', user, { 'Idempotency-Key': 'user' }).expect(201);
    expect(again.body).to.deep.equal(first.body);
    const { password } = first.body as { password: string };
    const [kept] = (await world.owner.query(`SELECT row_to_json(i)::text AS text, answer FROM idempotency i WHERE key = 'user'`)) as [{ text: string; answer: Buffer }];
    expect(kept.text.includes(password) || kept.answer.includes(password)).to.equal(false);
    const gone = await world.owner.query(`DELETE FROM idempotency WHERE key = 'user'`).catch((error: unknown) => error);
    expect(gone).to.be.instanceOf(Error);
  });
});
