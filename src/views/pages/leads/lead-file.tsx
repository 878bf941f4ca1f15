import type { VNode } from 'preact';
import { Button, ButtonRow, Due, ErrorSummary, Form, KeyFacts, LinkButton, Money, Notice, Page, PeriodText, Section, SelectField, Split, StatusTag, TextArea, TextField, TimeText, Timeline, type CountdownProps, type Option, type PageProps, type TimelineEntry } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { Fen } from '../../../values/money.js';
import type { Period } from '../../../values/period.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { purposeNames } from '../roster/roster-words.js';
import { channelNames, leadWords, outcomeNames } from './lead-words.js';

export type LeadActionName = 'accept' | 'refuse' | 'transfer' | 'close' | 'open-case';

export interface LeadFileView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly leadsHref: string;
  readonly lead: {
    readonly number: string;
    readonly channel: keyof typeof channelNames;
    readonly state: keyof typeof leadWords;
    readonly employer: string;
    readonly place: string;
    readonly project: string | null;
    readonly area: string;
    readonly workers: number;
    readonly amountFen: Fen | null;
    readonly periodFrom: Period | null;
    readonly periodTo: Period | null;
    readonly content: string;
    readonly receivedAt: Date;
    readonly dueOn: PlainDate | null;
    readonly dueProvisional: boolean;
    readonly left: CountdownProps | null;
    readonly handler: string | null;
    readonly outcome: keyof typeof outcomeNames | null;
    readonly answer: string | null;
    readonly transferredTo: string | null;
    readonly caseNumber: string | null;
    readonly complainant: { readonly name: string | null; readonly phone: string | null; readonly open: boolean };
  };
  readonly actions: readonly LeadActionName[];
  readonly projectHref: string | undefined;
  readonly caseHref: string | undefined;
  /** Where a case is opened on it; undefined until its project is known. */
  readonly openCaseHref: string | undefined;
  readonly projects: readonly Option[];
  readonly organs: readonly Option[];
  readonly outcomes: readonly (keyof typeof outcomeNames)[];
  readonly history: readonly TimelineEntry[];
  /** Undefined where the reader may not know who complained. */
  readonly reveal: { readonly action: string; readonly form: FormState } | undefined;
  action(name: Exclude<LeadActionName, 'open-case'>): string;
  form(name: Exclude<LeadActionName, 'open-case'>): FormState;
  /** The form that was refused and that the page has no (more) place for. */
  readonly stray: FormState | undefined;
}

const nextStep: Readonly<Record<keyof typeof leadWords, string>> = {
  received: '核对是否在两年以内、有明确的用人单位、属于本机关管辖，决定受理、不予受理或者转办。',
  accepted: '联系投诉人核实，查清后办结并答复；需要调查的，立案。',
  refused: '已书面告知不予受理。',
  transferred: '已转有管辖权的机关办理。',
  closed: '已办结并答复。',
};

export function LeadFilePage(view: LeadFileView): VNode {
  const { lead: l, actions, csrf } = view;
  const may = (name: LeadActionName): boolean => actions.includes(name);
  const forms = (['accept', 'refuse', 'transfer', 'close'] as const).map((n) => view.form(n)).concat(view.reveal ? [view.reveal.form] : [], view.stray ? [view.stray] : []);
  const wrong = forms.find((f) => f.issues.length > 0);
  return (
    <Page
      {...view.shell}
      title={l.number}
      {...(wrong ? { form: wrong } : {})}
      breadcrumb={[{ label: '线索', href: view.leadsHref }]}
      status={<StatusTag word={leadWords[l.state]} />}
      lead={`${channelNames[l.channel]} · ${l.area} · ${l.employer}`}
    >
      {view.stray && <ErrorSummary form={view.stray} />}
      <Split
        main={
          <>
            <Section title="线索内容">
              <KeyFacts
                facts={[
                  { label: '欠薪单位', value: l.employer },
                  { label: '工地或项目', value: l.place },
                  { label: '登记的项目', value: l.project && view.projectHref ? <a href={view.projectHref}>{l.project}</a> : l.project },
                  { label: '欠薪月份', value: l.periodFrom && l.periodTo ? <><PeriodText period={l.periodFrom} /> 至 <PeriodText period={l.periodTo} /></> : null },
                  { label: '涉及人数', value: `${l.workers} 人` },
                  { label: '金额', value: l.amountFen === null ? null : <Money fen={l.amountFen} unit /> },
                  { label: '收到', value: <TimeText at={l.receivedAt} /> },
                  { label: '承办人', value: l.handler },
                  { label: '情况说明', value: <span class="multiline">{l.content}</span>, wide: true },
                ]}
              />
            </Section>
            {(l.outcome || l.answer) && (
              <Section title="办理结果">
                <KeyFacts
                  facts={[
                    { label: '结论', value: l.outcome && outcomeNames[l.outcome] },
                    ...(l.transferredTo ? [{ label: '转往', value: l.transferredTo }] : []),
                    ...(l.caseNumber ? [{ label: '案件', value: view.caseHref ? <a href={view.caseHref}>{l.caseNumber}</a> : l.caseNumber }] : []),
                    { label: '答复', value: <span class="multiline">{l.answer}</span>, note: '投诉人凭编号和查询码可以看到', wide: true },
                  ]}
                />
              </Section>
            )}
            <Section title="投诉人" lead="依法保密。查看完整信息须写明用途，用途、查看人和时间记入本线索的经过。">
              {l.complainant.open && (
                <Notice kind="warn" title="正在显示完整的个人信息">
                  约 5 分钟后自动恢复遮挡。
                </Notice>
              )}
              <KeyFacts
                facts={[
                  { label: '姓名', value: l.complainant.name },
                  { label: '手机号码', value: l.complainant.phone && <span class="code">{l.complainant.phone}</span> },
                ]}
              />
              {view.reveal && !l.complainant.open && (l.complainant.name ?? l.complainant.phone) && (
                <Form action={view.reveal.action} csrf={csrf} form={view.reveal.form}>
                  <SelectField name="purpose" label="查看用途" blank="请选择" options={Object.entries(purposeNames).map(([value, label]) => ({ value, label }))} />
                  <TextField name="note" label="用途说明" optional hint="用途为“其他”时必填" maxLength={200} width="long" />
                  <ButtonRow>
                    <Button look="secondary">查看完整信息</Button>
                  </ButtonRow>
                </Form>
              )}
            </Section>
            <Section title="经过">
              <Timeline entries={view.history} />
            </Section>
          </>
        }
        aside={
          <>
            <Section title="下一步" note={leadWords[l.state].text}>
              <p class="action-next">{nextStep[l.state]}</p>
              {l.dueOn && (
                <p class="action-due">
                  {l.state === 'received' ? '受理期限' : '办结期限（内部时限）'} <Due on={l.dueOn} left={l.left} provisional={l.dueProvisional} />
                </p>
              )}
              {may('open-case') &&
                (view.openCaseHref ? (
                  <LinkButton href={view.openCaseHref} look="primary">
                    立案
                  </LinkButton>
                ) : (
                  <p class="field-hint">立案前请先受理并选定登记的项目。</p>
                ))}
            </Section>
            {may('accept') && (
              <Section title="受理">
                <Form action={view.action('accept')} csrf={csrf} form={view.form('accept')}>
                  <SelectField name="projectId" label="登记的项目" optional blank={l.project ?? '不确定'} options={view.projects} />
                  <ButtonRow>
                    <Button>受理</Button>
                  </ButtonRow>
                </Form>
              </Section>
            )}
            {may('close') && (
              <Section title="办结">
                <Form action={view.action('close')} csrf={csrf} form={view.form('close')}>
                  <SelectField name="outcome" label="核处结论" blank="请选择" options={view.outcomes.map((value) => ({ value, label: outcomeNames[value] }))} />
                  <TextArea name="answer" label="答复" hint="投诉人会看到" rows={4} maxLength={1000} />
                  <ButtonRow>
                    <Button>办结并答复</Button>
                  </ButtonRow>
                </Form>
              </Section>
            )}
            {may('transfer') && (
              <Section title="转办">
                <Form action={view.action('transfer')} csrf={csrf} form={view.form('transfer')}>
                  <SelectField name="organId" label="转往机关" blank="请选择" options={view.organs} />
                  <TextArea name="reason" label="转办理由" hint="投诉人会看到" rows={2} maxLength={500} />
                  <ButtonRow>
                    <Button look="secondary">转办</Button>
                  </ButtonRow>
                </Form>
              </Section>
            )}
            {may('refuse') && (
              <Section title="不予受理">
                <Form action={view.action('refuse')} csrf={csrf} form={view.form('refuse')}>
                  <TextArea name="reason" label="不予受理的理由" hint="书面答复投诉人" rows={3} maxLength={500} />
                  <ButtonRow>
                    <Button look="danger">不予受理</Button>
                  </ButtonRow>
                </Form>
              </Section>
            )}
          </>
        }
      />
    </Page>
  );
}
