import { markOverdue, overdueOrders } from '../domain/cases/index.js';
import { systemActor } from '../platform/work.js';
import type { Job } from './job.js';

/** Marks the served orders whose term ran out yesterday or before, each in its own unit of work. */
export const markOverdueOrders: Job = {
  name: 'mark-overdue-orders',
  title: '认定逾期未改正的指令',
  schedule: { daily: '05:30' },
  async run({ door, asOf }) {
    const due = await door(systemActor, (work) => overdueOrders(work, asOf));
    const counts = { due: due.length, marked: 0, failed: 0 };
    for (const paperId of due) {
      try {
        if (await door(systemActor, (work) => markOverdue(work, paperId, asOf))) counts.marked += 1;
      } catch {
        counts.failed += 1;
      }
    }
    return counts;
  },
};
