//! A form is left in the middle of a word: by a lock, by the terminal going away, by the power.

use super::pty::Terminal;
use super::{CTRL_Q, CTRL_S, Desk, F3, demo};
use std::time::Duration;

const CTRL_L: &str = "\u{c}";
const TEXT: &str = "hẹn gặp lại sáng thứ sáu";

/// A visit half recorded.
fn visiting(desk: &Desk) -> Terminal {
    let mut terminal = desk.unlocked();
    terminal.keys(F3);
    terminal.see("Tổng: 60");
    terminal.keys("hs-0005\r");
    terminal.wait("the dossier", |t| t.contains("HS-0005") && !t.contains("Tìm:"));
    terminal.keys("v");
    terminal.see("Ghi lần gặp");
    terminal.keys(&format!("g\t\t{TEXT}"));
    terminal.see(TEXT);
    terminal
}

fn unlock(terminal: &mut Terminal) {
    terminal.see("Mật khẩu");
    terminal.keys(&format!("{}\r", demo().1));
}

/// The next start offers the form; it is saved, and not offered again.
fn goes_on(desk: &Desk) {
    let mut terminal = desk.open();
    unlock(&mut terminal);
    terminal.see("Nhập tiếp biểu mẫu đang dở?");
    terminal.see("Ghi lần gặp · HS-0005");
    let offer = terminal.see("Để sau (k)");
    assert!(!offer.contains(TEXT), "{offer}");
    terminal.keys("\r");
    terminal.see(TEXT);
    terminal.keys(CTRL_S);
    terminal.wait("the form to close", |t| !t.contains("Ghi lần gặp"));
    terminal.keys(CTRL_Q);
    assert_eq!(terminal.end().0, 0);
    let mut terminal = desk.open();
    unlock(&mut terminal);
    terminal.see("D163 Đ61.1a");
    // The offer would have come with the first list.
    terminal.keys(F3);
    terminal.see("Tổng: 60");
    terminal.keys(CTRL_Q);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn a_lock_comes_back_to_the_same_word() {
    let desk = Desk::new();
    let mut terminal = visiting(&desk);
    terminal.keys(CTRL_L);
    let locked = terminal.see("Sổ đang khóa");
    assert!(!locked.contains("thứ sáu"), "{locked}");
    unlock(&mut terminal);
    terminal.see(TEXT);
    terminal.keys(", ở nhà");
    terminal.see("sáng thứ sáu, ở nhà");
}

#[test]
fn a_hang_up_closes_the_registry_and_keeps_what_was_typed() {
    let desk = Desk::new();
    let terminal = visiting(&desk);
    assert_eq!(terminal.hang_up(), 0, "an orderly end");
    goes_on(&desk);
}

#[test]
fn a_power_cut_keeps_what_was_typed_some_seconds_before() {
    let desk = Desk::new();
    let terminal = visiting(&desk);
    // Kept on the first tick, at most every three seconds after.
    std::thread::sleep(Duration::from_secs(7));
    terminal.cut();
    goes_on(&desk);
}
