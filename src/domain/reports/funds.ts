import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { projectScope } from '../projects/index.js';

/** What somebody has to look after: money on its way, payments that the bank leaves in doubt, lines of a statement that nothing explains, payments that came back. */
export const fundsTroubles = ['in-transit', 'unknown', 'unmatched', 'returned'] as const;
export type FundsTrouble = (typeof fundsTroubles)[number];

export interface FundsFilter {
  /** Project, its number or the general contractor. */
  readonly q?: string | undefined;
  readonly bankId?: string | undefined;
  readonly trouble?: FundsTrouble | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}

/** The same figures for a project and for all of them. */
export interface FundsFigures {
  /** On the dedicated account, and of it what is set aside for a release. */
  readonly escrowFen: Fen;
  readonly heldFen: Fen;
  /** Handed to the bank, no answer that decides. */
  readonly inTransitFen: Fen;
  /** Of that, what the bank itself does not know. */
  readonly unknownFen: Fen;
  readonly unknownLines: number;
  readonly depositFen: Fen;
  readonly guaranteeFen: Fen;
  /** Owed by the liable party to whoever paid in its stead. */
  readonly recoverableFen: Fen;
  /** Of approved sheets, not received by the workers yet. */
  readonly owedFen: Fen;
  readonly unmatchedLines: number;
  readonly returnedLines: number;
}

export interface FundsRow extends FundsFigures {
  readonly projectId: string;
  readonly code: string;
  readonly project: string;
  readonly contractor: string;
  /** Who keeps the account; null where none is open. */
  readonly bank: string | null;
}

const sortable: Readonly<Record<string, string>> = {
  project: 'f.project',
  escrow: 'f."escrowFen"',
  transit: 'f."inTransitFen"',
  unknown: 'f."unknownLines"',
  deposit: 'f."depositFen"',
  owed: 'f."owedFen"',
  unmatched: 'f."unmatchedLines"',
  returned: 'f."returnedLines"',
};
export const fundsSorts = Object.keys(sortable);

const troubles: Readonly<Record<FundsTrouble, string>> = {
  'in-transit': 'f."inTransitFen" > 0',
  unknown: 'f."unknownLines" > 0',
  unmatched: 'f."unmatchedLines" > 0',
  returned: 'f."returnedLines" > 0',
};

const summed = ['escrowFen', 'heldFen', 'inTransitFen', 'unknownFen', 'depositFen', 'guaranteeFen', 'recoverableFen', 'owedFen'] as const;
const counted = ['unknownLines', 'unmatchedLines', 'returnedLines'] as const;

/** One page of the projects that this person may see with where their money stands, and the sums of all that match. One query: each table is read once for the whole area. */
export async function funds(work: Work, filter: FundsFilter): Promise<{ readonly rows: FundsRow[]; readonly total: number; readonly sums: FundsFigures }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [projectScope(work.actor, 'p', values)];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.code LIKE ${like} OR c.name LIKE ${like})`);
  }
  if (filter.bankId) where.push(`a.bank_id = ${bind(filter.bankId)}`);
  const trouble = filter.trouble ? `WHERE ${troubles[filter.trouble]}` : '';
  const order = `${sortable[filter.sort] ?? 'f.project'} ${filter.direction === 'desc' ? 'DESC' : 'ASC'}, f."projectId"`;
  const totals = [...summed.map((k) => `(sum(f."${k}") OVER ())::bigint AS "all_${k}"`), ...counted.map((k) => `(sum(f."${k}") OVER ())::int AS "all_${k}"`)].join(', ');
  const rows = await work.db.query<(FundsRow & { total: number } & Record<`all_${keyof FundsFigures}`, never>)[]>(
    `WITH of_project AS (
       SELECT p.id AS "projectId", p.code, p.name AS project, c.name AS contractor, b.name AS bank, a.id AS account_id
         FROM project p JOIN party c ON c.id = p.contractor_id LEFT JOIN wage_account a ON a.project_id = p.id AND a.state <> 'closed' LEFT JOIN party b ON b.id = a.bank_id
        WHERE ${where.join(' AND ')}),
     ledger AS (
       SELECT l.project_id, sum(l.balance_fen) FILTER (WHERE l.kind = 'escrow') AS escrow, sum(l.held_fen) FILTER (WHERE l.kind = 'escrow') AS held, sum(l.balance_fen) FILTER (WHERE l.kind = 'in-transit') AS transit,
              sum(l.balance_fen) FILTER (WHERE l.kind = 'deposit') AS deposit, sum(l.balance_fen) FILTER (WHERE l.kind = 'guarantee') AS guarantee, sum(l.balance_fen) FILTER (WHERE l.kind = 'recoverable') AS recoverable,
              -sum(l.balance_fen) FILTER (WHERE l.kind = 'wage-liability') AS owed
         FROM ledger_account l WHERE l.project_id IN (SELECT "projectId" FROM of_project) AND l.kind IN ('escrow', 'in-transit', 'deposit', 'guarantee', 'recoverable', 'wage-liability') GROUP BY l.project_id),
     doubt AS (SELECT i.project_id, sum(i.amount_fen) AS fen, count(*) AS lines FROM payment_instruction i WHERE i.state = 'unknown' GROUP BY i.project_id),
     unmatched AS (SELECT s.wage_account_id, count(*) AS lines FROM statement_line s WHERE s.kind = 'unmatched' GROUP BY s.wage_account_id),
     months AS (SELECT m.project_id, sum(m.returned_lines) AS lines FROM project_month m WHERE m.returned_lines > 0 GROUP BY m.project_id),
     f AS (
       SELECT o."projectId", o.code, o.project, o.contractor, o.bank, coalesce(l.escrow, 0)::bigint AS "escrowFen", coalesce(l.held, 0)::bigint AS "heldFen", coalesce(l.transit, 0)::bigint AS "inTransitFen",
              coalesce(d.fen, 0)::bigint AS "unknownFen", coalesce(d.lines, 0)::int AS "unknownLines", coalesce(l.deposit, 0)::bigint AS "depositFen", coalesce(l.guarantee, 0)::bigint AS "guaranteeFen",
              coalesce(l.recoverable, 0)::bigint AS "recoverableFen", coalesce(l.owed, 0)::bigint AS "owedFen", coalesce(u.lines, 0)::int AS "unmatchedLines", coalesce(m.lines, 0)::int AS "returnedLines"
         FROM of_project o LEFT JOIN ledger l ON l.project_id = o."projectId" LEFT JOIN doubt d ON d.project_id = o."projectId" LEFT JOIN unmatched u ON u.wage_account_id = o.account_id
              LEFT JOIN months m ON m.project_id = o."projectId")
     SELECT f.*, (count(*) OVER ())::int AS total, ${totals} FROM f ${trouble} ORDER BY ${order} LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  const first = rows[0];
  const sums = Object.fromEntries([...summed.map((k) => [k, first ? first[`all_${k}`] : 0n]), ...counted.map((k) => [k, first ? first[`all_${k}`] : 0])]) as unknown as FundsFigures;
  return { rows: rows.map((r) => Object.fromEntries(Object.entries(r).filter(([k]) => k !== 'total' && !k.startsWith('all_'))) as unknown as FundsRow), total: first?.total ?? 0, sums };
}
