import type { VNode } from 'preact';
import { Button, ButtonRow, CheckboxField, DateField, FieldGroup, Form, LinkButton, Section, SelectField, TextField, type Option } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { RosterFrame, type RosterFrameProps } from './roster-frame.js';

export interface NewWorkerView {
  readonly frame: RosterFrameProps;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly employers: readonly Option[];
}

export function NewWorkerPage({ frame, csrf, form, action, employers }: NewWorkerView): VNode {
  return (
    <RosterFrame frame={frame} part="roster" form={form}>
      <Section title="登记一名工人" lead="工人进场前须签订劳动合同并完成实名登记。">
        <Form action={action} csrf={csrf} form={form}>
          <FieldGroup legend="本人" columns={3} hint="姓名和号码须与身份证一致。">
            <TextField name="name" label="姓名" maxLength={50} />
            <TextField name="idNumber" label="身份证号码" maxLength={40} />
            <TextField name="phone" label="手机号码" optional inputMode="tel" />
          </FieldGroup>
          <FieldGroup legend="用工" columns={3}>
            <SelectField name="partyId" label="用工单位" options={employers} {...(employers.length > 1 ? { blank: '请选择' } : {})} />
            <TextField name="team" label="班组" optional maxLength={40} />
            <TextField name="trade" label="工种" optional maxLength={40} />
            <DateField name="enteredOn" label="进场日期" />
            <DateField name="contractSignedOn" label="劳动合同签订日期" optional />
            <DateField name="contractEndsOn" label="劳动合同到期日期" optional />
          </FieldGroup>
          <CheckboxField name="teamLeader" label="职责" optional options={[{ value: 'on', label: '班组长' }]} />
          <FieldGroup legend="工资卡" columns={2} hint="须为工人本人的银行卡，工资直接发到这张卡。">
            <TextField name="card" label="本人银行卡号" optional inputMode="numeric" />
            <TextField name="bankName" label="开户银行" optional maxLength={60} width="long" />
          </FieldGroup>
          <ButtonRow>
            <Button>登记</Button>
            <LinkButton href={frame.rosterHref}>取消</LinkButton>
          </ButtonRow>
        </Form>
      </Section>
    </RosterFrame>
  );
}
