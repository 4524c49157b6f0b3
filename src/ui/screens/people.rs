//! Danh sách: the search field always has the focus, so typing a name is all it takes. The screen
//! holds one window of lines and asks for nothing else, however long the list is.

use super::choose::Choose;
use super::columns::ColumnsDialog;
use super::deed::Deed;
use super::forms::{self, Who};
use super::my_lists::{self, MyLists};
use super::selection::Selection;
use super::today_filter::Filter;
use super::{Chosen, Context, Question, Screen, Step, Steps};
use crate::domain::date::vn;
use crate::domain::word::{EventKind, MeasureCode, RiskLevel, Word};
use crate::services::view::{HamletCount, PeoplePage, PeopleQuery, PersonLine, SortBy};
use crate::ui::columns::{self, Column, Columns, Table};
use crate::ui::command::{Command, CommandRow, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, desk};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Lines above the list: search, filters, heading.
const HEAD: usize = 3;

/// The screen.
#[derive(Default)]
pub struct People {
    find: TextField,
    query: PeopleQuery,
    window: Window,
    page: Option<PeoplePage>,
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
    /// Officers: to put in charge, to filter by.
    charge: Filter,
    /// The filter by hamlet is wanted as soon as the hamlets are known.
    choosing_hamlet: bool,
}

impl People {
    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD).max(1)
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

    fn choose_hamlet(&mut self, cx: &Context) -> Steps {
        let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
        options.extend(
            self.hamlets
                .iter()
                .map(|h| format!("{} ({})", safe(&h.name), words::number(h.people, cx.lang))),
        );
        let chosen = self.query.hamlet.as_ref();
        let at = self.hamlets.iter().position(|h| Some(&h.name) == chosen).map_or(0, |n| n + 1);
        let title = words::COL_HAMLET.get(cx.lang).to_owned();
        vec![Choose::open(Question::FilterHamlet, title, options, at)]
    }

    fn choose_risk(&self, cx: &Context) -> Steps {
        let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
        options.extend(RiskLevel::ALL.iter().map(|r| r.label(cx.lang).to_owned()));
        let at = RiskLevel::ALL.iter().position(|r| Some(*r) == self.query.risk);
        let title = words::RISK.get(cx.lang).to_owned();
        vec![Choose::open(Question::FilterRisk, title, options, at.map_or(0, |n| n + 1))]
    }

    fn choose_measure(&self, cx: &Context) -> Steps {
        let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
        options.extend(mains().map(|m| m.label(cx.lang).to_owned()));
        let chosen = self.query.measure;
        let at = mains().position(|m| Some(m) == chosen).map_or(0, |n| n + 1);
        let title = words::COL_MEASURE.get(cx.lang).to_owned();
        vec![Choose::open(Question::FilterMeasure, title, options, at)]
    }

    fn head(&self, cx: &Context) -> (Vec<Line<'static>>, usize) {
        let columns = cx.columns();
        let chosen = self.selection.text(cx);
        let label = format!(" {}: ", words::FIND.get(cx.lang));
        let label_columns = crate::domain::text::width(&label);
        let total = self.page.as_ref().map_or(0, |p| p.total);
        let total_text = format!(
            "{chosen}{}: {} {} ",
            words::TOTAL.get(cx.lang),
            words::number(total, cx.lang),
            words::FILES.get(cx.lang)
        );
        let room =
            columns.saturating_sub(label_columns + crate::domain::text::width(&total_text) + 2);
        let (typed, cursor) = self.find.visible(room);
        let field = if self.in_list { cx.theme.text() } else { cx.theme.field() };
        let first = Line::from(vec![
            Span::styled(label, cx.theme.strong()),
            Span::styled(pad(&typed, room), field),
            Span::raw("  "),
            Span::styled(total_text, cx.theme.strong()),
        ]);
        let text = self.filter_text(cx);
        let second = Line::styled(pad(&text, columns), cx.theme.quiet());
        let heading = columns_of(cx).line(columns, |c| c.heading().get(cx.lang).to_owned());
        let heading = Line::styled(format!("  {heading}"), cx.theme.heading());
        (vec![first, second, heading], label_columns + cursor)
    }

    /// Order and filters. Those by risk and officer are named only where they are set, and then
    /// take the place of the others that are not.
    fn filter_text(&self, cx: &Context) -> String {
        let (lang, q) = (cx.lang, &self.query);
        let sort = match q.sort {
            SortBy::Name => words::BY_NAME,
            SortBy::Risk => words::BY_RISK,
            SortBy::Due => words::BY_DUE,
        };
        let officer = q.officer.as_deref().map(|login| {
            let nobody = words::NOBODY_IN_CHARGE.get(lang).to_owned();
            if login == "-" { nobody } else { safe(login) }
        });
        let filters = [
            (words::COL_MEASURE, q.measure.map(|m| words::measure_short(m, lang).to_owned())),
            (words::COL_HAMLET, q.hamlet.as_deref().map(safe)),
            (words::RISK, q.risk.map(|r| r.label(lang).to_owned())),
            (desk::OFFICER, officer),
        ];
        let narrowed = filters[2..].iter().any(|(_, set)| set.is_some());
        let mut text = format!(" {}: {}", words::SORTED_BY.get(lang), sort.get(lang));
        for (n, (word, set)) in filters.into_iter().enumerate() {
            let all = (n < 2 && !narrowed).then(|| words::ALL_OF.get(lang).to_owned());
            if let Some(what) = set.or(all) {
                text = [text.as_str(), " · ", word.get(lang), ": ", what.as_str()].concat();
            }
        }
        text
    }

    fn body(&self, cx: &Context) -> Vec<Line<'static>> {
        let Some(page) = &self.page else {
            return vec![Line::from(format!(" {}", words::LOADING.get(cx.lang)))];
        };
        if page.total == 0 {
            let text = if self.is_filtered() { words::NOBODY_FOUND } else { words::NOBODY_YET };
            let wrapped = wrap(text.get(cx.lang), cx.columns().saturating_sub(2));
            return wrapped.into_iter().map(|t| Line::from(format!(" {t}"))).collect();
        }
        let mut window = self.window;
        let height = Self::height(cx);
        window.fit(height);
        let columns = columns_of(cx);
        (window.first..(window.first + height).min(page.total))
            .map(|n| {
                let line = n.checked_sub(page.first).and_then(|i| page.lines.get(i));
                let Some(line) = line else { return Line::styled("  …", cx.theme.quiet()) };
                let chosen = n == self.window.at;
                let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
                let cells = columns.line(cx.columns(), |c| cell(line, c, cx));
                let mark = if self.selection.has(&line.file_no) { "✓" } else { " " };
                Line::styled(format!("{}{mark}{cells}", if chosen { "▸" } else { " " }), style)
            })
            .collect()
    }
}

fn mains() -> impl Iterator<Item = MeasureCode> {
    MeasureCode::ALL.iter().copied().filter(|m| m.is_main())
}

fn columns_of(cx: &Context) -> Columns {
    Columns::read(Table::People, cx.preferences.get(Table::People.preference()))
}

fn cell(line: &PersonLine, column: Column, cx: &Context) -> String {
    match column {
        Column::Name => safe(&line.name),
        Column::Born if columns::wide(cx.columns()) => line.born.to_string(),
        Column::Born => line.born.year().to_string(),
        Column::Sex => line.sex.label(cx.lang).to_owned(),
        Column::File => line.file_no.as_str().to_owned(),
        Column::Hamlet => safe(line.hamlet.as_deref().unwrap_or("")),
        Column::Measure => {
            line.measure.map_or("—", |m| words::measure_short(m, cx.lang)).to_owned()
        }
        Column::End => line.measure_end.map(vn).unwrap_or_default(),
        Column::Risk => words::risk_short(line.risk, cx.lang).to_owned(),
        Column::Due => line.next_due.map(|d| vn(d.date())).unwrap_or_default(),
        Column::Officer => safe(line.officer.as_deref().unwrap_or("—")),
        // Of a clock, not of a person: no column of this list.
        Column::Over | Column::Clock => String::new(),
    }
}

impl Screen for People {
    fn place(&self) -> Place {
        Place::People
    }

    fn takes_text(&self) -> bool {
        !self.in_list
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let (here, chosen) = (self.line_at_cursor().is_some(), !self.selection.is_empty());
        match command {
            Command::Open | Command::Toggle | Command::SelectAll => here,
            // A result is each person's own.
            Command::Test => here && !chosen,
            Command::Visit | Command::ResidenceCheck | Command::Assign => here || chosen,
            Command::RoundList | Command::SelectNone => chosen,
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
            Command::RoundList if self.can(command, cx) => vec![self.selection.round(cx)],
            Command::TurnFocus => {
                self.in_list = !self.in_list;
                Steps::new()
            }
            Command::Toggle => self.toggle(cx),
            Command::SelectAll => {
                self.choosing_all = true;
                vec![Step::Ask(Effect::LoadFiles(self.query.clone()))]
            }
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
        match answer {
            Answer::People { ticket, page } if *ticket == self.ticket => self.took_page(page, cx),
            Answer::Hamlets(hamlets) if self.choosing_hamlet => {
                self.choosing_hamlet = false;
                self.hamlets.clone_from(hamlets);
                self.choose_hamlet(cx)
            }
            Answer::SavedAll { .. } => {
                // Pressed again it would be recorded twice.
                self.selection.clear();
                Steps::new()
            }
            Answer::Files(files) if std::mem::take(&mut self.choosing_all) => {
                self.selection.add(files);
                let total = self.page.as_ref().map_or(0, |p| p.total);
                if files.len() < total {
                    let text = desk::CHOSEN_MOST.get(cx.lang).to_owned();
                    return vec![Step::Tell(super::Tone::Warn, text)];
                }
                Steps::new()
            }
            answer => self.charge.on_answer(answer, cx),
        }
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        let at = chosen.at.checked_sub(1);
        if let (Question::Assign, Some(login)) = (chosen.question, self.charge.login(chosen.at)) {
            let line = self.line_at_cursor().map(|line| line.file_no.clone());
            let files = if self.selection.is_empty() {
                line.into_iter().collect()
            } else {
                self.selection.files()
            };
            return vec![Step::Ask(Effect::AssignAll(files, login))];
        }
        match chosen.question {
            Question::FilterRisk => {
                self.query.risk = at.and_then(|n| RiskLevel::ALL.get(n).copied());
            }
            Question::FilterOfficer => {
                self.query.officer = at.and_then(|n| self.charge.login(n));
            }
            Question::MyList => {
                let lists = my_lists::all(&cx.login, cx);
                let Some((_, query)) = lists.into_iter().nth(chosen.at) else {
                    return Steps::new();
                };
                self.find.set(&query.find);
                self.query = query;
            }
            Question::FilterMeasure => self.query.measure = at.and_then(|n| mains().nth(n)),
            Question::FilterHamlet => {
                self.query.hamlet = at.and_then(|n| self.hamlets.get(n)).map(|h| h.name.clone());
            }
            _ => return Steps::new(),
        }
        self.ask_anew(cx)
    }

    fn forget(&mut self) {
        self.page = None;
        self.hamlets.clear();
        self.charge.forget();
        self.find.set("");
        self.query.find.clear();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let (mut lines, cursor) = self.head(cx);
        lines.extend(self.body(cx));
        frame.render_widget(Paragraph::new(lines), area);
        if !self.in_list {
            frame.set_cursor_position(Position::new(area.x + cursor as u16, area.y));
        }
    }
}
