import type { VNode } from 'preact';
import { DataTable, DateText, EmptyState, FilterBar, KeyFacts, Money, Notice, Pager, PublicPage, Section, SelectField, TextField, type Flash, type NavItem } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { groundNames } from './listing-words.js';

interface Open {
  readonly home: string;
  readonly nav: readonly NavItem[];
  readonly current: string;
  readonly flash: Flash | undefined;
}

export interface EntryView {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  readonly address: string;
  readonly persons: readonly { readonly name: string; readonly role: string }[];
  readonly ground: keyof typeof groundNames;
  readonly facts: string;
  readonly workers: number;
  readonly amountFen: Fen;
  readonly orderNumber: string;
  readonly decisionNumber: string;
  readonly organ: string;
  readonly decidedOn: PlainDate;
  readonly publishedOn: PlainDate;
  readonly expiresOn: PlainDate;
}

export interface BlacklistView {
  readonly open: Open;
  readonly form: FormState;
  readonly action: string;
  readonly asOf: PlainDate;
  readonly rows: readonly EntryView[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  href(listingId: string): string;
  pageHref(page: number, size: number): string;
}

const term = (e: EntryView): VNode => (
  <>
    <DateText date={e.decidedOn} /> 至 <DateText date={e.expiresOn} />
  </>
);

export function BlacklistPage({ open, form, action, asOf, rows, total, page, size, href, pageHref }: BlacklistView): VNode {
  return (
    <PublicPage {...open} title="拖欠农民工工资失信联合惩戒对象名单" form={form} lead={`由作出列入决定的人力资源社会保障行政部门公布，列入期限三年。数据截至 ${asOf}。`}>
      <FilterBar action={action} form={form} resetHref={action}>
        <TextField name="q" label="企业名称或统一社会信用代码" optional />
        <SelectField name="ground" label="列入事由" optional blank="全部" options={Object.entries(groundNames).map(([value, label]) => ({ value, label }))} />
      </FilterBar>
      <DataTable
        caption={`共 ${total} 个`}
        rows={rows}
        rowHref={(e) => href(e.id)}
        empty={<EmptyState title="没有找到">请核对名称，或输入完整的统一社会信用代码。不在名单上不代表没有拖欠。</EmptyState>}
        columns={[
          { key: 'name', head: '用人单位', cell: (e) => e.name },
          { key: 'uscc', head: '统一社会信用代码', nowrap: true, cell: (e) => <span class="code">{e.uscc}</span> },
          { key: 'ground', head: '列入事由', cell: (e) => `${e.workers} 人，${groundNames[e.ground]}` },
          { key: 'organ', head: '列入机关', cell: (e) => e.organ },
          { key: 'term', head: '列入期限', cell: term },
        ]}
      />
      <Pager page={page} pageSize={size} total={total} href={pageHref} />
      <Notice kind="info" title="同名提示">
        企业名称可能相同，请以统一社会信用代码为准。
      </Notice>
    </PublicPage>
  );
}

export function BlacklistEntryPage({ open, entry, checkHref }: { readonly open: Open; readonly entry: EntryView; readonly checkHref: string }): VNode {
  return (
    <PublicPage {...open} title={entry.name} lead="拖欠农民工工资失信联合惩戒对象">
      <Section title="公布内容">
        <KeyFacts
          facts={[
            { label: '用人单位', value: entry.name },
            { label: '统一社会信用代码', value: <span class="code">{entry.uscc}</span> },
            { label: '地址', value: entry.address || null, wide: true },
            ...entry.persons.map((p) => ({ label: p.role, value: p.name })),
            { label: '列入事由', value: groundNames[entry.ground], wide: true },
            { label: '主要违法事实', value: entry.facts, wide: true },
            { label: '涉及人数', value: `${entry.workers} 人` },
            { label: '涉及金额', value: <Money fen={entry.amountFen} unit /> },
            { label: '责令文书', value: entry.orderNumber },
            { label: '列入决定书', value: entry.decisionNumber, note: <a href={checkHref}>核验文书</a> },
            { label: '列入机关', value: entry.organ },
            { label: '列入期限', value: term(entry) },
            { label: '公布日期', value: <DateText date={entry.publishedOn} long /> },
          ]}
        />
      </Section>
      <Notice kind="info" title="不是同一家企业？">
        企业名称可能相同，请以统一社会信用代码为准。认为公布有误的，可以向列入机关提出。
      </Notice>
    </PublicPage>
  );
}
