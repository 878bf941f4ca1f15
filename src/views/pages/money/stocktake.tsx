import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, DateText, EmptyState, Form, LinkButton, Money, Page, RadioField, Section, SelectField, StatusTag, TextArea, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';

type Shell = Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;

interface Head {
  readonly id: string;
  readonly area: string;
  readonly asOf: PlainDate;
  readonly items: number;
  readonly undecided: number;
}

export interface StocktakeListView {
  readonly shell: Shell;
  readonly depositsHref: string;
  readonly rows: readonly Head[];
  href(stocktakeId: string): string;
}

export function StocktakeListPage({ shell, depositsHref, rows, href }: StocktakeListView): VNode {
  return (
    <Page {...shell} title="保证金清查" breadcrumb={[{ label: '保证金', href: depositsHref }]} lead="每半年清查一次已完工项目没有返还的保证金，逐笔决定返还或者保留。">
      <DataTable
        caption="清查记录"
        captionHidden
        rows={rows}
        rowHref={(r) => href(r.id)}
        empty={<EmptyState title="还没有清查过">系统每天检查，满半年自动生成清单。</EmptyState>}
        columns={[
          { key: 'asOf', head: '清查日期', cell: (r) => r.asOf },
          { key: 'area', head: '地区', cell: (r) => r.area },
          { key: 'items', head: '沉淀保证金', align: 'end', cell: (r) => `${r.items} 笔` },
          { key: 'undecided', head: '待处理', align: 'end', cell: (r) => (r.undecided > 0 ? `${r.undecided} 笔` : '—') },
        ]}
      />
    </Page>
  );
}

export interface StocktakeView {
  readonly shell: Shell;
  readonly form: FormState;
  readonly csrf: string;
  readonly stocktakesHref: string;
  readonly exportHref: string;
  readonly head: Head;
  readonly rows: readonly {
    readonly depositId: string;
    readonly projectId: string;
    readonly project: string;
    readonly contractor: string;
    readonly completedOn: PlainDate;
    readonly coveredFen: Fen;
    readonly unpaidFen: Fen;
    readonly openCases: number;
    readonly decision: 'return' | 'keep' | null;
    readonly reason: string | null;
    readonly decidedBy: string | null;
    readonly decidedOn: PlainDate | null;
  }[];
  readonly action: string;
  href(projectId: string): string;
}

export function StocktakePage({ shell, form, csrf, stocktakesHref, exportHref, head, rows, action, href }: StocktakeView): VNode {
  const waiting = rows.filter((r) => r.decision === null);
  return (
    <Page {...shell} title={`${head.asOf} 保证金清查`} form={form} breadcrumb={[{ label: '保证金清查', href: stocktakesHref }]} lead={`${head.area}，已完工而没有返还的保证金 ${rows.length} 笔。`} actions={<LinkButton href={exportHref}>导出 xlsx</LinkButton>}>
      <DataTable
        caption="沉淀的保证金"
        captionHidden
        rows={rows}
        rowHref={(r) => href(r.projectId)}
        empty={<EmptyState title="没有沉淀的保证金" />}
        columns={[
          { key: 'project', head: '项目', cell: (r) => r.project },
          { key: 'contractor', head: '总包单位', cell: (r) => r.contractor },
          { key: 'completed', head: '完工', nowrap: true, cell: (r) => <DateText date={r.completedOn} /> },
          { key: 'covered', head: '保证金（元）', align: 'end', cell: (r) => <Money fen={r.coveredFen} /> },
          { key: 'unpaid', head: '未付工资（元）', align: 'end', cell: (r) => (r.unpaidFen > 0n ? <Money fen={r.unpaidFen} /> : '—') },
          { key: 'cases', head: '未办结案件', align: 'end', cell: (r) => (r.openCases > 0 ? `${r.openCases} 件` : '—') },
          { key: 'decision', head: '处理', cell: (r) => (r.decision === null ? <StatusTag word={{ text: '待处理', tone: 'orange' }} /> : <><StatusTag word={r.decision === 'return' ? { text: '启动返还', tone: 'green' } : { text: '保留', tone: 'grey' }} /> {r.reason}</>) },
          { key: 'by', head: '办理人', nowrap: true, cell: (r) => (r.decidedBy ? <>{r.decidedBy} <DateText date={r.decidedOn} /></> : '—') },
        ]}
      />
      {waiting.length > 0 && (
        <Section title="处理一笔">
          <Form action={action} csrf={csrf} form={form}>
            <SelectField name="depositId" label="保证金" options={waiting.map((r) => ({ value: r.depositId, label: r.project }))} />
            <RadioField name="decision" label="处理" options={[{ value: 'return', label: '启动返还', hint: '依职权开始公示；仍有拖欠或者案件的不能启动' }, { value: 'keep', label: '保留' }]} />
            <TextArea name="reason" label="理由" rows={2} maxLength={500} />
            <ButtonRow>
              <Button>保存</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </Page>
  );
}
