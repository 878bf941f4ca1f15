import type { VNode } from 'preact';
import { Countdown, DataTable, DateText, EmptyState, LinkButton, Page, Tally, type CountdownProps, type PageProps } from '../../components/index.js';
import type { PlainDate } from '../../../values/plain-date.js';

export interface ObligationLine {
  readonly href: string;
  readonly what: string;
  readonly projectHref: string;
  readonly project: string;
  readonly dueOn: PlainDate | null;
  readonly left: CountdownProps | null;
}

export interface ObligationsView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly exportHref: string;
  readonly rows: readonly ObligationLine[];
}

/** 待办与期限: what a firm has to do, and how long is left; the inspector sees the same days. */
export function ObligationsPage({ shell, exportHref, rows }: ObligationsView): VNode {
  const late = rows.filter((r) => r.left && r.left.days < 0).length;
  const near = rows.filter((r) => r.left && r.left.days >= 0 && r.left.days <= 3).length;
  return (
    <Page {...shell} title="待办与期限" lead="本单位应当办理的事项，最急的在前；期限与监察机构看到的相同。" actions={rows.length > 0 && <LinkButton href={exportHref}>导出 xlsx</LinkButton>}>
      <Tally
        items={[
          { label: '已逾期', value: late, tone: late > 0 ? 'red' : undefined },
          { label: '三日内到期', value: near, tone: near > 0 ? 'orange' : undefined },
          { label: '全部', value: rows.length },
        ]}
      />
      <DataTable
        caption="待办事项"
        captionHidden
        rows={rows}
        rowHref={(r) => r.href}
        empty={<EmptyState title="没有待办事项">应当报送、存储、拨付和更正的都已办理。</EmptyState>}
        columns={[
          { key: 'what', head: '事项', cell: (r) => r.what },
          { key: 'project', head: '项目', cell: (r) => <a href={r.projectHref}>{r.project}</a> },
          { key: 'due', head: '期限', nowrap: true, cell: (r) => (r.dueOn === null ? '尽快' : <DateText date={r.dueOn} />) },
          { key: 'left', head: '剩余', nowrap: true, cell: (r) => (r.left === null ? '—' : <Countdown {...r.left} />) },
        ]}
      />
    </Page>
  );
}
