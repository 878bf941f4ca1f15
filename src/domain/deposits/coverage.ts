import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';

export interface Coverage {
  readonly cashFen: Fen;
  /** What may still be called from banks, sureties and insurers. */
  readonly guaranteeFen: Fen;
  readonly totalFen: Fen;
  /** Whether it covers what is due. With the amount unknown, anything held counts: nobody can say that it is short. */
  suffices(dueFen: Fen | null): boolean;
}

/** What stands behind a project's deposit, from the ledger: what is set aside for a draw no longer counts. */
export async function coverageOf(work: Work, projectId: string): Promise<Coverage> {
  const [sum] = await work.db.query<[{ cashFen: Fen; guaranteeFen: Fen }]>(
    `SELECT coalesce(sum(balance_fen - held_fen) FILTER (WHERE kind = 'deposit'), 0)::bigint AS "cashFen", coalesce(sum(balance_fen - held_fen) FILTER (WHERE kind = 'guarantee'), 0)::bigint AS "guaranteeFen"
       FROM ledger_account WHERE project_id = $1 AND kind IN ('deposit', 'guarantee')`,
    [projectId],
  );
  const totalFen = sum.cashFen + sum.guaranteeFen;
  return { ...sum, totalFen, suffices: (dueFen) => totalFen > 0n && totalFen >= (dueFen ?? 0n) };
}
