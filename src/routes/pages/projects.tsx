import { listTownships } from '../../domain/parties/index.js';
import { listProjects, moveProject, projectMove, projectSorts } from '../../domain/projects/index.js';
import { integer, oneOf, shape, text, id } from '../../platform/parse.js';
import { ProjectListPage } from '../../views/pages/projects/project-list.js';
import { command, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

export const projectQuery = shape({
  q: text('名称、编号或单位', { max: 60 }).optional(),
  areaCode: text('乡镇', { max: 9 }).optional(),
  state: oneOf('状态', ['preparing', 'running', 'stopped', 'completed'] as const).optional(),
  grade: oneOf('预警', ['red', 'orange', 'yellow', 'blue', 'grey'] as const).optional(),
  sort: oneOf('排序', projectSorts).or('code'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('asc'),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

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
      newHref={['inspector', 'supervisor', 'general-contractor'].includes(ctx.actor.role) ? paths.newProject : undefined}
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

const move = command({
  id: 'project.move',
  path: paths.projectMove(),
  audience: ['inspector', 'supervisor', 'housing-reviewer', 'general-contractor'],
  summary: '开工、停工、复工或完工',
  params: shape({ projectId: id(), action: oneOf('动作', ['start', 'stop', 'resume', 'complete'] as const) }),
  body: projectMove,
  run: async (work, { params, body }) => moveProject(work, params.projectId, params.action, body),
  page: { done: (_result, { params }) => paths.project(params.projectId), flash: () => '项目状态已更新' },
});

export const projectRoutes: readonly Definition[] = [projectsPage, move];
