import type { ComponentChildren, VNode } from 'preact';
import { AmountField, Button, ButtonRow, Confirm, DataTable, DateField, DateText, EmptyState, ErrorSummary, FileField, Fold, Form, KeyFacts, LinkButton, Money, Notice, PostButton, Section, SelectField, StatusTag, TextArea, type Option } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import type { LeftView } from './deposit-section.js';
import { ReturnSection, type ReturnSectionView } from './deposit-return.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from './money-frame.js';
import { depositWords } from './money-words.js';

export interface DepositFileView {
  readonly frame: MoneyFrameProps;
  readonly form: FormState | undefined;
  /** A form of this page that was refused and is no longer on it. */
  readonly refused: FormState | undefined;
  readonly state: keyof typeof depositWords | undefined;
  readonly dueFen: Fen | null;
  readonly dueOn: PlainDate | null;
  readonly dueLeft: LeftView | undefined;
  readonly coveredFen: Fen;
  readonly shortFen: Fen | null;
  readonly reduced: boolean;
  readonly arrearsOn: PlainDate | null;
  readonly firm: { readonly contractor: string; readonly area: string; readonly projects: readonly { readonly id: string; readonly code: string; readonly name: string; readonly priceFen: Fen; readonly completed: boolean; readonly href: string }[] } | null;
  readonly guarantees: readonly {
    readonly id: string;
    readonly what: string;
    readonly issuer: string;
    readonly amountFen: Fen;
    readonly validTo: PlainDate;
    readonly keptAt: string;
    readonly remindOn: PlainDate | null;
    readonly reminder: { readonly remindedOn: PlainDate; readonly reply: string | null; readonly repliedOn: PlainDate | null; readonly letter: { readonly href: string | undefined } | undefined; readonly issue: { readonly action: string; readonly reminderId: string } | undefined } | null;
  }[];
  readonly extension: (FormView & { readonly instruments: readonly Option[] }) | undefined;
  readonly reply: (FormView & { readonly reminders: readonly Option[] }) | undefined;
  readonly replaceHref: string | undefined;
  readonly double: FormView | undefined;
  readonly join: FormView | undefined;
  readonly ret: ReturnSectionView;
  readonly commitments: readonly {
    readonly id: string;
    readonly owner: string;
    readonly contractor: string;
    readonly amountFen: Fen | null;
    readonly signedOn: PlainDate;
    readonly validTo: PlainDate | null;
    readonly note: string;
    readonly endedOn: PlainDate | null;
    readonly endedReason: string | null;
    readonly inForce: boolean;
    readonly fileHref: string | undefined;
  }[];
  readonly commitment: FormView | undefined;
  readonly commitmentEnd: (FormView & { readonly commitments: readonly Option[] }) | undefined;
  readonly csrf: string;
}

/** 工资保证金 of a project in full: what the money page has room for only as a line. */
export function DepositFilePage(view: DepositFileView): VNode {
  return (
    <MoneyFrame frame={view.frame} form={view.form} actions={<LinkButton href={view.frame.moneyHref}>返回专户与保证金</LinkButton>}>
      {view.refused && <ErrorSummary form={view.refused} />}
      <Section title="工资保证金" note={view.state && <StatusTag word={depositWords[view.state]} />}>
        {view.arrearsOn && (
          <Notice kind="warn" title="加倍存储">
            减免后发生拖欠，<DateText date={view.arrearsOn} />起取消减免，按规定数额加倍存储。
          </Notice>
        )}
        <KeyFacts
          facts={[
            { label: '应存金额', value: view.dueFen === null ? undefined : <Money fen={view.dueFen} unit />, note: view.reduced ? '已减存' : undefined },
            { label: '存储期限', value: view.dueOn && <DateText date={view.dueOn} {...(view.dueLeft ? { left: view.dueLeft } : {})} /> },
            { label: '已存和可索赔', value: <Money fen={view.coveredFen} unit /> },
            { label: '尚差', value: view.shortFen === null || view.state === 'exempt' ? undefined : <Money fen={view.shortFen} unit /> },
          ]}
        />
        {view.double && (
          <Confirm label="责令加倍存储" warning="减存或者免存的项目发生拖欠的，取消减免，按规定数额的倍数在规定期限内存储，已存的计算在内。" button="责令加倍存储" action={view.double.action} csrf={view.csrf} form={view.double.form}>
            <TextArea name="reason" label="拖欠情况" rows={3} maxLength={500} />
          </Confirm>
        )}
        {view.join && (
          <Confirm label="纳入企业保证金" warning="总承包单位在本市的项目合用一笔保证金，按年度合同额核定。已经单独存储或者免存的项目不能改变。" button="纳入企业保证金" action={view.join.action} csrf={view.csrf} form={view.join.form}>
            <TextArea name="reason" label="说明" rows={2} maxLength={300} />
          </Confirm>
        )}
      </Section>
      {view.firm && <Firm firm={view.firm} />}
      <Guarantees view={view} />
      <ReturnSection view={view.ret} csrf={view.csrf} />
      <Commitments view={view} />
    </MoneyFrame>
  );
}

function Firm({ firm }: { firm: NonNullable<DepositFileView['firm']> }): VNode {
  return (
    <Section title="按企业存储" lead={`${firm.contractor}在${firm.area}的下列项目合用一笔保证金，按在建项目的年度合同额核定。`}>
      <DataTable
        caption="合用的项目"
        captionHidden
        rows={firm.projects}
        rowHref={(p) => p.href}
        empty={null}
        columns={[
          { key: 'name', head: '项目', cell: (p) => p.name },
          { key: 'code', head: '编号', nowrap: true, cell: (p) => p.code },
          { key: 'price', head: '施工合同额（元）', align: 'end', cell: (p) => <Money fen={p.priceFen} /> },
          { key: 'state', head: '状态', nowrap: true, cell: (p) => <StatusTag word={p.completed ? { text: '已完工，不计入', tone: 'grey' } : { text: '计入', tone: 'green' }} /> },
        ]}
      />
    </Section>
  );
}

function Guarantees({ view }: { view: DepositFileView }): VNode {
  const reminded = (g: DepositFileView['guarantees'][number]): ComponentChildren => {
    if (!g.reminder) return g.remindOn ? <>自 <DateText date={g.remindOn} /> 起提醒</> : '—';
    const { reminder } = g;
    return (
      <>
        <DateText date={reminder.remindedOn} /> 已提醒{' '}
        {reminder.letter && (reminder.letter.href ? <a href={reminder.letter.href}>提醒函</a> : '，提醒函已制发')}
        {reminder.issue && (
          <PostButton action={reminder.issue.action} csrf={view.csrf} hidden={{ reminderId: reminder.issue.reminderId }}>
            制发提醒函
          </PostButton>
        )}
      </>
    );
  };
  return (
    <Section title="保函到期提醒" id="guarantees" lead="工程没有完工的，到期前一个月提醒施工总承包单位续期或者更换。" actions={view.replaceHref && <LinkButton href={view.replaceHref}>登记新保函（更换）</LinkButton>}>
      <DataTable
        caption="在用的保函和保险"
        captionHidden
        rows={view.guarantees}
        empty={<EmptyState title="没有在用的保函或保险" />}
        columns={[
          { key: 'what', head: '保函', cell: (g) => g.what },
          { key: 'issuer', head: '出具机构', cell: (g) => g.issuer },
          { key: 'amount', head: '金额（元）', align: 'end', cell: (g) => <Money fen={g.amountFen} /> },
          { key: 'validTo', head: '有效期止', nowrap: true, cell: (g) => <DateText date={g.validTo} /> },
          { key: 'kept', head: '原件保管', cell: (g) => g.keptAt || '—' },
          { key: 'reminded', head: '提醒', cell: reminded },
          { key: 'reply', head: '答复', cell: (g) => (g.reminder?.reply ? <>{g.reminder.reply}（<DateText date={g.reminder.repliedOn} />）</> : '—') },
        ]}
      />
      {view.reply && (
        <Fold label="答复提醒" form={view.reply.form}>
          <Form action={view.reply.action} csrf={view.csrf} form={view.reply.form}>
            <SelectField name="reminderId" label="保函" options={view.reply.reminders} />
            <TextArea name="reply" label="答复" rows={2} maxLength={500} />
            <ButtonRow>
              <Button look="secondary">登记答复</Button>
            </ButtonRow>
          </Form>
        </Fold>
      )}
      {view.extension && (
        <Fold label="登记续期" form={view.extension.form}>
          <Form action={view.extension.action} csrf={view.csrf} form={view.extension.form}>
            <SelectField name="instrumentId" label="保函" options={view.extension.instruments} />
            <DateField name="validTo" label="新的有效期止" />
            <DateField name="receivedOn" label="收到续期文件日期" />
            <ButtonRow>
              <Button look="secondary">登记续期</Button>
            </ButtonRow>
          </Form>
        </Fold>
      )}
    </Section>
  );
}

function Commitments({ view }: { view: DepositFileView }): VNode {
  return (
    <Section title="联合担保承诺" id="commitments" lead="建设单位和施工总承包单位书面承诺共同担保本项目的工资。承诺不改变法定的清偿责任。">
      <DataTable
        caption="联合担保承诺"
        captionHidden
        rows={view.commitments}
        empty={<EmptyState title="没有登记联合担保承诺" />}
        columns={[
          { key: 'parties', head: '承诺单位', cell: (c) => `${c.owner}、${c.contractor}` },
          { key: 'amount', head: '金额（元）', align: 'end', cell: (c) => (c.amountFen === null ? '不限额' : <Money fen={c.amountFen} />) },
          { key: 'signed', head: '签订', nowrap: true, cell: (c) => <DateText date={c.signedOn} /> },
          { key: 'to', head: '期限', cell: (c) => (c.validTo ? <>至 <DateText date={c.validTo} /></> : '至工资全部付清') },
          { key: 'note', head: '内容', cell: (c) => c.note || '—' },
          { key: 'state', head: '状态', cell: (c) => <><StatusTag word={c.inForce ? { text: '有效', tone: 'green' } : { text: c.endedOn ? '已解除' : '已到期', tone: 'grey' }} /> {c.endedReason}</> },
          { key: 'file', head: '附件', nowrap: true, cell: (c) => (c.fileHref ? <a href={c.fileHref}>查看</a> : '—') },
        ]}
      />
      {view.commitment && (
        <Fold label="登记联合担保承诺" form={view.commitment.form}>
          <Form action={view.commitment.action} csrf={view.csrf} form={view.commitment.form} multipart>
            <AmountField name="amount" label="担保金额" optional hint="不填为不限额" />
            <DateField name="signedOn" label="签订日期" />
            <DateField name="validTo" label="担保期限止" optional hint="不填为至工资全部付清" />
            <TextArea name="note" label="承诺内容" rows={2} optional maxLength={1_000} />
            <FileField name="file" label="承诺书扫描件" optional accept=".pdf,.jpg,.jpeg,.png" />
            <ButtonRow>
              <Button look="secondary">登记承诺</Button>
            </ButtonRow>
          </Form>
        </Fold>
      )}
      {view.commitmentEnd && (
        <Confirm label="解除承诺" warning="解除后不再作为本项目的担保显示，记录保留。" button="解除承诺" action={view.commitmentEnd.action} csrf={view.csrf} form={view.commitmentEnd.form}>
          <SelectField name="commitmentId" label="承诺" options={view.commitmentEnd.commitments} />
          <TextArea name="reason" label="解除的原因" rows={2} maxLength={500} />
        </Confirm>
      )}
    </Section>
  );
}
