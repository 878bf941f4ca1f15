import type pg from 'pg';
import { proveLedger } from '../../src/domain/escrow/index.js';
import type { World } from '../../test/support/world.js';
import { attendanceEvery, cityCard, cityVault, cityWorker, crew, idText, kinds, sizeOf, type CityPlan } from './plan.js';

/**
 * Holds a sample of what was made against a recount, and opens what was sealed.
 * @throws Error where the city contradicts itself
 */
export async function checkCity(world: World, client: pg.Client, plan: CityPlan): Promise<void> {
  const { projects, workers, lines } = sizeOf(plan);
  const ask = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> => (await client.query<T>(sql, values)).rows;
  const must = (holds: boolean, what: string): void => {
    if (!holds) throw new Error(`the city that was made contradicts itself: ${what}`);
  };
  const [count] = await ask<{ workers: number; lines: number; months: number }>('SELECT (SELECT count(*)::int FROM worker) AS workers, (SELECT count(*)::int FROM payroll_line) AS lines, (SELECT count(*)::int FROM project_month) AS months');
  must(count!.workers === workers && count!.lines === lines && count!.months === projects * 12, `${count!.workers} workers, ${count!.lines} lines`);

  const sample = Array.from({ length: Math.min(20, projects) }, (_, i) => Math.floor((i * projects) / 20));
  const wrong = await ask<{ projectId: string; period: string }>(
    `SELECT m.project_id AS "projectId", m.period FROM project_month m
       JOIN LATERAL (SELECT count(*) AS lines, sum(l.net_fen) AS payable, coalesce(sum(l.paid_fen), 0) AS paid, count(*) FILTER (WHERE l.state = 'paid') AS paid_lines, count(*) FILTER (WHERE l.state = 'returned') AS returned, sum(l.days) AS days
                       FROM payroll_sheet s JOIN payroll_line l ON l.period = s.period AND l.sheet_id = s.id WHERE s.project_id = m.project_id AND s.period = m.period) r ON true
      WHERE m.project_id = ANY ($1::uuid[]) AND (m.lines, m.payable_fen, m.paid_fen, m.paid_lines, m.returned_lines, m.attendance_days) <> (r.lines, r.payable, r.paid, r.paid_lines, r.returned, r.days)`,
    [sample.map((n) => idText(kinds.project, n))],
  );
  must(wrong.length === 0, `the facts of ${JSON.stringify(wrong[0])}`);
  const [attendance] = await ask<{ wrong: number }>(
    `SELECT count(*)::int AS wrong FROM project_month m WHERE m.project_id = ANY ($1::uuid[])
        AND m.attendance_days <> (SELECT count(*) FROM attendance a WHERE a.project_id = m.project_id AND to_char(a.day, 'YYYY-MM') = m.period)`,
    [sample.filter((n) => n % attendanceEvery === 0).map((n) => idText(kinds.project, n))],
  );
  must(attendance!.wrong === 0, 'attendance');

  const vault = cityVault();
  const last = workers - 1;
  const sealed = await ask<{ id: Buffer; card: Buffer; sheetId: string; lineNo: number; cardIndex: Buffer }>(
    'SELECT w.id_sealed AS id, l.card_sealed AS card, l.sheet_id AS "sheetId", l.line_no AS "lineNo", l.card_index AS "cardIndex" FROM worker w JOIN payroll_line l ON l.worker_id = w.id WHERE w.id = $1',
    [idText(kinds.worker, last)],
  );
  must(sealed.length === 12 && sealed[0]!.lineNo === crew, 'the lines of the last worker');
  const { card } = cityCard(plan.seed, last);
  for (const { id, card: box, sheetId, lineNo, cardIndex } of sealed) {
    must(vault.open(id, `worker.id_sealed.${idText(kinds.worker, last)}`) === cityWorker(plan.seed, last).idNumber, 'the ID number of the last worker');
    must(vault.open(box, `payroll_line.card.${sheetId}/${lineNo}`) === card && cardIndex.equals(vault.index('card', card)), 'the card of the last worker');
  }
  const { differences } = await world.as('system', proveLedger);
  must(differences.length === 0, `the ledger: ${JSON.stringify(differences[0], (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v))}`);
}
