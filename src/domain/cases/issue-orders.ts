import { CaseOrder, type CaseOrderKind } from '../../entities/case-order.js';
import type { CaseFile } from '../../entities/case-file.js';
import { need } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { issuePaper, type IssuedPaper } from '../papers/index.js';
import { getOrgan, lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { owedWorkers } from './claims.js';
import { linesOf, readClock, type newCorrection, type newDecision, type newInquiry } from './inputs.js';
import { liableParty, type Circumstance } from './liability.js';
import { addressee, caseInspectors, projectName, workersData } from './paper-data.js';
import { compensationBasis, decisionBasis, enforcementBasis, inquiryBasis, inquiryConsequence, orderGrounds } from './provisions.js';
import { lockCase, moveCase } from './scope.js';
import { caseFlow } from './states.js';

/** 询问通知书: calls a firm to answer and bring papers on a working day to come (监察423 Art. 15). */
export async function issueInquiry(work: Work, caseId: string, input: TypeOf<typeof newInquiry>): Promise<IssuedPaper> {
  const file = await lockCase(work, caseId);
  next(caseFlow, file.state, 'inquire', work.actor.role);
  const issues: Issue[] = [];
  const clock = readClock(input.attendAt);
  if (!clock.ok) issues.push({ path: 'attendAt', message: clock.why });
  const documents = linesOf(input.documents);
  if (documents.length > 30) issues.push({ path: 'documents', message: '应携带的材料最多 30 项' });
  if (input.attendOn <= work.today) issues.push({ path: 'attendOn', message: '到场日期应在今天之后，留出送达的时间' });
  else if (!work.calendar.isWorkday(input.attendOn)) issues.push({ path: 'attendOn', message: '到场日期是休息日' });
  else if (work.calendar.between(work.today, input.attendOn) > 90) issues.push({ path: 'attendOn', message: '到场日期应在 90 个工作日以内' });
  if (issues.length > 0 || !clock.ok) throw new Invalid(issues);
  const organ = await getOrgan(work, file.organId);
  return issue(work, file, 'inquiry', input.partyId, {
    termDays: work.calendar.between(work.today, input.attendOn),
    demand: input.matter,
    amountFen: null,
    paper: {
      kind: 'inquiry-notice',
      data: {
        unit: await addressee(work, file, input.partyId),
        matter: input.matter,
        attendOn: input.attendOn,
        attendAt: clock.value,
        place: input.place,
        attendee: input.attendee,
        documents,
        basis: inquiryBasis,
        consequenceBasis: inquiryConsequence,
        inspectors: await caseInspectors(work, file),
        phone: organ.phone,
      },
    },
  });
}

/**
 * 限期改正指令书: what must be mended within so many working days from its service (监察423 Arts. 18, 26). The workers who are still owed are
 * attached, each once with all months.
 */
export async function issueCorrection(work: Work, caseId: string, input: TypeOf<typeof newCorrection>): Promise<IssuedPaper> {
  const file = await lockCase(work, caseId);
  next(caseFlow, file.state, 'correct', work.actor.role);
  const demands = linesOf(input.demands);
  if (demands.length === 0 || demands.length > 30) throw new Invalid([{ path: 'demands', message: '改正事项应为 1 至 30 项，每行一项' }]);
  const owed = await owedWorkers(work, caseId);
  const organ = await getOrgan(work, file.organId);
  const grounds = orderGrounds(await rulesOf(work, caseId), owed.length > 0, work.today, await lawOf(work, file.areaCode));
  return issue(work, file, 'correction', input.partyId, {
    termDays: input.termDays,
    demand: demands.join('\n'),
    amountFen: owed.length > 0 ? owed.reduce((sum, w) => sum + w.amountFen, 0n) : null,
    paper: {
      kind: 'correction-order',
      data: {
        unit: await addressee(work, file, input.partyId),
        project: await projectName(work, file),
        facts: input.facts,
        workers: workersData(owed),
        corrections: demands,
        termWorkingDays: input.termDays,
        ...grounds,
        inspectors: await caseInspectors(work, file),
        phone: organ.phone,
      },
    },
  });
}

/**
 * 行政处理决定书 after an order that was not obeyed: the liable party pays the workers who are still owed (监察423 Art. 26; 条例724 Arts. 16, 30,
 * 36, 37). By the supervisor. Who pays it late may have to add compensation of 50 to 100 %.
 */
export async function issueDecision(work: Work, caseId: string, input: TypeOf<typeof newDecision>): Promise<IssuedPaper> {
  const file = await lockCase(work, caseId);
  next(caseFlow, file.state, 'decide', work.actor.role);
  const project = await getProject(work, file.projectId);
  const liable = liableParty(project, file.partyId, (file.liableGround ?? 'none') as Circumstance);
  const owed = await owedWorkers(work, caseId);
  if (!liable || owed.length === 0) throw new Refusal('wrong-state', '本案没有尚未支付的工资，不需要作出支付决定');
  const organ = await getOrgan(work, file.organId);
  const law = await lawOf(work, file.areaCode);
  return issue(work, file, 'decision', liable.partyId, {
    termDays: input.termDays,
    demand: `支付${owed.length}名农民工的工资`,
    amountFen: owed.reduce((sum, w) => sum + w.amountFen, 0n),
    paper: {
      kind: 'handling-decision',
      data: {
        unit: await addressee(work, file, liable.partyId),
        project: project.name,
        facts: `${input.facts.replace(/[。；]$/u, '')}。本机关已告知当事人拟作处理的事实、理由、依据和陈述、申辩的权利，${input.statement}`,
        evidence: linesOf(input.evidence),
        liability: liable.because,
        basis: decisionBasis(liable.source),
        workers: workersData(owed),
        termWorkingDays: input.termDays,
        payWay: input.payWay,
        ...(input.additionalPercent ? { additional: { percent: input.additionalPercent, basis: compensationBasis } } : {}),
        remedies: {
          ...(await remedyPlaces(work, organ.areaCode)),
          reconsiderationDays: need(law, 'remedy.reconsiderationDays', work.today).value,
          suitMonths: need(law, 'remedy.suitMonths', work.today).value,
        },
        enforcementBasis,
      },
    },
  });
}

interface OrderToIssue {
  readonly termDays: number;
  readonly demand: string;
  readonly amountFen: Fen | null;
  readonly paper: Pick<Parameters<typeof issuePaper>[1], 'kind' | 'data'>;
}

const actions = { inquiry: 'inquire', correction: 'correct', decision: 'decide' } as const;

/** Issues the paper, opens its clock (which starts at service), and moves the case. */
async function issue(work: Work, file: CaseFile, kind: CaseOrderKind, partyId: string, { termDays, demand, amountFen, paper }: OrderToIssue): Promise<IssuedPaper> {
  const issued = await issuePaper(work, { ...paper, organId: file.organId, projectId: file.projectId, partyId, caseId: file.id });
  await refuseSecondClick(work, file.id, issued.paperId);
  await work.db.insert(CaseOrder, { paperId: issued.paperId, caseId: file.id, kind, termDays, demand, amountFen, servedOn: null, dueOn: null, extendedOn: null, state: 'issued', verifiedOn: null, verification: null });
  await moveCase(work, file, actions[kind], { detail: { paperId: issued.paperId, paper: issued.number, termDays, amountFen } });
  return issued;
}

/** A paper that says word for word what another one says, which still lies here unserved, is a second click. Its number goes back. */
async function refuseSecondClick(work: Work, caseId: string, paperId: string): Promise<void> {
  const [same] = await work.db.query<{ title: string; number: string }[]>(
    `SELECT pa.title, pa.number FROM paper fresh JOIN paper pa ON pa.case_id = fresh.case_id AND pa.data_hash = fresh.data_hash AND pa.party_id = fresh.party_id AND pa.id <> fresh.id
      WHERE fresh.id = $2 AND fresh.case_id = $1 AND NOT EXISTS (SELECT FROM service_record sr WHERE sr.paper_id = pa.id AND sr.served_on IS NOT NULL) LIMIT 1`,
    [caseId, paperId],
  );
  if (same) throw new Refusal('already-exists', `内容相同的${same.title} ${same.number} 已经签发，尚未送达，不再重复签发`);
}

export async function rulesOf(work: Work, caseId: string): Promise<string[]> {
  const rows = await work.db.query<{ rule: string }[]>('SELECT DISTINCT f.rule FROM case_finding cf JOIN finding f ON f.id = cf.finding_id WHERE cf.case_id = $1 ORDER BY f.rule', [caseId]);
  return rows.map((r) => r.rule);
}

/** Where a decision of an organ can be contested: the people's government of its area (复议法 2024) and the court there. */
async function remedyPlaces(work: Work, areaCode: string): Promise<{ readonly reconsiderationOrgan: string; readonly court: string }> {
  const [place] = await work.db.query<[{ area: string; court: string | null }]>(
    `SELECT a.name AS area, (SELECT o.name FROM organ o WHERE o.kind = 'court' AND o.area_code = a.code ORDER BY o.name LIMIT 1) AS court FROM area a WHERE a.code = $1`,
    [areaCode],
  );
  return { reconsiderationOrgan: `${place.area}人民政府`, court: place.court ?? `${place.area}人民法院` };
}
