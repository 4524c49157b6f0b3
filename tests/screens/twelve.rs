//! Twelve everyday tasks as a new officer does them, from Hôm nay at 80×24, over a real registry: every
//! command is one that the footer (or the tabs) names at that moment, what it does not name is found by
//! the palette, which it always names. The keys are counted; the table stands in `docs/FIGURES.md`.

use super::fake::{App, now};
use crate::stories::desk::{Desk as Bench, PASSWORD};
use hoso::domain::case::{MeasureDraft, MeasureField as M};
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::word::Lang;
use hoso::ui::command::Place;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;
use std::fmt::Write as _;

/// Where the table stands, between these lines.
const FIGURES: &str = "docs/FIGURES.md";
const HEAD: &str =
    "| task, from Hôm nay | keys | of them letters of names, words and dates |\n|---|---|---|\n";

/// Somebody at the keys.
struct Hand {
    app: App<RegistryDesk>,
    keys: usize,
    typed: usize,
    /// What stood on the screen after each saving of this task.
    seen: String,
    table: String,
}

impl Hand {
    fn new(bench: &Bench) -> Self {
        let mut registry = bench.found().with_fixed_now(now());
        for (name, hamlet, managed) in [
            ("Lò Văn Mẫu", "Thôn Đông", true),
            ("Đặng Thị Thử", "Thôn Đoài", true),
            ("Nguyễn Văn Ví", "Thôn Đông", true),
            ("Vàng A Dụ", "Thôn Đoài", false),
        ] {
            let draft = PersonDraft::new().with(P::Name, name).with(P::Hamlet, hamlet);
            let draft = draft.with(P::Sex, "male").with(P::Born, "1990");
            let (file, _) = registry.add_person(&draft).unwrap();
            if managed {
                let of = MeasureDraft::new().with(M::Measure, "user_management");
                registry.open_measure(&file, &of.with(M::Start, "05/07/2026")).unwrap();
            }
        }
        drop(registry);
        let desk = RegistryDesk::new(bench.place(), Lang::Vi, Some(now()));
        let mut app = App::start(desk, (80, 24), Lang::Vi);
        app.type_text(PASSWORD).press(Key::Enter);
        Self { app, keys: 0, typed: 0, seen: String::new(), table: HEAD.to_owned() }
    }

    /// A command that the footer or the tabs name now.
    fn by(&mut self, key: Key, named: &str) -> &mut Self {
        let picture = self.app.picture();
        let lines: Vec<&str> = picture.lines().collect();
        let offered = [0, 22, 23].iter().any(|n| lines.get(*n).is_some_and(|l| l.contains(named)));
        assert!(offered, "“{named}” is not named:\n{picture}");
        self.keys(&[key])
    }

    /// Keys of lists and fields: an arrow, Tab, the first letter of an answer.
    fn keys(&mut self, keys: &[Key]) -> &mut Self {
        for key in keys {
            self.app.press(*key);
            self.keys += 1;
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.app.type_text(text);
        self.keys += text.chars().count();
        self.typed += text.chars().count();
        self
    }

    /// A command that the footer does not name.
    fn palette(&mut self, words: &str) -> &mut Self {
        self.by(Key::Ctrl('p'), "Ctrl+P Lệnh").text(words).by(Key::Enter, "Enter Làm")
    }

    /// Saves the form, answers yes where it is asked, closes what is to be read.
    fn save(&mut self) -> &mut Self {
        assert_eq!(self.app.model.place(), Place::Form, "{}", self.app.picture());
        self.by(Key::Ctrl('s'), "Ctrl+S Ghi");
        self.seen += &self.app.picture();
        while matches!(self.app.model.place(), Place::Confirm | Place::Read) {
            let question = self.app.model.place() == Place::Confirm;
            self.keys(&[if question { Key::Char('c') } else { Key::Esc }]);
            self.seen += &self.app.picture();
        }
        assert_ne!(self.app.model.place(), Place::Form, "{}", self.app.picture());
        self
    }

    /// The task is done: the screen says so. The next begins at Hôm nay.
    fn done(&mut self, task: &str, says: &str, most: usize) {
        let seen = std::mem::take(&mut self.seen) + &self.app.picture();
        assert!(seen.contains(says), "{task}: {says} is not in\n{seen}");
        assert!(self.keys <= most, "{task}: {} keys", self.keys);
        writeln!(self.table, "| {task} | {} | {} |", self.keys, self.typed).unwrap();
        (self.keys, self.typed) = (0, 0);
        for _ in 0..4 {
            if !matches!(self.app.model.place(), Place::Today | Place::People | Place::Dossier) {
                self.app.press(Key::Esc);
            }
        }
        self.app.press(Key::F(2));
        assert_eq!(self.app.model.place(), Place::Today, "{task}: {}", self.app.picture());
    }

    /// To a person's dossier by a part of the name.
    fn find(&mut self, words: &str) -> &mut Self {
        self.by(Key::F(3), "F3 Danh sách");
        if !self.app.picture().contains("Tìm:   ") {
            // What was looked for last still stands there.
            self.keys(&[Key::Esc]);
        }
        self.text(words).by(Key::Enter, "Enter Mở hồ sơ")
    }
}

#[test]
fn twelve_everyday_tasks_by_what_the_footer_names() {
    let bench = Bench::new();
    let mut hand = Hand::new(&bench);
    hand.by(Key::Char('v'), "v Gặp").keys(&[Key::Char('g')]).save();
    hand.done("a new visit: met", "Đã ghi", 6);
    hand.find("thu da").done("a person found by a half-remembered name, opened", "Đặng Thị Thử", 8);
    hand.by(Key::Char('k'), "k Cư trú").keys(&[Key::Char('c')]).save();
    hand.done("a residence check: present", "Đã ghi", 6);
    hand.by(Key::Char('t'), "t Xét nghiệm").keys(&[Key::Char('a')]).save();
    hand.done("a drug test: negative", "Đã ghi", 6);
    hand.by(Key::F(9), "F9 Người mới").text("Lường Thị Hoa").keys(&[Key::Tab, Key::Tab]);
    hand.keys(&[Key::Char('n'), Key::Tab]).text("1991").save();
    hand.done("a new person: name, sex, year of birth", "Đã lập hồ sơ", 26);
    hand.find("du va").by(Key::Char('b'), "b Biện pháp mới").keys(&[Key::Char('q')]).save();
    hand.done("a new measure for somebody", "Đã mở biện pháp", 16);
    hand.find("mau").by(Key::Char('e'), "e Kết thúc BP").keys(&[Key::Char('p')]).save();
    hand.done("a measure ended", "Đã ", 14);
    hand.by(Key::Char('o'), "o Hồ sơ").by(Key::Char('c'), "c Đính chính");
    hand.by(Key::Enter, "Enter Chọn").keys(&[Key::Char('d')]);
    while !hand.app.picture().lines().any(|l| l.contains("Lý do") && l.contains('▸')) {
        hand.keys(&[Key::Down]);
    }
    hand.text("ghi nhầm").save();
    hand.done("the last entry corrected, with the reason", "Đã ghi", 30);
    hand.palette("hoan tac").by(Key::Enter, "Enter").text("bấm nhầm").save();
    hand.done("one's last act taken back", "Đã hoàn tác", 30);
    hand.by(Key::F(8), "F6–F8 Lọc").text("dong").by(Key::Enter, "Enter Chọn");
    hand.done("the work of one hamlet", "Chỉ xem: Thôn Đông", 8);
    hand.app.press(Key::F(8)).press(Key::Home).press(Key::Enter);
    let file = bench.folder.path().join("di-tham.xlsx");
    hand.by(Key::Char('l'), "l Lịch").by(Key::Char('i'), "i ").by(Key::Enter, "Enter Chọn");
    // On a PC the officer's own folder stands there already.
    hand.app.press(Key::Tab).press(Key::Ctrl('u')).type_text(&file.display().to_string());
    hand.save().done("the list of a round of visits, to print", "Đã ghi", 8);
    hand.by(Key::F(5), "F5 Báo cáo").keys(&[Key::Left]);
    hand.done("last month's report", "14/11/2026", 4);

    let path = format!("{}/{FIGURES}", env!("CARGO_MANIFEST_DIR"));
    let figures = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let at = figures.find(HEAD).expect("the table's head");
    let end = figures[at..].find("\n\n").map_or(figures.len(), |n| at + n + 1);
    if std::env::var_os("HOSO_WRITE_DOCS").is_some() {
        let written = format!("{}{}{}", &figures[..at], hand.table, &figures[end..]);
        std::fs::write(&path, written).unwrap();
    } else {
        let told = &figures[at..end];
        assert_eq!(told, hand.table, "HOSO_WRITE_DOCS=1 cargo test --test all twelve");
    }
}
