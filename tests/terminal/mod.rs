//! Stories of the real binary in a real (pseudo-)terminal: what an officer types and sees.
//! The registry is a small demo, made once; every story works on its own copy of it.

mod amiss;
mod day;
mod importing;
#[cfg(unix)]
mod leaving;
mod pty;
#[cfg(target_os = "linux")]
mod traces;
mod typing;

use pty::Terminal;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;

/// The demo that all stories begin with: folder, chief's password.
fn demo() -> &'static (TempDir, String) {
    static DEMO: OnceLock<(TempDir, String)> = OnceLock::new();
    DEMO.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        let dir = folder.path().join("demo");
        let made = Command::new(env!("CARGO_BIN_EXE_hoso"))
            .args(["demo", "--people", "60", "--seed", "2", "--no-open", "--json", "--dir"])
            .arg(&dir)
            .output()
            .unwrap();
        assert!(made.status.success());
        let facts: Value = serde_json::from_slice(&made.stdout).unwrap();
        let password = facts["officers"][0]["password"].as_str().unwrap().to_owned();
        (folder, password)
    })
}

/// A story's own copy of the demo.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let source = demo().0.path().join("demo");
        copy(&source, folder.path());
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn open(&self) -> Terminal {
        let (registry, device) = (self.path("registry"), self.path("device.key"));
        Terminal::start(
            &["--registry", registry.to_str().unwrap()],
            &[("HOSO_DEVICE_KEY", device.to_str().unwrap())],
        )
    }

    fn unlocked(&self) -> Terminal {
        let mut terminal = self.open();
        terminal.see("Mật khẩu");
        terminal.keys(&format!("{}\r", demo().1));
        terminal.see("Quá hạn");
        terminal
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(to, std::fs::Permissions::from_mode(0o700)).unwrap();
    }
}

const CTRL_Q: &str = "\u{11}";
const CTRL_S: &str = "\u{13}";
const F3: &str = "\u{1b}OR";

#[test]
fn unlocking_shows_the_work_of_the_day_and_quitting_gives_the_terminal_back() {
    let desk = Desk::new();
    let mut terminal = desk.unlocked();
    let text = terminal.see("D163 Đ61.1a");
    assert!(text.contains("F1"), "the footer names the help key:\n{text}");
    // A click on the second tab, as terminals report it, then the wheel.
    terminal.keys("\u{1b}[<0;17;1M\u{1b}[<0;17;1m");
    terminal.see("Tổng: 60");
    terminal.keys("\u{1b}[<65;10;10M");
    terminal.wait("the fourth line", |t| t.lines().nth(7).is_some_and(|l| l.starts_with('▸')));
    terminal.keys(CTRL_Q);
    let (code, text, held) = terminal.end();
    assert_eq!(code, 0);
    assert!(!held, "the ordinary screen and the mouse are given back");
    assert!(!text.contains("HS-0"), "nothing of the registry stays on it:\n{text}");
}

#[test]
fn a_wrong_password_says_so_and_opens_nothing() {
    let desk = Desk::new();
    let mut terminal = desk.open();
    terminal.see("Mật khẩu");
    terminal.keys("mat khau nay khong dung dau\r");
    let text = terminal.see("Sai mật khẩu");
    assert!(!text.contains("Quá hạn"));
    assert!(!text.contains("khong dung dau"), "the password is never shown:\n{text}");
}

#[test]
fn a_missing_device_secret_is_no_wrong_password() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("device.key")).unwrap();
    let mut terminal = desk.open();
    terminal.see("Mật khẩu");
    terminal.keys(&format!("{}\r", demo().1));
    let text = terminal.see("khóa thiết bị");
    assert!(!text.contains("Sai mật khẩu"), "{text}");
}

#[test]
fn dang_typed_without_marks_finds_the_name_with_them() {
    let desk = Desk::new();
    let mut terminal = desk.unlocked();
    terminal.keys(F3);
    terminal.see("Tổng: 60");
    terminal.keys("dang");
    let text = terminal.see("Đặng Duy Nghĩa");
    assert!(text.contains("Tìm: dang") && !text.contains("Tổng: 60"), "{text}");
    // A word typed with marks is strict, and may come decomposed, as some keyboards send it.
    terminal.keys("\u{7f}\u{7f}\u{7f}\u{7f}\u{111}a\u{306}\u{323}ng");
    let strict = terminal.wait("the marked word", |t| t.contains("Tìm: đặng"));
    assert!(strict.contains("Đặng Duy Nghĩa"), "{strict}");
}

#[test]
fn a_visit_is_recorded_and_seen() {
    let desk = Desk::new();
    let mut terminal = desk.unlocked();
    terminal.keys(F3);
    terminal.see("Tổng: 60");
    terminal.keys("hs-0005\r");
    terminal.wait("the dossier", |t| t.contains("HS-0005") && !t.contains("Tìm:"));
    terminal.keys("v");
    terminal.see("Ghi lần gặp");
    // First letter chooses the result without marks; Tab leads past the time to the text.
    terminal.keys("g");
    terminal.keys("\t\tHoi tham suc khoe");
    terminal.keys(CTRL_S);
    terminal.wait("the form to close", |t| !t.contains("Ghi lần gặp"));
    terminal.keys(CTRL_Q);
    let (code, ..) = terminal.end();
    assert_eq!(code, 0);

    // A new process reads it from the encrypted file.
    let password = desk.path("password");
    std::fs::write(&password, &demo().1).unwrap();
    let shown = Command::new(env!("CARGO_BIN_EXE_hoso"))
        .args(["--registry", desk.path("registry").to_str().unwrap(), "--officer", "truong"])
        .args(["--password-file", password.to_str().unwrap(), "show", "HS-0005", "--json"])
        .env("HOSO_DEVICE_KEY", desk.path("device.key"))
        .output()
        .unwrap();
    assert!(shown.status.success());
    let dossier: Value = serde_json::from_slice(&shown.stdout).unwrap();
    let found = dossier["events"].as_array().unwrap().iter().any(|e| {
        e["kind"] == "contact" && e["result"] == "met" && e["text"] == "Hoi tham suc khoe"
    });
    assert!(found);
}
