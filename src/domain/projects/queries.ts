import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { projectScope } from './scope.js';
import type { ProjectState } from './states.js';

export interface ProjectFilter {
  readonly q?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly state?: ProjectState | undefined;
  readonly grade?: string | undefined;
  readonly sort: string;
  readonly direction: 'asc' | 'desc';
  readonly page: number;
  readonly size: number;
}

export interface ProjectRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly state: ProjectState;
  readonly area: string;
  readonly owner: string;
  readonly contractor: string;
  readonly contractPriceFen: Fen;
  readonly plannedFinishOn: PlainDate;
  readonly grade: string | null;
  readonly unpaidFen: Fen | null;
}

const sortable: Readonly<Record<string, string>> = { code: 'p.code', name: 'p.name', price: 'p.contract_price_fen', finish: 'p.planned_finish_on', unpaid: 'r.unpaid_fen' };
export const projectSorts = Object.keys(sortable);

/** One page of the projects that this person may see, and how many there are in all. */
export async function listProjects(work: Work, filter: ProjectFilter): Promise<{ readonly rows: ProjectRow[]; readonly total: number }> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const where = [projectScope(work.actor, 'p', values)];
  if (filter.q) {
    const like = bind(`%${filter.q.replace(/[\\%_]/gu, '\\$&')}%`);
    where.push(`(p.name LIKE ${like} OR p.code LIKE ${like} OR c.name LIKE ${like} OR o.name LIKE ${like})`);
  }
  if (filter.areaCode) where.push(`p.area_code LIKE ${bind(`${filter.areaCode}%`)}`);
  if (filter.state) where.push(`p.state = ${bind(filter.state)}`);
  if (filter.grade) where.push(`r.grade = ${bind(filter.grade)}`);
  const order = `${sortable[filter.sort] ?? 'p.code'} ${filter.direction === 'desc' ? 'DESC NULLS LAST' : 'ASC NULLS LAST'}, p.id`;
  const rows = await work.db.query<(ProjectRow & { total: number })[]>(
    `SELECT p.id, p.code, p.name, p.state, a.name AS area, o.name AS owner, c.name AS contractor, p.contract_price_fen AS "contractPriceFen",
            p.planned_finish_on AS "plannedFinishOn", r.grade, r.unpaid_fen AS "unpaidFen", (count(*) OVER ())::int AS total
       FROM project p JOIN area a ON a.code = p.area_code JOIN party o ON o.id = p.owner_id JOIN party c ON c.id = p.contractor_id
       LEFT JOIN project_risk r ON r.project_id = p.id
      WHERE ${where.join(' AND ')}
      ORDER BY ${order} LIMIT ${bind(filter.size)} OFFSET ${bind((filter.page - 1) * filter.size)}`,
    values,
  );
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** What stands at the head of every page of a project. */
export interface ProjectHead {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly state: ProjectState;
  readonly area: string;
  readonly owner: string;
  readonly ownerId: string;
  readonly contractor: string;
  readonly contractorId: string;
  readonly grade: string | null;
}

/** @throws Refusal `not-found`, also where this person may not know of the project */
export async function getProjectHead(work: Work, projectId: string): Promise<ProjectHead> {
  const values: unknown[] = [projectId];
  const [head] = await work.db.query<ProjectHead[]>(
    `SELECT p.id, p.code, p.name, p.state, a.name AS area, o.name AS owner, p.owner_id AS "ownerId", c.name AS contractor, p.contractor_id AS "contractorId", r.grade
       FROM project p JOIN area a ON a.code = p.area_code JOIN party o ON o.id = p.owner_id JOIN party c ON c.id = p.contractor_id
       LEFT JOIN project_risk r ON r.project_id = p.id
      WHERE p.id = $1 AND ${projectScope(work.actor, 'p', values)}`,
    values,
  );
  if (!head) throw new Refusal('not-found', '没有找到这个项目');
  return head;
}

export interface ProjectPartyRow {
  readonly id: string;
  readonly partyId: string;
  readonly name: string;
  readonly uscc: string;
  readonly role: 'general-contractor' | 'subcontractor';
  readonly scope: string;
  readonly tier: number;
  readonly under: string | null;
  readonly enteredOn: PlainDate;
  readonly leftOn: PlainDate | null;
  readonly standing: 'normal' | 'listed';
}

/** The contractors of a project, upper tiers first. */
export function listProjectParties(work: Work, projectId: string): Promise<ProjectPartyRow[]> {
  return work.db.query(
    `SELECT pp.id, pp.party_id AS "partyId", p.name, p.uscc, pp.role, pp.scope, pp.tier, up.name AS under, pp.entered_on AS "enteredOn", pp.left_on AS "leftOn", p.standing
       FROM project_party pp JOIN party p ON p.id = pp.party_id
       LEFT JOIN project_party parent ON parent.id = pp.parent_id LEFT JOIN party up ON up.id = parent.party_id
      WHERE pp.project_id = $1 ORDER BY pp.tier, p.name`,
    [projectId],
  );
}

export interface HistoryRow {
  readonly at: Date;
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What happened on a project, newest first. What labour staff find and prepare is not for others: they hear of a case when a paper is served. */
export function projectHistory(work: Work, projectId: string, size: number, page: number): Promise<(HistoryRow & { total: number })[]> {
  const all = ['inspector', 'supervisor', 'admin', 'system'].includes(work.actor.role);
  return work.db.query(
    `SELECT at, actor_name AS actor, actor_role AS role, action, from_state AS "from", to_state AS "to", reason, detail, (count(*) OVER ())::int AS total
       FROM audit_event WHERE project_id = $1 AND ($4::boolean OR action !~ '^(risk|finding|lead|case|paper|listing|personal-data)\\.') ORDER BY id DESC LIMIT $2 OFFSET $3`,
    [projectId, size, (page - 1) * size, all],
  );
}
