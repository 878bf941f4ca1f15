import { expect } from 'chai';
import { returnRelease } from '../../../src/domain/releases/index.js';
import { obligations, type Obligation, type ObligationKind } from '../../../src/domain/reports/index.js';
import { recordAttendance } from '../../../src/domain/roster/index.js';
import { day } from '../../../src/values/plain-date.js';
import { makeProject } from '../../support/builders.js';
import { fileCase, orderCorrection, serveNow } from '../../support/cases.js';
import { employ } from '../../support/payroll.js';
import { answer, answerFile, approvedSheet, makePayingProject, request, sentRelease, sentTo } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type Person, type World } from '../../support/world.js';

const five = sampleWorkers.slice(0, 5);

describe('what a firm has to do', () => {
  let world: World;
  let projectId: string;
  before(async () => (world = await openWorld({ on: '2026-09-10' })));
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-09-10');
    projectId = await makePayingProject(world, { people: five, fund: 0n });
  });

  const of = async (who: Person, kind: ObligationKind): Promise<Obligation[]> => (await world.as(who, obligations)).filter((o) => o.kind === kind && o.projectId === projectId);

  it('asks for a month with attendance and no sheet, until a sheet is in', async () => {
    await world.as('contractor', (work) =>
      recordAttendance(work, { projectId, partyId: world.parties.subcontractor, records: five.slice(0, 3).map((w) => ({ idNumber: w.idNumber, name: w.name, day: day('2026-08-05'), portion: 1 })), source: 'sheet' }),
    );
    const [mine] = await of('subcontractor', 'sheet-missing');
    expect(mine?.what).to.equal('报送2026年8月的工资表（有出勤 3 人）');
    const [theirs] = await of('contractor', 'sheet-missing');
    expect(theirs?.what).to.equal('儋州众力劳务有限公司未报送2026年8月的工资表（有出勤 3 人）');
    expect(theirs?.dueOn).to.equal(mine?.dueOn);
    await approvedSheet(world, projectId, '2026-08', five);
    expect(await of('subcontractor', 'sheet-missing')).to.deep.equal([]);
  });

  it('hands a sheet from approval to the request and on, each with the pay day', async () => {
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const [ask] = await of('contractor', 'request');
    expect(ask).to.deep.include({ subjectId: sheetId });
    expect(ask!.dueOn).to.match(/^2026-09-/u);
    const releaseId = await request(world, sheetId);
    expect(await of('contractor', 'request')).to.deep.equal([]);
    await world.as('inspector', (work) => returnRelease(work, releaseId, { opinion: '请核对两名工人的天数' }));
    expect(await of('contractor', 'release-returned')).to.have.lengthOf(1);
  });

  it('asks both firms to mend the cards of payments that came back', async () => {
    projectId = await makePayingProject(world, { people: five });
    const sheetId = await approvedSheet(world, projectId, '2026-08', five);
    const { releaseId, batchIds } = await sentRelease(world, sheetId);
    await answer(world, releaseId, batchIds[0]!, answerFile(await sentTo(world, batchIds[0]!), (_one, i) => (i < 2 ? { result: '退汇', reason: '账户已销户' } : { result: '成功' })));
    for (const who of ['contractor', 'subcontractor'] as const) expect((await of(who, 'card')).map((o) => o.what)).to.deep.equal(['2026年8月工资有 2 笔退票：核对并更正银行卡后重新提请']);
  });

  it('shows an order to the firm that it was served on, and to nobody else', async () => {
    const { caseId } = await fileCase(world, projectId);
    const order = await orderCorrection(world, caseId, 5);
    expect(await of('contractor', 'order')).to.deep.equal([]);
    const { dueOn } = await serveNow(world, order.paperId, '2026-09-10');
    const seen = await Promise.all((['contractor', 'subcontractor', 'owner', 'contractor2'] as const).map(async (who) => (await of(who, 'order')).map((o) => o.dueOn)));
    expect(seen.flat()).to.deep.equal([dueOn]);
  });

  it('tells the contractor when the account must be open, and the owner what is to be paid in', async () => {
    projectId = await makeProject(world);
    await employ(world, projectId, five);
    const [account] = await of('contractor', 'account-open');
    expect(account!.left!.days).to.be.below(0);
    const [funding] = await of('owner', 'funding');
    expect(funding!.what).to.match(/^拨付已到期的人工费用 [\d,]+\.\d\d 元$/u);
    expect(await of('owner', 'account-open')).to.deep.equal([]);
  });

  it('puts the most urgent first', async () => {
    const all = await world.as('contractor', obligations);
    const days = all.map((o) => o.dueOn ?? '9');
    expect(days).to.deep.equal([...days].sort());
    expect(all.length).to.be.above(3);
  });
});
