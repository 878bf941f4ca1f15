import { findWageAccount } from '../../domain/escrow/index.js';
import { choosableParties } from '../../domain/parties/index.js';
import { getProjectHead } from '../../domain/projects/index.js';
import {
  accountClosed, checkClosing, closeAccount, closingFlow, closingNotice, closingPromise, closingWithdrawn, contractorReplaced, disputeEnd, endDispute, findClosing, listDisputes, newDispute,
  projectClosingBars, promiseClosing, publicClosings, recordDispute, releaseClosing, replaceContractor, startClosing, withdrawClosing,
} from '../../domain/wage-accounts/index.js';
import { id, shape } from '../../platform/parse.js';
import type { Role } from '../../values/role.js';
import { allowedActions } from '../../values/workflow.js';
import type { FormState } from '../../views/form-state.js';
import type { FormView } from '../../views/pages/money/money-frame.js';
import { ClosingPage, PublicClosingsPage } from '../../views/pages/wage-accounts/closing.js';
import { ContractorPage } from '../../views/pages/wage-accounts/contractor.js';
import { formAt, formOf, frameOf, may } from '../account-frame.js';
import { command, page, resource, type Definition } from '../define.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
const keepers: readonly Role[] = [...labour, 'general-contractor'];
const authorities: readonly Role[] = [...labour, 'housing-reviewer'];
const ofProject = shape({ projectId: id('项目') });
const ofDispute = shape({ projectId: id('项目'), disputeId: id('仲裁或诉讼') });

const closingPage = page({
  path: paths.accountClosing(),
  audience: tabAudience.money,
  summary: '专户销户',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const account = await findWageAccount(work, projectId);
    const closing = await findClosing(work, projectId);
    const open = account !== undefined && account.state !== 'closed';
    const head = await getProjectHead(work, projectId);
    const cause = closing && closing.state !== 'closed' ? closing.cause : 'completed';
    return { head, account: open ? account : undefined, closing, bars: open ? await projectClosingBars(work, projectId, cause) : [], disputes: await listDisputes(work, projectId), today: work.today };
  },
  view: ({ head, account, closing, bars, disputes, today }, ctx) => {
    const running = closing !== undefined && closing.state !== 'closed';
    const actions = running ? allowedActions(closingFlow, closing.state, ctx.actor.role) : [];
    const step = (action: (typeof actions)[number], values: FormState['values'] = {}): FormView | undefined => (actions.includes(action) ? formOf(ctx, `account-closing.${action}`, paths.accountClosingStep(head.id, action), values) : undefined);
    return (
      <ClosingPage
        frame={frameOf(head, ctx)}
        closing={closing}
        hasAccount={account !== undefined}
        bars={bars}
        disputes={disputes.map((d, i) => ({ ...d, end: d.endedOn === null && may(labour, ctx) ? formAt(i, formOf(ctx, 'dispute.end', paths.wageDisputeEnd(head.id, d.id), { endedOn: today })) : undefined }))}
        start={account && !running && may(keepers, ctx) ? formOf(ctx, 'account-closing.start', paths.accountClosing(head.id), { noticeFrom: today, cause: 'completed' }) : undefined}
        promise={step('promise')}
        check={today > (closing?.noticeUntil ?? today) && bars.length === 0 ? step('check') : undefined}
        release={bars.length === 0 ? step('release') : undefined}
        close={ctx.actor.role === 'bank-operator' && account?.bankId !== ctx.actor.partyId ? undefined : step('close', { closedOn: today })}
        withdraw={step('withdraw')}
        dispute={may(labour, ctx) ? formOf(ctx, 'dispute.record', paths.wageDisputes(head.id), { kind: 'arbitration' }) : undefined}
        publicHref={paths.publicClosings}
      />
    );
  },
});

const toClosing = (_result: unknown, { params }: { readonly params: { readonly projectId: string } }): string => paths.accountClosing(params.projectId);
const closingForm = { form: closingPage, done: toClosing };

const start = command({
  id: 'account-closing.start',
  path: paths.accountClosing(),
  audience: keepers,
  summary: '开始专户销户公示',
  params: ofProject,
  body: closingNotice,
  status: 201,
  run: (work, { params, body }) => startClosing(work, params.projectId, body),
  page: { ...closingForm, flash: () => '公示已开始，并登在公众页面' },
});

const promise = command({
  id: 'account-closing.promise',
  path: paths.accountClosingStep(undefined, 'promise'),
  audience: ['general-contractor'],
  summary: '提交专户销户承诺书',
  params: ofProject,
  body: closingPromise,
  run: (work, { params, body }) => promiseClosing(work, params.projectId, body),
  page: { ...closingForm, flash: () => '承诺书已提交' },
});

const check = command({
  id: 'account-closing.check',
  path: paths.accountClosingStep(undefined, 'check'),
  audience: labour,
  summary: '核查专户销户',
  params: ofProject,
  run: (work, { params }) => checkClosing(work, params.projectId),
  page: { ...closingForm, flash: () => '已核查，等待另一人同意' },
});

const release = command({
  id: 'account-closing.release',
  path: paths.accountClosingStep(undefined, 'release'),
  audience: ['supervisor'],
  summary: '同意专户销户',
  params: ofProject,
  run: (work, { params }) => releaseClosing(work, params.projectId),
  page: { ...closingForm, flash: () => '已同意，请银行办理销户' },
});

const close = command({
  id: 'account-closing.close',
  path: paths.accountClosingStep(undefined, 'close'),
  audience: [...labour, 'bank-operator'],
  summary: '登记专户已销户',
  params: ofProject,
  body: accountClosed,
  run: (work, { params, body }) => closeAccount(work, params.projectId, body),
  page: { ...closingForm, flash: () => '专户已销户' },
});

const withdraw = command({
  id: 'account-closing.withdraw',
  path: paths.accountClosingStep(undefined, 'withdraw'),
  audience: keepers,
  summary: '撤回专户销户',
  params: ofProject,
  body: closingWithdrawn,
  run: (work, { params, body }) => withdrawClosing(work, params.projectId, body),
  page: { ...closingForm, flash: () => '销户已撤回' },
});

const dispute = command({
  id: 'dispute.record',
  path: paths.wageDisputes(),
  audience: labour,
  summary: '登记工资仲裁或诉讼',
  params: ofProject,
  body: newDispute,
  status: 201,
  run: (work, { params, body }) => recordDispute(work, params.projectId, body),
  page: { ...closingForm, flash: () => '仲裁或诉讼已登记' },
});

const disputeOver = command({
  id: 'dispute.end',
  path: paths.wageDisputeEnd(),
  audience: labour,
  summary: '登记工资仲裁或诉讼结束',
  params: ofDispute,
  body: disputeEnd,
  run: (work, { params, body }) => endDispute(work, params.projectId, params.disputeId, body),
  page: { ...closingForm, flash: () => '已登记结束' },
});

const contractorPage = page({
  path: paths.projectContractor(),
  audience: authorities,
  summary: '变更施工总承包单位页',
  params: ofProject,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), firms: await choosableParties(work, ['enterprise']), today: work.today }),
  view: ({ head, firms, today }, ctx) => (
    <ContractorPage
      frame={frameOf(head, ctx)}
      contractor={head.contractor}
      firms={firms.filter((f) => f.id !== head.contractorId && f.id !== head.ownerId).map((f) => ({ value: f.id, label: f.name }))}
      {...formOf(ctx, 'project.replace-contractor', paths.projectContractor(head.id), { changedOn: today })}
    />
  ),
});

const replace = command({
  id: 'project.replace-contractor',
  path: paths.projectContractor(),
  audience: authorities,
  summary: '变更施工总承包单位',
  params: ofProject,
  body: contractorReplaced,
  run: (work, { params, body }) => replaceContractor(work, params.projectId, body),
  page: { form: contractorPage, done: (_result, { params }) => paths.projectMoney(params.projectId), flash: () => '施工总承包单位已变更；专户须销户后由新单位重新开立' },
});

const publicPage = page({
  path: paths.publicClosings,
  audience: ['anonymous'],
  summary: '工资专户销户公示',
  load: (work) => publicClosings(work),
  view: (rows, ctx) => <PublicClosingsPage open={ctx.open('closings')} rows={rows} complaintHref={paths.complaint} />,
});

const publicJson = resource({ path: paths.publicClosings, audience: ['anonymous'], summary: '工资专户销户公示', load: (work) => publicClosings(work) });
const closingJson = resource({
  path: paths.accountClosing(),
  audience: tabAudience.money,
  summary: '专户销户的进度和不得销户的情形',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const closing = await findClosing(work, projectId);
    return { closing: closing ?? null, bars: await projectClosingBars(work, projectId, closing?.cause ?? 'completed') };
  },
});

/** The closing of a dedicated account, what bars it, its public notice, and the change of the general contractor. */
export const accountClosingRoutes: readonly Definition[] = [closingPage, start, promise, check, release, close, withdraw, dispute, disputeOver, contractorPage, replace, publicPage, publicJson, closingJson];
