-- The data model of one registry, as a new one gets it. The file is encrypted as a whole
-- (SQLCipher); these comments are the data dictionary.
--
-- Conventions: every table is STRICT. Days are text 'YYYY-MM-DD', moments 'YYYY-MM-DDTHH:MM' in
-- local time (Asia/Ho_Chi_Minh), so that text order is time order. Words are the codes of
-- src/domain/word.rs. NULL = unknown or not given; it is never the same as 0 or 'none'.
-- Tables marked DERIVED hold nothing of their own: services rebuild them from the facts in the
-- transaction that changes the facts.

-- The registry itself: one row.
CREATE TABLE registry (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    registry_id   TEXT NOT NULL CHECK (length(registry_id) = 36),    -- UUID, also in the key file
    unit_code     TEXT NOT NULL CHECK (unit_code GLOB '[0-9][0-9][0-9][0-9][0-9]'), -- official code of the commune, zeros kept
    unit_name     TEXT NOT NULL,
    remote        INTEGER NOT NULL CHECK (remote IN (0, 1)),         -- 1 = flagged remote: U1 gives 48 h (D163 Đ58.1)
    created_at    TEXT NOT NULL,
    derived_rules TEXT                                               -- hash of the rules the DERIVED tables were built with
) STRICT;

-- Applied migrations (src/storage/migrate.rs); user_version holds the highest.
CREATE TABLE migration (
    version    INTEGER PRIMARY KEY,
    sha256     TEXT NOT NULL CHECK (length(sha256) = 64), -- of the SQL text applied
    applied_at TEXT NOT NULL
) STRICT;

-- Officers as the journal names them. Keys and passwords are in the key file, never here.
CREATE TABLE officer (
    login     TEXT PRIMARY KEY,
    full_name TEXT NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('chief', 'officer', 'inspector')),
    active    INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

-- A person (hồ sơ): the résumé form, D163 Mẫu 05. No field for HIV status or religion.
CREATE TABLE person (
    id                INTEGER PRIMARY KEY,
    file_no           TEXT NOT NULL UNIQUE,              -- Số hồ sơ, as on the paper folder
    name              TEXT NOT NULL,                     -- NFC, readable case
    other_names       TEXT,
    sex               TEXT NOT NULL CHECK (sex IN ('male', 'female')),
    born              TEXT NOT NULL CHECK (length(born) IN (4, 7, 10)), -- 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'
    document_kind     TEXT CHECK (document_kind IN ('can_cuoc', 'cccd', 'cmnd', 'passport', 'other', 'none')),
    document_no       TEXT UNIQUE,                       -- unique when present
    document_issued   TEXT CHECK (length(document_issued) IN (4, 7, 10)),
    document_place    TEXT,
    origin            TEXT,                              -- quê quán
    permanent_address TEXT,
    temporary_address TEXT,
    current_address   TEXT,
    hamlet            TEXT,                              -- thôn/tổ dân phố; never exported
    ethnicity         TEXT,                              -- optional, sensitive: dossier only, never a risk factor
    education         TEXT CHECK (education IN ('none', 'primary', 'lower_secondary', 'upper_secondary', 'college', 'postgraduate')),
    occupation        TEXT,
    occupation_group  TEXT CHECK (occupation_group IN ('none', 'unstable', 'stable', 'student', 'other')),
    workplace         TEXT,
    phone             TEXT,
    relatives         TEXT,
    substances        TEXT,                              -- codes joined by ';'
    route             TEXT CHECK (route IN ('injecting', 'snorting', 'smoking', 'oral', 'other', 'several')),
    use_since         INTEGER CHECK (use_since BETWEEN 1900 AND 2199), -- year
    detected_on       TEXT CHECK (length(detected_on) IN (4, 7, 10)),
    rehab_count       INTEGER CHECK (rehab_count >= 0),  -- earlier rehabs; 0 is known to be none
    psychosis         TEXT CHECK (psychosis IN ('yes', 'no')),
    psychosis_seen_on TEXT CHECK (length(psychosis_seen_on) IN (4, 7, 10)),
    released_prisoner TEXT CHECK (released_prisoner IN ('yes', 'no')),
    note              TEXT,
    assigned_to       TEXT REFERENCES officer (login),   -- officer in charge; NULL = nobody yet
    search_key        TEXT NOT NULL,                     -- DERIVED: folded words of names, file and document number
    marked_key        TEXT NOT NULL,                     -- DERIVED: the same with marks, for words typed with marks
    sort_key          BLOB NOT NULL                      -- DERIVED: Vietnamese order, given name first
) STRICT;
CREATE INDEX person_by_name ON person (sort_key, id);
-- Holds every column the report reads of a person, so that it never touches the rows.
CREATE INDEX person_report ON person (id, sex, born, psychosis_seen_on, education, occupation_group, substances, route, use_since, detected_on);

-- A measure (biện pháp) of a person, or the standing 'addicted': domain/case.rs.
CREATE TABLE measure (
    id             INTEGER PRIMARY KEY,
    person_id      INTEGER NOT NULL REFERENCES person (id),
    measure        TEXT NOT NULL CHECK (measure IN ('user_management', 'addicted', 'rehab_home', 'rehab_voluntary_public', 'rehab_voluntary_private', 'rehab_compulsory', 'rehab_compulsory_minor', 'substitution', 'post_rehab', 'electronic_monitoring')),
    decision_no    TEXT,
    decision_date  TEXT CHECK (length(decision_date) = 10),
    start          TEXT NOT NULL CHECK (length(start) = 10),
    term_months    INTEGER CHECK (term_months > 0),      -- as the decision gives it; NULL = the rule in force
    rehab_count    INTEGER CHECK (rehab_count > 0),      -- 1 = first time in rehab
    signatory      TEXT,
    law            TEXT NOT NULL CHECK (law IN ('L120', 'L73')), -- governing law of the decision
    source         TEXT CHECK (source IN ('new', 'moved_in')),
    ended_on       TEXT CHECK (length(ended_on) = 10),   -- not active on this day any more
    end_reason     TEXT CHECK (end_reason IN ('completed', 'term_over', 'found_addicted', 'sent_to_facility', 'prison', 'death', 'missing', 'long_custody', 'moved_out', 'self_terminated', 'violation', 'replaced', 'error')),
    set_end        TEXT CHECK (length(set_end) = 10),    -- end date set by the officer; the computed one stays beside it
    set_end_reason TEXT,
    computed_end   TEXT CHECK (length(computed_end) = 10), -- DERIVED: start + term
    report_row     TEXT,                                 -- DERIVED: row of the stock-flow table; NULL = counted nowhere
    CHECK (ended_on IS NULL OR ended_on >= start),
    CHECK ((ended_on IS NULL) = (end_reason IS NULL))
) STRICT;
CREATE INDEX measure_of_person ON measure (person_id, start);
-- Holds every column the stock-flow table reads, so that a report never touches the rows.
CREATE INDEX measure_flow ON measure (person_id, start, report_row, ended_on, end_reason, source);

-- An event on a person's time line.
CREATE TABLE event (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    kind      TEXT NOT NULL CHECK (kind IN ('suspicion', 'suspicion_cleared', 'test', 'residence_verified', 'notice_sent', 'notice_received', 'residence_check', 'contact', 'counselling', 'determination', 'result_told', 'rehab_registration', 'rehab_decision', 'rehab_stage', 'attendance', 'support', 'violation', 'incident', 'absence', 'custody', 'suspension', 'decision_sent', 'monitoring', 'monitoring_request', 'monitoring_decision', 'relapse', 'compulsory_ground', 'compulsory_opened', 'compulsory_notified', 'compulsory_sent', 'court_request', 'court_answered', 'court_decision', 'director_asked', 'director_assigned', 'delivered', 'evasion_ended', 'completion_notice', 'end_notice', 'rehab_certificate', 'reported_in', 'proposal', 'closing_certificate', 'move', 'move_notified', 'file_sent', 'presented', 'risk_review', 'note')),
    at        TEXT NOT NULL CHECK (length(at) = 16),
    until     TEXT CHECK (length(until) = 10),
    outcome   TEXT CHECK (outcome IN ('positive', 'negative', 'stable', 'elsewhere', 'unstable', 'present', 'absent', 'met', 'not_home', 'refused', 'phone', 'addicted', 'not_addicted', 'attended', 'missed', 'schooling', 'training', 'loan', 'job', 'papers', 'health', 'monitoring', 'local_education', 'psychosis', 'violence', 'disorder', 'reported', 'unreported', 'on', 'off', 'waived', 'granted', 'rejected', 'departed', 'arrived', 'incoming', 'other')),
    substance TEXT,                                      -- codes joined by ';'
    text      TEXT,
    ground    TEXT CHECK (ground IN ('report', 'case_material', 'lost_control', 'traces', 'driver', 'at_scene', 'self_report', 'caught_in_act', 'other')), -- of a test: D163 Đ56.1 a–i
    sample    TEXT CHECK (sample IN ('urine', 'blood', 'other')),
    same_sex  TEXT CHECK (same_sex IN ('yes', 'no')),    -- an officer of the same sex supervised a urine sample
    guardian  TEXT CHECK (guardian IN ('yes', 'no')),    -- a parent or guardian was present (under 18)
    step      TEXT CHECK (step IN ('reminder', 'review', 'compulsory')), -- on a violation's ladder, L120 Đ47.2–4
    place     TEXT,                                      -- body, facility, court or commune concerned
    document_no TEXT,                                    -- number of the document
    cancelled_at  TEXT CHECK (length(cancelled_at) = 16), -- entered by mistake: kept, shown apart, counted nowhere
    cancelled_by  TEXT,                                  -- login
    cancel_reason TEXT,
    CHECK (until IS NULL OR until >= substr(at, 1, 10)),
    CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL) = (cancel_reason IS NULL))
) STRICT;
CREATE INDEX event_of_person ON event (person_id, at);
CREATE INDEX event_by_time ON event (at, kind, outcome, person_id) WHERE cancelled_at IS NULL;

-- The events that happened: what every reader but the dossier's list of cancelled entries reads
-- (a test of src/storage/revision.rs holds it), so that a cancelled one cannot be counted.
CREATE VIEW living_event AS SELECT * FROM event WHERE cancelled_at IS NULL;

-- The management team (tổ quản lý) of a decision, D163 Mẫu 04.
CREATE TABLE team_member (
    measure_id INTEGER NOT NULL REFERENCES measure (id),
    place      INTEGER NOT NULL CHECK (place > 0),       -- order on the form
    name       TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('head', 'deputy', 'member')),
    PRIMARY KEY (measure_id, place)
) STRICT, WITHOUT ROWID;

-- What a row held before a change: one row per change, none per addition. Who, when, which act and
-- why stand in the journal entry of the same number.
CREATE TABLE revision (
    seq       INTEGER PRIMARY KEY REFERENCES journal (seq),
    person_id INTEGER NOT NULL REFERENCES person (id),
    object    TEXT NOT NULL CHECK (object IN ('person', 'measure', 'event', 'assignment', 'team')),
    object_id INTEGER NOT NULL,                          -- row id; of the person for 'assignment', of the measure for 'team'
    before    TEXT NOT NULL CHECK (json_valid(before))   -- the canonical draft: a JSON object, keys sorted
) STRICT;
CREATE INDEX revision_of_person ON revision (person_id, seq);

-- DERIVED: the standing of a person, for lists. Every person has a row.
CREATE TABLE standing (
    person_id   INTEGER PRIMARY KEY REFERENCES person (id),
    measure     TEXT,                                    -- code of the active main measure
    measure_end TEXT,                                    -- its end: the set one, else the computed one
    next_due    TEXT,                                    -- earliest due moment of a duty
    risk        TEXT CHECK (risk IN ('low', 'medium', 'high')) -- NULL = not assessed
) STRICT;

-- DERIVED: every running clock (hạn). A row does not depend on the day it is looked at.
CREATE TABLE deadline (
    person_id        INTEGER NOT NULL REFERENCES person (id),
    clock            TEXT NOT NULL,                      -- code of domain.md §3
    due              TEXT NOT NULL CHECK (length(due) = 19), -- 'YYYY-MM-DDTHH:MM:SS', local
    shown_from       TEXT NOT NULL CHECK (length(shown_from) = 10),
    start_fact       TEXT NOT NULL CHECK (length(start_fact) = 10),
    rank             INTEGER NOT NULL CHECK (rank BETWEEN 0 AND 9), -- order on the work list: services/today.rs
    holidays_unknown INTEGER NOT NULL CHECK (holidays_unknown IN (0, 1)), -- a year without a table of days off lay on the way
    PRIMARY KEY (person_id, clock)
) STRICT, WITHOUT ROWID;
CREATE INDEX deadline_by_rank ON deadline (rank, due, shown_from);

-- People who look alike, to be settled by an officer (a < b).
CREATE TABLE alike (
    person_a INTEGER NOT NULL REFERENCES person (id),
    person_b INTEGER NOT NULL REFERENCES person (id),
    noted_at TEXT NOT NULL,
    PRIMARY KEY (person_a, person_b),
    CHECK (person_a < person_b)
) STRICT, WITHOUT ROWID;

-- Figures of rules as the chief set them, oldest first; none is ever changed or removed. The rule's
-- own figure stays in the program and is shown beside.
CREATE TABLE rule_setting (
    id            INTEGER PRIMARY KEY,
    rule_id       TEXT NOT NULL,                         -- 'clock.f1', 'term.user_management.l120'
    figure        TEXT,                                  -- as in `hoso rules`: '48 h', '18 M'; NULL = the rule's own again
    in_force_from TEXT NOT NULL CHECK (length(in_force_from) = 10),
    reason        TEXT NOT NULL,
    officer       TEXT NOT NULL,
    set_at        TEXT NOT NULL CHECK (length(set_at) = 16)
) STRICT;

-- Figures that the chief compared with the official text (đã đối chiếu).
CREATE TABLE rule_check (
    id         INTEGER PRIMARY KEY,
    rule_id    TEXT NOT NULL,
    figure     TEXT NOT NULL,                            -- the one then in force: another one needs another look
    reason     TEXT,                                     -- in which text, on which page
    officer    TEXT NOT NULL,
    checked_at TEXT NOT NULL CHECK (length(checked_at) = 16)
) STRICT;

-- Periodic reports marked as sent (closes clock R1).
CREATE TABLE report_sent (
    period  TEXT PRIMARY KEY,                            -- '2026-11'
    sent_at TEXT NOT NULL,
    officer TEXT NOT NULL
) STRICT;

-- The journal (nhật ký): one entry per read of a dossier and per change, in the same transaction.
-- Entries hash-chain; signatures and the Merkle log over them come with the vault's next stage.
CREATE TABLE journal (
    seq       INTEGER PRIMARY KEY CHECK (seq > 0),       -- 1, 2, 3 … without a gap
    at        TEXT NOT NULL,                             -- wall time; order is by seq, since clocks lie
    officer   TEXT NOT NULL,                             -- login
    act       TEXT NOT NULL,                             -- what was done: domain/journal.rs
    object    TEXT NOT NULL,                             -- kind of the object: 'person', 'measure', …
    object_id INTEGER,                                   -- its row id; NULL for acts about no row
    reason    TEXT,
    row_hash  BLOB CHECK (length(row_hash) = 32),        -- keyed hash of the row after the act
    prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
    hash      BLOB NOT NULL CHECK (length(hash) = 32),   -- of this entry, prev_hash included
    signature BLOB CHECK (length(signature) = 64)        -- Ed25519 by the officer; NULL until signing is in force
) STRICT;
CREATE INDEX journal_by_object ON journal (object, object_id);
