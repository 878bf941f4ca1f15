import { assessDeposit, depositFlow, exemptDeposit, exemption, getDeposit, newCash, newGuarantee, reckonDeposit, recordInstrument, type DepositView, type Reckoned } from '../../domain/deposits/index.js';
import { accountDuty, accountFiled, creditLabourCost, fileWageAccount, findWageAccount, ledgerRows, listCredits, listJournals, moneyLine, newCredit, newWageAccount, openWageAccount, wageAccountFlow, wageAccountName } from '../../domain/escrow/index.js';
import { choosableParties } from '../../domain/parties/index.js';
import { getProjectHead, type ProjectHead } from '../../domain/projects/index.js';
import { listStatementLines, moneyDelays } from '../../domain/wage-accounts/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { id, shape } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { daysLeft } from '../../values/days-left.js';
import { yuan } from '../../values/money.js';
import { daysBetween, type PlainDate } from '../../values/plain-date.js';
import type { Role } from '../../values/role.js';
import { allowedActions } from '../../values/workflow.js';
import type { Flash } from '../../views/components/index.js';
import { CreditFormPage } from '../../views/pages/money/credit-form.js';
import { CashFormPage, GuaranteeFormPage } from '../../views/pages/money/deposit-forms.js';
import type { DepositSectionView, LeftView } from '../../views/pages/money/deposit-section.js';
import type { FormView, MoneyFrameProps } from '../../views/pages/money/money-frame.js';
import { accountNames, formNames, journalNames } from '../../views/pages/money/money-words.js';
import { MoneyPage } from '../../views/pages/money/money.js';
import { WageAccountFormPage } from '../../views/pages/money/wage-account-form.js';
import type { FormState } from '../../views/form-state.js';
import { command, file, page, type Definition, type PageContext } from '../define.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
const accountKeepers: readonly Role[] = [...labour, 'general-contractor'];
const creditors: readonly Role[] = ['bank-operator', 'general-contractor'];
const cashiers: readonly Role[] = [...labour, 'bank-operator'];
const ofProject = shape({ projectId: id('项目') });
const shownJournals = 20;

const frameOf = (head: ProjectHead, ctx: PageContext): MoneyFrameProps => ({
  shell: ctx.desk('projects'),
  project: head,
  tabs: projectTabs(head.id, ctx.actor.role),
  projectsHref: paths.projects,
  moneyHref: paths.projectMoney(head.id),
});

interface DepositModel {
  readonly stored: DepositView | undefined;
  /** What is due: as assessed, else as today's records have it. */
  readonly reckoned: Reckoned;
  readonly left: (on: PlainDate | null, done: boolean) => LeftView | undefined;
  readonly today: PlainDate;
}

async function depositModel(work: Work, projectId: string): Promise<DepositModel> {
  const stored = await getDeposit(work, projectId);
  const left = (on: PlainDate | null, done: boolean): LeftView | undefined => (on === null || done ? undefined : daysLeft(work.calendar, work.today, on));
  return { stored, reckoned: stored ?? (await reckonDeposit(work, projectId)), left, today: work.today };
}

function depositView({ stored, reckoned, left, today }: DepositModel, projectId: string, ctx: PageContext): DepositSectionView {
  const { role } = ctx.actor;
  const may = stored ? allowedActions(depositFlow, stored.state, role) : allowedActions(depositFlow, 'due', role);
  const { amount, deadline, missing } = reckoned.reckoning;
  const form = (formId: string, action: string): FormView => ({ action, csrf: ctx.csrf, form: ctx.formFor(formId) });
  const receives = (by: readonly Role[]): boolean => may.includes('receive') && (by as readonly string[]).includes(role);
  return {
    state: stored?.state,
    dueFen: reckoned.dueFen,
    dueOn: reckoned.dueOn,
    dueLeft: left(reckoned.dueOn, stored !== undefined && stored.state !== 'due'),
    reasons: [...(amount ? [{ words: amount.because, basis: amount.source }, ...amount.reasons] : []), ...(deadline ? [{ words: deadline.because, basis: deadline.source }] : [])],
    missing,
    exemptByLaw: amount?.exemptByLaw ?? false,
    exemptReason: stored?.exemptReason ?? null,
    cashFen: stored?.cashFen ?? 0n,
    guaranteeFen: stored?.guaranteeFen ?? 0n,
    shortFen: stored ? stored.shortFen : reckoned.dueFen,
    instruments: (stored?.instruments ?? []).map((i) => ({ ...i, expiresIn: i.remindOn !== null && i.validTo !== null && i.remindOn <= today ? daysBetween(today, i.validTo) : undefined })),
    draws: (stored?.draws ?? []).map((d) => ({ ...d, bankLeft: left(d.bankDueOn, d.paidOn !== null), topUpLeft: left(d.topUpDueOn, d.toppedUpOn !== null) })),
    assess: (labour as readonly string[]).includes(role) ? form('deposit.assess', paths.projectDepositAssessment(projectId)) : undefined,
    exempt: may.includes('exempt') ? form('deposit.exempt', paths.projectDepositExemption(projectId)) : undefined,
    cashHref: receives(cashiers) ? paths.projectDepositCash(projectId) : undefined,
    guaranteeHref: receives(accountKeepers) ? paths.projectDepositGuarantee(projectId) : undefined,
    href: paths.projectDeposit(projectId),
  };
}

/** The form that was refused and is not drawn any more, e.g. a second click on 备案: its words must be read all the same. */
const strayForm = (ctx: PageContext, drawn: readonly (FormView | undefined)[]): FormState | undefined =>
  ctx.form.formId !== undefined && ctx.form.issues.length > 0 && !drawn.some((f) => f?.form === ctx.form) ? ctx.form : undefined;

/** Where the account's own pages are. */
const accountLinks = (projectId: string, role: string, hasAccount: boolean, open: number): { label: string; href: string }[] => [
  { label: open > 0 ? `银行流水（${open} 笔待认定）` : '银行流水', href: paths.projectStatements(projectId) },
  { label: '拨付计划', href: paths.projectFunding(projectId) },
  ...(hasAccount
    ? [
        { label: '三方协议', href: paths.wageAccountAgreement(projectId) },
        { label: '查封冻结', href: paths.accountSeizures(projectId) },
        { label: '销户', href: paths.accountClosing(projectId) },
      ]
    : []),
  ...(role === 'inspector' || role === 'supervisor' || role === 'housing-reviewer' ? [{ label: '变更总包', href: paths.projectContractor(projectId) }] : []),
];

const moneyPage = page({
  path: paths.projectMoney(),
  audience: tabAudience.money,
  summary: '项目的专户与保证金',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const duty = await accountDuty(work, projectId);
    return {
      head: await getProjectHead(work, projectId),
      line: await moneyLine(work, projectId),
      delays: await moneyDelays(work, projectId),
      open: (await listStatementLines(work, projectId, { open: true, page: 1, size: 1 })).open,
      account: await findWageAccount(work, projectId),
      duty: duty && { ...duty, left: daysLeft(work.calendar, work.today, duty.by) },
      deposit: await depositModel(work, projectId),
      credits: await listCredits(work, projectId),
      journals: await listJournals(work, projectId, shownJournals),
      today: work.today,
    };
  },
  view: ({ head, line, delays, open, account, duty, deposit, credits, journals, today }, ctx) => {
    const { role, partyId } = ctx.actor;
    const may = account ? allowedActions(wageAccountFlow, account.state, role) : [];
    const form = (formId: string, action: string, values: FormState['values']): FormView => ({ action, csrf: ctx.csrf, form: ctx.formFor(formId, values) });
    const filing = may.includes('file') ? form('escrow.file-account', paths.wageAccountFiling(head.id), { filedOn: today }) : undefined;
    const section = depositView(deposit, head.id, ctx);
    return (
      <MoneyPage
        frame={frameOf(head, ctx)}
        form={ctx.form.formId === undefined ? undefined : ctx.form}
        refused={strayForm(ctx, [filing, section.exempt])}
        line={line}
        account={account}
        duty={duty}
        openHref={(accountKeepers as readonly string[]).includes(role) && (!account || account.state === 'closed') ? paths.wageAccount(head.id) : undefined}
        creditHref={may.includes('credit') && (role !== 'bank-operator' || account?.bankId === partyId) ? paths.projectCredits(head.id) : undefined}
        links={accountLinks(head.id, role, account !== undefined, open)}
        delays={delays}
        filing={filing}
        deposit={section}
        credits={credits}
        journals={journals}
        exportHref={paths.projectMoneyExport(head.id)}
      />
    );
  },
});

const toMoney = (_result: unknown, { params }: { readonly params: { readonly projectId: string } }): string => paths.projectMoney(params.projectId);

const accountPage = page({
  path: paths.wageAccount(),
  audience: accountKeepers,
  summary: '登记工资专户开户页',
  params: ofProject,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), banks: await choosableParties(work, ['bank']), today: work.today }),
  view: ({ head, banks, today }, ctx) => (
    <WageAccountFormPage
      frame={frameOf(head, ctx)}
      banks={banks.map((b) => ({ value: b.id, label: b.name }))}
      prescribedName={wageAccountName(head.contractor, head.name)}
      action={paths.wageAccount(head.id)}
      csrf={ctx.csrf}
      form={ctx.formFor('escrow.open-account', { openedOn: today })}
    />
  ),
});

const openAccount = command({
  id: 'escrow.open-account',
  path: paths.wageAccount(),
  audience: accountKeepers,
  summary: '登记工资专户开户',
  params: ofProject,
  body: newWageAccount,
  status: 201,
  run: (work, { params, body }) => openWageAccount(work, params.projectId, body),
  page: { form: accountPage, done: toMoney, flash: () => '专户开户已登记' },
});

const fileAccount = command({
  id: 'escrow.file-account',
  path: paths.wageAccountFiling(),
  audience: accountKeepers,
  summary: '登记工资专户备案',
  params: ofProject,
  body: accountFiled,
  run: (work, { params, body }) => fileWageAccount(work, params.projectId, body),
  page: { form: moneyPage, done: toMoney, flash: () => '专户备案已登记' },
});

const creditPage = page({
  path: paths.projectCredits(),
  audience: creditors,
  summary: '登记人工费用到账页',
  params: ofProject,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), today: work.today }),
  view: ({ head, today }, ctx) => (
    <CreditFormPage frame={frameOf(head, ctx)} action={paths.projectCredits(head.id)} csrf={ctx.csrf} form={ctx.formFor('escrow.credit-labour-cost', { bookedOn: today, payer: head.owner })} />
  ),
});

const credit = command({
  id: 'escrow.credit-labour-cost',
  money: true,
  path: paths.projectCredits(),
  audience: creditors,
  summary: '登记人工费用到账；同一流水号只记一次',
  params: ofProject,
  body: newCredit,
  status: 201,
  run: (work, { params, body }) => creditLabourCost(work, params.projectId, body),
  page: { form: creditPage, done: toMoney, flash: () => '人工费用到账已登记' },
});

const assess = command({
  id: 'deposit.assess',
  path: paths.projectDepositAssessment(),
  audience: labour,
  summary: '核定应存保证金',
  params: ofProject,
  run: (work, { params }) => assessDeposit(work, params.projectId),
  page: {
    form: moneyPage,
    done: toMoney,
    flash: ({ reckoning }): string | Flash => (reckoning.missing.length > 0 ? { kind: 'warn', text: '已登记，但有参数尚未设定，应存金额或期限未知' } : '保证金已核定'),
  },
});

const cashPage = page({
  path: paths.projectDepositCash(),
  audience: cashiers,
  summary: '登记现金保证金页',
  params: ofProject,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), banks: await choosableParties(work, ['bank']), deposit: await depositModel(work, params.projectId) }),
  view: ({ head, banks, deposit }, ctx) => (
    <CashFormPage
      frame={frameOf(head, ctx)}
      issuers={banks.filter((b) => ctx.actor.role !== 'bank-operator' || b.id === ctx.actor.partyId).map((b) => ({ value: b.id, label: b.name }))}
      shortFen={deposit.stored ? deposit.stored.shortFen : deposit.reckoned.dueFen}
      action={paths.projectDepositCash(head.id)}
      csrf={ctx.csrf}
      form={ctx.formFor('deposit.store-cash', { receivedOn: deposit.today })}
    />
  ),
});

const storedFlash = ({ stillShortFen }: { readonly stillShortFen: bigint | null }): string | Flash =>
  stillShortFen === null ? { kind: 'warn', text: '已登记。应存金额尚不能核定' } : stillShortFen > 0n ? { kind: 'warn', text: `已登记，尚差 ${yuan(stillShortFen)} 元` } : '已登记，保证金已足额';

const storeCash = command({
  id: 'deposit.store-cash',
  money: true,
  path: paths.projectDepositCash(),
  audience: cashiers,
  summary: '登记存入的现金保证金',
  params: ofProject,
  body: newCash,
  status: 201,
  run: (work, { params, body }) => recordInstrument(work, params.projectId, { form: 'cash', ...body }),
  page: { form: cashPage, done: toMoney, flash: storedFlash },
});

const issuerNote: Readonly<Record<string, string>> = { bank: '银行', surety: '担保公司', insurer: '保险公司' };

const guaranteePage = page({
  path: paths.projectDepositGuarantee(),
  audience: accountKeepers,
  summary: '登记保函或保证保险页',
  params: ofProject,
  load: async (work, { params }) => {
    const issuers: { value: string; label: string }[] = [];
    for (const kind of ['bank', 'surety', 'insurer']) for (const p of await choosableParties(work, [kind])) issuers.push({ value: p.id, label: `${p.name}(${issuerNote[kind]})` });
    return { head: await getProjectHead(work, params.projectId), issuers, deposit: await depositModel(work, params.projectId) };
  },
  view: ({ head, issuers, deposit }, ctx) => (
    <GuaranteeFormPage
      frame={frameOf(head, ctx)}
      issuers={issuers}
      shortFen={deposit.stored ? deposit.stored.shortFen : deposit.reckoned.dueFen}
      replaceable={(deposit.stored?.instruments ?? []).filter((i) => i.form !== 'cash' && i.endedOn === null).map((i) => ({ value: i.id, label: `${formNames[i.form]} ${i.number}` }))}
      action={paths.projectDepositGuarantee(head.id)}
      csrf={ctx.csrf}
      form={ctx.formFor('deposit.file-guarantee', { receivedOn: deposit.today })}
    />
  ),
});

const fileGuarantee = command({
  id: 'deposit.file-guarantee',
  money: true,
  path: paths.projectDepositGuarantee(),
  audience: accountKeepers,
  summary: '登记保函或保证保险',
  params: ofProject,
  body: newGuarantee,
  status: 201,
  run: (work, { params, body }) => recordInstrument(work, params.projectId, body),
  page: { form: guaranteePage, done: toMoney, flash: storedFlash },
});

const exempt = command({
  id: 'deposit.exempt',
  money: true,
  secondFactor: true,
  path: paths.projectDepositExemption(),
  audience: labour,
  summary: '提出或批准免存保证金',
  params: ofProject,
  body: exemption,
  run: (work, { params, body }) => exemptDeposit(work, params.projectId, body),
  page: { form: moneyPage, done: toMoney, flash: ({ granted }) => (granted ? '已批准免存' : '免存已提出，等待另一人批准') },
});

const ledgerExport = file({
  path: paths.projectMoneyExport(),
  audience: tabAudience.money,
  summary: '导出项目账目',
  params: ofProject,
  load: async (work, { params }) => {
    const head = await getProjectHead(work, params.projectId);
    const rows = await ledgerRows(work, params.projectId);
    await work.record({ action: 'ledger.exported', subject: ['project', params.projectId], projectId: params.projectId, detail: { rows: rows.length } });
    return {
      name: `账目-${head.name}-${work.today}.xlsx`,
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes: async () =>
        Buffer.from(
          await writeWorkbook([
            {
              name: '账目',
              heading: [`${head.name} 账目`, `导出日期 ${work.today}，工人账户按笔合并`],
              columns: [
                { header: '日期', kind: 'text', width: 13 },
                { header: '事项', kind: 'text', width: 20 },
                { header: '账户', kind: 'text', width: 24 },
                { header: '单位', kind: 'text', width: 34 },
                { header: '账户数', kind: 'integer', width: 9 },
                { header: '减少（元）', kind: 'amount', width: 18 },
                { header: '增加（元）', kind: 'amount', width: 18 },
                { header: '摘要', kind: 'text', width: 30 },
                { header: '记账编号', kind: 'text', width: 38 },
              ],
              rows: rows.map((r) => [
                r.occurredOn,
                journalNames[r.kind],
                accountNames[r.account],
                r.party ?? undefined,
                r.accounts,
                r.outFen > 0n ? r.outFen : undefined,
                r.inFen > 0n ? r.inFen : undefined,
                r.memo || undefined,
                r.journalId,
              ]),
            },
          ]),
        ),
    };
  },
});

export const moneyPages: readonly Definition[] = [moneyPage, accountPage, openAccount, fileAccount, creditPage, credit, assess, cashPage, storeCash, guaranteePage, fileGuarantee, exempt, ledgerExport];
