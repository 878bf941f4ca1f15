import type { VNode } from 'preact';
import { Confirm, DataTable, EmptyState, KeyFacts, Notice, Page, PostButton, Section, StatusTag, TextArea, TimeText, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { sampleKindNames, sampleWords } from './bank-profile-words.js';

export interface BankSampleView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly listHref: string;
  readonly profileHref: string;
  readonly sample: {
    readonly profile: string;
    readonly kind: 'answer' | 'statement';
    readonly state: 'tried' | 'kept' | 'dropped';
    readonly proposed: boolean;
    readonly fileName: string;
    readonly triedBy: string;
    readonly triedAt: Date;
    readonly dropReason: string | null;
    readonly facts: readonly { readonly label: string; readonly value: string }[];
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** Rows in the file, of which `rows` shows the first. */
    readonly total: number;
    readonly problems: readonly { readonly row: number; readonly column: string; readonly message: string; readonly severity: 'error' | 'warning' }[];
  };
  readonly keepAction: string;
  readonly drop: { readonly action: string; readonly form: FormState };
}

/** Columns of numbers that banks and we have made. */
const codes = ['业务编号', '批次号', '原因代码', '识别号', '用途', '原因', '性质'];
const severityWords = { error: { text: '错误', tone: 'red' }, warning: { text: '提醒', tone: 'yellow' } } as const;

export function BankSamplePage({ shell, csrf, listHref, profileHref, sample, keepAction, drop }: BankSampleView): VNode {
  const errors = sample.problems.filter((p) => p.severity === 'error').length;
  return (
    <Page
      {...shell}
      title={`试读${sampleKindNames[sample.kind]}`}
      form={drop.form}
      breadcrumb={[
        { label: '银行文件格式', href: listHref },
        { label: sample.profile, href: profileHref },
      ]}
      status={<StatusTag word={sampleWords[sample.state]} />}
      lead={
        <>
          <span class="code">{sample.fileName}</span>，按{sample.proposed ? '当时待复核的修改' : '当时的格式'}读出，{sample.triedBy} <TimeText at={sample.triedAt} />
        </>
      }
      actions={sample.state === 'tried' && <PostButton action={keepAction} csrf={csrf} look="primary">留作样本</PostButton>}
    >
      {errors > 0 && <Notice kind="warn">{`有 ${errors} 处错误：这样的文件整份不会入账。`}</Notice>}
      {sample.dropReason !== null && <Notice kind="info">{`已剔除：${sample.dropReason}`}</Notice>}
      <Section title="文件">
        <KeyFacts facts={sample.facts.map(({ label, value }) => ({ label, value: value ? <span class="code">{value}</span> : undefined, wide: value.length > 30 }))} />
      </Section>
      <Section title="问题" note={`${sample.problems.length} 处`}>
        <DataTable
          caption="问题"
          captionHidden
          rows={sample.problems.slice(0, 500)}
          empty={<EmptyState title="没有问题" />}
          columns={[
            { key: 'severity', head: '程度', nowrap: true, cell: (p) => <StatusTag word={severityWords[p.severity]} /> },
            { key: 'row', head: '行', align: 'end', cell: (p) => (p.row > 0 ? p.row : '—') },
            { key: 'column', head: '列', nowrap: true, cell: (p) => <span class="code">{p.column || '—'}</span> },
            { key: 'message', head: '问题', cell: (p) => <span class="code">{p.message}</span> },
          ]}
        />
      </Section>
      <Section title="读出的内容" note={sample.total > sample.rows.length ? `${sample.total} 行，显示前 ${sample.rows.length} 行` : `${sample.total} 行`}>
        <DataTable
          caption="读出的内容"
          captionHidden
          phone="scroll"
          rows={sample.rows}
          empty={<EmptyState title="没有读出任何一行" />}
          columns={sample.columns.map((head, i) => ({ key: String(i), head, ...(head === '行' || head.includes('元') ? { align: 'end' as const } : {}), nowrap: head === '日期' || head === '业务编号', cell: (r: readonly string[]) => (codes.includes(head) ? <span class="code">{r[i] || '—'}</span> : r[i] || '—') }))}
        />
      </Section>
      {sample.state !== 'dropped' && (
        <Confirm label="剔除这份文件" warning="剔除后，修改格式时不再重读它。" button="确认剔除" action={drop.action} csrf={csrf} form={drop.form}>
          <TextArea name="reason" label="剔除理由" rows={2} />
        </Confirm>
      )}
    </Page>
  );
}
