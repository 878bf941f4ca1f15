import type { VNode } from 'preact';
import { CheckboxField, DataTable, Due, EmptyState, FilterBar, LinkButton, Money, Page, Pager, SelectField, StatusTag, TextField, TimeText, type CountdownProps, type Option, type PageProps, type Sort } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { channelNames, leadWords } from './lead-words.js';

export interface LeadListView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly form: FormState;
  readonly action: string;
  readonly newHref: string | undefined;
  readonly areas: readonly Option[];
  readonly rows: readonly {
    readonly id: string;
    readonly number: string;
    readonly channel: keyof typeof channelNames;
    readonly state: keyof typeof leadWords;
    readonly employer: string;
    readonly place: string;
    readonly project: string | null;
    readonly area: string;
    readonly workers: number;
    readonly amountFen: Fen | null;
    readonly receivedAt: Date;
    readonly dueOn: PlainDate | null;
    readonly dueProvisional: boolean;
    readonly left: CountdownProps | null;
    readonly handler: string | null;
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly sort: Sort;
  href(leadId: string): string;
  pageHref(page: number, size: number): string;
}

export function LeadListPage(view: LeadListView): VNode {
  return (
    <Page {...view.shell} title="线索" form={view.form} actions={view.newHref && <LinkButton href={view.newHref}>登记线索</LinkButton>}>
      <FilterBar action={view.action} form={view.form} resetHref={view.action} hidden={{ sort: view.sort.by, direction: view.sort.direction }}>
        <TextField name="q" label="编号、单位或工地" optional />
        <SelectField name="state" label="状态" optional blank="全部" options={Object.entries(leadWords).map(([value, w]) => ({ value, label: w.text }))} />
        <SelectField name="channel" label="来源" optional blank="全部" options={Object.entries(channelNames).map(([value, label]) => ({ value, label }))} />
        <SelectField name="areaCode" label="乡镇" optional blank="全部" options={view.areas} />
        <CheckboxField name="overdue" label="期限" optional options={[{ value: 'on', label: '只看逾期' }]} />
      </FilterBar>
      <DataTable
        caption="线索"
        captionHidden
        sort={view.sort}
        rows={view.rows}
        rowHref={(r) => view.href(r.id)}
        empty={<EmptyState title="没有符合条件的线索">换一个条件，或点“重置”查看全部。</EmptyState>}
        columns={[
          { key: 'number', head: '编号', nowrap: true, cell: (r) => r.number },
          { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={leadWords[r.state]} /> },
          { key: 'channel', head: '来源', nowrap: true, cell: (r) => channelNames[r.channel] },
          { key: 'employer', head: '欠薪单位', cell: (r) => r.employer },
          { key: 'place', head: '工地或项目', cell: (r) => r.project ?? r.place },
          { key: 'area', head: '地区', nowrap: true, cell: (r) => r.area },
          { key: 'workers', head: '人数', align: 'end', sort: true, cell: (r) => r.workers },
          { key: 'amount', head: '金额（元）', align: 'end', sort: true, cell: (r) => <Money fen={r.amountFen} /> },
          { key: 'received', head: '收到', nowrap: true, sort: true, cell: (r) => <TimeText at={r.receivedAt} /> },
          { key: 'due', head: '期限', sort: true, cell: (r) => <Due on={r.dueOn} left={r.left} provisional={r.dueProvisional} /> },
          { key: 'handler', head: '承办人', nowrap: true, cell: (r) => r.handler ?? '—' },
        ]}
      />
      <Pager page={view.page} pageSize={view.size} total={view.total} href={view.pageHref} />
    </Page>
  );
}
