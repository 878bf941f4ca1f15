import { expect } from 'chai';
import { recordInstrument, getDeposit } from '../../src/domain/deposits/index.js';
import { creditLabourCost, openWageAccount } from '../../src/domain/escrow/index.js';
import { lapseGuaranteesJob } from '../../src/jobs/lapse-guarantees.js';
import { proveLedgerJob } from '../../src/jobs/prove-ledger.js';
import { createDoor, type Door } from '../../src/platform/work.js';
import { day, instantOf } from '../../src/values/plain-date.js';
import { makeProject } from '../support/builders.js';
import { openWorld, type World } from '../support/world.js';

describe('the jobs of money', () => {
  let world: World;
  let projectId: string;
  let door: Door;

  before(async () => {
    world = await openWorld();
    door = createDoor({ dataSource: world.dataSource, vault: world.vault, clock: () => world.clock.now });
    projectId = await makeProject(world);
    await world.as('contractor', (work) => openWageAccount(work, projectId, { bankId: world.parties.bank, branch: undefined, name: undefined, number: '2134560104001', openedOn: day('2026-03-20'), agreementSignedOn: undefined }));
    await world.as('bank', (work) => creditLabourCost(work, projectId, { bookedOn: day('2026-04-10'), amount: 500_00n, reference: 'NB1', period: undefined, payer: undefined, purpose: undefined }));
  });
  after(() => world.close());

  const run = (job: typeof proveLedgerJob, on = '2026-08-21') => job.run({ door, slot: instantOf(day(on), 5, 30), asOf: day(on), options: {} });

  it('prove-ledger counts what it proved', async () => {
    expect(await run(proveLedgerJob)).to.deep.equal({ accounts: 2, journals: 1, entries: 2, differences: 0 });
  });

  it('prove-ledger fails aloud where a balance is not the sum of its entries', async () => {
    const change = (by: number): Promise<unknown> =>
      world.owner.transaction(async (db) => {
        await db.query('ALTER TABLE ledger_account DISABLE TRIGGER USER');
        await db.query(`UPDATE ledger_account SET balance_fen = balance_fen + $1 WHERE kind = 'escrow'`, [by]);
        await db.query('ALTER TABLE ledger_account ENABLE TRIGGER USER');
      });
    await change(1);
    const error = await run(proveLedgerJob).catch((e: unknown) => e as Error);
    expect(String(error)).to.include('the ledger does not hold').and.include('50001 / 50000');
    await change(-1);
  });

  it('lapse-guarantees ends what expired before its day, once', async () => {
    await world.as('contractor', (work) =>
      recordInstrument(work, projectId, { form: 'bank-guarantee', issuerId: world.parties.bank, number: 'BH', amount: 100n, receivedOn: day('2026-03-20'), validFrom: day('2025-09-01'), validTo: day('2026-08-31'), irrevocable: true, onDemand: true, beneficiary: true, replacesId: undefined }),
    );
    expect(await run(lapseGuaranteesJob, '2026-08-31')).to.deep.equal({ projects: 0, ended: 0, failed: 0 });
    expect(await run(lapseGuaranteesJob, '2026-09-01')).to.deep.equal({ projects: 1, ended: 1, failed: 0 });
    expect(await run(lapseGuaranteesJob, '2026-09-02')).to.deep.equal({ projects: 0, ended: 0, failed: 0 });
    expect(await world.as('inspector', (work) => getDeposit(work, projectId))).to.include({ state: 'due', guaranteeFen: 0n });
  });
});
