import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, FilterBar, LinkButton, Money, Page, Pager, SelectField, StatusTag, TextField, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import type { LeftView } from './deposit-section.js';
import { depositWords, formNames, termNames } from './money-words.js';

export const onlyNames = { overdue: '已过期限', short: '不足额', expiring: '保函一个月内到期', reduced: '减存和免存', 'of-firm': '按企业存储' } as const;

export interface DepositListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  readonly stocktakesHref: string;
  readonly rows: readonly {
    readonly id: string;
    readonly projectId: string;
    readonly project: string;
    readonly projects: number;
    readonly ofFirm: boolean;
    readonly contractor: string;
    readonly state: keyof typeof depositWords;
    readonly forms: readonly (keyof typeof formNames)[];
    readonly dueFen: Fen | null;
    readonly coveredFen: Fen;
    readonly shortFen: Fen | null;
    readonly reduced: boolean;
    readonly next: keyof typeof termNames | null;
    readonly dueOn: PlainDate | null;
    readonly left: LeftView | null;
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  href(projectId: string): string;
  pageHref(page: number, size: number): string;
}

/** 工资保证金台账: every deposit of the area with what is due next. */
export function DepositListPage(view: DepositListView): VNode {
  return (
    <Page {...view.shell} title="工资保证金台账" form={view.form} actions={<LinkButton href={view.stocktakesHref}>清查</LinkButton>}>
      <FilterBar action={view.action} form={view.form} resetHref={view.action} exportHref={view.exportHref}>
        <TextField name="q" label="项目或总包单位" optional />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(depositWords).map(([value, w]) => ({ value, label: w.text }))} />
        <SelectField name="only" label="只看" optional blank="全部" options={Object.entries(onlyNames).map(([value, label]) => ({ value, label }))} />
      </FilterBar>
      <DataTable
        caption={`共 ${view.total} 笔`}
        rows={view.rows}
        rowHref={(r) => view.href(r.projectId)}
        empty={<EmptyState title="没有符合条件的保证金">项目核定保证金后列入台账。</EmptyState>}
        columns={[
          { key: 'project', head: '项目', cell: (r) => (r.ofFirm ? `${r.contractor}（按企业，${r.projects} 个项目）` : r.project) },
          { key: 'contractor', head: '总包单位', cell: (r) => r.contractor },
          { key: 'state', head: '状态', nowrap: true, cell: (r) => <><StatusTag word={depositWords[r.state]} /> {r.reduced && <StatusTag word={{ text: '减存', tone: 'blue' }} />}</> },
          { key: 'forms', head: '形式', cell: (r) => r.forms.map((f) => formNames[f]).join('、') || '—' },
          { key: 'due', head: '应存（元）', align: 'end', cell: (r) => (r.dueFen === null ? '未知' : <Money fen={r.dueFen} />) },
          { key: 'covered', head: '有效（元）', align: 'end', cell: (r) => <Money fen={r.coveredFen} /> },
          { key: 'short', head: '尚差（元）', align: 'end', cell: (r) => (r.shortFen === null || r.shortFen === 0n || r.state === 'exempt' || r.state === 'returned' ? '—' : <Money fen={r.shortFen} />) },
          { key: 'next', head: '下一期限', cell: (r) => (r.next && r.dueOn ? <><span class="date">{termNames[r.next]}</span> <DateText date={r.dueOn} {...(r.left ? { left: r.left } : {})} /></> : '—') },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
