//! Vietnamese as input methods send it to a terminal: every mark takes letters back and types them
//! anew, in one burst with what comes next. Nothing may be lost, whichever backspace they send and
//! whether or not the marks come apart.

use super::{CTRL_Q, CTRL_S, Desk, F3, demo};
use hoso::domain::text::nfc;
use hoso::rules::units::Units;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

/// Words of a form's text field at once: its 600 characters hold them with their marks apart.
const AT_ONCE: usize = 72;
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// How an input method puts letters.
#[derive(Clone, Copy)]
enum Form {
    /// Whole letters: `ặ` (Unikey, EVKey, OpenKey as they come).
    Whole,
    /// The tone apart: `ă` and the dot below (“Unicode tổ hợp”).
    ToneApart,
    /// Every mark apart (NFD, as macOS types).
    Apart,
}

impl Form {
    fn write(self, text: &str) -> String {
        match self {
            Self::Whole => nfc(text),
            Self::Apart => text.nfd().collect(),
            Self::ToneApart => text
                .chars()
                .flat_map(|c| {
                    let (tone, letter): (Vec<char>, Vec<char>) =
                        std::iter::once(c).nfd().partition(|p| TONES.contains(p));
                    nfc(&letter.into_iter().collect::<String>())
                        .chars()
                        .chain(tone)
                        .collect::<Vec<_>>()
                })
                .collect(),
        }
    }
}

/// What stands there key by key while a word is typed: each letter bare, then with its own mark;
/// the tone at the end.
fn stages(word: &str) -> Vec<String> {
    let mut stages = Vec::new();
    let mut made = String::new();
    for c in word.chars() {
        let without: String = std::iter::once(c).nfd().filter(|p| !TONES.contains(p)).collect();
        let shaped = nfc(&without);
        let bare = match c {
            'đ' => "d".to_owned(),
            'Đ' => "D".to_owned(),
            _ => std::iter::once(c).nfd().take(1).collect(),
        };
        stages.push(format!("{made}{bare}"));
        made.push_str(&shaped);
        stages.push(made.clone());
    }
    stages.push(word.to_owned());
    stages
}

/// The bytes an input method sends for a word.
fn burst(word: &str, form: Form, backspace: char) -> String {
    let (mut sent, mut there) = (String::new(), String::new());
    for stage in stages(word) {
        let stage = form.write(&stage);
        let same = there.chars().zip(stage.chars()).take_while(|(a, b)| a == b).count();
        sent.extend(std::iter::repeat_n(backspace, there.chars().count() - same));
        sent.extend(stage.chars().skip(same));
        there = stage;
    }
    sent
}

/// Five hundred different words with marks, from the names of communes and provinces.
fn words() -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut words = Vec::new();
    for unit in Units::embedded().all() {
        for word in unit.name.split_whitespace().chain(unit.province.split_whitespace()) {
            let letters = word.chars().all(char::is_alphabetic);
            if letters && !word.is_ascii() && seen.insert(word.to_owned()) {
                words.push(nfc(word));
            }
        }
    }
    words.truncate(500);
    assert_eq!(words.len(), 500);
    words
}

#[test]
fn bursts_of_five_hundred_words_arrive_whole_at_full_speed() {
    let desk = Desk::new();
    let mut terminal = desk.unlocked();
    terminal.keys(F3);
    terminal.see("Tổng: 60");
    terminal.keys("hs-0005\r");
    terminal.wait("the dossier", |t| t.contains("HS-0005") && !t.contains("Tìm:"));
    let words = words();
    let forms = [Form::Whole, Form::ToneApart, Form::Apart];
    for (n, chunk) in words.chunks(AT_ONCE).enumerate() {
        terminal.keys("v");
        terminal.see("Ghi lần gặp");
        // Each on a day of its own, so that none is taken for another entered twice.
        terminal.keys(&format!("g\t\u{15}{:02}/03/2026 08:00\t", n + 1));
        let mut sent = String::new();
        for (at, word) in chunk.iter().enumerate() {
            let backspace = if at % 2 == 0 { '\u{7f}' } else { '\u{8}' };
            sent.push_str(&burst(word, forms[(at / 2) % 3], backspace));
            sent.push(' ');
        }
        // One write, and the save right behind it.
        terminal.keys(&(sent + CTRL_S));
        terminal.wait("the form to close", |t| !t.contains("Ghi lần gặp"));
        let text = terminal.text();
        if text.contains("Đã ghi, nhưng") || text.contains("Đóng") {
            terminal.keys("\r");
        }
    }
    terminal.keys(CTRL_Q);
    assert_eq!(terminal.end().0, 0);

    let password = desk.path("password");
    std::fs::write(&password, &demo().1).unwrap();
    let shown = Command::new(env!("CARGO_BIN_EXE_hoso"))
        .args(["--registry", desk.path("registry").to_str().unwrap(), "--officer", "truong"])
        .args(["--password-file", password.to_str().unwrap(), "show", "HS-0005", "--json"])
        .env("HOSO_DEVICE_KEY", desk.path("device.key"))
        .output()
        .unwrap();
    let dossier: Value = serde_json::from_slice(&shown.stdout).unwrap();
    let texts: Vec<&str> =
        dossier["events"].as_array().unwrap().iter().filter_map(|e| e["text"].as_str()).collect();
    for chunk in words.chunks(AT_ONCE) {
        let wanted = chunk.join(" ");
        assert!(texts.contains(&wanted.as_str()), "lost: {wanted}\nthere: {texts:#?}");
    }
}

#[test]
fn a_burst_is_what_an_input_method_sends() {
    assert_eq!(burst("Đặ", Form::Whole, '<'), "D<Đaă<ặ".replace("aă", "a<ă"));
    assert_eq!(burst("ẹ", Form::Apart, '<'), "e\u{323}");
    assert_eq!(burst("ệ", Form::ToneApart, '<'), "e<ê\u{323}");
}
