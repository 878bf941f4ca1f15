import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { projectScope } from '../projects/index.js';
import type { MatchedAccount } from './match-lines.js';

/** The bank's balance of an account against ours, and what explains the difference. */
export interface Reckoned {
  readonly bankFen: Fen;
  /** Of the project's dedicated account, by our ledger at the end of that day. */
  readonly ledgerFen: Fen;
  /** Sent for payment and not yet booked by the bank, less what came back and is not told yet. */
  readonly pendingFen: Fen;
  /** What the bank told and nobody has posted: money in less money out. */
  readonly unpostedFen: Fen;
  /** Bank − ledger − pending − unposted: nothing explains it. */
  readonly differenceFen: Fen;
  /** Credits that a clerk has recorded and no line of the bank confirms: a part of the difference. */
  readonly unconfirmedFen: Fen;
}

/** Reckons an account at the end of a day for which the bank's balance is known. Only what happened since the first statement is compared line by line. */
export async function reckonAccount(work: Work, account: MatchedAccount, { on, bankFen }: { readonly on: PlainDate; readonly bankFen: Fen }): Promise<Reckoned> {
  const [row] = await work.db.query<[Omit<Reckoned, 'bankFen' | 'differenceFen'>]>(
    `WITH since AS (SELECT coalesce(min(from_on), $3::date) AS day FROM statement WHERE wage_account_id = $1),
          moved AS (SELECT coalesce(sum(e.amount_fen), 0)::bigint AS all_fen, coalesce(sum(e.amount_fen) FILTER (WHERE j.kind IN ('payment-sent', 'payment-returned') AND j.occurred_on >= since.day), 0)::bigint AS paid_fen
                      FROM since, ledger_account a JOIN entry e ON e.account_id = a.id JOIN journal j ON j.id = e.journal_id
                     WHERE a.project_id = $2 AND a.kind = 'escrow' AND j.occurred_on <= $3),
          told AS (SELECT coalesce(sum(CASE WHEN l.direction = 'out' THEN l.amount_fen ELSE -l.amount_fen END)
                                     FILTER (WHERE l.kind IN ('wages', 'returned') AND (l.direction = 'in' OR coalesce((coalesce(i.sent_at, b.made_at) AT TIME ZONE 'Asia/Shanghai')::date >= since.day, TRUE))), 0)::bigint AS paid_fen,
                          coalesce(sum(CASE WHEN l.direction = 'in' THEN l.amount_fen ELSE -l.amount_fen END)
                                     FILTER (WHERE l.journal_id IS NULL AND l.kind NOT IN ('wages', 'returned', 'moved')), 0)::bigint AS open_fen
                     FROM since, statement_line l LEFT JOIN payment_instruction i ON i.id = l.instruction_id LEFT JOIN payment_batch b ON b.id = l.batch_id
                    WHERE l.wage_account_id = $1 AND l.statement_id IS NOT NULL AND l.booked_on <= $3),
          hand AS (SELECT coalesce(sum(h.amount_fen), 0)::bigint AS fen FROM since, statement_line h
                    WHERE h.wage_account_id = $1 AND h.statement_id IS NULL AND h.booked_on BETWEEN since.day AND $3 AND NOT EXISTS (SELECT FROM statement_line t WHERE t.same_as_id = h.id)
                      AND NOT EXISTS (SELECT FROM journal r WHERE r.reverses_id = h.journal_id))
     SELECT moved.all_fen AS "ledgerFen", -moved.paid_fen - told.paid_fen AS "pendingFen", told.open_fen AS "unpostedFen", hand.fen AS "unconfirmedFen" FROM moved, told, hand`,
    [account.id, account.projectId, on],
  );
  return { ...row, bankFen, differenceFen: bankFen - row.ledgerFen - row.pendingFen - row.unpostedFen };
}

export interface AccountReconciliation extends Reckoned {
  readonly projectId: string;
  readonly project: string;
  readonly accountId: string;
  readonly bank: string;
  readonly numberLast4: string;
  /** The last day of the last statement up to the day that was asked for; the figures are of that day. */
  readonly statedOn: PlainDate;
  /** Lines that wait for a person. */
  readonly openLines: number;
}

/** Every dedicated account that the reader may see and whose bank has told a balance by that day, reckoned. */
export async function accountReconciliation(work: Work, day: PlainDate, projectId?: string): Promise<AccountReconciliation[]> {
  const values: unknown[] = [day, projectId ?? null];
  const accounts = await work.db.query<Omit<AccountReconciliation, keyof Reckoned>[] & { bankFen: Fen }[]>(
    `SELECT p.id AS "projectId", p.name AS project, w.id AS "accountId", b.name AS bank, w.number_last4 AS "numberLast4", s.to_on AS "statedOn", s.closing_fen AS "bankFen",
            (SELECT count(*)::int FROM statement_line l WHERE l.wage_account_id = w.id AND l.kind IN ('unmatched', 'illegal') AND l.resolved_by IS NULL AND l.booked_on <= s.to_on) AS "openLines"
       FROM wage_account w JOIN project p ON p.id = w.project_id JOIN party b ON b.id = w.bank_id
      CROSS JOIN LATERAL (SELECT to_on, closing_fen FROM statement WHERE wage_account_id = w.id AND to_on <= $1 AND closing_fen IS NOT NULL ORDER BY to_on DESC, taken_at DESC LIMIT 1) s
      WHERE ($2::uuid IS NULL OR p.id = $2) AND (w.closed_on IS NULL OR w.closed_on > s.to_on) AND ${projectScope(work.actor, 'p', values)} ORDER BY p.code, w.opened_on`,
    values,
  );
  const rows: AccountReconciliation[] = [];
  for (const a of accounts) rows.push({ ...a, ...(await reckonAccount(work, { id: a.accountId, projectId: a.projectId }, { on: a.statedOn, bankFen: a.bankFen })) });
  return rows;
}
