import type { VNode } from 'preact';
import { Button, ButtonRow, Form, Page, RadioField, Section, SelectField, TextField, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { partyKindNames } from './party-words.js';

export interface NewPartyView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly areas: readonly Option[];
}

export function NewPartyPage({ shell, csrf, form, action, areas }: NewPartyView): VNode {
  return (
    <Page {...shell} title="登记单位" form={form} breadcrumb={[{ label: '单位', href: action }]}>
      <Section title="单位信息">
        <Form action={action} csrf={csrf} form={form}>
          <RadioField name="kind" label="单位类型" inline options={Object.entries(partyKindNames).map(([value, label]) => ({ value, label }))} />
          <TextField name="name" label="单位名称" width="long" />
          <TextField name="uscc" label="统一社会信用代码" maxLength={40} />
          <TextField name="legalRepresentative" label="法定代表人" optional />
          <TextField name="address" label="住所" width="long" optional />
          <TextField name="phone" label="联系电话" optional inputMode="tel" />
          <SelectField name="areaCode" label="所在地区" blank="请选择" options={areas} />
          <ButtonRow>
            <Button>登记</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
