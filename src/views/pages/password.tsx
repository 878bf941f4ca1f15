import type { VNode } from 'preact';
import { Button, ButtonRow, Form, Page, Section, TextField, type PageProps } from '../components/index.js';
import type { FormState } from '../form-state.js';

export interface PasswordView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly action: string;
  readonly csrf: string;
  readonly form: FormState;
}

export function PasswordPage({ shell, action, csrf, form }: PasswordView): VNode {
  return (
    <Page {...shell} title="修改密码" form={form}>
      <Section title="新密码">
        <p class="field-hint">至少 12 个字符，不含用户名和容易猜到的词。修改后需重新登录。</p>
        <Form action={action} csrf={csrf} form={form}>
          <TextField name="currentPassword" label="当前密码" password autocomplete="current-password" />
          <TextField name="newPassword" label="新密码" password autocomplete="new-password" />
          <TextField name="repeatPassword" label="再次输入新密码" password autocomplete="new-password" />
          <ButtonRow>
            <Button>修改密码</Button>
          </ButtonRow>
        </Form>
      </Section>
    </Page>
  );
}
