import type { VNode } from 'preact';
import { DataTable, DateField, EmptyState, FilterBar, Page, Pager, TextField, TimeText, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';

export interface AuditView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly rows: readonly { readonly at: Date; readonly actor: string; readonly role: string; readonly what: string; readonly subject: string; readonly reason: string | null }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  pageHref(page: number, size: number): string;
}

export function AuditPage(view: AuditView): VNode {
  return (
    <Page {...view.shell} title="操作记录" form={view.form} lead="谁在何时对哪条记录做了什么,与业务同时写入,不能修改或删除。">
      <FilterBar action={view.action} form={view.form} resetHref={view.action}>
        <TextField name="actor" label="办理人" optional />
        <TextField name="action" label="动作代码" optional />
        <DateField name="from" label="从" optional />
        <DateField name="to" label="到" optional />
      </FilterBar>
      <DataTable
        caption="操作记录"
        captionHidden
        rows={view.rows}
        empty={<EmptyState title="没有符合条件的记录" />}
        columns={[
          { key: 'at', head: '时间', nowrap: true, cell: (r) => <TimeText at={r.at} /> },
          { key: 'actor', head: '办理人', nowrap: true, cell: (r) => r.actor },
          { key: 'role', head: '岗位', nowrap: true, cell: (r) => r.role },
          { key: 'what', head: '动作', cell: (r) => r.what },
          { key: 'subject', head: '记录', cell: (r) => <span class="code">{r.subject}</span> },
          { key: 'reason', head: '理由', cell: (r) => r.reason ?? '—' },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
