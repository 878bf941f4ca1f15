import { ContractorChange } from '../../entities/contractor-change.js';
import { Party } from '../../entities/party.js';
import { Project } from '../../entities/project.js';
import { ProjectParty } from '../../entities/project-party.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { getProject } from '../projects/index.js';
import type { contractorReplaced } from './inputs.js';

/**
 * Another firm becomes the project's general contractor from a day on. What the one before owes stays with it: its sheets, its workers'
 * claims, what may be recovered from it and its deposit keep its name in the ledger. The dedicated account bears the old name until it is
 * closed and opened anew (专户53 Art. 9), which the rules then ask for.
 */
export async function replaceContractor(work: Work, projectId: string, input: TypeOf<typeof contractorReplaced>): Promise<void> {
  const project = await getProject(work, projectId, { lock: true });
  if (work.actor.role !== 'supervisor' && work.actor.role !== 'housing-reviewer' && work.actor.role !== 'inspector') throw new Refusal('not-allowed', '施工总承包单位的变更由主管部门登记');
  if (project.state === 'completed') throw new Refusal('wrong-state', '工程已经完工，不能变更施工总承包单位');
  const issues: Issue[] = [];
  const firm = await work.db.findOneBy(Party, { id: input.contractorId });
  if (firm?.kind !== 'enterprise') issues.push({ path: 'contractorId', message: '没有这个单位' });
  if (input.contractorId === project.contractorId) issues.push({ path: 'contractorId', message: '已经是本项目的施工总承包单位' });
  if (input.contractorId === project.ownerId) issues.push({ path: 'contractorId', message: '总承包单位不能与建设单位相同' });
  if (input.changedOn > work.today) issues.push({ path: 'changedOn', message: '变更日期不能晚于今天' });
  if (input.changedOn < project.contractSignedOn) issues.push({ path: 'changedOn', message: `变更日期早于施工合同签订日期 ${project.contractSignedOn}` });
  const [busy] = await work.db.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM release WHERE project_id = $1 AND state IN ('requested', 'labour-reviewed', 'housing-reviewed', 'returned')`, [projectId]);
  if (issues.length > 0) throw new Invalid(issues);
  if (busy.n > 0) throw new Refusal('wrong-state', `还有 ${busy.n} 次支付由原总承包单位提请、尚在办理，办结或撤回后再变更`);
  const former = await work.db.findOneByOrFail(ProjectParty, { projectId, partyId: project.contractorId });
  await work.db.update(ProjectParty, { id: former.id }, { leftOn: input.changedOn });
  const before = await work.db.findOneBy(ProjectParty, { projectId, partyId: input.contractorId });
  if (before) await work.db.update(ProjectParty, { id: before.id }, { role: 'general-contractor', tier: 1, parentId: null, leftOn: null });
  else await work.db.insert(ProjectParty, { id: work.newId(), projectId, partyId: input.contractorId, role: 'general-contractor', scope: '', tier: 1, enteredOn: input.changedOn });
  await work.db.update(Project, { id: projectId }, { contractorId: input.contractorId });
  await work.db.insert(ContractorChange, { id: work.newId(), projectId, fromId: project.contractorId, toId: input.contractorId, changedOn: input.changedOn, reason: input.reason, recordedBy: work.actor.id, recordedAt: work.now });
  await work.record({ action: 'project.contractor-replaced', subject: ['project', projectId], projectId, reason: input.reason, detail: { from: project.contractorId, to: input.contractorId, on: input.changedOn } });
}
