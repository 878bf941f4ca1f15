import type { VNode } from 'preact';
import { AmountField, Button, ButtonRow, CheckboxField, DataTable, DateField, DateText, EmptyState, FieldGroup, Form, KeyFacts, LinkButton, Money, Notice, Section, TextArea, TextField, type Option } from '../../components/index.js';
import type { Fen } from '../../../values/money.js';
import type { PlainDate } from '../../../values/plain-date.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from '../money/money-frame.js';

export interface AgreementPageView {
  readonly frame: MoneyFrameProps;
  readonly accountName: string;
  readonly prescribedName: string;
  readonly exclusive: boolean;
  readonly agreement:
    | {
        readonly signedOn: PlainDate;
        readonly ownerSignatory: string;
        readonly ownerContact: string;
        readonly contractorSignatory: string;
        readonly contractorContact: string;
        readonly bankSignatory: string;
        readonly bankContact: string;
        readonly labourCostFen: Fen | null;
        readonly labourShareBp: number | null;
        readonly fundingDay: number;
        readonly payDay: number;
        readonly evidence: string;
        readonly clauses: readonly string[];
      }
    | undefined;
  readonly parties: { readonly owner: string; readonly contractor: string; readonly bank: string };
  readonly clauses: readonly Option[];
  readonly sign: FormView | undefined;
}

/** 三方协议: what stands in it, what is missing, and the form that records it. */
export function AgreementPage({ frame, accountName, prescribedName, exclusive, agreement, parties, clauses, sign }: AgreementPageView): VNode {
  const missing = agreement ? clauses.filter((c) => !agreement.clauses.includes(c.value)) : [];
  return (
    <MoneyFrame frame={frame} form={sign?.form} actions={<LinkButton href={frame.moneyHref}>返回专户与保证金</LinkButton>}>
      <Section title="资金管理三方协议" lead={`建设单位${parties.owner}、施工总承包单位${parties.contractor}、开户银行${parties.bank}。`}>
        {accountName !== prescribedName && (
          <Notice kind="warn" title="户名与规定不同">
            登记的户名是“{accountName}”，按规定应为“{prescribedName}”。
          </Notice>
        )}
        {!exclusive && (
          <Notice kind="warn" title="不是本项目专用">
            专户与其他项目共用，须按项目分账，并按规定更正。
          </Notice>
        )}
        {missing.length > 0 && (
          <Notice kind="warn" title="协议缺少的条款">
            {missing.map((c) => c.label).join('；')}。
          </Notice>
        )}
        {agreement ? (
          <KeyFacts
            facts={[
              { label: '签订日期', value: <DateText date={agreement.signedOn} /> },
              { label: '建设单位', value: agreement.ownerSignatory, note: agreement.ownerContact },
              { label: '总承包单位', value: agreement.contractorSignatory, note: agreement.contractorContact },
              { label: '开户银行', value: agreement.bankSignatory, note: agreement.bankContact },
              { label: '人工费用', value: agreement.labourCostFen !== null ? <Money fen={agreement.labourCostFen} unit /> : `合同价的 ${(agreement.labourShareBp ?? 0) / 100}%`, note: `每月 ${agreement.fundingDay} 日拨付，拨付周期一个月` },
              { label: '工资支付日', value: `每月 ${agreement.payDay} 日` },
              { label: '支付凭据', value: agreement.evidence, wide: true },
              { label: '协议条款', value: clauses.filter((c) => agreement.clauses.includes(c.value)).map((c) => c.label).join('；') || '没有登记', wide: true },
            ]}
          />
        ) : (
          <EmptyState title="还没有登记协议内容" />
        )}
      </Section>
      {sign && (
        <Section title={agreement ? '登记新签或更正的协议' : '登记协议'} lead="以前登记的协议保留在操作记录里。">
          <Form action={sign.action} csrf={sign.csrf} form={sign.form}>
            <FieldGroup legend="签订" columns={2}>
              <DateField name="signedOn" label="签订日期" />
              <TextField name="evidence" label="每次支付的凭据" maxLength={200} hint="银行每次支付时要求提供的材料" />
              <TextField name="ownerSignatory" label="建设单位签字人" maxLength={40} />
              <TextField name="ownerContact" label="建设单位联系电话" maxLength={40} />
              <TextField name="contractorSignatory" label="总承包单位签字人" maxLength={40} />
              <TextField name="contractorContact" label="总承包单位联系电话" maxLength={40} />
              <TextField name="bankSignatory" label="开户银行签字人" maxLength={40} />
              <TextField name="bankContact" label="开户银行联系电话" maxLength={40} />
            </FieldGroup>
            <FieldGroup legend="人工费用" columns={2}>
              <AmountField name="labourCost" label="人工费用总额" optional hint="与比例填其一" />
              <TextField name="labourShare" label="占合同价的比例" optional suffix="%" inputMode="decimal" hint="与总额填其一" />
              <TextField name="fundingDay" label="每月拨付日" inputMode="numeric" suffix="日" hint="拨付周期不超过一个月" />
              <TextField name="payDay" label="工资支付日" inputMode="numeric" suffix="日" />
            </FieldGroup>
            <CheckboxField name="clauses" label="协议写明的条款" optional options={clauses} />
            <ButtonRow>
              <Button>登记协议</Button>
              <LinkButton href={frame.moneyHref}>取消</LinkButton>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </MoneyFrame>
  );
}

export interface FundingPageView {
  readonly frame: MoneyFrameProps;
  readonly totalFen: Fen | undefined;
  readonly parts: readonly { readonly on: PlainDate; readonly amountFen: Fen; readonly arrivedFen: Fen; readonly fundedOn: PlainDate | undefined; readonly lateDays: number }[];
  readonly changes: readonly { readonly effectiveOn: PlainDate; readonly signedOn: PlainDate; readonly labourCostFen: Fen | null; readonly labourShareBp: number | null; readonly fundingDay: number | null; readonly plannedFinishOn: PlainDate; readonly reason: string }[];
  readonly amend: FormView | undefined;
}

/** 人工费用拨付计划: every funding day, what arrived for it and how late. */
export function FundingPage({ frame, totalFen, parts, changes, amend }: FundingPageView): VNode {
  return (
    <MoneyFrame frame={frame} form={amend?.form} actions={<LinkButton href={frame.moneyHref}>返回专户与保证金</LinkButton>}>
      <Section
        title="人工费用拨付计划"
        lead={totalFen === undefined ? '施工合同没有约定人工费用或者拨付日，不能推算。请签订并登记补充协议。' : <>合同人工费用 <Money fen={totalFen} unit />，按拨付日在工期内平均推算（内部规则）；到账先抵最早的一期。</>}
      >
        <DataTable
          caption="拨付计划"
          captionHidden
          rows={parts}
          phone="scroll"
          empty={<EmptyState title="还没有拨付计划">登记开工后推算。</EmptyState>}
          columns={[
            { key: 'on', head: '拨付日', nowrap: true, cell: (p) => <DateText date={p.on} /> },
            { key: 'amount', head: '应拨（元）', align: 'end', cell: (p) => <Money fen={p.amountFen} /> },
            { key: 'arrived', head: '已拨（元）', align: 'end', cell: (p) => <Money fen={p.arrivedFen} /> },
            { key: 'funded', head: '拨足日期', nowrap: true, cell: (p) => <DateText date={p.fundedOn ?? null} /> },
            { key: 'late', head: '晚', align: 'end', cell: (p) => (p.lateDays > 0 ? <span class="ink-red">{p.lateDays} 天</span> : '—') },
          ]}
        />
      </Section>
      <Section title="补充协议">
        <DataTable
          caption="补充协议"
          captionHidden
          rows={changes}
          empty={<EmptyState title="没有补充协议" />}
          columns={[
            { key: 'effective', head: '生效', nowrap: true, cell: (c) => <DateText date={c.effectiveOn} /> },
            { key: 'signed', head: '签订', nowrap: true, cell: (c) => <DateText date={c.signedOn} /> },
            { key: 'cost', head: '人工费用', cell: (c) => (c.labourCostFen !== null ? <Money fen={c.labourCostFen} unit /> : `合同价的 ${(c.labourShareBp ?? 0) / 100}%`) },
            { key: 'day', head: '拨付日', nowrap: true, cell: (c) => `每月 ${c.fundingDay} 日` },
            { key: 'finish', head: '计划完工', nowrap: true, cell: (c) => <DateText date={c.plannedFinishOn} /> },
            { key: 'reason', head: '理由', cell: (c) => c.reason },
          ]}
        />
      </Section>
      {amend && (
        <Section title="登记补充协议" lead="自生效日起按新的约定推算，此前应拨的不变。签订后应告知开户银行。">
          <Form action={amend.action} csrf={amend.csrf} form={amend.form}>
            <FieldGroup legend="变更" columns={2}>
              <DateField name="signedOn" label="签订日期" />
              <DateField name="effectiveOn" label="生效日期" />
              <AmountField name="contractPrice" label="变更后的合同价" optional hint="不填即为不变" />
              <AmountField name="labourCost" label="变更后的人工费用总额" optional hint="与比例填其一" />
              <TextField name="labourShare" label="变更后占合同价的比例" optional suffix="%" inputMode="decimal" hint="与总额填其一" />
              <TextField name="fundingDay" label="每月拨付日" inputMode="numeric" suffix="日" />
              <DateField name="plannedFinishOn" label="计划完工日期" />
            </FieldGroup>
            <TextArea name="reason" label="变更理由" rows={2} maxLength={300} />
            <ButtonRow>
              <Button>登记补充协议</Button>
              <LinkButton href={frame.moneyHref}>取消</LinkButton>
            </ButtonRow>
          </Form>
        </Section>
      )}
    </MoneyFrame>
  );
}
