import type { VNode } from 'preact';
import { Button, ButtonRow, DateField, Form, LinkButton, Section, SelectField, TextArea, type Option } from '../../components/index.js';
import { MoneyFrame, type FormView, type MoneyFrameProps } from '../money/money-frame.js';

export interface ContractorPageView extends FormView {
  readonly frame: MoneyFrameProps;
  readonly contractor: string;
  readonly firms: readonly Option[];
}

/** Another general contractor takes over a project. */
export function ContractorPage({ frame, contractor, firms, action, csrf, form }: ContractorPageView): VNode {
  return (
    <MoneyFrame frame={frame} form={form}>
      <Section title="变更施工总承包单位" lead={`现为${contractor}。此前的工资表、欠付工资、可追偿款和保证金仍记在原单位名下；专户须按规定销户后由新单位重新开立。`}>
        <Form action={action} csrf={csrf} form={form}>
          <SelectField name="contractorId" label="新的施工总承包单位" options={firms} blank="请选择" />
          <DateField name="changedOn" label="变更日期" />
          <TextArea name="reason" label="变更理由" rows={3} maxLength={300} />
          <ButtonRow>
            <Button>登记变更</Button>
            <LinkButton href={frame.moneyHref}>取消</LinkButton>
          </ButtonRow>
        </Form>
      </Section>
    </MoneyFrame>
  );
}
