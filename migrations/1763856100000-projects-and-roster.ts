import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProjectsAndRoster1763856100000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE project (
        id                  uuid PRIMARY KEY,
        code                text NOT NULL UNIQUE,
        name                text NOT NULL,
        area_code           text NOT NULL REFERENCES area (code),
        address             text NOT NULL DEFAULT '',
        industry            text NOT NULL CHECK (industry IN ('housing', 'transport', 'water', 'other')),
        government_funded   boolean NOT NULL DEFAULT false,
        owner_id            uuid NOT NULL REFERENCES party (id),
        contractor_id       uuid NOT NULL REFERENCES party (id),
        contract_no         text NOT NULL,
        contract_price_fen  bigint NOT NULL CHECK (contract_price_fen > 0),
        contract_signed_on  date NOT NULL,
        permit_no           text,
        permit_issued_on    date,
        planned_start_on    date NOT NULL,
        planned_finish_on   date NOT NULL CHECK (planned_finish_on >= planned_start_on),
        started_on          date,
        completed_on        date CHECK (completed_on >= started_on),
        labour_cost_fen     bigint CHECK (labour_cost_fen > 0 AND labour_cost_fen <= contract_price_fen),
        labour_share_bp     integer CHECK (labour_share_bp BETWEEN 1 AND 10000),
        funding_day         smallint CHECK (funding_day BETWEEN 1 AND 31),
        pay_day             smallint NOT NULL CHECK (pay_day BETWEEN 1 AND 31),
        pay_month           text NOT NULL CHECK (pay_month IN ('same', 'next')),
        wage_officer        text NOT NULL DEFAULT '',
        wage_officer_phone  text NOT NULL DEFAULT '',
        payment_guarantee   boolean NOT NULL DEFAULT false,
        state               text NOT NULL CHECK (state IN ('preparing', 'running', 'stopped', 'completed')),
        created_at          timestamptz NOT NULL,
        CHECK ((permit_no IS NULL) = (permit_issued_on IS NULL)),
        CHECK (state = 'preparing' OR started_on IS NOT NULL),
        CHECK ((state = 'completed') = (completed_on IS NOT NULL))
      );
      CREATE INDEX project_area ON project (area_code text_pattern_ops);
      CREATE INDEX project_contractor ON project (contractor_id);
      CREATE INDEX project_owner ON project (owner_id);

      CREATE TABLE project_party (
        id           uuid PRIMARY KEY,
        project_id   uuid NOT NULL REFERENCES project (id),
        party_id     uuid NOT NULL REFERENCES party (id),
        parent_id    uuid REFERENCES project_party (id),
        role         text NOT NULL CHECK (role IN ('general-contractor', 'subcontractor')),
        scope        text NOT NULL DEFAULT '',
        tier         smallint NOT NULL CHECK (tier BETWEEN 1 AND 5),
        entered_on   date NOT NULL,
        left_on      date CHECK (left_on >= entered_on),
        UNIQUE (project_id, party_id)
      );
      CREATE INDEX project_party_party ON project_party (party_id);

      -- Facts of a project's month, kept by the commands that change them, so that no daily work reads payroll lines.
      CREATE TABLE project_month (
        project_id         uuid NOT NULL REFERENCES project (id),
        period             text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        attendance_days    integer NOT NULL DEFAULT 0 CHECK (attendance_days >= 0),
        attending_workers  integer NOT NULL DEFAULT 0 CHECK (attending_workers >= 0),
        unregistered_workers integer NOT NULL DEFAULT 0 CHECK (unregistered_workers >= 0),
        sheets             integer NOT NULL DEFAULT 0 CHECK (sheets >= 0),
        approved_sheets    integer NOT NULL DEFAULT 0 CHECK (approved_sheets >= 0),
        lines              integer NOT NULL DEFAULT 0 CHECK (lines >= 0),
        payable_fen        bigint NOT NULL DEFAULT 0 CHECK (payable_fen >= 0),
        paid_fen           bigint NOT NULL DEFAULT 0 CHECK (paid_fen >= 0),
        paid_lines         integer NOT NULL DEFAULT 0 CHECK (paid_lines >= 0),
        returned_lines     integer NOT NULL DEFAULT 0 CHECK (returned_lines >= 0),
        credited_fen       bigint NOT NULL DEFAULT 0 CHECK (credited_fen >= 0),
        changed_at         timestamptz NOT NULL,
        PRIMARY KEY (project_id, period)
      );

      CREATE TABLE worker (
        id          uuid PRIMARY KEY,
        name        text NOT NULL CHECK (name <> ''),
        id_sealed   bytea NOT NULL,
        id_index    bytea NOT NULL UNIQUE,
        id_last4    text NOT NULL CHECK (length(id_last4) = 4),
        id_valid    boolean NOT NULL,
        born_on     date,
        sex         text CHECK (sex IN ('男', '女')),
        phone_sealed bytea,
        phone_index bytea,
        phone_last4 text CHECK (length(phone_last4) = 4),
        created_at  timestamptz NOT NULL
      );
      CREATE INDEX worker_name ON worker (name);
      CREATE INDEX worker_phone ON worker (phone_index) WHERE phone_index IS NOT NULL;

      CREATE TABLE engagement (
        id                 uuid PRIMARY KEY,
        worker_id          uuid NOT NULL REFERENCES worker (id),
        project_id         uuid NOT NULL REFERENCES project (id),
        party_id           uuid NOT NULL REFERENCES party (id),
        trade              text NOT NULL DEFAULT '',
        team               text NOT NULL DEFAULT '',
        team_leader        boolean NOT NULL DEFAULT false,
        contract_signed_on date,
        contract_ends_on   date CHECK (contract_ends_on >= contract_signed_on),
        entered_on         date NOT NULL,
        left_on            date CHECK (left_on >= entered_on),
        card_sealed        bytea,
        card_index         bytea,
        card_last4         text CHECK (length(card_last4) = 4),
        bank_name          text NOT NULL DEFAULT '',
        created_at         timestamptz NOT NULL,
        CHECK ((card_sealed IS NULL) = (card_index IS NULL) AND (card_sealed IS NULL) = (card_last4 IS NULL))
      );
      CREATE UNIQUE INDEX engagement_current ON engagement (project_id, worker_id, party_id) WHERE left_on IS NULL;
      CREATE INDEX engagement_worker ON engagement (worker_id);
      CREATE INDEX engagement_card ON engagement (card_index) WHERE card_index IS NOT NULL;

      CREATE TABLE attendance (
        project_id uuid NOT NULL REFERENCES project (id),
        day        date NOT NULL,
        worker_id  uuid NOT NULL REFERENCES worker (id),
        party_id   uuid REFERENCES party (id),
        portion    numeric(3, 2) NOT NULL CHECK (portion > 0 AND portion <= 1),
        registered boolean NOT NULL,
        source     text NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (project_id, day, worker_id)
      );
      CREATE INDEX attendance_worker ON attendance (worker_id, day);

      CREATE TABLE import_run (
        id          uuid PRIMARY KEY,
        kind        text NOT NULL CHECK (kind IN ('payroll', 'roster', 'attendance', 'bank-answer', 'statement')),
        project_id  uuid REFERENCES project (id),
        party_id    uuid REFERENCES party (id),
        file_id     uuid NOT NULL REFERENCES stored_file (id),
        state       text NOT NULL CHECK (state IN ('refused', 'applied')),
        rows        integer NOT NULL DEFAULT 0,
        mistakes    jsonb NOT NULL DEFAULT '[]',
        subject_id  uuid,
        created_by  uuid NOT NULL REFERENCES user_account (id),
        created_at  timestamptz NOT NULL
      );
      CREATE INDEX import_run_created ON import_run (created_at DESC);
      CREATE INDEX import_run_project ON import_run (project_id, created_at DESC);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
