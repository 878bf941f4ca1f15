import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, EmptyState, FieldGroup, FileField, Fold, Form, KeyFacts, Page, PostButton, Section, SelectField, StatusTag, TextArea, TextField, TimeText, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { changeWords, definitionKeys, profileStateWords, sampleKindNames, sampleWords } from './bank-profile-words.js';

export interface BankProfileView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly listHref: string;
  readonly profile: { readonly id: string; readonly name: string; readonly bank: string | null; readonly state: 'draft' | 'active' | 'retired'; readonly version: number; readonly payment: string; readonly answer: string; readonly statement: string; readonly mostLines: number };
  readonly preview: { readonly href: string; readonly name: string; readonly text: string | undefined };
  readonly propose: { readonly action: string; readonly form: FormState; readonly banks: readonly Option[] };
  readonly tries: { readonly action: string; readonly form: FormState; readonly proposed: boolean };
  readonly changes: readonly {
    readonly id: string;
    readonly name: string;
    readonly reason: string;
    readonly state: 'active' | 'retired';
    readonly proposedBy: string;
    readonly proposedAt: Date;
    readonly own: boolean;
    readonly decision: 'approved' | 'rejected' | null;
    readonly decidedBy: string | null;
    /** What it changes in the definition, place by place. */
    readonly differences: readonly string[];
  }[];
  /** The refused approval of a change: its reasons. */
  readonly decision: FormState;
  readonly samples: readonly { readonly id: string; readonly kind: 'answer' | 'statement'; readonly state: 'tried' | 'kept' | 'dropped'; readonly fileName: string; readonly triedBy: string; readonly triedAt: Date; readonly dropReason: string | null }[];
  approveAction(changeId: string): string;
  rejectAction(changeId: string): string;
  sampleHref(sampleId: string): string;
}

export function BankProfilePage(view: BankProfileView): VNode {
  const { profile, preview, propose, tries, csrf } = view;
  const forms = [propose.form, tries.form, view.decision];
  const form = forms.find((f) => f.issues.length > 0) ?? propose.form;
  return (
    <Page {...view.shell} title={profile.name} form={form} breadcrumb={[{ label: '银行文件格式', href: view.listHref }]} status={<StatusTag word={profileStateWords[profile.state]} />}>
      <Section title="现行格式">
        <KeyFacts
          facts={[
            { label: '标识', value: <span class="code">{profile.id}</span> },
            { label: '适用', value: profile.bank ?? '通用' },
            { label: '版本', value: profile.version === 0 ? '草稿，尚未复核' : `第 ${profile.version} 版` },
            { label: '付款文件', value: profile.payment, note: `每份最多 ${profile.mostLines} 笔` },
            { label: '回盘', value: profile.answer },
            { label: '账户流水', value: profile.statement },
          ]}
        />
        <Fold label="付款文件样张（虚构的工人）">
          {preview.text !== undefined && <pre class="code file-text" tabIndex={0}>{preview.text}</pre>}
          <p>
            <a href={preview.href} download>
              下载样张 <span class="code">{preview.name}</span>
            </a>
          </p>
        </Fold>
      </Section>
      <Section title="修改" id="changes" {...(view.changes.length > 0 ? { note: `${view.changes.length} 项` } : {})}>
        <DataTable
          caption="修改"
          captionHidden
          rows={view.changes}
          empty={<EmptyState title="还没有人提出修改" />}
          columns={[
            { key: 'state', head: '状态', nowrap: true, cell: (c) => <StatusTag word={changeWords[c.decision ?? 'waiting']} /> },
            {
              key: 'what',
              head: '改动',
              cell: (c) => (
                <ul class="plain-list">
                  {c.differences.map((d) => (
                    <li key={d} class="code">{d}</li>
                  ))}
                </ul>
              ),
            },
            { key: 'reason', head: '理由', cell: (c) => c.reason },
            { key: 'by', head: '提出', cell: (c) => <>{c.proposedBy} <TimeText at={c.proposedAt} /></> },
            {
              key: 'act',
              head: '办理',
              cell: (c) =>
                c.decision ? (
                  c.decidedBy
                ) : (
                  <>
                    {c.own ? '须由另一人复核 ' : <PostButton action={view.approveAction(c.id)} csrf={csrf} look="primary">复核通过</PostButton>}
                    <PostButton action={view.rejectAction(c.id)} csrf={csrf}>不采用</PostButton>
                  </>
                ),
            },
          ]}
        />
        {view.decision.issues.length > 0 && (
          <div class="error-summary" role="alert">
            <h2>这项修改不能生效</h2>
            <ul>
              {view.decision.issues.map((issue, i) => (
                <li key={i}>{issue.message}</li>
              ))}
            </ul>
          </div>
        )}
        <Fold label="提出修改" form={propose.form}>
          <Form action={propose.action} csrf={csrf} form={propose.form}>
            <TextField name="name" label="名称" width="long" />
            <FieldGroup legend="适用和状态" columns={2}>
              <SelectField name="bankId" label="适用银行" blank="通用" options={propose.banks} optional />
              <SelectField name="state" label="复核后" options={[{ value: 'active', label: '在用' }, { value: 'retired', label: '停用' }]} />
            </FieldGroup>
            <div class="code">
              <TextArea name="definition" label="格式定义（JSON）" rows={24} maxLength={40_000} hint="留存的样本会按新的定义重读；读法有变的，要先剔除样本才能修改。" />
            </div>
            <TextArea name="reason" label="修改理由" rows={2} />
            <ButtonRow>
              <Button>提出修改</Button>
            </ButtonRow>
          </Form>
          <DataTable
            caption="格式定义各项的含义"
            rows={definitionKeys}
            empty={null}
            columns={[
              { key: 'key', head: '项', cell: (k) => <span class="code">{k.key}</span> },
              { key: 'what', head: '含义', cell: (k) => <>{k.what}{k.example && <> <span class="code">{k.example}</span></>}</> },
            ]}
          />
        </Fold>
      </Section>
      <Section title="试读和样本" id="samples" lead="上传银行的真实文件，看每一行怎样读出。留作样本的文件，以后每次修改都要读得和现在一样。文件加密保存，只用于试读，不会入账。">
        <Form action={tries.action} csrf={csrf} form={tries.form} multipart>
          <FieldGroup legend="试读一份文件" columns={2}>
            <SelectField name="kind" label="文件种类" options={Object.entries(sampleKindNames).map(([value, label]) => ({ value, label }))} />
            {tries.proposed && <SelectField name="by" label="按哪个定义" options={[{ value: 'current', label: '现行格式' }, { value: 'proposed', label: '待复核的修改' }]} />}
          </FieldGroup>
          <FileField name="file" label="银行文件" accept=".csv,.txt,.xlsx,.xls,.xml" hint="10 MB 以内" />
          <ButtonRow>
            <Button>试读</Button>
          </ButtonRow>
        </Form>
        <DataTable
          caption="试读过的文件"
          rows={view.samples}
          empty={<EmptyState title="还没有试读过文件" />}
          rowHref={(s) => view.sampleHref(s.id)}
          columns={[
            { key: 'file', head: '文件', cell: (s) => <span class="code">{s.fileName}</span> },
            { key: 'kind', head: '种类', nowrap: true, cell: (s) => sampleKindNames[s.kind] },
            { key: 'state', head: '状态', nowrap: true, cell: (s) => <StatusTag word={sampleWords[s.state]} /> },
            { key: 'by', head: '试读', cell: (s) => <>{s.triedBy} <TimeText at={s.triedAt} /></> },
            { key: 'why', head: '剔除理由', cell: (s) => s.dropReason ?? '—' },
          ]}
        />
      </Section>
    </Page>
  );
}
