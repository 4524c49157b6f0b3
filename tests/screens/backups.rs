//! Sao lưu: the register, the reminder, a folder typed, how far one is.

use super::fake::{App, FakeDesk, now};
use super::pictures::{after, picture};
use hoso::domain::word::Lang;
use hoso::services::{BackupLine, BackupMade, BackupReminder};
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, BackupAnswer, BackupAsk, Effect};
use hoso::ui::keymap::Key;
use std::path::Path;

/// Nothing was backed up for twelve days.
pub fn overdue() -> BackupReminder {
    BackupReminder { last: None, days: 12, remind_days: 7, own_number: false }
}

fn register() -> Vec<BackupLine> {
    let line = |id: i64, days: i64, name: &str| BackupLine {
        id,
        made_at: now() - chrono::TimeDelta::days(days),
        officer: "canbo".to_owned(),
        file_name: name.to_owned(),
        generation: 1,
        journal_size: 12_000 + id.unsigned_abs() * 310,
        gone: None,
    };
    let mut lines = vec![
        line(3, 2, "hoso-00004-2026-11-20.hsb"),
        line(2, 3, "hoso-00004-2026-11-19.hsb"),
        line(1, 30, "\u{1b}[31mtruoc-khi-nang-cap.hsb"),
    ];
    lines[1].gone = Some((now(), "mất ở xã bên".to_owned()));
    lines
}

/// What the made-up desk answers.
pub fn answer(ask: &BackupAsk, empty: bool) -> Answer {
    let told = match ask {
        BackupAsk::Load if empty => BackupAnswer::Register(Vec::new(), overdue()),
        BackupAsk::Load => {
            let lines = register();
            let last = Some(lines[0].made_at);
            let reminder = BackupReminder { last, days: 2, remind_days: 7, own_number: false };
            BackupAnswer::Register(lines, reminder)
        }
        BackupAsk::Make { folder } => BackupAnswer::Made(BackupMade {
            file: Path::new(folder).join("hoso-00004-2026-11-22.hsb"),
            bytes: 400_000,
            counts: [6, 7, 8],
            journal_size: 13_000,
            removed: vec!["hoso-00004-2026-11-12.hsb".to_owned()],
        }),
    };
    Answer::Backup(Box::new(told))
}

#[test]
fn pictures_of_backups() {
    let open = Key::Alt('5');
    picture("backups", after(&[open]));
    picture("backups-folder", after(&[open, Key::F(6)]));
    picture("english-backups", after(&[Key::Ctrl('n'), open]));
    picture("backups-none", |size| {
        let mut desk = FakeDesk::new();
        desk.empty = true;
        let mut app = App::start(desk, size, Lang::Vi);
        app.unlock();
        app.press(open);
        app
    });
}

#[test]
fn a_backup_is_made_in_the_folder_typed_and_the_folder_is_remembered() {
    let mut app = App::working((80, 24));
    app.press(Key::Alt('5'));
    assert_eq!(app.model.place(), Place::Backups);
    app.press(Key::F(6)).press(Key::Enter);
    let made = |app: &App<FakeDesk>| {
        app.desk
            .ran
            .iter()
            .filter_map(|e| match e {
                Effect::Backup(BackupAsk::Make { folder, .. }) => Some(folder.clone()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert!(made(&app).is_empty(), "no folder, no backup");
    for letter in "/usb/sao luu".chars() {
        app.press(Key::Char(letter));
    }
    app.press(Key::Enter);
    assert_eq!(made(&app), ["/usb/sao luu"]);
    assert!(app.picture().contains("Đã sao lưu và đọc lại"), "{}", app.picture());
    // The next time it stands there.
    app.press(Key::F(6)).press(Key::Enter);
    assert_eq!(made(&app).len(), 2);
    app.press(Key::F(6)).press(Key::Esc);
    assert_eq!(app.model.place(), Place::Backups);
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Today);
}

#[test]
fn a_name_from_a_stick_steers_no_terminal_and_the_reminder_is_on_the_work_list() {
    let mut app = App::working((120, 40));
    app.press(Key::Alt('5'));
    assert!(!app.picture().contains('\u{1b}') && app.picture().contains("mất ở xã bên"));
    let mut desk = FakeDesk::new();
    desk.empty = true;
    let mut app = App::start(desk, (80, 24), Lang::Vi);
    app.unlock();
    assert!(app.picture().contains("Chưa sao lưu lần nào"), "{}", app.picture());
}
