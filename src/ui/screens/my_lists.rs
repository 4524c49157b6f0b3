//! "Danh sách của tôi": the filters an officer has saved, beside those that everybody has.

use super::confirm::Confirm;
use super::{Chosen, Context, Question, Screen, Step, Steps, Tone, dialog_frame, dialog_inside};
use crate::services::view::PeopleQuery;
use crate::ui::command::{Command, Place};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::preference::Preference;
use crate::ui::saved_list::{self, MOST, SavedList, built_in};
use crate::ui::widgets::text::{list_line, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::desk;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines of the list that are seen.
const HEIGHT: usize = 11;
/// Its size with the frame.
const SIZE: (u16, u16) = (66, HEIGHT as u16 + 6);

/// The dialog.
pub struct MyLists {
    /// What Danh sách shows now: what is saved.
    query: PeopleQuery,
    login: String,
    /// The name being typed for it.
    naming: Option<TextField>,
    window: Window,
}

/// Everybody's lists, then the officer's own: name and question.
pub fn all(login: &str, cx: &Context) -> Vec<(String, PeopleQuery)> {
    let fixed = built_in(login).into_iter().map(|(name, q)| (name.get(cx.lang).to_owned(), q));
    let own = own(cx).into_iter().map(|list| (safe(&list.name), list.query));
    fixed.chain(own).collect()
}

fn own(cx: &Context) -> Vec<SavedList> {
    saved_list::read(cx.preferences.get(Preference::PeopleLists))
}

impl MyLists {
    /// Opens it over a list that shows this.
    pub fn open(query: PeopleQuery, login: &str, cx: &Context) -> Step {
        let window = Window { total: all(login, cx).len(), ..Window::default() };
        let login = login.to_owned();
        Step::Open(Box::new(Self { query, login, naming: None, window }))
    }

    /// Which of the officer's own lists one stands on.
    fn own_at(&self) -> Option<usize> {
        self.window.at.checked_sub(built_in(&self.login).len())
    }

    fn save(&mut self, name: &str, cx: &Context) -> Steps {
        let Some(list) = SavedList::new(name, self.query.clone()) else { return Steps::new() };
        let mut lists = own(cx);
        // The same name again: the newer one stands.
        lists.retain(|l| l.name != list.name);
        lists.push(list);
        self.naming = None;
        self.window.set_total(built_in(&self.login).len() + lists.len(), HEIGHT);
        self.window.go(self.window.total, HEIGHT);
        vec![Step::Prefer(Preference::PeopleLists, saved_list::text(&lists))]
    }

    fn drop_list(&mut self, cx: &Context) -> Steps {
        let mut lists = own(cx);
        let Some(at) = self.own_at().filter(|at| *at < lists.len()) else { return Steps::new() };
        let name = safe(&lists.remove(at).name);
        let detail = format!("{name}. {}", desk::ASK_DROP_LIST_MORE.get(cx.lang));
        let answers = (desk::DROP_LIST, desk::KEEP_LIST);
        let then = vec![Step::Prefer(Preference::PeopleLists, saved_list::text(&lists))];
        vec![Confirm::ask(desk::ASK_DROP_LIST, detail, answers, then)]
    }

    fn use_line(&self, cx: &Context) -> Steps {
        let at = self.window.at;
        let there = at < all(&self.login, cx).len();
        let chosen = Chosen { question: Question::MyList, at };
        there.then_some(Step::Choose(chosen)).into_iter().collect()
    }
}

impl Screen for MyLists {
    fn place(&self) -> Place {
        Place::Lists
    }

    fn takes_text(&self) -> bool {
        self.naming.is_some()
    }

    fn can(&self, command: Command, cx: &Context) -> bool {
        let naming = self.naming.is_some();
        match command {
            Command::SaveList => !naming,
            Command::DropList => !naming && self.own_at().is_some_and(|at| at < own(cx).len()),
            _ => true,
        }
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match (command, &self.naming) {
            (Command::Accept, Some(name)) => {
                let name = name.value();
                self.save(&name, cx)
            }
            (Command::Accept, None) => self.use_line(cx),
            (Command::Cancel, Some(_)) => {
                self.naming = None;
                Steps::new()
            }
            (Command::Cancel, None) => vec![Step::Close],
            (Command::SaveList, None) if own(cx).len() >= MOST => {
                vec![Step::Tell(Tone::Warn, desk::MY_LISTS_FULL.get(cx.lang).to_owned())]
            }
            (Command::SaveList, None) => {
                self.naming = Some(TextField::default());
                Steps::new()
            }
            (Command::DropList, None) => self.drop_list(cx),
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        if let Some(name) = &mut self.naming {
            name.on_key(key);
            return Steps::new();
        }
        self.window.set_total(all(&self.login, cx).len(), HEIGHT);
        match key {
            Key::Up => self.window.step(-1, HEIGHT),
            Key::Down => self.window.step(1, HEIGHT),
            Key::Home => self.window.go(0, HEIGHT),
            Key::End => self.window.go(self.window.total, HEIGHT),
            _ => {}
        }
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        if let Some(name) = &mut self.naming {
            name.paste(text);
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        if self.naming.is_some() {
            return Steps::new();
        }
        let list = Rect { height: HEIGHT as u16, ..dialog_inside(area, SIZE) };
        if self.window.on_mouse(mouse, list, HEIGHT) { self.use_line(cx) } else { Steps::new() }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = desk::MY_LISTS.get(cx.lang);
        let inside = dialog_frame(frame, area, SIZE, title, cx.theme);
        let room = usize::from(inside.width);
        let mut lines = Vec::new();
        let seen = all(&self.login, cx);
        for (n, (name, _)) in seen.iter().enumerate().skip(self.window.first).take(HEIGHT) {
            lines.push(list_line(name, room, n == self.window.at, cx.theme));
        }
        lines.resize(HEIGHT, Line::default());
        lines.push(Line::styled("─".repeat(room), cx.theme.quiet()));
        if let Some(name) = &self.naming {
            let label = format!("{}: ", desk::MY_LISTS_NAME.get(cx.lang));
            let columns = crate::domain::text::width(&label);
            let (typed, cursor) = name.visible(room.saturating_sub(columns));
            lines.push(Line::from(format!("{label}{typed}")));
            let (x, y) = (inside.x + (columns + cursor) as u16, inside.y + HEIGHT as u16 + 1);
            frame.set_cursor_position(Position::new(x, y));
        } else {
            let hint = wrap(desk::MY_LISTS_HINT.get(cx.lang), room);
            lines.extend(hint.into_iter().map(|t| Line::styled(t, cx.theme.quiet())));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
