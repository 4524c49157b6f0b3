//! What a form asks because of who it is about or what is on file, over a real registry.

use super::fake::{App, now};
use crate::stories::desk::{Desk as Bench, PASSWORD};
use hoso::domain::case::{EventDraft, EventField as E, MeasureDraft, MeasureField as M};
use hoso::domain::date::vn;
use hoso::domain::id::FileNo;
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::word::Lang;
use hoso::services::Registry;
use hoso::ui::command::Place;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;

const GUARDIAN: &str = "Người giám hộ có mặt";

/// Hôm nay with one person on it, born on a day, who waits for his residence check.
fn today(bench: &Bench, born: &str) -> (App<RegistryDesk>, FileNo) {
    let mut registry: Registry = bench.found().with_fixed_now(now());
    let draft =
        PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "male").with(P::Born, born);
    let (file, _) = registry.add_person(&draft).unwrap();
    let managed =
        MeasureDraft::new().with(M::Measure, "user_management").with(M::Start, "05/07/2026");
    registry.open_measure(&file, &managed).unwrap();
    drop(registry);
    let desk = RegistryDesk::new(bench.place(), Lang::Vi, Some(now()));
    let mut app = App::start(desk, (80, 24), Lang::Vi);
    app.type_text(PASSWORD).press(Key::Enter);
    assert!(app.picture().contains("Lò Văn Mẫu"), "{}", app.picture());
    (app, file)
}

#[test]
fn the_guardian_is_asked_for_under_18_only() {
    let years = |n: i32| {
        let day = hoso::domain::date::add_months(now().date(), 0);
        let year = chrono::Datelike::year(&day) - n;
        vn(chrono::Datelike::with_year(&day, year).unwrap())
    };
    for (born, asked) in [
        (years(17), true),
        (years(18), false),
        (years(40), false),
        // Known to the year: it counts from its first day.
        ("2009".to_owned(), true),
        ("2008".to_owned(), false),
    ] {
        let bench = Bench::new();
        let (mut app, _) = today(&bench, &born);
        app.press(Key::Char('t'));
        assert_eq!(app.model.place(), Place::Form);
        assert_eq!(app.picture().contains(GUARDIAN), asked, "{born}: {}", app.picture());
        // Negative, of a sample of blood; without an answer about the guardian nothing is saved.
        app.press(Key::Char('â')).press(Key::Ctrl('s'));
        assert_eq!(app.model.place() == Place::Form, asked, "{born}: {}", app.picture());
    }
}

#[test]
fn a_urine_sample_asks_who_supervised() {
    let bench = Bench::new();
    let (mut app, file) = today(&bench, "1990");
    // Result, moment, substances, ground, then the sample: urine.
    app.press(Key::Char('t')).press(Key::Char('â'));
    for _ in 0..4 {
        app.press(Key::Tab);
    }
    app.press(Key::Char('n')).press(Key::Ctrl('s'));
    let picture = app.picture();
    assert_eq!(app.model.place(), Place::Form, "{picture}");
    assert!(picture.contains("Cùng giới giám sát"), "{picture}");
    app.press(Key::Char('c')).press(Key::Ctrl('s'));
    while app.model.place() == Place::Read {
        app.press(Key::Enter);
    }
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
    drop(app);
    let dossier = bench.open().show(&file, None).unwrap();
    assert_eq!(dossier.case.events[0].record.detail.same_sex, Some(true));
}

#[test]
fn the_same_entry_twice_is_asked_about() {
    let bench = Bench::new();
    let (mut app, file) = today(&bench, "1990");
    let mark = |app: &mut App<RegistryDesk>| {
        app.press(Key::Char('m')).press(Key::Char('g'));
    };
    mark(&mut app);
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
    mark(&mut app);
    let picture = app.picture();
    assert_eq!(app.model.place(), Place::Confirm, "{picture}");
    assert!(picture.contains("Đã có ghi nhận giống hệt, vẫn ghi?"), "{picture}");
    assert!(picture.contains(&format!("{file}: Gặp: gặp được, 23/11/2026 08:15.")), "{picture}");
    // No is the highlighted answer.
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::Today);
    mark(&mut app);
    app.press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());

    // The form stays open behind the question, with what was typed.
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Confirm, "{}", app.picture());
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    app.press(Key::Ctrl('s')).press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
    drop(app);
    assert_eq!(bench.open().check().unwrap().events, 3);
    let draft = EventDraft::new().with(E::Kind, "contact").with(E::At, "23/11/2026 08:15");
    let other = draft.with(E::Outcome, "refused");
    let mut registry = bench.open().with_fixed_now(now());
    assert!(registry.recorded_before(&file, &other).unwrap().is_none());
}

#[test]
fn a_lock_leaves_the_undo_list_and_it_names_whom_and_what() {
    let bench = Bench::new();
    let (mut app, file) = today(&bench, "1990");
    app.press(Key::Char('m')).press(Key::Char('g'));
    app.press(Key::Ctrl('l'));
    app.type_text(PASSWORD).press(Key::Enter).press(Key::Ctrl('z'));
    let picture = app.picture();
    assert!(picture.contains(&format!("{file} · Lò Văn Mẫu")), "{picture}");
    assert!(picture.contains("Gặp: gặp được, 23/11/2026 08:15"), "{picture}");
    app.press(Key::Enter).type_text("bấm nhầm").press(Key::Ctrl('s'));
    assert!(app.picture().contains("Đã hoàn tác"), "{}", app.picture());
}

#[test]
fn a_positive_test_without_a_substance_is_remarked_on() {
    let bench = Bench::new();
    let (mut app, _) = today(&bench, "1990");
    app.press(Key::Char('t')).press(Key::Char('d')).press(Key::Ctrl('s'));
    let picture = app.picture();
    assert!(picture.contains("chưa ghi chất nào"), "{picture}");
}
