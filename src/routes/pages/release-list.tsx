import { deskCounts, listReleases, releaseSorts, releaseStagesOfBank, releaseTabs, type BankStage, type ReleaseRow } from '../../domain/releases/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { id, integer, oneOf, shape, text, type TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { daysLeft, type DaysLeft } from '../../values/days-left.js';
import type { TallyItem } from '../../views/components/index.js';
import { periodRange, ReleaseListPage, type ReleaseLine } from '../../views/pages/releases/release-list.js';
import { releaseWords, sourceNames } from '../../views/pages/releases/release-words.js';
import { file, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

/** Everyone who has a part in releases; which ones they see is the release's own scope. */
const readers = tabAudience.releases;
const maxExport = 20_000;

const states = ['requested', 'labour-reviewed', 'housing-reviewed', 'queued', 'sent', 'part-paid', 'paid', 'returned', 'withdrawn'] as const;

export const releasesQuery = shape({
  tab: oneOf('范围', releaseTabs).or('todo'),
  q: text('编号、项目或用工单位', { max: 60 }).optional(),
  state: oneOf('状态', states).optional(),
  source: oneOf('资金来源', ['escrow', 'deposit', 'guarantee'] as const).optional(),
  stage: oneOf('环节', releaseStagesOfBank).optional(),
  projectId: id('项目').optional(),
  sort: oneOf('排序', releaseSorts).optional(),
  direction: oneOf('顺序', ['asc', 'desc'] as const).optional(),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const waiting: readonly string[] = ['requested', 'labour-reviewed', 'housing-reviewed', 'queued', 'sent'];

/** How long is left, while somebody still has to act. */
export const leftOf = (work: Work, { state, dueOn }: Pick<ReleaseRow, 'state' | 'dueOn'>): DaysLeft | undefined => (dueOn !== null && waiting.includes(state) ? daysLeft(work.calendar, work.today, dueOn) : undefined);

export const withLeft = (work: Work, rows: readonly ReleaseRow[]): ReleaseLine[] => rows.map((r) => ({ ...r, left: leftOf(work, r), stepLeft: stepLeftOf(work, r) }));

export const stepLeftOf = (work: Work, { stepDueOn }: Pick<ReleaseRow, 'stepDueOn'>): DaysLeft | undefined => (stepDueOn === null ? undefined : daysLeft(work.calendar, work.today, stepDueOn));

/** What waits is sorted by its day, overdue first; everything else by when it was asked for. */
export const sortOf = ({ tab, sort, direction }: TypeOf<typeof releasesQuery>): { readonly sort: string; readonly direction: 'asc' | 'desc' } => {
  const waits = sort === undefined && (tab === 'todo' || tab === 'overdue' || tab === 'mine');
  return { sort: sort ?? (waits ? 'step' : 'requested'), direction: direction ?? (waits ? 'asc' : 'desc') };
};

const tabNames = { todo: '待办', overdue: '逾期', mine: '转交给我', done: '已办', all: '全部' } as const;
const stageNames: Readonly<Record<BankStage, string>> = { 'to-take': '待取付款文件', waiting: '待回盘', unknown: '有结果未知', 'set-aside': '有挂起明细' };

const tallyOf = (stage: BankStage, value: number): TallyItem => ({
  label: stageNames[stage],
  value,
  href: withQuery(paths.releases, { tab: 'all', stage }),
  tone: value > 0 && (stage === 'unknown' || stage === 'set-aside') ? 'orange' : undefined,
});

const listPage = page({
  path: paths.releases,
  audience: readers,
  summary: '工资支付办理',
  query: releasesQuery,
  load: async (work, { query }) => {
    const sorted = sortOf(query);
    const { rows, total } = await listReleases(work, { ...query, ...sorted });
    return { query, sorted, rows: withLeft(work, rows), total, counts: await deskCounts(work) };
  },
  view: ({ query, sorted, rows, total, counts }, ctx) => (
    <ReleaseListPage
      shell={ctx.desk('releases')}
      form={ctx.form}
      action={paths.releases}
      exportHref={withQuery(ctx.url, { tab: query.tab, page: undefined, size: undefined }).replace(paths.releases, paths.releasesExport)}
      tab={query.tab}
      tabs={releaseTabs.map((key) => ({ key, label: tabNames[key], href: withQuery(paths.releases, { tab: key }), ...(key === 'todo' || key === 'overdue' || key === 'mine' ? { count: counts[key] } : {}) }))}
      tally={counts.stages && releaseStagesOfBank.map((stage) => tallyOf(stage, counts.stages![stage]))}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: sorted.sort, direction: sorted.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={paths.release}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const listExport = file({
  path: paths.releasesExport,
  audience: readers,
  summary: '导出支付申请',
  query: releasesQuery,
  load: async (work, { query }) => {
    const { rows, total } = await listReleases(work, { ...query, ...sortOf(query), page: 1, size: maxExport });
    await work.record({ action: 'release.exported', subject: ['release', '-'], detail: { filter: query, rows: rows.length, total } });
    return {
      name: `工资支付-${work.today}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: () =>
        writeWorkbook([
          {
            name: '工资支付',
            columns: [
              { header: '编号', kind: 'text', width: 16 },
              { header: '项目', kind: 'text', width: 36 },
              { header: '用工单位', kind: 'text', width: 30 },
              { header: '资金来源', kind: 'text', width: 14 },
              { header: '付款银行', kind: 'text', width: 34 },
              { header: '状态', kind: 'text', width: 14 },
              { header: '工资月份', kind: 'text', width: 22 },
              { header: '人数', kind: 'integer', width: 8 },
              { header: '金额（元）', kind: 'amount', width: 16 },
              { header: '待回盘（笔）', kind: 'integer', width: 12 },
              { header: '结果未知（笔）', kind: 'integer', width: 12 },
              { header: '未到账（笔）', kind: 'integer', width: 12 },
              { header: '支付期限', kind: 'text', width: 12 },
              { header: '本环节期限', kind: 'text', width: 12 },
              { header: '经办人', kind: 'text', width: 12 },
            ],
            rows: rows.map((r) => [r.number, r.project, r.employer ?? undefined, sourceNames[r.source], r.payerBank, releaseWords[r.state].text, periodRange(r.periods), r.workers, r.amountFen, r.openLines, r.unknownLines, r.failedLines, r.dueOn ?? undefined, r.stepDueOn ?? undefined, r.assignee ?? undefined]),
          },
        ]),
    };
  },
});

export const releaseListPages: readonly Definition[] = [listPage, listExport];
