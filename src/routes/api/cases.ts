import { claimsOf, findingsOfCase, findingsOfProject, getCase, listCases, ordersOf } from '../../domain/cases/index.js';
import { listPapers } from '../../domain/papers/index.js';
import { getProjectHead } from '../../domain/projects/index.js';
import { id, shape } from '../../platform/parse.js';
import { resource, type Definition } from '../define.js';
import { caseParams, casePages, caseQuery, labour } from '../pages/cases.js';
import { projectCasePages } from '../pages/project-cases.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const cases = resource({ path: paths.cases, audience: labour, summary: '案件列表', query: caseQuery, load: (work, { query }) => listCases(work, query) });

const projectCases = resource({
  path: paths.projectCases(),
  audience: tabAudience.cases,
  summary: '项目的预警、案件和文书',
  params: shape({ projectId: id() }),
  load: async (work, { params: { projectId } }) => {
    await getProjectHead(work, projectId);
    return { findings: await findingsOfProject(work, projectId), cases: (await listCases(work, { projectId, sort: 'filed', direction: 'desc', page: 1, size: 100 })).rows, papers: await listPapers(work, { projectId }) };
  },
});

const caseFile = resource({
  path: paths.caseFile(),
  audience: labour,
  summary: '案件',
  params: caseParams,
  load: async (work, { params: { caseId } }) => ({
    ...(await getCase(work, caseId)),
    findings: await findingsOfCase(work, caseId),
    orders: await ordersOf(work, caseId),
    claims: await claimsOf(work, caseId),
    papers: await listPapers(work, { caseId }),
  }),
});

/** Cases as pages and as JSON. */
export const caseRoutes: readonly Definition[] = [...casePages, ...projectCasePages, cases, projectCases, caseFile];
