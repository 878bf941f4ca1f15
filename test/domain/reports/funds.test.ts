import { expect } from 'chai';
import { accountDays, funds, fundsDay, openItems, paymentsDay, slipsOf, type FundsFilter } from '../../../src/domain/reports/index.js';
import { yuan } from '../../../src/values/money.js';
import { day } from '../../../src/values/plain-date.js';
import { Invalid } from '../../../src/values/refusal.js';
import { answer, answerFile, approvedRelease, approvedSheet, makePayingProject, sentRelease, sentTo, type Told } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const five = sampleWorkers.slice(0, 5);
const pay = (): bigint => 5_000_00n;
const everything: FundsFilter = { sort: 'escrow', direction: 'desc', page: 1, size: 20 };

describe('where the money stands', () => {
  let world: World;
  let projectId: string;
  before(async () => (world = await openWorld({ on: '2026-10-08' })));
  after(() => world.close());

  const list = (filter: Partial<FundsFilter> = {}, who: Person = 'inspector') => world.as(who, (work) => funds(work, { ...everything, ...filter }));
  const say = async (releaseId: string, batchId: string, tell: (i: number) => Told): Promise<unknown> => answer(world, releaseId, batchId, answerFile(await sentTo(world, batchId), (_one, i) => tell(i)));
  const only = async (filter: Partial<FundsFilter> = {}) => (await list(filter)).rows.find((r) => r.projectId === projectId);

  it('follows a payroll from the account to the cards, and what the bank leaves in doubt', async () => {
    projectId = await makePayingProject(world, { people: five, fund: 100_000_00n });
    expect(await only()).to.deep.include({ escrowFen: 100_000_00n, heldFen: 0n, inTransitFen: 0n, owedFen: 0n, bank: '中国农业银行股份有限公司儋州分行' });
    const sheetId = await approvedSheet(world, projectId, '2026-08', five, pay);
    expect(await only()).to.deep.include({ owedFen: 25_000_00n });
    const { releaseId, batchIds } = await sentRelease(world, sheetId);
    expect(await only()).to.deep.include({ escrowFen: 75_000_00n, inTransitFen: 25_000_00n, unknownLines: 0 });
    const outcome = (i: number): string => (i === 0 ? '处理中' : i === 1 ? '退汇' : '成功');
    await say(releaseId, batchIds[0]!, (i) => ({ result: outcome(i), ...(i === 1 ? { reason: '账户已销户' } : {}) }));
    expect(await only()).to.deep.include({ escrowFen: 80_000_00n, inTransitFen: 5_000_00n, unknownFen: 5_000_00n, unknownLines: 1, returnedLines: 1, owedFen: 10_000_00n });
    expect(await only({ trouble: 'unknown' })).to.not.equal(undefined);
    expect(await only({ trouble: 'unmatched' })).to.equal(undefined);
  });

  it('sums all that match, not only the page, and shows nobody another area', async () => {
    await makePayingProject(world, { people: five, fund: 30_000_00n });
    const whole = await list();
    const paged = await list({ size: 1, page: 2 });
    expect(paged.rows).to.have.lengthOf(1);
    expect(paged.sums).to.deep.equal(whole.sums);
    expect(whole.sums.escrowFen).to.equal(whole.rows.reduce((sum, r) => sum + r.escrowFen, 0n));
    expect((await list({}, 'farInspector')).total).to.equal(0);
    expect((await list({ q: '没有这个项目' })).sums.escrowFen).to.equal(0n);
  });

  it('reports a day: accounts by the day on which the money moved, payments by what the bank said on it', async () => {
    world.clock.on('2026-10-12');
    const id = await makePayingProject(world, { people: five, fund: 50_000_00n });
    const sheetId = await approvedSheet(world, id, '2026-08', five, pay);
    world.clock.on('2026-10-13');
    const { releaseId, batchIds } = await sentRelease(world, sheetId);
    world.clock.on('2026-10-14');
    await say(releaseId, batchIds[0]!, (i) => (i === 0 ? { result: '失败', reason: '账号不存在' } : { result: '成功' }));
    const account = async (on: string) => (await world.as('inspector', (work) => accountDays(work, day(on)))).find((a) => a.projectId === id);
    expect(await account('2026-10-12')).to.deep.include({ openingFen: 0n, inFen: 50_000_00n, outFen: 0n, closingFen: 50_000_00n, stated: null });
    expect(await account('2026-10-13')).to.deep.include({ openingFen: 50_000_00n, inFen: 0n, outFen: 25_000_00n, closingFen: 25_000_00n });
    expect(await account('2026-10-14')).to.deep.include({ openingFen: 25_000_00n, inFen: 5_000_00n, outFen: 0n, closingFen: 30_000_00n });
    const payments = (on: string) => world.as('inspector', (work) => paymentsDay(work, day(on)));
    const before = await payments('2026-10-12');
    const sentDay = await payments('2026-10-13');
    expect(sentDay.sent).to.deep.equal({ lines: 5, amountFen: 25_000_00n });
    expect(sentDay.open.lines - before.open.lines, 'at the end of that day five more were on their way').to.equal(5);
    const answered = await payments('2026-10-14');
    expect([answered.paid.lines, answered.rejected.lines, answered.open.lines]).to.deep.equal([4, 1, before.open.lines]);
  });

  it('names what waits for a person, the oldest first', async () => {
    const id = await makePayingProject(world, { people: five, fund: 50_000_00n });
    const { batchIds } = await sentRelease(world, await approvedSheet(world, id, '2026-08', five, pay));
    const [batch] = await world.dataSource.query<[{ number: string }]>('SELECT number FROM payment_batch WHERE id = $1', [batchIds[0]]);
    const items = await world.as('inspector', openItems);
    expect(items.find((o) => o.projectId === id)).to.deep.include({ what: 'unanswered', id: batchIds[0], number: batch.number, lines: 5, amountFen: 25_000_00n, since: '2026-10-14' });
    expect(items[0]!.since <= items.at(-1)!.since).to.equal(true);
    expect(await world.as('farInspector', openItems)).to.deep.equal([]);
  });

  it('puts it all into the print of the day, and refuses a day that has not come', async () => {
    const data = await world.as('supervisor', (work) => fundsDay(work, day('2026-10-14')));
    expect(data.proof.differences).to.equal(0);
    expect(data.payments.paid).to.deep.equal({ lines: 4, amount: '20000.00' });
    const wrong = await world.as('supervisor', (work) => fundsDay(work, day('2026-10-15'))).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(wrong).to.be.instanceOf(Invalid);
  });

  it('gives every worker of a sheet his slip, with what reached the card and when', async () => {
    const id = await makePayingProject(world, { people: five, fund: 50_000_00n });
    const sheetId = await approvedSheet(world, id, '2026-08', five, pay);
    const { releaseId, batchIds } = await sentRelease(world, sheetId);
    await say(releaseId, batchIds[0]!, (i) => (i === 0 ? { result: '退汇', reason: '账户已销户' } : { result: '成功' }));
    const { data } = await world.as('contractor', (work) => slipsOf(work, sheetId));
    expect(data.slips.map((s) => s.state).sort()).to.deep.equal(['已发放', '已发放', '已发放', '已发放', '已退票'].sort());
    for (const s of data.slips) {
      expect(s.net).to.equal(yuan(pay()));
      expect(s.payments.map((p) => [p.on, p.amount])).to.deep.equal(s.state === '已发放' ? [['2026-10-14', '5000.00']] : []);
    }
    const one = await world.as('contractor', (work) => slipsOf(work, sheetId, 3));
    expect(one.data.slips.map((s) => s.name)).to.deep.equal([data.slips[2]!.name]);
  });

  it('lets nobody print the slips of another firm', async () => {
    const id = await makePayingProject(world, { people: five, fund: 50_000_00n });
    const sheetId = await approvedSheet(world, id, '2026-08', five, pay);
    await approvedRelease(world, sheetId);
    const refused = await world.as('contractor2', (work) => slipsOf(work, sheetId)).then(
      () => 'printed',
      (error: { code?: string }) => error.code,
    );
    expect(refused).to.equal('not-found');
  });
});
