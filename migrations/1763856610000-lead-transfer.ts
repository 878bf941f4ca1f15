import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lead of another organ's matter is passed on to it, which then sees it (条例724 Art. 10: 首问负责). */
export class LeadTransfer1763856610000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE lead ADD COLUMN transferred_to_id uuid REFERENCES organ (id),
        ADD CHECK (state <> 'transferred' OR transferred_to_id IS NOT NULL);
      CREATE INDEX lead_transferred ON lead (transferred_to_id) WHERE transferred_to_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
