import { Deposit } from '../../entities/deposit.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { Refusal } from '../../values/refusal.js';
import type { AccountRef } from '../escrow/index.js';

/** The deposit that stands for a project: its own, or that of its contractor for several projects. Undefined where none was assessed. */
export async function findDeposit(work: Work, projectId: string, { lock = false }: { readonly lock?: boolean } = {}): Promise<Deposit | undefined> {
  const [cover] = await work.db.query<{ id: string }[]>('SELECT deposit_id AS id FROM deposit_cover WHERE project_id = $1', [projectId]);
  if (!cover) return undefined;
  const deposit = await work.db.findOneOrFail(Deposit, { where: { id: cover.id }, ...(lock && { lock: { mode: 'pessimistic_write' } }) });
  return deposit;
}

/** The same, locked. @throws Refusal `not-found` where none was assessed */
export async function lockDeposit(work: Work, projectId: string): Promise<Deposit> {
  const deposit = await findDeposit(work, projectId, { lock: true });
  if (!deposit) throw new Refusal('not-found', '本项目的工资保证金还没有核定');
  return deposit;
}

/** Whose accounts a deposit has in the ledger: those of its project, or its own. */
export const bookOf = (deposit: Pick<Deposit, 'id' | 'projectId'>): Pick<AccountRef, 'projectId' | 'depositId'> => (deposit.projectId === null ? { depositId: deposit.id } : { projectId: deposit.projectId });

/** The cash of a deposit, or what may be called from this issuer. */
export const accountOf = (deposit: Pick<Deposit, 'id' | 'projectId'>, source: 'deposit' | 'guarantee', issuerId: string): AccountRef =>
  source === 'deposit' ? { kind: 'deposit', ...bookOf(deposit) } : { kind: 'guarantee', ...bookOf(deposit), partyId: issuerId };

export interface Coverage {
  readonly cashFen: Fen;
  /** What may still be called from banks, sureties and insurers. */
  readonly guaranteeFen: Fen;
  readonly totalFen: Fen;
  /** Whether it covers what is due. With the amount unknown, anything held counts: nobody can say that it is short. */
  suffices(dueFen: Fen | null): boolean;
}

/** What stands behind a deposit, from the ledger: what is set aside for a draw no longer counts. */
export async function coverageOf(work: Work, deposit: Pick<Deposit, 'id' | 'projectId'>): Promise<Coverage> {
  const [sum] = await work.db.query<[{ cashFen: Fen; guaranteeFen: Fen }]>(
    `SELECT coalesce(sum(balance_fen - held_fen) FILTER (WHERE kind = 'deposit'), 0)::bigint AS "cashFen", coalesce(sum(balance_fen - held_fen) FILTER (WHERE kind = 'guarantee'), 0)::bigint AS "guaranteeFen"
       FROM ledger_account WHERE (project_id = $1 OR deposit_id = $2) AND kind IN ('deposit', 'guarantee')`,
    [deposit.projectId, deposit.id],
  );
  const totalFen = sum.cashFen + sum.guaranteeFen;
  return { ...sum, totalFen, suffices: (dueFen) => totalFen > 0n && totalFen >= (dueFen ?? 0n) };
}

export interface CoveredProject {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly priceFen: Fen;
  readonly contractorId: string;
  readonly completed: boolean;
}

/** The projects that a deposit stands for, the newest contract first. */
export function coveredProjects(work: Work, depositId: string): Promise<CoveredProject[]> {
  return work.db.query(
    `SELECT p.id, p.code, p.name, p.contract_price_fen AS "priceFen", p.contractor_id AS "contractorId", p.state = 'completed' AS completed
       FROM deposit_cover c JOIN project p ON p.id = c.project_id WHERE c.deposit_id = $1 ORDER BY p.contract_signed_on DESC, p.id DESC`,
    [depositId],
  );
}
