import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { Period } from '../../values/period.js';
import { Refusal } from '../../values/refusal.js';
import { releaseScope } from './scope.js';
import type { ReleaseSource, ReleaseState } from './states.js';

/** What a plan says of one worker-month. */
export interface PlanRow {
  readonly name: string;
  readonly idLast4: string;
  readonly period: Period;
  readonly owedFen: Fen;
  readonly drawnFen: Fen;
}

/** 动用方案 on record, with the releases that carry it out. */
export interface PlanDetail {
  readonly id: string;
  readonly projectId: string;
  readonly project: string;
  readonly caseNumber: string;
  readonly owedFen: Fen;
  readonly drawnFen: Fen;
  readonly atLeastOneFen: boolean;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly releases: readonly { readonly id: string; readonly number: string; readonly source: ReleaseSource; readonly payer: string; readonly state: ReleaseState; readonly amountFen: Fen }[];
  /** In the order of the plan: by month and sheet. */
  readonly rows: readonly PlanRow[];
}

export interface PlanOfCase {
  readonly id: string;
  readonly madeAt: Date;
  readonly owedFen: Fen;
  readonly drawnFen: Fen;
  /** Numbers of the releases that carry it out. */
  readonly releases: readonly string[];
}

/** The plans that were made for a case, the newest first; those of which this person may know a release. */
export function plansOfCase(work: Work, caseId: string): Promise<PlanOfCase[]> {
  const values: unknown[] = [caseId];
  return work.db.query(
    `SELECT d.id, d.made_at AS "madeAt", d.owed_fen AS "owedFen", d.drawn_fen AS "drawnFen", array_agg(r.number ORDER BY r.number) AS releases
       FROM draw_plan d JOIN release r ON r.plan_id = d.id JOIN project p ON p.id = d.project_id
      WHERE d.case_id = $1 AND ${releaseScope(work.actor, 'r', 'p', values)} GROUP BY d.id ORDER BY d.made_at DESC, d.id`,
    values,
  );
}

/** @throws Refusal `not-found`, also where this person may know of none of its releases */
export async function getPlan(work: Work, planId: string): Promise<PlanDetail> {
  const values: unknown[] = [planId];
  const releases = await work.db.query<PlanDetail['releases'][number][]>(
    `SELECT r.id, r.number, r.source, b.name AS payer, r.state, r.amount_fen AS "amountFen" FROM release r JOIN project p ON p.id = r.project_id JOIN party b ON b.id = r.payer_bank_id
      WHERE r.plan_id = $1 AND ${releaseScope(work.actor, 'r', 'p', values)} ORDER BY r.number`,
    values,
  );
  if (releases.length === 0) throw new Refusal('not-found', '没有找到这个动用方案');
  const [plan] = await work.db.query<[Omit<PlanDetail, 'releases' | 'rows'>]>(
    `SELECT d.id, d.project_id AS "projectId", p.name AS project, c.number AS "caseNumber", d.owed_fen AS "owedFen", d.drawn_fen AS "drawnFen", d.at_least_one_fen AS "atLeastOneFen", u.name AS "madeBy", d.made_at AS "madeAt"
       FROM draw_plan d JOIN project p ON p.id = d.project_id JOIN case_file c ON c.id = d.case_id JOIN user_account u ON u.id = d.made_by WHERE d.id = $1`,
    [planId],
  );
  const rows = await work.db.query<PlanRow[]>(
    `SELECT w.name, w.id_last4 AS "idLast4", l.period, l.owed_fen AS "owedFen", l.drawn_fen AS "drawnFen" FROM draw_plan_line l JOIN worker w ON w.id = l.worker_id WHERE l.plan_id = $1 ORDER BY l.n`,
    [planId],
  );
  return { ...plan, releases, rows };
}
