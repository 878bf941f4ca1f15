import type { Release } from '../../entities/release.js';
import type { Work } from '../../platform/work.js';
import { next } from '../../values/workflow.js';
import { claimsOf, cureCase } from '../cases/index.js';
import { finishDraw } from '../deposits/index.js';
import { openStates, releaseFlow, type ReleaseState } from './states.js';
import { moveRelease } from './take-step.js';

/** Release and draw go where their payments have got to. A draw ends with the last payment that was open. What was taken back does not count. */
export async function follow(work: Work, release: Release, action: 'settle' | 'withdraw', event: Parameters<typeof moveRelease>[3]): Promise<void> {
  const [count] = await work.db.query<[{ all: number; paid: number; open: number }]>(
    `SELECT count(*)::int AS all, (count(*) FILTER (WHERE state = 'paid'))::int AS paid, (count(*) FILTER (WHERE state = ANY ($2)))::int AS open
       FROM payment_instruction WHERE release_id = $1 AND batch_id IS NOT NULL AND state <> 'withdrawn'`,
    [release.id, openStates],
  );
  const wanted: ReleaseState = count.paid === count.all ? 'paid' : count.open === count.all ? 'sent' : 'part-paid';
  const to = next(releaseFlow, release.state, action, work.actor.role, wanted);
  await moveRelease(work, release, to, event);
  if (release.source !== 'escrow' && count.open === 0) await finishDraw(work, { releaseId: release.id, paidOn: work.today });
  await curePaidCases(work, release);
}

/** A case that has ordered a payment is cured once everyone whom it names has been paid, from whichever money. */
async function curePaidCases(work: Work, { projectId, number }: Release): Promise<void> {
  const cases = await work.db.query<{ id: string }[]>(`SELECT id FROM case_file WHERE project_id = $1 AND state IN ('correction', 'overdue', 'decision', 'decision-overdue') ORDER BY id`, [projectId]);
  for (const { id } of cases) {
    const claims = await claimsOf(work, id);
    if (claims.length > 0 && claims.every((c) => c.paid)) await cureCase(work, id, `所列工资已全部支付到账（${number}）`);
  }
}
