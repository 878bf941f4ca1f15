import type { Work } from '../../platform/work.js';

/** The card that a worker's wages on a project go to, as the roster has it today. */
export interface CurrentCard {
  /** The whole number, to be sealed anew where it goes. Never shown. */
  readonly card: string;
  readonly bankName: string;
}

/**
 * The cards of these workers on this project, by worker; who has none is not in the map. Of several engagements the one with `partyId`
 * counts first, then the one that runs, then the latest. Who may is for the caller to know.
 */
export async function currentCards(work: Work, projectId: string, workerIds: readonly string[], partyId?: string): Promise<Map<string, CurrentCard>> {
  const rows = await work.db.query<{ workerId: string; engagementId: string; sealed: Buffer; bankName: string }[]>(
    `SELECT DISTINCT ON (worker_id) worker_id AS "workerId", id AS "engagementId", card_sealed AS sealed, bank_name AS "bankName"
       FROM engagement WHERE project_id = $1 AND worker_id = ANY ($2::uuid[]) AND card_sealed IS NOT NULL
      ORDER BY worker_id, party_id IS DISTINCT FROM $3, left_on DESC NULLS FIRST, entered_on DESC`,
    [projectId, workerIds, partyId ?? null],
  );
  return new Map(rows.map(({ workerId, engagementId, sealed, bankName }) => [workerId, { card: work.vault.open(sealed, `engagement.card_sealed.${engagementId}`), bankName }]));
}
