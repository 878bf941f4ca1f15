import type { VNode } from 'preact';
import { Button, ButtonRow, DateField, FieldGroup, Form, LinkButton, Section, SelectField, TextField, type Option } from '../../components/index.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from './money-frame.js';

export interface WageAccountFormView extends FormView {
  readonly frame: MoneyFrameProps;
  readonly banks: readonly Option[];
  /** The name that the rules prescribe for this project's account. */
  readonly prescribedName: string;
}

export function WageAccountFormPage({ frame, banks, prescribedName, action, csrf, form }: WageAccountFormView): VNode {
  return (
    <MoneyFrame frame={frame} form={form}>
      <Section title="登记工资专户开户" lead="一个项目一个专户，只用于本项目农民工工资。账号加密保存，页面只显示后四位。">
        <Form action={action} csrf={csrf} form={form}>
          <FieldGroup legend="账户" columns={2}>
            <SelectField name="bankId" label="开户银行" options={banks} blank="请选择" />
            <TextField name="branch" label="开户网点" optional maxLength={100} />
            <TextField name="number" label="账号" inputMode="numeric" hint="8 至 32 位数字，可以带空格" />
            <DateField name="openedOn" label="开户日期" />
          </FieldGroup>
          <TextField name="name" label="账户名称" optional width="long" maxLength={200} hint={`不填即为“${prescribedName}”`} />
          <DateField name="agreementSignedOn" label="三方协议签订日期" optional hint="建设单位、总承包单位和开户银行签订资金管理三方协议的日期" />
          <ButtonRow>
            <Button>登记开户</Button>
            <LinkButton href={frame.moneyHref}>取消</LinkButton>
          </ButtonRow>
        </Form>
      </Section>
    </MoneyFrame>
  );
}
