import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, DateText, EmptyState, FieldGroup, Form, Notice, Page, PostButton, Section, SelectField, TextArea, TextField, DateField, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import type { PlainDate } from '../../../values/plain-date.js';

export interface ParametersView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly keys: readonly Option[];
  readonly areas: readonly Option[];
  readonly inForce: readonly { readonly key: string; readonly name: string; readonly words: string | null; readonly source: string; readonly validFrom: PlainDate | null }[];
  readonly waiting: readonly { readonly id: string; readonly name: string; readonly area: string; readonly value: string; readonly validFrom: PlainDate; readonly source: string; readonly reason: string; readonly proposedBy: string; readonly own: boolean }[];
  approveAction(parameterId: string): string;
}

export function ParametersPage(view: ParametersView): VNode {
  const missing = view.inForce.filter((p) => p.words === null).length;
  return (
    <Page {...view.shell} title="参数" form={view.form}>
      {missing > 0 && <Notice kind="warn">{`${missing} 个参数尚未设定。用到它们的规则会显示“未评估”，不会按默认值判断。`}</Notice>}
      <Section title="待复核" note={`${view.waiting.length} 项`} lead="修改须由另一人复核后生效。">
        <DataTable
          caption="待复核"
          captionHidden
          rows={view.waiting}
          empty={<EmptyState title="没有待复核的修改" />}
          columns={[
            { key: 'name', head: '参数', cell: (r) => r.name },
            { key: 'value', head: '新值', nowrap: true, cell: (r) => r.value },
            { key: 'area', head: '地区', nowrap: true, cell: (r) => r.area },
            { key: 'from', head: '生效日期', nowrap: true, cell: (r) => <DateText date={r.validFrom} /> },
            { key: 'source', head: '依据', cell: (r) => r.source },
            { key: 'reason', head: '理由', cell: (r) => r.reason },
            { key: 'by', head: '提出人', nowrap: true, cell: (r) => r.proposedBy },
            { key: 'act', head: '办理', nowrap: true, cell: (r) => (r.own ? '须由另一人复核' : <PostButton action={view.approveAction(r.id)} csrf={view.csrf}>复核通过</PostButton>) },
          ]}
        />
      </Section>
      <Section title="今天适用于本市的值">
        <DataTable
          caption="今天适用于本市的值"
          captionHidden
          rows={view.inForce}
          empty={<EmptyState title="没有参数" />}
          columns={[
            { key: 'name', head: '参数', cell: (r) => r.name },
            { key: 'words', head: '值', align: 'end', nowrap: true, cell: (r) => r.words ?? '未设定' },
            { key: 'source', head: '依据', cell: (r) => r.source || '—' },
            { key: 'from', head: '生效日期', nowrap: true, cell: (r) => <DateText date={r.validFrom} /> },
          ]}
        />
      </Section>
      <Section title="提出修改">
        <Form action={view.action} csrf={view.csrf} form={view.form}>
          <FieldGroup legend="新值" columns={2}>
            <SelectField name="key" label="参数" blank="请选择" options={view.keys} />
            <TextField name="value" label="值" />
            <SelectField name="areaCode" label="适用地区" blank="请选择" options={view.areas} />
            <DateField name="validFrom" label="生效日期" />
            <DateField name="validTo" label="失效日期" optional />
          </FieldGroup>
          <FieldGroup legend="依据">
            <TextField name="source" label="依据" width="long" hint="写作《文件名称》第几条" />
            <SelectField
              name="confidence"
              label="可信程度"
              options={[
                { value: 'C', label: '已核对原文' },
                { value: 'S', label: '已核对转述' },
                { value: 'L', label: '待补核原文' },
                { value: 'V', label: '待核实（仅内部使用）' },
                { value: 'D', label: '内部规则' },
              ]}
            />
            <TextArea name="reason" label="修改理由" rows={3} />
          </FieldGroup>
          <ButtonRow>
            <Button>提出修改</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
