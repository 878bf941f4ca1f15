import type { Work } from '../../platform/work.js';
import type { PlainDate } from '../../values/plain-date.js';
import { knownWorkers, type KnownWorker } from './people.js';

/** A worker of the city, and their engagement on one project where they have one. */
export interface FoundWorker extends KnownWorker {
  readonly engagementId?: string;
  readonly partyId?: string;
  readonly trade?: string;
  readonly team?: string;
  readonly enteredOn?: PlainDate;
  readonly leftOn?: PlainDate | null;
  readonly contractSignedOn?: PlainDate | null;
  readonly contractEndsOn?: PlainDate | null;
  /** `vault.index('card', …)` of the own card; null where none is on record. */
  readonly cardIndex?: Buffer | null;
  readonly cardLast4?: string | null;
  readonly bankName?: string;
}

type EngagementPart = Required<Omit<FoundWorker, keyof KnownWorker>> & { readonly workerId: string };

/**
 * The workers of these ID numbers, by ID number; who is not in the map is unknown to the city. Of several engagements on the
 * project the one with `partyId` counts first, then the one that runs, then the latest.
 */
export async function findWorkers(work: Work, projectId: string, idNumbers: readonly string[], partyId?: string): Promise<Map<string, FoundWorker>> {
  const known = await knownWorkers(work, idNumbers);
  const engagements = await work.db.query<EngagementPart[]>(
    `SELECT DISTINCT ON (worker_id) worker_id AS "workerId", id AS "engagementId", party_id AS "partyId", trade, team, entered_on AS "enteredOn", left_on AS "leftOn",
            contract_signed_on AS "contractSignedOn", contract_ends_on AS "contractEndsOn", card_index AS "cardIndex", card_last4 AS "cardLast4", bank_name AS "bankName"
       FROM engagement WHERE project_id = $1 AND worker_id = ANY ($2::uuid[])
      ORDER BY worker_id, party_id IS DISTINCT FROM $3, left_on DESC NULLS FIRST, entered_on DESC`,
    [projectId, [...known.values()].map((w) => w.workerId), partyId ?? null],
  );
  const byWorker = new Map(engagements.map((e) => [e.workerId, e]));
  return new Map([...known].map(([idNumber, worker]) => [idNumber, { ...worker, ...byWorker.get(worker.workerId) }]));
}
