import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RiskCasesPapers1763856400000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE finding (
        id            uuid PRIMARY KEY,
        rule          text NOT NULL CHECK (rule ~ '^R-[A-Z]{3,4}-[0-9]{2}$'),
        project_id    uuid NOT NULL REFERENCES project (id),
        subject_type  text NOT NULL,
        subject_id    text NOT NULL,
        period        text CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        episode       smallint NOT NULL DEFAULT 1 CHECK (episode >= 1),
        severity      text NOT NULL CHECK (severity IN ('red', 'orange', 'yellow', 'grey')),
        sentence      text NOT NULL,
        basis         jsonb NOT NULL,
        parameters    jsonb NOT NULL,
        evidence      jsonb NOT NULL,
        due_on        date,
        first_seen_on date NOT NULL,
        last_seen_on  date NOT NULL CHECK (last_seen_on >= first_seen_on),
        cleared_on    date CHECK (cleared_on >= first_seen_on),
        handled_on    date,
        outcome       text CHECK (outcome IN ('real', 'late-report', 'stopped', 'false')),
        CONSTRAINT finding_identity UNIQUE NULLS NOT DISTINCT (rule, project_id, subject_type, subject_id, period, episode)
      );
      CREATE UNIQUE INDEX finding_open ON finding (rule, project_id, subject_type, subject_id, period) NULLS NOT DISTINCT WHERE cleared_on IS NULL;
      CREATE INDEX finding_project ON finding (project_id, first_seen_on);

      -- One row a project: what the workbench sorts and filters by, kept by the scan.
      CREATE TABLE project_risk (
        project_id  uuid PRIMARY KEY REFERENCES project (id),
        grade       text NOT NULL CHECK (grade IN ('red', 'orange', 'yellow', 'blue', 'grey')),
        red         integer NOT NULL DEFAULT 0,
        orange      integer NOT NULL DEFAULT 0,
        yellow      integer NOT NULL DEFAULT 0,
        grey        integer NOT NULL DEFAULT 0,
        unpaid_fen  bigint NOT NULL DEFAULT 0,
        scanned_on  date NOT NULL
      );
      CREATE INDEX project_risk_grade ON project_risk (grade);

      CREATE TABLE lead (
        id                 uuid PRIMARY KEY,
        number             text NOT NULL UNIQUE,
        channel            text NOT NULL CHECK (channel IN ('public-form', 'worker-page', '12345', '110', 'petition', 'visit', 'transfer', 'patrol')),
        secret_hash        text,
        complainant_sealed bytea,
        phone_sealed       bytea,
        phone_index        bytea,
        project_id         uuid REFERENCES project (id),
        employer           text NOT NULL,
        place              text NOT NULL DEFAULT '',
        area_code          text NOT NULL REFERENCES area (code),
        content            text NOT NULL,
        period_from        text CHECK (period_from ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        period_to          text CHECK (period_to ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        workers            integer NOT NULL CHECK (workers >= 1),
        amount_fen         bigint CHECK (amount_fen > 0),
        state              text NOT NULL CHECK (state IN ('received', 'accepted', 'refused', 'transferred', 'closed')),
        due_on             date,
        due_provisional    boolean NOT NULL DEFAULT false,
        handler_id         uuid REFERENCES user_account (id),
        outcome            text CHECK (outcome IN ('paid', 'no-arrears', 'not-jurisdiction', 'dispute', 'false-claim', 'works-price', 'case')),
        answer             text,
        case_id            uuid,
        received_at        timestamptz NOT NULL,
        closed_at          timestamptz
      );
      CREATE INDEX lead_area ON lead (area_code text_pattern_ops, state);
      CREATE INDEX lead_project ON lead (project_id);

      CREATE TABLE case_file (
        id              uuid PRIMARY KEY,
        number          text NOT NULL UNIQUE,
        project_id      uuid NOT NULL REFERENCES project (id),
        party_id        uuid NOT NULL REFERENCES party (id),
        area_code       text NOT NULL REFERENCES area (code),
        organ_id        uuid NOT NULL REFERENCES organ (id),
        cause           text NOT NULL,
        facts           text NOT NULL DEFAULT '',
        state           text NOT NULL CHECK (state IN ('filed', 'inquiry', 'correction', 'overdue', 'decision', 'decision-overdue', 'cured', 'closed')),
        mass_incident   boolean NOT NULL DEFAULT false,
        filed_on        date NOT NULL,
        due_on          date NOT NULL,
        due_provisional boolean NOT NULL DEFAULT false,
        extended_on     date,
        handler_id      uuid NOT NULL REFERENCES user_account (id),
        co_handler_id   uuid NOT NULL REFERENCES user_account (id),
        liable_party_id uuid REFERENCES party (id),
        liable_ground   text,
        conclusion      text,
        closed_on       date,
        created_at      timestamptz NOT NULL,
        CHECK (handler_id <> co_handler_id),
        CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
        CHECK (state <> 'closed' OR conclusion IS NOT NULL)
      );
      CREATE INDEX case_file_area ON case_file (area_code text_pattern_ops, state);
      CREATE INDEX case_file_project ON case_file (project_id);
      CREATE INDEX case_file_party ON case_file (party_id);
      ALTER TABLE lead ADD CONSTRAINT lead_case FOREIGN KEY (case_id) REFERENCES case_file (id);

      CREATE TABLE case_finding (
        case_id    uuid NOT NULL REFERENCES case_file (id),
        finding_id uuid NOT NULL REFERENCES finding (id),
        PRIMARY KEY (case_id, finding_id)
      );

      -- What is claimed in a case, per worker and month; a month counts once however many orders name it.
      CREATE TABLE case_claim (
        id         uuid PRIMARY KEY,
        case_id    uuid NOT NULL REFERENCES case_file (id),
        project_id uuid NOT NULL REFERENCES project (id),
        worker_id  uuid NOT NULL REFERENCES worker (id),
        period     text NOT NULL CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        sheet_id   uuid,
        line_no    integer,
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        created_at timestamptz NOT NULL,
        UNIQUE (case_id, worker_id, period),
        FOREIGN KEY (period, sheet_id, line_no) REFERENCES payroll_line (period, sheet_id, line_no),
        CHECK ((sheet_id IS NULL) = (line_no IS NULL))
      );
      CREATE INDEX case_claim_worker ON case_claim (project_id, worker_id, period);

      CREATE TABLE paper_number (
        organ_id uuid NOT NULL REFERENCES organ (id),
        kind     text NOT NULL,
        year     smallint NOT NULL,
        last     integer NOT NULL CHECK (last >= 1),
        PRIMARY KEY (organ_id, kind, year)
      );

      CREATE TABLE paper (
        id          uuid PRIMARY KEY,
        organ_id    uuid NOT NULL REFERENCES organ (id),
        kind        text NOT NULL,
        year        smallint NOT NULL,
        seq         integer NOT NULL CHECK (seq >= 1),
        number      text NOT NULL UNIQUE,
        project_id  uuid REFERENCES project (id),
        party_id    uuid REFERENCES party (id),
        case_id     uuid REFERENCES case_file (id),
        subject_id  uuid,
        title       text NOT NULL,
        data_sealed bytea NOT NULL,
        data_hash   text NOT NULL CHECK (data_hash ~ '^[0-9a-f]{64}$'),
        layout      smallint NOT NULL DEFAULT 1,
        check_code  text NOT NULL UNIQUE,
        issued_on   date NOT NULL,
        issued_by   uuid NOT NULL REFERENCES user_account (id),
        issued_at   timestamptz NOT NULL,
        UNIQUE (organ_id, kind, year, seq)
      );
      CREATE INDEX paper_case ON paper (case_id);
      CREATE INDEX paper_project ON paper (project_id);
      COMMENT ON TABLE paper IS 'append-only: what was issued, frozen';
      CREATE TRIGGER paper_fixed BEFORE UPDATE OR DELETE ON paper FOR EACH STATEMENT EXECUTE FUNCTION forbid_rewrite();

      CREATE TABLE service_record (
        id            uuid PRIMARY KEY,
        paper_id      uuid NOT NULL REFERENCES paper (id),
        mode          text NOT NULL CHECK (mode IN ('direct', 'leave', 'mail', 'electronic', 'entrusted', 'announcement', 'posting')),
        attempted_on  date NOT NULL,
        served_on     date CHECK (served_on >= attempted_on),
        place         text NOT NULL DEFAULT '',
        received_by   text NOT NULL DEFAULT '',
        relation      text NOT NULL DEFAULT '',
        witness       text NOT NULL DEFAULT '',
        note          text NOT NULL DEFAULT '',
        proof_file_id uuid REFERENCES stored_file (id),
        server_id     uuid NOT NULL REFERENCES user_account (id),
        co_server_id  uuid NOT NULL REFERENCES user_account (id),
        recorded_at   timestamptz NOT NULL,
        CHECK (server_id <> co_server_id)
      );
      CREATE UNIQUE INDEX service_record_served ON service_record (paper_id) WHERE served_on IS NOT NULL;
      CREATE INDEX service_record_paper ON service_record (paper_id);
      COMMENT ON TABLE service_record IS 'append-only: every attempt to serve a paper';

      -- The clock that a served paper starts: what must be done by when, and how it ended.
      CREATE TABLE case_order (
        paper_id        uuid PRIMARY KEY REFERENCES paper (id),
        case_id         uuid NOT NULL REFERENCES case_file (id),
        kind            text NOT NULL CHECK (kind IN ('inquiry', 'correction', 'decision')),
        term_days       smallint NOT NULL CHECK (term_days BETWEEN 1 AND 90),
        demand          text NOT NULL,
        amount_fen      bigint CHECK (amount_fen > 0),
        served_on       date,
        due_on          date CHECK (due_on >= served_on),
        extended_on     date,
        state           text NOT NULL CHECK (state IN ('issued', 'served', 'met', 'overdue')),
        verified_on     date,
        verification    text,
        CHECK ((served_on IS NULL) = (due_on IS NULL)),
        CHECK ((state = 'issued') = (served_on IS NULL))
      );
      CREATE INDEX case_order_case ON case_order (case_id);
      CREATE INDEX case_order_due ON case_order (due_on) WHERE state = 'served';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup instead (docs/operations.md).');
  }
}
