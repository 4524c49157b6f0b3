//! Every screen and dialog in both languages: no place is forgotten, and no word of the other
//! language is left over.

use super::fake::{App, FakeDesk, trouble};
use hoso::domain::case::{EventField, MeasureField};
use hoso::domain::deadline::Clock;
use hoso::domain::journal::Act;
use hoso::domain::person::PersonField;
use hoso::domain::report::{CommuneLevel, PlanTarget, Programme};
use hoso::domain::retention::Ground;
use hoso::domain::word::{
    DocumentKind, Education, EndReason, EventKind, Lang, MeasureCode, OccupationGroup, Outcome,
    RiskLevel, Role, Route, Sample, Sex, Substance, TestGround, ViolationStep, Word,
};
use hoso::rules::RuleBook;
use hoso::ui::columns::Column;
use hoso::ui::command::{COMMANDS, Place};
use hoso::ui::keymap::Key;
use hoso::ui::theme::Look;
use hoso::ui::words::{self, Text};
use std::collections::BTreeSet;

/// Ways to every screen and dialog, from unlocked Hôm nay, by keys that are alike in both languages.
pub fn ways() -> Vec<(&'static str, Vec<Key>)> {
    let (c, f) = (Key::Char, Key::F);
    let dossier = |keys: &[Key]| [&[c('o')], keys].concat();
    let people = |keys: &[Key]| [&[f(3)], keys].concat();
    let mut ways = vec![
        ("today", vec![]),
        ("today chosen", vec![c(' ')]),
        ("filter clock", vec![f(6)]),
        ("programme", vec![f(5), c('c')]),
        ("programme form", vec![f(5), c('c'), Key::Enter]),
        ("filter officer", vec![f(7)]),
        ("filter hamlet", vec![f(8)]),
        ("mark", vec![c('m')]),
        ("visit", vec![c('v')]),
        ("residence", vec![c('k')]),
        ("test", vec![c('t')]),
        ("new person", vec![f(9)]),
        ("errors", vec![f(9), Key::Ctrl('s')]),
        ("discard?", vec![c('v'), Key::Down, Key::Esc]),
        ("situation", vec![c('h')]),
        ("situation 2", vec![c('h'), Key::Tab]),
        ("situation 3", vec![c('h'), Key::Tab, Key::Tab]),
        ("situation 4", vec![c('h'), Key::BackTab]),
        ("backups", vec![Key::Alt('5')]),
        ("backup folder", vec![Key::Alt('5'), f(6)]),
        ("import", vec![Key::Alt('9')]),
        ("import in list", vec![Key::Alt('9'), Key::Down]),
        ("import tried", vec![Key::Alt('9'), Key::Down, Key::Enter]),
        ("import?", vec![Key::Alt('9'), Key::Down, Key::Enter, f(6)]),
        ("import refused path", vec![Key::Alt('9'), Key::Down, Key::Enter, f(7)]),
        ("import template", vec![Key::Alt('9'), f(8)]),
        ("check", vec![Key::Alt('0')]),
        ("retention", vec![Key::Alt('8')]),
        ("retention propose", vec![Key::Alt('8'), f(6)]),
        ("retention withdraw", vec![Key::Alt('8'), Key::Down, f(7)]),
        ("retention destroy", vec![Key::Alt('8'), Key::Down, f(8)]),
        ("accounts", vec![Key::Alt('7')]),
        ("account add", vec![Key::Alt('7'), f(9)]),
        ("account password", vec![Key::Alt('7'), f(6)]),
        ("account role", vec![Key::Alt('7'), Key::Down, f(7)]),
        ("account disable", vec![Key::Alt('7'), Key::Down, f(8)]),
        ("journal", vec![Key::Alt('6')]),
        ("journal acts", vec![Key::Alt('6'), f(6)]),
        ("journal officer", vec![Key::Alt('6'), f(7)]),
        ("journal days", vec![Key::Alt('6'), f(8)]),
        ("journal file", vec![Key::Alt('6'), f(9)]),
        ("journal path", vec![Key::Alt('6'), c('g')]),
        ("journal proven", vec![Key::Alt('6'), c('k')]),
        ("calendar", vec![c('l')]),
        ("calendar day", vec![c('l'), Key::Enter]),
        ("calendar round", vec![c('l'), c('i')]),
        ("calendar round form", vec![c('l'), c('i'), Key::Enter]),
        ("rules", vec![c('q')]),
        ("risk rules", vec![c('n')]),
        ("risk rules tried", vec![c('n'), Key::Down, Key::Right]),
        ("risk tilt", vec![c('n'), Key::Tab]),
        ("risk set", vec![c('n'), Key::Down, Key::Right, Key::Ctrl('s')]),
        ("palette", vec![Key::Ctrl('p')]),
        ("palette end", vec![Key::Ctrl('p'), Key::PageDown, Key::PageDown]),
        ("columns today", vec![Key::Ctrl('k')]),
        ("look", vec![Key::Ctrl('t')]),
        ("settings", vec![f(12)]),
        ("people", people(&[])),
        ("people nobody", people(&[c('z'), c('z'), c('z')])),
        ("people in list", people(&[Key::Tab, c(' ')])),
        ("people round", people(&[Key::Tab, c(' '), c('i')])),
        ("people columns", people(&[Key::Ctrl('k')])),
        ("people lists", people(&[Key::Ctrl('d')])),
        ("people naming", people(&[Key::Ctrl('d'), c('m')])),
        ("people measure", people(&[f(7)])),
        ("people risk", people(&[f(11)])),
        ("people officer", people(&[Key::Ctrl('o')])),
        ("no dossier", vec![f(4)]),
        ("assign", dossier(&[c('p')])),
        ("risk facts", dossier(&[Key::BackTab, Key::BackTab, Key::Enter])),
        ("history of one", dossier(&[c('h')])),
        ("history of a field", dossier(&[Key::Tab, c('h'), Key::Enter])),
        ("new measure", dossier(&[c('b')])),
        ("close measure", dossier(&[c('e')])),
        ("correct", dossier(&[c('c')])),
        ("correct form", dossier(&[c('c'), Key::Enter])),
        ("cancel entry", dossier(&[c('x'), Key::Enter])),
        ("edit person", dossier(&[c('s')])),
        ("report month", vec![f(5)]),
        ("report more", vec![f(5), Key::Tab]),
        ("report quarter", vec![f(5), c('2')]),
        ("report half", vec![f(5), c('3')]),
        ("report year", vec![f(5), c('4')]),
        ("closing", vec![f(5), Key::Left, c('g')]),
        ("closing running", vec![f(5), c('4'), c('g')]),
        ("close?", vec![f(5), Key::Left, c('g'), c('c')]),
        ("package form", vec![f(5), Key::Left, c('g'), c('g')]),
        ("package again form", vec![f(5), Key::Left, c('g'), c('l')]),
        ("paper form", vec![f(5), Key::Left, c('g'), c('i')]),
        ("doubles", vec![Key::Ctrl('f')]),
        ("merge", vec![Key::Ctrl('f'), Key::Enter]),
        ("own acts", vec![Key::Ctrl('z')]),
        ("cancelled", vec![Key::Ctrl('x')]),
        ("menu", vec![f(10)]),
    ];
    for (n, name) in ["menu 2", "menu 3", "menu 4", "menu 5", "menu 6"].into_iter().enumerate() {
        ways.push((name, [vec![f(10)], vec![Key::Right; n + 1]].concat()));
    }
    let tabs = ["summary", "person", "measures", "events", "clocks", "risk", "history"];
    for (n, name) in tabs.into_iter().enumerate() {
        ways.push((name, dossier(&vec![Key::Tab; n])));
    }
    ways
}

/// Every picture of a language, with its name and place.
pub fn pictures(lang: Lang) -> Vec<(String, Place, String)> {
    let mut seen = Vec::new();
    let mut take = |name: &str, app: &App<FakeDesk>| {
        seen.push((name.to_owned(), app.model.place(), app.picture()));
    };
    for size in [(80, 24), (120, 40)] {
        take("unlock", &App::start(FakeDesk::new(), size, lang));
        for (name, keys) in ways() {
            let mut app = App::start(FakeDesk::new(), size, lang);
            app.unlock();
            for key in keys {
                app.press(key);
            }
            take(name, &app);
        }
        let mut desk = FakeDesk::new();
        desk.empty = true;
        let mut app = App::start(desk, size, lang);
        app.unlock();
        take("nothing today", &app);
        app.press(Key::F(3));
        take("nobody yet", &app);
        let mut desk = FakeDesk::new();
        desk.failure = Some(trouble("HS-0000", "…", "…", "…"));
        let mut app = App::start(desk, size, lang);
        app.unlock();
        take("unlock failed", &app);
        let mut desk = FakeDesk::new();
        desk.without_registry = true;
        let mut app = App::start(desk, size, lang);
        app.type_text("vi du");
        take("setup unit", &app);
        app.press(Key::Enter).type_text("Lê Minh Họa").press(Key::Tab);
        app.type_text("truong").press(Key::Tab);
        take("setup account", &app);
        app.type_text("mot mat khau that la dai").press(Key::Tab);
        app.type_text("mot mat khau that la dai").press(Key::Ctrl('s'));
        take("setup sheet", &app);
        for _ in 0..6 {
            if app.model.place() == Place::SetupSheets {
                app.press(Key::Enter);
            }
        }
        take("setup type back", &app);
    }
    let mut app = App::start(FakeDesk::new(), (120, 40), lang);
    app.press(Key::F(7));
    take("roll-up", &app);
    // The manual is Vietnamese only, as the help says.
    if lang == Lang::Vi {
        let mut app = App::start(FakeDesk::new(), (120, 40), lang);
        app.unlock();
        app.press(Key::F(1));
        take("help", &app);
    }
    seen
}

fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

fn labels<W: Word>() -> Vec<(&'static str, &'static str)> {
    W::ALL.iter().map(|w| (w.label(Lang::Vi), w.label(Lang::En))).collect()
}

/// Every text of the program in both languages.
fn texts() -> Vec<(String, String)> {
    let of = |all: &[Text]| all.iter().map(|t| (t.0, t.1)).collect::<Vec<_>>();
    let mut texts = of(words::ALL);
    texts.extend(of(words::desk::ALL));
    texts.extend(of(words::opening::ALL));
    texts.extend(of(words::typing::ALL));
    texts.extend(of(words::twice::ALL));
    texts.extend(of(words::situation::ALL));
    texts.extend(of(words::backup::ALL));
    texts.extend(of(words::sending::ALL));
    texts.extend(of(words::journal::ALL));
    texts.extend(of(words::import::ALL));
    texts.extend(of(words::accounts::ALL));
    texts.extend(of(words::retention::ALL));
    texts.extend(labels::<Ground>());
    texts.extend(labels::<Act>());
    texts.extend(of(words::roll_up::ALL));
    texts.extend(labels::<Role>());
    texts.extend(of(words::programme::ALL));
    texts.extend(labels::<CommuneLevel>());
    texts.extend(labels::<PlanTarget>());
    texts.extend(labels::<Programme>());
    texts.extend(COMMANDS.iter().flat_map(|r| [r.label, r.help]));
    texts.extend(labels::<MeasureCode>());
    texts.extend(labels::<EndReason>());
    texts.extend(labels::<EventKind>());
    texts.extend(labels::<Outcome>());
    texts.extend(labels::<RiskLevel>());
    texts.extend(labels::<Sex>());
    texts.extend(labels::<DocumentKind>());
    texts.extend(labels::<Education>());
    texts.extend(labels::<OccupationGroup>());
    texts.extend(labels::<Route>());
    texts.extend(labels::<Sample>());
    texts.extend(labels::<Substance>());
    texts.extend(labels::<TestGround>());
    texts.extend(labels::<ViolationStep>());
    texts.extend(labels::<PersonField>());
    texts.extend(labels::<MeasureField>());
    texts.extend(labels::<EventField>());
    texts.extend(labels::<Column>());
    texts.extend(labels::<Look>());
    let mut texts: Vec<(String, String)> =
        texts.into_iter().map(|(vi, en)| (vi.to_owned(), en.to_owned())).collect();
    let clocks = RuleBook::embedded().clocks();
    for clock in Clock::ALL {
        let rule = clocks.get(*clock);
        texts.push((rule.what_vi.clone(), rule.what_en.clone()));
        texts.push((rule.closed_by_vi.clone(), rule.closed_by_en.clone()));
    }
    texts
}

#[test]
fn every_place_is_walked_through() {
    for lang in [Lang::Vi, Lang::En] {
        let seen = pictures(lang);
        for place in Place::ALL {
            // Help is a page to read; in English it is the Vietnamese manual.
            if place != Place::Read || lang == Lang::Vi {
                assert!(seen.iter().any(|(_, p, _)| *p == place), "{place:?} in {lang:?}");
            }
        }
    }
}

#[test]
fn no_english_word_is_left_in_vietnamese() {
    let texts = texts();
    let english: BTreeSet<String> = texts.iter().flat_map(|(_, en)| tokens(en)).collect();
    let vietnamese: BTreeSet<String> = texts.iter().flat_map(|(vi, _)| tokens(vi)).collect();
    // Names of keys and of things that have no other name; the switch names the other language in
    // its own words.
    let known = [
        "enter", "esc", "tab", "shift", "space", "insert", "excel", "xlsx", "hoso", "so", "to",
        "english", "folder", "superior", "identity", "units",
    ];
    let only: BTreeSet<&String> = english
        .difference(&vietnamese)
        .filter(|w| w.chars().count() > 2 && !known.contains(&w.as_str()))
        .collect();
    assert!(only.len() > 400, "the check knows English: {}", only.len());
    let mut left = BTreeSet::new();
    for (name, _, picture) in pictures(Lang::Vi) {
        // The id of a rule (`term.user_management.l120`) is its name in every language.
        let text: String =
            picture.split_whitespace().filter(|w| !w.contains('.')).collect::<Vec<_>>().join(" ");
        left.extend(tokens(&text).filter(|w| only.contains(w)).map(|w| format!("{name}: {w}")));
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn no_vietnamese_word_is_left_in_english() {
    // What the made-up people, places and papers are called.
    let data = "Đặng Văn Thử Nguyễn Thị Hồng Nhung Bích Ngọc Lò Văn Mẫu Trần Hoà Bình Niê Kđăm \
                Vũ Đức Ví Dụ Thôn Đông Thôn Đoài Tổ dân phố số Bản Nà Phặc Buôn Ma Công an xã \
                Ví Dụ Lê Minh Họa Phạm Thị Mẫu QĐ CAX Tỉnh Phường Số ngõ Luật QH Đ NĐ CP \
                mẫu nước tiểu, que thử chân mẹ cho biết đi làm thuê ở xã bên, hẹn cuối tuần quay \
                lại gặp tại nhà văn hoá thôn theo công văn hướng dẫn Tiếng Việt Telex VNI \
                PHIẾU KHÔI PHỤC SỐ Đơn vị mã sổ Ngày lập Hai trong ba phiếu ghép lại mở được toàn \
                bộ sổ khi mất mật khẩu hoặc mất máy Một phiếu đứng riêng không mở được gì và không \
                cho biết gì Dòng thứ nhất thứ hai Thiếu tá Đại uý Bùi Hoàng Hội Phụ nữ Trưởng \
                hòa hoà khỏe khoẻ thủy thuỷ Hồ sơ Ghi chú riêng Danh sách đợt Biện pháp Sự kiện";
    let data: BTreeSet<String> = tokens(data).collect();
    // A rule's sentence is the law's, in the law's language.
    let rules = RuleBook::embedded().rules.iter();
    let law: BTreeSet<String> =
        rules.flat_map(|r| tokens(&r.sentence).collect::<Vec<_>>()).collect();
    // A dialog may stand over half a word.
    let half =
        |w: &str, of: &BTreeSet<String>| of.iter().any(|d| d.starts_with(w) || d.ends_with(w));
    let mut left = BTreeSet::new();
    for (name, place, picture) in pictures(Lang::En) {
        let foreign = |w: &String| {
            let known = half(w, &data) || (place == Place::Rules && half(w, &law));
            !w.is_ascii() && !known
        };
        left.extend(tokens(&picture).filter(foreign).map(|w| format!("{name}: {w}")));
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn no_text_is_empty_and_none_is_the_same_by_mistake() {
    for (vi, en) in texts() {
        assert!(!vi.trim().is_empty() && !en.trim().is_empty(), "{vi} | {en}");
        let spoken = tokens(&vi).any(|w| !w.is_ascii());
        assert!(vi != en || !spoken, "{vi} is Vietnamese in both languages");
    }
}
