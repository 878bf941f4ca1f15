import path from 'node:path';
import { SimulatedBank } from './bank.js';
import { folderSide } from './folder.js';
import { calm } from './moods.js';

/** The exchange folder of the demo's bank. */
export const demoBankPlace = 'nonghang';

/** A well-behaved bank beside the demo service: it takes the payment files from its folder and answers within seconds. */
export function startBankBeside(bankDir: string): { stop(): void } {
  const directory = path.join(bankDir, demoBankPlace);
  const bank = new SimulatedBank({ directory: path.join(directory, 'book'), moods: calm, seed: 1, answerAfterMs: 3_000, now: Date.now });
  const side = folderSide(bank, directory);
  const timer = setInterval(() => side.look(), 1_000);
  return { stop: () => clearInterval(timer) };
}
