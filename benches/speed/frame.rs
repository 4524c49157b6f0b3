//! From a key to the drawn frame: the app itself over the real registry, its effects run inline,
//! drawn into memory at 120×40. Letters in the search field; then every key of every list.

use crate::SIZES;
use crate::commune::{Commune, PASSWORD, now};
use hoso::domain::word::Lang;
use hoso::rules::RuleBook;
use hoso::ui::app::{Begin, Event, Model};
use hoso::ui::command::{Command, Place, at};
use hoso::ui::desk::RegistryDesk;
use hoso::ui::effect::{Desk, Effect};
use hoso::ui::keymap::Key;
use hoso::ui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

const SIZE: Size = Size::new(120, 40);
/// Typed letter by letter and taken back again.
const TYPED: [&str; 4] = ["nguyen van", "đặng thị", "hs-01", "hoa"];

/// Prints median and 99th percentile of a keystroke at every size.
pub(crate) fn report() {
    println!("people    p50       p99       worst     (a key in the search field to the frame)");
    for people in SIZES {
        let mut seat = Seat::at(people);
        let mut took: Vec<Duration> = Vec::new();
        for _ in 0..5 {
            for text in TYPED {
                took.extend(text.chars().map(|c| seat.press(Key::Char(c))));
                took.extend(text.chars().map(|_| seat.press(Key::Backspace)));
            }
        }
        took.sort();
        let [half, most, worst] =
            [took.len() / 2, took.len() * 99 / 100, took.len() - 1].map(|i| took[i]);
        println!("{people:<9} {half:<9.2?} {most:<9.2?} {worst:<9.2?}");
    }
}

/// Every list, and the keys that lead to it.
const LISTS: [(&str, &[Key]); 8] = [
    ("Hôm nay", &[Key::F(2)]),
    ("Danh sách, typing", &[Key::F(3)]),
    ("Danh sách, in it", &[Key::F(3), Key::Tab]),
    ("Lịch", &[Key::F(2), Key::Char('l')]),
    ("Tình hình", &[Key::F(2), Key::Char('h')]),
    ("Quy tắc", &[Key::F(2), Key::Char('q')]),
    ("Hồ sơ trùng", &[Key::F(2), Key::Ctrl('f')]),
    ("Mục đã hủy", &[Key::F(2), Key::Ctrl('x')]),
];
/// The keys by which lists are walked, beside their commands.
const MOVES: [Key; 8] = [
    Key::Down,
    Key::Up,
    Key::PageDown,
    Key::PageUp,
    Key::End,
    Key::Home,
    Key::CtrlEnd,
    Key::CtrlHome,
];
/// Not walked: what ends the work, changes how the screens look, or is no key of a list.
const LEFT_OUT: [Command; 6] = [
    Command::Quit,
    Command::Lock,
    Command::Language,
    Command::TypingMethod,
    Command::ScanDoubles,
    Command::GoReport,
];
/// How often each key is pressed.
const TURNS: usize = 9;

/// Prints, for every list, how many keys it has, the median of their medians, and the slowest keys.
pub(crate) fn every_list() {
    println!("people    list                keys  p50       over 16 ms (median; what they do)");
    for people in SIZES {
        let mut seat = Seat::at(people);
        for (name, way) in LISTS {
            let mut took = seat.keys_of(way);
            took.sort_by_key(|(_, median)| *median);
            let half = took.get(took.len() / 2).map_or(Duration::ZERO, |(_, median)| *median);
            let slow: Vec<String> = took
                .iter()
                .rev()
                .filter(|(_, median)| *median > Duration::from_millis(16))
                .map(|(what, median)| format!("{what} {median:.1?}"))
                .collect();
            println!("{people:<9} {name:<19} {:<5} {half:<9.2?} {}", took.len(), slow.join(", "));
        }
    }
}

struct Seat {
    model: Model,
    desk: RegistryDesk,
    terminal: Terminal<TestBackend>,
}

impl Seat {
    /// Unlocked, the list on the screen, the search field taking text.
    fn at(people: usize) -> Self {
        let desk = RegistryDesk::new(Commune::cached(people).place(), Lang::Vi, Some(now()));
        let (model, effects) = Model::begin(Begin {
            lang: Lang::Vi,
            theme: Theme::new(false),
            now: now(),
            size: SIZE,
            clock_rules: RuleBook::embedded().clocks().iter().cloned().collect(),
            folder: String::new(),
            login: None,
            lock_after: Duration::from_secs(300),
        });
        let terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height)).unwrap();
        let mut seat = Self { model, desk, terminal };
        let _ = seat.model.update(Event::Tick { now: now(), uptime: Duration::from_secs(1_000) });
        seat.run(effects);
        for c in PASSWORD.chars() {
            seat.press(Key::Char(c));
        }
        seat.press(Key::Enter);
        seat.press(Key::F(3));
        assert!(seat.model.place() == Place::People && seat.model.takes_text());
        seat
    }

    /// Back to the main screens, with nothing typed, and along the way to a list.
    fn go(&mut self, way: &[Key]) {
        for _ in 0..4 {
            self.press(Key::Esc);
        }
        for key in way {
            self.press(*key);
        }
    }

    /// Every key of a list with the median of its turns.
    fn keys_of(&mut self, way: &[Key]) -> Vec<(String, Duration)> {
        self.go(way);
        let (place, typing) = (self.model.place(), self.model.takes_text());
        let mut keys: Vec<(String, Key)> = MOVES.iter().map(|k| (k.label(Lang::Vi), *k)).collect();
        for row in at(place, true).filter(|row| !LEFT_OUT.contains(&row.command)) {
            let fits = row.keys.iter().find(|k| !(typing && k.types()));
            let what = |k: &Key| format!("{} {}", k.label(Lang::Vi), row.label(Lang::Vi));
            keys.extend(fits.map(|k| (what(k), *k)));
        }
        let mut took = Vec::new();
        for (what, key) in keys {
            let mut turns: Vec<Duration> = (0..TURNS)
                .map(|_| {
                    self.go(way);
                    self.press(key)
                })
                .collect();
            turns.sort();
            took.push((what, turns[TURNS / 2]));
        }
        took
    }

    fn run(&mut self, effects: Vec<Effect>) {
        let mut waiting: VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            let answer = self.desk.run(effect);
            waiting.extend(self.model.update(Event::Answer(answer)));
        }
    }

    fn press(&mut self, key: Key) -> Duration {
        let began = Instant::now();
        let effects = self.model.update(Event::Key(key));
        self.run(effects);
        self.terminal.draw(|frame| self.model.draw(frame)).unwrap();
        began.elapsed()
    }
}
