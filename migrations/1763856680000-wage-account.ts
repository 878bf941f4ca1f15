import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The life of a dedicated account: what its bank tells (statements and the fate of every line), the agreement and the contract's funding
 * terms as they change, seizures, disputes that bar the closing, the closing itself, and the change of the general contractor.
 */
export class WageAccount1763856680000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE wage_account
        ADD exclusive boolean NOT NULL DEFAULT true,
        ADD replaces_id uuid UNIQUE REFERENCES wage_account (id);

      CREATE TABLE statement (
        id              uuid PRIMARY KEY,
        wage_account_id uuid NOT NULL REFERENCES wage_account (id),
        file_id         uuid NOT NULL REFERENCES stored_file (id),
        sha256          text NOT NULL CHECK (length(sha256) = 64),
        from_on         date,
        to_on           date CHECK (to_on >= from_on),
        opening_fen     bigint,
        closing_fen     bigint,
        lines           integer NOT NULL CHECK (lines >= 0),
        fresh           integer NOT NULL CHECK (fresh BETWEEN 0 AND lines),
        warnings        jsonb NOT NULL DEFAULT '[]',
        ledger_fen      bigint,
        difference_fen  bigint,
        taken_by        uuid NOT NULL REFERENCES user_account (id),
        taken_at        timestamptz NOT NULL,
        UNIQUE (wage_account_id, sha256)
      );
      CREATE INDEX statement_to ON statement (wage_account_id, to_on DESC);

      ALTER TABLE statement_line
        DROP CONSTRAINT statement_line_wage_account_id_line_key_key,
        DROP CONSTRAINT statement_line_kind_check,
        ADD CONSTRAINT statement_line_kind_check CHECK (kind IN ('labour-cost', 'wages', 'returned', 'interest', 'deducted', 'moved', 'unmatched', 'illegal')),
        ADD statement_id       uuid REFERENCES statement (id),
        ADD line_no            integer,
        ADD counterparty_index bytea,
        ADD counterparty_last4 text,
        ADD end_to_end_id      text,
        ADD batch_number       text,
        ADD reversal           boolean NOT NULL DEFAULT false,
        ADD return_code        text,
        ADD return_text        text,
        ADD balance_fen        bigint,
        ADD why                text NOT NULL DEFAULT '',
        ADD instruction_id     uuid REFERENCES payment_instruction (id),
        ADD batch_id           uuid REFERENCES payment_batch (id),
        ADD same_as_id         uuid UNIQUE REFERENCES statement_line (id),
        ADD resolutions        integer NOT NULL DEFAULT 0,
        ADD resolved_by        uuid REFERENCES user_account (id),
        ADD resolved_at        timestamptz,
        ADD reason             text,
        ADD CHECK ((resolved_by IS NULL) = (resolved_at IS NULL)),
        ADD CHECK (resolved_by IS NULL OR reason <> ''),
        ADD CHECK ((kind <> 'unmatched') OR (journal_id IS NULL AND instruction_id IS NULL AND batch_id IS NULL AND same_as_id IS NULL)),
        ADD CHECK (statement_id IS NOT NULL OR kind = 'labour-cost');
      -- Whatever file tells a movement, it is one line; what a clerk recorded before is another, to which the bank's line then refers.
      CREATE UNIQUE INDEX statement_line_told ON statement_line (wage_account_id, line_key) WHERE statement_id IS NOT NULL;
      CREATE UNIQUE INDEX statement_line_by_hand ON statement_line (wage_account_id, line_key) WHERE statement_id IS NULL;
      CREATE UNIQUE INDEX statement_line_instruction ON statement_line (instruction_id, direction) WHERE instruction_id IS NOT NULL;
      CREATE UNIQUE INDEX statement_line_batch ON statement_line (batch_id) WHERE batch_id IS NOT NULL AND direction = 'out';
      CREATE INDEX statement_line_open ON statement_line (wage_account_id) WHERE kind IN ('unmatched', 'illegal');
      CREATE INDEX statement_line_statement ON statement_line (statement_id);

      CREATE FUNCTION statement_line_as_told() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.wage_account_id, NEW.line_key, NEW.booked_on, NEW.direction, NEW.amount_fen, NEW.counterparty, NEW.purpose, NEW.statement_id, NEW.recorded_at)
           IS DISTINCT FROM (OLD.wage_account_id, OLD.line_key, OLD.booked_on, OLD.direction, OLD.amount_fen, OLD.counterparty, OLD.purpose, OLD.statement_id, OLD.recorded_at) THEN
          RAISE EXCEPTION 'what the bank told does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_line_as_told';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER statement_line_as_told BEFORE UPDATE ON statement_line FOR EACH ROW EXECUTE FUNCTION statement_line_as_told();
      CREATE TRIGGER statement_line_kept BEFORE DELETE ON statement_line FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();

      CREATE TABLE account_agreement (
        id                  uuid PRIMARY KEY,
        wage_account_id     uuid NOT NULL REFERENCES wage_account (id),
        signed_on           date NOT NULL,
        owner_signatory     text NOT NULL,
        owner_contact       text NOT NULL,
        contractor_signatory text NOT NULL,
        contractor_contact  text NOT NULL,
        bank_signatory      text NOT NULL,
        bank_contact        text NOT NULL,
        labour_cost_fen     bigint CHECK (labour_cost_fen > 0),
        labour_share_bp     integer CHECK (labour_share_bp BETWEEN 1 AND 10000),
        funding_day         smallint NOT NULL CHECK (funding_day BETWEEN 1 AND 31),
        pay_day             smallint NOT NULL CHECK (pay_day BETWEEN 1 AND 31),
        evidence            text NOT NULL,
        clauses             jsonb NOT NULL,
        recorded_by         uuid REFERENCES user_account (id),
        recorded_at         timestamptz NOT NULL,
        CHECK ((labour_cost_fen IS NULL) <> (labour_share_bp IS NULL))
      );
      CREATE INDEX account_agreement_account ON account_agreement (wage_account_id, recorded_at DESC);
      COMMENT ON TABLE account_agreement IS 'append-only: the three-party agreement, the last row in force';

      CREATE TABLE funding_terms (
        id                 uuid PRIMARY KEY,
        project_id         uuid NOT NULL REFERENCES project (id),
        effective_on       date NOT NULL,
        signed_on          date NOT NULL,
        contract_price_fen bigint NOT NULL CHECK (contract_price_fen > 0),
        labour_cost_fen    bigint CHECK (labour_cost_fen > 0 AND labour_cost_fen <= contract_price_fen),
        labour_share_bp    integer CHECK (labour_share_bp BETWEEN 1 AND 10000),
        funding_day        smallint NOT NULL CHECK (funding_day BETWEEN 1 AND 31),
        planned_finish_on  date NOT NULL CHECK (planned_finish_on >= effective_on),
        reason             text NOT NULL,
        recorded_by        uuid REFERENCES user_account (id),
        recorded_at        timestamptz NOT NULL,
        UNIQUE (project_id, effective_on),
        CHECK ((labour_cost_fen IS NULL) <> (labour_share_bp IS NULL))
      );
      COMMENT ON TABLE funding_terms IS 'append-only: supplementary agreements on labour cost, each from its day on';

      CREATE TABLE account_seizure (
        id              uuid PRIMARY KEY,
        wage_account_id uuid NOT NULL REFERENCES wage_account (id),
        measure         text NOT NULL CHECK (measure IN ('sealed', 'frozen', 'deducted')),
        organ           text NOT NULL,
        document_no     text NOT NULL,
        seized_on       date NOT NULL,
        amount_fen      bigint CHECK (amount_fen > 0),
        note            text NOT NULL DEFAULT '',
        recorded_by     uuid REFERENCES user_account (id),
        recorded_at     timestamptz NOT NULL,
        ended_on        date CHECK (ended_on >= seized_on),
        ended_document  text NOT NULL DEFAULT '',
        ended_by        uuid REFERENCES user_account (id),
        UNIQUE (wage_account_id, document_no)
      );

      CREATE TABLE wage_dispute (
        id          uuid PRIMARY KEY,
        project_id  uuid NOT NULL REFERENCES project (id),
        kind        text NOT NULL CHECK (kind IN ('arbitration', 'suit')),
        body        text NOT NULL,
        number      text NOT NULL,
        filed_on    date NOT NULL,
        ended_on    date CHECK (ended_on >= filed_on),
        result      text NOT NULL DEFAULT '',
        recorded_by uuid REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL,
        UNIQUE (project_id, number)
      );

      CREATE TABLE account_closing (
        id                 uuid PRIMARY KEY,
        wage_account_id    uuid NOT NULL REFERENCES wage_account (id),
        cause              text NOT NULL CHECK (cause IN ('completed', 'bank-replaced', 'contractor-replaced')),
        state              text NOT NULL CHECK (state IN ('notice', 'promised', 'checked', 'released', 'closed', 'withdrawn')),
        notice_from        date NOT NULL,
        notice_until       date NOT NULL CHECK (notice_until > notice_from),
        board_place        text NOT NULL,
        promised_on        date,
        promised_by        text,
        checked_person_id  uuid,
        checked_at         timestamptz,
        released_person_id uuid,
        released_at        timestamptz,
        closed_on          date,
        balance_fen        bigint CHECK (balance_fen >= 0),
        journal_id         uuid REFERENCES journal (id),
        started_by         uuid REFERENCES user_account (id),
        started_at         timestamptz NOT NULL,
        CHECK (released_person_id IS NULL OR released_person_id <> checked_person_id),
        CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
        CHECK (state IN ('notice', 'withdrawn') OR promised_on IS NOT NULL),
        CHECK (state NOT IN ('released', 'closed') OR released_person_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX account_closing_open ON account_closing (wage_account_id) WHERE state NOT IN ('closed', 'withdrawn');
      CREATE INDEX account_closing_notice ON account_closing (notice_until) WHERE state NOT IN ('closed', 'withdrawn');

      CREATE TABLE contractor_change (
        id          uuid PRIMARY KEY,
        project_id  uuid NOT NULL REFERENCES project (id),
        from_id     uuid NOT NULL REFERENCES party (id),
        to_id       uuid NOT NULL REFERENCES party (id),
        changed_on  date NOT NULL,
        reason      text NOT NULL,
        recorded_by uuid REFERENCES user_account (id),
        recorded_at timestamptz NOT NULL,
        CHECK (from_id <> to_id)
      );
      CREATE INDEX contractor_change_project ON contractor_change (project_id, changed_on);
      COMMENT ON TABLE contractor_change IS 'append-only: who was the general contractor until when';

      ALTER TABLE ledger_account
        DROP CONSTRAINT ledger_account_kind_check,
        ADD CONSTRAINT ledger_account_kind_check CHECK (kind IN ('owner', 'contractor', 'escrow', 'deposit', 'guarantor', 'guarantee', 'in-transit', 'worker-cards', 'wage-liability', 'wages-owed', 'recoverable', 'emergency-fund', 'bank-interest', 'between-banks', 'diverted'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
