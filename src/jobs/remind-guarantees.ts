import { remindGuarantees } from '../domain/deposits/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

export const remindGuaranteesJob: Job = {
  name: 'remind-guarantees',
  title: '提醒即将到期的保函和保险',
  schedule: { daily: '00:20' },
  run: async ({ door, asOf }) => ({ reminded: await door(systemActor, (work) => remindGuarantees(work, asOf)) }),
};
