import type { VNode } from 'preact';
import { Button, ButtonRow, Confirm, DataTable, EmptyState, FieldGroup, Form, Page, Section, SelectField, StatusTag, TextField, TimeText, type Option, type PageProps } from '../../components/index.js';
import type { FormState } from '../../form-state.js';
import { words } from '../../words.js';

const accountWords = words({ open: { text: '可用', tone: 'green' }, disabled: { text: '已停用', tone: 'grey' } });

export interface UsersView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly form: FormState;
  readonly action: string;
  readonly roles: readonly Option[];
  readonly organs: readonly Option[];
  readonly parties: readonly Option[];
  readonly areas: readonly Option[];
  readonly rows: readonly { readonly id: string; readonly username: string; readonly name: string; readonly role: string; readonly organisation: string | null; readonly area: string | null; readonly disabled: boolean; readonly factor: boolean; readonly signedInAt: Date | null }[];
  /** The reader's own account: nobody resets himself. */
  readonly selfId: string | null;
  resetAction(userId: string): string;
  disableAction(userId: string): string;
}

/** Keeps the fields of the rows apart. */
const rowForm = (what: string, userId: string): FormState => ({ values: {}, issues: [], formId: `${what}-${userId}` });

export function UsersPage(view: UsersView): VNode {
  return (
    <Page {...view.shell} title="账号" form={view.form}>
      <Section title="全部账号" note={`${view.rows.length} 个`}>
        <DataTable
          caption="全部账号"
          captionHidden
          rows={view.rows}
          empty={<EmptyState title="还没有账号" />}
          columns={[
            { key: 'name', head: '姓名', nowrap: true, cell: (r) => r.name },
            { key: 'username', head: '用户名', nowrap: true, cell: (r) => <span class="code">{r.username}</span> },
            { key: 'role', head: '岗位', nowrap: true, cell: (r) => r.role },
            { key: 'organisation', head: '机关或单位', cell: (r) => r.organisation ?? '—' },
            { key: 'area', head: '辖区', nowrap: true, cell: (r) => r.area ?? '—' },
            { key: 'state', head: '状态', nowrap: true, cell: (r) => <StatusTag word={accountWords[r.disabled ? 'disabled' : 'open']} /> },
            { key: 'factor', head: '动态验证码', nowrap: true, cell: (r) => (r.factor ? '已启用' : '未启用') },
            { key: 'seen', head: '最近登录', nowrap: true, cell: (r) => <TimeText at={r.signedInAt} /> },
            {
              key: 'disable',
              head: '办理',
              cell: (r) =>
                r.disabled ? (
                  '—'
                ) : (
                  <>
                    <Confirm label="停用" warning={`停用后，${r.name} 立即退出，不能再登录。`} button="确认停用" action={view.disableAction(r.id)} csrf={view.csrf} form={rowForm('disable', r.id)} />
                    {r.factor && r.id !== view.selfId && <Confirm label="重置验证码" warning={`重置后，${r.name} 立即退出，须重新启用动态验证码。`} button="确认重置" action={view.resetAction(r.id)} csrf={view.csrf} form={rowForm('reset', r.id)} />}
                  </>
                ),
            },
          ]}
        />
      </Section>
      <Section title="建立账号" lead="初始密码只显示一次，本人首次登录后须修改。">
        <Form action={view.action} csrf={view.csrf} form={view.form}>
          <FieldGroup legend="人员" columns={2}>
            <TextField name="username" label="用户名" />
            <TextField name="name" label="姓名" />
            <SelectField name="role" label="岗位" blank="请选择" options={view.roles} />
            <TextField name="badgeNo" label="执法证号" optional />
            <TextField name="phone" label="联系电话" optional inputMode="tel" />
            <SelectField name="samePersonAs" label="同一人的另一账号" optional blank="无" options={view.rows.map((r) => ({ value: r.id, label: `${r.name}(${r.username})` }))} />
          </FieldGroup>
          <FieldGroup legend="机关或单位" columns={2}>
            <SelectField name="organId" label="所属机关" optional blank="无" options={view.organs} hint="机关工作人员填写" />
            <SelectField name="areaCode" label="辖区" optional blank="无" options={view.areas} />
            <SelectField name="partyId" label="所属单位" optional blank="无" options={view.parties} hint="企业和银行人员填写" />
          </FieldGroup>
          <ButtonRow>
            <Button>建立账号</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
