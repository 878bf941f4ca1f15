import { lapseInstruments, projectsWithLapsed } from '../domain/deposits/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

/** Ends the guarantees whose last day has passed, project by project: one that fails does not stop the rest. */
export const lapseGuaranteesJob: Job = {
  name: 'lapse-guarantees',
  title: '登记到期的保函和保险',
  schedule: { daily: '00:10' },
  run: async ({ door }) => {
    const projects = await door(systemActor, projectsWithLapsed);
    let ended = 0;
    let failed = 0;
    for (const projectId of projects) {
      try {
        ended += await door(systemActor, (work) => lapseInstruments(work, projectId));
      } catch {
        failed += 1;
      }
    }
    return { projects: projects.length, ended, failed };
  },
};
