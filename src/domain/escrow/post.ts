import { createHash } from 'node:crypto';
import type { Work } from '../../platform/work.js';
import { maxFen, yuan, type Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { openAccounts } from './accounts.js';
import { accountKey, chart, type AccountRef } from './chart.js';
import type { JournalKind } from './journal-kinds.js';
import { writeJournal } from './write-journal.js';

/** One movement: `from` falls, `to` rises by a positive amount. */
export interface Posting {
  readonly from: AccountRef;
  readonly to: AccountRef;
  readonly amountFen: Fen;
}

export interface NewJournal {
  readonly kind: JournalKind;
  readonly projectId?: string | undefined;
  /** The legal day of the movement, e.g. the bank's booking day. */
  readonly occurredOn: PlainDate;
  /** Kept for ever: the same key and content post once, the same key with other content is refused. */
  readonly idempotencyKey: string;
  readonly memo?: string | undefined;
  readonly postings: readonly Posting[];
}

/**
 * The only way that money or a claim moves: one journal whose entries sum to zero. A handful of statements, however many postings.
 * @throws Refusal `insufficient-balance` where an account would fall below what is held in it, `idempotency-conflict`
 */
export async function post(work: Work, journal: NewJournal): Promise<{ readonly journalId: string }> {
  const keys = journal.postings.map((p): Keys => [accountKey(p.from), accountKey(p.to)]);
  const totals = totalsOf(journal.postings, keys);
  const ids = await openAccounts(work, totals.map((t) => t.account));
  const { journalId, fresh } = await writeJournal(
    work,
    { kind: journal.kind, projectId: journal.projectId, occurredOn: journal.occurredOn, memo: journal.memo ?? '', idempotencyKey: journal.idempotencyKey, bodyHash: hashOf(journal, keys), reversesId: null },
    totals.map((t) => ({ accountId: ids.get(t.key)!, amountFen: t.amountFen })),
  );
  if (!fresh) return { journalId };
  const moved = journal.postings.reduce((sum, p) => sum + p.amountFen, 0n);
  await work.record({ action: 'ledger.posted', subject: ['journal', journalId], projectId: journal.projectId, detail: { kind: journal.kind, moved: yuan(moved), postings: journal.postings.length } });
  return { journalId };
}

/** `accountKey` of both accounts of a posting. */
type Keys = readonly [from: string, to: string];

interface Total {
  readonly key: string;
  readonly account: AccountRef;
  amountFen: Fen;
}

/** The entries of these postings: per account one sum of what leaves and one of what arrives, so a payroll's source is a single line. */
function totalsOf(postings: readonly Posting[], keys: readonly Keys[]): Total[] {
  if (postings.length === 0) throw new RangeError('a journal without postings');
  const [leaving, arriving] = [new Map<string, Total>(), new Map<string, Total>()];
  const totals: Total[] = [];
  const add = (side: Map<string, Total>, key: string, account: AccountRef, amountFen: Fen): void => {
    const known = side.get(key);
    if (known) {
      known.amountFen += amountFen;
      return;
    }
    const total = { key, account, amountFen };
    side.set(key, total);
    totals.push(total);
  };
  for (const [n, { from, to, amountFen }] of postings.entries()) {
    if (amountFen <= 0n || amountFen > maxFen) throw new RangeError('a posting moves more than zero fen and at most maxFen');
    if (chart[from.kind].book !== chart[to.kind].book) throw new RangeError(`${from.kind} and ${to.kind} are in different books`);
    const [fromKey, toKey] = keys[n]!;
    if (fromKey === toKey) throw new RangeError('a posting within one account');
    add(leaving, fromKey, from, -amountFen);
    add(arriving, toKey, to, amountFen);
  }
  return totals;
}

/** SHA-256 of what is posted; the order of the postings belongs to it. */
function hashOf(journal: NewJournal, keys: readonly Keys[]): string {
  const hash = createHash('sha256').update(JSON.stringify([journal.kind, journal.projectId ?? null, journal.occurredOn, journal.memo ?? '']));
  hash.update(journal.postings.map((p, n) => `\n${keys[n]![0]} ${keys[n]![1]} ${p.amountFen}`).join(''));
  return hash.digest('hex');
}
