import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';

/** A place where what is kept is not what the entries say. */
export interface LedgerDifference {
  /** `balance`, `held`: of an account; `journal`: does not sum to zero, or has no entries; `floor`: below what is held. */
  readonly what: 'balance' | 'held' | 'journal' | 'floor';
  /** The account's number or the journal's id. */
  readonly id: string;
  readonly keptFen: Fen;
  readonly recomputedFen: Fen;
}

export interface LedgerProof {
  readonly accounts: number;
  readonly journals: number;
  readonly entries: number;
  /** Of all balances: zero in a sound ledger. */
  readonly sumFen: Fen;
  readonly differences: readonly LedgerDifference[];
}

/** Recomputes every balance, hold and journal from the rows below them, in one statement and so of one moment. */
export async function proveLedger(work: Work): Promise<LedgerProof> {
  // Reads the whole ledger: as long as it takes, for this transaction only.
  await work.db.query('SET LOCAL statement_timeout = 0');
  const rows = await work.db.query<{ what: LedgerDifference['what'] | 'count'; id: string; kept: Fen; recomputed: Fen }[]>(
    `WITH by_account AS (SELECT account_id, sum(amount_fen)::bigint AS fen FROM entry GROUP BY account_id),
          by_journal AS (SELECT journal_id, sum(amount_fen)::bigint AS fen, count(*) AS n FROM entry GROUP BY journal_id),
          pending AS (SELECT account_id, sum(amount_fen)::bigint AS fen FROM hold WHERE state = 'pending' GROUP BY account_id)
     SELECT 'count' AS what, 'accounts' AS id, count(*) AS kept, coalesce(sum(balance_fen), 0)::bigint AS recomputed FROM ledger_account
     UNION ALL SELECT 'count', 'journals', count(*), 0 FROM journal
     UNION ALL SELECT 'count', 'entries', coalesce(sum(n), 0)::bigint, 0 FROM by_journal
     UNION ALL SELECT 'balance', a.id::text, a.balance_fen, coalesce(s.fen, 0) FROM ledger_account a LEFT JOIN by_account s ON s.account_id = a.id WHERE a.balance_fen <> coalesce(s.fen, 0)
     UNION ALL SELECT 'held', a.id::text, a.held_fen, coalesce(h.fen, 0) FROM ledger_account a LEFT JOIN pending h ON h.account_id = a.id WHERE a.held_fen <> coalesce(h.fen, 0)
     UNION ALL SELECT 'floor', a.id::text, a.balance_fen, a.held_fen FROM ledger_account a WHERE NOT a.may_be_negative AND a.balance_fen < a.held_fen
     UNION ALL SELECT 'journal', j.id::text, 0, coalesce(s.fen, 0) FROM journal j LEFT JOIN by_journal s ON s.journal_id = j.id WHERE s.fen IS DISTINCT FROM 0`,
  );
  const count = (id: string): { kept: Fen; recomputed: Fen } => rows.find((r) => r.what === 'count' && r.id === id)!;
  return {
    accounts: Number(count('accounts').kept),
    journals: Number(count('journals').kept),
    entries: Number(count('entries').kept),
    sumFen: count('accounts').recomputed,
    differences: rows.flatMap(({ what, id, kept, recomputed }) => (what === 'count' ? [] : [{ what, id, keptFen: kept, recomputedFen: recomputed }])),
  };
}
