//! Whatever officers do, as long as the road allows it, no file becomes impossible.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use hoso::domain::case::{CaseFile, Event, EventDetail, Measure, Stored, law_of};
use hoso::domain::date::{Period, add_days};
use hoso::domain::deadline::ClockBook;
use hoso::domain::id::{EventId, MeasureId, PersonId};
use hoso::domain::person::{Person, PersonDraft, PersonField as P};
use hoso::domain::report::{Column, Interval, PersonAttributes, ReportRow, row_of, stock_flow};
use hoso::domain::road::{Act, Standing, Step, allowed_acts, circumstances, judge, standing};
use hoso::domain::word::{EndReason, EventKind, MeasureCode, Sex, Word};
use hoso::rules::RuleBook;
use proptest::prelude::*;

/// What an officer does next: how long he waits, and which of the allowed acts he takes.
type Turn = (u16, u16, u8);

fn new_case(id: i64, year: u16) -> CaseFile {
    let draft = PersonDraft::new()
        .with(P::FileNo, format!("HS-{id:04}"))
        .with(P::Name, "Lò Văn Mẫu")
        .with(P::Sex, "male")
        .with(P::Born, year.to_string());
    let today = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
    let Ok((person, _)) = Person::parse(&draft, today) else { panic!("no person") };
    CaseFile { id: PersonId(id), person, measures: Vec::new(), events: Vec::new() }
}

fn measure(code: MeasureCode, start: NaiveDate) -> Measure {
    Measure {
        code,
        decision_no: None,
        decision_date: None,
        start,
        term_months: None,
        rehab_count: None,
        signatory: None,
        law: law_of(start),
        source: None,
        ended_on: None,
        end_reason: None,
        set_end: None,
        set_end_reason: None,
    }
}

fn event(kind: EventKind, act: Act, at: NaiveDateTime, until: Option<NaiveDate>) -> Event {
    let Act::Record(_, outcome) = act else { panic!("no event") };
    let mut detail = EventDetail::default();
    if kind == EventKind::Assist {
        (detail.score, detail.place) = (Some(12), Some("Trạm y tế".to_owned()));
    }
    Event { kind, at, until, outcome, substances: Vec::new(), text: None, detail }
}

/// Does one allowed act. Measures are preferred, or roads would drown in notes.
fn turn(case: &mut CaseFile, now: NaiveDateTime, book: &ClockBook, pick: u16, lasting: u8) {
    let mut acts: Vec<Act> =
        allowed_acts(case, now, book).into_iter().map(|(act, _)| act).collect();
    if pick.is_multiple_of(2) {
        let measures: Vec<Act> =
            acts.iter().copied().filter(|a| !matches!(a, Act::Record(..))).collect();
        if !measures.is_empty() {
            acts = measures;
        }
    }
    let Some(&act) = acts.get(usize::from(pick / 2) % acts.len().max(1)) else { return };
    match act {
        Act::Open(code) => {
            let id = MeasureId(case.measures.len() as i64 + 1);
            case.measures.push(Stored { id, record: measure(code, now.date()) });
            case.measures.sort_by_key(|m| (m.record.start, m.id));
        }
        Act::Close(code, reason) => {
            let open = |m: &&mut Stored<MeasureId, Measure>| {
                m.record.code == code && m.record.ended_on.is_none()
            };
            let m = case.measures.iter_mut().find(open).unwrap();
            (m.record.ended_on, m.record.end_reason) = (Some(now.date()), Some(reason));
        }
        Act::Record(kind, _) => {
            let lasts = matches!(kind, EventKind::Custody | EventKind::Absence);
            let until = lasts.then(|| add_days(now.date(), lasting.into()));
            let id = EventId(case.events.len() as i64 + 1);
            case.events.push(Stored { id, record: event(kind, act, now, until) });
            case.events.sort_by_key(|e| (e.record.at, e.id));
        }
    }
}

fn walk(
    id: i64,
    year: u16,
    turns: &[Turn],
    mut each: impl FnMut(&CaseFile, NaiveDate),
) -> CaseFile {
    let book = &RuleBook::embedded().clock_book;
    let mut case = new_case(id, year);
    let mut now = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap().and_hms_opt(8, 0, 0).unwrap();
    for (hours, pick, lasting) in turns {
        now += TimeDelta::hours((*hours).into());
        turn(&mut case, now, book, *pick, *lasting);
        each(&case, now.date());
    }
    case
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let hours = prop_oneof![3 => 0u16..72, 2 => 72u16..3000, 1 => 3000u16..20000];
    prop::collection::vec((hours, any::<u16>(), any::<u8>()), 1..40)
}

fn days(case: &CaseFile) -> Vec<NaiveDate> {
    let measures = case.measures.iter().flat_map(|m| [Some(m.record.start), m.record.ended_on]);
    let events = case.events.iter().flat_map(|e| [Some(e.record.at.date()), e.record.until]);
    let mut days: Vec<NaiveDate> = measures
        .chain(events)
        .flatten()
        .flat_map(|d| [add_days(d, -1), d, add_days(d, 1)])
        .collect();
    days.sort();
    days.dedup();
    days
}

/// What the tables' CHECKs and the road promise of a file.
fn assert_possible(case: &CaseFile, today: NaiveDate) {
    for m in case.measures.iter().map(|m| &m.record) {
        assert!(m.start <= today && m.ended_on.is_none_or(|e| m.start <= e && e <= today));
        assert_eq!(m.ended_on.is_some(), m.end_reason.is_some());
        let read = Measure::parse(&m.draft(), today);
        assert!(read.is_ok_and(|(read, _)| read == *m), "a row that its form would refuse");
    }
    for (i, a) in case.measures.iter().enumerate() {
        for b in &case.measures[i + 1..] {
            assert!(!a.record.overlaps(&b.record), "two main measures at once");
        }
    }
    for e in case.events.iter().map(|e| &e.record) {
        assert!(e.at.date() <= today && e.until.is_none_or(|until| until >= e.at.date()));
        assert_eq!(e.outcome.is_some(), !e.kind.outcomes().is_empty());
        assert!(Event::parse(&e.draft(), today).is_ok_and(|(read, _)| read == *e));
    }
    let dead = |m: &&Measure| m.end_reason == Some(EndReason::Death);
    let ended = case.measures.iter().map(|m| &m.record).filter(dead).filter_map(|m| m.ended_on);
    if let Some(death) = ended.chain(case.died_on()).min() {
        let papers = [EventKind::Note, EventKind::DecisionSent];
        assert!(
            case.events
                .iter()
                .all(|e| e.record.at.date() <= death || papers.contains(&e.record.kind)),
            "after death"
        );
        let later =
            |m: &Measure| m.counts() && (m.start > death || m.ended_on.is_some_and(|e| e > death));
        if case.died_on() == Some(death) {
            assert!(case.active_main(today).is_none(), "dead and managed");
        }
        assert!(!case.measures.iter().any(|m| later(&m.record)), "a measure after death");
    }
    // Management is never followed by post-rehab, and monitoring never rides on management.
    let main: Vec<&Measure> = case.main_measures().map(|m| &m.record).collect();
    for pair in main.windows(2) {
        assert!(
            pair[0].code != MeasureCode::UserManagement || pair[1].code != MeasureCode::PostRehab
        );
    }
}

/// The standing follows from the facts alone: not from their order of entry, nor from later ones.
fn assert_rebuilt(case: &CaseFile) {
    let mut again = CaseFile { measures: Vec::new(), events: Vec::new(), ..case.clone() };
    for m in case.measures.iter().rev() {
        again.measures.push(m.clone());
    }
    for e in case.events.iter().rev() {
        again.events.push(e.clone());
    }
    again.measures.sort_by_key(|m| (m.record.start, m.id));
    again.events.sort_by_key(|e| (e.record.at, e.id));
    for day in days(case) {
        let stands = standing(case, day);
        assert_eq!(stands, standing(&again, day));
        assert_eq!(circumstances(case, day), circumstances(&again, day));
        assert_eq!(stands, standing(&case.as_of(day), day), "a later fact changed the past");
        let active = case.active_main(day).map(|m| m.record.code);
        assert_eq!(stands.measure(), active);
        assert!(case.main_measures().filter(|m| m.record.is_active_on(day)).count() <= 1);
        if circumstances(case, day).suspended {
            assert_eq!(stands, Standing::Under(MeasureCode::UserManagement));
        }
    }
}

fn intervals(cases: &[CaseFile]) -> Vec<Interval> {
    let book = &RuleBook::embedded().clock_book;
    let mut all = Vec::new();
    for case in cases {
        for (i, m) in case.measures.iter().enumerate().filter(|(_, m)| m.record.counts()) {
            if let Some(row) = row_of(m.record.code, book.terms.post_rehab_months(case, i)) {
                let m = &m.record;
                let (start, ended_on) = (m.start, m.ended_on);
                let (end_reason, source) = (m.end_reason, m.source);
                all.push(Interval { person: case.id, row, start, ended_on, end_reason, source });
            }
        }
    }
    all.sort_by_key(Interval::order);
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_allowed_sequence_reaches_an_illegal_state(year in 1980u16..2015, turns in turns()) {
        let case = walk(1, year, &turns, assert_possible);
        assert_rebuilt(&case);
    }

    #[test]
    fn what_is_listed_as_allowed_is_allowed(turns in turns()) {
        let book = &RuleBook::embedded().clock_book;
        walk(1, 1990, &turns, |case, today| {
            let now = today.and_hms_opt(23, 0, 0).unwrap();
            for (act, _) in allowed_acts(case, now, book) {
                if let Act::Open(code) = act {
                    let opened = measure(code, today);
                    assert!(judge(case, &Step::Open(&opened), now, book).is_ok());
                    assert!(!case.measures.iter().any(|m| m.record.overlaps(&opened)));
                }
            }
        });
    }
}

proptest! {
    // Each case walks every day of five quarters.
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_report_is_the_sum_of_its_days_and_counts_everybody_once(
        roads in prop::collection::vec(turns(), 1..8),
    ) {
        let cases: Vec<CaseFile> =
            roads.iter().zip(1..).map(|(turns, id)| walk(id, 1990, turns, |_, _| ())).collect();
        let all = intervals(&cases);
        let nobody = PersonAttributes { sex: Some(Sex::Male), ..attributes(&cases[0]) };
        for quarter in ["2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2", "2028-Q3"] {
            let quarter: Period = quarter.parse().unwrap();
            let table = |p: Period| stock_flow(p, all.iter().copied(), |_| Some(nobody)).unwrap().table;
            let whole = table(quarter);
            let mut month = Period::month_of(quarter.from());
            let mut parts = Vec::new();
            for _ in 0..3 {
                parts.push(table(month));
                month = month.next();
            }
            for &row in ReportRow::ALL {
                for &column in Column::INS.iter().chain(&Column::OUTS) {
                    let sum: u64 = parts.iter().map(|t| t.row(row)[column]).sum();
                    prop_assert_eq!(whole.row(row)[column], sum, "{:?} {:?}", row, column);
                }
                // Day by day: who comes and who goes, counted anew on every day.
                let on = |day: NaiveDate| active(&all, row, day);
                let mut stock = whole.row(row)[Column::Opening] as i64;
                let mut day = quarter.from();
                while day <= quarter.to() {
                    let (before, now) = (on(add_days(day, -1)), on(day));
                    stock += now.iter().filter(|p| !before.contains(p)).count() as i64;
                    stock -= before.iter().filter(|p| !now.contains(p)).count() as i64;
                    day = add_days(day, 1);
                }
                prop_assert_eq!(stock, whole.row(row)[Column::Closing] as i64);
            }
            // At most one row on every day.
            let mut day = quarter.from();
            while day <= quarter.to() {
                let mut people: Vec<PersonId> =
                    ReportRow::ALL.iter().flat_map(|row| active(&all, *row, day)).collect();
                let count = people.len();
                people.sort();
                people.dedup();
                prop_assert_eq!(people.len(), count, "somebody stands in two rows on {}", day);
                day = add_days(day, 1);
            }
        }
    }
}

/// Who stands in a row on a day; linked measures of one row are active on the day between.
fn active(all: &[Interval], row: ReportRow, day: NaiveDate) -> Vec<PersonId> {
    let runs = hoso::domain::report::interval::runs(all.iter().copied());
    let mut people: Vec<PersonId> = runs
        .filter(|r| r.span.row == row && r.span.is_active_on(day))
        .map(|r| r.span.person)
        .collect();
    people.dedup();
    people
}

fn attributes(case: &CaseFile) -> PersonAttributes {
    PersonAttributes {
        born: case.person.born,
        sex: Some(case.person.sex),
        psychosis_seen_on: None,
        monitored: false,
        education: None,
        occupation: None,
        substances: std::iter::empty().collect(),
        route: None,
        use_since: None,
    }
}
