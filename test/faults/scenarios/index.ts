import type { Fault } from '../fault.js';
import { databaseKilled, serviceKilled } from './crashes.js';
import { answersAgain, killedAfterEffect, killedBeforeWire, lateReturn, noDeduplication, notAsWeSent, unclearReplies } from './dispatch.js';
import { accountDrained, postAgainstVoid } from './races.js';
import { commitReplyLost, deadlocks, sameKeyAtOnce, sameKeyOtherBody } from './repeats.js';
import { dumpedAndRestored, restoredToMoment } from './restore.js';
import { manyClocks, terminated } from './services.js';

/** Every fault that is played, in the order of the list. */
export const faults: readonly Fault[] = [databaseKilled, serviceKilled, killedBeforeWire, killedAfterEffect, noDeduplication, unclearReplies, commitReplyLost, sameKeyAtOnce, sameKeyOtherBody, accountDrained, postAgainstVoid, answersAgain, notAsWeSent, lateReturn, manyClocks, deadlocks, restoredToMoment, dumpedAndRestored, terminated];
