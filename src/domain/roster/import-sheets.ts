import type { AttendanceField, AttendanceRow, AttendanceSheet } from '../../formats/attendance-sheet.js';
import type { RosterSheet } from '../../formats/roster-sheet.js';
import type { SheetIssue, SheetNote } from '../../formats/table/issue.js';
import { storeFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { Period } from '../../values/period.js';
import { tryRoster, type RosterImported } from './import-roster.js';
import { ensureWorkers, knownWorkers, nameKey, sameName, unnamed, type KnownWorker } from './people.js';
import { counts, recordDays, type DaysRecorded, type FlaggedWorker } from './record-attendance.js';
import { recordImport, type ImportMistake } from './record-import.js';
import type { RosterEntry } from './roster-plan.js';
import { lockEmployer } from './scope.js';

export interface SheetImported<Done> {
  readonly importId: string;
  /** `refused`: the file is on record with its mistakes, and nothing else has changed. */
  readonly state: 'applied' | 'refused';
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
  readonly done: Done | undefined;
}

interface Upload {
  readonly projectId: string;
  readonly partyId: string;
  readonly file: KeptFile;
}

/** Takes in a roster sheet, whole or not at all, and puts it on record either way. */
export async function importRosterSheet(work: Work, { projectId, partyId, file, reading, enteredOn }: Upload & { readonly reading: RosterSheet; readonly enteredOn?: PlainDate | undefined }): Promise<SheetImported<RosterImported>> {
  // Rows that the sheet's own mistakes keep out are not there; the others are held against the record all the same, so that all is told at once.
  const { mistakes, imported } = await tryRoster(work, { projectId, partyId, rows: reading.rows, enteredOn }, { apply: !hasErrors(reading.issues) });
  const found = mistakes.map(({ entry, ...m }): ImportMistake => {
    const row = reading.rows[entry]!;
    return { ...m, sheet: row.sheet, row: row.sheetRow, column: headerOf(reading.columns, row.sheet, m.field), typed: String((row as RosterEntry)[m.field] ?? '') };
  });
  return recorded(work, 'roster', { projectId, partyId, file }, reading, found, imported);
}

const headerOf = (columns: readonly { readonly sheet: string; readonly field: string; readonly header: string }[], sheet: string, field: string): string => columns.find((c) => c.sheet === sheet && c.field === field)?.header ?? '';

const hasErrors = (mistakes: readonly { readonly severity: string }[]): boolean => mistakes.some((m) => m.severity === 'error');

/** Takes in a month's attendance sheet, whole or not at all, and puts it on record either way. */
export async function importAttendanceSheet(work: Work, { projectId, partyId, file, reading, period }: Upload & { readonly reading: AttendanceSheet; readonly period: Period }): Promise<SheetImported<DaysRecorded>> {
  await lockEmployer(work, projectId, partyId);
  const sheet = new AttendanceRows(reading);
  checkFuture(work, sheet);
  const byName = await resolveNames(work, projectId, partyId, sheet);
  const known = await knownWorkers(work, reading.rows.flatMap((r) => r.idNumber ?? []));
  for (const [i, row] of reading.rows.entries()) {
    const worker = row.idNumber && known.get(row.idNumber);
    if (worker && worker.name !== unnamed && !sameName(worker.name, row.name)) sheet.add('warning', 'AD-05', i, 'name', '这个身份证号码已按另一姓名登记', '对照身份证核对姓名和号码');
  }
  const done = hasErrors(reading.issues) || hasErrors(sheet.mistakes) ? undefined : await recordRows(work, { projectId, partyId, period }, sheet, byName);
  return recorded(work, 'attendance', { projectId, partyId, file }, reading, sheet.mistakes, done);
}

/** The rows of an attendance sheet and what the record says against them. */
class AttendanceRows {
  readonly mistakes: ImportMistake[] = [];
  constructor(readonly reading: AttendanceSheet) {}

  get rows(): readonly AttendanceRow[] {
    return this.reading.rows;
  }

  /** Something that is true of the sheet as a whole. */
  addToAll(severity: ImportMistake['severity'], code: string, message: string, remedy: string): void {
    this.mistakes.push({ severity, code, sheet: this.rows[0]?.sheet ?? '', row: 0, column: '', field: '', message, remedy, typed: '' });
  }

  add(severity: ImportMistake['severity'], code: string, index: number, field: AttendanceField, message: string, remedy: string): void {
    const { sheet, sheetRow, name } = this.rows[index]!;
    this.mistakes.push({ severity, code, sheet, row: sheetRow, column: headerOf(this.reading.columns, sheet, field), field, message, remedy, typed: field === 'name' ? name : '' });
  }
}

function checkFuture(work: Work, sheet: AttendanceRows): void {
  for (const [i, row] of sheet.rows.entries()) {
    const ahead = row.worked.find((w) => w.day > work.today);
    if (ahead) sheet.add('error', 'AD-01', i, `day${Number(ahead.day.slice(8))}`, `${ahead.day} 尚未到来`, '删除今天以后的记号');
  }
}

/** The workers of rows without an ID number, by the row's number: told by their name among the firm's workers of the project. */
async function resolveNames(work: Work, projectId: string, partyId: string, sheet: AttendanceRows): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  const nameless = [...sheet.rows.entries()].filter(([, row]) => row.idNumber === undefined);
  if (nameless.length === 0) return found;
  const engaged = await work.db.query<{ workerId: string; name: string }[]>('SELECT DISTINCT w.id AS "workerId", w.name FROM engagement e JOIN worker w ON w.id = e.worker_id WHERE e.project_id = $1 AND e.party_id = $2', [projectId, partyId]);
  const byKey = new Map<string, string[]>();
  for (const { workerId, name } of engaged) byKey.set(nameKey(name), [...(byKey.get(nameKey(name)) ?? []), workerId]);
  const rowOf = new Map<string, number>();
  for (const [i, row] of nameless) {
    const namesakes = byKey.get(nameKey(row.name)) ?? [];
    const before = namesakes.length === 1 ? rowOf.get(namesakes[0]!) : undefined;
    if (namesakes.length === 0) sheet.add('error', 'AD-02', i, 'name', '花名册中没有这个姓名，表中又没有身份证号码列', '先登记此人，或在表中增加“身份证号码”列');
    else if (namesakes.length > 1) sheet.add('error', 'AD-03', i, 'name', `花名册中有 ${namesakes.length} 人同名，无法分辨`, '在表中增加“身份证号码”列');
    else if (before !== undefined) sheet.add('error', 'AD-04', i, 'name', `与第 ${sheet.rows[before]!.sheetRow} 行是同一人`, '同一人只保留一行');
    else {
      found.set(i, namesakes[0]!);
      rowOf.set(namesakes[0]!, i);
    }
  }
  return found;
}

async function recordRows(work: Work, { projectId, partyId, period }: { projectId: string; partyId: string; period: Period }, sheet: AttendanceRows, byName: ReadonlyMap<number, string>): Promise<DaysRecorded> {
  const known: ReadonlyMap<string, KnownWorker> = await ensureWorkers(work, sheet.rows.flatMap((r) => (r.idNumber ? [{ idNumber: r.idNumber, name: r.name }] : [])));
  const workerIds = sheet.rows.map((r, i) => (r.idNumber ? known.get(r.idNumber)!.workerId : byName.get(i)!));
  const days = sheet.rows.flatMap((r, i) => r.worked.map((w) => ({ workerId: workerIds[i]!, ...w })));
  const result = await recordDays(work, { projectId, partyId, source: 'sheet', days, whole: { period, workerIds } });
  tellUnregistered(sheet, workerIds, result.unregistered);
  if (result.withdrawn > 0) sheet.addToAll('warning', 'AD-07', `以前的考勤表中有 ${result.withdrawn} 个出勤日不在这份表中，已经撤回`, '如有遗漏，补全后重新上传整份表');
  if (result.kept > 0) sheet.addToAll('note', 'AD-08', `有 ${result.kept} 个出勤日已由考勤设备或其他单位上报，以其为准，没有改动`, '');
  await work.record({ action: 'roster.attendance-recorded', subject: ['project', projectId], projectId, detail: { partyId, source: 'sheet', period, ...counts(result) } });
  return result;
}

function tellUnregistered(sheet: AttendanceRows, workerIds: readonly string[], unregistered: readonly FlaggedWorker[]): void {
  const flagged = new Set(unregistered.map((w) => w.workerId));
  for (const [i, workerId] of workerIds.entries()) {
    if (flagged.has(workerId)) sheet.add('warning', 'AD-06', i, 'name', '有出勤日不在已登记的在场期间内', '登记此人的进场，或核对进场、离场日期；未登记的人员不得进场施工');
  }
}

async function recorded<Done>(
  work: Work,
  kind: 'roster' | 'attendance',
  { projectId, partyId, file }: Upload,
  reading: { readonly rows: readonly unknown[]; readonly faulty: readonly unknown[]; readonly issues: readonly SheetIssue[]; readonly notes: readonly SheetNote[] },
  found: readonly ImportMistake[],
  done: Done | undefined,
): Promise<SheetImported<Done>> {
  const mistakes = [...reading.issues, ...found].sort((a, b) => (a.sheet === b.sheet ? a.row - b.row : 0));
  const state = done === undefined ? 'refused' : 'applied';
  const rows = reading.rows.length + reading.faulty.length;
  const { importId } = await recordImport(work, { kind, projectId, partyId, fileId: await storeFile(work, file), state, rows, mistakes, notes: reading.notes });
  const told = (severity: ImportMistake['severity']): number => mistakes.filter((m) => m.severity === severity).length;
  return { importId, state, rows, errors: told('error'), warnings: told('warning'), done };
}
