import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';

/**
 * Writes each project's grade from its open findings: the worst of them; grey where nothing is at fault but something could not be
 * judged; blue where all was judged and nothing found. After a scan of single rules (`whole` false) only projects that had a whole one
 * before are graded anew.
 */
export async function gradeProjects(work: Work, projects: readonly { readonly id: string; readonly unpaidFen: Fen }[], asOf: PlainDate, whole: boolean): Promise<void> {
  await work.db.query(
    `INSERT INTO project_risk AS r (project_id, grade, red, orange, yellow, grey, unpaid_fen, scanned_on)
     SELECT p.id, CASE WHEN c.red > 0 THEN 'red' WHEN c.orange > 0 THEN 'orange' WHEN c.yellow > 0 THEN 'yellow' WHEN c.grey > 0 THEN 'grey' ELSE 'blue' END,
            c.red, c.orange, c.yellow, c.grey, p.unpaid, $3
       FROM unnest($1::uuid[], $2::bigint[]) AS p (id, unpaid)
      CROSS JOIN LATERAL (
        SELECT (count(*) FILTER (WHERE severity = 'red'))::int AS red, (count(*) FILTER (WHERE severity = 'orange'))::int AS orange,
               (count(*) FILTER (WHERE severity = 'yellow'))::int AS yellow, (count(*) FILTER (WHERE severity = 'grey'))::int AS grey
          FROM finding f WHERE f.project_id = p.id AND f.cleared_on IS NULL) c
      WHERE $4 OR EXISTS (SELECT FROM project_risk had WHERE had.project_id = p.id)
     ON CONFLICT (project_id) DO UPDATE SET grade = excluded.grade, red = excluded.red, orange = excluded.orange, yellow = excluded.yellow, grey = excluded.grey,
            unpaid_fen = excluded.unpaid_fen, scanned_on = CASE WHEN $4 THEN excluded.scanned_on ELSE r.scanned_on END`,
    [projects.map((p) => p.id), projects.map((p) => p.unpaidFen.toString()), asOf, whole],
  );
}
