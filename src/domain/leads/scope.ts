import { Lead } from '../../entities/lead.js';
import type { Actor, Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';

/**
 * The SQL condition for the leads that this person may know of: labour staff those of their area, another department what was passed on
 * to it. @param alias of the lead table; @param values the query's bind values; the condition appends its own
 */
export function leadScope(actor: Actor, alias: string, values: unknown[]): string {
  const bind = (value: unknown): string => `$${values.push(value)}`;
  if (actor.role === 'inspector' || actor.role === 'supervisor') return `${alias}.area_code LIKE ${bind(`${actor.areaPrefix}%`)}`;
  if (actor.role === 'department') return `${alias}.transferred_to_id = ${bind(actor.organId)}`;
  return actor.role === 'system' ? 'TRUE' : 'FALSE';
}

/** The lead, its row locked. @throws Refusal `not-found`, also where this person may not know of it */
export async function lockLead(work: Work, leadId: string): Promise<Lead> {
  await checkLead(work, leadId, ' FOR UPDATE');
  return work.db.findOneByOrFail(Lead, { id: leadId });
}

/** @throws Refusal `not-found` */
export async function checkLead(work: Work, leadId: string, lock: '' | ' FOR UPDATE' = ''): Promise<void> {
  const values: unknown[] = [leadId];
  const rows = await work.db.query<unknown[]>(`SELECT l.id FROM lead l WHERE l.id = $1 AND ${leadScope(work.actor, 'l', values)}${lock}`, values);
  if (rows.length === 0) throw new Refusal('not-found', '没有找到这条线索');
}
