import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people prove themselves with besides a password, and answers to keyed commands that are sealed: they hold what is shown once. */
export class SecondFactor1763856650000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE second_factor (
        user_id      uuid PRIMARY KEY REFERENCES user_account (id),
        kind         text NOT NULL CHECK (kind IN ('totp')),
        secret       bytea,
        pending      bytea,
        last_step    integer,
        last_session text,
        enrolled_at  timestamptz,
        begun_at     timestamptz NOT NULL,
        CHECK (secret IS NOT NULL OR pending IS NOT NULL),
        CHECK ((secret IS NULL) = (enrolled_at IS NULL))
      );
      CREATE FUNCTION second_factor_step_rises() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.secret = OLD.secret AND NEW.last_step < OLD.last_step THEN
          RAISE EXCEPTION 'a code counts once' USING ERRCODE = 'check_violation', CONSTRAINT = 'second_factor_step_rises';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER second_factor_step_rises BEFORE UPDATE ON second_factor FOR EACH ROW EXECUTE FUNCTION second_factor_step_rises();

      CREATE TABLE recovery_code (
        code_index bytea PRIMARY KEY CHECK (octet_length(code_index) = 32),
        user_id    uuid NOT NULL REFERENCES second_factor (user_id) ON DELETE CASCADE,
        used_at    timestamptz
      );
      CREATE INDEX recovery_code_user ON recovery_code (user_id);

      ALTER TABLE idempotency DROP COLUMN response, ADD COLUMN answer bytea;
      CREATE TRIGGER idempotency_fixed BEFORE UPDATE OR DELETE ON idempotency FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
