import type { Release } from '../../entities/release.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { post, type AccountRef, type JournalKind, type Posting } from '../escrow/index.js';
import { getProject } from '../projects/index.js';
import { sourceAccount } from './review-release.js';
import type { Outcome } from './take-answer.js';

/**
 * Posts what a bank's answer (or a decision in its stead) means, one journal for each kind of movement. Money: what was paid leaves the transit for the workers' cards,
 * what failed goes back to where it came from. Claims: a worker's claim ends with the payment and comes back with a return; wages paid out
 * of a deposit become what the contractor owes it.
 */
export async function postAnswer(work: Work, release: Release, key: string, outcomes: readonly Outcome[]): Promise<void> {
  const { projectId } = release;
  const { contractorId } = await getProject(work, projectId);
  const transit: AccountRef = { kind: 'in-transit', projectId };
  const cards: AccountRef = { kind: 'worker-cards', projectId };
  const source = await sourceAccount(work, release);
  const paid = outcomes.filter((o) => o.to === 'paid');
  const failed = outcomes.filter((o) => (o.to === 'rejected' || o.to === 'returned') && o.from !== 'paid');
  const returned = outcomes.filter((o) => o.to === 'returned' && o.from === 'paid');

  const journal = async (name: string, kind: JournalKind, postings: readonly Posting[]): Promise<void> => {
    if (postings.length > 0) await post(work, { kind, projectId, occurredOn: work.today, idempotencyKey: `${key}:${name}`, memo: release.number, postings });
  };
  const all = (from: AccountRef, to: AccountRef, of: readonly Outcome[]): Posting[] => (of.length > 0 ? [{ from, to, amountFen: total(of) }] : []);
  const owed = (o: Outcome): AccountRef => (o.sheetId === null ? { kind: 'wage-liability', projectId, partyId: o.employerId } : { kind: 'wages-owed', projectId, workerId: o.workerId });
  const settled = (o: Outcome): AccountRef =>
    release.source === 'escrow' ? { kind: 'wage-liability', projectId, partyId: o.employerId } : { kind: 'recoverable', projectId, partyId: contractorId };

  await journal('paid', 'payment-paid', all(transit, cards, paid));
  await journal('paid-claims', 'payment-paid', paid.map((o) => ({ from: owed(o), to: settled(o), amountFen: o.amountFen })));
  await journal('failed', 'payment-returned', all(transit, source, failed));
  await journal('returned', 'payment-returned', all(cards, source, returned));
  await journal('returned-claims', 'payment-returned', returned.map((o) => ({ from: settled(o), to: owed(o), amountFen: o.amountFen })));
}

const total = (of: readonly Outcome[]): Fen => of.reduce((sum, o) => sum + o.amountFen, 0n);
