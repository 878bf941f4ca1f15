import type { VNode } from 'preact';
import { ActionPanel, Button, ButtonRow, Confirm, DateField, DateText, FieldGroup, Form, KeyFacts, Money, Notice, Page, PostButton, RadioField, Section, Split, StatusTag, TextArea, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { groundNames, listingWords } from './listing-words.js';

export interface ListingFileView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly listing: {
    readonly number: string;
    readonly party: string;
    readonly uscc: string;
    readonly caseNumber: string;
    readonly state: keyof typeof listingWords;
    readonly ground: keyof typeof groundNames;
    readonly facts: string;
    readonly persons: readonly { readonly name: string; readonly role: string }[];
    readonly workers: number;
    readonly amountFen: Fen;
    readonly orderNumber: string;
    readonly organ: string;
    readonly assessment: { readonly because: string; readonly source: string; readonly reasons: readonly string[]; readonly decideBy: string };
    readonly decideBy: PlainDate;
    readonly proposedBy: string;
    readonly noticeNumber: string | null;
    readonly noticeServedOn: PlainDate | null;
    readonly objectionDueOn: PlainDate | null;
    readonly objection: string | null;
    readonly objectionOn: PlainDate | null;
    readonly verifyDueOn: PlainDate | null;
    readonly verification: string | null;
    readonly firstDecider: string | null;
    readonly secondDecider: string | null;
    readonly decidedOn: PlainDate | null;
    readonly decisionNumber: string | null;
    readonly decisionServedOn: PlainDate | null;
    readonly publishedOn: PlainDate | null;
    readonly expiresOn: PlainDate | null;
    readonly removedOn: PlainDate | null;
    readonly removedReason: string | null;
  };
  readonly actions: readonly string[];
  readonly listHref: string;
  readonly caseHref: string;
  readonly noticeHref?: string | undefined;
  readonly decisionHref?: string | undefined;
  readonly publicHref?: string | undefined;
  action(name: string): string;
  form(command: string): FormState;
}

const nextStep: Readonly<Record<keyof typeof listingWords, string>> = {
  proposed: '发出拟列入告知书，送达后开始计算异议期限',
  noticed: '等待异议期限届满；有异议先登记核实，没有异议由两名负责人决定',
  objected: '核实异议并告知当事人',
  verified: '由两名负责人决定是否列入',
  decided: '送达列入决定书后公布',
  published: '列入期间；期满或符合条件的移出名单',
  removed: '已结束',
  dropped: '已结束',
};

export function ListingFilePage(view: ListingFileView): VNode {
  const { listing: l, csrf, actions } = view;
  const may = (name: string): boolean => actions.includes(name);
  return (
    <Page {...view.shell} title={l.party} breadcrumb={[{ label: '失信名单', href: view.listHref }]} status={<StatusTag word={listingWords[l.state]} />} lead={`${l.number} · ${l.uscc} · ${l.organ}`}>
      <Split
        main={
          <>
            <Section title="列入事由">
              <KeyFacts
                facts={[
                  { label: '案件', value: <a href={view.caseHref}>{l.caseNumber}</a> },
                  { label: '事由', value: groundNames[l.ground], wide: true },
                  { label: '事实', value: l.facts, wide: true },
                  { label: '人数', value: `${l.workers} 人` },
                  { label: '金额', value: <Money fen={l.amountFen} unit /> },
                  { label: '责令文书', value: l.orderNumber },
                  { label: '责任人员', value: l.persons.map((p) => `${p.name}(${p.role})`).join('、') || null },
                ]}
              />
            </Section>
            <Section title="列入条件" note={l.assessment.source}>
              <ul>
                {l.assessment.reasons.map((r) => (
                  <li key={r}>{r}</li>
                ))}
              </ul>
              <p class="field-hint">{l.assessment.decideBy}</p>
            </Section>
            <Section title="办理情况">
              <KeyFacts
                facts={[
                  { label: '提出人', value: l.proposedBy },
                  { label: '拟列入告知书', value: l.noticeNumber && view.noticeHref ? <a href={view.noticeHref}>{l.noticeNumber}</a> : null },
                  { label: '告知书送达', value: <DateText date={l.noticeServedOn} /> },
                  { label: '异议期限', value: <DateText date={l.objectionDueOn} /> },
                  { label: '异议', value: l.objection, note: l.objectionOn ? <DateText date={l.objectionOn} /> : undefined, wide: true },
                  { label: '核实情况', value: l.verification, wide: true },
                  { label: '第一名决定人', value: l.firstDecider },
                  { label: '第二名决定人', value: l.secondDecider },
                  { label: '列入决定书', value: l.decisionNumber && view.decisionHref ? <a href={view.decisionHref}>{l.decisionNumber}</a> : null },
                  { label: '决定书送达', value: <DateText date={l.decisionServedOn} /> },
                  { label: '公布', value: l.publishedOn && view.publicHref ? <a href={view.publicHref}>{l.publishedOn}</a> : null },
                  { label: '列入至', value: <DateText date={l.expiresOn} /> },
                  ...(l.removedOn ? [{ label: '移出', value: <DateText date={l.removedOn} />, note: l.removedReason ?? undefined }] : []),
                ]}
              />
            </Section>
          </>
        }
        aside={
          <>
            <ActionPanel state={listingWords[l.state]} next={nextStep[l.state]} csrf={csrf} form={view.form('listing.decide')} choices={may('decide') ? [{ label: l.firstDecider ? '同意列入（第二人）' : '同意列入', action: view.action('decide') }] : []} opinion={{ label: '意见' }}>
              {may('notice') && (
                <PostButton action={view.action('notice')} csrf={csrf} look="primary">
                  发出拟列入告知书
                </PostButton>
              )}
              {may('publish') && (
                <Confirm label="公布" warning={`公布后，${l.party} 将出现在公众可查的名单上。`} button="确认公布" action={view.action('publish')} csrf={csrf} form={view.form('listing.publish')} />
              )}
            </ActionPanel>
            {may('object') && (
              <Section title="登记异议">
                <Form action={view.action('object')} csrf={csrf} form={view.form('listing.object')}>
                  <DateField name="receivedOn" label="收到异议日期" />
                  <TextArea name="objection" label="异议内容" rows={3} />
                  <ButtonRow>
                    <Button look="secondary">登记异议</Button>
                  </ButtonRow>
                </Form>
              </Section>
            )}
            {may('verify') && (
              <Section title="核实异议">
                {l.verifyDueOn && (
                  <Notice kind="info">
                    核实期限 <DateText date={l.verifyDueOn} />
                  </Notice>
                )}
                <Form action={view.action('verify')} csrf={csrf} form={view.form('listing.verify')}>
                  <TextArea name="verification" label="核实情况" rows={4} />
                  <RadioField
                    name="upheld"
                    label="核实结论"
                    options={[
                      { value: 'no', label: '异议不成立' },
                      { value: 'yes', label: '异议成立' },
                    ]}
                  />
                  <ButtonRow>
                    <Button>保存核实结果</Button>
                  </ButtonRow>
                </Form>
              </Section>
            )}
            {may('drop') && (
              <Confirm label="不予列入" warning="当事人已改正并书面承诺，或异议成立的，可以不予列入。此记录随即结束。" button="确认不予列入" action={view.action('drop')} csrf={csrf} form={view.form('listing.drop')}>
                <TextArea name="reason" label="不予列入的理由" rows={3} />
              </Confirm>
            )}
            {may('remove') && (
              <Confirm label="移出名单" warning="移出后，公众页面不再显示此单位。" button="确认移出" action={view.action('remove')} csrf={csrf} form={view.form('listing.remove')}>
                <FieldGroup legend="移出">
                  <RadioField
                    name="ground"
                    label="移出原因"
                    options={[
                      { value: 'expired', label: '列入期满' },
                      { value: 'early', label: '提前移出' },
                      { value: 'revoked', label: '责令文书被撤销' },
                    ]}
                  />
                  <DateField name="correctedOn" label="改正日期" optional hint="提前移出时填写" />
                  <TextArea name="reason" label="理由" rows={3} />
                </FieldGroup>
              </Confirm>
            )}
          </>
        }
      />
    </Page>
  );
}
