import type { VNode } from 'preact';
import { Button, ButtonRow, DataTable, EmptyState, Form, Page, Section, SelectField, StatusTag, TextField, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { changeWords, profileStateWords } from './bank-profile-words.js';

export interface BankProfilesView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly from: readonly Option[];
  readonly rows: readonly { readonly id: string; readonly name: string; readonly bank: string | null; readonly state: 'draft' | 'active' | 'retired'; readonly version: number; readonly samples: number; readonly waiting: boolean; readonly forms: string }[];
  href(profileId: string): string;
}

export function BankProfilesPage({ shell, csrf, form, action, from, rows, href }: BankProfilesView): VNode {
  return (
    <Page {...shell} title="银行文件格式" form={form} lead="付款文件、回盘和账户流水怎样写、怎样读。银行只能选用通用的和本行的格式。">
      <Section title="格式" note={`${rows.length} 种`}>
        <DataTable
          caption="格式"
          captionHidden
          rows={rows}
          empty={<EmptyState title="还没有格式" />}
          rowHref={(r) => href(r.id)}
          columns={[
            { key: 'name', head: '名称', cell: (r) => r.name },
            { key: 'id', head: '标识', nowrap: true, cell: (r) => <span class="code">{r.id}</span> },
            { key: 'bank', head: '适用', cell: (r) => r.bank ?? '通用' },
            { key: 'forms', head: '付款、回盘、流水', cell: (r) => r.forms },
            { key: 'version', head: '版本', align: 'end', cell: (r) => r.version },
            { key: 'samples', head: '样本', align: 'end', cell: (r) => r.samples },
            {
              key: 'state',
              head: '状态',
              nowrap: true,
              cell: (r) => (
                <>
                  <StatusTag word={profileStateWords[r.state]} /> {r.waiting && <StatusTag word={changeWords.waiting} />}
                </>
              ),
            },
          ]}
        />
      </Section>
      <Section title="新建格式" lead="先从相近的格式复制为草稿，改好并经另一人复核后银行才能选用。">
        <Form action={action} csrf={csrf} form={form}>
          <TextField name="id" label="标识" hint="小写字母、数字和连字符；以后不能更改" />
          <TextField name="name" label="名称" width="long" />
          <SelectField name="from" label="复制自" options={from} />
          <ButtonRow>
            <Button>新建草稿</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
