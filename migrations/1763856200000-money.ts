import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Deposits, dedicated accounts and the ledger. The database itself keeps every balance: entries change balances through a
 * trigger, one statement must bring all entries of a journal and they must sum to zero, and a floor is a CHECK.
 */
export class Money1763856200000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE deposit (
        id             uuid PRIMARY KEY,
        project_id     uuid NOT NULL UNIQUE REFERENCES project (id),
        due_fen        bigint CHECK (due_fen >= 0),
        due_on         date,
        reckoning      jsonb NOT NULL,
        state          text NOT NULL CHECK (state IN ('due', 'held', 'exempt', 'in-use', 'top-up-due', 'notice', 'returned')),
        exempt_reason  text,
        reduced        boolean NOT NULL DEFAULT false,
        created_at     timestamptz NOT NULL,
        CHECK ((state = 'exempt') <= (exempt_reason IS NOT NULL))
      );

      CREATE TABLE deposit_instrument (
        id           uuid PRIMARY KEY,
        deposit_id   uuid NOT NULL REFERENCES deposit (id),
        form         text NOT NULL CHECK (form IN ('cash', 'bank-guarantee', 'surety-guarantee', 'insurance')),
        issuer_id    uuid NOT NULL REFERENCES party (id),
        number       text NOT NULL,
        amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
        received_on  date NOT NULL,
        valid_from   date,
        valid_to     date CHECK (valid_to >= valid_from),
        irrevocable  boolean,
        on_demand    boolean,
        replaces_id  uuid UNIQUE REFERENCES deposit_instrument (id),
        ended_on     date,
        ended_reason text,
        created_at   timestamptz NOT NULL,
        UNIQUE (issuer_id, number),
        CHECK ((form = 'cash') = (valid_to IS NULL))
      );
      CREATE INDEX deposit_instrument_deposit ON deposit_instrument (deposit_id);

      CREATE TABLE wage_account (
        id                  uuid PRIMARY KEY,
        project_id          uuid NOT NULL REFERENCES project (id),
        bank_id             uuid NOT NULL REFERENCES party (id),
        branch              text NOT NULL DEFAULT '',
        name                text NOT NULL,
        number_sealed       bytea NOT NULL,
        number_index        bytea NOT NULL,
        number_last4        text NOT NULL CHECK (length(number_last4) = 4),
        opened_on           date NOT NULL,
        agreement_signed_on date,
        filed_on            date,
        state               text NOT NULL CHECK (state IN ('opened', 'filed', 'seized', 'closed')),
        closed_on           date,
        created_at          timestamptz NOT NULL,
        CHECK ((state = 'closed') = (closed_on IS NOT NULL))
      );
      CREATE UNIQUE INDEX wage_account_open ON wage_account (project_id) WHERE state <> 'closed';
      CREATE INDEX wage_account_bank ON wage_account (bank_id);

      CREATE TABLE ledger_account (
        id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind            text NOT NULL CHECK (kind IN ('owner', 'contractor', 'escrow', 'deposit', 'guarantor', 'guarantee', 'in-transit', 'worker-cards', 'wage-liability', 'wages-owed', 'recoverable', 'emergency-fund')),
        project_id      uuid REFERENCES project (id),
        party_id        uuid REFERENCES party (id),
        worker_id       uuid REFERENCES worker (id),
        may_be_negative boolean NOT NULL,
        balance_fen     bigint NOT NULL DEFAULT 0,
        held_fen        bigint NOT NULL DEFAULT 0 CHECK (held_fen >= 0),
        CONSTRAINT ledger_account_one UNIQUE NULLS NOT DISTINCT (kind, project_id, party_id, worker_id),
        CONSTRAINT ledger_account_floor CHECK (may_be_negative OR balance_fen - held_fen >= 0)
      );
      CREATE INDEX ledger_account_project ON ledger_account (project_id, kind);

      CREATE TABLE journal (
        id              uuid PRIMARY KEY,
        kind            text NOT NULL,
        project_id      uuid REFERENCES project (id),
        occurred_on     date NOT NULL,
        memo            text NOT NULL DEFAULT '',
        idempotency_key text NOT NULL UNIQUE,
        body_hash       text NOT NULL,
        reverses_id     uuid UNIQUE REFERENCES journal (id),
        actor_id        uuid,
        recorded_at     timestamptz NOT NULL
      );
      CREATE INDEX journal_project ON journal (project_id, recorded_at);
      COMMENT ON TABLE journal IS 'append-only: one movement of money or of a claim';
      CREATE TRIGGER journal_fixed BEFORE UPDATE OR DELETE ON journal FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();

      CREATE TABLE entry (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        journal_id uuid NOT NULL REFERENCES journal (id),
        account_id bigint NOT NULL REFERENCES ledger_account (id),
        amount_fen bigint NOT NULL CHECK (amount_fen <> 0)
      );
      CREATE INDEX entry_journal ON entry (journal_id);
      CREATE INDEX entry_account ON entry (account_id, id);
      COMMENT ON TABLE entry IS 'append-only: signed fen on one account; a journal sums to zero';
      CREATE TRIGGER entry_fixed BEFORE UPDATE OR DELETE ON entry FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();

      CREATE FUNCTION entry_post() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF EXISTS (SELECT FROM added GROUP BY journal_id HAVING sum(amount_fen) <> 0) THEN
          RAISE EXCEPTION 'a journal does not sum to zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_zero';
        END IF;
        UPDATE ledger_account a SET balance_fen = a.balance_fen + s.amount
          FROM (SELECT account_id, sum(amount_fen)::bigint AS amount FROM added GROUP BY account_id) s
         WHERE a.id = s.account_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER entry_post AFTER INSERT ON entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION entry_post();

      CREATE TABLE hold (
        id         uuid PRIMARY KEY,
        account_id bigint NOT NULL REFERENCES ledger_account (id),
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        state      text NOT NULL CHECK (state IN ('pending', 'posted', 'void', 'expired')),
        subject_id uuid NOT NULL,
        expires_on date,
        created_at timestamptz NOT NULL,
        ended_at   timestamptz,
        CHECK ((state = 'pending') = (ended_at IS NULL))
      );
      CREATE UNIQUE INDEX hold_pending ON hold (account_id, subject_id) WHERE state = 'pending';
      CREATE INDEX hold_subject ON hold (subject_id);

      CREATE FUNCTION hold_count() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND (OLD.state <> 'pending' OR NEW.amount_fen <> OLD.amount_fen OR NEW.account_id <> OLD.account_id) THEN
          RAISE EXCEPTION 'a hold ends once and never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'hold_ends_once';
        END IF;
        IF TG_OP = 'INSERT' AND NEW.state = 'pending' THEN
          UPDATE ledger_account SET held_fen = held_fen + NEW.amount_fen WHERE id = NEW.account_id;
        ELSIF TG_OP = 'UPDATE' AND NEW.state <> 'pending' THEN
          UPDATE ledger_account SET held_fen = held_fen - NEW.amount_fen WHERE id = NEW.account_id;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER hold_count AFTER INSERT OR UPDATE ON hold FOR EACH ROW EXECUTE FUNCTION hold_count();
      CREATE TRIGGER hold_kept BEFORE DELETE ON hold FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();

      -- Balances belong to the triggers: the application opens an account at zero and never writes a balance itself.
      CREATE FUNCTION ledger_account_open() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.balance_fen <> 0 OR NEW.held_fen <> 0 THEN
          RAISE EXCEPTION 'a ledger account opens at zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_account_zero';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER ledger_account_open BEFORE INSERT ON ledger_account FOR EACH ROW EXECUTE FUNCTION ledger_account_open();
      COMMENT ON TABLE ledger_account IS 'append-only: opened once; balances are kept by the triggers of entry and hold';

      -- The application may not write balances, so it locks accounts through their owner, always in the same order.
      CREATE FUNCTION lock_ledger_accounts(ids bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT FROM ledger_account WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
      $$;

      CREATE TABLE statement_line (
        id              uuid PRIMARY KEY,
        wage_account_id uuid NOT NULL REFERENCES wage_account (id),
        line_key        text NOT NULL,
        booked_on       date NOT NULL,
        direction       text NOT NULL CHECK (direction IN ('in', 'out')),
        amount_fen      bigint NOT NULL CHECK (amount_fen > 0),
        counterparty    text NOT NULL DEFAULT '',
        purpose         text NOT NULL DEFAULT '',
        kind            text NOT NULL CHECK (kind IN ('labour-cost', 'wages', 'returned', 'interest', 'unmatched', 'illegal')),
        period          text CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        journal_id      uuid REFERENCES journal (id),
        recorded_by     uuid,
        recorded_at     timestamptz NOT NULL,
        UNIQUE (wage_account_id, line_key)
      );
      CREATE INDEX statement_line_booked ON statement_line (wage_account_id, booked_on);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
