import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReleasesAndLists1763856500000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE release (
        id           uuid PRIMARY KEY,
        number       text NOT NULL UNIQUE,
        project_id   uuid NOT NULL REFERENCES project (id),
        source       text NOT NULL CHECK (source IN ('escrow', 'deposit', 'guarantee')),
        sheet_id     uuid REFERENCES payroll_sheet (id),
        case_id      uuid REFERENCES case_file (id),
        payer_bank_id uuid NOT NULL REFERENCES party (id),
        state        text NOT NULL CHECK (state IN ('requested', 'labour-reviewed', 'housing-reviewed', 'sent', 'part-paid', 'paid', 'returned', 'withdrawn')),
        round        smallint NOT NULL DEFAULT 1 CHECK (round >= 1),
        amount_fen   bigint NOT NULL CHECK (amount_fen > 0),
        workers      integer NOT NULL CHECK (workers > 0),
        paper_id     uuid REFERENCES paper (id),
        requested_by uuid NOT NULL REFERENCES user_account (id),
        requested_at timestamptz NOT NULL,
        due_on       date,
        CHECK ((source = 'escrow') = (sheet_id IS NOT NULL)),
        CHECK ((source = 'escrow') = (case_id IS NULL))
      );
      CREATE INDEX release_project ON release (project_id);
      CREATE INDEX release_state ON release (state);
      CREATE UNIQUE INDEX release_sheet_open ON release (sheet_id) WHERE state NOT IN ('returned', 'withdrawn', 'paid', 'part-paid');

      CREATE TABLE release_step (
        release_id uuid NOT NULL REFERENCES release (id),
        round      smallint NOT NULL,
        step       text NOT NULL CHECK (step IN ('request', 'labour-review', 'housing-review', 'bank-pay')),
        decision   text NOT NULL CHECK (decision IN ('agree', 'return')),
        opinion    text NOT NULL,
        person_id  uuid NOT NULL,
        actor_id   uuid NOT NULL REFERENCES user_account (id),
        at         timestamptz NOT NULL,
        PRIMARY KEY (release_id, round, step)
      );
      -- Nobody acts twice in one chain, whichever account is used.
      CREATE UNIQUE INDEX release_step_person ON release_step (release_id, round, person_id);
      COMMENT ON TABLE release_step IS 'append-only: each step, its opinion and its person';

      CREATE TABLE payment_batch (
        id          uuid PRIMARY KEY,
        number      text NOT NULL UNIQUE,
        release_id  uuid NOT NULL REFERENCES release (id),
        bank_id     uuid NOT NULL REFERENCES party (id),
        profile     text NOT NULL,
        file_id     uuid NOT NULL REFERENCES stored_file (id),
        lines       integer NOT NULL CHECK (lines > 0),
        control_fen bigint NOT NULL CHECK (control_fen > 0),
        made_by     uuid NOT NULL REFERENCES user_account (id),
        made_at     timestamptz NOT NULL
      );
      CREATE INDEX payment_batch_release ON payment_batch (release_id);

      CREATE TABLE payment_instruction (
        id            uuid PRIMARY KEY,
        release_id    uuid NOT NULL REFERENCES release (id),
        batch_id      uuid REFERENCES payment_batch (id),
        project_id    uuid NOT NULL REFERENCES project (id),
        worker_id     uuid NOT NULL REFERENCES worker (id),
        period        text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        sheet_id      uuid,
        line_no       integer,
        claim_id      uuid REFERENCES case_claim (id),
        end_to_end_id text UNIQUE CHECK (length(end_to_end_id) BETWEEN 8 AND 35),
        replaces_id   uuid UNIQUE REFERENCES payment_instruction (id),
        amount_fen    bigint NOT NULL CHECK (amount_fen > 0),
        payee         text NOT NULL,
        card_sealed   bytea NOT NULL,
        card_index    bytea NOT NULL,
        card_last4    text NOT NULL CHECK (length(card_last4) = 4),
        bank_name     text NOT NULL DEFAULT '',
        state         text NOT NULL CHECK (state IN ('draft', 'approved', 'queued', 'sent', 'paid', 'rejected', 'returned', 'unknown', 'withdrawn')),
        reason_code   text,
        reason        text,
        sent_at       timestamptz,
        settled_on    date,
        created_at    timestamptz NOT NULL,
        FOREIGN KEY (period, sheet_id, line_no) REFERENCES payroll_line (period, sheet_id, line_no),
        CHECK ((sheet_id IS NULL) = (line_no IS NULL)),
        CHECK (sheet_id IS NOT NULL OR claim_id IS NOT NULL),
        CHECK (state IN ('draft', 'withdrawn') OR end_to_end_id IS NOT NULL)
      );
      CREATE INDEX payment_instruction_release ON payment_instruction (release_id);
      CREATE INDEX payment_instruction_worker ON payment_instruction (worker_id, period);
      CREATE INDEX payment_instruction_open ON payment_instruction (state) WHERE state IN ('queued', 'sent', 'unknown', 'rejected', 'returned');
      -- A worker-month line is on its way at most once: nothing else makes a second payment of it possible.
      CREATE UNIQUE INDEX payment_instruction_line ON payment_instruction (period, sheet_id, line_no)
        WHERE sheet_id IS NOT NULL AND state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid');
      CREATE UNIQUE INDEX payment_instruction_claim ON payment_instruction (claim_id)
        WHERE claim_id IS NOT NULL AND sheet_id IS NULL AND state IN ('draft', 'approved', 'queued', 'sent', 'unknown', 'paid');

      CREATE TABLE bank_answer (
        id         uuid PRIMARY KEY,
        batch_id   uuid NOT NULL REFERENCES payment_batch (id),
        file_id    uuid NOT NULL REFERENCES stored_file (id),
        sha256     text NOT NULL UNIQUE,
        lines      integer NOT NULL,
        applied    integer NOT NULL,
        set_aside  jsonb NOT NULL DEFAULT '[]',
        taken_by   uuid NOT NULL REFERENCES user_account (id),
        taken_at   timestamptz NOT NULL
      );
      CREATE TABLE bank_answer_line (
        line_key       text PRIMARY KEY,
        answer_id      uuid NOT NULL REFERENCES bank_answer (id),
        instruction_id uuid NOT NULL REFERENCES payment_instruction (id),
        status         text NOT NULL CHECK (status IN ('paid', 'rejected', 'returned', 'unknown')),
        reason_code    text,
        reason         text,
        booked_on      date NOT NULL
      );
      CREATE INDEX bank_answer_line_instruction ON bank_answer_line (instruction_id);
      COMMENT ON TABLE bank_answer_line IS 'append-only: what the bank said of each payment';

      CREATE TABLE deposit_draw (
        id            uuid PRIMARY KEY,
        deposit_id    uuid NOT NULL REFERENCES deposit (id),
        case_id       uuid NOT NULL REFERENCES case_file (id),
        release_id    uuid NOT NULL UNIQUE REFERENCES release (id),
        paper_id      uuid REFERENCES paper (id),
        amount_fen    bigint NOT NULL CHECK (amount_fen > 0),
        notified_on   date,
        bank_due_on   date,
        paid_on       date,
        top_up_due_on date,
        topped_up_on  date,
        created_at    timestamptz NOT NULL
      );
      CREATE INDEX deposit_draw_deposit ON deposit_draw (deposit_id);

      CREATE TABLE listing (
        id                uuid PRIMARY KEY,
        number            text NOT NULL UNIQUE,
        list              text NOT NULL CHECK (list IN ('blacklist')),
        party_id          uuid NOT NULL REFERENCES party (id),
        case_id           uuid NOT NULL REFERENCES case_file (id),
        organ_id          uuid NOT NULL REFERENCES organ (id),
        ground            text NOT NULL CHECK (ground IN ('amount', 'mass-incident')),
        facts             text NOT NULL,
        workers           integer NOT NULL CHECK (workers > 0),
        amount_fen        bigint NOT NULL CHECK (amount_fen > 0),
        order_number      text NOT NULL,
        persons           jsonb NOT NULL DEFAULT '[]',
        assessment        jsonb NOT NULL,
        state             text NOT NULL CHECK (state IN ('proposed', 'noticed', 'objected', 'verified', 'decided', 'published', 'removed', 'dropped')),
        decide_by         date NOT NULL,
        notice_paper_id   uuid REFERENCES paper (id),
        objection_due_on  date,
        objection         text,
        objection_on      date,
        verify_due_on     date,
        verification      text,
        decision_paper_id uuid REFERENCES paper (id),
        first_decider_id  uuid REFERENCES user_account (id),
        second_decider_id uuid REFERENCES user_account (id),
        decided_on        date,
        published_on      date,
        expires_on        date,
        corrected_on      date,
        removed_on        date,
        removed_reason    text,
        proposed_by       uuid NOT NULL REFERENCES user_account (id),
        created_at        timestamptz NOT NULL,
        CHECK (first_decider_id <> second_decider_id),
        CHECK (decided_on IS NULL OR (first_decider_id IS NOT NULL AND second_decider_id IS NOT NULL)),
        CHECK (state NOT IN ('published') OR (published_on IS NOT NULL AND expires_on IS NOT NULL AND decision_paper_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX listing_open ON listing (party_id, case_id) WHERE state NOT IN ('removed', 'dropped');
      CREATE INDEX listing_public ON listing (published_on DESC) WHERE state = 'published';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
