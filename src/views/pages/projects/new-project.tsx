import type { VNode } from 'preact';
import { AmountField, Button, ButtonRow, CheckboxField, DateField, FieldGroup, Form, Page, RadioField, Section, SelectField, TextField, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';

export interface NewProjectView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly projectsHref: string;
  readonly areas: readonly Option[];
  readonly owners: readonly Option[];
  readonly contractors: readonly Option[];
}

export const industryOptions: readonly Option[] = [
  { value: 'housing', label: '住房和城乡建设' },
  { value: 'transport', label: '交通运输' },
  { value: 'water', label: '水务' },
  { value: 'other', label: '其他' },
];

const yes: readonly Option[] = [{ value: 'on', label: '是' }];

export function NewProjectPage({ shell, csrf, form, action, projectsHref, areas, owners, contractors }: NewProjectView): VNode {
  return (
    <Page {...shell} title="登记项目" form={form} breadcrumb={[{ label: '项目', href: projectsHref }]}>
      <Section title="项目信息">
        <Form action={action} csrf={csrf} form={form}>
          <FieldGroup legend="项目">
            <TextField name="name" label="项目名称" width="long" />
            <SelectField name="areaCode" label="所在乡镇" blank="请选择" options={areas} />
            <TextField name="address" label="项目地址" width="long" optional />
            <RadioField name="industry" label="行业主管部门" options={industryOptions} inline />
            <CheckboxField name="governmentFunded" label="政府投资项目" options={yes} optional />
          </FieldGroup>
          <FieldGroup legend="单位">
            <SelectField name="ownerId" label="建设单位" blank="请选择" options={owners} hint="没有列出的单位，先在“单位”中登记" />
            <SelectField name="contractorId" label="施工总承包单位" blank="请选择" options={contractors} />
          </FieldGroup>
          <FieldGroup legend="施工合同">
            <TextField name="contractNo" label="施工合同编号" />
            <AmountField name="contractPrice" label="合同价" />
            <DateField name="contractSignedOn" label="合同签订日期" />
            <TextField name="permitNo" label="施工许可证号" optional />
            <DateField name="permitIssuedOn" label="施工许可证发证日期" optional />
            <DateField name="plannedStartOn" label="计划开工日期" />
            <DateField name="plannedFinishOn" label="计划完工日期" />
            <CheckboxField name="paymentGuarantee" label="建设单位已提供工程款支付担保" options={yes} optional />
          </FieldGroup>
          <FieldGroup legend="人工费用与工资支付">
            <AmountField name="labourCost" label="人工费用总额" optional hint="总额和比例填一项即可" />
            <TextField name="labourShare" label="人工费用占合同价的比例" optional suffix="%" width="short" inputMode="decimal" />
            <TextField name="fundingDay" label="人工费用每月拨付日" optional suffix="日" width="short" inputMode="numeric" />
            <TextField name="payDay" label="工资支付日" suffix="日" width="short" inputMode="numeric" />
            <RadioField
              name="payMonth"
              label="支付日所在月"
              inline
              options={[
                { value: 'same', label: '当月' },
                { value: 'next', label: '次月' },
              ]}
            />
            <TextField name="wageOfficer" label="劳资专管员" optional />
            <TextField name="wageOfficerPhone" label="劳资专管员电话" optional inputMode="tel" />
          </FieldGroup>
          <ButtonRow>
            <Button>登记</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
