import type { VNode } from 'preact';
import { CheckboxField, DataTable, Due, DateText, EmptyState, FilterBar, Money, Page, Pager, SelectField, StatusTag, TextField, type CountdownProps, type Option, type PageProps, type Sort } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { caseWords } from './case-words.js';

export interface CaseLine {
  readonly id: string;
  readonly number: string;
  readonly state: keyof typeof caseWords;
  readonly cause: string;
  readonly project: string;
  readonly party: string;
  readonly workers: number;
  readonly claimedFen: Fen;
  readonly filedOn: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly left: CountdownProps | null;
  readonly provisional: boolean;
  readonly handler: string;
  readonly coHandler: string;
}

export interface CaseListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  readonly areas: readonly Option[];
  readonly rows: readonly CaseLine[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(caseId: string): string;
  pageHref(page: number, size: number): string;
}

export function CaseListPage(view: CaseListView): VNode {
  return (
    <Page {...view.shell} title="案件" form={view.form} lead="在项目的“预警与案件”页或者线索页立案">
      <FilterBar action={view.action} form={view.form} resetHref={view.action} exportHref={view.exportHref} hidden={{ sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="案号、项目或单位" optional />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(caseWords).map(([value, w]) => ({ value, label: w.text }))} />
        <SelectField name="areaCode" label="乡镇" optional blank="全部" options={view.areas} />
        <CheckboxField name="mine" label="承办" optional options={[{ value: 'on', label: '只看我的' }]} />
        <CheckboxField name="overdue" label="期限" optional options={[{ value: 'on', label: '只看逾期' }]} />
      </FilterBar>
      <DataTable
        caption="案件"
        captionHidden
        sort={view.sort}
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有符合条件的案件">换一个条件，或点“重置”查看全部。</EmptyState>}
        columns={[
          { key: 'number', head: '案号', nowrap: true, sort: true, cell: (r) => r.number },
          { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={caseWords[r.state]} /> },
          {
            key: 'project',
            head: '项目、当事单位和案由',
            cell: (r) => (
              <>
                {r.project}
                <span class="flag-note">
                  <span>{r.party}</span>
                  <span>{r.cause}</span>
                </span>
              </>
            ),
          },
          { key: 'workers', head: '人数', align: 'end', sort: true, cell: (r) => r.workers },
          { key: 'amount', head: '拖欠金额（元）', align: 'end', sort: true, cell: (r) => (r.workers > 0 ? <Money fen={r.claimedFen} /> : '—') },
          { key: 'filed', head: '立案', nowrap: true, sort: true, cell: (r) => <DateText date={r.filedOn} /> },
          { key: 'due', head: '期限', sort: true, cell: (r) => <Due on={r.dueOn} left={r.left} provisional={r.provisional} /> },
          { key: 'handler', head: '承办人', nowrap: true, cell: (r) => `${r.handler}、${r.coHandler}` },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
