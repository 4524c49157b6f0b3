//! Tổng hợp ở cấp trên: from the start screen of a PC without any registry, over made-up packages, with
//! the same desk as the program.

use super::fake::{App, now};
use hoso::domain::date::Period;
use hoso::domain::word::Lang;
use hoso::exchange::publication::read_publication;
use hoso::services::Failure;
use hoso::services::demo::units::{MadeUnits, make_units};
use hoso::ui::app::Event as UiEvent;
use hoso::ui::command::Place as Where;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::effect::{Answer, Asked, Desk as _, Effect};
use hoso::ui::keymap::Key;
use hoso::vault::Place;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NOVEMBER: Period = Period::Month(2026, 11);

struct Level {
    folder: TempDir,
    made: MadeUnits,
}

impl Level {
    /// Two months of units; of November one package is missing and one is no package.
    fn new(units: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let made = make_units(folder.path(), units, 2, NOVEMBER, 1, &mut |_, _| ()).unwrap();
        let mut files: Vec<PathBuf> = fs::read_dir(made.packages.join("2026-11"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        fs::remove_file(&files[1]).unwrap();
        fs::write(&files[2], b"no package").unwrap();
        Self { folder, made }
    }

    fn app(&self, size: (u16, u16)) -> App<RegistryDesk> {
        let root = self.folder.path();
        let place = Place::with_device_file(root.join("so"), root.join("device.key")).for_tests();
        App::start(RegistryDesk::new(place, Lang::Vi, Some(now())), size, Lang::Vi)
    }

    /// The sums of November on the screen.
    fn summed(&self, size: (u16, u16)) -> App<RegistryDesk> {
        let mut app = self.app(size);
        assert_eq!(app.model.place(), Where::SetupUnit);
        app.press(Key::F(7));
        assert_eq!(app.model.place(), Where::RollUp);
        fill(&mut app, &self.made.packages);
        fill(&mut app, &self.made.superior.identity);
        fill(&mut app, &self.made.units);
        app.press(Key::Ctrl('u')).type_text("2026-11").press(Key::Enter);
        app
    }

    fn out(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Types a path into the field with the focus, in place of what stands there.
fn fill(app: &mut App<RegistryDesk>, path: &Path) {
    app.press(Key::Ctrl('u')).paste(path.to_str().unwrap()).press(Key::Enter);
}

fn to_part(app: &mut App<RegistryDesk>, n: usize) {
    for _ in 0..n {
        app.press(Key::Tab);
    }
}

#[test]
fn a_level_without_a_registry_sums_up_on_the_screen() {
    let level = Level::new(60);
    for size in [(80, 24), (120, 40)] {
        let mut app = level.summed(size);
        let picture = |app: &App<RegistryDesk>, name: &str| {
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), app.picture());
            });
        };
        picture(&app, "rollup-total");
        app.press(Key::Tab);
        picture(&app, "rollup-areas");
        app.press(Key::Tab);
        picture(&app, "rollup-units");
        to_part(&mut app, 2);
        let refused = app.picture();
        assert!(refused.contains("HS-0703") && refused.contains("Cần làm:"), "{refused}");
        app.press(Key::Tab);
        assert!(app.picture().contains("Chưa lập bản công bố"), "{}", app.picture());
        // Back to the questions with what was typed, then to the start screen.
        app.press(Key::Esc);
        assert!(app.picture().contains("2026-11"), "{}", app.picture());
        app.press(Key::Esc);
        assert_eq!(app.model.place(), Where::SetupUnit);
        assert!(!level.out("so").exists(), "no registry was made");
    }
}

#[test]
fn only_the_lines_that_are_seen_are_made() {
    let level = Level::new(400);
    let mut app = level.summed((80, 24));
    to_part(&mut app, 2);
    // First whoever has no figures, whatever his code.
    let first = app.picture();
    assert_eq!(first.matches("Chưa có gói nào").count(), 2, "{first}");
    for _ in 0..60 {
        app.press(Key::PageDown);
    }
    let last = app.picture();
    assert!(last.contains("▸") && last.contains("Đã nhận") && last != first, "{last}");
}

#[test]
fn files_are_written_and_the_publication_is_audited() {
    let level = Level::new(40);
    let mut app = level.summed((120, 40));
    let write = |app: &mut App<RegistryDesk>, rights: usize, path: &Path| {
        app.press(Key::F(6));
        for _ in 0..rights {
            app.press(Key::Right);
        }
        app.press(Key::Enter);
        fill(app, path);
        app.press(Key::Enter).press(Key::Enter);
    };
    let [sheet, csv, dhis2] = ["t.xlsx", "t.csv", "t.json"].map(|name| level.out(name));
    write(&mut app, 0, &sheet);
    assert!(app.picture().contains("Đã ghi tệp"), "{}", app.picture());
    write(&mut app, 1, &csv);
    write(&mut app, 2, &dhis2);
    assert!(fs::read(&sheet).unwrap().starts_with(b"PK"));
    let lines = fs::read_to_string(&csv).unwrap();
    assert!(lines.starts_with("unit_code,parent,period,table,row,column,count"));
    assert!(fs::read_to_string(&dhis2).unwrap().contains("dataValues"));
    // Nothing is overwritten.
    write(&mut app, 0, &sheet);
    assert!(app.picture().contains("Mã lỗi: 0906"), "{}", app.picture());
    app.press(Key::Enter).press(Key::Esc);

    // The publication: made, or refused with the merges that are then filled in.
    let json = level.out("cb.json");
    write(&mut app, 3, &json);
    if !json.exists() {
        let picture = app.picture();
        assert!(picture.contains("KHÔNG GHI") && picture.contains("Gộp ít mất"), "{picture}");
        app.press(Key::F(6)).press(Key::Enter);
        fill(&mut app, &json);
        app.press(Key::Enter).press(Key::Enter);
    }
    let picture = app.picture();
    assert!(picture.contains("Bản công bố đã ghi"), "{picture}");
    let published = read_publication(&fs::read_to_string(&json).unwrap()).unwrap();
    assert_eq!(published.period, NOVEMBER);
}

#[test]
fn what_is_typed_wrong_is_told_and_nothing_is_lost() {
    let level = Level::new(3);
    let mut app = level.app((80, 24));
    app.press(Key::F(7));
    fill(&mut app, &level.out("none"));
    fill(&mut app, &level.out("none.txt"));
    fill(&mut app, &level.out("none.toml"));
    app.press(Key::Ctrl('u')).type_text("2026-13").press(Key::Enter);
    assert!(app.picture().contains("ghi như 2026-11"), "{}", app.picture());
    app.press(Key::Ctrl('u')).type_text("2026-11").press(Key::Enter);
    // Which of the three cannot be read is said, one after the other.
    let told = |app: &mut App<RegistryDesk>, code: &str, what: &str| {
        let picture = app.picture();
        assert!(
            picture.contains(&format!("Mã lỗi: {code}")) && picture.contains(what),
            "{picture}"
        );
        app.press(Key::Enter);
    };
    let again = |app: &mut App<RegistryDesk>, field: usize, path: &Path| {
        for _ in 0..3 {
            app.press(Key::BackTab);
        }
        for _ in 0..field {
            app.press(Key::Tab);
        }
        app.press(Key::Ctrl('u')).paste(path.to_str().unwrap());
        for _ in field..4 {
            app.press(Key::Enter);
        }
    };
    told(&mut app, "0160", "Không đọc được danh sách đơn vị");
    again(&mut app, 2, &level.made.units);
    told(&mut app, "0159", "Không đọc được tệp khóa bí mật");
    again(&mut app, 1, &level.made.superior.identity);
    told(&mut app, "0158", "Không đọc được thư mục gói");
    assert_eq!(app.model.place(), Where::RollUp);
    // F1 has its page, and nothing here can be locked before work.
    app.press(Key::F(1));
    assert!(app.picture().contains("Tổng hợp ở cấp trên"), "{}", app.picture());
}

/// Esc while the packages are opened: the work stops, what was typed stays, no sums are shown.
#[test]
fn escape_stops_the_reading_and_keeps_what_was_typed() {
    let level = Level::new(200);
    let mut app = level.app((80, 24));
    app.press(Key::F(7));
    fill(&mut app, &level.made.packages);
    fill(&mut app, &level.made.superior.identity);
    fill(&mut app, &level.made.units);
    app.press(Key::Ctrl('u')).type_text("2026-11");
    // What Enter asks for is run by hand, as the worker's thread would.
    let mut asked = app.model.update(UiEvent::Key(Key::Enter));
    assert_eq!(asked.len(), 1);
    assert!(app.picture().contains("Esc: dừng"), "{}", app.picture());
    // Other keys do nothing meanwhile.
    for key in [Key::Tab, Key::F(6), Key::Char('x')] {
        assert!(app.model.update(UiEvent::Key(key)).is_empty(), "{key:?}");
    }
    let stop = app.model.update(UiEvent::Key(Key::Esc));
    assert!(stop == [Effect::Interrupt]);
    let watch = app.desk.watch();
    let answer = std::thread::scope(|scope| {
        scope.spawn(|| {
            while watch.done().is_none() {
                std::thread::yield_now();
            }
            watch.ask_stop();
        });
        app.desk.run(asked.remove(0))
    });
    assert!(matches!(&answer, Answer::Failed { of: Asked::Level, trouble }
        if trouble.code == Failure::STOPPED));
    assert!(app.model.update(UiEvent::Answer(answer)).is_empty());
    let picture = app.picture();
    assert!(picture.contains("2026-11") && !picture.contains("Esc: dừng"), "{picture}");
    assert!(picture.contains("Đã dừng"), "it is told: {picture}");
    // Asked again it runs to its end.
    app.press(Key::Enter);
    assert!(app.picture().contains("Phải gửi 200"), "{}", app.picture());
}
