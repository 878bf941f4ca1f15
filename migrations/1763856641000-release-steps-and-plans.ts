import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A release may be returned to a step in the middle, so a round has as many entries as were made; each waiting step has its day and may be
 * somebody's. A draw on the deposit keeps the plan that it was made by, to the person and month.
 */
export class ReleaseStepsAndPlans1763856641000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE release_step ADD COLUMN turn smallint, ADD COLUMN returned_to text CHECK (returned_to IN ('request', 'labour-review', 'housing-review'));
      UPDATE release_step SET turn = array_position(ARRAY['request', 'labour-review', 'housing-review', 'bank-pay'], step), returned_to = CASE decision WHEN 'return' THEN 'request' END;
      ALTER TABLE release_step ALTER COLUMN turn SET NOT NULL, DROP CONSTRAINT release_step_pkey, ADD PRIMARY KEY (release_id, round, turn),
        ADD CONSTRAINT release_step_return CHECK ((decision = 'return') = (returned_to IS NOT NULL));

      CREATE TABLE draw_plan (
        id         uuid PRIMARY KEY,
        case_id    uuid NOT NULL REFERENCES case_file (id),
        project_id uuid NOT NULL REFERENCES project (id),
        owed_fen   bigint NOT NULL CHECK (owed_fen > 0),
        drawn_fen  bigint NOT NULL CHECK (drawn_fen > 0 AND drawn_fen <= owed_fen),
        at_least_one_fen boolean NOT NULL,
        made_by    uuid NOT NULL REFERENCES user_account (id),
        made_at    timestamptz NOT NULL
      );
      CREATE INDEX draw_plan_case ON draw_plan (case_id);
      COMMENT ON TABLE draw_plan IS 'append-only: how a deposit was shared out to the persons of a case';

      CREATE TABLE draw_plan_line (
        plan_id   uuid NOT NULL REFERENCES draw_plan (id),
        n         integer NOT NULL CHECK (n >= 1),
        worker_id uuid NOT NULL REFERENCES worker (id),
        period    text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        sheet_id  uuid,
        line_no   integer,
        claim_id  uuid NOT NULL REFERENCES case_claim (id),
        owed_fen  bigint NOT NULL CHECK (owed_fen > 0),
        drawn_fen bigint NOT NULL CHECK (drawn_fen >= 0 AND drawn_fen <= owed_fen),
        PRIMARY KEY (plan_id, n),
        FOREIGN KEY (period, sheet_id, line_no) REFERENCES payroll_line (period, sheet_id, line_no),
        CHECK ((sheet_id IS NULL) = (line_no IS NULL))
      );
      CREATE UNIQUE INDEX draw_plan_line_once ON draw_plan_line (plan_id, worker_id, period, sheet_id, line_no) NULLS NOT DISTINCT;
      COMMENT ON TABLE draw_plan_line IS 'append-only: one worker-month of a plan, what is owed and what of it this draw pays';

      ALTER TABLE release ADD COLUMN partial boolean NOT NULL DEFAULT false, ADD COLUMN plan_id uuid REFERENCES draw_plan (id), ADD COLUMN assignee_id uuid REFERENCES user_account (id), ADD COLUMN step_due_on date,
        ADD CONSTRAINT release_plan CHECK (plan_id IS NULL OR case_id IS NOT NULL);
      CREATE INDEX release_plan_id ON release (plan_id) WHERE plan_id IS NOT NULL;
      CREATE INDEX release_assignee ON release (assignee_id) WHERE assignee_id IS NOT NULL;

      -- A month that no sheet knows of counts once, however many cases name it.
      DROP INDEX payment_instruction_claim;
      CREATE UNIQUE INDEX payment_instruction_claim ON payment_instruction (project_id, worker_id, period, part)
        WHERE sheet_id IS NULL AND state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid');
      CREATE OR REPLACE FUNCTION payment_instruction_sum() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        IF EXISTS (
          SELECT FROM (SELECT DISTINCT period, sheet_id, line_no FROM added WHERE sheet_id IS NOT NULL) a
            JOIN payroll_line l USING (period, sheet_id, line_no)
           WHERE l.net_fen < (SELECT sum(i.amount_fen) FROM payment_instruction i WHERE i.period = a.period AND i.sheet_id = a.sheet_id AND i.line_no = a.line_no
                                 AND i.state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid'))
          UNION ALL
          SELECT FROM (SELECT DISTINCT project_id, worker_id, period FROM added WHERE sheet_id IS NULL) a
           WHERE (SELECT max(c.amount_fen) FROM case_claim c WHERE c.project_id = a.project_id AND c.worker_id = a.worker_id AND c.period = a.period)
               < (SELECT sum(i.amount_fen) FROM payment_instruction i WHERE i.project_id = a.project_id AND i.worker_id = a.worker_id AND i.period = a.period AND i.sheet_id IS NULL
                     AND i.state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid'))
        ) THEN
          RAISE EXCEPTION 'more would be paid than is owed' USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_instruction_sum';
        END IF;
        RETURN NULL;
      END $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
