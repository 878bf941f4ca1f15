import { expect } from 'chai';
import { proveLedger } from '../../src/domain/escrow/index.js';
import { paths } from '../../src/routes/paths.js';
import { desksOf } from './desks.js';
import { openRig, type Rig } from './worst-bank.js';
import { approvedSheet, makePayingProject } from '../support/releases.js';
import { sampleWorkers } from '../support/sample-workers.js';
import { openWorld, type World } from '../support/world.js';

const people = sampleWorkers.slice(0, 12);
const seeds = [1, 2];

describe('a bank in its worst mood', function () {
  this.timeout(120_000);
  let world: World;
  let rig: Rig;

  for (const seed of seeds) {
    it(`seed ${seed}: pays everybody exactly once in the end; its book and ours agree`, async () => {
      world = await openWorld();
      rig = await openRig(world, 'worst', seed);
      try {
        const projectId = await makePayingProject(world, { people });
        const desks = desksOf(world);
        const sheets = await Promise.all(['2026-06', '2026-07'].map((month) => approvedSheet(world, projectId, month, people)));
        for (let tries = 0; ; tries += 1) {
          const { sheets: open } = await desks.read<{ sheets: { id: string }[] }>('contractor', paths.projectReleases(projectId));
          if (open.length === 0) break;
          expect(tries, 'tries').to.be.lessThan(15);
          const { releaseId } = await desks.send<{ releaseId: string }>('contractor', paths.projectReleases(projectId), { sheetId: open[0]!.id, opinion: '提请支付' });
          for (const who of ['inspector', 'housing'] as const) await desks.send(who, paths.releaseAgree(releaseId), { opinion: '同意支付' });
          await rig.pay(desks, releaseId);
        }
        const [lines] = (await world.dataSource.query(`SELECT count(*)::int AS all, (count(*) FILTER (WHERE state = 'paid'))::int AS paid FROM payroll_line WHERE sheet_id = ANY ($1)`, [sheets])) as [object];
        expect(lines).to.deep.equal({ all: 24, paid: 24 });
        expect(await rig.differences()).to.equal('');
        expect((await world.as('system', proveLedger)).differences).to.deep.equal([]);
        const [transit] = (await world.dataSource.query(`SELECT balance_fen AS fen FROM ledger_account WHERE kind = 'in-transit'`)) as [{ fen: bigint }];
        expect(transit.fen).to.equal(0n);
      } finally {
        await rig.close();
        await world.close();
      }
    });
  }
});
