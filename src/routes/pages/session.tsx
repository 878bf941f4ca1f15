import { changePassword, credentials, newPassword, signIn, wrongCredentials } from '../../domain/identity/index.js';
import { shape, text } from '../../platform/parse.js';
import { demoLogins, demoPassword } from '../../demo/logins.js';
import { roleNames, roles, type Role } from '../../values/role.js';
import { LoginPage } from '../../views/pages/login.js';
import { PasswordPage } from '../../views/pages/password.js';
import { command, page, type Definition } from '../define.js';
import { paths } from '../paths.js';

const everyone: readonly Role[] = ['anonymous'];
export const signedIn: readonly Role[] = roles.filter((r) => r !== 'anonymous' && r !== 'worker');

const loginPage = page({
  path: paths.login,
  audience: everyone,
  summary: '登录页',
  query: shape({ next: text('下一页', { max: 2_000 }).optional() }),
  load: async () => undefined,
  view: (_model, ctx) => {
    const next = new URL(ctx.url, 'http://x').searchParams.get('next');
    return (
      <LoginPage
        action={next ? `${paths.login}?next=${encodeURIComponent(next)}` : paths.login}
        csrf={ctx.csrf}
        form={ctx.formFor('session.sign-in')}
        publicHref={paths.publicHome}
        demo={ctx.demo ? demoLogins.map((l) => ({ ...l, role: roleNames[l.role], password: demoPassword })) : []}
      />
    );
  },
});

const login = command({
  id: 'session.sign-in',
  path: paths.login,
  audience: everyone,
  summary: '登录',
  body: credentials,
  run: (work, { body, ip }) => signIn(work, { ...body, ip }),
  settle: async (result, session) => {
    if (!result.ok) throw wrongCredentials();
    await session.signIn(result.userId);
  },
  page: { form: loginPage, done: (result, { next }) => (result.ok && result.mustChange ? paths.password : (next ?? paths.home)) },
});

const logout = command({
  id: 'session.sign-out',
  path: paths.logout,
  audience: everyone,
  summary: '退出',
  run: (work) => work.record({ action: 'identity.signed-out', subject: ['user-account', work.actor.id ?? '-'] }),
  settle: (_result, session) => session.signOut(),
  page: { done: () => paths.login, flash: () => ({ kind: 'info', text: '已退出' }) },
});

const passwordPage = page({
  path: paths.password,
  audience: signedIn,
  summary: '修改密码页',
  load: async () => undefined,
  view: (_model, ctx) => <PasswordPage shell={ctx.desk('password')} action={paths.password} csrf={ctx.csrf} form={ctx.formFor('session.change-password')} />,
});

const passwordChange = command({
  id: 'session.change-password',
  path: paths.password,
  audience: signedIn,
  summary: '修改密码',
  body: newPassword,
  run: (work, { body }) => changePassword(work, body),
  settle: (_result, session) => session.signOut(),
  page: { form: passwordPage, done: () => paths.login, flash: () => '密码已修改，请重新登录' },
});

export const sessionRoutes: readonly Definition[] = [loginPage, login, logout, passwordPage, passwordChange];
