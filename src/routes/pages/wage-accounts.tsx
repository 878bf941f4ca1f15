import { agreementClauses, amendFunding, findAgreement, findWageAccount, fundedParts, fundingAmended, fundingChanges, liftSeizure, listSeizures, moneyLine, newSeizure, seizeAccount, seizureEnd, signAgreement, agreementSigned, wageAccountFlow, wageAccountName } from '../../domain/escrow/index.js';
import { listProfileChoices, profileToRead } from '../../domain/policy/index.js';
import { getProject, getProjectHead } from '../../domain/projects/index.js';
import {
  accountReconciliation,
  allowedDecisions,
  findStatementLine,
  labourCredits,
  lineResolved,
  listStatementLines,
  listStatements,
  rematchStatement,
  resolveLine,
  seizureLetter,
  takeStatement,
  type StatementTaken,
} from '../../domain/wage-accounts/index.js';
import { serialOf } from '../../formats/bank-statement.js';
import { readInChild } from '../../formats/spreadsheet/child.js';
import { flag, id, integer, shape, text } from '../../platform/parse.js';
import { daysBetween } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import type { Role } from '../../values/role.js';
import { allowedActions } from '../../values/workflow.js';
import type { Flash } from '../../views/components/index.js';
import { decisionNames, decisionNamesIn } from '../../views/pages/wage-accounts/account-words.js';
import { AgreementPage, FundingPage } from '../../views/pages/wage-accounts/agreement.js';
import { SeizureLetterPage, SeizuresPage } from '../../views/pages/wage-accounts/seizures.js';
import { StatementLinePage, StatementsPage } from '../../views/pages/wage-accounts/statements.js';
import { formAt, formOf, frameOf, may } from '../account-frame.js';
import { command, page, resource, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { tabAudience } from '../project-tabs.js';
import { accountClosingRoutes } from './account-closing.js';

const labour: readonly Role[] = ['inspector', 'supervisor'];
const keepers: readonly Role[] = [...labour, 'general-contractor'];
const bringers: readonly Role[] = [...keepers, 'bank-operator'];
const ofProject = shape({ projectId: id('项目') });
const ofLine = shape({ projectId: id('项目'), lineId: id('流水') });
const ofSeizure = shape({ projectId: id('项目'), seizureId: id('查封冻结') });

const linesQuery = shape({ all: flag('全部'), page: integer('页码', 1, 100_000).or(1), size: integer('每页条数', 1, 200).or(50) });

const statementsPage = page({
  path: paths.projectStatements(),
  audience: tabAudience.money,
  summary: '专户银行流水',
  params: ofProject,
  query: linesQuery,
  load: async (work, { params: { projectId }, query }) => {
    const account = await findWageAccount(work, projectId);
    return {
      head: await getProjectHead(work, projectId),
      account,
      profiles: account ? await listProfileChoices(work, { bankId: account.bankId }) : [],
      statements: await listStatements(work, projectId),
      query,
      lines: await listStatementLines(work, projectId, { open: !query.all, page: query.page, size: query.size }),
      reckoned: (await accountReconciliation(work, work.today, projectId)).at(-1),
    };
  },
  view: ({ head, account, profiles, statements, query, lines, reckoned }, ctx) => {
    const here = paths.projectStatements(head.id);
    const brings = may(bringers, ctx) && account !== undefined && (ctx.actor.role !== 'bank-operator' || account.bankId === ctx.actor.partyId);
    return (
      <StatementsPage
        frame={frameOf(head, ctx)}
        reckoned={reckoned}
        upload={brings ? { ...formOf(ctx, 'statement.take', here, { profile: profiles[0]?.id ?? '' }), profiles: profiles.map((p) => ({ value: p.id, label: p.name })) } : undefined}
        rematch={may(keepers, ctx) ? formOf(ctx, 'statement.rematch', paths.projectStatementsMatch(head.id)) : undefined}
        statements={statements}
        lines={lines.rows}
        total={lines.total}
        open={lines.open}
        onlyOpen={!query.all}
        page={query.page}
        size={query.size}
        allHref={withQuery(here, { all: 'on' })}
        openHref={here}
        lineHref={(lineId) => paths.statementLine(head.id, lineId)}
        pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
      />
    );
  },
});

const takenFlash = ({ repeated, lines, fresh, matched, open, warnings }: StatementTaken): Flash =>
  repeated
    ? { kind: 'info', text: '这份流水此前已经导入，没有重复记账' }
    : { kind: warnings.length > 0 || open > 0 ? 'warn' : 'success', text: [`流水共 ${lines} 笔，新的 ${fresh} 笔，匹配 ${matched} 笔，待认定 ${open} 笔`, ...warnings].join('；') };

const take = command({
  id: 'statement.take',
  path: paths.projectStatements(),
  audience: bringers,
  summary: '导入专户银行流水；每笔只记一次',
  params: ofProject,
  body: shape({ profile: text('文件格式', { max: 40 }) }),
  files: ['file'],
  status: 201,
  prepare: async ({ params, body, files }, ask) =>
    readInChild('bankStatement', files['file']!.bytes, {
      profile: await ask(async (work) => {
        const account = await findWageAccount(work, params.projectId);
        if (!account) throw new Refusal('wrong-state', '本项目还没有登记工资专户，请先登记开户');
        return profileToRead(work, body.profile, { bankId: account.bankId });
      }),
    }),
  run: (work, { params, files, prepared }) => takeStatement(work, params.projectId, { file: files['file']!, reading: prepared }),
  page: { form: statementsPage, done: (_result, { params }) => paths.projectStatements(params.projectId), flash: takenFlash },
});

const rematch = command({
  id: 'statement.rematch',
  path: paths.projectStatementsMatch(),
  audience: keepers,
  summary: '重新匹配没有认定的流水',
  params: ofProject,
  run: (work, { params }) => rematchStatement(work, params.projectId),
  page: { form: statementsPage, done: (_result, { params }) => paths.projectStatements(params.projectId), flash: ({ matched, open }) => `匹配 ${matched} 笔，还有 ${open} 笔待认定` },
});

const linePage = page({
  path: paths.statementLine(),
  audience: tabAudience.money,
  summary: '银行流水认定页',
  params: ofLine,
  load: async (work, { params }) => {
    const line = await findStatementLine(work, params.projectId, params.lineId);
    if (!line) throw new Refusal('not-found', '没有找到这笔流水');
    return { head: await getProjectHead(work, params.projectId), line };
  },
  view: ({ head, line }, ctx) => {
    const decisions = allowedDecisions({ direction: line.direction, resolved: line.resolvedBy !== null, kind: line.kind }, ctx.actor.role);
    const names = line.direction === 'in' ? decisionNamesIn : decisionNames;
    return (
      <StatementLinePage
        frame={frameOf(head, ctx)}
        line={{ ...line, serial: serialOf(line.lineKey) }}
        backHref={paths.projectStatements(head.id)}
        decide={decisions.length > 0 ? { ...formOf(ctx, 'statement.resolve', paths.statementLine(head.id, line.id)), options: decisions.map((value) => ({ value, label: names[value] })) } : undefined}
      />
    );
  },
});

const resolve = command({
  id: 'statement.resolve',
  path: paths.statementLine(),
  audience: keepers,
  summary: '认定一笔银行流水',
  params: ofLine,
  body: lineResolved,
  run: (work, { params, body }) => resolveLine(work, params.projectId, params.lineId, body),
  page: { form: linePage, done: (_result, { params }) => paths.projectStatements(params.projectId), flash: () => '流水已认定' },
});

const agreementPage = page({
  path: paths.wageAccountAgreement(),
  audience: tabAudience.money,
  summary: '资金管理三方协议',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const account = await findWageAccount(work, projectId);
    if (!account) throw new Refusal('not-found', '本项目还没有登记工资专户');
    return { head: await getProjectHead(work, projectId), project: await getProject(work, projectId), account, agreement: await findAgreement(work, account.id), today: work.today };
  },
  view: ({ head, project, account, agreement, today }, ctx) => (
    <AgreementPage
      frame={frameOf(head, ctx)}
      accountName={account.name}
      prescribedName={wageAccountName(head.contractor, head.name)}
      exclusive={account.exclusive}
      agreement={agreement}
      parties={{ owner: head.owner, contractor: head.contractor, bank: account.bank }}
      clauses={Object.entries(agreementClauses).map(([value, label]) => ({ value, label }))}
      sign={
        allowedActions(wageAccountFlow, account.state, ctx.actor.role).includes('sign-agreement')
          ? formOf(ctx, 'escrow.sign-agreement', paths.wageAccountAgreement(head.id), {
              signedOn: account.agreementSignedOn ?? today,
              fundingDay: project.fundingDay === null ? '' : String(project.fundingDay),
              payDay: String(project.payDay),
              labourShare: project.labourShareBp === null ? '' : String(project.labourShareBp / 100),
              clauses: Object.keys(agreementClauses),
            })
          : undefined
      }
    />
  ),
});

const agree = command({
  id: 'escrow.sign-agreement',
  path: paths.wageAccountAgreement(),
  audience: keepers,
  summary: '登记资金管理三方协议及其内容',
  params: ofProject,
  body: agreementSigned,
  run: (work, { params, body }) => signAgreement(work, params.projectId, body),
  page: { form: agreementPage, done: (_result, { params }) => paths.wageAccountAgreement(params.projectId), flash: () => '三方协议已登记' },
});

const fundingPage = page({
  path: paths.projectFunding(),
  audience: tabAudience.money,
  summary: '人工费用拨付计划',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const { plan } = await moneyLine(work, projectId);
    return { head: await getProjectHead(work, projectId), project: await getProject(work, projectId), plan, changes: await fundingChanges(work, projectId), parts: plan ? fundedParts(plan.parts, await labourCredits(work, projectId)) : [], today: work.today };
  },
  view: ({ head, project, plan, changes, parts, today }, ctx) => (
    <FundingPage
      frame={frameOf(head, ctx)}
      totalFen={plan?.totalFen}
      parts={parts.map((p) => ({ ...p, lateDays: p.on <= today ? Math.max(0, daysBetween(p.on, p.fundedOn ?? today)) : 0 }))}
      changes={changes}
      amend={
        may(keepers, ctx) && head.state !== 'completed'
          ? formOf(ctx, 'escrow.amend-funding', paths.projectFunding(head.id), { signedOn: today, effectiveOn: today, fundingDay: project.fundingDay === null ? '' : String(project.fundingDay), plannedFinishOn: changes.at(-1)?.plannedFinishOn ?? project.plannedFinishOn })
          : undefined
      }
    />
  ),
});

const amend = command({
  id: 'escrow.amend-funding',
  path: paths.projectFunding(),
  audience: keepers,
  summary: '登记人工费用补充协议',
  params: ofProject,
  body: fundingAmended,
  status: 201,
  run: (work, { params, body }) => amendFunding(work, params.projectId, body),
  page: { form: fundingPage, done: (_result, { params }) => paths.projectFunding(params.projectId), flash: () => '补充协议已登记，请告知开户银行' },
});

const seizuresPage = page({
  path: paths.accountSeizures(),
  audience: tabAudience.money,
  summary: '专户查封冻结',
  params: ofProject,
  load: async (work, { params: { projectId } }) => ({ head: await getProjectHead(work, projectId), account: await findWageAccount(work, projectId), rows: await listSeizures(work, projectId), today: work.today }),
  view: ({ head, account, rows, today }, ctx) => {
    const actions = account ? allowedActions(wageAccountFlow, account.state, ctx.actor.role) : [];
    return (
      <SeizuresPage
        frame={frameOf(head, ctx)}
        rows={rows.map((r, i) => ({
          ...r,
          letterHref: may(labour, ctx) && r.endedOn === null ? paths.seizureLetter(head.id, r.id) : undefined,
          lift: r.endedOn === null && actions.includes('lift') ? formAt(i, formOf(ctx, 'escrow.lift-seizure', paths.accountSeizureEnd(head.id, r.id), { endedOn: today })) : undefined,
        }))}
        seize={actions.includes('seize') ? formOf(ctx, 'escrow.seize', paths.accountSeizures(head.id), { measure: 'frozen', seizedOn: today }) : undefined}
      />
    );
  },
});

const toSeizures = (_result: unknown, { params }: { readonly params: { readonly projectId: string } }): string => paths.accountSeizures(params.projectId);

const seize = command({
  id: 'escrow.seize',
  path: paths.accountSeizures(),
  audience: bringers,
  summary: '登记专户被查封、冻结或者划拨',
  params: ofProject,
  body: newSeizure,
  status: 201,
  run: (work, { params, body }) => seizeAccount(work, params.projectId, body),
  page: { form: seizuresPage, done: toSeizures, flash: () => ({ kind: 'warn', text: '已登记，解除以前不从专户付款' }) },
});

const lift = command({
  id: 'escrow.lift-seizure',
  path: paths.accountSeizureEnd(),
  audience: bringers,
  summary: '登记解除专户查封冻结',
  params: ofSeizure,
  body: seizureEnd,
  run: (work, { params, body }) => liftSeizure(work, params.projectId, params.seizureId, body),
  page: { form: seizuresPage, done: toSeizures, flash: () => '已登记解除' },
});

const letterPage = page({
  path: paths.seizureLetter(),
  audience: labour,
  summary: '致函执行机关的材料',
  params: ofSeizure,
  load: async (work, { params }) => ({ head: await getProjectHead(work, params.projectId), letter: await seizureLetter(work, params.projectId, params.seizureId) }),
  view: ({ head, letter }, ctx) => <SeizureLetterPage frame={frameOf(head, ctx)} backHref={paths.accountSeizures(head.id)} letter={letter} />,
});

const statementsJson = resource({
  path: paths.projectStatements(),
  audience: tabAudience.money,
  summary: '专户银行流水：待认定的，或者全部（all）',
  params: ofProject,
  query: linesQuery,
  load: (work, { params, query }) => listStatementLines(work, params.projectId, { open: !query.all, page: query.page, size: query.size }),
});
const seizuresJson = resource({ path: paths.accountSeizures(), audience: tabAudience.money, summary: '专户查封冻结', params: ofProject, load: (work, { params }) => listSeizures(work, params.projectId) });
const fundingJson = resource({
  path: paths.projectFunding(),
  audience: tabAudience.money,
  summary: '人工费用拨付计划和到账',
  params: ofProject,
  load: async (work, { params: { projectId } }) => {
    const { plan } = await moneyLine(work, projectId);
    return { totalFen: plan?.totalFen ?? null, parts: plan ? fundedParts(plan.parts, await labourCredits(work, projectId)) : [], changes: await fundingChanges(work, projectId) };
  },
});
const reconciliationJson = resource({
  path: paths.accountReconciliation,
  audience: [...labour, 'bank-operator'],
  summary: '专户银行余额与账面核对',
  load: (work) => accountReconciliation(work, work.today),
});

/** Everything of the dedicated account beyond its opening: statements, agreement, funding, seizure, closing, change of contractor. */
export const wageAccountRoutes: readonly Definition[] = [
  statementsPage, take, rematch, linePage, resolve, agreementPage, agree, fundingPage, amend, seizuresPage, seize, lift, letterPage,
  statementsJson, seizuresJson, ...accountClosingRoutes, fundingJson, reconciliationJson,
];
