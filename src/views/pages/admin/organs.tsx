import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, EmptyState, Form, Page, Section, SelectField, TextField, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';

export const organKindNames = {
  labour: '劳动监察',
  housing: '住房和城乡建设',
  transport: '交通运输',
  water: '水务',
  enforcement: '综合行政执法',
  court: '法院',
  procuratorate: '检察院',
  police: '公安',
  justice: '司法行政',
  petition: '信访',
  other: '其他',
} as const;

export interface OrgansView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly kinds: readonly Option[];
  readonly areas: readonly Option[];
  readonly rows: readonly { readonly id: string; readonly name: string; readonly kind: keyof typeof organKindNames; readonly area: string; readonly docPrefix: string | null; readonly phone: string; readonly reconsiderationOrgan: string; readonly court: string }[];
}

export function OrgansPage({ shell, csrf, form, action, kinds, areas, rows }: OrgansView): VNode {
  return (
    <Page {...shell} title="机关" form={form}>
      <Section title="已登记的机关" note={`${rows.length} 个`}>
        <DataTable
          caption="已登记的机关"
          captionHidden
          rows={rows}
          empty={<EmptyState title="还没有登记机关">先登记机关，再为工作人员建立账号。</EmptyState>}
          columns={[
            { key: 'name', head: '名称', cell: (o) => o.name },
            { key: 'kind', head: '类型', nowrap: true, cell: (o) => organKindNames[o.kind] },
            { key: 'area', head: '辖区', nowrap: true, cell: (o) => o.area },
            { key: 'prefix', head: '文书代字', nowrap: true, cell: (o) => o.docPrefix ?? '—' },
            { key: 'phone', head: '电话', nowrap: true, cell: (o) => o.phone || '—' },
            { key: 'contest', head: '复议机关和管辖法院', cell: (o) => [o.reconsiderationOrgan, o.court].filter(Boolean).join('、') || '—' },
          ]}
        />
      </Section>
      <Section title="登记机关" lead="文书代字、复议机关和管辖法院印在文书上，请照正式文件填写。">
        <Form action={action} csrf={csrf} form={form}>
          <SelectField name="kind" label="机关类型" blank="请选择" options={kinds} />
          <TextField name="name" label="机关名称" width="long" />
          <SelectField name="areaCode" label="辖区" blank="请选择" options={areas} />
          <TextField name="docPrefix" label="文书代字" optional hint="如：儋人社监" />
          <TextField name="address" label="地址" width="long" optional />
          <TextField name="phone" label="电话" optional inputMode="tel" />
          <TextField name="reconsiderationOrgan" label="行政复议机关" optional />
          <TextField name="court" label="管辖法院" optional />
          <ButtonRow>
            <Button>登记</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
