import { readFileSync } from 'node:fs';
import path from 'node:path';
import { proveLedger } from '../../src/domain/escrow/index.js';
import { markOverdueOrders } from '../../src/jobs/mark-overdue-orders.js';
import { scanRisk } from '../../src/jobs/scan-risk.js';
import type { Counts, Job } from '../../src/jobs/job.js';
import { checkout } from '../../src/platform/postgres-binaries.js';
import type { Door } from '../../src/platform/work.js';
import { paths } from '../../src/routes/paths.js';
import { formatYuan, parseYuan } from '../../src/values/money.js';
import { must } from '../../src/values/parsed.js';
import { day, instantOf } from '../../src/values/plain-date.js';
import { sampleWorkers } from '../support/sample-workers.js';
import type { Person, World } from '../support/world.js';
import { desksOf } from './desks.js';
import { attendanceFile, rosterFile } from './files.js';
import { listWalk, type Means } from './list.js';
import { payWalk } from './pay.js';
import type { Rig } from './worst-bank.js';

/** What the walk tells and shows on its way. */
export interface Audience {
  /** One line about what has just happened. */
  say(line: string): void;
  /** A page, as this person sees it now. */
  look(who: Person | 'public', address: string, name: string): Promise<void>;
  /** A paper as PDF. */
  keep(name: string, pdf: Buffer): void;
}

/** How the case ended, read back from the service. */
export interface Outcome {
  readonly workers: number;
  readonly workersPaid: number;
  readonly paid: string;
  readonly ledgerInBalance: boolean;
  readonly listed: boolean;
}

const projectName = '儋州市滨海新区安置房一期工程';
const months = ['2026-05', '2026-06', '2026-07', '2026-08'] as const;
const sample = (name: string): Buffer => readFileSync(path.join(checkout, 'test/samples', name));

/**
 * The case of the source article: four months of 130 workers unpaid, 3,052,000.00 yuan; ordered, decided, overdue; paid from the deposit and
 * from what the owner advances under the joint guarantee, to each worker's own card; the firm listed. All of it over HTTP, by those whose
 * work it is, on the days on which it would happen.
 * @param rig a bank behind an interface, in whatever mood; without it the bank's clerk takes files and brings answers
 */
export async function playWalk(world: World, { say, look, keep }: Audience, rig?: Rig): Promise<Outcome> {
  const { send, upload, read, fetch, fresh } = desksOf(world);
  /** Another day: sessions have ended overnight, everybody signs in anew. */
  const on = (date: string): void => {
    world.clock.on(date);
    fresh();
  };
  const tick = async (job: Job, date: string): Promise<Counts> => {
    const door: Door = (_actor, run) => world.as('system', run);
    return job.run({ door, slot: instantOf(day(date), 6), asOf: day(date), options: {} });
  };

  const dueOn = async (paperId: string): Promise<string> => {
    const [order] = (await world.dataSource.query('SELECT due_on AS "dueOn" FROM case_order WHERE paper_id = $1', [paperId])) as [{ dueOn: string }];
    return order.dueOn;
  };

  on('2026-03-02');
  const { parameterId } = await send<{ parameterId: string }>('admin', paths.parameters, { key: 'deposit.baseRate', areaCode: '460400', validFrom: '2026-01-01', value: '2', source: '演示', confidence: 'D', reason: '按演示设定' });
  await send('supervisor', `${paths.parameters}/${parameterId}/approve`);
  const { projectId } = await send<{ projectId: string }>('contractor', paths.projects, {
    name: projectName,
    areaCode: '460400112',
    address: '白马井镇滨海新区',
    industry: 'housing',
    ownerId: world.parties.owner,
    contractorId: world.parties.contractor,
    contractNo: 'DZ-AZF-2026-01',
    contractPrice: '80000000.00',
    contractSignedOn: '2026-03-02',
    plannedStartOn: '2026-04-01',
    plannedFinishOn: '2027-12-31',
    labourShare: '25',
    fundingDay: '8',
    payDay: '15',
    payMonth: 'next',
    paymentGuarantee: true,
  });
  await send('contractor', paths.projectParties(projectId), { partyId: world.parties.subcontractor, scope: '主体结构劳务', enteredOn: '2026-03-02' });
  on('2026-03-20');
  await send('contractor', paths.wageAccount(projectId), { bankId: world.parties.bank, branch: '白马井支行', number: '21000460400112001', openedOn: '2026-03-20', agreementSignedOn: '2026-03-20' });
  await send('contractor', paths.wageAccountFiling(projectId), { filedOn: '2026-03-20' });
  await send('inspector', paths.projectDepositCash(projectId), { issuerId: world.parties.bank, number: 'BZJ-2026-0112', amount: '1600000.00', receivedOn: '2026-03-20' });
  on('2026-04-01');
  await send('contractor', paths.projectMove(projectId, 'start'), { on: '2026-04-01' });
  say(`登记项目“${projectName}”，开立工资专户，存入保证金 1,600,000.00 元，4 月 1 日开工`);

  await upload('subcontractor', paths.projectRosterImport(projectId), { partyId: world.parties.subcontractor, enteredOn: '2026-04-01' }, '花名册.csv', rosterFile());
  say(`分包单位导入花名册:${sampleWorkers.length} 人`);

  const sheets = new Map<string, string>();
  for (const month of months) {
    const next = Number(month.slice(5)) + 1;
    on(`2026-${String(next).padStart(2, '0')}-05`);
    await upload('subcontractor', paths.projectAttendanceImport(projectId), { partyId: world.parties.subcontractor, period: month }, `${month}考勤.csv`, attendanceFile(month));
    const sent = await upload<{ sheetId: string; lines: number; net: string }>('subcontractor', paths.projectPayroll(projectId), { partyId: world.parties.subcontractor, period: month, signed: 'on' }, `payroll-${month}.xlsx`, sample(`payroll-${month}.xlsx`));
    await send('contractor', paths.sheetApprove(sent.sheetId), { certified: true, opinion: '已核对出勤和签字' });
    sheets.set(month, sent.sheetId);
    say(`${month} 工资表：${sent.lines} 人，实发 ${formatYuan(must(parseYuan(sent.net)))} 元，总承包单位已审核；建设单位没有拨付人工费用`);
  }
  await look('contractor', paths.projectPayroll(projectId), '01-工资表');

  on('2026-09-16');
  const scanned = await tick(scanRisk, '2026-09-16');
  say(`9 月 16 日 06:00 扫描:${JSON.stringify(scanned)}`);
  await look('inspector', paths.workbench, '02-工作台');
  await look('inspector', paths.project(projectId), '03-项目概况');
  const findings = await read<{ id: string; rule: string; severity: string; sentence: string }[]>('inspector', paths.projectFindings(projectId));
  for (const f of findings.filter((f) => f.severity === 'red').slice(0, 3)) say(`  ${f.rule} ${f.sentence}`);

  const { caseId, number } = await send<{ caseId: string; number: string }>('inspector', paths.projectCases(projectId), {
    findingIds: findings.filter((f) => f.rule === 'R-PAY-01').map((f) => f.id),
    periods: [...months],
    partyId: world.parties.contractor,
    cause: '拖欠农民工工资',
    facts: `${projectName}2026年5月至8月工资到期未支付,涉及130人,共3,052,000.00元。`,
    coHandlerId: world.actors.inspector2.id,
  });
  say(`立案 ${number}`);
  const partner = world.actors.inspector2.id!;
  const service = (date: string, to = '许劳资', place = '项目部办公室'): Record<string, string> => ({ mode: 'direct', outcome: 'served', attemptedOn: date, place, receivedBy: to, relation: '单位负责收件的人', coServerId: partner });
  const issue = async (who: Person, address: string, body: unknown, name: string): Promise<{ paperId: string; number: string }> => {
    const paper = await send<{ paperId: string; number: string }>(who, address, body);
    keep(name, await fetch(who, paths.paperPdf(paper.paperId)));
    return paper;
  };
  const inquiry = await issue(
    'inspector',
    paths.caseInquiry(caseId),
    { partyId: world.parties.contractor, matter: '农民工工资支付情况', attendOn: '2026-09-18', attendAt: '09:30', place: '儋州市劳动监察支队', attendee: '法定代表人或者委托代理人', documents: '营业执照\n劳动合同和职工名册\n考勤记录\n工资台账和银行凭证' },
    '询问通知书',
  );
  await send('inspector', paths.paperService(inquiry.paperId), service('2026-09-16'));
  say(`签发并送达《劳动保障监察询问通知书》${inquiry.number}`);

  on('2026-09-17');
  const order = await issue(
    'inspector',
    paths.caseCorrection(caseId),
    { partyId: world.parties.contractor, facts: `${projectName}2026年5月至8月工资到期未支付,涉及130人,共3,052,000.00元。`, demands: '足额支付所列工人工资\n将支付凭证报送本机关', termDays: 5 },
    '限期改正指令书',
  );
  await send('inspector', paths.paperService(order.paperId), service('2026-09-17'));
  say(`签发并送达《限期改正指令书》${order.number}，5 个工作日，至 ${await dueOn(order.paperId)}`);
  await look('inspector', paths.caseFile(caseId), '04-案件');

  on('2026-09-28');
  await tick(markOverdueOrders, '2026-09-28');
  say('期限已过，工资仍未支付，指令书记为逾期');
  const decision = await issue(
    'supervisor',
    paths.caseDecision(caseId),
    { facts: `${projectName}2026年5月至8月工资到期未支付,涉及130人,共3,052,000.00元。`, evidence: '工资表、考勤记录、专户流水、询问笔录', statement: '当事人在规定期限内没有提出陈述和申辩', payWay: '通过工资专用账户支付至所列工人本人银行账户', termDays: 5 },
    '行政处理决定书',
  );
  await send('inspector', paths.paperService(decision.paperId), service('2026-09-28'));
  say(`作出并送达《行政处理决定书》${decision.number}，履行期限至 ${await dueOn(decision.paperId)}`);

  on('2026-10-13');
  await tick(markOverdueOrders, '2026-10-13');
  say('决定逾期未履行，动用工资保证金和联合担保');
  const means: Means = { world, caseId, say, look, keep, send, upload, read, fetch, fresh, on, issue, service, rig };
  const release = await payWalk(means, projectId, sheets);
  const listed = await listWalk(means);
  await tick(scanRisk, '2026-10-26');
  await look('inspector', paths.project(projectId), '09-付清后的项目');
  await look('bank', paths.release(release), '07-银行代发');

  const [paid] = (await world.dataSource.query(
    `SELECT count(DISTINCT worker_id) FILTER (WHERE unpaid = 0)::int AS workers, count(DISTINCT worker_id)::int AS all, sum(paid)::bigint AS fen
       FROM (SELECT l.worker_id, count(*) FILTER (WHERE l.state <> 'paid') AS unpaid, sum(l.net_fen) FILTER (WHERE l.state = 'paid') AS paid
               FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id WHERE s.project_id = $1 AND s.state <> 'superseded' GROUP BY l.worker_id) w`,
    [projectId],
  )) as [{ workers: number; all: number; fen: bigint }];
  const proof = await world.as('system', proveLedger);
  return { workers: paid.all, workersPaid: paid.workers, paid: formatYuan(paid.fen), ledgerInBalance: proof.differences.length === 0, listed };
}
