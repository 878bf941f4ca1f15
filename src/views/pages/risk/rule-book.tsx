import type { ComponentChildren, VNode } from 'preact';
import { DataTable, EmptyState, Notice, Page, StatusTag, type PageProps } from '../../components/index.js';
import { severityWords, type Severity } from '../../words.js';
import { groupBasis } from './basis.js';

export interface RuleView {
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  readonly condition: string;
  readonly plain: string;
  readonly basis: readonly string[];
  readonly duty: string;
  readonly needs: readonly string[];
  /** The inspector's term to respond, e.g. 1个工作日. */
  readonly response: string;
  /** In force today where the reader works. */
  readonly parameters: readonly { readonly name: string; readonly value: string | undefined; readonly source: string | undefined }[];
  readonly counts: { readonly open: number; readonly openGrey: number; readonly openProjects: number; readonly month: number; readonly year: number; readonly cleared: number };
  readonly flaggedHref: string;
}

export interface RuleBookView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly rules: readonly RuleView[];
}

/** The rule book as inspectors read it: all rules side by side. */
export function RuleBookPage({ shell, rules }: RuleBookView): VNode {
  return (
    <Page {...shell} title="预警规则" lead={`共 ${rules.length} 条。缺数据时规则不触发，也不算正常，显示为“缺数据”。处置期限是内部时限，不作为文书的法律依据。`}>
      <DataTable
        caption="预警规则"
        captionHidden
        rows={rules}
        empty={<EmptyState title="没有规则" />}
        columns={[
          {
            key: 'rule',
            head: '规则',
            cell: (r) => (
              <span id={r.code}>
                <strong>{r.title}</strong>
                <Small>
                  <span class="code">{r.code}</span>
                  <StatusTag word={severityWords[r.severity]} />
                  <span>{r.response}内处置</span>
                </Small>
              </span>
            ),
          },
          {
            key: 'condition',
            head: '触发条件',
            cell: (r) => (
              <>
                {r.condition}
                <Small>所需数据：{r.needs.join('、')}</Small>
              </>
            ),
          },
          { key: 'basis', head: '依据', cell: (r) => <Lines lines={groupBasis(r.basis)} /> },
          { key: 'duty', head: '监察员要做的', cell: (r) => r.duty },
          {
            key: 'parameters',
            head: '参数（当前值）',
            cell: (r) => (r.parameters.length === 0 ? '—' : <Lines lines={r.parameters.map((p) => `${p.name}：${p.value ?? '尚未设定，规则显示为缺数据'}${p.source ? `（${p.source}）` : ''}`)} />),
          },
          {
            key: 'counts',
            head: '触发情况',
            nowrap: true,
            cell: (r) => (
              <>
                {r.counts.open > 0 ? <a href={r.flaggedHref}>现有 {r.counts.open} 条</a> : '现有 0 条'}
                <Small>{r.counts.openProjects} 个项目</Small>
                <Small>近 30 天 {r.counts.month} 条</Small>
                <Small>近 1 年 {r.counts.year} 条</Small>
                <Small>已消除 {r.counts.cleared} 条</Small>
                {r.counts.openGrey > 0 && <Small>缺数据 {r.counts.openGrey} 个项目</Small>}
              </>
            ),
          },
        ]}
      />
    </Page>
  );
}

/** The same in plain words: what is expected of a contractor. */
export function PlainRulesPage({ shell, rules }: { shell: RuleBookView['shell']; rules: readonly Pick<RuleView, 'code' | 'title' | 'severity' | 'plain' | 'basis' | 'needs'>[] }): VNode {
  return (
    <Page {...shell} title="预警规则" lead="监察部门每天按这些规则检查所有项目。做到下面各条，就不会出现预警。">
      <Notice kind="info">没有报送的数据不会算作正常：缺考勤、缺工资表的项目会显示为“缺数据”，由监察员核实。</Notice>
      <DataTable
        caption="预警规则"
        captionHidden
        rows={rules}
        empty={<EmptyState title="没有规则" />}
        columns={[
          { key: 'plain', head: '要做到', cell: (r) => <strong>{r.plain}</strong> },
          {
            key: 'title',
            head: '做不到时的预警',
            cell: (r) => (
              <>
                <StatusTag word={severityWords[r.severity]} /> {r.title}
              </>
            ),
          },
          { key: 'needs', head: '依据您报送的', cell: (r) => r.needs.join('、') },
          { key: 'basis', head: '法律依据', cell: (r) => <Lines lines={groupBasis(r.basis)} /> },
        ]}
      />
    </Page>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }): VNode => (
  <ul class="flags">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

const Small = ({ children }: { children: ComponentChildren }): VNode => <span class="flag-note">{children}</span>;
