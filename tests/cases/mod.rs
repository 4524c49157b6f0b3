//! The worked cases of this folder: facts in, clocks and end dates out. README.md says how to read them.

use chrono::NaiveDate;
use hoso::domain::case::{
    CaseFile, Event, EventDraft, EventField, Measure, MeasureDraft, MeasureField, Stored,
};
use hoso::domain::date::{end_of_day, vn, vn_minute};
use hoso::domain::deadline::{Clock, Deadline, deadlines, explain};
use hoso::domain::id::{EventId, MeasureId, PersonId};
use hoso::domain::person::{Person, PersonDraft, PersonField};
use hoso::domain::word::{Lang, Law, RiskLevel, Word};
use hoso::rules::RuleBook;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    article: String,
    story: String,
    law: String,
    born: Option<String>,
    #[serde(default)]
    remote: bool,
    risk: Option<String>,
    measures: Vec<String>,
    #[serde(default)]
    events: Vec<String>,
    end: Option<String>,
    says: Option<String>,
    clocks: BTreeMap<String, String>,
}

/// Nothing in a case lies after this day, so an ending is never taken for a set end date.
fn after_all() -> NaiveDate {
    NaiveDate::from_ymd_opt(2150, 1, 1).unwrap()
}

fn measure(text: &str) -> Measure {
    let mut words = text.split_whitespace();
    let mut draft = MeasureDraft::new()
        .with(MeasureField::Measure, words.next().unwrap())
        .with(MeasureField::Start, words.next().unwrap());
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_else(|| panic!("`{text}` stops early"));
        match word {
            "ended" => {
                draft.set(MeasureField::EndedOn, next());
                draft.set(MeasureField::EndReason, next());
            }
            "months" => draft.set(MeasureField::TermMonths, next()),
            "set" => draft.set(MeasureField::SetEnd, next()),
            "count" => draft.set(MeasureField::RehabCount, next()),
            "law" => draft.set(MeasureField::Law, next()),
            "decided" => draft.set(MeasureField::DecisionDate, next()),
            other => panic!("`{other}` in `{text}`"),
        }
    }
    match Measure::parse(&draft, after_all()) {
        Ok((measure, _)) => measure,
        Err(refusals) => panic!("`{text}`: {} refusals", refusals.len()),
    }
}

fn event(text: &str) -> Event {
    let mut words = text.split_whitespace();
    let kind = words.next().unwrap();
    let mut draft =
        EventDraft::new().with(EventField::Kind, kind).with(EventField::At, words.next().unwrap());
    while let Some(word) = words.next() {
        match word {
            "until" => draft.set(EventField::Until, words.next().unwrap()),
            "step" => draft.set(EventField::Step, words.next().unwrap()),
            outcome => draft.set(EventField::Outcome, outcome),
        }
    }
    match Event::parse(&draft, after_all()) {
        Ok((event, _)) => event,
        Err(refusals) => panic!("`{text}`: {} refusals", refusals.len()),
    }
}

fn file_of(case: &Case) -> CaseFile {
    let draft = PersonDraft::new()
        .with(PersonField::FileNo, "HS-0001")
        .with(PersonField::Name, "Nguyễn Văn Thử")
        .with(PersonField::Sex, "male")
        .with(PersonField::Born, case.born.as_deref().unwrap_or("1990-05-01"));
    let Ok((person, _)) = Person::parse(&draft, after_all()) else { panic!("{}", case.name) };
    let mut measures: Vec<Measure> = case.measures.iter().map(|m| measure(m)).collect();
    let mut events: Vec<Event> = case.events.iter().map(|e| event(e)).collect();
    measures.sort_by_key(|m| m.start);
    events.sort_by_key(|e| e.at);
    CaseFile {
        id: PersonId(1),
        person,
        measures: (1..)
            .zip(measures)
            .map(|(i, record)| Stored { id: MeasureId(i), record })
            .collect(),
        events: (1..).zip(events).map(|(i, record)| Stored { id: EventId(i), record }).collect(),
    }
}

fn due_text(deadline: &Deadline) -> String {
    let day = deadline.due.date();
    let text = if deadline.due == end_of_day(day) { vn(day) } else { vn_minute(deadline.due) };
    if deadline.holidays_unknown { text + " ?" } else { text }
}

/// What does not agree, in words; empty when all does.
fn run(case: &Case) -> Vec<String> {
    let mut book = RuleBook::embedded().clock_book.clone();
    book.remote = case.remote;
    let risk = case.risk.as_deref().map(|r| RiskLevel::from_code(r).unwrap());
    let file = file_of(case);
    let mut wrong = Vec::new();
    let last = file.measures.len().checked_sub(1);
    let computed = last.and_then(|i| book.terms.compute(&file, i));
    let end = computed.as_ref().and_then(hoso::domain::term::Computation::end).map(vn);
    if end != case.end {
        wrong.push(format!("end {end:?}, not {:?}", case.end));
    }
    let said = computed.map(|c| c.sentence(Lang::Vi)).unwrap_or_default();
    if case.says.as_ref().is_some_and(|s| !said.contains(s.as_str())) {
        wrong.push(format!("says `{said}`"));
    }
    let law = Law::from_code(&case.law).unwrap();
    if file.measures.last().is_some_and(|m| m.record.law != law) {
        wrong.push("is of another law".to_owned());
    }
    let found = deadlines(&file, &book, risk);
    let got: BTreeMap<String, String> =
        found.iter().map(|d| (d.clock.code(), due_text(d))).collect();
    if got != case.clocks {
        let text: Vec<String> = got.iter().map(|(c, due)| format!("{c} = \"{due}\"")).collect();
        wrong.push(format!("clocks = {{ {} }}", text.join(", ")));
    }
    for d in &found {
        // Every line can be read out, with its day and its article.
        let text = explain(d, &file, &book, Lang::Vi);
        let article = book.clocks.get(d.clock).citation.to_string();
        if !text.contains(&vn(d.due.date()))
            || !text.contains(&article)
            || d.shown_from > d.due.date()
        {
            wrong.push(format!("{}: {text}", d.clock.code()));
        }
    }
    wrong
}

fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
    let toml = files.filter(|f| f.extension().is_some_and(|e| e == "toml"));
    let cases = toml.flat_map(|f| {
        let text = std::fs::read_to_string(&f).unwrap();
        toml::from_str::<Cases>(&text).unwrap_or_else(|e| panic!("{}: {e}", f.display())).case
    });
    cases.collect()
}

#[test]
fn every_worked_case_holds() {
    let wrong: Vec<String> = all()
        .iter()
        .flat_map(|c| run(c).into_iter().map(|w| format!("{}: {w}", c.name)).collect::<Vec<_>>())
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_cases_cover_both_laws_and_every_clock_of_a_person() {
    let cases = all();
    let names: BTreeSet<&str> = cases.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "a name twice");
    let under = |law: &str| cases.iter().filter(|c| c.law == law).count();
    assert!(cases.len() >= 40 && under("L120") == under("L73"), "{} cases", cases.len());
    let ran: BTreeSet<&str> =
        cases.iter().flat_map(|c| c.clocks.keys().map(String::as_str)).collect();
    for clock in Clock::ALL.iter().filter(|c| **c != Clock::R1) {
        assert!(ran.contains(clock.code().as_str()), "no case runs {}", clock.code());
    }
    let sources = &RuleBook::embedded().sources;
    for case in &cases {
        let source = case.article.split(' ').next().unwrap();
        assert!(source == "unit" || sources.iter().any(|s| s.key == source), "{}", case.name);
        assert!(!case.story.is_empty(), "{}", case.name);
    }
}

/// Whatever is added to the absences of a term, its end never comes nearer.
#[test]
fn an_absence_never_brings_an_end_nearer() {
    use proptest::prelude::*;
    let book = &RuleBook::embedded().clock_book;
    let stretch = || (0i64..500, proptest::option::of(0i64..60));
    let codes = ["user_management", "post_rehab", "rehab_compulsory", "rehab_home"];
    let facts = (0..codes.len(), proptest::collection::vec(stretch(), 0..6), stretch());
    proptest!(|((code, before, extra) in facts)| {
        let start = NaiveDate::from_ymd_opt(2026, 7, 5).unwrap();
        let m = format!("{} {start} months 12", codes[code]);
        let ends = |stretches: &[(i64, Option<i64>)]| {
            let write = |(from, lasted): &(i64, Option<i64>)| {
                let from = start + chrono::TimeDelta::days(*from);
                let until = lasted.map(|n| format!(" until {}", from + chrono::TimeDelta::days(n)));
                format!("absence {from} unreported{}", until.unwrap_or_default())
            };
            let events = stretches.iter().map(write).collect();
            let file = file_of(&Case { measures: vec![m.clone()], events, ..Case::default() });
            let due = book.terms.due_end(&file, 0);
            (book.terms.end_of(&file, 0).unwrap(), due.unwrap_or(NaiveDate::MAX))
        };
        let old = ends(&before);
        let mut after = before.clone();
        after.push(extra);
        let new = ends(&after);
        prop_assert!(new.0 >= old.0 && new.1 >= old.1, "{before:?} + {extra:?}");
    });
}

#[test]
fn the_two_laws_differ_where_they_are_read_out() {
    let book = &RuleBook::embedded().clock_book;
    let said = |start: &str| {
        let measures = vec![format!("user_management {start}")];
        let events = vec!["absence 2026-10-01 unreported until 2026-10-17".to_owned()];
        let case = Case { measures, events, ..Case::default() };
        book.terms.compute(&file_of(&case), 0).unwrap().sentence(Lang::Vi)
    };
    assert_eq!(
        said("2026-07-05"),
        "12 tháng từ 05/07/2026, cộng 17 ngày vắng mặt không phép → 22/07/2027 (L120 Đ24.2; D163 Đ60.2)"
    );
    assert_eq!(
        said("2026-06-05"),
        "12 tháng từ 05/06/2026 → 05/06/2027 (luật cũ L73 Đ23); 17 ngày vắng mặt không phép vẫn tính vào thời hạn: chưa có căn cứ trong luật của quyết định này để cộng thêm"
    );
}

#[test]
fn hours_are_read_out_with_the_minute_they_run_from() {
    let book = &RuleBook::embedded().clock_book;
    let read = |clock: Clock, measures: &[&str], events: &[&str]| {
        let case = Case {
            measures: measures.iter().map(|m| (*m).to_owned()).collect(),
            events: events.iter().map(|e| (*e).to_owned()).collect(),
            ..Case::default()
        };
        let file = file_of(&case);
        let found = deadlines(&file, book, None);
        explain(found.iter().find(|d| d.clock == clock).unwrap(), &file, book, Lang::Vi)
    };
    assert_eq!(
        read(Clock::U1, &[], &["test 2026-12-31T20:30 positive"]),
        "Xác minh nơi cư trú: 24 giờ từ kết quả xét nghiệm dương tính 31/12/2026 20:30 → 01/01/2027 20:30 (D163 Đ58.1; cần đối chiếu văn bản gốc)"
    );
    assert_eq!(
        read(Clock::U1, &[], &["test 2026-12-31 positive"]),
        "Xác minh nơi cư trú: 24 giờ từ kết quả xét nghiệm dương tính 31/12/2026 (không ghi giờ nên tính từ cuối ngày) → hết ngày 01/01/2027 (D163 Đ58.1; cần đối chiếu văn bản gốc)"
    );
    assert_eq!(
        read(Clock::E1, &["substitution 2026-08-01"], &["monitoring_request 2026-08-05T20:30"]),
        "Ra quyết định giám sát điện tử: 24 giờ từ đề nghị của cha mẹ, người giám hộ 05/08/2026 20:30 → 06/08/2026 20:30 (D163 Đ16.2; cần đối chiếu văn bản gốc)"
    );
}
