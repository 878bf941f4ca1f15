import * as law from '../../law/index.js';
import type { ListingAnswer, Ruled, Source } from '../../law/index.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { lawOf } from '../policy/index.js';

/** What a listing rests on: the case, the served order to pay, and what is still owed. */
export interface ListingCase {
  readonly id: string;
  readonly number: string;
  readonly projectId: string;
  readonly partyId: string;
  readonly partyName: string;
  readonly areaCode: string;
  readonly organId: string;
  readonly massIncident: boolean;
  readonly order: { readonly number: string; readonly title: string; readonly issuedOn: PlainDate; readonly dueOn: PlainDate } | undefined;
  readonly workers: number;
  readonly unpaidFen: Fen;
}

/** The case where this person may know of it, with its newest order to pay that was served. @throws Refusal `not-found` */
export async function getListingCase(work: Work, caseId: string): Promise<ListingCase> {
  const [row] = await work.db.query<(Omit<ListingCase, 'order' | 'workers' | 'unpaidFen'> & { orderNumber: string | null; orderTitle: string; orderIssuedOn: PlainDate; orderDueOn: PlainDate })[]>(
    `SELECT c.id, c.number, c.project_id AS "projectId", coalesce(c.liable_party_id, c.party_id) AS "partyId", p.name AS "partyName", c.area_code AS "areaCode",
            c.organ_id AS "organId", c.mass_incident AS "massIncident", o.number AS "orderNumber", o.title AS "orderTitle", o.issued_on AS "orderIssuedOn", o.due_on AS "orderDueOn"
       FROM case_file c JOIN party p ON p.id = coalesce(c.liable_party_id, c.party_id)
       LEFT JOIN LATERAL (SELECT pa.number, pa.title, pa.issued_on, co.due_on FROM case_order co JOIN paper pa ON pa.id = co.paper_id
                           WHERE co.case_id = c.id AND co.kind IN ('correction', 'decision') AND co.due_on IS NOT NULL ORDER BY co.kind = 'decision' DESC, co.due_on DESC LIMIT 1) o ON TRUE
      WHERE c.id = $1 AND c.area_code LIKE $2`,
    [caseId, `${work.actor.areaPrefix}%`],
  );
  if (!row) throw new Refusal('not-found', '没有找到这个案件');
  const owed = await owedByWorker(work, caseId);
  const { orderNumber, orderTitle, orderIssuedOn, orderDueOn, ...rest } = row;
  return {
    ...rest,
    order: orderNumber === null ? undefined : { number: orderNumber, title: orderTitle, issuedOn: orderIssuedOn, dueOn: orderDueOn },
    workers: owed.length,
    unpaidFen: owed.reduce((sum, w) => sum + w.unpaid, 0n),
  };
}

/** What each worker of the case's claims was owed when the order ran out, and in how many months: payment after the deadline does not undo the overdue. */
function owedByWorker(work: Work, caseId: string): Promise<{ months: number; unpaid: Fen }[]> {
  return work.db.query(
    `SELECT count(*)::int AS months, sum(cl.amount_fen - p.fen)::bigint AS unpaid
       FROM case_claim cl
       LEFT JOIN payroll_line pl ON pl.period = cl.period AND pl.sheet_id = cl.sheet_id AND pl.line_no = cl.line_no
       LEFT JOIN LATERAL (SELECT max(co.due_on) AS due_on FROM case_order co WHERE co.case_id = cl.case_id AND co.kind IN ('correction', 'decision')) o ON TRUE
       CROSS JOIN LATERAL (SELECT least(cl.amount_fen, coalesce(sum(i.amount_fen), 0)) AS fen FROM payment_instruction i
                            WHERE i.worker_id = cl.worker_id AND i.period = cl.period AND (i.claim_id = cl.id OR (i.sheet_id = cl.sheet_id AND i.line_no = cl.line_no))
                              AND i.state = 'paid' AND i.created_at > cl.created_at AND i.settled_on <= o.due_on) p
      WHERE cl.case_id = $1 AND cl.amount_fen > p.fen AND (pl.paid_on IS NULL OR o.due_on IS NULL OR pl.paid_on > o.due_on)
      GROUP BY cl.worker_id`,
    [caseId],
  );
}

/** Whether the conditions of 名单45 Art. 5 are met today. */
export async function assessListing(work: Work, facts: ListingCase): Promise<Ruled<ListingAnswer, Source>> {
  const unpaid = await owedByWorker(work, facts.id);
  return law.listingConditions({ on: work.today, orderDueOn: facts.order?.dueOn, unpaid, massIncident: facts.massIncident }, await lawOf(work, facts.areaCode));
}
