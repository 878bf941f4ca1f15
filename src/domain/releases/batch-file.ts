import { openFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';

/**
 * The payment file of a batch, with the whole cards: for the bank that pays it and nobody else, and on record each time.
 * @throws Refusal `not-found`
 */
export async function batchFile(work: Work, batchId: string): Promise<KeptFile> {
  const [batch] = await work.db.query<{ number: string; fileId: string; releaseId: string; projectId: string }[]>(
    `SELECT b.number, b.file_id AS "fileId", b.release_id AS "releaseId", r.project_id AS "projectId" FROM payment_batch b JOIN release r ON r.id = b.release_id WHERE b.id = $1 AND b.bank_id = $2`,
    [batchId, work.actor.role === 'bank-operator' ? work.actor.partyId : null],
  );
  if (!batch) throw new Refusal('not-found', '没有找到这个批次');
  await work.record({ action: 'release.file-fetched', subject: ['release', batch.releaseId], projectId: batch.projectId, detail: { batch: batch.number } });
  return openFile(work, batch.fileId);
}
