import type { Work } from '../../platform/work.js';
import { next } from '../../values/workflow.js';
import { expireHold } from '../escrow/index.js';
import { letLinesGo } from './hold-lines.js';
import { lockRelease } from './scope.js';
import { releaseFlow } from './states.js';
import { moveRelease } from './take-step.js';

/** Releases from dedicated accounts whose money has been set aside for longer than it may be, while the bank has not taken them up. */
export async function releasesToExpire(work: Work): Promise<string[]> {
  const rows = await work.db.query<{ id: string }[]>(
    `SELECT r.id FROM hold h JOIN release r ON r.id = h.subject_id WHERE h.state = 'pending' AND h.expires_on < $1 AND r.state = 'housing-reviewed' ORDER BY r.id`,
    [work.today],
  );
  return rows.map((r) => r.id);
}

/**
 * Money must not stay set aside for a release that nobody goes on with: the hold expires, the lines are free, and the release goes back to
 * whoever requested it. What the bank has taken up meanwhile is left alone.
 */
export async function expireRelease(work: Work, releaseId: string): Promise<boolean> {
  const release = await lockRelease(work, releaseId);
  const holds = await work.db.query<{ id: string }[]>(`SELECT id FROM hold WHERE subject_id = $1 AND state = 'pending' AND expires_on < $2 ORDER BY id`, [releaseId, work.today]);
  if (release.state !== 'housing-reviewed' || holds.length === 0) return false;
  const to = next(releaseFlow, release.state, 'expire', work.actor.role);
  for (const { id } of holds) await expireHold(work, id);
  await letLinesGo(work, releaseId);
  await moveRelease(work, release, to, { action: 'release.expired', reason: '冻结期满，银行仍未代发，退回提请单位' });
  return true;
}
