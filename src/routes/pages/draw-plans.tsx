import { getProjectHead } from '../../domain/projects/index.js';
import { drawablePeriods, drawRequest, drawWanted, getPlan, previewDraw, requestDraw, sourcesOfDraw, type DrawPreview, type PlanDetail } from '../../domain/releases/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { id, list, month, shape, text } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import type { Role } from '../../values/role.js';
import { DrawPlanPage, DrawPreviewPage } from '../../views/pages/releases/draw-plan.js';
import { command, file, page, resource, type Definition } from '../define.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';

const askers: readonly Role[] = ['general-contractor', 'inspector', 'supervisor'];
const ofProject = shape({ projectId: id('项目') });
const ofPlan = shape({ planId: id('动用方案') });

/** Nothing chosen yet: the page offers the choice. */
const choice = shape({
  caseId: id('案件').optional(),
  sources: list('资金来源', text('资金来源', { max: 60 }), { max: 20 }).optional(),
  periods: list('工资月份', month('工资月份'), { max: 60 }).optional(),
  atLeastOneFen: drawWanted.atLeastOneFen,
});

/** A plan for what was chosen, or why there is none. */
async function tried(work: Work, wanted: Parameters<typeof previewDraw>[1]): Promise<{ readonly plan?: DrawPreview; readonly refused?: string }> {
  try {
    return { plan: await previewDraw(work, wanted) };
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'not-found') return { refused: error.message };
    if (error instanceof Invalid) return { refused: error.issues.map((i) => i.message).join('；') };
    throw error;
  }
}

const previewPage = page({
  path: paths.projectDraw(),
  audience: askers,
  summary: '动用保证金的方案',
  params: ofProject,
  query: choice,
  load: async (work, { params: { projectId }, query }) => {
    const head = await getProjectHead(work, projectId);
    const months = await drawablePeriods(work, projectId);
    const caseId = query.caseId ?? months[0]?.caseId;
    const complete = query.caseId && query.sources && query.periods;
    return {
      head,
      query,
      months: months.filter((m) => m.caseId === caseId && m.waiting === 0),
      sources: await sourcesOfDraw(work, projectId),
      ...(complete ? await tried(work, { caseId: query.caseId!, sources: query.sources!, periods: query.periods!, atLeastOneFen: query.atLeastOneFen }) : {}),
    };
  },
  view: ({ head, query, months, sources, plan, refused }, ctx) => {
    const asked = ctx.formFor('release.draw');
    const least = query.atLeastOneFen ? [['atLeastOneFen', 'on'] as const] : [];
    const fields = [['caseId', query.caseId ?? ''] as const, ...(query.sources ?? []).map((s) => ['sources', s] as const), ...(query.periods ?? []).map((p) => ['periods', p] as const), ...least];
    const at = `${paths.projectDraw(head.id)}?${new URLSearchParams(fields.map(([k, v]) => [k, v])).toString()}`;
    const [month] = months;
    return (
      <DrawPreviewPage
        shell={ctx.desk('projects')}
        project={head}
        tabs={projectTabs(head.id, ctx.actor.role)}
        projectsHref={paths.projects}
        csrf={ctx.csrf}
        action={paths.projectDraw(head.id)}
        choice={month && { form: { values: { sources: query.sources ?? sources.map((s) => s.key), periods: query.periods ?? months.map((m) => m.period), ...(query.atLeastOneFen ? { atLeastOneFen: 'on' } : {}) }, issues: ctx.form.formId === undefined ? ctx.form.issues : [], formId: 'choice' }, caseId: month.caseId, number: month.caseNumber, sources, months }}
        refused={refused}
        plan={plan}
        request={{ action: at, form: asked, fields }}
      />
    );
  },
});

const draw = command({
  id: 'release.draw',
  money: true,
  path: paths.projectDraw(),
  audience: askers,
  summary: '提请动用保证金支付',
  params: ofProject,
  body: drawRequest,
  status: 201,
  run: async (work, { params, body }) => {
    await getProjectHead(work, params.projectId);
    return requestDraw(work, body);
  },
  page: {
    form: previewPage,
    done: ({ planId, releases }) => (releases.length === 1 ? paths.release(releases[0]!.releaseId) : paths.drawPlan(planId)),
    flash: ({ releases }) => `已提请动用保证金，编号 ${releases.map((r) => r.number).join('、')}，待劳监审核`,
  },
});

const planPage = page({
  path: paths.drawPlan(),
  audience: tabAudience.releases,
  summary: '动用方案：分配到人',
  params: ofPlan,
  load: (work, { params }) => getPlan(work, params.planId),
  view: (plan, ctx) => <DrawPlanPage shell={ctx.desk('releases')} listHref={paths.releases} projectHref={paths.project(plan.projectId)} exportHref={paths.drawPlanExport(plan.id)} plan={plan} href={paths.release} />,
});

const planExport = file({
  path: paths.drawPlanExport(),
  audience: tabAudience.releases,
  summary: '导出动用方案',
  params: ofPlan,
  load: async (work, { params }) => {
    const plan = await getPlan(work, params.planId);
    await work.record({ action: 'release.plan-exported', subject: ['draw-plan', plan.id], projectId: plan.projectId, detail: { rows: plan.rows.length } });
    return { name: `动用方案-${plan.releases[0]!.number}.xlsx`, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes: () => workbook(plan) };
  },
});

const workbook = (plan: PlanDetail): Promise<Uint8Array> =>
  Promise.resolve(
    writeWorkbook([
      {
        name: '动用方案',
        heading: [`${plan.project}工资保证金动用方案`, `案件：${plan.caseNumber}    支付申请：${plan.releases.map((r) => r.number).join('、')}`],
        columns: [
          { header: '序号', kind: 'integer', width: 8 },
          { header: '姓名', kind: 'text', width: 18 },
          { header: '身份证尾号', kind: 'text', width: 14 },
          { header: '工资月份', kind: 'text', width: 12 },
          { header: '欠付（元）', kind: 'amount', width: 16 },
          { header: '本次动用（元）', kind: 'amount', width: 16 },
          { header: '仍欠（元）', kind: 'amount', width: 16 },
        ],
        rows: [...plan.rows.map((r, i) => [i + 1, r.name, r.idLast4, r.period, r.owedFen, r.drawnFen, r.owedFen - r.drawnFen]), [undefined, '合计', undefined, undefined, plan.owedFen, plan.drawnFen, plan.owedFen - plan.drawnFen]],
      },
    ]),
  );

const previewData = resource({ path: paths.projectDraw(), audience: askers, summary: '动用保证金的方案', params: ofProject, query: shape(drawWanted), load: async (work, { params, query }) => {
  await getProjectHead(work, params.projectId);
  return previewDraw(work, query);
} });

const planData = resource({ path: paths.drawPlan(), audience: tabAudience.releases, summary: '动用方案：分配到人', params: ofPlan, load: (work, { params }) => getPlan(work, params.planId) });

/** The address of the plan for all that a case and the sources offer. */
export const wholePlan = (projectId: string, caseId: string, sources: readonly { readonly key: string }[], periods: readonly string[]): string =>
  `${paths.projectDraw(projectId)}?${new URLSearchParams([['caseId', caseId], ...sources.map((s) => ['sources', s.key]), ...periods.map((p) => ['periods', p])]).toString()}`;

export const drawPlanRoutes: readonly Definition[] = [previewPage, draw, planPage, planExport, previewData, planData];
