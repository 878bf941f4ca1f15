import { closeCase, issueCorrection, issueDecision, issueInquiry, markOverdue, openCase, serveOrder } from '../domain/cases/index.js';
import { acceptLead, closeLead, receiveComplaint, receiveLead, refuseLead, transferLead } from '../domain/leads/index.js';
import { decideListing, giveNotice, objectListing, proposeListing, publishListing } from '../domain/lists/index.js';
import { recordService } from '../domain/papers/index.js';
import { drawablePeriods, issueDepositNotice, requestDraw, reviewRelease, serveDepositNotice, sourcesOfDraw } from '../domain/releases/index.js';
import { formatYuan } from '../values/money.js';
import type { Mobile } from '../values/phone.js';
import { firstDay } from '../values/period.js';
import { addDays, type PlainDate } from '../values/plain-date.js';
import { clerk } from './firms.js';
import type { DemoProject } from './project-life.js';
import { payRelease, reviewer } from './releases.js';
import type { Stage } from './stage.js';

/** How far a case has gone. */
export type CaseReach = 'filed' | 'inquiry' | 'correction' | 'overdue' | 'decision' | 'decision-overdue' | 'drawn' | 'closed';

/** How many days ago a case was filed: for those that go on past their terms far enough that a long holiday fits in twice. */
const filedAgo = (reach: CaseReach): number => (reach === 'filed' || reach === 'inquiry' || reach === 'correction' ? 9 : 78);

/** Plays a case on the unpaid wages of a project, up to `reach`; the case, and the day that it has come to. */
export async function playCase(stage: Stage, project: DemoProject, reach: CaseReach): Promise<{ readonly caseId: string; readonly on: PlainDate }> {
  const { plan, projectId, sheets } = project;
  const filedOn = addDays(stage.today, -filedAgo(reach));
  const partner = (await stage.actor('jiancha2')).id!;
  const contractor = (await stage.actor(clerk.contractor(plan.contractor))).partyId!;
  const claimed = sheets.slice(-4).filter((s) => addDays(firstDay(s.period), 47) <= filedOn);
  const total = claimed.reduce((sum, s) => sum + s.netFen, 0n);
  const facts = `${plan.name}${claimed.length}个月的工资已过支付日仍未支付，涉及${plan.workers}人，共${formatYuan(total)}元。`;
  const served = (on: PlainDate): Parameters<typeof serveOrder>[2] => ({
    mode: 'direct',
    outcome: 'served',
    attemptedOn: on,
    servedOn: undefined,
    place: '项目部办公室',
    receivedBy: '许劳资',
    relation: '劳资专管员，单位负责收件的人',
    witness: undefined,
    consent: undefined,
    photos: undefined,
    note: undefined,
    coServerId: partner,
  });
  const { caseId } = await stage.play('jiancha', filedOn, (work) =>
    openCase(work, {
      projectId,
      leadId: undefined,
      findingIds: undefined,
      periods: claimed.map((s) => s.period),
      partyId: contractor,
      circumstance: 'none',
      cause: '拖欠农民工工资',
      facts,
      massIncident: false,
      coHandlerId: partner,
    }),
  );
  if (reach === 'filed') return { caseId, on: filedOn };
  const askedOn = addDays(filedOn, 1);
  const inquiry = await stage.play('jiancha', askedOn, (work) =>
    issueInquiry(work, caseId, {
      partyId: contractor,
      matter: '农民工工资支付情况',
      attendOn: work.calendar.rollForward(addDays(askedOn, 3)),
      attendAt: '09:30',
      place: '儋州市劳动监察支队 201 室',
      attendee: '法定代表人或者委托代理人',
      documents: '营业执照\n劳动合同和职工名册\n考勤记录\n工资支付台账和银行凭证\n工资专用账户和保证金资料',
    }),
  );
  await stage.play('jiancha', askedOn, (work) => serveOrder(work, inquiry.paperId, served(askedOn)), 15);
  if (reach === 'inquiry') return { caseId, on: askedOn };
  const orderedOn = addDays(filedOn, 7);
  const correction = await stage.play('jiancha', orderedOn, (work) => issueCorrection(work, caseId, { partyId: contractor, facts, demands: `足额支付所列工人工资共${formatYuan(total)}元\n将支付凭证报送本机关`, termDays: 5 }));
  const due = await stage.play('jiancha', orderedOn, (work) => serveOrder(work, correction.paperId, served(orderedOn)), 15);
  if (reach === 'correction') return { caseId, on: orderedOn };
  const lateOn = addDays(due.dueOn!, 1);
  await stage.play('jiancha', lateOn, (work) => markOverdue(work, correction.paperId, lateOn));
  if (reach === 'overdue') return { caseId, on: lateOn };
  const decidedOn = addDays(lateOn, 1);
  const decision = await stage.play('fuze', decidedOn, (work) =>
    issueDecision(work, caseId, {
      facts,
      evidence: '工资表、考勤记录、工资专用账户流水、询问笔录',
      statement: '当事人在规定期限内未提出陈述和申辩',
      payWay: '通过农民工工资专用账户直接支付至所列工人本人银行账户',
      termDays: 5,
      additionalPercent: undefined,
    }),
  );
  const decisionDue = await stage.play('jiancha', decidedOn, (work) => serveOrder(work, decision.paperId, served(decidedOn)), 15);
  if (reach === 'decision') return { caseId, on: decidedOn };
  const unpaidOn = addDays(decisionDue.dueOn!, 1);
  await stage.play('jiancha', unpaidOn, (work) => markOverdue(work, decision.paperId, unpaidOn));
  if (reach === 'decision-overdue') return { caseId, on: unpaidOn };
  await draw(stage, project, caseId, addDays(unpaidOn, 1), partner);
  if (reach === 'closed') await stage.play('fuze', addDays(stage.today, -3), (work) => closeCase(work, caseId, { conclusion: '工资已从保证金支付到人，余款另案追缴' }));
  return { caseId, on: addDays(unpaidOn, 5) };
}

/** The oldest month of a case, paid from the cash deposit: review, review, notice to the bank, payment. */
async function draw(stage: Stage, { plan, sheets }: DemoProject, caseId: string, on: PlainDate, partner: string): Promise<void> {
  const month = sheets.at(-4)?.period ?? sheets[0]!.period;
  const { releases } = await stage.play('jiancha2', on, (work) => requestDraw(work, { caseId, sources: ['deposit'], periods: [month], opinion: '行政处理决定逾期未履行，提请动用工资保证金' }));
  const { releaseId } = releases[0]!;
  await stage.play('fuze', on, (work) => reviewRelease(work, releaseId, { opinion: '决定已送达且逾期未履行，同意动用' }), 14);
  await stage.play(reviewer[plan.industry], addDays(on, 1), (work) => reviewRelease(work, releaseId, { opinion: '同意' }));
  await stage.play('jiancha', addDays(on, 1), (work) => issueDepositNotice(work, releaseId), 14);
  const to = addDays(on, 1);
  await stage.play('jiancha', to, (work) => serveDepositNotice(work, releaseId, { mode: 'direct', outcome: 'served', attemptedOn: to, servedOn: undefined, place: '银行营业部', receivedBy: '值班经理', relation: '收件岗位工作人员', witness: undefined, consent: undefined, photos: undefined, note: undefined, coServerId: partner }), 15);
  await payRelease(stage, plan, releaseId, addDays(on, 3), 'paid');
}

/** Everything that a case claims, from all that the deposit has: it does not reach, so that everybody gets a share. It waits for its review. */
export async function drawAll(stage: Stage, { projectId }: DemoProject, { caseId }: { readonly caseId: string }): Promise<void> {
  await stage.play('jiancha2', addDays(stage.today, -1), async (work) => {
    const sources = (await sourcesOfDraw(work, projectId)).map((s) => s.key);
    const periods = (await drawablePeriods(work, projectId)).flatMap((m) => (m.caseId === caseId && m.waiting === 0 ? [m.period] : []));
    return requestDraw(work, { caseId, sources, periods, opinion: '行政处理决定逾期未履行，保证金不足，按比例分配到人' });
  });
}

/** How far a listing has gone. */
export type ListingReach = 'proposed' | 'noticed' | 'objected' | 'first-decision' | 'published';

export async function playListing(stage: Stage, { plan }: DemoProject, { caseId, on: start }: { readonly caseId: string; readonly on: PlainDate }, reach: ListingReach): Promise<void> {
  const partner = (await stage.actor('jiancha2')).id!;
  const serve = (paperId: string, on: PlainDate): Promise<unknown> =>
    stage.play('jiancha', on, (work) =>
      recordService(work, paperId, { mode: 'direct', outcome: 'served', attemptedOn: on, servedOn: undefined, place: '单位办公室', receivedBy: '办公室主任', relation: '单位负责收件的人', witness: undefined, consent: undefined, photos: undefined, note: undefined, coServerId: partner }),
    );
  const { listingId } = await stage.play('jiancha', start, (work) => proposeListing(work, { caseId, facts: `拖欠${plan.name}农民工工资，经责令限期支付，逾期未支付。`, persons: undefined }));
  if (reach === 'proposed') return;
  const notice = await stage.play('jiancha', addDays(start, 1), (work) => giveNotice(work, listingId));
  await serve(notice.paperId, addDays(start, 1));
  if (reach === 'noticed') return;
  if (reach === 'objected') {
    await stage.play('jiancha', addDays(start, 4), (work) => objectListing(work, listingId, { receivedOn: addDays(start, 4), objection: '部分工人的出勤天数有争议，请求核实' }));
    return;
  }
  // Five working days to object, with a long holiday in between at worst.
  await stage.play('fuze', addDays(start, 18), (work) => decideListing(work, listingId, { opinion: '事实清楚，符合列入条件，同意列入' }));
  if (reach === 'first-decision') return;
  const decided = await stage.play('fuze2', addDays(start, 19), (work) => decideListing(work, listingId, { opinion: '同意列入' }));
  await serve(decided.paperId!, addDays(start, 20));
  await stage.play('fuze', addDays(start, 21), (work) => publishListing(work, listingId));
}

/** Leads of every channel and state. */
export async function playLeads(stage: Stage, projects: readonly DemoProject[]): Promise<void> {
  const at = (before: number): PlainDate => addDays(stage.today, -before);
  const complaint = (n: number, p: DemoProject, before: number): Promise<{ readonly leadId: string }> =>
    stage.play('system', at(before), (work) =>
      receiveComplaint(
        work,
        {
          name: ['羊建国', '李秀梅', '符小军', '吴永福'][n % 4]!,
          phone: `1390000${String(1000 + n)}` as Mobile,
          areaCode: p.plan.areaCode,
          employer: '带班的劳务公司',
          place: p.plan.name,
          periodFrom: p.sheets.at(-2)?.period,
          periodTo: p.sheets.at(-1)?.period,
          amount: BigInt(6_000 + n * 800) * 100n,
          workers: 1 + n,
          content: `在${p.plan.name}做工，工资一直没有发，问了几次都说再等等。`,
        },
        { channel: 'public-form', ip: `demo-${n}` },
      ),
    );
  await complaint(0, projects[0]!, 1);
  await complaint(1, projects[1]!, 4);
  const accepted = await complaint(2, projects[2]!, 9);
  await stage.play('jiancha', at(6), (work) => acceptLead(work, accepted.leadId, { projectId: projects[2]!.projectId }));
  const refused = await complaint(3, projects[3]!, 15);
  await stage.play('jiancha2', at(13), (work) => refuseLead(work, refused.leadId, { reason: '反映的是工程款结算纠纷，不属于工资拖欠，请通过协商或者诉讼解决' }));
  const passedOn = await complaint(4, projects[5]!, 11);
  const { organId: court } = await stage.actor('xietong');
  await stage.play('jiancha2', at(9), (work) => transferLead(work, passedOn.leadId, { organId: court!, reason: '反映的是个人之间的劳务合同纠纷，请依法处理' }));
  const told = { name: undefined, phone: undefined, periodFrom: undefined, periodTo: undefined, amount: undefined };
  const visit = await stage.play('jiancha3', at(20), (work) =>
    receiveLead(work, { ...told, channel: 'visit', name: '陈阿妹', employer: '木工班组', place: projects[4]!.plan.name, areaCode: projects[4]!.plan.areaCode, projectId: projects[4]!.projectId, workers: 6, content: '六人到大厅反映上月工资少发。' }),
  );
  await stage.play('jiancha3', at(18), (work) => acceptLead(work, visit.leadId, { projectId: undefined }));
  await stage.play('jiancha3', at(12), (work) => closeLead(work, visit.leadId, { outcome: 'paid', answer: '经核查，少发部分已于次日补发到各人银行卡，反映人确认收到。' }));
  await stage.play('jiancha', at(2), (work) =>
    receiveLead(work, { ...told, channel: '12345', name: '王先生', employer: '某装饰公司', place: '那大镇解放路', areaCode: '460400100', projectId: undefined, workers: 3, content: '热线转来：装修工三人工资未结清。' }),
  );
}
