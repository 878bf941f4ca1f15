import { Release } from '../../entities/release.js';
import type { Actor, Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';
import { projectScope } from '../projects/index.js';

/**
 * The SQL condition for the releases that this person may know of: a bank those that it is to pay, the others those of their projects.
 * @param release and @param project aliases of the two tables; @param values the query's bind values
 */
export function releaseScope(actor: Actor, release: string, project: string, values: unknown[]): string {
  if (actor.role === 'bank-operator') return `${release}.payer_bank_id = $${values.push(actor.partyId)}`;
  if (actor.role === 'subcontractor' || actor.role === 'owner' || actor.role === 'department') return 'FALSE';
  return projectScope(actor, project, values);
}

/** The release, locked, where this person may know of it. @throws Refusal `not-found` */
export async function lockRelease(work: Work, releaseId: string): Promise<Release> {
  const values: unknown[] = [releaseId];
  const seen = await work.db.query<unknown[]>(`SELECT FROM release r JOIN project p ON p.id = r.project_id WHERE r.id = $1 AND ${releaseScope(work.actor, 'r', 'p', values)} FOR UPDATE OF r`, values);
  if (seen.length === 0) throw new Refusal('not-found', '没有找到这次支付');
  return work.db.findOneByOrFail(Release, { id: releaseId });
}
