import { expect } from 'chai';
import { makeBatch, setBankFileAside, receiveBankFile } from '../../src/domain/releases/index.js';
import { dispatch } from '../../src/jobs/dispatch-payments.js';
import { paths } from '../../src/routes/paths.js';
import { Refusal } from '../../src/values/refusal.js';
import { folderDesk, systemDoor, type Desk } from '../support/dispatch.js';
import { approvedRelease, approvedSheet, makePayingProject } from '../support/releases.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type Browser, type Person, type World } from '../support/world.js';

const people = sampleWorkers.slice(0, 4);

describe('the pages of sending payments', () => {
  let world: World;
  let desk: Desk;
  let batchId: string;
  let number: string;
  const browsers = new Map<Person, Browser>();
  const at = async (who: Person): Promise<Browser> => {
    const known = browsers.get(who) ?? (await world.browser(who));
    browsers.set(who, known);
    return known;
  };
  const text = async (who: Person, address: string): Promise<string> => (await (await at(who)).get(address).expect(200)).text.replaceAll(/<[^>]+>/gu, ' ');

  before(async () => {
    world = await openWorld();
    const projectId = await makePayingProject(world, { people });
    desk = await folderDesk(world);
    const releaseId = await approvedRelease(world, await approvedSheet(world, projectId, '2026-07', people));
    ({ batchId, number } = (await world.as('bank', (work) => makeBatch(work, releaseId, 'general-csv'))).batches[0]!);
  });
  after(async () => {
    desk.close();
    await world.close();
  });

  it('show what waits in the queue, to whom it concerns and to no other bank', async () => {
    expect(await text('supervisor', paths.dispatch)).to.include(number);
    expect(await text('bank', paths.dispatch)).to.include(number);
    expect(await text('bank2', paths.dispatch)).to.not.include(number);
    await (await at('bank2')).get(paths.batch(batchId)).expect(404);
    await (await at('farInspector')).get(paths.batch(batchId)).expect(404);
    await (await at('contractor')).get(paths.dispatch).expect(403);
  });

  it('pause with a reason and go on by two people; what was typed stays where it was refused', async () => {
    const supervisor = await at('supervisor');
    const refused = await supervisor.post(paths.dispatchPause, { reason: '' }).expect(422);
    expect(refused.text).to.include('暂停的原因');
    await supervisor.post(paths.dispatchPause, { reason: '银行通知系统升级' }).expect(303);
    expect(await text('admin', paths.dispatch)).to.include('银行通知系统升级');
    expect((await desk.round()).sent).to.equal(0);
    await supervisor.post(paths.dispatchResume, { note: '银行升级完成', findings: '0' }).expect(303);
    await supervisor.api(paths.dispatchResumeConfirm).expect(403);
    await (await at('supervisor2')).post(paths.dispatchResumeConfirm).expect(303);
  });

  it('list a batch in doubt until two people have decided it on the bank’s written word', async () => {
    const broken = { ...desk.exchange, wire: () => ({ ...desk.exchange.wire({ kind: 'folder', place: 'nonghang', secret: undefined, wireSeconds: 1 }), send: () => Promise.reject(new Error('ECONNRESET')) }) };
    await dispatch(systemDoor(world), broken);
    const { body } = await (await at('supervisor')).get(`/api/v1${paths.dispatch}`).expect(200);
    expect((body as { items: object[] }).items).to.have.lengthOf(1).with.nested.property('[0]').that.includes({ kind: 'in-doubt', batchId, lines: 4, why: 'ECONNRESET' });

    const bank = await at('bank');
    const file = { field: 'statement', name: '证明.pdf', bytes: Buffer.from('%PDF-1.4') };
    const refused = await bank.multipart(paths.batchDecisions(batchId), { outcome: 'not-paid', opinion: '', payments: '' }, file).expect(422);
    expect(refused.text).to.include('说明').and.match(/value="not-paid"[^>]*checked|checked[^>]*value="not-paid"/u);
    await bank.multipart(paths.batchDecisions(batchId), { outcome: 'not-paid', opinion: '银行没有收到', payments: '' }, file).expect(303);

    const page = await (await at('supervisor')).get(paths.batch(batchId)).expect(200);
    const decisionId = /decisions\/([0-9a-f-]{36})\/confirm/u.exec(page.text)![1]!;
    const shown = await (await at('supervisor')).get(paths.decisionStatement(batchId)(decisionId)).expect(200);
    expect(shown.body.toString()).to.equal('%PDF-1.4');
    await (await at('inspector')).post(paths.decisionConfirm(batchId)(decisionId)).expect(403);
    await (await at('supervisor')).post(paths.decisionConfirm(batchId)(decisionId)).expect(303);
    expect(await text('supervisor', paths.batch(batchId))).to.include('已确认').and.include('每笔付款都有结果');
    expect(await text('supervisor', paths.dispatch)).to.include('没有需要与银行核对的付款');
  });

  it('let a person close a file that was set aside, or have it read again', async () => {
    await world.as('system', (work) => receiveBankFile(work, { bankId: world.parties.bank, profile: 'general-csv' }, { name: '坏文件.csv', mediaType: 'text/csv', bytes: Buffer.from('x') }));
    const [{ id }] = (await world.dataSource.query('SELECT id FROM bank_file')) as [{ id: string }];
    await world.as('system', (work) => setBankFileAside(work, id, new Refusal('file-refused', '没有表头')));
    expect(await text('bank', paths.dispatch)).to.include('坏文件.csv').and.include('没有表头');
    await (await at('bank')).post(paths.bankFileRetake(id)).expect(303);
    await desk.round();
    await (await at('bank')).post(paths.bankFileHandle(id), { note: '银行误传' }).expect(303);
    expect(await text('bank', paths.dispatch)).to.include('已处理').and.include('银行误传');
  });

  it('set a connection by two people, with all mistakes at once', async () => {
    const admin = await at('admin');
    const wrong = await admin.api(paths.bankConnections, { bankId: world.parties.bank2, kind: 'http', profile: 'general-csv', place: 'Nong Hang', reason: '开通' }).expect(422);
    expect((wrong.body as { errors: { pointer: string }[] }).errors.map((e) => e.pointer)).to.have.members(['/place', '/secret']);
    await admin.api(paths.bankConnections, { bankId: world.parties.bank2, kind: 'http', profile: 'general-csv', place: 'nongshang', secret: 's3cret-of-bank', reason: '开通' }).expect(201);
    const page = await (await at('supervisor')).get(paths.bankConnections).expect(200);
    expect(page.text).to.include('nongshang').and.not.include('s3cret-of-bank');
    const connectionId = /bank-connections\/([0-9a-f-]{36})\/approve/u.exec(page.text)![1]!;
    await (await at('supervisor')).post(paths.bankConnectionApprove(connectionId)).expect(303);
    expect(await text('bank2', paths.dispatch)).to.include('还没有联系过');
  });
});
