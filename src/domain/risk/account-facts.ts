import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import type { FundingChange, FundingTerms } from '../escrow/index.js';

/** What the rules know of a project's dedicated account and its funding on the day of the scan, beside `AccountOnRecord`. */
export interface FundsOnRecord {
  readonly terms: Omit<FundingTerms, 'startedOn' | 'plannedFinishOn'>;
  /** Supplementary agreements in force, in the order of their days. */
  readonly changes: readonly FundingChange[];
  /** Labour cost that arrived, less what was sent back. */
  readonly creditedFen: Fen;
  /** Of the account in use; null where there is none. */
  readonly account: { readonly name: string; readonly exclusive: boolean; readonly agreementSignedOn: PlainDate | null } | null;
  /** Money that left for something else than wages, as the bank told it, and what came back of it. */
  readonly outflows: readonly Outflow[];
  readonly recoveredFen: Fen;
  /** Measures of other organs that have not ended. */
  readonly seizures: readonly SeizureOnRecord[];
  readonly closing: ClosingOnRecord | null;
}

export interface Outflow {
  readonly id: string;
  readonly bookedOn: PlainDate;
  readonly amountFen: Fen;
  readonly counterparty: string;
  readonly last4: string | null;
  readonly why: string;
  /** A person has confirmed it. */
  readonly confirmed: boolean;
}

export interface SeizureOnRecord {
  readonly id: string;
  readonly measure: 'sealed' | 'frozen' | 'deducted';
  readonly organ: string;
  readonly documentNo: string;
  readonly seizedOn: PlainDate;
  readonly amountFen: Fen | null;
}

/** A closing under way, or the last one that ended; with what was open on its project. */
export interface ClosingOnRecord {
  readonly id: string;
  readonly accountId: string;
  readonly noticeFrom: PlainDate;
  readonly noticeUntil: PlainDate;
  readonly closedOn: PlainDate | null;
  readonly cases: readonly string[];
  readonly disputes: readonly string[];
}

/** The longest list of lines that stands in the evidence. */
const shownOutflows = 20;

type Json<T> = { readonly [K in keyof T]: T[K] extends Fen ? string : T[K] extends Fen | null ? string | null : T[K] };
interface Row {
  readonly projectId: string;
  readonly terms: Json<FundsOnRecord['terms']>;
  readonly changes: readonly Json<FundingChange>[] | null;
  readonly creditedFen: Fen;
  readonly account: FundsOnRecord['account'];
  readonly outflows: readonly Json<Outflow>[] | null;
  readonly recoveredFen: Fen;
  readonly seizures: readonly Json<SeizureOnRecord>[] | null;
  readonly closing: ClosingOnRecord | null;
}

/** The account's facts of these projects, by project: one statement, over small tables with an index each. */
export async function readFunds(work: Work, projectIds: readonly string[], asOf: PlainDate): Promise<Map<string, FundsOnRecord>> {
  const rows = await work.db.query<Row[]>(
    `SELECT p.id AS "projectId", jsonb_build_object('labourCostFen', p.labour_cost_fen::text, 'labourShareBp', p.labour_share_bp, 'contractPriceFen', p.contract_price_fen::text, 'fundingDay', p.funding_day) AS terms,
            (SELECT jsonb_agg(jsonb_build_object('effectiveOn', t.effective_on, 'labourCostFen', t.labour_cost_fen::text, 'labourShareBp', t.labour_share_bp, 'contractPriceFen', t.contract_price_fen::text,
                                                 'fundingDay', t.funding_day, 'plannedFinishOn', t.planned_finish_on) ORDER BY t.effective_on) FROM funding_terms t WHERE t.project_id = p.id AND t.effective_on <= $2) AS changes,
            (SELECT jsonb_build_object('name', w.name, 'exclusive', w.exclusive, 'agreementSignedOn', CASE WHEN w.agreement_signed_on <= $2 THEN w.agreement_signed_on END)
               FROM wage_account w WHERE w.project_id = p.id AND w.opened_on <= $2 AND (w.closed_on IS NULL OR w.closed_on > $2)) AS account,
            coalesce(s.credited, 0)::bigint AS "creditedFen", s.outflows, coalesce(s.recovered, 0)::bigint AS "recoveredFen",
            (SELECT jsonb_agg(jsonb_build_object('id', z.id, 'measure', z.measure, 'organ', z.organ, 'documentNo', z.document_no, 'seizedOn', z.seized_on, 'amountFen', z.amount_fen::text) ORDER BY z.seized_on, z.id)
               FROM wage_account w JOIN account_seizure z ON z.wage_account_id = w.id WHERE w.project_id = p.id AND z.seized_on <= $2 AND (z.ended_on IS NULL OR z.ended_on > $2)) AS seizures,
            (SELECT jsonb_build_object('id', c.id, 'accountId', c.wage_account_id, 'noticeFrom', c.notice_from, 'noticeUntil', c.notice_until, 'closedOn', CASE WHEN c.closed_on <= $2 THEN c.closed_on END,
                                       'cases', (SELECT coalesce(jsonb_agg(f.number ORDER BY f.number), '[]') FROM case_file f WHERE f.project_id = p.id AND f.state <> 'closed'),
                                       'disputes', (SELECT coalesce(jsonb_agg(d.number ORDER BY d.number), '[]') FROM wage_dispute d WHERE d.project_id = p.id AND d.filed_on <= $2 AND (d.ended_on IS NULL OR d.ended_on > $2)))
               FROM wage_account w JOIN account_closing c ON c.wage_account_id = w.id WHERE w.project_id = p.id AND c.state <> 'withdrawn' AND c.notice_from <= $2 ORDER BY c.started_at DESC LIMIT 1) AS closing
       FROM project p
       LEFT JOIN LATERAL (
         SELECT sum(CASE WHEN l.direction = 'in' THEN l.amount_fen ELSE -l.amount_fen END) FILTER (WHERE l.kind = 'labour-cost' AND l.same_as_id IS NULL AND NOT EXISTS (SELECT FROM journal r WHERE r.reverses_id = l.journal_id)) AS credited,
                sum(l.amount_fen) FILTER (WHERE l.kind = 'illegal' AND l.direction = 'in') AS recovered,
                jsonb_agg(jsonb_build_object('id', l.id, 'bookedOn', l.booked_on, 'amountFen', l.amount_fen::text, 'counterparty', l.counterparty, 'last4', l.counterparty_last4, 'why', l.why, 'confirmed', l.resolved_by IS NOT NULL)
                          ORDER BY l.booked_on, l.id) FILTER (WHERE l.kind = 'illegal' AND l.direction = 'out') AS outflows
           FROM wage_account w JOIN statement_line l ON l.wage_account_id = w.id AND l.kind IN ('labour-cost', 'illegal') WHERE w.project_id = p.id AND l.booked_on <= $2) s ON TRUE
      WHERE p.id = ANY ($1::uuid[])`,
    [projectIds, asOf],
  );
  const fen = (text: string | null): Fen | null => (text === null ? null : BigInt(text));
  return new Map(
    rows.map((r) => [
      r.projectId,
      {
        terms: { ...r.terms, labourCostFen: fen(r.terms.labourCostFen), contractPriceFen: BigInt(r.terms.contractPriceFen) },
        changes: (r.changes ?? []).map((c) => ({ ...c, labourCostFen: fen(c.labourCostFen), contractPriceFen: BigInt(c.contractPriceFen) })),
        creditedFen: r.creditedFen,
        account: r.account,
        outflows: (r.outflows ?? []).map((o) => ({ ...o, amountFen: BigInt(o.amountFen) })),
        recoveredFen: r.recoveredFen,
        seizures: (r.seizures ?? []).map((z) => ({ ...z, amountFen: fen(z.amountFen) })),
        closing: r.closing,
      },
    ]),
  );
}

/** At most so many lines prove a finding. */
export const shown = (outflows: readonly Outflow[]): readonly Outflow[] => outflows.slice(-shownOutflows);
