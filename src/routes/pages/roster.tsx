import {
  allowedEngagementActions,
  attendanceGrid,
  attendanceUpload,
  cardCorrection,
  correctCard,
  engage,
  getEngagement,
  importAttendanceSheet,
  importRosterSheet,
  leave,
  leaving,
  listEmployers,
  listEngagements,
  newEngagement,
  rosterFacts,
  rosterSorts,
  rosterUpload,
  workersOfMonth,
  type EngagementDetail,
  type SheetImported,
} from '../../domain/roster/index.js';
import { getProjectHead, type ProjectHead } from '../../domain/projects/index.js';
import { attendanceTemplate, rosterTemplate } from '../../formats/roster-template.js';
import { readInChild } from '../../formats/spreadsheet/child.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { id, integer, month, oneOf, shape, text } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { maskCard } from '../../values/mask.js';
import { periodOf } from '../../values/period.js';
import type { Role } from '../../values/role.js';
import { actionWord } from '../../views/action-words.js';
import type { Flash } from '../../views/components/index.js';
import { AttendancePage } from '../../views/pages/roster/attendance.js';
import { EngagementPage } from '../../views/pages/roster/engagement.js';
import { ImportRosterPage } from '../../views/pages/roster/import-roster.js';
import { NewWorkerPage } from '../../views/pages/roster/new-worker.js';
import type { RosterFrameProps } from '../../views/pages/roster/roster-frame.js';
import { engagementWords } from '../../views/pages/roster/roster-words.js';
import { RosterPage } from '../../views/pages/roster/roster.js';
import { command, file, page, type Definition, type PageContext } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';

const firms: readonly Role[] = ['general-contractor', 'subcontractor'];
const labour: readonly Role[] = ['inspector', 'supervisor'];
const ofProject = shape({ projectId: id('项目') });
const ofEngagement = shape({ projectId: id('项目'), engagementId: id('用工记录') });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const keepsRoster = (ctx: PageContext): boolean => (firms as readonly string[]).includes(ctx.actor.role);

const frameOf = (head: ProjectHead, ctx: PageContext): RosterFrameProps => ({
  shell: ctx.desk('projects'),
  project: head,
  tabs: projectTabs(head.id, ctx.actor.role),
  projectsHref: paths.projects,
  rosterHref: paths.projectRoster(head.id),
  attendanceHref: paths.projectAttendance(head.id),
  importsHref: withQuery(paths.imports, { projectId: head.id }),
});

const employersOf = async (work: Work, projectId: string): Promise<{ value: string; label: string }[]> => (await listEmployers(work, projectId)).map((e) => ({ value: e.partyId, label: e.name }));

const filters = {
  q: text('姓名', { max: 50 }).optional(),
  partyId: id('用工单位').optional(),
  team: text('班组', { max: 40 }).optional(),
  trade: text('工种', { max: 40 }).optional(),
  state: oneOf('状态', ['in-service', 'left'] as const).optional(),
  lacking: oneOf('缺少', ['contract', 'card'] as const).optional(),
  sort: oneOf('排序', rosterSorts).or('team'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('asc'),
};

export const rosterQuery = shape({ ...filters, page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 100).or(20) });

const rosterPage = page({
  path: paths.projectRoster(),
  audience: tabAudience.roster,
  summary: '项目花名册',
  params: ofProject,
  query: rosterQuery,
  load: async (work, { params, query }) => ({
    head: await getProjectHead(work, params.projectId),
    query,
    employers: await employersOf(work, params.projectId),
    facts: await rosterFacts(work, params.projectId),
    ...(await listEngagements(work, params.projectId, query, query)),
  }),
  view: ({ head, query, employers, facts, rows, total }, ctx) => (
    <RosterPage
      frame={frameOf(head, ctx)}
      form={ctx.form}
      action={paths.projectRoster(head.id)}
      exportHref={withQuery(ctx.url, { page: undefined, size: undefined }).replace(paths.projectRoster(head.id), paths.projectRosterExport(head.id))}
      newHref={keepsRoster(ctx) ? paths.projectRosterNew(head.id) : undefined}
      importHref={keepsRoster(ctx) ? paths.projectRosterImport(head.id) : undefined}
      facts={facts}
      employers={employers}
      teams={facts.teams}
      trades={facts.trades}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: query.sort, direction: query.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={(engagementId) => paths.engagement(head.id, engagementId)}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
      factHref={(name, value) => withQuery(paths.projectRoster(head.id), { [name]: value })}
    />
  ),
});

const rosterExport = file({
  path: paths.projectRosterExport(),
  audience: tabAudience.roster,
  summary: '导出花名册（号码只留尾号）',
  params: ofProject,
  query: shape(filters),
  load: async (work, { params, query }) => {
    const head = await getProjectHead(work, params.projectId);
    const { rows } = await listEngagements(work, params.projectId, query);
    await work.record({ action: 'roster.exported', subject: ['project', params.projectId], projectId: params.projectId, detail: { filter: query, rows: rows.length } });
    return {
      name: `花名册-${head.name}-${work.today}.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '花名册',
            columns: [
              { header: '姓名', kind: 'text', width: 18 },
              { header: '身份证尾号', kind: 'text', width: 14 },
              { header: '手机尾号', kind: 'text', width: 12 },
              { header: '用工单位', kind: 'text', width: 30 },
              { header: '班组', kind: 'text', width: 14 },
              { header: '工种', kind: 'text', width: 12 },
              { header: '班组长', kind: 'text', width: 10 },
              { header: '进场日期', kind: 'text', width: 13 },
              { header: '离场日期', kind: 'text', width: 13 },
              { header: '合同签订日期', kind: 'text', width: 15 },
              { header: '合同到期日期', kind: 'text', width: 15 },
              { header: '银行卡', kind: 'text', width: 12 },
              { header: '开户银行', kind: 'text', width: 28 },
              { header: '状态', kind: 'text', width: 10 },
            ],
            rows: rows.map((r) => [
              r.name,
              r.idLast4,
              r.phoneLast4 ?? undefined,
              r.employer,
              r.team,
              r.trade,
              r.teamLeader ? '是' : undefined,
              r.enteredOn,
              r.leftOn ?? undefined,
              r.contractSignedOn ?? undefined,
              r.contractEndsOn ?? undefined,
              r.cardLast4 === null ? undefined : maskCard(r.cardLast4),
              r.bankName,
              engagementWords[r.state].text,
            ]),
          },
        ]),
    };
  },
});

const newWorkerPage = page({
  path: paths.projectRosterNew(),
  audience: firms,
  summary: '登记一名工人页',
  params: ofProject,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), employers: await employersOf(work, params.projectId), today: work.today }),
  view: ({ head, employers, today }, ctx) => <NewWorkerPage frame={frameOf(head, ctx)} csrf={ctx.csrf} form={ctx.formFor('roster.engage', { enteredOn: today })} action={paths.projectRoster(head.id)} employers={employers} />,
});

const engageWorker = command({
  id: 'roster.engage',
  path: paths.projectRoster(),
  audience: firms,
  summary: '登记一名工人',
  params: ofProject,
  body: newEngagement,
  status: 201,
  run: (work, { params, body }) => engage(work, params.projectId, body),
  page: {
    form: newWorkerPage,
    done: (result, { params }) => paths.engagement(params.projectId, result.engagementId),
    flash: ({ underAge, warnings }): string | Flash => {
      const told = [...(underAge ? ['此人进场时未满 16 周岁，禁止使用童工'] : []), ...warnings.map((w) => `${w.message},${w.remedy}`)];
      return told.length > 0 ? { kind: 'warn', text: `已登记。${told.join('。')}。` } : '工人已登记';
    },
  },
});

const importRosterPage = page({
  path: paths.projectRosterImport(),
  audience: firms,
  summary: '导入花名册页',
  params: ofProject,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), employers: await employersOf(work, params.projectId) }),
  view: ({ head, employers }, ctx) => (
    <ImportRosterPage frame={frameOf(head, ctx)} csrf={ctx.csrf} form={ctx.formFor('roster.import')} action={paths.projectRosterImport(head.id)} templateHref={paths.projectRosterTemplate(head.id)} employers={employers} />
  ),
});

/** What is said above the result of an upload. */
function importFlash(what: string, result: SheetImported<unknown>): Flash {
  if (result.state === 'refused') return { kind: 'error', text: `${what}没有导入：有 ${result.errors} 处须改正` };
  return { kind: 'success', text: `${what}已导入，共 ${result.rows} 行${result.warnings > 0 ? `,${result.warnings} 处提醒` : ''}` };
}

const importRosterFile = command({
  id: 'roster.import',
  path: paths.projectRosterImport(),
  audience: firms,
  summary: '导入花名册',
  params: ofProject,
  body: rosterUpload,
  files: ['file'],
  prepare: ({ files, today }) => readInChild('roster', files['file']!.bytes, { today }),
  run: (work, { params, body, files, prepared }) => importRosterSheet(work, { projectId: params.projectId, partyId: body.partyId, enteredOn: body.enteredOn, file: files['file']!, reading: prepared }),
  page: { form: importRosterPage, done: (result) => paths.importRun(result.importId), flash: (result) => importFlash('花名册', result) },
});

const rosterBlank = file({
  path: paths.projectRosterTemplate(),
  audience: firms,
  summary: '花名册模板',
  params: ofProject,
  load: async (work, { params }) => {
    const head = await getProjectHead(work, params.projectId);
    return { name: '花名册模板.xlsx', mediaType: xlsx, bytes: () => rosterTemplate(head.name) };
  },
});

const engagementPage = page({
  path: paths.engagement(),
  audience: tabAudience.roster,
  summary: '一名工人的用工',
  params: ofEngagement,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), engagement: await getEngagement(work, params.projectId, params.engagementId), today: work.today }),
  view: ({ head, engagement, today }, ctx) => {
    const may = allowedEngagementActions(engagement.state, ctx.actor.role);
    return (
      <EngagementPage
        frame={frameOf(head, ctx)}
        csrf={ctx.csrf}
        engagement={engagement}
        workerHref={(labour as readonly string[]).includes(ctx.actor.role) ? paths.worker(engagement.workerId) : undefined}
        leave={may.includes('leave') ? { action: paths.engagementLeave(head.id, engagement.id), form: ctx.formFor('roster.leave', { leftOn: today }) } : undefined}
        card={may.includes('correct-card') ? { action: paths.engagementCard(head.id, engagement.id), form: ctx.formFor('roster.correct-card') } : undefined}
        refused={may.includes('leave') ? undefined : ctx.formFor('roster.leave')}
        events={[
          ...engagement.events.map((e) => ({ at: e.at, who: e.by, what: actionWord(e.action), detail: eventDetail(e) })),
          // Who came with a whole roster has no event of their own.
          ...(engagement.events.some((e) => e.action === 'roster.engaged') ? [] : [{ at: engagement.createdAt, what: '随花名册登记' }]),
        ]}
      />
    );
  },
});

function eventDetail({ action, reason, detail }: EngagementDetail['events'][number]): string | undefined {
  const card = (side: unknown): string => (side as { last4?: string | null } | undefined)?.last4 ?? '无';
  const what = action === 'roster.card-corrected' ? `尾号 ${card(detail['from'])} 改为 ${card(detail['to'])}` : action === 'roster.left' ? String(detail['leftOn']) : '';
  return [what, reason ?? ''].filter(Boolean).join(',') || undefined;
}

const leaveWorker = command({
  id: 'roster.leave',
  path: paths.engagementLeave(),
  audience: firms,
  summary: '办理离场',
  params: ofEngagement,
  body: leaving,
  run: (work, { params, body }) => leave(work, params.projectId, params.engagementId, body),
  page: { form: engagementPage, done: (_result, { params }) => paths.engagement(params.projectId, params.engagementId), flash: () => '已办理离场' },
});

const correctWorkerCard = command({
  id: 'roster.correct-card',
  path: paths.engagementCard(),
  audience: firms,
  summary: '更正银行卡',
  params: ofEngagement,
  body: cardCorrection,
  run: (work, { params, body }) => correctCard(work, params.projectId, params.engagementId, body),
  page: {
    form: engagementPage,
    done: (_result, { params }) => paths.engagement(params.projectId, params.engagementId),
    flash: ({ shared }): string | Flash => (shared ? { kind: 'warn', text: '银行卡已更正。这张卡也登记在本项目另一名工人名下，请核对是否为本人的银行卡。' } : '银行卡已更正'),
  },
});

export const attendanceQuery = shape({
  period: month('月份').optional(),
  partyId: id('用工单位').optional(),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 200).or(50),
});

const attendancePage = page({
  path: paths.projectAttendance(),
  audience: tabAudience.roster,
  summary: '项目考勤',
  params: ofProject,
  query: attendanceQuery,
  load: async (work, { params, query }) => {
    const period = query.period ?? periodOf(work.today);
    return { head: await getProjectHead(work, params.projectId), query, period, employers: await employersOf(work, params.projectId), grid: await attendanceGrid(work, params.projectId, period, query) };
  },
  view: ({ head, query, period, employers, grid }, ctx) => (
    <AttendancePage
      frame={frameOf(head, ctx)}
      csrf={ctx.csrf}
      filter={ctx.form.formId === undefined ? { ...ctx.form, values: { period, ...ctx.form.values } } : { values: { period }, issues: [] }}
      action={paths.projectAttendance(head.id)}
      period={period}
      facts={grid.facts}
      employers={employers}
      rows={grid.rows}
      total={grid.total}
      page={query.page}
      size={query.size}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
      upload={
        keepsRoster(ctx)
          ? {
              action: paths.projectAttendanceImport(head.id),
              form: ctx.formFor('roster.import-attendance', { period }),
              templateHref: (partyId) => withQuery(paths.projectAttendanceTemplate(head.id), { partyId, period }),
            }
          : undefined
      }
    />
  ),
});

const importAttendanceFile = command({
  id: 'roster.import-attendance',
  path: paths.projectAttendanceImport(),
  audience: firms,
  summary: '导入考勤表',
  params: ofProject,
  body: attendanceUpload,
  files: ['file'],
  prepare: ({ body, files }) => readInChild('attendance', files['file']!.bytes, { period: body.period }),
  run: (work, { params, body, files, prepared }) => importAttendanceSheet(work, { projectId: params.projectId, partyId: body.partyId, period: body.period, file: files['file']!, reading: prepared }),
  page: { form: attendancePage, done: (result) => paths.importRun(result.importId), flash: (result) => importFlash('考勤表', result) },
});

const attendanceBlank = file({
  path: paths.projectAttendanceTemplate(),
  audience: firms,
  summary: '考勤表模板',
  params: ofProject,
  query: shape({ partyId: id('用工单位'), period: month('月份') }),
  load: async (work, { params, query }) => {
    const head = await getProjectHead(work, params.projectId);
    const employer = (await listEmployers(work, params.projectId)).find((e) => e.partyId === query.partyId)?.name ?? '';
    const workers = await workersOfMonth(work, params.projectId, query.partyId, query.period);
    return { name: `考勤表-${query.period}.xlsx`, mediaType: xlsx, bytes: () => attendanceTemplate({ project: head.name, employer, period: query.period, workers }) };
  },
});

export const rosterPages: readonly Definition[] = [
  rosterPage,
  rosterExport,
  newWorkerPage,
  engageWorker,
  importRosterPage,
  importRosterFile,
  rosterBlank,
  attendancePage,
  importAttendanceFile,
  attendanceBlank,
  engagementPage,
  leaveWorker,
  correctWorkerCard,
];
