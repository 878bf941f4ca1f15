import { CaseClaim } from '../../entities/case-claim.js';
import type { CaseFile } from '../../entities/case-file.js';
import type { TypeOf } from '../../platform/parse.js';
import { violated, type Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { formatPeriod, type Period } from '../../values/period.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { next } from '../../values/workflow.js';
import { findWorkers } from '../roster/index.js';
import type { newClaim } from './inputs.js';
import { checkCase, lockCase } from './scope.js';
import { caseFlow } from './states.js';

/** What a case claims for one worker and month. */
export interface ClaimRow {
  readonly id: string;
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly period: Period;
  readonly amountFen: Fen;
  /** The payroll line that it comes from; null where it was typed or sums up several. */
  readonly sheetId: string | null;
  readonly lineNo: number | null;
  /** What of the amount has not reached the worker. */
  readonly owedFen: Fen;
  /** Nothing is owed any more. */
  readonly paid: boolean;
}

/**
 * What of a claim the worker has not got: what is unpaid of its line. Where the claim sums up several lines of the month, or its sheet has
 * been superseded, of all the worker's lines of that month; where no sheet knows of it, what of the claim itself no payment has brought.
 */
const owed = `coalesce(
  (SELECT least(cl.amount_fen, sum(l.net_fen - l.paid_fen)) FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id AND s.period = l.period AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid', 'paid')
    WHERE l.worker_id = cl.worker_id AND l.period = cl.period AND s.project_id = cl.project_id
      AND ((l.sheet_id = cl.sheet_id AND l.line_no = cl.line_no) OR NOT EXISTS (SELECT FROM payroll_sheet n WHERE n.id = cl.sheet_id AND n.state NOT IN ('superseded', 'returned')))),
  cl.amount_fen - (SELECT least(cl.amount_fen, coalesce(sum(i.amount_fen), 0)) FROM payment_instruction i WHERE i.worker_id = cl.worker_id AND i.period = cl.period AND i.project_id = cl.project_id AND i.sheet_id IS NULL AND i.state = 'paid'))::bigint`;

/** The claims of a case by worker and month, paid ones among them. @throws Refusal `not-found` */
export async function claimsOf(work: Work, caseId: string): Promise<ClaimRow[]> {
  await checkCase(work, caseId);
  const rows = await work.db.query<Omit<ClaimRow, 'paid'>[]>(
    `SELECT cl.id, cl.worker_id AS "workerId", w.name, w.id_last4 AS "idLast4", cl.period, cl.amount_fen AS "amountFen", cl.sheet_id AS "sheetId", cl.line_no AS "lineNo", ${owed} AS "owedFen"
       FROM case_claim cl JOIN worker w ON w.id = cl.worker_id WHERE cl.case_id = $1 ORDER BY w.name, w.id, cl.period`,
    [caseId],
  );
  return rows.map((r) => ({ ...r, paid: r.owedFen === 0n }));
}

/** What one worker is still owed in a case, over all months. */
export interface OwedWorker {
  readonly workerId: string;
  readonly name: string;
  readonly idLast4: string;
  readonly periods: readonly Period[];
  readonly amountFen: Fen;
}

/** The workers of a case who are still owed, each once. */
export async function owedWorkers(work: Work, caseId: string): Promise<OwedWorker[]> {
  const byWorker = new Map<string, OwedWorker>();
  for (const claim of (await claimsOf(work, caseId)).filter((c) => !c.paid)) {
    const before = byWorker.get(claim.workerId);
    byWorker.set(claim.workerId, { workerId: claim.workerId, name: claim.name, idLast4: claim.idLast4, periods: [...(before?.periods ?? []), claim.period], amountFen: (before?.amountFen ?? 0n) + claim.owedFen });
  }
  return [...byWorker.values()];
}

export interface ClaimsTaken {
  readonly claims: number;
  readonly workers: number;
  readonly amountFen: Fen;
}

/** Claims the unpaid wages of these months, as the project's current sheets have them. What the case claims already stays as it is. */
export async function takeClaims(work: Work, caseId: string, periods: readonly Period[]): Promise<ClaimsTaken> {
  const file = await lockCase(work, caseId);
  const taken = await claimUnpaid(work, file, periods);
  if (taken.claims === 0) throw new Invalid([{ path: 'periods', message: `${periods.map(formatPeriod).join('、')}没有可以列入的未付工资，或者已经列入` }]);
  await recordClaim(work, file, 'case.claims-taken', { periods, ...taken });
  return taken;
}

/**
 * The same without a refusal where nothing is found. A worker's month counts once: two lines of it (two teams, two pay cycles) are summed
 * up, and what another open case of the project claims is left to that one. What is on its way to the bank is not unpaid.
 */
export async function claimUnpaid(work: Work, file: CaseFile, periods: readonly Period[]): Promise<ClaimsTaken> {
  next(caseFlow, file.state, 'claim', work.actor.role);
  const rows = await work.db.query<{ workerId: string; amountFen: Fen }[]>(
    `INSERT INTO case_claim (id, case_id, project_id, worker_id, period, sheet_id, line_no, amount_fen, created_at)
     SELECT gen_random_uuid(), $1, $2, l.worker_id, l.period,
            CASE WHEN count(*) = 1 THEN min(l.sheet_id::text)::uuid END, CASE WHEN count(*) = 1 THEN min(l.line_no) END, sum(l.net_fen - l.paid_fen - l.on_way_fen), $4
       FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id
      WHERE s.project_id = $2 AND s.period = ANY ($3::text[]) AND l.period = ANY ($3::text[]) AND l.period = s.period AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid')
        AND l.net_fen > l.paid_fen + l.on_way_fen
        AND NOT EXISTS (SELECT FROM case_claim other JOIN case_file oc ON oc.id = other.case_id
                         WHERE other.project_id = $2 AND other.worker_id = l.worker_id AND other.period = l.period AND oc.id <> $1 AND oc.state <> 'closed')
      GROUP BY l.worker_id, l.period
     ON CONFLICT (case_id, worker_id, period) DO NOTHING
     RETURNING worker_id AS "workerId", amount_fen AS "amountFen"`,
    [file.id, file.projectId, periods, work.now],
  );
  return { claims: rows.length, workers: new Set(rows.map((r) => r.workerId)).size, amountFen: rows.reduce((s, r) => s + r.amountFen, 0n) };
}

/** Claims what no sheet shows: a worker whom the contractor left out, named by the ID number. */
export async function addClaim(work: Work, caseId: string, { idNumber, period, amount }: TypeOf<typeof newClaim>): Promise<{ readonly claimId: string }> {
  const file = await lockCase(work, caseId);
  next(caseFlow, file.state, 'claim', work.actor.role);
  if (period > work.today.slice(0, 7)) throw new Invalid([{ path: 'period', message: '拖欠月份不能晚于本月' }]);
  const worker = (await findWorkers(work, file.projectId, [idNumber])).get(idNumber);
  if (!worker) throw new Invalid([{ path: 'idNumber', message: '花名册中没有这名工人，请先登记' }]);
  const claimId = work.newId();
  try {
    await work.db.insert(CaseClaim, { id: claimId, caseId, projectId: file.projectId, workerId: worker.workerId, period, sheetId: null, lineNo: null, amountFen: amount, createdAt: work.now });
  } catch (error) {
    if (violated(error) === 'case_claim_case_id_worker_id_period_key') throw new Invalid([{ path: 'period', message: `${worker.name}${formatPeriod(period)}的工资已经列入` }]);
    throw error;
  }
  await recordClaim(work, file, 'case.claim-added', { claimId, workerId: worker.workerId, period, amountFen: amount });
  return { claimId };
}

/** Takes a claim out again that was wrong. Nothing of it has been paid or is on its way. */
export async function dropClaim(work: Work, caseId: string, claimId: string): Promise<void> {
  const file = await lockCase(work, caseId);
  next(caseFlow, file.state, 'claim', work.actor.role);
  const claim = await work.db.findOneBy(CaseClaim, { id: claimId, caseId });
  if (!claim) throw new Refusal('not-found', '没有找到这一条');
  try {
    await work.db.delete(CaseClaim, { id: claimId });
  } catch (error) {
    if (violated(error) === 'payment_instruction_claim_id_fkey') throw new Refusal('wrong-state', '这一条已经提请支付，不能删除');
    throw error;
  }
  await recordClaim(work, file, 'case.claim-dropped', { claimId, workerId: claim.workerId, period: claim.period, amountFen: claim.amountFen });
}

const recordClaim = (work: Work, file: CaseFile, action: string, detail: Readonly<Record<string, unknown>>): Promise<void> =>
  work.record({ action, subject: ['case-file', file.id], projectId: file.projectId, detail: { number: file.number, ...detail } });
