import type { VNode } from 'preact';
import { Countdown, DataTable, DateText, EmptyState, FilterBar, Money, Page, Pager, SelectField, StatusTag, Tabs, Tally, TextField, type CountdownProps, type PageProps, type Sort, type TallyItem } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import { dayOf, type PlainDate } from '../../../values/plain-date.js';
import { releaseWords, sourceNames, type ReleaseSource, type ReleaseState } from './release-words.js';

export interface ReleaseLine {
  readonly id: string;
  readonly number: string;
  readonly project: string;
  readonly employer: string | null;
  readonly source: ReleaseSource;
  readonly state: ReleaseState;
  readonly periods: readonly Period[];
  readonly amountFen: Fen;
  readonly workers: number;
  readonly payerBank: string;
  readonly requestedAt: Date;
  readonly dueOn: PlainDate | null;
  readonly stepDueOn: PlainDate | null;
  readonly assignee: string | null;
  readonly partial: boolean;
  readonly openLines: number;
  readonly unknownLines: number;
  readonly failedLines: number;
  /** Until its day; undefined once nothing waits for it. */
  readonly left: CountdownProps | undefined;
  /** Until the waiting step's own day. */
  readonly stepLeft: CountdownProps | undefined;
}

/** "2026年5月至7月": first and last month. */
export function periodRange(periods: readonly Period[]): string {
  const [first, last] = [periods[0], periods.at(-1)];
  return !first || !last ? '—' : first === last ? formatPeriod(first) : `${formatPeriod(first)}至${first.slice(0, 4) === last.slice(0, 4) ? formatPeriod(last).slice(5) : formatPeriod(last)}`;
}

/** What of a release deserves a second look, in a few words. */
const trouble = (r: ReleaseLine): string =>
  [r.unknownLines > 0 ? `${r.unknownLines} 笔未知` : '', r.openLines > r.unknownLines ? `${r.openLines - r.unknownLines} 笔待回盘` : '', r.failedLines > 0 ? `${r.failedLines} 笔未到账` : ''].filter(Boolean).join('，') || '—';

interface TableProps {
  readonly rows: readonly ReleaseLine[];
  readonly sort?: Sort;
  readonly empty: VNode;
  /** Left out on the project's own page. */
  readonly withProject?: boolean;
  href(releaseId: string): string;
}

export function ReleaseTable({ rows, sort, empty, withProject = true, href }: TableProps): VNode {
  return (
    <DataTable
      caption="支付申请"
      captionHidden
      {...(sort ? { sort } : {})}
      rows={rows}
      rowHref={(r) => href(r.id)}
      empty={empty}
      columns={[
        { key: 'number', head: '编号', sort: true, nowrap: true, cell: (r) => r.number },
        ...(withProject ? [{ key: 'project', head: '项目', sort: true, cell: (r: ReleaseLine) => named(r.project, r.employer) }] : [{ key: 'employer', head: '用工单位', cell: (r: ReleaseLine) => r.employer ?? '—' }]),
        { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={releaseWords[r.state]} /> },
        // What no row has takes no room.
        ...(rows.some((r) => r.stepDueOn) ? [{ key: 'step', head: '本环节期限', sort: true, cell: (r: ReleaseLine) => (r.stepLeft ? <Countdown {...r.stepLeft} /> : '—') }] : []),
        ...(rows.some((r) => r.assignee) ? [{ key: 'assignee', head: '经办人', nowrap: true, cell: (r: ReleaseLine) => r.assignee ?? '—' }] : []),
        { key: 'due', head: '支付期限', sort: true, cell: (r) => (r.dueOn && r.left ? <DateText date={r.dueOn} left={r.left} /> : r.dueOn ? <DateText date={r.dueOn} /> : '—') },
        { key: 'periods', head: '工资月份和资金来源', nowrap: true, cell: (r) => named(periodRange(r.periods), sourceNames[r.source]) },
        { key: 'workers', head: '人数', align: 'end', cell: (r) => (r.partial ? `${r.workers}（部分）` : r.workers) },
        { key: 'amount', head: '金额（元）', align: 'end', sort: true, cell: (r) => <Money fen={r.amountFen} /> },
        ...(rows.some((r) => trouble(r) !== '—') ? [{ key: 'lines', head: '回盘', cell: (r: ReleaseLine) => trouble(r) }] : []),
        ...(rows.some((r) => r.stepDueOn) ? [] : [{ key: 'requested', head: '提请日期', sort: true, nowrap: true, cell: (r: ReleaseLine) => <DateText date={dayOf(r.requestedAt)} /> }]),
      ]}
    />
  );
}

/** Two facts of one cell, the second in small under the first. */
const named = (first: string, second: string | null): VNode => (
  <>
    {first}
    {second !== null && <span class="flag-note">{second}</span>}
  </>
);

type ReleaseTabKey = 'todo' | 'overdue' | 'mine' | 'done' | 'all';

export interface ReleaseListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  readonly tab: ReleaseTabKey;
  readonly tabs: readonly { readonly key: ReleaseTabKey; readonly label: string; readonly href: string; readonly count?: number }[];
  /** A bank's desk: how many releases stand at each stage. */
  readonly tally?: readonly TallyItem[] | undefined;
  readonly rows: readonly ReleaseLine[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(releaseId: string): string;
  pageHref(page: number, size: number): string;
}

const emptyTitles = { todo: '没有待办的支付申请', overdue: '没有逾期的支付申请', mine: '没有转交给您的支付申请', done: '您还没有办理过支付申请', all: '没有符合条件的支付申请' } as const;

export function ReleaseListPage(view: ReleaseListView): VNode {
  return (
    <Page {...view.shell} title="工资支付办理" form={view.form} lead="用工单位提请 → 劳监审核 → 住建复核 → 银行代发，每个环节由不同的人办理">
      <Tabs label="支付申请" tabs={view.tabs} current={view.tab} />
      {view.tally && <Tally items={view.tally} />}
      <FilterBar action={view.action} form={view.form} resetHref={view.tabs.find((t) => t.key === view.tab)!.href} exportHref={view.exportHref} hidden={{ tab: view.tab, sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="编号、项目或用工单位" optional />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(releaseWords).map(([value, w]) => ({ value, label: w.text }))} />
        <SelectField name="source" label="资金来源" optional blank="全部" options={Object.entries(sourceNames).map(([value, label]) => ({ value, label }))} />
      </FilterBar>
      <ReleaseTable rows={view.rows} sort={view.sort} href={view.href} empty={<EmptyState title={emptyTitles[view.tab]}>{view.tab === 'todo' ? '新的申请会出现在这里。' : '换一个条件，或点“重置”查看全部。'}</EmptyState>} />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
