import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payment files that the service sends itself: connections of banks, the queue, files that come in, decisions on payments in doubt. */
export class PaymentDispatch1763856660000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE release DROP CONSTRAINT release_state_check;
      ALTER TABLE release ADD CONSTRAINT release_state_check
        CHECK (state IN ('requested', 'labour-reviewed', 'housing-reviewed', 'queued', 'sent', 'part-paid', 'paid', 'returned', 'withdrawn'));

      CREATE TABLE bank_connection (
        id             uuid PRIMARY KEY,
        bank_id        uuid NOT NULL REFERENCES party (id),
        kind           text NOT NULL CHECK (kind IN ('desk', 'folder', 'http')),
        profile        text NOT NULL,
        place          text NOT NULL DEFAULT '' CHECK (place ~ '^[a-z0-9-]{0,40}$'),
        secret_sealed  bytea,
        wire_seconds   integer NOT NULL DEFAULT 30 CHECK (wire_seconds BETWEEN 1 AND 120),
        ask_minutes    integer NOT NULL DEFAULT 5 CHECK (ask_minutes BETWEEN 1 AND 1440),
        ask_times      integer NOT NULL DEFAULT 6 CHECK (ask_times BETWEEN 0 AND 100),
        answer_minutes integer NOT NULL DEFAULT 1440 CHECK (answer_minutes BETWEEN 1 AND 43200),
        state          text NOT NULL CHECK (state IN ('proposed', 'in-force', 'ended')),
        reason         text NOT NULL,
        proposed_by    uuid NOT NULL REFERENCES user_account (id),
        proposed_at    timestamptz NOT NULL,
        approved_by    uuid REFERENCES user_account (id),
        approved_at    timestamptz,
        contact_at     timestamptz,
        trouble        text,
        CHECK ((kind = 'desk') = (place = '')),
        CHECK (state <> 'in-force' OR (approved_by IS NOT NULL AND approved_by <> proposed_by))
      );
      -- A bank has one connection, and no two banks read each other's files.
      CREATE UNIQUE INDEX bank_connection_in_force ON bank_connection (bank_id) WHERE state = 'in-force';
      CREATE UNIQUE INDEX bank_connection_proposed ON bank_connection (bank_id) WHERE state = 'proposed';
      CREATE UNIQUE INDEX bank_connection_place ON bank_connection (kind, place) WHERE state = 'in-force' AND kind <> 'desk';

      CREATE TABLE dispatcher (
        id                smallint PRIMARY KEY CHECK (id = 1),
        paused_at         timestamptz,
        paused_by         uuid REFERENCES user_account (id),
        pause_reason      text,
        restored          boolean NOT NULL DEFAULT false,
        findings          jsonb NOT NULL DEFAULT '[]',
        resume_by         uuid REFERENCES user_account (id),
        resume_at         timestamptz,
        resume_note       text,
        system_identifier text,
        timeline          integer,
        sent_count        bigint NOT NULL DEFAULT 0,
        checked_at        timestamptz,
        CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
        CHECK (paused_at IS NOT NULL OR (resume_by IS NULL AND NOT restored))
      );
      INSERT INTO dispatcher (id) VALUES (1);

      ALTER TABLE payment_batch
        ADD COLUMN connection   text NOT NULL DEFAULT 'desk' CHECK (connection IN ('desk', 'folder', 'http')),
        ADD COLUMN state        text NOT NULL DEFAULT 'sent' CHECK (state IN ('queued', 'sent', 'withdrawn')),
        ADD COLUMN send_order   bigint UNIQUE,
        ADD COLUMN sent_at      timestamptz,
        ADD COLUMN delivered_at timestamptz,
        ADD COLUMN doubt        text,
        ADD COLUMN asks         integer NOT NULL DEFAULT 0,
        ADD COLUMN asked_at     timestamptz,
        ADD COLUMN bank_says    text;
      UPDATE payment_batch SET sent_at = made_at, delivered_at = made_at;
      ALTER TABLE payment_batch
        ADD CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
        ADD CHECK (state = 'sent' OR (delivered_at IS NULL AND doubt IS NULL)),
        ADD CHECK (connection <> 'desk' OR (state = 'sent' AND send_order IS NULL));
      CREATE INDEX payment_batch_queued ON payment_batch (made_at) WHERE state = 'queued';
      CREATE INDEX payment_batch_sent ON payment_batch (sent_at) WHERE state = 'sent';
      CREATE INDEX payment_instruction_batch ON payment_instruction (batch_id) WHERE state IN ('queued', 'sent', 'unknown');

      -- What has been sent stays sent: no statement makes a second sending of it possible.
      CREATE FUNCTION payment_batch_forward() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> 'queued' AND NEW.state <> OLD.state THEN
          RAISE EXCEPTION 'payment_batch %: % is an end, it does not become %', OLD.number, OLD.state, NEW.state USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER payment_batch_forward BEFORE UPDATE OF state ON payment_batch FOR EACH ROW EXECUTE FUNCTION payment_batch_forward();

      ALTER TABLE bank_answer ALTER COLUMN taken_by DROP NOT NULL;

      CREATE TABLE bank_file (
        id          uuid PRIMARY KEY,
        bank_id     uuid NOT NULL REFERENCES party (id),
        name        text NOT NULL,
        sha256      text NOT NULL,
        file_id     uuid NOT NULL REFERENCES stored_file (id),
        profile     text NOT NULL,
        received_at timestamptz NOT NULL,
        state       text NOT NULL CHECK (state IN ('received', 'taken', 'set-aside', 'handled')),
        answer_id   uuid REFERENCES bank_answer (id),
        why         text,
        note        text,
        handled_by  uuid REFERENCES user_account (id),
        handled_at  timestamptz,
        UNIQUE (bank_id, sha256),
        CHECK ((state = 'taken') = (answer_id IS NOT NULL)),
        CHECK (state NOT IN ('set-aside', 'handled') OR why IS NOT NULL),
        CHECK ((state = 'handled') = (handled_by IS NOT NULL))
      );
      CREATE INDEX bank_file_open ON bank_file (received_at) WHERE state IN ('received', 'set-aside');

      CREATE TABLE payment_decision (
        id                uuid PRIMARY KEY,
        batch_id          uuid NOT NULL REFERENCES payment_batch (id),
        outcome           text NOT NULL CHECK (outcome IN ('paid', 'not-paid')),
        statement_file_id uuid NOT NULL REFERENCES stored_file (id),
        opinion           text NOT NULL,
        proposed_by       uuid NOT NULL REFERENCES user_account (id),
        proposed_at       timestamptz NOT NULL,
        state             text NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
        decided_by        uuid REFERENCES user_account (id),
        decided_at        timestamptz,
        remark            text,
        CHECK ((state = 'proposed') = (decided_by IS NULL)),
        CHECK (decided_by IS NULL OR decided_by <> proposed_by)
      );
      CREATE UNIQUE INDEX payment_decision_proposed ON payment_decision (batch_id) WHERE state = 'proposed';
      ALTER TABLE payment_instruction ADD COLUMN decision_id uuid REFERENCES payment_decision (id);
      CREATE INDEX payment_instruction_decision ON payment_instruction (decision_id) WHERE decision_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
