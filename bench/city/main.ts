import { openCity } from './index.js';

/** `node dist/bench/city/main.js [--scale 0.01] [--seed 1]`: makes the city, or finds it made, and says where it is. */
const args = process.argv.slice(2);
const option = (name: string, otherwise: number): number => {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : Number(args[at + 1]);
};
const city = await openCity({ seed: option('--seed', 1), scale: option('--scale', 1) }, { say: (what) => console.error(what) });
console.log(city.server.dataDir);
await city.stop();
