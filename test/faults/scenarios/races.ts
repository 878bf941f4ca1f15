import { setTimeout as sleep } from 'node:timers/promises';
import { reviewRelease } from '../../../src/domain/releases/index.js';
import { opinion } from '../../support/releases.js';
import { credit, unique } from '../../support/faults/load.js';
import { reviewedReleases } from '../../support/faults/payments.js';
import type { Fault } from '../fault.js';

/** Many second reviews at once on one account: as many get their money as the account can bear, and not one more. */
export const accountDrained: Fault = {
  name: 'F10',
  title: 'releases that together are more than the account',
  play: async (stage, { long }) => {
    const count = long ? 100 : 12;
    const payFen = 1_000_00n;
    const covered = stage.dice.whole(Math.floor(count / 3), count - 2);
    const { projectId, releaseIds } = await reviewedReleases(stage, count, payFen);
    await credit(stage, await stage.client('bank'), projectId, `${covered * 1_000 + 999}.99`);
    const housing = await stage.client('housing');
    const answers = await Promise.all(releaseIds.map((id) => housing.command(`/releases/${id}/agree`, opinion, unique(stage, 'agree'))));
    const [agreed, refused] = [answers.filter((a) => a.status === 200).length, answers.filter((a) => a.status === 409).length];
    if (agreed !== covered || agreed + refused !== count) throw new Error(`I3: money for ${covered} of ${count}, but ${agreed} were agreed to and ${refused} refused: ${JSON.stringify(answers.find((a) => a.status !== 200 && a.status !== 409)?.body)}`);
    const [held] = await stage.world.owner.query<[{ fen: bigint; n: number }]>(`SELECT a.held_fen AS fen, (SELECT count(*)::int FROM hold h WHERE h.account_id = a.id AND h.state = 'pending') AS n FROM ledger_account a WHERE a.project_id = $1 AND a.kind = 'escrow'`, [projectId]);
    if (held.fen !== BigInt(covered) * payFen || held.n !== covered) throw new Error(`I3: ${held.n} holds of ${held.fen} fen`);
    return `${count} at once, money for ${covered}: ${agreed} agreed to, ${refused} refused`;
  },
};

/** The bank takes the file (the hold is posted) while the requester withdraws (the hold is voided): one of them wins. */
export const postAgainstVoid: Fault = {
  name: 'F11',
  title: 'payment and withdrawal of one release at once',
  play: async (stage, { long }) => {
    const count = long ? 40 : 8;
    const { projectId, releaseIds } = await reviewedReleases(stage, count, 500_00n);
    await credit(stage, await stage.client('bank'), projectId, `${count * 500}.00`);
    const [bank, contractor] = [await stage.client('bank'), await stage.client('contractor')];
    for (const id of releaseIds) await stage.world.as('housing', (work) => reviewRelease(work, id, opinion));
    let paid = 0;
    for (const id of releaseIds) {
      const lead = stage.dice.whole(-4, 4);
      const [pay, back] = await Promise.all([
        sleep(Math.max(0, lead)).then(() => bank.command(`/releases/${id}/batches`, { profile: 'general-csv' }, unique(stage, 'pay'))),
        sleep(Math.max(0, -lead)).then(() => contractor.command(`/releases/${id}/withdraw`, opinion, unique(stage, 'back'))),
      ]);
      const wins = [pay, back].filter((a) => a.status < 300).length;
      if (wins !== 1 || [pay, back].some((a) => a.status >= 300 && a.status !== 409)) throw new Error(`payment ${pay.status} ${JSON.stringify(pay.body)}, withdrawal ${back.status} ${JSON.stringify(back.body)}`);
      const holds = await stage.world.owner.query<{ state: string }[]>('SELECT state FROM hold WHERE subject_id = $1', [id]);
      if (holds.map((h) => h.state).join() !== (pay.status < 300 ? 'posted' : 'void')) throw new Error(`the hold of the release is ${holds.map((h) => h.state).join()}`);
      if (pay.status < 300) paid += 1;
    }
    return `${count} races, ${paid} won by the payment, ${count - paid} by the withdrawal`;
  },
};
