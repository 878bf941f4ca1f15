import { Release } from '../../entities/release.js';
import type { ReleaseDecision, ReturnStage } from '../../entities/release-step.js';
import { violated, type Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import type { ReleaseStage, ReleaseState } from './states.js';
import { stepDueOn } from './step-due.js';

/** What a person has done in a round. */
export interface StepTaken {
  readonly step: ReleaseStage;
  readonly decision: ReleaseDecision;
  /** Of a return: whose turn it is again. */
  readonly returnedTo?: ReturnStage;
  readonly opinion: string;
}

/**
 * Writes a step down under its person. Nobody takes two steps of a round, whichever account is used, also where it was returned to a step in
 * the middle: the database holds it.
 * @throws Refusal `same-person`
 */
export async function takeStep(work: Work, release: Pick<Release, 'id' | 'round'>, taken: StepTaken): Promise<void> {
  try {
    await work.db.query(
      `INSERT INTO release_step (release_id, round, turn, step, decision, returned_to, opinion, person_id, actor_id, at)
       SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8, $9 FROM release_step WHERE release_id = $1 AND round = $2`,
      [release.id, release.round, taken.step, taken.decision, taken.returnedTo ?? null, taken.opinion, work.actor.personId, work.actor.id, work.now],
    );
  } catch (error) {
    if (violated(error) === 'release_step_person') throw new Refusal('same-person', '您已办理过本次支付的另一个环节，每个环节须由不同的人办理');
    throw error;
  }
}

/** Moves a release on: its next step has a day, and is nobody's in particular yet. Writes it into the audit trail. */
export async function moveRelease(work: Work, release: Release, to: ReleaseState, event: { readonly action: string; readonly reason?: string | undefined; readonly detail?: Readonly<Record<string, unknown>> | undefined }, more: Partial<Release> = {}): Promise<void> {
  await work.db.update(Release, { id: release.id }, { assigneeId: null, stepDueOn: await stepDueOn(work, release.projectId, to), ...more, state: to });
  await work.record({ ...event, subject: ['release', release.id], projectId: release.projectId, from: release.state, to, detail: { number: release.number, round: more.round ?? release.round, ...event.detail } });
}
