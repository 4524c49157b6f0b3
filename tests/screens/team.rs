//! The management team of a decision, by keys over a real encrypted registry.

use super::fake::{App, now};
use crate::stories::desk::{Desk as Bench, PASSWORD};
use hoso::domain::case::{MeasureDraft, MeasureField as M};
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::word::Lang;
use hoso::ui::command::Place;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;

fn start(bench: &Bench) -> App<RegistryDesk> {
    let mut registry = bench.found();
    let draft =
        PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "male").with(P::Born, "1990");
    let (file, _) = registry.add_person(&draft).unwrap();
    let measure = MeasureDraft::new().with(M::Measure, "post_rehab").with(M::Start, "2026-11-01");
    registry.open_measure(&file, &measure).unwrap();
    drop(registry);
    let desk = RegistryDesk::new(bench.place(), Lang::Vi, Some(now()));
    let mut app = App::start(desk, (120, 40), Lang::Vi);
    app.type_text(PASSWORD).press(Key::Enter);
    app.press(Key::F(3)).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());
    app
}

fn sees(app: &App<RegistryDesk>, text: &str) {
    assert!(app.picture().contains(text), "{text}: {}", app.picture());
}

#[test]
fn a_team_is_set_seen_changed_and_told_in_the_history() {
    let bench = Bench::at("21/11/2026 16:00");
    let mut app = start(&bench);
    app.press(Key::Tab).press(Key::Tab).press(Key::Char('g'));
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    app.type_text("Nguyễn Văn Mẫu").press(Key::Tab).press(Key::Tab);
    app.type_text("Trần Thị Ví Dụ;  Hoàng Thử ;").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());
    sees(&app, "Tổ trưởng Nguyễn Văn Mẫu; Thành viên Trần Thị Ví Dụ; Thành viên Hoàng Thử");

    // Opened again it shows who is in it; saved untouched it says so; two heads are refused.
    app.press(Key::Char('g')).press(Key::Ctrl('s'));
    sees(&app, "Không có gì thay đổi");
    app.press(Key::Char('g')).type_text("; Người Thứ Hai").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    sees(&app, "một tổ trưởng");
    app.press(Key::Esc).press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());

    app.press(Key::Char('g')).press(Key::Tab).type_text("Phó Tổ").press(Key::Ctrl('s'));
    sees(&app, "Tổ phó Phó Tổ");
    for _ in 0..4 {
        app.press(Key::Tab);
    }
    sees(&app, "Lập tổ quản lý");
    sees(&app, "Tổ phó Phó Tổ; Thành viên");
    drop(app);
    let mut registry = bench.open();
    let acts = registry.journal(50).unwrap().into_iter().filter(|l| l.act == "team_set");
    assert_eq!(acts.count(), 2, "each change, and no refusal");
    assert!(registry.check().unwrap().journal.is_ok());
    let file = hoso::domain::id::FileNo::parse("HS-0001").unwrap();
    let then = registry.show(&file, Some(now().date())).unwrap();
    assert!(then.teams.is_empty(), "a look at a day does not show what came later");
}
