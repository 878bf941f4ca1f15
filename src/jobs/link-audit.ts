import { linkEvents } from '../platform/audit-chain.js';
import { systemActor, type Door } from '../platform/work.js';
import type { Job } from './job.js';

/** Links every event that has no link yet, each batch in its own unit of work. */
export async function linkAll(door: Door): Promise<number> {
  for (let total = 0; ; ) {
    const { linked, more } = await door(systemActor, linkEvents);
    total += linked;
    if (!more) return total;
  }
}

/** Puts the newest events under the hash chain: what is changed behind the application's back after that is found. */
export const linkAuditJob: Job = {
  name: 'link-audit',
  title: '审计记录入链：计入散列链',
  schedule: { everyMinutes: 5 },
  run: async ({ door }) => ({ linked: await linkAll(door) }),
};
