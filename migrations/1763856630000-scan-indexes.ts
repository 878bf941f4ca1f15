import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the daily scan looks up: the roster of a project, also of those who left, and the few people of the city who are doubtful. */
export class ScanIndexes1763856630000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX engagement_project ON engagement (project_id);
      CREATE INDEX engagement_leader_card ON engagement (card_index) WHERE team_leader AND card_index IS NOT NULL;
      CREATE INDEX worker_id_invalid ON worker (id) WHERE NOT id_valid;
      CREATE INDEX worker_born_on ON worker (born_on);
      CREATE INDEX finding_due ON finding (due_on) WHERE cleared_on IS NULL AND handled_on IS NULL AND severity <> 'grey';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
