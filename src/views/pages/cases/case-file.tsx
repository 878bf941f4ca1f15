import type { VNode } from 'preact';
import { DataTable, DateText, Due, EmptyState, ErrorSummary, KeyFacts, LinkButton, Money, Page, PostButton, Section, Split, StatusTag, TimeText, Timeline, type CountdownProps, type Option, type PageProps, type TimelineEntry } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { PapersTable, type PapersTableProps } from '../papers/papers-table.js';
import { ClaimForms, ClosingForm, CorrectionForm, DecisionForm, ExtendInvestigationForm, ExtendOrderForm, FurtherCorrectionForm, InquiryForm, ListingForm, VerifyForm, type CaseForm } from './case-forms.js';
import { caseWords, nextSteps, orderWords, termOver } from './case-words.js';
import type { FindingProofProps } from './finding-proof.js';
import { FindingTable, type FindingLine } from './project-cases.js';

/** Each form of the page by the command that it posts to. */
export type CaseFormName = 'inquire' | 'correct' | 'decide' | 'take-claims' | 'add-claim' | 'verify-order' | 'extend-order' | 'extend' | 'list' | 'close';

export interface OrderLine {
  readonly paperId: string;
  readonly title: string;
  readonly number: string;
  readonly addressee: string;
  readonly state: keyof typeof orderWords;
  readonly termDays: number;
  readonly amountFen: Fen | null;
  readonly servedOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  readonly left: CountdownProps | null;
  readonly provisional: boolean;
  readonly extendedOn: PlainDate | null;
  readonly verifiedOn: PlainDate | null;
  readonly verification: string | null;
}

/** What one worker claims, over all months. */
export interface ClaimLine {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly periods: readonly Period[];
  readonly amountFen: Fen;
  readonly unpaidFen: Fen;
}

export interface CaseFileView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly casesHref: string;
  readonly file: {
    readonly id: string;
    readonly number: string;
    readonly state: keyof typeof caseWords;
    readonly cause: string;
    readonly project: string;
    readonly party: string;
    readonly area: string;
    readonly facts: string;
    readonly massIncident: boolean;
    readonly filedOn: PlainDate;
    readonly investigateBy: PlainDate;
    readonly investigateLeft: CountdownProps;
    readonly investigateProvisional: boolean;
    readonly extendedOn: PlainDate | null;
    readonly dueOn: PlainDate | null;
    readonly left: CountdownProps | null;
    readonly provisional: boolean;
    readonly handler: string;
    readonly coHandler: string;
    readonly liableParty: string | null;
    readonly liableBecause: string | null;
    readonly conclusion: string | null;
    readonly closedOn: PlainDate | null;
    readonly leadNumber: string | null;
  };
  /** 联合担保承诺 in force for the project, each in a line. */
  readonly commitments?: readonly string[];
  readonly findings: readonly FindingLine[];
  /** One line a worker, those still owed first; the first of them. */
  readonly claims: readonly ClaimLine[];
  readonly totals: { readonly workers: number; readonly amountFen: Fen; readonly owedWorkers: number; readonly unpaidFen: Fen };
  /** Claims that no payroll line stands behind. */
  readonly typed: readonly { readonly id: string; readonly name: string; readonly period: Period; readonly amountFen: Fen }[];
  readonly months: readonly { readonly period: Period; readonly workers: number; readonly amountFen: Fen }[];
  readonly orders: readonly OrderLine[];
  readonly papers: PapersTableProps;
  readonly history: readonly TimelineEntry[];
  readonly parties: readonly Option[];
  /** What the reader may do now. */
  readonly may: ReadonlySet<CaseFormName | 'claim'>;
  /** The order that is to be served or checked. */
  readonly current: OrderLine | undefined;
  readonly projectHref: string;
  readonly leadHref: string | undefined;
  /** Where the deposit is drawn on for what the case claims. */
  readonly drawHref: string;
  readonly plans: readonly { readonly id: string; readonly madeAt: Date; readonly owedFen: Fen; readonly drawnFen: Fen; readonly releases: readonly string[] }[];
  planHref(planId: string): string;
  readonly claimsExportHref: string;
  readonly allClaimsHref: string;
  readonly proofHref: FindingProofProps['href'];
  caseHref(caseId: string): string;
  dropHref(claimId: string): string;
  action(name: CaseFormName): string;
  form(name: CaseFormName): FormState;
  /** The form that was refused and that the page has no (more) place for. */
  readonly stray: FormState | undefined;
}

const formNames: readonly CaseFormName[] = ['correct', 'inquire', 'decide', 'verify-order', 'extend-order', 'extend', 'close', 'take-claims', 'add-claim'];

/** What is wanted now and then, folded away. */
const others = ['inquire', 'extend-order', 'extend', 'list', 'close'] as const;

export function CaseFilePage(view: CaseFileView): VNode {
  const { file: c, current, totals } = view;
  const at = (name: CaseFormName): CaseForm => ({ action: view.action(name), csrf: view.csrf, form: view.form(name) });
  const wrong = [...formNames.map((n) => view.form(n)), ...(view.stray ? [view.stray] : [])].find((f) => f.issues.length > 0);
  const owed = { workers: totals.owedWorkers, amountFen: totals.unpaidFen };
  return (
    <Page
      {...view.shell}
      title={c.number}
      {...(wrong ? { form: wrong } : {})}
      breadcrumb={[{ label: '案件', href: view.casesHref }]}
      status={<StatusTag word={caseWords[c.state]} />}
      lead={`${c.cause} · ${c.party} · ${c.area}`}
    >
      {view.stray && <ErrorSummary form={view.stray} />}
      <Split
        main={
          <>
            <Facts view={view} />
            <Section title="责令与期限" note={`${view.orders.length} 件`}>
              <Orders orders={view.orders} href={view.papers.href} />
            </Section>
            <Section title="立案的预警" note={`${view.findings.length} 条`}>
              <FindingTable findings={view.findings} proofHref={view.proofHref} caseHref={view.caseHref} none="本案不是根据预警立案的" />
            </Section>
            <Section title="文书" note={`${view.papers.papers.length} 份`}>
              <PapersTable {...view.papers} />
            </Section>
            <Claims view={view} take={at('take-claims')} add={at('add-claim')} />
            {view.plans.length > 0 && (
              <Section title="动用方案" note={`${view.plans.length} 个`}>
                <Plans plans={view.plans} href={view.planHref} />
              </Section>
            )}
            <Section title="经过">
              <Timeline entries={view.history} />
            </Section>
          </>
        }
        aside={
          <>
            <Section title="下一步">
              <p class="action-next">{nextSteps[c.state]}</p>
              {c.dueOn && (
                <p class="action-due">
                  {c.state === 'filed' || c.state === 'inquiry' ? '调查期限' : '改正期限'} <Due on={c.dueOn} left={c.left} provisional={c.provisional} />
                </p>
              )}
              {current?.state === 'issued' && (
                <LinkButton href={view.papers.href(current.paperId)} look="primary">
                  登记送达
                </LinkButton>
              )}
              {c.state === 'decision-overdue' && (
                <LinkButton href={view.drawHref} look="primary">
                  动用保证金
                </LinkButton>
              )}
            </Section>
            {view.may.has('correct') && (c.state === 'filed' || c.state === 'inquiry') && <CorrectionForm {...at('correct')} parties={view.parties} owed={owed} />}
            {view.may.has('decide') && <DecisionForm {...at('decide')} owed={owed} liable={c.liableParty ?? c.party} />}
            {view.may.has('verify-order') && current && <VerifyForm {...at('verify-order')} paper={`${current.title} ${current.number}`} unpaid={totals.owedWorkers} />}
            {(others.some((n) => view.may.has(n)) || (view.may.has('correct') && c.state === 'correction')) && (
              <Section title="其他办理">
                {view.may.has('correct') && c.state === 'correction' && <FurtherCorrectionForm {...at('correct')} parties={view.parties} owed={owed} />}
                {view.may.has('inquire') && <InquiryForm {...at('inquire')} parties={view.parties} />}
                {view.may.has('extend-order') && <ExtendOrderForm {...at('extend-order')} />}
                {view.may.has('extend') && <ExtendInvestigationForm {...at('extend')} />}
                {view.may.has('list') && <ListingForm {...at('list')} />}
                {view.may.has('close') && <ClosingForm {...at('close')} />}
              </Section>
            )}
          </>
        }
      />
    </Page>
  );
}

function Facts({ view: { file: c, projectHref, leadHref, commitments = [] } }: { view: CaseFileView }): VNode {
  return (
    <Section title="案情">
      <KeyFacts
        facts={[
          { label: '项目', value: <a href={projectHref}>{c.project}</a> },
          { label: '当事单位', value: c.party },
          { label: '支付责任', value: c.liableBecause ? c.liableParty : null, note: c.liableBecause ?? undefined, wide: true },
          ...(commitments.length > 0 ? [{ label: '联合担保承诺', value: commitments.join('；'), wide: true }] : []),
          { label: '承办人', value: `${c.handler}、${c.coHandler}` },
          { label: '立案', value: <DateText date={c.filedOn} /> },
          {
            label: '调查期限',
            value: <Due on={c.investigateBy} left={c.state === 'filed' || c.state === 'inquiry' ? c.investigateLeft : null} provisional={c.investigateProvisional} />,
            note: c.extendedOn ? `${c.extendedOn} 批准延长` : undefined,
          },
          ...(c.leadNumber ? [{ label: '线索', value: leadHref ? <a href={leadHref}>{c.leadNumber}</a> : c.leadNumber }] : []),
          ...(c.massIncident ? [{ label: '影响', value: '引发群体性事件或者极端事件' }] : []),
          { label: '案情', value: c.facts ? <span class="multiline">{c.facts}</span> : null, wide: true },
          ...(c.conclusion ? [{ label: '结案意见', value: <span class="multiline">{c.conclusion}</span>, note: <DateText date={c.closedOn} />, wide: true }] : []),
        ]}
      />
    </Section>
  );
}

function Orders({ orders, href }: { orders: readonly OrderLine[]; href(paperId: string): string }): VNode {
  return (
    <DataTable
      caption="责令与期限"
      captionHidden
      rows={orders}
      rowHref={(o) => href(o.paperId)}
      empty={<EmptyState title="还没有签发文书" />}
      columns={[
        { key: 'number', head: '文书', cell: (o) => `${o.title} ${o.number}` },
        { key: 'state', head: '状态', nowrap: true, cell: (o) => <StatusTag word={o.state === 'served' && o.left && o.left.days < 0 ? termOver : orderWords[o.state]} /> },
        { key: 'to', head: '发给', cell: (o) => o.addressee },
        { key: 'amount', head: '金额（元）', align: 'end', cell: (o) => <Money fen={o.amountFen} /> },
        { key: 'term', head: '期限', nowrap: true, cell: (o) => `${o.termDays} 个工作日${o.extendedOn ? '（已延长）' : ''}` },
        { key: 'served', head: '送达', nowrap: true, cell: (o) => <DateText date={o.servedOn} /> },
        { key: 'due', head: '截止', cell: (o) => <Due on={o.dueOn} left={o.state === 'met' ? null : o.left} provisional={o.provisional} /> },
        { key: 'verified', head: '核查', cell: (o) => (o.verification ? <>{o.verifiedOn}：{o.verification}</> : '—') },
      ]}
    />
  );
}

const Plans = ({ plans, href }: { plans: CaseFileView['plans']; href: CaseFileView['planHref'] }): VNode => (
  <DataTable
    caption="动用方案"
    captionHidden
    rows={plans}
    rowHref={(p) => href(p.id)}
    empty={null}
    columns={[
      { key: 'releases', head: '支付申请', cell: (p) => p.releases.join('、') },
      { key: 'at', head: '提请', nowrap: true, cell: (p) => <TimeText at={p.madeAt} /> },
      { key: 'owed', head: '欠付（元）', align: 'end', cell: (p) => <Money fen={p.owedFen} /> },
      { key: 'drawn', head: '本次动用（元）', align: 'end', cell: (p) => <Money fen={p.drawnFen} /> },
      { key: 'rest', head: '仍欠（元）', align: 'end', cell: (p) => <Money fen={p.owedFen - p.drawnFen} /> },
    ]}
  />
);

/** "2026年5月至2026年8月，4 个月". */
const span = (periods: readonly Period[]): string =>
  periods.length === 1 ? formatPeriod(periods[0]!) : `${formatPeriod(periods[0]!)}至${formatPeriod(periods[periods.length - 1]!)}，${periods.length} 个月`;

function Claims({ view, take, add }: { view: CaseFileView; take: CaseForm; add: CaseForm }): VNode {
  const { claims, totals, typed } = view;
  return (
    <Section title="拖欠清单" note={`${totals.workers} 人`} actions={totals.workers > 0 && <a href={view.claimsExportHref}>导出</a>}>
      <DataTable
        caption="拖欠清单"
        captionHidden
        rows={claims}
        phone="scroll"
        empty={<EmptyState title="清单是空的">从下面的月份列入未付工资，或者补充工资表上没有的工人。</EmptyState>}
        columns={[
          { key: 'name', head: '姓名', nowrap: true, cell: (w) => w.name },
          { key: 'id', head: '身份证后四位', nowrap: true, cell: (w) => <span class="code">{w.idLast4}</span> },
          { key: 'months', head: '月份', nowrap: true, cell: (w) => span(w.periods) },
          { key: 'amount', head: '金额（元）', align: 'end', cell: (w) => <Money fen={w.amountFen} /> },
          { key: 'unpaid', head: '尚欠（元）', align: 'end', cell: (w) => (w.unpaidFen === 0n ? '已付清' : <Money fen={w.unpaidFen} />) },
        ]}
        foot={{ name: '合计', amount: <Money fen={totals.amountFen} />, unpaid: <Money fen={totals.unpaidFen} /> }}
      />
      {claims.length < totals.workers && (
        <p>
          只显示前 {claims.length} 人，<a href={view.allClaimsHref}>显示全部 {totals.workers} 人</a>
        </p>
      )}
      {view.may.has('claim') && typed.length > 0 && (
        <ul class="typed-claims" aria-label="手工补充的">
          {typed.map((t) => (
            <li key={t.id}>
              {t.name} {formatPeriod(t.period)} <Money fen={t.amountFen} unit />
              <PostButton action={view.dropHref(t.id)} csrf={view.csrf}>
                删除<span class="visually-hidden">{`${t.name}${formatPeriod(t.period)}`}</span>
              </PostButton>
            </li>
          ))}
        </ul>
      )}
      {view.may.has('claim') && <ClaimForms take={take} add={add} months={view.months} />}
    </Section>
  );
}
