import { balanceOf, findWageAccount } from '../../domain/escrow/index.js';
import { listProfileChoices, profileToRead } from '../../domain/policy/index.js';
import { getProjectHead } from '../../domain/projects/index.js';
import {
  answerUpload,
  assignment,
  assignRelease,
  batchFile,
  drawablePeriods,
  fileWanted,
  getRelease,
  issueApprovalForm,
  issueDepositNotice,
  listColleagues,
  listInstructions,
  listReleases,
  makeBatch,
  opinionGiven,
  releasableSheets,
  releaseHistory,
  requestRelease,
  resubmitRelease,
  returnGiven,
  returnRelease,
  returnTargets,
  reviewRelease,
  sheetRequest,
  sourcesOfDraw,
  takeAnswer,
  withdrawRelease,
  type AnswerTaken,
  type DrawablePeriod,
  type ReleaseAction,
  type ReleaseDetail,
  type ReturnStage,
  type SourceOfDraw,
} from '../../domain/releases/index.js';
import { readInChild } from '../../formats/spreadsheet/child.js';
import { id, integer, oneOf, shape } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { roleNames, type ActorRole, type Role } from '../../values/role.js';
import { actionWord } from '../../views/action-words.js';
import type { Choice, Flash } from '../../views/components/index.js';
import type { FormState } from '../../views/form-state.js';
import { ProjectReleasesPage } from '../../views/pages/releases/project-releases.js';
import { ReleasePage } from '../../views/pages/releases/release.js';
import { command, file, page, type Definition, type PageContext } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { batchReaders } from './dispatch.js';
import { projectTabs, tabAudience } from '../project-tabs.js';
import { wholePlan } from './draw-plans.js';
import { leftOf, releaseListPages, stepLeftOf, withLeft } from './release-list.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
const contractor: readonly Role[] = ['general-contractor'];
const bank: readonly Role[] = ['bank-operator'];
/** Everyone who has a part in releases; which ones they see is the release's own scope. */
export const readers = tabAudience.releases;
export const ofRelease = shape({ releaseId: id('支付申请') });
const ofProject = shape({ projectId: id('项目') });
const fates = ['draft', 'approved', 'queued', 'sent', 'paid', 'rejected', 'returned', 'unknown', 'withdrawn'] as const;
export const linesQuery = shape({ state: oneOf('结果', fates).optional(), page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 200).or(50) });

/** What a project offers to this person: the sheets that can be paid, the months that a deposit can be drawn for. */
export async function offersOf(work: Work, projectId: string) {
  const { role } = work.actor;
  const asks = role === 'general-contractor';
  const draws = asks || role === 'inspector' || role === 'supervisor';
  const months = draws ? await drawablePeriods(work, projectId) : [];
  const account = asks ? await findWageAccount(work, projectId) : undefined;
  const { balanceFen, heldFen } = await balanceOf(work, { kind: 'escrow', projectId });
  return {
    sheets: asks ? await releasableSheets(work, projectId) : undefined,
    account: account !== undefined && account.state !== 'closed',
    freeFen: balanceFen - heldFen,
    months,
    sources: months.length > 0 ? await sourcesOfDraw(work, projectId) : [],
  };
}

const projectPage = page({
  path: paths.projectReleases(),
  audience: readers,
  summary: '项目的支付办理',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const head = await getProjectHead(work, projectId);
    const { rows, total } = await listReleases(work, { tab: 'all', projectId, sort: 'requested', direction: 'desc', page: 1, size: 50 });
    return { head, rows: withLeft(work, rows), total, offers: await offersOf(work, projectId) };
  },
  view: ({ head, rows, total, offers }, ctx) => (
    <ProjectReleasesPage
      shell={ctx.desk('projects')}
      project={head}
      tabs={projectTabs(head.id, ctx.actor.role)}
      projectsHref={paths.projects}
      csrf={ctx.csrf}
      rows={rows}
      total={total}
      allHref={withQuery(paths.releases, { tab: 'all', projectId: head.id })}
      request={offers.sheets && { action: paths.projectReleases(head.id), form: ctx.formFor('release.request', offers.sheets.length === 1 ? { sheetId: offers.sheets[0]!.id } : {}), sheets: offers.sheets, account: offers.account, freeFen: offers.freeFen }}
      draw={offers.months.length > 0 ? { action: paths.projectDraw(head.id), sources: offers.sources, cases: casesOf(head.id, offers.months, offers.sources) } : undefined}
      href={paths.release}
    />
  ),
});

/** The months by case, each with its own choice. */
function casesOf(projectId: string, months: readonly DrawablePeriod[], sources: readonly SourceOfDraw[]) {
  return [...new Set(months.map((m) => m.caseId))].map((caseId) => {
    const of = months.filter((m) => m.caseId === caseId);
    const ready = of.filter((m) => m.waiting === 0).map((m) => m.period);
    return { caseId, number: of[0]!.caseNumber, months: of, planHref: wholePlan(projectId, caseId, sources, ready), form: { values: { periods: ready, sources: sources.map((s) => s.key) }, issues: [], formId: `draw-${caseId}` } };
  });
}

const request = command({
  id: 'release.request',
  money: true,
  path: paths.projectReleases(),
  audience: contractor,
  summary: '就一张工资表提请从工资专户支付',
  params: ofProject,
  body: sheetRequest,
  status: 201,
  run: async (work, { params, body }) => {
    await getProjectHead(work, params.projectId);
    return requestRelease(work, body);
  },
  page: { form: projectPage, done: ({ releaseId }) => paths.release(releaseId), flash: ({ number }) => `已提请支付，编号 ${number}，待劳监审核` },
});

const detailPage = page({
  path: paths.release(),
  audience: readers,
  summary: '一次支付',
  params: ofRelease,
  query: linesQuery,
  load: async (work, { params: { releaseId }, query }) => {
    const release = await getRelease(work, releaseId);
    return { release, profiles: await listProfileChoices(work, { bankId: release.payerBankId }), left: leftOf(work, release), stepLeft: stepLeftOf(work, release), colleagues: release.actions.includes('assign') ? await listColleagues(work, release) : [], query, lines: await listInstructions(work, releaseId, query), events: await releaseHistory(work, releaseId) };
  },
  view: ({ release, profiles, left, stepLeft, colleagues, query, lines, events }, ctx) => {
    const may = (action: ReleaseAction): boolean => release.actions.includes(action);
    const at = paths.release(release.id);
    const staff = (labour as readonly string[]).includes(ctx.actor.role);
    return (
      <ReleasePage
        shell={ctx.desk('releases')}
        csrf={ctx.csrf}
        listHref={paths.releases}
        projectHref={paths.project(release.projectId)}
        groundHref={groundOf(release, ctx)}
        release={release}
        left={left}
        stepLeft={stepLeft}
        planHref={release.planId ? paths.drawPlan(release.planId) : undefined}
        assign={colleagues.length > 0 ? { action: paths.releaseAssign(release.id), form: ctx.formFor('release.assign'), colleagues } : undefined}
        next={nextOf(release, ctx)}
        decision={decisionOf(release, ctx)}
        lost={lostForm(release, ctx)}
        withdraw={may('withdraw') ? { action: paths.releaseWithdraw(release.id), form: ctx.formFor('release.withdraw') } : undefined}
        notice={release.source === 'escrow' ? undefined : { issueAction: may('notify') ? paths.releaseNotice(release.id) : undefined, paper: release.paper ? { ...release.paper, href: paths.paper(release.paper.id), pdfHref: paths.paperPdf(release.paper.id), mayServe: staff && release.paper.servedOn === null } : undefined }}
        formAction={staff && release.state !== 'returned' && release.state !== 'withdrawn' ? paths.releaseForm(release.id) : undefined}
        bank={{
          profiles: profiles.map((p) => ({ value: p.id, label: p.name })),
          take: may('pay') ? { action: paths.releaseBatches(release.id), form: ctx.formFor('release.take-file', { profile: profiles[0]?.id ?? '' }) } : undefined,
          answer: may('settle') ? { action: paths.releaseAnswers(release.id), form: ctx.formFor('release.take-answer', answerDefaults(release)) } : undefined,
          batches: release.batches,
          answers: release.answers,
          connected: release.connected,
          batchHref: (batchId) => ((batchReaders as readonly string[]).includes(ctx.actor.role) ? paths.batch(batchId) : undefined),
          fileHref: (batchId) => (ctx.actor.role === 'bank-operator' ? paths.batchFile(batchId) : undefined),
        }}
        lines={{
          ...lines,
          page: query.page,
          size: query.size,
          state: query.state,
          pageHref: (n, size) => withQuery(at, { state: query.state, page: n, size }),
          stateHref: (state) => withQuery(at, { state }),
          releaseHref: paths.release,
        }}
        events={events.map((e) => ({ at: e.at, what: actionWord(e.action), who: `${e.by}（${roleNames[e.role as ActorRole]}）`, detail: e.reason ?? undefined }))}
      />
    );
  },
});

/** The first batch that still waits, in the format that it went out in. */
function answerDefaults({ batches }: ReleaseDetail): Record<string, string> {
  const batch = batches.find((b) => b.openLines > 0) ?? batches[0];
  return batch ? { batchId: batch.id, profile: batch.profile } : {};
}

const groundOf = ({ sheetId, caseId }: ReleaseDetail, { actor }: PageContext): string | undefined => {
  if (sheetId && (tabAudience.payroll as readonly string[]).includes(actor.role)) return paths.sheet(sheetId);
  return caseId && (labour as readonly string[]).includes(actor.role) ? paths.caseFile(caseId) : undefined;
};

/** Whose turn it is, in one sentence. */
function nextOf(release: ReleaseDetail, { actor }: PageContext): string {
  const acted = release.steps.some((s) => s.round === release.round && s.mine);
  switch (release.state) {
    case 'requested':
      return acted && actor.role !== 'general-contractor' ? '您已办理过本轮的一个环节，须由另一名监察员审核。' : '由劳动监察机构审核：人员、出勤、金额与工资表或者处理决定是否一致。';
    case 'labour-reviewed':
      return acted && actor.role === 'housing-reviewer' ? '您已办理过本轮的一个环节，须由另一人复核。' : '由行业主管部门复核。复核同意后冻结资金，并为每笔付款编号。';
    case 'housing-reviewed':
      if (release.source !== 'escrow' && !release.paper) return '由劳动监察机构制发保证金支付通知书。';
      if (release.source !== 'escrow' && !release.draw) return '由劳动监察机构把支付通知书送达付款机构并登记送达。';
      return release.connected ? `由${release.payerBank}同意代发，系统发送付款文件，直接支付到工人本人的银行卡。` : `由${release.payerBank}取付款文件，直接支付到工人本人的银行卡。`;
    case 'queued':
      return '付款文件在发送队列中，发出以前可以撤回。';
    case 'sent':
      return '付款文件已交银行，等待回盘。没有回盘的付款不会自动重发。';
    case 'part-paid':
      return release.fates.some((f) => f.state === 'sent' || f.state === 'unknown') ? '部分付款还没有确定的结果，等待银行回盘。' : '有工人没有到账：更正银行卡后，就同一张工资表或者案件再次提请支付。';
    case 'paid':
      return '每名工人都已到账。';
    case 'returned':
      return '已退回提请单位，更正后可以重新提请，或者撤回。';
    case 'withdrawn':
      return '已撤回，资金和明细已经释放。';
  }
}

const decisions: readonly { readonly action: ReleaseAction; readonly label: string; readonly id: string; readonly path: (id: string) => string; readonly look: NonNullable<Choice['look']> }[] = [
  { action: 'labour-review', label: '同意', id: 'release.agree', path: paths.releaseAgree, look: 'primary' },
  { action: 'housing-review', label: '同意', id: 'release.agree', path: paths.releaseAgree, look: 'primary' },
  { action: 'resubmit', label: '重新提请', id: 'release.resubmit', path: paths.releaseResubmit, look: 'primary' },
  { action: 'return', label: '退回', id: 'release.return', path: paths.releaseReturn, look: 'secondary' },
];

const returnNames: Readonly<Record<ReturnStage, string>> = { request: '提请单位', 'labour-review': '劳监审核', 'housing-review': '住建复核' };

/** The buttons that stand open, over one opinion; the form that was refused keeps what was typed. */
function decisionOf(release: ReleaseDetail, ctx: PageContext): { readonly form: FormState; readonly choices: readonly Choice[] } {
  const open = decisions.filter((d) => release.actions.includes(d.action));
  const forms = decisions.map((d) => ctx.formFor(d.id));
  return { form: forms.find((f) => f.issues.length > 0) ?? forms[0]!, choices: open.flatMap((d): Choice[] => (d.action === 'return' ? returnTargets(release.state).toReversed().map((to) => ({ label: `退回${returnNames[to]}`, action: d.path(release.id), look: d.look, sends: { name: 'to', value: to } })) : [{ label: d.label, action: d.path(release.id), look: d.look }])) };
}

/** A refused form that is no longer on the page, since somebody else was quicker: its reason must be told all the same. */
function lostForm({ actions }: ReleaseDetail, ctx: PageContext): FormState | undefined {
  const shown: Readonly<Record<string, boolean>> = {
    'release.agree': actions.includes('labour-review') || actions.includes('housing-review'),
    'release.return': actions.includes('return'),
    'release.resubmit': actions.includes('resubmit'),
    'release.withdraw': actions.includes('withdraw'),
    'release.assign': actions.includes('assign'),
    'release.take-file': actions.includes('pay'),
    'release.take-answer': actions.includes('settle'),
    'release.notice': false,
    'release.form': false,
  };
  return Object.entries(shown)
    .filter(([, there]) => !there)
    .map(([formId]) => ctx.formFor(formId))
    .find((f) => f.issues.length > 0);
}

const back = { form: detailPage, done: (_result: unknown, { params }: { readonly params: { readonly releaseId: string } }) => paths.release(params.releaseId) };

const agree = command({
  id: 'release.agree',
  money: true,
  secondFactor: true,
  path: paths.releaseAgree(),
  audience: [...labour, 'housing-reviewer'],
  summary: '劳监审核或住建复核同意',
  params: ofRelease,
  body: opinionGiven,
  run: (work, { params, body }) => reviewRelease(work, params.releaseId, body),
  page: { ...back, flash: () => '已同意，转入下一环节' },
});

const giveBack = command({
  id: 'release.return',
  money: true,
  path: paths.releaseReturn(),
  audience: [...labour, 'housing-reviewer', ...bank],
  summary: '退回支付申请',
  params: ofRelease,
  body: returnGiven,
  run: (work, { params, body }) => returnRelease(work, params.releaseId, body),
  page: { ...back, flash: () => '已退回' },
});

const assign = command({
  id: 'release.assign',
  path: paths.releaseAssign(),
  audience: [...labour, 'housing-reviewer', ...bank],
  summary: '把待办环节转交给本单位同事',
  params: ofRelease,
  body: assignment,
  run: (work, { params, body }) => assignRelease(work, params.releaseId, body),
  page: { ...back, flash: () => '已转交' },
});

const resubmit = command({
  id: 'release.resubmit',
  money: true,
  path: paths.releaseResubmit(),
  audience: [...contractor, ...labour],
  summary: '重新提请被退回的支付',
  params: ofRelease,
  body: opinionGiven,
  run: (work, { params, body }) => resubmitRelease(work, params.releaseId, body),
  page: { ...back, flash: () => '已重新提请' },
});

const withdraw = command({
  id: 'release.withdraw',
  money: true,
  path: paths.releaseWithdraw(),
  audience: [...contractor, ...labour],
  summary: '撤回支付申请',
  params: ofRelease,
  body: opinionGiven,
  run: (work, { params, body }) => withdrawRelease(work, params.releaseId, body),
  page: { ...back, flash: () => '已撤回' },
});

const notice = command({
  id: 'release.notice',
  path: paths.releaseNotice(),
  audience: labour,
  summary: '制发保证金支付通知书',
  params: ofRelease,
  status: 201,
  run: (work, { params }) => issueDepositNotice(work, params.releaseId),
  page: { ...back, flash: ({ number }) => `已制发 ${number}，请送达付款机构并登记送达` },
});

const approvalForm = command({
  id: 'release.form',
  path: paths.releaseForm(),
  audience: labour,
  summary: '制作工资支付审批表',
  params: ofRelease,
  run: (work, { params }) => issueApprovalForm(work, params.releaseId),
  page: { form: detailPage, done: ({ paperId }) => paths.paperPdf(paperId) },
});

const takeFile = command({
  id: 'release.take-file',
  money: true,
  secondFactor: true,
  path: paths.releaseBatches(),
  audience: bank,
  summary: '取付款文件',
  params: ofRelease,
  body: fileWanted,
  status: 201,
  run: (work, { params, body }) => makeBatch(work, params.releaseId, body.profile),
  page: { form: detailPage, done: (_result, { params }) => `${paths.release(params.releaseId)}#files`, flash: takenFlash },
});

const batch = file({
  path: paths.batchFile(),
  audience: bank,
  summary: '下载付款文件',
  params: shape({ batchId: id('批次') }),
  load: async (work, { params }) => {
    const { name, mediaType, bytes } = await batchFile(work, params.batchId);
    return { name, mediaType, bytes: () => bytes };
  },
});

const answer = command({
  id: 'release.take-answer',
  money: true,
  path: paths.releaseAnswers(),
  audience: bank,
  summary: '导入银行回盘',
  params: ofRelease,
  body: answerUpload,
  files: ['file'],
  prepare: async ({ body, files }, ask) => readInChild('bankReturn', files['file']!.bytes, { profile: await ask((work) => profileToRead(work, body.profile, { bankId: work.actor.partyId! })) }),
  run: (work, { params, body, files, prepared }) => takeAnswer(work, { releaseId: params.releaseId, batchId: body.batchId, file: files['file']!, reading: prepared }),
  page: { form: detailPage, done: (_result, { params }) => `${paths.release(params.releaseId)}#answers`, flash: answerFlash },
});

function takenFlash({ batches, repeated, queued }: Awaited<ReturnType<typeof makeBatch>>): string {
  if (queued) return repeated ? '此前已经同意代发，付款文件在发送队列中' : `已同意代发，付款文件 ${batches.length} 份进入发送队列`;
  return repeated ? '付款文件此前已经取过，仍是同一份' : `付款文件已生成 ${batches.length} 份，请下载`;
}

function answerFlash({ repeated, lines, applied, setAside }: AnswerTaken): Flash {
  if (repeated) return { kind: 'info', text: '这份回盘此前已经导入，没有重复入账' };
  const told = `回盘共 ${lines} 笔，入账 ${applied} 笔`;
  return setAside.length > 0 ? { kind: 'warn', text: `${told}，挂起 ${setAside.length} 笔，原因见下方` } : { kind: 'success', text: told };
}

export const releasePages: readonly Definition[] = [...releaseListPages, projectPage, request, detailPage, agree, giveBack, assign, resubmit, withdraw, notice, approvalForm, takeFile, batch, answer];
