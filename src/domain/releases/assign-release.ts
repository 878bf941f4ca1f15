import { Release } from '../../entities/release.js';
import type { Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import type { ActorRole } from '../../values/role.js';
import { next } from '../../values/workflow.js';
import { lockRelease } from './scope.js';
import { releaseFlow } from './states.js';

/** Who can have a waiting step: of the same office, with an account in use, and without a part in the round so far. */
export interface Colleague {
  readonly userId: string;
  readonly name: string;
}

const labour: readonly ActorRole[] = ['inspector', 'supervisor'];

/** The posts that take a step: both posts of a labour department do. */
const postsLike = (role: ActorRole): readonly ActorRole[] => (labour.includes(role) ? labour : [role]);

/** The colleagues of this person to whom a waiting step of this release can go, by name. */
export function listColleagues(work: Work, { id, round }: { readonly id: string; readonly round: number }): Promise<Colleague[]> {
  return work.db.query(
    `SELECT u.id AS "userId", u.name FROM user_account me
       JOIN user_account u ON u.id <> me.id AND u.disabled_at IS NULL AND u.role = ANY ($2) AND u.organ_id IS NOT DISTINCT FROM me.organ_id AND u.party_id IS NOT DISTINCT FROM me.party_id
      WHERE me.id = $1 AND NOT EXISTS (SELECT FROM release_step st WHERE st.release_id = $3 AND st.round = $4 AND st.person_id = u.person_id) ORDER BY u.name, u.id`,
    [work.actor.id, postsLike(work.actor.role), id, round],
  );
}

/**
 * 转交: the waiting step becomes a named colleague's, by that office's supervisor, by whoever has it, or by anybody of the office where nobody
 * has. It says whose desk it lies on; whoever else of the office is entitled to may still take it, so that nothing waits for one person.
 * @throws Refusal `not-found`, `not-allowed`, `wrong-state`; Invalid at `userId`
 */
export async function assignRelease(work: Work, releaseId: string, { userId, opinion }: { readonly userId: string; readonly opinion: string }): Promise<void> {
  const release = await lockRelease(work, releaseId);
  next(releaseFlow, release.state, 'assign', work.actor.role);
  if (!(await isOfficeOf(work, release))) throw new Refusal('not-allowed', '当前环节不由您的单位办理');
  if (!mayAssign(work, release.assigneeId)) throw new Refusal('not-allowed', '本环节已有经办人，只能由其本人或者负责人转交');
  const to = (await listColleagues(work, release)).find((c) => c.userId === userId);
  if (!to) throw new Invalid([{ path: 'userId', message: '请选择本单位没有办理过本轮其他环节的人员' }]);
  await work.db.update(Release, { id: releaseId }, { assigneeId: userId });
  await work.record({ action: 'release.assigned', subject: ['release', releaseId], projectId: release.projectId, from: release.state, to: release.state, reason: opinion, detail: { number: release.number, to: to.name, userId } });
}

export const mayAssign = (work: Work, assigneeId: string | null): boolean => work.actor.role === 'supervisor' || assigneeId === null || assigneeId === work.actor.id;

/** After both reviews a draw waits for the labour department's order to pay; everything else, for the bank. */
async function isOfficeOf(work: Work, release: Release): Promise<boolean> {
  if (release.state !== 'housing-reviewed') return true;
  const [started] = release.source === 'escrow' ? [true] : await work.db.query<unknown[]>('SELECT FROM deposit_draw WHERE release_id = $1', [release.id]);
  return (started !== undefined) === (work.actor.role === 'bank-operator');
}
