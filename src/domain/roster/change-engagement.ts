import { Engagement } from '../../entities/engagement.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { projectScope } from '../projects/index.js';
import { sealedCard } from './apply-roster.js';
import type { cardCorrection, leaving } from './inputs.js';
import { refreshRegistered } from './month-counts.js';
import { employerScope } from './scope.js';
import { engagementFlow, type EngagementState } from './states.js';

export const stateOf = (engagement: Pick<Engagement, 'leftOn'>): EngagementState => (engagement.leftOn === null ? 'in-service' : 'left');

/** The engagement, locked, where this person may know of it. @throws Refusal `not-found` */
async function lockEngagement(work: Work, projectId: string, engagementId: string): Promise<Engagement> {
  const values: unknown[] = [engagementId, projectId];
  const seen = await work.db.query<unknown[]>(
    `SELECT FROM engagement e JOIN project p ON p.id = e.project_id
      WHERE e.id = $1 AND e.project_id = $2 AND ${projectScope(work.actor, 'p', values)} AND ${employerScope(work.actor, 'e', values)} FOR UPDATE OF e`,
    values,
  );
  if (seen.length === 0) throw new Refusal('not-found', '没有找到这条用工记录');
  return work.db.findOneByOrFail(Engagement, { id: engagementId });
}

/** The worker leaves the site on a day that has come; attendance after it counts as unregistered. */
export async function leave(work: Work, projectId: string, engagementId: string, input: TypeOf<typeof leaving>): Promise<void> {
  const engagement = await lockEngagement(work, projectId, engagementId);
  const from = stateOf(engagement);
  const to = next(engagementFlow, from, 'leave', work.actor.role);
  if (input.leftOn > work.today) throw new Invalid([{ path: 'leftOn', message: '离场日期不能晚于今天' }]);
  if (input.leftOn < engagement.enteredOn) throw new Invalid([{ path: 'leftOn', message: `离场日期不能早于进场日期 ${engagement.enteredOn}` }]);
  await work.db.update(Engagement, { id: engagementId }, { leftOn: input.leftOn });
  await refreshRegistered(work, projectId, [engagement.workerId]);
  await work.record({ action: 'roster.left', subject: ['engagement', engagementId], projectId, from, to, reason: input.reason, detail: { leftOn: input.leftOn } });
}

/**
 * Replaces the card that wages go to. The old one stays in the audit trail, sealed as it was.
 * @returns whether another worker on the project has the same card
 */
export async function correctCard(work: Work, projectId: string, engagementId: string, input: TypeOf<typeof cardCorrection>): Promise<{ readonly shared: boolean }> {
  const engagement = await lockEngagement(work, projectId, engagementId);
  const state = stateOf(engagement);
  next(engagementFlow, state, 'correct-card', work.actor.role);
  const sealed = sealedCard(work, engagementId, input.card);
  if (engagement.cardIndex?.equals(sealed.cardIndex)) throw new Invalid([{ path: 'card', message: '与现在登记的银行卡号相同' }]);
  const bankName = input.bankName ?? engagement.bankName;
  await work.db.update(Engagement, { id: engagementId }, { ...sealed, bankName });
  const [other] = await work.db.query<[{ shared: boolean }]>(
    'SELECT EXISTS (SELECT FROM engagement WHERE project_id = $1 AND card_index = $2 AND worker_id <> $3 AND left_on IS NULL) AS shared',
    [projectId, sealed.cardIndex, engagement.workerId],
  );
  await work.record({
    action: 'roster.card-corrected',
    subject: ['engagement', engagementId],
    projectId,
    from: state,
    to: state,
    reason: input.reason,
    detail: {
      from: { last4: engagement.cardLast4, bankName: engagement.bankName, sealed: engagement.cardSealed?.toString('base64') ?? null },
      to: { last4: sealed.cardLast4, bankName },
      shared: other!.shared,
    },
  });
  return { shared: other!.shared };
}
