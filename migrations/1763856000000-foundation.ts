import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Areas, people, policy, the audit trail and the machinery below them.
 * A table whose comment begins with `append-only` is granted to the application's role without UPDATE and DELETE
 * (platform/migrate.ts), and `forbid_rewrite` stops the owner's slips too.
 */
export class Foundation1763856000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION forbid_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % is never allowed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
      END $$;

      CREATE TABLE area (
        code        text PRIMARY KEY CHECK (code ~ '^[0-9]{6}([0-9]{3})?$'),
        name        text NOT NULL,
        parent_code text REFERENCES area (code),
        level       smallint NOT NULL CHECK (level BETWEEN 1 AND 4),
        valid_from  date NOT NULL,
        valid_to    date
      );

      CREATE TABLE organ (
        id         uuid PRIMARY KEY,
        kind       text NOT NULL CHECK (kind IN ('labour', 'housing', 'transport', 'water', 'enforcement', 'court', 'procuratorate', 'police', 'justice', 'petition', 'other')),
        name       text NOT NULL UNIQUE,
        area_code  text NOT NULL REFERENCES area (code),
        doc_prefix text,
        address    text NOT NULL DEFAULT '',
        phone      text NOT NULL DEFAULT '',
        -- Where its decisions may be contested: named in every decision.
        reconsideration_organ text NOT NULL DEFAULT '',
        court      text NOT NULL DEFAULT ''
      );

      CREATE TABLE party (
        id                   uuid PRIMARY KEY,
        kind                 text NOT NULL CHECK (kind IN ('enterprise', 'bank', 'surety', 'insurer', 'public-body')),
        uscc                 text NOT NULL UNIQUE CHECK (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
        name                 text NOT NULL,
        legal_representative text NOT NULL DEFAULT '',
        address              text NOT NULL DEFAULT '',
        phone                text NOT NULL DEFAULT '',
        area_code            text NOT NULL REFERENCES area (code),
        standing             text NOT NULL DEFAULT 'normal' CHECK (standing IN ('normal', 'listed')),
        standing_since       date,
        created_at           timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX party_name ON party (name);

      CREATE TABLE user_account (
        id            uuid PRIMARY KEY,
        person_id     uuid NOT NULL,
        login         text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
        name          text NOT NULL,
        role          text NOT NULL CHECK (role IN ('admin', 'inspector', 'supervisor', 'housing-reviewer', 'bank-operator', 'general-contractor', 'subcontractor', 'owner', 'department')),
        area_code     text REFERENCES area (code),
        organ_id      uuid REFERENCES organ (id),
        party_id      uuid REFERENCES party (id),
        badge_no      text NOT NULL DEFAULT '',
        phone         text NOT NULL DEFAULT '',
        password_hash text NOT NULL,
        must_change   boolean NOT NULL DEFAULT false,
        disabled_at   timestamptz,
        signed_in_at  timestamptz,
        created_at    timestamptz NOT NULL DEFAULT now(),
        CHECK (role NOT IN ('inspector', 'supervisor', 'housing-reviewer', 'department') OR (organ_id IS NOT NULL AND area_code IS NOT NULL)),
        CHECK (role NOT IN ('bank-operator', 'general-contractor', 'subcontractor', 'owner') OR party_id IS NOT NULL)
      );

      CREATE TABLE session (
        sid     text PRIMARY KEY,
        sess    jsonb NOT NULL,
        expire  timestamptz NOT NULL,
        user_id uuid GENERATED ALWAYS AS ((sess ->> 'userId')::uuid) STORED
      );
      CREATE INDEX session_expire ON session (expire);
      CREATE INDEX session_user_id ON session (user_id) WHERE user_id IS NOT NULL;

      CREATE TABLE attempt (
        id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL,
        at  timestamptz NOT NULL
      );
      CREATE INDEX attempt_key_at ON attempt (key, at);

      CREATE TABLE calendar_year (
        year       smallint PRIMARY KEY CHECK (year BETWEEN 2000 AND 2100),
        source     text NOT NULL,
        provisional boolean NOT NULL DEFAULT false
      );
      CREATE TABLE calendar_day (
        day  date PRIMARY KEY,
        year smallint NOT NULL REFERENCES calendar_year (year) ON DELETE CASCADE,
        kind text NOT NULL CHECK (kind IN ('holiday', 'workday')),
        name text NOT NULL,
        CHECK (extract(year FROM day) = year)
      );

      CREATE TABLE parameter (
        id          uuid PRIMARY KEY,
        key         text NOT NULL,
        area_code   text NOT NULL REFERENCES area (code),
        valid_from  date NOT NULL,
        valid_to    date CHECK (valid_to >= valid_from),
        value       jsonb NOT NULL,
        source      text NOT NULL,
        confidence  text NOT NULL CHECK (confidence IN ('C', 'S', 'L', 'V', 'D')),
        reason      text NOT NULL,
        proposed_by uuid NOT NULL REFERENCES user_account (id),
        approved_by uuid REFERENCES user_account (id),
        approved_at timestamptz,
        created_at  timestamptz NOT NULL DEFAULT now(),
        CHECK (approved_by IS NULL OR approved_by <> proposed_by)
      );
      CREATE UNIQUE INDEX parameter_in_force ON parameter (key, area_code, valid_from) WHERE approved_by IS NOT NULL;

      CREATE TABLE audit_event (
        id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at           timestamptz NOT NULL,
        actor_id     uuid,
        actor_name   text NOT NULL,
        actor_role   text NOT NULL,
        action       text NOT NULL,
        subject_type text NOT NULL,
        subject_id   text NOT NULL,
        project_id   uuid,
        from_state   text,
        to_state     text,
        reason       text,
        detail       jsonb NOT NULL DEFAULT '{}',
        request_id   text
      );
      CREATE INDEX audit_event_subject ON audit_event (subject_type, subject_id, id);
      CREATE INDEX audit_event_project ON audit_event (project_id, id) WHERE project_id IS NOT NULL;
      CREATE INDEX audit_event_actor ON audit_event (actor_id, id);
      COMMENT ON TABLE audit_event IS 'append-only: who did what to which record, written in the transaction of the change';
      CREATE TRIGGER audit_event_fixed BEFORE UPDATE OR DELETE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();

      CREATE TABLE outbox (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind       text NOT NULL,
        payload    jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        done_at    timestamptz,
        attempts   smallint NOT NULL DEFAULT 0,
        error      text
      );
      CREATE INDEX outbox_open ON outbox (id) WHERE done_at IS NULL;

      CREATE TABLE job_run (
        name        text NOT NULL,
        slot        timestamptz NOT NULL,
        state       text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
        started_at  timestamptz NOT NULL,
        finished_at timestamptz,
        counts      jsonb NOT NULL DEFAULT '{}',
        error       text,
        PRIMARY KEY (name, slot)
      );

      CREATE TABLE idempotency (
        key        text NOT NULL,
        actor_id   uuid NOT NULL,
        route      text NOT NULL,
        body_hash  text NOT NULL,
        status     smallint NOT NULL,
        response   jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (key, actor_id, route)
      );
      COMMENT ON TABLE idempotency IS 'append-only: the first answer to each keyed command';

      CREATE TABLE stored_file (
        id         uuid PRIMARY KEY,
        sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        name       text NOT NULL,
        media_type text NOT NULL,
        bytes      bytea NOT NULL,
        stored_by  uuid,
        stored_at  timestamptz NOT NULL
      );
      CREATE INDEX stored_file_sha256 ON stored_file (sha256);
      COMMENT ON TABLE stored_file IS 'append-only: every file that came in or went out, as it was';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
