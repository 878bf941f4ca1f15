import { createHash } from 'node:crypto';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { writeJournal, type SignedAmount } from './write-journal.js';

/**
 * Undoes a journal by its opposite, dated today. A journal is undone once, an undo never.
 * @throws Refusal `not-found`, `already-exists`, `wrong-state` (an undo itself), `insufficient-balance` where the money has moved on
 */
export async function reverse(work: Work, journalId: string, idempotencyKey: string, memo = ''): Promise<{ readonly journalId: string }> {
  const [undone] = await work.db.query<{ projectId: string | null; reversesId: string | null }[]>('SELECT project_id AS "projectId", reverses_id AS "reversesId" FROM journal WHERE id = $1', [journalId]);
  if (!undone) throw new Refusal('not-found', '没有找到这笔记账');
  if (undone.reversesId) throw new Refusal('wrong-state', '这笔记账本身就是冲正，不能再冲正');
  const opposite = await work.db.query<SignedAmount[]>('SELECT account_id AS "accountId", -amount_fen AS "amountFen" FROM entry WHERE journal_id = $1 ORDER BY id', [journalId]);
  const bodyHash = createHash('sha256').update(JSON.stringify(['reverse', journalId, memo])).digest('hex');
  const head = { kind: 'reversal', projectId: undone.projectId ?? undefined, occurredOn: work.today, memo, idempotencyKey, bodyHash, reversesId: journalId } as const;
  const written = await writeJournal(work, head, opposite);
  if (written.fresh) await work.record({ action: 'ledger.reversed', subject: ['journal', written.journalId], projectId: undone.projectId, detail: { reverses: journalId } });
  return { journalId: written.journalId };
}
