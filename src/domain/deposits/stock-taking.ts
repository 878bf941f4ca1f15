import { DepositStocktake } from '../../entities/deposit-stocktake.js';
import { DepositStocktakeItem, type StocktakeDecision } from '../../entities/deposit-stocktake-item.js';
import { deadline, dueOrProvisional } from '../../law/index.js';
import type { TypeOf } from '../../platform/parse.js';
import type { Work } from '../../platform/work.js';
import type { Fen } from '../../values/money.js';
import type { PlainDate } from '../../values/plain-date.js';
import { Refusal } from '../../values/refusal.js';
import { lawOf } from '../policy/index.js';
import { projectScope } from '../projects/index.js';
import { beginReturnExOfficio } from './begin-return.js';
import type { stocktakeDecision } from './inputs.js';

/**
 * 清查: lists the deposits of finished works that nobody has asked back, per city of a labour authority, at least every six months
 * (保证金规定 Art. 22). Between two it does nothing; a city without dormant deposits gets an empty list, which says that it was looked at.
 */
export async function takeStock(work: Work, asOf: PlainDate): Promise<{ readonly lists: number; readonly items: number }> {
  const cities = await work.db.query<{ areaCode: string; last: PlainDate | null }[]>(
    `SELECT o.area AS "areaCode", (SELECT max(s.as_of) FROM deposit_stocktake s WHERE s.area_code = o.area) AS last
       FROM (SELECT DISTINCT left(area_code, 6) AS area FROM organ WHERE kind = 'labour') o ORDER BY o.area`,
  );
  let lists = 0;
  let items = 0;
  for (const { areaCode, last } of cities) {
    if (last !== null && asOf < dueOrProvisional((l) => deadline('deposit-stocktake', last, l), await lawOf(work, areaCode)).value) continue;
    const id = work.newId();
    await work.db.insert(DepositStocktake, { id, areaCode, asOf, createdAt: work.now });
    const [made] = await work.db.query<[{ n: number }]>(
      `WITH dormant AS (
         SELECT d.id, max(p.completed_on) AS completed_on,
                (SELECT coalesce(sum(l.balance_fen), 0) FROM ledger_account l WHERE l.kind IN ('deposit', 'guarantee') AND (l.project_id = d.project_id OR l.deposit_id = d.id)) AS covered,
                coalesce(sum((SELECT sum(m.payable_fen - m.paid_fen) FROM project_month m WHERE m.project_id = p.id)), 0) AS unpaid,
                coalesce(sum((SELECT count(*) FROM case_file f WHERE f.project_id = p.id AND f.state <> 'closed')), 0) AS cases
           FROM deposit d JOIN deposit_cover c ON c.deposit_id = d.id JOIN project p ON p.id = c.project_id
          WHERE d.state NOT IN ('notice', 'returned', 'in-use') GROUP BY d.id
         HAVING bool_and(p.state = 'completed' AND p.completed_on <= $2) AND min(p.area_code) LIKE $3 || '%'
       ), made AS (
         INSERT INTO deposit_stocktake_item (stocktake_id, deposit_id, completed_on, covered_fen, unpaid_fen, open_cases) SELECT $1, id, completed_on, covered, unpaid, cases FROM dormant WHERE covered > 0 RETURNING deposit_id
       ) SELECT count(*)::int AS n FROM made`,
      [id, asOf, areaCode],
    );
    await work.record({ action: 'deposit.stock-taken', subject: ['deposit-stocktake', id], detail: { areaCode, asOf, items: made.n } });
    lists += 1;
    items += made.n;
  }
  return { lists, items };
}

export interface StocktakeRow {
  readonly id: string;
  readonly area: string;
  readonly asOf: PlainDate;
  readonly items: number;
  readonly undecided: number;
}

/** The stock-takings of the reader's area, newest first. */
export function listStocktakes(work: Work): Promise<StocktakeRow[]> {
  return work.db.query(
    `SELECT s.id, a.name AS area, s.as_of AS "asOf", count(i.deposit_id)::int AS items, (count(i.deposit_id) FILTER (WHERE i.decision IS NULL))::int AS undecided
       FROM deposit_stocktake s JOIN area a ON a.code = s.area_code LEFT JOIN deposit_stocktake_item i ON i.stocktake_id = s.id
      WHERE s.area_code LIKE left($1, 6) || '%' GROUP BY s.id, a.name ORDER BY s.as_of DESC, s.id DESC`,
    [work.actor.areaPrefix],
  );
}

export interface StocktakeItem {
  readonly depositId: string;
  /** The project; of a firm's deposit the one that was finished last. */
  readonly projectId: string;
  readonly project: string;
  readonly contractor: string;
  readonly completedOn: PlainDate;
  readonly coveredFen: Fen;
  readonly unpaidFen: Fen;
  readonly openCases: number;
  readonly decision: StocktakeDecision | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedOn: PlainDate | null;
}

/** One list with its items. @throws Refusal `not-found` */
export async function getStocktake(work: Work, stocktakeId: string): Promise<StocktakeRow & { readonly rows: StocktakeItem[] }> {
  const head = (await listStocktakes(work)).find((s) => s.id === stocktakeId);
  if (!head) throw new Refusal('not-found', '没有找到这次清查');
  const values: unknown[] = [stocktakeId];
  const rows = await work.db.query<StocktakeItem[]>(
    `SELECT i.deposit_id AS "depositId", p.id AS "projectId", p.name AS project, f.name AS contractor, i.completed_on AS "completedOn", i.covered_fen AS "coveredFen", i.unpaid_fen AS "unpaidFen",
            i.open_cases AS "openCases", i.decision, i.reason, u.name AS "decidedBy", i.decided_on AS "decidedOn"
       FROM deposit_stocktake_item i
       JOIN LATERAL (SELECT q.* FROM deposit_cover c JOIN project q ON q.id = c.project_id WHERE c.deposit_id = i.deposit_id ORDER BY q.completed_on DESC NULLS LAST, q.id LIMIT 1) p ON TRUE
       JOIN party f ON f.id = p.contractor_id LEFT JOIN user_account u ON u.id = i.decided_by
      WHERE i.stocktake_id = $1 AND ${projectScope(work.actor, 'p', values)} ORDER BY i.completed_on, p.name, i.deposit_id`,
    values,
  );
  return { ...head, rows };
}

/** Decides an item once: begins the return ex officio, or keeps the deposit for a reason. @throws Refusal `already-exists`, and what the return refuses */
export async function decideStocktakeItem(work: Work, stocktakeId: string, depositId: string, { decision, reason }: TypeOf<typeof stocktakeDecision>): Promise<{ readonly projectId: string }> {
  const item = (await getStocktake(work, stocktakeId)).rows.find((r) => r.depositId === depositId);
  if (!item) throw new Refusal('not-found', '没有找到这一项');
  const locked = await work.db.findOneOrFail(DepositStocktakeItem, { where: { stocktakeId, depositId }, lock: { mode: 'pessimistic_write' } });
  if (locked.decision !== null) throw new Refusal('already-exists', '这一项已经处理');
  if (decision === 'return') await beginReturnExOfficio(work, item.projectId);
  await work.db.update(DepositStocktakeItem, { stocktakeId, depositId }, { decision, reason, decidedBy: work.actor.id, decidedOn: work.today });
  await work.record({ action: 'deposit.stock-decided', subject: ['deposit', depositId], projectId: item.projectId, reason, detail: { stocktakeId, decision } });
  return { projectId: item.projectId };
}
