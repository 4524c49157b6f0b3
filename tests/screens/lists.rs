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
