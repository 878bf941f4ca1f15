import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The hash chain over the audit trail: one link for each event, made shortly after it by the job `link-audit` (docs/adr/0021). A link
 * has no foreign key, so that a superuser's deletion is found and named by the verifier whatever was switched off.
 */
export class AuditChain1763856710000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE audit_link (
        seq       bigint PRIMARY KEY CHECK (seq > 0),
        event_id  bigint NOT NULL UNIQUE,
        hash      bytea NOT NULL CHECK (length(hash) = 32),
        linked_at timestamptz NOT NULL
      );
      COMMENT ON TABLE audit_link IS 'append-only: the chain of keyed hashes over audit_event';
      CREATE TRIGGER audit_link_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();
      CREATE TRIGGER audit_event_kept BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
