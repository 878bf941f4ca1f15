import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, DateField, DateText, EmptyState, ErrorSummary, Form, KeyFacts, LinkButton, Money, MoneyLine, Notice, PeriodText, Section, Split, StatusTag, TimeText, type MoneyLink } from '../../components/index.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { maskCard } from '../../../values/mask.js';
import type { Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import type { FormState } from '../../form-state.js';
import { DepositSection, type DepositSectionView, type LeftView } from './deposit-section.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from './money-frame.js';
import { accountNames, journalNames, wageAccountWords } from './money-words.js';

export interface MoneyPageView {
  readonly frame: MoneyFrameProps;
  /** The form of this page that was refused, for the title. */
  readonly form: FormState | undefined;
  /** The same, where that form is no longer on the page. */
  readonly refused: FormState | undefined;
  readonly line: {
    readonly plan: { readonly totalFen: Fen; readonly dueFen: Fen; readonly next: { readonly on: PlainDate; readonly amountFen: Fen } | undefined } | undefined;
    readonly creditedFen: Fen;
    readonly balanceFen: Fen;
    readonly heldFen: Fen;
    readonly inTransitFen: Fen;
    readonly payableFen: Fen;
    readonly paidFen: Fen;
    readonly returnedLines: number;
  };
  readonly account:
    | {
        readonly name: string;
        readonly bank: string;
        readonly branch: string;
        readonly numberLast4: string;
        readonly openedOn: PlainDate;
        readonly agreementSignedOn: PlainDate | null;
        readonly filedOn: PlainDate | null;
        readonly state: keyof typeof wageAccountWords;
      }
    | undefined;
  readonly duty: { readonly what: 'open' | 'file'; readonly by: PlainDate; readonly left: LeftView; readonly because: string; readonly source: string } | undefined;
  readonly openHref: string | undefined;
  readonly creditHref: string | undefined;
  /** The account's own pages. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
  readonly delays: DelaysView;
  readonly filing: FormView | undefined;
  readonly deposit: DepositSectionView;
  readonly credits: readonly {
    readonly id: string;
    readonly bookedOn: PlainDate;
    readonly amountFen: Fen;
    readonly period: Period | null;
    readonly payer: string;
    readonly purpose: string;
    readonly reference: string;
    readonly recordedBy: string | null;
    readonly reversed: boolean;
  }[];
  readonly journals: readonly {
    readonly id: string;
    readonly kind: keyof typeof journalNames;
    readonly occurredOn: PlainDate;
    readonly recordedAt: Date;
    readonly memo: string;
    readonly actor: string | null;
    readonly from: readonly (keyof typeof accountNames)[];
    readonly to: readonly (keyof typeof accountNames)[];
    readonly amountFen: Fen;
  }[];
  readonly exportHref: string;
}

export function MoneyPage(view: MoneyPageView): VNode {
  return (
    <MoneyFrame frame={view.frame} form={view.form} actions={view.creditHref && <LinkButton href={view.creditHref} look="primary">登记人工费用到账</LinkButton>}>
      {view.refused && <ErrorSummary form={view.refused} />}
      <Section title="资金链" note="单位：元" lead={planLead(view.line.plan)}>
        <MoneyLine label="从应拨到退票" links={linksOf(view.line, view.delays)} />
        <Oldest delays={view.delays} />
      </Section>
      <Account view={view} />
      <DepositSection view={view.deposit} />
      <Section title="人工费用到账记录">
        <DataTable
          caption="人工费用到账记录"
          captionHidden
          rows={view.credits}
          empty={<EmptyState title="还没有到账记录" />}
          columns={[
            { key: 'bookedOn', head: '到账日期', nowrap: true, cell: (r) => <DateText date={r.bookedOn} /> },
            { key: 'period', head: '所属月份', nowrap: true, cell: (r) => (r.period ? <PeriodText period={r.period} /> : '—') },
            { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
            { key: 'payer', head: '付款人', cell: (r) => r.payer || '—' },
            { key: 'purpose', head: '摘要', cell: (r) => r.purpose || '—' },
            { key: 'reference', head: '银行流水号', cell: (r) => r.reference },
            { key: 'by', head: '登记人', nowrap: true, cell: (r) => (r.reversed ? <StatusTag word={{ text: '已冲正', tone: 'grey' }} /> : (r.recordedBy ?? '系统')) },
          ]}
        />
      </Section>
      <Section title="账目" note={view.journals.length === 0 ? undefined : `最近 ${view.journals.length} 笔`} lead="只增不改；一笔的两边总是相等。" actions={<LinkButton href={view.exportHref}>导出 xlsx</LinkButton>}>
        <DataTable
          caption="账目"
          captionHidden
          rows={view.journals}
          empty={<EmptyState title="还没有账目" />}
          columns={[
            { key: 'occurredOn', head: '日期', nowrap: true, cell: (r) => <DateText date={r.occurredOn} /> },
            { key: 'kind', head: '事项', nowrap: true, cell: (r) => journalNames[r.kind] },
            { key: 'from', head: '从', cell: (r) => r.from.map((k) => accountNames[k]).join('、') },
            { key: 'to', head: '到', cell: (r) => r.to.map((k) => accountNames[k]).join('、') },
            { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
            { key: 'memo', head: '摘要', cell: (r) => r.memo || '—' },
            { key: 'recorded', head: '记账', cell: (r) => <>{r.actor ?? '系统'} <TimeText at={r.recordedAt} /></> },
          ]}
        />
      </Section>
    </MoneyFrame>
  );
}

function planLead(plan: MoneyPageView['line']['plan']): VNode {
  if (!plan) return <>施工合同没有登记人工费用总额（或比例）和每月拨付日，无法推算应拨金额。</>;
  return (
    <>
      合同人工费用 <Money fen={plan.totalFen} unit />，应拨金额按拨付日在工期内平均推算（内部规则）。
      {plan.next && (
        <>
          下一次拨付 <DateText date={plan.next.on} />，应拨 <Money fen={plan.next.amountFen} unit />。
        </>
      )}
    </>
  );
}

/** Days lost at the links of the chain, and the oldest that is still open. */
export interface DelaysView {
  readonly links: readonly { readonly link: 'funding' | 'request' | 'review' | 'bank' | 'repay'; readonly worstDays: number; readonly openDays: number | undefined }[];
  readonly oldest: { readonly since: PlainDate; readonly days: number; readonly words: string } | undefined;
}

/** The link that has been open longest, in words. */
export function Oldest({ delays }: { delays: DelaysView }): VNode | null {
  if (!delays.oldest) return null;
  return (
    <p class="section-lead">
      最早卡住的一环：{delays.oldest.words}，已 {delays.oldest.days} 天。
    </p>
  );
}

/** 最长晚 12 天 of these links; undefined where no day was lost. */
function lost(delays: DelaysView | undefined, words: Partial<Record<DelaysView['links'][number]['link'], string>>): string | undefined {
  const told = (delays?.links ?? []).flatMap((l) => (words[l.link] !== undefined && l.worstDays > 0 ? [`${words[l.link]}最长 ${l.worstDays} 天`] : []));
  return told.length > 0 ? told.join('，') : undefined;
}

export function linksOf({ plan, creditedFen, balanceFen, heldFen, inTransitFen, payableFen, paidFen, returnedLines }: MoneyPageView['line'], delays?: DelaysView): MoneyLink[] {
  const note = (...parts: readonly (string | undefined)[]): string | undefined => parts.filter(Boolean).join('；') || undefined;
  const unpaid = payableFen - paidFen - inTransitFen;
  return [
    { label: '应拨人工费', fen: plan?.dueFen ?? null, note: plan ? undefined : '合同未约定' },
    { label: '已拨', fen: creditedFen, note: lost(delays, { funding: '晚拨' }), trouble: plan && creditedFen < plan.dueFen ? `少拨 ${formatYuan(plan.dueFen - creditedFen)}` : undefined },
    { label: '专户余额', fen: balanceFen, trouble: unpaid > balanceFen ? `不足支付未发工资，差 ${formatYuan(unpaid - balanceFen)}` : undefined, note: heldFen > 0n ? `其中冻结 ${formatYuan(heldFen)}` : undefined },
    { label: '应发工资', fen: payableFen, note: lost(delays, { request: '审核后提请', review: '提请后送银行' }) },
    { label: '已发', fen: paidFen, trouble: payableFen > paidFen ? `未发 ${formatYuan(payableFen - paidFen)}` : undefined, note: note(inTransitFen > 0n ? `银行在途 ${formatYuan(inTransitFen)}` : undefined, lost(delays, { bank: '送银行后到账' })) },
    { label: '退票', fen: null, trouble: returnedLines > 0 ? `${returnedLines} 笔待补发` : undefined, note: note(returnedLines > 0 ? undefined : '没有待补发', lost(delays, { repay: '退票后补发' })) },
  ];
}

function Account({ view }: { view: MoneyPageView }): VNode {
  const { account, duty } = view;
  const facts = account && (
    <KeyFacts
      facts={[
        { label: '账户名称', value: account.name, wide: true },
        { label: '开户银行', value: account.bank, note: account.branch || undefined },
        { label: '账号', value: maskCard(account.numberLast4) },
        { label: '开户日期', value: <DateText date={account.openedOn} /> },
        { label: '三方协议', value: account.agreementSignedOn ? <DateText date={account.agreementSignedOn} /> : '未登记' },
        { label: '备案', value: account.filedOn ? <DateText date={account.filedOn} /> : '未备案' },
      ]}
    />
  );
  const forms = [
    view.filing && <DayForm key="filing" view={view.filing} name="filedOn" label="备案日期" button="登记备案" />,
  ].filter(Boolean);
  return (
    <Section
      title="工资专户"
      id="account"
      note={account && <StatusTag word={wageAccountWords[account.state]} />}
      actions={
        <>
          {view.links.map((l) => (
            <LinkButton key={l.href} href={l.href}>
              {l.label}
            </LinkButton>
          ))}
          {view.openHref && <LinkButton href={view.openHref}>登记开户</LinkButton>}
        </>
      }
    >
      {duty && (
        <Notice kind={duty.left.days < 0 ? 'warn' : 'info'} title={duty.what === 'open' ? '须开立专户' : '须备案专户'}>
          期限 <DateText date={duty.by} left={duty.left} />。{duty.because}。依据：{duty.source}。
        </Notice>
      )}
      {!account && <EmptyState title="还没有登记工资专户" />}
      {account && (forms.length > 0 ? <Split main={facts} aside={<>{forms}</>} /> : facts)}
    </Section>
  );
}

interface DayFormProps {
  readonly view: FormView;
  readonly name: string;
  readonly label: string;
  readonly button: string;
}

function DayForm({ view, name, label, button }: DayFormProps): VNode {
  return (
    <Form action={view.action} csrf={view.csrf} form={view.form}>
      <DateField name={name} label={label} />
      <ButtonRow>
        <Button look="secondary">{button}</Button>
      </ButtonRow>
    </Form>
  );
}
