import { serialOf } from '../../formats/bank-statement.js';
import type { Work } from '../../platform/work.js';
import { yuan, type Fen } from '../../values/money.js';
import { addDays, formatDate, instantOf, type PlainDate } from '../../values/plain-date.js';
import { Invalid } from '../../values/refusal.js';
import { proveLedger } from '../escrow/index.js';
import { projectScope } from '../projects/index.js';
import { accountReconciliation } from '../wage-accounts/index.js';

/** An account's day in the ledger, beside the bank's own word. */
export interface AccountDay {
  readonly projectId: string;
  readonly project: string;
  readonly bank: string;
  readonly last4: string;
  readonly openingFen: Fen;
  readonly inFen: Fen;
  readonly outFen: Fen;
  readonly closingFen: Fen;
  /** The bank's own balance at the end of the day, what explains that it differs, and what nothing explains; null where no statement ends on it. */
  readonly stated: { readonly bankFen: Fen; readonly pendingFen: Fen; readonly unpostedFen: Fen; readonly differenceFen: Fen } | null;
}

export interface LinesAndSum {
  readonly lines: number;
  readonly amountFen: Fen;
}

export interface PaymentsDay {
  readonly sent: LinesAndSum;
  readonly paid: LinesAndSum;
  readonly rejected: LinesAndSum;
  readonly returned: LinesAndSum;
  /** At the end of the day neither paid nor refused; of them those that the bank itself does not know. */
  readonly open: LinesAndSum;
  readonly unknown: LinesAndSum;
}

/** Something of that day or before that still waits for a person. */
export interface OpenItem {
  readonly what: 'unknown' | 'unanswered' | 'unmatched';
  readonly projectId: string;
  readonly project: string;
  /** Of the batch or of the line. */
  readonly id: string;
  /** Of the batch, or the bank's number of the line. */
  readonly number: string;
  readonly lines: number;
  readonly amountFen: Fen;
  readonly since: PlainDate;
}

/** Each account that was in use on the day: what the ledger says by the days on which the money moved. */
export async function accountDays(work: Work, day: PlainDate): Promise<AccountDay[]> {
  const values: unknown[] = [day];
  const rows = await work.db.query<(Omit<AccountDay, 'stated'> & { accountId: string })[]>(
    `SELECT p.id AS "projectId", p.name AS project, b.name AS bank, w.number_last4 AS last4, coalesce(e.opening, 0)::bigint AS "openingFen", coalesce(e.came, 0)::bigint AS "inFen", coalesce(e.went, 0)::bigint AS "outFen",
            (coalesce(e.opening, 0) + coalesce(e.came, 0) - coalesce(e.went, 0))::bigint AS "closingFen", w.id AS "accountId"
       FROM wage_account w JOIN project p ON p.id = w.project_id JOIN party b ON b.id = w.bank_id
       LEFT JOIN ledger_account l ON l.project_id = p.id AND l.kind = 'escrow'
       LEFT JOIN LATERAL (
         SELECT sum(e.amount_fen) FILTER (WHERE j.occurred_on < $1) AS opening, sum(e.amount_fen) FILTER (WHERE j.occurred_on = $1 AND e.amount_fen > 0) AS came,
                -sum(e.amount_fen) FILTER (WHERE j.occurred_on = $1 AND e.amount_fen < 0) AS went
           FROM entry e JOIN journal j ON j.id = e.journal_id WHERE e.account_id = l.id AND j.occurred_on <= $1) e ON true
      WHERE w.opened_on <= $1 AND (w.closed_on IS NULL OR w.closed_on >= $1) AND ${projectScope(work.actor, 'p', values)} ORDER BY p.name, p.id`,
    values,
  );
  const reckoned = new Map((await accountReconciliation(work, day)).filter((r) => r.statedOn === day).map((r) => [r.accountId, r]));
  return rows.map(({ accountId, ...row }) => ({ ...row, stated: reckoned.get(accountId) ?? null }));
}

/** What was sent on the day, and what the banks said of payments on it; open and unknown as they stood when it ended. */
export async function paymentsDay(work: Work, day: PlainDate): Promise<PaymentsDay> {
  const values: unknown[] = [day, instantOf(day), instantOf(addDays(day, 1))];
  const scope = projectScope(work.actor, 'p', values);
  const rows = await work.db.query<({ what: keyof PaymentsDay } & LinesAndSum)[]>(
    `WITH asked AS (
       SELECT i.id, i.amount_fen, i.sent_at FROM payment_instruction i JOIN project p ON p.id = i.project_id WHERE i.sent_at < $3 AND ${scope}),
     said AS (
       SELECT l.instruction_id, l.status, l.booked_on, row_number() OVER (PARTITION BY l.instruction_id ORDER BY l.booked_on DESC, a.taken_at DESC) AS n
         FROM bank_answer_line l JOIN bank_answer a ON a.id = l.answer_id WHERE l.booked_on <= $1),
     standing AS (SELECT q.*, s.status, s.booked_on FROM asked q LEFT JOIN said s ON s.instruction_id = q.id AND s.n = 1)
     SELECT 'sent' AS what, count(*)::int AS lines, coalesce(sum(amount_fen), 0)::bigint AS "amountFen" FROM asked WHERE sent_at >= $2
     UNION ALL SELECT s.status, count(*)::int, coalesce(sum(q.amount_fen), 0)::bigint FROM said s JOIN asked q ON q.id = s.instruction_id WHERE s.booked_on = $1 AND s.status IN ('paid', 'rejected', 'returned') GROUP BY s.status
     UNION ALL SELECT 'open', count(*)::int, coalesce(sum(amount_fen), 0)::bigint FROM standing WHERE status IS NULL OR status = 'unknown'
     UNION ALL SELECT 'unknown', count(*)::int, coalesce(sum(amount_fen), 0)::bigint FROM standing WHERE status = 'unknown'`,
    values,
  );
  const of = (what: keyof PaymentsDay): LinesAndSum => {
    const row = rows.find((r) => r.what === what);
    return { lines: row?.lines ?? 0, amountFen: row?.amountFen ?? 0n };
  };
  return { sent: of('sent'), paid: of('paid'), rejected: of('rejected'), returned: of('returned'), open: of('open'), unknown: of('unknown') };
}

/** What waits for a person today: batches that the bank leaves in doubt or has not answered, and lines of a statement that nothing explains. The oldest first. */
export async function openItems(work: Work, limit = 500): Promise<OpenItem[]> {
  const values: unknown[] = [limit];
  const scope = projectScope(work.actor, 'p', values);
  const rows = await work.db.query<OpenItem[]>(
    `SELECT x.* FROM (
       SELECT CASE WHEN i.state = 'unknown' THEN 'unknown' ELSE 'unanswered' END AS what, p.id AS "projectId", p.name AS project, b.id, b.number, count(*)::int AS lines, sum(i.amount_fen)::bigint AS "amountFen",
              (min(i.sent_at) AT TIME ZONE 'Asia/Shanghai')::date AS since
         FROM payment_instruction i JOIN project p ON p.id = i.project_id JOIN payment_batch b ON b.id = i.batch_id WHERE i.state IN ('sent', 'unknown') AND ${scope} GROUP BY i.state, p.id, b.id
       UNION ALL
       SELECT 'unmatched', p.id, p.name, s.id, s.line_key, 1, s.amount_fen, s.booked_on FROM statement_line s JOIN wage_account w ON w.id = s.wage_account_id JOIN project p ON p.id = w.project_id
        WHERE s.kind = 'unmatched' AND ${scope}) x ORDER BY x.since, x.project, x.number LIMIT $1`,
    values,
  );
  return rows.map((r) => (r.what === 'unmatched' ? { ...r, number: serialOf(r.number) ?? '无编号' } : r));
}

/** What each kind of open item is called. */
export const openWords: Readonly<Record<OpenItem['what'], string>> = { unknown: '付款结果未知', unanswered: '付款待回盘', unmatched: '流水未匹配' };

/**
 * 工资资金对账日报 of a day, as the print takes it: accounts, payments, what is open, and the proof of the whole ledger.
 * @throws Invalid for a day that has not come
 */
export async function fundsDay(work: Work, day: PlainDate) {
  if (day > work.today) throw new Invalid([{ path: 'day', message: '对账日期不能晚于今天' }]);
  const accounts = await accountDays(work, day);
  const payments = await paymentsDay(work, day);
  const open = await openItems(work);
  const proof = await proveLedger(work);
  const area = await areaName(work);
  const shown = ({ lines, amountFen }: LinesAndSum): { lines: number; amount: string } => ({ lines, amount: yuan(amountFen) });
  return {
    area,
    accounts: accounts.map((a) => ({ project: a.project, bank: a.bank, last4: a.last4, opening: yuan(a.openingFen), in: yuan(a.inFen), out: yuan(a.outFen), closing: yuan(a.closingFen), ...(a.stated && { statement: yuan(a.stated.bankFen), pending: yuan(a.stated.pendingFen + a.stated.unpostedFen), difference: yuan(a.stated.differenceFen) }) })),
    payments: { sent: shown(payments.sent), paid: shown(payments.paid), rejected: shown(payments.rejected), returned: shown(payments.returned), unknown: shown(payments.unknown), open: shown(payments.open) },
    open: open.map((o) => ({ what: openWords[o.what], project: o.project, number: o.number, lines: o.lines, amount: yuan(o.amountFen), since: formatDate(o.since) })),
    proof: { accounts: proof.accounts, journals: proof.journals, entries: proof.entries, differences: proof.differences.length },
  };
}

async function areaName(work: Work): Promise<string> {
  const [area] = await work.db.query<{ name: string }[]>('SELECT name FROM area WHERE code = $1', [work.actor.areaPrefix]);
  return area?.name ?? '全部辖区';
}

