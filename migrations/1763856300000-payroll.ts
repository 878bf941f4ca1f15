import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Payroll1763856300000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE payroll_sheet (
        id            uuid PRIMARY KEY,
        project_id    uuid NOT NULL REFERENCES project (id),
        party_id      uuid NOT NULL REFERENCES party (id),
        period        text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        cycle         smallint NOT NULL DEFAULT 1 CHECK (cycle BETWEEN 1 AND 31),
        version       smallint NOT NULL CHECK (version >= 1),
        supersedes_id uuid UNIQUE REFERENCES payroll_sheet (id),
        file_id       uuid REFERENCES stored_file (id),
        file_sha256   text NOT NULL,
        lines         integer NOT NULL CHECK (lines > 0),
        gross_fen     bigint NOT NULL CHECK (gross_fen >= 0),
        deduction_fen bigint NOT NULL CHECK (deduction_fen >= 0),
        net_fen       bigint NOT NULL CHECK (net_fen >= 0),
        warnings      jsonb NOT NULL DEFAULT '[]',
        state         text NOT NULL CHECK (state IN ('submitted', 'returned', 'approved', 'releasing', 'part-paid', 'paid', 'superseded')),
        signed        boolean NOT NULL DEFAULT false,
        pay_on        date NOT NULL,
        reason        text,
        submitted_by  uuid NOT NULL REFERENCES user_account (id),
        submitted_at  timestamptz NOT NULL,
        approved_by   uuid REFERENCES user_account (id),
        approved_at   timestamptz,
        CHECK (gross_fen - deduction_fen = net_fen)
      );
      CREATE UNIQUE INDEX payroll_sheet_current ON payroll_sheet (project_id, party_id, period, cycle) WHERE state NOT IN ('superseded', 'returned');
      CREATE INDEX payroll_sheet_project ON payroll_sheet (project_id, period);
      CREATE INDEX payroll_sheet_party ON payroll_sheet (party_id, period);

      CREATE TABLE payroll_line (
        period        text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        sheet_id      uuid NOT NULL REFERENCES payroll_sheet (id),
        line_no       integer NOT NULL CHECK (line_no >= 1),
        worker_id     uuid NOT NULL REFERENCES worker (id),
        days          numeric(4, 1) NOT NULL CHECK (days >= 0 AND days <= 31),
        gross_fen     bigint NOT NULL CHECK (gross_fen >= 0),
        deduction_fen bigint NOT NULL CHECK (deduction_fen >= 0),
        net_fen       bigint NOT NULL CHECK (net_fen >= 0),
        card_sealed   bytea NOT NULL,
        card_index    bytea NOT NULL,
        card_last4    text NOT NULL CHECK (length(card_last4) = 4),
        bank_name     text NOT NULL DEFAULT '',
        state         text NOT NULL DEFAULT 'unpaid' CHECK (state IN ('unpaid', 'in-transit', 'paid', 'returned')),
        paid_on       date,
        PRIMARY KEY (period, sheet_id, line_no),
        UNIQUE (period, sheet_id, worker_id),
        CHECK (gross_fen - deduction_fen = net_fen),
        CHECK ((state = 'paid') = (paid_on IS NOT NULL))
      ) PARTITION BY RANGE (period);
      CREATE INDEX payroll_line_worker ON payroll_line (worker_id, period);

      -- The application's role may not create tables: it asks for a month's partition through this function.
      CREATE FUNCTION ensure_payroll_partition(wanted text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        partition text := 'payroll_line_' || replace(wanted, '-', '_');
        following text;
      BEGIN
        IF wanted !~ '^20[0-9]{2}-(0[1-9]|1[0-2])$' THEN
          RAISE EXCEPTION 'not a period: %', wanted USING ERRCODE = 'invalid_parameter_value';
        END IF;
        -- pg_class through a fresh snapshot: a cached to_regclass would not see what another session made while we waited.
        IF EXISTS (SELECT FROM pg_class WHERE relname = partition AND relnamespace = 'public'::regnamespace) THEN RETURN; END IF;
        PERFORM pg_advisory_xact_lock(hashtext('payroll_line partition'));
        IF EXISTS (SELECT FROM pg_class WHERE relname = partition AND relnamespace = 'public'::regnamespace) THEN RETURN; END IF;
        following := to_char(to_date(wanted || '-01', 'YYYY-MM-DD') + interval '1 month', 'YYYY-MM');
        EXECUTE format('CREATE TABLE %I PARTITION OF payroll_line FOR VALUES FROM (%L) TO (%L)', partition, wanted, following);
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
