import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { getImport, type ImportDetail, type ImportMistake } from '../roster/index.js';
import { sheetScope } from './scope.js';
import { inForce, type PayrollLineState, type PayrollSheetState } from './states.js';

export interface SheetFilter {
  /** Project's name or number, or the firm's name. */
  readonly q?: string | undefined;
  readonly projectId?: string | undefined;
  readonly period?: Period | undefined;
  readonly state?: PayrollSheetState | undefined;
  /** Only those whose pay day has passed and that are not paid in full. */
  readonly overdue?: boolean | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}

export interface SheetRow {
  readonly id: string;
  readonly projectId: string;
  readonly projectCode: string;
  readonly project: string;
  readonly partyId: string;
  readonly party: string;
  readonly period: Period;
  readonly cycle: number;
  readonly version: number;
  readonly state: PayrollSheetState;
  readonly signed: boolean;
  readonly lines: number;
  readonly netFen: Fen;
  readonly paidLines: number;
  readonly paidFen: Fen;
  readonly returnedLines: number;
  readonly payOn: PlainDate;
  /** The pay day has passed and the sheet is not paid in full. */
  readonly overdue: boolean;
  readonly submittedAt: Date;
}

const columns = `s.id, s.project_id AS "projectId", p.code AS "projectCode", p.name AS project, s.party_id AS "partyId", c.name AS party, s.period, s.cycle, s.version, s.state, s.signed, s.lines,
  s.net_fen AS "netFen", s.pay_on AS "payOn", s.submitted_at AS "submittedAt"`;
const source = 'payroll_sheet s JOIN project p ON p.id = s.project_id JOIN party c ON c.id = s.party_id';
const paid = `LATERAL (SELECT (count(*) FILTER (WHERE l.state = 'paid'))::int AS "paidLines", coalesce(sum(l.paid_fen), 0)::bigint AS "paidFen",
    (count(*) FILTER (WHERE l.state = 'returned'))::int AS "returnedLines" FROM payroll_line l WHERE l.period = s.period AND l.sheet_id = s.id) paid`;
const overdue = (today: string): string => `(s.pay_on < ${today} AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid'))`;

const sortable: Readonly<Record<string, string>> = { period: 's.period', project: 'p.name', party: 'c.name', net: 's.net_fen', due: 's.pay_on', submitted: 's.submitted_at' };
export const sheetSorts = Object.keys(sortable);

/** One page of the sheets that this person may see, and how many there are in all. Superseded ones only where asked for. */
export async function listSheets(work: Work, filter: SheetFilter): Promise<{ readonly rows: SheetRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [sheetScope(work.actor, 's', 'p', values), filter.state ? `s.state = ${bind(filter.state)}` : `s.state <> 'superseded'`];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.code LIKE ${like} OR c.name LIKE ${like})`);
  }
  if (filter.projectId) where.push(`s.project_id = ${bind(filter.projectId)}`);
  if (filter.period) where.push(`s.period = ${bind(filter.period)}`);
  const today = `${bind(work.today)}::date`;
  if (filter.overdue) where.push(overdue(today));
  const order = `${sortable[filter.sort] ?? 's.period'} ${filter.direction === 'desc' ? 'DESC' : 'ASC'}`;
  // The lines of a page's sheets are counted, not those of every sheet that matches.
  const rows = await work.db.query<(SheetRow & { total: number })[]>(
    `SELECT s.*, paid.* FROM (
       SELECT ${columns}, ${overdue(today)} AS overdue, (count(*) OVER ())::int AS total, row_number() OVER (ORDER BY ${order}, s.id) AS n FROM ${source} WHERE ${where.join(' AND ')}
        ORDER BY n LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}) s, ${paid}
      ORDER BY s.n`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => omit(row)), total: rows[0]?.total ?? 0 };
}

/** Without the row number that only kept the order. */
const omit = (row: SheetRow & { n?: bigint }): SheetRow => {
  const { n: _n, ...rest } = row;
  return rest;
};

export type SheetWarning = Omit<ImportMistake, 'typed'>;

export interface SheetVersion {
  readonly id: string;
  readonly version: number;
  readonly state: PayrollSheetState;
  readonly lines: number;
  readonly netFen: Fen;
  readonly reason: string | null;
  readonly submittedBy: string;
  readonly submittedAt: Date;
}

export interface SheetEvent {
  readonly at: Date;
  readonly action: string;
  readonly by: string;
  readonly role: string;
  readonly reason: string | null;
  /** How the lines stood after a `payroll.settled`. */
  readonly counts: { readonly paid: number; readonly returned: number; readonly inTransit: number } | null;
}

export interface SheetDetail extends SheetRow {
  readonly contractorId: string;
  readonly grossFen: Fen;
  readonly deductionFen: Fen;
  readonly inTransitLines: number;
  /** The first of them; all are in the import that brought the sheet. */
  readonly warnings: readonly SheetWarning[];
  readonly warningCount: number;
  readonly importId: string | null;
  readonly supersedesId: string | null;
  readonly reason: string | null;
  readonly file: string | null;
  readonly submittedBy: string;
  /** The human behind the account that sent it in: they cannot approve it. */
  readonly submitterPersonId: string;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  /** All sheets of the same firm, month and cycle, newest first. */
  readonly versions: readonly SheetVersion[];
  readonly events: readonly SheetEvent[];
}

const warningsShown = 100;

/** A sheet with its history. @throws Refusal `not-found`, also where this person may not know of it */
export async function getSheet(work: Work, sheetId: string): Promise<SheetDetail> {
  const values: unknown[] = [sheetId, work.today];
  const [sheet] = await work.db.query<Omit<SheetDetail, 'versions' | 'events'>[]>(
    `SELECT ${columns}, p.contractor_id AS "contractorId", s.gross_fen AS "grossFen", s.deduction_fen AS "deductionFen",
            jsonb_path_query_array(s.warnings, '$[0 to ${warningsShown - 1}]') AS warnings, jsonb_array_length(s.warnings) AS "warningCount",
            (SELECT i.id FROM import_run i WHERE i.project_id = s.project_id AND i.subject_id = s.id LIMIT 1) AS "importId", s.supersedes_id AS "supersedesId", s.reason, f.name AS file,
            u.name AS "submittedBy", u.person_id AS "submitterPersonId", a.name AS "approvedBy", s.approved_at AS "approvedAt", ${overdue('$2::date')} AS overdue, paid.*,
            (SELECT count(*)::int FROM payroll_line l WHERE l.period = s.period AND l.sheet_id = s.id AND l.state = 'in-transit') AS "inTransitLines"
       FROM ${source} JOIN user_account u ON u.id = s.submitted_by LEFT JOIN user_account a ON a.id = s.approved_by LEFT JOIN stored_file f ON f.id = s.file_id, ${paid}
      WHERE s.id = $1 AND ${sheetScope(work.actor, 's', 'p', values)}`,
    values,
  );
  if (!sheet) throw new Refusal('not-found', '没有找到这张工资表');
  const versions = await work.db.query<SheetVersion[]>(
    `SELECT s.id, s.version, s.state, s.lines, s.net_fen AS "netFen", s.reason, u.name AS "submittedBy", s.submitted_at AS "submittedAt"
       FROM payroll_sheet s JOIN user_account u ON u.id = s.submitted_by WHERE s.project_id = $1 AND s.party_id = $2 AND s.period = $3 AND s.cycle = $4 ORDER BY s.version DESC`,
    [sheet.projectId, sheet.partyId, sheet.period, sheet.cycle],
  );
  const events = await work.db.query<SheetEvent[]>(
    `SELECT at, action, actor_name AS by, actor_role AS role, reason, CASE action WHEN 'payroll.settled' THEN detail END AS counts
       FROM audit_event WHERE subject_type = 'payroll-sheet' AND subject_id = $1 AND action <> 'payroll.exported' ORDER BY id DESC`,
    [sheetId],
  );
  return { ...sheet, versions, events };
}

export interface LineRow {
  readonly lineNo: number;
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  /** "21.50"; null where the sheet does not say. */
  readonly days: string | null;
  readonly grossFen: Fen;
  readonly deductionFen: Fen;
  readonly netFen: Fen;
  /** Less than the net pay where only a part has reached the worker. */
  readonly paidFen: Fen;
  readonly cardLast4: string;
  readonly bankName: string;
  readonly state: PayrollLineState;
  readonly paidOn: PlainDate | null;
}

export interface LineFilter {
  /** Part of a worker's name. */
  readonly q?: string | undefined;
  readonly state?: PayrollLineState | undefined;
}

/** The lines of a sheet that `getSheet` has given, or one page of them, and how many match in all. Numbers are masked. */
export async function listLines(work: Work, sheet: Pick<SheetRow, 'id' | 'period'>, filter: LineFilter = {}, page?: { readonly page: number; readonly size: number }): Promise<{ readonly rows: LineRow[]; readonly total: number }> {
  const values: unknown[] = [sheet.period, sheet.id];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = ['l.period = $1', 'l.sheet_id = $2'];
  if (filter.q) where.push(`w.name LIKE ${bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`)}`);
  if (filter.state) where.push(`l.state = ${bind(filter.state)}`);
  const rows = await work.db.query<(LineRow & { total: number })[]>(
    `SELECT l.line_no AS "lineNo", l.worker_id AS "workerId", w.name, w.id_last4 AS "idLast4", l.days, l.gross_fen AS "grossFen", l.deduction_fen AS "deductionFen", l.net_fen AS "netFen", l.paid_fen AS "paidFen",
            l.card_last4 AS "cardLast4", l.bank_name AS "bankName", l.state, l.paid_on AS "paidOn", (count(*) OVER ())::int AS total
       FROM payroll_line l JOIN worker w ON w.id = l.worker_id WHERE ${where.join(' AND ')} ORDER BY l.line_no
       ${page ? `LIMIT ${bind(page.size)} OFFSET ${bind((page.page - 1) * page.size)}` : ''}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface LineChange {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  /** null: not on that version. */
  readonly beforeFen: Fen | null;
  readonly afterFen: Fen | null;
  readonly daysBefore: string | null;
  readonly daysAfter: string | null;
  readonly cardChanged: boolean;
}

/** Who differs between a sheet and the one that it superseded: added, gone, or with another amount, days or card. */
export async function changesOf(work: Work, sheet: Pick<SheetDetail, 'id' | 'period' | 'supersedesId'>): Promise<LineChange[]> {
  if (!sheet.supersedesId) return [];
  return work.db.query(
    `WITH old AS (SELECT * FROM payroll_line WHERE period = $1 AND sheet_id = $2), fresh AS (SELECT * FROM payroll_line WHERE period = $1 AND sheet_id = $3)
     SELECT w.id AS "workerId", w.name, w.id_last4 AS "idLast4", old.net_fen AS "beforeFen", fresh.net_fen AS "afterFen", old.days AS "daysBefore", fresh.days AS "daysAfter",
            coalesce(old.card_index <> fresh.card_index, false) AS "cardChanged"
       FROM old FULL JOIN fresh USING (worker_id) JOIN worker w ON w.id = worker_id
      WHERE (old.net_fen, old.gross_fen, old.days, old.card_index) IS DISTINCT FROM (fresh.net_fen, fresh.gross_fen, fresh.days, fresh.card_index)
      ORDER BY old.line_no NULLS LAST, fresh.line_no`,
    [sheet.period, sheet.supersedesId, sheet.id],
  );
}

/** So many mistakes of a refused upload stand on the page; the list to download has all. */
const mistakesShown = 200;

/** The person's last upload of a sheet to this project, where it was refused: it stays in sight until a mended one went in. */
export async function lastRefused(work: Work, projectId: string): Promise<ImportDetail | undefined> {
  const [run] = await work.db.query<{ id: string; state: string }[]>(
    `SELECT id, state FROM import_run WHERE project_id = $1 AND kind = 'payroll' AND created_by = $2 ORDER BY created_at DESC, id DESC LIMIT 1`,
    [projectId, work.actor.id],
  );
  return run?.state === 'refused' ? getImport(work, run.id, 1, mistakesShown) : undefined;
}

export interface WorkerPay {
  readonly period: Period;
  readonly cycle: number;
  readonly projectId: string;
  readonly project: string;
  readonly party: string;
  readonly sheetId: string;
  readonly sheetState: PayrollSheetState;
  readonly payOn: PlainDate;
  readonly days: string | null;
  readonly netFen: Fen;
  readonly paidFen: Fen;
  readonly cardLast4: string;
  readonly state: PayrollLineState;
  readonly paidOn: PlainDate | null;
}

/** At most five years of months are shown. */
const monthsShown = 60;

/** What a worker was owed and paid, month by month, newest first, on the sheets that this person may see. */
export function workerPay(work: Work, workerId: string): Promise<WorkerPay[]> {
  const values: unknown[] = [workerId, inForce];
  return work.db.query(
    `SELECT s.period, s.cycle, s.project_id AS "projectId", p.name AS project, c.name AS party, s.id AS "sheetId", s.state AS "sheetState", s.pay_on AS "payOn", l.days, l.net_fen AS "netFen", l.paid_fen AS "paidFen",
            l.card_last4 AS "cardLast4", l.state, l.paid_on AS "paidOn"
       FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id JOIN project p ON p.id = s.project_id JOIN party c ON c.id = s.party_id
      WHERE l.worker_id = $1 AND s.state = ANY ($2) AND ${sheetScope(work.actor, 's', 'p', values)}
      ORDER BY s.period DESC, s.cycle DESC, p.name LIMIT ${monthsShown}`,
    values,
  );
}
