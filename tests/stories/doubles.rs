//! One person twice in the registry: found, told apart or made one; acts taken back; cancelled
//! entries brought back.

use super::desk::{Desk, PASSWORD};
use hoso::domain::alike::Why;
use hoso::domain::case::{EventDraft, EventField as E, MeasureDraft, MeasureField as M};
use hoso::domain::correction::EntryFault;
use hoso::domain::date::Period;
use hoso::domain::id::{EventId, FileNo};
use hoso::domain::journal::{Act, Object};
use hoso::domain::merge::MergeFault;
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::refusal::Reason;
use hoso::domain::word::{EndReason, Role};
use hoso::services::demo::{MadeUpCase, make_commune};
use hoso::services::view::PeopleQuery;
use hoso::services::{Failure, Registry, Watch};
use hoso::vault::Password;
use std::collections::BTreeSet;

fn reasons<T>(result: Result<T, Failure>) -> Vec<Reason> {
    match result {
        Err(Failure::Refused(refusals)) => refusals.into_iter().map(|r| r.reason).collect(),
        Err(other) => panic!("another failure: {}", other.code()),
        Ok(_) => panic!("was not refused"),
    }
}

fn draft(name: &str, born: &str) -> PersonDraft {
    PersonDraft::new().with(P::Name, name).with(P::Sex, "Nam").with(P::Born, born)
}

fn add(r: &mut Registry, name: &str, born: &str) -> FileNo {
    r.add_person(&draft(name, born)).unwrap().0
}

fn event(kind: &str, at: &str, outcome: &str) -> EventDraft {
    EventDraft::new().with(E::Kind, kind).with(E::At, at).with(E::Outcome, outcome)
}

fn measure(code: &str, start: &str) -> MeasureDraft {
    MeasureDraft::new().with(M::Measure, code).with(M::Start, start)
}

fn none() -> BTreeSet<P> {
    BTreeSet::new()
}

#[test]
fn whoever_looks_alike_is_shown_while_typing() {
    let desk = Desk::new();
    let mut r = desk.found();
    let with = |name, born, no: &str| draft(name, born).with(P::DocumentNo, no);
    r.add_person(&with("Nguyễn Văn Đức", "12/05/1987", "001087001234")).unwrap();
    add(&mut r, "Nguyễn Thị Mai", "1990");
    let mut ask = |d: &PersonDraft| r.alike_to(d, None).unwrap();
    let found = ask(&PersonDraft::new().with(P::Name, "duc nguyen van"));
    assert_eq!(found.len(), 1, "by name alone, in any order, without marks");
    assert_eq!(found[0].likeness.reasons, [Why::SameName]);
    let slip = PersonDraft::new().with(P::Name, "Trần A").with(P::DocumentNo, "001087001243");
    assert!(ask(&slip).is_empty(), "two digits swapped are not enough by themselves");
    let found = ask(&slip.with(P::Born, "12/05/1987"));
    assert_eq!(found[0].likeness.reasons, [Why::CloseDocument, Why::SameBirth]);
    assert!(ask(&draft("Nguyễn Văn Đức", "1960")).is_empty(), "a generation apart");
    assert!(ask(&PersonDraft::new()).is_empty());
    let own = FileNo::parse("HS-0001").unwrap();
    assert!(r.alike_to(&draft("Nguyễn Văn Đức", "1987"), Some(&own)).unwrap().is_empty());
}

#[test]
fn the_queue_is_filled_by_a_scan_and_remembers_who_is_not_one() {
    let desk = Desk::new();
    let mut r = desk.found();
    let a = add(&mut r, "Nguyễn Văn Đức", "12/05/1987");
    let b = add(&mut r, "Đức Nguyễn Văn", "1987");
    add(&mut r, "Nguyễn Văn Hùng", "12/05/1987");
    let outcome = r.scan_doubles(&mut |_, _| {}).unwrap();
    assert_eq!((outcome.people, outcome.found, outcome.new), (3, 1, 1));
    assert_eq!(r.scan_doubles(&mut |_, _| {}).unwrap().new, 0);
    let page = r.doubles(false, 0, 10).unwrap();
    assert_eq!((page.total, &page.pairs[0].a.file_no, &page.pairs[0].b.file_no), (1, &a, &b));
    r.not_same(&b, &a, "đã gặp cả hai").unwrap();
    assert_eq!(r.doubles(false, 0, 10).unwrap().total, 0);
    assert_eq!(r.scan_doubles(&mut |_, _| {}).unwrap().new, 0, "it is remembered");
    let settled = &r.doubles(true, 0, 10).unwrap().pairs[0];
    let told = settled.settled.as_ref().unwrap();
    assert_eq!(told.officer, "truong");
    assert!(told.reason.as_ref().unwrap().contains("đã gặp cả hai"));
    for file in [&a, &b] {
        let history = r.history(file).unwrap();
        assert_eq!(history.last().unwrap().act, Act::NotSamePerson, "told in both files");
    }
    let seq = r.undoable().unwrap()[0].seq;
    r.undo(seq, "nhầm").unwrap();
    assert_eq!(r.doubles(false, 0, 10).unwrap().total, 1);
}

#[test]
fn a_merge_is_refused_where_the_road_would_be_broken() {
    let desk = Desk::new();
    let mut r = desk.found();
    let (a, b) = (add(&mut r, "Lò Văn Mẫu", "1990"), add(&mut r, "Lò Văn Mẫu", "01/02/1990"));
    r.open_measure(&a, &measure("user_management", "2026-07-05")).unwrap();
    r.open_measure(&b, &measure("user_management", "2026-08-05")).unwrap();
    assert_eq!(reasons(r.merge(&a, &b, &none(), false, " ")), [Reason::Missing]);
    let refused = reasons(r.merge(&a, &b, &none(), false, "một người"));
    assert!(matches!(refused[..], [Reason::Merge(MergeFault::SecondMain(..))]));
    assert_eq!(r.merge_view(&a, &b).unwrap().faults.len(), 1, "and told beforehand");
    assert_eq!(
        reasons(r.merge(&a, &a, &none(), false, "x")),
        [Reason::Merge(MergeFault::SameFile)]
    );
    let id = r.show(&b, None).unwrap().case.measures[0].id;
    r.cancel_measure(&b, id, "ghi hai lần").unwrap();
    r.merge(&a, &b, &none(), false, "một người").unwrap();
    assert_eq!(
        reasons(r.merge(&a, &b, &none(), false, "x")),
        [Reason::Merge(MergeFault::SameFile)]
    );

    let (dead, alive) = (add(&mut r, "Sùng A", "1980"), add(&mut r, "Sùng A", "1980"));
    r.open_measure(&dead, &measure("user_management", "2026-07-05")).unwrap();
    let on = hoso::domain::date::parse_day("10/10/2026").unwrap();
    r.close_measure(&dead, None, on, EndReason::Death).unwrap();
    r.record(&alive, &event("contact", "2026-11-01", "met")).unwrap();
    let refused = reasons(r.merge(&alive, &dead, &none(), false, "một người"));
    assert!(matches!(refused[..], [Reason::Merge(MergeFault::AfterDeath(..))]));

    r.add_officer("tra", "Lê Thanh Tra", Role::Inspector, Password::new(PASSWORD)).unwrap();
    drop(r);
    let mut r = desk.open_as("tra");
    assert!(matches!(r.merge(&a, &dead, &none(), false, "x"), Err(Failure::NotPermitted)));
    assert!(matches!(r.split(&b, "x"), Err(Failure::NotPermitted)));
    assert!(matches!(r.not_same(&a, &dead, "x"), Err(Failure::NotPermitted)));
    assert!(matches!(r.scan_doubles(&mut |_, _| {}), Err(Failure::NotPermitted)));
}

#[test]
#[expect(clippy::many_single_char_names, reason = "four files, the registry")]
fn a_merged_file_is_found_counted_once_and_split_again() {
    let desk = Desk::new();
    let mut r = desk.found();
    let a = add(&mut r, "Lò Văn Mẫu", "1990");
    let theirs = draft("Lò Văn Mậu", "01/02/1990")
        .with(P::DocumentNo, "001090001234")
        .with(P::Phone, "0912345678");
    let b = r.add_person(&theirs).unwrap().0;
    r.open_measure(&a, &measure("user_management", "2026-07-05")).unwrap();
    r.record(&b, &event("contact", "2026-11-01", "met")).unwrap();
    r.assign(std::slice::from_ref(&b), "truong").unwrap();
    let period = Period::month_of(desk.now.date());
    let before = r.report(period, false).unwrap();
    r.merge(&a, &b, &[P::Born].into(), false, "một người").unwrap();
    let person = r.show(&b, None).unwrap();
    assert_eq!(person.case.person.file_no, a, "the number that went away finds him");
    assert_eq!(person.case.person.born.iso(), "1990-02-01", "chosen");
    assert_eq!(person.case.person.name, "Lò Văn Mẫu", "not chosen");
    assert_eq!(person.case.person.phone.as_deref(), Some("0912345678"), "filled");
    assert_eq!(person.line.officer.as_deref(), Some("truong"), "nobody was in charge");
    assert_eq!((person.case.measures.len(), person.case.events.len()), (1, 1));
    assert_eq!(person.merged, std::slice::from_ref(&b));
    for find in ["HS-0002", "Mậu", "001090001234"] {
        let query = PeopleQuery { find: find.to_owned(), ..PeopleQuery::default() };
        assert_eq!(r.people(&query, 0, 9).unwrap().total, 1, "{find}");
    }
    assert_eq!(r.people(&PeopleQuery::default(), 0, 9).unwrap().total, 1);
    assert_eq!(r.report(period, false).unwrap().stock_flow, before.stock_flow);
    let refused = r.add_person(&draft("Ai Đó", "1990").with(P::DocumentNo, "001090001234"));
    assert_eq!(reasons(refused), [Reason::IdentityTaken(a.clone())]);
    let refused = r.add_person(&draft("Ai Đó", "1990").with(P::FileNo, b.as_str()));
    assert_eq!(reasons(refused), [Reason::FileNoTaken]);
    assert_eq!(r.history(&b).unwrap().iter().filter(|l| l.act == Act::PersonAdded).count(), 2);

    // A third file; the older merge waits for the newer one.
    let c = add(&mut r, "Lò Mẫu", "1990");
    r.merge(&a, &c, &none(), false, "một người").unwrap();
    assert_eq!(reasons(r.split(&b, "nhầm")), [Reason::Merge(MergeFault::LaterMerge(c.clone()))]);
    // And a chain: the survivor goes away too.
    let d = add(&mut r, "Lò Văn Mẫu", "1990");
    r.merge(&d, &a, &none(), false, "một người").unwrap();
    assert_eq!(r.show(&b, None).unwrap().case.person.file_no, d, "along the chain");
    assert_eq!(reasons(r.split(&c, "nhầm")), [Reason::Merge(MergeFault::Nested(a.clone()))]);
    r.record(&c, &event("note", "2026-11-20", "").with(E::Text, "sau khi gộp")).unwrap();
    let outcome = r.split(&a, "nhầm").unwrap();
    assert_eq!((outcome.events_stay, &outcome.kept), (1, &d));
    assert_eq!(r.split(&a, "nhầm").unwrap().away, c, "of the survivor: its newest");
    assert_eq!(r.split(&b, "nhầm").unwrap().away, b);
    assert_eq!(reasons(r.split(&b, "nhầm")), [Reason::Merge(MergeFault::NotMerged)]);
    let (one, two) = (r.show(&a, None).unwrap(), r.show(&b, None).unwrap());
    assert_eq!((one.case.measures.len(), two.case.events.len()), (1, 1));
    assert_eq!(one.case.person.born.iso(), "1990");
    assert_eq!((one.line.officer, two.line.officer.as_deref()), (None, Some("truong")));
    assert!(one.case.person.phone.is_none() && one.merged.is_empty());
    assert_eq!(r.people(&PeopleQuery::default(), 0, 9).unwrap().total, 4);
    assert_eq!(r.check().unwrap().faults, 0);
}

#[test]
fn own_acts_are_taken_back_newest_first_or_apart() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = add(&mut r, "Lò Văn Mẫu", "1990");
    drop(r);
    let mut r = desk.open();
    assert!(r.undoable().unwrap().is_empty(), "what came before unlocking is not of this session");
    r.open_measure(&file, &measure("user_management", "2026-07-05")).unwrap();
    r.record(&file, &event("residence_check", "2026-10-10", "present")).unwrap();
    r.edit_person(&file, &PersonDraft::new().with(P::Phone, "0900")).unwrap();
    r.edit_person(&file, &PersonDraft::new().with(P::Phone, "0911")).unwrap();
    let lines = r.undoable().unwrap();
    let acts: Vec<Act> = lines.iter().map(|l| l.act).collect();
    use Act::{EventRecorded, MeasureOpened, PersonEdited};
    assert_eq!(acts, [PersonEdited, PersonEdited, EventRecorded, MeasureOpened]);
    let entry = |fault| vec![Reason::Entry(fault)];
    assert_eq!(reasons(r.undo(lines[0].seq, " ")), [Reason::Missing]);
    assert_eq!(reasons(r.undo(lines[1].seq, "nhầm")), entry(EntryFault::LaterAct));
    assert_eq!(
        reasons(r.undo(lines[3].seq, "nhầm")),
        entry(EntryFault::LaterAct),
        "a residence check stands on the management"
    );
    assert_eq!(reasons(r.undo(1, "nhầm")), entry(EntryFault::NotUndoable));
    assert_eq!(r.undo(lines[2].seq, "nhầm").unwrap(), file, "not the newest: nothing stands on it");
    assert_eq!(reasons(r.undo(lines[2].seq, "nhầm")), entry(EntryFault::NotUndoable), "once");
    r.undo(lines[0].seq, "nhầm").unwrap();
    assert_eq!(r.show(&file, None).unwrap().case.person.phone.as_deref(), Some("0900"));
    r.undo(lines[1].seq, "nhầm").unwrap();
    r.undo(lines[3].seq, "nhầm").unwrap();
    let dossier = r.show(&file, None).unwrap();
    assert!(dossier.case.person.phone.is_none() && dossier.case.events.is_empty());
    assert!(dossier.case.measures.iter().all(|m| !m.record.counts()));
    assert!(dossier.clocks.is_empty() || dossier.line.measure.is_none());
    assert!(r.undoable().unwrap().is_empty());
    let history = r.history(&file).unwrap();
    let undone: Vec<_> = history.iter().filter(|l| l.act == Act::Undone).collect();
    assert_eq!(undone.len(), 4);
    assert!(undone[0].reason.as_ref().unwrap().contains("Ghi sự kiện: nhầm"));
    let changed = undone.iter().any(|l| l.changes.iter().any(|c| c.field == "phone"));
    assert!(changed, "with what it held");
}

#[test]
fn what_a_later_measure_stands_on_is_not_taken_back() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = add(&mut r, "Lò Văn Mẫu", "1990");
    r.open_measure(&file, &measure("user_management", "2026-07-05")).unwrap();
    let on = hoso::domain::date::parse_day("01/08/2026").unwrap();
    r.close_measure(&file, None, on, EndReason::Replaced).unwrap();
    r.open_measure(&file, &measure("rehab_home", "2026-08-01")).unwrap();
    r.open_measure(&file, &measure("electronic_monitoring", "2026-08-05")).unwrap();
    let lines = r.undoable().unwrap();
    let later = [Reason::Entry(EntryFault::LaterAct)];
    assert_eq!(reasons(r.undo(lines[1].seq, "nhầm")), later, "monitoring rides on the rehab");
    assert_eq!(reasons(r.undo(lines[2].seq, "nhầm")), later, "two main measures at once");
    r.undo(lines[0].seq, "nhầm").unwrap();
    r.undo(lines[1].seq, "nhầm").unwrap();
    r.undo(lines[2].seq, "nhầm").unwrap();
    assert!(r.show(&file, None).unwrap().line.measure.is_some());
}

#[test]
fn endings_assignments_and_merges_are_taken_back() {
    let desk = Desk::new();
    let mut r = desk.found();
    let (a, b) = (add(&mut r, "Lò Văn Mẫu", "1990"), add(&mut r, "Lò Văn Mẫu", "1990"));
    r.open_measure(&a, &measure("user_management", "2026-07-05")).unwrap();
    let on = hoso::domain::date::parse_day("10/10/2026").unwrap();
    r.close_measure(&a, None, on, EndReason::Prison).unwrap();
    r.assign(std::slice::from_ref(&a), "truong").unwrap();
    r.merge(&b, &a, &none(), false, "một người").unwrap();
    let first = |r: &mut Registry| r.undoable().unwrap()[0].clone();
    let line = first(&mut r);
    assert_eq!((line.act, &line.file_no), (Act::PersonsMerged, &b), "one line for a merge");
    r.undo(line.seq, "nhầm").unwrap();
    assert_eq!(r.people(&PeopleQuery::default(), 0, 9).unwrap().total, 2);
    assert!(r.show(&b, None).unwrap().line.officer.is_none());
    let line = first(&mut r);
    assert_eq!(line.act, Act::Assigned);
    r.undo(line.seq, "nhầm").unwrap();
    assert!(r.show(&a, None).unwrap().line.officer.is_none());
    let line = first(&mut r);
    assert_eq!(line.act, Act::MeasureClosed);
    r.undo(line.seq, "nhầm").unwrap();
    assert!(r.show(&a, None).unwrap().case.measures[0].record.ended_on.is_none());
    let lines = r.undoable().unwrap();
    assert!(lines.iter().filter(|l| l.act == Act::PersonAdded).all(|l| !l.possible));
}

#[test]
fn the_bin_names_who_and_why_and_gives_back() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = add(&mut r, "Lò Văn Mẫu", "1990");
    r.open_measure(&file, &measure("user_management", "2026-07-05")).unwrap();
    r.record(&file, &event("contact", "2026-11-01", "met")).unwrap();
    let case = r.show(&file, None).unwrap().case;
    let (m, e) = (case.measures[0].id, case.events[0].id);
    let on = hoso::domain::date::parse_day("10/11/2026").unwrap();
    r.close_measure(&file, None, on, EndReason::Prison).unwrap();
    r.cancel_event(&file, e, "ghi nhầm người").unwrap();
    r.cancel_measure(&file, m, "lập nhầm").unwrap();
    let bin = r.bin().unwrap();
    assert_eq!(bin.len(), 2);
    let told = bin.iter().find(|l| l.object == Object::Event).unwrap();
    assert_eq!(told.reason.as_deref(), Some("ghi nhầm người"));
    assert_eq!((told.by.as_str(), told.file_no == file), ("truong", true));
    let told = bin.iter().find(|l| l.object == Object::Measure).unwrap();
    assert_eq!((told.kind.as_str(), told.reason.as_deref()), ("user_management", Some("lập nhầm")));
    r.restore_event(&file, e, "đúng rồi").unwrap();
    assert_eq!(
        reasons(r.restore_event(&file, EventId(e.0 + 9), "x")),
        [Reason::Entry(EntryFault::NotCancelled)]
    );
    r.restore_measure(&file, m, "đúng rồi").unwrap();
    let case = r.show(&file, None).unwrap().case;
    assert_eq!(case.events.len(), 1);
    assert_eq!(case.measures[0].record.end_reason, Some(EndReason::Prison), "its ending too");
    assert!(r.bin().unwrap().is_empty());
    let looks = r.looks(&file).unwrap();
    assert!(looks.len() >= 2 && looks.iter().all(|l| l.officer == "truong"));
    assert_eq!(r.journal(1).unwrap()[0].act, "bin_read", "of the dossier that lies open");
    drop(r);
    let mut r = desk.open();
    r.looks(&file).unwrap();
    assert_eq!(r.journal(1).unwrap()[0].act, "dossier_read", "asking who looked is a look");
    let before = r.looks(&file).unwrap().len();
    r.history(&file).unwrap();
    r.show_anew(&file).unwrap();
    assert_eq!(r.looks(&file).unwrap().len(), before, "one opening is one look");
    r.show(&file, None).unwrap();
    assert_eq!(r.looks(&file).unwrap().len(), before + 1, "opening it again is another");
}

/// A watch that was asked to stop before the duty began its first part.
#[test]
fn a_scan_that_is_stopped_writes_nothing() {
    let desk = Desk::new();
    let watch = Watch::default();
    let mut r = desk.found().with_watch(watch.clone());
    let made_up = make_commune(150, 1, desk.now.date());
    let cases = made_up.map(MadeUpCase::into_parts);
    r.load_made_up(cases, &mut |_| ()).unwrap();
    watch.ask_stop();
    assert!(matches!(r.scan_doubles(&mut |_, _| {}), Err(Failure::Stopped)));
    let period = Period::month_of(desk.now.date());
    assert!(matches!(r.report(period, false), Err(Failure::Stopped)));
    assert_eq!(r.doubles(false, 0, 10).unwrap().total, 0);
    watch.begin();
    let outcome = r.scan_doubles(&mut |_, _| {}).unwrap();
    assert_eq!(outcome.people, 150);
    assert!(r.report(period, false).is_ok());
}
