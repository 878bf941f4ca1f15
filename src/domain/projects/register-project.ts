import { Party } from '../../entities/party.js';
import { Project } from '../../entities/project.js';
import { ProjectParty } from '../../entities/project-party.js';
import { violated, type Work } from '../../platform/work.js';
import type { TypeOf } from '../../platform/parse.js';
import { Invalid, type Issue } from '../../values/refusal.js';
import type { newProject } from './inputs.js';

/**
 * Registers a project with its owner and general contractor (条例724 Art. 24, 26: contract terms on labour cost).
 * A general contractor registers only projects of its own.
 */
export async function registerProject(work: Work, input: TypeOf<typeof newProject>): Promise<{ readonly projectId: string; readonly code: string }> {
  const issues: Issue[] = [];
  if (work.actor.role === 'general-contractor' && input.contractorId !== work.actor.partyId) issues.push({ path: 'contractorId', message: '只能登记本单位总承包的项目' });
  if (!input.areaCode.startsWith(work.actor.areaPrefix)) issues.push({ path: 'areaCode', message: '不在您的辖区内' });
  if (input.ownerId === input.contractorId) issues.push({ path: 'contractorId', message: '总承包单位不能与建设单位相同' });
  if (input.plannedFinishOn < input.plannedStartOn) issues.push({ path: 'plannedFinishOn', message: '计划完工日期早于计划开工日期' });
  if (input.contractSignedOn > work.today) issues.push({ path: 'contractSignedOn', message: '合同签订日期不能晚于今天' });
  if ((input.permitNo === undefined) !== (input.permitIssuedOn === undefined)) issues.push({ path: input.permitNo === undefined ? 'permitNo' : 'permitIssuedOn', message: '施工许可证号和发证日期须一并填写' });
  if (input.permitIssuedOn && input.permitIssuedOn > work.today) issues.push({ path: 'permitIssuedOn', message: '发证日期不能晚于今天' });
  if (input.labourCost !== undefined && input.labourCost > input.contractPrice) issues.push({ path: 'labourCost', message: '人工费用总额不能超过合同价' });
  const found = await work.db.findBy(Party, [{ id: input.ownerId }, { id: input.contractorId }]);
  for (const [path, id] of [['ownerId', input.ownerId], ['contractorId', input.contractorId]] as const) {
    if (!found.some((p) => p.id === id)) issues.push({ path, message: '没有这个单位' });
  }
  if (issues.length > 0) throw new Invalid(issues);
  const projectId = work.newId();
  const code = await nextCode(work);
  try {
    await work.db.insert(Project, {
      id: projectId,
      code,
      name: input.name,
      areaCode: input.areaCode,
      address: input.address ?? '',
      industry: input.industry,
      governmentFunded: input.governmentFunded,
      ownerId: input.ownerId,
      contractorId: input.contractorId,
      contractNo: input.contractNo,
      contractPriceFen: input.contractPrice,
      contractSignedOn: input.contractSignedOn,
      permitNo: input.permitNo ?? null,
      permitIssuedOn: input.permitIssuedOn ?? null,
      plannedStartOn: input.plannedStartOn,
      plannedFinishOn: input.plannedFinishOn,
      labourCostFen: input.labourCost ?? null,
      labourShareBp: input.labourShare ?? null,
      fundingDay: input.fundingDay ?? null,
      payDay: input.payDay,
      payMonth: input.payMonth,
      wageOfficer: input.wageOfficer ?? '',
      wageOfficerPhone: input.wageOfficerPhone ?? '',
      paymentGuarantee: input.paymentGuarantee,
      state: 'preparing',
      createdAt: work.now,
    });
  } catch (error) {
    if (violated(error) === 'project_area_code_fkey') throw new Invalid([{ path: 'areaCode', message: '没有这个乡镇' }]);
    throw error;
  }
  await work.db.insert(ProjectParty, { id: work.newId(), projectId, partyId: input.contractorId, role: 'general-contractor', scope: '', tier: 1, enteredOn: input.contractSignedOn });
  await work.record({ action: 'project.registered', subject: ['project', projectId], projectId, to: 'preparing', detail: { code, name: input.name } });
  return { projectId, code };
}

/** DZ-2026-0001: counts per year, under a lock so that two registrations never share a code. */
async function nextCode(work: Work): Promise<string> {
  const year = work.today.slice(0, 4);
  await work.db.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`project code ${year}`]);
  const [last] = await work.db.query<[{ n: number }]>(`SELECT coalesce(max(right(code, 4)::int), 0) AS n FROM project WHERE code LIKE $1`, [`DZ-${year}-%`]);
  return `DZ-${year}-${String(last!.n + 1).padStart(4, '0')}`;
}
