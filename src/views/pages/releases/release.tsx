import type { ComponentChildren, VNode } from 'preact';
import {
  ActionPanel,
  Confirm,
  DataTable,
  DateText,
  EmptyState,
  ErrorSummary,
  KeyFacts,
  Money,
  Notice,
  Page,
  Pager,
  PostButton,
  Section,
  SelectField,
  Split,
  StatusTag,
  Steps,
  Tally,
  TextArea,
  TimeText,
  Timeline,
  type Choice,
  type CountdownProps,
  type PageProps,
  type Step,
} from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { maskCard } from '../../../values/mask.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { BankSection, type BankView } from './release-bank.js';
import { periodRange } from './release-list.js';
import { decisionWords, instructionWords, releaseWords, sourceNames, stageNames, type InstructionState, type ReleaseSource, type ReleaseStage, type ReleaseState } from './release-words.js';

export interface ReleaseView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly listHref: string;
  readonly projectHref: string;
  /** The sheet or the case that is paid for, where the reader may open it. */
  readonly groundHref: string | undefined;
  readonly release: {
    readonly number: string;
    readonly project: string;
    readonly contractor: string;
    readonly source: ReleaseSource;
    readonly employer: string | null;
    readonly caseNumber: string | null;
    readonly payerBank: string;
    readonly state: ReleaseState;
    readonly round: number;
    readonly amountFen: Fen;
    readonly workers: number;
    readonly requestedBy: string;
    readonly requestedAt: Date;
    readonly dueOn: PlainDate | null;
    readonly stepDueOn: PlainDate | null;
    readonly assignee: string | null;
    readonly partial: boolean;
    readonly planOwedFen: Fen | null;
    readonly planDrawnFen: Fen | null;
    readonly periods: readonly Period[];
    readonly balanceFen: Fen;
    readonly heldFen: Fen;
    readonly fates: readonly { readonly state: InstructionState; readonly lines: number; readonly amountFen: Fen }[];
    readonly steps: readonly { readonly round: number; readonly step: ReleaseStage; readonly decision: 'agree' | 'return'; readonly returnedTo: ReleaseStage | null; readonly opinion: string; readonly person: string; readonly organ: string; readonly at: Date }[];
    readonly draw: { readonly bankDueOn: PlainDate; readonly paidOn: PlainDate | null; readonly topUpDueOn: PlainDate | null } | null;
  };
  readonly left: CountdownProps | undefined;
  /** Until the waiting step's own day (internal). */
  readonly stepLeft: CountdownProps | undefined;
  /** 动用方案 of a draw. */
  readonly planHref: string | undefined;
  /** 转交; undefined where the reader may not or there is nobody. */
  readonly assign: { readonly action: string; readonly form: FormState; readonly colleagues: readonly { readonly userId: string; readonly name: string }[] } | undefined;
  /** What happens next and who does it. */
  readonly next: ComponentChildren;
  readonly decision: { readonly form: FormState; readonly choices: readonly Choice[] };
  /** What was refused although its form is gone by now. */
  readonly lost: FormState | undefined;
  /** 撤回; undefined where the reader may not. */
  readonly withdraw: { readonly action: string; readonly form: FormState } | undefined;
  /** 支付通知书 of a draw; undefined for the dedicated account. */
  readonly notice: { readonly issueAction: string | undefined; readonly paper: { readonly number: string; readonly href: string; readonly pdfHref: string; readonly servedOn: PlainDate | null; readonly mayServe: boolean } | undefined } | undefined;
  /** Where 审批表 is made; undefined where the reader does not make it. */
  readonly formAction: string | undefined;
  readonly bank: BankView;
  readonly lines: {
    readonly rows: readonly {
      readonly id: string;
      readonly payee: string;
      readonly cardLast4: string;
      readonly bankName: string;
      readonly period: Period;
      readonly amountFen: Fen;
      readonly endToEndId: string | null;
      readonly state: InstructionState;
      readonly reasonCode: string | null;
      readonly reason: string | null;
      readonly settledOn: PlainDate | null;
      readonly replaces: boolean;
      readonly againId: string | null;
      readonly againNumber: string | null;
    }[];
    readonly total: number;
    readonly page: number;
    readonly size: number;
    readonly state: InstructionState | undefined;
    pageHref(page: number, size: number): string;
    stateHref(state: InstructionState | undefined): string;
    releaseHref(releaseId: string): string;
  };
  readonly events: readonly { readonly at: Date; readonly what: string; readonly who: string; readonly detail?: string | undefined }[];
}

type Line = ReleaseView['lines']['rows'][number];

const order: readonly ReleaseStage[] = ['request', 'labour-review', 'housing-review', 'bank-pay'];
const waitingStep: Readonly<Partial<Record<ReleaseState, ReleaseStage>>> = { requested: 'labour-review', 'labour-reviewed': 'housing-review', 'housing-reviewed': 'bank-pay' };

export function ReleasePage(view: ReleaseView): VNode {
  const { release } = view;
  return (
    <Page
      {...view.shell}
      title={`支付 ${release.number}`}
      form={[view.lost, view.decision.form, view.withdraw?.form, view.assign?.form, view.bank.take?.form, view.bank.answer?.form].find((f) => f && f.issues.length > 0) ?? view.decision.form}
      breadcrumb={[{ label: '工资支付办理', href: view.listHref }]}
      status={<StatusTag word={releaseWords[release.state]} />}
      lead={`${release.project} · ${sourceNames[release.source]} · ${periodRange(release.periods)} · ${release.workers} 人 · ${formatYuan(release.amountFen)} 元`}
    >
      {view.lost && <ErrorSummary form={view.lost} />}
      <Section title="办理进度" note={release.round > 1 ? `第 ${release.round} 轮` : undefined}>
        <Steps label="支付的四个环节" steps={stepsOf(view)} />
      </Section>
      <Split main={<Matter {...view} />} aside={<Aside {...view} />} />
      <BankSection csrf={view.csrf} {...view.bank} />
      <Lines {...view} />
      <Section title="办理经过">
        <Timeline entries={view.events} />
      </Section>
    </Page>
  );
}

/** The steps of the round: what each person did, and where it stands. */
function stepsOf({ release }: ReleaseView): Step[] {
  const current = waitingStep[release.state];
  const at = current ? order.indexOf(current) : order.length;
  // What was done before a return to an earlier step is to be done again.
  const taken = new Map(release.steps.filter((s) => s.round === release.round && order.indexOf(s.step) < at).map((s) => [s.step, s]));
  const open = release.fates.some((f) => f.state === 'sent' || f.state === 'unknown');
  const awaited = { request: release.contractor, 'labour-review': '劳动监察机构', 'housing-review': '行业主管部门', 'bank-pay': release.payerBank };
  return order.map((step) => {
    const done = taken.get(step);
    if (!done) return { label: stageNames[step], state: step === current ? 'current' : 'todo', who: awaited[step] };
    const state = done.decision === 'return' ? 'returned' : step === 'bank-pay' && open ? 'current' : 'done';
    return { label: stageNames[step], state, who: `${done.person}（${done.organ}）`, when: <TimeText at={done.at} /> };
  });
}

function Matter({ release, groundHref, projectHref, planHref, notice, csrf }: ReleaseView): VNode {
  const short = release.amountFen - (release.balanceFen - release.heldFen);
  const waits = release.state === 'requested' || release.state === 'labour-reviewed';
  const ground = release.caseNumber ?? `${periodRange(release.periods)}工资表`;
  return (
    <>
      <Section title="资金">
        {waits && short > 0n && <Notice kind="warn" title="余额不足">{`账户可用余额 ${formatYuan(release.balanceFen - release.heldFen)} 元，本次支付 ${formatYuan(release.amountFen)} 元，还差 ${formatYuan(short)} 元。复核同意时须有足够余额。`}</Notice>}
        <KeyFacts
          facts={[
            { label: '本次支付', value: <Money fen={release.amountFen} unit />, note: release.partial ? `${release.workers} 人，工资表的一部分，其余仍可提请` : `${release.workers} 人` },
            ...(planHref && release.planOwedFen !== null && release.planDrawnFen !== null
              ? [{ label: '动用方案', value: <a href={planHref}>分配到人</a>, note: release.planDrawnFen < release.planOwedFen ? `欠付 ${formatYuan(release.planOwedFen)} 元，共动用 ${formatYuan(release.planDrawnFen)} 元，按比例分配` : '足额' }]
              : []),
            { label: '资金来源', value: sourceNames[release.source], note: release.payerBank },
            { label: '账户余额', value: <Money fen={release.balanceFen} unit />, note: release.heldFen > 0n ? `其中已冻结 ${formatYuan(release.heldFen)} 元` : undefined },
            { label: '项目', value: <a href={projectHref}>{release.project}</a>, note: release.contractor },
            { label: release.caseNumber ? '案件' : '工资表', value: groundHref ? <a href={groundHref}>{ground}</a> : ground, note: release.employer ?? undefined },
            { label: '提请', value: release.requestedBy, note: <TimeText at={release.requestedAt} /> },
            ...(release.source === 'escrow' && release.dueOn ? [{ label: '应发放日', value: <DateText date={release.dueOn} /> }] : []),
            ...(release.draw ? [{ label: '银行付款期限', value: <DateText date={release.draw.bankDueOn} />, note: release.draw.paidOn ? <>已于 <DateText date={release.draw.paidOn} /> 办结</> : '自通知书送达之日起五个工作日' }] : []),
            ...(release.draw?.topUpDueOn ? [{ label: '补足期限', value: <DateText date={release.draw.topUpDueOn} />, note: '总承包单位补足保证金或者更换保函' }] : []),
          ]}
        />
      </Section>
      {notice && (
        <Section title="保证金支付通知书" lead="复核同意后由劳动监察机构制发并送达付款机构，送达后才能取付款文件。">
          {notice.paper ? (
            <KeyFacts
              facts={[
                { label: '文号', value: <a href={notice.paper.href}>{notice.paper.number}</a>, note: <a href={notice.paper.pdfHref}>打开 PDF</a> },
                { label: '送达', value: notice.paper.servedOn ? <DateText date={notice.paper.servedOn} /> : '尚未送达', note: notice.paper.mayServe ? <a href={notice.paper.href}>登记送达</a> : undefined },
              ]}
            />
          ) : notice.issueAction ? (
            <PostButton action={notice.issueAction} csrf={csrf} look="primary">
              制发支付通知书
            </PostButton>
          ) : (
            <p>还没有制发。</p>
          )}
        </Section>
      )}
      <Section title="办理意见">
        <DataTable
          caption="办理意见"
          captionHidden
          rows={release.steps}
          empty={<EmptyState title="还没有办理意见" />}
          columns={[
            { key: 'step', head: '环节', nowrap: true, cell: (s) => (release.round > 1 ? `${stageNames[s.step]}（第 ${s.round} 轮）` : stageNames[s.step]) },
            { key: 'decision', head: '决定', nowrap: true, cell: (s) => (s.returnedTo && s.returnedTo !== 'request' ? <><StatusTag word={decisionWords[s.decision]} /> 至{stageNames[s.returnedTo]}</> : <StatusTag word={decisionWords[s.decision]} />) },
            { key: 'opinion', head: '意见', cell: (s) => s.opinion },
            { key: 'person', head: '办理人', cell: (s) => `${s.person}（${s.organ}）` },
            { key: 'at', head: '时间', nowrap: true, cell: (s) => <TimeText at={s.at} /> },
          ]}
        />
      </Section>
    </>
  );
}

function Aside({ csrf, release, left, stepLeft, next, decision, assign, withdraw, formAction }: ReleaseView): VNode {
  return (
    <ActionPanel
      state={releaseWords[release.state]}
      next={
        <>
          {next}
          {release.stepDueOn && stepLeft && (
            <>
              {' '}本环节期限 <DateText date={release.stepDueOn} left={stepLeft} />（内部时限）
            </>
          )}
        </>
      }
      {...(release.dueOn && left ? { due: { date: release.dueOn, left } } : {})}
      csrf={csrf}
      form={decision.form}
      choices={decision.choices}
      opinion={decision.choices.length > 1 ? { hint: '同意和退回都要写明意见' } : { label: `${decision.choices[0]?.label ?? ''}意见` }}
    >
      {release.assignee && <p>经办人：{release.assignee}</p>}
      {assign && (
        <Confirm label="转交" warning="转交给本单位同事，待办中会显示经办人；有权办理的其他同事仍可办理。" button="确认转交" action={assign.action} csrf={csrf} form={assign.form}>
          <SelectField name="userId" label="经办人" blank="请选择" options={assign.colleagues.map((c) => ({ value: c.userId, label: c.name }))} />
          <TextArea name="opinion" label="转交原因" rows={2} maxLength={400} />
        </Confirm>
      )}
      {formAction && (
        <PostButton action={formAction} csrf={csrf}>
          制作审批表（PDF）
        </PostButton>
      )}
      {withdraw && (
        <Confirm label="撤回这次支付" warning="撤回后冻结的资金和占用的工资明细全部释放，需要支付时应重新提请。" button="确认撤回" action={withdraw.action} csrf={csrf} form={withdraw.form}>
          <TextArea name="opinion" label="撤回原因" rows={2} maxLength={400} />
        </Confirm>
      )}
    </ActionPanel>
  );
}

function Lines({ release, lines }: ReleaseView): VNode {
  const sent = lines.rows.some((l) => l.endToEndId !== null);
  const answered = lines.rows.some((l) => l.reason !== null || l.settledOn !== null);
  const again = lines.rows.some((l) => l.replaces || l.againId !== null);
  return (
    <Section title="支付明细" note={`${release.fates.reduce((n, f) => n + f.lines, 0)} 笔`} actions={lines.state && <a href={lines.stateHref(undefined)}>显示全部</a>}>
      <Tally items={release.fates.map((f) => ({ label: `${instructionWords[f.state].text} ${f.lines} 笔`, value: <Money fen={f.amountFen} />, href: lines.stateHref(f.state), tone: instructionWords[f.state].tone }))} />
      <DataTable
        caption="支付明细"
        captionHidden
        rows={lines.rows}
        empty={<EmptyState title="没有这样的明细" />}
        columns={[
          { key: 'payee', head: '姓名', cell: (l) => l.payee },
          { key: 'period', head: '工资月份', nowrap: true, cell: (l) => formatPeriod(l.period) },
          { key: 'card', head: '银行卡', nowrap: true, cell: (l) => <span class="code">{maskCard(l.cardLast4)}</span> },
          { key: 'bank', head: '开户银行', cell: (l) => l.bankName || '—' },
          { key: 'amount', head: '金额（元）', align: 'end', cell: (l) => <Money fen={l.amountFen} /> },
          { key: 'state', head: '结果', nowrap: true, cell: (l) => <StatusTag word={instructionWords[l.state]} /> },
          // What has not happened yet takes no room.
          ...(answered
            ? [
                { key: 'reason', head: '原因', cell: (l: Line) => [l.reason, l.reasonCode && `（${l.reasonCode}）`].filter(Boolean).join('') || '—' },
                { key: 'on', head: '日期', nowrap: true, cell: (l: Line) => (l.settledOn ? <DateText date={l.settledOn} /> : '—') },
              ]
            : []),
          ...(sent ? [{ key: 'id', head: '业务编号', nowrap: true, cell: (l: Line) => (l.endToEndId ? <span class="code">{l.endToEndId}</span> : '—') }] : []),
          ...(again ? [{ key: 'again', head: '补发', nowrap: true, cell: (l: Line) => (l.againId ? <a href={lines.releaseHref(l.againId)}>{l.againNumber}</a> : l.replaces ? '再次支付' : '—') }] : []),
        ]}
      />
      <Pager page={lines.page} pageSize={lines.size} total={lines.total} href={lines.pageHref} />
      {release.fates.some((f) => f.state === 'rejected' || f.state === 'returned') && (
        <Notice kind="info" title="退票怎么办">
          用工单位在花名册中更正银行卡后，由总承包单位在项目的“支付办理”页就同一张工资表再次提请，只支付没有到账的工人。
        </Notice>
      )}
    </Section>
  );
}
