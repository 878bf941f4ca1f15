import { expect } from 'chai';
import { balanceOf, proveLedger } from '../../../src/domain/escrow/index.js';
import { getRelease, makeBatch, releasesToExpire, resubmitRelease, reviewRelease } from '../../../src/domain/releases/index.js';
import { expireHoldsJob } from '../../../src/jobs/expire-holds.js';
import { day } from '../../../src/values/plain-date.js';
import { approvedRelease, approvedSheet, makePayingProject, opinion, sentRelease } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { openWorld, type World } from '../../support/world.js';

const five = sampleWorkers.slice(0, 5);

describe('money that was set aside for too long', () => {
  let world: World;
  let projectId: string;
  before(async () => (world = await openWorld({ on: '2026-10-12' })));
  after(() => world.close());
  beforeEach(async () => {
    world.clock.on('2026-10-12');
    projectId = await makePayingProject(world, { people: five, fund: 25_000_00n });
  });

  const run = (): Promise<unknown> => expireHoldsJob.run({ door: ((_actor: unknown, work: never) => world.as('system', work)) as never, slot: world.clock.now, asOf: day('2026-10-12'), options: {} });
  const escrow = (): Promise<{ balanceFen: bigint; heldFen: bigint }> => world.as('system', (work) => balanceOf(work, { kind: 'escrow', projectId }));
  const stateOf = async (id: string): Promise<string> => (await world.as('inspector', (work) => getRelease(work, id))).state;

  it('is free again after ten working days, the day after the last and not before; the release is sent round once more', async () => {
    const releaseId = await approvedRelease(world, await approvedSheet(world, projectId, '2026-08', five, () => 5_000_00n));
    expect(await escrow()).to.deep.equal({ balanceFen: 25_000_00n, heldFen: 25_000_00n });
    // 2026-10-12 and ten working days: Monday the 26th.
    world.clock.on('2026-10-26');
    expect(await world.as('system', releasesToExpire)).to.deep.equal([]);
    world.clock.on('2026-10-27');
    expect(await run()).to.deep.equal({ expired: 1, failed: 0 });
    expect(await stateOf(releaseId)).to.equal('returned');
    expect(await escrow()).to.deep.equal({ balanceFen: 25_000_00n, heldFen: 0n });
    const [hold] = await world.dataSource.query<[{ state: string }]>('SELECT state FROM hold WHERE subject_id = $1', [releaseId]);
    expect(hold.state).to.equal('expired');
    expect(await run()).to.deep.equal({ expired: 0, failed: 0 });
    await world.as('contractor', (work) => resubmitRelease(work, releaseId, opinion));
    await world.as('inspector', (work) => reviewRelease(work, releaseId, opinion));
    await world.as('housing', (work) => reviewRelease(work, releaseId, opinion));
    await world.as('bank', (work) => makeBatch(work, releaseId, 'general-csv'));
    expect(await stateOf(releaseId)).to.equal('sent');
    expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
  });

  it('stays with what the bank has taken up', async () => {
    const { releaseId } = await sentRelease(world, await approvedSheet(world, projectId, '2026-08', five, () => 5_000_00n));
    world.clock.on('2026-12-01');
    expect(await run()).to.deep.equal({ expired: 0, failed: 0 });
    expect(await stateOf(releaseId)).to.equal('sent');
  });
});
