import { caseFlow, listCases } from '../../domain/cases/index.js';
import { moneyLine } from '../../domain/escrow/index.js';
import { listPapers } from '../../domain/papers/index.js';
import { choosableParties } from '../../domain/parties/index.js';
import { getProject, getProjectHead, listProjectParties, projectFlow, type ProjectAction } from '../../domain/projects/index.js';
import { findingsOf, findRule, monthsOf, parameterWords, scannedOn, type EvidenceRow, type FindingRow } from '../../domain/risk/index.js';
import { moneyDelays } from '../../domain/wage-accounts/index.js';
import { id, shape } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { daysLeft } from '../../values/days-left.js';
import { allowedActions } from '../../values/workflow.js';
import type { Fact } from '../../views/components/index.js';
import { DateText, Money } from '../../views/components/index.js';
import { linksOf } from '../../views/pages/money/money.js';
import { industryOptions } from '../../views/pages/projects/new-project.js';
import { ProjectOverviewPage, type FindingView } from '../../views/pages/projects/project-overview.js';
import { page } from '../define.js';
import { paths } from '../paths.js';
import { projectTabs, tabAudience } from '../project-tabs.js';

const monthsShown = 12;
const labour = ['inspector', 'supervisor'];
const registrars = [...labour, 'general-contractor'];
const partyReaders = [...labour, 'housing-reviewer'];

/** What comes next in each state, and whose turn it is. */
const nextSentence = {
  preparing: '开工后登记实际开工日期。开工前应开立工资专户，并按期存储工资保证金。',
  running: '停工的，登记停工日期，停工期间不再要求考勤和工资表。完工由主管部门登记。',
  stopped: '复工后登记复工日期，从复工起恢复考勤和工资表。',
  completed: '已完工。工人工资全部结清前，工资专户和用工台账须继续保留。',
} as const;

async function load(work: Work, projectId: string) {
  const { role } = work.actor;
  const may = (audience: readonly string[]): boolean => audience.includes(role);
  const head = await getProjectHead(work, projectId);
  const register = await getProject(work, projectId);
  return {
    today: work.today,
    head,
    register,
    parties: await listProjectParties(work, projectId),
    firms: may(registrars) && head.state !== 'completed' ? await choosableParties(work, ['enterprise']) : undefined,
    money: may(tabAudience.money) ? { line: await moneyLine(work, projectId), delays: await moneyDelays(work, projectId), months: await monthsOf(work, projectId, monthsShown) } : undefined,
    risk: may(labour) ? { findings: (await findingsOf(work, projectId)).map((f) => ({ ...f, left: f.dueOn && daysLeft(work.calendar, work.today, f.dueOn) })), scannedOn: await scannedOn(work, projectId) } : undefined,
    matters: may(labour) ? { cases: (await listCases(work, { projectId, sort: 'filed', direction: 'desc', page: 1, size: 5 })).rows, papers: (await listPapers(work, { projectId })).slice(0, 5) } : undefined,
  };
}

type Model = Awaited<ReturnType<typeof load>>;

export const projectOverviewPage = page({
  path: paths.project(),
  audience: tabAudience.overview,
  summary: '项目概况',
  params: shape({ projectId: id() }),
  load: (work, { params }) => load(work, params.projectId),
  view: (model, ctx) => {
    const { head, register, parties, firms, money, risk, matters } = model;
    const { role } = ctx.actor;
    const actions = allowedActions(projectFlow, head.state, role);
    return (
      <ProjectOverviewPage
        shell={ctx.desk('projects')}
        project={head}
        tabs={projectTabs(head.id, role)}
        projectsHref={paths.projects}
        form={ctx.form}
        csrf={ctx.csrf}
        next={{
          sentence: actions.length > 0 || head.state === 'completed' ? nextSentence[head.state] : '开工、停工、复工和完工由施工总承包单位或者主管部门登记。',
          form: ctx.formFor('project.move', { on: model.today }),
          choices: actions.map((a: ProjectAction, i) => ({ label: `登记${projectFlow.words.actions[a]}`, action: paths.projectMove(head.id, a), look: i === 0 && a !== 'stop' ? 'primary' : 'secondary' })),
        }}
        facts={factsOf(register)}
        parties={parties.map((p) => ({ ...p, href: partyReaders.includes(role) ? paths.party(p.partyId) : undefined, listed: p.standing === 'listed' }))}
        newParty={
          firms && {
            action: paths.projectParties(head.id),
            form: ctx.formFor('project.add-subcontractor'),
            firms: firms.map((f) => ({ value: f.id, label: f.name })),
            parents: parties.filter((p) => p.tier > 1).map((p) => ({ value: p.id, label: p.name })),
          }
        }
        money={
          money && {
            links: linksOf(money.line, money.delays),
            oldest: money.delays.oldest,
            href: paths.projectMoney(head.id),
            months: money.months.map((m) => ({ ...m, late: m.payOn !== null && model.today > m.payOn })),
            payrollHref: (tabAudience.payroll as readonly string[]).includes(role) ? paths.projectPayroll(head.id) : undefined,
          }
        }
        risk={
          risk && {
            scannedOn: risk.scannedOn,
            scanAction: paths.projectScan(head.id),
            casesHref: paths.projectCases(head.id),
            findings: risk.findings.filter((f) => f.severity !== 'grey').map(findingView),
            unknown: risk.findings.filter((f) => f.severity === 'grey').map((f) => ({ title: findRule(f.rule)?.title ?? f.rule, sentence: f.sentence })),
          }
        }
        matters={
          matters && {
            cases: matters.cases.map((c) => ({ number: c.number, href: paths.caseFile(c.id), cause: c.cause, state: caseFlow.words.states[c.state], filedOn: c.filedOn })),
            papers: matters.papers.map((p) => ({ number: p.number, href: paths.paper(p.id), title: p.title, issuedOn: p.issuedOn, servedOn: p.servedOn })),
          }
        }
      />
    );
  },
});

function factsOf(p: Model['register']): Fact[] {
  const labourCost = p.labourCostFen !== null ? <Money fen={p.labourCostFen} unit /> : p.labourShareBp !== null ? `合同价的 ${p.labourShareBp / 100}%` : '合同未约定';
  return [
    { label: '合同价', value: <Money fen={p.contractPriceFen} unit /> },
    { label: '合同编号', value: p.contractNo },
    { label: '合同签订', value: <DateText date={p.contractSignedOn} /> },
    { label: '施工许可', value: p.permitNo, note: p.permitIssuedOn ? `${p.permitIssuedOn} 发证` : undefined },
    { label: '计划工期', value: `${p.plannedStartOn} 至 ${p.plannedFinishOn}` },
    { label: '实际开工', value: <DateText date={p.startedOn} /> },
    ...(p.completedOn ? [{ label: '完工', value: <DateText date={p.completedOn} /> }] : []),
    { label: '人工费用', value: labourCost, note: p.fundingDay === null ? '未约定拨付日' : `每月 ${p.fundingDay} 日拨付` },
    { label: '工资支付日', value: `${p.payMonth === 'same' ? '当月' : '次月'} ${p.payDay} 日` },
    { label: '工程款支付担保', value: p.paymentGuarantee ? '已提供' : '未提供' },
    { label: '行业主管部门', value: industryOptions.find((o) => o.value === p.industry)?.label },
    { label: '政府投资', value: p.governmentFunded ? '是' : '否' },
    { label: '劳资专管员', value: p.wageOfficer || undefined, note: p.wageOfficerPhone || undefined },
    { label: '地址', value: p.address || undefined, wide: true },
  ];
}

function findingView(f: FindingRow & { readonly left: ReturnType<typeof daysLeft> | null }): FindingView {
  const rule = findRule(f.rule);
  return {
    id: f.id,
    code: f.rule,
    title: rule?.title ?? f.rule,
    severity: f.severity,
    sentence: f.sentence,
    basis: f.basis,
    duty: rule?.duty ?? '',
    firstSeenOn: f.firstSeenOn,
    episode: f.episode,
    due: f.dueOn && f.left ? { date: f.dueOn, left: f.left, because: `${f.parameters.response?.because ?? ''}。` } : undefined,
    taken: f.caseId && f.caseNumber ? { number: f.caseNumber, href: paths.caseFile(f.caseId) } : undefined,
    parameters: f.parameters.used.map(parameterWords),
    evidence: f.evidence.map((e) => ({ what: e.what, facts: e.facts, href: evidenceHref(f.projectId, e) })),
    ruleHref: `${paths.rules}#${f.rule}`,
  };
}

/** The page that shows the record behind a row of evidence. */
function evidenceHref(projectId: string, { of, id: recordId }: EvidenceRow): string | undefined {
  switch (of) {
    case 'project':
      return undefined;
    case 'project-month':
      return paths.projectPayroll(projectId);
    case 'payroll-sheet':
      return paths.sheet(recordId);
    case 'worker':
      return paths.worker(recordId);
    case 'deposit':
    case 'deposit-instrument':
    case 'wage-account':
    case 'statement-line':
      return paths.projectMoney(projectId);
  }
}
