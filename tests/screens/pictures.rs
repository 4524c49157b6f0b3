//! Pictures of every screen and dialog at 80×24 and 120×40.

use super::fake::{App, FakeDesk, trouble};
use hoso::domain::word::Lang;
use hoso::ui::keymap::Key;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Takes a picture at both sizes after the keys.
pub fn picture(name: &str, make: impl Fn((u16, u16)) -> App<FakeDesk>) {
    for size in SIZES {
        let app = make(size);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), app.picture());
        });
    }
}

pub fn after(keys: &[Key]) -> impl Fn((u16, u16)) -> App<FakeDesk> {
    let keys = keys.to_vec();
    move |size| {
        let mut app = App::working(size);
        for key in &keys {
            app.press(*key);
        }
        app
    }
}

#[test]
fn unlock() {
    picture("unlock", App::fake);
    picture("unlock-wrong-password", |size| {
        let mut app = App::fake(size);
        app.type_text("sai").press(Key::Enter);
        app
    });
    picture("unlock-damaged", |size| {
        let mut desk = FakeDesk::new();
        desk.failure = Some(trouble(
            "HS-0205",
            "Tệp khóa bị hỏng",
            "Cả hai bản của tệp khóa đều không đọc được",
            "Không gõ lại mật khẩu nữa; khôi phục từ bản sao lưu gần nhất",
        ));
        let mut app = App::start(desk, size, Lang::Vi);
        app.unlock();
        app
    });
}

#[test]
fn today() {
    picture("today", after(&[]));
    picture("today-act", after(&[Key::Enter]));
    picture("today-mark", after(&[Key::Down, Key::Char('m')]));
    picture("today-filter-clock", after(&[Key::F(6)]));
    let filtered = [Key::F(8), Key::Char('d'), Key::Enter, Key::F(6), Key::Down, Key::Enter];
    picture("today-filtered", after(&filtered));
    picture("today-next-group", after(&[Key::Tab, Key::Tab, Key::Tab]));
    picture("today-nothing", |size| {
        let mut desk = FakeDesk::new();
        desk.empty = true;
        let mut app = App::start(desk, size, Lang::Vi);
        app.unlock();
        app
    });
}

#[test]
fn palette_and_menus() {
    picture("palette", after(&[Key::Ctrl('p')]));
    picture("palette-person", |size| {
        let mut app = App::working(size);
        app.press(Key::Ctrl('p')).type_text("dang");
        app
    });
    picture("menu-act", after(&[Key::F(10)]));
    picture("menu-go", after(&[Key::Alt('d')]));
    picture("menu-form", after(&[Key::Char('v'), Key::Alt('v')]));
    let chosen = [Key::F(3), Key::Tab, Key::Char(' '), Key::Char(' ')];
    picture("people-chosen", after(&chosen));
    picture("people-chosen-visit", after(&[&chosen[..], &[Key::Char('v')]].concat()));
    picture("people-chosen-round", after(&[&chosen[..], &[Key::Char('i')]].concat()));
    let asks = [Key::Char('v'), Key::Char('g'), Key::Ctrl('s')];
    picture("people-chosen-asks", after(&[&chosen[..], &asks[..]].concat()));
    let all = [Key::F(3), Key::Tab, Key::Char('*')];
    let refused = [&all[..], &asks[..], &[Key::Char('c')]].concat();
    picture("people-chosen-refused", after(&refused));
    picture("today-chosen", after(&[Key::Char(' '), Key::Char(' ')]));
    picture("english-people-chosen", after(&[&[Key::Ctrl('n')], &chosen[..]].concat()));
    let lists = [Key::F(3), Key::Ctrl('d')];
    picture("my-lists", after(&lists));
    let named = [Key::Char('m'), Key::Char('T'), Key::Char('ổ')];
    picture("my-lists-naming", after(&[&lists[..], &named[..]].concat()));
    let saved = [Key::Enter, Key::Char('x')];
    picture("my-lists-delete", after(&[&lists[..], &named[..], &saved[..]].concat()));
    picture("english-my-lists", after(&[&[Key::Ctrl('n')], &lists[..]].concat()));
    let k = Key::Ctrl('k');
    picture("columns-people", after(&[Key::F(3), k, Key::End, Key::Char(' ')]));
    picture("columns-today", after(&[k]));
    picture("english-columns", after(&[Key::Ctrl('n'), k]));
    picture("look", after(&[Key::Ctrl('t')]));
    picture("english-palette", after(&[Key::Ctrl('n'), Key::Ctrl('p')]));
    picture("english-menu", after(&[Key::Ctrl('n'), Key::F(10)]));
}

#[test]
fn calendar_and_rules() {
    picture("calendar", after(&[Key::Char('l')]));
    picture("calendar-day", after(&[Key::Char('l'), Key::Enter]));
    let round = [Key::Char('l'), Key::Char('i'), Key::Down, Key::Enter];
    picture("calendar-round-hamlets", after(&round));
    picture("calendar-round", after(&[&round[..], &[Key::Enter]].concat()));
    picture("rules", after(&[Key::Char('q')]));
    picture("rules-set", after(&[Key::Char('q'), Key::Enter]));
    picture("rules-days", after(&[Key::Char('q'), Key::F(8)]));
    let found: Vec<Key> = "qxac minh".chars().map(Key::Char).collect();
    picture("rules-found", after(&found));
    picture("rules-none", after(&"qzzz".chars().map(Key::Char).collect::<Vec<_>>()));
}

#[test]
fn people() {
    picture("people", after(&[Key::F(3), Key::Down]));
    picture("people-found", |size| {
        let mut app = App::working(size);
        app.press(Key::F(3)).type_text("dang");
        app
    });
    picture("people-nobody", |size| {
        let mut app = App::working(size);
        app.press(Key::F(3)).type_text("zzz");
        app
    });
    picture("people-filter-measure", after(&[Key::F(3), Key::F(7)]));
    picture("people-filter-hamlet", after(&[Key::F(3), Key::F(8), Key::Char('d')]));
}

#[test]
fn dossier() {
    picture("dossier-summary", after(&[Key::Char('o')]));
    picture("dossier-person", after(&[Key::Char('o'), Key::Tab]));
    picture("dossier-measures", after(&[Key::Char('o'), Key::Tab, Key::Tab]));
    picture("dossier-events", after(&[Key::Char('o'), Key::Tab, Key::Tab, Key::Tab]));
    let back = Key::BackTab;
    picture("dossier-clocks", after(&[Key::Char('o'), back, back, back]));
    picture("dossier-risk", after(&[Key::Char('o'), back, back]));
    picture("risk-rules", after(&[Key::Char('n'), Key::Down, Key::Right]));
    picture("risk-tilt", after(&[Key::Char('n'), Key::Tab]));
    picture("dossier-correct", after(&[Key::Char('o'), Key::Char('c')]));
    picture("form-correct", after(&[Key::Char('o'), Key::Char('c'), Key::Enter]));
    picture("dossier-team", after(&[Key::Char('o'), Key::Char('g')]));
    picture("form-team", after(&[Key::Char('o'), Key::Char('g'), Key::Enter]));
    picture("dossier-none", after(&[Key::F(4)]));
}

#[test]
fn report() {
    picture("report-month", after(&[Key::F(5)]));
    picture("report-year", after(&[Key::F(5), Key::Char('4'), Key::Left]));
}

#[test]
fn forms() {
    picture("form-visit", after(&[Key::Char('v')]));
    picture("form-residence", after(&[Key::Char('k'), Key::Char('c')]));
    picture("form-test", after(&[Key::Char('t'), Key::Char('d'), Key::Tab, Key::Tab]));
    picture("form-person", after(&[Key::F(9)]));
    picture("form-person-errors", after(&[Key::F(9), Key::Ctrl('s')]));
    picture("form-person-edit", after(&[Key::Char('o'), Key::Char('s')]));
    picture("acts", after(&[Key::F(3), Key::Enter, Key::Char('a')]));
    let violation: Vec<Key> = "vi pham".chars().map(Key::Char).collect();
    let keys = [&[Key::F(3), Key::Enter, Key::Char('a')], &violation[..], &[Key::Enter]].concat();
    picture("form-violation", after(&keys));
    picture("form-measure", after(&[Key::Char('o'), Key::Char('b')]));
    let refused = [Key::Char('o'), Key::Char('b'), Key::Char('q'), Key::Ctrl('s')];
    picture("form-measure-refused", after(&refused));
    picture("form-close", after(&[Key::Char('o'), Key::Char('e')]));
    let asks = [Key::Char('o'), Key::Char('e'), Key::Char('h'), Key::Ctrl('s')];
    picture("form-close-asks", after(&asks));
    picture("form-discard", after(&[Key::Char('v'), Key::Char('g'), Key::Esc]));
    picture("saved", after(&[Key::Char('v'), Key::Char('g'), Key::Ctrl('s')]));
}

#[test]
fn settings_and_forms_that_were_left() {
    picture("settings", after(&[Key::F(12)]));
    let typed = |size| {
        let mut app = App::working(size);
        app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Tab).press(Key::Tab);
        app.press(Key::Ctrl('g')).type_text("hejn gawpj laji thuws sasu");
        app
    };
    picture("form-telex", typed);
    let left = move |size| {
        let mut desk = FakeDesk::new();
        let mut before = typed(size);
        before.wait(5);
        desk.left = before.desk.left;
        let mut app = App::start(desk, size, Lang::Vi);
        app.unlock();
        app
    };
    picture("form-left", left);
    picture("form-left-taken", move |size| {
        let mut app = left(size);
        app.press(Key::Esc).press(Key::Char('v'));
        app
    });
}

#[test]
fn help() {
    picture("help-today", after(&[Key::F(1)]));
    picture("help-form", after(&[Key::Char('v'), Key::F(1), Key::PageDown]));
}

fn first_run(size: (u16, u16)) -> App<FakeDesk> {
    let mut desk = FakeDesk::new();
    desk.without_registry = true;
    App::start(desk, size, Lang::Vi)
}

fn with_account(size: (u16, u16)) -> App<FakeDesk> {
    let mut app = first_run(size);
    app.type_text("vi du").press(Key::Enter).type_text("Lê Minh Họa").press(Key::Tab);
    app.type_text("truong").press(Key::Tab).press(Key::F(6));
    app
}

fn with_sheets(size: (u16, u16)) -> App<FakeDesk> {
    let mut app = with_account(size);
    app.type_text("mot mat khau that la dai").press(Key::Tab);
    app.type_text("mot mat khau that la dai").press(Key::Ctrl('s'));
    app
}

#[test]
fn first_run_screens() {
    picture("setup-unit", |size| {
        let mut app = first_run(size);
        app.type_text("vi");
        app
    });
    picture("setup-account", with_account);
    picture("setup-sheet", with_sheets);
    picture("setup-type-back-wrong", |size| {
        let mut app = with_sheets(size);
        for _ in 0..if size.1 < 40 { 6 } else { 3 } {
            app.press(Key::Enter);
        }
        app.type_text("abc").press(Key::Tab).type_text("def").press(Key::Ctrl('s'));
        app
    });
}

#[test]
fn english() {
    let english = |size| {
        let mut app = App::start(FakeDesk::new(), size, Lang::En);
        app.unlock();
        app
    };
    picture("english-today", english);
    picture("english-dossier", move |size| {
        let mut app = english(size);
        app.press(Key::Char('o'));
        app
    });
    let shows = |name: &str, keys: &[Key]| {
        let keys = keys.to_vec();
        picture(name, move |size| {
            let mut app = english(size);
            for key in &keys {
                app.press(*key);
            }
            app
        });
    };
    let (o, tab, q, l) = (Key::Char('o'), Key::Tab, Key::Char('q'), Key::Char('l'));
    shows("english-people", &[Key::F(3)]);
    shows("english-dossier-person", &[o, tab]);
    shows("english-dossier-measures", &[o, tab, tab]);
    shows("english-dossier-events", &[o, tab, tab, tab]);
    shows("english-dossier-clocks", &[o, tab, tab, tab, tab]);
    shows("english-dossier-history", &[o, Key::BackTab]);
    shows("english-acts", &[o, Key::Char('a')]);
    shows("english-form-visit", &[Key::Char('v')]);
    shows("english-form-person", &[Key::F(9), Key::Ctrl('s')]);
    shows("english-form-measure", &[o, Key::Char('b')]);
    shows("english-form-close", &[o, Key::Char('e')]);
    shows("english-form-team", &[o, Key::Char('g'), Key::Enter]);
    shows("english-form-correct", &[o, Key::Char('c'), Key::Enter]);
    shows("english-rules", &[q]);
    shows("english-rules-days", &[q, Key::F(8)]);
    shows("english-calendar", &[l]);
    shows("english-round", &[l, Key::Char('i'), Key::Enter]);
    shows("english-help", &[Key::F(1)]);
    picture("english-report", move |size| {
        let mut app = english(size);
        app.press(Key::F(5));
        app
    });
}

#[test]
fn too_small() {
    let app = App::working((79, 23));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("too-small", app.picture());
    });
}
