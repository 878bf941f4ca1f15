import { verifyChain, type ChainFault, type ChainHead } from '../platform/audit-chain.js';
import { systemActor } from '../platform/work.js';
import { Invalid } from '../values/refusal.js';
import type { Job } from './job.js';
import { linkAll } from './link-audit.js';

const words: Readonly<Record<ChainFault['what'], string>> = {
  changed: 'is not as it was linked',
  deleted: 'was linked and is gone',
  inserted: 'was put in behind the chain',
  'link-missing': 'is gone',
  'head-missing': 'is not the head that was written down: the end of the trail was cut off or made anew',
};

/** Recomputes the chain over the audit trail; its head goes into the log, and so out of the database. A broken row fails the run by name. */
export const verifyAuditJob: Job = {
  name: 'verify-audit',
  title: '核对审计记录：重算散列链',
  schedule: { daily: '05:45' },
  options: { head: '以前记下的链尾（序号:散列值），须仍在链中' },
  run: async ({ door, options }) => {
    const kept = options['head'] === undefined ? undefined : readHead(options['head']);
    await linkAll(door);
    const { links, head, faults } = await door(systemActor, (work) => verifyChain(work, kept));
    if (faults.length > 0) throw new Error(`the audit trail is broken in ${faults.length} places: ${faults.slice(0, 20).map((f) => `${f.row} ${words[f.what]}`).join('; ')}`);
    return { links, faults: 0, head: `${head.seq}:${head.hash}` };
  },
};

function readHead(text: string): ChainHead {
  const [, seq, hash] = /^(\d{1,18}):([0-9a-f]{64})$/u.exec(text) ?? [];
  if (!seq || !hash) throw new Invalid([{ path: 'head', message: '--head：应为“序号:散列值”，例如核对任务上次输出的 head' }]);
  return { seq: BigInt(seq), hash };
}
