import { expect } from 'chai';
import { balanceOf, fileWageAccount, findWageAccount, liftSeizure, listSeizures, openWageAccount, proveLedger, seizeAccount, type AccountRef } from '../../../src/domain/escrow/index.js';
import { getProject, moveProject } from '../../../src/domain/projects/index.js';
import { requestRelease, reviewRelease } from '../../../src/domain/releases/index.js';
import { checkClosing, closeAccount, findClosing, moneyDelays, projectClosingBars, promiseClosing, publicClosings, recordDispute, endDispute, releaseClosing, replaceContractor, startClosing, withdrawClosing } from '../../../src/domain/wage-accounts/index.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { approvedSheet, makePayingProject, opinion, request } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { bringStatement, line, statementOf } from '../../support/statements.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const refused = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.why}`;
    if (error instanceof Invalid) return error.issues.map((i) => i.path);
    throw error;
  }
  return 'accepted';
};

const two = sampleWorkers.slice(0, 2);

describe('the life of a dedicated account', () => {
  let world: World;
  let projectId: string;

  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-10-08');
    projectId = await makePayingProject(world, { people: two, fund: 20_000_00n });
  });
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  const balance = async (ref: Omit<AccountRef, 'projectId'>): Promise<bigint> => (await world.as('system', (work) => balanceOf(work, { ...ref, projectId }))).balanceFen;
  const state = async (): Promise<string | undefined> => (await world.as('inspector', (work) => findWageAccount(work, projectId)))?.state;

  describe('seized by another organ', () => {
    const seize = (documentNo: string, who: Person = 'bank') =>
      world.as(who, (work) => seizeAccount(work, projectId, { measure: 'frozen', organ: '儋州市人民法院', documentNo, seizedOn: day('2026-10-05'), amount: undefined, note: undefined }));

    it('pays nothing out, at none of the steps, until the last measure ends', async () => {
      await world.as('contractor', (work) => fileWageAccount(work, projectId, { filedOn: day('2026-04-01') }));
      const sheetId = await approvedSheet(world, projectId, '2026-08', two);
      const releaseId = await request(world, sheetId);
      await world.as('inspector', (work) => reviewRelease(work, releaseId, opinion));
      const first = await seize('（2026）琼9003执1号');
      const second = await seize('（2026）琼9003执2号', 'contractor');
      expect(await state()).to.equal('seized');
      expect(await refused(world.as('housing', (work) => reviewRelease(work, releaseId, opinion)))).to.equal('wrong-state 工资专户自2026年10月5日起被儋州市人民法院冻结（（2026）琼9003执1号），解除前不能从专户支付');
      const other = await approvedSheet(world, projectId, '2026-07', two);
      expect(await refused(world.as('contractor', (work) => requestRelease(work, { sheetId: other, opinion: '提请' })))).to.match(/^wrong-state 工资专户自/u);
      // It still receives (条例724 Art. 33 forbids the seizure, not the money).
      expect(await bringStatement(world, projectId, statementOf([line({ lineKey: 'A1', amountFen: 5_00n, counterparty: '儋州滨海置业有限公司', on: '2026-10-06' })]))).to.include({ matched: 1 });
      await world.as('bank', (work) => liftSeizure(work, projectId, first.seizureId, { endedOn: day('2026-10-07'), document: '解除1号' }));
      expect(await state()).to.equal('seized');
      await world.as('inspector', (work) => liftSeizure(work, projectId, second.seizureId, { endedOn: day('2026-10-08'), document: '解除2号' }));
      expect(await state()).to.equal('filed');
      expect(await refused(world.as('housing', (work) => reviewRelease(work, releaseId, opinion)))).to.equal('accepted');
      expect((await world.as('inspector', (work) => listSeizures(work, projectId))).map((s) => s.endedOn)).to.have.members(['2026-10-07', '2026-10-08']);
    });

    it('is told every mistake: a day to come, an amount that a deduction needs, a document known already', async () => {
      expect(await refused(world.as('bank', (work) => seizeAccount(work, projectId, { measure: 'deducted', organ: '法院', documentNo: 'X1', seizedOn: day('2026-10-09'), amount: undefined, note: undefined })))).to.deep.equal(['seizedOn', 'amount']);
      await seize('X2');
      expect(await refused(seize('X2'))).to.deep.equal(['documentNo']);
    });
  });

  describe('closed after the works', () => {
    const complete = () => world.as('inspector', (work) => moveProject(work, projectId, 'complete', { on: day('2026-10-01') }));
    const start = (more: object = {}) => world.as('contractor', (work) => startClosing(work, projectId, { cause: 'completed', noticeFrom: day('2026-10-08'), boardPlace: '项目部大门', ...more }));
    const promise = () => world.as('contractor', (work) => promiseClosing(work, projectId, { promisedBy: '陈某', promised: true }));
    const bars = async (): Promise<string[]> => (await world.as('inspector', (work) => projectClosingBars(work, projectId, 'completed'))).map((b) => b.what);

    it('goes through notice, promise, check and release by two people; the balance belongs to the contractor', async () => {
      expect(await refused(start())).to.match(/尚未登记完工/u);
      await complete();
      await start();
      expect(await refused(start())).to.match(/^already-exists/u);
      expect((await world.as('owner', (work) => publicClosings(work))).map((n) => [n.from, n.until])).to.deep.equal([['2026-10-08', '2026-11-09']]);
      expect(await refused(world.as('contractor', (work) => promiseClosing(work, projectId, { promisedBy: '陈某', promised: false })))).to.deep.equal(['promised']);
      await promise();
      // The last day of the notice, which a Saturday moved to Monday.
      world.clock.on('2026-11-09');
      expect(await refused(world.as('supervisor', (work) => checkClosing(work, projectId)))).to.match(/公示至2026年11月9日/u);
      world.clock.on('2026-11-10');
      await world.as('supervisor', (work) => checkClosing(work, projectId));
      expect(await refused(world.as('supervisor', (work) => releaseClosing(work, projectId)))).to.match(/^same-person/u);
      expect(await refused(world.as('inspector', (work) => releaseClosing(work, projectId)))).to.match(/^not-allowed/u);
      await world.as('supervisor2', (work) => releaseClosing(work, projectId));
      expect(await refused(world.as('bank', (work) => closeAccount(work, projectId, { closedOn: day('2026-11-09') })))).to.deep.equal(['closedOn']);
      expect(await world.as('bank', (work) => closeAccount(work, projectId, { closedOn: day('2026-11-10') }))).to.deep.equal({ balanceFen: 20_000_00n });
      expect([await state(), await balance({ kind: 'escrow' }), await balance({ kind: 'contractor', partyId: world.parties.contractor })]).to.deep.equal(['closed', 0n, 20_000_00n]);
      expect(await world.as('inspector', (work) => findClosing(work, projectId))).to.include({ state: 'closed', balanceFen: 20_000_00n });
      // What the bank then tells of the balance that left is no illegal outflow.
      expect(await bringStatement(world, projectId, statementOf([line({ lineKey: 'Z', amountFen: 20_000_00n, direction: 'out', counterparty: '海南宏基建设工程有限公司', counterpartyAccount: '21009988776655', on: '2026-11-10' })]))).to.include({ matched: 1, open: 0 });
    });

    it('is barred by wages owed, a suit, and lines that nobody has explained; each is told', async () => {
      await approvedSheet(world, projectId, '2026-08', two);
      await bringStatement(world, projectId, statementOf([line({ lineKey: 'I', amountFen: 1_00n, direction: 'out', purpose: '现金支取', on: '2026-10-02' })]));
      const { disputeId } = await world.as('inspector', (work) => recordDispute(work, projectId, { kind: 'suit', body: '儋州市人民法院', number: '（2026）琼9003民初1号', filedOn: day('2026-09-01') }));
      expect(await bars()).to.deep.equal(['works', 'dispute', 'wages', 'statement']);
      await world.as('inspector', (work) => endDispute(work, projectId, disputeId, { endedOn: day('2026-10-01'), result: '调解结案' }));
      expect(await bars()).to.deep.equal(['works', 'wages', 'statement']);
      await complete();
      await start();
      await promise();
      world.clock.on('2026-11-10');
      expect(await refused(world.as('inspector', (work) => checkClosing(work, projectId)))).to.match(/^wrong-state 不能销户：还有 10,000\.00 元工资没有发放；还有 1 笔银行流水没有认定$/u);
      await world.as('contractor', (work) => withdrawClosing(work, projectId, { reason: '还有工资没有发' }));
      expect(await refused(start({ noticeFrom: day('2026-11-10') }))).to.equal('accepted');
    });
  });

  it('moved to another bank carries its balance between them by journal', async () => {
    await world.as('contractor', (work) => startClosing(work, projectId, { cause: 'bank-replaced', noticeFrom: day('2026-10-08'), boardPlace: '项目部大门' }));
    await world.as('contractor', (work) => promiseClosing(work, projectId, { promisedBy: '陈某', promised: true }));
    world.clock.on('2026-11-10');
    await world.as('inspector', (work) => checkClosing(work, projectId));
    await world.as('supervisor', (work) => releaseClosing(work, projectId));
    await world.as('bank', (work) => closeAccount(work, projectId, { closedOn: day('2026-11-10') }));
    expect([await balance({ kind: 'escrow' }), await balance({ kind: 'between-banks' })]).to.deep.equal([0n, 20_000_00n]);
    const name = (await world.as('inspector', (work) => findWageAccount(work, projectId)))!.name;
    await world.as('contractor', (work) => openWageAccount(work, projectId, { bankId: world.parties.bank2, branch: undefined, name: undefined, number: '6001999900001111', openedOn: day('2026-11-10'), agreementSignedOn: undefined }));
    const arrives = (lineKey: string, amountFen: bigint) => bringStatement(world, projectId, statementOf([line({ lineKey, amountFen, counterparty: name, on: '2026-11-10' })]), { who: 'bank2' });
    // More than is under way is nothing that we know of.
    expect(await arrives('M1', 20_000_01n)).to.include({ matched: 0, open: 1 });
    expect(await arrives('M2', 20_000_00n)).to.include({ matched: 1 });
    expect([await balance({ kind: 'escrow' }), await balance({ kind: 'between-banks' })]).to.deep.equal([20_000_00n, 0n]);
  });

  it('keeps with the former contractor what it owed when another takes over', async () => {
    await approvedSheet(world, projectId, '2026-08', two);
    const change = { contractorId: world.parties.contractor2, changedOn: day('2026-10-01'), reason: '原单位退场' };
    expect(await refused(world.as('contractor', (work) => replaceContractor(work, projectId, change)))).to.match(/^not-allowed/u);
    expect(await refused(world.as('supervisor', (work) => replaceContractor(work, projectId, { ...change, contractorId: world.parties.owner, changedOn: day('2026-10-09') })))).to.deep.equal(['contractorId', 'changedOn']);
    const owedBefore = await balance({ kind: 'wage-liability', partyId: world.parties.subcontractor });
    await world.as('supervisor', (work) => replaceContractor(work, projectId, change));
    expect((await world.as('contractor2', (work) => getProject(work, projectId))).contractorId).to.equal(world.parties.contractor2);
    expect(await refused(world.as('contractor', (work) => getProject(work, projectId)))).to.match(/^not-found/u);
    expect(await balance({ kind: 'wage-liability', partyId: world.parties.subcontractor })).to.equal(owedBefore);
    const parties = await world.dataSource.query<{ party_id: string; left_on: string | null }[]>(`SELECT party_id, left_on FROM project_party WHERE project_id = $1 AND role = 'general-contractor' ORDER BY left_on NULLS LAST`, [projectId]);
    expect(parties).to.deep.equal([{ party_id: world.parties.contractor, left_on: '2026-10-01' }, { party_id: world.parties.contractor2, left_on: null }]);
  });

  it('tells the days lost at each link, and which link has been open longest', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', two);
    world.clock.on('2026-10-12');
    const waiting = await world.as('inspector', (work) => moneyDelays(work, projectId));
    expect(waiting.links.find((l) => l.link === 'request')).to.include({ worstDays: 4, openDays: 4 });
    // 20,000.00 arrived; the first funding day, 10 March, wanted far more.
    expect(waiting.oldest).to.include({ link: 'funding', since: '2026-03-10', days: 216 });
    await request(world, sheetId);
    world.clock.on('2026-10-13');
    const requested = await world.as('inspector', (work) => moneyDelays(work, projectId));
    expect(requested.links.find((l) => l.link === 'request')).to.include({ worstDays: 4, openDays: undefined });
    expect(requested.links.find((l) => l.link === 'review')).to.include({ worstDays: 1, openDays: 1 });
  });
});
