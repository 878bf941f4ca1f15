import { expireRelease, releasesToExpire } from '../domain/releases/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

/** Frees money that was set aside for a release which the bank did not take up in time, release by release. */
export const expireHoldsJob: Job = {
  name: 'expire-holds',
  title: '解除到期的冻结',
  schedule: { daily: '00:20' },
  run: async ({ door }) => {
    const releases = await door(systemActor, releasesToExpire);
    const counts = { expired: 0, failed: 0 };
    for (const id of releases) {
      try {
        if (await door(systemActor, (work) => expireRelease(work, id))) counts.expired += 1;
      } catch (error) {
        counts.failed += 1;
        await door(systemActor, (work) => work.record({ action: 'release.expiry-failed', subject: ['release', id], detail: { error: String(error).slice(0, 300) } }));
      }
    }
    return counts;
  },
};
