import type { Work } from '../../platform/work.js';
import { formatYuan, type Fen } from '../../values/money.js';
import { formatPeriod, type Period } from '../../values/period.js';
import { claimsOf } from '../cases/index.js';

interface Unpaid {
  readonly name: string;
  readonly periods: readonly Period[];
  readonly fen: Fen;
}

/** Why a deposit may not be returned now, in sentences; empty where nothing bars it: works finished, everyone paid, no case, no objection. */
export async function returnBars(work: Work, depositId: string): Promise<string[]> {
  const unfinished = await work.db.query<{ name: string }[]>(`SELECT p.name FROM deposit_cover c JOIN project p ON p.id = c.project_id WHERE c.deposit_id = $1 AND p.state <> 'completed' ORDER BY p.name`, [depositId]);
  const unpaid = await work.db.query<Unpaid[]>(
    `SELECT p.name, array_agg(m.period ORDER BY m.period) AS periods, sum(m.payable_fen - m.paid_fen)::bigint AS fen
       FROM deposit_cover c JOIN project p ON p.id = c.project_id JOIN project_month m ON m.project_id = p.id WHERE c.deposit_id = $1 AND m.paid_fen < m.payable_fen GROUP BY p.id ORDER BY p.name`,
    [depositId],
  );
  const cases = await work.db.query<{ id: string; open: boolean }[]>(`SELECT f.id, f.state <> 'closed' AS open FROM deposit_cover c JOIN case_file f ON f.project_id = c.project_id WHERE c.deposit_id = $1 ORDER BY f.id`, [depositId]);
  const open = cases.filter((c) => c.open).length;
  let claims = 0;
  for (const { id } of cases) claims += (await claimsOf(work, id)).filter((c) => !c.paid).length;
  const [objections] = await work.db.query<[{ undecided: number; upheld: number }]>(
    `SELECT (count(*) FILTER (WHERE o.upheld IS NULL))::int AS undecided, (count(*) FILTER (WHERE o.upheld))::int AS upheld
       FROM deposit_return r JOIN deposit_objection o ON o.return_id = r.id WHERE r.deposit_id = $1 AND r.state NOT IN ('released', 'stopped')`,
    [depositId],
  );
  return [
    ...unfinished.map((p) => `“${p.name}”尚未完工`),
    ...unpaid.map((p) => `“${p.name}”${p.periods.map(formatPeriod).join('、')}工资还有${formatYuan(p.fen)}元没有支付`),
    ...(open > 0 ? [`有${open}件案件没有办结`] : []),
    ...(claims > 0 ? [`案件认定的拖欠还有${claims}人次没有清偿`] : []),
    ...(objections.undecided > 0 ? [`有${objections.undecided}件异议没有处理`] : []),
    ...(objections.upheld > 0 ? [`有${objections.upheld}件异议经核实成立`] : []),
  ];
}
