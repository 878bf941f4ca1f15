import { expect } from 'chai';
import { linesOfSheet } from '../../../src/domain/releases/gather-lines.js';
import { letLinesGo, takeLines } from '../../../src/domain/releases/hold-lines.js';
import { requestRelease, withdrawRelease } from '../../../src/domain/releases/index.js';
import { Refusal } from '../../../src/values/refusal.js';
import { approvedSheet, makePayingProject, opinion } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

describe('a worker-month paid in parts', () => {
  let world: World;
  let projectId: string;
  let sheetId: string;
  const two = sampleWorkers.slice(0, 2);

  before(async () => {
    world = await openWorld({ on: '2026-09-01' });
  });
  after(() => world.close());
  beforeEach(async () => {
    projectId = await makePayingProject(world, { people: two });
    sheetId = await approvedSheet(world, projectId, '2026-07', two);
  });

  /** A release without lines, to take some into. */
  const emptyRelease = async (): Promise<string> => {
    const { releaseId } = await world.as('contractor', (work) => requestRelease(work, { sheetId, opinion: '提请支付' }));
    await world.as('contractor', (work) => withdrawRelease(work, releaseId, opinion));
    return releaseId;
  };
  /** Takes so much of the first worker's line. */
  const take = (releaseId: string, fen: bigint): Promise<unknown> =>
    world.as('contractor', async (work) => {
      const [first] = (await linesOfSheet(work, sheetId)).lines.filter((l) => l.lineNo === 1);
      if (!first) return 'nothing is left';
      await takeLines(work, { id: releaseId, projectId }, [{ ...first, amountFen: fen }]);
      return 'taken';
    }).catch((error: Error) => (error instanceof Refusal ? error.code : String(error)));
  const letGo = (releaseId: string): Promise<void> => world.as('contractor', (work) => letLinesGo(work, releaseId));
  const parts = (): Promise<object[]> =>
    world.dataSource.query(`SELECT i.part, i.amount_fen AS fen, p.part AS replaces FROM payment_instruction i LEFT JOIN payment_instruction p ON p.id = i.replaces_id WHERE i.sheet_id = $1 AND i.line_no = 1 AND i.state <> 'withdrawn' ORDER BY i.part`, [sheetId]);
  const line = async (): Promise<object> => (await world.dataSource.query<[object]>('SELECT state, paid_fen AS paid, on_way_fen AS "onWay" FROM payroll_line WHERE sheet_id = $1 AND line_no = 1', [sheetId]))[0];
  const open = async (): Promise<bigint[]> => (await world.as('contractor', (work) => linesOfSheet(work, sheetId))).lines.map((l) => l.amountFen);

  it('leaves the rest open for another release; together they never exceed what is owed', async () => {
    const first = await emptyRelease();
    const second = await emptyRelease();
    expect(await take(first, 300_000n)).to.equal('taken');
    expect(await line()).to.deep.equal({ state: 'in-transit', paid: 0n, onWay: 300_000n });
    expect(await open()).to.deep.equal([200_000n, 500_000n]);
    expect(await take(second, 200_001n), 'one fen too much').to.equal('changed-meanwhile');
    expect(await take(second, 200_000n)).to.equal('taken');
    expect(await parts()).to.deep.include.members([{ part: 2, fen: 200_000n, replaces: null }]);
    expect(await open()).to.deep.equal([500_000n]);
  });

  it('another try of a part that was given up keeps its number, also where the next part stands', async () => {
    const first = await emptyRelease();
    const second = await emptyRelease();
    await take(first, 300_000n);
    await take(second, 100_000n);
    await letGo(first);
    expect(await line()).to.deep.equal({ state: 'in-transit', paid: 0n, onWay: 100_000n });
    const third = await emptyRelease();
    expect(await take(third, 400_000n)).to.equal('taken');
    expect((await parts()).map((p) => ({ ...p, replaces: undefined }))).to.deep.equal([{ part: 1, fen: 400_000n, replaces: undefined }, { part: 2, fen: 100_000n, replaces: undefined }]);
  });

  it('is held by the database: a payment keeps amount, line, part and number, and none comes back from its end', async () => {
    const first = await emptyRelease();
    await take(first, 300_000n);
    const change = (set: string): Promise<string> =>
      world.dataSource.query(`UPDATE payment_instruction SET ${set} WHERE release_id = $1 AND line_no = 1 AND state = 'draft'`, [first]).then(() => 'changed', (e: { driverError: { constraint: string } }) => e.driverError.constraint);
    for (const set of ['amount_fen = 1', 'part = 2', 'line_no = 2']) expect(await change(set), set).to.equal('payment_instruction_kept');
    await letGo(first);
    const back = await world.dataSource.query(`UPDATE payment_instruction SET state = 'draft' WHERE release_id = $1`, [first]).then(() => 'changed', (e: { driverError: { constraint: string } }) => e.driverError.constraint);
    expect(back).to.equal('payment_instruction_kept');
  });

  it('of twenty takers of the whole line at once exactly one has it', async () => {
    const release = await emptyRelease();
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(release, 500_000n)));
    expect(answers.filter((a) => a === 'taken')).to.have.length(1);
    expect(await line()).to.deep.equal({ state: 'in-transit', paid: 0n, onWay: 500_000n });
  });
});
