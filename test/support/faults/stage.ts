import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';
import { createDataSource } from '../../../ormconfig.js';
import { readKeys } from '../../../src/platform/config.js';
import { createLog } from '../../../src/platform/log.js';
import { migrate } from '../../../src/platform/migrate.js';
import { guardConnections, makeKeysFile } from '../../../src/platform/start.js';
import { instantOf, day } from '../../../src/values/plain-date.js';
import { openWorld, type Person, type World } from '../world.js';
import { expectSound } from './check.js';
import { signIn, type Acknowledged, type Client } from './client.js';
import { openCluster, type Cluster } from './cluster.js';
import { startProgram, type Program, type Surroundings } from './program.js';
import type { Dice } from './seed.js';

/** The day on which the city of the fault tests lives. */
export const stageDay = '2026-10-12';

/** A server, a small city in it, and the service as a process; where the faults happen. */
export interface Stage {
  readonly dice: Dice;
  readonly cluster: Cluster;
  /** To prepare and to look; the faults themselves go through the service. */
  readonly world: World;
  readonly around: Surroundings;
  /** Every command that any client got a 2xx for. */
  readonly acks: Acknowledged[];
  /** The running service. */
  program(): Program;
  /** Kills the service and starts it again on the same port, e.g. with another environment. */
  again(env?: Readonly<Record<string, string>>, signal?: NodeJS.Signals): Promise<Program>;
  /** Signed in; the same for the same person. */
  client(who: Person): Promise<Client>;
  /** Waits for the database and proves the invariants. */
  sound(): Promise<void>;
  close(): Promise<void>;
}

/** @param cluster a server to play on; its database `anxin` must be empty */
export async function openStage(dice: Dice, cluster?: Cluster): Promise<Stage> {
  const on = cluster ?? (await openCluster());
  const [ownerUrl, appUrl] = [on.url('anxin_owner'), on.url('anxin_app')];
  await migrate(ownerUrl, 'anxin_app');
  const keysFile = path.join(on.dataDir, `keys-${dice.seed}.json`);
  rmSync(keysFile, { force: true });
  makeKeysFile(keysFile);
  const world = await openWorld({ on: stageDay, database: { appUrl, ownerUrl, drop: async () => undefined }, keys: readKeys(keysFile) });
  for (const source of [world.dataSource, world.owner]) guardConnections((source.driver as unknown as { master: Pool }).master, createLog('silent'));
  const around: Surroundings = { databaseUrl: appUrl, keysFile, clockOffset: instantOf(day(stageDay), 13).getTime() - Date.now() };
  world.clock.now = instantOf(day(stageDay), 12);
  let program = await startProgram(around);
  const acks: Acknowledged[] = [];
  const clients = new Map<Person, Promise<Client>>();
  const stage: Stage = {
    dice,
    cluster: on,
    world,
    around,
    acks,
    program: () => program,
    again: async (env = {}, signal = 'SIGKILL') => {
      await program.end(signal);
      program = await startProgram({ ...around, env }, program.port);
      return program;
    },
    client: (who) => {
      const there = clients.get(who) ?? signIn(who, () => program.origin, acks, around.clockOffset);
      clients.set(who, there);
      return there;
    },
    sound: async () => {
      await on.ready();
      await expectSound(stage);
    },
    close: async () => {
      await program.end();
      await world.close();
      await on.stop();
    },
  };
  return stage;
}

/** A connection of the superuser to the stage's database, for what only a fault may do. */
export const superuser = (stage: Stage): ReturnType<typeof createDataSource> => createDataSource(stage.cluster.url('postgres', 'anxin'), { poolSize: 2, statementTimeoutMs: 0, applicationName: 'faults' });
