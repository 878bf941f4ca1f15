import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, FilterBar, LinkButton, Money, Page, Pager, SelectField, StatusTag, TextField, type Option, type PageProps, type Sort } from '../../components/index.js';
import { projectWords } from '../../components/project-shell.js';
import type { FormState } from '../../form-state.js';
import { severityWords, type Severity } from '../../words.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';

export interface ProjectListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly exportHref: string;
  readonly newHref?: string | undefined;
  readonly areas: readonly Option[];
  readonly rows: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly state: keyof typeof projectWords;
    readonly area: string;
    readonly owner: string;
    readonly contractor: string;
    readonly contractPriceFen: Fen;
    readonly plannedFinishOn: PlainDate;
    readonly grade: string | null;
    readonly unpaidFen: Fen | null;
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(projectId: string): string;
  pageHref(page: number, size: number): string;
}

export function ProjectListPage(view: ProjectListView): VNode {
  return (
    <Page {...view.shell} title="项目" form={view.form} actions={view.newHref && <LinkButton href={view.newHref}>登记项目</LinkButton>}>
      <FilterBar action={view.action} form={view.form} resetHref={view.action} exportHref={view.exportHref} hidden={{ sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="名称、编号或单位" optional />
        <SelectField name="areaCode" label="乡镇" optional blank="全部" options={view.areas} />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(projectWords).map(([value, w]) => ({ value, label: w.text }))} />
        <SelectField name="grade" label="预警" optional blank="全部" options={Object.entries(severityWords).map(([value, w]) => ({ value, label: w.text }))} />
      </FilterBar>
      <DataTable
        caption="项目"
        captionHidden
        sort={view.sort}
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有符合条件的项目">换一个条件，或点“重置”查看全部。</EmptyState>}
        columns={[
          { key: 'name', head: '项目', sort: true, cell: (r) => r.name },
          { key: 'code', head: '编号', sort: true, nowrap: true, cell: (r) => r.code },
          { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={projectWords[r.state]} /> },
          { key: 'grade', head: '预警', nowrap: true, cell: (r) => (r.grade ? <StatusTag word={severityWords[r.grade as Severity]} /> : '未扫描') },
          { key: 'area', head: '乡镇', nowrap: true, cell: (r) => r.area },
          { key: 'contractor', head: '总承包单位', cell: (r) => r.contractor },
          { key: 'price', head: '合同价（元）', align: 'end', sort: true, cell: (r) => <Money fen={r.contractPriceFen} /> },
          { key: 'unpaid', head: '未付工资（元）', align: 'end', sort: true, cell: (r) => (r.unpaidFen === null ? '—' : <Money fen={r.unpaidFen} />) },
          { key: 'finish', head: '计划完工', nowrap: true, sort: true, cell: (r) => <DateText date={r.plannedFinishOn} /> },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
