import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A deposit of a firm for several projects, doubling after arrears, reminders of guarantees that expire, the return with its public
 * notice and objections, the half-yearly stock-taking, and joint guarantee commitments.
 */
export class DepositInFull1763856690000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deposit
        ALTER COLUMN project_id DROP NOT NULL,
        ADD COLUMN party_id uuid REFERENCES party (id),
        ADD COLUMN area_code text REFERENCES area (code),
        ADD COLUMN arrears_on date,
        DROP CONSTRAINT deposit_state_check,
        ADD CONSTRAINT deposit_state_check CHECK (state IN ('due', 'held', 'exempt', 'in-use', 'top-up-due', 'double-due', 'notice', 'returned')),
        ADD CONSTRAINT deposit_one_owner CHECK ((project_id IS NULL) = (party_id IS NOT NULL) AND (party_id IS NULL) = (area_code IS NULL)),
        ADD CONSTRAINT deposit_double CHECK (state <> 'double-due' OR (arrears_on IS NOT NULL AND due_fen IS NOT NULL AND due_on IS NOT NULL));
      CREATE UNIQUE INDEX deposit_of_firm ON deposit (party_id, area_code) WHERE party_id IS NOT NULL;

      -- Which deposit stands for which project: its own, or its contractor's.
      CREATE TABLE deposit_cover (
        project_id uuid PRIMARY KEY REFERENCES project (id),
        deposit_id uuid NOT NULL REFERENCES deposit (id)
      );
      CREATE INDEX deposit_cover_deposit ON deposit_cover (deposit_id);
      INSERT INTO deposit_cover (project_id, deposit_id) SELECT project_id, id FROM deposit;
      CREATE FUNCTION deposit_cover_fits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF NOT EXISTS (SELECT FROM deposit d JOIN project p ON p.id = NEW.project_id
                        WHERE d.id = NEW.deposit_id AND (d.project_id = p.id OR (d.party_id = p.contractor_id AND left(p.area_code, 6) = left(d.area_code, 6)))) THEN
          RAISE EXCEPTION 'a deposit covers its own project, or projects of its firm in its area' USING ERRCODE = 'check_violation', CONSTRAINT = 'deposit_cover_fits';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER deposit_cover_fits BEFORE INSERT OR UPDATE ON deposit_cover FOR EACH ROW EXECUTE FUNCTION deposit_cover_fits();

      ALTER TABLE ledger_account
        ADD COLUMN deposit_id uuid REFERENCES deposit (id),
        DROP CONSTRAINT ledger_account_one,
        ADD CONSTRAINT ledger_account_one UNIQUE NULLS NOT DISTINCT (kind, project_id, party_id, worker_id, deposit_id),
        ADD CONSTRAINT ledger_account_of_deposit CHECK (deposit_id IS NULL OR (project_id IS NULL AND kind IN ('contractor', 'deposit', 'guarantor', 'guarantee')));
      CREATE INDEX ledger_account_deposit ON ledger_account (deposit_id) WHERE deposit_id IS NOT NULL;

      ALTER TABLE deposit_instrument ADD COLUMN kept_at text NOT NULL DEFAULT '';

      CREATE TABLE guarantee_reminder (
        id            uuid PRIMARY KEY,
        instrument_id uuid NOT NULL REFERENCES deposit_instrument (id),
        valid_to      date NOT NULL,
        reminded_on   date NOT NULL,
        paper_id      uuid UNIQUE REFERENCES paper (id),
        reply         text,
        replied_on    date,
        replied_by    uuid REFERENCES user_account (id),
        created_at    timestamptz NOT NULL,
        UNIQUE (instrument_id, valid_to),
        CHECK ((reply IS NULL) = (replied_on IS NULL) AND (reply IS NULL) = (replied_by IS NULL))
      );

      CREATE TABLE deposit_return (
        id             uuid PRIMARY KEY,
        deposit_id     uuid NOT NULL REFERENCES deposit (id),
        state          text NOT NULL CHECK (state IN ('notice', 'applied', 'agreed', 'declined', 'refused', 'released', 'stopped')),
        ex_officio     boolean NOT NULL,
        promise        text NOT NULL,
        completed_on   date NOT NULL,
        amount_fen     bigint NOT NULL CHECK (amount_fen > 0),
        notice_from    date NOT NULL,
        notice_to      date NOT NULL CHECK (notice_to >= notice_from),
        applied_on     date CHECK (applied_on > notice_to),
        application    text,
        review_due_on  date,
        reviewed_on    date CHECK (reviewed_on >= applied_on),
        reviewed_by    uuid REFERENCES user_account (id),
        review_opinion text,
        issue_due_on   date,
        decided_on     date CHECK (decided_on >= reviewed_on),
        decided_by     uuid REFERENCES user_account (id),
        paper_id       uuid UNIQUE REFERENCES paper (id),
        ended_reason   text,
        started_by     uuid REFERENCES user_account (id),
        created_at     timestamptz NOT NULL,
        CONSTRAINT deposit_return_promise CHECK (ex_officio OR promise <> ''),
        CONSTRAINT deposit_return_two_people CHECK (decided_by <> reviewed_by),
        CHECK (state NOT IN ('applied', 'agreed', 'declined', 'refused', 'released') OR (applied_on IS NOT NULL AND application IS NOT NULL AND review_due_on IS NOT NULL)),
        CHECK (state NOT IN ('agreed', 'declined', 'refused', 'released') OR (reviewed_on IS NOT NULL AND reviewed_by IS NOT NULL AND review_opinion IS NOT NULL AND issue_due_on IS NOT NULL)),
        CHECK (state NOT IN ('refused', 'released') OR (decided_on IS NOT NULL AND decided_by IS NOT NULL AND paper_id IS NOT NULL)),
        CHECK (state <> 'stopped' OR ended_reason IS NOT NULL)
      );
      CREATE UNIQUE INDEX deposit_return_open ON deposit_return (deposit_id) WHERE state NOT IN ('released', 'stopped');
      CREATE INDEX deposit_return_notice ON deposit_return (notice_to);

      CREATE TABLE deposit_objection (
        id          uuid PRIMARY KEY,
        return_id   uuid NOT NULL REFERENCES deposit_return (id),
        objector    text NOT NULL,
        statement   text NOT NULL,
        received_on date NOT NULL,
        recorded_by uuid NOT NULL REFERENCES user_account (id),
        upheld      boolean,
        decision    text,
        decided_on  date CHECK (decided_on >= received_on),
        decided_by  uuid REFERENCES user_account (id),
        created_at  timestamptz NOT NULL,
        CHECK ((upheld IS NULL) = (decided_on IS NULL) AND (upheld IS NULL) = (decision IS NULL) AND (upheld IS NULL) = (decided_by IS NULL))
      );
      CREATE INDEX deposit_objection_return ON deposit_objection (return_id);

      CREATE TABLE deposit_stocktake (
        id         uuid PRIMARY KEY,
        area_code  text NOT NULL REFERENCES area (code),
        as_of      date NOT NULL,
        created_at timestamptz NOT NULL,
        UNIQUE (area_code, as_of)
      );
      CREATE TABLE deposit_stocktake_item (
        stocktake_id uuid NOT NULL REFERENCES deposit_stocktake (id),
        deposit_id   uuid NOT NULL REFERENCES deposit (id),
        completed_on date NOT NULL,
        covered_fen  bigint NOT NULL CHECK (covered_fen > 0),
        unpaid_fen   bigint NOT NULL CHECK (unpaid_fen >= 0),
        open_cases   integer NOT NULL CHECK (open_cases >= 0),
        decision     text CHECK (decision IN ('return', 'keep')),
        reason       text,
        decided_by   uuid REFERENCES user_account (id),
        decided_on   date,
        PRIMARY KEY (stocktake_id, deposit_id),
        CHECK ((decision IS NULL) = (reason IS NULL) AND (decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_on IS NULL))
      );

      CREATE TABLE joint_guarantee (
        id            uuid PRIMARY KEY,
        project_id    uuid NOT NULL REFERENCES project (id),
        owner_id      uuid NOT NULL REFERENCES party (id),
        contractor_id uuid NOT NULL REFERENCES party (id),
        amount_fen    bigint CHECK (amount_fen > 0),
        signed_on     date NOT NULL,
        valid_to      date CHECK (valid_to >= signed_on),
        file_id       uuid REFERENCES stored_file (id),
        note          text NOT NULL DEFAULT '',
        ended_on      date CHECK (ended_on >= signed_on),
        ended_reason  text,
        recorded_by   uuid NOT NULL REFERENCES user_account (id),
        recorded_at   timestamptz NOT NULL,
        CHECK (owner_id <> contractor_id),
        CHECK ((ended_on IS NULL) = (ended_reason IS NULL))
      );
      CREATE INDEX joint_guarantee_project ON joint_guarantee (project_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
