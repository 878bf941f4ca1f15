import { assessDeposit } from '../../domain/deposits/index.js';
import { choosableParties, listTownships } from '../../domain/parties/index.js';
import { addSubcontractor, getProjectHead, listProjects, moveProject, newProject, newSubcontractor, projectHistory, projectMove, projectSorts, registerProject } from '../../domain/projects/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { id, integer, oneOf, shape, text } from '../../platform/parse.js';
import { roleNames, type ActorRole, type Role } from '../../values/role.js';
import { actionWord } from '../../views/action-words.js';
import { NewProjectPage } from '../../views/pages/projects/new-project.js';
import { ProjectHistoryPage } from '../../views/pages/projects/project-history.js';
import { ProjectListPage } from '../../views/pages/projects/project-list.js';
import { projectWords } from '../../views/components/project-shell.js';
import { severityWords, type Severity } from '../../views/words.js';
import { command, file, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';
import { projectOverviewPage } from './project-overview.js';

const projectQuery = shape({
  q: text('名称、编号或单位', { max: 60 }).optional(),
  areaCode: text('乡镇', { max: 9 }).optional(),
  state: oneOf('状态', ['preparing', 'running', 'stopped', 'completed'] as const).optional(),
  grade: oneOf('预警', ['red', 'orange', 'yellow', 'blue', 'grey'] as const).optional(),
  sort: oneOf('排序', projectSorts).or('code'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('asc'),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const registrars: readonly Role[] = ['inspector', 'supervisor', 'general-contractor'];
const maxExport = 20_000;

const projectsPage = page({
  path: paths.projects,
  audience: tabAudience.overview,
  summary: '项目列表',
  query: projectQuery,
  load: async (work, { query }) => ({ query, areas: await listTownships(work), ...(await listProjects(work, query)) }),
  view: ({ query, areas, rows, total }, ctx) => (
    <ProjectListPage
      shell={ctx.desk('projects')}
      form={ctx.form}
      action={paths.projects}
      exportHref={withQuery(ctx.url, { page: undefined, size: undefined }).replace(paths.projects, paths.projectsExport)}
      newHref={(registrars as readonly string[]).includes(ctx.actor.role) ? paths.newProject : undefined}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: query.sort, direction: query.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={paths.project}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const projectsExport = file({
  path: paths.projectsExport,
  audience: tabAudience.overview,
  summary: '导出项目列表',
  query: projectQuery,
  load: async (work, { query }) => {
    const { rows, total } = await listProjects(work, { ...query, page: 1, size: maxExport });
    await work.record({ action: 'project.exported', subject: ['project', '-'], detail: { filter: query, rows: rows.length, total } });
    return {
      name: `项目-${work.today}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: () =>
        writeWorkbook([
          {
            name: '项目',
            columns: [
              { header: '编号', kind: 'text' },
              { header: '项目', kind: 'text', width: 36 },
              { header: '状态', kind: 'text' },
              { header: '预警', kind: 'text' },
              { header: '乡镇', kind: 'text' },
              { header: '建设单位', kind: 'text', width: 30 },
              { header: '总承包单位', kind: 'text', width: 30 },
              { header: '合同价（元）', kind: 'amount', width: 18 },
              { header: '未付工资（元）', kind: 'amount', width: 18 },
              { header: '计划完工', kind: 'text', width: 12 },
            ],
            rows: rows.map((r) => [r.code, r.name, projectWords[r.state].text, r.grade ? severityWords[r.grade as Severity].text : '', r.area, r.owner, r.contractor, r.contractPriceFen, r.unpaidFen ?? undefined, r.plannedFinishOn]),
          },
        ]),
    };
  },
});

const newProjectPage = page({
  path: paths.newProject,
  audience: registrars,
  summary: '登记项目页',
  load: async (work) => {
    const firms = await choosableParties(work, ['enterprise', 'public-body']);
    return { areas: await listTownships(work), firms };
  },
  view: ({ areas, firms }, ctx) => {
    const options = firms.map((f) => ({ value: f.id, label: f.name }));
    return (
      <NewProjectPage
        shell={ctx.desk('projects')}
        csrf={ctx.csrf}
        form={ctx.formFor('project.register', { payMonth: 'next', industry: 'housing' })}
        action={paths.projects}
        projectsHref={paths.projects}
        areas={areas.map((a) => ({ value: a.code, label: a.name }))}
        owners={options}
        contractors={ctx.actor.role === 'general-contractor' ? options.filter((o) => o.value === ctx.actor.partyId) : options}
      />
    );
  },
});

const register = command({
  id: 'project.register',
  path: paths.projects,
  audience: registrars,
  summary: '登记项目',
  body: newProject,
  status: 201,
  run: async (work, { body }) => {
    const registered = await registerProject(work, body);
    // From the first day on it is known what deposit is due, and until when.
    await assessDeposit(work, registered.projectId);
    return registered;
  },
  page: { form: newProjectPage, done: (result) => paths.project(result.projectId), flash: (result) => `项目已登记，编号 ${result.code}` },
});

const move = command({
  id: 'project.move',
  path: paths.projectMove(),
  audience: ['inspector', 'supervisor', 'housing-reviewer', 'general-contractor'],
  summary: '开工、停工、复工或完工',
  params: shape({ projectId: id(), action: oneOf('动作', ['start', 'stop', 'resume', 'complete'] as const) }),
  body: projectMove,
  run: async (work, { params, body }) => moveProject(work, params.projectId, params.action, body),
  page: { form: projectOverviewPage, done: (_result, { params }) => paths.project(params.projectId), flash: () => '项目状态已更新' },
});

const subcontractor = command({
  id: 'project.add-subcontractor',
  path: paths.projectParties(),
  audience: registrars,
  summary: '登记分包单位',
  params: shape({ projectId: id() }),
  body: newSubcontractor,
  status: 201,
  run: (work, { params, body }) => addSubcontractor(work, params.projectId, body),
  page: { form: projectOverviewPage, done: (_result, { params }) => paths.project(params.projectId), flash: () => '分包单位已登记' },
});

const historyPage = page({
  path: paths.projectHistory(),
  audience: tabAudience.history,
  summary: '项目经过',
  params: shape({ projectId: id() }),
  query: shape({ page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 100).or(50) }),
  load: async (work, { params, query }) => ({ head: await getProjectHead(work, params.projectId), rows: await projectHistory(work, params.projectId, query.size, query.page), query }),
  view: ({ head, rows, query }, ctx) => (
    <ProjectHistoryPage
      shell={ctx.desk('projects')}
      project={head}
      tabs={projectTabs(head.id, ctx.actor.role)}
      projectsHref={paths.projects}
      entries={rows.map((r) => ({ at: r.at, what: actionWord(r.action), who: `${r.actor}(${roleNames[r.role as ActorRole]})`, detail: r.reason ?? undefined }))}
      total={rows[0]?.total ?? 0}
      page={query.page}
      size={query.size}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

export const projectRoutes: readonly Definition[] = [projectsPage, projectsExport, newProjectPage, register, move, subcontractor, historyPage];
