import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A worker's own page: the codes that open it, and what a worker says of a line of a payroll sheet. */
export class SelfCheck1763856730000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- A ticket has one row for each worker whom the name and the last digits fit, and one without a worker where they fit nobody:
      -- from outside both look alike.
      CREATE TABLE self_check_code (
        id          uuid PRIMARY KEY,
        ticket      text NOT NULL,
        worker_id   uuid REFERENCES worker (id),
        code_sealed bytea NOT NULL,
        made_at     timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL CHECK (expires_at > made_at),
        tries       smallint NOT NULL DEFAULT 0,
        used_at     timestamptz,
        UNIQUE (ticket, worker_id)
      );
      CREATE INDEX self_check_code_worker ON self_check_code (worker_id, made_at) WHERE worker_id IS NOT NULL;

      CREATE TABLE line_reply (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        period     text NOT NULL,
        sheet_id   uuid NOT NULL,
        line_no    integer NOT NULL,
        worker_id  uuid NOT NULL REFERENCES worker (id),
        verdict    text NOT NULL CHECK (verdict IN ('confirmed', 'rejected')),
        reason     text NOT NULL DEFAULT '',
        replied_at timestamptz NOT NULL,
        FOREIGN KEY (period, sheet_id, line_no) REFERENCES payroll_line (period, sheet_id, line_no),
        CHECK (verdict = 'confirmed' OR reason <> '')
      );
      CREATE INDEX line_reply_line ON line_reply (sheet_id, line_no, id DESC);
      COMMENT ON TABLE line_reply IS 'append-only: what a worker says of a line; the last word counts, silence is none';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
