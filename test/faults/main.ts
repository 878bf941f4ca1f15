import { parseArgs } from 'node:util';
import { createDice } from '../support/faults/seed.js';
import { openStage } from '../support/faults/stage.js';
import { faults } from './scenarios/index.js';

const usage = `用法：npm run test:faults -- [F1 F3 …] [--seed N] [--seconds N]\n${faults.map((f) => `  ${f.name.padEnd(5)}${f.title}`).join('\n')}`;

/** `npm run test:faults`: the long run of the named faults, or of all; the same seed makes the same choices. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' }, seconds: { type: 'string' } } });
  const [seed, seconds] = [Number(values.seed ?? Date.now() % 1_000_000_000), Number(values.seconds ?? 60)];
  const names = positionals.map((name) => name.toUpperCase());
  if (!Number.isInteger(seed) || !Number.isFinite(seconds) || names.some((name) => !faults.some((f) => f.name === name))) return fail(usage);
  say(`seed ${seed}`);
  const stage = await openStage(createDice(seed));
  let failed = 0;
  try {
    for (const fault of faults.filter((f) => names.length === 0 || names.includes(f.name))) {
      const began = Date.now();
      try {
        const missing = fault.missing?.();
        if (missing) throw new Error(`cannot be played here: needs ${missing}`);
        const seen = await fault.play(stage, { long: true, seconds });
        await stage.sound();
        say(`ok    ${fault.name.padEnd(4)} ${fault.title}: ${seen} (${Math.round((Date.now() - began) / 1000)} s)`);
      } catch (error) {
        failed += 1;
        say(`FAIL  ${fault.name.padEnd(4)} ${fault.title}: ${(error as Error).message}\n      again with: npm run test:faults -- ${fault.name} --seed ${seed} --seconds ${seconds}`);
      }
    }
  } finally {
    await stage.close();
  }
  if (failed > 0) process.exitCode = 1;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function fail(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
main().catch((error: unknown) => fail((error as Error).stack ?? String(error)));
