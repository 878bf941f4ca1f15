import type { Actor } from '../../platform/work.js';
import { projectScope } from '../projects/index.js';

/** What the second review of a release rests on. */
const reviewed = `('handling-decision', 'deposit-payment-notice', 'release-approval')`;

/**
 * The SQL condition for the papers that this person may read. Labour staff: those of projects in their area, and their organ's own.
 * The housing bureau: what it reviews. A firm: what is addressed to it once it has been served, and is open to none before; a bank acts on
 * what it is sent here.
 * @param alias of the paper table in the query
 * @param values the query's bind values; the condition appends its own
 */
export function paperScope(actor: Actor, alias: string, values: unknown[]): string {
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const ofProjects = (): string => `EXISTS (SELECT FROM project scope_project WHERE scope_project.id = ${alias}.project_id AND ${projectScope(actor, 'scope_project', values)})`;
  switch (actor.role) {
    case 'system':
    case 'admin':
      return 'TRUE';
    case 'inspector':
    case 'supervisor':
      return `(${ofProjects()} OR (${alias}.project_id IS NULL AND ${alias}.organ_id = ${bind(actor.organId)}))`;
    case 'housing-reviewer':
      return `(${alias}.kind IN ${reviewed} AND ${ofProjects()})`;
    case 'bank-operator':
      return `${alias}.party_id = ${bind(actor.partyId)}`;
    case 'general-contractor':
    case 'subcontractor':
    case 'owner':
      return `(${alias}.party_id = ${bind(actor.partyId)} AND ${alias}.kind <> 'service-receipt'
               AND EXISTS (SELECT FROM service_record scope_sr WHERE scope_sr.paper_id = ${alias}.id AND scope_sr.served_on IS NOT NULL))`;
    case 'department':
    case 'worker':
    case 'anonymous':
      return 'FALSE';
  }
}
