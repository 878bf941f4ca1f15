import { FundingTerms as Terms } from '../../entities/funding-terms.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Invalid, type Issue } from '../../values/refusal.js';
import { getProject } from '../projects/index.js';
import type { fundingAmended } from './inputs.js';

/**
 * Records a supplementary agreement on labour cost (专户53 Art. 14): from its day on the plan follows it, what was due before stays due.
 * @throws Refusal `not-found`; Invalid with every mistake
 */
export async function amendFunding(work: Work, projectId: string, input: TypeOf<typeof fundingAmended>): Promise<{ readonly termsId: string }> {
  const project = await getProject(work, projectId, { lock: true });
  const last = await work.db.findOne(Terms, { where: { projectId }, order: { effectiveOn: 'DESC' } });
  const price = input.contractPrice ?? last?.contractPriceFen ?? project.contractPriceFen;
  const issues: Issue[] = [];
  if ((input.labourCost === undefined) === (input.labourShare === undefined)) issues.push({ path: 'labourCost', message: '请填写人工费用总额，或者人工费用占合同价的比例，两者填一' });
  if (input.labourCost !== undefined && input.labourCost > price) issues.push({ path: 'labourCost', message: '人工费用总额不能超过合同价' });
  if (input.signedOn > work.today) issues.push({ path: 'signedOn', message: '签订日期不能晚于今天' });
  if (input.effectiveOn < input.signedOn) issues.push({ path: 'effectiveOn', message: '生效日期不能早于签订日期，此前应拨的不变' });
  if (last && input.effectiveOn <= last.effectiveOn) issues.push({ path: 'effectiveOn', message: `上一份补充协议自 ${last.effectiveOn} 起生效，须在其后` });
  if (input.plannedFinishOn < input.effectiveOn) issues.push({ path: 'plannedFinishOn', message: '计划完工日期早于生效日期' });
  if (issues.length > 0) throw new Invalid(issues);
  const termsId = work.newId();
  await work.db.insert(Terms, {
    id: termsId,
    projectId,
    effectiveOn: input.effectiveOn,
    signedOn: input.signedOn,
    contractPriceFen: price,
    labourCostFen: input.labourCost ?? null,
    labourShareBp: input.labourShare ?? null,
    fundingDay: input.fundingDay,
    plannedFinishOn: input.plannedFinishOn,
    reason: input.reason,
    recordedBy: work.actor.id,
    recordedAt: work.now,
  });
  await work.record({ action: 'project.funding-amended', subject: ['project', projectId], projectId, reason: input.reason, detail: { effectiveOn: input.effectiveOn, signedOn: input.signedOn } });
  return { termsId };
}
