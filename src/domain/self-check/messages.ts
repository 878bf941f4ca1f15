import type { Work } from '../../platform/work.js';

const mostAttempts = 3;

/** The messages that wait, each counted as tried before it goes out; what has failed too often stays with its error. */
export async function claimMessages(work: Work): Promise<{ readonly id: bigint; readonly codeId: string }[]> {
  const [claimed] = await work.db.query<[{ id: bigint; codeId: string }[], number]>(
    `UPDATE outbox SET attempts = attempts + 1 WHERE id IN (SELECT id FROM outbox WHERE kind = 'self-check-code' AND done_at IS NULL AND attempts < $1 ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED)
     RETURNING id, payload ->> 'id' AS "codeId"`,
    [mostAttempts],
  );
  return claimed;
}

export async function messageDone(work: Work, id: bigint): Promise<void> {
  await work.db.query('UPDATE outbox SET done_at = $2, error = NULL WHERE id = $1', [String(id), work.now]);
}

export async function messageFailed(work: Work, id: bigint, why: string): Promise<void> {
  await work.db.query('UPDATE outbox SET error = $2 WHERE id = $1', [String(id), why.slice(0, 300)]);
}
