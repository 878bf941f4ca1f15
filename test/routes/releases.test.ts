import { expect } from 'chai';
import { proveLedger } from '../../src/domain/escrow/index.js';
import { dayOf } from '../../src/values/plain-date.js';
import { makeProject } from '../support/builders.js';
import { says, tags } from '../support/reading.js';
import { allPaid, answerFile, approvedRelease, approvedSheet, makePayingProject, overdueDecision, request, sentRelease, sentTo, storeCash } from '../support/releases.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

describe('release pages and API', () => {
  let world: World;
  let projectId: string;
  const browsers = new Map<Person, Browser>();
  const by = (who: Person): Browser => browsers.get(who)!;
  const five = sampleWorkers.slice(0, 5);

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
    await signIn();
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makePayingProject(world, { people: five, fund: 100_000_00n });
  });
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  const signIn = async (): Promise<void> => {
    for (const who of ['contractor', 'contractor2', 'inspector', 'farInspector', 'housing', 'bank', 'bank2', 'subcontractor', 'owner'] as const) browsers.set(who, await world.browser(who));
  };
  const read = async (who: Person, path: string): Promise<string> => says((await by(who).get(path).expect(200)).text);
  const opinion = { opinion: '情况属实,同意' };

  it('walk from the project’s page through four desks to every card', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const project = `/projects/${projectId}/releases`;
    expect(await read('contractor', project)).to.include('2026年8月 儋州众力劳务有限公司').and.include('5 人，25,000.00 元').and.include('专户可用余额 100,000.00 元');
    const asked = await by('contractor').post(project, { sheetId, opinion: '工人已签字,请予支付' }).expect(303);
    const at = asked.headers['location'] as string;
    expect(await read('contractor', at)).to.include('待劳监审核').and.include('已提请支付，编号 ZF-2026-').and.include('由劳动监察机构审核');
    expect(await read('contractor', project), 'what is being paid is no longer offered').to.include('没有可以提请支付的工资表');

    expect(await read('inspector', '/releases')).to.include('待办').and.include('测试安置房项目');
    const desk = await by('inspector').get(at).expect(200);
    expect(tags(desk.text, 'button').filter((b) => b['formaction']?.startsWith(at)).map((b) => b['formaction'])).to.deep.equal([`${at}/agree`, `${at}/return`]);
    await by('inspector').post(`${at}/agree`, opinion).expect(303).expect('location', at);
    expect(await read('inspector', '/releases?tab=done')).to.include('待住建复核');
    await by('housing').post(`${at}/agree`, opinion).expect(303);

    expect(await read('bank', '/releases')).to.match(/待取付款文件 1 /u);
    expect(await read('bank', at)).to.include('取付款文件').and.include('取文件后这次支付即为已发出');
    const taken = await by('bank').post(`${at}/batches`, { profile: 'general-csv' }).expect(303);
    expect(taken.headers['location']).to.equal(`${at}#files`);
    const page = await by('bank').get(at).expect(200);
    expect(says(page.text)).to.include('付款文件已生成 1 份').and.include('待回盘 5 笔');
    const file = tags(page.text, 'a').find((a) => a['href']?.endsWith('/file'))!['href']!;
    const payment = await by('bank').get(file).responseType('blob').expect(200);
    expect(payment.headers['content-disposition']).to.match(/^attachment; filename\*=UTF-8''ZF-2026-\d{4}-1\.csv$/u);
    const batchId = file.split('/')[2]!;
    expect(payment.body as Buffer).to.satisfy((bytes: Buffer) => new TextDecoder('gb18030').decode(bytes).includes(five[0]!.card!));

    const sent = await sentTo(world, batchId);
    const answered = await by('bank').multipart(`${at}/answers`, { batchId, profile: 'general-csv' }, { field: 'file', name: '回盘.csv', bytes: answerFile(sent, (_one, i) => (i === 2 ? { result: '失败', reason: '账户已销户' } : { result: '成功' })) }).expect(303);
    expect(answered.headers['location']).to.equal(`${at}#answers`);
    expect(await read('bank', at)).to.include('回盘共 5 笔，入账 5 笔').and.include('未全部到账').and.include('账户已销户（AC04）').and.include('已到账 4 笔 20,000.00');
    expect(await read('contractor', at)).to.include('更正银行卡').and.include('仅付款银行可取');
    expect(await read('contractor', project)).to.include('其中 1 人为退票后再次支付').and.include('1 人的卡号还没有更正');
    // Of a worker the pages show the name and the last digits only.
    for (const who of ['contractor', 'inspector', 'housing', 'bank'] as const) expect((await by(who).get(at)).text).to.not.include(five[0]!.card!);
  });

  it('show the form again with every mistake and what was typed', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const empty = await by('contractor').post(`/projects/${projectId}/releases`, { opinion: '急' }).expect(422);
    expect(says(empty.text)).to.include('请填写工资表').and.include('提请事由至少 2 个字');
    expect(empty.text).to.include('>急</textarea>');
    const releaseId = await request(world, sheetId);
    const refused = await by('inspector').post(`/releases/${releaseId}/return`, { opinion: '不' }).expect(422);
    expect(says(refused.text)).to.include('办理意见至少 2 个字');
    expect(refused.text).to.include('>不</textarea>');
    const tooSoon = await by('housing').post(`/releases/${releaseId}/agree`, { opinion: '同意支付' }).expect(409);
    expect(says(tooSoon.text)).to.include('当前状态是“待劳监审核”');
    await by('contractor').post(`/releases/${releaseId}/withdraw`, { opinion: '暂不支付' }).expect(303);
    const gone = await by('contractor').post(`/releases/${releaseId}/withdraw`, { opinion: '暂不支付' }).expect(409);
    expect(says(gone.text), 'though its form is gone').to.include('当前状态是“已撤回”');
  });

  it('say how much is missing where the account cannot pay, before and at the second review', async () => {
    const poor = await makePayingProject(world, { people: five, fund: 10_000_00n });
    const releaseId = await request(world, await approvedSheet(world, poor, '2026-08', five));
    expect(await read('inspector', `/releases/${releaseId}`)).to.include('还差 15,000.00 元');
    await by('inspector').post(`/releases/${releaseId}/agree`, opinion).expect(303);
    const refused = await by('housing').post(`/releases/${releaseId}/agree`, opinion).expect(409);
    expect(says(refused.text)).to.include('还差 15,000.00 元');
    const { body } = await by('housing').api(`/releases/${releaseId}/agree`, opinion).expect(409);
    expect(body).to.include({ type: '/problems/insufficient-balance' });
  });

  it('take a second click for what it is', async () => {
    const releaseId = await request(world, await approvedSheet(world, projectId, '2026-08', five));
    await by('inspector').post(`/releases/${releaseId}/agree`, opinion).expect(303);
    await by('inspector').post(`/releases/${releaseId}/agree`, opinion).expect(409);
    await by('housing').post(`/releases/${releaseId}/agree`, opinion).expect(303);
    await by('bank').post(`/releases/${releaseId}/batches`, { profile: 'general-csv' }).expect(303);
    const again = await by('bank').post(`/releases/${releaseId}/batches`, { profile: 'general-text' }).expect(303);
    expect(says((await by('bank').get(again.headers['location'] as string)).text)).to.include('仍是同一份');
  });

  it('answer for what is not one’s own exactly as for what does not exist', async () => {
    const releaseId = await approvedRelease(world, await approvedSheet(world, projectId, '2026-08', five));
    const { batchIds } = await (async () => {
      const other = await makePayingProject(world, { people: five });
      return sentRelease(world, await approvedSheet(world, other, '2026-08', five));
    })();
    const absent = '00000000-0000-7000-8000-000000000000';
    const strangers: readonly (readonly [Person, string])[] = [
      ['contractor2', `/releases/:id`],
      ['farInspector', `/releases/:id`],
      ['bank2', `/releases/:id`],
      ['bank2', `/api/v1/releases/:id`],
      ['bank2', `/api/v1/releases/:id/lines`],
    ];
    for (const [who, pattern] of strangers) {
      const theirs = await by(who).get(pattern.replace(':id', releaseId)).expect(404);
      const none = await by(who).get(pattern.replace(':id', absent)).expect(404);
      expect(says(theirs.text).replaceAll(releaseId, ''), `${who} ${pattern}`).to.equal(says(none.text).replaceAll(absent, ''));
    }
    for (const path of ['agree', 'return', 'withdraw', 'batches']) {
      const who = path === 'agree' || path === 'return' ? 'farInspector' : path === 'withdraw' ? 'contractor2' : 'bank2';
      const body = path === 'batches' ? { profile: 'general-csv' } : opinion;
      expect((await by(who).api(`/releases/${releaseId}/${path}`, body)).body).to.deep.equal((await by(who).api(`/releases/${absent}/${path}`, body)).body);
    }
    await by('bank2').get(`/batches/${batchIds[0]!}/file`).expect(404);
    await by('inspector').get(`/batches/${batchIds[0]!}/file`).expect(403);
    expect((await by('contractor2').get('/api/v1/releases?tab=all').expect(200)).body).to.deep.equal({ rows: [], total: 0 });
    await by('subcontractor').get('/releases').expect(403);
    await by('owner').get(`/releases/${releaseId}`).expect(403);
  });

  it('refuse a bank’s file that is not sound, whole, with every problem, and a file of another kind', async () => {
    const { releaseId, batchIds } = await sentRelease(world, await approvedSheet(world, projectId, '2026-08', five));
    const at = `/releases/${releaseId}/answers`;
    const upload = (bytes: Buffer, name = '回盘.csv') => by('bank').multipart(at, { batchId: batchIds[0]!, profile: 'general-csv' }, { field: 'file', name, bytes });
    const sent = await sentTo(world, batchIds[0]!);
    const text = new TextDecoder('gb18030').decode(answerFile(sent, allPaid));
    const res = await upload(Buffer.from(text.replace('25000.00', '25001.00').replace(',5000.00,', ',5000.001,'), 'utf8')).expect(422);
    expect(says(res.text)).to.include('小数超过两位').and.include('总金额');
    expect(says((await upload(Buffer.from('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'), '回盘.xml').expect(422)).text)).to.include('另存为 xlsx 再上传');
    await upload(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])).expect(422);
    expect(says((await upload(Buffer.from('甲,乙\r\n1,2\r\n')).expect(422)).text)).to.include('没有找到银行回盘文件的表头');
    const none = await by('bank').post(at, { batchId: batchIds[0]!, profile: 'general-csv' }).expect(422);
    expect(says(none.text)).to.include('请选择文件');
    const [row] = await world.dataSource.query<[{ n: number }]>('SELECT count(*)::int AS n FROM bank_answer WHERE batch_id = $1', [batchIds[0]]);
    expect(row.n).to.equal(0);
    // Set aside, not refused: the file is sound, one line of it is not ours.
    const strange = await upload(answerFile(sent, (_one, i) => (i === 0 ? { result: '成功', amountFen: 1n } : { result: '成功' }))).expect(303);
    expect(strange.headers['location']).to.equal(`/releases/${releaseId}#answers`);
    expect(await read('bank', `/releases/${releaseId}`)).to.include('挂起 1 笔').and.include('金额 0.01 与发出的 5000.00 不一致');
    expect(await read('bank', '/releases?tab=all&stage=set-aside')).to.include('测试安置房项目');
  });

  it('draw on the deposit: requested on the project’s page, noticed, served on the paper’s page, then paid', async function () {
    this.timeout(60_000);
    const site = await makePayingProject(world, { people: five, fund: 0n });
    for (const month of ['2026-06', '2026-07']) await approvedSheet(world, site, month, five);
    await storeCash(world, site, 30_000_00n);
    const caseId = await overdueDecision(world, site, ['2026-06', '2026-07']);
    // The weeks have ended every session.
    await signIn();
    const page = `/projects/${site}/releases`;
    expect(await read('contractor', page)).to.include('动用保证金').and.include('30,000.00 元').and.include('2026年6月');
    const wanted = `caseId=${caseId}&sources=deposit&periods=2026-06&periods=2026-07`;
    const plan = await read('contractor', `${page}/draw?${wanted}`);
    expect(plan).to.include('保证金不足').and.include('50,000.00').and.include('20,000.00').and.include('3,000.00').and.include('提请动用 30,000.00 元');
    const moved = await by('contractor').post(`${page}/draw?${wanted}`, { caseId, sources: 'deposit', periods: ['2026-06', '2026-07'], expected: '50000.00', opinion: '提请动用保证金支付' }).expect(409);
    expect(says(moved.text), 'the plan is shown again, with what was typed').to.include('动用金额已经变为 30000.00 元').and.include('提请动用保证金支付').and.include('提请动用 30,000.00 元');
    const asked = await by('contractor').post(`${page}/draw`, { caseId, sources: 'deposit', periods: '2026-06', expected: '25000.00', opinion: '提请动用' }).expect(303);
    const at = asked.headers['location'] as string;
    await by('inspector').post(`${at}/agree`, opinion).expect(303);
    await by('housing').post(`${at}/agree`, opinion).expect(303);
    expect(await read('bank', at), 'no file before the notice').to.include('由劳动监察机构制发').and.not.include('取文件后这次支付即为已发出');
    expect(await read('inspector', at)).to.include('制发支付通知书');
    await by('inspector').post(`${at}/notice`).expect(303);
    const detail = await by('inspector').get(at).expect(200);
    const paper = tags(detail.text, 'a').find((a) => /^\/papers\/[\w-]+$/u.test(a['href'] ?? ''))!['href']!;
    await by('inspector').post(`${paper}/service`, { mode: 'direct', outcome: 'served', attemptedOn: dayOf(world.clock.now), place: '银行营业部', receivedBy: '值班经理', relation: '收件岗位', coServerId: world.actors.inspector2.id! }).expect(303);
    expect(await read('bank', at)).to.include('银行付款期限').and.include('5 个工作日后到期').and.include('取付款文件');
    await by('bank').post(`${at}/batches`, { profile: 'general-text' }).expect(303);
    const form = await by('inspector').post(`${at}/form`).expect(303);
    expect(form.headers['location']).to.match(/^\/papers\/[\w-]+\/pdf$/u);
    const pdf = await by('inspector').get(form.headers['location'] as string).expect(200);
    expect((pdf.body as Buffer).subarray(0, 5).toString()).to.equal('%PDF-');
  });

  it('speak JSON alike', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const offers = await by('contractor').get(`/api/v1/projects/${projectId}/releases`).expect(200);
    expect((offers.body as { sheets: { id: string; amount: string }[]; free: string })).to.deep.include({ free: '100000.00' });
    const made = await by('contractor').api(`/projects/${projectId}/releases`, { sheetId, opinion: '提请支付' }, { 'Idempotency-Key': 'r-1' }).expect(201);
    const again = await by('contractor').api(`/projects/${projectId}/releases`, { sheetId, opinion: '提请支付' }, { 'Idempotency-Key': 'r-1' }).expect(201);
    expect(again.body).to.deep.equal(made.body);
    const { releaseId, number } = made.body as { releaseId: string; number: string };
    const one = (await by('inspector').get(`/api/v1/releases/${releaseId}`).expect(200)).body as { number: string; amount: string; actions: string[]; steps: { opinion: string }[] };
    expect(one).to.deep.include({ number, amount: '25000.00', actions: ['labour-review', 'return', 'assign'] });
    const lines = (await by('inspector').get(`/api/v1/releases/${releaseId}/lines?size=2`).expect(200)).body as { total: number; rows: Record<string, unknown>[] };
    expect(lines.total).to.equal(5);
    expect(lines.rows).to.have.length(2);
    expect(Object.keys(lines.rows[0]!)).to.not.include('cardSealed').and.not.include('cardIndex');
    await by('inspector').get('/api/v1/releases?tab=nonsense').expect(422);
  });

  it('have nothing to offer on a project without sheets, and download what the filter shows', async () => {
    const bare = await makeProject(world);
    expect(await read('contractor', `/projects/${bare}/releases`)).to.include('还没有在用的工资专户').and.include('没有可以提请支付的工资表').and.include('本项目还没有支付申请');
    expect(await read('housing', `/projects/${bare}/releases`)).to.not.include('提请支付 从工资专户');
    const res = await by('inspector').get('/releases/export?tab=all').expect(200);
    expect(res.headers['content-disposition']).to.include('2026-');
  });
});
