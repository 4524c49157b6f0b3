//! From a key in the search field to the drawn frame: the app itself over the real registry, its
//! effects run inline, drawn into memory at 120×40.

use crate::SIZES;
use crate::commune::{Commune, PASSWORD, now};
use hoso::domain::word::Lang;
use hoso::rules::RuleBook;
use hoso::ui::app::{Begin, Event, Model};
use hoso::ui::command::Place;
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
