//! The app over a real encrypted registry: the same keys, nothing made up but the people.

use super::fake::{App, now};
use hoso::domain::word::Lang;
use hoso::ui::command::Place as Where;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;
use hoso::vault::{KdfCost, Place};
use tempfile::TempDir;

const PASSWORD: &str = "muong rau nhanh toat keo diem";
const SIZE: (u16, u16) = (80, 24);

fn start(folder: &TempDir) -> App<RegistryDesk> {
    let root = folder.path();
    let place = Place::with_device_file(root.join("so"), root.join("device.key")).for_tests();
    let desk =
        RegistryDesk::new(place, Lang::Vi, Some(now())).with_cost(KdfCost::cheap_for_tests());
    App::start(desk, SIZE, Lang::Vi)
}

/// The two code lines of the sheet on the screen, gathered while scrolling through it.
fn code_lines(app: &mut App<RegistryDesk>) -> Vec<String> {
    let mut seen = String::new();
    for _ in 0..30 {
        for line in app.picture().lines() {
            if !seen.contains(line) {
                seen += line;
                seen.push('\n');
            }
        }
        app.press(Key::Down);
    }
    let rows: Vec<String> = seen
        .lines()
        .map(|l| l.trim_matches(|c: char| c == '│' || c.is_whitespace()).to_owned())
        .filter(|l| {
            let groups: Vec<&str> = l.split_whitespace().collect();
            groups.len() >= 5
                && groups
                    .iter()
                    .all(|g| g.len() <= 9 && g.bytes().all(|b| b.is_ascii_alphanumeric()))
        })
        .collect();
    rows.chunks(3).map(|c| c.join(" ")).collect()
}

/// Closes what is told about something that was saved but looks odd.
fn read_on(app: &mut App<RegistryDesk>) {
    while app.model.place() == Where::Read {
        app.press(Key::Enter);
    }
}

#[test]
fn a_registry_is_made_locked_opened_and_worked_in() {
    let folder = TempDir::new().unwrap();
    let mut app = start(&folder);
    assert_eq!(app.model.place(), Where::SetupUnit);
    app.type_text("00004").press(Key::Enter).type_text("Lê Minh Họa").press(Key::Tab);
    app.type_text("truong").press(Key::Tab).type_text(PASSWORD).press(Key::Tab);
    app.type_text(PASSWORD).press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Where::SetupSheets, "{}", app.picture());
    let sheets: Vec<Vec<String>> = (0..3_usize)
        .map(|n| {
            let lines = code_lines(&mut app);
            let heading = format!("Phiếu {}/3", n + 1);
            assert!(app.picture().contains(&heading));
            // A page at a time, the code for a reader last.
            while app.picture().contains(&heading) {
                app.press(Key::Enter);
            }
            lines
        })
        .collect();
    assert_eq!(app.model.place(), Where::SetupTypeBack);
    // The question may be wrapped; the frame and the spaces are not part of it.
    let question = app.picture().replace('│', " ");
    let question = question.split_whitespace().collect::<Vec<_>>().join(" ");
    let asked = (1..=3).find(|n| question.contains(&format!("Phiếu số {n}"))).unwrap();
    let sheet: &Vec<String> = &sheets[asked - 1];
    assert_eq!(sheet.len(), 2, "{sheet:?}");
    app.type_text(&sheet[0]).press(Key::Tab).type_text(&sheet[1]).press(Key::Enter);
    assert_eq!(app.model.place(), Where::Today, "{}", app.picture());

    // A new person, opened at once.
    app.press(Key::F(9)).type_text("ĐẶNG VĂN THỬ").press(Key::Tab).press(Key::Tab);
    app.press(Key::Char('n')).press(Key::Tab).type_text("1987").press(Key::Ctrl('s'));
    let picture = app.picture();
    assert!(picture.contains("Đặng Văn Thử · HS-0001 · Nam · sinh 1987"), "{picture}");
    // His name was written in capitals: that is told.
    assert_eq!(app.model.place(), Where::Read, "{picture}");
    app.press(Key::Enter);

    // A measure of this summer; its end is computed and shown.
    app.press(Key::Char('b')).press(Key::Char('q')).press(Key::Tab).press(Key::Ctrl('u'));
    app.type_text("05/07/2026").press(Key::Ctrl('s'));
    read_on(&mut app);
    app.press(Key::Tab).press(Key::Tab);
    let picture = app.picture();
    assert!(picture.contains("12 tháng từ 05/07/2026 → 05/07/2027"), "{picture}");

    // A residence check is overdue today; doing it clears the line.
    app.press(Key::F(2));
    assert!(app.picture().contains("Đặng Văn Thử"), "{}", app.picture());
    app.press(Key::Char('k')).press(Key::Char('c')).press(Key::Ctrl('s'));
    read_on(&mut app);
    app.press(Key::F(4)).press(Key::Tab).press(Key::Tab);
    app.press(Key::BackTab).press(Key::BackTab).press(Key::BackTab).press(Key::BackTab);
    assert!(app.picture().contains("Kiểm tra cư trú: có mặt"), "{}", app.picture());

    // Found by a few letters without marks.
    app.press(Key::F(3)).type_text("thu dang");
    assert!(app.picture().contains("1 hồ sơ"), "{}", app.picture());
    app.press(Key::F(5));
    assert!(app.picture().contains("khớp ở mọi dòng"), "{}", app.picture());

    // Locked, a wrong password, the right one.
    app.press(Key::Ctrl('l')).type_text("sai").press(Key::Enter);
    assert!(app.picture().contains("chưa đúng"), "{}", app.picture());
    app.wait(1);
    app.type_text(PASSWORD).press(Key::Enter);
    assert_eq!(app.model.place(), Where::Report);

    // What an officer prefers is kept in the registry, through a lock.
    app.press(Key::Ctrl('n'));
    assert!(app.picture().contains("Report"), "{}", app.picture());
    app.press(Key::Ctrl('n')).press(Key::Ctrl('n')).press(Key::Ctrl('l'));
    app.type_text(PASSWORD).press(Key::Enter);
    assert!(app.picture().contains("F5 Report"), "{}", app.picture());
}

#[test]
fn each_failure_to_open_is_told_apart() {
    let folder = TempDir::new().unwrap();
    let mut app = start(&folder);
    app.type_text("00004").press(Key::Enter).type_text("Lê Minh Họa").press(Key::Tab);
    app.type_text("truong").press(Key::Tab).type_text(PASSWORD).press(Key::Tab);
    app.type_text(PASSWORD).press(Key::Ctrl('s'));
    drop(app);

    let (device, aside) = (folder.path().join("device.key"), folder.path().join("aside"));
    let told = |app: &mut App<RegistryDesk>| {
        app.type_text(PASSWORD).press(Key::Enter);
        let picture = app.picture();
        picture.lines().find(|l| l.contains('✗')).unwrap_or_default().to_owned()
    };
    std::fs::rename(&device, &aside).unwrap();
    let missing = told(&mut start(&folder));
    std::fs::rename(&aside, &device).unwrap();
    let mut holder = start(&folder);
    holder.type_text(PASSWORD).press(Key::Enter);
    assert_eq!(holder.model.place(), Where::Today);
    let in_use = told(&mut start(&folder));
    drop(holder);
    std::fs::write(folder.path().join("so").join("registry.db"), vec![7_u8; 8192]).unwrap();
    let damaged = told(&mut start(&folder));
    for text in [&missing, &in_use, &damaged] {
        assert!(text.contains('✗'), "{missing} | {in_use} | {damaged}");
    }
    assert!(missing != in_use && in_use != damaged && damaged != missing);
}
