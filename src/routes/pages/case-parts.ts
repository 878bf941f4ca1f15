import type { FindingRow } from '../../domain/cases/index.js';
import { listProjectParties } from '../../domain/projects/index.js';
import { findRule } from '../../domain/risk/index.js';
import type { Work } from '../../platform/work.js';
import { daysLeft } from '../../values/days-left.js';
import type { ProofRow } from '../../views/pages/cases/finding-proof.js';
import type { FindingLine } from '../../views/pages/cases/project-cases.js';
import { paths } from '../paths.js';

/** The firms of a project that a case may name: the owner and everyone who builds. */
export async function partyOptions(work: Work, project: { readonly id: string; readonly ownerId: string; readonly owner: string }): Promise<{ value: string; label: string }[]> {
  const builders = await listProjectParties(work, project.id);
  return [
    ...builders.map((p) => ({ value: p.partyId, label: `${p.name}（${p.role === 'general-contractor' ? '总承包' : '分包'}）` })),
    { value: project.ownerId, label: `${project.owner}（建设单位）` },
  ];
}

export const findingLine = (work: Work, f: FindingRow): FindingLine => ({
  ...f,
  rule: `${f.rule} ${findRule(f.rule)?.title ?? ''}`.trim(),
  basis: f.basis as readonly string[],
  evidence: f.evidence as readonly ProofRow[],
  left: f.dueOn && daysLeft(work.calendar, work.today, f.dueOn),
});

/** Where the record stands that proves a finding of this project. */
export const proofHref =
  (projectId: string) =>
  ({ of, id: rowId }: ProofRow): string | undefined => {
    if (of === 'payroll-sheet') return paths.sheet(rowId);
    if (of === 'worker') return paths.worker(rowId);
    if (of === 'project-month') return paths.projectPayroll(projectId);
    return of === 'project' ? paths.project(projectId) : paths.projectMoney(projectId);
  };
