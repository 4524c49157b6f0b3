//! Ctrl+P: every command possible where one stands, and people by name, found by typing without
//! marks. Enter does it.

use super::choose::likeness;
use super::{Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::text::{fold, width};
use crate::services::view::PersonLine;
use crate::ui::command::{Command, CommandRow, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::menu::Group;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::desk;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines of the list that are seen.
const HEIGHT: usize = 13;
/// Its size with frame, the field above and the help line below.
const SIZE: (u16, u16) = (76, HEIGHT as u16 + 7);
/// People are looked for from so many letters on.
const LEAST_LETTERS: usize = 2;

/// A command as the screen below offers it.
#[derive(Clone)]
pub struct Offer {
    /// The command.
    pub row: &'static CommandRow,
    /// Its key.
    pub key: String,
    /// Its word.
    pub label: String,
}

/// One line of the palette.
enum Found<'a> {
    Command(&'a Offer),
    Person(&'a PersonLine),
}

/// The palette.
pub struct Palette {
    offers: Vec<Offer>,
    people: Vec<PersonLine>,
    /// Whether people may be gone to from here.
    with_people: bool,
    typed: TextField,
    window: Window,
    /// Number of the last question for people, and of the last answer.
    ticket: u64,
    answered: u64,
    /// Enter came before the answer did.
    hasty: bool,
}

impl Palette {
    /// Opens the palette over a screen that offers these commands.
    pub fn open(offers: Vec<Offer>, with_people: bool) -> Step {
        let offers: Vec<Offer> =
            offers.into_iter().filter(|o| Group::of(o.row.command).is_some()).collect();
        let window = Window { total: offers.len(), ..Window::default() };
        let (people, typed) = (Vec::new(), TextField::default());
        let (ticket, answered, hasty) = (0, 0, false);
        let palette = Self { offers, people, with_people, typed, window, ticket, answered, hasty };
        Step::Open(Box::new(palette))
    }

    /// Commands whose name fits, people, then commands that merely contain or explain it.
    fn found(&self, cx: &Context) -> Vec<Found<'_>> {
        let wanted = fold(&self.typed.value());
        let wanted = wanted.trim();
        let rank = |offer: &Offer| {
            let label = likeness(&fold(&offer.label), wanted);
            label.or_else(|| offer.row.explains(wanted, cx.lang).then_some(3))
        };
        let ranked = self.offers.iter().enumerate().filter_map(|(n, o)| Some((rank(o)?, n, o)));
        let mut ranked: Vec<(u8, usize, &Offer)> = ranked.collect();
        ranked.sort_by_key(|(rank, n, _)| (*rank, *n));
        let near = ranked.iter().filter(|(rank, ..)| *rank <= 1);
        let far = ranked.iter().filter(|(rank, ..)| *rank > 1);
        let mut found: Vec<Found<'_>> = near.map(|(.., o)| Found::Command(o)).collect();
        found.extend(self.people.iter().map(Found::Person));
        found.extend(far.map(|(.., o)| Found::Command(o)));
        found
    }

    fn asks_people(&self) -> bool {
        self.with_people && self.typed.value().trim().chars().count() >= LEAST_LETTERS
    }

    fn typed_something(&mut self, cx: &Context) -> Steps {
        self.hasty = false;
        self.ticket += 1;
        self.people.clear();
        self.window = Window { total: self.found(cx).len(), ..Window::default() };
        if !self.asks_people() {
            self.answered = self.ticket;
            return Steps::new();
        }
        let text = self.typed.value().trim().to_owned();
        vec![Step::Ask(Effect::FindPeople { text, ticket: self.ticket })]
    }

    fn run(&self, cx: &Context) -> Steps {
        match self.found(cx).get(self.window.at) {
            Some(Found::Command(offer)) => vec![Step::Run(offer.row.command)],
            Some(Found::Person(line)) => {
                vec![Step::Close, Step::OpenDossier(line.file_no.clone())]
            }
            None => Steps::new(),
        }
    }
}

fn person_text(line: &PersonLine, cx: &Context) -> String {
    let hamlet = line.hamlet.as_deref().map(|h| format!(" · {}", safe(h))).unwrap_or_default();
    let open = desk::PALETTE_PERSON.get(cx.lang);
    format!("{open}: {} · {} · {}{hamlet}", safe(&line.name), line.born.year(), line.file_no)
}

impl Screen for Palette {
    fn place(&self) -> Place {
        Place::Palette
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Accept => {
                let steps = self.run(cx);
                // A name typed fast opens whom it names as soon as he is found.
                self.hasty = steps.is_empty() && self.answered != self.ticket;
                steps
            }
            Command::Cancel => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        if self.window.on_key(key, HEIGHT) {
            return Steps::new();
        }
        let before = self.typed.value();
        self.typed.type_key(key, cx.preferences.typing());
        if self.typed.value() == before { Steps::new() } else { self.typed_something(cx) }
    }

    fn on_paste(&mut self, text: &str, cx: &Context) -> Steps {
        self.typed.paste(text);
        self.typed_something(cx)
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        let Answer::Found { ticket, lines } = answer else { return Steps::new() };
        if *ticket != self.ticket {
            return Steps::new();
        }
        self.answered = *ticket;
        self.people.clone_from(lines);
        let total = self.found(cx).len();
        self.window.set_total(total, HEIGHT);
        if std::mem::take(&mut self.hasty) { self.run(cx) } else { Steps::new() }
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, SIZE);
        let list = Rect { y: inside.y + 2, height: HEIGHT as u16, ..inside };
        if self.window.on_mouse(mouse, list, HEIGHT) { self.run(cx) } else { Steps::new() }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let inside = dialog_frame(frame, area, SIZE, desk::PALETTE.get(cx.lang), cx.theme);
        let room = usize::from(inside.width);
        let (typed, cursor) = self.typed.visible(room.saturating_sub(2));
        let mut lines = vec![Line::from(format!("› {typed}")), Line::default()];
        let found = self.found(cx);
        if found.is_empty() {
            let text = desk::PALETTE_NOTHING.get(cx.lang);
            lines.extend(wrap(text, room).into_iter().map(Line::from));
        }
        for (n, item) in found.iter().enumerate().skip(self.window.first).take(HEIGHT) {
            let (label, key) = match item {
                Found::Command(offer) => (offer.label.clone(), offer.key.as_str()),
                Found::Person(line) => (person_text(line, cx), ""),
            };
            let chosen = n == self.window.at;
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            let mark = if chosen { "▸" } else { " " };
            let left = pad(&format!("{mark}{label}"), room.saturating_sub(width(key) + 1));
            lines.push(Line::styled(format!("{left}{key} "), style));
        }
        lines.truncate(HEIGHT + 2);
        lines.resize(HEIGHT + 2, Line::default());
        lines.push(Line::styled("─".repeat(room), cx.theme.quiet()));
        if let Some(Found::Command(offer)) = found.get(self.window.at) {
            let help = wrap(offer.row.help(cx.lang), room).into_iter().take(2);
            lines.extend(help.map(|t| Line::styled(t, cx.theme.quiet())));
        }
        frame.render_widget(Paragraph::new(lines), inside);
        frame.set_cursor_position(Position::new(inside.x + 2 + cursor as u16, inside.y));
    }
}
