import type { VNode } from 'preact';
import { DataTable, DateField, DateText, EmptyState, FilterBar, LinkButton, Money, Page, Section, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import { formatDate, type PlainDate } from '../../../values/plain-date.js';

interface LinesAndSum {
  readonly lines: number;
  readonly amountFen: Fen;
}

export interface FundsDayView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly fundsHref: string;
  readonly form: FormState;
  readonly action: string;
  readonly day: PlainDate;
  readonly pdfHref: string;
  readonly accounts: readonly { readonly projectId: string; readonly project: string; readonly bank: string; readonly last4: string; readonly openingFen: Fen; readonly inFen: Fen; readonly outFen: Fen; readonly closingFen: Fen; readonly stated: { readonly bankFen: Fen; readonly pendingFen: Fen; readonly unpostedFen: Fen; readonly differenceFen: Fen } | null }[];
  readonly payments: readonly ({ readonly name: string } & LinesAndSum)[];
  readonly open: readonly ({ readonly what: string; readonly projectId: string; readonly project: string; readonly number: string; /** Where it is dealt with, for whoever may go there. */ readonly href: string | undefined; readonly since: PlainDate } & LinesAndSum)[];
  href(projectId: string): string;
}

/** 资金对账日报 of a day on the screen; the PDF has the same figures. */
export function FundsDayPage(view: FundsDayView): VNode {
  const { accounts } = view;
  const sum = (key: 'openingFen' | 'inFen' | 'outFen' | 'closingFen'): Fen => accounts.reduce((all, a) => all + a[key], 0n);
  return (
    <Page {...view.shell} title="资金对账日报" form={view.form} breadcrumb={[{ label: '资金台账', href: view.fundsHref }]} lead={`${formatDate(view.day)}。账面取自账目；对账单余额与账面之差，扣除银行在途和未入账的流水后，应当为零。单位：元。`} actions={<LinkButton href={view.pdfHref}>下载 PDF</LinkButton>}>
      <FilterBar action={view.action} form={view.form} resetHref={view.action}>
        <DateField name="day" label="日期" />
      </FilterBar>
      <Section title="专户" note={`${accounts.length} 个`}>
        <DataTable
          caption="专户"
          captionHidden
          phone="scroll"
          rows={accounts}
          rowHref={(a) => view.href(a.projectId)}
          empty={<EmptyState title="当日没有在用的专户" />}
          foot={{ project: '合计', opening: <Money fen={sum('openingFen')} />, in: <Money fen={sum('inFen')} />, out: <Money fen={sum('outFen')} />, closing: <Money fen={sum('closingFen')} /> }}
          columns={[
            { key: 'project', head: '项目', cell: (a) => a.project },
            { key: 'bank', head: '银行（尾号）', cell: (a) => `${a.bank}（${a.last4}）` },
            { key: 'opening', head: '期初', align: 'end', cell: (a) => <Money fen={a.openingFen} /> },
            { key: 'in', head: '收入', align: 'end', cell: (a) => <Money fen={a.inFen} /> },
            { key: 'out', head: '支出', align: 'end', cell: (a) => <Money fen={a.outFen} /> },
            { key: 'closing', head: '期末', align: 'end', cell: (a) => <Money fen={a.closingFen} /> },
            { key: 'statement', head: '对账单余额', align: 'end', cell: (a) => (a.stated === null ? '无对账单' : <Money fen={a.stated.bankFen} />) },
            { key: 'pending', head: '在途和未入账', align: 'end', cell: (a) => (a.stated === null ? '—' : <Money fen={a.stated.pendingFen + a.stated.unpostedFen} />) },
            { key: 'difference', head: '不明差额', align: 'end', cell: (a) => (a.stated === null ? '—' : <Money fen={a.stated.differenceFen} />) },
          ]}
        />
      </Section>
      <Section title="付款">
        <DataTable
          caption="付款"
          captionHidden
          phone="scroll"
          rows={view.payments}
          empty=""
          columns={[
            { key: 'name', head: '事项', cell: (p) => p.name },
            { key: 'lines', head: '笔数', align: 'end', cell: (p) => p.lines },
            { key: 'amount', head: '金额', align: 'end', cell: (p) => <Money fen={p.amountFen} /> },
          ]}
        />
      </Section>
      <Section title="待处理" note={`${view.open.length} 项`} lead="截至现在仍待处理，最早的在前。">
        <DataTable
          caption="待处理"
          captionHidden
          rows={view.open}
          empty={<EmptyState title="没有待处理的事项" />}
          columns={[
            { key: 'what', head: '事项', nowrap: true, cell: (o) => o.what },
            { key: 'project', head: '项目', cell: (o) => <a href={view.href(o.projectId)}>{o.project}</a> },
            { key: 'number', head: '编号', nowrap: true, cell: (o) => (o.href ? <a href={o.href}>{o.number}</a> : o.number) },
            { key: 'lines', head: '笔数', align: 'end', cell: (o) => o.lines },
            { key: 'amount', head: '金额', align: 'end', cell: (o) => <Money fen={o.amountFen} /> },
            { key: 'since', head: '自', nowrap: true, cell: (o) => <DateText date={o.since} /> },
          ]}
        />
      </Section>
    </Page>
  );
}
