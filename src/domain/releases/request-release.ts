import { Release, type ReleaseSource } from '../../entities/release.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { formatYuan, yuan, type Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import { yearOf, type PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { drawableSources } from '../deposits/index.js';
import { findWageAccount, refuseSeized } from '../escrow/index.js';
import { projectScope } from '../projects/index.js';
import { linesOfCase, linesOfSheet, type LineToPay } from './gather-lines.js';
import { takeLines } from './hold-lines.js';
import type { drawRequest, sheetRequest } from './inputs.js';
import { lockRelease } from './scope.js';
import { releaseFlow } from './states.js';
import { moveRelease, takeStep } from './take-step.js';

export type ReleaseRequest = TypeOf<typeof sheetRequest> | TypeOf<typeof drawRequest>;

/** All that a request is made of, looked up. */
interface Plan {
  readonly projectId: string;
  readonly source: ReleaseSource;
  readonly sheetId: string | null;
  readonly caseId: string | null;
  readonly payerBankId: string;
  readonly dueOn: PlainDate | null;
  readonly lines: readonly LineToPay[];
}

/**
 * 提请支付: everything of a sheet that nobody has paid or is paying, from the dedicated account; or what a case claims for the chosen months, from
 * the deposit. The lines are taken from now on. The balance is only looked at when the money is set aside, at the second review; a draw on the
 * deposit must be covered from the start, for somebody has to choose the months.
 * @throws Refusal `not-found`, `not-allowed`, `wrong-state`, `insufficient-balance`
 */
export async function requestRelease(work: Work, request: ReleaseRequest): Promise<{ readonly releaseId: string; readonly number: string }> {
  const plan = 'sheetId' in request ? await planOfSheet(work, request.sheetId) : await planOfCase(work, request);
  const { lines, ...more } = plan;
  const release: Release = {
    ...more,
    id: work.newId(),
    number: await nextNumber(work),
    state: 'requested',
    round: 1,
    ...sumsOf(lines),
    paperId: null,
    requestedBy: work.actor.id!,
    requestedAt: work.now,
  };
  await work.db.insert(Release, release);
  await takeStep(work, release, { step: 'request', decision: 'agree', opinion: request.opinion });
  await takeLines(work, release, lines);
  await work.record({
    action: 'release.requested',
    subject: ['release', release.id],
    projectId: release.projectId,
    to: 'requested',
    reason: request.opinion,
    detail: { number: release.number, source: release.source, lines: lines.length, workers: release.workers, amount: yuan(release.amountFen) },
  });
  return { releaseId: release.id, number: release.number };
}

/**
 * Sends a returned release round again, with the lines and cards as they stand today.
 * @throws Refusal `not-found`, `not-allowed` (not who requested it), `wrong-state`
 */
export async function resubmitRelease(work: Work, releaseId: string, { opinion }: { readonly opinion: string }): Promise<void> {
  const release = await lockRelease(work, releaseId);
  const to = next(releaseFlow, release.state, 'resubmit', work.actor.role);
  await checkRequester(work, release);
  const { lines, payerBankId, dueOn } = release.sheetId
    ? await planOfSheet(work, release.sheetId)
    : await planOfCase(work, { caseId: release.caseId!, source: release.source as 'deposit' | 'guarantee', issuerId: release.payerBankId, periods: await periodsOf(work, releaseId), opinion });
  const round = release.round + 1;
  await moveRelease(work, release, to, { action: 'release.resubmitted', reason: opinion, detail: { lines: lines.length, amount: yuan(sumsOf(lines).amountFen) } }, { round, payerBankId, dueOn, ...sumsOf(lines) });
  await takeStep(work, { id: releaseId, round }, { step: 'request', decision: 'agree', opinion });
  await takeLines(work, release, lines);
}

/** Only the side that has requested a release takes it back or sends it again: the contractor, or the labour department. */
export async function checkRequester(work: Work, release: Release): Promise<void> {
  const [by] = await work.db.query<[{ partyId: string | null }]>('SELECT party_id AS "partyId" FROM user_account WHERE id = $1', [release.requestedBy]);
  if (by.partyId !== work.actor.partyId) throw new Refusal('not-allowed', by.partyId === null ? '本次支付由劳动监察机构提请，只能由其办理' : '本次支付由总承包单位提请，只能由其办理');
}

async function planOfSheet(work: Work, sheetId: string): Promise<Plan> {
  const values: unknown[] = [sheetId];
  const [sheet] = await work.db.query<{ projectId: string }[]>(`SELECT s.project_id AS "projectId" FROM payroll_sheet s JOIN project p ON p.id = s.project_id WHERE s.id = $1 AND ${projectScope(work.actor, 'p', values)}`, values);
  if (!sheet) throw new Refusal('not-found', '没有找到这张工资表');
  if (work.actor.role !== 'general-contractor') throw new Refusal('not-allowed', '从工资专户支付由施工总承包单位提请');
  const account = await findWageAccount(work, sheet.projectId);
  if (!account || account.state === 'closed') throw new Refusal('wrong-state', '本项目没有在用的工资专户，开户后才能提请支付');
  await refuseSeized(work, sheet.projectId);
  const { lines, payOn } = await linesOfSheet(work, sheetId);
  if (lines.length === 0) throw new Refusal('wrong-state', '这张工资表没有待发放的工资：已经发放、正在发放或已在另一次支付中');
  return { projectId: sheet.projectId, source: 'escrow', sheetId, caseId: null, payerBankId: account.bankId, dueOn: payOn, lines };
}

async function planOfCase(work: Work, { caseId, source, issuerId, periods }: TypeOf<typeof drawRequest>): Promise<Plan> {
  const { role } = work.actor;
  const values: unknown[] = [caseId];
  const [file] = await work.db.query<{ projectId: string; state: string }[]>(
    `SELECT c.project_id AS "projectId", c.state FROM case_file c JOIN project p ON p.id = c.project_id WHERE c.id = $1 AND ${projectScope(work.actor, 'p', values)} FOR SHARE OF c`,
    values,
  );
  if (!file) throw new Refusal('not-found', '没有找到这个案件');
  if (role !== 'general-contractor' && role !== 'inspector' && role !== 'supervisor') throw new Refusal('not-allowed', '动用保证金由施工总承包单位提请，或者由劳动监察机构依职权提请');
  if (file.state !== 'decision-overdue') throw new Refusal('wrong-state', '行政处理决定逾期未履行的案件，才能动用保证金');
  const found = (await drawableSources(work, file.projectId)).filter((s) => s.source === source && (issuerId === undefined || s.issuerId === issuerId));
  if (found.length === 0) throw new Refusal('insufficient-balance', source === 'deposit' ? '本项目没有可动用的现金保证金' : '本项目没有可索赔的保函或保险');
  if (found.length > 1) throw new Invalid([{ path: 'issuerId', message: '有多家机构出具保函或保险，请选择向哪一家索赔' }]);
  const lines = await linesOfCase(work, { caseId, projectId: file.projectId }, [...new Set(periods)]);
  if (lines.length === 0) throw new Refusal('wrong-state', '这些月份没有待支付的工资：已经支付、正在支付或不在本案认定之内');
  const { amountFen } = sumsOf(lines);
  checkCovered(amountFen, found[0]!.freeFen, '可动用');
  return { projectId: file.projectId, source, sheetId: null, caseId, payerBankId: found[0]!.issuerId, dueOn: null, lines };
}

/** @throws Refusal `insufficient-balance` with both figures and the difference */
export function checkCovered(amountFen: Fen, freeFen: Fen, label: string): void {
  if (amountFen > freeFen) throw new Refusal('insufficient-balance', `本次支付 ${formatYuan(amountFen)} 元，${label} ${formatYuan(freeFen)} 元，还差 ${formatYuan(amountFen - freeFen)} 元`);
}

const sumsOf = (lines: readonly LineToPay[]): { amountFen: Fen; workers: number } => ({ amountFen: lines.reduce((sum, l) => sum + l.amountFen, 0n), workers: new Set(lines.map((l) => l.workerId)).size });

/** The months that were asked for in the rounds before. */
async function periodsOf(work: Work, releaseId: string): Promise<Period[]> {
  const rows = await work.db.query<{ period: Period }[]>('SELECT DISTINCT period FROM payment_instruction WHERE release_id = $1 ORDER BY period', [releaseId]);
  return rows.map((r) => r.period);
}

/** ZF-2026-0001, without gaps in a year: whoever comes second waits for the first to commit or give up. */
async function nextNumber(work: Work): Promise<string> {
  const head = `ZF-${yearOf(work.today)}-`;
  await work.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`release number ${head}`]);
  const [last] = await work.db.query<[{ n: number }]>('SELECT coalesce(max(substr(number, length($1) + 1)::int), 0) AS n FROM release WHERE starts_with(number, $1)', [head]);
  return head + String(last.n + 1).padStart(4, '0');
}
