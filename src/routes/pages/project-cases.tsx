import { circumstanceNames, claimableMonths, draftOf, findingsOfProject, listCases, newCase, openCase } from '../../domain/cases/index.js';
import { listInspectors } from '../../domain/identity/index.js';
import { getLead } from '../../domain/leads/index.js';
import { listPapers } from '../../domain/papers/index.js';
import { getProjectHead } from '../../domain/projects/index.js';
import { id, shape } from '../../platform/parse.js';
import { formatYuan } from '../../values/money.js';
import { ProjectCasesPage } from '../../views/pages/cases/project-cases.js';
import { command, page, type Definition } from '../define.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';
import { findingLine, partyOptions, proofHref } from './case-parts.js';

const projectCasesPage = page({
  path: paths.projectCases(),
  audience: tabAudience.cases,
  summary: '项目的预警、案件和文书',
  params: shape({ projectId: id() }),
  query: shape({ lead: id('线索').optional() }),
  load: async (work, { params: { projectId }, query }) => {
    const project = await getProjectHead(work, projectId);
    const findings = await findingsOfProject(work, projectId);
    // Grey is missing data, nothing that somebody could be charged with.
    const chosen = findings.filter((f) => f.clearedOn === null && !f.inOpenCase && f.severity !== 'grey');
    return {
      project,
      findings: findings.map((f) => findingLine(work, f)),
      chosen: query.lead ? [] : chosen.map((f) => f.id),
      draft: await draftOf(work, query.lead ? [] : chosen, project),
      cases: (await listCases(work, { projectId, sort: 'filed', direction: 'desc', page: 1, size: 100 })).rows,
      papers: await listPapers(work, { projectId }),
      parties: await partyOptions(work, project),
      colleagues: (await listInspectors(work)).filter((i) => i.personId !== work.actor.personId),
      months: await claimableMonths(work, projectId),
      lead: query.lead ? await getLead(work, query.lead) : undefined,
    };
  },
  view: ({ project, findings, chosen, draft, cases, papers, parties, colleagues, months, lead }, ctx) => {
    const form = ctx.formFor('case.open', { findingIds: chosen, partyId: draft.partyId, coHandlerId: colleagues[0]?.id ?? '' });
    const leadId = lead?.id ?? (form.values['leadId'] as string | undefined);
    return (
      <ProjectCasesPage
        shell={ctx.desk('projects')}
        project={project}
        tabs={projectTabs(project.id, ctx.actor.role)}
        projectsHref={paths.projects}
        csrf={ctx.csrf}
        findings={findings}
        cases={cases}
        papers={{ papers, href: paths.paper, pdfHref: paths.paperPdf }}
        form={form}
        action={paths.projectCases(project.id)}
        parties={parties}
        circumstances={Object.entries(circumstanceNames).map(([value, label]) => ({ value, label }))}
        colleagues={colleagues.map((c) => ({ value: c.id, label: c.name }))}
        months={months}
        lead={leadId ? { id: leadId, number: lead?.number ?? '', href: paths.lead(leadId) } : undefined}
        proofHref={proofHref(project.id)}
        caseHref={paths.caseFile}
      />
    );
  },
});

const open = command({
  id: 'case.open',
  path: paths.projectCases(),
  audience: tabAudience.cases,
  summary: '立案',
  params: shape({ projectId: id() }),
  body: newCase,
  status: 201,
  run: (work, { params: { projectId }, body }) => openCase(work, { ...body, projectId }),
  page: {
    form: projectCasesPage,
    done: ({ caseId }) => paths.caseFile(caseId),
    flash: ({ number, claims }) => `已立案，案号 ${number}。${claims.claims > 0 ? `拖欠清单列入 ${claims.workers} 人、${formatYuan(claims.amountFen)} 元。` : ''}`,
  },
});

export const projectCasePages: readonly Definition[] = [projectCasesPage, open];
