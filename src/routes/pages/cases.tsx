import { listCommitments } from '../../domain/deposits/index.js';
import {
  addClaim,
  caseClosing,
  caseFlow,
  caseHistory,
  caseSorts,
  checkOrder,
  claimableMonths,
  claimsOf,
  claimsTaking,
  closeCase,
  dropClaim,
  extendInvestigation,
  extendOrder,
  findingsOfCase,
  getCase,
  investigationExtension,
  issueCorrection,
  issueDecision,
  issueInquiry,
  listCases,
  newClaim,
  newCorrection,
  newDecision,
  newInquiry,
  orderDraft,
  orderExtension,
  orderFlow,
  ordersOf,
  orderVerification,
  takeClaims,
  verifyOrder,
  type CaseDetail,
  type ClaimRow,
  type FindingRow,
  type OrderRow,
} from '../../domain/cases/index.js';
import { listPapers, type IssuedPaper } from '../../domain/papers/index.js';
import { listTownships } from '../../domain/parties/index.js';
import { getOrgan } from '../../domain/policy/index.js';
import { getProjectHead } from '../../domain/projects/index.js';
import { plansOfCase } from '../../domain/releases/index.js';
import { writeWorkbook } from '../../formats/workbook-writer.js';
import { flag, id, integer, oneOf, shape, text } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { formatYuan, yuan } from '../../values/money.js';
import { roleNames, type ActorRole, type Role } from '../../values/role.js';
import { CalendarUnknown } from '../../values/working-days.js';
import { allowedActions } from '../../values/workflow.js';
import { actionWord } from '../../views/action-words.js';
import { CaseFilePage, type CaseFormName, type ClaimLine } from '../../views/pages/cases/case-file.js';
import { CaseListPage } from '../../views/pages/cases/case-list.js';
import { caseWords } from '../../views/pages/cases/case-words.js';
import type { ProofRow } from '../../views/pages/cases/finding-proof.js';
import { command, file, page, type Definition } from '../define.js';
import { withQuery } from '../link.js';
import { paths } from '../paths.js';
import { findingLine, partyOptions, proofHref } from './case-parts.js';

export const labour: readonly Role[] = ['inspector', 'supervisor'];
const head: readonly Role[] = ['supervisor'];
export const caseParams = shape({ caseId: id() });
const orderParams = shape({ caseId: id(), paperId: id() });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const maxExport = 20_000;
/** So many workers stand on the page of a case at first, and at most; the rest are in the export. */
const shown = { some: 30, all: 2_000 };

export const caseQuery = shape({
  q: text('案号、项目或单位', { max: 60 }).optional(),
  state: oneOf('状态', Object.keys(caseWords) as (keyof typeof caseWords)[]).optional(),
  areaCode: text('乡镇', { max: 9 }).optional(),
  mine: flag('只看我的'),
  overdue: flag('只看逾期'),
  sort: oneOf('排序', caseSorts).or('filed'),
  direction: oneOf('顺序', ['asc', 'desc'] as const).or('desc'),
  page: integer('页码', 1, 100_000).or(1),
  size: integer('每页条数', 1, 100).or(20),
});

const casesPage = page({
  path: paths.cases,
  audience: labour,
  summary: '案件列表',
  query: caseQuery,
  load: async (work, { query }) => ({ query, areas: await listTownships(work), ...(await listCases(work, query)) }),
  view: ({ query, areas, rows, total }, ctx) => (
    <CaseListPage
      shell={ctx.desk('cases')}
      form={ctx.form}
      action={paths.cases}
      exportHref={withQuery(ctx.url, { page: undefined, size: undefined }).replace(paths.cases, paths.casesExport)}
      areas={areas.map((a) => ({ value: a.code, label: a.name }))}
      rows={rows}
      total={total}
      page={query.page}
      size={query.size}
      sort={{ by: query.sort, direction: query.direction, href: (by, direction) => withQuery(ctx.url, { sort: by, direction, page: undefined }) }}
      href={paths.caseFile}
      pageHref={(n, size) => withQuery(ctx.url, { page: n, size })}
    />
  ),
});

const casesExport = file({
  path: paths.casesExport,
  audience: labour,
  summary: '导出案件列表',
  query: caseQuery,
  load: async (work, { query }) => {
    const { rows, total } = await listCases(work, { ...query, page: 1, size: maxExport });
    await work.record({ action: 'case.exported', subject: ['case-file', '-'], detail: { filter: query, rows: rows.length, total } });
    return {
      name: `案件-${work.today}.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '案件',
            columns: [
              { header: '案号', kind: 'text', width: 26 },
              { header: '状态', kind: 'text', width: 16 },
              { header: '案由', kind: 'text', width: 30 },
              { header: '项目', kind: 'text', width: 36 },
              { header: '当事单位', kind: 'text', width: 30 },
              { header: '地区', kind: 'text' },
              { header: '人数', kind: 'text' },
              { header: '拖欠金额（元）', kind: 'amount', width: 18 },
              { header: '立案日期', kind: 'text', width: 12 },
              { header: '期限', kind: 'text', width: 12 },
              { header: '承办人', kind: 'text', width: 20 },
            ],
            rows: rows.map((r) => [r.number, caseWords[r.state].text, r.cause, r.project, r.party, r.area, String(r.workers), r.claimedFen, r.filedOn, r.dueOn ?? '', `${r.handler}、${r.coHandler}`]),
          },
        ]),
    };
  },
});

/** One line a worker, those still owed first. */
function claimLines(claims: readonly ClaimRow[]): ClaimLine[] {
  const byWorker = new Map<string, ClaimLine>();
  for (const c of claims) {
    const before = byWorker.get(c.workerId);
    byWorker.set(c.workerId, {
      workerId: c.workerId,
      name: c.name,
      idLast4: c.idLast4,
      periods: [...(before?.periods ?? []), c.period],
      amountFen: (before?.amountFen ?? 0n) + c.amountFen,
      unpaidFen: (before?.unpaidFen ?? 0n) + c.owedFen,
    });
  }
  return [...byWorker.values()].sort((a, b) => Number(a.unpaidFen === 0n) - Number(b.unpaidFen === 0n));
}

const documents = ['营业执照副本', '施工合同、分包合同', '农民工名册、劳动合同', '考勤记录', '工资支付表和银行代发凭证', '农民工工资专用账户、工资保证金的资料'];
const payWay = '通过农民工工资专用账户，以银行转账方式直接支付到农民工本人的银行账户，并向本机关报送支付凭证';

/** What each form begins with, so that a plain case needs no typing. */
async function formDefaults(work: Work, c: CaseDetail, findings: readonly FindingRow[], orders: readonly OrderRow[], owesWages: boolean): Promise<Partial<Record<CaseFormName, Readonly<Record<string, string>>>>> {
  const draft = await orderDraft(work, c, findings);
  const term = draft.termDays === undefined ? '' : String(draft.termDays);
  const overdue = orders.filter((o) => o.kind === 'correction' && o.servedOn !== null);
  const evidence = [...new Set(findings.flatMap((f) => (f.evidence as readonly ProofRow[]).map((e) => e.what))), ...overdue.map((o) => `${o.title}（${o.number}）及送达回证（${o.receiptNumber ?? ''}）`)];
  return {
    correct: { partyId: owesWages ? (c.liablePartyId ?? c.partyId) : c.partyId, facts: c.facts, demands: draft.demands.join('\n'), termDays: term },
    inquire: {
      partyId: c.partyId,
      matter: `你单位${c.cause}`,
      attendOn: nextDay(work),
      attendAt: '09:00',
      place: (await getOrgan(work, work.actor.organId!)).address,
      attendee: '法定代表人（主要负责人）或者受委托的代理人',
      documents: documents.join('\n'),
    },
    decide: { facts: `${c.facts.replace(/[。；]$/u, '')}${overdue[0] ? `。本机关以${overdue[0].title}（${overdue[0].number}）责令改正，逾期未改正` : ''}`, evidence: evidence.slice(0, 30).join('\n'), payWay, termDays: term },
    list: { facts: `拖欠农民工工资${overdue[0] ? `，经${overdue[0].title}（${overdue[0].number}）责令限期支付` : ''}，逾期未支付。` },
  };
}

/** A working day that leaves time for service; blank where the calendar ends. */
function nextDay(work: Work): string {
  try {
    return work.calendar.add(work.today, 5);
  } catch (error) {
    if (error instanceof CalendarUnknown) return '';
    throw error;
  }
}

export const casePage = page({
  path: paths.caseFile(),
  audience: labour,
  summary: '案件',
  params: caseParams,
  query: shape({ claims: oneOf('拖欠清单', ['some', 'all'] as const).or('some') }),
  load: async (work, { params: { caseId }, query }) => {
    const c = await getCase(work, caseId);
    const findings = await findingsOfCase(work, caseId);
    const orders = await ordersOf(work, caseId);
    const claims = await claimsOf(work, caseId);
    const lines = claimLines(claims);
    const owed = lines.filter((l) => l.unpaidFen > 0n);
    const current = orders.find((o) => o.state !== 'met' && o.kind !== 'inquiry') ?? orders.find((o) => o.state !== 'met');
    const mayExtend = c.extendedOn === null && c.investigateBy >= work.today;
    const may = new Set<CaseFormName | 'claim'>();
    for (const action of allowedActions(caseFlow, c.state, work.actor.role)) {
      if (action === 'claim') for (const name of ['claim', 'take-claims', 'add-claim'] as const) may.add(name);
      else if (action !== 'lapse' && action !== 'cure' && (action !== 'extend' || mayExtend) && (action !== 'decide' || owed.length > 0)) may.add(action);
    }
    const ofOrder = current && c.state !== 'closed' ? allowedActions(orderFlow, current.state, work.actor.role) : [];
    if (ofOrder.includes('meet')) may.add('verify-order');
    if ((c.state === 'overdue' || c.state === 'decision-overdue') && owed.length > 0) may.add('list');
    if (ofOrder.includes('extend') && current!.kind !== 'inquiry' && !current!.extendedOn && current!.dueOn! >= work.today) may.add('extend-order');
    const project = await getProjectHead(work, c.projectId);
    return {
      c,
      findings: findings.map((f) => findingLine(work, f)),
      orders,
      claims: lines.slice(0, shown[query.claims]),
      totals: { workers: lines.length, amountFen: lines.reduce((s, l) => s + l.amountFen, 0n), owedWorkers: owed.length, unpaidFen: owed.reduce((s, l) => s + l.unpaidFen, 0n) },
      typed: claims.filter((x) => x.sheetId === null && !x.paid),
      months: may.has('claim') ? await claimableMonths(work, c.projectId) : [],
      papers: await listPapers(work, { caseId }),
      plans: await plansOfCase(work, caseId),
      commitments: (await listCommitments(work, c.projectId)).filter((g) => g.inForce),
      history: await caseHistory(work, caseId),
      parties: await partyOptions(work, project),
      current,
      may,
      defaults: await formDefaults(work, c, findings, orders, owed.length > 0),
    };
  },
  view: (m, ctx) => {
    const { c } = m;
    return (
      <CaseFilePage
        shell={ctx.desk('cases')}
        csrf={ctx.csrf}
        casesHref={paths.cases}
        file={c}
        commitments={m.commitments.map((g) => `${g.owner}、${g.contractor}，${g.amountFen === null ? '不限额' : `${formatYuan(g.amountFen)} 元`}，${g.signedOn} 签订${g.validTo ? `，至 ${g.validTo}` : ''}`)}
        findings={m.findings}
        claims={m.claims}
        totals={m.totals}
        typed={m.typed}
        months={m.months}
        orders={m.orders}
        papers={{ papers: m.papers, href: paths.paper, pdfHref: paths.paperPdf }}
        history={m.history.map((e) => ({ at: e.at, what: actionWord(e.action), who: e.role === 'system' ? e.actor : `${e.actor}（${roleNames[e.role as ActorRole]}）`, detail: e.reason ?? told(e.detail) }))}
        parties={m.parties}
        may={m.may}
        current={m.current}
        projectHref={paths.projectCases(c.projectId)}
        leadHref={c.leadId ? paths.lead(c.leadId) : undefined}
        drawHref={`${paths.projectDraw(c.projectId)}?caseId=${c.id}`}
        plans={m.plans}
        planHref={paths.drawPlan}
        claimsExportHref={paths.caseClaimsExport(c.id)}
        allClaimsHref={`${paths.caseFile(c.id)}?claims=all`}
        proofHref={proofHref(c.projectId)}
        caseHref={paths.caseFile}
        dropHref={(claimId) => paths.caseClaimDrop(c.id, claimId)}
        action={(name) => (name === 'verify-order' || name === 'extend-order' ? orderPaths[name](c.id, m.current?.paperId) : casePaths[name](c.id))}
        form={(name) => ctx.formFor(formIdOf(name), m.defaults[name] ?? {})}
        stray={[...m.may].some((name) => formIdOf(name) === ctx.form.formId) ? undefined : ctx.form}
      />
    );
  },
});

/** The command that a form of the page posts to. */
const formIdOf = (name: string): string => (name === 'list' ? 'listing.propose' : `case.${name}`);

const casePaths: Readonly<Record<Exclude<CaseFormName, 'verify-order' | 'extend-order'>, (caseId?: string) => string>> = {
  inquire: paths.caseInquiry,
  correct: paths.caseCorrection,
  decide: paths.caseDecision,
  'take-claims': paths.caseClaimsTake,
  'add-claim': paths.caseClaims,
  extend: paths.caseExtension,
  close: paths.caseClosing,
  list: paths.caseListing,
};
const orderPaths = { 'verify-order': paths.caseOrderVerify, 'extend-order': paths.caseOrderExtend };

/** The paper or the day that an event speaks of. */
function told(detail: Readonly<Record<string, unknown>>): string | undefined {
  const { paper, number, dueOn, servedOn } = detail;
  const parts = [typeof paper === 'string' ? paper : undefined, typeof servedOn === 'string' ? `送达 ${servedOn}` : undefined, typeof dueOn === 'string' ? `期限 ${dueOn}` : undefined];
  return parts.filter(Boolean).join('，') || (typeof number === 'string' ? number : undefined);
}

const claimsExport = file({
  path: paths.caseClaimsExport(),
  audience: labour,
  summary: '导出拖欠清单',
  params: caseParams,
  load: async (work, { params: { caseId } }) => {
    const { number, projectId } = await getCase(work, caseId);
    const claims = await claimsOf(work, caseId);
    await work.record({ action: 'case.claims-exported', subject: ['case-file', caseId], projectId, detail: { number, rows: claims.length } });
    return {
      name: `拖欠清单-${number}.xlsx`,
      mediaType: xlsx,
      bytes: () =>
        writeWorkbook([
          {
            name: '拖欠清单',
            columns: [
              { header: '姓名', kind: 'text' },
              { header: '身份证后四位', kind: 'text', width: 14 },
              { header: '月份', kind: 'text' },
              { header: '金额（元）', kind: 'amount', width: 18 },
              { header: '是否付清', kind: 'text' },
            ],
            rows: claims.map((c) => [c.name, c.idLast4, c.period, c.amountFen, c.paid ? '已付清' : c.owedFen < c.amountFen ? `已付部分，尚欠 ${yuan(c.owedFen)} 元` : '未付']),
          },
        ]),
    };
  },
});

const toCase = (_result: unknown, { params: { caseId } }: { params: { caseId: string } }): string => paths.caseFile(caseId);
const toPaper = ({ paperId }: IssuedPaper): string => paths.paper(paperId);
const issued = ({ title, number }: IssuedPaper): string => `${title} ${number} 已制发。请打印、送达，并在本页登记送达。`;

const inquire = command({ id: 'case.inquire', path: paths.caseInquiry(), audience: labour, summary: '签发询问通知书', params: caseParams, body: newInquiry, status: 201, run: (work, { params: { caseId }, body }) => issueInquiry(work, caseId, body), page: { form: casePage, done: toPaper, flash: issued } });
const correct = command({ id: 'case.correct', path: paths.caseCorrection(), audience: labour, summary: '签发限期改正指令书', params: caseParams, body: newCorrection, status: 201, run: (work, { params: { caseId }, body }) => issueCorrection(work, caseId, body), page: { form: casePage, done: toPaper, flash: issued } });
const decide = command({ id: 'case.decide', path: paths.caseDecision(), audience: head, summary: '作出行政处理决定', params: caseParams, body: newDecision, status: 201, run: (work, { params: { caseId }, body }) => issueDecision(work, caseId, body), page: { form: casePage, done: toPaper, flash: issued } });

const take = command({ id: 'case.take-claims', path: paths.caseClaimsTake(), audience: labour, summary: '把未付工资列入拖欠清单', params: caseParams, body: claimsTaking, run: (work, { params: { caseId }, body }) => takeClaims(work, caseId, body.periods), page: { form: casePage, done: toCase, flash: ({ workers, amountFen }) => `已列入 ${workers} 人、${formatYuan(amountFen)} 元` } });
const add = command({ id: 'case.add-claim', path: paths.caseClaims(), audience: labour, summary: '补充拖欠清单', params: caseParams, body: newClaim, status: 201, run: (work, { params: { caseId }, body }) => addClaim(work, caseId, body), page: { form: casePage, done: toCase, flash: () => '已补充' } });
const drop = command({ id: 'case.drop-claim', path: paths.caseClaimDrop(), audience: labour, summary: '从拖欠清单删除', params: shape({ caseId: id(), claimId: id() }), run: (work, { params: { caseId, claimId } }) => dropClaim(work, caseId, claimId), page: { form: casePage, done: toCase, flash: () => '已删除' } });

const verify = command({
  id: 'case.verify-order',
  path: paths.caseOrderVerify(),
  audience: labour,
  summary: '核查改正情况',
  params: orderParams,
  body: orderVerification,
  run: async (work, { params: { caseId, paperId }, body }) => {
    await checkOrder(work, caseId, paperId);
    await verifyOrder(work, paperId, body);
  },
  page: { form: casePage, done: toCase, flash: () => '核查结果已保存' },
});
const extendTerm = command({
  id: 'case.extend-order',
  path: paths.caseOrderExtend(),
  audience: head,
  summary: '延长改正期限',
  params: orderParams,
  body: orderExtension,
  run: async (work, { params: { caseId, paperId }, body }) => {
    await checkOrder(work, caseId, paperId);
    return extendOrder(work, paperId, body);
  },
  page: { form: casePage, done: toCase, flash: ({ dueOn }) => `期限延长至 ${dueOn}` },
});
const extend = command({ id: 'case.extend', path: paths.caseExtension(), audience: head, summary: '延长调查期限', params: caseParams, body: investigationExtension, run: (work, { params: { caseId }, body }) => extendInvestigation(work, caseId, body), page: { form: casePage, done: toCase, flash: ({ dueOn }) => `调查期限延长至 ${dueOn}` } });
const close = command({ id: 'case.close', path: paths.caseClosing(), audience: head, summary: '结案', params: caseParams, body: caseClosing, run: (work, { params: { caseId }, body }) => closeCase(work, caseId, body), page: { form: casePage, done: toCase, flash: () => '已结案' } });

export const casePages: readonly Definition[] = [casesPage, casesExport, casePage, claimsExport, inquire, correct, decide, take, add, drop, verify, extendTerm, extend, close];
