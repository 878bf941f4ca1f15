import { removeExpired } from '../domain/lists/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

export const expireListings: Job = {
  name: 'expire-listings',
  title: '移出列入期满的失信名单',
  schedule: { daily: '00:10' },
  run: async ({ door }) => ({ removed: await door(systemActor, removeExpired) }),
};
