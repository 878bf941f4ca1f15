import { assessDeposit, exemptDeposit, joinFirmDeposit, recordInstrument } from '../domain/deposits/index.js';
import { creditLabourCost, fileWageAccount, openWageAccount, signAgreement } from '../domain/escrow/index.js';
import { approveSheet, submitSheet } from '../domain/payroll/index.js';
import { addSubcontractor, moveProject, registerProject } from '../domain/projects/index.js';
import { importRoster, recordAttendance } from '../domain/roster/index.js';
import { readPayrollSheet } from '../formats/payroll-sheet.js';
import { readWorkbook } from '../formats/spreadsheet/read-workbook.js';
import { idCheck, type IdNumber } from '../values/id-number.js';
import { yuan, type Fen } from '../values/money.js';
import { addPeriods, firstDay, lastDay, type Period } from '../values/period.js';
import { addDays, addMonths, weekday, type PlainDate } from '../values/plain-date.js';
import { clerk, type Firms } from './firms.js';
import { demoWorker, type DemoWorker } from './people.js';
import type { ProjectPlan } from './plan.js';
import { Seeded } from './random.js';
import type { Stage } from './stage.js';

/** What a project has become: later matters (releases, cases, listings) go on from here. */
export interface DemoProject {
  readonly plan: ProjectPlan;
  readonly projectId: string;
  readonly partyId: string;
  readonly sheets: readonly { readonly sheetId: string; readonly period: Period; readonly netFen: Fen }[];
}

interface Wage {
  readonly worker: DemoWorker;
  readonly days: number;
  readonly gross: Fen;
  readonly deduction: Fen;
}

/** The project whose case claims more than its deposit holds. */
const drawnShort = 22;

/** Story by story: how many of the newest months are missing, unpaid and so on. */
const missingSheets: Partial<Record<ProjectPlan['story'], number>> = { 'late-sheet': 1, stuck: 1 };
const unfunded: Partial<Record<ProjectPlan['story'], number>> = { 'no-funding': 3, stuck: 5, unpaid: 2, 'exempt-arrears': 2 };

/** Plays one project from its contract to yesterday, up to the approved payrolls of `periods`. */
export async function playProject(stage: Stage, firms: Firms, plan: ProjectPlan, periods: readonly Period[], firstWorker: number): Promise<DemoProject> {
  const random = new Seeded(1000 + plan.n);
  const start = plan.story === 'preparing' ? addDays(stage.today, -20) : firstDay(periods[0]!);
  const signedOn = addDays(start, -40 - (plan.n % 9));
  const contractor = clerk.contractor(plan.contractor);
  const { projectId } = await stage.play(contractor, signedOn, async (work) => {
    const registered = await registerProject(work, {
      name: plan.name,
      areaCode: plan.areaCode,
      address: plan.name.slice(0, 8),
      industry: plan.industry,
      governmentFunded: plan.owner === 0 || plan.owner === 3,
      ownerId: firms.owners[plan.owner]!,
      contractorId: firms.contractors[plan.contractor]!,
      contractNo: `DZ-HT-${String(plan.n + 1).padStart(3, '0')}`,
      contractPrice: BigInt(plan.priceYuan) * 100n,
      contractSignedOn: signedOn,
      permitNo: undefined,
      permitIssuedOn: undefined,
      plannedStartOn: start,
      plannedFinishOn: addMonths(start, plan.story === 'completed' ? 7 : 18),
      ...labourCostOf(plan),
      fundingDay: 28,
      payDay: plan.payDay,
      payMonth: 'next',
      wageOfficer: '许劳资',
      wageOfficerPhone: '13900000000',
      paymentGuarantee: plan.n % 7 !== 3,
    });
    await assessDeposit(work, registered.projectId);
    return registered;
  });
  const partyId = firms.subcontractors[plan.subcontractor]!;
  await stage.play(contractor, addDays(signedOn, 5), (work) => addSubcontractor(work, projectId, { partyId, parentId: undefined, scope: '主体结构劳务', enteredOn: addDays(signedOn, 5) }));
  await storeDeposit(stage, firms, plan, projectId, addDays(signedOn, 12));
  if (plan.story !== 'no-account') await openAccount(stage, firms, plan, projectId, addDays(signedOn, 15));
  if (plan.story === 'preparing') return { plan, projectId, partyId, sheets: [] };

  await stage.play(contractor, start, (work) => moveProject(work, projectId, 'start', { on: start, reason: undefined }));
  const crew = Array.from({ length: plan.workers }, (_, i) => demoWorker(random, firstWorker + i));
  await stage.play(clerk.subcontractor(plan.subcontractor), start, (work) =>
    importRoster(work, {
      projectId,
      partyId,
      enteredOn: start,
      rows: crew.map((w, i) => ({
        name: w.name,
        idNumber: w.idNumber,
        phone: w.phone,
        trade: w.trade,
        team: w.team,
        teamLeader: i % 25 === 0,
        contractDate: start,
        card: plan.story === 'shared-card' && i === 3 ? crew[2]!.card : w.card,
        bank: w.bankName,
      })),
    }),
  );
  const working = plan.story === 'completed' ? periods.slice(0, -2) : plan.story === 'stopped' ? periods.slice(0, -1) : periods;
  const sheets: DemoProject['sheets'][number][] = [];
  for (const [i, period] of working.entries()) {
    const fromEnd = working.length - 1 - i;
    const wages = crew.map((worker) => wageOf(random, worker, period));
    if (plan.story !== 'silent') await attend(stage, plan, projectId, partyId, period, wages);
    if (fromEnd < (missingSheets[plan.story] ?? 0)) continue;
    const sheet = await paySheet(stage, plan, projectId, partyId, period, wages);
    if (!sheet) continue;
    sheets.push({ ...sheet, period });
    if (plan.story !== 'no-account' && fromEnd >= (unfunded[plan.story] ?? 0)) await fund(stage, plan, projectId, period, sheet.netFen);
  }
  if (plan.story === 'under-age') await underAge(stage, plan, projectId, partyId, stage.today);
  if (plan.story === 'stopped') await stage.play(contractor, addDays(firstDay(periods.at(-1)!), 2), (work) => moveProject(work, projectId, 'stop', { on: addDays(firstDay(periods.at(-1)!), 2), reason: '等待设计变更' }));
  if (plan.story === 'completed') {
    const on = addDays(lastDay(working.at(-1)!), 5);
    await stage.play('jiancha', on, (work) => moveProject(work, projectId, 'complete', { on, reason: '竣工验收' }));
  }
  return { plan, projectId, partyId, sheets };
}

/** Two projects of one contractor that stores by firm. */
const storedByFirm: ReadonlySet<number> = new Set([1, 10]);

async function storeDeposit(stage: Stage, firms: Firms, plan: ProjectPlan, projectId: string, on: PlainDate): Promise<void> {
  // Two per cent of the contract price, as this city has set it; some firms stored too little, and one of them will be drawn on for more.
  const amount = (BigInt(plan.priceYuan) * 100n * (plan.story === 'short-deposit' || plan.n === drawnShort ? 12n : 20n)) / 1_000n;
  if (plan.story === 'no-deposit') return;
  if (storedByFirm.has(plan.n)) await stage.play(clerk.contractor(plan.contractor), addDays(on, -2), (work) => joinFirmDeposit(work, projectId, { reason: '本企业在儋州有多个在建项目，申请按企业存储' }));
  if (plan.story === 'exempt' || plan.story === 'exempt-arrears') {
    await stage.play('fuze', on, (work) => exemptDeposit(work, projectId, { reason: '总承包单位连续三年无拖欠，已落实实名制和专用账户' }));
    return;
  }
  const form = plan.story === 'stuck' ? 'cash' : (['cash', 'bank-guarantee', 'surety-guarantee', 'insurance'] as const)[plan.n % 4]!;
  const expiring = plan.story === 'guarantee-expiring' || plan.story === 'guarantee-expired';
  if (form === 'cash' && !expiring) {
    await stage.play('jiancha', on, (work) => recordInstrument(work, projectId, { form: 'cash', issuerId: firms.banks[plan.bank]!, number: `BZJ${String(plan.n + 1).padStart(6, '0')}`, amount, receivedOn: on }));
    return;
  }
  const guarantee = form === 'cash' ? 'bank-guarantee' : form;
  const issuerId = guarantee === 'bank-guarantee' ? firms.banks[plan.bank]! : guarantee === 'surety-guarantee' ? firms.surety : firms.insurer;
  // A guarantee that runs out is an old one that covered at least a year when it was given.
  const validTo = plan.story === 'guarantee-expiring' ? addDays(stage.today, 18) : plan.story === 'guarantee-expired' ? addDays(stage.today, -12) : addMonths(on, 24);
  await stage.play('jiancha', on, (work) =>
    recordInstrument(work, projectId, {
      form: guarantee,
      issuerId,
      number: `BH${String(plan.n + 1).padStart(6, '0')}`,
      amount,
      receivedOn: on,
      validFrom: expiring ? addMonths(validTo, -12) : on,
      validTo,
      irrevocable: true,
      onDemand: true,
      beneficiary: true,
      replacesId: undefined,
    }),
  );
}

async function openAccount(stage: Stage, firms: Firms, plan: ProjectPlan, projectId: string, on: PlainDate): Promise<void> {
  const contractor = clerk.contractor(plan.contractor);
  await stage.play(contractor, on, (work) =>
    openWageAccount(work, projectId, { bankId: firms.banks[plan.bank]!, branch: '那大支行', name: undefined, number: `2100${String(46040000000 + plan.n)}`, openedOn: on, agreementSignedOn: undefined }),
  );
  await stage.play(contractor, addDays(on, 2), (work) => signAgreement(work, projectId, agreementOf(addDays(on, 2), plan)));
  if (plan.story !== 'not-filed') await stage.play(contractor, addDays(on, 4), (work) => fileWageAccount(work, projectId, { filedOn: addDays(on, 4) }));
}

/** What the contract says of labour cost: a little less than the crew earns, so that an owner who pays each month is never behind. */
const labourCostOf = ({ workers, story }: ProjectPlan): { readonly labourCost: Fen | undefined; readonly labourShare: number | undefined } =>
  workers === 0 ? { labourCost: undefined, labourShare: 2_500 } : { labourCost: BigInt(workers) * 5_500_00n * (story === 'completed' ? 7n : 18n), labourShare: undefined };

/** The three-party agreement as the contract has it. */
const agreementOf = (signedOn: PlainDate, plan: ProjectPlan): Parameters<typeof signAgreement>[2] => ({
  signedOn,
  ownerSignatory: '周建民',
  ownerContact: '0898-23880016',
  contractorSignatory: '陈总平',
  contractorContact: '0898-23880026',
  bankSignatory: '符支行',
  bankContact: '0898-23880036',
  ...labourCostOf(plan),
  fundingDay: 28,
  payDay: plan.payDay,
  evidence: '经工人签字、总承包单位审核的工资支付表',
  clauses: ['use', 'notice', 'evidence', 'change', 'closing', 'seals'],
});

function wageOf(random: Seeded, worker: DemoWorker, period: Period): Wage {
  const days = random.int(20, Math.min(26, Number(lastDay(period).slice(8)) - 2));
  const perDay = BigInt(random.int(240, 360)) * 100n;
  const gross = perDay * BigInt(days);
  return { worker, days, gross, deduction: random.chance(0.2) ? BigInt(random.int(1, 6)) * 5_000n : 0n };
}

/** The site's device reports the month: Sundays off first, then as many days as were worked. */
async function attend(stage: Stage, plan: ProjectPlan, projectId: string, partyId: string, period: Period, wages: readonly Wage[]): Promise<void> {
  const days = Array.from({ length: Number(lastDay(period).slice(8)) }, (_, i) => addDays(firstDay(period), i)).sort((a, b) => Number(weekday(a) === 7) - Number(weekday(b) === 7) || (a < b ? -1 : 1));
  const records = wages.flatMap(({ worker, days: worked }) => days.slice(0, worked).map((day) => ({ idNumber: worker.idNumber, name: worker.name, day, portion: 1 })));
  const on = firstDay(addPeriods(period, 1));
  await stage.play(clerk.subcontractor(plan.subcontractor), on > stage.today ? stage.today : on, (work) => recordAttendance(work, { projectId, partyId, source: 'feed', records }));
}

/** The clerk's sheet as a file, read and checked like any other. */
async function paySheet(stage: Stage, plan: ProjectPlan, projectId: string, partyId: string, period: Period, wages: readonly Wage[]): Promise<{ sheetId: string; netFen: Fen } | undefined> {
  const sentOn = addDays(firstDay(addPeriods(period, 1)), 2 + (plan.n % 3));
  if (sentOn >= stage.today) return undefined;
  const cells = wages.map(({ worker: w, days, gross, deduction }, i) =>
    [i + 1, w.name, `${w.idNumber}\t`, w.trade, w.team, days, yuan(gross), yuan(deduction), yuan(gross - deduction), `${w.card}\t`, w.bankName, w.phone].join(','),
  );
  const bytes = Buffer.from(`\uFEFF${[`序号,姓名,身份证号码,工种,班组,出勤天数,应发工资(元),代扣款(元),实发工资(元),银行卡号,开户银行,联系电话`, ...cells].join('\r\n')}\r\n`);
  const reading = readPayrollSheet(await readWorkbook(bytes), { period });
  const sheet = await stage.play(clerk.subcontractor(plan.subcontractor), sentOn, (work) =>
    submitSheet(work, { projectId, partyId, period, cycle: 1, file: { name: `${plan.name}${period}工资表.csv`, mediaType: 'text/csv', bytes }, reading, signed: true }),
  );
  const approvedOn = addDays(sentOn, 1);
  if (approvedOn <= stage.today) await stage.play(clerk.contractor(plan.contractor), approvedOn, (work) => approveSheet(work, sheet.sheetId, { certified: true, opinion: '已核对考勤和签字' }));
  return { sheetId: sheet.sheetId, netFen: sheet.netFen };
}

/** The owner pays the month's labour cost into the account a day before it is needed. */
async function fund(stage: Stage, plan: ProjectPlan, projectId: string, period: Period, netFen: Fen): Promise<void> {
  const bookedOn = addDays(firstDay(addPeriods(period, 1)), 6 + (plan.n % 2));
  if (bookedOn > stage.today) return;
  const amount = netFen + 5_000_000n + BigInt(plan.n) * 10_000n;
  await stage.play(clerk.bank(plan.bank), bookedOn, (work) =>
    creditLabourCost(work, projectId, { bookedOn, amount, reference: `LS${period.replace('-', '')}${String(plan.n).padStart(3, '0')}`, period, payer: '建设单位', purpose: `${period}人工费用` }),
  );
}

/** A boy of fifteen at the gate, without registration: seen by the device, found by the scan. */
async function underAge(stage: Stage, plan: ProjectPlan, projectId: string, partyId: string, today: PlainDate): Promise<void> {
  const { idNumber } = boy(Number(today.slice(0, 4)) - 15);
  const day = addDays(today, -2);
  await stage.play(clerk.subcontractor(plan.subcontractor), addDays(today, -1), (work) => recordAttendance(work, { projectId, partyId, source: 'feed', records: [{ idNumber, name: '羊小弟', day, portion: 1 }] }));
}

function boy(year: number): { idNumber: IdNumber } {
  const body = `460003${year}1231007`;
  return { idNumber: (body + idCheck(body)) as IdNumber };
}
