import { dueToday } from '../../domain/reports/index.js';
import { describeRules, dueFindings, findingsOf, findingStates, flaggedGrades, listFindings, monthsOf, riskTally, ruleCodes, ruleCounts, workbench } from '../../domain/risk/index.js';
import { id, integer, oneOf, shape } from '../../platform/parse.js';
import { resource, type Definition } from '../define.js';
import { projectOverviewPage } from '../pages/project-overview.js';
import { flaggedQuery, labour, riskPages, ruleReaders } from '../pages/risk.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const dueShown = 20;

const workbenchData = resource({
  path: paths.workbench,
  audience: labour,
  summary: '工作台：到期事项、预警概数和预警项目',
  query: flaggedQuery,
  load: async (work, { query }) => ({
    due: { findings: await dueFindings(work, dueShown), ...(await dueToday(work, dueShown)) },
    tally: await riskTally(work),
    flagged: await workbench(work, query),
  }),
});

const findings = resource({
  path: paths.findings,
  audience: labour,
  summary: '预警，新的在前，带证据、依据和参数',
  query: shape({
    projectId: id('项目').optional(),
    rule: oneOf('规则', ruleCodes).optional(),
    severity: oneOf('级别', flaggedGrades).optional(),
    state: oneOf('状态', findingStates).or('open'),
    page: integer('页码', 1, 100_000).or(1),
    size: integer('每页条数', 1, 500).or(50),
  }),
  load: (work, { query }) => listFindings(work, query),
});

const ofProject = shape({ projectId: id('项目') });

const projectFindings = resource({ path: paths.projectFindings(), audience: labour, summary: '项目现有的预警，最严重的在前', params: ofProject, load: (work, { params }) => findingsOf(work, params.projectId) });

const projectMonths = resource({
  path: paths.projectMonths(),
  audience: tabAudience.money,
  summary: '项目逐月的出勤、工资表、支付和到账，旧的在前',
  params: ofProject,
  query: shape({ months: integer('月数', 1, 120).or(12) }),
  load: (work, { params, query }) => monthsOf(work, params.projectId, query.months),
});

const rules = resource({
  path: paths.rules,
  audience: ruleReaders,
  summary: '预警规则：条件、依据、处置、当前参数；监察员另见触发次数',
  load: async (work) => {
    const book = await describeRules(work);
    const counts = (labour as readonly string[]).includes(work.actor.role) ? await ruleCounts(work) : [];
    return book.map((r) => ({ ...r, counts: counts.find((c) => c.rule === r.code) ?? null }));
  },
});

/** The scan's results as pages and as JSON. */
export const riskRoutes: readonly Definition[] = [...riskPages, projectOverviewPage, workbenchData, findings, projectFindings, projectMonths, rules];
