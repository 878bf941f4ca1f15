import type { VNode } from 'preact';
import { Button, ButtonRow, CheckboxField, Confirm, DateField, Fold, Form, MonthField, AmountField, RadioField, Section, SelectField, TextArea, TextField, type Option } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { formatYuan, type Fen } from '../../../values/money.js';
import { formatPeriod, type Period } from '../../../values/period.js';

/** Where a form of the case posts to, and what was typed into it. */
export interface CaseForm {
  readonly action: string;
  readonly csrf: string;
  readonly form: FormState;
}

interface CorrectionProps extends CaseForm {
  readonly parties: readonly Option[];
  readonly owed: { readonly workers: number; readonly amountFen: Fen };
}

/** 限期改正指令书, filled in as far as the case knows: it can be issued as it stands. */
export function CorrectionForm(props: CorrectionProps): VNode {
  return (
    <Section title="签发限期改正指令书">
      <CorrectionFields {...props} />
    </Section>
  );
}

/** One more, while another runs: to another firm, or of other content. */
export function FurtherCorrectionForm(props: CorrectionProps): VNode {
  return (
    <Fold label="另签发一份限期改正指令书" form={props.form}>
      <CorrectionFields {...props} />
    </Fold>
  );
}

function CorrectionFields({ parties, owed, ...at }: CorrectionProps): VNode {
  return (
    <Form {...at}>
      <p>{owed.workers > 0 ? `拖欠清单 ${owed.workers} 人、${formatYuan(owed.amountFen)} 元随文书附上。` : '拖欠清单是空的，文书不附名单。'}</p>
      <SelectField name="partyId" label="被责令单位" options={parties} />
      <TextArea name="facts" label="违法事实" rows={5} maxLength={1500} />
      <TextArea name="demands" label="改正事项" hint="每行一项" rows={4} maxLength={2000} />
      <TextField name="termDays" label="改正期限" hint="自送达次日起计算；5 个工作日是内部默认值" inputMode="numeric" width="short" suffix="个工作日" maxLength={2} />
      <ButtonRow>
        <Button>签发限期改正指令书</Button>
      </ButtonRow>
    </Form>
  );
}

/** 询问通知书. */
export function InquiryForm({ parties, ...at }: CaseForm & { readonly parties: readonly Option[] }): VNode {
  return (
    <Fold label="签发询问通知书" form={at.form}>
      <Form {...at}>
        <p>通知单位到场接受询问并带来材料。到场日期要留出送达的时间。</p>
        <SelectField name="partyId" label="被询问单位" options={parties} />
        <TextField name="matter" label="询问事项" width="long" maxLength={300} />
        <DateField name="attendOn" label="到场日期" />
        <TextField name="attendAt" label="到场时间" width="short" hint="如 09:30" maxLength={5} />
        <TextField name="place" label="询问地点" width="long" maxLength={200} />
        <TextField name="attendee" label="应到人员" width="long" maxLength={100} />
        <TextArea name="documents" label="应携带的材料" hint="每行一项" rows={7} maxLength={2000} />
        <Button look="secondary">签发询问通知书</Button>
      </Form>
    </Fold>
  );
}

/** 行政处理决定书, by the supervisor. */
export function DecisionForm({ owed, liable, ...at }: CaseForm & { readonly owed: { readonly workers: number; readonly amountFen: Fen }; readonly liable: string }): VNode {
  return (
    <Section title="作出行政处理决定" lead={`责令${liable}支付 ${owed.workers} 人、${formatYuan(owed.amountFen)} 元。`}>
      <Form {...at}>
        <TextArea name="facts" label="查明的事实" rows={5} maxLength={2000} />
        <TextArea name="evidence" label="证据" hint="每行一项" rows={5} maxLength={3000} />
        <TextArea name="statement" label="当事人的陈述申辩及复核情况" hint="作出决定前须告知当事人，听取陈述、申辩" rows={3} maxLength={500} />
        <TextArea name="payWay" label="履行方式" rows={2} maxLength={500} />
        <TextField name="termDays" label="支付期限" hint="自送达次日起计算" inputMode="numeric" width="short" suffix="个工作日" maxLength={2} />
        <TextField name="additionalPercent" label="逾期不支付的加付赔偿金" optional hint="50 至 100" inputMode="numeric" width="short" suffix="%" maxLength={3} />
        <ButtonRow>
          <Button>作出决定</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

/** What an inspector finds when the term of an order is checked. */
export function VerifyForm({ paper, unpaid, ...at }: CaseForm & { readonly paper: string; readonly unpaid: number }): VNode {
  return (
    <Section title="核查" lead={`${paper}${unpaid > 0 ? `。系统记录还有 ${unpaid} 人没有付清，认定已履行的请写明凭证。` : ''}`}>
      <Form {...at}>
        <RadioField
          name="result"
          label="核查结果"
          inline
          options={[
            { value: 'met', label: '已履行' },
            { value: 'missed', label: '未履行' },
          ]}
        />
        <TextArea name="note" label="核查情况" rows={3} maxLength={500} />
        <ButtonRow>
          <Button look="secondary">保存核查结果</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

export function ExtendOrderForm(at: CaseForm): VNode {
  return (
    <Fold label="延长改正期限" form={at.form}>
      <Form {...at}>
        <p>由监察负责人批准，只能延长一次（内部规则）。</p>
        <TextField name="days" label="延长" inputMode="numeric" width="short" suffix="个工作日" maxLength={2} />
        <TextArea name="reason" label="延长理由" rows={2} maxLength={300} />
        <Button look="secondary">批准延长</Button>
      </Form>
    </Fold>
  );
}

export function ExtendInvestigationForm(at: CaseForm): VNode {
  return (
    <Fold label="延长调查期限" form={at.form}>
      <Form {...at}>
        <p>案情复杂的，由监察负责人批准延长 30 个工作日，只能延长一次。</p>
        <TextArea name="reason" label="延长理由" rows={2} maxLength={300} />
        <Button look="secondary">批准延长</Button>
      </Form>
    </Fold>
  );
}

export function ClosingForm(at: CaseForm): VNode {
  return (
    <Confirm label="结案" warning="结案后不能再签发文书、变更清单。须由承办人以外的负责人批准。" button="批准结案" {...at}>
      <TextArea name="conclusion" label="结案意见" rows={4} maxLength={1000} />
    </Confirm>
  );
}

/** Proposes the firm for the list; its conditions are checked, and two others decide. */
export function ListingForm(at: CaseForm): VNode {
  return (
    <Fold label="提出列入失信名单" form={at.form}>
      <Form {...at}>
        <p>系统核对列入条件；提出后发拟列入告知书，由另外两名负责人决定。</p>
        <TextArea name="facts" label="列入事由" rows={4} maxLength={2000} />
        <Button look="secondary">提出列入</Button>
      </Form>
    </Fold>
  );
}

/** Months to claim, and a single worker whom no sheet names. */
export function ClaimForms({ take, add, months }: { readonly take: CaseForm; readonly add: CaseForm; readonly months: readonly { readonly period: Period; readonly workers: number; readonly amountFen: Fen }[] }): VNode {
  return (
    <>
      {months.length > 0 && (
        <Form {...take}>
          <CheckboxField name="periods" label="列入其他月份的未付工资" options={months.map((m) => ({ value: m.period, label: formatPeriod(m.period), hint: `${m.workers} 人未付 ${formatYuan(m.amountFen)} 元` }))} />
          <ButtonRow>
            <Button look="secondary">列入清单</Button>
          </ButtonRow>
        </Form>
      )}
      <Fold label="补充工资表上没有的工人" form={add.form}>
        <Form {...add}>
          <TextField name="idNumber" label="身份证号码" hint="在花名册中查找" maxLength={20} />
          <MonthField name="period" label="拖欠月份" />
          <AmountField name="amount" label="拖欠金额" />
          <Button look="secondary">补充</Button>
        </Form>
      </Fold>
    </>
  );
}
