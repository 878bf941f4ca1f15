import type { VNode } from 'preact';
import { Button, ButtonRow, Confirm, Form, KeyFacts, Page, PlainPage, Section, TextField, TimeText, type PageProps } from '../components/index.js';
import type { FormState } from '../form-state.js';

/** A QR code as an SVG path of unit squares. */
export interface QrView {
  readonly size: number;
  readonly path: string;
}

export interface FactorPageView {
  readonly shell: Pick<PageProps, 'user' | 'nav' | 'current' | 'flash'>;
  readonly csrf: string;
  readonly enrolledAt: Date | null;
  readonly recoveryLeft: number;
  /** The key that waits to be confirmed. */
  readonly pending: { readonly qr: QrView; readonly secret: string; readonly action: string; readonly form: FormState } | undefined;
  readonly begin: { readonly action: string; readonly form: FormState };
  readonly replace: { readonly action: string; readonly form: FormState };
  readonly recovery: { readonly action: string; readonly form: FormState };
  /** The form that was refused, whichever it is. */
  readonly form: FormState;
}

/** Where a person sets up the second factor, replaces it and makes recovery codes. */
export function FactorPage({ shell, csrf, enrolledAt, recoveryLeft, pending, begin, replace, recovery, form }: FactorPageView): VNode {
  return (
    <Page {...shell} title="动态验证码" form={form} lead="审批、放款等重要事项，除密码外还须填写手机验证器应用显示的 6 位数字。">
      {pending && <Confirming csrf={csrf} {...pending} />}
      {enrolledAt ? (
        <Section title="已启用">
          <KeyFacts
            facts={[
              { label: '启用时间', value: <TimeText at={enrolledAt} /> },
              { label: '剩余恢复码', value: `${recoveryLeft} 个` },
            ]}
          />
          <Confirm label="更换手机" warning="将生成新的密钥。用新手机上的验证码确认以后，原来的手机即不能再用。" button="生成新的密钥" action={replace.action} csrf={csrf} form={replace.form} />
          <Confirm label="重新生成恢复码" warning="将生成 10 个新的恢复码，以前的恢复码全部作废。" button="重新生成" action={recovery.action} csrf={csrf} form={recovery.form} />
        </Section>
      ) : (
        !pending && (
          <Section title="启用动态验证码">
            <p class="field-hint">先在手机上安装任意一款验证器应用（TOTP），再填写当前密码生成密钥。</p>
            <Form action={begin.action} csrf={csrf} form={begin.form}>
              <TextField name="currentPassword" label="当前密码" password autocomplete="current-password" />
              <ButtonRow>
                <Button>生成密钥</Button>
              </ButtonRow>
            </Form>
          </Section>
        )
      )}
      <Section title="手机丢失怎么办">
        <p>启用时给出 10 个恢复码，每个可以代替验证码用一次，请抄下来放在安全的地方。恢复码也没有了，请管理员重置，重置后须重新启用。</p>
      </Section>
    </Page>
  );
}

function Confirming({ csrf, qr, secret, action, form }: { csrf: string; qr: QrView; secret: string; action: string; form: FormState }): VNode {
  return (
    <Section title="确认新的密钥">
      <div class="factor-key">
        <svg class="factor-qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label="密钥二维码，内容与所列密钥相同">
          <path d={qr.path} />
        </svg>
        <div>
          <p>
            用验证器应用扫描二维码，或者手工输入密钥：
            <br />
            <span class="code factor-secret">{secret}</span>
          </p>
          <Form action={action} csrf={csrf} form={form}>
            <TextField name="pendingCode" label="应用显示的验证码" inputMode="numeric" autocomplete="one-time-code" width="short" maxLength={6} />
            <ButtonRow>
              <Button>确认启用</Button>
            </ButtonRow>
          </Form>
        </div>
      </div>
    </Section>
  );
}

/** After the password: the code, and nothing else. */
export function LoginCodePage({ action, csrf, form, logout }: { readonly action: string; readonly csrf: string; readonly form: FormState; readonly logout: VNode }): VNode {
  return (
    <PlainPage title="动态验证码" form={form}>
      <div class="login">
        <section class="section login-form" aria-label="动态验证码">
          <Form action={action} csrf={csrf} form={form}>
            <ButtonRow>
              <Button>继续</Button>
            </ButtonRow>
          </Form>
          {logout}
        </section>
      </div>
    </PlainPage>
  );
}
