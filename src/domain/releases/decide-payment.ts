import { PaymentDecision, type PaymentOutcome } from '../../entities/payment-decision.js';
import { storeFile, type KeptFile } from '../../platform/files.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { checkOther } from './bank-connections.js';
import { follow } from './follow-release.js';
import { lockRelease } from './scope.js';
import { applyOutcomes, type Outcome } from './take-answer.js';

export interface DecisionInput {
  readonly outcome: PaymentOutcome;
  readonly opinion: string;
  /** Ids of the payments that the bank's statement is about, one a line; undefined: all of the batch that are open. */
  readonly payments?: string | undefined;
}

/**
 * SQL: a payment of which the bank has not told what became of it: in doubt, or longer than its bank should take.
 * @param now the bind of the present time; `i`, `b`, `c`: payment, batch and connection, which may be absent
 */
export const undecided = (now: string): string => `(i.state = 'unknown' OR (i.state = 'sent' AND b.sent_at + make_interval(mins => coalesce(c.answer_minutes, 1440)) <= ${now}))`;

/**
 * The bank's clerk brings the bank's written word on payments whose result nobody knows: paid, or never received and never to be paid. It
 * counts once the supervisor has confirmed it. What an answer has decided meanwhile is left as it is.
 * @throws Invalid (ids that are not open), Refusal `not-found`, `wrong-state` (nothing is open, or the bank's time is not over), `already-exists`
 */
export async function proposeDecision(work: Work, batchId: string, input: DecisionInput, statement: KeptFile): Promise<{ readonly decisionId: string; readonly payments: number }> {
  const [of] = await work.db.query<{ releaseId: string }[]>('SELECT release_id AS "releaseId" FROM payment_batch WHERE id = $1', [batchId]);
  if (!of) throw new Refusal('not-found', '没有找到这个批次');
  const release = await lockRelease(work, of.releaseId);
  if (await work.db.existsBy(PaymentDecision, { batchId, state: 'proposed' })) throw new Refusal('already-exists', '这个批次已有一项决定等待复核');
  const open = await work.db.query<{ id: string; endToEndId: string; amountFen: Fen }[]>(
    `SELECT i.id, i.end_to_end_id AS "endToEndId", i.amount_fen AS "amountFen" FROM payment_instruction i JOIN payment_batch b ON b.id = i.batch_id LEFT JOIN bank_connection c ON c.bank_id = b.bank_id AND c.state = 'in-force'
      WHERE i.batch_id = $1 AND ${undecided('$2')} ORDER BY i.end_to_end_id`,
    [batchId, work.now],
  );
  if (open.length === 0) throw new Refusal('wrong-state', '这个批次没有结果不明的付款，或者仍在银行回盘的时限之内');
  const chosen = choose(open, input.payments);
  const decisionId = work.newId();
  const statementFileId = await storeFile(work, statement);
  await work.db.insert(PaymentDecision, { id: decisionId, batchId, outcome: input.outcome, statementFileId, opinion: input.opinion, proposedBy: work.actor.id!, proposedAt: work.now, state: 'proposed' });
  await work.db.query('UPDATE payment_instruction SET decision_id = $1 WHERE id = ANY ($2::uuid[])', [decisionId, chosen.map((i) => i.id)]);
  await work.record({
    action: 'release.decision-proposed',
    subject: ['release', release.id],
    projectId: release.projectId,
    reason: input.opinion,
    detail: { outcome: input.outcome, payments: chosen.length, amount: yuan(chosen.reduce((sum, i) => sum + i.amountFen, 0n)) },
  });
  return { decisionId, payments: chosen.length };
}

function choose<T extends { readonly endToEndId: string }>(open: readonly T[], typed: string | undefined): readonly T[] {
  const ids = [...new Set((typed ?? '').split(/[\s,，;；、]+/u).filter((id) => id !== ''))];
  if (ids.length === 0) return open;
  const byId = new Map(open.map((i) => [i.endToEndId, i]));
  const wrong = ids.filter((id) => !byId.has(id));
  if (wrong.length > 0) throw new Invalid(wrong.slice(0, 20).map((id) => ({ path: 'payments', message: `${id} 不是这个批次中结果不明的付款` })));
  return ids.map((id) => byId.get(id)!);
}

/**
 * The second person: what the bank has put in writing is posted as its answer would be. Not paid: the money goes back to where it came from
 * and the lines are open for a new payment, linked to this one.
 * @throws Refusal `not-found`, `wrong-state`, `same-person`
 */
export async function confirmDecision(work: Work, decisionId: string): Promise<{ readonly payments: number }> {
  const { decision, release } = await lockDecision(work, decisionId);
  await checkOther(work, decision.proposedBy);
  const rows = await work.db.query<Omit<Outcome, 'to' | 'reasonText'>[]>(
    `SELECT i.id AS "instructionId", i.worker_id AS "workerId", i.sheet_id AS "sheetId", i.line_no AS "lineNo", coalesce(s.party_id, k.party_id) AS "employerId", i.amount_fen AS "amountFen", i.state AS "from"
       FROM payment_instruction i JOIN release r ON r.id = i.release_id LEFT JOIN payroll_sheet s ON s.id = i.sheet_id LEFT JOIN case_file k ON k.id = r.case_id
      WHERE i.decision_id = $1 AND i.state IN ('sent', 'unknown') ORDER BY i.id`,
    [decisionId],
  );
  const [to, reasonText] = decision.outcome === 'paid' ? (['paid', undefined] as const) : (['rejected', '银行书面确认没有收到、没有支付'] as const);
  const outcomes = rows.map((row) => ({ ...row, to, reasonText }));
  await work.db.update(PaymentDecision, { id: decisionId }, { state: 'confirmed', decidedBy: work.actor.id, decidedAt: work.now });
  if (outcomes.length > 0) await applyOutcomes(work, release, `decision:${decisionId}`, outcomes);
  await follow(work, release, 'settle', { action: 'release.decided', reason: decision.opinion, detail: { outcome: decision.outcome, payments: outcomes.length } });
  return { payments: outcomes.length };
}

/** The second person does not agree; the payments stay in doubt. @throws Refusal `not-found`, `wrong-state`, `same-person` */
export async function declineDecision(work: Work, decisionId: string, { remark }: { readonly remark: string }): Promise<void> {
  const { decision, release } = await lockDecision(work, decisionId);
  await checkOther(work, decision.proposedBy);
  await work.db.update(PaymentDecision, { id: decisionId }, { state: 'declined', decidedBy: work.actor.id, decidedAt: work.now, remark });
  await work.db.query('UPDATE payment_instruction SET decision_id = NULL WHERE decision_id = $1', [decisionId]);
  await work.record({ action: 'release.decision-declined', subject: ['release', release.id], projectId: release.projectId, reason: remark });
}

async function lockDecision(work: Work, decisionId: string) {
  const [of] = await work.db.query<{ releaseId: string }[]>('SELECT b.release_id AS "releaseId" FROM payment_decision d JOIN payment_batch b ON b.id = d.batch_id WHERE d.id = $1', [decisionId]);
  if (!of) throw new Refusal('not-found', '没有找到这项决定');
  const release = await lockRelease(work, of.releaseId);
  const decision = await work.db.findOneByOrFail(PaymentDecision, { id: decisionId });
  if (decision.state !== 'proposed') throw new Refusal('wrong-state', '这项决定已经复核过');
  return { decision, release };
}
