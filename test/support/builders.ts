import { registerProject, moveProject } from '../../src/domain/projects/index.js';
import type { TypeOf } from '../../src/platform/parse.js';
import type { newProject } from '../../src/domain/projects/index.js';
import { ProjectParty } from '../../src/entities/project-party.js';
import { day } from '../../src/values/plain-date.js';
import type { World } from './world.js';

let count = 0;

/** A valid project of `contractor`, running since 2026-03-10 with `subcontractor` on it; `input` changes what matters to the test. */
export async function makeProject(world: World, input: Partial<TypeOf<typeof newProject>> = {}, { state = 'running', subcontractors = ['subcontractor'] }: { readonly state?: 'preparing' | 'running'; readonly subcontractors?: readonly ('subcontractor' | 'subcontractor2')[] } = {}): Promise<string> {
  count += 1;
  return world.as('system', async (work) => {
    const { projectId } = await registerProject(work, {
      name: `测试安置房项目${count}`,
      areaCode: '460400100',
      address: '那大镇',
      industry: 'housing',
      governmentFunded: false,
      ownerId: world.parties.owner,
      contractorId: world.parties.contractor,
      contractNo: `HT-${count}`,
      contractPrice: 8_000_000_000n,
      contractSignedOn: day('2026-03-02'),
      permitNo: `4604002026${String(count).padStart(6, '0')}`,
      permitIssuedOn: day('2026-03-05'),
      plannedStartOn: day('2026-03-10'),
      plannedFinishOn: day('2027-12-31'),
      labourCost: undefined,
      labourShare: 2_500,
      fundingDay: 10,
      payDay: 15,
      payMonth: 'next',
      wageOfficer: '许劳资',
      wageOfficerPhone: '13800000000',
      paymentGuarantee: true,
      ...input,
    });
    for (const name of subcontractors) {
      await work.db.insert(ProjectParty, { id: work.newId(), projectId, partyId: world.parties[name], role: 'subcontractor', scope: '劳务', tier: 2, enteredOn: day('2026-03-10') });
    }
    if (state === 'running') await startForTest(work, projectId);
    return projectId;
  });
}

async function startForTest(work: Parameters<typeof moveProject>[0], projectId: string): Promise<void> {
  const asStaff = { ...work, actor: { ...work.actor, role: 'inspector' as const, areaPrefix: '' } };
  await moveProject(asStaff, projectId, 'start', { on: day('2026-03-10') });
}
