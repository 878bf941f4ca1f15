import { basisText, deadline, dueOrProvisional, find, terms } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { LedgerAccountKind } from '../../entities/ledger-account.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { findAccounts } from './accounts.js';
import { accountKey, type AccountRef } from './chart.js';
import { fundingPlan, type FundingChange, type FundingPlan } from './funding-plan.js';
import type { AgreementClause } from './inputs.js';
import type { JournalKind } from './journal-kinds.js';
import type { WageAccountState } from './states.js';

/** What stands on an account and what of it is set aside; an account that never moved has nothing. */
export async function balanceOf(work: Work, ref: AccountRef): Promise<{ readonly balanceFen: Fen; readonly heldFen: Fen }> {
  const id = (await findAccounts(work, [ref])).get(accountKey(ref));
  if (id === undefined) return { balanceFen: 0n, heldFen: 0n };
  const [row] = await work.db.query<[{ balanceFen: Fen; heldFen: Fen }]>('SELECT balance_fen AS "balanceFen", held_fen AS "heldFen" FROM ledger_account WHERE id = $1', [String(id)]);
  return row;
}

/** The chain that wages go through, as far as it has come today. */
export interface MoneyFacts {
  /** What the owner should have paid in; undefined where the contract does not say. */
  readonly plan: FundingPlan | undefined;
  readonly creditedFen: Fen;
  readonly balanceFen: Fen;
  readonly heldFen: Fen;
  readonly inTransitFen: Fen;
  /** Of approved sheets. */
  readonly payableFen: Fen;
  readonly paidFen: Fen;
  /** Lines that the bank returned and that are not paid since. */
  readonly returnedLines: number;
}

/** 应拨 → 已拨 → 专户余额 → 应发 → 已发 → 退票 of a project. */
export async function moneyLine(work: Work, projectId: string): Promise<MoneyFacts> {
  const project = await getProject(work, projectId);
  const [sums] = await work.db.query<[Omit<MoneyFacts, 'plan'>]>(
    `SELECT m.*, a.*
       FROM (SELECT coalesce(sum(credited_fen), 0)::bigint AS "creditedFen", coalesce(sum(payable_fen), 0)::bigint AS "payableFen",
                    coalesce(sum(paid_fen), 0)::bigint AS "paidFen", coalesce(sum(returned_lines), 0)::int AS "returnedLines"
               FROM project_month WHERE project_id = $1) m,
            (SELECT coalesce(sum(balance_fen) FILTER (WHERE kind = 'escrow'), 0)::bigint AS "balanceFen", coalesce(sum(held_fen) FILTER (WHERE kind = 'escrow'), 0)::bigint AS "heldFen",
                    coalesce(sum(balance_fen) FILTER (WHERE kind = 'in-transit'), 0)::bigint AS "inTransitFen"
               FROM ledger_account WHERE project_id = $1 AND kind IN ('escrow', 'in-transit')) a`,
    [projectId],
  );
  return { plan: fundingPlan(project, work.today, await fundingChanges(work, projectId)), ...sums };
}

/** The supplementary agreements on labour cost, in the order of their days. */
export function fundingChanges(work: Work, projectId: string): Promise<(FundingChange & { readonly signedOn: PlainDate; readonly reason: string })[]> {
  return work.db.query(
    `SELECT effective_on AS "effectiveOn", signed_on AS "signedOn", contract_price_fen AS "contractPriceFen", labour_cost_fen AS "labourCostFen", labour_share_bp AS "labourShareBp",
            funding_day AS "fundingDay", planned_finish_on AS "plannedFinishOn", reason FROM funding_terms WHERE project_id = $1 ORDER BY effective_on`,
    [projectId],
  );
}

export interface AgreementView {
  readonly signedOn: PlainDate;
  readonly ownerSignatory: string;
  readonly ownerContact: string;
  readonly contractorSignatory: string;
  readonly contractorContact: string;
  readonly bankSignatory: string;
  readonly bankContact: string;
  readonly labourCostFen: Fen | null;
  readonly labourShareBp: number | null;
  readonly fundingDay: number;
  readonly payDay: number;
  readonly evidence: string;
  readonly clauses: readonly AgreementClause[];
}

/** The three-party agreement of the account in force; undefined where its particulars are not recorded. */
export async function findAgreement(work: Work, accountId: string): Promise<AgreementView | undefined> {
  const [agreement] = await work.db.query<AgreementView[]>(
    `SELECT signed_on AS "signedOn", owner_signatory AS "ownerSignatory", owner_contact AS "ownerContact", contractor_signatory AS "contractorSignatory", contractor_contact AS "contractorContact",
            bank_signatory AS "bankSignatory", bank_contact AS "bankContact", labour_cost_fen AS "labourCostFen", labour_share_bp AS "labourShareBp", funding_day AS "fundingDay", pay_day AS "payDay", evidence, clauses
       FROM account_agreement WHERE wage_account_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1`,
    [accountId],
  );
  return agreement;
}

export interface WageAccountView {
  readonly id: string;
  readonly bankId: string;
  readonly bank: string;
  readonly branch: string;
  readonly name: string;
  readonly numberLast4: string;
  readonly openedOn: PlainDate;
  readonly agreementSignedOn: PlainDate | null;
  readonly filedOn: PlainDate | null;
  readonly state: WageAccountState;
  readonly closedOn: PlainDate | null;
  readonly exclusive: boolean;
}

/** The project's account in use, else its latest closed one. */
export async function findWageAccount(work: Work, projectId: string): Promise<WageAccountView | undefined> {
  await getProject(work, projectId);
  const [account] = await work.db.query<WageAccountView[]>(
    `SELECT w.id, w.bank_id AS "bankId", b.name AS bank, w.branch, w.name, w.number_last4 AS "numberLast4", w.opened_on AS "openedOn", w.agreement_signed_on AS "agreementSignedOn",
            w.filed_on AS "filedOn", w.state, w.closed_on AS "closedOn", w.exclusive
       FROM wage_account w JOIN party b ON b.id = w.bank_id WHERE w.project_id = $1 ORDER BY w.state = 'closed', w.opened_on DESC LIMIT 1`,
    [projectId],
  );
  return account;
}

/** What the contractor must do next about the account, and by when. */
export interface AccountDuty {
  readonly what: 'open' | 'file';
  readonly by: PlainDate;
  readonly because: string;
  /** The citation, or 内部时限 where the holidays of that year are not known yet. */
  readonly source: string;
}

/**
 * The account must be opened within 30 days of the works contract and filed within 30 days of opening (专户53 Art. 6). Undefined where
 * both are done, and where the rule was not yet in force on the day from which it counts.
 */
export async function accountDuty(work: Work, projectId: string): Promise<AccountDuty | undefined> {
  const project = await getProject(work, projectId);
  const account = await findWageAccount(work, projectId);
  if (account && account.state !== 'opened') return undefined;
  const what = account ? 'file' : 'open';
  const law = await lawOf(work, project.areaCode);
  const [term, from] = account ? (['account-file', account.openedOn] as const) : (['account-open', project.contractSignedOn] as const);
  if (!find(law, terms[term].length, from)) return undefined;
  const due = dueOrProvisional((l) => deadline(term, from, l), law);
  return { what, by: due.value, because: due.because, source: basisText(due.source) };
}

export interface CreditRow {
  readonly id: string;
  readonly bookedOn: PlainDate;
  readonly amountFen: Fen;
  readonly period: Period | null;
  readonly payer: string;
  readonly purpose: string;
  readonly reference: string;
  readonly recordedBy: string | null;
  readonly recordedAt: Date;
  readonly reversed: boolean;
}

/** Labour cost that arrived, newest first. */
export async function listCredits(work: Work, projectId: string, limit = 200): Promise<CreditRow[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT s.id, s.booked_on AS "bookedOn", s.amount_fen AS "amountFen", s.period, s.counterparty AS payer, s.purpose, s.line_key AS reference, u.name AS "recordedBy",
            s.recorded_at AS "recordedAt", r.id IS NOT NULL AS reversed
       FROM wage_account w JOIN statement_line s ON s.wage_account_id = w.id LEFT JOIN user_account u ON u.id = s.recorded_by LEFT JOIN journal r ON r.reverses_id = s.journal_id
      WHERE w.project_id = $1 AND s.kind = 'labour-cost' AND s.direction = 'in' AND s.same_as_id IS NULL ORDER BY s.booked_on DESC, s.id DESC LIMIT $2`,
    [projectId, limit],
  );
}

export interface JournalRow {
  readonly id: string;
  readonly kind: JournalKind;
  readonly occurredOn: PlainDate;
  readonly recordedAt: Date;
  readonly memo: string;
  readonly actor: string | null;
  readonly from: readonly LedgerAccountKind[];
  readonly to: readonly LedgerAccountKind[];
  readonly amountFen: Fen;
}

/** The project's journals, newest first, without whom in particular they pay. */
export async function listJournals(work: Work, projectId: string, limit: number): Promise<JournalRow[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT j.id, j.kind, j.occurred_on AS "occurredOn", j.recorded_at AS "recordedAt", j.memo, u.name AS actor, e.*
       FROM (SELECT * FROM journal WHERE project_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT $2) j
       LEFT JOIN user_account u ON u.id = j.actor_id
       CROSS JOIN LATERAL (SELECT array_agg(DISTINCT a.kind) FILTER (WHERE e.amount_fen < 0) AS "from", array_agg(DISTINCT a.kind) FILTER (WHERE e.amount_fen > 0) AS "to",
                                  coalesce(sum(e.amount_fen) FILTER (WHERE e.amount_fen > 0), 0)::bigint AS "amountFen"
                             FROM entry e JOIN ledger_account a ON a.id = e.account_id WHERE e.journal_id = j.id) e
      ORDER BY j.recorded_at DESC, j.id DESC`,
    [projectId, limit],
  );
}

export interface LedgerRow {
  readonly journalId: string;
  readonly occurredOn: PlainDate;
  readonly kind: JournalKind;
  readonly memo: string;
  readonly account: LedgerAccountKind;
  readonly party: string | null;
  /** How many accounts the line sums up: the workers of a journal are one line, so that it names none of them. */
  readonly accounts: number;
  readonly outFen: Fen;
  readonly inFen: Fen;
}

/** Every entry of the project in the order of recording, workers' accounts summed per journal. */
export async function ledgerRows(work: Work, projectId: string): Promise<LedgerRow[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT j.id AS "journalId", j.occurred_on AS "occurredOn", j.kind, j.memo, a.kind AS account, p.name AS party, count(*)::int AS accounts,
            coalesce(sum(-e.amount_fen) FILTER (WHERE e.amount_fen < 0), 0)::bigint AS "outFen", coalesce(sum(e.amount_fen) FILTER (WHERE e.amount_fen > 0), 0)::bigint AS "inFen"
       FROM journal j JOIN entry e ON e.journal_id = j.id JOIN ledger_account a ON a.id = e.account_id LEFT JOIN party p ON p.id = a.party_id
      WHERE j.project_id = $1
      GROUP BY j.id, a.kind, p.name, e.amount_fen < 0
      ORDER BY j.recorded_at, j.id, e.amount_fen < 0 DESC, a.kind, p.name`,
    [projectId],
  );
}
