import {
  applyReturn,
  beginReturn,
  commitmentEnd,
  decideObjection,
  depositFlow,
  doubleDeposit,
  doubling,
  endCommitment,
  extendGuarantee,
  extension,
  getDeposit,
  issueReminderLetter,
  joinFirmDeposit,
  joining,
  listCommitments,
  listReturns,
  newCommitment,
  newReturn,
  objection,
  objectionDecision,
  objectReturn,
  openCommitment,
  reckonDeposit,
  recordCommitment,
  refuseReturn,
  releaseReturn,
  reminderReply,
  replyReminder,
  returnApplication,
  returnFlow,
  returnReview,
  returnStop,
  reviewReturn,
  stopReturn,
  type ReturnView,
} from '../../domain/deposits/index.js';
import { getProjectHead } from '../../domain/projects/index.js';
import { id, shape } from '../../platform/parse.js';
import { daysLeft } from '../../values/days-left.js';
import { yuan } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { Role } from '../../values/role.js';
import { allowedActions } from '../../values/workflow.js';
import type { FormState } from '../../views/form-state.js';
import { DepositFilePage, type DepositFileView } from '../../views/pages/money/deposit-file.js';
import type { ReturnSectionView } from '../../views/pages/money/deposit-return.js';
import type { FormView } from '../../views/pages/money/money-frame.js';
import { formNames } from '../../views/pages/money/money-words.js';
import { command, file, page, type Definition } from '../define.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
const heads: readonly Role[] = ['supervisor'];
const keepers: readonly Role[] = [...labour, 'general-contractor'];
const extenders: readonly Role[] = [...keepers, 'bank-operator'];
const ofProject = shape({ projectId: id('项目') });
const holds = (roles: readonly Role[], role: string): boolean => (roles as readonly string[]).includes(role);

type Left = (on: PlainDate) => ReturnType<typeof daysLeft>;
type Forms = (formId: string, action: string, values?: FormState['values']) => FormView;

const depositPage = page({
  path: paths.projectDeposit(),
  audience: tabAudience.money,
  summary: '项目的工资保证金：提醒、加倍存储、返还、联合担保承诺',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const left: Left = (on) => daysLeft(work.calendar, work.today, on);
    return {
      head: await getProjectHead(work, projectId),
      stored: await getDeposit(work, projectId),
      reckoned: await reckonDeposit(work, projectId),
      returns: await listReturns(work, projectId),
      commitments: await listCommitments(work, projectId),
      left,
      today: work.today,
    };
  },
  view: ({ head, stored, reckoned, returns, commitments, left, today }, ctx) => {
    const { role } = ctx.actor;
    const may = allowedActions(depositFlow, stored?.state ?? 'due', role);
    const drawn = new Set<string>();
    const form: Forms = (formId, action, values = {}) => {
      drawn.add(formId);
      return { action, csrf: ctx.csrf, form: ctx.formFor(formId, values) };
    };
    const guarantees = (stored?.instruments ?? []).flatMap((i) => (i.validTo !== null && i.endedOn === null ? [{ ...i, validTo: i.validTo }] : []));
    const toAnswer = guarantees.filter((g) => g.reminder !== null && g.reminder.reply === null);
    const named = (g: (typeof guarantees)[number]): string => `${formNames[g.form]} ${g.number}`;
    const open = commitments.filter((c) => c.endedOn === null);
    const dueFen = stored ? stored.dueFen : reckoned.dueFen;
    const dueOn = stored ? stored.dueOn : reckoned.dueOn;
    const view: DepositFileView = {
      frame: { shell: ctx.desk('projects'), project: head, tabs: projectTabs(head.id, role), projectsHref: paths.projects, moneyHref: paths.projectMoney(head.id) },
      form: ctx.form.formId === undefined ? undefined : ctx.form,
      refused: undefined,
      state: stored?.state,
      dueFen,
      dueOn,
      dueLeft: dueOn !== null && (!stored || stored.state === 'due' || stored.state === 'double-due') ? left(dueOn) : undefined,
      coveredFen: (stored?.cashFen ?? 0n) + (stored?.guaranteeFen ?? 0n),
      shortFen: stored ? stored.shortFen : dueFen,
      reduced: stored?.reduced ?? false,
      arrearsOn: stored?.arrearsOn ?? null,
      firm: stored?.ofFirm ? { ...stored.ofFirm, projects: stored.ofFirm.projects.map((p) => ({ ...p, href: paths.projectDeposit(p.id) })) } : null,
      guarantees: guarantees.map((g) => ({ id: g.id, what: named(g), issuer: g.issuer, amountFen: g.amountFen, validTo: g.validTo, keptAt: g.keptAt, remindOn: g.remindOn, reminder: reminderView(g.reminder, head.id, role) })),
      extension: guarantees.length > 0 && may.includes('extend') && holds(extenders, role) ? { ...form('deposit.extend', paths.projectDepositExtension(head.id), { receivedOn: today }), instruments: guarantees.map((g) => ({ value: g.id, label: named(g) })) } : undefined,
      reply: toAnswer.length > 0 && holds(keepers, role) ? { ...form('deposit.reminder-reply', paths.projectReminderReply(head.id)), reminders: toAnswer.map((g) => ({ value: g.reminder!.id, label: named(g) })) } : undefined,
      replaceHref: may.includes('receive') && holds(keepers, role) ? paths.projectDepositGuarantee(head.id) : undefined,
      double: stored && may.includes('double') && stored.arrearsOn === null && (stored.reduced || stored.state === 'exempt') ? form('deposit.double', paths.projectDepositDouble(head.id)) : undefined,
      join: holds(keepers, role) && head.state !== 'completed' && !stored?.ofFirm && (!stored || (stored.state === 'due' && stored.instruments.length === 0)) ? form('deposit.join', paths.projectDepositFirm(head.id)) : undefined,
      ret: returnSection(returns, may.includes('begin-return') && head.state === 'completed', head.id, left, today, form, role),
      commitments: commitments.map((c) => ({ ...c, fileHref: c.hasFile && holds([...labour, 'general-contractor', 'owner'], role) ? paths.commitmentFile(head.id, c.id) : undefined })),
      commitment: holds(keepers, role) ? form('commitment.record', paths.projectCommitments(head.id), { signedOn: today }) : undefined,
      commitmentEnd: open.length > 0 && holds(labour, role) ? { ...form('commitment.end', paths.projectCommitmentEnd(head.id)), commitments: open.map((c) => ({ value: c.id, label: `${c.signedOn} ${c.owner}` })) } : undefined,
      csrf: ctx.csrf,
    };
    const { formId, issues } = ctx.form;
    return <DepositFilePage {...view} refused={formId !== undefined && issues.length > 0 && !drawnWithFields(drawn, formId) ? ctx.form : undefined} />;
  },
});

/** A button without fields shows no mistakes of its own. */
const drawnWithFields = (drawn: ReadonlySet<string>, formId: string): boolean => drawn.has(formId) && formId !== 'deposit.return-release' && formId !== 'deposit.return-refuse';

function reminderView(reminder: NonNullable<Awaited<ReturnType<typeof getDeposit>>>['instruments'][number]['reminder'], projectId: string, role: string): DepositFileView['guarantees'][number]['reminder'] {
  if (!reminder) return null;
  const { id: reminderId, remindedOn, reply, repliedOn, paperId } = reminder;
  return {
    remindedOn,
    reply,
    repliedOn,
    letter: paperId ? { href: holds(labour, role) ? paths.paper(paperId) : undefined } : undefined,
    issue: !paperId && holds(labour, role) ? { action: paths.projectReminderLetter(projectId), reminderId } : undefined,
  };
}

function returnSection(returns: readonly ReturnView[], mayBegin: boolean, projectId: string, left: Left, today: PlainDate, form: Forms, role: string): ReturnSectionView {
  const [current, ...earlier] = returns;
  const running = current !== undefined && current.state !== 'stopped' && current.state !== 'released';
  const may = running ? allowedActions(returnFlow, current.state, role) : [];
  const at = (step: string): string => paths.projectReturn(projectId, step);
  const when = (yes: boolean, formId: string, step: string, values?: FormState['values']): FormView | undefined => (yes ? form(formId, at(step), values) : undefined);
  const dueOn = current && { notice: current.noticeTo, applied: current.reviewDueOn, agreed: current.issueDueOn, declined: current.issueDueOn, refused: null, released: null, stopped: null }[current.state];
  const barred = (current?.bars.length ?? 0) > 0;
  return {
    current,
    earlier,
    due: dueOn ? { date: dueOn, left: left(dueOn) } : undefined,
    paperHref: current?.paperId && holds(labour, role) ? paths.paper(current.paperId) : undefined,
    publicHref: paths.depositReturns,
    begin: when(mayBegin && !running && holds([...labour, 'general-contractor'], role), 'deposit.return-begin', 'begin'),
    apply: when(may.includes('apply') && today > (current?.noticeTo ?? today) && (role === 'general-contractor' || current?.exOfficio === true), 'deposit.return-apply', 'apply'),
    object: when(may.includes('object'), 'deposit.return-object', 'object', { receivedOn: today }),
    decide: when(holds(labour, role) && running, 'deposit.objection-decide', 'objection'),
    review: when(may.includes('review'), 'deposit.return-review', 'review'),
    release: when(may.includes('release') && !barred, 'deposit.return-release', 'release'),
    refuse: when(may.includes('refuse') && (barred || current?.state === 'declined'), 'deposit.return-refuse', 'refuse'),
    stop: when(may.includes('stop'), 'deposit.return-stop', 'stop'),
  };
}

const toDeposit = (_result: unknown, { params }: { readonly params: { readonly projectId: string } }): string => paths.projectDeposit(params.projectId);
const at = (step: string): string => paths.projectReturn(undefined, step);

const double = command({
  id: 'deposit.double',
  secondFactor: true,
  path: paths.projectDepositDouble(),
  audience: labour,
  summary: '责令加倍存储：减免的项目发生拖欠',
  params: ofProject,
  body: doubling,
  run: (work, { params, body }) => doubleDeposit(work, params.projectId, body),
  page: { form: depositPage, done: toDeposit, flash: ({ missingFen, dueOn }) => `已责令加倍存储，还应存 ${yuan(missingFen)} 元，期限 ${dueOn}` },
});

const join = command({
  id: 'deposit.join',
  money: true,
  path: paths.projectDepositFirm(),
  audience: keepers,
  summary: '纳入企业保证金',
  params: ofProject,
  body: joining,
  run: (work, { params, body }) => joinFirmDeposit(work, params.projectId, body),
  page: { form: depositPage, done: toDeposit, flash: () => '已纳入企业保证金，应存金额已重新核定' },
});

const extend = command({
  id: 'deposit.extend',
  path: paths.projectDepositExtension(),
  audience: extenders,
  summary: '登记保函续期',
  params: ofProject,
  body: shape({ instrumentId: id('保函'), ...extension.fields }),
  run: (work, { params, body: { instrumentId, ...input } }) => extendGuarantee(work, params.projectId, instrumentId, input),
  page: { form: depositPage, done: toDeposit, flash: () => '续期已登记' },
});

const reply = command({
  id: 'deposit.reminder-reply',
  path: paths.projectReminderReply(),
  audience: keepers,
  summary: '答复保函到期提醒',
  params: ofProject,
  body: shape({ reminderId: id('提醒'), ...reminderReply.fields }),
  run: (work, { params, body: { reminderId, ...input } }) => replyReminder(work, params.projectId, reminderId, input),
  page: { form: depositPage, done: toDeposit, flash: () => '答复已登记' },
});

const letter = command({
  id: 'deposit.reminder-letter',
  path: paths.projectReminderLetter(),
  audience: labour,
  summary: '制发保函到期提醒函',
  params: ofProject,
  body: shape({ reminderId: id('提醒') }),
  status: 201,
  run: (work, { params, body }) => issueReminderLetter(work, params.projectId, body.reminderId),
  page: { form: depositPage, done: ({ paperId }) => paths.paper(paperId), flash: ({ number }) => `提醒函 ${number} 已制发` },
});

const begin = command({
  id: 'deposit.return-begin',
  path: at('begin'),
  audience: keepers,
  summary: '开始返还保证金的公示',
  params: ofProject,
  body: newReturn,
  status: 201,
  run: (work, { params, body }) => beginReturn(work, params.projectId, body),
  page: { form: depositPage, done: toDeposit, flash: ({ noticeTo }) => `已开始公示，至 ${noticeTo}` },
});

const apply = command({
  id: 'deposit.return-apply',
  path: at('apply'),
  audience: keepers,
  summary: '申请返还保证金',
  params: ofProject,
  body: returnApplication,
  run: (work, { params, body }) => applyReturn(work, params.projectId, body),
  page: { form: depositPage, done: toDeposit, flash: ({ reviewDueOn }) => `返还申请已提交，审核期限 ${reviewDueOn}` },
});

const object = command({
  id: 'deposit.return-object',
  path: at('object'),
  audience: labour,
  summary: '登记对返还的异议',
  params: ofProject,
  body: objection,
  status: 201,
  run: (work, { params, body }) => objectReturn(work, params.projectId, body),
  page: { form: depositPage, done: toDeposit, flash: () => '异议已登记，处理前不能返还' },
});

const decide = command({
  id: 'deposit.objection-decide',
  path: at('objection'),
  audience: labour,
  summary: '处理对返还的异议',
  params: ofProject,
  body: shape({ objectionId: id('异议'), ...objectionDecision.fields }),
  run: (work, { params, body: { objectionId, ...input } }) => decideObjection(work, params.projectId, objectionId, input),
  page: { form: depositPage, done: toDeposit, flash: () => '处理结果已保存' },
});

const review = command({
  id: 'deposit.return-review',
  money: true,
  secondFactor: true,
  path: at('review'),
  audience: labour,
  summary: '审核返还申请',
  params: ofProject,
  body: returnReview,
  run: (work, { params, body }) => reviewReturn(work, params.projectId, body),
  page: { form: depositPage, done: toDeposit, flash: ({ issueDueOn }) => `审核意见已提交，由另一人在 ${issueDueOn} 前确认或者告知` },
});

const release = command({
  id: 'deposit.return-release',
  money: true,
  secondFactor: true,
  path: at('release'),
  audience: heads,
  summary: '出具返还（销户）确认书',
  params: ofProject,
  run: (work, { params }) => releaseReturn(work, params.projectId),
  page: { form: depositPage, done: toDeposit, flash: ({ number }) => `返还（销户）确认书 ${number} 已出具，请送达银行和施工总承包单位` },
});

const refuse = command({
  id: 'deposit.return-refuse',
  path: at('refuse'),
  audience: heads,
  summary: '告知不予返还',
  params: ofProject,
  run: (work, { params }) => refuseReturn(work, params.projectId),
  page: { form: depositPage, done: toDeposit, flash: ({ number }) => `不予返还告知书 ${number} 已制发，请送达施工总承包单位` },
});

const stop = command({
  id: 'deposit.return-stop',
  path: at('stop'),
  audience: labour,
  summary: '停止返还',
  params: ofProject,
  body: returnStop,
  run: (work, { params, body }) => stopReturn(work, params.projectId, body),
  page: { form: depositPage, done: toDeposit, flash: () => '返还已停止' },
});

const commit = command({
  id: 'commitment.record',
  path: paths.projectCommitments(),
  audience: keepers,
  summary: '登记联合担保承诺',
  params: ofProject,
  body: newCommitment,
  files: ['file?'],
  status: 201,
  run: (work, { params, body, files }) => recordCommitment(work, params.projectId, body, files['file']),
  page: { form: depositPage, done: toDeposit, flash: () => '联合担保承诺已登记' },
});

const uncommit = command({
  id: 'commitment.end',
  path: paths.projectCommitmentEnd(),
  audience: labour,
  summary: '解除联合担保承诺',
  params: ofProject,
  body: shape({ commitmentId: id('承诺'), ...commitmentEnd.fields }),
  run: (work, { params, body: { commitmentId, ...input } }) => endCommitment(work, params.projectId, commitmentId, input),
  page: { form: depositPage, done: toDeposit, flash: () => '承诺已解除' },
});

const commitmentFile = file({
  path: paths.commitmentFile(),
  audience: [...labour, 'general-contractor', 'owner'],
  summary: '联合担保承诺书',
  params: shape({ projectId: id('项目'), commitmentId: id('承诺') }),
  load: async (work, { params }) => {
    const { name, mediaType, bytes } = await openCommitment(work, params.projectId, params.commitmentId);
    return { name, mediaType, bytes: () => bytes };
  },
});

export const depositFilePages: readonly Definition[] = [depositPage, double, join, extend, reply, letter, begin, apply, object, decide, review, release, refuse, stop, commit, uncommit, commitmentFile];
