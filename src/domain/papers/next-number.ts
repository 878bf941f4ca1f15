import type { Work } from '../../platform/work.js';

/**
 * The next number of an organ, kind and year, from 1. The row stays locked until the unit of work ends, so parallel ones wait for each
 * other, and one that fails gives its number back: there are no gaps.
 */
export async function nextNumber(work: Work, organId: string, kind: string, year: number): Promise<number> {
  const [row] = await work.db.query<[{ last: number }]>(
    `INSERT INTO paper_number AS n (organ_id, kind, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (organ_id, kind, year) DO UPDATE SET last = n.last + 1 RETURNING last`,
    [organId, kind, year],
  );
  return row.last;
}
