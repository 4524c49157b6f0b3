//! What clicks and the wheel do.

use super::fake::App;
use hoso::ui::command::Place;
use hoso::ui::effect::Effect;
use hoso::ui::keymap::Key;
use hoso::ui::mouse::Deed;

const SIZE: (u16, u16) = (80, 24);

/// The line that the cursor stands on.
fn chosen(picture: &str) -> String {
    let line = picture.lines().find(|l| l.contains('▸')).unwrap_or_default();
    line.split_once('▸').map(|(_, l)| l.to_owned()).unwrap_or_default()
}

#[test]
fn tabs_and_keys_of_the_footer_are_clicked() {
    let mut app = App::working(SIZE);
    app.click("F3 Danh sách");
    assert_eq!(app.model.place(), Place::People);
    app.click("F5 Báo cáo");
    assert_eq!(app.model.place(), Place::Report);
    app.click("F2 Hôm nay").click("v Gặp");
    assert_eq!(app.model.place(), Place::Form);
    // Behind a dialog the tabs do nothing.
    app.click("F3 Danh sách");
    assert_eq!(app.model.place(), Place::Form);
    app.click("Esc Thôi");
    assert_eq!(app.model.place(), Place::Today);
}

#[test]
fn a_click_selects_a_line_and_a_second_one_opens_it() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).click("Lò Văn Mẫu");
    assert!(chosen(&app.picture()).contains("Lò Văn Mẫu"), "{}", app.picture());
    app.click("Đặng Văn Thử").click("Đặng Văn Thử");
    assert_eq!(app.model.place(), Place::Dossier);
    app.click("Nhân thân");
    assert!(app.picture().contains("[Nhân thân]"));
    app.press(Key::F(2)).click("Gặp gỡ, thăm hỏi");
    assert!(chosen(&app.picture()).contains("Nguyễn Thị Hồng"), "the second line is the same item");
    app.click("Nguyễn Thị Hồng");
    assert_eq!(app.model.place(), Place::Form);
}

#[test]
fn the_wheel_scrolls_lists_and_pages() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).mouse(Deed::WheelDown, 10, 10);
    assert!(chosen(&app.picture()).contains("Trần Hoà Bình"), "{}", app.picture());
    app.mouse(Deed::WheelUp, 10, 10);
    assert!(chosen(&app.picture()).contains("Đặng Văn Thử"));
    app.press(Key::F(1));
    let before = app.picture();
    app.mouse(Deed::WheelDown, 10, 10);
    assert_ne!(app.picture(), before);
}

#[test]
fn menus_choices_and_answers_are_clicked() {
    let mut app = App::working(SIZE);
    app.press(Key::F(10)).click("Lọc và xếp").click("Thôn/tổ  ");
    assert_eq!(app.model.place(), Place::Choose, "{}", app.picture());
    app.click("Thôn Đoài (1)").click("Thôn Đoài (1)");
    assert_eq!(super::keys::asked_today(&app).hamlet.as_deref(), Some("Thôn Đoài"));
    // Beside an open menu: it closes and nothing else happens.
    app.press(Key::F(10)).mouse(Deed::Click, 70, 15);
    assert_eq!(app.model.place(), Place::Today);
    app.press(Key::Char('m')).click("k  Không có nhà");
    assert!(app.picture().contains("không có nhà"), "{}", app.picture());
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Esc);
    app.click("Nhập tiếp (");
    assert_eq!(app.model.place(), Place::Form);
    app.press(Key::Esc).click("Bỏ (c)");
    assert_eq!(app.model.place(), Place::Today);
    app.press(Key::Ctrl('p')).click("Quy tắc").click("Quy tắc");
    assert_eq!(app.model.place(), Place::Rules, "{}", app.picture());
}

#[test]
fn a_locked_screen_takes_no_clicks_to_work() {
    let mut app = App::working(SIZE);
    app.press(Key::Ctrl('l')).mouse(Deed::Click, 16, 0).mouse(Deed::Click, 5, 6);
    assert_eq!(app.model.place(), Place::Unlock);
}

#[test]
fn a_click_goes_to_a_field_and_the_wheel_changes_nothing() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::Char('g')).click("Nội dung");
    assert!(app.model.takes_text(), "{}", app.picture());
    app.type_text("gặp ở nhà").click("Kết quả");
    assert!(!app.model.takes_text());
    let before = app.picture();
    app.mouse(Deed::WheelDown, 30, 8).mouse(Deed::Click, 30, 21);
    assert_eq!(app.picture(), before);
    app.press(Key::Ctrl('s'));
    let text = app.desk.ran.iter().find_map(|e| match e {
        Effect::Record(_, draft) => draft.get(hoso::domain::case::EventField::Text),
        _ => None,
    });
    assert_eq!(text, Some("gặp ở nhà"));
}

#[test]
fn the_month_the_rules_and_the_doubles_are_clicked() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('l')).click("25 ");
    assert!(app.picture().contains("25/11/2026:"), "{}", app.picture());
    let before = app.desk.ran.len();
    app.click("25 ");
    assert!(matches!(app.desk.ran[before], Effect::LoadAgendaDay { .. }), "the second click looks");
    let mut app = App::working(SIZE);
    app.press(Key::Char('q')).mouse(Deed::Click, 20, 6);
    let here = chosen(&app.picture());
    app.press(Key::Down);
    assert_ne!(chosen(&app.picture()), here);
    let mut app = App::working((120, 40));
    app.press(Key::Ctrl('f'));
    let first = chosen(&app.picture());
    let name: String = first.trim().chars().take(12).collect();
    app.click(&name);
    assert_eq!(app.model.place(), Place::Merge, "the second click on a pair compares");
}

#[test]
fn officers_and_units_are_clicked_before_work() {
    let mut app = App::fake(SIZE);
    app.click("Phạm Thị Mẫu");
    assert!(chosen(&app.picture()).contains("Phạm Thị Mẫu"), "{}", app.picture());
    assert!(app.desk.ran.iter().all(|e| !matches!(e, Effect::Unlock { .. })));
    let mut desk = super::fake::FakeDesk::new();
    desk.without_registry = true;
    let mut app = App::start(desk, SIZE, hoso::domain::word::Lang::Vi);
    app.type_text("vi du");
    let unit: String = chosen(&app.picture()).trim().chars().take(5).collect();
    app.click(&unit);
    assert_eq!(app.model.place(), Place::SetupAccount, "{}", app.picture());
    app.click("Tên đăng nhập").type_text("truong");
    assert!(app.picture().contains("▸Tên đăng nhập"), "{}", app.picture());
}
