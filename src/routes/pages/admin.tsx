import { createUser, disableUser, listUsers, newUser, staffRoles } from '../../domain/identity/index.js';
import { choosableParties, listAreas } from '../../domain/parties/index.js';
import { approveParameter, calendarYear, listCalendar, listOrgans, listParameters, newOrgan, newParameter, organKinds, proposeParameter, registerOrgan, setCalendarYear, waitingParameters } from '../../domain/policy/index.js';
import { listAudit, listJobRuns } from '../../domain/reports/index.js';
import { jobs } from '../../jobs/index.js';
import type { Schedule } from '../../jobs/job.js';
import { id, integer, plainDate, shape, text } from '../../platform/parse.js';
import { roleNames, type ActorRole, type Role } from '../../values/role.js';
import { actionWord, actionWords } from '../../views/action-words.js';
import { AuditPage } from '../../views/pages/admin/audit.js';
import { CalendarPage } from '../../views/pages/admin/calendar.js';
import { JobsPage } from '../../views/pages/admin/jobs.js';
import { ParametersPage } from '../../views/pages/admin/parameters.js';
import { OrgansPage, organKindNames } from '../../views/pages/admin/organs.js';
import { UsersPage } from '../../views/pages/admin/users.js';
import { command, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';

const admin: readonly Role[] = ['admin'];
const overseers: readonly Role[] = ['admin', 'supervisor'];
/** The city whose values the parameter page shows; the areas below may differ. */
const cityCode = '460400';

export const usersPage = page({
  path: paths.users,
  audience: admin,
  summary: '账号',
  load: async (work) => ({
    users: await listUsers(work),
    organs: await listOrgans(work),
    parties: await choosableParties(work, ['enterprise', 'bank', 'surety', 'insurer', 'public-body']),
    areas: await listAreas(work),
  }),
  view: ({ users, organs, parties, areas }, ctx) => (
    <UsersPage
      shell={ctx.desk('users')}
      csrf={ctx.csrf}
      form={ctx.formFor('user.create')}
      action={paths.users}
      roles={staffRoles.map((value) => ({ value, label: roleNames[value] }))}
      organs={organs.map((o) => ({ value: o.id, label: o.name }))}
      parties={parties.map((p) => ({ value: p.id, label: p.name }))}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
      rows={users.map((u) => ({ ...u, role: roleNames[u.role] }))}
      selfId={ctx.actor.id}
      resetAction={paths.userFactorReset}
      disableAction={(userId) => `${paths.user(userId)}/disable`}
    />
  ),
});

const createUserCommand = command({
  id: 'user.create',
  path: paths.users,
  audience: admin,
  summary: '建立账号',
  body: newUser,
  status: 201,
  run: (work, { body }) => createUser(work, body),
  page: { form: usersPage, done: () => paths.users, flash: (result) => `账号已建立。初始密码（只显示这一次）:${result.password}` },
});

const disableUserCommand = command({
  id: 'user.disable',
  path: `${paths.user()}/disable`,
  audience: admin,
  summary: '停用账号',
  params: shape({ userId: id() }),
  run: (work, { params }) => disableUser(work, params.userId),
  page: { form: usersPage, done: () => paths.users, flash: () => '账号已停用' },
});

const organsPage = page({
  path: paths.organs,
  audience: admin,
  summary: '机关',
  load: async (work) => ({ organs: await listOrgans(work), areas: await listAreas(work) }),
  view: ({ organs, areas }, ctx) => (
    <OrgansPage
      shell={ctx.desk('organs')}
      csrf={ctx.csrf}
      form={ctx.formFor('organ.register', { areaCode: cityCode })}
      action={paths.organs}
      kinds={organKinds.map((value) => ({ value, label: organKindNames[value] }))}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
      rows={organs}
    />
  ),
});

const registerOrganCommand = command({
  id: 'organ.register',
  path: paths.organs,
  audience: admin,
  summary: '登记机关',
  body: newOrgan,
  status: 201,
  run: (work, { body }) => registerOrgan(work, body),
  page: { form: organsPage, done: () => paths.organs, flash: () => '机关已登记' },
});

const parametersPage = page({
  path: paths.parameters,
  audience: overseers,
  summary: '参数',
  load: async (work) => ({ inForce: await listParameters(work, cityCode), waiting: await waitingParameters(work), areas: await listAreas(work) }),
  view: ({ inForce, waiting, areas }, ctx) => {
    const names = new Map<string, string>(inForce.map((p) => [p.key, p.name]));
    return (
      <ParametersPage
        shell={ctx.desk('parameters')}
        csrf={ctx.csrf}
        form={ctx.formFor('parameter.propose', { areaCode: cityCode, confidence: 'C' })}
        action={paths.parameters}
        keys={inForce.map((p) => ({ value: p.key, label: p.name }))}
        areas={areas.map((a) => ({ value: a.code, label: a.name }))}
        inForce={inForce}
        waiting={waiting.map((w) => ({ ...w, name: names.get(w.key) ?? w.key, value: typeof w.value === 'string' ? w.value : JSON.stringify(w.value) }))}
        approveAction={(parameterId) => `${paths.parameters}/${parameterId}/approve`}
      />
    );
  },
});

const propose = command({
  id: 'parameter.propose',
  path: paths.parameters,
  audience: overseers,
  summary: '提出参数修改',
  body: newParameter,
  status: 201,
  run: (work, { body }) => proposeParameter(work, body),
  page: { form: parametersPage, done: () => paths.parameters, flash: () => '已提出，等待另一人复核' },
});

const approve = command({
  id: 'parameter.approve',
  secondFactor: true,
  path: `${paths.parameters}/:parameterId/approve`,
  audience: overseers,
  summary: '复核参数修改',
  params: shape({ parameterId: id() }),
  run: (work, { params }) => approveParameter(work, params.parameterId),
  page: { form: parametersPage, done: () => paths.parameters, flash: () => '参数已生效' },
});

const calendarPage = page({
  path: paths.calendar,
  audience: ['admin', 'supervisor', 'inspector'],
  summary: '放假安排',
  query: shape({ year: integer('年份', 2000, 2100).optional() }),
  load: async (work, { query }) => {
    const year = query.year ?? Number(work.today.slice(0, 4));
    return { year, ...(await listCalendar(work, year)) };
  },
  view: ({ year, years, days }, ctx) => (
    <CalendarPage
      shell={ctx.desk('calendar')}
      year={year}
      years={years.map((y) => ({ ...y, href: withQuery(paths.calendar, { year: y.year }) }))}
      days={days}
      entry={ctx.actor.role === 'admin' ? { csrf: ctx.csrf, form: ctx.formFor('calendar.enter'), action: paths.calendar } : undefined}
    />
  ),
});

const enterCalendar = command({
  id: 'calendar.enter',
  path: paths.calendar,
  audience: admin,
  summary: '录入放假安排',
  body: calendarYear,
  run: (work, { body }) => setCalendarYear(work, body),
  page: { form: calendarPage, done: (_result, { body }) => withQuery(paths.calendar, { year: body.year }), flash: () => '放假安排已录入' },
});

const auditPage = page({
  path: paths.audit,
  audience: overseers,
  summary: '操作记录',
  query: shape({
    actor: text('办理人', { max: 40 }).optional(),
    action: text('动作', { max: 60 }).optional(),
    from: plainDate('从').optional(),
    to: plainDate('到').optional(),
    page: integer('页码', 1, 100_000).or(1),
    size: integer('每页条数', 1, 100).or(50),
  }),
  load: async (work, { query }) => ({ query, ...(await listAudit(work, query)) }),
  view: ({ query, rows, total }, ctx) => (
    <AuditPage
      shell={ctx.desk('audit')}
      form={ctx.form}
      action={paths.audit}
      actions={Object.entries(actionWords).map(([value, label]) => ({ value, label }))}
      rows={rows.map((r) => ({ at: r.at, actor: r.actor, role: roleNames[r.role as ActorRole], what: actionWord(r.action), subjectType: r.subjectType, subjectId: r.subjectId, reason: r.reason }))}
      total={total}
      page={query.page}
      size={query.size}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const jobsPage = page({
  path: paths.jobs,
  audience: overseers,
  summary: '定时任务',
  load: (work) => listJobRuns(work, 100),
  view: (runs, ctx) => <JobsPage shell={ctx.desk('jobs')} jobs={jobs.map((j) => ({ name: j.name, title: j.title, schedule: scheduleWords(j.schedule) }))} runs={runs.map((r) => ({ ...r, title: titles.get(r.name) ?? r.name }))} />,
});

const titles = new Map(jobs.map((j) => [j.name, j.title]));

const scheduleWords = (schedule: Schedule): string => ('daily' in schedule ? `每天 ${schedule.daily}` : `每 ${schedule.everyMinutes} 分钟`);

export const adminRoutes: readonly Definition[] = [usersPage, createUserCommand, disableUserCommand, organsPage, registerOrganCommand, parametersPage, propose, approve, calendarPage, enterCalendar, auditPage, jobsPage];
