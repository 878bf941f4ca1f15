import { expect } from 'chai';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../ormconfig.js';
import { createTestDatabase } from '../support/database.js';
import { seed } from './seed.js';

/** What the database holds by itself, whatever the application does. */
describe('the database refuses', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let app: DataSource;
  let owner: pg.Client;
  let ids: Awaited<ReturnType<typeof seed>>;
  let serial = 100;

  const newId = () => `018f0000-0000-7000-8000-${String((serial += 1)).padStart(12, '0')}`;

  /** Runs SQL as the application and answers with the violated constraint, else the SQLSTATE; 'accepted' where it went through. */
  const tried = async (sql: string, by: (sql: string) => Promise<unknown> = (s) => app.query(s)): Promise<string> => {
    try {
      await by(sql);
      return 'accepted';
    } catch (error) {
      const { constraint, code } = error as { constraint?: string; code?: string };
      return constraint ?? code ?? String(error);
    }
  };
  const byOwner = (sql: string) => owner.query(sql);

  before(async () => {
    database = await createTestDatabase();
    app = await createDataSource(database.appUrl).initialize();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    ids = await seed(app);
  });
  after(async () => {
    await owner.end();
    await app.destroy();
    await database.drop();
  });

  describe('in the ledger', () => {
    let from: bigint;
    let to: bigint;

    const open = async (mayBeNegative: boolean) => {
      const rows = await app.query<{ id: bigint }[]>(`INSERT INTO ledger_account (kind, project_id, party_id, worker_id, may_be_negative) VALUES ('escrow', $1, NULL, $2, $3) RETURNING id`, [ids.project, await newWorker(), mayBeNegative]);
      return rows[0]!.id;
    };
    const newWorker = async () => {
      const id = newId();
      await app.query(`INSERT INTO worker (id, name, id_sealed, id_index, id_last4, id_valid, created_at) VALUES ($1, '某', '\\x00', $2, '0000', true, now())`, [id, Buffer.from(id)]);
      return id;
    };
    const journal = async () => {
      const id = newId();
      await app.query(`INSERT INTO journal (id, kind, occurred_on, idempotency_key, body_hash, recorded_at) VALUES ($1, 'test', '2026-08-01', $2, 'x', now())`, [id, id]);
      return id;
    };
    const post = async (...lines: readonly (readonly [account: bigint, fen: bigint])[]) => {
      const id = await journal();
      return tried(`INSERT INTO entry (journal_id, account_id, amount_fen) VALUES ${lines.map(([account, fen]) => `('${id}', ${account}, ${fen})`).join(', ')}`);
    };
    const state = async (account: bigint) => (await app.query<{ balance_fen: bigint; held_fen: bigint }[]>('SELECT balance_fen, held_fen FROM ledger_account WHERE id = $1', [account]))[0];
    const hold = async (fen: bigint) => {
      const id = newId();
      return [id, await tried(`INSERT INTO hold (id, account_id, amount_fen, state, subject_id, created_at) VALUES ('${id}', ${to}, ${fen}, 'pending', '${newId()}', now())`)] as const;
    };
    const endHold = (id: string, how = 'posted') => tried(`UPDATE hold SET state = '${how}', ended_at = now() WHERE id = '${id}'`);

    beforeEach(async () => {
      from = await open(true);
      to = await open(false);
      expect(await post([from, -10_000n], [to, 10_000n])).to.equal('accepted');
    });

    it('a journal that does not sum to zero; one that does moves both balances', async () => {
      expect(await post([from, -300n], [to, 299n])).to.equal('journal_zero');
      expect(await post([from, -300n], [to, 100n], [to, 200n])).to.equal('accepted');
      expect(await state(from)).to.deep.equal({ balance_fen: -10_300n, held_fen: 0n });
      expect(await state(to)).to.deep.equal({ balance_fen: 10_300n, held_fen: 0n });
    });

    it('two journals that sum to zero only together', async () => {
      const [a, b] = [await journal(), await journal()];
      expect(await tried(`INSERT INTO entry (journal_id, account_id, amount_fen) VALUES ('${a}', ${from}, -5), ('${b}', ${to}, 5)`)).to.equal('journal_zero');
    });

    it('half a journal, even where the other half would follow in the same transaction', async () => {
      const id = await journal();
      const half = (account: bigint, fen: number) => `INSERT INTO entry (journal_id, account_id, amount_fen) VALUES ('${id}', ${account}, ${fen})`;
      expect(await tried(`BEGIN; ${half(from, -5)}; ${half(to, 5)}; COMMIT`, byOwner)).to.equal('journal_zero');
      await owner.query('ROLLBACK');
    });

    it('an entry of nothing, or on an account that does not exist', async () => {
      expect(await post([from, 0n])).to.equal('entry_amount_fen_check');
      expect(await post([from, -5n], [999_999n, 5n])).to.equal('entry_account_id_fkey');
    });

    it('an overdraft, except where the account may be negative', async () => {
      expect(await post([to, -10_001n], [from, 10_001n])).to.equal('ledger_account_floor');
      expect(await post([to, -10_000n], [from, 10_000n])).to.equal('accepted');
      expect(await state(to)).to.deep.equal({ balance_fen: 0n, held_fen: 0n });
    });

    it('a hold above the balance, and spending what is held', async () => {
      expect((await hold(10_001n))[1]).to.equal('ledger_account_floor');
      expect((await hold(6_000n))[1]).to.equal('accepted');
      expect(await state(to)).to.deep.equal({ balance_fen: 10_000n, held_fen: 6_000n });
      expect((await hold(4_001n))[1]).to.equal('ledger_account_floor');
      expect(await post([to, -4_001n], [from, 4_001n])).to.equal('ledger_account_floor');
      expect(await post([to, -4_000n], [from, 4_000n])).to.equal('accepted');
    });

    it('a hold that ends twice, changes its amount, comes back or is deleted; one that ends gives its money back once', async () => {
      const [id] = await hold(6_000n);
      expect(await tried(`UPDATE hold SET amount_fen = 1 WHERE id = '${id}'`)).to.equal('hold_ends_once');
      expect(await tried(`DELETE FROM hold WHERE id = '${id}'`)).to.equal('23000');
      expect(await endHold(id, 'void')).to.equal('accepted');
      expect(await state(to)).to.deep.equal({ balance_fen: 10_000n, held_fen: 0n });
      expect(await endHold(id)).to.equal('hold_ends_once');
      expect(await tried(`UPDATE hold SET state = 'pending', ended_at = NULL WHERE id = '${id}'`)).to.equal('hold_ends_once');
      expect(await state(to)).to.deep.equal({ balance_fen: 10_000n, held_fen: 0n });
    });

    it('a balance written by hand, and an account that opens with money', async () => {
      expect(await tried(`UPDATE ledger_account SET balance_fen = 1 WHERE id = ${to}`)).to.equal('42501');
      expect(await tried(`INSERT INTO ledger_account (kind, may_be_negative, balance_fen) VALUES ('owner', false, 5)`)).to.equal('ledger_account_zero');
    });

    it('a second account for the same purpose, absent parts included', async () => {
      const sql = `INSERT INTO ledger_account (kind, may_be_negative) VALUES ('emergency-fund', false)`;
      expect([await tried(sql), await tried(sql)]).to.deep.equal(['accepted', 'ledger_account_one']);
    });

    it('the same movement twice, by its idempotency key', async () => {
      const sql = () => `INSERT INTO journal (id, kind, occurred_on, idempotency_key, body_hash, recorded_at) VALUES ('${newId()}', 'test', '2026-08-01', 'once', 'x', now())`;
      expect([await tried(sql()), await tried(sql())]).to.deep.equal(['accepted', 'journal_idempotency_key_key']);
    });

    it('changing an entry or a journal, whoever asks', async () => {
      for (const sql of ['UPDATE entry SET amount_fen = 1', 'DELETE FROM entry', 'UPDATE journal SET memo = \'x\'', 'DELETE FROM journal']) {
        expect([await tried(sql), await tried(sql, byOwner)], sql).to.deep.equal(['42501', '23000']);
      }
    });
  });

  describe('to the application', () => {
    it('any rewriting of an append-only table', async () => {
      const tables = await app.query<{ name: string; column: string }[]>(`
        SELECT c.relname AS name, (SELECT attname FROM pg_attribute a WHERE a.attrelid = c.oid AND attnum = 1) AS column
          FROM pg_class c WHERE obj_description(c.oid, 'pg_class') LIKE 'append-only%' ORDER BY 1`);
      expect(tables.map((t) => t.name)).to.deep.equal([
        'account_agreement',
        'audit_event',
        'audit_link',
        'bank_answer_line',
        'contractor_change',
        'draw_plan',
        'draw_plan_line',
        'entry',
        'funding_terms',
        'idempotency',
        'journal',
        'ledger_account',
        'line_reply',
        'paper',
        'release_step',
        'service_record',
        'stored_file',
      ]);
      for (const { name, column } of tables) {
        for (const sql of [`UPDATE ${name} SET ${column} = DEFAULT`, `DELETE FROM ${name}`, `TRUNCATE ${name} CASCADE`]) expect(await tried(sql), sql).to.equal('42501');
      }
    });

    it('changing the schema, the triggers or the record of migrations', async () => {
      for (const sql of ['CREATE TABLE mine (n int)', 'ALTER TABLE entry DISABLE TRIGGER ALL', 'DROP TABLE hold', 'DELETE FROM migrations', `INSERT INTO migrations (timestamp, name) VALUES (1, 'x')`, `SET session_replication_role = replica`]) {
        expect(await tried(sql), sql).to.equal('42501');
      }
    });
  });

  describe('in payroll', () => {
    const sheet = async (state = 'approved', cycle = 1) => {
      const id = newId();
      const answer = await tried(`
        INSERT INTO payroll_sheet (id, project_id, party_id, period, cycle, version, file_sha256, lines, gross_fen, deduction_fen, net_fen, state, pay_on, submitted_by, submitted_at)
        VALUES ('${id}', '${ids.project}', '${ids.contractor}', '2026-08', ${cycle}, 1, 'x', 1, 500000, 0, 500000, '${state}', '2026-09-15', '${ids.user}', now())`);
      return [id, answer] as const;
    };
    const line = (sheetId: string, no = 1, { period = '2026-08', worker = ids.worker, net = 500_000 } = {}) =>
      tried(`INSERT INTO payroll_line (period, sheet_id, line_no, worker_id, days, gross_fen, deduction_fen, net_fen, card_sealed, card_index, card_last4)
             VALUES ('${period}', '${sheetId}', ${no}, '${worker}', 21.5, 500000, 0, ${net}, '\\x01', '\\x01', '1234')`);
    const partitions = async () => (await app.query<{ name: string }[]>(`SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY 1`)).map((p) => p.name);

    before(async () => {
      await app.query(`SELECT ensure_payroll_partition('2026-08')`);
    });

    it('a line whose month has no partition; the application may ask for one, as often as it likes', async () => {
      const [id] = await sheet('superseded');
      expect(await line(id, 1, { period: '2026-12' })).to.equal('23514');
      await app.query(`SELECT ensure_payroll_partition('2026-12')`);
      await app.query(`SELECT ensure_payroll_partition('2026-12')`);
      expect(await line(id, 1, { period: '2026-12' })).to.equal('accepted');
      expect(await partitions()).to.deep.equal(['payroll_line_2026_08', 'payroll_line_2026_12']);
    });

    it('a partition for what is not a month', async () => {
      for (const wanted of ['2026-13', '2026-8', '', `2026-08'; DROP TABLE hold; --`]) expect(await tried(`SELECT ensure_payroll_partition('${wanted.replaceAll("'", "''")}')`), wanted).to.equal('22023');
    });

    it('a second sheet in force for a firm, month and cycle; a returned one makes room', async () => {
      const [first] = await sheet('submitted', 2);
      expect((await sheet('submitted', 2))[1]).to.equal('payroll_sheet_current');
      await app.query(`UPDATE payroll_sheet SET state = 'returned' WHERE id = $1`, [first]);
      expect((await sheet('submitted', 2))[1]).to.equal('accepted');
    });

    it('a worker twice on a sheet, and figures that do not add up', async () => {
      const [id] = await sheet('superseded');
      expect(await line(id)).to.equal('accepted');
      expect(await line(id, 2)).to.contain('worker_id_period_sheet_id');
      expect(await line(id, 2, { worker: ids.fellow, net: 499_999 })).to.equal('payroll_line_check');
    });

    it('a second payment of the same line, until the first has come back', async () => {
      const [sheetId] = await sheet('approved', 3);
      expect(await line(sheetId)).to.equal('accepted');
      const release = newId();
      await app.query(`INSERT INTO release (id, number, project_id, source, sheet_id, payer_bank_id, state, amount_fen, workers, requested_by, requested_at)
                       VALUES ('${release}', 'R1', '${ids.project}', 'escrow', '${sheetId}', '${ids.bank}', 'requested', 500000, 1, '${ids.user}', now())`);
      const pay = (lineNo: string) =>
        tried(`INSERT INTO payment_instruction (id, release_id, project_id, worker_id, period, sheet_id, line_no, amount_fen, payee, card_sealed, card_index, card_last4, state, created_at)
               VALUES ('${newId()}', '${release}', '${ids.project}', '${ids.worker}', '2026-08', '${sheetId}', ${lineNo}, 500000, '张三', '\\x01', '\\x01', '1234', 'draft', now())`);
      expect(await pay('1')).to.equal('accepted');
      expect(await pay('1')).to.equal('payment_instruction_line');
      expect(await pay('NULL'), 'a sheet without its line').to.equal('payment_instruction_check');
      expect(await pay('7'), 'a line that is not there').to.contain('fkey');
      await app.query(`UPDATE payment_instruction SET state = 'returned', end_to_end_id = 'AX-00000001' WHERE sheet_id = $1`, [sheetId]);
      expect(await pay('1')).to.equal('accepted');
    });

    it('a person who acts twice in one round of a release, through whichever account', async () => {
      const release = newId();
      await app.query(`INSERT INTO release (id, number, project_id, source, sheet_id, payer_bank_id, state, amount_fen, workers, requested_by, requested_at)
                       VALUES ('${release}', 'R2', '${ids.project}', 'escrow', '${(await sheet('approved', 4))[0]}', '${ids.bank}', 'requested', 500000, 1, '${ids.user}', now())`);
      const step = (name: string, person: string, actor: string, round = 1) =>
        tried(`INSERT INTO release_step (release_id, round, turn, step, decision, opinion, person_id, actor_id, at) VALUES ('${release}', ${round}, ${name === 'request' ? 1 : 2}, '${name}', 'agree', '同意', '${person}', '${actor}', now())`);
      expect(await step('request', ids.user, ids.user)).to.equal('accepted');
      expect(await step('labour-review', ids.user, ids.colleague)).to.equal('release_step_person');
      expect(await step('labour-review', ids.colleague, ids.colleague)).to.equal('accepted');
      expect(await step('request', ids.user, ids.user, 2)).to.equal('accepted');
    });
  });

  describe('in risk and cases', () => {
    const finding = (subject: string, period: string, episode = 1) =>
      tried(`INSERT INTO finding (id, rule, project_id, subject_type, subject_id, period, episode, severity, sentence, basis, parameters, evidence, first_seen_on, last_seen_on)
             VALUES ('${newId()}', 'R-PAY-01', '${ids.project}', 'project', '${subject}', ${period}, ${episode}, 'red', '未发', '[]', '{}', '[]', '2026-09-16', '2026-09-16')`);

    for (const period of [`'2026-08'`, 'NULL']) {
      it(`a second open finding of the same thing (period ${period}); a cleared one makes room for the next episode`, async () => {
        expect(await finding('p', period)).to.equal('accepted');
        expect(await finding('p', period, 2)).to.equal('finding_open');
        await app.query(`UPDATE finding SET cleared_on = '2026-09-20' WHERE subject_id = 'p' AND period IS NOT DISTINCT FROM ${period}`);
        expect(await finding('p', period, 1)).to.equal('finding_identity');
        expect(await finding('p', period, 2)).to.equal('accepted');
      });
    }

    it('a case with one handler, or closed without a conclusion', async () => {
      const file = (handler: string, state: string, closedOn: string) =>
        tried(`INSERT INTO case_file (id, number, project_id, party_id, area_code, organ_id, cause, state, filed_on, due_on, handler_id, co_handler_id, closed_on, created_at)
               VALUES ('${newId()}', 'C${newId()}', '${ids.project}', '${ids.contractor}', '460400', '${ids.organ}', '拖欠', '${state}', '2026-09-16', '2026-11-16', '${handler}', '${ids.colleague}', ${closedOn}, now())`);
      expect(await file(ids.user, 'filed', 'NULL')).to.equal('accepted');
      expect(await file(ids.colleague, 'filed', 'NULL')).to.match(/^case_file_check/u);
      expect(await file(ids.user, 'closed', `'2026-10-01'`)).to.match(/^case_file_check/u);
    });

    it('a paper number given twice, and a paper served twice', async () => {
      const paper = async (seq: number) => {
        const id = newId();
        const answer = await tried(`INSERT INTO paper (id, organ_id, kind, year, seq, number, title, data_sealed, data_hash, check_code, issued_on, issued_by, issued_at)
          VALUES ('${id}', '${ids.organ}', 'correction', 2026, ${seq}, '儋人社监令〔2026〕${newId()}号', '限期改正指令书', '\\x01', '${'a'.repeat(64)}', '${newId()}', '2026-09-16', '${ids.user}', now())`);
        return [id, answer] as const;
      };
      const serve = (id: string, servedOn: string) =>
        tried(`INSERT INTO service_record (id, paper_id, mode, attempted_on, served_on, server_id, co_server_id, recorded_at) VALUES ('${newId()}', '${id}', 'direct', '2026-09-17', ${servedOn}, '${ids.user}', '${ids.colleague}', now())`);
      const [id] = await paper(1);
      expect((await paper(1))[1]).to.equal('paper_organ_id_kind_year_seq_key');
      expect([await serve(id, 'NULL'), await serve(id, 'NULL'), await serve(id, `'2026-09-17'`)]).to.deep.equal(['accepted', 'accepted', 'accepted']);
      expect(await serve(id, `'2026-09-18'`)).to.equal('service_record_served');
      expect(await tried(`UPDATE paper SET title = 'x'`, byOwner)).to.equal('23000');
    });
  });

  it('a session whose user is not an id, and answers whose session it is', async () => {
    await app.query(`INSERT INTO session (sid, sess, expire) VALUES ('a', $1, now()), ('b', '{}', now())`, [JSON.stringify({ userId: ids.user })]);
    expect(await app.query('SELECT user_id FROM session ORDER BY sid')).to.deep.equal([{ user_id: ids.user }, { user_id: null }]);
    expect(await tried(`INSERT INTO session (sid, sess, expire) VALUES ('c', '{"userId": "x"}', now())`)).to.equal('22P02');
  });
});
