import type { Fault } from '../fault.js';
import { databaseKilled, serviceKilled } from './crashes.js';
import { commitReplyLost, deadlocks, sameKeyAtOnce, sameKeyOtherBody } from './repeats.js';

/** Every fault that is played, in the order of the list. */
export const faults: readonly Fault[] = [databaseKilled, serviceKilled, commitReplyLost, sameKeyAtOnce, sameKeyOtherBody, deadlocks];
