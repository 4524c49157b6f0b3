//! Danh sách: the search field always has the focus, so typing a name is all it takes. The screen
//! holds one window of lines and asks for nothing else, however long the list is.

mod filter;
mod text;

use super::columns::ColumnsDialog;
use super::deed::Deed;
use super::forms::{self, Who};
use super::my_lists::MyLists;
use super::risk_line::Why;
use super::selection::Selection;
use super::today_filter::Filter;
use super::{Chosen, Context, Question, Screen, Step, Steps};
use crate::domain::word::EventKind;
use crate::services::view::{HamletCount, PeoplePage, PeopleQuery, PersonLine, SortBy};
use crate::ui::columns::Table;
use crate::ui::command::{Command, CommandRow, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, desk};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines above the list: search, filters, heading.
const HEAD: usize = 3;
/// Lines below it: why the person of the line has his level.
const FOOT: usize = 1;

/// The screen.
#[derive(Default)]
pub struct People {
    find: TextField,
    query: PeopleQuery,
    window: Window,
    page: Option<PeoplePage>,
    /// Why those in it have their levels.
    why: Why,
    hamlets: Vec<HamletCount>,
    /// Number of the last question: an older answer is stale.
    ticket: u64,
    /// Number of the question that the page answers.
    answered: u64,
    /// Enter came before the answer did: the line is opened when it is there, so that a name typed
    /// fast never opens somebody of an older list.
    opening: bool,
    /// Whether the list has the focus instead of the search field: letters act then.
    in_list: bool,
    /// Who is chosen.
    selection: Selection,
    /// Everybody shown is wanted chosen.
    choosing_all: bool,
    /// They are asked for to print the round of visits to them.
    printing: bool,
    /// Officers: to put in charge, to filter by.
    charge: Filter,
    /// The filter by hamlet is wanted as soon as the hamlets are known.
    choosing_hamlet: bool,
}

impl People {
    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD + FOOT).max(1)
    }

    /// Asks for the lines that are seen, and nothing else.
    fn ask(&mut self, cx: &Context) -> Steps {
        self.ticket += 1;
        self.opening = false;
        self.find.value().trim().clone_into(&mut self.query.find);
        vec![Step::Ask(Effect::LoadPeople {
            query: self.query.clone(),
            first: self.window.first,
            count: Self::height(cx),
            ticket: self.ticket,
        })]
    }

    /// The question changed: from the top.
    fn ask_anew(&mut self, cx: &Context) -> Steps {
        self.window = Window { total: self.window.total, ..Window::default() };
        self.ask(cx)
    }

    fn moved(&mut self, before: Window, cx: &Context) -> Steps {
        if before.first == self.window.first { Steps::new() } else { self.ask(cx) }
    }

    /// The form of an event: of everybody chosen, else of the person of the line.
    fn record(&self, kind: EventKind, cx: &Context) -> Steps {
        if !self.selection.is_empty() && kind != EventKind::Test {
            return vec![self.selection.record(kind, cx)];
        }
        // While an answer is waited for, the line may be somebody else's.
        let line = self.line_at_cursor().filter(|_| self.answered == self.ticket);
        let form = |line: &PersonLine| {
            let who = Who::listed(line.file_no.clone(), line.name.clone(), line.born, cx);
            Deed::Record(kind, None).form(&who, cx)
        };
        line.and_then(form).into_iter().collect()
    }

    /// Chooses the person of the line, or no longer, and goes on to the next one.
    fn toggle(&mut self, cx: &Context) -> Steps {
        let Some(file) = self.line_at_cursor().map(|line| line.file_no.clone()) else {
            return Steps::new();
        };
        self.selection.toggle(&file);
        let before = self.window;
        self.window.step(1, Self::height(cx));
        self.moved(before, cx)
    }

    fn choose_all(&mut self) -> Steps {
        self.choosing_all = true;
        vec![Step::Ask(Effect::LoadFiles(self.query.clone()))]
    }

    fn line_at_cursor(&self) -> Option<&PersonLine> {
        let page = self.page.as_ref()?;
        page.lines.get(self.window.at.checked_sub(page.first)?)
    }

    fn open(&self) -> Steps {
        self.line_at_cursor()
            .map(|line| Step::OpenDossier(line.file_no.clone()))
            .into_iter()
            .collect()
    }

    fn took_page(&mut self, page: &PeoplePage, cx: &Context) -> Steps {
        let before = self.window;
        self.answered = self.ticket;
        self.window.set_total(page.total, Self::height(cx));
        self.page = Some(page.clone());
        if std::mem::take(&mut self.opening) {
            return self.open();
        }
        // The list became shorter than where one stood: the window moved, so ask again.
        self.moved(before, cx)
    }

    fn is_filtered(&self) -> bool {
        let q = &self.query;
        let narrowed = q.measure.is_some() || q.hamlet.is_some() || q.risk.is_some();
        narrowed || q.officer.is_some() || q.clock.is_some() || !self.find.is_empty()
    }
}

impl Screen for People {
    fn place(&self) -> Place {
        Place::People
    }

    fn takes_text(&self) -> bool {
        !self.in_list
    }

    fn shows_risk(&self, _: &Context) -> bool {
        self.page.is_some()
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let (here, chosen) = (self.line_at_cursor().is_some(), !self.selection.is_empty());
        match command {
            Command::Open | Command::Toggle | Command::SelectAll => here,
            // A result is each person's own.
            Command::Test => here && !chosen,
            Command::Visit | Command::ResidenceCheck | Command::Assign | Command::RoundList => {
                here || chosen
            }
            Command::SelectNone => chosen,
            _ => true,
        }
    }

    fn offer(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        let (key, label) = row.offer(cx.lang);
        if row.command == Command::TurnFocus {
            let label = if self.in_list { desk::TO_FIND } else { desk::TO_LIST };
            return (key, label.get(cx.lang).to_owned());
        }
        if Selection::takes(row.command) && !self.selection.is_empty() {
            return (key, format!("{label} ({})", words::number(self.selection.len(), cx.lang)));
        }
        (key, label)
    }

    fn refresh(&mut self, cx: &Context) -> Steps {
        self.ask(cx)
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Open if self.answered == self.ticket => self.open(),
            Command::Open => {
                self.opening = true;
                Steps::new()
            }
            Command::Sort => {
                self.query.sort = match self.query.sort {
                    SortBy::Name => SortBy::Risk,
                    SortBy::Risk => SortBy::Due,
                    SortBy::Due => SortBy::Name,
                };
                self.ask_anew(cx)
            }
            Command::FilterMeasure => self.choose_measure(cx),
            Command::FilterHamlet => {
                self.choosing_hamlet = true;
                vec![Step::Ask(Effect::LoadHamlets)]
            }
            Command::Visit => self.record(EventKind::Contact, cx),
            Command::ResidenceCheck => self.record(EventKind::ResidenceCheck, cx),
            Command::Test => self.record(EventKind::Test, cx),
            Command::Assign if self.can(command, cx) => self.charge.ask(Question::Assign, cx),
            Command::RoundList if !self.selection.is_empty() => vec![self.selection.round(cx)],
            // Nobody chosen: everybody the list shows.
            Command::RoundList if self.can(command, cx) => {
                self.printing = true;
                self.choose_all()
            }
            Command::TurnFocus => {
                self.in_list = !self.in_list;
                Steps::new()
            }
            Command::Toggle => self.toggle(cx),
            Command::SelectAll => self.choose_all(),
            Command::SelectNone => {
                self.selection.clear();
                Steps::new()
            }
            Command::FilterOfficer => self.charge.ask(Question::FilterOfficer, cx),
            Command::FilterRisk => self.choose_risk(cx),
            Command::MyLists => vec![MyLists::open(self.query.clone(), &cx.login, cx)],
            Command::Columns => vec![ColumnsDialog::open(Table::People, cx)],
            Command::NewPerson => vec![forms::new_person(cx)],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let (before, height) = (self.window, Self::height(cx));
        if self.window.on_key(key, height) {
            return self.moved(before, cx);
        }
        match key {
            Key::CtrlHome => self.window.go(0, height),
            Key::CtrlEnd => self.window.go(self.window.total, height),
            Key::Esc | Key::Char('/') if self.in_list => self.in_list = false,
            Key::Home if self.in_list => self.window.go(0, height),
            Key::End if self.in_list => self.window.go(self.window.total, height),
            Key::Esc if self.is_filtered() => {
                self.find.set("");
                self.query = PeopleQuery { sort: self.query.sort, ..PeopleQuery::default() };
                return self.ask_anew(cx);
            }
            _ if self.in_list => {}
            key => {
                let typed = self.find.value();
                self.find.type_key(key, cx.preferences.typing());
                let changed = self.find.value() != typed;
                return if changed { self.ask_anew(cx) } else { Steps::new() };
            }
        }
        self.moved(before, cx)
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let (before, height) = (self.window, Self::height(cx));
        let list = Rect { y: area.y + HEAD as u16, height: height as u16, ..area };
        // The second click on a line opens it.
        if self.window.on_mouse(mouse, list, height) {
            return self.on_command(Command::Open, cx);
        }
        self.moved(before, cx)
    }

    fn on_paste(&mut self, text: &str, cx: &Context) -> Steps {
        self.in_list = false;
        self.find.paste(text);
        self.ask_anew(cx)
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        self.selection.done(answer);
        match answer {
            Answer::People { ticket, page, .. } if *ticket == self.ticket => {
                self.why.on_answer(answer);
                self.took_page(page, cx)
            }
            Answer::Hamlets(hamlets) if self.choosing_hamlet => {
                self.choosing_hamlet = false;
                self.hamlets.clone_from(hamlets);
                self.choose_hamlet(cx)
            }
            Answer::Files(files) if std::mem::take(&mut self.choosing_all) => {
                self.selection.add(files);
                let mut steps = Steps::new();
                if std::mem::take(&mut self.printing) && !self.selection.is_empty() {
                    steps.push(self.selection.round(cx));
                }
                let total = self.page.as_ref().map_or(0, |p| p.total);
                if files.len() < total {
                    let text = desk::CHOSEN_MOST.get(cx.lang).to_owned();
                    steps.push(Step::Tell(super::Tone::Warn, text));
                }
                steps
            }
            answer => self.charge.on_answer(answer, cx),
        }
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        if let (Question::Assign, Some(login)) = (chosen.question, self.charge.login(chosen.at)) {
            let line = self.line_at_cursor().map(|line| line.file_no.clone());
            let files = if self.selection.is_empty() {
                line.into_iter().collect()
            } else {
                self.selection.files()
            };
            return vec![Step::Ask(Effect::AssignAll(files, login))];
        }
        if self.narrow(chosen, cx) { self.ask_anew(cx) } else { Steps::new() }
    }

    fn forget(&mut self) {
        self.page = None;
        self.why.forget();
        self.hamlets.clear();
        self.charge.forget();
        self.find.set("");
        self.query.find.clear();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let (mut lines, cursor) = self.head(cx);
        lines.extend(self.body(cx));
        if let Some(line) = self.line_at_cursor() {
            lines.resize(HEAD + Self::height(cx), Line::default());
            lines.push(self.foot_line(line, cx));
        }
        frame.render_widget(Paragraph::new(lines), area);
        if !self.in_list {
            frame.set_cursor_position(Position::new(area.x + cursor as u16, area.y));
        }
    }
}
