import { expect } from 'chai';
import { assessDeposit, doubleDeposit, drawableSources, exemptDeposit, extendGuarantee, getDeposit, issueReminderLetter, joinFirmDeposit, listDeposits, recordInstrument, remindGuarantees, replyReminder, type NewInstrument } from '../../../src/domain/deposits/index.js';
import { balanceOf, proveLedger } from '../../../src/domain/escrow/index.js';
import { getPaper } from '../../../src/domain/papers/index.js';
import { registerParty } from '../../../src/domain/parties/index.js';
import { moveProject } from '../../../src/domain/projects/index.js';
import { day } from '../../../src/values/plain-date.js';
import { makeProject } from '../../support/builders.js';
import { openWorld, testUscc, type Person, type World } from '../../support/world.js';
import { refused, setParameter } from './support.js';

describe('the deposit beyond one project and one amount', () => {
  let world: World;
  let serial = 0;

  const cash = (amount: bigint): NewInstrument => ({ form: 'cash', issuerId: world.parties.bank, number: `X-${(serial += 1)}`, amount, receivedOn: day('2026-03-20') }) as NewInstrument;
  const letter = (validTo: string, more: object = {}): NewInstrument =>
    ({ form: 'bank-guarantee', issuerId: world.parties.bank, number: `B-${(serial += 1)}`, amount: 1_600_000_00n, receivedOn: day('2026-03-20'), validFrom: day('2025-09-18'), validTo: day(validTo), irrevocable: true, onDemand: true, beneficiary: true, replacesId: undefined, ...more }) as NewInstrument;
  const store = (projectId: string, input: NewInstrument) => world.as('inspector', (work) => recordInstrument(work, projectId, input));
  const view = async (projectId: string) => (await world.as('inspector', (work) => getDeposit(work, projectId)))!;
  const newFirm = async (): Promise<string> =>
    (await world.as('system', (work) => registerParty(work, { kind: 'enterprise', uscc: testUscc(700 + (serial += 1)), name: `海南企业存储建设有限公司${serial}`, legalRepresentative: undefined, address: undefined, phone: undefined, areaCode: '460400' }))).partyId;

  before(async () => {
    world = await openWorld();
    await setParameter(world, 'deposit.baseRate', '2');
  });
  after(() => world.close());
  beforeEach(() => world.clock.on('2026-08-20'));
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  describe('of a firm for its projects', () => {
    let contractorId: string;
    let first: string;
    let second: string;
    const join = (projectId: string, who: Person = 'inspector') => world.as(who, (work) => joinFirmDeposit(work, projectId, { reason: '企业申请按企业存储' }));

    beforeEach(async () => {
      contractorId = await newFirm();
      first = await makeProject(world, { contractorId, contractPrice: 50_000_000_00n });
      second = await makeProject(world, { contractorId, contractPrice: 30_000_000_00n, contractSignedOn: day('2026-05-06'), permitIssuedOn: day('2026-05-07') });
    });

    it('is due on the sum of the running contracts, covers each project and is drawn from any', async () => {
      await join(first);
      expect(await view(first)).to.include({ dueFen: 1_000_000_00n, state: 'due' });
      await store(first, cash(1_000_000_00n));
      expect(await view(first)).to.include({ state: 'held' });
      const told = await join(second);
      expect(told.dueFen).to.equal(1_600_000_00n);
      expect(told.reckoning.amount?.because).to.contain('年度合同额80,000,000.00元');
      // Twenty working days from the permit of the newest, with the make-up workday of 9 May.
      expect(told.dueOn).to.equal('2026-06-03');
      expect(await view(second)).to.include({ state: 'due', shortFen: 600_000_00n });
      await store(second, letter('2028-03-17', { amount: 600_000_00n }));
      for (const projectId of [first, second]) {
        const seen = await view(projectId);
        expect(seen).to.include({ state: 'held', cashFen: 1_000_000_00n, guaranteeFen: 600_000_00n });
        expect(seen.ofFirm!.projects.map((p) => p.id)).to.deep.equal([second, first]);
        expect((await world.as('inspector', (work) => drawableSources(work, projectId))).map((s) => [s.source, s.freeFen])).to.deep.equal([['deposit', 1_000_000_00n], ['guarantee', 600_000_00n]]);
      }
      const { id } = await view(first);
      expect((await world.as('system', (work) => balanceOf(work, { kind: 'deposit', depositId: id }))).balanceFen).to.equal(1_000_000_00n);
      expect((await world.as('system', (work) => balanceOf(work, { kind: 'deposit', projectId: first }))).balanceFen).to.equal(0n);
      expect(await world.as('bank', (work) => getDeposit(work, second)), 'the bank that keeps it knows every project').to.include({ state: 'held' });
      const { rows } = await world.as('inspector', (work) => listDeposits(work, { only: 'of-firm', page: 1, size: 100 }));
      expect(rows.filter((r) => r.id === id).map((r) => [r.projects, r.coveredFen])).to.deep.equal([[2, 1_600_000_00n]]);
    });

    it('no longer counts a project once its works are complete', async () => {
      await join(first);
      await join(second);
      await world.as('inspector', (work) => moveProject(work, second, 'complete', { on: day('2026-08-20'), reason: '竣工' }));
      expect((await world.as('inspector', (work) => assessDeposit(work, first))).dueFen).to.equal(1_000_000_00n);
    });

    it('takes no project that has stored by itself, is exempt or is in it already', async () => {
      await store(first, cash(1n));
      expect(await refused(join(first))).to.equal('wrong-state');
      await join(second);
      expect(await refused(join(second))).to.equal('wrong-state');
      const exempt = await makeProject(world, { contractorId });
      await world.as('supervisor', (work) => exemptDeposit(work, exempt, { reason: '三年无拖欠' }));
      expect(await refused(join(exempt))).to.equal('wrong-state');
    });

    it('is not known where the rules store by project only, as before the revision of 2023-12-27', async () => {
      const old = await makeProject(world, { contractorId, contractSignedOn: day('2023-12-26'), permitIssuedOn: day('2023-12-26') });
      expect(await refused(join(old))).to.equal('not-allowed');
      const onTheDay = await makeProject(world, { contractorId, contractSignedOn: day('2023-12-27'), permitIssuedOn: day('2023-12-27') });
      expect(await refused(join(onTheDay))).to.equal('accepted');
    });
  });

  describe('doubled after arrears', () => {
    const double = (projectId: string, who: Person = 'inspector') => world.as(who, (work) => doubleDeposit(work, projectId, { reason: '七月工资到期未付' }));

    it('is refused where no such rule is known, and where nothing was reduced', async () => {
      const plain = await makeProject(world);
      await store(plain, cash(1_600_000_00n));
      expect(await refused(double(plain))).to.equal('wrong-state');
      const exempt = await makeProject(world);
      await world.as('supervisor', (work) => exemptDeposit(work, exempt, { reason: '三年无拖欠' }));
      expect(await refused(double(exempt))).to.equal('parameter-missing');
      expect(await view(exempt)).to.include({ state: 'exempt', arrearsOn: null });
    });

    describe('where the area has the rule', () => {
      before(async () => {
        await setParameter(world, 'deposit.reducedArrearsMultiplier', '2');
        await setParameter(world, 'deposit.reducedArrearsDays', '10');
      });

      it('is twice the full amount within ten working days; what comes in counts, to the fen', async () => {
        const projectId = await makeProject(world);
        await world.as('supervisor', (work) => exemptDeposit(work, projectId, { reason: '三年无拖欠' }));
        expect(await refused(double(projectId, 'contractor'))).to.equal('not-allowed');
        // Thursday 20 August: the tenth working day is Thursday 3 September.
        expect(await double(projectId)).to.deep.equal({ dueFen: 3_200_000_00n, dueOn: '2026-09-03', missingFen: 3_200_000_00n });
        expect(await view(projectId)).to.include({ state: 'double-due', arrearsOn: '2026-08-20', exemptReason: null, reduced: false });
        expect(await refused(double(projectId)), 'ordered once').to.equal('wrong-state');
        await store(projectId, cash(3_199_999_99n));
        expect(await view(projectId)).to.include({ state: 'double-due', shortFen: 1n });
        await world.as('inspector', (work) => assessDeposit(work, projectId));
        expect(await view(projectId), 'reckoning again keeps the order').to.include({ state: 'double-due', dueFen: 3_200_000_00n });
        await store(projectId, cash(1n));
        expect(await view(projectId)).to.include({ state: 'held', shortFen: 0n });
      });
    });
  });

  describe('covered by a guarantee that expires', () => {
    const remind = () => world.as('system', (work) => remindGuarantees(work, work.today));

    it('is reminded of a month before, once; the answer is kept; the letter is an internal form', async () => {
      const projectId = await makeProject(world);
      await store(projectId, letter('2026-10-20'));
      world.clock.on('2026-09-19');
      await remind();
      expect((await view(projectId)).instruments[0]!.reminder).to.equal(null);
      world.clock.on('2026-09-20');
      expect(await remind()).to.be.greaterThan(0);
      expect(await remind(), 'once').to.equal(0);
      const { reminder } = (await view(projectId)).instruments[0]!;
      expect(reminder).to.include({ remindedOn: '2026-09-20', reply: null });
      await world.as('contractor', (work) => replyReminder(work, projectId, reminder!.id, { reply: '正在办理续期' }));
      expect(await refused(world.as('contractor', (work) => replyReminder(work, projectId, reminder!.id, { reply: '再说一次' })))).to.equal('already-exists');
      expect(await refused(world.as('contractor2', (work) => replyReminder(work, projectId, reminder!.id, { reply: '不是我们的' })))).to.equal('not-found');
      const { paperId } = await world.as('inspector', (work) => issueReminderLetter(work, projectId, reminder!.id));
      expect(await world.as('inspector', (work) => getPaper(work, paperId))).to.include({ kind: 'guarantee-reminder' });
      expect((await view(projectId)).instruments[0]!.reminder).to.include({ reply: '正在办理续期', paperId });
    });

    it('extended, is reminded of again before its new end', async () => {
      const projectId = await makeProject(world);
      const { instrumentId } = await store(projectId, letter('2026-10-20'));
      world.clock.on('2026-10-01');
      await remind();
      const extend = (validTo: string, receivedOn = '2026-10-01') => world.as('contractor', (work) => extendGuarantee(work, projectId, instrumentId, { validTo: day(validTo), receivedOn: day(receivedOn) }));
      expect(await refused(extend('2026-10-20'))).to.deep.equal(['validTo']);
      expect(await refused(extend('2099-10-20', '2026-10-02'))).to.deep.equal(['validTo', 'receivedOn']);
      await extend('2027-10-20');
      expect((await view(projectId)).instruments[0]).to.include({ validTo: '2027-10-20', reminder: null });
      world.clock.on('2027-09-20');
      await remind();
      expect((await view(projectId)).instruments[0]!.reminder).to.include({ remindedOn: '2027-09-20' });
    });

    it('of finished works is not reminded of', async () => {
      const projectId = await makeProject(world);
      await store(projectId, letter('2026-10-20'));
      await world.as('inspector', (work) => moveProject(work, projectId, 'complete', { on: day('2026-08-20'), reason: '竣工' }));
      world.clock.on('2026-10-01');
      await remind();
      expect((await view(projectId)).instruments[0]!.reminder).to.equal(null);
    });
  });
});
