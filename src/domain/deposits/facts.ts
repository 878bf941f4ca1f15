import type { DepositFacts } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import { ageOn, type PlainDate } from '../../values/plain-date.js';

interface Found {
  readonly contractPrice: Fen;
  readonly contractSignedOn: PlainDate;
  readonly runningProjects: number;
  readonly unpaidInArea: boolean;
  readonly unpaid: boolean;
  readonly drawnInArea: PlainDate | null;
  readonly drawn: PlainDate | null;
  readonly storedSince: PlainDate | null;
  readonly worksSince: PlainDate | null;
  readonly listed: boolean;
  readonly systemsDone: boolean;
}

/**
 * What the records say of the contractor on the day of the works contract. Clean years count only as far back as there are records: a
 * firm that nothing is known of is not taken for clean. Arrears are wage months that came due before the contract and are still not
 * paid, and draws on a deposit. The management area is the city (the first six digits of the area code).
 */
export async function depositFacts(work: Work, projectId: string): Promise<DepositFacts> {
  const [f] = await work.db.query<[Found]>(
    `WITH p AS (SELECT * FROM project WHERE id = $1),
          works AS (SELECT q.*, left(q.area_code, 6) = left(p.area_code, 6) AS here FROM project q, p WHERE q.contractor_id = p.contractor_id AND q.id <> p.id AND q.contract_signed_on <= p.contract_signed_on),
          unpaid AS (SELECT bool_or(w.here) AS here, count(*) > 0 AS any FROM works w JOIN project_month m ON m.project_id = w.id, p
                      WHERE m.paid_fen < m.payable_fen AND to_date(m.period, 'YYYY-MM') + interval '2 months' <= p.contract_signed_on),
          drawn AS (SELECT max(x.notified_on) FILTER (WHERE w.here) AS here, max(x.notified_on) AS any FROM works w JOIN release r ON r.project_id = w.id JOIN deposit_draw x ON x.release_id = r.id, p
                     WHERE x.notified_on < p.contract_signed_on)
     SELECT p.contract_price_fen AS "contractPrice", p.contract_signed_on AS "contractSignedOn",
            1 + (SELECT count(*) FROM works w WHERE w.here AND (w.completed_on IS NULL OR w.completed_on > p.contract_signed_on))::int AS "runningProjects",
            coalesce(unpaid.here, false) AS "unpaidInArea", unpaid.any AS unpaid, drawn.here AS "drawnInArea", drawn.any AS drawn,
            (SELECT min(i.received_on) FROM works w JOIN deposit_cover d ON d.project_id = w.id JOIN deposit_instrument i ON i.deposit_id = d.deposit_id WHERE w.here AND i.received_on < p.contract_signed_on) AS "storedSince",
            (SELECT min(w.contract_signed_on) FROM works w) AS "worksSince",
            EXISTS (SELECT FROM party c WHERE c.id = p.contractor_id AND c.standing = 'listed' AND c.standing_since <= p.contract_signed_on) AS listed,
            EXISTS (SELECT FROM works w WHERE w.here) AND NOT EXISTS (
              SELECT FROM works w WHERE w.here AND (NOT EXISTS (SELECT FROM wage_account a WHERE a.project_id = w.id)
                OR EXISTS (SELECT FROM project_month m WHERE m.project_id = w.id AND m.unregistered_workers > 0))) AS "systemsDone"
       FROM p, unpaid, drawn`,
    [projectId],
  );
  const years = (since: PlainDate | null, drawn: PlainDate | null, unpaid: boolean): number => (since === null || unpaid ? 0 : ageOn(drawn !== null && drawn > since ? drawn : since, f.contractSignedOn));
  return {
    contractPrice: f.contractPrice,
    contractSignedOn: f.contractSignedOn,
    runningProjects: f.runningProjects,
    cleanYears: years(f.storedSince, f.drawnInArea, f.unpaidInArea),
    cleanYearsOfWorks: years(f.worksSince, f.drawn, f.unpaid),
    arrearsInTwoYears: f.unpaid || (f.drawn !== null && ageOn(f.drawn, f.contractSignedOn) < 2),
    listed: f.listed,
    systemsDone: f.systemsDone,
  };
}
