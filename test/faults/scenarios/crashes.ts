import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad, until } from '../../support/faults/load.js';
import type { Fault } from '../fault.js';

/** kill -9 of the whole PostgreSQL while clients book money: nothing acknowledged is lost, and the service comes back by itself. */
export const databaseKilled: Fault = {
  name: 'F1',
  title: 'kill -9 of PostgreSQL under load',
  play: async (stage, { long, seconds }) => {
    const load = await startLoad(stage, { clients: long ? 12 : 6, projects: 4 });
    const [wanted, kills] = long ? [5_000, 10] : [60, 2];
    const began = Date.now();
    let killed = 0;
    while (killed < kills || load.acknowledged() < wanted || (long && Date.now() - began < seconds * 1000)) {
      const before = load.acknowledged();
      await until(() => load.acknowledged() > before + 5, 'the service books again after a kill');
      await sleep(stage.dice.whole(50, long ? 5_000 : 500));
      if (killed >= kills && load.acknowledged() >= wanted) continue;
      stage.cluster.killAll();
      killed += 1;
      await stage.cluster.ready();
    }
    await load.end();
    return `${killed} kills, ${load.acknowledged()} acknowledged, none lost`;
  },
};

/** kill -9 of the service while it answers: the client asks again with the same key and gets the same record. */
export const serviceKilled: Fault = {
  name: 'F2',
  title: 'kill -9 of the service during requests',
  play: async (stage, { long }) => {
    const load = await startLoad(stage, { clients: long ? 8 : 4, projects: 2 });
    const kills = long ? 50 : 2;
    for (let killed = 0; killed < kills; killed += 1) {
      const before = load.acknowledged();
      await until(() => load.acknowledged() > before + 5, 'the service books again after a kill');
      await sleep(stage.dice.whole(5, 150));
      await stage.again();
    }
    await load.end();
    return `${kills} kills, ${load.acknowledged()} acknowledged, none lost, none twice`;
  },
};
