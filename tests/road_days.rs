//! Acts that wait for working days: the road counts them by the table of days off, and where a year
//! has none it says so instead of refusing.

use hoso::domain::case::{CaseFile, Event, EventDraft, EventField as E, Measure, MeasureDraft};
use hoso::domain::case::{MeasureField as M, Stored};
use hoso::domain::date::{parse_day, parse_minute};
use hoso::domain::deadline::ClockBook;
use hoso::domain::id::{EventId, MeasureId, PersonId};
use hoso::domain::person::{Person, PersonDraft, PersonField as P};
use hoso::domain::refusal::{Oddity, Remark};
use hoso::domain::road::{Objection, Step, judge};
use hoso::domain::word::Lang;
use hoso::domain::work_calendar::{WorkCalendar, WorkYear};
use hoso::rules::RuleBook;

const NOW: &str = "31/12/2028 23:00";

fn event(words: &str, at: &str) -> Event {
    let (kind, outcome) = words.split_once(' ').unwrap_or((words, ""));
    let draft = EventDraft::new().with(E::Kind, kind).with(E::At, at).with(E::Outcome, outcome);
    let Ok((event, _)) = Event::parse(&draft, parse_minute(NOW).unwrap().date()) else {
        panic!("no event: {words}")
    };
    event
}

fn case(measure: &str, start: &str, events: &[(&str, &str)]) -> CaseFile {
    let today = parse_minute(NOW).unwrap().date();
    let draft = PersonDraft::new()
        .with(P::FileNo, "HS-0001")
        .with(P::Name, "Lò Văn Mẫu")
        .with(P::Sex, "male")
        .with(P::Born, "1990");
    let Ok((person, _)) = Person::parse(&draft, today) else { panic!("no person") };
    let draft = MeasureDraft::new().with(M::Measure, measure).with(M::Start, start);
    let Ok((record, _)) = Measure::parse(&draft, today) else { panic!("no measure") };
    let measures = vec![Stored { id: MeasureId(1), record }];
    let stored = |(i, (words, at)): (usize, &(&str, &str))| Stored {
        id: EventId(i as i64 + 1),
        record: event(words, at),
    };
    let events = events.iter().enumerate().map(stored).collect();
    CaseFile { id: PersonId(1), person, measures, events }
}

fn judged(
    case: &CaseFile,
    words: &str,
    at: &str,
    book: &ClockBook,
) -> Result<Vec<Remark>, Vec<Objection>> {
    judge(case, &Step::Record(&event(words, at)), parse_minute(NOW).unwrap(), book)
}

/// What the road answers: "" = allowed without a word on `rule`, "?" = remarked, else the first
/// lawful day.
fn answer(case: &CaseFile, words: &str, at: &str, rule: &str, book: &ClockBook) -> String {
    match judged(case, words, at, book) {
        Ok(remarks) => {
            let by = |r: &Remark| matches!(r.oddity, Oddity::Road(x) if x.rule == rule);
            let unsure = remarks.iter().any(by);
            if unsure { "?".into() } else { String::new() }
        }
        Err(objections) => {
            let Some(o) = objections.iter().find(|o| o.rule == rule) else {
                panic!("not by {rule}: {:?}", objections.iter().map(|o| o.rule).collect::<Vec<_>>())
            };
            let text = o.text(Lang::Vi);
            let day = o.first_day.map(hoso::domain::date::vn).unwrap_or_default();
            assert!(text.contains(&format!("sớm nhất {day} (")), "{text}");
            let en = o.text(Lang::En);
            assert!(en.contains(&format!("at the earliest {day} (")), "{en}");
            day
        }
    }
}

/// The calendar of the rules with whole tables for 2027: Tết 05–11/02.
fn with_tet() -> ClockBook {
    let mut book = RuleBook::embedded().clock_book.clone();
    let off = parse_day("05/02/2027").unwrap().iter_days().take(7).collect();
    let tet = WorkYear { year: 2027, off, working: Vec::new(), complete: true };
    let known: Vec<WorkYear> = book.calendar.years().to_vec();
    book.calendar = WorkCalendar::new(known.into_iter().chain([tet]));
    book
}

#[test]
fn a_file_goes_to_the_court_after_three_working_days_of_reading() {
    const RULE: &str = "road.fact.reading_over";
    let known = with_tet();
    let check = |notified: &str, sent: &str, book: &ClockBook, wanted: &str| {
        let events = [
            ("determination addicted", "01/07/2026"),
            ("compulsory_ground", "01/07/2026"),
            ("compulsory_opened", "02/07/2026"),
            ("compulsory_notified", notified),
        ];
        let case = case("addicted", "01/07/2026", &events);
        let got = answer(&case, "compulsory_sent", sent, RULE, book);
        assert_eq!(got, wanted, "{notified} -> {sent}");
    };
    let real = &RuleBook::embedded().clock_book;
    // Thursday; read on Friday, Monday, Tuesday.
    check("06/08/2026 09:00", "06/08/2026 10:00", real, "12/08/2026");
    check("06/08/2026 09:00", "11/08/2026 16:00", real, "12/08/2026");
    check("06/08/2026 09:00", "12/08/2026 08:00", real, "");
    // Saturday 22/08 is worked, 31/08–02/09 are off.
    check("20/08/2026", "24/08/2026", real, "25/08/2026");
    check("28/08/2026 15:00", "04/09/2026", real, "08/09/2026");
    check("28/08/2026 15:00", "08/09/2026", real, "");
    // Tết of a year whose table is whole, and of one whose table is not.
    check("03/02/2027 09:00", "10/02/2027", &known, "16/02/2027");
    check("03/02/2027 09:00", "16/02/2027", &known, "");
    check("03/02/2027 09:00", "04/02/2027", real, "?");
    check("03/02/2028 09:00", "04/02/2028", real, "?");
    // The days of 2026 are enough, and those that reach into 2027 are not.
    check("28/12/2026", "31/12/2026", &known, "01/01/2027");
    check("29/12/2026", "31/12/2026", real, "?");
}

#[test]
fn the_last_notice_of_the_file_counts() {
    let events = [
        ("compulsory_ground", "01/07/2026"),
        ("compulsory_opened", "02/07/2026"),
        ("compulsory_notified", "06/07/2026"),
        ("compulsory_notified", "06/08/2026"),
    ];
    let case = case("addicted", "01/07/2026", &events);
    let book = &RuleBook::embedded().clock_book;
    let rule = "road.fact.reading_over";
    assert_eq!(answer(&case, "compulsory_sent", "07/08/2026", rule, book), "12/08/2026");
    // Before the second notice the first one counts.
    assert_eq!(answer(&case, "compulsory_sent", "10/07/2026", rule, book), "");
}

#[test]
fn post_rehab_is_certified_in_the_last_working_days_of_its_term() {
    const RULE: &str = "road.fact.closing_time";
    let known = with_tet();
    let real = &RuleBook::embedded().clock_book;
    let check = |start: &str, on: &str, book: &ClockBook, wanted: &str| {
        let case = case("post_rehab", start, &[]);
        assert_eq!(answer(&case, "closing_certificate", on, RULE, book), wanted, "{start} {on}");
    };
    // Ends Friday 07/08/2026: Wednesday to Friday.
    check("07/08/2025", "04/08/2026", real, "05/08/2026");
    check("07/08/2025", "05/08/2026", real, "");
    check("07/08/2025", "10/08/2026", real, "");
    // Ends on Wednesday 02/09/2026, a day off: 27, 28/08 and before them the 26th.
    check("02/09/2025", "25/08/2026", real, "26/08/2026");
    check("02/09/2025", "26/08/2026", real, "");
    // Ends in Tết 2027.
    check("10/02/2026", "01/02/2027", &known, "02/02/2027");
    check("10/02/2026", "02/02/2027", &known, "");
    check("10/02/2026", "01/02/2027", real, "?");
    // Months too early is too early whatever the table will say.
    check("10/02/2026", "10/08/2026", real, "02/02/2027");
}
