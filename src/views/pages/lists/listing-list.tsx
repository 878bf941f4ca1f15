import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, FilterBar, Money, Page, Pager, SelectField, StatusTag, TextField, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { listingWords } from './listing-words.js';

export interface ListingListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly rows: readonly {
    readonly id: string;
    readonly number: string;
    readonly party: string;
    readonly caseNumber: string;
    readonly state: keyof typeof listingWords;
    readonly workers: number;
    readonly amountFen: Fen;
    readonly decideBy: PlainDate;
    readonly expiresOn: PlainDate | null;
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  href(listingId: string): string;
  pageHref(page: number, size: number): string;
}

export function ListingListPage(view: ListingListView): VNode {
  return (
    <Page {...view.shell} title="失信名单" form={view.form} lead="从案件页提出列入；列入决定由两名负责人共同作出。">
      <FilterBar action={view.action} form={view.form} resetHref={view.action}>
        <TextField name="q" label="单位、代码或编号" optional />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(listingWords).map(([value, w]) => ({ value, label: w.text }))} />
      </FilterBar>
      <DataTable
        caption="失信名单"
        captionHidden
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有名单记录">符合列入条件的案件，可在案件页提出列入。</EmptyState>}
        columns={[
          { key: 'party', head: '单位', cell: (r) => r.party },
          { key: 'number', head: '编号', nowrap: true, cell: (r) => r.number },
          { key: 'case', head: '案件', nowrap: true, cell: (r) => r.caseNumber },
          { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={listingWords[r.state]} /> },
          { key: 'workers', head: '人数', align: 'end', cell: (r) => r.workers },
          { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
          { key: 'decide', head: '决定期限', nowrap: true, cell: (r) => <DateText date={r.decideBy} /> },
          { key: 'expires', head: '列入至', nowrap: true, cell: (r) => <DateText date={r.expiresOn} /> },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
