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
                took.extend(text.chars().map(|c| seat.press(Key::Char(c)).whole));
                took.extend(text.chars().map(|_| seat.press(Key::Backspace).whole));
            }
        }
        took.sort();
        let [half, most, worst] =
            [took.len() / 2, took.len() * 99 / 100, took.len() - 1].map(|i| took[i]);
        println!("{people:<9} {half:<9.2?} {most:<9.2?} {worst:<9.2?}");
    }
}

/// Every list, and the keys that lead to it.
const LISTS: [(&str, &[Key]); 21] = [
    ("Hôm nay", &[Key::F(2)]),
    ("Danh sách, typing", &[Key::F(3)]),
    ("Danh sách, in it", &[Key::F(3), Key::Tab]),
    ("Lịch", &[Key::F(2), Key::Char('l')]),
    ("Tình hình", &[Key::F(2), Key::Char('h')]),
    ("Quy tắc", &[Key::F(2), Key::Char('q')]),
    ("Hồ sơ trùng", &[Key::F(2), Key::Ctrl('f')]),
    ("Mục đã hủy", &[Key::F(2), Key::Ctrl('x')]),
    ("Việc vừa làm", &[Key::F(2), Key::Ctrl('z')]),
    ("Báo cáo", &[Key::F(5)]),
    ("Chốt và gửi", &[Key::F(5), Key::Left, Key::Char('g')]),
    ("Hồ sơ", &[Key::F(2), Key::Char('o')]),
    ("Quy tắc nguy cơ", &[Key::F(2), Key::Char('n')]),
    ("Sao lưu", &[Key::F(2), Key::Alt('5')]),
    ("Nhật ký", &[Key::F(2), Key::Alt('6')]),
    ("Cán bộ", &[Key::F(2), Key::Alt('7')]),
    ("Lưu trữ", &[Key::F(2), Key::Alt('8')]),
    ("Nhập từ Excel", &[Key::F(2), Key::Alt('9')]),
    ("Công tác", &[Key::F(5), Key::Char('c')]),
    ("Danh sách của tôi", &[Key::F(3), Key::Ctrl('d')]),
    ("Chọn thôn", &[Key::F(3), Key::F(8)]),
];
/// Places without a list of the registry's: forms, questions, what lists commands or columns, and the
/// roll-up, which needs no registry.
const NO_LIST: [Place; 14] = [
    Place::AccountForm,
    Place::RollUp,
    Place::Mark,
    Place::Form,
    Place::Confirm,
    Place::Read,
    Place::Unlock,
    Place::Palette,
    Place::Menu,
    Place::Columns,
    Place::SetupUnit,
    Place::SetupAccount,
    Place::SetupSheets,
    Place::SetupTypeBack,
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
/// Not walked: what ends the work, changes how the screens look, is no key of a list, or is the whole
/// check (`-- vault` has its figure).
const LEFT_OUT: [Command; 6] = [
    Command::Quit,
    Command::Lock,
    Command::Language,
    Command::TypingMethod,
    Command::ScanDoubles,
    Command::CheckWhole,
];
/// How often each key is pressed; the median counts.
const TURNS: usize = 9;
/// How often, where its answer, or the way to the list, takes longer than [`LONG`].
const FEW_TURNS: usize = 3;
const LONG: Duration = Duration::from_millis(100);

/// What a key took.
#[derive(Clone, Copy)]
struct Took {
    /// The longest that the screen stood still: from a key, or from an answer of the worker, to the
    /// drawn frame. What the worker does meanwhile holds up nothing.
    frame: Duration,
    /// From the key to the frame with all that it asked for.
    whole: Duration,
}

/// Prints, for every list, how many keys it has, the slowest frame, the median of the answers, and the
/// keys above 16 ms: of their frames none may be; of their answers they are named.
pub(crate) fn every_list(people: Option<usize>) {
    println!(
        "people    list                keys  frame     answer    over 16 ms (median; what they do)"
    );
    for people in SIZES.into_iter().filter(|n| people.is_none_or(|wanted| wanted == *n)) {
        let mut seat = Seat::at(people);
        let mut seen = Vec::new();
        for (name, way) in LISTS {
            seat.go(way);
            seen.push(seat.model.place());
            let mut took = seat.keys_of(way);
            took.sort_by_key(|(_, took)| took.whole);
            let half = took.get(took.len() / 2).map_or(Duration::ZERO, |(_, took)| took.whole);
            let frame = took.iter().map(|(_, took)| took.frame).max().unwrap_or_default();
            let over = |d: Duration| d > Duration::from_millis(16);
            let slow: Vec<String> = took
                .iter()
                .rev()
                .filter(|(_, took)| over(took.whole))
                .map(|(what, took)| {
                    let frame = if over(took.frame) { "FRAME " } else { "" };
                    format!("{frame}{what} {:.1?}", took.whole)
                })
                .collect();
            let (keys, slow) = (took.len(), slow.join(", "));
            println!("{people:<9} {name:<19} {keys:<5} {frame:<9.2?} {half:<9.2?} {slow}");
        }
        // A list that is made later is walked too. Two files side by side need a pair found before.
        let left = Place::ALL.into_iter().filter(|p| !seen.contains(p) && !NO_LIST.contains(p));
        let left: Vec<Place> = left.filter(|p| *p != Place::Merge).collect();
        assert!(left.is_empty(), "no list leads to {left:?}");
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
            swaps: false,
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
    fn keys_of(&mut self, way: &[Key]) -> Vec<(String, Took)> {
        self.go(way);
        let (place, typing) = (self.model.place(), self.model.takes_text());
        let mut keys: Vec<(String, Key)> = MOVES.iter().map(|k| (k.label(Lang::Vi), *k)).collect();
        for row in at(place, None).filter(|row| !LEFT_OUT.contains(&row.command)) {
            let fits = row.keys.iter().find(|k| !(typing && k.types()));
            let what = |k: &Key| format!("{} {}", k.label(Lang::Vi), row.label(Lang::Vi));
            keys.extend(fits.map(|k| (what(k), *k)));
        }
        let mut took = Vec::new();
        for (what, key) in keys {
            let mut turns: Vec<Took> = Vec::new();
            let mut wanted = FEW_TURNS;
            while turns.len() < wanted {
                let began = Instant::now();
                self.go(way);
                turns.push(self.press(key));
                if began.elapsed() < LONG {
                    wanted = TURNS;
                }
            }
            let median = |of: fn(&Took) -> Duration| {
                let mut all: Vec<Duration> = turns.iter().map(of).collect();
                all.sort();
                all[all.len() / 2]
            };
            took.push((what, Took { frame: median(|t| t.frame), whole: median(|t| t.whole) }));
        }
        took
    }

    /// Carries effects out; the longest that an answer took to its frame.
    fn run(&mut self, effects: Vec<Effect>) -> Duration {
        let mut waiting: VecDeque<Effect> = effects.into();
        let mut longest = Duration::ZERO;
        while let Some(effect) = waiting.pop_front() {
            let answer = self.desk.run(effect);
            let began = Instant::now();
            waiting.extend(self.model.update(Event::Answer(answer)));
            self.draw();
            longest = longest.max(began.elapsed());
        }
        longest
    }

    fn draw(&mut self) {
        self.terminal.draw(|frame| self.model.draw(frame)).unwrap();
    }

    fn press(&mut self, key: Key) -> Took {
        let began = Instant::now();
        let effects = self.model.update(Event::Key(key));
        self.draw();
        let frame = began.elapsed();
        let frame = frame.max(self.run(effects));
        Took { frame, whole: began.elapsed() }
    }
}
