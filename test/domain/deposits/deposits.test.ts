import { expect } from 'chai';
import { assessDeposit, drawableSources, exemptDeposit, getDeposit, lapseInstruments, projectsWithLapsed, recordInstrument, type NewInstrument } from '../../../src/domain/deposits/index.js';
import { balanceOf, proveLedger } from '../../../src/domain/escrow/index.js';
import { addToMonth } from '../../../src/domain/projects/index.js';
import { registerParty, setStanding } from '../../../src/domain/parties/index.js';
import { day } from '../../../src/values/plain-date.js';
import { period } from '../../../src/values/period.js';
import { makeProject } from '../../support/builders.js';
import { openWorld, testUscc, type Person, type World } from '../../support/world.js';
import { refused, setParameter } from './support.js';

describe('the deposit', () => {
  let world: World;
  let projectId: string;
  let serial = 0;

  const cash = (more: object = {}): NewInstrument => ({ form: 'cash', issuerId: world.parties.bank, number: `CK-${(serial += 1)}`, amount: 1_600_000_00n, receivedOn: day('2026-03-20'), ...more }) as NewInstrument;
  const guarantee = (more: object = {}): NewInstrument =>
    ({
      form: 'bank-guarantee',
      issuerId: world.parties.bank,
      number: `BH-${(serial += 1)}`,
      amount: 1_600_000_00n,
      receivedOn: day('2026-03-20'),
      validFrom: day('2026-03-18'),
      validTo: day('2028-03-17'),
      irrevocable: true,
      onDemand: true,
      beneficiary: true,
      replacesId: undefined,
      ...more,
    }) as NewInstrument;
  const record = (who: Person | 'system', input: NewInstrument): ReturnType<typeof recordInstrument> => world.as(who, (work) => recordInstrument(work, projectId, input));
  const view = () => world.as('inspector', (work) => getDeposit(work, projectId));

  /** A firm without a past. */
  const newFirm = async (): Promise<string> => {
    const { partyId } = await world.as('system', (work) => registerParty(work, { kind: 'enterprise', uscc: testUscc(500 + (serial += 1)), name: `海南新丰建设有限公司${serial}`, legalRepresentative: undefined, address: undefined, phone: undefined, areaCode: '460400' }));
    return partyId;
  };

  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-08-20');
    projectId = await makeProject(world);
  });
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  describe('assessed', () => {
    it('without a rate of the area is of unknown amount, never zero, and says what is missing', async () => {
      const told = await world.as('inspector', (work) => assessDeposit(work, projectId));
      expect(told.dueFen).to.equal(null);
      // 20 working days after the permit of 5 March 2026.
      expect(told.dueOn).to.equal('2026-04-02');
      expect(told.reckoning.missing).to.have.length(1);
      expect(told.reckoning.missing[0]).to.contain('工资保证金存储比例');
      expect(await view()).to.include({ state: 'due', dueFen: null, shortFen: null });
    });

    it('of a project outside the city is not found', async () => {
      expect(await refused(world.as('farInspector', (work) => assessDeposit(work, projectId)))).to.equal('not-found');
    });
  });

  describe('assessed with a rate of two per cent', () => {
    before(() => setParameter(world, 'deposit.baseRate', '2'));

    it('is due with its reason, article and parameter', async () => {
      const told = await world.as('inspector', (work) => assessDeposit(work, projectId));
      expect(told.dueFen).to.equal(1_600_000_00n);
      expect(told.reckoning.amount?.because).to.contain('80,000,000.00元').and.to.contain('2%').and.to.contain('1,600,000.00元');
      expect(told.reckoning.amount?.source).to.equal('《工程建设领域农民工工资保证金规定》第十一条');
      expect(told.reckoning.deadline?.source).to.equal('《工程建设领域农民工工资保证金规定》第八条');
      expect(told.reckoning.parameters.map((p) => p.key)).to.include.members(['deposit.baseRate', 'deposit.storeDays']);
    });

    it('again changes nothing and leaves one line in the trail', async () => {
      const first = await world.as('inspector', (work) => assessDeposit(work, projectId));
      expect(await world.as('inspector', (work) => assessDeposit(work, projectId))).to.deep.equal(first);
      const trail = await world.dataSource.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM audit_event WHERE action = 'deposit.assessed' AND project_id = $1`, [projectId]);
      expect(trail[0]!.n).to.equal(1);
    });

    it('of a firm with unpaid months in the two years before is raised by half', async () => {
      const contractorId = await newFirm();
      const earlier = await makeProject(world, { contractorId, contractSignedOn: day('2025-05-01') });
      await world.as('system', (work) => addToMonth(work, earlier, period('2025-08'), { payableFen: 100_00n, paidFen: 40_00n }));
      const later = await makeProject(world, { contractorId });
      const told = await world.as('inspector', (work) => assessDeposit(work, later));
      expect(told.dueFen).to.equal(2_400_000_00n);
      expect(told.reckoning.amount?.reasons.map((r) => r.code)).to.include('arrears-in-two-years');
    });

    it('of a firm on the list is doubled', async () => {
      const contractorId = await newFirm();
      world.clock.on('2026-02-01');
      await world.as('system', (work) => setStanding(work, contractorId, 'listed'));
      world.clock.on('2026-08-20');
      const listed = await makeProject(world, { contractorId });
      expect((await world.as('inspector', (work) => assessDeposit(work, listed))).dueFen).to.equal(3_200_000_00n);
    });

    it('of a firm that nothing is known of is not taken for clean, however small the works', async () => {
      const small = await makeProject(world, { contractPrice: 2_999_999_99n, contractorId: await newFirm() });
      expect((await world.as('inspector', (work) => assessDeposit(work, small))).reckoning.amount?.exemptByLaw).to.equal(false);
    });

    it('of small works after a clean year is exempt by law, and still waits for the decision', async () => {
      const contractorId = await newFirm();
      await makeProject(world, { contractSignedOn: day('2025-02-01'), contractorId });
      const small = await makeProject(world, { contractPrice: 2_999_999_99n, contractorId });
      const told = await world.as('inspector', (work) => assessDeposit(work, small));
      expect(told.dueFen).to.equal(0n);
      expect(told.reckoning.amount?.exemptByLaw).to.equal(true);
      expect(await world.as('inspector', (work) => getDeposit(work, small))).to.include({ state: 'due' });
    });
  });

  describe('stored in cash', () => {
    it('in full is held and stands in the ledger', async () => {
      const told = await record('inspector', cash());
      expect(told.stillShortFen).to.equal(0n);
      expect(await view()).to.include({ state: 'held', cashFen: 1_600_000_00n, shortFen: 0n });
      expect((await world.as('system', (work) => balanceOf(work, { kind: 'deposit', projectId }))).balanceFen).to.equal(1_600_000_00n);
    });

    it('one fen short is still due, and the fen makes it whole', async () => {
      expect((await record('inspector', cash({ amount: 1_599_999_99n }))).stillShortFen).to.equal(1n);
      expect(await view()).to.include({ state: 'due', shortFen: 1n });
      await record('inspector', cash({ amount: 1n }));
      expect(await view()).to.include({ state: 'held', shortFen: 0n });
    });

    it('is told by the bank where it lies, or by the inspector, not by the contractor', async () => {
      expect(await refused(record('contractor', cash()))).to.equal('not-allowed');
      await record('inspector', cash({ amount: 1n }));
      expect(await refused(record('bank', cash({ issuerId: world.parties.bank2 })))).to.equal('not-allowed');
      expect(await refused(record('bank', guarantee()))).to.equal('not-allowed');
      await record('bank', cash());
      expect(await refused(record('bank2', cash({ issuerId: world.parties.bank2 })))).to.equal('not-found');
    });

    it('under a known number of the same bank is refused at that field', async () => {
      await record('inspector', cash({ number: 'CK-SAME' }));
      expect(await refused(record('inspector', cash({ number: 'CK-SAME' })))).to.deep.equal(['number']);
      expect((await view())?.cashFen).to.equal(1_600_000_00n);
    });

    it('in the future, or with a firm that is no bank, is refused', async () => {
      expect(await refused(record('inspector', cash({ receivedOn: day('2026-08-21'), issuerId: world.parties.owner })))).to.have.members(['receivedOn', 'issuerId']);
    });
  });

  describe('covered by a guarantee', () => {
    for (const [form, issuer] of [['bank-guarantee', 'bank'], ['surety-guarantee', 'surety'], ['insurance', 'insurer']] as const) {
      it(`as ${form} is held and callable`, async () => {
        await record('contractor', guarantee({ form, issuerId: world.parties[issuer] }));
        expect(await view()).to.include({ state: 'held', guaranteeFen: 1_600_000_00n });
        expect(await world.as('inspector', (work) => drawableSources(work, projectId))).to.deep.equal([
          { source: 'guarantee', issuerId: world.parties[issuer], issuer: (await view())!.instruments[0]!.issuer, freeFen: 1_600_000_00n },
        ]);
      });
    }

    for (const [what, more, fields] of [
      ['revocable', { irrevocable: false }, ['irrevocable']],
      ['not payable on demand', { onDemand: false }, ['onDemand']],
      ['in favour of somebody else', { beneficiary: false }, ['beneficiary']],
      ['that ends before it begins', { validFrom: day('2028-03-18') }, ['validTo']],
      ['a day short of a year', { validTo: day('2027-03-16') }, ['validTo']],
      ['that has expired', { validFrom: day('2024-01-01'), validTo: day('2026-03-19') }, ['validTo']],
      ['received tomorrow', { receivedOn: day('2026-08-21') }, ['receivedOn']],
    ] as const) {
      it(`${what} is refused at its field`, async () => {
        expect(await refused(record('contractor', guarantee(more)))).to.deep.equal(fields);
      });
    }

    it('of exactly a year is accepted and marked as ending before the works', async () => {
      await record('contractor', guarantee({ validTo: day('2027-03-17') }));
      expect((await view())!.instruments[0]).to.include({ endsBeforeWorks: true, remindOn: '2027-02-15' });
    });

    it('from an issuer of another kind is refused', async () => {
      expect(await refused(record('contractor', guarantee({ issuerId: world.parties.surety })))).to.deep.equal(['issuerId']);
    });

    it('tells every mistake at once', async () => {
      expect(await refused(record('contractor', guarantee({ issuerId: world.parties.owner, irrevocable: false, onDemand: false, beneficiary: false, validTo: day('2026-04-01') })))).to.have.members(['issuerId', 'irrevocable', 'onDemand', 'beneficiary', 'validTo']);
    });

    it('replaced by another leaves the old one ended and the amount once', async () => {
      const { instrumentId } = await record('contractor', guarantee());
      await record('contractor', guarantee({ replacesId: instrumentId, issuerId: world.parties.bank2 }));
      const seen = await view();
      expect(seen).to.include({ state: 'held', guaranteeFen: 1_600_000_00n });
      expect(seen!.instruments.map((i) => [i.issuerId, i.endedReason])).to.deep.equal([[world.parties.bank2, null], [world.parties.bank, '已换保']]);
      expect(await refused(record('contractor', guarantee({ replacesId: instrumentId })))).to.deep.equal(['replacesId']);
    });

    it('that has expired lapses once and the deposit is due again', async () => {
      await record('contractor', guarantee({ validTo: day('2027-03-17') }));
      world.clock.on('2027-03-17');
      expect(await world.as('system', (work) => projectsWithLapsed(work, work.today))).not.to.include(projectId);
      world.clock.on('2027-03-18');
      expect(await world.as('system', (work) => projectsWithLapsed(work, work.today))).to.include(projectId);
      expect(await world.as('system', (work) => lapseInstruments(work, projectId, work.today))).to.equal(1);
      expect(await world.as('system', (work) => lapseInstruments(work, projectId, work.today))).to.equal(0);
      expect(await view()).to.include({ state: 'due', guaranteeFen: 0n, shortFen: 1_600_000_00n });
    });
  });

  describe('exempted', () => {
    const exempt = (who: Person, reason = '三年无拖欠'): ReturnType<typeof exemptDeposit> => world.as(who, (work) => exemptDeposit(work, projectId, { reason }));

    it('by a supervisor takes effect at once', async () => {
      expect(await exempt('supervisor')).to.deep.equal({ granted: true });
      expect(await view()).to.include({ state: 'exempt', exemptReason: '三年无拖欠' });
    });

    it('by inspectors takes two of them', async () => {
      expect(await exempt('inspector')).to.deep.equal({ granted: false });
      expect(await view()).to.include({ state: 'due' });
      expect(await refused(exempt('inspector'))).to.equal('same-person');
      expect(await exempt('inspector2', '情况属实')).to.deep.equal({ granted: true });
      expect(await view()).to.include({ state: 'exempt', exemptReason: '三年无拖欠；情况属实' });
    });

    it('is refused to everyone else, and once it is stored', async () => {
      expect(await refused(exempt('contractor'))).to.equal('not-allowed');
      await record('inspector', cash());
      expect(await refused(exempt('supervisor'))).to.equal('wrong-state');
    });

    it('proposed, then stored, leaves nothing to grant when the guarantee lapses', async () => {
      await exempt('inspector');
      await record('contractor', guarantee({ validTo: day('2027-03-17') }));
      world.clock.on('2027-03-18');
      await world.as('system', (work) => lapseInstruments(work, projectId, work.today));
      expect(await exempt('inspector2')).to.deep.equal({ granted: false });
    });
  });
});
