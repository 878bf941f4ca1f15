import type { VNode } from 'preact';
import { CheckboxField, DataTable, DateText, EmptyState, FilterBar, Money, MonthField, Page, Pager, PeriodText, SelectField, StatusTag, TextField, type PageProps, type Sort } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { cycleText, overdueWord, sheetWords, type SheetState } from './payroll-words.js';

export interface PayrollListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  readonly rows: readonly {
    readonly id: string;
    readonly project: string;
    readonly party: string;
    readonly period: Period;
    readonly cycle: number;
    readonly version: number;
    readonly state: SheetState;
    readonly lines: number;
    readonly netFen: Fen;
    readonly paidLines: number;
    readonly returnedLines: number;
    readonly payOn: PlainDate;
    readonly overdue: boolean;
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(sheetId: string): string;
  pageHref(page: number, size: number): string;
}

export function PayrollListPage(view: PayrollListView): VNode {
  return (
    <Page {...view.shell} title="工资表" form={view.form}>
      <FilterBar action={view.action} form={view.form} resetHref={view.action} exportHref={view.exportHref} hidden={{ sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="项目或用工单位" optional />
        <MonthField name="period" label="工资月份" optional />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(sheetWords).map(([value, w]) => ({ value, label: w.text }))} />
        <CheckboxField name="overdue" label="逾期" optional options={[{ value: 'on', label: '只看逾期未足额发放的' }]} />
      </FilterBar>
      <DataTable
        caption="工资表"
        captionHidden
        sort={view.sort}
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有符合条件的工资表">工资表在项目的“工资”页上报送。</EmptyState>}
        columns={[
          { key: 'period', head: '工资月份', sort: true, nowrap: true, cell: (r) => <><PeriodText period={r.period} />{cycleText(r.cycle)}</> },
          { key: 'project', head: '项目', sort: true, cell: (r) => r.project },
          { key: 'party', head: '用工单位', sort: true, cell: (r) => r.party },
          { key: 'state', head: '状态', nowrap: true, cell: (r) => <><StatusTag word={sheetWords[r.state]} /> {r.overdue && <StatusTag word={overdueWord} />}</> },
          { key: 'lines', head: '人数', align: 'end', cell: (r) => r.lines },
          { key: 'net', head: '实发合计（元）', align: 'end', sort: true, cell: (r) => <Money fen={r.netFen} /> },
          { key: 'paid', head: '已到账', align: 'end', cell: (r) => `${r.paidLines}/${r.lines} 人` },
          { key: 'returned', head: '退票', align: 'end', cell: (r) => (r.returnedLines > 0 ? `${r.returnedLines} 人` : '—') },
          { key: 'due', head: '应发放日', sort: true, nowrap: true, cell: (r) => <DateText date={r.payOn} /> },
          { key: 'version', head: '版本', align: 'end', cell: (r) => r.version },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
