//! What an officer sees when the registry file is damaged.

use super::{CTRL_Q, Desk, demo};

const F8: &str = "\u{1b}[19~";

#[test]
fn a_damaged_file_is_set_aside_from_the_unlock_screen() {
    let desk = Desk::new();
    let database = desk.path("registry/registry.db");
    let mut bytes = std::fs::read(&database).unwrap();
    bytes[200] ^= 1;
    std::fs::write(&database, &bytes).unwrap();

    let mut terminal = desk.open();
    terminal.see("Mật khẩu");
    terminal.keys(&format!("{}\r", demo().1));
    let text = terminal.see("Mã lỗi: 0301");
    assert!(text.contains("bấm F8") && !text.contains("Sai mật khẩu"), "{text}");
    terminal.keys(&format!("{}{F8}", demo().1));
    terminal.see("Đã cất riêng tệp hỏng");
    terminal.see("hoso restore");
    terminal.keys(CTRL_Q);
    assert_eq!(terminal.end().0, 0);

    let folder = std::fs::read_dir(desk.path("registry")).unwrap();
    let names: Vec<String> =
        folder.map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    let kept = names.iter().find(|n| n.starts_with("registry-hong-")).expect("set aside");
    let kept = kept.trim_end_matches("-journal");
    assert!(std::fs::read(desk.path("registry").join(kept)).unwrap() == bytes);
    assert!(!database.exists());
}
