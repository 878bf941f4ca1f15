import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A worker-month may be paid in parts: from a deposit that does not reach, then the rest from elsewhere. A line knows what of it is paid and
 * on its way; no two payments carry the same part of it, and together they never exceed what is owed.
 */
export class PaymentParts1763856640000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE payroll_line ADD COLUMN paid_fen bigint NOT NULL DEFAULT 0, ADD COLUMN on_way_fen bigint NOT NULL DEFAULT 0;
      UPDATE payroll_line SET paid_fen = net_fen WHERE state = 'paid';
      UPDATE payroll_line SET on_way_fen = net_fen WHERE state = 'in-transit';
      ALTER TABLE payroll_line
        ADD CONSTRAINT payroll_line_parts CHECK (paid_fen >= 0 AND on_way_fen >= 0 AND paid_fen + on_way_fen <= net_fen),
        ADD CONSTRAINT payroll_line_standing CHECK (CASE state WHEN 'paid' THEN paid_fen = net_fen WHEN 'in-transit' THEN on_way_fen > 0 ELSE on_way_fen = 0 AND (paid_fen < net_fen OR net_fen = 0) END);

      ALTER TABLE payment_instruction ADD COLUMN part smallint NOT NULL DEFAULT 1 CHECK (part >= 1);
      DROP INDEX payment_instruction_line;
      DROP INDEX payment_instruction_claim;
      -- A part of a worker-month is on its way at most once: nothing else makes a second payment of it possible.
      CREATE UNIQUE INDEX payment_instruction_line ON payment_instruction (period, sheet_id, line_no, part)
        WHERE sheet_id IS NOT NULL AND state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid');
      CREATE UNIQUE INDEX payment_instruction_claim ON payment_instruction (claim_id, part)
        WHERE claim_id IS NOT NULL AND sheet_id IS NULL AND state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid');
      CREATE INDEX payment_instruction_sheet ON payment_instruction (sheet_id, line_no) WHERE sheet_id IS NOT NULL;

      -- The parts of a line, or of a claim that no sheet knows of, never come to more than it. Whoever adds the same part at the same time
      -- is stopped by the unique index; whoever adds the next one sees the parts before.
      CREATE FUNCTION payment_instruction_sum() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM (SELECT DISTINCT period, sheet_id, line_no FROM added WHERE sheet_id IS NOT NULL) a
            JOIN payroll_line l USING (period, sheet_id, line_no)
           WHERE l.net_fen < (SELECT sum(i.amount_fen) FROM payment_instruction i WHERE i.period = a.period AND i.sheet_id = a.sheet_id AND i.line_no = a.line_no
                                 AND i.state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid'))
          UNION ALL
          SELECT FROM (SELECT DISTINCT claim_id FROM added WHERE sheet_id IS NULL) a JOIN case_claim c ON c.id = a.claim_id
           WHERE c.amount_fen < (SELECT sum(i.amount_fen) FROM payment_instruction i WHERE i.claim_id = a.claim_id AND i.sheet_id IS NULL
                                    AND i.state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid'))
        ) THEN
          RAISE EXCEPTION 'more would be paid than is owed' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_instruction_sum';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER payment_instruction_sum AFTER INSERT ON payment_instruction REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION payment_instruction_sum();

      -- What a payment is never changes, and none comes back from its end.
      CREATE FUNCTION payment_instruction_kept() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a payment never changes its amount, its line or its number, and never comes back from its end' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_instruction_kept';
      END $$;
      CREATE TRIGGER payment_instruction_kept BEFORE UPDATE ON payment_instruction FOR EACH ROW
        WHEN (OLD.amount_fen <> NEW.amount_fen OR OLD.part <> NEW.part OR OLD.period <> NEW.period OR OLD.sheet_id IS DISTINCT FROM NEW.sheet_id OR OLD.line_no IS DISTINCT FROM NEW.line_no
              OR OLD.claim_id IS DISTINCT FROM NEW.claim_id OR OLD.worker_id <> NEW.worker_id OR (OLD.end_to_end_id IS NOT NULL AND OLD.end_to_end_id IS DISTINCT FROM NEW.end_to_end_id)
              OR (OLD.state IN ('rejected', 'returned', 'withdrawn') AND OLD.state <> NEW.state))
        EXECUTE FUNCTION payment_instruction_kept();

      -- A part of a sheet may be under way while the rest is requested: lines are guarded one by one.
      DROP INDEX release_sheet_open;
      CREATE INDEX release_sheet ON release (sheet_id) WHERE sheet_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
