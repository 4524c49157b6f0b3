//! A list to choose one thing from, narrowed by typing without marks.

use super::{Chosen, Context, Question, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::text::fold;
use crate::ui::command::{Command, Place};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{list_line, safe};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines of the list that are seen.
const HEIGHT: usize = 12;
/// Its size with the frame.
const SIZE: (u16, u16) = (60, HEIGHT as u16 + 4);

/// The list.
pub struct Choose {
    question: Question,
    title: String,
    options: Vec<String>,
    typed: TextField,
    window: Window,
}

impl Choose {
    /// Opens the list.
    pub fn open(question: Question, title: String, options: Vec<String>, at: usize) -> Step {
        let mut window = Window { total: options.len(), ..Window::default() };
        window.go(at, HEIGHT);
        let typed = TextField::default();
        Step::Open(Box::new(Self { question, title, options, typed, window }))
    }

    /// The options that match, with their places in the whole list: those that begin with what
    /// was typed first, then those with a word or with the first letters of words like it.
    fn found(&self) -> Vec<(usize, &String)> {
        let wanted = fold(&self.typed.value());
        let wanted = wanted.trim();
        let mut found: Vec<(u8, usize, &String)> = Vec::new();
        for (at, option) in self.options.iter().enumerate() {
            found.extend(likeness(&fold(option), wanted).map(|rank| (rank, at, option)));
        }
        // Of names alike without marks, the one with the marks that were typed comes first.
        let marked = self.typed.value().trim().to_lowercase();
        found.sort_by_key(|(rank, at, o)| (*rank, !o.to_lowercase().contains(&marked), *at));
        found.into_iter().map(|(_, at, option)| (at, option)).collect()
    }

    fn typed_something(&mut self) -> Steps {
        let total = self.found().len();
        self.window = Window { total, ..Window::default() };
        Steps::new()
    }
}

/// How well a folded option fits what was typed; smaller is better.
pub(super) fn likeness(option: &str, wanted: &str) -> Option<u8> {
    let words = || option.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let initials: String = words().filter_map(|w| w.chars().next()).collect();
    // "nguy co" begins two words of "quy tac nguy co".
    let begins = |at: usize| !option[..at].ends_with(char::is_alphanumeric);
    if option.starts_with(wanted) {
        Some(0)
    } else if option.match_indices(wanted).any(|(at, _)| begins(at)) || initials.starts_with(wanted)
    {
        Some(1)
    } else {
        option.contains(wanted).then_some(2)
    }
}

impl Screen for Choose {
    fn place(&self) -> Place {
        Place::Choose
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Accept => match self.found().get(self.window.at) {
                Some((at, _)) => vec![Step::Choose(Chosen { question: self.question, at: *at })],
                None => Steps::new(),
            },
            Command::Cancel => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let moved = self.window.on_key(key, HEIGHT);
        if !moved && self.typed.type_key(key, cx.preferences.typing()) {
            return self.typed_something();
        }
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        self.typed.paste(text);
        self.typed_something()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, SIZE);
        let list = Rect { y: inside.y + 2, height: HEIGHT as u16, ..inside };
        // The second click on a line chooses it.
        if self.window.on_mouse(mouse, list, HEIGHT) {
            return self.on_command(Command::Accept, cx);
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let inside = dialog_frame(frame, area, SIZE, &self.title, cx.theme);
        let room = usize::from(inside.width);
        let label = format!("{}: ", words::FIND.get(cx.lang));
        let label_columns = crate::domain::text::width(&label);
        let (typed, cursor) = self.typed.visible(room.saturating_sub(label_columns));
        let mut text = vec![Line::from(format!("{label}{typed}")), Line::default()];
        for (n, (_, option)) in
            self.found().into_iter().enumerate().skip(self.window.first).take(HEIGHT)
        {
            text.push(list_line(&safe(option), room, n == self.window.at, cx.theme));
        }
        frame.render_widget(Paragraph::new(text), inside);
        let x = inside.x + (label_columns + cursor) as u16;
        frame.set_cursor_position(Position::new(x, inside.y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_the_letters_comes_first() {
        let check = |option: &str, wanted: &str, rank: Option<u8>| {
            assert_eq!(likeness(&fold(option), wanted), rank, "{option} {wanted}");
        };
        check("Đề nghị quản lý sau cai", "de n", Some(0));
        check("Đề nghị quản lý sau cai", "quan", Some(1));
        check("Đề nghị quản lý sau cai", "dnql", Some(1));
        check("Đề nghị quản lý sau cai", "y sau", Some(2));
        check("Đề nghị quản lý sau cai", "x", None);
        check("Mở: Cai nghiện bắt buộc", "cai", Some(1));
    }
}
