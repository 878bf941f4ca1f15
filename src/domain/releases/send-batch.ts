import type { Release } from '../../entities/release.js';
import { openFile } from '../../platform/files.js';
import { systemActor, type Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { next } from '../../values/workflow.js';
import { postHold } from '../escrow/index.js';
import { lockDispatcher, type SentMark } from './dispatcher.js';
import { sourceAccount } from './review-release.js';
import { lockRelease } from './scope.js';
import { releaseFlow } from './states.js';
import { moveRelease } from './take-step.js';

/** A batch that counts as sent and is about to go out. */
export interface OutgoingBatch {
  readonly batchId: string;
  readonly number: string;
  readonly bankId: string;
  readonly order: bigint;
  readonly fileName: string;
  readonly bytes: Buffer;
  /** It may have gone out before the database was restored: it must not go out now. */
  readonly mayBeSent: boolean;
}

/**
 * Takes the next queued batch of these banks and makes it count as sent: its payments, its money in transit, its time. This must be committed
 * before the file goes out; whatever happens afterwards, nothing sends it again. Undefined: nothing waits, or the dispatcher is paused.
 * @param marks what the mark outside the database knows as sent
 */
export async function claimBatch(work: Work, bankIds: readonly string[], marks: ReadonlyMap<string, SentMark>): Promise<OutgoingBatch | undefined> {
  const dispatcher = await lockDispatcher(work);
  if (dispatcher.pausedAt !== null) return undefined;
  // The release first, as every command does: a withdrawal has either let the batch go or waits until it is sent. What another process has in hand is passed over,
  // and what a seized account is to pay waits until that ends.
  const [found] = await work.db.query<{ releaseId: string }[]>(
    `SELECT b.release_id AS "releaseId" FROM payment_batch b JOIN release r ON r.id = b.release_id WHERE b.state = 'queued' AND b.bank_id = ANY ($1::uuid[])
        AND NOT (r.source = 'escrow' AND EXISTS (SELECT FROM wage_account w WHERE w.project_id = r.project_id AND w.state = 'seized')) ORDER BY b.made_at, b.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED`,
    [bankIds],
  );
  if (!found) return undefined;
  const release = await lockRelease(work, found.releaseId);
  const [batch] = await work.db.query<{ id: string; number: string; bankId: string; fileId: string; controlFen: Fen }[]>(
    `SELECT id, number, bank_id AS "bankId", file_id AS "fileId", control_fen AS "controlFen" FROM payment_batch WHERE release_id = $1 AND state = 'queued' ORDER BY made_at, id LIMIT 1 FOR UPDATE`,
    [release.id],
  );
  if (!batch) return undefined;
  const to = next(releaseFlow, release.state, 'send', work.actor.role);
  const order = dispatcher.sentCount + 1n;
  await work.db.query(`UPDATE dispatcher SET sent_count = $1`, [order]);
  await work.db.query(`UPDATE payment_batch SET state = 'sent', sent_at = $2, send_order = $3 WHERE id = $1`, [batch.id, work.now, order]);
  await work.db.query(`UPDATE payment_instruction SET state = 'sent', sent_at = $2 WHERE batch_id = $1 AND state = 'queued'`, [batch.id, work.now]);
  const [held] = await work.db.query<[{ id: string }]>(`SELECT id FROM hold WHERE subject_id = $1 AND state = 'pending'`, [batch.id]);
  await postSent(work, release, { holdId: held.id, subjectId: batch.id, amountFen: batch.controlFen });
  await moveRelease(work, release, to, { action: 'release.sent', detail: { batches: [batch.number] } });
  const { name, bytes } = await openFile(work, batch.fileId);
  return { batchId: batch.id, number: batch.number, bankId: batch.bankId, order, fileName: name, bytes, mayBeSent: marks.has(batch.number) };
}

/** 专户 or 保证金 → 银行在途, by the whole amount that was set aside for it. */
export async function postSent(work: Work, release: Release, { holdId, subjectId, amountFen }: { readonly holdId: string; readonly subjectId: string; readonly amountFen: Fen }): Promise<void> {
  const { projectId } = release;
  await postHold(work, holdId, {
    kind: 'payment-sent',
    projectId,
    occurredOn: work.today,
    idempotencyKey: `${subjectId === release.id ? 'release' : 'batch'}:${subjectId}:sent`,
    memo: release.number,
    postings: [{ from: await sourceAccount(work, release), to: { kind: 'in-transit', projectId }, amountFen }],
  });
}

/** The bank has the file whole. */
export async function markDelivered(work: Work, batchId: string): Promise<void> {
  const { release, number } = await lockBatch(work, batchId);
  await work.db.query('UPDATE payment_batch SET delivered_at = coalesce(delivered_at, $2) WHERE id = $1', [batchId, work.now]);
  await work.record({ action: 'release.delivered', subject: ['release', release.id], projectId: release.projectId, detail: { batch: number } });
}

/** Nobody knows whether the bank has the file: its payments are neither paid nor failed until the bank or two people say so. */
export async function markDoubt(work: Work, batchId: string, why: string): Promise<void> {
  const { release, number, doubt, deliveredAt } = await lockBatch(work, batchId);
  if (doubt !== null || deliveredAt !== null) return;
  await work.db.query('UPDATE payment_batch SET doubt = $2 WHERE id = $1', [batchId, why]);
  await work.db.query(`UPDATE payment_instruction SET state = 'unknown', reason = $2 WHERE batch_id = $1 AND state = 'sent'`, [batchId, why]);
  await work.record({ action: 'release.in-doubt', subject: ['release', release.id], projectId: release.projectId, reason: why, detail: { batch: number } });
}

interface BatchHead {
  readonly release: Release;
  readonly number: string;
  readonly doubt: string | null;
  readonly deliveredAt: Date | null;
}

async function lockBatch(work: Work, batchId: string): Promise<BatchHead> {
  const [of] = await work.db.query<[{ releaseId: string }]>('SELECT release_id AS "releaseId" FROM payment_batch WHERE id = $1', [batchId]);
  const release = await lockRelease({ ...work, actor: systemActor }, of.releaseId);
  const [batch] = await work.db.query<[Omit<BatchHead, 'release'>]>('SELECT number, doubt, delivered_at AS "deliveredAt" FROM payment_batch WHERE id = $1', [batchId]);
  return { release, ...batch };
}

/** Batches that a process sent and of which it told nothing within its time: it has died, before or after the bank had the file. */
export async function interruptedBatches(work: Work): Promise<string[]> {
  const rows = await work.db.query<{ id: string }[]>(
    `SELECT b.id FROM payment_batch b LEFT JOIN bank_connection c ON c.bank_id = b.bank_id AND c.state = 'in-force'
      WHERE b.state = 'sent' AND b.connection <> 'desk' AND b.delivered_at IS NULL AND b.doubt IS NULL AND b.sent_at + make_interval(secs => coalesce(c.wire_seconds, 120) + 5) < $1
      ORDER BY b.send_order`,
    [work.now],
  );
  return rows.map((r) => r.id);
}

export interface BatchToAsk {
  readonly batchId: string;
  readonly number: string;
  readonly bankId: string;
}

/** Batches in doubt that their bank is to be asked about now; after so many times only a person goes on. */
export async function batchesToAsk(work: Work): Promise<BatchToAsk[]> {
  return work.db.query(
    `SELECT b.id AS "batchId", b.number, b.bank_id AS "bankId" FROM payment_batch b JOIN bank_connection c ON c.bank_id = b.bank_id AND c.state = 'in-force' AND c.kind = 'http'
      WHERE b.state = 'sent' AND b.doubt IS NOT NULL AND b.asks < c.ask_times AND (b.asked_at IS NULL OR b.asked_at + make_interval(mins => c.ask_minutes) <= $1)
        AND EXISTS (SELECT FROM payment_instruction i WHERE i.batch_id = b.id AND i.state IN ('sent', 'unknown')) ORDER BY b.send_order`,
    [work.now],
  );
}

/** Writes down what a bank said when it was asked. That it does not know a batch decides nothing: a person does. */
export async function noteAsked(work: Work, batchId: string, says: string): Promise<void> {
  const { release, number } = await lockBatch(work, batchId);
  await work.db.query('UPDATE payment_batch SET asks = asks + 1, asked_at = $2, bank_says = $3 WHERE id = $1', [batchId, work.now, says.slice(0, 300)]);
  await work.record({ action: 'release.bank-asked', subject: ['release', release.id], projectId: release.projectId, detail: { batch: number, says: says.slice(0, 300) } });
}
