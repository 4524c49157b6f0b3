//! Lists: columns, chosen people, saved filters, and what survives going in and out.

use super::fake::{App, FakeDesk};
use hoso::domain::word::Lang;
use hoso::ui::command::Place;
use hoso::ui::effect::Effect;
use hoso::ui::keymap::Key;
use hoso::ui::preference::{Preference, Preferences};

const SIZE: (u16, u16) = (80, 24);

fn heading(app: &App<FakeDesk>) -> String {
    let picture = app.picture();
    picture.lines().find(|l| l.contains("Họ và tên")).unwrap_or_default().trim().to_owned()
}

#[test]
fn columns_are_chosen_moved_and_kept() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3));
    assert!(heading(&app).starts_with("Họ và tên") && !heading(&app).contains("Cán bộ"));
    // The last but one line is the officer in charge: in, and three places to the left.
    app.press(Key::Ctrl('k')).press(Key::End).press(Key::Up).press(Key::Char(' '));
    for _ in 0..5 {
        app.press(Key::Left);
    }
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::People);
    assert!(heading(&app).contains("Cán bộ"), "{}", app.picture());
    let kept = "name,born,file,officer,hamlet,measure,risk,due,end".to_owned();
    assert!(app.desk.ran.contains(&Effect::Prefer(Preference::PeopleColumns, kept.clone())));
    // Another day: the registry gives it back.
    let mut desk = FakeDesk::new();
    desk.preferences = Preferences::new([("people_columns".to_owned(), kept)]);
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock();
    app.press(Key::F(3));
    assert!(heading(&app).contains("Cán bộ"), "{}", app.picture());
    // As at first, and Esc changes nothing.
    app.press(Key::Ctrl('k')).press(Key::Char('0')).press(Key::Esc);
    assert!(heading(&app).contains("Cán bộ"));
    app.press(Key::Ctrl('k')).press(Key::Char('0')).press(Key::Enter);
    assert!(!heading(&app).contains("Cán bộ"));
}

/// The numbers of the files that an effect is about.
fn numbers(files: &[hoso::domain::id::FileNo]) -> Vec<&str> {
    files.iter().map(hoso::domain::id::FileNo::as_str).collect()
}

#[test]
fn people_are_chosen_with_space_and_a_visit_is_recorded_for_all() {
    let mut app = App::working(SIZE);
    // In the search a space is a space; Tab leads into the list, where it chooses.
    app.press(Key::F(3)).press(Key::Tab);
    assert!(!app.model.takes_text());
    app.press(Key::Char(' ')).press(Key::Char(' '));
    let picture = app.picture();
    assert!(picture.contains("Đã chọn 2 · Tổng: 6"), "{picture}");
    assert!(picture.contains(" ✓Đặng Văn Thử") && picture.contains("▸ Lò Văn Mẫu"), "{picture}");
    assert!(picture.contains("v Gặp (2)"), "the footer says for how many: {picture}");
    app.press(Key::Char('v'));
    assert!(app.picture().contains("2 hồ sơ đã chọn: HS-0001, HS-0002"), "{}", app.picture());
    app.press(Key::Char('g')).press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Confirm, "so many entries are asked about");
    assert!(!app.desk.ran.iter().any(|e| matches!(e, Effect::RecordAll(..))));
    app.press(Key::Char('c'));
    let recorded = app.desk.ran.iter().find_map(|e| match e {
        Effect::RecordAll(files, draft) => Some((numbers(files), draft)),
        _ => None,
    });
    let (files, draft) = recorded.unwrap();
    assert_eq!(files, ["HS-0001", "HS-0002"]);
    assert_eq!(draft.get(hoso::domain::case::EventField::Outcome), Some("met"));
    assert_eq!(app.model.place(), Place::People);
    assert!(app.picture().contains("✓ Đã ghi cho 2 hồ sơ."), "{}", app.picture());
    assert!(!app.picture().contains("Đã chọn"), "a second press must not record it twice");
}

#[test]
fn files_that_are_refused_are_named() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).press(Key::Tab).press(Key::Char('*')).press(Key::Char('k'));
    app.press(Key::Char('c')).press(Key::Ctrl('s')).press(Key::Char('c'));
    let picture = app.picture();
    assert_eq!(app.model.place(), Place::Read, "{picture}");
    assert!(picture.contains("HS-0003: ✗ Thời điểm") && picture.contains("Đã ghi cho 2 hồ sơ"));
}

#[test]
fn the_chosen_are_assigned_and_printed_together() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).press(Key::Insert).press(Key::Insert).press(Key::Tab);
    app.press(Key::Char('p')).press(Key::Enter);
    let assigned = app.desk.ran.iter().find_map(|e| match e {
        Effect::AssignAll(files, login) => Some((numbers(files), login.as_str())),
        _ => None,
    });
    assert_eq!(assigned, Some((vec!["HS-0001", "HS-0002"], "canbo")));
    assert!(!app.picture().contains("Đã chọn"), "done for them: nobody is chosen any more");
    app.press(Key::Home).press(Key::Char(' ')).press(Key::Char(' '));
    app.press(Key::Char('i'))
        .press(Key::Tab)
        .press(Key::Ctrl('u'))
        .type_text("vong.xlsx")
        .press(Key::Ctrl('s'));
    let written = app.desk.ran.iter().find_map(|e| match e {
        Effect::WriteRoundOf { files, until, path } => {
            Some((numbers(files), *until, path.as_str()))
        }
        _ => None,
    });
    let until = super::fake::d("30/11/2026");
    assert_eq!(written, Some((vec!["HS-0001", "HS-0002"], until, "vong.xlsx")));
    assert!(!app.picture().contains("Đã chọn"));
    // Nobody chosen: everybody the list shows.
    app.press(Key::Char('i'));
    assert_eq!(app.model.place(), hoso::ui::command::Place::Form);
    assert!(app.picture().contains("HS-0005"), "{}", app.picture());
}

#[test]
fn the_work_list_chooses_people_too() {
    let mut app = App::working(SIZE);
    app.press(Key::Char(' ')).press(Key::Char(' '));
    let picture = app.picture();
    assert!(picture.contains("Đã chọn 2") && picture.contains(" !✓Đặng Văn Thử"), "{picture}");
    // The unit's own line is nobody: nothing to choose.
    app.press(Key::Char(' '));
    assert!(app.picture().contains("Đã chọn 2"));
    app.press(Key::Char('p')).press(Key::Enter);
    assert!(app.desk.ran.iter().any(|e| matches!(e, Effect::AssignAll(f, _) if f.len() == 2)));
}

#[test]
fn where_one_stood_survives_going_in_and_out() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).press(Key::F(6)).press(Key::Down).press(Key::Down).press(Key::Insert);
    app.press(Key::Up).press(Key::Up);
    let before = app.picture();
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::Dossier);
    app.press(Key::Esc);
    assert_eq!(app.picture(), before);
    app.press(Key::F(2)).press(Key::F(5)).press(Key::F(3));
    assert_eq!(app.picture(), before, "position, order, filter and choice are as they were");
}

#[test]
fn an_inspector_may_choose_columns_but_records_nothing() {
    let mut desk = FakeDesk::new();
    desk.role = hoso::domain::word::Role::Inspector;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock();
    app.press(Key::F(3)).press(Key::Tab).press(Key::Char(' ')).press(Key::Char('v'));
    assert_eq!(app.model.place(), Place::People);
    assert!(app.picture().contains("chỉ được xem"), "{}", app.picture());
    app.press(Key::Ctrl('k'));
    assert_eq!(app.model.place(), Place::Columns);
}

#[test]
fn a_filter_is_saved_used_again_and_deleted() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).type_text("van").press(Key::F(6));
    app.press(Key::Ctrl('d')).press(Key::Char('m')).type_text("Tổ của tôi").press(Key::Enter);
    let kept = app.desk.ran.iter().find_map(|e| match e {
        Effect::Prefer(Preference::PeopleLists, text) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(kept.as_deref(), Some("Tổ của tôi\tvan\t\t\t\t\t\trisk"));
    app.press(Key::Esc).press(Key::Esc);
    assert!(app.picture().contains("6 hồ sơ"), "no filter is left: {}", app.picture());
    app.press(Key::Ctrl('d')).press(Key::End).press(Key::Enter);
    let Effect::LoadPeople { query, .. } = app.last_effect() else { panic!() };
    assert!(query.find == "van" && query.sort == hoso::services::view::SortBy::Risk);
    assert!(app.picture().contains("Tìm: van"), "{}", app.picture());
    // Everybody has his own people, nobody's and those at high risk.
    app.press(Key::Ctrl('d')).press(Key::Home).press(Key::Enter);
    let Effect::LoadPeople { query, .. } = app.last_effect() else { panic!() };
    assert_eq!((query.officer.as_deref(), query.find.as_str()), (Some("truong"), ""));
    assert!(app.picture().contains("Cán bộ: truong"), "{}", app.picture());
    // Those of everybody cannot be deleted; one's own can, after a question.
    app.press(Key::Ctrl('d')).press(Key::Home).press(Key::Char('x'));
    assert_eq!(app.model.place(), Place::Lists);
    app.press(Key::End).press(Key::Char('x'));
    assert_eq!(app.model.place(), Place::Confirm);
    app.press(Key::Char('c'));
    let last = app.desk.ran.iter().rev().find(|e| matches!(e, Effect::Prefer(..))).unwrap();
    assert!(*last == Effect::Prefer(Preference::PeopleLists, String::new()));
    assert!(!app.picture().contains("Tổ của tôi"), "{}", app.picture());
}

#[test]
fn risk_and_officer_narrow_the_list() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).press(Key::F(11)).type_text("cao").press(Key::Enter);
    app.press(Key::Ctrl('o')).type_text("mau").press(Key::Enter);
    let Effect::LoadPeople { query, .. } = app.last_effect() else { panic!() };
    assert_eq!(query.risk, Some(hoso::domain::word::RiskLevel::High));
    assert_eq!(query.officer.as_deref(), Some("canbo"));
    assert!(app.picture().contains("Nguy cơ: Cao · Cán bộ: canbo"), "{}", app.picture());
}
