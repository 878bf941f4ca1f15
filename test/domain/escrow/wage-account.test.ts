import { expect } from 'chai';
import { accountDuty, balanceOf, creditLabourCost, fileWageAccount, findWageAccount, ledgerRows, listCredits, listJournals, moneyLine, openWageAccount, proveLedger, signAgreement, wageAccountFlow, type WageAccountAction, type WageAccountState } from '../../../src/domain/escrow/index.js';
import { wageAccountStates } from '../../../src/entities/wage-account.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { next } from '../../../src/values/workflow.js';
import { makeProject } from '../../support/builders.js';
import { agreement } from '../../support/agreement.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const refused = async (run: Promise<unknown>): Promise<unknown> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    if (error instanceof Invalid) return error.issues.map((i) => i.path);
    throw error;
  }
  return 'accepted';
};

describe('the dedicated account', () => {
  let world: World;
  let projectId: string;

  const account = (more: object = {}) => ({ bankId: world.parties.bank, branch: '中兴支行', name: undefined, number: '21 3456 0104 0012 345', openedOn: day('2026-03-20'), agreementSignedOn: undefined, ...more });
  const credit = (more: object = {}) => ({ bookedOn: day('2026-04-10'), amount: 500_000_00n, reference: 'NB20260410001', period: undefined, payer: '儋州滨海置业有限公司', purpose: '3月人工费', ...more });
  const open = (who: Person = 'contractor', more: object = {}): Promise<{ wageAccountId: string }> => world.as(who, (work) => openWageAccount(work, projectId, account(more)));

  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makeProject(world);
  });
  afterEach(async () => {
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  describe('opening', () => {
    it('names the account as the rules want it and keeps its number sealed', async () => {
      const { wageAccountId } = await open();
      const seen = await world.as('contractor', (work) => findWageAccount(work, projectId));
      expect(seen).to.include({ id: wageAccountId, state: 'opened', numberLast4: '2345', bank: '中国农业银行股份有限公司儋州分行' });
      expect(seen?.name).to.match(/^海南宏基建设工程有限公司测试安置房项目\d+农民工工资专用账户$/u);
      const [row] = await world.dataSource.query<{ sealed: Buffer }[]>('SELECT number_sealed AS sealed FROM wage_account WHERE id = $1', [wageAccountId]);
      expect(row!.sealed.includes('213456010400')).to.equal(false);
      expect(world.vault.open(row!.sealed, `wage_account.number_sealed.${wageAccountId}`)).to.equal('21345601040012345');
    });

    it('tells every mistake at once', async () => {
      expect(await refused(open('contractor', { number: 'ABC', openedOn: day('2026-08-21'), agreementSignedOn: day('2026-08-21'), bankId: world.parties.surety }))).to.have.members(['number', 'openedOn', 'agreementSignedOn', 'bankId']);
    });

    it('is refused while another is open', async () => {
      await open();
      expect(await refused(open())).to.equal('already-exists');
    });

    it('of another firm’s project finds no project', async () => {
      expect(await refused(open('contractor2'))).to.equal('not-found');
    });
  });

  describe('agreement and filing', () => {
    it('are recorded, and filing moves the account on', async () => {
      await open();
      await world.as('contractor', (work) => signAgreement(work, projectId, agreement('2026-03-22')));
      await world.as('inspector', (work) => fileWageAccount(work, projectId, { filedOn: day('2026-04-01') }));
      expect(await world.as('inspector', (work) => findWageAccount(work, projectId))).to.include({ state: 'filed', agreementSignedOn: '2026-03-22', filedOn: '2026-04-01' });
      const trail = await world.dataSource.query<{ action: string; to_state: string }[]>(`SELECT action, to_state FROM audit_event WHERE project_id = $1 AND subject_type = 'wage-account' ORDER BY id`, [projectId]);
      expect(trail.map((e) => `${e.action} ${e.to_state}`)).to.deep.equal(['wage-account.opened opened', 'wage-account.sign-agreement opened', 'wage-account.file filed']);
    });

    it('on days that cannot be are refused at their field', async () => {
      await open();
      expect(await refused(world.as('contractor', (work) => signAgreement(work, projectId, agreement('2026-08-21'))))).to.deep.equal(['signedOn']);
      expect(await refused(world.as('contractor', (work) => fileWageAccount(work, projectId, { filedOn: day('2026-08-21') })))).to.deep.equal(['filedOn']);
      expect(await refused(world.as('contractor', (work) => fileWageAccount(work, projectId, { filedOn: day('2026-03-19') })))).to.deep.equal(['filedOn']);
    });

    it('need an account', async () => {
      expect(await refused(world.as('contractor', (work) => fileWageAccount(work, projectId, { filedOn: day('2026-04-01') })))).to.equal('wrong-state');
    });
  });

  describe('its next duty', () => {
    const duty = () => world.as('contractor', (work) => accountDuty(work, projectId));

    it('is to open it 30 days after the contract, moved off a rest day', async () => {
      expect(await duty()).to.include({ what: 'open', by: '2026-04-01', source: '《工程建设领域农民工工资专用账户管理暂行办法》第六条' });
    });

    it('is then to file it 30 days after opening, and then none', async () => {
      await open();
      // 19 April 2026 is a Sunday.
      expect(await duty()).to.include({ what: 'file', by: '2026-04-20' });
      await world.as('contractor', (work) => fileWageAccount(work, projectId, { filedOn: day('2026-04-01') }));
      expect(await duty()).to.equal(undefined);
    });

    it('is none where the contract is older than the rule', async () => {
      projectId = await makeProject(world, { contractSignedOn: day('2021-07-06'), permitNo: undefined, permitIssuedOn: undefined });
      expect(await duty()).to.equal(undefined);
    });
  });

  describe('labour cost that arrives', () => {
    it('is posted, counted in its month and shown on the money line', async () => {
      await open();
      await world.as('bank', (work) => creditLabourCost(work, projectId, credit()));
      expect(await world.as('system', (work) => balanceOf(work, { kind: 'escrow', projectId }))).to.deep.equal({ balanceFen: 500_000_00n, heldFen: 0n });
      const line = await world.as('owner', (work) => moneyLine(work, projectId));
      expect(line).to.include({ creditedFen: 500_000_00n, balanceFen: 500_000_00n, payableFen: 0n, paidFen: 0n, inTransitFen: 0n, returnedLines: 0 });
      // A quarter of 80,000,000.00 over 21 funding days from March 2026 to December 2027; six of them have passed.
      expect(line.plan?.totalFen).to.equal(20_000_000_00n);
      expect(line.plan?.next?.on).to.equal('2026-09-10');
      const months = await world.dataSource.query<{ period: string; credited_fen: bigint }[]>('SELECT period, credited_fen FROM project_month WHERE project_id = $1', [projectId]);
      expect(months).to.deep.equal([{ period: '2026-04', credited_fen: 500_000_00n }]);
    });

    it('recorded again with the same serial number does no harm', async () => {
      await open();
      const first = await world.as('bank', (work) => creditLabourCost(work, projectId, credit()));
      expect(await world.as('contractor', (work) => creditLabourCost(work, projectId, credit()))).to.deep.equal(first);
      expect(await world.as('bank', (work) => listCredits(work, projectId))).to.have.length(1);
      expect((await world.as('system', (work) => balanceOf(work, { kind: 'escrow', projectId }))).balanceFen).to.equal(500_000_00n);
    });

    it('twenty times at once is one credit', async () => {
      await open();
      await Promise.all(Array.from({ length: 20 }, () => world.as('bank', (work) => creditLabourCost(work, projectId, credit()))));
      expect(await world.as('bank', (work) => listCredits(work, projectId))).to.have.length(1);
    });

    it('with a known serial number and another amount is refused at that field', async () => {
      await open();
      await world.as('bank', (work) => creditLabourCost(work, projectId, credit()));
      expect(await refused(world.as('bank', (work) => creditLabourCost(work, projectId, credit({ amount: 1n }))))).to.deep.equal(['reference']);
    });

    it('cannot come from the future or from before the account', async () => {
      await open();
      for (const bookedOn of [day('2026-08-21'), day('2026-03-19')]) expect(await refused(world.as('bank', (work) => creditLabourCost(work, projectId, credit({ bookedOn }))))).to.deep.equal(['bookedOn']);
    });

    it('is told by the account’s own bank only', async () => {
      await open();
      expect(await refused(world.as('bank2', (work) => creditLabourCost(work, projectId, credit())))).to.equal('not-found');
      expect(await refused(world.as('inspector', (work) => creditLabourCost(work, projectId, credit())))).to.equal('not-allowed');
    });

    it('stands in the ledger with both its sides', async () => {
      await open();
      await world.as('bank', (work) => creditLabourCost(work, projectId, credit()));
      const [journal] = await world.as('inspector', (work) => listJournals(work, projectId, 20));
      expect(journal).to.include({ kind: 'labour-cost-credited', occurredOn: '2026-04-10', amountFen: 500_000_00n });
      expect([journal!.from, journal!.to]).to.deep.equal([['owner'], ['escrow']]);
      const rows = await world.as('inspector', (work) => ledgerRows(work, projectId));
      expect(rows.map((r) => [r.account, r.party, r.outFen, r.inFen])).to.deep.equal([
        ['owner', '儋州滨海置业有限公司', 500_000_00n, 0n],
        ['escrow', null, 0n, 500_000_00n],
      ]);
    });
  });

  describe('its states', () => {
    const actions: readonly WageAccountAction[] = ['sign-agreement', 'file', 'credit', 'seize'];
    const wanted: Readonly<Record<WageAccountState, Partial<Record<WageAccountAction, string>>>> = {
      opened: { 'sign-agreement': 'opened', file: 'filed', credit: 'opened', seize: 'seized' },
      filed: { 'sign-agreement': 'filed', credit: 'filed', seize: 'seized' },
      seized: { 'sign-agreement': 'seized', credit: 'seized', seize: 'seized' },
      closed: {},
    };
    for (const state of wageAccountStates) {
      for (const action of actions) {
        const to = wanted[state][action];
        it(`${state}: ${action} ${to ? `leads to ${to}` : 'is refused'}`, () => {
          const take = (): string => next(wageAccountFlow, state, action, 'general-contractor');
          if (to) expect(take()).to.equal(to);
          else expect(take).to.throw(Refusal).with.property('code', 'wrong-state');
        });
      }
    }
  });
});
