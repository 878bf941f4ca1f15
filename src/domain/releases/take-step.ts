import { Release } from '../../entities/release.js';
import { ReleaseStep, type ReleaseDecision } from '../../entities/release-step.js';
import { violated, type Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import type { ReleaseStage, ReleaseState } from './states.js';

/** What a person has done in a round. */
export interface StepTaken {
  readonly step: ReleaseStage;
  readonly decision: ReleaseDecision;
  readonly opinion: string;
}

/**
 * Writes a step down under its person. Nobody takes two steps of a round, whichever account is used: the database holds it.
 * @throws Refusal `same-person`
 */
export async function takeStep(work: Work, release: Pick<Release, 'id' | 'round'>, taken: StepTaken): Promise<void> {
  try {
    await work.db.insert(ReleaseStep, { releaseId: release.id, round: release.round, ...taken, personId: work.actor.personId!, actorId: work.actor.id!, at: work.now });
  } catch (error) {
    if (violated(error) === 'release_step_person') throw new Refusal('same-person', '您已办理过本次支付的另一个环节，每个环节须由不同的人办理');
    throw error;
  }
}

/** Moves a release and writes it into the audit trail. */
export async function moveRelease(work: Work, release: Release, to: ReleaseState, event: { readonly action: string; readonly reason?: string | undefined; readonly detail?: Readonly<Record<string, unknown>> | undefined }, more: Partial<Release> = {}): Promise<void> {
  await work.db.update(Release, { id: release.id }, { ...more, state: to });
  await work.record({ ...event, subject: ['release', release.id], projectId: release.projectId, from: release.state, to, detail: { number: release.number, round: more.round ?? release.round, ...event.detail } });
}
