import { expect } from 'chai';
import { getPaper, listAttempts, paperForPdf, recordService, type ServiceInput } from '../../../src/domain/papers/index.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, type Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { issueInquiryPaper, thrown } from '../../support/papers.js';
import { openWorld, type World } from '../../support/world.js';


describe('serving papers', () => {
  let world: World;
  let projectId: string;
  before(async () => {
    world = await openWorld();
    projectId = await makeProject(world);
  });
  after(() => world.close());
  beforeEach(() => world.clock.on('2026-08-20'));

  const attempt = (input: Partial<ServiceInput>): ServiceInput => ({
    mode: 'direct',
    outcome: 'served',
    attemptedOn: day('2026-08-21'),
    servedOn: undefined,
    place: '那大镇中兴大道 128 号',
    receivedBy: undefined,
    relation: undefined,
    witness: undefined,
    consent: undefined,
    photos: undefined,
    note: undefined,
    coServerId: world.actors.inspector2.id!,
    ...input,
  });
  const issueOn = (on: string) => {
    world.clock.on(on);
    return issueInquiryPaper(world, projectId);
  };
  /** Serves a fresh paper on 2026-08-28 (or later) as told. */
  const serve = async (input: Partial<ServiceInput>, on = '2026-08-28') => {
    const { paperId } = await issueOn('2026-08-20');
    world.clock.on(on);
    return { paperId, ...(await world.as('inspector', (work) => recordService(work, paperId, attempt(input)))) };
  };
  const paths = async (input: Partial<ServiceInput>): Promise<string[]> => {
    const error = await thrown(serve(input));
    expect(error).to.be.instanceOf(Invalid);
    return (error as Invalid).issues.map((i) => i.path);
  };

  it('direct: the recipient signs, and a 送达回证 is issued as a paper of its own', async () => {
    const { paperId, servedOn, receipt } = await serve({ receivedBy: '欧阳志远', relation: '项目部收件人' });
    expect(servedOn).to.equal('2026-08-21');
    expect(receipt!.number).to.match(/^儋人社监回〔2026〕\d+号$/u);
    const proof = await world.as('inspector', (work) => paperForPdf(work, receipt!.paperId));
    expect(proof.kind).to.equal('service-receipt');
    expect(proof.data).to.deep.include({ recipient: '海南宏基建设工程有限公司', mode: '直接送达', servedOn: '2026-08-21', receivedBy: '欧阳志远' });
    const paper = await world.as('inspector', (work) => getPaper(work, paperId));
    expect(paper.servedOn).to.equal('2026-08-21');
    const [row] = await world.as('inspector', (work) => listAttempts(work, paperId));
    expect(row).to.deep.include({ receiptNumber: receipt!.number, servers: '测试inspector、测试inspector2' });
  });

  for (const [mode, needed, enough, servedOn] of [
    ['direct', ['receivedBy', 'relation'], { receivedBy: '王某', relation: '法定代表人' }, '2026-08-21'],
    ['leave', ['note', 'witness'], { note: '拒绝签收', witness: '居委会张某' }, '2026-08-21'],
    ['leave', ['note', 'witness'], { note: '拒绝签收', photos: '现场录像 3 分钟' }, '2026-08-21'],
    ['mail', ['servedOn', 'note'], { servedOn: day('2026-08-24'), note: 'EMS1234567890' }, '2026-08-24'],
    ['electronic', ['consent', 'servedOn'], { consent: '2026-03-02 签订的送达地址确认书', servedOn: day('2026-08-21') }, '2026-08-21'],
    ['entrusted', ['servedOn', 'note'], { servedOn: day('2026-08-25'), note: '海口市人社局代为送达' }, '2026-08-25'],
    ['announcement', ['note'], { note: '经营地址无人办公，电话停机' }, '2026-09-20'],
    ['posting', ['photos'], { photos: '张贴在项目部大门，拍照 4 张' }, '2026-08-21'],
  ] as const) {
    it(`${mode}: needs ${needed.join(' and ')}; ${Object.keys(enough).join(' and ')} will do`, async () => {
      expect(await paths({ mode })).to.deep.equal(needed);
      expect((await serve({ mode, ...enough })).servedOn).to.equal(servedOn);
    });
  }

  it('announcement: thirty calendar days, the last moved over the National Day holiday', async () => {
    const { servedOn } = await serve({ mode: 'announcement', note: '下落不明', attemptedOn: day('2026-09-03') }, '2026-09-03');
    expect(servedOn).to.equal('2026-10-08');
  });

  it('a failed attempt keeps its reason, issues no receipt, and another may follow', async () => {
    const { paperId, servedOn, receipt } = await serve({ outcome: 'failed', note: '无人在场' });
    expect([servedOn, receipt]).to.deep.equal([undefined, undefined]);
    expect(await paths({ outcome: 'failed' })).to.deep.equal(['note']);
    await world.as('inspector', (work) => recordService(work, paperId, attempt({ receivedBy: '王某', relation: '法定代表人', attemptedOn: day('2026-08-26') })));
    expect(await world.as('inspector', (work) => listAttempts(work, paperId))).to.have.length(2);
  });

  it('a second service is refused, and of ten at once one counts', async () => {
    const { paperId } = await serve({ receivedBy: '王某', relation: '法定代表人' });
    const again = (): Promise<unknown> => world.as('inspector', (work) => recordService(work, paperId, attempt({ receivedBy: '王某', relation: '法定代表人' })));
    expect(((await thrown(again())) as Refusal).code).to.equal('already-exists');
    const fresh = await issueOn('2026-08-20');
    world.clock.on('2026-08-28');
    const all = await Promise.all(Array.from({ length: 10 }, () => thrown(world.as('inspector', (work) => recordService(work, fresh.paperId, attempt({ receivedBy: '王某', relation: '法定代表人' }))))));
    expect(all.filter((e) => e === undefined)).to.have.length(1);
    expect(all.filter((e) => (e as Refusal | undefined)?.code === 'already-exists')).to.have.length(9);
  });

  it('days lie between the issue and today, and every mistake is told at once', async () => {
    expect(await paths({ attemptedOn: day('2026-08-19'), coServerId: world.actors.inspector.id! })).to.deep.equal(['attemptedOn', 'receivedBy', 'relation', 'coServerId']);
    expect(await paths({ mode: 'mail', attemptedOn: day('2026-08-29'), servedOn: day('2026-08-28'), note: 'EMS' })).to.deep.equal(['attemptedOn', 'servedOn']);
  });

  it('two persons of the same organ serve', async () => {
    for (const other of ['inspector', 'farInspector', 'housing', 'contractor'] as const) expect(await paths({ receivedBy: '王某', relation: '员工', coServerId: world.actors[other].id! }), other).to.deep.equal(['coServerId']);
  });

  it('a 送达回证 is not served itself', async () => {
    const { receipt } = await serve({ receivedBy: '王某', relation: '法定代表人' });
    const error = await thrown(world.as('inspector', (work) => recordService(work, receipt!.paperId, attempt({}))));
    expect((error as Refusal).code).to.equal('wrong-state');
  });

  it('the firm may read the paper once it is served, but not its receipt', async () => {
    const { paperId, receipt } = await serve({ receivedBy: '王某', relation: '法定代表人' });
    expect((await world.as('contractor', (work) => getPaper(work, paperId))).number).to.include('询');
    for (const [who, id] of [['contractor', receipt!.paperId], ['contractor2', paperId], ['farInspector', paperId]] as const) {
      expect(((await thrown(world.as(who, (work) => getPaper(work, id)))) as Refusal).code).to.equal('not-found');
    }
  });
});
