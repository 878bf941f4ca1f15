import { tableOf, type Figure } from './figure.js';
import { benchMoney } from './money/index.js';
import { startBenchServer, type BenchServer } from './server.js';

/** Each area measures on databases of its own and says on standard error what it is doing. */
const areas: Readonly<Record<string, (server: BenchServer, say: (what: string) => void) => Promise<Figure[]>>> = {
  money: (server, say) => benchMoney({ createDatabase: () => server.createDatabase(), say }),
};

const args = process.argv.slice(2);
const json = args.includes('--json');
const wanted = args.filter((a) => a !== '--json');
const unknown = wanted.filter((a) => !(a in areas));
if (unknown.length > 0) {
  console.error(`No such area: ${unknown.join(', ')}. There are: ${Object.keys(areas).join(', ')}`);
  process.exit(2);
}

const server = await startBenchServer();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().finally(() => process.exit(130)));
const figures: Figure[] = [];
try {
  for (const area of wanted.length > 0 ? wanted : Object.keys(areas)) figures.push(...(await areas[area]!(server, (what) => console.error(`${area}: ${what}`))));
} finally {
  await server.stop();
}
console.log(json ? JSON.stringify(figures) : tableOf(figures));
process.exitCode = figures.every((f) => f.met) ? 0 : 1;
