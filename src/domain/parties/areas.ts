import type { Work } from '../../platform/work.js';

export interface AreaRow {
  readonly code: string;
  readonly name: string;
}

/** The townships of the actor's own area that exist today, in order of their codes. */
export function listTownships(work: Work): Promise<AreaRow[]> {
  return work.db.query(
    `SELECT code, name FROM area WHERE length(code) = 9 AND code LIKE $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2) ORDER BY code`,
    [`${work.actor.areaPrefix}%`, work.today],
  );
}

/** The province's cities and counties and the city's townships, for the seat of a firm. */
export function listAreas(work: Work): Promise<AreaRow[]> {
  return work.db.query('SELECT code, name FROM area WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1) ORDER BY code', [work.today]);
}
