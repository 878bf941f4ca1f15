import type { ComponentChildren, VNode } from 'preact';
import { Confirm, Countdown, DataTable, DateText, EmptyState, KeyFacts, LinkButton, Money, Notice, PostButton, Section, StatusTag, TextArea } from '../../components/index.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import type { FormView } from './money-frame.js';
import { depositWords, formNames } from './money-words.js';

/** How long is left to a deadline. */
export interface LeftView {
  readonly days: number;
  readonly unit: '个工作日' | '天';
}

export interface DepositSectionView {
  /** Undefined: never assessed; the amounts below are then reckoned from today's records. */
  readonly state: keyof typeof depositWords | undefined;
  readonly dueFen: Fen | null;
  readonly dueOn: PlainDate | null;
  /** Only while something is still to be stored. */
  readonly dueLeft: LeftView | undefined;
  readonly reasons: readonly { readonly words: string; readonly basis: string }[];
  /** What could not be reckoned. */
  readonly missing: readonly string[];
  readonly exemptByLaw: boolean;
  readonly exemptReason: string | null;
  readonly cashFen: Fen;
  readonly guaranteeFen: Fen;
  readonly shortFen: Fen | null;
  readonly instruments: readonly {
    readonly id: string;
    readonly form: keyof typeof formNames;
    readonly issuer: string;
    readonly number: string;
    readonly amountFen: Fen;
    readonly receivedOn: PlainDate;
    readonly validFrom: PlainDate | null;
    readonly validTo: PlainDate | null;
    readonly endsBeforeWorks: boolean;
    readonly endedOn: PlainDate | null;
    readonly endedReason: string | null;
    /** Days until it expires, once the time to remind has come. */
    readonly expiresIn: number | undefined;
  }[];
  readonly draws: readonly {
    readonly id: string;
    readonly amountFen: Fen;
    readonly notifiedOn: PlainDate | null;
    readonly bankDueOn: PlainDate | null;
    readonly bankLeft: LeftView | undefined;
    readonly paidOn: PlainDate | null;
    readonly topUpDueOn: PlainDate | null;
    readonly topUpLeft: LeftView | undefined;
    readonly toppedUpOn: PlainDate | null;
  }[];
  readonly assess: FormView | undefined;
  readonly exempt: FormView | undefined;
  readonly cashHref: string | undefined;
  readonly guaranteeHref: string | undefined;
  /** The deposit's own page: reminders, doubling, return. */
  readonly href: string;
}

export function DepositSection({ view }: { view: DepositSectionView }): VNode {
  return (
    <Section
      title="工资保证金"
      id="deposit"
      note={view.state && <StatusTag word={depositWords[view.state]} />}
      actions={
        <>
          {view.assess && (
            <PostButton action={view.assess.action} csrf={view.assess.csrf}>
              {view.state ? '重新核定' : '核定'}
            </PostButton>
          )}
          {view.cashHref && <LinkButton href={view.cashHref}>登记现金</LinkButton>}
          {view.guaranteeHref && <LinkButton href={view.guaranteeHref}>登记保函或保险</LinkButton>}
          <LinkButton href={view.href}>到期提醒、返还和承诺</LinkButton>
        </>
      }
    >
      {notices(view)}
      <KeyFacts
        facts={[
          { label: '应存金额', value: view.dueFen === null ? undefined : <Money fen={view.dueFen} unit />, note: view.dueFen === null ? '缺少参数，未知，不视为零' : undefined },
          { label: '存储期限', value: view.dueOn && <DateText date={view.dueOn} {...(view.dueLeft ? { left: view.dueLeft } : {})} /> },
          { label: '现金', value: <Money fen={view.cashFen} unit /> },
          { label: '可索赔的保函和保险', value: <Money fen={view.guaranteeFen} unit /> },
          { label: '尚差', value: view.state === 'exempt' ? undefined : view.shortFen === null ? undefined : <Money fen={view.shortFen} unit /> },
          ...(view.state === 'exempt' ? [{ label: '免存理由', value: view.exemptReason, wide: true }] : []),
        ]}
      />
      <DataTable
        caption="核定依据"
        rows={view.reasons}
        empty={null}
        columns={[
          { key: 'words', head: '核定', cell: (r) => r.words },
          { key: 'basis', head: '依据', cell: (r) => r.basis },
        ]}
      />
      <Instruments view={view} />
      {view.draws.length > 0 && <Draws view={view} />}
      {view.exempt && (
        <Confirm label={proposed(view) ? '批准免存' : '免存'} warning="免存后本项目不再催存保证金。监察负责人一人即可决定；监察员须由第二人批准。" button={proposed(view) ? '批准免存' : '提交免存'} action={view.exempt.action} csrf={view.exempt.csrf} form={view.exempt.form}>
          <TextArea name="reason" label="免存理由" rows={3} maxLength={500} />
        </Confirm>
      )}
    </Section>
  );
}

/** A reason on a deposit that is still due is a proposal that waits for a second person. */
const proposed = (view: DepositSectionView): boolean => view.state === 'due' && view.exemptReason !== null;

function notices(view: DepositSectionView): ComponentChildren {
  return (
    <>
      {view.state === undefined && <Notice kind="info">尚未核定，以下按今日的登记推算。</Notice>}
      {view.missing.map((why) => (
        <Notice kind="warn" title="无法核定" key={why}>
          {why}
        </Notice>
      ))}
      {view.exemptByLaw && view.state !== 'exempt' && <Notice kind="info">符合法定免存条件，仍须批准免存。</Notice>}
      {proposed(view) && (
        <Notice kind="info" title="已提出免存">
          {view.exemptReason}，等待另一人批准。
        </Notice>
      )}
    </>
  );
}

function Instruments({ view }: { view: DepositSectionView }): VNode {
  return (
    <DataTable
      caption="存储和担保"
      rows={view.instruments}
      empty={<EmptyState title="还没有登记现金、保函或保险" />}
      columns={[
        { key: 'form', head: '形式', nowrap: true, cell: (r) => formNames[r.form] },
        { key: 'issuer', head: '机构', cell: (r) => r.issuer },
        { key: 'number', head: '编号', cell: (r) => r.number },
        { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
        { key: 'received', head: '收到日期', nowrap: true, cell: (r) => <DateText date={r.receivedOn} /> },
        {
          key: 'valid',
          head: '有效期',
          cell: (r) =>
            r.validTo === null ? (
              '—'
            ) : (
              <>
                <DateText date={r.validFrom} /> 至 <DateText date={r.validTo} /> {r.expiresIn !== undefined && <Countdown days={r.expiresIn} unit="天" />}
              </>
            ),
        },
        {
          key: 'state',
          head: '状态',
          cell: (r) =>
            r.endedOn !== null ? (
              <StatusTag word={{ text: r.endedReason ?? '已失效', tone: 'grey' }} />
            ) : r.endsBeforeWorks ? (
              <StatusTag word={{ text: '短于合同工期', tone: 'orange' }} />
            ) : (
              <StatusTag word={{ text: '有效', tone: 'green' }} />
            ),
        },
      ]}
    />
  );
}

function Draws({ view }: { view: DepositSectionView }): VNode {
  const clock = (on: PlainDate | null, left: LeftView | undefined): VNode => <DateText date={on} {...(left ? { left } : {})} />;
  return (
    <DataTable
      caption="动用和补足"
      rows={view.draws}
      empty={null}
      columns={[
        { key: 'notified', head: '通知银行', nowrap: true, cell: (r) => <DateText date={r.notifiedOn} /> },
        { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
        { key: 'bank', head: '银行支付期限', cell: (r) => clock(r.bankDueOn, r.bankLeft) },
        { key: 'paid', head: '支付日期', nowrap: true, cell: (r) => <DateText date={r.paidOn} /> },
        { key: 'topUp', head: '补足期限', cell: (r) => clock(r.topUpDueOn, r.topUpLeft) },
        { key: 'topped', head: '补足日期', nowrap: true, cell: (r) => <DateText date={r.toppedUpOn} /> },
      ]}
    />
  );
}
