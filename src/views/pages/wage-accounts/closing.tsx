import type { VNode } from 'preact';
import { Button, ButtonRow, CheckboxField, Confirm, DataTable, DateField, DateText, EmptyState, FieldGroup, Form, KeyFacts, LinkButton, Money, Notice, PostButton, PublicPage, RadioField, Section, StatusTag, TextArea, TextField, TimeText, type Flash, type NavItem } from '../../components/index.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from '../money/money-frame.js';
import { causeNames, closingWords, disputeNames } from './account-words.js';

export interface ClosingPageView {
  readonly frame: MoneyFrameProps;
  readonly closing:
    | {
        readonly cause: keyof typeof causeNames;
        readonly state: keyof typeof closingWords;
        readonly noticeFrom: PlainDate;
        readonly noticeUntil: PlainDate;
        readonly boardPlace: string;
        readonly promisedOn: PlainDate | null;
        readonly promisedBy: string | null;
        readonly checkedAt: Date | null;
        readonly checkedBy: string | null;
        readonly releasedAt: Date | null;
        readonly releasedBy: string | null;
        readonly closedOn: PlainDate | null;
        readonly balanceFen: Fen | null;
      }
    | undefined;
  readonly hasAccount: boolean;
  readonly bars: readonly { readonly what: string; readonly because: string }[];
  readonly disputes: readonly { readonly id: string; readonly kind: keyof typeof disputeNames; readonly body: string; readonly number: string; readonly filedOn: PlainDate; readonly endedOn: PlainDate | null; readonly result: string; readonly end: FormView | undefined }[];
  readonly start: FormView | undefined;
  readonly promise: FormView | undefined;
  readonly check: FormView | undefined;
  readonly release: FormView | undefined;
  readonly close: FormView | undefined;
  readonly withdraw: FormView | undefined;
  readonly dispute: FormView | undefined;
  readonly publicHref: string;
}

/** 专户销户: notice, promise, check, release, closed; and everything that bars it. */
export function ClosingPage(view: ClosingPageView): VNode {
  const { frame, closing, bars } = view;
  const running = closing !== undefined && closing.state !== 'closed';
  return (
    <MoneyFrame frame={frame} form={view.start?.form ?? view.close?.form} actions={<LinkButton href={frame.moneyHref}>返回专户与保证金</LinkButton>}>
      <Section
        title="专户销户"
        note={closing && <StatusTag word={closingWords[closing.state]} />}
        lead="工程完工、没有拖欠的，公示 30 日后销户，余额归施工总承包单位（条例第二十七条）。核查和同意须由两个人办理。"
        actions={running && <LinkButton href={view.publicHref}>公示页面</LinkButton>}
      >
        {closing ? (
          <KeyFacts
            facts={[
              { label: '销户原因', value: causeNames[closing.cause] },
              { label: '公示', value: <><DateText date={closing.noticeFrom} /> 至 <DateText date={closing.noticeUntil} /></>, note: `现场：${closing.boardPlace}` },
              { label: '承诺书', value: <DateText date={closing.promisedOn} />, note: closing.promisedBy ?? undefined },
              { label: '核查', value: closing.checkedAt ? <TimeText at={closing.checkedAt} /> : undefined, note: closing.checkedBy ?? undefined },
              { label: '同意销户', value: closing.releasedAt ? <TimeText at={closing.releasedAt} /> : undefined, note: closing.releasedBy ?? undefined },
              { label: '销户', value: <DateText date={closing.closedOn} />, note: closing.balanceFen === null ? undefined : <>余额 <Money fen={closing.balanceFen} unit /></> },
            ]}
          />
        ) : (
          <EmptyState title={view.hasAccount ? '没有办理销户' : '没有在用的专户'} />
        )}
        {view.hasAccount &&
          (bars.length > 0 ? (
            <Notice kind="warn" title="现在不能销户">
              {bars.map((b) => b.because).join('；')}。
            </Notice>
          ) : (
            <Notice kind="info">没有不得销户的情形。</Notice>
          ))}
        {view.check && (
          <PostButton action={view.check.action} csrf={view.check.csrf} look="primary">
            核查无误
          </PostButton>
        )}
        {view.release && (
          <PostButton action={view.release.action} csrf={view.release.csrf} look="primary">
            同意销户
          </PostButton>
        )}
        {view.promise && (
          <Form action={view.promise.action} csrf={view.promise.csrf} form={view.promise.form}>
            <TextField name="promisedBy" label="承诺人（法定代表人或授权人）" maxLength={40} />
            <CheckboxField name="promised" label="承诺书" options={[{ value: 'on', label: '本单位承诺：本项目农民工工资已全部结清，没有拖欠；承诺不实的，依法承担责任' }]} />
            <ButtonRow>
              <Button>提交承诺书</Button>
            </ButtonRow>
          </Form>
        )}
        {view.close && (
          <Form action={view.close.action} csrf={view.close.csrf} form={view.close.form}>
            <DateField name="closedOn" label="银行销户日期" hint="须在公示期满之后" />
            <ButtonRow>
              <Button>登记销户</Button>
            </ButtonRow>
          </Form>
        )}
        {view.withdraw && (
          <Confirm label="撤回销户" warning="撤回后专户照常使用，再销户须重新公示。" button="确认撤回" action={view.withdraw.action} csrf={view.withdraw.csrf} form={view.withdraw.form}>
            <TextArea name="reason" label="理由" rows={2} maxLength={300} />
          </Confirm>
        )}
      </Section>
      {view.start && (
        <Section title="开始销户公示" lead="公示同时登在本网站的公众页面。公示期自次日起算，不少于 30 日。">
          <Form action={view.start.action} csrf={view.start.csrf} form={view.start.form}>
            <RadioField name="cause" label="销户原因" options={Object.entries(causeNames).map(([value, label]) => ({ value, label }))} />
            <FieldGroup legend="公示" columns={2}>
              <DateField name="noticeFrom" label="公示开始日期" />
              <TextField name="boardPlace" label="现场公示位置" maxLength={100} hint="如：项目部大门维权信息告示牌" />
            </FieldGroup>
            <ButtonRow>
              <Button>开始公示</Button>
            </ButtonRow>
          </Form>
        </Section>
      )}
      <Section title="工资仲裁和诉讼" lead="没有结束的仲裁和诉讼，专户不得销户。">
        <DataTable
          caption="工资仲裁和诉讼"
          captionHidden
          rows={view.disputes}
          empty={<EmptyState title="没有登记仲裁或诉讼" />}
          columns={[
            { key: 'kind', head: '类别', nowrap: true, cell: (d) => disputeNames[d.kind] },
            { key: 'number', head: '案号', cell: (d) => d.number },
            { key: 'body', head: '机构', cell: (d) => d.body },
            { key: 'filed', head: '受理', nowrap: true, cell: (d) => <DateText date={d.filedOn} /> },
            { key: 'ended', head: '结束', cell: (d) => (d.endedOn === null ? '没有结束' : <><DateText date={d.endedOn} /> {d.result}</>) },
          ]}
        />
        {view.disputes.map(
          (d) =>
            d.end && (
              <Confirm key={d.id} label={`登记结束：${d.number}`} warning="结束后不再阻止销户。" button="登记结束" action={d.end.action} csrf={d.end.csrf} form={d.end.form}>
                <DateField name="endedOn" label="结束日期" />
                <TextField name="result" label="结果" maxLength={200} />
              </Confirm>
            ),
        )}
        {view.dispute && (
          <Form action={view.dispute.action} csrf={view.dispute.csrf} form={view.dispute.form}>
            <FieldGroup legend="登记仲裁或诉讼" columns={2}>
              <RadioField name="kind" label="类别" inline options={Object.entries(disputeNames).map(([value, label]) => ({ value, label }))} />
              <TextField name="body" label="仲裁机构或法院" maxLength={100} />
              <TextField name="number" label="案号" maxLength={60} />
              <DateField name="filedOn" label="受理日期" />
            </FieldGroup>
            <ButtonRow>
              <Button look="secondary">登记</Button>
            </ButtonRow>
          </Form>
        )}
      </Section>
    </MoneyFrame>
  );
}

export interface PublicClosingsView {
  readonly open: { readonly home: string; readonly nav: readonly NavItem[]; readonly current: string; readonly flash: Flash | undefined };
  readonly rows: readonly { readonly project: string; readonly contractor: string; readonly bank: string; readonly cause: keyof typeof causeNames; readonly from: PlainDate; readonly until: PlainDate; readonly boardPlace: string }[];
  readonly complaintHref: string;
}

/** 专户销户公示, for everyone. */
export function PublicClosingsPage({ open, rows, complaintHref }: PublicClosingsView): VNode {
  return (
    <PublicPage {...open} title="工资专户销户公示" lead="以下项目的农民工工资专用账户将要销户。在公示期内，没有领到工资的工人请马上投诉。">
      <DataTable
        caption={`正在公示 ${rows.length} 个`}
        rows={rows}
        empty={<EmptyState title="现在没有销户公示" />}
        columns={[
          { key: 'project', head: '项目', cell: (r) => r.project },
          { key: 'contractor', head: '施工总承包单位', cell: (r) => r.contractor },
          { key: 'bank', head: '开户银行', cell: (r) => r.bank },
          { key: 'cause', head: '原因', nowrap: true, cell: (r) => causeNames[r.cause] },
          { key: 'term', head: '公示期', cell: (r) => <><DateText date={r.from} /> 至 <DateText date={r.until} /></> },
          { key: 'board', head: '现场公示', cell: (r) => r.boardPlace },
        ]}
      />
      <Notice kind="info" title="还有工资没有领到？">
        <a href={complaintHref}>投诉欠薪</a>，有拖欠的项目不得销户。
      </Notice>
    </PublicPage>
  );
}
