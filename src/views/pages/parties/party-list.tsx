import type { VNode } from 'preact';
import { DataTable, EmptyState, FilterBar, LinkButton, Page, Pager, SelectField, StatusTag, TextField, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { partyKindNames, standingWords } from './party-words.js';

export interface PartyListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly newHref: string;
  readonly rows: readonly { readonly id: string; readonly kind: string; readonly uscc: string; readonly name: string; readonly legalRepresentative: string; readonly area: string; readonly standing: keyof typeof standingWords }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  href(partyId: string): string;
  pageHref(page: number, size: number): string;
}

export function PartyListPage(view: PartyListView): VNode {
  return (
    <Page {...view.shell} title="单位" form={view.form} actions={<LinkButton href={view.newHref}>登记单位</LinkButton>}>
      <FilterBar action={view.action} form={view.form} resetHref={view.action}>
        <TextField name="q" label="名称或统一社会信用代码" optional />
        <SelectField name="kind" label="类型" optional blank="全部" options={Object.entries(partyKindNames).map(([value, label]) => ({ value, label }))} />
        <SelectField name="standing" label="信用状态" optional blank="全部" options={Object.entries(standingWords).map(([value, w]) => ({ value, label: w.text }))} />
      </FilterBar>
      <DataTable
        caption="单位"
        captionHidden
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有符合条件的单位" />}
        columns={[
          { key: 'name', head: '名称', cell: (r) => r.name },
          { key: 'uscc', head: '统一社会信用代码', nowrap: true, cell: (r) => <span class="code">{r.uscc}</span> },
          { key: 'kind', head: '类型', nowrap: true, cell: (r) => partyKindNames[r.kind as keyof typeof partyKindNames] },
          { key: 'legal', head: '法定代表人', nowrap: true, cell: (r) => r.legalRepresentative || '—' },
          { key: 'area', head: '地区', nowrap: true, cell: (r) => r.area },
          { key: 'standing', head: '信用状态', nowrap: true, cell: (r) => <StatusTag word={standingWords[r.standing]} /> },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
