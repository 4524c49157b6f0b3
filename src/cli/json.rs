//! The JSON shapes of `interface.md`: keys may be added, those there stay. The types of the domain
//! are not serialisable on purpose; this is where they become a format.

use crate::domain::case::{Event, Measure, Stored};
use crate::domain::date::iso as date;
pub(super) use crate::domain::date::iso_second as datetime;
use crate::domain::deadline::missed_checks;
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::person::{Person, PersonField};
use crate::domain::term::Computation;
use crate::domain::word::{Lang, Word};
use crate::rules::RuleBook;
use crate::services::BackupReminder;
use crate::services::view::{
    CancelledEvent, ClockLine, Dossier, ImportOutcome, JournalLine, PeoplePage, PersonLine,
    SheetCounts, TodayGroup, TodayList,
};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value, json};

fn code(word: impl Word) -> &'static str {
    word.code()
}

/// `people`.
#[derive(Serialize)]
pub(super) struct People<'a> {
    total: usize,
    people: Vec<PersonRow<'a>>,
}

#[derive(Serialize)]
struct PersonRow<'a> {
    file_no: &'a str,
    name: &'a str,
    sex: &'static str,
    born: String,
    hamlet: Option<&'a str>,
    measure: Option<&'static str>,
    measure_end: Option<String>,
    risk: Option<&'static str>,
    next_due: Option<String>,
}

impl<'a> People<'a> {
    pub(super) fn of(page: &'a PeoplePage) -> Self {
        Self { total: page.total, people: page.lines.iter().map(PersonRow::of).collect() }
    }
}

impl<'a> PersonRow<'a> {
    fn of(line: &'a PersonLine) -> Self {
        Self {
            file_no: line.file_no.as_str(),
            name: &line.name,
            sex: line.sex.code(),
            born: line.born.iso(),
            hamlet: line.hamlet.as_deref(),
            measure: line.measure.map(code),
            measure_end: line.measure_end.map(date),
            risk: line.risk.map(code),
            next_due: line.next_due.map(datetime),
        }
    }
}

/// `today`.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the keys are those of the contract")]
pub(super) struct Today<'a> {
    on: String,
    overdue: Vec<Item<'a>>,
    today: Vec<Item<'a>>,
    next_7_days: Vec<Item<'a>>,
    long_overdue: Vec<Item<'a>>,
    notice: Vec<Item<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backup: Option<serde_json::Value>,
}

impl<'a> Today<'a> {
    pub(super) fn of(list: &'a TodayList, rules: &RuleBook, lang: Lang) -> Self {
        let items = |group| list.lines(group).iter().map(|l| Item::of(l, rules, lang)).collect();
        Self {
            on: date(list.on),
            overdue: items(TodayGroup::Overdue),
            today: items(TodayGroup::Today),
            next_7_days: items(TodayGroup::Next7Days),
            long_overdue: items(TodayGroup::LongOverdue),
            notice: items(TodayGroup::Notice),
            backup: list.backup.as_ref().map(reminder),
        }
    }
}

/// When the last backup was made, and whether the next is due.
pub(super) fn reminder(found: &BackupReminder) -> serde_json::Value {
    serde_json::json!({
        "last": found.last.map(datetime),
        "days": found.days,
        "remind_after_days": found.remind_days,
        "unit_setting": true,
        "due": found.due(),
    })
}

/// `agenda --day`.
#[derive(Serialize)]
pub(super) struct AgendaDay<'a> {
    date: String,
    clocks: Vec<Item<'a>>,
}

impl<'a> AgendaDay<'a> {
    pub(super) fn of(day: NaiveDate, lines: &'a [ClockLine], rules: &RuleBook, lang: Lang) -> Self {
        let clocks = lines.iter().map(|l| Item::of(l, rules, lang)).collect();
        Self { date: date(day), clocks }
    }
}

/// A clock, on the work list or on a dossier.
#[derive(Serialize)]
struct Item<'a> {
    file_no: Option<&'a str>,
    clock: String,
    what: String,
    due: String,
    hours_over: i64,
    source: String,
    unit_setting: bool,
    kind: &'static str,
    name: Option<&'a str>,
    hamlet: Option<&'a str>,
    from: String,
    risk: Option<&'static str>,
    period: Option<&'a str>,
    holidays_unknown: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a str>,
}

impl<'a> Item<'a> {
    fn of(line: &'a ClockLine, rules: &RuleBook, lang: Lang) -> Self {
        let words = super::clock::words(line.clock, rules, lang);
        Self {
            file_no: line.file_no.as_ref().map(FileNo::as_str),
            clock: line.clock.code(),
            what: words.what,
            due: datetime(line.due),
            hours_over: line.hours_over,
            source: words.source,
            unit_setting: words.unit_setting,
            kind: line.kind.code(),
            name: line.name.as_deref(),
            hamlet: line.hamlet.as_deref(),
            from: date(line.from),
            risk: line.risk.map(code),
            period: line.period.as_deref(),
            holidays_unknown: line.holidays_unknown,
            group: None,
            explanation: None,
        }
    }
}

/// `show`.
#[derive(Serialize)]
pub(super) struct Show<'a> {
    on: String,
    person: Map<String, Value>,
    measures: Vec<MeasureRow<'a>>,
    events: Vec<EventRow<'a>>,
    cancelled: Vec<CancelledRow<'a>>,
    merged: Vec<&'a str>,
    clocks: Vec<Item<'a>>,
    risk: super::risk_one::RiskJson<'a>,
}

#[derive(Serialize)]
struct MeasureRow<'a> {
    number: i64,
    code: &'static str,
    decision_no: Option<&'a str>,
    decision_date: Option<String>,
    start: String,
    term_months: Option<u32>,
    computed_end: Option<String>,
    set_end: Option<String>,
    set_end_reason: Option<&'a str>,
    ended_on: Option<String>,
    end_reason: Option<&'static str>,
    governing_law: &'static str,
    computation: Option<String>,
    rehab_count: Option<u32>,
    signatory: Option<&'a str>,
    source: Option<&'static str>,
    /// Months of user management that ended without a residence check: `2026-03`.
    missed_residence_checks: Vec<String>,
}

#[derive(Serialize)]
struct EventRow<'a> {
    number: i64,
    kind: &'static str,
    at: String,
    until: Option<String>,
    result: Option<&'static str>,
    substances: Vec<&'static str>,
    text: Option<&'a str>,
    ground: Option<&'static str>,
    sample: Option<&'static str>,
    same_sex: Option<bool>,
    guardian: Option<bool>,
    step: Option<&'static str>,
    place: Option<&'a str>,
    document_no: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<u32>,
}

/// An event entered by mistake: it counts nowhere.
#[derive(Serialize)]
struct CancelledRow<'a> {
    #[serde(flatten)]
    event: EventRow<'a>,
    cancelled_at: String,
    cancelled_by: &'a str,
    reason: &'a str,
}

impl<'a> Show<'a> {
    pub(super) fn of(dossier: &'a Dossier, rules: &RuleBook, lang: Lang) -> Self {
        let case = &dossier.case;
        let computed = |at: usize| dossier.computations.get(at).and_then(Option::as_ref);
        let measures = case.measures.iter().enumerate();
        let clocks = dossier.clocks.iter().map(|(line, vi, en)| Item {
            group: line.group.map(TodayGroup::code),
            explanation: Some(lang.pick(vi, en)),
            ..Item::of(line, rules, lang)
        });
        Self {
            on: date(dossier.on),
            person: person(&case.person),
            measures: measures
                .map(|(at, m)| {
                    let missed = missed_checks(case, m.id, dossier.on);
                    MeasureRow::of(m, computed(at), &missed, lang)
                })
                .collect(),
            events: case.events.iter().map(EventRow::of).collect(),
            cancelled: dossier.cancelled.iter().map(CancelledRow::of).collect(),
            merged: dossier.merged.iter().map(FileNo::as_str).collect(),
            clocks: clocks.collect(),
            risk: super::risk_one::RiskJson::of(dossier, lang),
        }
    }
}

impl<'a> MeasureRow<'a> {
    fn of(
        stored: &'a Stored<MeasureId, Measure>,
        computation: Option<&Computation>,
        missed: &[NaiveDate],
        lang: Lang,
    ) -> Self {
        let measure = &stored.record;
        Self {
            number: stored.id.0,
            code: measure.code.code(),
            decision_no: measure.decision_no.as_deref(),
            decision_date: measure.decision_date.map(date),
            start: date(measure.start),
            term_months: computation.map_or(measure.term_months, |c| c.term_months),
            computed_end: computation.and_then(|c| c.computed_end).map(date),
            set_end: measure.set_end.map(date),
            set_end_reason: measure.set_end_reason.as_deref(),
            ended_on: measure.ended_on.map(date),
            end_reason: measure.end_reason.map(code),
            governing_law: measure.law.code(),
            computation: computation.map(|c| c.sentence(lang)),
            rehab_count: measure.rehab_count,
            signatory: measure.signatory.as_deref(),
            source: measure.source.map(code),
            missed_residence_checks: missed.iter().map(|m| m.format("%Y-%m").to_string()).collect(),
        }
    }
}

impl<'a> CancelledRow<'a> {
    fn of(cancelled: &'a CancelledEvent) -> Self {
        Self {
            event: EventRow::of(&cancelled.event),
            cancelled_at: datetime(cancelled.at),
            cancelled_by: &cancelled.by,
            reason: &cancelled.reason,
        }
    }
}

impl<'a> EventRow<'a> {
    fn of(stored: &'a Stored<EventId, Event>) -> Self {
        let event = &stored.record;
        Self {
            number: stored.id.0,
            kind: event.kind.code(),
            at: datetime(event.at),
            until: event.until.map(date),
            result: event.outcome.map(code),
            substances: event.substances.iter().map(|s| s.code()).collect(),
            text: event.text.as_deref(),
            ground: event.detail.ground.map(code),
            sample: event.detail.sample.map(code),
            same_sex: event.detail.same_sex,
            guardian: event.detail.guardian,
            step: event.detail.step.map(code),
            place: event.detail.place.as_deref(),
            document_no: event.detail.document_no.as_deref(),
            score: event.detail.score,
        }
    }
}

/// Every field of a person by its code; what is unknown is null. Numbers, truths and lists are
/// such in JSON too.
fn person(person: &Person) -> Map<String, Value> {
    let draft = person.draft();
    let fields = PersonField::ALL.iter().map(|&field| {
        let value = match field {
            PersonField::Substances => {
                json!(person.substances.iter().map(|s| s.code()).collect::<Vec<_>>())
            }
            PersonField::UseSince => json!(person.use_since),
            PersonField::RehabCount => json!(person.rehab_count),
            PersonField::Psychosis => json!(person.psychosis),
            PersonField::ReleasedPrisoner => json!(person.released_prisoner),
            _ => json!(draft.get(field)),
        };
        (field.code().to_owned(), value)
    });
    fields.collect()
}

/// `import`.
#[derive(Serialize)]
pub(super) struct Import {
    dry_run: bool,
    people: Counts,
    measures: Counts,
    events: Counts,
    suspected: usize,
    warnings: Vec<Warning>,
    refused: Vec<RefusedLine>,
}

#[derive(Serialize)]
struct Counts {
    added: usize,
    unchanged: usize,
    updated: usize,
    refused: usize,
}

#[derive(Serialize)]
struct Warning {
    sheet: String,
    row: u32,
    text: String,
}

#[derive(Serialize)]
struct RefusedLine {
    sheet: String,
    row: u32,
    column: String,
    reason: String,
}

impl From<SheetCounts> for Counts {
    fn from(c: SheetCounts) -> Self {
        Self { added: c.added, unchanged: c.unchanged, updated: c.updated, refused: c.refused }
    }
}

impl Import {
    pub(super) fn of(outcome: &ImportOutcome, lang: Lang) -> Self {
        let warnings = outcome.warnings.iter().map(|w| Warning {
            sheet: w.sheet.clone(),
            row: w.row,
            text: w.warning.text(lang),
        });
        let refused = outcome.refused.iter().map(|r| RefusedLine {
            sheet: r.sheet.clone(),
            row: r.row,
            column: lang.pick(r.refusal.label.0, r.refusal.label.1).to_owned(),
            reason: r.refusal.reason.text(lang),
        });
        Self {
            dry_run: outcome.dry_run,
            people: outcome.people.into(),
            measures: outcome.measures.into(),
            events: outcome.events.into(),
            suspected: outcome.suspected,
            warnings: warnings.collect(),
            refused: refused.collect(),
        }
    }
}

/// `audit`.
#[derive(Serialize)]
pub(super) struct Journal<'a> {
    total: usize,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    seq: i64,
    at: String,
    officer: &'a str,
    act: &'a str,
    file_no: Option<&'a str>,
    reason: Option<&'a str>,
}

impl<'a> Journal<'a> {
    pub(super) fn of(lines: &'a [JournalLine]) -> Self {
        let entry = |line: &'a JournalLine| Entry {
            seq: line.seq,
            at: datetime(line.at),
            officer: &line.officer,
            act: &line.act,
            file_no: line.file_no.as_ref().map(FileNo::as_str),
            reason: line.reason.as_deref(),
        };
        Self { total: lines.len(), entries: lines.iter().map(entry).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::PersonDraft;

    #[test]
    fn a_person_has_every_field_as_a_key_and_lists_as_lists() {
        let draft = PersonDraft::new()
            .with(PersonField::FileNo, "VD-1")
            .with(PersonField::Name, "Nguyễn Văn Mẫu")
            .with(PersonField::Sex, "nam")
            .with(PersonField::Born, "05/1987")
            .with(PersonField::Substances, "ketamine; heroin")
            .with(PersonField::UseSince, "2018")
            .with(PersonField::Psychosis, "Không");
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let (read, _) = Person::parse(&draft, today).ok().unwrap();
        let object = person(&read);
        assert_eq!(object.len(), PersonField::ALL.len());
        assert_eq!(object["born"], json!("1987-05"));
        assert_eq!(object["sex"], json!("male"));
        assert_eq!(object["substances"], json!(["heroin", "ketamine"]));
        assert_eq!(object["use_since"], json!(2018));
        assert_eq!(object["psychosis"], json!(false));
        assert_eq!(object["phone"], Value::Null);
    }
}
