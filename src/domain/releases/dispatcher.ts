import { Dispatcher } from '../../entities/dispatcher.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { checkOther } from './bank-connections.js';

/** One line of the mark that is kept outside the database: a batch that went out, or was about to. */
export interface SentMark {
  readonly order: bigint;
  readonly number: string;
  readonly at: string;
}

/** The one row, locked: sending and pausing take turns. */
export async function lockDispatcher(work: Work): Promise<Dispatcher> {
  return work.db.findOneOrFail(Dispatcher, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
}

/**
 * Looks whether the database is still the one that was sent from. A restored one has forgotten what the bank has not: another server, another
 * timeline, or a mark that is ahead of the database pauses everything until people have reconciled.
 * @returns whether batches may be sent
 */
export async function watchRestore(work: Work, marks: ReadonlyMap<string, SentMark>): Promise<boolean> {
  const row = await lockDispatcher(work);
  const [server] = await work.db.query<[{ id: string; timeline: number }]>(
    `SELECT (pg_control_system()).system_identifier::text AS id, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int AS timeline`,
  );
  const ahead = [...marks.values()].filter((m) => m.order > row.sentCount).sort((a, b) => Number(a.order - b.order));
  const seen = { systemIdentifier: server.id, timeline: server.timeline, checkedAt: work.now };
  if (row.restored) {
    await work.db.update(Dispatcher, { id: 1 }, { ...seen, findings: ahead.map(plainMark) });
    return false;
  }
  const why = [
    ...(row.systemIdentifier !== null && row.systemIdentifier !== server.id ? ['数据库换了服务器'] : []),
    ...(row.timeline !== null && row.systemIdentifier === server.id && row.timeline !== server.timeline ? ['数据库恢复到过去的时点'] : []),
    ...(ahead.length > 0 ? [`库外的发送记录比数据库多 ${ahead.length} 个批次`] : []),
  ];
  if (why.length === 0) {
    await work.db.update(Dispatcher, { id: 1 }, seen);
    return row.pausedAt === null;
  }
  const pauseReason = `${why.join('；')}：银行可能已经支付本系统不记得的付款，须先核对`;
  await work.db.update(Dispatcher, { id: 1 }, { ...seen, restored: true, pausedAt: work.now, pausedBy: null, pauseReason, findings: ahead.map(plainMark), resumeBy: null, resumeAt: null, resumeNote: null });
  await work.record({ action: 'dispatcher.paused', subject: ['dispatcher', '1'], reason: pauseReason, detail: { batches: ahead.map((m) => m.number) } });
  return false;
}

const plainMark = ({ order, ...mark }: SentMark): Finding => ({ ...mark, order: Number(order) });

/** A batch that went out by the mark outside the database, and that the database does not know as sent. */
export interface Finding {
  readonly order: number;
  readonly number: string;
  readonly at: string;
}

/** Stops sending at once. Answers are still taken in. Pausing again changes nothing. */
export async function pauseDispatcher(work: Work, { reason }: { readonly reason: string }): Promise<void> {
  const row = await lockDispatcher(work);
  if (row.pausedAt !== null) return;
  await work.db.update(Dispatcher, { id: 1 }, { pausedAt: work.now, pausedBy: work.actor.id, pauseReason: reason });
  await work.record({ action: 'dispatcher.paused', subject: ['dispatcher', '1'], reason });
}

/**
 * The first of two people confirms that what was found is reconciled with the bank; the second lets sending go on.
 * @throws Refusal `wrong-state`, `changed-meanwhile` (something else was found than what was confirmed)
 */
export async function proposeResume(work: Work, { note, findings }: { readonly note: string; readonly findings: number }): Promise<void> {
  const row = await lockDispatcher(work);
  if (row.pausedAt === null) throw new Refusal('wrong-state', '付款发送没有暂停');
  if (row.findings.length !== findings) throw new Refusal('changed-meanwhile', '核对清单已有变化，请重新核对');
  await work.db.update(Dispatcher, { id: 1 }, { resumeBy: work.actor.id, resumeAt: work.now, resumeNote: note });
  await work.record({ action: 'dispatcher.resume-proposed', subject: ['dispatcher', '1'], reason: note, detail: { findings: row.findings } });
}

/**
 * The second person: sending goes on. What the mark knows stays known: a batch of the same number is never sent again but stands in doubt.
 * @throws Refusal `wrong-state`, `same-person`
 */
export async function confirmResume(work: Work): Promise<void> {
  const row = await lockDispatcher(work);
  if (row.pausedAt === null || row.resumeBy === null) throw new Refusal('wrong-state', row.pausedAt === null ? '付款发送没有暂停' : '还没有人提出恢复发送');
  await checkOther(work, row.resumeBy);
  const highest = (row.findings as readonly Finding[]).reduce((max, f) => (BigInt(f.order) > max ? BigInt(f.order) : max), row.sentCount);
  await work.db.update(Dispatcher, { id: 1 }, { pausedAt: null, pausedBy: null, pauseReason: null, restored: false, findings: [], resumeBy: null, resumeAt: null, resumeNote: null, sentCount: highest });
  await work.record({ action: 'dispatcher.resumed', subject: ['dispatcher', '1'], reason: row.resumeNote ?? undefined, detail: { findings: row.findings } });
}
