import type { Work } from '../../platform/work.js';
import { yuan } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import { next } from '../../values/workflow.js';
import type { Release } from '../../entities/release.js';
import type { LineToPay } from './gather-lines.js';
import { takeLines } from './hold-lines.js';
import { keepPlan, linesFrom } from './request-draw.js';
import { checkRequester, planOfSheet, sumsOf } from './request-release.js';
import { lockRelease } from './scope.js';
import { releaseFlow } from './states.js';
import { moveRelease, takeStep } from './take-step.js';

/**
 * Sends a returned release round again, with the lines and cards as they stand today: the lines that were chosen, or all of the sheet; of a
 * draw a new plan of its own source.
 * @throws Refusal `not-found`, `not-allowed` (not who requested it), `wrong-state`
 */
export async function resubmitRelease(work: Work, releaseId: string, { opinion }: { readonly opinion: string }): Promise<void> {
  const release = await lockRelease(work, releaseId);
  const to = next(releaseFlow, release.state, 'resubmit', work.actor.role);
  await checkRequester(work, release);
  const { lines, ...changed } = release.sheetId ? await sheetAgain(work, release) : await drawAgain(work, release);
  const round = release.round + 1;
  await moveRelease(work, release, to, { action: 'release.resubmitted', reason: opinion, detail: { lines: lines.length, amount: yuan(sumsOf(lines).amountFen) } }, { round, ...changed, ...sumsOf(lines) });
  await takeStep(work, { id: releaseId, round }, { step: 'request', decision: 'agree', opinion });
  await takeLines(work, release, lines);
}

type Again = Partial<Pick<Release, 'payerBankId' | 'dueOn' | 'planId' | 'partial'>> & { readonly lines: readonly LineToPay[] };

async function sheetAgain(work: Work, { id, sheetId, partial }: Release): Promise<Again> {
  const rows = partial ? await work.db.query<{ n: number }[]>('SELECT DISTINCT line_no AS n FROM payment_instruction WHERE release_id = $1', [id]) : undefined;
  const plan = await planOfSheet(work, sheetId!, { chosen: rows && new Set(rows.map((r) => r.n)), fit: false });
  return { payerBankId: plan.payerBankId, dueOn: plan.dueOn, partial: plan.partial, lines: plan.lines };
}

async function drawAgain(work: Work, { id, caseId, projectId, source, payerBankId }: Release): Promise<Again> {
  const periods = await work.db.query<{ period: Period }[]>('SELECT DISTINCT period FROM payment_instruction WHERE release_id = $1 ORDER BY period', [id]);
  const [before] = await work.db.query<{ least: boolean }[]>('SELECT p.at_least_one_fen AS least FROM release r JOIN draw_plan p ON p.id = r.plan_id WHERE r.id = $1', [id]);
  const key = `${source}:${payerBankId}`;
  const { planId, planned } = await keepPlan(work, { caseId: caseId!, projectId, sources: [key], periods: periods.map((r) => r.period), atLeastOneFen: before?.least ?? false });
  return { planId, lines: linesFrom(planned, key) };
}
