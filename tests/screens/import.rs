//! Nhập từ tệp bảng tính and the check of the whole registry: choosing a file, the look ahead, a yes,
//! Esc in the middle, a lock in the middle, what goes wrong. Over a made-up desk; with real workbooks in
//! `terminal/importing.rs`.

use super::fake::{App, FakeDesk, PASSWORD, trouble};
use super::pictures::{after, picture};
use hoso::domain::date::DateProblem;
use hoso::domain::id::FileNo;
use hoso::domain::person::PersonField;
use hoso::domain::refusal::{Oddity, Reason, Refusal, Remark};
use hoso::domain::word::{Lang, Role};
use hoso::exchange::workbook::Workbook;
use hoso::services::view::{ImportOutcome, ImportWarning, RefusedRow, SheetCounts, WarningKind};
use hoso::services::{CheckOutcome, Failure};
use hoso::ui::app::Event;
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Asked, Effect, ImportAnswer, ImportAsk, Trial};
use hoso::ui::keymap::Key;
use std::sync::Arc;
use std::time::Duration;

const SIZE: (u16, u16) = (80, 24);
const OPEN: Key = Key::Alt('9');

fn counts(added: usize, unchanged: usize, updated: usize, refused: usize) -> SheetCounts {
    SheetCounts { added, unchanged, updated, refused }
}

fn outcome(dry_run: bool) -> ImportOutcome {
    let refused = |row, refusal| RefusedRow { sheet: "Hồ sơ".to_owned(), row, refusal };
    let warning = |sheet: &str, row, warning| {
        let sheet = sheet.to_owned();
        ImportWarning { sheet, row, warning }
    };
    let alike = WarningKind::LooksAlike(FileNo::numbered(61), FileNo::numbered(7), 8);
    ImportOutcome {
        dry_run,
        people: counts(57, 1, 0, 2),
        measures: counts(98, 0, 3, 0),
        events: counts(1_380, 12, 0, 0),
        suspected: 5,
        warnings: vec![
            warning("Hồ sơ", 0, WarningKind::UnknownColumn("Ghi chú\u{1b}[2J riêng".to_owned())),
            warning(
                "Hồ sơ",
                9,
                WarningKind::Remark(Remark::of(PersonField::Born, Oddity::BornAfterToday)),
            ),
            warning("", 0, alike),
        ],
        refused: vec![
            refused(12, Refusal::of(PersonField::Born, DateProblem::NoSuchDay.into())),
            refused(31, Refusal::of(PersonField::Name, Reason::Missing)),
        ],
    }
}

fn trial(dry_run: bool) -> Arc<Trial> {
    let workbook = Arc::new(Workbook { sheets: Vec::new() });
    Arc::new(Trial { workbook, outcome: outcome(dry_run) })
}

/// What the made-up desk answers.
pub fn answer(ask: &ImportAsk, empty: bool) -> Answer {
    let names = ["danh-sach.xlsx", "Danh sách đợt 2.xlsx", "Đợt 1/"];
    Answer::Import(match ask {
        ImportAsk::Ahead { typed, ticket } => {
            let folder = &typed[..typed.rfind('/').map_or(0, |at| at + 1)];
            let begun = hoso::domain::text::fold(&typed[folder.len()..]);
            let fits = |n: &&&str| hoso::domain::text::fold(n).starts_with(&begun);
            let names = names.iter().filter(fits).map(|name| format!("{folder}{name}"));
            ImportAnswer::Ahead(*ticket, if empty { Vec::new() } else { names.collect() })
        }
        ImportAsk::Try(path) if path.ends_with("xlsx") => ImportAnswer::Tried(trial(true)),
        ImportAsk::Try(_) => {
            let trouble = trouble(
                "HS-0501",
                "Không đọc được bảng tính",
                "không có tệp này",
                "Kiểm tra đường dẫn rồi làm lại",
            );
            return Answer::Failed { of: Asked::Read, trouble };
        }
        ImportAsk::TakeIn(_) => ImportAnswer::TakenIn(trial(false)),
        ImportAsk::WriteRefused(_, path) | ImportAsk::WriteTemplate(path) => {
            return Answer::FileWritten(hoso::ui::words::import::DONE_REFUSED, path.clone());
        }
    })
}

/// What the whole check finds here.
pub fn checked() -> Answer {
    Answer::Checked(Box::new(CheckOutcome {
        people: 240,
        measures: 455,
        events: 1_757,
        faults: 0,
        journal: Ok(2_731),
        anchor: None,
        verdict: None,
    }))
}

fn asks(app: &App<FakeDesk>) -> Vec<&ImportAsk> {
    let asks = app.desk.ran.iter().filter_map(|e| match e {
        Effect::Import(ImportAsk::Ahead { .. }) => None,
        Effect::Import(ask) => Some(ask),
        _ => None,
    });
    asks.collect()
}

#[test]
fn pictures_of_importing() {
    let tried = [OPEN, Key::Down, Key::Enter];
    picture("import", after(&[OPEN]));
    picture("import-in-list", after(&[OPEN, Key::Down, Key::Down]));
    picture("import-tried", after(&tried));
    picture("import-ask", after(&[&tried[..], &[Key::F(6)]].concat()));
    picture(
        "import-taken-in",
        after(&[&tried[..], &[Key::F(6), Key::Char('c'), Key::Down]].concat()),
    );
    picture("import-refused-path", after(&[&tried[..], &[Key::F(7)]].concat()));
    picture("import-template-path", after(&[OPEN, Key::F(8)]));
    picture("english-import-tried", after(&[&[Key::Ctrl('n')], &tried[..]].concat()));
    picture("check-whole", after(&[Key::Alt('0')]));
}

#[test]
fn a_file_is_found_by_letters_without_marks_looked_at_and_taken_in_after_a_yes() {
    let mut app = App::working(SIZE);
    app.press(OPEN).type_text("danh sach d").press(Key::Tab);
    assert!(app.picture().contains("Tệp: Documents/Danh sách đợt 2.xlsx"), "{}", app.picture());
    app.press(Key::Enter);
    let picture = app.picture();
    assert!(picture.contains("XEM TRƯỚC, chưa ghi gì vào sổ"), "{picture}");
    assert!(picture.contains("Hồ sơ, dòng 12: Ngày sinh: "), "{picture}");
    assert!(asks(&app).iter().all(|ask| matches!(ask, ImportAsk::Try(_))));
    // No is the highlighted answer.
    app.press(Key::Char('n')).press(Key::Enter);
    assert_eq!((app.model.place(), asks(&app).len()), (Place::Import, 1));
    app.press(Key::Char('n')).press(Key::Char('c'));
    assert!(matches!(asks(&app)[1], ImportAsk::TakeIn(_)), "{}", app.picture());
    assert!(app.picture().contains("Đã nhập vào sổ"), "{}", app.picture());
    // It is in: it cannot be taken in once more, and leaving asks nothing.
    app.press(Key::Char('n'));
    assert_eq!((app.model.place(), asks(&app).len()), (Place::Import, 2));
    app.press(Key::Char('g')).press(Key::Enter);
    let ImportAsk::WriteRefused(_, path) = asks(&app)[2] else { panic!("{}", app.picture()) };
    assert_eq!(path, "Documents/Danh sách đợt 2-tu-choi.xlsx");
    assert!(app.picture().contains("Đã ghi các dòng bị từ chối ra"), "{}", app.picture());
    app.press(Key::Esc).press(Key::Esc);
    assert_eq!(app.model.place(), Place::Today);
    // Hôm nay is asked for anew once the people are in.
    let taken = app.desk.ran.iter().position(|e| matches!(e, Effect::Import(ImportAsk::TakeIn(_))));
    let after = &app.desk.ran[taken.unwrap()..];
    assert!(after.iter().any(|e| matches!(e, Effect::LoadToday { .. })));
}

#[test]
fn a_folder_is_gone_into_and_what_cannot_be_read_is_told() {
    let mut app = App::working(SIZE);
    app.press(OPEN).press(Key::Down).press(Key::Down).press(Key::Down).press(Key::Enter);
    assert!(app.picture().contains("Tệp: Documents/Đợt 1/"), "{}", app.picture());
    assert!(asks(&app).is_empty());
    app.type_text("khong co").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Read);
    assert!(app.picture().contains("không có tệp này"), "{}", app.picture());
    // The path stands there still, to be mended.
    app.press(Key::Enter);
    assert!(app.picture().contains("Tệp: Documents/Đợt 1/khong co"), "{}", app.picture());
    app.press(Key::Ctrl('u')).press(Key::Enter);
    assert_eq!(asks(&app).len(), 1, "nothing typed, nothing read");
}

#[test]
fn clicks_choose_and_open_and_a_pasted_path_stands_for_itself() {
    let mut app = App::working(SIZE);
    app.press(OPEN).click("Danh sách đợt 2").click("Danh sách đợt 2");
    assert!(app.picture().contains("XEM TRƯỚC"), "{}", app.picture());
    app.click("F6 Nhập vào sổ");
    assert_eq!(app.model.place(), Place::Confirm);
    app.click("Nhập (c)");
    assert!(matches!(asks(&app)[1], ImportAsk::TakeIn(_)), "{}", app.picture());
    app.press(Key::Esc).paste("/media/usb/a.xlsx\n");
    assert!(app.picture().contains("Tệp: /media/usb/a.xlsx"), "{}", app.picture());
}

#[test]
fn esc_stops_what_runs_and_says_so() {
    let mut app = App::working(SIZE);
    app.press(OPEN).press(Key::Down);
    // The answer does not come for a while.
    let asked = app.model.update(Event::Key(Key::Enter));
    assert!(matches!(asked[..], [Effect::Import(ImportAsk::Try(_))]));
    app.wait(2);
    app.model.update(Event::Progress(Some(420)));
    let picture = app.picture();
    assert!(picture.contains("Esc: dừng") && picture.contains("42 %"), "{picture}");
    assert!(picture.contains("Esc Dừng") && !picture.contains("Esc Về"), "{picture}");
    let stopped = app.model.update(Event::Key(Key::Esc));
    assert!(matches!(stopped[..], [Effect::Interrupt]), "what runs is asked to stop");
    let trouble = trouble(Failure::STOPPED, "Đã dừng", "", "");
    app.model.update(Event::Answer(Answer::Failed { of: Asked::Read, trouble }));
    app.model.update(Event::Answer(Answer::Noted));
    let picture = app.picture();
    assert_eq!(app.model.place(), Place::Import, "{picture}");
    assert!(picture.contains("Đã dừng") && picture.contains("danh-sach.xlsx"), "{picture}");
    // At once, before half a second is over, Esc is the screen's own.
    app.press(Key::Down);
    app.model.update(Event::Key(Key::Enter));
    assert!(app.picture().contains("Esc Dừng"), "{}", app.picture());
    let stopped = app.model.update(Event::Key(Key::Esc));
    assert!(matches!(stopped[..], [Effect::Interrupt]));
    assert_eq!(app.model.place(), Place::Import);
}

#[test]
fn whatever_runs_long_the_footer_says_that_esc_stops_it() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('o'));
    assert!(app.picture().contains("Esc Về"), "{}", app.picture());
    app.model.update(Event::Key(Key::Alt('0')));
    app.wait(2);
    assert!(app.picture().contains("Esc Dừng"), "{}", app.picture());
    app.click("Esc Dừng");
    assert!(app.picture().contains("Đang dừng"), "{}", app.picture());
    assert!(app.picture().contains("Esc Về") && app.model.place() == Place::Dossier);
}

#[test]
fn a_lock_in_the_middle_forgets_the_people_and_comes_back_to_the_file() {
    let mut app = App::working(SIZE);
    app.press(OPEN).press(Key::Down).press(Key::Enter);
    assert!(app.picture().contains("dòng 12"));
    app.press(Key::Ctrl('l'));
    assert!(!app.picture().contains("dòng 12"), "{}", app.picture());
    app.type_text(PASSWORD).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Import, "{}", app.picture());
    assert!(app.picture().contains("dòng 12"), "it is looked at anew: {}", app.picture());
    assert_eq!(asks(&app).len(), 2, "and read anew");
    // While it runs: the answer comes to nobody's eyes.
    app.press(Key::Esc);
    app.model.update(Event::Key(Key::Enter));
    let mut effects = app.model.update(Event::Key(Key::Ctrl('l')));
    app.model.update(Event::Answer(Answer::Import(ImportAnswer::Tried(trial(true)))));
    for effect in effects.drain(..) {
        let answer = hoso::ui::effect::Desk::run(&mut app.desk, effect);
        app.model.update(Event::Answer(answer));
    }
    assert!(!app.picture().contains("dòng 12"), "{}", app.picture());
    app.type_text(PASSWORD).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Import);
    assert_eq!(asks(&app).len(), 3, "what came meanwhile is not kept: {}", app.picture());
    // Over a dialog of its own too.
    app.press(Key::F(7)).press(Key::Ctrl('l')).type_text(PASSWORD).press(Key::Enter);
    assert!(app.picture().contains("dòng 12"), "{}", app.picture());
    app.press(Key::Esc);
    assert!(app.picture().contains("danh-sach.xlsx"), "the names stand there: {}", app.picture());
}

#[test]
fn the_main_screens_are_gone_to_after_a_question_and_not_while_something_runs() {
    let mut app = App::working(SIZE);
    app.press(OPEN).press(Key::F(3));
    assert_eq!(app.model.place(), Place::People, "only a path stood there");
    app.press(OPEN).press(Key::Down).press(Key::Enter).press(Key::F(5));
    assert_eq!(app.model.place(), Place::Confirm, "{}", app.picture());
    app.press(Key::Esc).press(Key::Esc).press(Key::Down);
    app.model.update(Event::Key(Key::Enter));
    app.wait(2);
    app.model.update(Event::Key(Key::F(3)));
    assert_eq!(app.model.place(), Place::Import, "{}", app.picture());
}

#[test]
fn who_comes_without_a_measure_is_counted_before_the_yes() {
    let mut app = App::working(SIZE);
    app.press(OPEN).press(Key::Down).press(Key::Enter);
    assert!(app.picture().contains("nghi vấn, không có biện pháp: 5"), "{}", app.picture());
    app.press(Key::F(6));
    let seen = app.picture();
    assert!(seen.contains("5 người không có biện pháp nào"), "{seen}");
}

#[test]
fn leaving_what_was_looked_at_is_asked_about_and_nobody_without_the_duty_gets_there() {
    let mut app = App::working(SIZE);
    app.press(OPEN).press(Key::Down).press(Key::Enter).press(Key::Ctrl('q'));
    assert_eq!(app.model.place(), Place::Confirm);
    app.press(Key::Esc).press(Key::Esc).press(Key::Ctrl('q'));
    assert!(app.model.wants_to_quit(), "only a path stands there");
    let mut desk = FakeDesk::new();
    desk.role = Role::Inspector;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock().press(OPEN);
    assert_eq!(app.model.place(), Place::Today);
    app.press(Key::Ctrl('p')).type_text("nhap tu tep");
    assert!(!app.picture().contains("Nhập từ tệp"), "{}", app.picture());
}

#[test]
fn the_whole_check_runs_with_progress_and_stops() {
    let mut app = App::working(SIZE);
    let asked = app.model.update(Event::Key(Key::Alt('0')));
    assert!(matches!(asked[..], [Effect::CheckWhole]));
    app.uptime += Duration::from_secs(1);
    app.wait(0);
    app.model.update(Event::Progress(Some(100)));
    assert!(app.picture().contains("10 %"), "{}", app.picture());
    let stopped = app.model.update(Event::Key(Key::Esc));
    assert!(matches!(stopped[..], [Effect::Interrupt]));
    let trouble = trouble(Failure::STOPPED, "Đã dừng", "", "");
    app.model.update(Event::Answer(Answer::Failed { of: Asked::Read, trouble }));
    app.model.update(Event::Answer(Answer::Noted));
    assert!(app.picture().contains("Đã dừng"), "{}", app.picture());
    app.press(Key::Alt('0'));
    assert_eq!(app.model.place(), Place::Read);
    assert!(app.picture().contains("Sổ nguyên vẹn"), "{}", app.picture());
}

#[test]
fn a_lock_asks_for_the_password_at_once_whatever_is_being_done() {
    let mut app = App::working(SIZE);
    app.press(OPEN).press(Key::Down);
    app.model.update(Event::Key(Key::Enter));
    app.wait(2);
    let asked = app.model.update(Event::Key(Key::Ctrl('l')));
    assert_eq!(app.model.place(), Place::Unlock);
    // Keys are a password now, no commands.
    for key in [Key::F(2), Key::F(3), Key::F(5)] {
        app.model.update(Event::Key(key));
        assert_eq!(app.model.place(), Place::Unlock, "{key:?}");
    }
    for c in PASSWORD.chars() {
        app.model.update(Event::Key(Key::Char(c)));
    }
    let trouble = trouble(Failure::STOPPED, "Đã dừng", "", "");
    app.model.update(Event::Answer(Answer::Failed { of: Asked::Read, trouble }));
    for effect in asked {
        let answer = hoso::ui::effect::Desk::run(&mut app.desk, effect);
        app.model.update(Event::Answer(answer));
    }
    // What was typed meanwhile still stands in the box.
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::Import, "{}", app.picture());
}
