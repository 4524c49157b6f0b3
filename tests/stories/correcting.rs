//! Mending wrong entries: what was there stays readable, and nothing wrong is counted.

use super::desk::{Desk, PASSWORD};
use hoso::domain::case::{EventDraft, EventField as E, MeasureDraft, MeasureField as M};
use hoso::domain::correction::{EntryFault, entry_text};
use hoso::domain::date::parse_day;
use hoso::domain::deadline::Clock;
use hoso::domain::id::{EventId, FileNo, MeasureId};
use hoso::domain::journal::Act;
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::refusal::{Oddity, Reason, Remark};
use hoso::domain::report::Counter;
use hoso::domain::word::{EndReason, Lang, Role};
use hoso::services::{Failure, Registry};
use hoso::vault::Password;

fn reasons<T>(result: Result<T, Failure>) -> Vec<Reason> {
    match result {
        Err(Failure::Refused(refusals)) => refusals.into_iter().map(|r| r.reason).collect(),
        Err(other) => panic!("another failure: {}", other.code()),
        Ok(_) => panic!("was not refused"),
    }
}

fn measure(code: &str, start: &str) -> MeasureDraft {
    MeasureDraft::new().with(M::Measure, code).with(M::Start, start)
}

fn event(kind: &str, at: &str, outcome: &str) -> EventDraft {
    EventDraft::new().with(E::Kind, kind).with(E::At, at).with(E::Outcome, outcome)
}

/// A person under management since 05/07/2026, checked in October and November.
fn person(registry: &mut Registry) -> FileNo {
    let draft = PersonDraft::new()
        .with(P::Name, "Lò Văn Mẫu")
        .with(P::Sex, "Nam")
        .with(P::Born, "1990")
        .with(P::Hamlet, "Tổ 1");
    let (file, _) = registry.add_person(&draft).unwrap();
    registry.open_measure(&file, &measure("user_management", "2026-07-05")).unwrap();
    registry.record(&file, &event("residence_check", "2026-10-10", "present")).unwrap();
    registry.record(&file, &event("residence_check", "2026-11-10", "present")).unwrap();
    file
}

fn last_event(registry: &mut Registry, file: &FileNo) -> EventId {
    registry.show(file, None).unwrap().case.events.last().unwrap().id
}

fn first_measure(registry: &mut Registry, file: &FileNo) -> MeasureId {
    registry.show(file, None).unwrap().case.measures[0].id
}

fn due_of(registry: &mut Registry, file: &FileNo, clock: Clock) -> Option<String> {
    let dossier = registry.show(file, None).unwrap();
    let found = dossier.clocks.iter().find(|(line, ..)| line.clock == clock);
    found.map(|(line, ..)| line.due.date().to_string())
}

#[test]
fn what_is_refused_leaves_everything_as_it_was() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    let (id, m) = (last_event(&mut r, &file), first_measure(&mut r, &file));
    let nothing = EventDraft::new();
    let absent = EventDraft::new().with(E::Outcome, "absent");
    let entry = |fault| vec![Reason::Entry(fault)];

    assert_eq!(reasons(r.correct_event(&file, id, &absent, "  ")), [Reason::Missing]);
    assert_eq!(reasons(r.cancel_event(&file, id, "")), [Reason::Missing]);
    assert_eq!(reasons(r.cancel_measure(&file, m, "\u{200b} ")), [Reason::Missing]);
    let wrong = EventId(id.0 + 100);
    let missing = entry(EntryFault::NoSuchEntry);
    assert_eq!(reasons(r.correct_event(&file, wrong, &absent, "nhầm")), missing);
    assert_eq!(reasons(r.cancel_event(&file, wrong, "nhầm")), missing);
    assert_eq!(reasons(r.cancel_measure(&file, MeasureId(99), "nhầm")), missing);
    let unchanged = entry(EntryFault::NothingChanged);
    assert_eq!(reasons(r.correct_event(&file, id, &nothing, "nhầm")), unchanged);
    assert_eq!(reasons(r.correct_measure(&file, m, &MeasureDraft::new(), "nhầm")), unchanged);
    assert_eq!(reasons(r.reopen_measure(&file, m, "nhầm")), entry(EntryFault::NotEnded));
    let later = EventDraft::new().with(E::At, "2026-12-01");
    assert_eq!(reasons(r.correct_event(&file, id, &later, "nhầm")), [Reason::StartAfterToday]);
    let other = r.add_person(
        &PersonDraft::new().with(P::Name, "Người Khác").with(P::Sex, "Nữ").with(P::Born, "1991"),
    );
    let other = other.unwrap().0;
    assert_eq!(
        reasons(r.cancel_event(&other, id, "nhầm")),
        entry(EntryFault::NoSuchEntry),
        "an event of another file is not this file's"
    );
    let unknown = FileNo::parse("HS-9999").unwrap();
    assert!(matches!(r.cancel_event(&unknown, id, "nhầm"), Err(Failure::UnknownFile)));
    let history = r.history(&file).unwrap();
    assert!(history.iter().all(|line| line.changes.is_empty()), "nothing was changed");
    assert_eq!(history.len(), 4, "a person, a measure, two events");
}

#[test]
fn an_inspector_may_only_look() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    let (id, m) = (last_event(&mut r, &file), first_measure(&mut r, &file));
    r.add_officer("tra", "Lê Thanh Tra", Role::Inspector, Password::new(PASSWORD)).unwrap();
    drop(r);
    let mut r = desk.open_as("tra");
    let changes = EventDraft::new().with(E::Outcome, "absent");
    let refused = |result: Result<_, Failure>| matches!(result, Err(Failure::NotPermitted));
    assert!(refused(r.correct_event(&file, id, &changes, "nhầm")));
    assert!(refused(r.cancel_event(&file, id, "nhầm")));
    assert!(refused(r.correct_measure(&file, m, &measure("addicted", "2026-07-05"), "nhầm")));
    assert!(refused(r.cancel_measure(&file, m, "nhầm")));
    assert!(refused(r.reopen_measure(&file, m, "nhầm")));
    assert!(r.history(&file).is_ok());
}

#[test]
fn a_cancelled_event_counts_nowhere_and_stays_readable() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    let id = last_event(&mut r, &file);
    let period = "2026-11".parse().unwrap();
    let advised = EventDraft::new().with(E::Kind, "counselling").with(E::At, "2026-11-09");
    r.record(&file, &advised).unwrap();
    let counted =
        |r: &mut Registry| r.report(period, false).unwrap().activity.count(Counter::Counselling);
    assert_eq!(counted(&mut r), 1);
    assert_eq!(due_of(&mut r, &file, Clock::U5).unwrap(), "2026-12-31");
    r.cancel_event(&file, id, "ghi nhầm người").unwrap();
    assert_eq!(due_of(&mut r, &file, Clock::U5).unwrap(), "2026-11-30", "the check does not count");
    let advice = r.show(&file, None).unwrap().case.events.last().unwrap().id;
    r.cancel_event(&file, advice, "chưa tư vấn").unwrap();
    assert_eq!(counted(&mut r), 0, "nor does the report count it");
    let dossier = r.show(&file, None).unwrap();
    assert_eq!(dossier.case.events.len(), 1);
    let [_, gone] = dossier.cancelled.as_slice() else { panic!("two cancelled events") };
    assert_eq!((gone.event.id, gone.by.as_str()), (id, "truong"));
    assert_eq!(gone.reason, "ghi nhầm người");
    let again = r.cancel_event(&file, id, "lần nữa");
    assert_eq!(reasons(again), [Reason::Entry(EntryFault::AlreadyCancelled)]);
    let line = r.history(&file).unwrap().pop().unwrap();
    assert!(line.act == Act::EventCancelled && line.changes.is_empty());
    assert_eq!(line.reason.as_deref(), Some("chưa tư vấn"));
    drop(r);
    let mut r = desk.open();
    assert_eq!(r.show(&file, None).unwrap().cancelled.len(), 2, "kept in the file");
    let check = r.check().unwrap();
    assert!(check.faults == 0 && check.journal.is_ok());
}

#[test]
fn a_corrected_event_moves_its_clock_and_keeps_the_old_value() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    let id = last_event(&mut r, &file);
    let changes = EventDraft::new().with(E::At, "2026-10-31T09:00").with(E::Outcome, "absent");
    r.correct_event(&file, id, &changes, "ghi sai ngày").unwrap();
    assert_eq!(due_of(&mut r, &file, Clock::U5).unwrap(), "2026-11-30");
    let clear = EventDraft::new().with(E::Outcome, "-");
    r.correct_event(&file, id, &clear, "chưa rõ kết quả").unwrap();
    let history = r.history(&file).unwrap();
    let told: Vec<_> = history
        .iter()
        .flat_map(|line| &line.changes)
        .map(|c| (c.field.as_str(), c.from.as_deref(), c.to.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("at", Some("2026-11-10T00:00"), Some("2026-10-31T09:00")),
            ("outcome", Some("present"), Some("absent")),
            ("outcome", Some("absent"), None),
        ]
    );
}

#[test]
fn a_corrected_measure_may_not_overlap_another() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    let day = |text: &str| parse_day(text).unwrap();
    r.close_measure(&file, None, day("2026-10-01"), EndReason::FoundAddicted).unwrap();
    r.open_measure(&file, &measure("addicted", "2026-10-01")).unwrap();
    let dossier = r.show(&file, None).unwrap();
    let (first, second) = (dossier.case.measures[0].id, dossier.case.measures[1].id);

    let earlier = MeasureDraft::new().with(M::Start, "2026-09-30");
    assert_eq!(reasons(r.correct_measure(&file, second, &earlier, "sai ngày")), [Reason::Overlap]);
    assert_eq!(reasons(r.reopen_measure(&file, first, "nhầm")), [Reason::Overlap]);
    let reversed = MeasureDraft::new().with(M::Start, "2026-10-02");
    assert_eq!(
        reasons(r.correct_measure(&file, first, &reversed, "sai ngày")),
        [Reason::EndBeforeStart]
    );

    r.cancel_measure(&file, second, "chưa có kết luận").unwrap();
    r.reopen_measure(&file, first, "chưa xác định nghiện").unwrap();
    let dossier = r.show(&file, None).unwrap();
    assert_eq!(dossier.line.measure.map(hoso::domain::word::Word::code), Some("user_management"));
    assert!(dossier.case.measures[0].record.ended_on.is_none());
    let on = day("2026-10-15");
    let then = r.show(&file, Some(on)).unwrap();
    assert_eq!(
        then.line.measure.map(hoso::domain::word::Word::code),
        Some("user_management"),
        "a cancelled measure never was, on no day"
    );
    let again = r.cancel_measure(&file, second, "lần nữa");
    assert_eq!(reasons(again), [Reason::Entry(EntryFault::AlreadyCancelled)]);
    assert_eq!(reasons(r.reopen_measure(&file, second, "nhầm")), [Reason::Overlap]);
}

#[test]
fn start_and_set_end_of_a_measure_can_be_corrected() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    let id = first_measure(&mut r, &file);
    let start = MeasureDraft::new().with(M::Start, "2026-07-06");
    r.correct_measure(&file, id, &start, "quyết định ghi ngày 6").unwrap();
    assert_eq!(due_of(&mut r, &file, Clock::T1).unwrap(), "2027-07-06");
    let end = MeasureDraft::new().with(M::SetEnd, "2027-08-01");
    r.correct_measure(&file, id, &end, "vắng mặt 26 ngày").unwrap();
    assert_eq!(due_of(&mut r, &file, Clock::T1).unwrap(), "2027-08-01");
    let dossier = r.show(&file, None).unwrap();
    let computed = dossier.computations[0].as_ref().unwrap();
    assert_eq!(computed.computed_end, Some(parse_day("2027-07-06").unwrap()), "both are kept");
    assert_eq!(computed.set_end_reason.as_deref(), Some("vắng mặt 26 ngày"));
    let none = MeasureDraft::new().with(M::SetEnd, "-");
    r.correct_measure(&file, id, &none, "tính lại").unwrap();
    let measure = r.show(&file, None).unwrap().case.measures[0].record.clone();
    assert!(measure.set_end.is_none() && measure.set_end_reason.is_none());
}

#[test]
fn an_old_workbook_brings_no_mistake_back() {
    let desk = Desk::new();
    let mut r = desk.found();
    let book = super::desk::workbook(&super::desk::data("hoa-binh-60-lon-xon.xlsx"));
    r.import(&book, false, &mut |_, _| ()).unwrap();
    let people = r.people(&hoso::services::view::PeopleQuery::default(), 0, 1000).unwrap();
    let file = people
        .lines
        .iter()
        .map(|l| l.file_no.clone())
        .find(|f| r.show(f, None).unwrap().case.events.len() > 2)
        .unwrap();
    let events = r.show(&file, None).unwrap().case.events;
    r.cancel_event(&file, events[0].id, "nhầm").unwrap();
    let text = EventDraft::new().with(E::Text, "đã đính chính");
    r.correct_event(&file, events[1].id, &text, "thiếu nội dung").unwrap();
    let name = PersonDraft::new().with(P::Phone, "0900000000");
    r.edit_person(&file, &name).unwrap();
    let kept = r.show(&file, None).unwrap().case.events.len();
    let again = r.import(&book, false, &mut |_, _| ()).unwrap();
    assert_eq!((again.events.added, again.measures.added), (0, 0));
    assert_eq!(r.show(&file, None).unwrap().case.events.len(), kept);
}

#[test]
fn an_edited_person_keeps_what_was_there() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    r.edit_person(&file, &PersonDraft::new().with(P::Hamlet, "Tổ 2").with(P::Phone, "0912"))
        .unwrap();
    let line = r.history(&file).unwrap().pop().unwrap();
    assert!(line.act == Act::PersonEdited && line.officer == "truong");
    let told: Vec<_> = line
        .changes
        .iter()
        .map(|c| (c.field.as_str(), c.from.as_deref(), c.to.as_deref()))
        .collect();
    assert_eq!(told, [("hamlet", Some("Tổ 1"), Some("Tổ 2")), ("phone", None, Some("0912"))]);
}

/// The rules that a correction is told to leave the file against.
fn rules(done: Result<Vec<Remark>, Failure>) -> Vec<&'static str> {
    let remarks = done.ok().unwrap();
    for r in remarks.iter().filter(|r| r.rule().is_some()) {
        assert!(r.text(Lang::Vi).starts_with("Sau thay đổi này, hồ sơ trái quy tắc: "));
    }
    remarks.iter().filter_map(Remark::rule).collect()
}

#[test]
fn a_correction_says_which_rule_it_leaves_the_file_against() {
    let desk = Desk::new();
    let mut registry = desk.found();
    let file = person(&mut registry);
    let (check, managed) = (last_event(&mut registry, &file), first_measure(&mut registry, &file));

    // A day before his birth, and back again: only what is new is told, and it is saved.
    let born = |year: &str| PersonDraft::new().with(P::Born, year);
    assert_eq!(rules(registry.edit_person(&file, &born("2026-09"))), ["road.before_birth"]);
    assert_eq!(rules(registry.edit_person(&file, &born("2026-08"))), [""; 0]);
    assert_eq!(rules(registry.edit_person(&file, &born("1990"))), [""; 0]);

    // Another kind of measure does not end with this reason; the old law was not in force.
    let change = |field, value: &str| MeasureDraft::new().with(field, value);
    let law = registry.correct_measure(&file, managed, &change(M::Law, "L73"), "giấy ghi vậy");
    assert_eq!(rules(law), ["road.law_of_day"]);
    let law = registry.correct_measure(&file, managed, &change(M::Law, "L120"), "ghi nhầm");
    assert_eq!(rules(law), [""; 0]);
    let on = parse_day("12/11/2026").unwrap();
    registry.close_measure(&file, None, on, EndReason::FoundAddicted).unwrap();
    let kind = change(M::Measure, "post_rehab");
    assert_eq!(
        rules(registry.correct_measure(&file, managed, &kind, "nhầm")),
        ["road.reason_unfit"]
    );

    // The death moved before what he did after it.
    let reason = change(M::EndReason, "death");
    assert_eq!(rules(registry.correct_measure(&file, managed, &reason, "nhầm")), [""; 0]);
    let ended = change(M::EndedOn, "01/11/2026");
    assert_eq!(
        rules(registry.correct_measure(&file, managed, &ended, "nhầm")),
        ["road.after_death"]
    );
    let earlier = EventDraft::new().with(E::At, "30/10/2026");
    assert_eq!(rules(registry.correct_event(&file, check, &earlier, "nhầm")), [""; 0]);
    let later = EventDraft::new().with(E::At, "02/11/2026");
    assert_eq!(rules(registry.correct_event(&file, check, &later, "nhầm")), ["road.after_death"]);
}

#[test]
fn what_is_recorded_twice_is_remarked() {
    let desk = Desk::new();
    let mut registry = desk.found();
    let file = person(&mut registry);
    let again = |registry: &mut Registry, draft: &EventDraft| {
        let asked = registry.recorded_before(&file, draft).unwrap().is_some();
        let remarks = registry.record(&file, draft).unwrap();
        assert_eq!(remarks.iter().any(|r| r.oddity == Oddity::Again), asked);
        asked
    };
    let met = event("contact", "2026-11-12 09:30", "met");
    assert!(!again(&mut registry, &met));
    assert!(again(&mut registry, &met));
    assert!(again(&mut registry, &met.clone().with(E::Text, "gặp ở nhà")));
    assert!(!again(&mut registry, &event("contact", "2026-11-12 09:31", "met")));
    assert!(!again(&mut registry, &event("contact", "2026-11-12 09:30", "refused")));
    assert!(again(&mut registry, &event("residence_check", "2026-11-10", "present")));
    // Notes are told apart by their text, and a cancelled entry is none.
    let note = |text: &str| event("note", "2026-11-12", "").with(E::Text, text);
    assert!(!again(&mut registry, &note("một")));
    assert!(!again(&mut registry, &note("hai")));
    let last = last_event(&mut registry, &file);
    registry.cancel_event(&file, last, "ghi nhầm").unwrap();
    assert!(
        again(&mut registry, &note("một"))
            != again(&mut registry, &event("note", "2026-11-11", ""))
    );
}

#[test]
fn the_history_tells_what_each_act_was_on_as_it_was_then() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r);
    let (id, m) = (last_event(&mut r, &file), first_measure(&mut r, &file));
    let moved = EventDraft::new().with(E::At, "2026-10-31T09:00").with(E::Outcome, "absent");
    r.correct_event(&file, id, &moved, "ghi sai ngày").unwrap();
    r.cancel_event(&file, id, "ghi nhầm người").unwrap();
    let measure = MeasureDraft::new().with(M::DecisionNo, "12/QĐ-UBND");
    r.correct_measure(&file, m, &measure, "bổ sung số").unwrap();
    let told: Vec<_> = r.history(&file).unwrap();
    let told = told.iter().map(|l| entry_text(l.object, &l.held, Lang::Vi).unwrap_or_default());
    let (opened, residence) = ("05/07/2026", "Kiểm tra cư trú");
    let managed = "Quản lý người sử dụng trái phép";
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "Lò Văn Mẫu".to_owned(),
            format!("{managed}, {opened}"),
            format!("{residence}: có mặt, 10/10/2026"),
            format!("{residence}: có mặt, 10/11/2026"),
            format!("{residence}: vắng mặt, 31/10/2026 09:00"),
            format!("{residence}: vắng mặt, 31/10/2026 09:00"),
            format!("{managed}, {opened}, quyết định 12/QĐ-UBND"),
        ]
    );
}
