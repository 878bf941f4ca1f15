import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Days worked as a sheet says them: up to two decimals, and unknown where it does not say. A rounded or invented figure would be no evidence. */
export class PayrollDays1763856600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE payroll_line ALTER COLUMN days TYPE numeric(4, 2), ALTER COLUMN days DROP NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
