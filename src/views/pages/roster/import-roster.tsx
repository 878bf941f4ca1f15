import type { VNode } from 'preact';
import { Button, ButtonRow, DateField, FileField, Form, LinkButton, Section, SelectField, type Option } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { RosterFrame, type RosterFrameProps } from './roster-frame.js';

export interface ImportRosterView {
  readonly frame: RosterFrameProps;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly templateHref: string;
  readonly employers: readonly Option[];
}

export const sheetAccept = '.xlsx,.xls,.csv';

export function ImportRosterPage({ frame, csrf, form, action, templateHref, employers }: ImportRosterView): VNode {
  return (
    <RosterFrame frame={frame} part="roster" form={form} actions={<LinkButton href={templateHref}>下载模板</LinkButton>}>
      <Section title="导入花名册" lead="可用现有的花名册，不必改成模板的样子：系统按表头的文字认列。必须有“姓名”和“身份证号码”两列；有一处错误则整份不导入，并逐格列出。">
        <Form action={action} csrf={csrf} form={form} multipart>
          <SelectField name="partyId" label="用工单位" options={employers} {...(employers.length > 1 ? { blank: '请选择' } : {})} />
          <DateField name="enteredOn" label="进场日期" optional hint="表中没有写进场日期的工人按这一天登记；不填则为今天" />
          <FileField name="file" label="花名册文件" hint="xlsx、xls 或 csv，不超过 10 MB" accept={sheetAccept} />
          <ButtonRow>
            <Button>上传并检查</Button>
            <LinkButton href={frame.rosterHref}>取消</LinkButton>
          </ButtonRow>
        </Form>
      </Section>
      <Section title="导入的规则">
        <ul class="rules">
          <li>已登记的工人只更新表中写明的内容，表中没有的不变；表中没有列出的工人不受影响。</li>
          <li>写了退场日期的工人同时办理离场。</li>
          <li>已登记的银行卡不会被表格改掉。工人换卡，请在其用工页上“更正银行卡”并写明原因。</li>
        </ul>
      </Section>
    </RosterFrame>
  );
}
