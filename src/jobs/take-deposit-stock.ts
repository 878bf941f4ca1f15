import { takeStock } from '../domain/deposits/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

/** Looks every night whether half a year has passed since the last list. */
export const takeDepositStock: Job = {
  name: 'take-deposit-stock',
  title: '清查完工项目的保证金（每半年）',
  schedule: { daily: '00:30' },
  run: ({ door, asOf }) => door(systemActor, (work) => takeStock(work, asOf)).then((counts) => ({ ...counts })),
};
