import { Release, type ReleaseSource } from '../../entities/release.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import { formatYuan, yuan, type Fen } from '../../values/money.js';
import { yearOf, type PlainDate } from '../../values/plain-date.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { balanceOf, findWageAccount, refuseSeized } from '../escrow/index.js';
import { projectScope } from '../projects/index.js';
import { linesOfSheet, type LineToPay } from './gather-lines.js';
import { takeLines } from './hold-lines.js';
import type { sheetRequest } from './inputs.js';
import { parseRanges } from './line-ranges.js';
import { stepDueOn } from './step-due.js';
import { takeStep } from './take-step.js';

export type ReleaseRequest = Pick<TypeOf<typeof sheetRequest>, 'sheetId' | 'opinion'> & Partial<Pick<TypeOf<typeof sheetRequest>, 'lines' | 'fit'>>;

/** All that a request is made of, looked up. */
interface Plan {
  readonly projectId: string;
  readonly source: ReleaseSource;
  readonly sheetId: string | null;
  readonly caseId: string | null;
  readonly planId: string | null;
  readonly partial: boolean;
  readonly payerBankId: string;
  readonly dueOn: PlainDate | null;
  readonly lines: readonly LineToPay[];
}

/**
 * 提请支付 from the dedicated account: everything of a sheet that nobody has paid or is paying, or the lines of it that were chosen, or as
 * many as the balance pays. The lines are taken from now on; the others stay open. The balance is only looked at when the money is set aside,
 * at the second review.
 * @throws Refusal `not-found`, `not-allowed`, `wrong-state`, `insufficient-balance` (not even the first line); Invalid at `lines`
 */
export async function requestRelease(work: Work, request: ReleaseRequest): Promise<{ readonly releaseId: string; readonly number: string }> {
  const chosen = request.lines === undefined ? undefined : parseRanges(request.lines);
  if (chosen?.ok === false) throw new Invalid([{ path: 'lines', message: chosen.why }]);
  return openRelease(work, await planOfSheet(work, request.sheetId, { chosen: chosen?.value, fit: request.fit ?? false }), request.opinion);
}

/** Writes a release down and takes its lines. */
export async function openRelease(work: Work, plan: Plan, opinion: string): Promise<{ readonly releaseId: string; readonly number: string }> {
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
    assigneeId: null,
    stepDueOn: await stepDueOn(work, more.projectId, 'requested'),
  };
  await work.db.insert(Release, release);
  await takeStep(work, release, { step: 'request', decision: 'agree', opinion });
  await takeLines(work, release, lines);
  await work.record({
    action: 'release.requested',
    subject: ['release', release.id],
    projectId: release.projectId,
    to: 'requested',
    reason: opinion,
    detail: { number: release.number, source: release.source, lines: lines.length, workers: release.workers, amount: yuan(release.amountFen), ...(release.partial ? { partial: true } : {}) },
  });
  return { releaseId: release.id, number: release.number };
}

/** Only the side that has requested a release takes it back or sends it again: the contractor, or the labour department. */
export async function checkRequester(work: Work, release: Release): Promise<void> {
  const [by] = await work.db.query<[{ partyId: string | null }]>('SELECT party_id AS "partyId" FROM user_account WHERE id = $1', [release.requestedBy]);
  if (by.partyId !== work.actor.partyId) throw new Refusal('not-allowed', by.partyId === null ? '本次支付由劳动监察机构提请，只能由其办理' : '本次支付由总承包单位提请，只能由其办理');
}

/** @param chosen numbers of the sheet's lines; undefined: all. @param fit only so many, in the order of the sheet, as the free balance pays in full */
export async function planOfSheet(work: Work, sheetId: string, { chosen, fit }: { readonly chosen: ReadonlySet<number> | undefined; readonly fit: boolean }): Promise<Plan> {
  const values: unknown[] = [sheetId];
  const [sheet] = await work.db.query<{ projectId: string }[]>(`SELECT s.project_id AS "projectId" FROM payroll_sheet s JOIN project p ON p.id = s.project_id WHERE s.id = $1 AND ${projectScope(work.actor, 'p', values)}`, values);
  if (!sheet) throw new Refusal('not-found', '没有找到这张工资表');
  if (work.actor.role !== 'general-contractor') throw new Refusal('not-allowed', '从工资专户支付由施工总承包单位提请');
  const account = await findWageAccount(work, sheet.projectId);
  if (!account || account.state === 'closed') throw new Refusal('wrong-state', '本项目没有在用的工资专户，开户后才能提请支付');
  await refuseSeized(work, sheet.projectId);
  const { lines: open, payOn } = await linesOfSheet(work, sheetId);
  if (open.length === 0) throw new Refusal('wrong-state', '这张工资表没有待发放的工资：已经发放、正在发放或已在另一次支付中');
  const wanted = chosen === undefined ? open : open.filter((l) => chosen.has(l.lineNo!));
  if (wanted.length === 0) throw new Invalid([{ path: 'lines', message: '所选的行没有待发放的工资' }]);
  const lines = fit ? asFarAs(wanted, await freeFen(work, sheet.projectId)) : wanted;
  return { projectId: sheet.projectId, source: 'escrow', sheetId, caseId: null, planId: null, partial: lines.length < open.length, payerBankId: account.bankId, dueOn: payOn, lines };
}

const freeFen = async (work: Work, projectId: string): Promise<Fen> => {
  const { balanceFen, heldFen } = await balanceOf(work, { kind: 'escrow', projectId });
  return balanceFen - heldFen;
};

function asFarAs(lines: readonly LineToPay[], free: Fen): LineToPay[] {
  let left = free;
  const first = lines.findIndex((l) => (left -= l.amountFen) < 0n);
  if (first === 0) throw new Refusal('insufficient-balance', `专户可用余额 ${formatYuan(free)} 元，不够支付第一名工人的 ${formatYuan(lines[0]!.amountFen)} 元`);
  return first < 0 ? [...lines] : lines.slice(0, first);
}

/** @throws Refusal `insufficient-balance` with both figures and the difference */
export function checkCovered(amountFen: Fen, freeFen: Fen, label: string): void {
  if (amountFen > freeFen) throw new Refusal('insufficient-balance', `本次支付 ${formatYuan(amountFen)} 元，${label} ${formatYuan(freeFen)} 元，还差 ${formatYuan(amountFen - freeFen)} 元`);
}

export const sumsOf = (lines: readonly LineToPay[]): { amountFen: Fen; workers: number } => ({ amountFen: lines.reduce((sum, l) => sum + l.amountFen, 0n), workers: new Set(lines.map((l) => l.workerId)).size });

/** ZF-2026-0001, without gaps in a year: whoever comes second waits for the first to commit or give up. */
async function nextNumber(work: Work): Promise<string> {
  const head = `ZF-${yearOf(work.today)}-`;
  await work.db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`release number ${head}`]);
  const [last] = await work.db.query<[{ n: number }]>('SELECT coalesce(max(substr(number, length($1) + 1)::int), 0) AS n FROM release WHERE starts_with(number, $1)', [head]);
  return head + String(last.n + 1).padStart(4, '0');
}
