import type { VNode } from 'preact';
import { AmountField, Button, ButtonRow, DateField, FieldGroup, Form, LinkButton, MonthField, Section, TextField } from '../../components/index.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from './money-frame.js';

export interface CreditFormView extends FormView {
  readonly frame: MoneyFrameProps;
}

export function CreditFormPage({ frame, action, csrf, form }: CreditFormView): VNode {
  return (
    <MoneyFrame frame={frame} form={form}>
      <Section title="登记人工费用到账" lead="按银行回单填写。同一流水号只记一次，重复提交不会重复入账。">
        <Form action={action} csrf={csrf} form={form}>
          <FieldGroup legend="到账" columns={2}>
            <DateField name="bookedOn" label="到账日期" />
            <AmountField name="amount" label="到账金额" />
            <TextField name="reference" label="银行流水号" maxLength={60} />
            <MonthField name="period" label="所属月份" optional hint="不填即为到账当月" />
            <TextField name="payer" label="付款人" optional maxLength={100} />
            <TextField name="purpose" label="摘要" optional maxLength={200} />
          </FieldGroup>
          <ButtonRow>
            <Button>登记到账</Button>
            <LinkButton href={frame.moneyHref}>取消</LinkButton>
          </ButtonRow>
        </Form>
      </Section>
    </MoneyFrame>
  );
}
