import { expect } from 'chai';
import { moveProject, addToMonth, type MonthChange } from '../../../src/domain/projects/index.js';
import { creditLabourCost, openWageAccount, reverse } from '../../../src/domain/escrow/index.js';
import { exemptDeposit, lapseInstruments, recordInstrument } from '../../../src/domain/deposits/index.js';
import { correctCard, importRoster, recordAttendance } from '../../../src/domain/roster/index.js';
import { gatherFacts } from '../../../src/domain/risk/gather-facts.js';
import { projectsToScan, rescanProject, scan, findRule, type ScanCounts } from '../../../src/domain/risk/index.js';
import { Finding } from '../../../src/entities/finding.js';
import { PayrollSheet } from '../../../src/entities/payroll-sheet.js';
import { ProjectRisk } from '../../../src/entities/project-risk.js';
import { scanAll } from '../../../src/jobs/scan-risk.js';
import { createDoor, type Work } from '../../../src/platform/work.js';
import { idCheck, type IdNumber } from '../../../src/values/id-number.js';
import { must } from '../../../src/values/parsed.js';
import { parseBankCard } from '../../../src/values/bank-card.js';
import { period } from '../../../src/values/period.js';
import { day, type PlainDate } from '../../../src/values/plain-date.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { openWorld, type World } from '../../support/world.js';

const nothing: ScanCounts = { projects: 0, skipped: 0, failed: 0, opened: 0, reopened: 0, changed: 0, still: 0, cleared: 0 };
const idOf = (birth: string, n: number): IdNumber => {
  const body = `460003${birth}${String(n).padStart(3, '0')}`;
  return (body + idCheck(body)) as IdNumber;
};
const card = (text: string) => must(parseBankCard(text));

describe('scan', () => {
  let world: World;
  before(async () => (world = await openWorld({ on: '2026-08-20' })));
  after(() => world.close());

  const run = (projectId: string, asOf = '2026-08-20', rule?: string): Promise<ScanCounts> => world.as('system', async (work) => (await scan(work, { asOf: day(asOf), projectIds: [projectId], rule })).counts);
  const findings = (projectId: string, rule?: string): Promise<Finding[]> => world.dataSource.getRepository(Finding).find({ where: { projectId, ...(rule ? { rule } : {}) }, order: { rule: 'ASC', period: 'ASC', episode: 'ASC' } });
  const risk = (projectId: string): Promise<ProjectRisk> => world.dataSource.getRepository(ProjectRisk).findOneByOrFail({ projectId });
  const setMonth = (projectId: string, p: string, change: MonthChange): Promise<void> => world.as('system', (work) => addToMonth(work, projectId, period(p), change));
  const facts = (projectId: string, asOf = '2026-08-20') => world.as('system', async (work) => (await gatherFacts(work, [projectId], day(asOf)))[0]!);

  /** All months since March with 100 workers, paid in full. */
  const paidUp = async (projectId: string): Promise<void> => {
    for (const p of ['2026-03', '2026-04', '2026-05', '2026-06', '2026-07']) {
      await setMonth(projectId, p, { attendanceDays: 2_600, attendingWorkers: 100, sheets: 1, approvedSheets: 1, lines: 100, payableFen: 60_000_000n, paidFen: 60_000_000n, paidLines: 100 });
    }
  };

  it('opens what it finds, keeps the proof, and finds nothing new the second time', async () => {
    const projectId = await makeProject(world);
    await paidUp(projectId);
    await setMonth(projectId, '2026-07', { paidFen: -5_000_000n, paidLines: -5 });
    const first = await run(projectId, '2026-08-20', 'R-PAY-01');
    expect(first).to.deep.equal({ ...nothing, projects: 1, opened: 1 });
    const [f] = await findings(projectId);
    expect(f).to.include({ rule: 'R-PAY-01', subjectType: 'project', subjectId: projectId, period: '2026-07', episode: 1, severity: 'red', dueOn: '2026-08-21', firstSeenOn: '2026-08-20', lastSeenOn: '2026-08-20', clearedOn: null });
    expect(f!.sentence).to.equal('2026年7月工资应于2026年8月14日前支付，应发600,000.00元，已发550,000.00元，尚欠50,000.00元。');
    expect(f!.basis).to.deep.equal(['《保障农民工工资支付条例》第十二条', '《保障农民工工资支付条例》第十四条', '《保障农民工工资支付条例》第十六条', '《劳动保障监察条例》第二十六条']);
    expect(f!.parameters).to.nested.include({ 'used[0].key': 'pay.graceDays', 'used[0].source': '内部时限', 'response.provisional': false });
    expect(f!.evidence[0]).to.deep.include({ of: 'project-month', id: projectId, what: '2026年7月考勤与支付' });
    expect(await run(projectId, '2026-08-20', 'R-PAY-01')).to.deep.equal({ ...nothing, projects: 1, still: 1 });
    expect(await findings(projectId)).to.deep.equal([f]);
  });

  it('sees again, changes, clears and reopens as the next episode', async () => {
    const projectId = await makeProject(world);
    await paidUp(projectId);
    const rule = 'R-PAY-01';
    await setMonth(projectId, '2026-07', { paidFen: -60_000_000n, paidLines: -100 });
    world.clock.on('2026-08-18');
    await run(projectId, '2026-08-18', rule);
    world.clock.on('2026-08-19');
    expect(await run(projectId, '2026-08-19', rule)).to.include({ still: 1, changed: 0 });
    expect((await findings(projectId))[0]).to.include({ firstSeenOn: '2026-08-18', lastSeenOn: '2026-08-19', dueOn: '2026-08-19' });
    await setMonth(projectId, '2026-07', { paidFen: 59_999_999n, paidLines: 99 });
    world.clock.on('2026-08-20');
    expect(await run(projectId, '2026-08-20', rule)).to.include({ changed: 1 });
    expect((await findings(projectId))[0]).to.deep.include({ firstSeenOn: '2026-08-18', dueOn: '2026-08-19', sentence: '2026年7月工资应于2026年8月14日前支付，应发600,000.00元，已发599,999.99元，尚欠0.01元。' });
    await setMonth(projectId, '2026-07', { paidFen: 1n, paidLines: 1 });
    expect(await run(projectId, '2026-08-20', rule)).to.include({ cleared: 1, still: 0 });
    expect((await findings(projectId))[0]).to.include({ clearedOn: '2026-08-20', episode: 1 });
    expect(await run(projectId, '2026-08-20', rule)).to.deep.equal({ ...nothing, projects: 1 });
    await setMonth(projectId, '2026-07', { paidFen: -1n, paidLines: -1 });
    expect(await run(projectId, '2026-08-20', rule)).to.include({ opened: 0, reopened: 1 });
    expect((await findings(projectId)).map((f) => [f.episode, f.clearedOn])).to.deep.equal([[1, '2026-08-20'], [2, null]]);
  });

  it('turns a finding grey, and its clock off, when the data go', async () => {
    const projectId = await makeProject(world);
    await paidUp(projectId);
    await setMonth(projectId, '2026-07', { attendanceDays: -2_600, attendingWorkers: -100 });
    expect(await run(projectId, '2026-08-20', 'R-PAY-03')).to.include({ opened: 1 });
    expect((await findings(projectId))[0]).to.include({ severity: 'grey', dueOn: null, period: null, sentence: '未评估：缺2026年7月的考勤。' });
  });

  it('grades a project by its worst finding; one that never reported is grey, not clean', async () => {
    const silent = await makeProject(world, { contractSignedOn: day('2026-08-10'), permitIssuedOn: day('2026-08-11') });
    await run(silent);
    expect((await findings(silent)).map((f) => [f.rule, f.severity])).to.deep.equal([
      ['R-FND-02', 'grey'],
      ['R-FND-03', 'grey'],
      ['R-PAY-01', 'grey'],
      ['R-PAY-02', 'grey'],
      ['R-PAY-10', 'grey'],
      ['R-REG-01', 'grey'],
      ['R-REG-05', 'grey'],
    ]);
    expect(await risk(silent)).to.deep.include({ grade: 'grey', red: 0, grey: 7, unpaidFen: 0n, scannedOn: '2026-08-20' });

    const planned = await makeProject(world, { contractSignedOn: day('2026-08-10'), permitIssuedOn: day('2026-08-11') }, { state: 'preparing' });
    await run(planned);
    expect(await findings(planned)).to.deep.equal([]);
    expect((await risk(planned)).grade).to.equal('blue');
  });

  it('sums what is unpaid, without sheets that wait for review before their pay day', async () => {
    const projectId = await makeProject(world);
    await paidUp(projectId);
    await setMonth(projectId, '2026-07', { paidFen: -10_000_000n, paidLines: -10, sheets: 1, payableFen: 700n });
    await setMonth(projectId, '2026-08', { sheets: 1, payableFen: 4_000_000n });
    await world.as('inspector', async (work) => {
      await work.db.insert(PayrollSheet, rawSheet(work, projectId, { period: period('2026-07'), netFen: 700n, payOn: day('2026-08-14') }));
      await work.db.insert(PayrollSheet, rawSheet(work, projectId, { period: period('2026-08'), netFen: 4_000_000n, payOn: day('2026-09-15') }));
    });
    await run(projectId);
    expect((await risk(projectId)).unpaidFen).to.equal(10_000_700n);
    const [late] = await findings(projectId, 'R-PAY-01');
    expect(late!.sentence).to.contain('尚欠100,007.00元（其中7.00元的工资表尚未审核）');
    expect(late!.evidence).to.have.lengthOf(2);
  });

  const rawSheet = (work: Work, projectId: string, of: { period: ReturnType<typeof period>; netFen: bigint; payOn: PlainDate }) => ({
    id: work.newId(),
    projectId,
    partyId: world.parties.subcontractor,
    version: 1,
    fileSha256: 'x',
    lines: 1,
    grossFen: of.netFen,
    deductionFen: 0n,
    state: 'submitted' as const,
    submittedBy: work.actor.id!,
    submittedAt: work.now,
    ...of,
  });

  describe('its facts, from what the commands keep', () => {
    it('knows credits without those reversed, and the account in use', async () => {
      const projectId = await makeProject(world);
      await world.as('contractor', (work) => openWageAccount(work, projectId, { bankId: world.parties.bank, branch: undefined, name: undefined, number: '622848000001', openedOn: day('2026-03-20'), agreementSignedOn: undefined }));
      const credit = (on: string, reference: string) =>
        world.as('bank', (work) => creditLabourCost(work, projectId, { amount: 1_000n, bookedOn: day(on), reference, period: undefined, payer: undefined, purpose: undefined }));
      await credit('2026-06-10', 'A1');
      const wrong = await credit('2026-07-10', 'A2');
      expect((await facts(projectId)).lastCredit).to.deep.include({ bookedOn: '2026-07-10', amountFen: 1_000n });
      await world.as('system', (work) => reverse(work, wrong.journalId, 'undo A2'));
      expect((await facts(projectId)).lastCredit).to.deep.include({ bookedOn: '2026-06-10' });
      expect((await facts(projectId, '2026-06-09')).lastCredit).to.equal(null);
      expect((await facts(projectId)).account).to.deep.include({ openedOn: '2026-03-20', closedOn: null });
    });

    it('tells a guarantee that lapsed from one that was replaced, before and after the night that ends it', async () => {
      const projectId = await makeProject(world);
      world.clock.on('2026-03-20');
      const letter = (number: string, from: string, to: string, replacesId?: string) =>
        world.as('inspector', (work) =>
          recordInstrument(work, projectId, { form: 'bank-guarantee', issuerId: world.parties.bank, number, amount: 90_000_000n, receivedOn: work.today, validFrom: day(from), validTo: day(to), irrevocable: true, onDemand: true, beneficiary: true, replacesId }),
        );
      const first = await letter('BH-1', '2025-08-19', '2026-08-18');
      world.clock.on('2026-08-20');
      await run(projectId, '2026-08-20', 'R-DEP-04');
      expect((await findings(projectId))[0]).to.include({ severity: 'red', subjectType: 'deposit-instrument', subjectId: first.instrumentId });
      await world.as('system', (work) => lapseInstruments(work, projectId, work.today));
      expect(await run(projectId, '2026-08-20', 'R-DEP-04')).to.include({ still: 1 });
      expect(await run(projectId, '2026-08-20', 'R-DEP-01')).to.include({ opened: 0 });
      await letter('BH-2', '2026-08-20', '2027-12-31');
      expect(await run(projectId, '2026-08-20', 'R-DEP-04')).to.include({ cleared: 1, opened: 0 });
    });

    it('gathers what speaks against an exemption: arrears on the firm’s earlier works in the years that must be clean', async () => {
      world.clock.on('2026-08-20');
      const earlier = await makeProject(world, { contractSignedOn: day('2024-05-06'), permitIssuedOn: day('2024-05-07') });
      await world.as('system', (work) => addToMonth(work, earlier, period('2025-10'), { payableFen: 100n, paidFen: 99n }));
      const projectId = await makeProject(world);
      await world.as('supervisor', (work) => exemptDeposit(work, projectId, { reason: '三年无拖欠' }));
      expect((await facts(projectId)).deposit!.against.map((a) => a.facts)).to.deep.equal([[['工资月份', '2025-10']]]);
      await run(projectId, '2026-08-20', 'R-DEP-10');
      expect((await findings(projectId))[0]).to.include({ severity: 'orange' });
    });

    it('finds shared cards, team leaders of other projects, people too young, false numbers and the unregistered', async () => {
      const [projectId, elsewhere] = [await makeProject(world), await makeProject(world)];
      const roster = (project: string, rows: Parameters<typeof importRoster>[1]['rows']) =>
        world.as('contractor', (work) => importRoster(work, { projectId: project, partyId: world.parties.subcontractor, rows, enteredOn: day('2026-08-01') }));
      await roster(elsewhere, [{ name: '王班长', idNumber: idOf('19800101', 1), teamLeader: true, card: card('6222020200000000003') }]);
      await roster(projectId, [
        { name: '羊壮飞', idNumber: idOf('19900101', 1), card: card('6222020200000000011') },
        { name: '符丽娟', idNumber: idOf('19900101', 2), card: card('6222020200000000029') },
        { name: '李四', idNumber: idOf('19900101', 3), card: card('6222020200000000037') },
      ]);
      const engagementOf = async (name: string) => (await world.dataSource.query<{ id: string }[]>('SELECT e.id FROM engagement e JOIN worker w ON w.id = e.worker_id WHERE w.name = $1', [name]))[0]!.id;
      // The roster itself refuses what a correction of cards, or another upload, may still bring about.
      await world.owner.query('UPDATE engagement SET card_index = (SELECT card_index FROM engagement WHERE id = $1), card_last4 = $3 WHERE id = $2', [await engagementOf('羊壮飞'), await engagementOf('符丽娟'), '0011']);
      await world.owner.query('UPDATE engagement SET card_index = (SELECT card_index FROM engagement WHERE id = $1) WHERE id = $2', [await engagementOf('王班长'), await engagementOf('李四')]);
      const child = idOf('20110301', 1);
      const wrong = `${idOf('19850505', 7).slice(0, 17)}${idOf('19850505', 7)[17] === '1' ? '2' : '1'}`;
      await world.as('contractor', (work) =>
        recordAttendance(work, {
          projectId,
          partyId: world.parties.subcontractor,
          source: 'feed',
          records: [
            { idNumber: child, name: '陈小明', day: day('2026-08-03'), portion: 1 },
            { idNumber: child, name: '陈小明', day: day('2026-08-05'), portion: 1 },
            { idNumber: wrong, name: '吴假号', day: day('2026-08-04'), portion: 1 },
          ],
        }),
      );
      await run(projectId);
      const cards = await findings(projectId, 'R-PAY-10');
      expect(cards.map((f) => f.sentence.replace(/尾号\d{4}/u, '尾号'))).to.have.members(['本项目2名工人共用尾号的银行卡。', '本项目1名工人的工资卡（尾号）是其他项目班组长的卡。']);
      expect(cards.every((f) => /^[0-9a-f]{16}$/u.test(f.subjectId))).to.equal(true);
      expect(JSON.stringify(cards)).to.contain('羊**');
      expect(JSON.stringify(cards)).to.not.contain('羊壮飞');
      const people = await findings(projectId, 'R-REG-05');
      expect(people.map((f) => f.sentence)).to.have.members([`陈**（身份证尾号${child.slice(-4)}）2011年3月出生，未满16周岁，自2026-08-03有出勤。`, `吴**（身份证尾号${wrong.slice(-4)}）身份证号码校验不符，自2026-08-04有出勤。`]);
      const [strangers] = await findings(projectId, 'R-REG-01');
      expect(strangers!.sentence).to.equal('2026年8月出勤的2人中，有2人在没有用工登记的日子出勤。');
      expect(strangers!.evidence).to.have.lengthOf(3);
      await world.as('contractor', async (work) => correctCard(work, projectId, await engagementOf('符丽娟'), { card: card('6222020200000000029'), bankName: undefined, reason: '改回本人银行卡' }));
      expect(await run(projectId, '2026-08-20', 'R-PAY-10')).to.include({ cleared: 1, still: 1 });
    });

    it('asks no report of months in which the works stood still', async () => {
      const projectId = await makeProject(world);
      await paidUp(projectId);
      await setMonth(projectId, '2026-05', { attendanceDays: -2_600, attendingWorkers: -100, sheets: -1, approvedSheets: -1, lines: -100, payableFen: -60_000_000n, paidFen: -60_000_000n, paidLines: -100 });
      await run(projectId, '2026-08-20', 'R-PAY-01');
      expect((await findings(projectId))[0]!.sentence).to.equal('未评估：缺2026年5月的考勤和工资表。');
      await world.as('inspector', async (work) => {
        await moveProject(work, projectId, 'stop', { on: day('2026-04-30') });
        await moveProject(work, projectId, 'resume', { on: day('2026-06-01') });
      });
      expect(await run(projectId, '2026-08-20', 'R-PAY-01')).to.include({ cleared: 1, opened: 0 });
    });
  });

  describe('what it leaves alone', () => {
    it('refuses a day that has not come, and a rule that is not in the book', async () => {
      const error = await world.as('system', (work) => scan(work, { asOf: day('2026-08-21'), rule: 'R-XXX-99' })).catch((e: unknown) => e);
      expect(error).to.be.instanceOf(Invalid);
      expect((error as Invalid).issues.map((i) => i.path)).to.deep.equal(['asOf', 'rule']);
    });

    it('does not write the past anew', async () => {
      const projectId = await makeProject(world);
      await run(projectId, '2026-08-20');
      const before = await findings(projectId);
      expect(await run(projectId, '2026-08-19')).to.deep.equal({ ...nothing, skipped: 1 });
      expect(await findings(projectId)).to.deep.equal(before);
    });

    it('keeps findings of other rules when one is asked for, and never grades a project by one rule', async () => {
      const projectId = await makeProject(world);
      await run(projectId, '2026-08-20', 'R-ACC-01');
      expect(await world.dataSource.getRepository(ProjectRisk).findOneBy({ projectId })).to.equal(null);
      await run(projectId);
      const { red } = await risk(projectId);
      expect(await run(projectId, '2026-08-20', 'R-PAY-03')).to.include({ cleared: 0 });
      expect((await risk(projectId)).red).to.equal(red);
    });

    it('takes only the projects of an area, and of the person who asks', async () => {
      const here = await makeProject(world, { areaCode: '460400112' });
      const inArea = await world.as('system', (work) => projectsToScan(work, { asOf: work.today, areaCode: '460400112' }));
      expect(inArea).to.deep.equal([here]);
      expect(await world.as('farInspector', (work) => projectsToScan(work, { asOf: work.today }))).to.deep.equal([]);
      const refused = await world.as('farInspector', (work) => rescanProject(work, here)).catch((e: unknown) => e);
      expect(refused).to.be.instanceOf(Refusal).with.property('code', 'not-found');
      expect(await world.as('inspector', (work) => rescanProject(work, here))).to.include({ projects: 1 });
    });

    it('never reads payroll lines', async () => {
      await world.owner.query('REVOKE SELECT ON payroll_line FROM anxin_app');
      try {
        await world.as('system', (work) => scan(work, { asOf: work.today }));
      } finally {
        await world.owner.query('GRANT SELECT ON payroll_line TO anxin_app');
      }
    });

    it('asks the database the same number of questions however many projects there are', async () => {
      const ids = await world.as('system', (work) => projectsToScan(work, { asOf: work.today }));
      const questions = (some: readonly string[]): Promise<number> =>
        world.as('system', async (work) => {
          let asked = 0;
          const db = new Proxy(work.db, { get: (target, key) => (key === 'query' ? (sql: string, values: unknown[]) => ((asked += 1), target.query(sql, values)) : (Reflect.get(target, key) as unknown)) });
          await gatherFacts({ ...work, db }, some, work.today);
          return asked;
        });
      expect(ids.length).to.be.greaterThan(5);
      expect(await questions(ids)).to.be.at.most(10);
    });
  });

  describe('when something breaks', () => {
    it('counts a rule that fails, leaves its findings as they were and does the others', async () => {
      const projectId = await makeProject(world);
      await run(projectId);
      const before = await findings(projectId, 'R-ACC-01');
      const rule = findRule('R-ACC-01')! as { judge: unknown };
      const { judge } = rule;
      rule.judge = () => {
        throw new TypeError('broken');
      };
      try {
        await setMonth(projectId, '2026-07', { attendanceDays: 1, attendingWorkers: 1 });
        expect(await run(projectId)).to.include({ failed: 1, projects: 1 });
      } finally {
        rule.judge = judge;
      }
      expect(await findings(projectId, 'R-ACC-01')).to.deep.equal(before);
      expect((await findings(projectId, 'R-PAY-01')).filter((f) => f.severity === 'red').map((f) => f.period)).to.deep.equal(['2026-07']);
      const [event] = await world.dataSource.query<{ detail: { projects: number; first: { error: string } } }[]>(`SELECT detail FROM audit_event WHERE action = 'risk.rule-failed' AND subject_id = 'R-ACC-01' ORDER BY id DESC LIMIT 1`);
      expect(event!.detail).to.deep.include({ projects: 1 });
      expect(event!.detail.first.error).to.equal('TypeError: broken');
    });

    it('counts a project that fails and does the others', async () => {
      const [good, bad] = [await makeProject(world), await makeProject(world)];
      await world.owner.query(`CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.project_id = '${bad}' THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$`);
      await world.owner.query('CREATE TRIGGER break_one BEFORE INSERT ON finding FOR EACH ROW EXECUTE FUNCTION break_one()');
      const door = createDoor({ dataSource: world.dataSource, vault: world.vault, clock: () => world.clock.now });
      try {
        const counts = await scanAll(door, { asOf: day('2026-08-20') });
        expect(counts).to.include({ failed: 1 });
        expect(counts.projects).to.equal((await world.as('system', (work) => projectsToScan(work, { asOf: work.today }))).length - 1);
        expect(await findings(good)).to.have.lengthOf.above(0);
        expect(await findings(bad)).to.have.lengthOf(0);
        const [event] = await world.dataSource.query<{ detail: { error: string } }[]>(`SELECT detail FROM audit_event WHERE action = 'risk.project-failed' AND subject_id = $1`, [bad]);
        expect(event!.detail.error).to.match(/no room/u);
      } finally {
        await world.owner.query('DROP TRIGGER break_one ON finding');
      }
      expect(await scanAll(door, { asOf: day('2026-08-20') })).to.include({ failed: 0 });
      expect(await findings(bad)).to.have.lengthOf.above(0);
    });
  });

  it('lets two scans at once open a finding once', async () => {
    const projectId = await makeProject(world);
    const both = await Promise.all([run(projectId), run(projectId)]);
    expect(both.map((c) => c.opened > 0).sort()).to.deep.equal([false, true]);
  });
});
