import { Project } from '../../entities/project.js';
import type { Actor, Work } from '../../platform/work.js';
import { Refusal } from '../../values/refusal.js';

/**
 * The SQL condition for the projects that this person may know of; everything outside answers exactly as what does not exist.
 * @param alias of the project table in the query
 * @param values the query's bind values; the condition appends its own
 */
export function projectScope(actor: Actor, alias: string, values: unknown[]): string {
  const bind = (value: unknown): string => `$${values.push(value)}`;
  switch (actor.role) {
    case 'system':
    case 'admin':
      return 'TRUE';
    case 'inspector':
    case 'supervisor':
    case 'department':
      return `${alias}.area_code LIKE ${bind(`${actor.areaPrefix}%`)}`;
    case 'housing-reviewer':
      return `${alias}.area_code LIKE ${bind(`${actor.areaPrefix}%`)} AND ${alias}.industry = ${bind(actor.organKind)}`;
    case 'owner':
      return `${alias}.owner_id = ${bind(actor.partyId)}`;
    case 'general-contractor':
      return `${alias}.contractor_id = ${bind(actor.partyId)}`;
    case 'subcontractor':
      return `EXISTS (SELECT FROM project_party scope_pp WHERE scope_pp.project_id = ${alias}.id AND scope_pp.party_id = ${bind(actor.partyId)})`;
    case 'bank-operator': {
      const bank = bind(actor.partyId);
      return `(EXISTS (SELECT FROM wage_account scope_wa WHERE scope_wa.project_id = ${alias}.id AND scope_wa.bank_id = ${bank})
               OR EXISTS (SELECT FROM deposit_cover scope_dc JOIN deposit_instrument scope_di ON scope_di.deposit_id = scope_dc.deposit_id WHERE scope_dc.project_id = ${alias}.id AND scope_di.issuer_id = ${bank}))`;
    }
    case 'worker':
    case 'anonymous':
      return 'FALSE';
  }
}

/** The project, where this person may know of it. @throws Refusal `not-found` */
export async function getProject(work: Work, projectId: string, { lock = false }: { readonly lock?: boolean } = {}): Promise<Project> {
  const values: unknown[] = [projectId];
  const seen = await work.db.query<{ id: string }[]>(`SELECT p.id FROM project p WHERE p.id = $1 AND ${projectScope(work.actor, 'p', values)}${lock ? ' FOR UPDATE OF p' : ''}`, values);
  if (!seen[0]) throw new Refusal('not-found', '没有找到这个项目');
  return work.db.findOneByOrFail(Project, { id: projectId });
}
