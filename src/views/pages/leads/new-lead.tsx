import type { VNode } from 'preact';
import { AmountField, Button, ButtonRow, FieldGroup, Form, MonthField, Page, Section, SelectField, TextArea, TextField, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { channelNames } from './lead-words.js';

export interface NewLeadView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly channels: readonly (keyof typeof channelNames)[];
  readonly areas: readonly Option[];
  readonly projects: readonly Option[];
}

export function NewLeadPage({ shell, csrf, form, action, channels, areas, projects }: NewLeadView): VNode {
  return (
    <Page {...shell} title="登记线索" form={form} breadcrumb={[{ label: '线索', href: action }]}>
      <Section title="线索内容" lead="登记后五个工作日内决定是否受理。">
        <Form action={action} csrf={csrf} form={form}>
          <FieldGroup legend="来源" columns={2}>
            <SelectField name="channel" label="来源" blank="请选择" options={channels.map((value) => ({ value, label: channelNames[value] }))} />
            <SelectField name="areaCode" label="所在乡镇" blank="请选择" options={areas} />
          </FieldGroup>
          <FieldGroup legend="投诉人" columns={2} hint="身份保密；巡查发现的不填">
            <TextField name="name" label="投诉人姓名" optional maxLength={50} />
            <TextField name="phone" label="投诉人手机号码" optional inputMode="tel" maxLength={20} />
          </FieldGroup>
          <FieldGroup legend="欠薪情况" columns={2}>
            <TextField name="employer" label="欠薪的单位" width="long" maxLength={100} />
            <TextField name="place" label="工地或项目" width="long" maxLength={200} />
            <SelectField name="projectId" label="登记的项目" optional blank="不确定" options={projects} />
            <TextField name="workers" label="涉及人数" optional inputMode="numeric" width="short" suffix="人" />
            <MonthField name="periodFrom" label="欠薪起始月份" optional />
            <MonthField name="periodTo" label="欠薪截止月份" optional />
            <AmountField name="amount" label="欠薪金额" optional />
          </FieldGroup>
          <TextArea name="content" label="情况说明" rows={6} maxLength={2000} />
          <ButtonRow>
            <Button>登记</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
