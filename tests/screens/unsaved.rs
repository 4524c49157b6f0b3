//! A form that is left with text in it: by a lock, a power cut, the way out.

use super::fake::{App, FakeDesk, now};
use hoso::domain::word::Lang;
use hoso::ui::app::Event;
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Desk, Effect, Written};
use hoso::ui::keymap::Key;

const SIZE: (u16, u16) = (80, 24);
const TEXT: &str = "hẹn gặp lại thứ sáu";

/// A visit being recorded, its text typed.
fn visiting() -> App<FakeDesk> {
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Tab).press(Key::Tab);
    app.type_text(TEXT);
    app
}

fn ran(app: &App<FakeDesk>, what: fn(&Effect) -> bool) -> usize {
    app.desk.ran.iter().filter(|e| what(e)).count()
}

fn kept(app: &App<FakeDesk>) -> usize {
    ran(app, |e| matches!(e, Effect::KeepUnsaved(_)))
}

#[test]
fn a_lock_keeps_the_text_in_the_registry_before_it_closes() {
    let mut app = visiting();
    app.press(Key::Ctrl('l'));
    assert_eq!(app.model.place(), Place::Unlock);
    let at = |what: fn(&Effect) -> bool| app.desk.ran.iter().rposition(what).unwrap();
    assert!(at(|e| matches!(e, Effect::KeepUnsaved(_))) < at(|e| matches!(e, Effect::Lock)));
    // Only what the registry gives back can be seen again: taken away there, the form is empty.
    let unsaved = std::mem::take(&mut app.desk.left);
    app.unlock();
    assert_eq!(app.model.place(), Place::Form);
    let empty = app.picture();
    assert!(!empty.contains("hẹn gặp") && !empty.contains("Đặng Văn Thử"), "{empty}");

    let mut app = visiting();
    app.press(Key::Ctrl('l'));
    app.desk.left = unsaved;
    app.unlock();
    let picture = app.picture();
    assert!(picture.contains(TEXT) && picture.contains("Đặng Văn Thử"), "{picture}");
    // The focus is where it was, and saving saves it.
    app.type_text(", ở nhà").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
    assert!(app.desk.left.is_empty(), "what is saved is no draft any more");
}

#[test]
fn another_officer_gets_his_own_start_and_the_first_one_finds_his_form() {
    let mut app = visiting();
    app.press(Key::Ctrl('l')).press(Key::Down).unlock();
    assert_eq!(app.model.place(), Place::Today);
    app.press(Key::Ctrl('l')).press(Key::Up).unlock();
    let picture = app.picture();
    assert!(picture.contains("Nhập tiếp biểu mẫu đang dở?"), "{picture}");
    assert!(picture.contains("Ghi lần gặp · HS-0001"), "{picture}");
    app.press(Key::Enter);
    assert!(app.picture().contains(TEXT), "{}", app.picture());
}

#[test]
fn a_power_cut_costs_three_seconds_at_most() {
    let mut app = visiting();
    assert_eq!(kept(&app), 0);
    app.wait(1);
    assert_eq!(kept(&app), 1);
    app.type_text(" a").wait(1);
    app.wait(1);
    assert_eq!(kept(&app), 1, "not oftener than every three seconds");
    app.wait(1);
    assert_eq!(kept(&app), 2);
    for _ in 0..20 {
        app.wait(1);
    }
    assert_eq!(kept(&app), 2, "nothing is written while nobody types");
    // The power goes; only the registry is left.
    let mut desk = FakeDesk::new();
    desk.left = app.desk.left;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock();
    app.press(Key::Enter);
    let picture = app.picture();
    assert!(picture.contains("hẹn gặp lại thứ sáu a"), "{picture}");
    assert!(picture.contains("Gặp được"), "{picture}");
}

#[test]
fn later_means_later_and_the_same_form_offers_it_again() {
    let mut app = visiting();
    app.wait(5);
    let mut desk = FakeDesk::new();
    desk.left = app.desk.left;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock().press(Key::Esc);
    assert_eq!(app.model.place(), Place::Today);
    // Another form is not bothered with it.
    app.press(Key::Char('k'));
    assert_eq!(app.model.place(), Place::Form);
    app.press(Key::Esc).press(Key::Char('v'));
    assert!(app.picture().contains("Biểu mẫu này đang nhập dở"), "{}", app.picture());
    app.press(Key::Enter);
    assert!(app.picture().contains(TEXT), "{}", app.picture());
    // Given up, it is gone for good.
    app.press(Key::Esc).press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Today);
    assert!(app.desk.left.is_empty());
    app.press(Key::Char('v'));
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
}

#[test]
fn a_form_that_was_saved_while_the_desk_locked_is_not_put_up_again() {
    let mut app = visiting();
    // Saved and locked in one breath: the answer comes when the desk is locked.
    let mut effects = app.model.update(Event::Key(Key::Ctrl('s')));
    effects.extend(app.model.update(Event::Key(Key::Ctrl('l'))));
    for effect in effects {
        let answer = app.desk.run(effect);
        let more = app.model.update(Event::Answer(answer));
        assert!(more.is_empty());
    }
    app.unlock();
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
    assert!(app.desk.left.is_empty());
}

#[test]
fn the_end_of_the_terminal_keeps_the_text() {
    let mut app = visiting();
    let effects = app.model.update(Event::Stop);
    assert!(app.model.wants_to_quit());
    assert!(effects.iter().any(|e| matches!(e, Effect::KeepUnsaved(_))));
    // Quitting on purpose says that nothing is lost, and keeps it too.
    let mut app = visiting();
    app.press(Key::Ctrl('q'));
    assert!(app.picture().contains("được giữ trong sổ"), "{}", app.picture());
    app.press(Key::Char('c'));
    assert!(app.model.wants_to_quit() && kept(&app) == 1);
}

#[test]
fn an_answer_for_nobody_opens_nothing() {
    let mut app = visiting();
    app.press(Key::Ctrl('l'));
    let unsaved = app.desk.left.values().next().unwrap().clone();
    let asked = app.model.update(Event::Answer(Answer::Unsaved(Box::new(unsaved))));
    assert!(asked.is_empty() && app.model.place() == Place::Unlock);
    assert!(!app.picture().contains("hẹn gặp"));
    let file_no = hoso::domain::id::FileNo::numbered(1);
    let saved = Answer::Saved { what: Written::Event, file_no, remarks: Vec::new() };
    app.model.update(Event::Answer(saved));
    assert!(now() > chrono::NaiveDateTime::MIN && app.model.place() == Place::Unlock);
}

#[test]
fn the_record_before_fills_what_is_empty() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::F(5));
    let picture = app.picture();
    assert!(picture.contains("gặp tại nhà văn hóa thôn"), "{picture}");
    assert!(picture.contains("( ) Gặp được"), "a result is never copied: {picture}");
    app.press(Key::F(5));
    assert!(app.picture().contains("Không có gì để chép"), "{}", app.picture());
    // A new person has no record before.
    app.press(Key::Esc).press(Key::Char('c')).press(Key::F(9));
    assert!(!app.picture().contains("Chép từ"), "{}", app.picture());
}
