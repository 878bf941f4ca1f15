import { find, guaranteeReminderOn } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import type { Reckoning } from './assess.js';
import { coverageOf, coveredProjects, findDeposit, type CoveredProject } from './cover.js';
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
  readonly keptAt: string;
  readonly replacesId: string | null;
  /** 保函到期提醒 for the present end of it, once it was sent. */
  readonly reminder: { readonly id: string; readonly remindedOn: PlainDate; readonly paperId: string | null; readonly reply: string | null; readonly repliedOn: PlainDate | null } | null;
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
  /** Arrears were found on a reduced or exempt deposit on this day: the multiple is due. */
  readonly arrearsOn: PlainDate | null;
  /** Kept by the contractor for these projects; null where it is the project's own. */
  readonly ofFirm: { readonly contractor: string; readonly area: string; readonly projects: readonly CoveredProject[] } | null;
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
  const deposit = await findDeposit(work, projectId);
  if (!deposit) return undefined;
  const { id, state, dueFen, dueOn, reduced, exemptReason, arrearsOn } = deposit;
  const law = await lawOf(work, project.areaCode);
  const instruments = await work.db.query<Omit<InstrumentRow, 'remindOn'>[]>(
    `SELECT i.id, i.form, i.issuer_id AS "issuerId", b.name AS issuer, i.number, i.amount_fen AS "amountFen", i.received_on AS "receivedOn", i.valid_from AS "validFrom", i.valid_to AS "validTo",
            coalesce(i.valid_to < $2, false) AS "endsBeforeWorks", i.kept_at AS "keptAt", i.replaces_id AS "replacesId",
            CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'remindedOn', r.reminded_on, 'paperId', r.paper_id, 'reply', r.reply, 'repliedOn', r.replied_on) END AS reminder, i.ended_on AS "endedOn", i.ended_reason AS "endedReason"
       FROM deposit_instrument i JOIN party b ON b.id = i.issuer_id LEFT JOIN guarantee_reminder r ON r.instrument_id = i.id AND r.valid_to = i.valid_to WHERE i.deposit_id = $1 ORDER BY i.ended_on IS NOT NULL, i.received_on DESC, i.id DESC`,
    [deposit.id, project.plannedFinishOn],
  );
  const draws = await work.db.query<DrawRow[]>(
    `SELECT id, release_id AS "releaseId", case_id AS "caseId", amount_fen AS "amountFen", notified_on AS "notifiedOn", bank_due_on AS "bankDueOn", paid_on AS "paidOn",
            top_up_due_on AS "topUpDueOn", topped_up_on AS "toppedUpOn" FROM deposit_draw WHERE deposit_id = $1 ORDER BY created_at DESC, id DESC`,
    [deposit.id],
  );
  const { cashFen, guaranteeFen, totalFen } = await coverageOf(work, deposit);
  return {
    id,
    state,
    dueFen,
    dueOn,
    reduced,
    reckoning: deposit.reckoning as Reckoning,
    exemptReason,
    arrearsOn,
    ofFirm: deposit.projectId === null ? await firmOf(work, deposit.id) : null,
    cashFen,
    guaranteeFen,
    shortFen: dueFen === null ? null : dueFen > totalFen ? dueFen - totalFen : 0n,
    instruments: instruments.map((i) => ({ ...i, remindOn: i.validTo && !i.endedOn && find(law, 'guarantee.renewalReminderDays', i.validTo) ? guaranteeReminderOn(i.validTo, law).value : null })),
    draws,
  };
}

async function firmOf(work: Work, depositId: string): Promise<NonNullable<DepositView['ofFirm']>> {
  const [firm] = await work.db.query<[{ contractor: string; area: string }]>('SELECT f.name AS contractor, a.name AS area FROM deposit d JOIN party f ON f.id = d.party_id JOIN area a ON a.code = d.area_code WHERE d.id = $1', [depositId]);
  return { ...firm, projects: await coveredProjects(work, depositId) };
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
  const deposit = await findDeposit(work, projectId);
  if (!deposit) return [];
  return work.db.query(
    `SELECT s.source, s.issuer_id AS "issuerId", b.name AS issuer, s.free AS "freeFen"
       FROM (SELECT a.kind AS source, a.balance_fen - a.held_fen AS free,
                    CASE a.kind WHEN 'guarantee' THEN a.party_id ELSE (SELECT i.issuer_id FROM deposit_instrument i
                      WHERE i.deposit_id = $2 AND i.form = 'cash' AND i.ended_on IS NULL ORDER BY i.received_on DESC, i.id DESC LIMIT 1) END AS issuer_id
               FROM ledger_account a WHERE (a.project_id = $1 OR a.deposit_id = $2) AND a.kind IN ('deposit', 'guarantee')) s
       JOIN party b ON b.id = s.issuer_id WHERE s.free > 0 ORDER BY s.source, s.free DESC, b.name`,
    [deposit.projectId, deposit.id],
  );
}
