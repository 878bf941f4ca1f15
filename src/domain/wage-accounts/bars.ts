import type { ClosingCause } from '../../entities/account-closing.js';
import type { Work } from '../../platform/work.js';
import { formatYuan, type Fen } from '../../values/money.js';

/** Why an account may not be closed yet, in words. */
export interface Bar {
  readonly what: 'works' | 'case' | 'dispute' | 'wages' | 'returned' | 'statement' | 'diverted' | 'under-way' | 'seized';
  readonly because: string;
}

/**
 * What bars the closing of a dedicated account (专户53 Arts. 9, 10; 条例724 Art. 27): works under way, an arrears case, an arbitration or
 * suit, wages that are owed, payments that came back, and lines of the bank that nobody has explained. Where bank or contractor change
 * while the works go on, wages whose pay day has not come do not bar.
 */
export async function closingBars(work: Work, { projectId, accountId, cause }: { readonly projectId: string; readonly accountId: string; readonly cause: ClosingCause }): Promise<Bar[]> {
  const [f] = await work.db.query<[{ state: string; cases: string[] | null; disputes: string[] | null; owedFen: Fen; lateFen: Fen; returned: number; open: number; divertedFen: Fen; heldFen: Fen; transitFen: Fen; seized: string[] | null }]>(
    `SELECT p.state,
            (SELECT array_agg(number ORDER BY number) FROM case_file WHERE project_id = p.id AND state <> 'closed') AS cases,
            (SELECT array_agg(number ORDER BY number) FROM wage_dispute WHERE project_id = p.id AND ended_on IS NULL) AS disputes,
            m.owed AS "owedFen", m.returned,
            (SELECT coalesce(sum(l.net_fen), 0)::bigint FROM payroll_sheet s JOIN payroll_line l ON l.sheet_id = s.id AND l.period = s.period
              WHERE s.project_id = p.id AND s.state IN ('submitted', 'approved', 'releasing', 'part-paid') AND s.pay_on < $3 AND l.state <> 'paid') AS "lateFen",
            (SELECT count(*)::int FROM statement_line WHERE wage_account_id = $2 AND kind IN ('unmatched', 'illegal') AND (resolved_by IS NULL OR kind = 'unmatched')) AS open,
            a.diverted AS "divertedFen", a.held AS "heldFen", a.transit AS "transitFen",
            (SELECT array_agg(document_no) FROM account_seizure WHERE wage_account_id = $2 AND ended_on IS NULL) AS seized
       FROM project p,
            LATERAL (SELECT coalesce(sum(payable_fen - paid_fen), 0)::bigint AS owed, coalesce(sum(returned_lines), 0)::int AS returned FROM project_month WHERE project_id = p.id) m,
            LATERAL (SELECT coalesce(sum(balance_fen) FILTER (WHERE kind = 'diverted'), 0)::bigint AS diverted, coalesce(sum(held_fen) FILTER (WHERE kind = 'escrow'), 0)::bigint AS held,
                            coalesce(sum(balance_fen) FILTER (WHERE kind = 'in-transit'), 0)::bigint AS transit FROM ledger_account WHERE project_id = p.id) a
      WHERE p.id = $1`,
    [projectId, accountId, work.today],
  );
  const bars: Bar[] = [];
  const bar = (what: Bar['what'], holds: boolean, because: string): void => void (holds && bars.push({ what, because }));
  bar('works', cause === 'completed' && f.state !== 'completed', '工程尚未登记完工');
  bar('case', f.cases !== null, `拖欠案件没有结案：${f.cases?.join('、')}`);
  bar('dispute', f.disputes !== null, `工资仲裁或诉讼没有结束：${f.disputes?.join('、')}`);
  bar('wages', cause === 'completed' ? f.owedFen > 0n : f.lateFen > 0n, cause === 'completed' ? `还有 ${formatYuan(f.owedFen)} 元工资没有发放` : `已到支付日的工资还有 ${formatYuan(f.lateFen)} 元没有发放`);
  bar('returned', f.returned > 0, `还有 ${f.returned} 笔退票没有补发`);
  bar('statement', f.open > 0, `还有 ${f.open} 笔银行流水没有认定`);
  bar('diverted', f.divertedFen > 0n, `流出专户的 ${formatYuan(f.divertedFen)} 元没有追回`);
  bar('under-way', f.heldFen > 0n || f.transitFen > 0n, `还有 ${formatYuan(f.heldFen + f.transitFen)} 元正在支付办理中`);
  bar('seized', f.seized !== null, `查封冻结没有解除：${f.seized?.join('、')}`);
  return bars;
}
