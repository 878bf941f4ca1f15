import { claimMessages, codeMessage, messageDone, messageFailed } from '../domain/self-check/index.js';
import { systemActor } from '../platform/work.js';
import type { Counts, Job } from './job.js';

/** Sends what commands have left in the outbox for telephones. Each message is its own unit of work, and the gateway is never inside one. */
export const sendMessages: Job = {
  name: 'send-messages',
  title: '发送短信（查工资的验证码）',
  schedule: { everyMinutes: 1 },
  run: async ({ door, messages }): Promise<Counts> => {
    if (!messages) return { switchedOff: 1 };
    const counts = { sent: 0, expired: 0, failed: 0 };
    for (const { id, codeId } of await door(systemActor, claimMessages)) {
      const message = await door(systemActor, (work) => codeMessage(work, codeId));
      try {
        if (message) await messages.send(message.to, message.text);
        await door(systemActor, (work) => messageDone(work, id));
        counts[message ? 'sent' : 'expired'] += 1;
      } catch (error) {
        await door(systemActor, (work) => messageFailed(work, id, error instanceof Error ? error.message : String(error)));
        counts.failed += 1;
      }
    }
    return counts;
  },
};
