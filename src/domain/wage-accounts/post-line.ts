import { Party } from '../../entities/party.js';
import type { Project } from '../../entities/project.js';
import type { StatementLineKind } from '../../entities/statement-line.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { periodOf } from '../../values/period.js';
import type { PlainDate } from '../../values/plain-date.js';
import { post, type AccountRef, type JournalKind } from '../escrow/index.js';
import { addToMonth } from '../projects/index.js';
import { plainName } from './judge-line.js';

export interface LineToPost {
  readonly id: string;
  readonly lineKey: string;
  readonly bookedOn: PlainDate;
  readonly direction: 'in' | 'out';
  readonly amountFen: Fen;
  readonly counterparty: string;
  readonly purpose: string;
  readonly kind: StatementLineKind;
  readonly resolutions: number;
}

interface Movement {
  readonly kind: JournalKind;
  readonly from: AccountRef;
  readonly to: AccountRef;
}

/**
 * Posts what a line of this kind means for our ledger, once, and remembers the journal on the line. Wages and returned payments post
 * nothing: their releases have posted them. The key is the bank's own, so the same movement can never post twice.
 * @throws Refusal `insufficient-balance` where the ledger does not hold what left the account
 */
export async function postLine(work: Work, account: { readonly id: string; readonly projectId: string }, project: Project, line: LineToPost): Promise<void> {
  const movement = await movementOf(work, project, line);
  if (!movement) return;
  const { journalId } = await post(work, {
    kind: movement.kind,
    projectId: project.id,
    occurredOn: line.bookedOn,
    idempotencyKey: `statement:${account.id}:${line.lineKey}:${line.resolutions}`,
    memo: line.purpose,
    postings: [{ from: movement.from, to: movement.to, amountFen: line.amountFen }],
  });
  const period = line.kind === 'labour-cost' ? periodOf(line.bookedOn) : null;
  await work.db.query('UPDATE statement_line SET journal_id = $2, period = $3 WHERE id = $1', [line.id, journalId, period]);
  if (period !== null) await addToMonth(work, project.id, period, { creditedFen: line.direction === 'in' ? line.amountFen : -line.amountFen });
}

async function movementOf(work: Work, project: Project, line: LineToPost): Promise<Movement | undefined> {
  const projectId = project.id;
  const escrow: AccountRef = { kind: 'escrow', projectId };
  const out = line.direction === 'out';
  switch (line.kind) {
    case 'labour-cost': {
      const owner: AccountRef = { kind: 'owner', projectId, partyId: await payerOf(work, project, line.counterparty) };
      return out ? { kind: 'labour-cost-returned', from: escrow, to: owner } : { kind: 'labour-cost-credited', from: owner, to: escrow };
    }
    case 'interest':
      return { kind: 'interest-credited', from: { kind: 'bank-interest', projectId }, to: escrow };
    case 'illegal':
      return out ? { kind: 'illegal-outflow', from: escrow, to: { kind: 'diverted', projectId } } : { kind: 'diverted-recovered', from: { kind: 'diverted', projectId }, to: escrow };
    case 'deducted':
      return out ? { kind: 'account-deducted', from: escrow, to: { kind: 'diverted', projectId } } : { kind: 'diverted-recovered', from: { kind: 'diverted', projectId }, to: escrow };
    case 'moved':
      // What leaves the old account was posted when it was closed.
      return out ? undefined : { kind: 'balance-moved-in', from: { kind: 'between-banks', projectId }, to: escrow };
    default:
      return undefined;
  }
}

/** Who has paid in: the owner, or the general contractor in its stead. */
async function payerOf(work: Work, project: Project, counterparty: string): Promise<string> {
  const contractor = await work.db.findOneByOrFail(Party, { id: project.contractorId });
  return plainName(counterparty) === plainName(contractor.name) ? contractor.id : project.ownerId;
}
