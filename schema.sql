-- The data model of one registry, as a new one gets it. The file is encrypted as a whole
-- (SQLCipher); these comments are the data dictionary.
--
-- Conventions: every table is STRICT. Days are text 'YYYY-MM-DD', moments 'YYYY-MM-DDTHH:MM' in
-- local time (Asia/Ho_Chi_Minh), so that text order is time order. Words are the codes of
-- src/domain/word.rs. NULL = unknown or not given; it is never the same as 0 or 'none'.
-- A closed list of three words or more is a chain of ORs: for IN (…) SQLite opens a temporary table
-- at every row written, which made writing ten times as slow.
-- AUTOINCREMENT: the number of a row that was destroyed is never given to another, since the journal
-- still tells of it.
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
    derived_rules TEXT,                                              -- hash of the rules the DERIVED tables were built with
    risk_day      TEXT CHECK (length(risk_day) = 10)                 -- day up to which levels of risk were renewed
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
    role      TEXT NOT NULL CHECK (role = 'chief' OR role = 'officer' OR role = 'inspector'),
    active    INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

-- A person (hồ sơ): the résumé form, D163 Mẫu 05. No field for HIV status or religion.
CREATE TABLE person (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    file_no           TEXT NOT NULL UNIQUE,              -- Số hồ sơ, as on the paper folder
    name              TEXT NOT NULL,                     -- NFC, readable case
    other_names       TEXT,
    sex               TEXT NOT NULL CHECK (sex IN ('male', 'female')),
    born              TEXT NOT NULL CHECK (length(born) = 4 OR length(born) = 7 OR length(born) = 10), -- 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD'
    document_kind     TEXT CHECK (document_kind = 'can_cuoc' OR document_kind = 'cccd' OR document_kind = 'cmnd' OR document_kind = 'passport' OR document_kind = 'other' OR document_kind = 'none'),
    document_no       TEXT,                              -- unique among living files when present: index person_document
    document_issued   TEXT CHECK (length(document_issued) = 4 OR length(document_issued) = 7 OR length(document_issued) = 10),
    document_place    TEXT,
    origin            TEXT,                              -- quê quán
    permanent_address TEXT,
    temporary_address TEXT,
    current_address   TEXT,
    hamlet            TEXT,                              -- thôn/tổ dân phố; never exported
    ethnicity         TEXT,                              -- optional, sensitive: dossier only, never a risk factor
    education         TEXT CHECK (education = 'none' OR education = 'primary' OR education = 'lower_secondary' OR education = 'upper_secondary' OR education = 'college' OR education = 'postgraduate'),
    occupation        TEXT,
    occupation_group  TEXT CHECK (occupation_group = 'none' OR occupation_group = 'unstable' OR occupation_group = 'stable' OR occupation_group = 'student' OR occupation_group = 'other'),
    workplace         TEXT,
    phone             TEXT,
    relatives         TEXT,
    substances        TEXT,                              -- codes joined by ';'
    route             TEXT CHECK (route = 'injecting' OR route = 'snorting' OR route = 'smoking' OR route = 'oral' OR route = 'other' OR route = 'several'),
    use_since         INTEGER CHECK (use_since BETWEEN 1900 AND 2199), -- year
    detected_on       TEXT CHECK (length(detected_on) = 4 OR length(detected_on) = 7 OR length(detected_on) = 10),
    rehab_count       INTEGER CHECK (rehab_count >= 0),  -- earlier rehabs; 0 is known to be none
    psychosis         TEXT CHECK (psychosis IN ('yes', 'no')),
    psychosis_seen_on TEXT CHECK (length(psychosis_seen_on) = 4 OR length(psychosis_seen_on) = 7 OR length(psychosis_seen_on) = 10),
    released_prisoner TEXT CHECK (released_prisoner IN ('yes', 'no')),
    note              TEXT,
    assigned_to       TEXT REFERENCES officer (login),   -- officer in charge; NULL = nobody yet
    merged_into       INTEGER REFERENCES person (id) CHECK (merged_into <> id), -- this file was merged into that one: kept untouched, listed and counted nowhere
    search_key        TEXT NOT NULL,                     -- DERIVED: folded words of names, file and document number
    marked_key        TEXT NOT NULL,                     -- DERIVED: the same with marks, for words typed with marks
    sort_key          BLOB NOT NULL,                     -- DERIVED: Vietnamese order, given name first
    traits            INTEGER NOT NULL,                  -- DERIVED: born, sex, education, occupation_group, route, substances, use_since in one number: storage/packed.rs
    report_days       INTEGER NOT NULL                   -- DERIVED: detected_on and psychosis_seen_on in one number
) STRICT;
-- One identity number, one living file. A file merged away keeps its number beside the survivor's.
CREATE UNIQUE INDEX person_document ON person (document_no, coalesce(merged_into, 0)) WHERE document_no IS NOT NULL;
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;
-- Holds every column the list in memory is made of, in its order.
CREATE INDEX person_list ON person (sort_key, id, search_key, marked_key, hamlet, assigned_to);
-- Holds every column the report reads of a person, so that it never touches the rows.
CREATE INDEX person_report ON person (id, traits, report_days, merged_into);

-- A measure (biện pháp) of a person, or the standing 'addicted': domain/case.rs.
CREATE TABLE measure (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id      INTEGER NOT NULL REFERENCES person (id),
    measure        TEXT NOT NULL CHECK (measure = 'user_management' OR measure = 'addicted' OR measure = 'rehab_home' OR measure = 'rehab_voluntary_public' OR measure = 'rehab_voluntary_private' OR measure = 'rehab_compulsory' OR measure = 'rehab_compulsory_minor' OR measure = 'substitution' OR measure = 'post_rehab' OR measure = 'electronic_monitoring'),
    decision_no    TEXT,
    decision_date  TEXT CHECK (length(decision_date) = 10),
    start          TEXT NOT NULL CHECK (length(start) = 10),
    term_months    INTEGER CHECK (term_months > 0),      -- as the decision gives it; NULL = the rule in force
    rehab_count    INTEGER CHECK (rehab_count > 0),      -- 1 = first time in rehab
    signatory      TEXT,
    law            TEXT NOT NULL CHECK (law IN ('L120', 'L73')), -- governing law of the decision
    source         TEXT CHECK (source IN ('new', 'moved_in')),
    ended_on       TEXT CHECK (length(ended_on) = 10),   -- not active on this day any more
    end_reason     TEXT CHECK (end_reason = 'completed' OR end_reason = 'term_over' OR end_reason = 'found_addicted' OR end_reason = 'sent_to_facility' OR end_reason = 'prison' OR end_reason = 'death' OR end_reason = 'missing' OR end_reason = 'long_custody' OR end_reason = 'moved_out' OR end_reason = 'self_terminated' OR end_reason = 'violation' OR end_reason = 'replaced' OR end_reason = 'error'),
    set_end        TEXT CHECK (length(set_end) = 10),    -- end date set by the officer; the computed one stays beside it
    set_end_reason TEXT,
    computed_end   TEXT CHECK (length(computed_end) = 10), -- DERIVED: start + term
    flow           INTEGER,                              -- DERIVED: start, ended_on, row of the stock-flow table, end_reason, source in one number: storage/packed.rs; NULL = counted nowhere
    CHECK (ended_on IS NULL OR ended_on >= start),
    CHECK ((ended_on IS NULL) = (end_reason IS NULL))
) STRICT;
CREATE INDEX measure_of_person ON measure (person_id, start);
-- Holds every column the stock-flow table reads, so that a report never touches the rows.
CREATE INDEX measure_flow ON measure (person_id, flow) WHERE flow IS NOT NULL;
-- For the review of old files, and for the list of what was entered by mistake.
CREATE INDEX measure_ended ON measure (ended_on, person_id) WHERE ended_on IS NOT NULL;
CREATE INDEX measure_cancelled ON measure (id) WHERE end_reason = 'error';
CREATE INDEX measure_monitoring ON measure (person_id, measure, start, ended_on, end_reason) WHERE measure = 'electronic_monitoring';

-- An event on a person's time line.
CREATE TABLE event (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person (id),
    kind      TEXT NOT NULL CHECK (kind = 'suspicion' OR kind = 'suspicion_cleared' OR kind = 'test' OR kind = 'residence_verified' OR kind = 'notice_sent' OR kind = 'notice_received' OR kind = 'residence_check' OR kind = 'contact' OR kind = 'counselling' OR kind = 'determination' OR kind = 'result_told' OR kind = 'rehab_registration' OR kind = 'rehab_decision' OR kind = 'rehab_stage' OR kind = 'attendance' OR kind = 'support' OR kind = 'violation' OR kind = 'incident' OR kind = 'absence' OR kind = 'custody' OR kind = 'suspension' OR kind = 'decision_sent' OR kind = 'monitoring' OR kind = 'monitoring_request' OR kind = 'monitoring_decision' OR kind = 'relapse' OR kind = 'compulsory_ground' OR kind = 'compulsory_opened' OR kind = 'compulsory_notified' OR kind = 'compulsory_sent' OR kind = 'court_request' OR kind = 'court_answered' OR kind = 'court_decision' OR kind = 'director_asked' OR kind = 'director_assigned' OR kind = 'delivered' OR kind = 'evasion_ended' OR kind = 'completion_notice' OR kind = 'end_notice' OR kind = 'rehab_certificate' OR kind = 'reported_in' OR kind = 'proposal' OR kind = 'closing_certificate' OR kind = 'move' OR kind = 'move_notified' OR kind = 'file_sent' OR kind = 'presented' OR kind = 'death' OR kind = 'missing' OR kind = 'risk_review' OR kind = 'risk_override' OR kind = 'assist' OR kind = 'family' OR kind = 'support_goal' OR kind = 'goal_reached' OR kind = 'goal_dropped' OR kind = 'note'),
    at        TEXT NOT NULL CHECK (length(at) = 16),
    until     TEXT CHECK (length(until) = 10),
    outcome   TEXT CHECK (outcome = 'positive' OR outcome = 'negative' OR outcome = 'stable' OR outcome = 'elsewhere' OR outcome = 'unstable' OR outcome = 'present' OR outcome = 'absent' OR outcome = 'met' OR outcome = 'not_home' OR outcome = 'refused' OR outcome = 'phone' OR outcome = 'addicted' OR outcome = 'not_addicted' OR outcome = 'attended' OR outcome = 'missed' OR outcome = 'schooling' OR outcome = 'training' OR outcome = 'loan' OR outcome = 'job' OR outcome = 'papers' OR outcome = 'health' OR outcome = 'monitoring' OR outcome = 'local_education' OR outcome = 'psychosis' OR outcome = 'violence' OR outcome = 'disorder' OR outcome = 'reported' OR outcome = 'unreported' OR outcome = 'on' OR outcome = 'off' OR outcome = 'waived' OR outcome = 'granted' OR outcome = 'rejected' OR outcome = 'departed' OR outcome = 'arrived' OR outcome = 'incoming' OR outcome = 'high' OR outcome = 'medium' OR outcome = 'low' OR outcome = 'drugs' OR outcome = 'alcohol' OR outcome = 'takes_part' OR outcome = 'not_taking_part' OR outcome = 'other'),
    substance TEXT,                                      -- codes joined by ';'
    text      TEXT,
    ground    TEXT CHECK (ground = 'report' OR ground = 'case_material' OR ground = 'lost_control' OR ground = 'traces' OR ground = 'driver' OR ground = 'at_scene' OR ground = 'self_report' OR ground = 'caught_in_act' OR ground = 'other'), -- of a test: D163 Đ56.1 a–i
    sample    TEXT CHECK (sample = 'urine' OR sample = 'blood' OR sample = 'other'),
    same_sex  TEXT CHECK (same_sex IN ('yes', 'no')),    -- an officer of the same sex supervised a urine sample
    guardian  TEXT CHECK (guardian IN ('yes', 'no')),    -- a parent or guardian was present (under 18)
    step      TEXT CHECK (step = 'reminder' OR step = 'review' OR step = 'compulsory'), -- on a violation's ladder, L120 Đ47.2–4
    place     TEXT,                                      -- body, facility, court or commune concerned
    document_no TEXT,                                    -- number of the document
    score     INTEGER CHECK (score BETWEEN 0 AND 99),    -- total of a WHO ASSIST v3.1 as a health worker gave it; never added to the points of risk
    cancelled_at  TEXT CHECK (length(cancelled_at) = 16), -- entered by mistake: kept, shown apart, counted nowhere
    cancelled_by  TEXT,                                  -- login
    cancel_reason TEXT,
    CHECK (until IS NULL OR until >= substr(at, 1, 10)),
    CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL) = (cancel_reason IS NULL))
) STRICT;
CREATE INDEX event_of_person ON event (person_id, at);
-- These hold cancelled_at as well, since view living_event asks for it: without it every row is read.
CREATE INDEX event_by_time ON event (at, kind, outcome, person_id, cancelled_at) WHERE cancelled_at IS NULL;
-- Events that switch a state on or off: the report asks for each person's last.
CREATE INDEX event_monitoring ON event (person_id, at, id, kind, outcome, cancelled_at) WHERE kind = 'monitoring' AND cancelled_at IS NULL;
CREATE INDEX event_suspicion ON event (person_id, at, id, kind, cancelled_at) WHERE (kind = 'suspicion' OR kind = 'suspicion_cleared' OR kind = 'death' OR kind = 'missing') AND cancelled_at IS NULL;
CREATE INDEX event_cancelled ON event (cancelled_at) WHERE cancelled_at IS NOT NULL;

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
    object    TEXT NOT NULL CHECK (object = 'person' OR object = 'measure' OR object = 'event' OR object = 'assignment' OR object = 'team'),
    object_id INTEGER NOT NULL,                          -- row id; of the person for 'assignment', of the measure for 'team'
    before    TEXT NOT NULL CHECK (json_valid(before))   -- the canonical draft: a JSON object, keys sorted
) STRICT;
CREATE INDEX revision_of_person ON revision (person_id, seq);

-- DERIVED: the standing of a person, for lists. Every person has a row but those merged away.
CREATE TABLE standing (
    person_id   INTEGER PRIMARY KEY REFERENCES person (id),
    measure     TEXT,                                    -- code of the active main measure
    measure_end TEXT,                                    -- its end: the set one, else the computed one
    next_due    TEXT,                                    -- earliest due moment of a duty
    risk        TEXT CHECK (risk = 'low' OR risk = 'medium' OR risk = 'high'), -- the level in force; NULL = not assessed
    assessment  INTEGER REFERENCES assessment (id),      -- the one in force
    risk_due    TEXT CHECK (length(risk_due) = 10)       -- day on which, without new facts, it says something else
) STRICT;

-- Rule sets of risk as they were used: the program's own (officer NULL), and the chief's, each with a
-- reason and a first day. None is ever changed or removed: old assessments stay explainable by their own.
CREATE TABLE risk_rules (
    id            INTEGER PRIMARY KEY,
    version       TEXT NOT NULL,
    sha256        TEXT NOT NULL CHECK (length(sha256) = 64), -- of content
    content       TEXT NOT NULL,                         -- TOML in its one form: src/rules/risk.rs
    in_force_from TEXT CHECK (length(in_force_from) = 10), -- NULL = the program's own, while no other is in force
    reason        TEXT,
    officer       TEXT,
    set_at        TEXT NOT NULL CHECK (length(set_at) = 16)
) STRICT;

-- Assessments of risk, made in the transaction that changed a fact, or when a fact grew too old. A
-- new row only where level or findings differ from the one before. Each can be made again from its
-- facts and rules; none is changed.
CREATE TABLE assessment (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    on_day    TEXT NOT NULL CHECK (length(on_day) = 10), -- the day judged
    made_at   TEXT NOT NULL CHECK (length(made_at) = 16),
    officer   TEXT NOT NULL,                             -- whose act led to it, or who opened the registry that day
    rules     INTEGER NOT NULL REFERENCES risk_rules (id),
    computed  TEXT NOT NULL CHECK (computed = 'low' OR computed = 'medium' OR computed = 'high'), -- by the rules
    level     TEXT NOT NULL CHECK (level = 'low' OR level = 'medium' OR level = 'high'), -- in force
    own_level TEXT CHECK (own_level = 'low' OR own_level = 'medium' OR own_level = 'high'), -- set by an officer, while it held
    own_until TEXT CHECK (length(own_until) = 10),       -- its last day
    own_event INTEGER REFERENCES event (id),             -- the entry with who and why
    findings  TEXT NOT NULL CHECK (findings GLOB '{*}'),    -- canonical JSON: rules that fired with points and facts, rules not judged: domain/risk/assess.rs
    facts     BLOB NOT NULL                              -- what it read: storage/risk_packed.rs
) STRICT;
CREATE INDEX assessment_of_person ON assessment (person_id, id);

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
CREATE INDEX deadline_by_rank ON deadline (rank, due, person_id, clock, shown_from);

-- People who look alike, to be settled by an officer (a < b): merged, or "không phải một người".
CREATE TABLE alike (
    person_a    INTEGER NOT NULL REFERENCES person (id),
    person_b    INTEGER NOT NULL REFERENCES person (id),
    noted_at    TEXT NOT NULL,
    settled_seq INTEGER REFERENCES journal (seq),        -- entry that says they are not one person: who, when, why; NULL = not settled
    PRIMARY KEY (person_a, person_b),
    CHECK (person_a < person_b)
) STRICT, WITHOUT ROWID;

-- Two files of one person made one (gộp hồ sơ). The file merged away stays in table person as it was;
-- its measures and events moved to the surviving one, whose values before stand in revision under
-- the same number. So the two can be split again.
CREATE TABLE merge (
    seq            INTEGER PRIMARY KEY REFERENCES journal (seq), -- the entry on the surviving file: who, when, why
    kept           INTEGER NOT NULL REFERENCES person (id),      -- the surviving file
    away           INTEGER NOT NULL REFERENCES person (id),      -- the file merged into it
    result         TEXT NOT NULL CHECK (json_valid(result)),     -- the survivor's values after: what differs later was changed since
    officer_before TEXT,                                         -- the survivor's officer in charge before, NULL = nobody
    officer_after  TEXT,                                         -- and after
    split_seq      INTEGER REFERENCES journal (seq)              -- the entry of the split; NULL = still one
) STRICT;
CREATE INDEX merge_of ON merge (kept, seq);

-- Which measures and events came from the file merged away: they go back when it is split.
CREATE TABLE merge_row (
    merge_seq INTEGER NOT NULL REFERENCES merge (seq),
    object    TEXT NOT NULL CHECK (object IN ('measure', 'event')),
    object_id INTEGER NOT NULL,
    PRIMARY KEY (merge_seq, object, object_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_row_object ON merge_row (object, object_id, merge_seq);

-- Figures of rules as the chief set them, oldest first; none is ever changed or removed. The rule's
-- own figure stays in the program and is shown beside.
CREATE TABLE rule_setting (
    id            INTEGER PRIMARY KEY,
    rule_id       TEXT NOT NULL,                         -- 'clock.f1', 'clock.u1.remote_unit', 'term.user_management.l120', of a day 'holidays.2028-01-24'
    figure        TEXT,                                  -- as in `hoso rules`: '48 h', '18 M'; of a day 'off', 'work'; NULL = the rule's own again
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

-- Backups that were made of this registry (sao lưu), oldest first; none is ever removed from the list. Who
-- was entered or destroyed after a copy's last journal entry tells which copies still hold a person.
CREATE TABLE backup_copy (
    id           INTEGER PRIMARY KEY,
    made_at      TEXT NOT NULL CHECK (length(made_at) = 16),
    officer      TEXT NOT NULL,                          -- login
    file_name    TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255), -- last part of the path: where the stick is, is not known
    generation   INTEGER NOT NULL CHECK (generation > 0), -- of the data key then; the copy has a key of its own
    journal_size INTEGER NOT NULL CHECK (journal_size > 0), -- it holds the journal up to this entry
    gone_at      TEXT CHECK (length(gone_at) = 16),      -- the file is no more: thinned out, or an officer said so
    gone_why     TEXT,
    CHECK ((gone_at IS NULL) = (gone_why IS NULL))
) STRICT;

-- How the unit wants to be reminded of a backup: one row; none = the program's own number. Ours, not
-- the law's.
CREATE TABLE backup_setting (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    remind_days INTEGER NOT NULL CHECK (remind_days BETWEEN 1 AND 90) -- days without a backup until Hôm nay says so
) STRICT;

-- How an officer likes his screens: colours, language, columns, saved filters. Each his own, kept here
-- because a saved filter may name a hamlet.
CREATE TABLE preference (
    officer TEXT NOT NULL REFERENCES officer (login),
    name    TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),   -- ui/preference.rs
    value   TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 8000),
    PRIMARY KEY (officer, name)
) STRICT, WITHOUT ROWID;

-- Forms an officer left with text in them (bản nháp): no facts, counted nowhere, deleted when the form
-- is saved or given up. Kept here so that a lock or a power cut loses no word.
CREATE TABLE draft (
    officer  TEXT NOT NULL REFERENCES officer (login),
    form     TEXT NOT NULL,                              -- which form: src/ui/screens/form_draft.rs
    subject  TEXT NOT NULL,                              -- file number or rule id; '' = about nothing yet
    content  TEXT NOT NULL CHECK (json_valid(content)),  -- heading, focus, fields (what stood there, what stands there)
    saved_at TEXT NOT NULL CHECK (length(saved_at) = 16),
    PRIMARY KEY (officer, form, subject)
) STRICT, WITHOUT ROWID;

-- Files proposed for destruction (đề nghị hủy hồ sơ): one officer proposes, a chief who is another
-- destroys. What is left of a destroyed file is this row without the file, and journal entries
-- without reasons.
CREATE TABLE destruction (
    seq         INTEGER PRIMARY KEY REFERENCES journal (seq), -- the entry of the proposal: who, when, why
    person_id   INTEGER REFERENCES person (id),               -- NULL = settled
    proposed_by TEXT NOT NULL,                                -- login
    proposed_at TEXT NOT NULL CHECK (length(proposed_at) = 16),
    ground      TEXT NOT NULL CHECK (ground = 'kept_long_enough' OR ground = 'unconfirmed' OR ground = 'cleared'),
    outcome     TEXT CHECK (outcome IN ('destroyed', 'withdrawn')),
    settled_at  TEXT CHECK (length(settled_at) = 16),
    CHECK ((person_id IS NULL) = (outcome IS NOT NULL) AND (outcome IS NULL) = (settled_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX destruction_open ON destruction (person_id) WHERE person_id IS NOT NULL;

-- Periodic reports marked as sent (closes clock R1).
CREATE TABLE report_sent (
    period  TEXT PRIMARY KEY,                            -- '2026-11'
    sent_at TEXT NOT NULL,
    officer TEXT NOT NULL
) STRICT;

-- The receiving level (cấp trên) and the public key packages are sealed to, oldest first; none is
-- changed or removed, the newest holds.
CREATE TABLE superior (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    recipient TEXT NOT NULL CHECK (recipient GLOB 'age1*'), -- age X25519 public key
    officer   TEXT NOT NULL,
    set_at    TEXT NOT NULL CHECK (length(set_at) = 16)
) STRICT;

-- Figures of the commune's programme work by month, oldest first; of one month and work the newest
-- row holds. Counts only.
CREATE TABLE programme (
    id         INTEGER PRIMARY KEY,
    month      TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'), -- period code
    work       TEXT NOT NULL,                            -- domain/report/programme.rs
    count      INTEGER CHECK (count BETWEEN 0 AND 1000000000), -- NULL = taken back
    officer    TEXT NOT NULL,
    entered_at TEXT NOT NULL CHECK (length(entered_at) = 16)
) STRICT;

-- The commune's level (Decision 28/2025/QĐ-TTg) and the unit's own targets of its plan, oldest first; of
-- each the newest row holds.
CREATE TABLE plan (
    id       INTEGER PRIMARY KEY,
    what     TEXT NOT NULL,                              -- 'level', or a target of domain/report/plan.rs
    value    TEXT NOT NULL CHECK (length(value) <= 20),  -- code of the level; per cent, '' = taken back
    from_day TEXT NOT NULL CHECK (length(from_day) = 10), -- holds from
    basis    TEXT NOT NULL,                              -- decision or minutes
    officer  TEXT NOT NULL,
    set_at   TEXT NOT NULL CHECK (length(set_at) = 16)
) STRICT;

-- Periods the chief closed (chốt kỳ): the figures as he signed them. Facts may change later; the
-- difference is shown and goes into the next revision.
CREATE TABLE period_closed (
    period    TEXT NOT NULL,                             -- '2026-11'
    revision  INTEGER NOT NULL CHECK (revision > 0),
    figures   TEXT NOT NULL CHECK (json_valid(figures)), -- canonical report.json without 'package'
    signature TEXT NOT NULL,                             -- minisign, by the unit's key, over figures
    officer   TEXT NOT NULL,
    closed_at TEXT NOT NULL CHECK (length(closed_at) = 16),
    PRIMARY KEY (period, revision)
) STRICT, WITHOUT ROWID;

-- Packages made for the receiving level: the register of what was sent, with the very bytes.
CREATE TABLE package (
    id        INTEGER PRIMARY KEY,
    uuid      TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36), -- the package's own id
    period    TEXT NOT NULL,
    revision  INTEGER NOT NULL CHECK (revision > 0),     -- of the package: 1, 2 … for each period
    closing   INTEGER NOT NULL,                          -- revision of the closed figures in it
    replaces  BLOB CHECK (length(replaces) = 32),        -- SHA-256 of the package it replaces
    recipient TEXT NOT NULL,                             -- key it is sealed to
    size      INTEGER NOT NULL CHECK (size > 0),         -- journal entries its checkpoint covers
    root      BLOB NOT NULL CHECK (length(root) = 32),   -- of the log over them
    sha256    BLOB NOT NULL CHECK (length(sha256) = 32), -- of the file
    bytes     BLOB NOT NULL,                             -- the file: sealed, only the receiver opens it
    officer   TEXT NOT NULL,
    made_at   TEXT NOT NULL CHECK (length(made_at) = 16),
    UNIQUE (period, revision),
    FOREIGN KEY (period, closing) REFERENCES period_closed (period, revision)
) STRICT;

-- The journal (nhật ký): one entry per read of a dossier and per change, in the same transaction.
-- Each entry names the hash of the one before and is signed by the officer; over them lies a Merkle log.
CREATE TABLE journal (
    seq        INTEGER PRIMARY KEY CHECK (seq > 0),      -- 1, 2, 3 … without a gap
    at         TEXT NOT NULL,                            -- wall time; order is by seq, since clocks lie
    up_seconds INTEGER,                                  -- since the PC started, sleep included; NULL = not told by the system
    officer    TEXT NOT NULL,                            -- login
    act        TEXT NOT NULL,                            -- what was done: domain/journal.rs
    object     TEXT NOT NULL,                            -- kind of the object: 'person', 'measure', …
    object_id  INTEGER,                                  -- its row id; NULL for acts about no row
    reason     TEXT,                                     -- NULL = none given, or erased with the person's file
    reason_salt BLOB CHECK (length(reason_salt) = 16),   -- goes with the reason
    reason_hash BLOB CHECK (length(reason_hash) = 32),   -- what is signed in its place: domain/journal.rs; stays
    row_hash   BLOB CHECK (length(row_hash) = 32),       -- keyed hash of the row after the act: storage/bound.rs; NULL for a look
    prev_hash  BLOB NOT NULL CHECK (length(prev_hash) = 32),
    signature  BLOB NOT NULL CHECK (length(signature) = 64), -- Ed25519 by the officer over all before: domain/journal.rs
    hash       BLOB NOT NULL CHECK (length(hash) = 32),  -- RFC 6962 leaf hash of the entry and its signature
    CHECK ((reason IS NULL) = (reason_salt IS NULL)),
    CHECK (reason IS NULL OR reason_hash IS NOT NULL)
) STRICT;
CREATE INDEX journal_by_object ON journal (object, object_id);

-- The right edge of the Merkle log, written with each commit: domain/merkle.rs. One row.
CREATE TABLE journal_edge (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    size      INTEGER NOT NULL CHECK (size > 0),         -- entries
    roots     BLOB NOT NULL CHECK (length(roots) % 32 = 0), -- of the whole subtrees, the largest first
    revisions INTEGER NOT NULL                           -- rows of table revision: none may be missing
) STRICT;

-- Checkpoints of the log that left the building: up to the newest the journal has a witness.
CREATE TABLE checkpoint (
    size    INTEGER PRIMARY KEY CHECK (size > 0),        -- entries covered
    root    BLOB NOT NULL CHECK (length(root) = 32),
    made_at TEXT NOT NULL CHECK (length(made_at) = 16)
) STRICT;
