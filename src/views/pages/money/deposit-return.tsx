import type { VNode } from 'preact';
import { ActionPanel, Button, ButtonRow, CheckboxField, Confirm, DataTable, DateField, DateText, EmptyState, Fold, Form, KeyFacts, Money, Notice, PostButton, RadioField, Section, SelectField, Split, StatusTag, TextArea, TextField } from '../../components/index.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import type { LeftView } from './deposit-section.js';
import type { FormView } from './money-frame.js';
import { returnWords } from './money-words.js';

interface ReturnRow {
  readonly id: string;
  readonly state: keyof typeof returnWords;
  readonly exOfficio: boolean;
  readonly promise: string;
  readonly completedOn: PlainDate;
  readonly amountFen: Fen;
  readonly noticeFrom: PlainDate;
  readonly noticeTo: PlainDate;
  readonly appliedOn: PlainDate | null;
  readonly application: string | null;
  readonly reviewDueOn: PlainDate | null;
  readonly reviewedOn: PlainDate | null;
  readonly reviewedBy: string | null;
  readonly reviewOpinion: string | null;
  readonly issueDueOn: PlainDate | null;
  readonly decidedOn: PlainDate | null;
  readonly decidedBy: string | null;
  readonly paperNumber: string | null;
  readonly endedReason: string | null;
  readonly objections: readonly { readonly id: string; readonly objector: string; readonly statement: string; readonly receivedOn: PlainDate; readonly upheld: boolean | null; readonly decision: string | null; readonly decidedOn: PlainDate | null }[];
  readonly bars: readonly string[];
}

export interface ReturnSectionView {
  /** Under way, else the last one. */
  readonly current: ReturnRow | undefined;
  readonly earlier: readonly ReturnRow[];
  readonly due: { readonly date: PlainDate; readonly left: LeftView } | undefined;
  readonly paperHref: string | undefined;
  readonly publicHref: string;
  readonly begin: FormView | undefined;
  readonly apply: FormView | undefined;
  readonly object: FormView | undefined;
  readonly decide: FormView | undefined;
  readonly review: FormView | undefined;
  readonly release: FormView | undefined;
  readonly refuse: FormView | undefined;
  readonly stop: FormView | undefined;
}

const nextStep: Readonly<Record<keyof typeof returnWords, string>> = {
  notice: '公示期满后，由施工总承包单位书面申请返还。',
  applied: '监察员审核：工程已完工，工资已付清，没有未办结的案件和异议。',
  agreed: '由另一名负责人出具返还（销户）确认书。',
  declined: '由另一名负责人书面告知不予返还和理由。',
  refused: '理由消除、工资付清后，可以再次申请。',
  released: '现金已退回施工总承包单位，保函原件已退还。',
  stopped: '返还已停止，保证金照旧。',
};

export function ReturnSection({ view, csrf }: { view: ReturnSectionView; csrf: string }): VNode {
  const { current } = view;
  return (
    <Section title="返还" id="return" note={current && <StatusTag word={returnWords[current.state]} />} lead="完工并承诺没有拖欠的，在施工现场和公众页面公示三十日，期满后申请，由两人先后审核和确认。">
      {!current && !view.begin && <EmptyState title="没有办理返还" />}
      {current && <Split main={<Current view={view} row={current} />} aside={<Aside view={view} row={current} csrf={csrf} />} />}
      {view.begin && (
        <Confirm label="开始返还公示" warning="公示期为三十日。有未付工资、未办结的案件的，不能开始。" button="开始公示" action={view.begin.action} csrf={csrf} form={view.begin.form}>
          <TextArea name="promise" label="无拖欠承诺" rows={3} maxLength={1_000} />
          <CheckboxField name="board" label="现场公示" options={[{ value: 'on', label: '已在施工现场维权信息告示牌公示' }]} />
        </Confirm>
      )}
      {view.earlier.length > 0 && (
        <DataTable
          caption="以前的办理"
          rows={view.earlier}
          empty={null}
          columns={[
            { key: 'from', head: '公示', cell: (r) => <><DateText date={r.noticeFrom} /> 至 <DateText date={r.noticeTo} /></> },
            { key: 'amount', head: '金额（元）', align: 'end', cell: (r) => <Money fen={r.amountFen} /> },
            { key: 'state', head: '结果', cell: (r) => <StatusTag word={returnWords[r.state]} /> },
            { key: 'why', head: '说明', cell: (r) => r.endedReason ?? r.paperNumber ?? '—' },
          ]}
        />
      )}
    </Section>
  );
}

function Current({ view, row }: { view: ReturnSectionView; row: ReturnRow }): VNode {
  return (
    <>
      {row.bars.length > 0 && (
        <Notice kind="warn" title="暂不能返还">
          {row.bars.join('；')}。
        </Notice>
      )}
      <KeyFacts
        facts={[
          { label: '公示', value: <><DateText date={row.noticeFrom} /> 至 <DateText date={row.noticeTo} /></>, note: <a href={view.publicHref}>公众页面</a> },
          { label: '返还金额', value: <Money fen={row.amountFen} unit /> },
          { label: '完工日期', value: <DateText date={row.completedOn} /> },
          { label: '启动', value: row.exOfficio ? '依职权（清查）' : '施工总承包单位承诺' },
          ...(row.promise ? [{ label: '无拖欠承诺', value: row.promise, wide: true }] : []),
          { label: '申请', value: <DateText date={row.appliedOn} />, note: row.application ?? undefined },
          { label: '审核', value: row.reviewedOn ? <><DateText date={row.reviewedOn} /> {row.reviewedBy}</> : undefined, note: row.reviewOpinion ?? undefined },
          { label: '确认或者告知', value: row.decidedOn ? <><DateText date={row.decidedOn} /> {row.decidedBy}</> : undefined, note: row.paperNumber ? view.paperHref ? <a href={view.paperHref}>{row.paperNumber}</a> : row.paperNumber : undefined },
          ...(row.endedReason ? [{ label: '停止的原因', value: row.endedReason, wide: true }] : []),
        ]}
      />
      <DataTable
        caption="异议"
        rows={row.objections}
        empty={null}
        columns={[
          { key: 'received', head: '收到', nowrap: true, cell: (o) => <DateText date={o.receivedOn} /> },
          { key: 'objector', head: '提出人', cell: (o) => o.objector },
          { key: 'statement', head: '内容', cell: (o) => o.statement },
          { key: 'result', head: '结论', nowrap: true, cell: (o) => <StatusTag word={o.upheld === null ? { text: '待处理', tone: 'orange' } : o.upheld ? { text: '成立', tone: 'red' } : { text: '不成立', tone: 'grey' }} /> },
          { key: 'decision', head: '处理情况', cell: (o) => o.decision ?? '—' },
        ]}
      />
    </>
  );
}

function Aside({ view, row, csrf }: { view: ReturnSectionView; row: ReturnRow; csrf: string }): VNode {
  const undecided = row.objections.filter((o) => o.upheld === null).map((o) => ({ value: o.id, label: `${o.objector}（${o.receivedOn}）` }));
  return (
    <>
      <ActionPanel
        state={returnWords[row.state]}
        next={nextStep[row.state]}
        {...(view.due ? { due: view.due } : {})}
        csrf={csrf}
        form={(view.review ?? view.release ?? view.refuse)?.form ?? { values: {}, issues: [] }}
        choices={view.review ? [{ label: '提交审核', action: view.review.action }] : []}
        {...(view.review ? { opinion: { label: '审核意见' } } : {})}
        fields={view.review && <RadioField name="agree" label="审核结论" options={[{ value: 'yes', label: '同意返还' }, { value: 'no', label: '不同意返还' }]} />}
      >
        {view.release && (
          <PostButton action={view.release.action} csrf={csrf} look="primary">
            出具返还（销户）确认书
          </PostButton>
        )}
        {view.refuse && (
          <PostButton action={view.refuse.action} csrf={csrf}>
            告知不予返还
          </PostButton>
        )}
        {view.apply && (
          <Form action={view.apply.action} csrf={csrf} form={view.apply.form}>
            <TextArea name="application" label="返还申请" rows={2} maxLength={1_000} />
            <ButtonRow>
              <Button>申请返还</Button>
            </ButtonRow>
          </Form>
        )}
      </ActionPanel>
      {view.object && (
        <Fold label="登记异议" form={view.object.form}>
          <Form action={view.object.action} csrf={csrf} form={view.object.form}>
            <TextField name="objector" label="提出人" maxLength={60} />
            <TextArea name="statement" label="异议内容" rows={2} maxLength={1_000} />
            <DateField name="receivedOn" label="收到日期" />
            <ButtonRow>
              <Button look="secondary">登记异议</Button>
            </ButtonRow>
          </Form>
        </Fold>
      )}
      {view.decide && undecided.length > 0 && (
        <Fold label="处理异议" form={view.decide.form}>
          <Form action={view.decide.action} csrf={csrf} form={view.decide.form}>
            <SelectField name="objectionId" label="异议" options={undecided} />
            <RadioField name="upheld" label="核实结论" options={[{ value: 'no', label: '异议不成立' }, { value: 'yes', label: '异议成立' }]} />
            <TextArea name="decision" label="处理情况" rows={2} maxLength={1_000} />
            <ButtonRow>
              <Button look="secondary">保存处理结果</Button>
            </ButtonRow>
          </Form>
        </Fold>
      )}
      {view.stop && (
        <Confirm label="停止返还" warning="发现仍有拖欠的，停止返还，保证金照旧。" button="停止返还" action={view.stop.action} csrf={csrf} form={view.stop.form}>
          <TextArea name="reason" label="停止的原因" rows={2} maxLength={500} />
        </Confirm>
      )}
    </>
  );
}
