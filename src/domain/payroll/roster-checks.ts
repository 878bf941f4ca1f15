import type { PayrollField, PayrollRow, PayrollSheet as Reading } from '../../formats/payroll-sheet.js';
import type { Work } from '../../platform/work.js';
import { firstDay, lastDay, type Period } from '../../values/period.js';
import { maskCard } from '../../values/mask.js';
import { formatYuan, type Fen } from '../../values/money.js';
import { findWorkers, isUnderAge, sameName, type FoundWorker, type ImportMistake } from '../roster/index.js';
import { inForce } from './states.js';

export interface RosterCheck {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
}

/** What the roster and other sheets can say against a line. Numbers are never used again for another check; PF-nn are those of the file alone. */
export const rosterChecks = {
  notOnRoster: { code: 'PR-01', severity: 'error', title: '不在本项目花名册中', why: '未实名登记的人员不得进场施工，也无法核对是否本人', remedy: '先导入花名册，再上传工资表' },
  otherEmployer: { code: 'PR-02', severity: 'error', title: '不在本单位花名册中', why: '一人的工资由其用工单位报送，避免重复发放', remedy: '核对用工单位；确由本单位用工的，先在花名册中登记' },
  notYetEntered: { code: 'PR-03', severity: 'error', title: '进场晚于工资月份', why: '进场前没有工作，不会有工资', remedy: '核对工资月份和花名册中的进场日期' },
  alreadyLeft: { code: 'PR-04', severity: 'warning', title: '工资月份前已离场', why: '离场结算应当一次付清', remedy: '补发以前月份工资的可以不改；否则核对离场日期' },
  otherName: { code: 'PR-05', severity: 'error', title: '姓名与登记不符', why: '银行按姓名核对户名', remedy: '对照身份证核对姓名和号码；登记有误的，请联系劳动保障监察机构更正' },
  underAge: { code: 'PR-06', severity: 'error', title: '用工时未满 16 周岁', why: '禁止使用童工', remedy: '核对身份证号码；情况属实的应立即停止用工' },
  otherCard: { code: 'PR-07', severity: 'warning', title: '银行卡号与花名册不一致', why: '可能填错，或由他人代领', remedy: '核对工人本人的银行卡；换卡的，请在花名册中更正' },
  otherSheet: { code: 'PR-08', severity: 'error', title: '同月另一张工资表中已有此人', why: '可能重复发放', remedy: '与总承包单位核对由哪家单位报送' },
  paidWithoutSheet: { code: 'PR-09', severity: 'warning', title: '这个月的工资已动用保证金支付', why: '当时没有工资表，工资按案件认定支付；再按全额发放就付了两次', remedy: '只填还没有支付的差额；没有差额的，从表中删去这一行' },
} as const satisfies Record<string, RosterCheck>;

/** A row's mistake before it has its place in the sheet. */
type Tell = (check: RosterCheck, field: PayrollField, message: string) => void;

export interface SheetOf {
  readonly projectId: string;
  readonly partyId: string;
  readonly period: Period;
  readonly cycle: number;
}

/**
 * Holds the lines of a file that are free of mistakes of their own against the roster and the other sheets of the month.
 * Four statements, however many lines.
 */
export async function checkAgainstRoster(work: Work, sheet: SheetOf, reading: Reading): Promise<{ readonly mistakes: readonly ImportMistake[]; readonly workers: ReadonlyMap<string, FoundWorker> }> {
  const workers = await findWorkers(work, sheet.projectId, reading.rows.map((r) => r.idNumber), sheet.partyId);
  const elsewhere = await inOtherSheets(work, sheet, [...workers.values()].map((w) => w.workerId));
  const paid = await paidWithoutSheet(work, sheet, [...workers.values()].map((w) => w.workerId));
  const headers = new Map(reading.columns.map((c) => [`${c.sheet}/${c.field}`, c.header]));
  const mistakes: ImportMistake[] = [];
  for (const row of reading.rows) {
    const tell: Tell = ({ code, severity, remedy }, field, message) =>
      mistakes.push({ code, severity, sheet: row.sheet, row: row.sheetRow, column: headers.get(`${row.sheet}/${field}`) ?? '', field, message, remedy, typed: '' });
    const worker = workers.get(row.idNumber);
    checkRow(work, sheet, row, worker, tell);
    const before = worker && paid.get(worker.workerId);
    if (before !== undefined) tell(rosterChecks.paidWithoutSheet, 'net', `${row.name}本月工资已动用保证金支付 ${formatYuan(before)} 元，正在支付的也计算在内`);
    if (worker && elsewhere.has(worker.workerId)) tell(rosterChecks.otherSheet, 'idNumber', `${row.name}已在本项目同月另一家单位的工资表中`);
  }
  return { mistakes, workers };
}

function checkRow(work: Work, { partyId, period }: SheetOf, row: PayrollRow, worker: FoundWorker | undefined, tell: Tell): void {
  // The name on record may come from another firm's roster: it is not told.
  if (worker && !sameName(worker.name, row.name)) tell(rosterChecks.otherName, 'name', `“${row.name}”与这个身份证号码登记的姓名不符`);
  if (!worker?.engagementId) return tell(rosterChecks.notOnRoster, 'idNumber', `${row.name}不在本项目花名册中`);
  if (worker.partyId !== partyId) return tell(rosterChecks.otherEmployer, 'idNumber', `${row.name}在本项目登记在另一家单位名下`);
  const { enteredOn, leftOn, cardIndex } = worker as Required<FoundWorker>;
  if (enteredOn > lastDay(period)) tell(rosterChecks.notYetEntered, 'idNumber', `${row.name}的进场日期是 ${enteredOn}，晚于工资月份`);
  if (leftOn !== null && leftOn < firstDay(period)) tell(rosterChecks.alreadyLeft, 'idNumber', `${row.name}已于 ${leftOn} 离场`);
  const workedFrom = enteredOn > firstDay(period) ? enteredOn : firstDay(period);
  if (isUnderAge(worker, workedFrom)) tell(rosterChecks.underAge, 'idNumber', `${row.name}在 ${workedFrom} 未满 16 周岁`);
  if (cardIndex && !cardIndex.equals(work.vault.index('card', row.card))) tell(rosterChecks.otherCard, 'card', `${row.name}的卡号与花名册登记的 ${maskCard(worker.cardLast4!)} 不一致`);
}

/** What was paid, or is being paid, to these workers for the month while no sheet told of it. */
async function paidWithoutSheet(work: Work, { projectId, period }: SheetOf, workerIds: readonly string[]): Promise<Map<string, Fen>> {
  const rows = await work.db.query<{ workerId: string; fen: Fen }[]>(
    `SELECT worker_id AS "workerId", sum(amount_fen)::bigint AS fen FROM payment_instruction
      WHERE project_id = $1 AND period = $2 AND worker_id = ANY ($3::uuid[]) AND sheet_id IS NULL AND state IN ('approved', 'queued', 'sent', 'unknown', 'paid') GROUP BY worker_id`,
    [projectId, period, workerIds],
  );
  return new Map(rows.map((r) => [r.workerId, r.fen]));
}

/** The workers whom another firm of the project has on a sheet of the same month and cycle. */
async function inOtherSheets(work: Work, { projectId, partyId, period, cycle }: SheetOf, workerIds: readonly string[]): Promise<Set<string>> {
  const rows = await work.db.query<{ workerId: string }[]>(
    `SELECT DISTINCT l.worker_id AS "workerId" FROM payroll_sheet s JOIN payroll_line l ON l.sheet_id = s.id
      WHERE s.project_id = $1 AND s.period = $2 AND s.cycle = $3 AND s.party_id <> $4 AND s.state = ANY ($5) AND l.period = $2 AND l.worker_id = ANY ($6::uuid[])`,
    [projectId, period, cycle, partyId, inForce, workerIds],
  );
  return new Set(rows.map((r) => r.workerId));
}
