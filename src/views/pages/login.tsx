import type { VNode } from 'preact';
import { Button, ButtonRow, Form, Hidden, Notice, PlainPage, TextField, type Flash } from '../components/index.js';
import type { FormState } from '../form-state.js';

/** A login of the demo city, open to whoever looks at the page. */
export interface DemoLogin {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  /** The role in its own words, e.g. 劳动监察员. */
  readonly role: string;
  /** What the role comes for, in a few words. */
  readonly does: string;
}

export interface LoginView {
  readonly action: string;
  readonly csrf: string;
  /** Fields `username` and `password`. */
  readonly form: FormState;
  readonly flash?: Flash;
  /** Where those without a login go. */
  readonly publicHref: string;
  /** In demo mode only. */
  readonly demo?: readonly DemoLogin[];
}

export function LoginPage({ action, csrf, form, flash, publicHref, demo = [] }: LoginView): VNode {
  return (
    <PlainPage title="登录" form={form}>
      <div class={demo.length > 0 ? 'login login-with-demo' : 'login'}>
        <section class="section login-form" aria-label="用户名和密码">
          {flash && <Notice kind={flash.kind}>{flash.text}</Notice>}
          <Form action={action} csrf={csrf} form={form}>
            <TextField name="username" label="用户名" autocomplete="username" width="long" />
            <TextField name="password" label="密码" password autocomplete="current-password" width="long" />
            <ButtonRow>
              <Button>登录</Button>
            </ButtonRow>
          </Form>
          <p class="login-public">
            查询黑名单、投诉欠薪、核验文书<a href={publicHref}>无需登录</a>
          </p>
        </section>
        {demo.length > 0 && <DemoLogins action={action} csrf={csrf} demo={demo} />}
      </div>
    </PlainPage>
  );
}

function DemoLogins({ action, csrf, demo }: { action: string; csrf: string; demo: readonly DemoLogin[] }): VNode {
  return (
    <section class="section demo-logins">
      <div class="section-head">
        <h2>演示账号</h2>
      </div>
      <p class="field-hint">演示环境，人物、企业和数据均为虚构。点一个角色直接进入。</p>
      <ul>
        {demo.map((login) => (
          <li key={login.username}>
            <form method="post" action={action} data-module="submit-once">
              <Hidden csrf={csrf} values={{ username: login.username, password: login.password }} />
              <button type="submit" class="demo-login">
                <span class="demo-role">{login.role}</span>
                <span class="demo-name">{login.name}</span>
                <span class="demo-does">{login.does}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
