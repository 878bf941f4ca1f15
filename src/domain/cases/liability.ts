import type { Project } from '../../entities/project.js';
import { liableRoleNames, resolveLiableParty, type ConstructionFacts, type Liability, type Ruled, type Source } from '../../law/index.js';

/** What decides, besides who owes, who must pay (条例724 Arts. 30, 36, 37). */
export const circumstances = ['none', 'passed-on', 'unqualified-by-owner', 'unqualified-by-contractor', 'name-lent', 'unlawful-project'] as const;
export type Circumstance = (typeof circumstances)[number];

export const circumstanceNames: Readonly<Record<Circumstance, string>> = {
  none: '没有下列情形',
  'passed-on': '转包',
  'unqualified-by-owner': '建设单位发包给个人或者不具备资格的单位',
  'unqualified-by-contractor': '总承包单位分包给个人或者不具备资格的单位',
  'name-lent': '出借名义（挂靠）',
  'unlawful-project': '工程违反规划、建设法律法规',
};

export type Liable = Ruled<Liability, Source> & { readonly partyId: string; readonly roleName: string };

/**
 * Who must pay the wages that `partyId` owes on this project, and why. Undefined where the owner is the respondent: it hired nobody.
 */
export function liableParty(project: Pick<Project, 'ownerId' | 'contractorId'>, partyId: string, circumstance: Circumstance): Liable | undefined {
  if (partyId === project.ownerId) return undefined;
  const facts: ConstructionFacts = {
    sector: 'construction',
    owing: partyId === project.contractorId ? 'general-contractor' : 'subcontractor',
    ...(circumstance === 'passed-on' ? { passedOn: true } : {}),
    ...(circumstance === 'unqualified-by-owner' ? { contractedToUnqualifiedBy: 'owner' as const } : {}),
    ...(circumstance === 'unqualified-by-contractor' ? { contractedToUnqualifiedBy: 'general-contractor' as const } : {}),
    ...(circumstance === 'name-lent' ? { nameLent: true } : {}),
    ...(circumstance === 'unlawful-project' ? { unlawfulProject: true } : {}),
  };
  const first = resolveLiableParty(facts)[0]!;
  const { role } = first.value;
  return { ...first, partyId: role === 'owner' ? project.ownerId : role === 'employer' ? partyId : project.contractorId, roleName: liableRoleNames[role] };
}
