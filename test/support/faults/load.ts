import { setTimeout as sleep } from 'node:timers/promises';
import { makeProject } from '../builders.js';
import { openWageAccount } from '../../../src/domain/escrow/index.js';
import { day } from '../../../src/values/plain-date.js';
import type { Client } from './client.js';
import { stageDay, type Stage } from './stage.js';

let serial = 0;

/** A name that no other command of this run has. */
export const unique = (stage: Stage, what: string): string => `${what}-${stage.dice.seed}-${(serial += 1)}`;

/** A running project with an account at `bank` and no money. */
export async function emptyProject(stage: Stage): Promise<string> {
  const { world } = stage;
  const projectId = await makeProject(world);
  await world.as('contractor', (work) =>
    openWageAccount(work, projectId, { bankId: world.parties.bank, branch: undefined, name: undefined, number: `21345699${String((serial += 1)).padStart(8, '0')}`, openedOn: day('2026-03-20'), agreementSignedOn: undefined }),
  );
  return projectId;
}

/** Books labour cost on a project's account; the reference and the key are new each time. */
export function credit(stage: Stage, client: Client, projectId: string, amount: string): ReturnType<Client['command']> {
  const key = unique(stage, 'credit');
  return client.command(`/projects/${projectId}/money/credits`, { bookedOn: stageDay, amount, reference: key }, key);
}

export interface Load {
  /** How many commands have been acknowledged so far. */
  readonly acknowledged: () => number;
  /** Lets every client finish the command under way. @throws where a client was refused */
  end(): Promise<void>;
}

/** Clients that book credits without a pause on a few projects until they are told to end: hot accounts, many connections. */
export async function startLoad(stage: Stage, { clients, projects }: { readonly clients: number; readonly projects: number }): Promise<Load> {
  const ids: string[] = [];
  for (let n = 0; n < projects; n += 1) ids.push(await emptyProject(stage));
  const bank = await stage.client('bank');
  const began = stage.acks.length;
  let on = true;
  const under = Array.from({ length: clients }, async (_, n) => {
    const dice = stage.dice.fork(`client ${n}`);
    while (on) {
      const { status, body } = await credit(stage, bank, dice.pick(ids), `${dice.whole(1, 9_999)}.${dice.whole(10, 99)}`);
      if (status !== 201 && status !== 200) throw new Error(`a credit was refused: ${status} ${JSON.stringify(body)}`);
    }
  });
  const all = Promise.all(under);
  // The first failure is told at the end, not as an unhandled one meanwhile.
  all.catch(() => undefined);
  return {
    acknowledged: () => stage.acks.length - began,
    end: async () => {
      on = false;
      await all;
    },
  };
}

/** Waits until `done`, looking every 10 ms. @throws after `seconds` */
export async function until(done: () => boolean | Promise<boolean>, what: string, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await done()); await sleep(10)) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`);
  }
}
