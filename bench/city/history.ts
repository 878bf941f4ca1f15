import type pg from 'pg';
import { usccCheck } from '../../src/values/uscc.js';
import type { World } from '../../test/support/world.js';
import { attendanceEvery, cityMonths, cityVault, idText, kinds, sizeOf, type CityPlan } from './plan.js';

/** Runs set-based SQL, where the functions of `helpers` are known. */
type Run = (sql: string, values?: unknown[]) => Promise<unknown>;

/** Functions that the statements below share, for the time of a connection. */
export const helpers = `
  CREATE OR REPLACE FUNCTION pg_temp.city_id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT ('019000' || lpad(to_hex(kind), 2, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
  CREATE OR REPLACE FUNCTION pg_temp.city_n(id uuid) RETURNS bigint LANGUAGE sql IMMUTABLE AS
    $$ SELECT ('x' || lpad(right(id::text, 12), 16, '0'))::bit(64)::bigint $$;`;

/** Firms, projects and who takes part in them: before the people. */
export async function writeProjects(run: Run, client: pg.Client, plan: CityPlan): Promise<void> {
  const { projects, firms } = sizeOf(plan);
  const groups = [['enterprise', kinds.owner, firms, '置业有限公司'], ['enterprise', kinds.contractor, firms, '建设工程有限公司'], ['enterprise', kinds.subcontractor, firms, '建筑劳务有限公司'], ['bank', kinds.bank, 20, '银行儋州支行']] as const;
  const rows = groups.flatMap(([kind, number, count, name]) =>
    Array.from({ length: count }, (_, n) => {
      const body = `9146040000${number}${String(n).padStart(6, '0')}`;
      return { id: idText(number, n), kind, uscc: body + usccCheck(body), name: `海南${String(n + 1).padStart(4, '0')}${name}` };
    }),
  );
  await client.query(`INSERT INTO party (id, kind, uscc, name, area_code) SELECT t.*, '460400' FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS t`, [rows.map((r) => r.id), rows.map((r) => r.kind), rows.map((r) => r.uscc), rows.map((r) => r.name)]);
  await run(
    `WITH areas AS (SELECT array_agg(code ORDER BY code) AS codes FROM area WHERE code LIKE '460400%' AND length(code) = 9)
     INSERT INTO project (id, code, name, area_code, industry, owner_id, contractor_id, contract_no, contract_price_fen, contract_signed_on, permit_no, permit_issued_on,
                          planned_start_on, planned_finish_on, started_on, labour_share_bp, funding_day, pay_day, pay_month, payment_guarantee, state, created_at)
     SELECT pg_temp.city_id(${kinds.project}, n), 'BENCH' || lpad(n::text, 6, '0'), '第' || (n + 1) || '号安置房工程', codes[1 + n % array_length(codes, 1)], (ARRAY['housing', 'transport', 'water', 'other'])[1 + n % 4],
            pg_temp.city_id(${kinds.owner}, n % ${firms}), pg_temp.city_id(${kinds.contractor}, n % ${firms}), 'HT' || n, 3000000000 + (n % 900) * 10000000::bigint, '2025-07-10', 'SG' || n, '2025-07-15',
            '2025-08-01', '2027-06-30', '2025-08-01', 2500, 10, 15, 'next', true, 'running', '2025-07-10T04:00:00Z'
       FROM generate_series(0, ${projects - 1}) AS n, areas`,
  );
  await run(
    `INSERT INTO project_party (id, project_id, party_id, parent_id, role, scope, tier, entered_on)
     SELECT pg_temp.city_id(${kinds.seat}, 2 * n), pg_temp.city_id(${kinds.project}, n), pg_temp.city_id(${kinds.contractor}, n % ${firms}), NULL, 'general-contractor', '总承包', 1, '2025-07-10'::date FROM generate_series(0, ${projects - 1}) AS n
     UNION ALL
     SELECT pg_temp.city_id(${kinds.seat}, 2 * n + 1), pg_temp.city_id(${kinds.project}, n), pg_temp.city_id(${kinds.subcontractor}, n % ${firms}), pg_temp.city_id(${kinds.seat}, 2 * n), 'subcontractor', '劳务', 2, '2025-07-20' FROM generate_series(0, ${projects - 1}) AS n`,
  );
}

/** The sheet of each project for a month, summed up from the lines that stand in `table`. */
export const writeSheets = (run: Run, { table, month, projects, firms, world }: { readonly table: string; readonly month: number; readonly projects: number; readonly firms: number; readonly world: World }): Promise<unknown> =>
  run(
    `INSERT INTO payroll_sheet (id, project_id, party_id, period, version, file_sha256, lines, gross_fen, deduction_fen, net_fen, state, signed, pay_on, submitted_by, submitted_at, approved_by, approved_at)
     SELECT s.sheet_id, pg_temp.city_id(${kinds.project}, s.n), pg_temp.city_id(${kinds.subcontractor}, s.n % ${firms}), $1, 1, encode(sha256(s.sheet_id::text::bytea), 'hex'), s.lines, s.gross, s.deduction, s.net,
            CASE s.paid WHEN s.lines THEN 'paid' WHEN 0 THEN 'approved' ELSE 'part-paid' END, true, ($1 || '-15')::date + interval '1 month', $2, (($1 || '-05')::date + interval '1 month')::timestamptz, $3, (($1 || '-08')::date + interval '1 month')::timestamptz
       FROM (SELECT sheet_id, pg_temp.city_n(sheet_id) - ${month} * ${projects}::bigint AS n, count(*)::int AS lines, sum(gross_fen)::bigint AS gross, sum(deduction_fen)::bigint AS deduction, sum(net_fen)::bigint AS net,
                    count(*) FILTER (WHERE state = 'paid') AS paid FROM ${table} GROUP BY sheet_id) s`,
    [cityMonths[month], world.actors.subcontractor.id, world.actors.contractor.id],
  );

/** Attendance, the facts of each month, accounts, deposits and the books: after the lines. */
export async function writeHistory(run: Run, client: pg.Client, plan: CityPlan): Promise<void> {
  const { projects } = sizeOf(plan);
  await run(
    `INSERT INTO attendance (project_id, day, worker_id, party_id, portion, registered, source, recorded_at)
     SELECT s.project_id, (l.period || '-01')::date + d, l.worker_id, s.party_id, 1, true, 'gate', ((l.period || '-01')::date + d)::timestamptz
       FROM payroll_sheet s JOIN payroll_line l ON l.period = s.period AND l.sheet_id = s.id CROSS JOIN LATERAL generate_series(0, l.days::int - 1) AS d
      WHERE pg_temp.city_n(s.project_id) % ${attendanceEvery} = 0`,
  );
  await run(
    `INSERT INTO project_month (project_id, period, attendance_days, attending_workers, sheets, approved_sheets, lines, payable_fen, paid_fen, paid_lines, returned_lines, credited_fen, changed_at)
     SELECT s.project_id, s.period, t.days, s.lines, 1, 1, s.lines, s.net_fen, t.paid_fen, t.paid, t.returned, s.net_fen + 10000000, s.submitted_at
       FROM payroll_sheet s JOIN (SELECT period, sheet_id, sum(days)::int AS days, (coalesce(sum(paid_fen), 0))::bigint AS paid_fen, (count(*) FILTER (WHERE state = 'paid'))::int AS paid,
                                         (count(*) FILTER (WHERE state = 'returned'))::int AS returned FROM payroll_line GROUP BY period, sheet_id) t ON t.period = s.period AND t.sheet_id = s.id`,
  );
  await writeAccounts(client, projects);
  const account = (kind: string, owners: string, negative: boolean): string => `INSERT INTO ledger_account (kind, project_id, party_id, worker_id, may_be_negative) SELECT '${kind}', ${owners}, ${negative}`;
  await run(`${account('owner', 'id, owner_id, NULL::uuid', true)} FROM project WHERE code LIKE 'BENCH%'`);
  await run(`${account('escrow', 'id, NULL::uuid, NULL::uuid', false)} FROM project WHERE code LIKE 'BENCH%'`);
  await run(`${account('worker-cards', 'id, NULL::uuid, NULL::uuid', true)} FROM project WHERE code LIKE 'BENCH%'`);
  const credited = `project_month m JOIN project p ON p.id = m.project_id CROSS JOIN LATERAL (SELECT pg_temp.city_n(p.id) * 100 + right(m.period, 2)::int AS n) x`;
  await journals(run, kinds.credit, 'labour-cost-credited', `SELECT m.project_id, (m.period || '-12')::date AS on_day, x.n, m.credited_fen AS fen, 'owner' AS giver, p.owner_id AS giver_id, 'escrow' AS taker, NULL::uuid AS taker_id FROM ${credited}`);
  await journals(run, kinds.payment, 'payment-paid', `SELECT m.project_id, ((m.period || '-15')::date + interval '1 month')::date AS on_day, x.n, m.paid_fen AS fen, 'escrow' AS giver, NULL::uuid AS giver_id, 'worker-cards' AS taker, NULL::uuid AS taker_id FROM ${credited} WHERE m.paid_fen > 0`);
  await run(
    `INSERT INTO statement_line (id, wage_account_id, line_key, booked_on, direction, amount_fen, counterparty, purpose, kind, period, journal_id, recorded_at)
     SELECT pg_temp.city_id(${kinds.statementLine}, x.n), pg_temp.city_id(${kinds.account}, pg_temp.city_n(p.id)), 'B' || x.n, (m.period || '-12')::date, 'in', m.credited_fen, '建设单位', '人工费', 'labour-cost', m.period, pg_temp.city_id(${kinds.credit}, x.n), (m.period || '-12')::timestamptz
       FROM ${credited}`,
  );
  await writeClaims(run, account);
  await writeDeposits(run, account, projects);
}

/** One journal and its two entries for each row of `movements` (project_id, on_day, n, fen, giver, giver_id, taker, taker_id). */
async function journals(run: Run, kind: number, name: string, movements: string): Promise<void> {
  const key = `'city:${name}:' || v.n`;
  await run(
    `INSERT INTO journal (id, kind, project_id, occurred_on, idempotency_key, body_hash, recorded_at)
     SELECT pg_temp.city_id(${kind}, v.n), '${name}', v.project_id, v.on_day, ${key}, encode(sha256((${key})::bytea), 'hex'), v.on_day::timestamptz FROM (${movements}) v`,
  );
  const side = (who: 'giver' | 'taker', sign: string): string =>
    `SELECT pg_temp.city_id(${kind}, v.n), a.id, ${sign}v.fen FROM (${movements}) v JOIN ledger_account a ON a.kind = v.${who} AND a.project_id = v.project_id AND a.party_id IS NOT DISTINCT FROM v.${who}_id AND a.worker_id IS NULL`;
  await run(`INSERT INTO entry (journal_id, account_id, amount_fen) ${side('giver', '-')} UNION ALL ${side('taker', '')}`);
}

/** What has not been paid is owed: the claims of paid lines have come and gone. */
async function writeClaims(run: Run, account: (kind: string, owners: string, negative: boolean) => string): Promise<void> {
  const owed = `SELECT s.id AS sheet_id, s.project_id, s.party_id, s.period, l.worker_id, l.net_fen - l.paid_fen AS fen FROM payroll_line l JOIN payroll_sheet s ON s.id = l.sheet_id AND s.period = l.period WHERE l.state <> 'paid' AND l.net_fen > l.paid_fen`;
  await run(`CREATE TEMP TABLE owed AS ${owed}`);
  await run('ANALYZE owed');
  await run(`${account('wage-liability', 'project_id, party_id, NULL::uuid', true)} FROM owed GROUP BY project_id, party_id`);
  await run(`${account('wages-owed', 'project_id, NULL::uuid, worker_id', false)} FROM owed GROUP BY project_id, worker_id`);
  await run(
    `INSERT INTO journal (id, kind, project_id, occurred_on, idempotency_key, body_hash, memo, recorded_at)
     SELECT pg_temp.city_id(${kinds.due}, pg_temp.city_n(sheet_id)), 'wages-due', project_id, ((period || '-08')::date + interval '1 month')::date, 'sheet:' || sheet_id, encode(sha256(sheet_id::text::bytea), 'hex'), period, ((period || '-08')::date + interval '1 month')::timestamptz
       FROM owed GROUP BY sheet_id, project_id, period`,
  );
  await run(
    `INSERT INTO entry (journal_id, account_id, amount_fen)
     SELECT pg_temp.city_id(${kinds.due}, pg_temp.city_n(o.sheet_id)), a.id, -sum(o.fen)::bigint FROM owed o JOIN ledger_account a ON a.kind = 'wage-liability' AND a.project_id = o.project_id AND a.party_id = o.party_id GROUP BY o.sheet_id, a.id
     UNION ALL
     SELECT pg_temp.city_id(${kinds.due}, pg_temp.city_n(o.sheet_id)), a.id, o.fen FROM owed o JOIN ledger_account a ON a.kind = 'wages-owed' AND a.project_id = o.project_id AND a.worker_id = o.worker_id`,
  );
  await run('DROP TABLE owed');
}

/** A dedicated account at one of twenty banks for each project. */
async function writeAccounts(client: pg.Client, projects: number): Promise<void> {
  const vault = cityVault();
  const numbers = Array.from({ length: projects }, (_, n) => `21345601${String(n).padStart(8, '0')}`);
  await client.query(
    `INSERT INTO wage_account (id, project_id, bank_id, branch, name, number_sealed, number_index, number_last4, opened_on, agreement_signed_on, filed_on, state, created_at)
     SELECT t.id, p.id, pg_temp.city_id(${kinds.bank}, pg_temp.city_n(p.id) % 20), '中兴支行', p.name || '农民工工资专用账户', t.sealed, t.index, t.last4, '2025-07-25', '2025-07-25', '2025-07-28', 'filed', '2025-07-25T04:00:00Z'
       FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[]) AS t (id, sealed, index, last4) JOIN project p ON p.id = pg_temp.city_id(${kinds.project}, pg_temp.city_n(t.id))`,
    [numbers.map((_, n) => idText(kinds.account, n)), numbers.map((text, n) => vault.seal(text, `wage_account.number_sealed.${idText(kinds.account, n)}`)), numbers.map((text) => vault.index('account', text)), numbers.map((text) => text.slice(-4))],
  );
}

/** A bank guarantee for each project but one in 50, which has none. */
async function writeDeposits(run: Run, account: (kind: string, owners: string, negative: boolean) => string, projects: number): Promise<void> {
  const bank = `pg_temp.city_id(${kinds.bank}, (n + 7) % 20)`;
  const held = `generate_series(0, ${projects - 1}) AS n WHERE n % 50 <> 13`;
  await run(
    `INSERT INTO deposit (id, project_id, due_fen, due_on, reckoning, state, created_at)
     SELECT pg_temp.city_id(${kinds.deposit}, n), pg_temp.city_id(${kinds.project}, n), 60000000, '2025-08-22', '{"shape":"rate"}', CASE WHEN n % 50 = 13 THEN 'due' ELSE 'held' END, '2025-07-25T04:00:00Z' FROM generate_series(0, ${projects - 1}) AS n`,
  );
  await run(`INSERT INTO deposit_cover (project_id, deposit_id) SELECT project_id, id FROM deposit WHERE id >= pg_temp.city_id(${kinds.deposit}, 0) AND id <= pg_temp.city_id(${kinds.deposit}, ${projects})`);
  await run(
    `INSERT INTO deposit_instrument (id, deposit_id, form, issuer_id, number, amount_fen, received_on, valid_from, valid_to, irrevocable, on_demand, created_at)
     SELECT pg_temp.city_id(${kinds.instrument}, n), pg_temp.city_id(${kinds.deposit}, n), 'bank-guarantee', ${bank}, 'BH' || n, 60000000, '2025-08-01', '2025-08-01', CASE WHEN n % 97 = 5 THEN '2026-08-31'::date ELSE '2027-12-31' END, true, true, '2025-08-01T04:00:00Z' FROM ${held}`,
  );
  for (const [kind, negative] of [['guarantor', true], ['guarantee', false]] as const) await run(`${account(kind, `pg_temp.city_id(${kinds.project}, n), ${bank}, NULL::uuid`, negative)} FROM ${held}`);
  await journals(run, kinds.guarantee, 'guarantee-received', `SELECT pg_temp.city_id(${kinds.project}, n) AS project_id, '2025-08-01'::date AS on_day, n, 60000000::bigint AS fen, 'guarantor' AS giver, ${bank} AS giver_id, 'guarantee' AS taker, ${bank} AS taker_id FROM ${held}`);
}
