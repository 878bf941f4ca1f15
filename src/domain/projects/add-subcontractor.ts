import { ProjectParty } from '../../entities/project-party.js';
import { violated, type Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Invalid } from '../../values/refusal.js';
import { getProject } from './scope.js';

export interface NewSubcontractor {
  readonly partyId: string;
  /** The party that it contracts with; absent: the general contractor. */
  readonly parentId?: string | undefined;
  readonly scope: string;
  readonly enteredOn: PlainDate;
}

/** Puts a subcontractor on a project, one tier below the party that it contracts with. */
export async function addSubcontractor(work: Work, projectId: string, input: NewSubcontractor): Promise<{ readonly id: string }> {
  const project = await getProject(work, projectId, { lock: true });
  const parent = await work.db.findOneBy(ProjectParty, input.parentId ? { id: input.parentId, projectId } : { projectId, partyId: project.contractorId });
  if (!parent) throw new Invalid([{ path: 'parentId', message: '上级单位不在这个项目上' }]);
  if (parent.tier >= 5) throw new Invalid([{ path: 'parentId', message: '分包层级最多 5 层' }]);
  if (input.partyId === project.ownerId) throw new Invalid([{ path: 'partyId', message: '分包单位不能是建设单位' }]);
  const id = work.newId();
  try {
    await work.db.insert(ProjectParty, { id, projectId, partyId: input.partyId, parentId: parent.id, role: 'subcontractor', scope: input.scope, tier: parent.tier + 1, enteredOn: input.enteredOn });
  } catch (error) {
    if (violated(error) === 'project_party_project_id_party_id_key') throw new Invalid([{ path: 'partyId', message: '这个单位已在项目上' }]);
    if (violated(error) === 'project_party_party_id_fkey') throw new Invalid([{ path: 'partyId', message: '没有这个单位' }]);
    throw error;
  }
  await work.record({ action: 'project.subcontractor-added', subject: ['project-party', id], projectId, detail: { partyId: input.partyId, scope: input.scope, tier: parent.tier + 1 } });
  return { id };
}
