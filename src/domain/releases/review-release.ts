import type { Release } from '../../entities/release.js';
import { deadline, dueOrProvisional } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import { Refusal } from '../../values/refusal.js';
import { readableCode } from '../../values/readable-code.js';
import { next } from '../../values/workflow.js';
import { abandonDraw, drawAccount } from '../deposits/index.js';
import { balanceOf, hold, refuseSeized, voidHold, type AccountRef } from '../escrow/index.js';
import { lawOf } from '../policy/index.js';
import { getProject } from '../projects/index.js';
import { follow } from './follow-release.js';
import { letLinesGo } from './hold-lines.js';
import { checkCovered, checkRequester } from './request-release.js';
import { lockRelease } from './scope.js';
import { releaseFlow, returnedState, returnTargets, type ReleaseStage, type ReturnStage } from './states.js';
import { moveRelease, takeStep } from './take-step.js';

interface Opinion {
  readonly opinion: string;
}

/** The ledger account that a release pays from. */
export const sourceAccount = async (work: Work, { source, projectId, payerBankId }: Pick<Release, 'source' | 'projectId' | 'payerBankId'>): Promise<AccountRef> =>
  source === 'escrow' ? { kind: 'escrow', projectId } : drawAccount(work, { source, projectId, issuerId: payerBankId });

/**
 * 同意: the labour department's review, or the housing department's after it; the reader's post says which. With the second one the money
 * is set aside and every payment gets the id that it keeps for ever.
 * @throws Refusal `not-found`, `not-allowed`, `wrong-state`, `same-person`, `insufficient-balance`
 */
export async function reviewRelease(work: Work, releaseId: string, { opinion }: Opinion): Promise<void> {
  const release = await lockRelease(work, releaseId);
  const step = work.actor.role === 'housing-reviewer' ? 'housing-review' : 'labour-review';
  const to = next(releaseFlow, release.state, step, work.actor.role);
  await takeStep(work, release, { step, decision: 'agree', opinion });
  if (step === 'housing-review') await approve(work, release);
  await moveRelease(work, release, to, { action: `release.${step}`, reason: opinion, detail: { amount: yuan(release.amountFen) } });
}

async function approve(work: Work, release: Release): Promise<void> {
  if (release.source === 'escrow') await refuseSeized(work, release.projectId);
  const account = await sourceAccount(work, release);
  const { balanceFen, heldFen } = await balanceOf(work, account);
  checkCovered(release.amountFen, balanceFen - heldFen, '账户可用余额');
  // What the bank is ordered to pay from a deposit stays set aside until it has.
  const expiresOn = release.source === 'escrow' ? dueOrProvisional((law) => deadline('release-hold', work.today, law), await lawOf(work, (await getProject(work, release.projectId)).areaCode)).value : undefined;
  await hold(work, { account, amountFen: release.amountFen, subjectId: release.id, expiresOn });
  // Whoever approves again after a return keeps the ids that are there. AX, the day, 50 random bits for the release, the line: letters and digits, which every bank's file keeps.
  const head = `AX${work.today.replaceAll('-', '')}${readableCode(work.secret(7), 10)}`;
  await work.db.query(
    `UPDATE payment_instruction i SET state = 'approved', end_to_end_id = coalesce(i.end_to_end_id, $2 || lpad(n.n::text, 6, '0'))
       FROM (SELECT id, row_number() OVER (ORDER BY period, sheet_id, line_no, id) AS n FROM payment_instruction WHERE release_id = $1 AND state = 'draft') n WHERE i.id = n.id`,
    [release.id, head],
  );
}

/** The step that stands in each state, for whoever returns it there. */
const returning: Readonly<Partial<Record<Release['state'], ReleaseStage>>> = { requested: 'labour-review', 'labour-reviewed': 'housing-review', 'housing-reviewed': 'bank-pay' };

/**
 * 退回 with a reason, by whoever's step it is, to the requester or to an earlier review. The requester's lines are free until it is sent round
 * once more; on the way to a review they stay taken, and only the money that was set aside is free. A bank may not return what the labour
 * department has ordered it to pay.
 * @throws Refusal `not-found`, `not-allowed`, `wrong-state` (also: not to that step), `same-person`
 */
export async function returnRelease(work: Work, releaseId: string, { opinion, to: stage = 'request' }: Opinion & { readonly to?: ReturnStage | undefined }): Promise<void> {
  const release = await lockRelease(work, releaseId);
  const targets = returnTargets(release.state);
  if (targets.length > 0 && !targets.includes(stage)) throw new Refusal('wrong-state', '当前环节不能退回到所选的环节');
  const to = next(releaseFlow, release.state, 'return', work.actor.role, returnedState[stage]);
  if (work.actor.role === 'bank-operator' && release.source !== 'escrow') throw new Refusal('not-allowed', '动用保证金的支付通知书应当执行，不能退回');
  await takeStep(work, release, { step: returning[release.state]!, decision: 'return', returnedTo: stage, opinion });
  if (stage === 'request') await letGo(work, release);
  else await unapprove(work, release.id);
  await moveRelease(work, release, to, { action: 'release.returned', reason: opinion, detail: { to: stage } });
}

/** The money is no longer set aside; the payments are drafts again and keep their ids. */
async function unapprove(work: Work, releaseId: string): Promise<void> {
  await freeMoney(work, releaseId);
  await work.db.query(`UPDATE payment_instruction SET state = 'draft' WHERE release_id = $1 AND state = 'approved'`, [releaseId]);
}

async function freeMoney(work: Work, releaseId: string): Promise<void> {
  for (const { id } of await work.db.query<{ id: string }[]>(`SELECT id FROM hold WHERE subject_id = $1 AND state = 'pending'`, [releaseId])) await voidHold(work, id);
}

/**
 * 撤回 by the side that requested it, until the bank has the file; by the labour department also what waits in the queue. Where some files
 * have gone out already, only the others are taken back. Once the bank has been ordered to pay from a deposit, only the labour department
 * takes that back.
 */
export async function withdrawRelease(work: Work, releaseId: string, { opinion }: Opinion): Promise<void> {
  const release = await lockRelease(work, releaseId);
  const partly = release.state === 'sent' || release.state === 'part-paid';
  next(releaseFlow, release.state, 'withdraw', work.actor.role, partly ? release.state : 'withdrawn');
  const staff = work.actor.partyId === null;
  if (release.paperId !== null && !staff) throw new Refusal('wrong-state', '支付通知书已经制发，不能撤回');
  if (release.paperId === null && !(staff && (partly || release.state === 'queued'))) await checkRequester(work, release);
  const batches = await queuedBatches(work, release.id);
  if (partly && batches.length === 0) throw new Refusal('wrong-state', '付款文件已经全部发出，不能撤回');
  const event = { action: 'release.withdrawn', reason: opinion, detail: { batches: batches.map((b) => b.number) } };
  await letGo(work, release, partly ? batches : undefined);
  if (partly) await follow(work, release, 'withdraw', event);
  else await moveRelease(work, release, 'withdrawn', event);
}

interface QueuedBatch {
  readonly id: string;
  readonly number: string;
}

/** The batches that have not gone out. The dispatcher locks the release before it takes one, so none leaves meanwhile. */
async function queuedBatches(work: Work, releaseId: string): Promise<QueuedBatch[]> {
  return work.db.query(`SELECT id, number FROM payment_batch WHERE release_id = $1 AND state = 'queued' ORDER BY number`, [releaseId]);
}

/**
 * Frees the money and the lines. What was returned has let them go already.
 * @param only these batches of a release whose other files have gone out
 */
async function letGo(work: Work, release: Release, only?: readonly QueuedBatch[]): Promise<void> {
  const batches = only ?? (await queuedBatches(work, release.id));
  if (only === undefined) {
    const [drawn] = await work.db.query<unknown[]>('SELECT FROM deposit_draw WHERE release_id = $1', [release.id]);
    if (drawn) await abandonDraw(work, release.id);
  }
  const subjects = [release.id, ...batches.map((b) => b.id)];
  for (const { id } of await work.db.query<{ id: string }[]>(`SELECT id FROM hold WHERE subject_id = ANY ($1::uuid[]) AND state = 'pending' ORDER BY id`, [subjects])) await voidHold(work, id);
  await work.db.query(`UPDATE payment_batch SET state = 'withdrawn' WHERE id = ANY ($1::uuid[])`, [batches.map((b) => b.id)]);
  await letLinesGo(work, release.id);
}
