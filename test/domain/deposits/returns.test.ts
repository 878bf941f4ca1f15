import { expect } from 'chai';
import {
  applyReturn,
  assessDeposit,
  beginReturn,
  decideObjection,
  decideStocktakeItem,
  getDeposit,
  getStocktake,
  listReturns,
  listStocktakes,
  objectReturn,
  publicReturns,
  recordInstrument,
  refuseReturn,
  releaseReturn,
  reviewReturn,
  stopReturn,
  takeStock,
  type NewInstrument,
} from '../../../src/domain/deposits/index.js';
import { balanceOf, proveLedger } from '../../../src/domain/escrow/index.js';
import { getPaper, paperForPdf } from '../../../src/domain/papers/index.js';
import { addToMonth, moveProject } from '../../../src/domain/projects/index.js';
import { day } from '../../../src/values/plain-date.js';
import { period } from '../../../src/values/period.js';
import { makeProject } from '../../support/builders.js';
import { fileCase } from '../../support/cases.js';
import { openWorld, type Person, type World } from '../../support/world.js';
import { refused, setParameter } from './support.js';

describe('the return of a deposit (保证金规定 Art. 22)', () => {
  let world: World;
  let projectId: string;
  let serial = 0;

  const instrument = (more: object): NewInstrument => ({ issuerId: world.parties.bank, number: `R-${(serial += 1)}`, receivedOn: day('2026-03-20'), ...more }) as NewInstrument;
  const cash = (amount = 1_000_000_00n): NewInstrument => instrument({ form: 'cash', amount });
  const letter = (amount = 600_000_00n): NewInstrument => instrument({ form: 'bank-guarantee', issuerId: world.parties.bank2, amount, validFrom: day('2026-03-18'), validTo: day('2028-03-17'), irrevocable: true, onDemand: true, beneficiary: true, replacesId: undefined });
  const store = (input: NewInstrument) => world.as('inspector', (work) => recordInstrument(work, projectId, input));
  const complete = () => world.as('inspector', (work) => moveProject(work, projectId, 'complete', { on: day('2026-06-30'), reason: '竣工验收' }));
  const begin = (who: Person = 'contractor') => world.as(who, (work) => beginReturn(work, projectId, { promise: '没有未解决的工资拖欠', board: true }));
  const apply = () => world.as('contractor', (work) => applyReturn(work, projectId, { application: '申请返还' }));
  const review = (agree: 'yes' | 'no' = 'yes', who: Person = 'inspector') => world.as(who, (work) => reviewReturn(work, projectId, { agree, opinion: agree === 'yes' ? '工资已全部支付' : '现场仍有工人反映欠薪' }));
  const release = (who: Person = 'supervisor') => world.as(who, (work) => releaseReturn(work, projectId));
  const view = () => world.as('inspector', (work) => getDeposit(work, projectId));
  const last = async () => (await world.as('inspector', (work) => listReturns(work, projectId)))[0]!;
  const noticed = async (q?: string) => (await world.as('system', (work) => publicReturns(work, { q, page: 1, size: 20 }))).rows;

  before(async () => {
    world = await openWorld();
    await setParameter(world, 'deposit.baseRate', '2');
  });
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-07-20');
    projectId = await makeProject(world);
    await world.as('inspector', (work) => assessDeposit(work, projectId));
    await store(cash());
    await store(letter());
  });
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  it('goes from the notice of 30 days through application, review and certificate to the money, by two people', async () => {
    await complete();
    const { noticeTo } = await begin();
    expect(noticeTo).to.equal('2026-08-19');
    expect(await view()).to.include({ state: 'notice' });
    world.clock.on('2026-08-19');
    expect(await refused(apply()), 'the last day of the notice').to.equal('wrong-state');
    world.clock.on('2026-08-20');
    // Thursday: five working days end on the next Thursday, three more from the review on the Tuesday after.
    expect(await apply()).to.deep.equal({ reviewDueOn: '2026-08-27' });
    world.clock.on('2026-08-25');
    expect(await review()).to.deep.equal({ issueDueOn: '2026-08-28' });
    expect(await refused(release('inspector2'))).to.equal('not-allowed');
    const { paperId, number } = await release();
    expect(number).to.match(/返〔2026〕\d+号$/u);
    expect(await last()).to.include({ state: 'released', paperNumber: number });
    expect(await view()).to.include({ state: 'returned', cashFen: 0n, guaranteeFen: 0n });
    expect((await view())!.instruments.map((i) => i.endedReason).sort()).to.deep.equal(['原件已退还', '已返还'].sort());
    expect((await world.as('system', (work) => balanceOf(work, { kind: 'contractor', projectId, partyId: world.parties.contractor }))).balanceFen).to.equal(0n);
    const { data } = (await world.as('inspector', (work) => paperForPdf(work, paperId))) as unknown as { data: { items: { form: string; amount: string }[]; basis: string[] } };
    expect(data.items.map((i) => [i.form, i.amount])).to.deep.equal([['现金保证金', '1000000.00'], ['银行保函', '600000.00']]);
    expect(data.basis).to.deep.equal(['《工程建设领域农民工工资保证金规定》第二十二条']);
    expect(await refused(release()), 'a second click').to.equal('not-found');
  });

  it('is not confirmed by whoever reviewed it', async () => {
    await complete();
    await begin();
    world.clock.on('2026-08-20');
    await apply();
    await review('yes', 'supervisor');
    expect(await refused(release('supervisor'))).to.equal('same-person');
    await release('supervisor2');
    expect(await view()).to.include({ state: 'returned' });
  });

  it('needs finished works, a promise and the board', async () => {
    expect(await refused(begin())).to.equal('wrong-state');
    await complete();
    expect(await refused(world.as('contractor', (work) => beginReturn(work, projectId, { promise: '没有', board: false })))).to.deep.equal(['board']);
    expect(await refused(begin('contractor2'))).to.equal('not-found');
    expect(await refused(begin('bank'))).to.equal('not-allowed');
    await begin();
    expect(await refused(begin()), 'a second click').to.equal('wrong-state');
  });

  for (const [what, owe] of [
    ['a fen of wages is unpaid', () => world.as('system', (work) => addToMonth(work, projectId, period('2026-05'), { payableFen: 100_00n, paidFen: 99_99n }))],
    ['a case is open', () => fileCase(world, projectId)],
  ] as const) {
    it(`does not begin while ${what}, and is refused in writing where that comes up later; then it may be applied for again`, async () => {
      await complete();
      await begin();
      world.clock.on('2026-08-20');
      await apply();
      await owe();
      expect(await refused(review('yes'))).to.deep.equal(['agree']);
      await review('no');
      expect(await refused(release())).to.equal('wrong-state');
      const { paperId } = await world.as('supervisor', (work) => refuseReturn(work, projectId));
      expect(await world.as('inspector', (work) => getPaper(work, paperId))).to.include({ kind: 'deposit-return-refusal' });
      expect(await last()).to.include({ state: 'refused' });
      await apply();
      expect(await last()).to.include({ state: 'applied', reviewedOn: null, paperId: null });
      await world.as('inspector', (work) => stopReturn(work, projectId, { reason: '案件办结后再办' }));
      expect(await view()).to.include({ state: 'held' });
      expect(await refused(begin())).to.equal('wrong-state');
    });
  }

  it('is barred by what comes up after the review', async () => {
    await complete();
    await begin();
    world.clock.on('2026-08-20');
    await apply();
    await review();
    await world.as('system', (work) => addToMonth(work, projectId, period('2026-05'), { payableFen: 1n }));
    expect(await refused(release())).to.equal('wrong-state');
    await world.as('supervisor', (work) => refuseReturn(work, projectId));
    expect(await last()).to.include({ state: 'refused' });
  });

  it('waits for an objection to be decided; one that is upheld bars it', async () => {
    await complete();
    await begin();
    const object = () => world.as('inspector', (work) => objectReturn(work, projectId, { objector: '符某', statement: '六月工资没有结清', receivedOn: work.today }));
    const decide = (objectionId: string, upheld: 'yes' | 'no') => world.as('inspector', (work) => decideObjection(work, projectId, objectionId, { upheld, decision: '经核实' }));
    const first = await object();
    world.clock.on('2026-08-20');
    await apply();
    expect((await last()).bars).to.deep.equal(['有1件异议没有处理']);
    expect(await refused(review())).to.deep.equal(['agree']);
    await decide(first.objectionId, 'no');
    expect(await refused(decide(first.objectionId, 'yes'))).to.equal('already-exists');
    await review();
    const second = await object().catch((e: unknown) => e);
    expect(String((second as { code?: string }).code)).to.equal('wrong-state');
    expect((await world.as('contractor', (work) => listReturns(work, projectId)))[0]!.objections, 'who objected is not for the firm').to.deep.equal([]);
  });

  it('stands on the public page from the first to the last day of its notice, found by project, firm or code', async () => {
    await complete();
    await begin();
    const { name } = await world.as('inspector', async (work) => (await work.db.query<[{ name: string }]>('SELECT name FROM project WHERE id = $1', [projectId]))[0]);
    expect((await noticed(name)).map((r) => [r.projects, r.amountFen, r.noticeFrom, r.noticeTo])).to.deep.equal([[[name], 1_600_000_00n, '2026-07-20', '2026-08-19']]);
    expect(await noticed('没有这个项目')).to.deep.equal([]);
    world.clock.on('2026-08-19');
    expect(await noticed(name)).to.have.length(1);
    world.clock.on('2026-08-20');
    expect(await noticed(name)).to.deep.equal([]);
    world.clock.on('2026-08-01');
    await world.as('inspector', (work) => stopReturn(work, projectId, { reason: '错误启动' }));
    expect(await noticed(name)).to.deep.equal([]);
  });

  it('is begun ex officio from the half-yearly stock-taking, which lists each dormant deposit once', async () => {
    await complete();
    world.clock.on('2027-01-04');
    const took = () => world.as('system', (work) => takeStock(work, work.today));
    expect((await took()).items).to.be.greaterThan(0);
    expect(await took(), 'the same night again').to.deep.equal({ lists: 0, items: 0 });
    world.clock.on('2027-07-02');
    expect(await took(), 'not yet half a year').to.deep.equal({ lists: 0, items: 0 });
    const [list] = await world.as('inspector', listStocktakes);
    const item = (await world.as('inspector', (work) => getStocktake(work, list!.id))).rows.find((r) => r.projectId === projectId)!;
    expect(item).to.include({ completedOn: '2026-06-30', coveredFen: 1_600_000_00n, unpaidFen: 0n, openCases: 0, decision: null });
    const decide = (decision: 'return' | 'keep') => world.as('inspector', (work) => decideStocktakeItem(work, list!.id, item.depositId, { decision, reason: '完工满半年' }));
    await decide('return');
    expect(await view()).to.include({ state: 'notice' });
    expect(await refused(decide('keep'))).to.equal('already-exists');
    world.clock.on('2027-09-01');
    expect(await refused(apply().then(() => undefined)), 'the firm may still apply itself').to.equal('accepted');
  });
});
