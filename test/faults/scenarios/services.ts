import { startLoad, until } from '../../support/faults/load.js';
import { freePort, startProgram, type Program } from '../../support/faults/program.js';
import type { Fault } from '../fault.js';

/** Services on one database, all with the same jobs due: each slot is run by one of them. */
export const manyClocks: Fault = {
  name: 'F15',
  title: 'several services, one slot',
  play: async (stage, { long }) => {
    const { owner } = stage.world;
    // The stage's own service would be one more.
    await stage.program().end('SIGTERM');
    await owner.query('DELETE FROM job_run');
    const services: Program[] = [];
    try {
      services.push(...(await Promise.all(Array.from({ length: long ? 8 : 3 }, async () => startProgram(stage.around, await freePort())))));
      const told = (): Map<string, number> => {
        const times = new Map<string, number>();
        const runs = services.flatMap((s) => s.output().split('\n').filter((l) => l.includes('"msg":"job done"')).map((l) => JSON.parse(l) as { job: string; slot: string }));
        for (const { job, slot } of runs) times.set(`${job} ${slot}`, (times.get(`${job} ${slot}`) ?? 0) + 1);
        return times;
      };
      let rows: { state: string }[] = [];
      // What a service says comes by another way than what the database says, and later.
      await until(async () => {
        rows = await owner.query<{ state: string }[]>('SELECT state FROM job_run');
        return rows.length > 0 && rows.every((r) => r.state === 'done') && told().size >= rows.length;
      }, 'every job that is due is done, and said to be');
      const twice = [...told()].filter(([, n]) => n !== 1);
      if (twice.length > 0) throw new Error(`more than once: ${JSON.stringify(twice)}`);
      return `${rows.length} slots, each run by one of ${services.length}`;
    } finally {
      await Promise.all(services.map((s) => s.end()));
      await stage.again();
    }
  },
};

/** SIGTERM while requests are under way: they are answered, and the service ends by itself within 30 seconds. */
export const terminated: Fault = {
  name: 'F27',
  title: 'SIGTERM under load',
  play: async (stage, { long }) => {
    const load = await startLoad(stage, { clients: 8, projects: 2 });
    let longest = 0;
    const times = long ? 10 : 1;
    for (let n = 0; n < times; n += 1) {
      const before = load.acknowledged();
      await until(() => load.acknowledged() > before + 20, 'the service books');
      const began = Date.now();
      const program = stage.program();
      const code = await program.end('SIGTERM');
      longest = Math.max(longest, Date.now() - began);
      if (code !== 0) throw new Error(`the service ended with ${code}:\n${program.output().slice(-2000)}`);
      await stage.again();
    }
    await load.end();
    if (longest > 30_000) throw new Error(`it took ${longest} ms to end`);
    return `${times} times, ended in at most ${longest} ms, ${load.acknowledged()} acknowledged, none lost`;
  },
};
