import { expect } from 'chai';
import { addClaim, caseHistory, claimsOf, dropClaim, findingsOfCase, getCase, listCases, owedWorkers, takeClaims } from '../../../src/domain/cases/index.js';
import { proveLedger } from '../../../src/domain/escrow/index.js';
import { settleLines } from '../../../src/domain/payroll/index.js';
import { day } from '../../../src/values/plain-date.js';
import { period } from '../../../src/values/period.js';
import { Invalid, type Refusal } from '../../../src/values/refusal.js';
import { makeProject } from '../../support/builders.js';
import { fileCase, makeFinding } from '../../support/cases.js';
import { thrown } from '../../support/papers.js';
import { employ, readingOf, submit, submitApproved, standing } from '../../support/payroll.js';
import { sampleWorkers, testId } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

const issuesOf = (error: unknown): readonly { path: string; message: string }[] => (error instanceof Invalid ? error.issues : []);

describe('opening a case', () => {
  let world: World;
  let projectId: string;
  before(async () => (world = await openWorld({ on: '2026-10-12' })));
  after(() => world.close());
  beforeEach(async () => (projectId = await makeProject(world)));

  const read = (caseId: string) => world.as('inspector', (work) => getCase(work, caseId));

  it('numbers twenty opened at once without gap, and gives no number to one that is refused', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => fileCase(world, projectId)));
    await thrown(fileCase(world, projectId, { partyId: world.parties.bank }));
    opened.push(await fileCase(world, projectId));
    const numbers = opened.map((o) => Number(/^儋人社监案〔2026〕(\d+)号$/u.exec(o.number)?.[1]));
    expect(numbers.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 21 }, (_, i) => numbers[0]! + i));
  });

  it('gives two inspectors sixty working days, over the New Year provisionally', async () => {
    world.clock.on('2026-03-02');
    const spring = await read((await fileCase(world, projectId)).caseId);
    world.clock.on('2026-10-12');
    expect(spring).to.deep.include({ state: 'filed', filedOn: '2026-03-02', investigateBy: '2026-05-28', investigateProvisional: false, handler: '测试inspector', coHandler: '测试inspector2' });
    const autumn = await read((await fileCase(world, projectId)).caseId);
    expect(autumn).to.deep.include({ investigateBy: '2027-01-04', investigateProvisional: true });
    expect(issuesOf(await thrown(fileCase(world, projectId, { coHandlerId: world.actors.inspector.id! }))).map((i) => i.path)).to.deep.equal(['coHandlerId']);
    expect(issuesOf(await thrown(fileCase(world, projectId, { coHandlerId: world.actors.farInspector.id! }))).map((i) => i.path)).to.deep.equal(['coHandlerId']);
  });

  it('takes cause and facts from its findings and the unpaid wages of their months', async () => {
    await employ(world, projectId);
    await submitApproved(world, projectId, '2026-08', { reading: readingOf(sampleWorkers.slice(0, 3), () => 1_000_000n) });
    await submit(world, projectId, '2026-09', { reading: readingOf(sampleWorkers.slice(0, 2), () => 500_000n) });
    const [august, deposit] = [await makeFinding(world, projectId), await makeFinding(world, projectId, { rule: 'R-DEP-01', period: null, sentence: '未存储工资保证金。' })];
    const { caseId, claims } = await fileCase(world, projectId, { findingIds: [august, deposit] });
    expect(claims).to.deep.equal({ claims: 3, workers: 3, amountFen: 3_000_000n });
    const file = await read(caseId);
    expect(file.cause).to.equal('涉嫌未按规定存储工资保证金、拖欠农民工工资');
    expect(file.facts).to.equal('未存储工资保证金；2026年8月工资应于2026年9月15日前支付，应发30,000.00元，已发0.00元，尚欠30,000.00元');
    expect((await world.as('inspector', (work) => findingsOfCase(work, caseId))).map((f) => f.rule)).to.have.members(['R-PAY-01', 'R-DEP-01']);
    const more = await world.as('inspector', (work) => takeClaims(work, caseId, [period('2026-08'), period('2026-09')]));
    expect(more).to.deep.equal({ claims: 2, workers: 2, amountFen: 1_000_000n });
    expect(issuesOf(await thrown(world.as('inspector', (work) => takeClaims(work, caseId, [period('2026-09')])))).map((i) => i.path)).to.deep.equal(['periods']);
    const owed = await world.as('inspector', (work) => owedWorkers(work, caseId));
    expect(owed.map((w) => [w.periods, w.amountFen])).to.have.deep.members([
      [['2026-08', '2026-09'], 1_500_000n],
      [['2026-08', '2026-09'], 1_500_000n],
      [['2026-08'], 1_000_000n],
    ]);
  });

  it('counts a worker’s month once: two lines are summed up, another open case keeps what it claims', async () => {
    await employ(world, projectId);
    const [w] = sampleWorkers;
    await submitApproved(world, projectId, '2026-08', { reading: readingOf([w!], () => 300_000n) });
    await submitApproved(world, projectId, '2026-08', { cycle: 2, reading: readingOf([w!], () => 200_000n) });
    const first = await fileCase(world, projectId, { periods: [period('2026-08')] });
    expect(first.claims).to.deep.equal({ claims: 1, workers: 1, amountFen: 500_000n });
    const second = await fileCase(world, projectId, { periods: [period('2026-08')] });
    expect(second.claims.claims).to.equal(0);
  });

  it('a paid line is claimed no more, and a claim whose line gets paid is no longer owed', async () => {
    await employ(world, projectId);
    const { sheetId } = await submitApproved(world, projectId, '2026-08', { reading: readingOf(sampleWorkers.slice(0, 3), () => 100_000n) });
    const settle = (lineNo: number) => world.as('system', async (work) => {
      await settleLines(work, sheetId, [standing(lineNo, 'in-transit', '2026-10-12', 100_000n)]);
      await settleLines(work, sheetId, [standing(lineNo, 'paid', '2026-10-12', 100_000n)]);
    });
    await settle(1);
    const { caseId, claims } = await fileCase(world, projectId, { periods: [period('2026-08')] });
    expect(claims.claims).to.equal(2);
    await settle(2);
    expect((await world.as('inspector', (work) => claimsOf(work, caseId))).map((c) => c.paid).sort()).to.deep.equal([false, true]);
    expect(await world.as('inspector', (work) => owedWorkers(work, caseId))).to.have.length(1);
    expect((await world.as('system', (work) => proveLedger(work))).differences).to.deep.equal([]);
  });

  it('takes a worker whom no sheet names by the ID number, once a month, and lets go of a wrong one', async () => {
    await employ(world, projectId);
    const { caseId } = await fileCase(world, projectId);
    const claim = (idNumber = sampleWorkers[0]!.idNumber as ReturnType<typeof testId>, month = '2026-09') => world.as('inspector', (work) => addClaim(work, caseId, { idNumber, period: period(month), amount: 850_000n }));
    const { claimId } = await claim();
    expect(issuesOf(await thrown(claim())).map((i) => i.path)).to.deep.equal(['period']);
    expect(issuesOf(await thrown(claim(testId(day('1990-01-01'), 99)))).map((i) => i.path)).to.deep.equal(['idNumber']);
    expect(issuesOf(await thrown(claim(undefined, '2026-11'))).map((i) => i.path)).to.deep.equal(['period']);
    await world.as('inspector', (work) => dropClaim(work, caseId, claimId));
    expect(await world.as('inspector', (work) => claimsOf(work, caseId))).to.deep.equal([]);
  });

  for (const [who, circumstance, liable, ground] of [
    ['contractor', 'none', 'contractor', '第十六条'],
    ['subcontractor', 'none', 'contractor', '第三十条第三款'],
    ['subcontractor', 'passed-on', 'contractor', '第三十条第四款'],
    ['subcontractor', 'unqualified-by-contractor', 'contractor', '第三十六条第一款'],
    ['subcontractor', 'unqualified-by-owner', 'owner', '第三十六条第一款'],
    ['contractor', 'name-lent', 'contractor', '第三十六条第二款'],
    ['contractor', 'unlawful-project', 'owner', '第三十七条'],
  ] as const) {
    it(`${who} owes, ${circumstance}: ${liable} pays under ${ground}`, async () => {
      const { caseId } = await fileCase(world, projectId, { partyId: world.parties[who], circumstance });
      const file = await read(caseId);
      expect(file.liablePartyId).to.equal(world.parties[liable]);
      expect(file.liableBecause).to.include(`《保障农民工工资支付条例》${ground}`);
    });
  }

  it('an owner that did not fund answers itself, and owes nobody wages', async () => {
    const { caseId } = await fileCase(world, projectId, { partyId: world.parties.owner, findingIds: [await makeFinding(world, projectId, { rule: 'R-FND-02' })] });
    expect(await read(caseId)).to.deep.include({ liablePartyId: world.parties.owner, liableBecause: null, cause: '涉嫌未按约定拨付人工费用', workers: 0 });
  });

  it('opens no second case on a finding, nor one on a finding of another project', async () => {
    const finding = await makeFinding(world, projectId);
    const all = await Promise.all(Array.from({ length: 5 }, () => thrown(fileCase(world, projectId, { findingIds: [finding] }))));
    expect(all.filter((e) => e === undefined)).to.have.length(1);
    expect(issuesOf(all.find((e) => e !== undefined))[0]!.message).to.include('已在案件');
    const other = await makeProject(world);
    expect(issuesOf(await thrown(fileCase(world, other, { findingIds: [finding], partyId: world.parties.bank }))).map((i) => i.path)).to.deep.equal(['partyId', 'findingIds']);
  });

  it('a second click opens no second case', async () => {
    const both = await Promise.all([1, 2].map(() => thrown(fileCase(world, projectId, { facts: '根据举报立案' }))));
    expect(both.map((e) => (e as Refusal | undefined)?.code).sort()).to.deep.equal(['already-exists', undefined]);
  });

  it('is not there for another city, neither the project nor the case', async () => {
    const code = async (run: Promise<unknown>): Promise<string> => ((await thrown(run)) as Refusal).code;
    expect(await code(fileCase(world, projectId, {}, 'farInspector'))).to.equal('not-found');
    const { caseId } = await fileCase(world, projectId);
    expect(await code(world.as('farInspector', (work) => getCase(work, caseId)))).to.equal('not-found');
    expect(await code(world.as('farInspector', (work) => claimsOf(work, caseId)))).to.equal('not-found');
    const mine = { q: undefined, state: undefined, areaCode: undefined, projectId, mine: undefined, overdue: undefined, sort: 'number', direction: 'asc', page: 1, size: 20 } as const;
    expect((await world.as('farInspector', (work) => listCases(work, mine))).total).to.equal(0);
    expect((await world.as('inspector2', (work) => listCases(work, { ...mine, mine: true }))).total).to.equal(1);
    expect((await world.as('supervisor', (work) => listCases(work, { ...mine, mine: true }))).total).to.equal(0);
  });

  it('leaves its way in the audit trail', async () => {
    const { caseId, number } = await fileCase(world, projectId, { findingIds: [await makeFinding(world, projectId)] });
    const [event] = await world.as('inspector', (work) => caseHistory(work, caseId));
    expect(event).to.deep.include({ action: 'case.opened', actor: '测试inspector' });
    expect(event!.detail).to.deep.include({ number });
    expect(String(event!.detail['due'])).to.include('调查的期限为60个工作日');
  });
});
