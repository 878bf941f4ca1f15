import { listTownships } from '../../domain/parties/index.js';
import { dueToday, type DuePart } from '../../domain/reports/index.js';
import { describeRules, dueFindings, findRule, flaggedGrades, flaggedSorts, flaggedViews, rescanProject, riskTally, ruleCodes, ruleCounts, workbench, type Flag, type FlaggedFilter, type FlaggedProject } from '../../domain/risk/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { id, integer, oneOf, shape, text } from '../../platform/parse.js';
import type { Role } from '../../values/role.js';
import { projectWords } from '../../views/components/project-shell.js';
import type { FlagView } from '../../views/pages/risk/flags.js';
import { PlainRulesPage, RuleBookPage } from '../../views/pages/risk/rule-book.js';
import { WorkbenchPage, type DueView, type FlaggedView } from '../../views/pages/risk/workbench.js';
import { severityWords } from '../../views/words.js';
import { command, file, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';

export const labour: readonly Role[] = ['inspector', 'supervisor'];
export const ruleReaders: readonly Role[] = [...labour, 'general-contractor'];
const maxExport = 20_000;
/** First rows of each part of what is due. */
const dueShown = 4;

export const flaggedQuery = shape({
  q: text('项目、编号或总承包单位', { max: 60 }).optional(),
  areaCode: text('乡镇', { max: 9 }).optional(),
  grade: oneOf('预警', flaggedGrades).optional(),
  rule: oneOf('规则', ruleCodes).optional(),
  view: oneOf('时间', flaggedViews).optional(),
  sort: oneOf('排序', flaggedSorts).or('grade'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('desc'),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const workbenchPage = page({
  path: paths.workbench,
  audience: labour,
  summary: '工作台',
  query: flaggedQuery,
  load: async (work, { query }) => ({
    query,
    today: work.today,
    due: await dueToday(work, dueShown),
    findings: await dueFindings(work, dueShown),
    tally: await riskTally(work),
    areas: await listTownships(work),
    ...(await workbench(work, query)),
  }),
  view: ({ query, today, due, findings, tally, areas, rows, total }, ctx) => (
    <WorkbenchPage
      shell={ctx.desk('workbench')}
      today={today}
      scannedOn={tally.scannedOn}
      due={[
        {
          title: '预警待处置',
          href: withQuery(paths.workbench, { view: 'due' }),
          total: findings.total,
          late: findings.late,
          rows: findings.rows.map((f) => ({ href: `${paths.project(f.projectId)}#${f.id}`, what: titleOf(f.rule), whom: f.project, left: f.left })),
          none: '没有到期的预警',
        },
        dueView('线索待受理', withQuery(paths.leads, { state: 'received' }), due.leads, paths.lead, '没有待受理的线索'),
        dueView('指令将到期或逾期', paths.cases, due.orders, paths.caseFile, '三个工作日内没有到期的指令'),
        dueView('工资支付待审核', withQuery(paths.releases, { state: 'requested' }), due.releases, paths.release, '没有待审核的支付申请'),
      ]}
      tally={tally}
      gradeHref={(grade) => withQuery(paths.workbench, { grade })}
      newHref={withQuery(paths.workbench, { view: 'new' })}
      form={ctx.form}
      action={paths.workbench}
      exportHref={withQuery(ctx.url, { page: undefined, size: undefined }).replace(paths.workbench, paths.workbenchExport)}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
      rules={ruleCodes.map((code) => ({ value: code, label: titleOf(code) }))}
      rows={rows.map(flaggedView)}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: query.sort, direction: query.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={paths.project}
      casesHref={paths.projectCases}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const titleOf = (code: string): string => findRule(code)?.title ?? code;

const dueView = (title: string, href: string, part: DuePart, at: (id: string) => string, none: string): DueView => ({
  title,
  href,
  total: part.total,
  late: part.late,
  rows: part.rows.map((r) => ({ href: at(r.id), what: r.number, whom: r.whom, left: r.left })),
  none,
});

/** One flag of each rule, the first; the rest of it is counted. */
function flaggedView({ flags, ...project }: FlaggedProject): FlaggedView {
  const byRule = new Map<string, Flag[]>();
  for (const f of flags) if (f.severity !== 'grey') byRule.set(f.rule, [...(byRule.get(f.rule) ?? []), f]);
  return { ...project, flags: [...byRule.values()].map((of) => flagView(of[0]!, of)), unknown: flags.filter((f) => f.severity === 'grey').map((f) => f.sentence) };
}

const flagView = (f: Flag, alike: readonly Flag[]): FlagView => ({
  id: f.id,
  title: titleOf(f.rule),
  severity: f.severity,
  sentence: f.sentence,
  ruleHref: `${paths.rules}#${f.rule}`,
  isNew: alike.some((a) => a.isNew),
  alike: alike.length - 1,
  left: f.left ?? undefined,
  provisional: f.provisional,
  taken: f.caseId && f.caseNumber ? { number: f.caseNumber, href: paths.caseFile(f.caseId) } : undefined,
});

const workbenchExport = file({
  path: paths.workbenchExport,
  audience: labour,
  summary: '导出预警项目',
  query: flaggedQuery,
  load: async (work, { query }) => {
    const { rows, total } = await workbench(work, { ...(query as FlaggedFilter), page: 1, size: maxExport });
    await work.record({ action: 'risk.exported', subject: ['project-risk', '-'], detail: { filter: query, rows: rows.length, total } });
    return {
      name: `预警项目-${work.today}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: () => writeWorkbook(sheetsOf(rows)),
    };
  },
});

const sheetsOf = (rows: readonly FlaggedProject[]): Parameters<typeof writeWorkbook>[0] => [
  {
    name: '预警项目',
    columns: [
      { header: '编号', kind: 'text' },
      { header: '项目', kind: 'text', width: 36 },
      { header: '状态', kind: 'text' },
      { header: '预警', kind: 'text' },
      { header: '预警条数', kind: 'integer' },
      { header: '缺数据条数', kind: 'integer' },
      { header: '乡镇', kind: 'text' },
      { header: '总承包单位', kind: 'text', width: 30 },
      { header: '未付工资（元）', kind: 'amount', width: 18 },
      { header: '扫描日期', kind: 'text', width: 12 },
    ],
    rows: rows.map((r) => [r.code, r.name, projectWords[r.state].text, severityWords[r.grade].text, r.flags.filter((f) => f.severity !== 'grey').length, r.flags.filter((f) => f.severity === 'grey').length, r.area, r.contractor, r.unpaidFen, r.scannedOn]),
  },
  {
    name: '预警明细',
    columns: [
      { header: '项目编号', kind: 'text' },
      { header: '项目', kind: 'text', width: 36 },
      { header: '规则', kind: 'text' },
      { header: '预警', kind: 'text', width: 30 },
      { header: '级别', kind: 'text' },
      { header: '原因', kind: 'text', width: 80 },
      { header: '首次发现', kind: 'text', width: 12 },
      { header: '处置期限', kind: 'text', width: 12 },
      { header: '案件', kind: 'text', width: 24 },
    ],
    rows: rows.flatMap((r) => r.flags.map((f) => [r.code, r.name, f.rule, titleOf(f.rule), severityWords[f.severity].text, f.sentence, f.firstSeenOn, f.dueOn ?? undefined, f.caseNumber ?? undefined])),
  },
];

const rescan = command({
  id: 'risk.rescan',
  path: paths.projectScan(),
  audience: labour,
  summary: '立即扫描一个项目',
  params: shape({ projectId: id() }),
  run: (work, { params }) => rescanProject(work, params.projectId),
  page: {
    done: (_result, { params }) => `${paths.project(params.projectId)}#flags`,
    flash: (c) => (c.skipped > 0 ? { kind: 'warn', text: '这个项目已按更晚的日期扫描过' } : `已扫描：新增 ${c.opened + c.reopened} 条，消除 ${c.cleared} 条`),
  },
});

const rulesPage = page({
  path: paths.rules,
  audience: ruleReaders,
  summary: '预警规则',
  load: async (work) => ({ rules: await describeRules(work), counts: (labour as readonly string[]).includes(work.actor.role) ? await ruleCounts(work) : undefined }),
  view: ({ rules, counts }, ctx) => {
    if (!counts) return <PlainRulesPage shell={ctx.desk('rules')} rules={rules} />;
    const none = { open: 0, openGrey: 0, openProjects: 0, month: 0, year: 0, cleared: 0 };
    return (
      <RuleBookPage
        shell={ctx.desk('rules')}
        rules={rules.map((r) => ({
          ...r,
          parameters: r.parameters.map((p) => ({ name: p.name, value: p.words ?? undefined, source: p.source || undefined })),
          counts: counts.find((c) => c.rule === r.code) ?? none,
          flaggedHref: withQuery(paths.workbench, { rule: r.code }),
        }))}
      />
    );
  },
});

export const riskPages: readonly Definition[] = [workbenchPage, workbenchExport, rescan, rulesPage];
