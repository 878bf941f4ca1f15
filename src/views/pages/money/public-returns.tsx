import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, FilterBar, Money, Notice, Pager, PublicPage, TextField, type Flash, type NavItem } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';

export interface PublicReturnsView {
  readonly open: { readonly home: string; readonly nav: readonly NavItem[]; readonly current: string; readonly flash: Flash | undefined };
  readonly form: FormState;
  readonly action: string;
  readonly complaintHref: string;
  readonly asOf: PlainDate;
  readonly rows: readonly { readonly id: string; readonly projects: readonly string[]; readonly area: string; readonly contractor: string; readonly uscc: string; readonly amountFen: Fen; readonly completedOn: PlainDate; readonly noticeFrom: PlainDate; readonly noticeTo: PlainDate }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  pageHref(page: number, size: number): string;
}

/** 公示：工资保证金返还. */
export function PublicReturnsPage({ open, form, action, complaintHref, asOf, rows, total, page, size, pageHref }: PublicReturnsView): VNode {
  return (
    <PublicPage {...open} title="公示：工资保证金返还" form={form} lead={`下列工程已完工，施工总承包单位申请返还农民工工资保证金，公示三十日。数据截至 ${asOf}。`}>
      <FilterBar action={action} form={form} resetHref={action}>
        <TextField name="q" label="项目、企业名称或统一社会信用代码" optional />
      </FilterBar>
      <DataTable
        caption={`公示中 ${total} 件`}
        rows={rows}
        empty={<EmptyState title="没有公示中的返还">公示期满或者停止的，不再显示。</EmptyState>}
        columns={[
          { key: 'project', head: '工程项目', cell: (r) => r.projects.join('、') },
          { key: 'area', head: '地区', nowrap: true, cell: (r) => r.area },
          { key: 'contractor', head: '施工总承包单位', cell: (r) => r.contractor },
          { key: 'uscc', head: '统一社会信用代码', nowrap: true, cell: (r) => <span class="code">{r.uscc}</span> },
          { key: 'amount', head: '保证金（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
          { key: 'completed', head: '完工', nowrap: true, cell: (r) => <DateText date={r.completedOn} /> },
          { key: 'notice', head: '公示期', cell: (r) => <><DateText date={r.noticeFrom} /> 至 <DateText date={r.noticeTo} /></> },
        ]}
      />
      <Pager page={page} pageSize={size} total={total} href={pageHref} />
      <Notice kind="info" title="工资还没有拿到？">
        请在公示期内向项目所在地劳动监察机构提出异议，或者<a href={complaintHref}>投诉欠薪</a>。异议处理前，保证金不返还。
      </Notice>
    </PublicPage>
  );
}
