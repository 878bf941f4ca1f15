import { expect } from 'chai';
import { balanceOf } from '../../../src/domain/escrow/index.js';
import { assignRelease, deskCounts, getRelease, listColleagues, listReleases, makeBatch, requestRelease, resubmitRelease, returnRelease, reviewRelease, type ReleaseTab } from '../../../src/domain/releases/index.js';
import { formatRanges, parseRanges } from '../../../src/domain/releases/line-ranges.js';
import type { Work } from '../../../src/platform/work.js';
import type { PlainDate } from '../../../src/values/plain-date.js';
import { must } from '../../../src/values/parsed.js';
import { Invalid, Refusal } from '../../../src/values/refusal.js';
import { approvedRelease, approvedSheet, makePayingProject, opinion, request } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const refused = async (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      if (error instanceof Invalid) return error.issues.map((i) => i.path);
      throw error;
    },
  );

describe('the steps of a release', () => {
  let world: World;
  let projectId: string;
  let sheetId: string;
  const five = sampleWorkers.slice(0, 5);

  before(async () => {
    world = await openWorld({ on: '2026-09-01' });
  });
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-09-01' as PlainDate);
    projectId = await makePayingProject(world, { people: five, fund: 25_000_00n });
    sheetId = await approvedSheet(world, projectId, '2026-07', five);
  });

  /** A second account at the office of `who`, of another human. */
  const colleagueOf = async (who: Person): Promise<{ id: string; run<T>(command: (work: Work) => Promise<T>): Promise<T> }> => {
    const [{ id }] = await world.dataSource.query<[{ id: string }]>(
      `INSERT INTO user_account (id, person_id, login, name, role, area_code, organ_id, party_id, password_hash)
       SELECT n, n, 'x' || substr(md5(n::text), 1, 12), name || '乙', role, area_code, organ_id, party_id, password_hash FROM user_account, gen_random_uuid() n WHERE id = $1 RETURNING id`,
      [world.actors[who].id],
    );
    const actor = { ...world.actors[who], id, personId: id };
    return { id, run: (command) => world.as(who, (work) => command({ ...work, actor })) };
  };
  const as = (who: Person, run: (work: Work) => Promise<unknown>): Promise<unknown> => world.as(who, run);
  const agree = (who: Person, releaseId: string): Promise<unknown> => as(who, (work) => reviewRelease(work, releaseId, opinion));
  const detail = (releaseId: string, who: Person = 'inspector') => world.as(who, (work) => getRelease(work, releaseId));
  const balance = () => world.as('system', (work) => balanceOf(work, { kind: 'escrow', projectId }));
  const idsOf = async (releaseId: string): Promise<string[]> => (await world.dataSource.query<{ id: string }[]>('SELECT end_to_end_id AS id FROM payment_instruction WHERE release_id = $1 ORDER BY end_to_end_id', [releaseId])).map((r) => r.id);

  it('a bank returns to the second review: the money is free, the lines stay taken, the ids stay, and it goes on with new persons', async () => {
    const releaseId = await approvedRelease(world, sheetId);
    const ids = await idsOf(releaseId);
    expect(await balance()).to.deep.equal({ balanceFen: 25_000_00n, heldFen: 25_000_00n });
    await as('bank', (work) => returnRelease(work, releaseId, { opinion: '户名与开户行不符', to: 'housing-review' }));
    expect(await balance()).to.deep.equal({ balanceFen: 25_000_00n, heldFen: 0n });
    expect(await detail(releaseId)).to.deep.include({ state: 'labour-reviewed', round: 1, fates: [{ state: 'draft', lines: 5, amountFen: 25_000_00n }] });
    expect(await refused(as('contractor', (work) => requestRelease(work, { sheetId, opinion: '再次提请' }))), 'its lines are taken').to.equal('wrong-state');
    expect(await refused(agree('housing', releaseId)), 'has acted in this round').to.equal('same-person');
    const second = await colleagueOf('housing');
    await second.run((work) => reviewRelease(work, releaseId, opinion));
    expect(await idsOf(releaseId)).to.deep.equal(ids);
    expect(await refused(as('bank', (work) => makeBatch(work, releaseId, 'general-csv'))), 'has acted in this round').to.equal('same-person');
    const { steps } = await detail(releaseId);
    expect(steps.map((s) => [s.step, s.decision, s.returnedTo])).to.deep.equal([
      ['request', 'agree', null],
      ['labour-review', 'agree', null],
      ['housing-review', 'agree', null],
      ['bank-pay', 'return', 'housing-review'],
      ['housing-review', 'agree', null],
    ]);
  });

  it('each may be returned to the steps before it and to no other', async () => {
    const targets = ['request', 'labour-review', 'housing-review'] as const;
    for (const [who, reviews, may] of [
      ['inspector', [], ['request']],
      ['housing', ['inspector'], ['request', 'labour-review']],
      ['bank', ['inspector', 'housing'], targets],
    ] as const) {
      for (const to of targets) {
        const sheet = await approvedSheet(world, await makePayingProject(world, { people: five }), '2026-07', five);
        const releaseId = await request(world, sheet);
        for (const reviewer of reviews) await agree(reviewer, releaseId);
        const answer = await refused(as(who, (work) => returnRelease(work, releaseId, { opinion: '请重新核对', to })));
        expect(answer, `${who} to ${to}`).to.equal((may as readonly string[]).includes(to) ? 'accepted' : 'wrong-state');
      }
    }
  });

  it('has its own working days, from the internal parameters, and is overdue the day after', async () => {
    // Its pay day is the 15th.
    const releaseId = await request(world, await approvedSheet(world, projectId, '2026-08', five));
    expect((await detail(releaseId)).stepDueOn).to.equal('2026-09-03');
    const tab = async (tab: ReleaseTab, who: Person = 'inspector'): Promise<string[]> =>
      (await world.as(who, (work) => listReleases(work, { tab, projectId, sort: 'step', direction: 'asc', page: 1, size: 20 }))).rows.map((r) => r.id);
    world.clock.on('2026-09-03' as PlainDate);
    expect([await tab('todo'), await tab('overdue')]).to.deep.equal([[releaseId], []]);
    world.clock.on('2026-09-04' as PlainDate);
    expect(await tab('overdue')).to.deep.equal([releaseId]);
    expect((await world.as('inspector', deskCounts)).overdue).to.be.at.least(1);
    await agree('inspector', releaseId);
    expect([await tab('overdue'), await tab('overdue', 'housing')]).to.deep.equal([[], []]);
    expect((await detail(releaseId)).stepDueOn, 'from the day on which it came').to.equal('2026-09-08');
  });

  it('is given to a colleague of the same office by anybody of it while nobody has it, then by whoever has it, and by the supervisor always', async () => {
    const releaseId = await request(world, sheetId);
    const give = (who: Person, userId: string): Promise<unknown> => refused(as(who, (work) => assignRelease(work, releaseId, { userId, opinion: '外出办案' })));
    const { inspector, inspector2, supervisor, housing, contractor } = world.actors;
    expect(await give('housing', housing.id!), 'not their step').to.equal('not-allowed');
    expect(await give('inspector', housing.id!), 'another office').to.deep.equal(['userId']);
    expect(await give('inspector', contractor.id!), 'a firm').to.deep.equal(['userId']);
    expect(await give('inspector', inspector2.id!)).to.equal('accepted');
    expect(await give('inspector', supervisor.id!), 'it is another’s now').to.equal('not-allowed');
    expect(await detail(releaseId)).to.include({ assigneeId: inspector2.id, assignee: inspector2.name });
    expect((await world.as('inspector2', (work) => listReleases(work, { tab: 'mine', sort: 'step', direction: 'asc', page: 1, size: 20 }))).rows.map((r) => r.id)).to.deep.equal([releaseId]);
    expect(await give('supervisor', inspector.id!)).to.equal('accepted');
    expect(await give('inspector', inspector2.id!)).to.equal('accepted');
    await agree('supervisor', releaseId);
    expect((await detail(releaseId)).assigneeId, 'the next step is nobody’s yet').to.equal(null);
    const events = await world.dataSource.query<unknown[]>(`SELECT FROM audit_event WHERE action = 'release.assigned' AND subject_id = $1`, [releaseId]);
    expect(events).to.have.length(3);
  });

  it('never goes to somebody who has acted in the round', async () => {
    const releaseId = await request(world, sheetId);
    await agree('inspector', releaseId);
    await as('housing', (work) => returnRelease(work, releaseId, { opinion: '请补充核对', to: 'labour-review' }));
    const names = (await world.as('supervisor', (work) => listColleagues(work, { id: releaseId, round: 1 }))).map((c) => c.userId);
    expect(names).to.include(world.actors.inspector2.id!).and.not.include(world.actors.inspector.id!);
  });

  describe('of a part of a sheet', () => {
    const part = (more: { lines?: string; fit?: boolean }): Promise<{ releaseId: string }> => world.as('contractor', (work) => requestRelease(work, { sheetId, opinion: '先付一部分', ...more }));
    const linesOf = async (releaseId: string): Promise<number[]> => (await world.dataSource.query<{ n: number }[]>(`SELECT line_no AS n FROM payment_instruction WHERE release_id = $1 AND state <> 'withdrawn' ORDER BY line_no`, [releaseId])).map((r) => r.n);

    it('takes the chosen lines; the others stay open for another at the same time', async () => {
      const first = await part({ lines: '1-2，4' });
      expect(await linesOf(first.releaseId)).to.deep.equal([1, 2, 4]);
      expect(await detail(first.releaseId)).to.include({ partial: true, amountFen: 15_000_00n, workers: 3 });
      const rest = await part({});
      expect(await linesOf(rest.releaseId)).to.deep.equal([3, 5]);
      expect((await detail(rest.releaseId)).partial, 'everything that was open').to.equal(false);
      expect(await refused(part({}))).to.equal('wrong-state');
      expect(await refused(part({ lines: '1' }))).to.equal('wrong-state');
    });

    it('goes as far as the balance: whole lines in the order of the sheet', async () => {
      const held = await part({ lines: '5' });
      await agree('inspector', held.releaseId);
      await agree('housing', held.releaseId);
      const { releaseId } = await part({ lines: '1-5', fit: true });
      expect(await linesOf(releaseId)).to.deep.equal([1, 2, 3, 4]);
      const poor = await makePayingProject(world, { people: five, fund: 14_999_99n });
      const sheet = await approvedSheet(world, poor, '2026-07', five);
      const fitted = await world.as('contractor', (work) => requestRelease(work, { sheetId: sheet, fit: true, opinion: '先付一部分' }));
      expect(await linesOf(fitted.releaseId), 'one fen is missing for the third').to.deep.equal([1, 2]);
    });

    it('is refused where the choice is none', async () => {
      expect(await refused(part({ lines: '9' }))).to.deep.equal(['lines']);
      expect(await refused(part({ lines: '一至五' }))).to.deep.equal(['lines']);
      const poor = await makePayingProject(world, { people: five, fund: 4_999_99n });
      const sheet = await approvedSheet(world, poor, '2026-07', five);
      expect(await refused(as('contractor', (work) => requestRelease(work, { sheetId: sheet, fit: true, opinion: '先付' })))).to.equal('insufficient-balance');
    });

    it('returned and asked for again, is for the same lines', async () => {
      const { releaseId } = await part({ lines: '2,3' });
      await as('inspector', (work) => returnRelease(work, releaseId, { opinion: '请核对' }));
      await as('contractor', (work) => resubmitRelease(work, releaseId, opinion));
      expect(await linesOf(releaseId)).to.deep.equal([2, 3]);
    });
  });

  it('of a hundred approvals of one release at once exactly one goes through', async () => {
    const releaseId = await request(world, sheetId);
    await agree('inspector', releaseId);
    const answers = await Promise.all(Array.from({ length: 100 }, () => refused(agree('housing', releaseId))));
    expect(answers.filter((a) => a === 'accepted')).to.have.length(1);
    expect(await balance()).to.deep.equal({ balanceFen: 25_000_00n, heldFen: 25_000_00n });
  });

  it('of five releases of one line each on a balance for three, exactly three are approved, also at once', async () => {
    const poor = await makePayingProject(world, { people: five, fund: 19_999_99n });
    const sheet = await approvedSheet(world, poor, '2026-07', five);
    const releases: string[] = [];
    for (let n = 1; n <= 5; n += 1) releases.push((await world.as('contractor', (work) => requestRelease(work, { sheetId: sheet, lines: String(n), opinion: '提请' }))).releaseId);
    for (const id of releases) await agree('inspector', id);
    const answers = await Promise.all(releases.map((id) => refused(agree('housing', id))));
    expect(answers.filter((a) => a === 'accepted')).to.have.length(3);
    expect(answers.filter((a) => a === 'insufficient-balance')).to.have.length(2);
  });

  it('line numbers are read as clerks write them, and said as shortly as they can be', () => {
    expect([...must(parseRanges('３，1-2、 7至8'))]).to.deep.equal([3, 1, 2, 7, 8]);
    expect(formatRanges([3, 1, 2, 8, 7, 5])).to.equal('1-3,5,7-8');
    for (const wrong of ['0', '2-1', 'x', '1-', '60000', ' , ']) expect(parseRanges(wrong).ok, wrong).to.equal(false);
  });
});
