import type { Project } from '../../entities/project.js';
import type { Actor, Work } from '../../platform/work.js';
import { Invalid, Refusal } from '../../values/refusal.js';
import { getProject, listProjectParties, projectScope, type ProjectPartyRow } from '../projects/index.js';

/**
 * The SQL condition for the rows of a firm's workers that this person may know of, on projects that they may know of: a
 * subcontractor sees its own, everyone else the whole site's.
 * @param alias of a table with `party_id`; @param values the query's bind values; the condition appends its own
 */
export function employerScope(actor: Actor, alias: string, values: unknown[]): string {
  return actor.role === 'subcontractor' ? `${alias}.party_id = $${values.push(actor.partyId)}` : 'TRUE';
}

/** The firms of a project whose workers this person may see, upper tiers first. */
export async function listEmployers(work: Work, projectId: string): Promise<ProjectPartyRow[]> {
  const all = await listProjectParties(work, projectId);
  return work.actor.role === 'subcontractor' ? all.filter((p) => p.partyId === work.actor.partyId) : all;
}

/**
 * The project and one of its firms, whose roster or attendance is to change; two changes to one firm's roster wait for each other.
 * @throws Refusal `not-found`, Invalid where the firm is not on the project or not this person's
 */
export async function lockEmployer(work: Work, projectId: string, partyId: string): Promise<Project> {
  const project = await getProject(work, projectId);
  const values: unknown[] = [projectId, partyId];
  const [employer] = await work.db.query<{ id: string }[]>(
    `SELECT pp.id FROM project_party pp WHERE pp.project_id = $1 AND pp.party_id = $2 AND ${employerScope(work.actor, 'pp', values)} FOR UPDATE`,
    values,
  );
  if (!employer) throw new Invalid([{ path: 'partyId', message: '这个单位不是本项目的参建单位' }]);
  return project;
}

/**
 * The SQL condition for the workers whom this person may know of: those who were engaged or seen on one of their projects.
 * @param alias of the worker table
 */
export function workerScope(actor: Actor, alias: string, values: unknown[]): string {
  if (actor.role === 'system' || actor.role === 'admin') return 'TRUE';
  return `(EXISTS (SELECT FROM engagement scope_e JOIN project scope_p ON scope_p.id = scope_e.project_id
                    WHERE scope_e.worker_id = ${alias}.id AND ${projectScope(actor, 'scope_p', values)} AND ${employerScope(actor, 'scope_e', values)})
        OR EXISTS (SELECT FROM attendance scope_a JOIN project scope_q ON scope_q.id = scope_a.project_id
                    WHERE scope_a.worker_id = ${alias}.id AND ${projectScope(actor, 'scope_q', values)} AND ${employerScope(actor, 'scope_a', values)}))`;
}

/** @throws Refusal `not-found`, also where this person may not know of the worker */
export async function checkWorker(work: Work, workerId: string): Promise<void> {
  const values: unknown[] = [workerId];
  const rows = await work.db.query<unknown[]>(`SELECT FROM worker w WHERE w.id = $1 AND ${workerScope(work.actor, 'w', values)}`, values);
  if (rows.length === 0) throw new Refusal('not-found', '没有找到这名工人');
}
