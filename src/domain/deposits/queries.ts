import { find, guaranteeReminderOn } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import type { Reckoning } from './assess.js';
import { coverageOf } from './coverage.js';
import type { DepositForm, DepositState } from './states.js';

export interface InstrumentRow {
  readonly id: string;
  readonly form: DepositForm;
  readonly issuerId: string;
  readonly issuer: string;
  readonly number: string;
  readonly amountFen: Fen;
  readonly receivedOn: PlainDate;
  readonly validFrom: PlainDate | null;
  readonly validTo: PlainDate | null;
  /** From this day on the contractor is reminded to extend or replace it (保证金规定 Art. 17). */
  readonly remindOn: PlainDate | null;
  /** Ends before the works are planned to: must be extended or replaced in time. */
  readonly endsBeforeWorks: boolean;
  readonly replacesId: string | null;
  readonly endedOn: PlainDate | null;
  readonly endedReason: string | null;
}

export interface DrawRow {
  readonly id: string;
  readonly releaseId: string;
  readonly caseId: string;
  readonly amountFen: Fen;
  readonly notifiedOn: PlainDate | null;
  readonly bankDueOn: PlainDate | null;
  readonly paidOn: PlainDate | null;
  readonly topUpDueOn: PlainDate | null;
  readonly toppedUpOn: PlainDate | null;
}

export interface DepositView {
  readonly id: string;
  readonly state: DepositState;
  readonly dueFen: Fen | null;
  readonly dueOn: PlainDate | null;
  readonly reduced: boolean;
  readonly reckoning: Reckoning;
  readonly exemptReason: string | null;
  readonly cashFen: Fen;
  readonly guaranteeFen: Fen;
  /** What is missing to the amount due; null where that is unknown. */
  readonly shortFen: Fen | null;
  readonly instruments: readonly InstrumentRow[];
  readonly draws: readonly DrawRow[];
}

/** The project's deposit as it was last assessed, with what stands behind it; undefined where it never was assessed. */
export async function getDeposit(work: Work, projectId: string): Promise<DepositView | undefined> {
  const project = await getProject(work, projectId);
  const [deposit] = await work.db.query<Pick<DepositView, 'id' | 'state' | 'dueFen' | 'dueOn' | 'reduced' | 'reckoning' | 'exemptReason'>[]>(
    'SELECT id, state, due_fen AS "dueFen", due_on AS "dueOn", reduced, reckoning, exempt_reason AS "exemptReason" FROM deposit WHERE project_id = $1',
    [projectId],
  );
  if (!deposit) return undefined;
  const law = await lawOf(work, project.areaCode);
  const instruments = await work.db.query<Omit<InstrumentRow, 'remindOn'>[]>(
    `SELECT i.id, i.form, i.issuer_id AS "issuerId", b.name AS issuer, i.number, i.amount_fen AS "amountFen", i.received_on AS "receivedOn", i.valid_from AS "validFrom", i.valid_to AS "validTo",
            coalesce(i.valid_to < $2, false) AS "endsBeforeWorks", i.replaces_id AS "replacesId", i.ended_on AS "endedOn", i.ended_reason AS "endedReason"
       FROM deposit_instrument i JOIN party b ON b.id = i.issuer_id WHERE i.deposit_id = $1 ORDER BY i.ended_on IS NOT NULL, i.received_on DESC, i.id DESC`,
    [deposit.id, project.plannedFinishOn],
  );
  const draws = await work.db.query<DrawRow[]>(
    `SELECT id, release_id AS "releaseId", case_id AS "caseId", amount_fen AS "amountFen", notified_on AS "notifiedOn", bank_due_on AS "bankDueOn", paid_on AS "paidOn",
            top_up_due_on AS "topUpDueOn", topped_up_on AS "toppedUpOn" FROM deposit_draw WHERE deposit_id = $1 ORDER BY created_at DESC, id DESC`,
    [deposit.id],
  );
  const { cashFen, guaranteeFen, totalFen } = await coverageOf(work, projectId);
  return {
    ...deposit,
    cashFen,
    guaranteeFen,
    shortFen: deposit.dueFen === null ? null : deposit.dueFen > totalFen ? deposit.dueFen - totalFen : 0n,
    instruments: instruments.map((i) => ({ ...i, remindOn: i.validTo && !i.endedOn && find(law, 'guarantee.renewalReminderDays', i.validTo) ? guaranteeReminderOn(i.validTo, law).value : null })),
    draws,
  };
}

export interface DrawableSource {
  readonly source: 'deposit' | 'guarantee';
  readonly issuerId: string;
  readonly issuer: string;
  /** What is not set aside for another draw. */
  readonly freeFen: Fen;
}

/** Where a draw can take its money from: the cash at its bank, and each bank, surety or insurer whose guarantee is still callable. */
export async function drawableSources(work: Work, projectId: string): Promise<DrawableSource[]> {
  await getProject(work, projectId);
  return work.db.query(
    `SELECT s.source, s.issuer_id AS "issuerId", b.name AS issuer, s.free AS "freeFen"
       FROM (SELECT 'deposit' AS source, a.balance_fen - a.held_fen AS free,
                    (SELECT i.issuer_id FROM deposit d JOIN deposit_instrument i ON i.deposit_id = d.id
                      WHERE d.project_id = $1 AND i.form = 'cash' AND i.ended_on IS NULL ORDER BY i.received_on DESC, i.id DESC LIMIT 1) AS issuer_id
               FROM ledger_account a WHERE a.project_id = $1 AND a.kind = 'deposit'
             UNION ALL SELECT 'guarantee', a.balance_fen - a.held_fen, a.party_id FROM ledger_account a WHERE a.project_id = $1 AND a.kind = 'guarantee') s
       JOIN party b ON b.id = s.issuer_id WHERE s.free > 0 ORDER BY s.source, s.free DESC, b.name`,
    [projectId],
  );
}
