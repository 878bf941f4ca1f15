import { lapseInstruments, projectsWithLapsed } from '../domain/deposits/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

/** Ends the guarantees whose last day has passed, project by project: one that fails is kept in the audit trail and does not stop the rest. */
export const lapseGuaranteesJob: Job = {
  name: 'lapse-guarantees',
  title: '登记到期的保函和保险',
  schedule: { daily: '00:10' },
  run: async ({ door, asOf }) => {
    const projects = await door(systemActor, (work) => projectsWithLapsed(work, asOf));
    let ended = 0;
    let failed = 0;
    for (const projectId of projects) {
      try {
        ended += await door(systemActor, (work) => lapseInstruments(work, projectId, asOf));
      } catch (error) {
        failed += 1;
        await door(systemActor, (work) => work.record({ action: 'deposit.lapse-failed', subject: ['project', projectId], projectId, detail: { asOf, error: String(error).slice(0, 300) } }));
      }
    }
    return { projects: projects.length, ended, failed };
  },
};
