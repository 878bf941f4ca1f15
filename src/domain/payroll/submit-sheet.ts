import { PayrollSheet } from '../../entities/payroll-sheet.js';
import type { PayrollSheet as Reading } from '../../formats/payroll-sheet.js';
import { payDayOf } from '../../law/index.js';
import { fileHash, storeFile, type KeptFile } from '../../platform/files.js';
import { violated, type Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { formatPeriod, periodOf, type Period } from '../../values/period.js';
import { Invalid, Refusal, type Issue } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { reverse } from '../escrow/index.js';
import { getImport, lockEmployer, recordImport, type ImportMistake } from '../roster/index.js';
import { moveMonth, tallyLines, untouched } from './month-tally.js';
import { checkAgainstRoster } from './roster-checks.js';
import { inForce, sheetFlow } from './states.js';
import { insertLines, linesOf, type NewLine } from './write-lines.js';

export interface SheetInput {
  readonly projectId: string;
  /** The firm whose workers they are: a subcontractor, or the general contractor with its own. */
  readonly partyId: string;
  readonly period: Period;
  /** Which payment of the month, from 1; day labourers may be paid several times. */
  readonly cycle?: number | undefined;
  readonly file: KeptFile;
  /** What `formats/payroll-sheet` read in the file, for this period. */
  readonly reading: Reading;
  /** The workers have confirmed their lines by signature. */
  readonly signed: boolean;
  /** The sum of net pay that the clerk typed beside the file; a difference keeps the sheet out. */
  readonly controlTotal?: Fen | undefined;
  /** Why it takes the place of one that stands already. */
  readonly reason?: string | undefined;
}

export interface SubmittedSheet {
  readonly sheetId: string;
  readonly version: number;
  readonly lines: number;
  readonly netFen: Fen;
  readonly warnings: number;
  /** The same file stood already: this is the first answer, and nothing has changed. */
  readonly repeated: boolean;
}

/** Kept on record with all its mistakes; nothing else has changed. */
export interface RefusedSheet {
  readonly importId: string;
  readonly errors: number;
  readonly warnings: number;
  /** Mistakes of the file, those of the form among `issues`; at most `mistakesTold` of them, masked. */
  readonly mistakes: readonly ImportMistake[];
  readonly issues: readonly Issue[];
}

export type SheetOutcome = { readonly submitted: SubmittedSheet } | { readonly refused: RefusedSheet };

/** More are told by the list to download. */
const mistakesTold = 500;

/**
 * Takes in a month's payroll, whole or not at all. The same file twice gives the first answer; another file for a month that has a
 * sheet supersedes it, unless money of it is on its way.
 * @throws Invalid with every mistake of form and file; Refusal `not-found`, `not-allowed`, `wrong-state`
 */
export async function submitSheet(work: Work, input: SheetInput): Promise<SubmittedSheet> {
  const outcome = await trySheet(work, input);
  if ('submitted' in outcome) return outcome.submitted;
  throw refusalOf(outcome.refused);
}

/** What is said of a refused sheet: each mistake of the file under `file.ROW.FIELD`, so that a program finds the cell too. */
export function refusalOf({ issues, mistakes }: Pick<RefusedSheet, 'issues' | 'mistakes'>): Invalid {
  const errors = mistakes.filter((m) => m.severity === 'error');
  return new Invalid([...issues, ...errors.map((m): Issue => ({ path: ['file', m.row, m.field].filter((part) => part !== '').join('.'), message: `第 ${m.row} 行${m.column && `“${m.column}”`}:${m.message}。${m.remedy}` }))]);
}

/** The same, but the mistakes of the file are an answer: its upload is kept on record, which a thrown error would undo. */
export async function trySheet(work: Work, input: SheetInput): Promise<SheetOutcome> {
  const { projectId, partyId, period, cycle = 1, reading } = input;
  const { role } = work.actor;
  if (role !== 'general-contractor' && role !== 'subcontractor') throw new Refusal('not-allowed', '工资表由用工单位或者施工总承包单位报送');
  const project = await lockEmployer(work, projectId, partyId);
  const badPeriod = await checkPeriod(work, project, partyId, period);
  if (badPeriod) throw new Invalid([{ path: 'period', message: badPeriod }]);
  // Two firms of a project may name the same worker for the same month: the second waits and then sees the first.
  await work.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`payroll ${projectId} ${period}`]);
  await work.db.query('SELECT ensure_payroll_partition($1)', [period]);
  const current = await lockCurrent(work, { projectId, partyId, period, cycle });
  const sha256 = fileHash(input.file.bytes);
  if (current && current.fileSha256 === sha256 && inForce.includes(current.state)) return { submitted: { ...answerOf(current), repeated: true } };
  if (current) next(sheetFlow, current.state, 'supersede', role);
  const issues = checkForm(input, current);
  const { mistakes: found, workers } = await checkAgainstRoster(work, { projectId, partyId, period, cycle }, reading);
  const mistakes = inOrder(reading, [...reading.issues, ...found]);
  const errors = mistakes.filter((m) => m.severity === 'error').length;
  if (errors === 0 && issues.length > 0) throw new Invalid(issues);
  const fileId = await storeFile(work, input.file);
  const run = { kind: 'payroll', projectId, partyId, fileId, rows: reading.rows.length + reading.faulty.length, mistakes, notes: reading.notes } as const;
  if (errors > 0) {
    const { importId } = await recordImport(work, { ...run, state: 'refused' });
    const told = await getImport(work, importId, 1, mistakesTold);
    return { refused: { importId, errors, warnings: mistakes.length - errors, mistakes: told.list, issues } };
  }
  const lines = linesOf(reading.rows, workers);
  const { value: payOn } = payDayOf(period, project, work.calendar);
  const sheet: PayrollSheet = {
    id: work.newId(),
    projectId,
    partyId,
    period,
    cycle,
    version: (current?.version ?? 0) + 1,
    supersedesId: current?.id ?? null,
    fileId,
    fileSha256: sha256,
    ...sumsOf(lines),
    warnings: mistakes.map(({ typed: _typed, ...warning }) => warning),
    state: 'submitted',
    signed: input.signed,
    payOn,
    reason: current ? (input.reason ?? '按退回意见更正') : null,
    submittedBy: work.actor.id!,
    submittedAt: work.now,
    approvedBy: null,
    approvedAt: null,
  };
  if (current) await supersede(work, current, sheet);
  await insertSheet(work, sheet);
  await insertLines(work, sheet, lines);
  await moveMonth(work, undefined, { sheet, tally: untouched });
  await recordImport(work, { ...run, state: 'applied', subjectId: sheet.id });
  await work.record({
    action: 'payroll.submitted',
    subject: ['payroll-sheet', sheet.id],
    projectId,
    to: 'submitted',
    reason: sheet.reason ?? undefined,
    detail: { partyId, period, cycle, version: sheet.version, lines: sheet.lines, net: yuan(sheet.netFen), warnings: mistakes.length, signed: input.signed, ...(input.controlTotal === undefined ? {} : { controlTotal: yuan(input.controlTotal) }) },
  });
  return { submitted: { ...answerOf(sheet), repeated: false } };
}

const answerOf = (sheet: PayrollSheet): Omit<SubmittedSheet, 'repeated'> => ({ sheetId: sheet.id, version: sheet.version, lines: sheet.lines, netFen: sheet.netFen, warnings: sheet.warnings.length });

/** Why no sheet of this month can be sent in, if so. */
async function checkPeriod(work: Work, project: { readonly id: string; readonly startedOn: string | null }, partyId: string, period: Period): Promise<string | undefined> {
  if (period > periodOf(work.today)) return `${formatPeriod(period)}尚未到来`;
  if (project.startedOn === null) return '项目尚未登记开工，不能报送工资表';
  if (period < project.startedOn.slice(0, 7)) return `项目 ${project.startedOn} 开工，${formatPeriod(period)}在开工之前`;
  const [party] = await work.db.query<{ enteredOn: string }[]>('SELECT entered_on AS "enteredOn" FROM project_party WHERE project_id = $1 AND party_id = $2', [project.id, partyId]);
  return period < party!.enteredOn.slice(0, 7) ? `本单位 ${party!.enteredOn} 进场，${formatPeriod(period)}在进场之前` : undefined;
}

/** The sheet that stands for the month and cycle, or was returned: there is at most one that no other has superseded. */
async function lockCurrent(work: Work, key: { projectId: string; partyId: string; period: Period; cycle: number }): Promise<PayrollSheet | undefined> {
  const [sheet] = await work.db.find(PayrollSheet, { where: key, order: { version: 'DESC' }, take: 1, lock: { mode: 'pessimistic_write' } });
  return sheet;
}

function checkForm({ reading, controlTotal, reason }: SheetInput, current: PayrollSheet | undefined): Issue[] {
  const issues: Issue[] = [];
  // With a faulty row the sum is not known yet.
  if (controlTotal !== undefined && reading.faulty.length === 0 && controlTotal !== reading.sums.netFen) {
    issues.push({ path: 'controlTotal', message: `填写的实发合计 ${yuan(controlTotal)} 与表中各行之和 ${yuan(reading.sums.netFen)} 相差 ${yuan(controlTotal - reading.sums.netFen)} 元` });
  }
  if (current && current.state !== 'returned' && reason === undefined) {
    issues.push({ path: 'reason', message: `这个月已报送过工资表（第 ${current.version} 版，${sheetFlow.words.states[current.state]}），要用这份文件替换，请填写更正原因` });
  }
  return issues;
}

/** In the order of the workbook's sheets and their rows; of one row, what the file says first. */
function inOrder(reading: Reading, mistakes: readonly ImportMistake[]): ImportMistake[] {
  const order = [...new Set([...reading.columns.map((c) => c.sheet), ...mistakes.map((m) => m.sheet)])];
  return mistakes.toSorted((a, b) => order.indexOf(a.sheet) - order.indexOf(b.sheet) || a.row - b.row);
}

function sumsOf(lines: readonly NewLine[]): Pick<PayrollSheet, 'lines' | 'grossFen' | 'deductionFen' | 'netFen'> {
  const sum = (key: 'grossFen' | 'deductionFen' | 'netFen'): Fen => lines.reduce((total, l) => total + l[key], 0n);
  return { lines: lines.length, grossFen: sum('grossFen'), deductionFen: sum('deductionFen'), netFen: sum('netFen') };
}

async function supersede(work: Work, old: PayrollSheet, by: PayrollSheet): Promise<void> {
  const to = next(sheetFlow, old.state, 'supersede', work.actor.role);
  const tally = await tallyLines(work, old);
  if (old.state === 'approved') await withdrawClaims(work, old);
  await work.db.update(PayrollSheet, { id: old.id }, { state: to });
  await moveMonth(work, { sheet: old, tally }, { sheet: { ...old, state: to }, tally });
  await work.record({ action: 'payroll.superseded', subject: ['payroll-sheet', old.id], projectId: old.projectId, from: old.state, to, reason: by.reason ?? undefined, detail: { by: by.id, version: by.version } });
}

/** The claims that the approval of a sheet had put on the books; none where it paid nobody anything. */
async function withdrawClaims(work: Work, sheet: PayrollSheet): Promise<void> {
  const [journal] = await work.db.query<{ id: string }[]>('SELECT id FROM journal WHERE idempotency_key = $1', [`sheet:${sheet.id}`]);
  if (journal) await reverse(work, journal.id, `sheet:${sheet.id}:superseded`, '工资表被替换');
}

async function insertSheet(work: Work, sheet: PayrollSheet): Promise<void> {
  try {
    await work.db.insert(PayrollSheet, sheet as never);
  } catch (error) {
    if (violated(error) === 'payroll_sheet_current') throw new Refusal('changed-meanwhile', '这个月的工资表刚刚由他人报送，请刷新后核对');
    throw error;
  }
}
