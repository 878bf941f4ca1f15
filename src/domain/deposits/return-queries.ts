import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { getProject } from '../projects/index.js';
import { findDeposit } from './cover.js';
import { returnBars } from './return-bars.js';
import type { DepositReturnState } from './return-states.js';

export interface ObjectionRow {
  readonly id: string;
  readonly objector: string;
  readonly statement: string;
  readonly receivedOn: PlainDate;
  readonly upheld: boolean | null;
  readonly decision: string | null;
  readonly decidedOn: PlainDate | null;
}

export interface ReturnView {
  readonly id: string;
  readonly state: DepositReturnState;
  readonly exOfficio: boolean;
  readonly promise: string;
  readonly completedOn: PlainDate;
  readonly amountFen: Fen;
  readonly noticeFrom: PlainDate;
  readonly noticeTo: PlainDate;
  readonly appliedOn: PlainDate | null;
  readonly application: string | null;
  readonly reviewDueOn: PlainDate | null;
  readonly reviewedOn: PlainDate | null;
  readonly reviewedBy: string | null;
  readonly reviewOpinion: string | null;
  readonly issueDueOn: PlainDate | null;
  readonly decidedOn: PlainDate | null;
  readonly decidedBy: string | null;
  readonly paperId: string | null;
  readonly paperNumber: string | null;
  readonly endedReason: string | null;
  readonly objections: readonly ObjectionRow[];
  /** What bars it today; empty once it has ended. */
  readonly bars: readonly string[];
}

/** The returns of a project's deposit, the latest first. What is objected and by whom is for the labour department only. */
export async function listReturns(work: Work, projectId: string): Promise<ReturnView[]> {
  await getProject(work, projectId);
  const deposit = await findDeposit(work, projectId);
  if (!deposit) return [];
  const rows = await work.db.query<Omit<ReturnView, 'objections' | 'bars'>[]>(
    `SELECT r.id, r.state, r.ex_officio AS "exOfficio", r.promise, r.completed_on AS "completedOn", r.amount_fen AS "amountFen", r.notice_from AS "noticeFrom", r.notice_to AS "noticeTo",
            r.applied_on AS "appliedOn", r.application, r.review_due_on AS "reviewDueOn", r.reviewed_on AS "reviewedOn", rv.name AS "reviewedBy", r.review_opinion AS "reviewOpinion",
            r.issue_due_on AS "issueDueOn", r.decided_on AS "decidedOn", dc.name AS "decidedBy", r.paper_id AS "paperId", pa.number AS "paperNumber", r.ended_reason AS "endedReason"
       FROM deposit_return r LEFT JOIN user_account rv ON rv.id = r.reviewed_by LEFT JOIN user_account dc ON dc.id = r.decided_by LEFT JOIN paper pa ON pa.id = r.paper_id
      WHERE r.deposit_id = $1 ORDER BY r.created_at DESC, r.id DESC`,
    [deposit.id],
  );
  const labour = ['inspector', 'supervisor', 'system'].includes(work.actor.role);
  const objections = labour
    ? await work.db.query<(ObjectionRow & { returnId: string })[]>(
        `SELECT id, return_id AS "returnId", objector, statement, received_on AS "receivedOn", upheld, decision, decided_on AS "decidedOn" FROM deposit_objection WHERE return_id = ANY ($1::uuid[]) ORDER BY received_on, id`,
        [rows.map((r) => r.id)],
      )
    : [];
  const open = (r: { readonly state: DepositReturnState }): boolean => r.state !== 'released' && r.state !== 'stopped';
  const bars = rows.some(open) ? await returnBars(work, deposit.id) : [];
  return rows.map((r) => ({ ...r, objections: objections.filter((o) => o.returnId === r.id).map(({ returnId: _of, ...o }) => o), bars: open(r) ? bars : [] }));
}

/** What the public may read of a return under notice. */
export interface PublicReturn {
  readonly id: string;
  readonly projects: readonly string[];
  readonly area: string;
  readonly contractor: string;
  readonly uscc: string;
  readonly amountFen: Fen;
  readonly completedOn: PlainDate;
  readonly noticeFrom: PlainDate;
  readonly noticeTo: PlainDate;
}

/** One page of the notices that run today; one that has ended or was stopped is gone. `q`: a part of a project's or firm's name, or its code. */
export async function publicReturns(work: Work, filter: { readonly q?: string | undefined; readonly page: number; readonly size: number }): Promise<{ readonly rows: PublicReturn[]; readonly total: number }> {
  const values: unknown[] = [work.today];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [`r.state <> 'stopped'`, '$1 BETWEEN r.notice_from AND r.notice_to'];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(f.name LIKE ${like} OR f.uscc LIKE upper(${like}) OR EXISTS (SELECT FROM unnest(w.projects) AS n WHERE n LIKE ${like}))`);
  }
  const from = `deposit_return r JOIN LATERAL (
      SELECT array_agg(p.name ORDER BY p.name) AS projects, min(p.area_code) AS area_code, min(p.contractor_id::text)::uuid AS contractor_id FROM deposit_cover c JOIN project p ON p.id = c.project_id WHERE c.deposit_id = r.deposit_id
    ) w ON TRUE JOIN party f ON f.id = w.contractor_id JOIN area a ON a.code = w.area_code WHERE ${where.join(' AND ')}`;
  const [count] = await work.db.query<[{ total: number }]>(`SELECT count(*)::int AS total FROM ${from}`, values);
  const rows = await work.db.query<PublicReturn[]>(
    `SELECT r.id, w.projects, a.name AS area, f.name AS contractor, f.uscc, r.amount_fen AS "amountFen", r.completed_on AS "completedOn", r.notice_from AS "noticeFrom", r.notice_to AS "noticeTo"
       FROM ${from} ORDER BY r.notice_to, r.id LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows, total: count.total };
}
