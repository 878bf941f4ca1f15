import qrcode from 'qrcode';
import { beginFactor, confirmFactor, factorBeginning, factorConfirmation, getFactor, newRecoveryCodes, replaceFactor, resetFactor } from '../../domain/identity/index.js';
import { id, shape, text } from '../../platform/parse.js';
import { roles, type Role } from '../../values/role.js';
import { PostButton, type Flash } from '../../views/components/index.js';
import { FactorPage, LoginCodePage, type QrView } from '../../views/pages/factor.js';
import { command, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { usersPage } from './admin.js';

const signedIn: readonly Role[] = roles.filter((r) => r !== 'anonymous' && r !== 'worker');

const factorPage = page({
  path: paths.factor,
  audience: signedIn,
  summary: '动态验证码页',
  load: (work) => getFactor(work),
  view: ({ enrolledAt, recoveryLeft, pending }, ctx) => (
    <FactorPage
      shell={ctx.desk('factor')}
      csrf={ctx.csrf}
      enrolledAt={enrolledAt}
      recoveryLeft={recoveryLeft}
      pending={pending && { qr: drawn(pending.uri), secret: pending.key, action: paths.factorConfirm, form: ctx.formFor('factor.confirm') }}
      begin={{ action: paths.factor, form: ctx.formFor('factor.begin') }}
      replace={{ action: paths.factorReplace, form: ctx.formFor('factor.replace') }}
      recovery={{ action: paths.factorRecovery, form: ctx.formFor('factor.recovery') }}
      form={ctx.form}
    />
  ),
});

/** Four modules of quiet zone around, one unit square for each dark module. */
function drawn(uri: string): QrView {
  const { size, data } = qrcode.create(uri, { errorCorrectionLevel: 'M' }).modules;
  const path = [...data].flatMap((dark, i) => (dark ? [`M${(i % size) + 4} ${Math.floor(i / size) + 4}h1v1h-1z`] : [])).join('');
  return { size: size + 8, path };
}

const begin = command({
  id: 'factor.begin',
  path: paths.factor,
  audience: signedIn,
  summary: '生成动态验证码密钥',
  body: factorBeginning,
  run: (work, { body }) => beginFactor(work, body),
  page: { form: factorPage, done: () => paths.factor },
});

const replace = command({
  id: 'factor.replace',
  path: paths.factorReplace,
  audience: signedIn,
  summary: '更换动态验证码密钥',
  secondFactor: true,
  run: (work) => replaceFactor(work),
  page: { form: factorPage, done: () => paths.factor },
});

const recoveryFlash = (text: string, items: readonly string[]): Flash => ({ kind: 'warn', text: `${text}请抄下这 10 个恢复码，只显示这一次，每个只能用一次：`, items });

const confirm = command({
  id: 'factor.confirm',
  path: paths.factorConfirm,
  audience: signedIn,
  summary: '确认并启用动态验证码',
  body: factorConfirmation,
  run: (work, { body }) => confirmFactor(work, body),
  settle: (_result, session) => session.prove(),
  page: { form: factorPage, done: () => paths.factor, flash: ({ recovery }) => recoveryFlash('动态验证码已启用。', recovery) },
});

const recovery = command({
  id: 'factor.recovery',
  path: paths.factorRecovery,
  audience: signedIn,
  summary: '重新生成恢复码',
  secondFactor: true,
  run: async (work) => ({ recovery: await newRecoveryCodes(work) }),
  page: { form: factorPage, done: () => paths.factor, flash: (result) => recoveryFlash('以前的恢复码已作废。', result.recovery) },
});

const reset = command({
  id: 'factor.reset',
  path: paths.userFactorReset(),
  audience: ['admin'],
  summary: '重置他人的动态验证码',
  params: shape({ userId: id() }),
  secondFactor: true,
  run: (work, { params }) => resetFactor(work, { id: params.userId }),
  page: { form: usersPage, done: () => paths.users, flash: () => '动态验证码已重置，本人须重新启用' },
});

/** Where a password alone has led, with LOGIN_FACTOR. */
const codePage = page({
  path: paths.loginCode,
  audience: signedIn,
  summary: '登录时填写动态验证码',
  query: shape({ next: text('下一页', { max: 2_000 }).optional() }),
  load: async () => undefined,
  view: (_model, ctx) => (
    <LoginCodePage
      action={withQuery(paths.loginCode, { next: new URL(ctx.url, 'http://x').searchParams.get('next') ?? undefined })}
      csrf={ctx.csrf}
      form={ctx.formFor('session.give-code')}
      logout={
        <PostButton action={paths.logout} csrf={ctx.csrf}>
          退出
        </PostButton>
      }
    />
  ),
});

/** The door asks for the code; nothing is left to do. */
const giveCode = command({
  id: 'session.give-code',
  path: paths.loginCode,
  audience: signedIn,
  summary: '以动态验证码完成登录',
  secondFactor: true,
  run: async () => undefined,
  page: { form: codePage, done: (_result, { next }) => next ?? paths.home },
});

export const factorRoutes: readonly Definition[] = [factorPage, begin, replace, confirm, recovery, reset, codePage, giveCode];
