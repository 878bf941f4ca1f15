import type { BankFileState } from '../../entities/bank-file.js';
import type { PaymentDecisionState, PaymentOutcome } from '../../entities/payment-decision.js';
import { openFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { Refusal } from '../../values/refusal.js';
import { undecided } from './decide-payment.js';
import type { Finding } from './dispatcher.js';
import { releaseScope } from './scope.js';
import type { InstructionState } from './states.js';

export interface DispatcherState {
  readonly pausedAt: Date | null;
  readonly pausedBy: string | null;
  readonly reason: string | null;
  /** Paused because the database seems to be a restored one. */
  readonly restored: boolean;
  readonly findings: readonly Finding[];
  /** The first of the two who let it go on, and what that person wrote. */
  readonly resume: { readonly by: string; readonly at: Date; readonly note: string; readonly own: boolean } | null;
  /** When it last looked; null: never, e.g. because no exchange directory is configured. */
  readonly checkedAt: Date | null;
  readonly sentCount: bigint;
}

export async function dispatcherState(work: Work): Promise<DispatcherState> {
  const [row] = await work.db.query<[Omit<DispatcherState, 'resume'> & { resumeBy: string | null; resumeAt: Date; resumeNote: string; own: boolean }]>(
    `SELECT d.paused_at AS "pausedAt", p.name AS "pausedBy", d.pause_reason AS reason, d.restored, d.findings, d.checked_at AS "checkedAt", d.sent_count AS "sentCount",
            r.name AS "resumeBy", d.resume_at AS "resumeAt", d.resume_note AS "resumeNote", r.person_id IS NOT DISTINCT FROM $1 AS own
       FROM dispatcher d LEFT JOIN user_account p ON p.id = d.paused_by LEFT JOIN user_account r ON r.id = d.resume_by`,
    [work.actor.personId],
  );
  const { resumeBy, resumeAt, resumeNote, own, ...state } = row;
  return { ...state, resume: resumeBy === null ? null : { by: resumeBy, at: resumeAt, note: resumeNote, own } };
}

export interface QueuedBatchRow {
  readonly id: string;
  readonly number: string;
  readonly releaseId: string;
  readonly project: string;
  readonly bank: string;
  readonly lines: number;
  readonly amountFen: Fen;
  readonly madeAt: Date;
}

/** The batches that wait to be sent, oldest first. */
export function listQueue(work: Work): Promise<QueuedBatchRow[]> {
  const values: unknown[] = [];
  return work.db.query(
    `SELECT b.id, b.number, b.release_id AS "releaseId", p.name AS project, k.name AS bank, b.lines, b.control_fen AS "amountFen", b.made_at AS "madeAt"
       FROM payment_batch b JOIN release r ON r.id = b.release_id JOIN project p ON p.id = r.project_id JOIN party k ON k.id = b.bank_id
      WHERE b.state = 'queued' AND ${releaseScope(work.actor, 'r', 'p', values)} ORDER BY b.made_at, b.id LIMIT 200`,
    values,
  );
}

export const itemKinds = ['in-doubt', 'overdue', 'contradicted', 'file'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Something that people must clear up with a bank. */
export interface ReconciliationItem {
  readonly kind: ItemKind;
  readonly bank: string;
  /** The batch, or the name of a file. */
  readonly name: string;
  readonly batchId: string | null;
  readonly fileId: string | null;
  readonly lines: number | null;
  readonly amountFen: Fen | null;
  readonly since: Date;
  readonly why: string;
  /** What a bank's own interface said when it was asked, and how often it was. */
  readonly bankSays: string | null;
  readonly asks: number;
  /** A decision waits for its second person. */
  readonly proposed: boolean;
}

/**
 * Every payment whose bank has not told what became of it within its time, every answer against a decision of the last 90 days, and every
 * file that could not be used: nothing that was sent goes missing from here. Oldest first.
 */
export function listReconciliation(work: Work): Promise<ReconciliationItem[]> {
  const values: unknown[] = [work.now, work.actor.partyId];
  const scope = releaseScope(work.actor, 'r', 'p', values);
  return work.db.query(
    `SELECT * FROM (
       SELECT CASE WHEN bool_or(i.state = 'unknown') THEN 'in-doubt' ELSE 'overdue' END AS kind, k.name AS bank, b.number AS name, b.id AS "batchId", NULL::uuid AS "fileId", count(*)::int AS lines,
              sum(i.amount_fen)::bigint AS "amountFen", b.sent_at AS since,
              coalesce(b.doubt, CASE WHEN bool_or(i.state = 'unknown') THEN '银行回盘称结果未知' ELSE '超过时限没有回盘' END) AS why, b.bank_says AS "bankSays", b.asks,
              EXISTS (SELECT FROM payment_decision d WHERE d.batch_id = b.id AND d.state = 'proposed') AS proposed
         FROM payment_instruction i JOIN payment_batch b ON b.id = i.batch_id JOIN release r ON r.id = b.release_id JOIN project p ON p.id = r.project_id JOIN party k ON k.id = b.bank_id
         LEFT JOIN bank_connection c ON c.bank_id = b.bank_id AND c.state = 'in-force'
        WHERE i.state IN ('sent', 'unknown') AND ${undecided('$1')} AND ${scope} GROUP BY b.id, k.name
       UNION ALL
       SELECT 'contradicted', k.name, b.number, b.id, NULL, count(*)::int, NULL, a.taken_at, min(s ->> 'why'), NULL, 0, false
         FROM bank_answer a JOIN payment_batch b ON b.id = a.batch_id JOIN release r ON r.id = b.release_id JOIN project p ON p.id = r.project_id JOIN party k ON k.id = b.bank_id
         CROSS JOIN LATERAL jsonb_array_elements(a.set_aside) s
        WHERE s ->> 'why' LIKE '与人工决定相反%' AND a.taken_at > $1::timestamptz - interval '90 days' AND ${scope} GROUP BY a.id, b.id, k.name
       UNION ALL
       SELECT 'file', k.name, f.name, NULL, f.id, NULL, NULL, f.received_at, f.why, NULL, 0, false
         FROM bank_file f JOIN party k ON k.id = f.bank_id WHERE f.state = 'set-aside' AND ($2::uuid IS NULL OR f.bank_id = $2)
     ) x ORDER BY since, name LIMIT 500`,
    values,
  );
}

export interface BankFileRow {
  readonly id: string;
  readonly bank: string;
  readonly name: string;
  readonly receivedAt: Date;
  readonly state: BankFileState;
  readonly batch: string | null;
  readonly why: string | null;
  readonly note: string | null;
  readonly handledBy: string | null;
}

/** The newest files that came in over the banks' connections, those that were set aside first. */
export function listBankFiles(work: Work): Promise<BankFileRow[]> {
  return work.db.query(
    `SELECT f.id, k.name AS bank, f.name, f.received_at AS "receivedAt", f.state, b.number AS batch, f.why, f.note, u.name AS "handledBy"
       FROM bank_file f JOIN party k ON k.id = f.bank_id LEFT JOIN bank_answer a ON a.id = f.answer_id LEFT JOIN payment_batch b ON b.id = a.batch_id LEFT JOIN user_account u ON u.id = f.handled_by
      WHERE $1::uuid IS NULL OR f.bank_id = $1 ORDER BY f.state = 'set-aside' DESC, f.received_at DESC, f.id DESC LIMIT 50`,
    [work.actor.partyId],
  );
}

export interface DecisionRow {
  readonly id: string;
  readonly outcome: PaymentOutcome;
  readonly opinion: string;
  readonly payments: number;
  readonly amountFen: Fen;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly own: boolean;
  readonly state: PaymentDecisionState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly remark: string | null;
}

export interface BatchDetail {
  readonly id: string;
  readonly number: string;
  readonly releaseId: string;
  readonly releaseNumber: string;
  readonly project: string;
  readonly bank: string;
  readonly lines: number;
  readonly amountFen: Fen;
  readonly connection: 'desk' | 'folder' | 'http';
  readonly state: 'queued' | 'sent' | 'withdrawn';
  readonly sentAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly doubt: string | null;
  readonly asks: number;
  readonly askedAt: Date | null;
  readonly bankSays: string | null;
  /** The payments of which the bank has not told what became of them within its time. */
  readonly undecided: readonly { readonly endToEndId: string; readonly payee: string; readonly cardLast4: string; readonly amountFen: Fen; readonly state: InstructionState }[];
  readonly undecidedCount: number;
  readonly undecidedTotalFen: Fen;
  readonly decisions: readonly DecisionRow[];
}

const shown = 200;

/** @throws Refusal `not-found` */
export async function getBatch(work: Work, batchId: string): Promise<BatchDetail> {
  const values: unknown[] = [batchId];
  const [head] = await work.db.query<Omit<BatchDetail, 'undecided' | 'undecidedCount' | 'undecidedTotalFen' | 'decisions'>[]>(
    `SELECT b.id, b.number, b.release_id AS "releaseId", r.number AS "releaseNumber", p.name AS project, k.name AS bank, b.lines, b.control_fen AS "amountFen", b.connection, b.state,
            b.sent_at AS "sentAt", b.delivered_at AS "deliveredAt", b.doubt, b.asks, b.asked_at AS "askedAt", b.bank_says AS "bankSays"
       FROM payment_batch b JOIN release r ON r.id = b.release_id JOIN project p ON p.id = r.project_id JOIN party k ON k.id = b.bank_id
      WHERE b.id = $1 AND ${releaseScope(work.actor, 'r', 'p', values)}`,
    values,
  );
  if (!head) throw new Refusal('not-found', '没有找到这个批次');
  const open = await work.db.query<(BatchDetail['undecided'][number] & { count: number; sum: Fen })[]>(
    `SELECT i.end_to_end_id AS "endToEndId", i.payee, i.card_last4 AS "cardLast4", i.amount_fen AS "amountFen", i.state, (count(*) OVER ())::int AS count, (sum(i.amount_fen) OVER ())::bigint AS sum
       FROM payment_instruction i JOIN payment_batch b ON b.id = i.batch_id LEFT JOIN bank_connection c ON c.bank_id = b.bank_id AND c.state = 'in-force'
      WHERE i.batch_id = $1 AND ${undecided('$2')} ORDER BY i.end_to_end_id LIMIT $3`,
    [batchId, work.now, shown],
  );
  const decisions = await work.db.query<DecisionRow[]>(
    `SELECT d.id, d.outcome, d.opinion, i.payments, i.fen AS "amountFen", u.name AS "proposedBy", d.proposed_at AS "proposedAt", u.person_id IS NOT DISTINCT FROM $2 AS own, d.state,
            s.name AS "decidedBy", d.decided_at AS "decidedAt", d.remark
       FROM payment_decision d JOIN user_account u ON u.id = d.proposed_by LEFT JOIN user_account s ON s.id = d.decided_by
       CROSS JOIN LATERAL (SELECT count(*)::int AS payments, coalesce(sum(amount_fen), 0)::bigint AS fen FROM payment_instruction WHERE decision_id = d.id) i
      WHERE d.batch_id = $1 ORDER BY d.proposed_at DESC, d.id DESC`,
    [batchId, work.actor.personId],
  );
  return {
    ...head,
    undecided: open.map(({ count: _count, sum: _sum, ...one }) => one),
    undecidedCount: open[0]?.count ?? 0,
    undecidedTotalFen: open[0]?.sum ?? 0n,
    decisions,
  };
}

/** The bank's written statement behind a decision; fetching it is recorded. @throws Refusal `not-found` */
export async function decisionStatement(work: Work, decisionId: string): Promise<KeptFile> {
  const values: unknown[] = [decisionId];
  const [found] = await work.db.query<{ fileId: string; releaseId: string; projectId: string }[]>(
    `SELECT d.statement_file_id AS "fileId", r.id AS "releaseId", r.project_id AS "projectId" FROM payment_decision d JOIN payment_batch b ON b.id = d.batch_id JOIN release r ON r.id = b.release_id JOIN project p ON p.id = r.project_id
      WHERE d.id = $1 AND ${releaseScope(work.actor, 'r', 'p', values)}`,
    values,
  );
  if (!found) throw new Refusal('not-found', '没有找到这项决定');
  await work.record({ action: 'release.statement-fetched', subject: ['release', found.releaseId], projectId: found.projectId });
  return openFile(work, found.fileId);
}
