import path from 'node:path';
import { parseArgs } from 'node:util';
import { SimulatedBank } from './bank.js';
import { folderSide } from './folder.js';
import { httpSide } from './http.js';
import { moodsFrom } from './moods.js';

const usage = `npm run bank -- [--folder DIRECTORY] [--port N --secret TEXT] [options]
  --folder DIRECTORY   one bank's exchange folder: takes files from out/, brings answers into in/
  --port N             speaks HTTP on 127.0.0.1 (0: any free port), with --secret
  --book DIRECTORY     where the book of effects is kept (default: book/ in the folder, or ./out/bank)
  --bank calm|worst    its mood (default calm); --moods loseReplies=0.5,hang=1 changes single ones
  --seed N             what it draws its bad days from (default 1)
  --answer-after MS    how long the first answer takes (default 5000)`;

/** `npm run bank`: the simulator of a bank, as a program of its own. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string' },
      port: { type: 'string' },
      secret: { type: 'string' },
      book: { type: 'string' },
      bank: { type: 'string', default: 'calm' },
      moods: { type: 'string', default: '' },
      seed: { type: 'string', default: '1' },
      'answer-after': { type: 'string', default: '5000' },
    },
  });
  if (values.folder === undefined && values.port === undefined) throw new Error(usage);
  const directory = values.book ?? (values.folder === undefined ? 'out/bank' : path.join(values.folder, 'book'));
  const bank = new SimulatedBank({ directory, moods: moodsFrom(values.bank, values.moods), seed: Number(values.seed), answerAfterMs: Number(values['answer-after']), now: Date.now });
  say(`bank: ${values.bank}${values.moods && `, ${values.moods}`}, seed ${values.seed}, book in ${directory}`);
  if (values.folder !== undefined) {
    const side = folderSide(bank, values.folder);
    say(`folder: ${values.folder}`);
    setInterval(() => {
      const { taken, brought } = side.look();
      if (taken + brought > 0) say(`took ${taken} files, brought ${brought} answers`);
    }, 500);
  }
  if (values.port !== undefined) {
    if (!values.secret) throw new Error('--port needs --secret');
    const { url } = await httpSide(bank, { secret: values.secret, port: Number(values.port) });
    say(`http: ${url}`);
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
