import { workerPay } from '../../domain/payroll/index.js';
import { attendanceGrid, attendanceRecords, getEngagement, getImport, getWorker, listEngagements, listImports, listReadings, recordAttendance } from '../../domain/roster/index.js';
import { id, shape } from '../../platform/parse.js';
import { periodOf } from '../../values/period.js';
import { command, resource, type Definition } from '../define.js';
import { importListQuery, importPages, importQuery } from '../pages/imports.js';
import { attendanceQuery, rosterPages, rosterQuery } from '../pages/roster.js';
import { labour, workerPages } from '../pages/workers.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const ofProject = shape({ projectId: id('项目') });

const roster = resource({
  path: paths.projectRoster(),
  audience: tabAudience.roster,
  summary: '项目花名册（号码只留尾号）',
  params: ofProject,
  query: rosterQuery,
  load: (work, { params, query }) => listEngagements(work, params.projectId, query, query),
});

const engagement = resource({
  path: paths.engagement(),
  audience: tabAudience.roster,
  summary: '一名工人的用工',
  params: shape({ projectId: id('项目'), engagementId: id('用工记录') }),
  load: (work, { params }) => getEngagement(work, params.projectId, params.engagementId),
});

const attendance = resource({
  path: paths.projectAttendance(),
  audience: tabAudience.roster,
  summary: '项目一个月的考勤',
  params: ofProject,
  query: attendanceQuery,
  load: (work, { params, query }) => attendanceGrid(work, params.projectId, query.period ?? periodOf(work.today), query),
});

const record = command({
  id: 'roster.record-attendance',
  path: paths.projectAttendance(),
  audience: ['general-contractor', 'subcontractor'],
  summary: '上报考勤记录：同一人同一天重复上报不会重复计算，迟到和乱序的记录照收',
  params: ofProject,
  body: attendanceRecords,
  run: (work, { params, body }) => recordAttendance(work, { projectId: params.projectId, partyId: body.partyId, records: body.records, source: 'feed' }),
});

const imports = resource({ path: paths.imports, audience: tabAudience.roster, summary: '导入记录', query: importListQuery, load: (work, { query }) => listImports(work, query) });

const importRun = resource({
  path: paths.importRun(),
  audience: tabAudience.roster,
  summary: '一次导入的结果和逐格问题',
  params: shape({ importId: id('导入记录') }),
  query: importQuery,
  load: (work, { params, query }) => getImport(work, params.importId, query.page, query.size),
});

const worker = resource({
  path: paths.worker(),
  audience: labour,
  summary: '工人档案；完整号码只在写明用途后的 5 分钟内给出',
  params: shape({ workerId: id('工人') }),
  load: async (work, { params }) => ({ ...(await getWorker(work, params.workerId)), wages: await workerPay(work, params.workerId), readings: await listReadings(work, params.workerId) }),
});

/** Everything of workers, their engagements and attendance, and of uploads. */
export const rosterRoutes: readonly Definition[] = [...rosterPages, ...importPages, ...workerPages, roster, engagement, attendance, record, imports, importRun, worker];
