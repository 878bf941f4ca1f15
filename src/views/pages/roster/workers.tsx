import type { VNode } from 'preact';
import { Button, DataTable, EmptyState, FilterBar, Form, Page, Pager, Section, TextField, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';

export interface WorkerSearchView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly byName: { readonly action: string; readonly form: FormState };
  readonly byNumber: { readonly action: string; readonly form: FormState };
  /** Undefined before a search. */
  readonly found?: { readonly rows: readonly WorkerRowView[]; readonly total: number } | undefined;
  readonly page: number;
  readonly size: number;
  href(workerId: string): string;
  pageHref(page: number, size: number): string;
}

export interface WorkerRowView {
  readonly id: string;
  readonly name: string;
  readonly idLast4: string;
  readonly sex: string | null;
  readonly project: string | null;
  readonly projects: number;
}

export function WorkerSearchPage(view: WorkerSearchView): VNode {
  return (
    <Page {...view.shell} title="工人" form={view.byNumber.form.issues.length > 0 ? view.byNumber.form : view.byName.form} lead="在全辖区的项目中查找一名工人：在哪些项目用工、哪些月份有出勤。">
      <Section title="按身份证号码" lead="号码不写入地址栏和访问日志。">
        <Form action={view.byNumber.action} csrf={view.csrf} form={view.byNumber.form}>
          <TextField name="idNumber" label="身份证号码" />
          <Button>查找</Button>
        </Form>
      </Section>
      <Section title="按姓名">
        <FilterBar action={view.byName.action} form={view.byName.form} resetHref={view.byName.action}>
          <TextField name="name" label="姓名" hint="完整的姓名" maxLength={50} />
        </FilterBar>
        {view.found && (
          <>
            <DataTable
              caption="工人"
              captionHidden
              rows={view.found.rows}
              rowHref={(r) => view.href(r.id)}
              empty={<EmptyState title="没有这个姓名的工人">核对写法；少数民族姓名中的间隔号须与登记一致。</EmptyState>}
              columns={[
                { key: 'name', head: '姓名', nowrap: true, cell: (r) => r.name },
                { key: 'id', head: '身份证尾号', nowrap: true, cell: (r) => <span class="code">{r.idLast4}</span> },
                { key: 'sex', head: '性别', nowrap: true, cell: (r) => r.sex ?? '—' },
                { key: 'project', head: '在场项目', cell: (r) => (r.project ? `${r.project}${r.projects > 1 ? ` 等 ${r.projects} 个` : ''}` : '无') },
              ]}
            />
            <Pager page={view.page} pageSize={view.size} total={view.found.total} href={view.pageHref} />
          </>
        )}
      </Section>
    </Page>
  );
}
