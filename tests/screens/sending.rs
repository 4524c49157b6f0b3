//! Chốt và gửi over a real registry: the superior's key, both files at once, and what stands in
//! the way of them. Nothing is made where anything is refused.

use super::fake::{App, now};
use crate::stories::desk::{Desk, PASSWORD};
use hoso::domain::date::vn_minute;
use hoso::domain::word::{Lang, Role};
use hoso::services::superior_keygen;
use hoso::ui::command::Place as Where;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;
use hoso::vault::Password;
use std::fs;
use std::path::{Path, PathBuf};

struct Commune {
    desk: Desk,
    identity: PathBuf,
    sheet: PathBuf,
}

impl Commune {
    /// An empty registry, and the key pair of a superior it does not know yet.
    fn new() -> Self {
        let desk = Desk::at(&vn_minute(now()));
        drop(desk.found());
        let files = superior_keygen(&desk.folder.path().join("khoa")).unwrap();
        Self { desk, identity: files.identity, sheet: files.sheet }
    }

    /// The chief in front of the month that has ended.
    fn walk(&self) -> App<RegistryDesk> {
        let desk = RegistryDesk::new(self.desk.place(), Lang::Vi, Some(now()));
        let mut app = App::start(desk, (120, 40), Lang::Vi);
        app.type_text(PASSWORD).press(Key::Enter);
        app.press(Key::F(5)).press(Key::Left).press(Key::Char('g'));
        assert_eq!(app.model.place(), Where::Closing, "{}", app.picture());
        app
    }

    fn out(&self, name: &str) -> PathBuf {
        self.desk.folder.path().join(name)
    }

    /// The same with the superior's key entered.
    fn with_superior(&self) -> App<RegistryDesk> {
        let sheet = fs::read_to_string(&self.sheet).unwrap();
        self.desk.open().set_superior(&sheet, "Công an tỉnh Mẫu").unwrap();
        self.walk()
    }
}

/// Opens the form of a key, and asks for this path.
fn write(app: &mut App<RegistryDesk>, key: char, path: &Path) {
    app.press(Key::Char(key));
    assert_eq!(app.model.place(), Where::Form, "{key}: {}", app.picture());
    app.press(Key::Ctrl('u')).paste(path.to_str().unwrap()).press(Key::Ctrl('s'));
}

/// A refusal was told; the form is left without a trace.
fn refused(app: &mut App<RegistryDesk>, code: &str) {
    let told = app.picture();
    assert!(told.contains(&format!("Mã lỗi: {code}")), "{told}");
    app.press(Key::Enter).press(Key::Esc);
    if app.model.place() == Where::Confirm {
        app.press(Key::Char('c'));
    }
    assert_eq!(app.model.place(), Where::Closing, "{}", app.picture());
}

#[test]
fn the_superiors_key_is_entered_where_it_is_missed() {
    let commune = Commune::new();
    let mut app = commune.walk();
    assert!(app.picture().contains("Chưa có khóa của cấp trên: k nhập"), "{}", app.picture());
    for key in ['g', 'h', 'l'] {
        app.press(Key::Char(key));
        assert_eq!(app.model.place(), Where::Closing, "{key} without a superior");
    }
    // Closed without one: that it is closed is said all the same, at once.
    app.press(Key::Char('c')).press(Key::Right).press(Key::Enter);
    assert!(app.picture().contains("Đã chốt, lần 1 · Chưa có khóa"), "{}", app.picture());

    app.press(Key::Char('k')).press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Where::Form, "both fields are wanted");
    // The secret half, a file that is not there, a text that is no key.
    fs::write(commune.out("none.txt"), "age1 chưa chép hết").unwrap();
    let wrong = [
        (commune.identity.clone(), "0936"),
        (commune.out("missing.txt"), "0155"),
        (commune.out("none.txt"), "0142"),
    ];
    for (path, code) in wrong {
        app.press(Key::Ctrl('u')).paste(path.to_str().unwrap()).press(Key::Tab);
        app.press(Key::Ctrl('u')).type_text("Công an tỉnh Mẫu").press(Key::Ctrl('s'));
        let told = app.picture();
        assert!(told.contains(&format!("Mã lỗi: {code}")), "{told}");
        app.press(Key::Enter).press(Key::BackTab);
    }
    // The secret itself, pasted: told as what it is, not looked for as a file.
    let secret = fs::read_to_string(&commune.identity).unwrap();
    let secret = secret.lines().find(|l| l.starts_with("AGE-SECRET-KEY-")).unwrap();
    app.press(Key::Ctrl('u')).paste(secret).press(Key::Ctrl('s'));
    assert!(app.picture().contains("Mã lỗi: 0936"), "{}", app.picture());
    app.press(Key::Enter).press(Key::BackTab);
    app.press(Key::Ctrl('u')).paste(commune.sheet.to_str().unwrap()).press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Where::Closing, "{}", app.picture());
    assert!(app.picture().contains("Gửi Công an tỉnh Mẫu"), "{}", app.picture());

    // The unit's own sheet for the superior; nothing is overwritten.
    let sheet = commune.out("phieu.txt");
    write(&mut app, 'p', &sheet);
    assert!(fs::read_to_string(&sheet).unwrap().contains("00004"));
    write(&mut app, 'p', &sheet);
    refused(&mut app, "0906");
}

#[test]
fn an_officer_is_told_who_enters_it() {
    let commune = Commune::new();
    let password = "muong rau nhanh toat keo diem";
    let mut registry = commune.desk.open();
    registry.add_officer("canbo", "Lý Cán Bộ", Role::Officer, Password::new(password)).unwrap();
    drop(registry);
    let desk = RegistryDesk::new(commune.desk.place(), Lang::Vi, Some(now()));
    let mut app = App::start(desk, (120, 40), Lang::Vi);
    app.press(Key::Down).type_text(password).press(Key::Enter);
    app.press(Key::F(5)).press(Key::Left).press(Key::Char('g'));
    let picture = app.picture();
    assert!(picture.contains("trưởng nhập") && !picture.contains("Khóa cấp trên"), "{picture}");
    app.press(Key::Char('k'));
    assert_eq!(app.model.place(), Where::Closing, "{}", app.picture());
}

#[test]
fn both_files_or_none() {
    let commune = Commune::new();
    let mut app = commune.with_superior();
    let nothing_made = |app: &App<RegistryDesk>| {
        let picture = app.picture();
        assert!(picture.contains("Chưa chốt · Gửi") && !picture.contains("SHA-256"), "{picture}");
    };
    // The paper form's name is taken, then the package's, then there is no such folder.
    let package = commune.out("2026-11.hsr");
    let paper = commune.out("2026-11.xlsx");
    fs::write(&paper, "giấy cũ").unwrap();
    write(&mut app, 'h', &package);
    refused(&mut app, "0906");
    nothing_made(&app);
    assert!(!package.exists() && fs::read_to_string(&paper).unwrap() == "giấy cũ");
    fs::remove_file(&paper).unwrap();
    fs::write(&package, "gói cũ").unwrap();
    write(&mut app, 'h', &package);
    refused(&mut app, "0906");
    nothing_made(&app);
    assert!(!paper.exists() && fs::read_to_string(&package).unwrap() == "gói cũ");
    fs::remove_file(&package).unwrap();
    write(&mut app, 'h', &commune.out("khong/co/2026-11.hsr"));
    refused(&mut app, "");
    nothing_made(&app);

    write(&mut app, 'h', &package);
    let picture = app.picture();
    assert!(picture.contains("Đã lập gói, ghi biểu giấy") && picture.contains("Đã chốt, lần 1"));
    let bytes = fs::read(&package).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(fs::read(&paper).unwrap().starts_with(b"PK"));
    // It stands in the register at once; the next one is named after its turn; the same bytes again.
    let last = |app: &mut App<RegistryDesk>| {
        for _ in 0..6 {
            app.press(Key::Tab);
        }
        app.picture()
    };
    assert!(last(&mut app).contains("lần 1 · truong · SHA-256"), "{}", app.picture());
    app.press(Key::Char('h'));
    assert!(app.picture().contains("2026-11-lan-2.hsr"), "{}", app.picture());
    app.press(Key::Esc);
    let again = commune.out("lai.hsr");
    write(&mut app, 'l', &again);
    assert_eq!(fs::read(&again).unwrap(), bytes);
    assert_eq!(last(&mut app).matches("SHA-256").count(), 1, "written again, not made again");
}
