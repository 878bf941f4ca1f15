import type { StatementLineKind } from '../../entities/statement-line.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { getProject } from '../projects/index.js';

export interface StatementRow {
  readonly id: string;
  readonly fileName: string;
  readonly fromOn: PlainDate | null;
  readonly toOn: PlainDate | null;
  readonly openingFen: Fen | null;
  readonly closingFen: Fen | null;
  readonly lines: number;
  readonly fresh: number;
  readonly warnings: readonly string[];
  /** As reckoned when the file was taken in. */
  readonly differenceFen: Fen | null;
  readonly takenBy: string;
  readonly takenAt: Date;
}

/** The statements of the project's accounts, the latest days first. */
export async function listStatements(work: Work, projectId: string): Promise<StatementRow[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT s.id, f.name AS "fileName", s.from_on AS "fromOn", s.to_on AS "toOn", s.opening_fen AS "openingFen", s.closing_fen AS "closingFen", s.lines, s.fresh, s.warnings, s.difference_fen AS "differenceFen",
            u.name AS "takenBy", s.taken_at AS "takenAt"
       FROM statement s JOIN wage_account w ON w.id = s.wage_account_id JOIN stored_file f ON f.id = s.file_id JOIN user_account u ON u.id = s.taken_by
      WHERE w.project_id = $1 ORDER BY s.to_on DESC NULLS LAST, s.taken_at DESC`,
    [projectId],
  );
}

export interface StatementLineRow {
  readonly id: string;
  readonly lineKey: string;
  readonly bookedOn: PlainDate;
  readonly direction: 'in' | 'out';
  readonly amountFen: Fen;
  readonly counterparty: string;
  readonly counterpartyLast4: string | null;
  readonly purpose: string;
  readonly kind: StatementLineKind;
  readonly why: string;
  readonly endToEndId: string | null;
  readonly batchNumber: string | null;
  /** The credit by hand that it tells again. */
  readonly sameAs: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
  readonly reason: string | null;
}

export interface LineFilter {
  /** Only what waits for a person: not matched, or taken for illegal and not confirmed. */
  readonly open: boolean;
  readonly page: number;
  readonly size: number;
}

/** A worker on the other side is shown by family name and the end of the card alone. */
const counterparty = `CASE WHEN l.instruction_id IS NOT NULL THEN left(l.counterparty, 1) || '**' ELSE l.counterparty END`;

/** The lines that the bank has told of the project's accounts, newest first, and how many wait for a person. */
export async function listStatementLines(work: Work, projectId: string, filter: LineFilter): Promise<{ readonly rows: StatementLineRow[]; readonly total: number; readonly open: number }> {
  await getProject(work, projectId);
  const open = `l.kind IN ('unmatched', 'illegal') AND l.resolved_by IS NULL`;
  const from = `FROM statement_line l JOIN wage_account w ON w.id = l.wage_account_id WHERE w.project_id = $1 AND l.statement_id IS NOT NULL`;
  const [count] = await work.db.query<[{ all: number; open: number }]>(`SELECT count(*)::int AS all, (count(*) FILTER (WHERE ${open}))::int AS open ${from}`, [projectId]);
  const rows = await work.db.query<StatementLineRow[]>(
    `SELECT l.id, l.line_key AS "lineKey", l.booked_on AS "bookedOn", l.direction, l.amount_fen AS "amountFen", ${counterparty} AS counterparty, l.counterparty_last4 AS "counterpartyLast4", l.purpose, l.kind, l.why,
            l.end_to_end_id AS "endToEndId", l.batch_number AS "batchNumber", (SELECT h.line_key FROM statement_line h WHERE h.id = l.same_as_id) AS "sameAs",
            (SELECT name FROM user_account u WHERE u.id = l.resolved_by) AS "resolvedBy", l.resolved_at AS "resolvedAt", l.reason
       ${from} AND (NOT $2 OR ${open}) ORDER BY l.booked_on DESC, l.line_no DESC, l.id DESC LIMIT $3 OFFSET $4`,
    [projectId, filter.open, filter.size, (filter.page - 1) * filter.size],
  );
  return { rows, total: filter.open ? count.open : count.all, open: count.open };
}

/** One line, for the page on which a person decides about it. */
export async function findStatementLine(work: Work, projectId: string, lineId: string): Promise<StatementLineRow | undefined> {
  await getProject(work, projectId);
  const [row] = await work.db.query<StatementLineRow[]>(
    `SELECT l.id, l.line_key AS "lineKey", l.booked_on AS "bookedOn", l.direction, l.amount_fen AS "amountFen", ${counterparty} AS counterparty, l.counterparty_last4 AS "counterpartyLast4", l.purpose, l.kind, l.why,
            l.end_to_end_id AS "endToEndId", l.batch_number AS "batchNumber", (SELECT h.line_key FROM statement_line h WHERE h.id = l.same_as_id) AS "sameAs",
            (SELECT name FROM user_account u WHERE u.id = l.resolved_by) AS "resolvedBy", l.resolved_at AS "resolvedAt", l.reason
       FROM statement_line l JOIN wage_account w ON w.id = l.wage_account_id WHERE w.project_id = $1 AND l.id = $2 AND l.statement_id IS NOT NULL`,
    [projectId, lineId],
  );
  return row;
}
