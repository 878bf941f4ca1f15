import type { Work } from '../../platform/work.js';
import type { BankProfileId } from '../../formats/bank-profiles.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import type { ReleaseDecision, ReturnStage } from '../../entities/release-step.js';
import { balanceOf } from '../escrow/index.js';
import { mayAssign } from './assign-release.js';
import { connectionOf } from './bank-connections.js';
import { sourceAccount } from './review-release.js';
import { releaseScope } from './scope.js';
import { allowedReleaseActions, type InstructionState, type ReleaseAction, type ReleaseSource, type ReleaseStage, type ReleaseState } from './states.js';
import type { SetAside } from './take-answer.js';

export interface StepRow {
  readonly round: number;
  readonly step: ReleaseStage;
  readonly decision: ReleaseDecision;
  /** Of a return: whose turn it was again. */
  readonly returnedTo: ReturnStage | null;
  readonly opinion: string;
  readonly person: string;
  readonly organ: string;
  readonly mine: boolean;
  readonly at: Date;
}

export interface BatchRow {
  readonly id: string;
  readonly number: string;
  readonly profile: BankProfileId;
  readonly lines: number;
  readonly controlFen: Fen;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** `desk`: a person takes it to the bank. */
  readonly connection: 'desk' | 'folder' | 'http';
  readonly state: 'queued' | 'sent' | 'withdrawn';
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  /** Why nobody knows whether the bank has it. */
  readonly doubt: string | null;
  /** Payments without an answer that decides. */
  readonly openLines: number;
}

export interface AnswerRow {
  readonly id: string;
  readonly batch: string;
  readonly file: string;
  readonly lines: number;
  readonly applied: number;
  readonly setAside: readonly SetAside[];
  readonly takenBy: string;
  readonly takenAt: Date;
}

export interface ReleaseDetail {
  readonly id: string;
  readonly number: string;
  readonly projectId: string;
  readonly projectCode: string;
  readonly project: string;
  readonly contractor: string;
  readonly source: ReleaseSource;
  readonly sheetId: string | null;
  /** The employer of the sheet. */
  readonly employer: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly payerBankId: string;
  readonly payerBank: string;
  readonly state: ReleaseState;
  readonly round: number;
  readonly amountFen: Fen;
  readonly workers: number;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly dueOn: PlainDate | null;
  /** By when the waiting step should be done (internal), and whose it is. */
  readonly stepDueOn: PlainDate | null;
  readonly assigneeId: string | null;
  readonly assignee: string | null;
  /** Some lines of the sheet only. */
  readonly partial: boolean;
  /** 动用方案 that a draw was made by, and what was owed in it. */
  readonly planId: string | null;
  readonly planOwedFen: Fen | null;
  readonly planDrawnFen: Fen | null;
  readonly paper: { readonly id: string; readonly number: string; readonly servedOn: PlainDate | null } | null;
  readonly draw: { readonly bankDueOn: PlainDate; readonly paidOn: PlainDate | null; readonly topUpDueOn: PlainDate | null } | null;
  readonly periods: readonly Period[];
  /** How many payments stand in each state, and their sums; withdrawn ones only where there are no others. */
  readonly fates: readonly { readonly state: InstructionState; readonly lines: number; readonly amountFen: Fen }[];
  /** The account that pays: what stands on it, and what of it is set aside, for this release or another. */
  readonly balanceFen: Fen;
  readonly heldFen: Fen;
  readonly steps: readonly StepRow[];
  readonly batches: readonly BatchRow[];
  readonly answers: readonly AnswerRow[];
  /** The paying bank gets its files over a connection, not from a clerk. */
  readonly connected: boolean;
  /** What this person may do now. */
  readonly actions: readonly ReleaseAction[];
}

/** SQL: what an earlier round had taken and a later one has taken again is told once. */
const lastRound = 'NOT EXISTS (SELECT FROM payment_instruction n WHERE n.replaces_id = i.id AND n.release_id = i.release_id)';

type Head = Omit<ReleaseDetail, 'periods' | 'fates' | 'balanceFen' | 'heldFen' | 'steps' | 'batches' | 'answers' | 'connected' | 'actions'> & { readonly byParty: string | null };

/** @throws Refusal `not-found`, also where this person may not know of it */
export async function getRelease(work: Work, releaseId: string): Promise<ReleaseDetail> {
  const values: unknown[] = [releaseId];
  const [found] = await work.db.query<Head[]>(
    `SELECT r.id, r.number, r.project_id AS "projectId", p.code AS "projectCode", p.name AS project, c.name AS contractor, r.source, r.sheet_id AS "sheetId", e.name AS employer,
            r.case_id AS "caseId", k.number AS "caseNumber", r.payer_bank_id AS "payerBankId", b.name AS "payerBank", r.state, r.round, r.amount_fen AS "amountFen", r.workers,
            u.name AS "requestedBy", u.party_id AS "byParty", r.requested_at AS "requestedAt", r.due_on AS "dueOn",
            r.step_due_on AS "stepDueOn", r.assignee_id AS "assigneeId", a.name AS assignee, r.partial, r.plan_id AS "planId", d.owed_fen AS "planOwedFen", d.drawn_fen AS "planDrawnFen",
            CASE WHEN pa.id IS NOT NULL THEN json_build_object('id', pa.id, 'number', pa.number, 'servedOn', (SELECT served_on FROM service_record sr WHERE sr.paper_id = pa.id AND sr.served_on IS NOT NULL)) END AS paper,
            CASE WHEN x.id IS NOT NULL THEN json_build_object('bankDueOn', x.bank_due_on, 'paidOn', x.paid_on, 'topUpDueOn', x.top_up_due_on) END AS draw
       FROM release r JOIN project p ON p.id = r.project_id JOIN party c ON c.id = p.contractor_id JOIN party b ON b.id = r.payer_bank_id JOIN user_account u ON u.id = r.requested_by
       LEFT JOIN payroll_sheet s ON s.id = r.sheet_id LEFT JOIN party e ON e.id = s.party_id LEFT JOIN case_file k ON k.id = r.case_id
       LEFT JOIN paper pa ON pa.id = r.paper_id LEFT JOIN deposit_draw x ON x.release_id = r.id LEFT JOIN user_account a ON a.id = r.assignee_id LEFT JOIN draw_plan d ON d.id = r.plan_id
      WHERE r.id = $1 AND ${releaseScope(work.actor, 'r', 'p', values)}`,
    values,
  );
  if (!found) throw new Refusal('not-found', '没有找到这次支付');
  const { byParty, ...head } = found;
  const lines = await work.db.query<{ state: InstructionState; lines: number; amountFen: Fen; periods: Period[] }[]>(
    `SELECT state, count(*)::int AS lines, sum(amount_fen)::bigint AS "amountFen", array_agg(DISTINCT period) AS periods FROM payment_instruction i WHERE release_id = $1 AND ${lastRound} GROUP BY state ORDER BY state`,
    [releaseId],
  );
  const alive = lines.some((l) => l.state !== 'withdrawn') ? lines.filter((l) => l.state !== 'withdrawn') : lines;
  const steps = await stepsOf(work, releaseId);
  const batches = await batchesOf(work, releaseId);
  return {
    ...head,
    periods: [...new Set(alive.flatMap((l) => l.periods))].sort(),
    fates: alive.map(({ periods: _periods, ...fate }) => fate),
    ...(await balanceOf(work, await sourceAccount(work, head))),
    steps,
    batches,
    answers: await answersOf(work, releaseId),
    connected: ((await connectionOf(work, head.payerBankId))?.kind ?? 'desk') !== 'desk',
    actions: actionsOf(work, head, byParty, steps, batches.some((b) => b.state === 'queued')),
  };
}

/** The table of states says what a post may do; here what else decides: who has requested it, who has acted, what is still missing. */
function actionsOf(work: Work, head: Omit<Head, 'byParty'>, byParty: string | null, steps: readonly StepRow[], queued: boolean): ReleaseAction[] {
  const acted = steps.some((s) => s.round === head.round && s.mine);
  const requester = byParty === work.actor.partyId;
  const staff = work.actor.partyId === null;
  const atBank = head.state === 'queued' || head.state === 'sent' || head.state === 'part-paid';
  const drawn = head.source !== 'escrow';
  const ordering = drawn && head.draw === null;
  const open: Readonly<Record<ReleaseAction, boolean>> = {
    'labour-review': !acted,
    'housing-review': !acted,
    return: !acted && !(drawn && head.state === 'housing-reviewed'),
    assign: mayAssign(work, head.assigneeId) && (head.state !== 'housing-reviewed' || ordering !== (work.actor.role === 'bank-operator')),
    resubmit: requester,
    withdraw: atBank ? queued && (staff || (requester && head.paper === null)) : head.paper === null ? requester : staff,
    notify: ordering,
    pay: !acted && (!drawn || head.draw !== null),
    send: false,
    expire: false,
    settle: work.actor.role === 'bank-operator',
  };
  return allowedReleaseActions(head.state, work.actor.role).filter((action) => open[action]);
}

function stepsOf(work: Work, releaseId: string): Promise<StepRow[]> {
  return work.db.query(
    `SELECT st.round, st.step, st.decision, st.returned_to AS "returnedTo", st.opinion, u.name AS person, coalesce(o.name, f.name, '') AS organ, st.person_id IS NOT DISTINCT FROM $2 AS mine, st.at
       FROM release_step st JOIN user_account u ON u.id = st.actor_id LEFT JOIN organ o ON o.id = u.organ_id LEFT JOIN party f ON f.id = u.party_id
      WHERE st.release_id = $1 ORDER BY st.round, st.turn`,
    [releaseId, work.actor.personId],
  );
}

function batchesOf(work: Work, releaseId: string): Promise<BatchRow[]> {
  return work.db.query(
    `SELECT b.id, b.number, b.profile, b.lines, b.control_fen AS "controlFen", u.name AS "madeBy", b.made_at AS "madeAt",
            b.connection, b.state, b.sent_at AS "sentAt", b.delivered_at AS "deliveredAt", b.doubt,
            (SELECT count(*)::int FROM payment_instruction i WHERE i.release_id = b.release_id AND i.batch_id = b.id AND i.state IN ('queued', 'sent', 'unknown')) AS "openLines"
       FROM payment_batch b JOIN user_account u ON u.id = b.made_by WHERE b.release_id = $1 ORDER BY length(b.number), b.number`,
    [releaseId],
  );
}

function answersOf(work: Work, releaseId: string): Promise<AnswerRow[]> {
  return work.db.query(
    `SELECT a.id, b.number AS batch, f.name AS file, a.lines, a.applied, a.set_aside AS "setAside", coalesce(u.name, '系统') AS "takenBy", a.taken_at AS "takenAt"
       FROM payment_batch b JOIN bank_answer a ON a.batch_id = b.id JOIN stored_file f ON f.id = a.file_id LEFT JOIN user_account u ON u.id = a.taken_by
      WHERE b.release_id = $1 ORDER BY a.taken_at DESC, a.id DESC`,
    [releaseId],
  );
}

export interface InstructionRow {
  readonly id: string;
  readonly workerId: string;
  readonly payee: string;
  readonly cardLast4: string;
  readonly bankName: string;
  readonly period: Period;
  readonly lineNo: number | null;
  readonly amountFen: Fen;
  readonly endToEndId: string | null;
  readonly state: InstructionState;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly settledOn: PlainDate | null;
  /** Paid for the second time, after this one's failure. */
  readonly replaces: boolean;
  /** The release that is paying or has paid what failed here. */
  readonly againId: string | null;
  readonly againNumber: string | null;
}

export interface InstructionFilter {
  readonly state?: InstructionState | undefined;
  readonly page: number;
  readonly size: number;
}

/** One page of a release's payments, masked, and how many there are. Withdrawn ones only where asked for or where there are no others. */
export async function listInstructions(work: Work, releaseId: string, { state, page, size }: InstructionFilter): Promise<{ readonly rows: InstructionRow[]; readonly total: number }> {
  const values: unknown[] = [releaseId, size, (page - 1) * size];
  const scope = releaseScope(work.actor, 'r', 'p', values);
  const which = state ? `i.state = $${values.push(state)}` : `(i.state <> 'withdrawn' OR r.state IN ('returned', 'withdrawn')) AND ${lastRound}`;
  const rows = await work.db.query<(InstructionRow & { total: number })[]>(
    `SELECT i.id, i.worker_id AS "workerId", i.payee, i.card_last4 AS "cardLast4", i.bank_name AS "bankName", i.period, i.line_no AS "lineNo", i.amount_fen AS "amountFen", i.end_to_end_id AS "endToEndId",
            i.state, i.reason_code AS "reasonCode", i.reason, i.settled_on AS "settledOn", i.replaces_id IS NOT NULL AS replaces, a.release_id AS "againId", ar.number AS "againNumber",
            (count(*) OVER ())::int AS total
       FROM payment_instruction i JOIN release r ON r.id = i.release_id JOIN project p ON p.id = r.project_id
       LEFT JOIN LATERAL (
         SELECT n.release_id FROM payment_instruction n
          WHERE i.state IN ('rejected', 'returned') AND n.worker_id = i.worker_id AND n.period = i.period AND n.sheet_id IS NOT DISTINCT FROM i.sheet_id AND n.line_no IS NOT DISTINCT FROM i.line_no AND n.part = i.part
            AND (i.sheet_id IS NOT NULL OR n.claim_id = i.claim_id) AND n.state NOT IN ('rejected', 'returned', 'withdrawn')) a ON true
       LEFT JOIN release ar ON ar.id = a.release_id
      WHERE i.release_id = $1 AND ${scope} AND ${which}
      ORDER BY i.period, i.sheet_id, i.line_no, i.created_at DESC, i.id LIMIT $2 OFFSET $3`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

export interface ReleaseEvent {
  readonly at: Date;
  readonly action: string;
  readonly by: string;
  readonly role: string;
  readonly reason: string | null;
}

/** What was done with a release, newest first. Whether this person may know of it is for the caller to have asked. */
export function releaseHistory(work: Work, releaseId: string): Promise<ReleaseEvent[]> {
  return work.db.query(`SELECT at, action, actor_name AS by, actor_role AS role, reason FROM audit_event WHERE subject_type = 'release' AND subject_id = $1 ORDER BY id DESC LIMIT 200`, [releaseId]);
}
