import type { VNode } from 'preact';
import { DataTable, DateField, EmptyState, FilterBar, Page, Pager, SelectField, TextField, TimeText, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { subjectName } from './admin-words.js';

export interface AuditView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly actions: readonly Option[];
  readonly rows: readonly { readonly at: Date; readonly actor: string; readonly role: string; readonly what: string; readonly subjectType: string; readonly subjectId: string; readonly reason: string | null }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  pageHref(page: number, size: number): string;
}

export function AuditPage(view: AuditView): VNode {
  return (
    <Page {...view.shell} title="操作记录" form={view.form} lead="谁在何时对哪条记录做了什么，与业务同时写入，不能修改或删除。">
      <FilterBar action={view.action} form={view.form} resetHref={view.action}>
        <TextField name="actor" label="办理人" optional />
        <SelectField name="action" label="动作" blank="全部" options={view.actions} />
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
          { key: 'subject', head: '记录', nowrap: true, cell: (r) => <Subject type={r.subjectType} id={r.subjectId} /> },
          { key: 'reason', head: '理由', cell: (r) => r.reason ?? '—' },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}

/** The record in words and the end of its number: enough to tell two apart, and to find one by its whole number in the data. */
function Subject({ type, id }: { readonly type: string; readonly id: string }): VNode {
  return (
    <>
      {subjectName(type)} <span class="code">{id.length === 36 ? id.slice(-6) : id}</span>
    </>
  );
}
