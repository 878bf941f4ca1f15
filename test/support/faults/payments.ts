import { addSubcontractor } from '../../../src/domain/projects/index.js';
import { registerParty } from '../../../src/domain/parties/index.js';
import { approveSheet, submitSheet } from '../../../src/domain/payroll/index.js';
import { makeBatch, requestRelease, reviewRelease } from '../../../src/domain/releases/index.js';
import { importRoster } from '../../../src/domain/roster/index.js';
import { yuan } from '../../../src/values/money.js';
import { day } from '../../../src/values/plain-date.js';
import { period } from '../../../src/values/period.js';
import { readingOf } from '../payroll.js';
import { opinion } from '../releases.js';
import { sampleWorkers } from '../sample-workers.js';
import { testUscc } from '../world.js';
import { credit, emptyProject } from './load.js';
import type { Stage } from './stage.js';

let firms = 1_000;

/**
 * A project with `count` releases of `payFen` each, all through the labour review: a subcontractor with one sheet for every release.
 */
export async function reviewedReleases(stage: Stage, count: number, payFen: bigint, workers = 1): Promise<{ readonly projectId: string; readonly releaseIds: readonly string[] }> {
  const { world } = stage;
  const projectId = await emptyProject(stage);
  const releaseIds: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const people = sampleWorkers.slice(n * workers, (n + 1) * workers);
    const partyId = await world.as('system', async (work) => {
      firms += 1;
      const party = await registerParty(work, { kind: 'enterprise', uscc: testUscc(firms), name: `劳务公司${firms}`, legalRepresentative: '王某', address: '儋州市', phone: '0898-23300000', areaCode: '460400' });
      await addSubcontractor(work, projectId, { partyId: party.partyId, scope: '劳务', enteredOn: day('2026-03-10') });
      return party.partyId;
    });
    await world.as('contractor', (work) => importRoster(work, { projectId, partyId, rows: people }));
    // The firm has no login of its own: the subcontractor's clerk speaks for it.
    const sheetId = await world.as('subcontractor', async ({ actor, ...work }) => {
      const file = { name: `工资表${firms}.xlsx`, mediaType: 'application/octet-stream', bytes: Buffer.from(`faults ${stage.dice.seed} ${firms}`) };
      return (await submitSheet({ ...work, actor: { ...actor, partyId } }, { projectId, partyId, period: period('2026-09'), file, reading: readingOf(people, () => payFen), signed: true })).sheetId;
    });
    const { releaseId } = await world.as('contractor', async (work) => {
      await approveSheet(work, sheetId, { certified: true, opinion: undefined });
      return requestRelease(work, { sheetId, opinion: '工人已签字确认，提请支付' });
    });
    await world.as('inspector', (work) => reviewRelease(work, releaseId, opinion));
    releaseIds.push(releaseId);
  }
  return { projectId, releaseIds };
}

/**
 * The same with the money on the account, agreed to by everybody: with the bank, or in the queue where the bank has a connection. As many
 * projects as it takes, for a worker is paid once a month by a project.
 */
export async function agreedReleases(stage: Stage, count: number, payFen: bigint, workers = 1): Promise<readonly { readonly id: string; readonly number: string; readonly projectId: string }[]> {
  const perProject = Math.floor(sampleWorkers.length / workers);
  const batches: { id: string; number: string; projectId: string }[] = [];
  for (let left = count; left > 0; left -= perProject) {
    const { projectId, releaseIds } = await reviewedReleases(stage, Math.min(left, perProject), payFen, workers);
    await credit(stage, await stage.client('bank'), projectId, yuan(payFen * BigInt(releaseIds.length * workers)));
    for (const id of releaseIds) {
      await stage.world.as('housing', (work) => reviewRelease(work, id, opinion));
      const made = await stage.world.as('bank', (work) => makeBatch(work, id, 'general-csv'));
      batches.push(...made.batches.map((b) => ({ id: b.batchId, number: b.number, projectId })));
    }
  }
  return batches;
}
