import type { VNode } from 'preact';
import { Button, ButtonRow, Confirm, DataTable, EmptyState, Form, LinkButton, Money, Notice, Page, PostButton, Section, StatusTag, TextArea, TimeText, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import { connectionNames, fileWords, itemWords } from './dispatch-words.js';

interface Act {
  readonly action: string;
  readonly form: FormState;
}

export interface DispatchView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly state: {
    readonly pausedAt: Date | null;
    readonly pausedBy: string | null;
    readonly reason: string | null;
    readonly restored: boolean;
    readonly findings: readonly { readonly order: number; readonly number: string; readonly at: string }[];
    readonly resume: { readonly by: string; readonly at: Date; readonly note: string; readonly own: boolean } | null;
    readonly checkedAt: Date | null;
    readonly sentCount: bigint;
  };
  /** Undefined for those who only look on. */
  readonly pause: Act | undefined;
  readonly resume: Act | undefined;
  readonly confirmAction: string | undefined;
  readonly items: readonly {
    readonly kind: keyof typeof itemWords;
    readonly bank: string;
    readonly name: string;
    readonly batchId: string | null;
    readonly lines: number | null;
    readonly amountFen: Fen | null;
    readonly since: Date;
    readonly why: string;
    readonly bankSays: string | null;
    readonly asks: number;
    readonly proposed: boolean;
  }[];
  readonly queue: readonly { readonly id: string; readonly number: string; readonly releaseId: string; readonly project: string; readonly bank: string; readonly lines: number; readonly amountFen: Fen; readonly madeAt: Date }[];
  readonly connections: readonly { readonly id: string; readonly bank: string; readonly kind: keyof typeof connectionNames; readonly contactAt: Date | null; readonly trouble: string | null; readonly answerMinutes: number }[];
  /** Where connections are set; undefined for those who may not. */
  readonly connectionsHref: string | undefined;
  readonly files: readonly { readonly id: string; readonly bank: string; readonly name: string; readonly receivedAt: Date; readonly state: keyof typeof fileWords; readonly batch: string | null; readonly why: string | null; readonly note: string | null; readonly handledBy: string | null }[];
  handle(fileId: string): { readonly done: Act; readonly again: string } | undefined;
  /** Undefined for those who do not read batches and releases. */
  batchHref(batchId: string): string | undefined;
  releaseHref(releaseId: string): string | undefined;
}

export function DispatchPage(view: DispatchView): VNode {
  const { shell, items, queue, connections, files } = view;
  return (
    <Page {...shell} title="付款发送" lead="银行同意代发的付款文件由系统发送，回盘由系统收取。已经发出的，任何情况下都不自动重发；结果不明的，先向银行查询，再由两个人决定。">
      <StateSection {...view} />
      <Section title="待核对" id="reconcile" note={`${items.length} 项`} lead="发出后超过时限没有结果、不知道银行是否收到、回盘与决定相反、文件不能读取的，都在这里，直到办结。">
        <DataTable
          caption="待核对"
          captionHidden
          rows={items}
          empty={<EmptyState title="没有需要与银行核对的付款" />}
          columns={[
            { key: 'kind', head: '情形', nowrap: true, cell: (i) => <StatusTag word={itemWords[i.kind]} /> },
            { key: 'name', head: '批次或文件', cell: (i) => <Linked href={i.batchId ? view.batchHref(i.batchId) : '#files'} text={i.name} /> },
            { key: 'bank', head: '银行', cell: (i) => i.bank },
            { key: 'lines', head: '笔数', align: 'end', cell: (i) => i.lines ?? '—' },
            { key: 'sum', head: '金额（元）', align: 'end', cell: (i) => (i.amountFen === null ? '—' : <Money fen={i.amountFen} />) },
            { key: 'since', head: '自', nowrap: true, cell: (i) => <TimeText at={i.since} /> },
            {
              key: 'why',
              head: '原因',
              cell: (i) => (
                <>
                  {i.why}
                  {i.bankSays && <span class="fact-note">已查询 {i.asks} 次：{i.bankSays}</span>}
                  {i.proposed && <span class="fact-note">已提出决定，待复核</span>}
                </>
              ),
            },
          ]}
        />
      </Section>
      <Section title="发送队列" id="queue" note={`${queue.length} 个批次`} lead="发出以前，提请单位和劳动监察机构可以在支付申请页撤回。">
        <DataTable
          caption="发送队列"
          captionHidden
          rows={queue}
          empty={<EmptyState title="没有等待发送的批次" />}
          columns={[
            { key: 'number', head: '批次', nowrap: true, cell: (b) => <Linked href={view.releaseHref(b.releaseId)} text={b.number} /> },
            { key: 'project', head: '项目', cell: (b) => b.project },
            { key: 'bank', head: '银行', cell: (b) => b.bank },
            { key: 'lines', head: '笔数', align: 'end', cell: (b) => b.lines },
            { key: 'sum', head: '金额（元）', align: 'end', cell: (b) => <Money fen={b.amountFen} /> },
            { key: 'at', head: '入队', nowrap: true, cell: (b) => <TimeText at={b.madeAt} /> },
          ]}
        />
      </Section>
      <Section title="银行连接" id="connections" actions={view.connectionsHref && <LinkButton href={view.connectionsHref}>设置</LinkButton>} lead="没有连接的银行，由银行人员在系统中取付款文件、导入回盘。">
        <DataTable
          caption="银行连接"
          captionHidden
          rows={connections}
          empty={<EmptyState title="没有生效的银行连接" />}
          columns={[
            { key: 'bank', head: '银行', cell: (c) => c.bank },
            { key: 'kind', head: '方式', nowrap: true, cell: (c) => connectionNames[c.kind] },
            { key: 'sla', head: '回盘时限（内部）', nowrap: true, cell: (c) => durationText(c.answerMinutes) },
            { key: 'contact', head: '最近联系', nowrap: true, cell: (c) => (c.contactAt ? <TimeText at={c.contactAt} /> : '—') },
            { key: 'trouble', head: '情况', cell: (c) => (c.trouble ? <span class="ink-red">{c.trouble}</span> : c.kind === 'desk' || c.contactAt ? '正常' : '还没有联系过') },
          ]}
        />
      </Section>
      <Section title="最近的文件" id="files" note={`${files.length} 个`} lead="经银行连接收到的文件。不能使用的挂起，不自动重试；同一份文件只处理一次。">
        <DataTable
          caption="最近的文件"
          captionHidden
          rows={files}
          empty={<EmptyState title="还没有收到文件" />}
          columns={[
            { key: 'name', head: '文件', cell: (f) => f.name },
            { key: 'bank', head: '银行', cell: (f) => f.bank },
            { key: 'at', head: '收到', nowrap: true, cell: (f) => <TimeText at={f.receivedAt} /> },
            { key: 'state', head: '结果', nowrap: true, cell: (f) => <StatusTag word={fileWords[f.state]} /> },
            { key: 'batch', head: '批次', nowrap: true, cell: (f) => f.batch ?? '—' },
            {
              key: 'why',
              head: '说明',
              cell: (f) => (
                <>
                  {f.why ?? '—'}
                  {f.note && <span class="fact-note">{f.handledBy}：{f.note}</span>}
                </>
              ),
            },
            { key: 'act', head: '办理', cell: (f) => <FileActs view={view} fileId={f.id} name={f.name} /> },
          ]}
        />
      </Section>
    </Page>
  );
}

const Linked = ({ href, text }: { readonly href: string | undefined; readonly text: string }): VNode => (href ? <a href={href}>{text}</a> : <>{text}</>);

function FileActs({ view, fileId, name }: { readonly view: DispatchView; readonly fileId: string; readonly name: string }): VNode {
  const acts = view.handle(fileId);
  if (!acts) return <>—</>;
  return (
    <>
      <PostButton action={acts.again} csrf={view.csrf}>
        重新读取<span class="visually-hidden">{name}</span>
      </PostButton>
      <Confirm label="标记已处理" button="已处理" warning="标记后不再列入待核对，文件仍然保存。" action={acts.done.action} csrf={view.csrf} form={acts.done.form}>
        <TextArea name="note" label="处理情况" rows={2} />
      </Confirm>
    </>
  );
}

function StateSection({ csrf, state, pause, resume, confirmAction }: DispatchView): VNode {
  if (state.pausedAt === null) {
    return (
      <Section title="发送" note="运行中">
        <p>
          已发送 {String(state.sentCount)} 个批次；最近一次检查：{state.checkedAt ? <TimeText at={state.checkedAt} /> : '还没有检查过'}。
        </p>
        {state.checkedAt === null && <Notice kind="warn">发送程序还没有运行过。请确认服务器配置了交换目录（BANK_DIR），定时任务在运行。</Notice>}
        {pause && (
          <Confirm label="暂停发送" button="确认暂停" warning="暂停后不再发送任何付款文件，回盘照常收取。恢复须由两个人办理。" action={pause.action} csrf={csrf} form={pause.form}>
            <TextArea name="reason" label="暂停的原因" rows={2} />
          </Confirm>
        )}
      </Section>
    );
  }
  return (
    <Section title="发送" note="已暂停" id="state">
      <Notice kind={state.restored ? 'error' : 'warn'}>
        {state.reason}（{state.pausedBy ?? '系统'}，<TimeText at={state.pausedAt} />）
      </Notice>
      {state.restored && (
        <>
          <p>数据库恢复后，系统不记得备份以后发出的付款，银行却可能已经支付。请逐一与银行核对下列批次，以及备份时点以后银行的全部代发记录，核对清楚再恢复。清单中的批次号以后不会再发出：同号批次一律列为结果不明，由人决定。</p>
          <DataTable
            caption="库外记录中已发出、数据库中没有的批次"
            rows={state.findings}
            empty={<EmptyState title="库外记录与数据库一致">仍请与银行核对备份时点以后的代发记录。</EmptyState>}
            columns={[
              { key: 'order', head: '次序', align: 'end', cell: (f) => f.order },
              { key: 'number', head: '批次', nowrap: true, cell: (f) => f.number },
              { key: 'at', head: '发出时间', nowrap: true, cell: (f) => <TimeText at={new Date(f.at)} /> },
            ]}
          />
        </>
      )}
      {state.resume ? (
        <>
          <p>
            {state.resume.by} 已提出恢复发送（<TimeText at={state.resume.at} />）：{state.resume.note}
          </p>
          {confirmAction && !state.resume.own && (
            <Confirm label="复核并恢复发送" button="确认恢复" warning="恢复后，队列中的付款文件立即发出。" action={confirmAction} csrf={csrf} />
          )}
          {state.resume.own && <p>须由另一人复核。</p>}
        </>
      ) : (
        resume && (
          <Form action={resume.action} csrf={csrf} form={resume.form} hidden={{ findings: String(state.findings.length) }}>
            <TextArea name="note" label="核对情况" rows={3} />
            <ButtonRow>
              <Button>提出恢复发送</Button>
            </ButtonRow>
          </Form>
        )
      )}
    </Section>
  );
}

/** Minutes in the largest unit that fits. */
const durationText = (minutes: number): string => (minutes % 1_440 === 0 ? `${minutes / 1_440} 天` : minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`);
