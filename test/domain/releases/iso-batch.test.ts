import { expect } from 'chai';
import { batchFile, getRelease, makeBatch, takeAnswer } from '../../../src/domain/releases/index.js';
import { builtInProfiles } from '../../../src/formats/bank-profiles.js';
import { readReturnFile } from '../../../src/formats/bank-return-file.js';
import { yuan } from '../../../src/values/money.js';
import { Invalid } from '../../../src/values/refusal.js';
import { approvedRelease, approvedSheet, makePayingProject } from '../../support/releases.js';
import { sampleWorkers } from '../../support/sample-workers.js';
import { schemaErrors } from '../../support/schemas.js';
import { openWorld, type World } from '../../support/world.js';

const iso = builtInProfiles.iso20022.profile;

describe('a release over ISO 20022', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ on: '2026-10-08' });
  });
  after(() => world.close());

  async function sent(): Promise<{ releaseId: string; batchId: string; number: string; lines: number; controlFen: bigint }> {
    const people = sampleWorkers.slice(0, 5);
    const projectId = await makePayingProject(world, { people, fund: 100_000_00n });
    const releaseId = await approvedRelease(world, await approvedSheet(world, projectId, '2026-08', people, (i) => BigInt(i + 1) * 1_000_00n));
    const { batches } = await world.as('bank', (work) => makeBatch(work, releaseId, 'iso20022'));
    return { releaseId, ...batches[0]! };
  }
  const report = (number: string, totals: { lines: number; controlFen: bigint }, status: string): Buffer =>
    Buffer.from(
      `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.14"><CstmrPmtStsRpt><GrpHdr><MsgId>B-${number}</MsgId><CreDtTm>2026-10-08T12:00:00+08:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>${number}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.12</OrgnlMsgNmId>` +
        `<OrgnlNbOfTxs>${totals.lines}</OrgnlNbOfTxs><OrgnlCtrlSum>${yuan(totals.controlFen)}</OrgnlCtrlSum><GrpSts>${status}</GrpSts><StsRsnInf><Rsn><Cd>AC06</Cd></Rsn><AddtlInf>付款账户冻结</AddtlInf></StsRsnInf></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>`,
    );
  const bring = async (to: { releaseId: string; batchId: string }, bytes: Buffer) => {
    const reading = await readReturnFile(iso, bytes);
    return world.as('bank', (work) => takeAnswer(work, { ...to, file: { name: '回盘.xml', mediaType: 'application/xml', bytes }, reading }));
  };

  it('sends a valid pain.001; settled as a whole, every payment is paid; the same again changes nothing', async () => {
    const batch = await sent();
    const file = await world.as('bank', (work) => batchFile(work, batch.batchId));
    expect(await schemaErrors('pain.001.001.12', file.bytes.toString())).to.deep.equal([]);
    const bytes = report(batch.number, batch, 'ACSC');
    expect(await schemaErrors('pain.002.001.14', bytes.toString())).to.deep.equal([]);
    expect(await bring(batch, bytes)).to.include({ repeated: false, lines: 5, applied: 5 });
    expect(await bring(batch, bytes)).to.include({ repeated: true });
    expect((await world.as('bank', (work) => getRelease(work, batch.releaseId))).state).to.equal('paid');
  });

  it('refused as a whole, no payment is; with other totals than ours nothing is posted', async () => {
    const batch = await sent();
    expect(await bring(batch, report(batch.number, { ...batch, controlFen: batch.controlFen + 1n }, 'RJCT')).catch((e: unknown) => e)).to.be.instanceOf(Invalid);
    expect(await bring(batch, report('R-OTHER', batch, 'RJCT')).catch((e: unknown) => e)).to.be.instanceOf(Invalid);
    expect(await bring(batch, report(batch.number, batch, 'PDNG'))).to.include({ applied: 0, lines: 0 });
    expect(await bring(batch, report(batch.number, batch, 'RJCT'))).to.include({ applied: 5 });
    const { fates } = await world.as('bank', (work) => getRelease(work, batch.releaseId));
    expect(fates.map((f) => [f.state, f.lines])).to.deep.equal([['rejected', 5]]);
  });
});
