import { expect } from 'chai';
import { markOverdue } from '../../../src/domain/cases/index.js';
import { decideListing, dropListing, giveNotice, listingFlow, objectListing, proposeListing, publicEntry, publicList, publishListing, removeExpired, removeListing, verifyObjection, type ListingAction, type ListingState } from '../../../src/domain/lists/index.js';
import { recordService } from '../../../src/domain/papers/index.js';
import { day } from '../../../src/values/plain-date.js';
import { period } from '../../../src/values/period.js';
import type { Refusal } from '../../../src/values/refusal.js';
import { allowedActions, next } from '../../../src/values/workflow.js';
import { makeProject } from '../../support/builders.js';
import { fileCase, handedOver, orderCorrection, serveNow } from '../../support/cases.js';
import { employ, submitApproved } from '../../support/payroll.js';
import { openWorld, type World } from '../../support/world.js';

const refused = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'let through',
    (error: unknown) => (error as Refusal).code ?? String(error),
  );

describe('a listing', () => {
  let world: World;

  /** A case on two unpaid months of 130 workers, its order served on 2026-09-17 with five working days: due on 2026-09-23, since Sunday 09-20 is worked in exchange. */
  async function orderedCase(): Promise<{ caseId: string; projectId: string }> {
    world.clock.on('2026-08-05');
    const projectId = await makeProject(world);
    await employ(world, projectId);
    for (const month of ['2026-06', '2026-07']) await submitApproved(world, projectId, month);
    world.clock.on('2026-09-16');
    const { caseId } = await fileCase(world, projectId, { periods: [period('2026-06'), period('2026-07')], facts: '拖欠两个月工资' });
    world.clock.on('2026-09-17');
    const order = await orderCorrection(world, caseId, 5);
    await serveNow(world, order.paperId, '2026-09-17');
    world.clock.on('2026-09-28');
    await world.as('system', (work) => markOverdue(work, order.paperId, day('2026-09-28')));
    return { caseId, projectId };
  }

  const propose = (caseId: string): Promise<{ listingId: string; number: string }> => world.as('inspector', (work) => proposeListing(work, { caseId, facts: '拖欠工资,经责令限期支付,逾期未支付。', persons: undefined }));

  async function noticed(): Promise<string> {
    const { caseId } = await orderedCase();
    const { listingId } = await propose(caseId);
    const paper = await world.as('inspector', (work) => giveNotice(work, listingId));
    await world.as('inspector', (work) => recordService(work, paper.paperId, handedOver(world, '2026-09-28')));
    return listingId;
  }

  async function published(): Promise<string> {
    const listingId = await noticed();
    world.clock.on('2026-10-15');
    await world.as('supervisor', (work) => decideListing(work, listingId, { opinion: '同意' }));
    const { paperId } = await world.as('supervisor2', (work) => decideListing(work, listingId, { opinion: '同意' }));
    await world.as('inspector', (work) => recordService(work, paperId!, handedOver(world, '2026-10-15')));
    await world.as('supervisor', (work) => publishListing(work, listingId));
    return listingId;
  }

  before(async () => (world = await openWorld({ on: '2026-08-05' })));
  after(() => world.close());

  it('is refused while the order still runs, and with the reason of 名单45 Art. 5', async () => {
    world.clock.on('2026-08-05');
    const projectId = await makeProject(world);
    await employ(world, projectId);
    await submitApproved(world, projectId, '2026-07');
    world.clock.on('2026-09-16');
    const { caseId } = await fileCase(world, projectId, { periods: [period('2026-07')], facts: '拖欠一个月工资' });
    const early = propose(caseId);
    expect(await refused(early)).to.equal('list-conditions-unmet');
    await early.catch((error: Refusal) => expect(error.why).to.include('没有送达责令限期支付的文书'));
  });

  it('keeps its conditions with the parameters used, and its number without gaps; a case is proposed once', async () => {
    const { caseId } = await orderedCase();
    const first = await propose(caseId);
    expect(first.number).to.match(/^儋人社监名〔2026〕\d+号$/u);
    expect(await refused(propose(caseId))).to.equal('already-exists');
    const second = await propose((await orderedCase()).caseId);
    expect(Number(/(\d+)号$/u.exec(second.number)![1])).to.equal(Number(/(\d+)号$/u.exec(first.number)![1]) + 1);
    const [row] = (await world.dataSource.query('SELECT assessment, workers, amount_fen, decide_by FROM listing WHERE id = $1', [first.listingId])) as [{ assessment: { source: string; parameters: unknown[] }; workers: number; amount_fen: bigint; decide_by: string }];
    expect(row.workers).to.equal(130);
    expect(row.amount_fen).to.equal(130n * 2n * 500_000n);
    expect(row.assessment.source).to.equal('《拖欠农民工工资失信联合惩戒对象名单管理暂行办法》第五条');
    expect(row.assessment.parameters).to.have.length.greaterThan(0);
    // 20 working days after 2026-09-23, over both autumn holidays, with Saturday 10-10 worked in exchange.
    expect(row.decide_by).to.equal('2026-10-28');
  });

  it('waits for the objection term, counted from service over the National Day holiday', async () => {
    const listingId = await noticed();
    world.clock.on('2026-10-09');
    expect(await refused(world.as('supervisor', (work) => decideListing(work, listingId, { opinion: '同意' })))).to.equal('wrong-state');
    world.clock.on('2026-10-13');
    expect((await world.as('supervisor', (work) => decideListing(work, listingId, { opinion: '同意' }))).decided).to.equal(false);
  });

  it('is decided by two people, neither of whom proposed it; one person through two accounts is one', async () => {
    const listingId = await noticed();
    world.clock.on('2026-10-15');
    const decide = (who: 'supervisor' | 'supervisor2'): Promise<{ decided: boolean }> => world.as(who, (work) => decideListing(work, listingId, { opinion: '同意' }));
    await decide('supervisor');
    expect(await refused(decide('supervisor'))).to.equal('same-person');
    await world.owner.query('UPDATE user_account SET person_id = $1 WHERE id = $2', [world.actors.supervisor.personId, world.actors.supervisor2.id]);
    const twin = { ...world.actors.supervisor2, personId: world.actors.supervisor.personId };
    expect(await refused(world.as('supervisor2', (work) => decideListing({ ...work, actor: twin }, listingId, { opinion: '同意' })))).to.equal('same-person');
    await world.owner.query('UPDATE user_account SET person_id = $1 WHERE id = $1', [world.actors.supervisor2.id]);
    expect((await decide('supervisor2')).decided).to.equal(true);
  });

  it('is published only after its decision was served; then the firm is listed and the page shows it without ID numbers', async () => {
    const listingId = await noticed();
    world.clock.on('2026-10-15');
    await world.as('supervisor', (work) => decideListing(work, listingId, { opinion: '同意' }));
    const { paperId } = await world.as('supervisor2', (work) => decideListing(work, listingId, { opinion: '同意' }));
    expect(await refused(world.as('supervisor', (work) => publishListing(work, listingId)))).to.equal('wrong-state');
    await world.as('inspector', (work) => recordService(work, paperId!, handedOver(world, '2026-10-15')));
    await world.as('supervisor', (work) => publishListing(work, listingId));
    const [party] = (await world.dataSource.query('SELECT standing, standing_since FROM party WHERE id = $1', [world.parties.contractor])) as [{ standing: string; standing_since: string }];
    expect(party).to.deep.equal({ standing: 'listed', standing_since: '2026-10-15' });
    const guest = await world.stranger();
    const page = await guest.get(`/blacklist/${listingId}`).expect(200);
    expect(page.text).to.include('海南宏基建设工程有限公司').and.include('2029-10-15').and.not.match(/\d{17}[\dX]/u);
    const found = await guest.get('/blacklist?q=宏基').expect(200);
    expect(found.text).to.include('海南宏基建设工程有限公司');
    const none = await guest.get('/blacklist?q=王某').expect(200);
    expect(none.text).to.include('没有找到');
  });

  it('with an objection needs its verification before the decision', async () => {
    const listingId = await noticed();
    world.clock.on('2026-10-08');
    await world.as('inspector', (work) => objectListing(work, listingId, { receivedOn: day('2026-10-08'), objection: '出勤天数有争议' }));
    world.clock.on('2026-10-15');
    expect(await refused(world.as('supervisor', (work) => decideListing(work, listingId, { opinion: '同意' })))).to.equal('wrong-state');
    await world.as('inspector', (work) => verifyObjection(work, listingId, { verification: '经核对考勤,异议不成立', upheld: 'no' }));
    await world.as('supervisor', (work) => decideListing(work, listingId, { opinion: '同意' }));
  });

  it('that was corrected and promised is dropped by a supervisor, and leaves no trace for the public', async () => {
    const listingId = await noticed();
    await world.as('supervisor', (work) => dropListing(work, listingId, { reason: '已足额支付并书面承诺', corrected: true }));
    const guest = await world.stranger();
    await guest.get(`/blacklist/${listingId}`).expect(404);
  });

  it('ends by the clock the day after its term, and the page is gone', async () => {
    const listingId = await published();
    world.clock.on('2029-10-15');
    expect(await world.as('system', removeExpired)).to.equal(0);
    expect((await world.as('system', (work) => publicEntry(work, listingId))).id).to.equal(listingId);
    world.clock.on('2029-10-16');
    expect(await world.as('system', removeExpired)).to.be.greaterThan(0);
    expect(await refused(world.as('system', (work) => publicEntry(work, listingId)))).to.equal('not-found');
    expect((await world.as('system', (work) => publicList(work, { page: 1, size: 10 }))).total).to.equal(0);
  });

  it('is removed early only six months after the correction', async () => {
    const listingId = await published();
    world.clock.on('2027-03-01');
    const remove = (): Promise<void> => world.as('supervisor', (work) => removeListing(work, listingId, { ground: 'early', correctedOn: day('2026-10-20'), reason: '已改正并书面承诺' }));
    expect(await refused(remove())).to.equal('wrong-state');
    world.clock.on('2027-04-20');
    await remove();
  });

  it('is proposed on the page of its case, which comes back with what was typed and what is wrong', async () => {
    const { caseId } = await orderedCase();
    const inspector = await world.browser('inspector');
    const short = await inspector.post(`/cases/${caseId}/listing`, { facts: '拖欠<b>' }).expect(422);
    expect(short.text).to.include('列入事由至少 10 个字').and.include('拖欠&lt;b>');
    const done = await inspector.post(`/cases/${caseId}/listing`, { facts: '拖欠工资，经责令限期支付，逾期未支付。' }).expect(303);
    expect(done.headers['location']).to.match(/^\/listings\//u);
    const twice = await inspector.post(`/cases/${caseId}/listing`, { facts: '拖欠工资，经责令限期支付，逾期未支付。' }).expect(409);
    expect(twice.text).to.include('已因本案拟列入');
  });

  it('of another city answers like one that does not exist', async () => {
    const { caseId } = await orderedCase();
    const { listingId } = await propose(caseId);
    const far = await world.browser('farInspector');
    const theirs = await far.get(`/listings/${listingId}`);
    const nothing = await far.get('/listings/00000000-0000-7000-8000-000000000000');
    expect(theirs.status).to.equal(404);
    expect(theirs.text).to.equal(nothing.text);
  });

  it('allows in each state exactly what its table says', () => {
    const states = Object.keys(listingFlow.table) as ListingState[];
    const actions = Object.keys(listingFlow.words.actions) as ListingAction[];
    expect(states.sort()).to.deep.equal(['decided', 'dropped', 'noticed', 'objected', 'proposed', 'published', 'removed', 'verified']);
    for (const state of states) {
      for (const action of actions) {
        const known = listingFlow.table[state][action];
        expect(allowedActions(listingFlow, state, 'supervisor').includes(action), `${state} ${action}`).to.equal(known?.by.includes('supervisor') ?? false);
        if (!known) expect(() => next(listingFlow, state, action, 'supervisor')).to.throw('不能');
      }
    }
  });
});
