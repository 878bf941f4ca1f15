import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, DateField, DateText, EmptyState, ErrorSummary, FileField, Form, KeyFacts, LinkButton, Notice, Page, RadioField, Section, SelectField, Split, StatusTag, TextField, TimeText, type Option, type PageProps } from '../../components/index.js';
import { blankForm, type FormState } from '../../form-state.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { modeHints, serviceWords } from './paper-words.js';
import { isInternal, type PaperLine } from './papers-table.js';

export interface PaperView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly paper: PaperLine & {
    readonly organ: string;
    readonly issuedBy: string;
    readonly hash: string;
    readonly checkCode: string;
    readonly project: string | null;
    readonly caseNumber: string | null;
  };
  readonly attempts: readonly {
    readonly id: string;
    readonly mode: string;
    readonly attemptedOn: PlainDate;
    readonly servedOn: PlainDate | null;
    readonly place: string;
    readonly receivedBy: string;
    readonly relation: string;
    readonly witness: string;
    readonly note: string;
    readonly servers: string;
    readonly proofFileId: string | null;
    readonly recordedAt: Date;
    readonly receiptId: string | null;
    readonly receiptNumber: string | null;
  }[];
  readonly modeNames: Readonly<Record<keyof typeof modeHints, string>>;
  /** Who may serve it beside the reader; undefined where the reader does not serve papers. */
  readonly service: { readonly action: string; readonly form: FormState; readonly colleagues: readonly Option[] } | undefined;
  /** The form that was refused and that the page has no (more) place for. */
  readonly stray: FormState | undefined;
  readonly pdfHref: string;
  readonly projectHref: string | undefined;
  readonly caseHref: string | undefined;
  /** The paper whose service this one proves. */
  readonly subjectHref: string | undefined;
  paperHref(paperId: string): string;
  proofHref(attemptId: string): string;
}

export function PaperPage(view: PaperView): VNode {
  const { paper: p, service } = view;
  const state = isInternal(p.kind) ? 'internal' : p.servedOn ? 'served' : 'unserved';
  const facts = (
    <Section title="文书信息">
      <KeyFacts
        facts={[
          { label: '文号', value: p.number },
          { label: '成文日期', value: <DateText date={p.issuedOn} /> },
          { label: '制发机关', value: p.organ },
          { label: '发给', value: p.addressee },
          { label: '送达日期', value: isInternal(p.kind) ? '不需要送达' : p.servedOn ? <DateText date={p.servedOn} /> : '尚未送达，期限没有开始计算' },
          { label: '签发人', value: p.issuedBy },
          ...(p.caseNumber ? [{ label: '案件', value: view.caseHref ? <a href={view.caseHref}>{p.caseNumber}</a> : p.caseNumber }] : []),
          ...(p.project ? [{ label: '项目', value: view.projectHref ? <a href={view.projectHref}>{p.project}</a> : p.project }] : []),
          ...(view.subjectHref ? [{ label: '证明送达的文书', value: <a href={view.subjectHref}>查看</a> }] : []),
          { label: '核验码', value: <span class="code">{p.checkCode}</span> },
          { label: '数据摘要', value: <span class="code">{p.hash}</span>, note: '文书右下角印有前 16 位', wide: true },
        ]}
      />
    </Section>
  );
  const attempts = !isInternal(p.kind) && (
    <Section title="送达记录" note={`${view.attempts.length} 次`}>
      <DataTable
        caption="送达记录"
        captionHidden
        rows={view.attempts}
        empty={<EmptyState title="还没有送达记录" />}
        columns={[
          { key: 'on', head: '日期', nowrap: true, cell: (a) => <DateText date={a.attemptedOn} /> },
          { key: 'mode', head: '方式', nowrap: true, cell: (a) => view.modeNames[a.mode as keyof typeof modeHints] },
          { key: 'result', head: '结果', nowrap: true, cell: (a) => (a.servedOn ? <>送达 <DateText date={a.servedOn} /></> : '未能送达') },
          { key: 'who', head: '收件人、见证人', cell: (a) => [a.receivedBy && `${a.receivedBy}（${a.relation}）`, a.witness && `见证人 ${a.witness}`].filter(Boolean).join('；') || '—' },
          { key: 'place', head: '地点', cell: (a) => a.place },
          { key: 'note', head: '说明', cell: (a) => a.note || '—' },
          { key: 'servers', head: '送达人', cell: (a) => a.servers },
          {
            key: 'proof',
            head: '回证与附件',
            cell: (a) => (
              <>
                {a.receiptId && <a href={view.paperHref(a.receiptId)}>{a.receiptNumber}</a>} {a.proofFileId && <a href={view.proofHref(a.id)}>附件</a>}
                {!a.receiptId && !a.proofFileId && '—'}
              </>
            ),
          },
          { key: 'at', head: '登记', nowrap: true, cell: (a) => <TimeText at={a.recordedAt} /> },
        ]}
      />
    </Section>
  );
  return (
    <Page
      {...view.shell}
      title={p.title}
      form={service?.form ?? view.stray ?? blankForm}
      breadcrumb={view.caseHref && p.caseNumber ? [{ label: p.caseNumber, href: view.caseHref }] : []}
      status={<StatusTag word={serviceWords[state]} />}
      lead={`${p.number} · ${p.organ}`}
      actions={
        <LinkButton href={view.pdfHref} look="primary">
          打开 PDF
        </LinkButton>
      }
    >
      {view.stray && <ErrorSummary form={view.stray} />}
      {service ? (
        <Split
          main={
            <>
              {facts}
              {attempts}
            </>
          }
          aside={<ServiceForm {...service} csrf={view.csrf} modeNames={view.modeNames} />}
        />
      ) : (
        <>
          {facts}
          {attempts}
        </>
      )}
    </Page>
  );
}

function ServiceForm({ action, form, csrf, colleagues, modeNames }: NonNullable<PaperView['service']> & Pick<PaperView, 'csrf' | 'modeNames'>): VNode {
  return (
    <Section title="登记送达" lead="期限自送达之日起计算。送达成功后自动制发送达回证。">
      {colleagues.length === 0 && <Notice kind="warn">本机关没有其他在岗的监察员，无法两人送达。</Notice>}
      <Form action={action} csrf={csrf} form={form} multipart>
        <RadioField
          name="outcome"
          label="结果"
          inline
          options={[
            { value: 'served', label: '已送达' },
            { value: 'failed', label: '未能送达' },
          ]}
        />
        <SelectField name="mode" label="送达方式" options={Object.entries(modeNames).map(([value, label]) => ({ value, label: `${label}：${modeHints[value as keyof typeof modeHints]}` }))} />
        <DateField name="attemptedOn" label="送达日期" hint="公告送达填公告日期" />
        <TextField name="place" label="送达地点" width="long" maxLength={200} />
        <TextField name="receivedBy" label="收件人" optional hint="直接送达必填" maxLength={50} />
        <TextField name="relation" label="收件人与受送达人的关系" optional hint="直接送达必填，如：法定代表人" maxLength={50} />
        <DateField name="servedOn" label="签收或到达日期" optional hint="邮寄、电子、委托送达必填" />
        <TextField name="witness" label="见证人" optional hint="留置送达填写，几个人用顿号隔开" maxLength={80} />
        <TextField name="photos" label="拍照、录像情况" optional hint="留置、张贴送达填写，也可以上传附件" maxLength={80} width="long" />
        <TextField name="consent" label="同意电子送达的记录" optional hint="电子送达必填，如：送达地址确认书的日期" maxLength={80} width="long" />
        <TextField name="note" label="说明" optional hint="拒收或未能送达的理由、邮件号码、受委托的机关、公告的原因" maxLength={100} width="long" />
        <FileField name="proof" label="附件" optional hint="签收单、回执的扫描件或者照片，10 MB 以内" accept=".pdf,.jpg,.jpeg,.png" />
        <SelectField name="coServerId" label="共同送达人" options={colleagues} />
        <ButtonRow>
          <Button>登记</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}
