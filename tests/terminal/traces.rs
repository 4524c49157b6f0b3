//! What the running program leaves to be seen: the terminal after a signal (R31), its memory after a
//! lock (R33), core dumps (R34).

use super::{CTRL_S, Desk, F3, demo};
use crate::hostile::told;
use hoso::vault::{Password, Place, SealedVault};
use rustix::process::Signal;
use std::fmt::Write;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

const CTRL_L: &str = "\u{c}";
const TYPED: &str = "quán bà Thoòng đầu bản Huổi Phặc";

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let desk = Desk::new();
        let mut terminal = desk.unlocked();
        terminal.keys(F3);
        terminal.see("Tổng: 60");
        let (code, text, held) = terminal.stop(signal);
        assert!(!held, "{signal:?}: the alternate screen and the mouse are given back");
        assert!(!text.contains("HS-0"), "{signal:?}: nothing of the registry stays:\n{text}");
        assert!(code == 0 || signal == Signal::INT, "{signal:?} {code}");
        assert!(!desk.path("registry/registry.db-journal").metadata().is_ok_and(|m| m.len() > 0));
    }
    let desk = Desk::new();
    let (_, _, held) = desk.unlocked().stop(Signal::KILL);
    assert!(held, "control: a killed program cannot give anything back");
    told("R31", "signals in the app", 3, "terminal given back", "kill -9: not given back");
}

/// The binary under test panics on the list when it is told to; a release build cannot be told.
#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_repeats_nothing() {
    let desk = Desk::new();
    let (registry, device) = (desk.path("registry"), desk.path("device.key"));
    let mut terminal = super::Terminal::start(
        &["--registry", registry.to_str().unwrap()],
        &[("HOSO_DEVICE_KEY", device.to_str().unwrap()), ("HOSO_TEST_PANIC", "1")],
    );
    terminal.see("Mật khẩu");
    terminal.keys(&format!("{}\r", demo().1));
    terminal.see("Quá hạn");
    terminal.keys(F3);
    let (code, text, held) = terminal.end();
    assert!(!held, "the alternate screen and the mouse are given back");
    assert_eq!(code, 1);
    assert!(text.contains("HS-0999-"), "a number is told:\n{text}");
    assert!(!text.contains("HS-0001") && !text.contains("panicked"), "and nothing else:\n{text}");
    // Nothing is lost, and nobody is locked out.
    desk.unlocked();
    told(
        "R31",
        "a panic in the app",
        1,
        "terminal given back, a number told",
        "kill -9: not given back",
    );
}

/// How often each of these stands in the memory of a process.
fn found_in_memory(process: u32, wanted: &[Vec<u8>]) -> Vec<usize> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let mut memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let mut counts = vec![0; wanted.len()];
    for line in maps.lines().filter(|l| l.contains(" rw")) {
        let (from, to) = line.split(' ').next().unwrap().split_once('-').unwrap();
        let at = |text: &str| u64::from_str_radix(text, 16).unwrap();
        let (from, to) = (at(from), at(to));
        let mut bytes = Vec::new();
        if memory.seek(SeekFrom::Start(from)).is_err()
            || (&mut memory).take(to - from).read_to_end(&mut bytes).is_err()
        {
            continue;
        }
        for (count, word) in counts.iter_mut().zip(wanted) {
            *count += memchr::memmem::find_iter(&bytes, word).count();
        }
    }
    counts
}

#[test]
fn after_a_lock_no_key_is_left_in_memory() {
    let desk = Desk::new();
    let password = demo().1.clone();
    let place = Place::with_device_file(desk.path("registry"), desk.path("device.key"));
    let sealed = SealedVault::read(&place).unwrap();
    let device = sealed.device_key().unwrap();
    let vault = sealed.open("truong", &Password::new(&password), &device).unwrap();
    let key = vault.database_key().bytes().to_vec();
    let mut hex = String::new();
    for byte in &key {
        write!(hex, "{byte:02x}").unwrap();
    }
    drop(vault);

    let mut terminal = desk.unlocked();
    terminal.keys(F3);
    let list = terminal.see("Tổng: 60");
    // Two names as the list shows them.
    let names: Vec<Vec<u8>> = ["HS-0005", "HS-0006"].map(|n| n.as_bytes().to_vec()).into();
    assert!(list.contains("HS-00"));
    terminal.keys("hs-0005\r");
    terminal.wait("the dossier", |t| t.contains("HS-0005") && !t.contains("Tìm:"));
    terminal.keys("v");
    terminal.see("Ghi lần gặp");
    terminal.keys(&format!("g\t\t{TYPED}{CTRL_S}"));
    terminal.wait("the form to close", |t| !t.contains("Ghi lần gặp"));
    let words = vec![
        TYPED.as_bytes().to_vec(),
        names[0].clone(),
        key,
        hex.into_bytes(),
        password.into_bytes(),
    ];
    let open = found_in_memory(terminal.process(), &words);
    terminal.keys(CTRL_L);
    terminal.see("Sổ đang khóa");
    std::thread::sleep(std::time::Duration::from_secs(1));
    let locked = found_in_memory(terminal.process(), &words);
    assert!(open[0] > 0 && open[1] > 0, "control: while open the text is there: {open:?}");
    assert_eq!(locked[2..], [0; 3], "key, key in hex, password");
    // What was shown and typed is wiped as it is given back. Two pieces are still in use: what the
    // terminal's reader was last given in one go, until keys overwrite it, and the number of the file
    // that unlocking comes back to (docs/HARDENING.md).
    assert!(locked[0] <= 1 && locked[1] <= 1, "{open:?} {locked:?}");
    let outcome = format!(
        "key, hex key, password: 0; text typed {} times, file number {}",
        locked[0], locked[1]
    );
    let control = format!("while open: text {} times, file number {}", open[0], open[1]);
    told("R33", "memory after a lock", 5, &outcome, &control);
}

#[test]
fn no_core_is_dumped() {
    let desk = Desk::new();
    let mut terminal = desk.open();
    terminal.see("Mật khẩu");
    let limits = |process: &str| {
        let text = std::fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
        let line = text.lines().find(|l| l.starts_with("Max core file size")).unwrap();
        line.split_whitespace().skip(4).take(2).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(limits(&terminal.process().to_string()), ["0", "0"], "soft and hard");
    let control = format!("this test's own limit: {}", limits("self").join(" "));
    told("R34", "core dumps of the app", 1, "limit 0", &control);
}
