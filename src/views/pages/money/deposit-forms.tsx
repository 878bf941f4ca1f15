import type { VNode } from 'preact';
import { AmountField, Button, ButtonRow, CheckboxField, DateField, FieldGroup, Form, LinkButton, Money, Section, SelectField, TextField, type Option } from '../../components/index.js';
import type { Fen } from '../../../values/money.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from './money-frame.js';

interface DepositFormView extends FormView {
  readonly frame: MoneyFrameProps;
  readonly issuers: readonly Option[];
  /** What is missing to the amount due; null where that is unknown. */
  readonly shortFen: Fen | null;
}

function Wanted({ shortFen }: { shortFen: Fen | null }): VNode {
  return shortFen === null ? <>应存金额尚不能核定，请按主管部门通知填写。</> : <>尚差 <Money fen={shortFen} unit />。</>;
}

export function CashFormPage({ frame, issuers, shortFen, action, csrf, form }: DepositFormView): VNode {
  return (
    <MoneyFrame frame={frame} form={form}>
      <Section title="登记现金保证金" lead={<Wanted shortFen={shortFen} />}>
        <Form action={action} csrf={csrf} form={form}>
          <FieldGroup legend="存储" columns={2}>
            <SelectField name="issuerId" label="存储银行" options={issuers} {...(issuers.length > 1 ? { blank: '请选择' } : {})} />
            <TextField name="number" label="账号或凭证号" maxLength={60} />
            <AmountField name="amount" label="存储金额" />
            <DateField name="receivedOn" label="存入日期" />
          </FieldGroup>
          <ButtonRow>
            <Button>登记存储</Button>
            <LinkButton href={frame.moneyHref}>取消</LinkButton>
          </ButtonRow>
        </Form>
      </Section>
    </MoneyFrame>
  );
}

export interface GuaranteeFormView extends DepositFormView {
  /** Guarantees still in force, which a new one may replace. */
  readonly replaceable: readonly Option[];
}

export function GuaranteeFormPage({ frame, issuers, shortFen, replaceable, action, csrf, form }: GuaranteeFormView): VNode {
  return (
    <MoneyFrame frame={frame} form={form}>
      <Section title="登记保函或保证保险" lead={<Wanted shortFen={shortFen} />}>
        <Form action={action} csrf={csrf} form={form}>
          <FieldGroup legend="担保" columns={2}>
            <SelectField
              name="form"
              label="担保形式"
              blank="请选择"
              options={[
                { value: 'bank-guarantee', label: '银行保函' },
                { value: 'surety-guarantee', label: '担保公司保函' },
                { value: 'insurance', label: '保证保险' },
              ]}
            />
            <SelectField name="issuerId" label="出具机构" blank="请选择" options={issuers} />
            <TextField name="number" label="保函或保单编号" maxLength={60} />
            <AmountField name="amount" label="担保金额" />
            <DateField name="receivedOn" label="收到原件日期" />
            <DateField name="validFrom" label="有效期起" />
            <DateField name="validTo" label="有效期止" hint="至少一年，且应覆盖合同工期" />
            <TextField name="keptAt" label="原件保管处" optional hint="不填则为项目所在地人社部门" maxLength={60} />
            {replaceable.length > 0 && <SelectField name="replacesId" label="被替换的保函" optional blank="不替换" options={replaceable} />}
          </FieldGroup>
          <CheckboxField name="irrevocable" label="条款核对" options={[{ value: 'on', label: '不可撤销', hint: '保函须有此条款，保险不填' }]} />
          <CheckboxField name="onDemand" label="付款方式" options={[{ value: 'on', label: '见索即付', hint: '保函须有此条款，保险不填' }]} />
          <CheckboxField name="beneficiary" label="受益人" options={[{ value: 'on', label: '受益人为项目所在地人社部门' }]} />
          <ButtonRow>
            <Button>登记担保</Button>
            <LinkButton href={frame.moneyHref}>取消</LinkButton>
          </ButtonRow>
        </Form>
      </Section>
    </MoneyFrame>
  );
}
