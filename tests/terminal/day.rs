//! A working day of the real binary in a pseudo-terminal, at the speed of a hand and of a machine:
//! a file looked up, five entries, a new person, a lock at noon, a mistake put right, the report.
//! A new process then finds every entry, and the journal proves itself.

use super::{CTRL_Q, CTRL_S, Desk, F3, demo};
use crate::terminal::pty::Terminal;
use serde_json::Value;
use std::process::Command;
use std::time::Duration;

const CTRL_L: &str = "\u{c}";
const F2: &str = "\u{1b}OQ";
const F5: &str = "\u{1b}[15~";
const F9: &str = "\u{1b}[20~";
const TEXT: &str = "Hỏi thăm sức khoẻ, gia đình ông Tưởng ở bản Nà Phặc";
/// In the footer of every form, and nowhere else.
const FORM: &str = "Ctrl+S Ghi";
const REMARK: &str = "nên xem lại";
const NEW: &str = "Lường Thị Quỳnh Hoa";

/// Somebody at the keys. `pause` after each key; none = every key of a screen in one burst.
struct Hand {
    terminal: Terminal,
    pause: Option<Duration>,
}

impl Hand {
    fn keys(&mut self, keys: &str) {
        let Some(pause) = self.pause else { return self.terminal.keys(keys) };
        // A key that sends several bytes (F2, an arrow) comes as one.
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let long = if first == '\u{1b}' { rest.find(['P', 'Q', 'R', 'S', '~']) } else { None };
            let end = long.map_or(first.len_utf8(), |at| at + 1);
            self.terminal.keys(&rest[..end]);
            std::thread::sleep(pause);
            rest = &rest[end..];
        }
    }

    fn see(&mut self, words: &str) {
        self.terminal.see(words);
    }

    /// From the dossier: a form by its key, filled and saved.
    fn entry(&mut self, key: &str, title: &str, filling: &str) {
        self.keys(key);
        self.fill(title, filling);
    }

    /// An entry without a key of its own, by the list of what can be done.
    fn other(&mut self, find: &str, title: &str, filling: &str) {
        self.keys("a");
        self.see("Tìm:");
        self.keys(&format!("{find}\r"));
        self.fill(title, filling);
    }

    fn fill(&mut self, title: &str, filling: &str) {
        self.see(FORM);
        self.see(title);
        self.keys(&format!("{filling}{CTRL_S}"));
        let after = self.terminal.wait("the form to close", |t| !t.contains(FORM));
        // What was left open is told once and closed.
        if after.contains(REMARK) {
            self.keys("\r");
            self.terminal.wait("the remark to close", |t| !t.contains(REMARK));
        }
    }
}

fn a_day(pause: Option<Duration>) {
    let desk = Desk::new();
    let mut hand = Hand { terminal: desk.open(), pause };
    hand.see("Mật khẩu");
    hand.keys(&format!("{}\r", demo().1));
    hand.see("Quá hạn");

    // The morning: somebody comes in.
    hand.keys(F3);
    hand.see("Tổng: 60");
    hand.keys("hs-0005\r");
    hand.terminal.wait("the dossier", |t| t.contains("HS-0005") && !t.contains("Tìm:"));
    hand.entry("v", "Ghi lần gặp", &format!("g\t\t{TEXT}"));
    hand.entry("k", "kiểm tra cư trú", "c");
    hand.entry("t", "xét nghiệm", "a");
    hand.other("tu van", "ư vấn", "");
    hand.other("ghi chu", "hi chú", "");

    // Noon: locked, and back where it was.
    hand.keys(CTRL_L);
    hand.see("Sổ đang khóa");
    hand.see("Mật khẩu");
    hand.keys(&format!("{}\r", demo().1));
    hand.terminal.wait("the dossier again", |t| t.contains("HS-0005") && !t.contains("Mật khẩu"));

    // The afternoon: a new file, a mistake put right, the month looked at.
    hand.keys(F3);
    hand.see("Tổng: 60");
    hand.keys(F9);
    hand.see("Họ và tên");
    hand.keys(&format!("{NEW}\t\tn\t1991{CTRL_S}"));
    hand.see("Đã lập hồ sơ");
    hand.keys(F5);
    hand.see("khớp ở mọi dòng");
    hand.keys(F2);
    hand.see("Quá hạn");
    hand.keys(CTRL_Q);
    assert_eq!(hand.terminal.end().0, 0);

    let read = |arguments: &[&str]| -> Value {
        let password = desk.path("password");
        std::fs::write(&password, &demo().1).unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_hoso"))
            .args(["--registry", desk.path("registry").to_str().unwrap(), "--officer", "truong"])
            .args(["--password-file", password.to_str().unwrap()])
            .args(arguments)
            .env("HOSO_DEVICE_KEY", desk.path("device.key"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{arguments:?}");
        serde_json::from_slice(&done.stdout).unwrap()
    };
    let dossier = read(&["show", "HS-0005", "--json"]);
    let events = dossier["events"].as_array().unwrap();
    let last: Vec<_> = events.iter().rev().take(5).map(|e| e["kind"].as_str().unwrap()).collect();
    for kind in ["contact", "residence_check", "test", "counselling", "note"] {
        assert!(last.contains(&kind), "{kind}: {last:?}");
    }
    assert!(events.iter().any(|e| e["text"] == TEXT), "every letter, in its order");
    let found = read(&["people", "--find", "luong thi quynh hoa", "--json"]);
    assert_eq!(found["people"].as_array().unwrap().len(), 1);
    assert_eq!(found["people"][0]["name"], NEW);
    assert_eq!(read(&["audit", "--verify", "--json"])["holds"], true);
}

#[test]
fn a_day_at_the_speed_of_a_hand() {
    a_day(Some(Duration::from_millis(90)));
}

#[test]
fn a_day_at_the_speed_of_a_machine() {
    a_day(None);
}
