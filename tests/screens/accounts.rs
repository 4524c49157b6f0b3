//! Cán bộ: accounts, what the chief does to them, and one's own password.

use super::fake::{App, FakeDesk};
use super::pictures::{after, picture};
use hoso::domain::word::{Lang, Role};
use hoso::services::OfficerLine;
use hoso::ui::command::Place;
use hoso::ui::effect::{AccountAct, Answer, Effect, Roster};
use hoso::ui::keymap::Key;
use hoso::ui::preference::{Preference, Preferences};
use hoso::ui::words::accounts as words;

fn line(login: &str, full_name: &str, role: Role) -> OfficerLine {
    let (login, full_name) = (login.to_owned(), full_name.to_owned());
    OfficerLine { login, full_name, role, active: true, waiting: false }
}

/// What the made-up desk answers.
pub fn answer(act: &AccountAct) -> Answer {
    let done = match act {
        AccountAct::Load => {
            let mut lines = vec![
                line("truong", "Lê Minh Họa", Role::Chief),
                line("canbo", "Phạm Thị Mẫu", Role::Officer),
                line("vidu", "Trần Thị Ví Dụ", Role::Officer),
                line("thu", "Bùi Văn Thử", Role::Inspector),
            ];
            lines[2].active = false;
            lines[3].waiting = true;
            return Answer::Roster(Box::new(Roster { lines, second_chief_advised: true }));
        }
        AccountAct::Add { .. } => words::DONE_ADDED,
        AccountAct::Disable(_) => words::DONE_DISABLED,
        AccountAct::Enable(_) => words::DONE_ENABLED,
        AccountAct::SetRole(login, _) => return Answer::RoleSet(login.clone()),
        AccountAct::SetPassword(..) => words::DONE_PASSWORD,
    };
    Answer::Done(done)
}

const OPEN: Key = Key::Alt('7');

#[test]
fn pictures_of_accounts() {
    picture("accounts", after(&[OPEN, Key::Down]));
    picture("accounts-add", after(&[OPEN, Key::F(9)]));
    picture("accounts-own-password", after(&[OPEN, Key::F(6)]));
    picture("accounts-password", after(&[OPEN, Key::Down, Key::F(6)]));
    picture("accounts-role", after(&[OPEN, Key::Down, Key::F(7)]));
    picture("accounts-role-asks", after(&[OPEN, Key::Down, Key::F(7), Key::Down, Key::Enter]));
    picture("accounts-disable", after(&[OPEN, Key::Down, Key::F(8)]));
    picture("accounts-enable", after(&[OPEN, Key::Down, Key::Down, Key::F(8)]));
    picture("english-accounts", after(&[Key::Ctrl('n'), OPEN]));
    picture("english-accounts-add", after(&[Key::Ctrl('n'), OPEN, Key::F(9)]));
}

fn acts(app: &App<FakeDesk>) -> Vec<&AccountAct> {
    let acts = app.desk.ran.iter().filter_map(|e| match e {
        Effect::Account(act) if *act != AccountAct::Load => Some(act),
        _ => None,
    });
    acts.collect()
}

#[test]
fn an_officer_is_added_with_a_password_typed_twice_and_never_shown() {
    let mut app = App::working((80, 24));
    app.press(OPEN).press(Key::F(9));
    assert_eq!(app.model.place(), Place::AccountForm);
    assert!(app.picture().contains("muong rau nhanh toat keo diem"), "{}", app.picture());
    app.type_text("Trần Thị Mới").press(Key::Tab).type_text("moi").press(Key::Tab);
    app.press(Key::Tab).type_text("năm chữ thật là dài").press(Key::Tab);
    app.type_text("năm chữ thật là khác").press(Key::Ctrl('s'));
    assert!(acts(&app).is_empty() && app.picture().contains("không giống"), "{}", app.picture());
    assert!(!app.picture().contains("thật là"));
    app.press(Key::Ctrl('u')).type_text("năm chữ thật là dài").press(Key::Enter);
    let [AccountAct::Add { login, full_name, role, password }] = acts(&app)[..] else {
        panic!("{}", app.picture())
    };
    assert_eq!((login.as_str(), full_name.as_str()), ("moi", "Trần Thị Mới"));
    assert_eq!((*role, password.as_str()), (Role::Officer, "năm chữ thật là dài"));
    assert_eq!(app.model.place(), Place::Accounts);
    assert!(app.picture().contains("Đã thêm cán bộ"));
}

#[test]
fn removing_and_roles_ask_first_and_one_s_own_role_locks() {
    let mut app = App::working((80, 24));
    app.press(OPEN).press(Key::F(8));
    assert_eq!(app.model.place(), Place::Accounts, "nobody removes himself here");
    app.press(Key::Down).press(Key::F(8)).press(Key::Enter);
    assert!(acts(&app).is_empty(), "the safe answer stands there first");
    app.press(Key::F(8)).press(Key::Char('c'));
    assert!(*acts(&app)[0] == AccountAct::Disable("canbo".to_owned()));
    app.press(Key::F(7)).type_text("chi xem").press(Key::Enter).press(Key::Char('c'));
    assert!(*acts(&app)[1] == AccountAct::SetRole("canbo".to_owned(), Role::Inspector));
    assert_eq!(app.model.place(), Place::Accounts);
    app.press(Key::Up).press(Key::F(7)).press(Key::Enter).press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Unlock);
}

#[test]
fn an_old_data_key_and_a_swap_are_told_in_a_line_the_swap_once() {
    let told = |old_key_days, swaps, preferences: Preferences| {
        let desk = FakeDesk { preferences, old_key_days, ..FakeDesk::new() };
        let mut app = App::start_where(desk, (80, 24), Lang::Vi, swaps);
        app.unlock();
        assert_eq!(app.model.place(), Place::Today, "nothing has to be closed");
        let kept = app.desk.ran.contains(&Effect::Prefer(Preference::SwapTold, "1".to_owned()));
        (app.picture(), kept)
    };
    let none = Preferences::default;
    let (picture, kept) = told(Some(400), false, none());
    assert!(picture.contains("Khóa dữ liệu đã dùng 400 ngày") && !kept, "{picture}");
    let (picture, kept) = told(None, true, none());
    assert!(picture.contains("tráo đổi bộ nhớ ra đĩa") && kept, "{picture}");
    let again = Preferences::new([("swap_told".to_owned(), "1".to_owned())]);
    let (picture, kept) = told(None, true, again);
    assert!(!picture.contains("tráo đổi") && !kept, "{picture}");
    let (picture, _) = told(None, false, none());
    assert!(!picture.contains("tráo đổi") && !picture.contains("Khóa dữ liệu"), "{picture}");
}

#[test]
fn who_is_no_chief_changes_his_own_password_only() {
    for (login, role) in [("canbo", Role::Officer), ("canbo", Role::Inspector)] {
        let mut desk = FakeDesk::new();
        desk.role = role;
        let mut app = App::start(desk, (80, 24), Lang::Vi);
        app.press(Key::Down).unlock();
        app.press(OPEN);
        for key in [Key::F(9), Key::F(6), Key::F(7), Key::F(8)] {
            app.press(key);
            assert_eq!(app.model.place(), Place::Accounts, "{key:?}");
        }
        app.press(Key::Down).press(Key::F(6));
        assert_eq!(app.model.place(), Place::AccountForm, "{}", app.picture());
        // What is typed of a password is kept nowhere, by no lock either.
        app.type_text("năm chữ thật là dài").press(Key::Ctrl('l'));
        assert!(!app.desk.ran.iter().any(|e| matches!(e, Effect::KeepUnsaved(_))));
        app.unlock();
        app.press(Key::Ctrl('s'));
        assert!(acts(&app).is_empty(), "{login}");
    }
}
