//! The journal: every look and every change is in it, whoever may only look cannot change, and
//! what an inspector saw is known.

use super::tiny::Tiny;
use crate::stories::desk::{Desk, PASSWORD, open};
use hoso::domain::case::{EventDraft, EventField, MeasureDraft, MeasureField};
use hoso::domain::date::parse_day;
use hoso::domain::id::FileNo;
use hoso::domain::person::{PersonDraft, PersonField};
use hoso::domain::word::{EndReason, Role};
use hoso::services::{Failure, Registry};
use hoso::vault::Password;

fn a1() -> FileNo {
    FileNo::parse("A1").unwrap()
}

fn person() -> PersonDraft {
    let draft = PersonDraft::new().with(PersonField::Name, "Lê Văn Nam");
    draft.with(PersonField::Sex, "nam").with(PersonField::Born, "1990")
}

fn measure() -> MeasureDraft {
    MeasureDraft::new()
        .with(MeasureField::Measure, "rehab_home")
        .with(MeasureField::Start, "01/10/2026")
}

fn event() -> EventDraft {
    EventDraft::new().with(EventField::Kind, "note").with(EventField::At, "01/10/2026")
}

/// The acts written since, oldest first, as `act officer file`.
fn written(registry: &mut Registry, act: impl FnOnce(&mut Registry)) -> Vec<String> {
    let before = registry.check().unwrap().journal.unwrap();
    act(registry);
    let after = registry.check().unwrap().journal.unwrap();
    // Asking the journal may be a look itself, which stands before what was asked for.
    let mut lines = registry.journal(usize::MAX).unwrap();
    lines.retain(|l| before < l.seq && l.seq <= after);
    lines.reverse();
    let line = |l: hoso::services::view::JournalLine| {
        let file = l.file_no.map(|f| format!(" {f}")).unwrap_or_default();
        format!("{} {}{file}", l.act, l.officer)
    };
    lines.into_iter().map(line).collect()
}

#[test]
fn every_look_and_every_change_is_written_once() {
    let mut registry = Desk::new().found();
    let day = |text: &str| parse_day(text).unwrap();
    let r = &mut registry;
    let added = |r: &mut Registry| {
        r.add_person(&person().with(PersonField::FileNo, "A1")).unwrap();
    };
    assert_eq!(written(r, added), ["person_added truong A1"]);
    assert_eq!(written(r, |r| drop(r.show(&a1(), None).unwrap())), ["dossier_read truong A1"]);
    let past = Some(day("01/01/2026"));
    assert_eq!(written(r, |r| drop(r.show(&a1(), past).unwrap())), ["dossier_read truong A1"]);
    let note = PersonDraft::new().with(PersonField::Note, "x");
    let edited = |r: &mut Registry| drop(r.edit_person(&a1(), &note).unwrap());
    assert_eq!(written(r, edited), ["person_edited truong A1"]);
    let same = |r: &mut Registry| drop(r.edit_person(&a1(), &note).unwrap());
    assert_eq!(written(r, same), Vec::<String>::new(), "nothing changed");
    let opened = |r: &mut Registry| drop(r.open_measure(&a1(), &measure()).unwrap());
    assert_eq!(written(r, opened), ["measure_opened truong A1"]);
    let recorded = |r: &mut Registry| drop(r.record(&a1(), &event()).unwrap());
    assert_eq!(written(r, recorded), ["event_recorded truong A1"]);
    let closed = |r: &mut Registry| {
        r.close_measure(&a1(), None, day("05/10/2026"), EndReason::Death).unwrap();
    };
    assert_eq!(written(r, closed), ["measure_closed truong A1"]);
    let book = Tiny::new().person("Số hồ sơ=A2").measure("Số hồ sơ=A2").event("Số hồ sơ=A2").read();
    let imported = |r: &mut Registry| drop(r.import(&book, false, &mut |_, _| ()).unwrap());
    let rows = ["person_added", "measure_opened", "event_recorded"];
    let mut wanted: Vec<String> = rows.iter().map(|act| format!("{act} truong A2")).collect();
    wanted.push("imported truong".to_owned());
    assert_eq!(written(r, imported), wanted);
    let again = |r: &mut Registry| drop(r.import(&book, false, &mut |_, _| ()).unwrap());
    assert_eq!(written(r, again), Vec::<String>::new(), "known rows change nothing");
}

#[test]
fn what_is_refused_leaves_no_trace_in_the_file() {
    let mut registry = Desk::new().found();
    Tiny::new().person("").import(&mut registry);
    let sizes = |r: &mut Registry| {
        let check = r.check().unwrap();
        (check.people, check.measures, check.events, check.journal)
    };
    let before = sizes(&mut registry);
    let r = &mut registry;
    let none = FileNo::parse("Z9").unwrap();
    assert!(r.add_person(&PersonDraft::new()).is_err());
    assert!(r.add_person(&person().with(PersonField::FileNo, "A1")).is_err());
    assert!(r.edit_person(&none, &person()).is_err());
    assert!(r.open_measure(&a1(), &MeasureDraft::new()).is_err());
    assert!(r.record(&none, &event()).is_err());
    assert!(r.show(&none, None).is_err());
    let day = parse_day("01/10/2026").unwrap();
    assert!(r.close_measure(&a1(), None, day, EndReason::Death).is_err(), "nothing is open");
    assert!(r.mark_report_sent("2027-01".parse().unwrap()).is_err(), "still running");
    assert_eq!(sizes(r), before);
}

#[test]
fn an_inspector_looks_and_is_seen_looking() {
    let desk = Desk::new();
    let mut registry = desk.found();
    Tiny::new().person("").measure("").import(&mut registry);
    let password = Password::new(PASSWORD);
    registry.add_officer("thanhtra", "Vũ Thanh Tra", Role::Inspector, password).unwrap();
    drop(registry);
    let mut registry = desk.open_as("thanhtra");
    let r = &mut registry;
    assert_eq!(written(r, |r| drop(r.show(&a1(), None).unwrap())), ["dossier_read thanhtra A1"]);
    let looked = ["looked thanhtra"];
    let query = hoso::services::view::PeopleQuery::default();
    // The same list drawn anew or scrolled is one look.
    let worked = |r: &mut Registry| {
        r.today(10).unwrap();
        r.today(20).unwrap();
    };
    assert_eq!(written(r, worked), looked);
    let scrolled = |r: &mut Registry| {
        r.people(&query, 0, 5).unwrap();
        r.people(&query, 5, 5).unwrap();
        let other = hoso::services::view::PeopleQuery { find: "nam".to_owned(), ..query.clone() };
        r.people(&other, 0, 5).unwrap();
    };
    assert_eq!(written(r, scrolled), ["looked thanhtra", "looked thanhtra"]);
    let report = |r: &mut Registry| drop(r.report("2026-11".parse().unwrap(), true).unwrap());
    assert_eq!(written(r, report), looked);
    let before = r.check().unwrap().journal;
    let day = parse_day("01/10/2026").unwrap();
    let book = Tiny::new().person("Số hồ sơ=A2").read();
    let tries = [
        r.add_person(&person()).err(),
        r.edit_person(&a1(), &person()).err(),
        r.open_measure(&a1(), &measure()).err(),
        r.close_measure(&a1(), None, day, EndReason::Death).err(),
        r.record(&a1(), &event()).err(),
        r.import(&book, false, &mut |_, _| ()).err(),
        r.import(&book, true, &mut |_, _| ()).err(),
        r.load_made_up(std::iter::empty(), &mut |_| ()).err(),
        r.mark_report_sent("2026-11".parse().unwrap()).err(),
        r.add_officer("ban", "Bạn Thân", Role::Chief, Password::new(PASSWORD)).err(),
    ];
    for (i, failure) in tries.into_iter().enumerate() {
        let failure = failure.unwrap_or_else(|| panic!("act {i} was allowed"));
        assert!(matches!(failure, Failure::NotPermitted), "act {i}");
        assert_eq!(failure.exit_code(), 3);
    }
    assert_eq!(r.check().unwrap().journal, before);
    assert_eq!(Registry::accounts(&desk.place()).unwrap().officers.len(), 2);
}

/// Who has the key and not the program changes an entry, drops one, or adds one: seen.
#[test]
fn an_altered_journal_is_noticed() {
    let desk = Desk::new();
    Tiny::new().person("").measure("").event("").import(&mut desk.found());
    let whole = std::fs::read(desk.place().database_path()).unwrap();
    let cases = [
        "UPDATE journal SET officer = 'ai' WHERE seq = 2",
        "UPDATE journal SET at = '2026-01-01T00:00:00' WHERE seq = 2",
        "UPDATE journal SET act = 'dossier_read' WHERE seq = 2",
        "UPDATE journal SET act = 'gibberish' WHERE seq = 2",
        "UPDATE journal SET object_id = 7 WHERE seq = 2",
        "UPDATE journal SET object_id = NULL WHERE seq = 2",
        "UPDATE journal SET reason = 'x', reason_salt = zeroblob(16), reason_hash = zeroblob(32) WHERE seq = 2",
        "UPDATE journal SET row_hash = zeroblob(32) WHERE seq = 2",
        "UPDATE journal SET row_hash = NULL WHERE seq = 2",
        "UPDATE journal SET hash = zeroblob(32) WHERE seq = 2",
        "UPDATE journal SET prev_hash = zeroblob(32) WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 1",
        "UPDATE journal SET seq = 999 WHERE seq = 3",
    ];
    for sql in cases {
        std::fs::write(desk.place().database_path(), &whole).unwrap();
        desk.forget_anchor();
        assert_eq!(super::raw(&desk).execute(sql, []).unwrap(), 1, "{sql}");
        // The entry that speaks of the officers is needed at the door already.
        let found = match open(&desk.place(), "truong", PASSWORD) {
            Ok(mut registry) => registry.check().unwrap().journal,
            Err(Failure::RowsChanged) => Err(1),
            Err(other) => panic!("{sql}: {other:?}"),
        };
        assert!(found.is_err_and(|seq| seq <= 4), "{sql}: {found:?}");
    }
}

/// An act and its entry are one transaction: where the entry cannot be written, or the commit
/// fails at the very end, nothing of the act is there, and the registry goes on working.
#[test]
fn no_act_without_its_entry_and_no_entry_without_its_act() {
    const AT_THE_ENTRY: &str = "CREATE TRIGGER no_entry BEFORE INSERT ON journal
        WHEN NEW.act <> 'opened' BEGIN SELECT RAISE(ABORT, 'full'); END";
    // A row that points nowhere is found only by the commit.
    const AT_THE_COMMIT: &str =
        "CREATE TABLE trap (p INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER no_commit AFTER INSERT ON journal
        WHEN NEW.act <> 'opened' BEGIN INSERT INTO trap VALUES (-1); END";
    for trap in [AT_THE_ENTRY, AT_THE_COMMIT] {
        let desk = Desk::new();
        Tiny::new().person("").measure("").import(&mut desk.found());
        super::raw(&desk).execute_batch(trap).unwrap();
        let mut registry = desk.open();
        let r = &mut registry;
        let sizes = |r: &mut Registry| {
            let check = r.check().unwrap();
            (check.people, check.measures, check.events, check.journal)
        };
        let before = sizes(r);
        let book = Tiny::new().person("Số hồ sơ=A2").measure("Số hồ sơ=A2").read();
        let day = parse_day("01/10/2026").unwrap();
        let note = PersonDraft::new().with(PersonField::Note, "x");
        let tries = [
            r.show(&a1(), None).err(),
            r.add_person(&person()).err(),
            r.edit_person(&a1(), &note).err(),
            r.record(&a1(), &event()).err(),
            r.close_measure(&a1(), None, day, EndReason::Death).err(),
            r.import(&book, false, &mut |_, _| ()).err(),
            r.mark_report_sent("2026-11".parse().unwrap()).err(),
        ];
        for (i, failure) in tries.into_iter().enumerate() {
            assert!(matches!(failure, Some(Failure::Storage(_))), "act {i}: {failure:?}");
        }
        assert_eq!(sizes(r), before, "nothing is half done");
        let query = hoso::services::view::PeopleQuery::default();
        assert_eq!(r.people(&query, 0, 10).unwrap().total, 1);
        drop(registry);
        super::raw(&desk)
            .execute_batch("DROP TRIGGER IF EXISTS no_entry; DROP TRIGGER IF EXISTS no_commit")
            .unwrap();
        let mut registry = desk.open();
        let case = registry.show(&a1(), None).unwrap().case;
        assert!(case.person.note.is_none() && case.events.is_empty());
        assert!(case.measures[0].record.ended_on.is_none());
        registry.record(&a1(), &event()).unwrap();
    }
}
