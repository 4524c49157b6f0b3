//! A workbook taken in through the screen of the real binary: the reading child, the look ahead, the
//! yes, and everything that can go wrong with a file.

use super::{CTRL_Q, Desk, demo};
use crate::stories::desk::data;
use crate::terminal::pty::Terminal;
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const ALT_9: &str = "\u{1b}9";
const ALT_0: &str = "\u{1b}0";
const CTRL_L: &str = "\u{c}";
const CTRL_U: &str = "\u{15}";
const ESC: &str = "\u{1b}";

/// What the registry holds, told by another process.
fn people(desk: &Desk) -> u64 {
    let password = desk.path("password");
    std::fs::write(&password, &demo().1).unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_hoso"))
        .args(["--registry", desk.path("registry").to_str().unwrap(), "--officer", "truong"])
        .args(["--password-file", password.to_str().unwrap(), "check", "--full", "--json"])
        .env("HOSO_DEVICE_KEY", desk.path("device.key"))
        .output()
        .unwrap();
    let found: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(found["sound"], true, "{found}");
    found["people"].as_u64().unwrap()
}

fn choose(terminal: &mut Terminal, path: &Path) {
    terminal.keys(CTRL_U);
    terminal.keys(path.to_str().unwrap());
    let name = path.file_name().unwrap().to_str().unwrap();
    terminal.wait("the path", |t| t.lines().nth(2).is_some_and(|l| l.ends_with(name)));
    terminal.keys("\r");
}

const ASKS: &str = "Enter chỉ xem trước";
const TRIES: &str = "Đang đọc tệp";
const TRIED: &str = "XEM TRƯỚC";

/// Back to the question for a file: an Esc that came in the last moment of what ran stopped nothing.
fn back(terminal: &mut Terminal) {
    let asks = |t: &str| t.contains(ASKS) && !t.contains(TRIES) && !t.contains(TRIED);
    let mut press = || {
        terminal.keys(ESC);
        terminal.within(Duration::from_secs(20), asks).is_some()
    };
    assert!(press() || press() || press(), "{}", terminal.text());
}

#[test]
fn a_workbook_is_looked_at_and_taken_in() {
    let desk = Desk::new();
    let mut terminal = desk.unlocked();
    terminal.keys(ALT_9);
    terminal.see("Enter chỉ xem trước");
    // What is no workbook, or not there, is told and changes nothing.
    for (name, content, told) in [
        ("khong-co.xlsx", None, "không có tệp"),
        ("giay.xlsx", Some(&b"%PDF-1.7 \xff\xfe"[..]), "Không đọc được bảng tính"),
        ("rong.xlsx", Some(&b""[..]), "tệp rỗng"),
    ] {
        let path = desk.path(name);
        if let Some(content) = content {
            std::fs::write(&path, content).unwrap();
        }
        choose(&mut terminal, &path);
        let text = terminal.see("Mã lỗi");
        assert!(text.contains(told), "{name}: {text}");
        terminal.keys("\r");
        terminal.wait("the screen", |t| !t.contains("Mã lỗi"));
    }
    // Another commune's list: its numbers belong to other people here, and nothing is overwritten.
    choose(&mut terminal, &data("hoa-binh-60-lon-xon.xlsx"));
    let text = terminal.see("XEM TRƯỚC");
    assert!(text.contains("đã có giá trị khác") && !text.contains("F6 Nhập"), "{text}");
    let out = desk.path("tu-choi.xlsx");
    terminal.keys("g");
    terminal.see("tệp mới");
    terminal.keys(&format!("{CTRL_U}{}\r", out.display()));
    terminal.see("Đã ghi các dòng bị từ chối");
    assert!(out.metadata().unwrap().len() > 1_000);
    // Written once; the second time it is not replaced.
    terminal.keys("g");
    terminal.see("tệp mới");
    terminal.keys(&format!("{CTRL_U}{}\r", out.display()));
    terminal.see("Mã lỗi");
    terminal.keys("\r");
    terminal.see("tệp mới");
    terminal.keys(ESC);
    terminal.wait("the look ahead", |t| !t.contains("tệp mới") && t.contains("XEM TRƯỚC"));
    terminal.keys(ESC);
    terminal.see("Enter chỉ xem trước");
    // A list of our own: a folder of one .csv.
    let folder = desk.path("dot-1");
    std::fs::create_dir(&folder).unwrap();
    let list = "Số hồ sơ,Họ và tên,Giới tính,Ngày sinh\nX-1,Lò Thị Mẫu,Nữ,1990\nX-2,Vàng A Thử,Nam,30/02/1988\n";
    std::fs::write(folder.join("Hồ sơ.csv"), list).unwrap();
    choose(&mut terminal, &folder);
    let text = terminal.see("XEM TRƯỚC");
    assert!(text.contains("dòng 3: Ngày sinh"), "{text}");
    terminal.keys("n");
    terminal.see("Nhập vào sổ?");
    terminal.keys("c");
    terminal.see("Đã nhập vào sổ");
    // The whole check, from the screen too.
    terminal.keys(ESC);
    terminal.see("Enter chỉ xem trước");
    terminal.keys(ESC);
    terminal.see("Quá hạn");
    terminal.keys(ALT_0);
    terminal.see("Sổ nguyên vẹn");
    terminal.keys("\r");
    terminal.keys(CTRL_Q);
    assert_eq!(terminal.end().0, 0);
    assert_eq!(people(&desk), 61);
}

#[test]
fn stopped_or_locked_in_the_middle_the_registry_is_whole() {
    let desk = Desk::new();
    let before = people(&desk);
    let mut terminal = desk.unlocked();
    terminal.keys(ALT_9);
    terminal.see("Enter chỉ xem trước");
    choose(&mut terminal, &data("hoa-binh-240.xlsx"));
    terminal.wait("the look ahead", |t| t.contains(TRIES) || t.contains(TRIED));
    // Stopped, or done before the key came.
    back(&mut terminal);
    choose(&mut terminal, &data("hoa-binh-240.xlsx"));
    terminal.see("XEM TRƯỚC");
    terminal.keys("n");
    terminal.see("Nhập vào sổ?");
    terminal.keys(&format!("c{CTRL_L}"));
    terminal.see("Mật khẩu");
    terminal.keys(&format!("{}\r", demo().1));
    // What was looked at is forgotten; the file is looked at anew, and all of it came in.
    let text = terminal.wait("the look ahead", |t| t.contains(TRIED) && !t.contains(ASKS));
    assert!(text.contains("hoa-binh-240.xlsx") && !text.contains("F6 Nhập"), "{text}");
    back(&mut terminal);
    terminal.keys(ESC);
    terminal.see("Quá hạn");
    terminal.keys(CTRL_Q);
    assert_eq!(terminal.end().0, 0);
    // All of it or nothing: a lock lets what writes come to its end.
    assert!(people(&desk) > before);
}
