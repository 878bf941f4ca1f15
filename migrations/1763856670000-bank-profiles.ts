import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How each bank writes its files, as data that two people change, with the bank's own files as regression tests. */
export class BankProfiles1763856670000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE bank_profile (
        id         text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
        name       text NOT NULL,
        bank_id    uuid REFERENCES party (id),
        definition jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'object'),
        version    integer NOT NULL CHECK (version >= 0),
        state      text NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
        CONSTRAINT bank_profile_approved CHECK ((version = 0) = (state = 'draft'))
      );
      CREATE UNIQUE INDEX bank_profile_name ON bank_profile (name);

      CREATE TABLE bank_profile_change (
        id           uuid PRIMARY KEY,
        profile_id   text NOT NULL REFERENCES bank_profile (id),
        base_version integer NOT NULL,
        name         text NOT NULL,
        bank_id      uuid REFERENCES party (id),
        definition   jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'object'),
        state        text NOT NULL CHECK (state IN ('active', 'retired')),
        reason       text NOT NULL,
        proposed_by  uuid NOT NULL REFERENCES user_account (id),
        proposed_at  timestamptz NOT NULL,
        decision     text CHECK (decision IN ('approved', 'rejected')),
        decided_by   uuid REFERENCES user_account (id),
        decided_at   timestamptz,
        CONSTRAINT bank_profile_change_decided CHECK (num_nulls(decision, decided_by, decided_at) IN (0, 3)),
        CONSTRAINT bank_profile_change_two_people CHECK (decision <> 'approved' OR decided_by <> proposed_by)
      );
      CREATE UNIQUE INDEX bank_profile_change_open ON bank_profile_change (profile_id) WHERE decision IS NULL;

      CREATE TABLE bank_profile_sample (
        id          uuid PRIMARY KEY,
        profile_id  text NOT NULL REFERENCES bank_profile (id),
        change_id   uuid REFERENCES bank_profile_change (id),
        kind        text NOT NULL CHECK (kind IN ('answer', 'statement')),
        file_id     uuid NOT NULL REFERENCES stored_file (id),
        reading_id  uuid NOT NULL REFERENCES stored_file (id),
        state       text NOT NULL CHECK (state IN ('tried', 'kept', 'dropped')),
        tried_by    uuid NOT NULL REFERENCES user_account (id),
        tried_at    timestamptz NOT NULL,
        dropped_by  uuid REFERENCES user_account (id),
        drop_reason text,
        CONSTRAINT bank_profile_sample_dropped CHECK ((state = 'dropped') = (drop_reason IS NOT NULL AND dropped_by IS NOT NULL))
      );
      CREATE INDEX bank_profile_sample_kept ON bank_profile_sample (profile_id) WHERE state = 'kept';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
