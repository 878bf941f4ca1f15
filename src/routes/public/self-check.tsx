import { codeGiven, codeRequest, codesToShow, complainOfLine, lineComplaint, lineReplied, openPage, ownWages, replyToLine, requestCode, wrongCode } from '../../domain/self-check/index.js';
import { id, integer, shape, text } from '../../platform/parse.js';
import type { Role } from '../../values/role.js';
import { CodePage, OwnWagesPage, SelfCheckPage } from '../../views/pages/self-check/self-check.js';
import { command, page, type Definition } from '../define.js';
import { paths } from '../paths.js';

const everyone: readonly Role[] = ['anonymous'];
const worker: readonly Role[] = ['worker'];
const ofTicket = shape({ ticket: text('凭证', { min: 20, max: 60 }) });
const ofLine = shape({ sheetId: id('工资表'), lineNo: integer('序号', 1, 50_000) });

const askPage = page({
  path: paths.selfCheck,
  audience: everyone,
  summary: '查我的工资',
  load: async () => undefined,
  view: (_model, ctx) => <SelfCheckPage shell={ctx.open('self-check')} csrf={ctx.csrf} form={ctx.formFor('self-check.request')} action={paths.selfCheck} complaintHref={paths.complaint} />,
});

const ask = command({
  id: 'self-check.request',
  path: paths.selfCheck,
  audience: everyone,
  summary: '获取查工资的验证码；不论有没有这个人，回答都一样',
  body: codeRequest,
  run: (work, { body, ip }) => requestCode(work, { ...body, ip }),
  page: { form: askPage, done: ({ ticket }) => paths.selfCheckCode(ticket) },
});

const codePage = page({
  path: paths.selfCheckCode(),
  audience: everyone,
  summary: '填写查工资的验证码',
  params: ofTicket,
  load: async (work, { params }) => ({ ticket: params.ticket, codes: await codesToShow(work, params.ticket) }),
  view: ({ ticket, codes }, ctx) => <CodePage shell={ctx.open('self-check')} csrf={ctx.csrf} form={ctx.formFor('self-check.open')} action={paths.selfCheckCode(ticket)} againHref={paths.selfCheck} shown={ctx.demo ? codes : undefined} />,
});

const open = command({
  id: 'self-check.open',
  path: paths.selfCheckCode(),
  audience: everyone,
  summary: '凭验证码打开本人的工资页面',
  params: ofTicket,
  body: codeGiven,
  run: (work, { params, body, ip }) => openPage(work, { ticket: params.ticket, code: body.oneTimeCode, ip }),
  settle: async (result, session) => {
    if (!result.ok) throw wrongCode();
    await session.openFor(result.workerId);
  },
  page: { form: codePage, done: () => paths.ownWages },
});

const wagesPage = page({
  path: paths.ownWages,
  audience: worker,
  summary: '本人的工资',
  load: (work) => ownWages(work),
  view: ({ name, lines, missing }, ctx) => {
    const sent = (kind: 'reply' | 'complain') => ctx.formFor(`self-check.${kind}`);
    return (
      <OwnWagesPage
        shell={ctx.open('self-check')}
        csrf={ctx.csrf}
        name={name}
        lines={lines}
        missing={missing}
        complaintHref={paths.complaint}
        leaveAction={paths.selfCheckLeave}
        replyAction={(sheetId, lineNo) => paths.ownLineReply(sheetId, String(lineNo))}
        complainAction={(sheetId, lineNo) => paths.ownLineComplaint(sheetId, String(lineNo))}
        formOf={(kind, sheetId, lineNo) => {
          const form = sent(kind);
          return form.issues.length > 0 && ctx.url.includes(`${sheetId}/${lineNo}/`) ? form : undefined;
        }}
      />
    );
  },
});

const reply = command({
  id: 'self-check.reply',
  path: paths.ownLineReply(),
  audience: worker,
  summary: '确认一个月的工资，或者写明哪里不对',
  params: ofLine,
  body: lineReplied,
  run: async (work, { params, body }) => {
    await replyToLine(work, params, body);
    return { verdict: body.verdict };
  },
  page: { form: wagesPage, done: () => paths.ownWages, flash: ({ verdict }) => (verdict === 'confirmed' ? '已确认，谢谢' : '已告诉用工单位和监察员') },
});

const complain = command({
  id: 'self-check.complain',
  path: paths.ownLineComplaint(),
  audience: worker,
  summary: '就一个月的工资投诉，内容已填好',
  params: ofLine,
  body: lineComplaint,
  status: 201,
  run: async (work, { params, body, ip }) => {
    const { number, code } = await complainOfLine(work, params, body, ip);
    return { number, code };
  },
  page: { form: wagesPage, done: () => paths.ownWages, flash: ({ number, code }) => `投诉已收到，编号 ${number.replaceAll('-', '\u2011')}，查询码 ${code.replaceAll('-', '\u2011')}。请抄下来或者截图，查询进度时两样都要用。` },
});

const leave = command({
  id: 'self-check.leave',
  path: paths.selfCheckLeave,
  audience: worker,
  summary: '关闭本人的工资页面',
  run: async () => ({}),
  settle: (_result, session) => session.signOut(),
  page: { done: () => paths.selfCheck },
});

/** A worker's own page, without an account: name and last digits, a code to the telephone on record, the own months. */
export const selfCheckRoutes: readonly Definition[] = [askPage, ask, codePage, open, wagesPage, reply, complain, leave];
