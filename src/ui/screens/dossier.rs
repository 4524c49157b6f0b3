//! Hồ sơ: one person. Five parts that fit a small screen: summary, person, measures with how their
//! ends were computed, one time line newest first, running clocks with their explanation.

use super::deed::{self, Deed};
use super::dossier_entry::{self, Thing};
use super::dossier_history;
use super::dossier_risk;
pub use super::dossier_tab::Tab;
use super::dossier_text;
use super::doubles::ask_why;
use super::forms::{self, Who};
use super::help;
use super::mend::{self, Entry, How};
use super::team;
use super::today_filter::Filter;
use super::{Chosen, Context, Main, Question, Screen, Step, Steps, Tone};
use crate::domain::date::vn;
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::word::{EventKind, MeasureCode, Word};
use crate::services::view::{Dossier, HistoryLine, Look};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, DeskAct, Effect};
use crate::ui::keymap::Key;
use crate::ui::menu::Group;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{pad, safe};
use crate::ui::widgets::window::scrolled;
use crate::ui::words::{self, twice};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Lines above the part: name, measure, the parts' names, a rule.
const HEAD: usize = 4;

/// The screen.
#[derive(Default)]
pub struct DossierScreen {
    /// Whose file, kept through a lock.
    file_no: Option<FileNo>,
    dossier: Option<Box<Dossier>>,
    /// It lies open: what is read of it again is no look anew.
    open: bool,
    tab: Tab,
    scroll: usize,
    /// The deeds offered last, in the order of their list.
    menu: Vec<Deed>,
    /// How an entry is to be mended, and the entries offered.
    mending: Option<(How, Vec<Entry>)>,
    /// The decisions offered to see the team of.
    teams: Vec<MeasureId>,
    history: Option<Vec<HistoryLine>>,
    looks: Vec<Look>,
    /// Whose history was asked for by one key, in the order of their list; none yet = the history
    /// is still being read.
    things: Option<Vec<Thing>>,
    /// The event of the time line that was gone to: what is done next is done to it.
    marked: Option<EventId>,
    /// Who is put in charge.
    charge: Filter,
    /// Where Esc leads.
    came_from: Option<Main>,
}

impl DossierScreen {
    /// Turns to another person's file.
    pub fn turn_to(&mut self, file_no: FileNo, came_from: Main) {
        if self.file_no.as_ref() != Some(&file_no) {
            *self = Self { file_no: Some(file_no), ..Self::default() };
        }
        if came_from != Main::Dossier {
            self.came_from = Some(came_from);
        }
    }

    /// Forgets a file that is no more.
    pub fn drop_file(&mut self, file_no: &FileNo) {
        if self.file_no.as_ref() == Some(file_no) {
            *self = Self::default();
        }
    }

    /// Another screen is gone to: coming back is a look anew.
    pub fn put_away(&mut self) {
        self.open = false;
    }

    /// The form of a deed for this person.
    fn act(&self, deed: Deed, cx: &Context) -> Steps {
        let form = |d: &Dossier| deed.form(&Who::of(&d.case.person, cx), cx);
        self.dossier.as_deref().and_then(form).into_iter().collect()
    }

    fn record(&self, kind: EventKind, cx: &Context) -> Steps {
        self.act(Deed::Record(kind, None), cx)
    }

    /// The measures that can be ended.
    fn open_measures(&self) -> Vec<MeasureCode> {
        let Some(d) = &self.dossier else { return Vec::new() };
        let open = d.case.measures.iter().filter(|m| m.record.ended_on.is_none());
        open.map(|m| m.record.code).collect()
    }

    fn close_measure(&self, cx: &Context) -> Steps {
        let open = self.open_measures();
        match open.as_slice() {
            [] => vec![Step::Tell(Tone::Warn, words::NOTHING_TO_END.get(cx.lang).to_owned())],
            [one] => self.act(Deed::Close(Some(*one)), cx),
            several => {
                let options = several.iter().map(|m| m.label(cx.lang).to_owned()).collect();
                let title = words::FORM_CLOSE_MEASURE.get(cx.lang).to_owned();
                vec![super::choose::Choose::open(Question::EndMeasure, title, options, 0)]
            }
        }
    }

    /// The history is read only when it is looked at.
    fn ask_history(&self) -> Steps {
        match (&self.file_no, self.tab) {
            (Some(file_no), Tab::History) => {
                vec![
                    Step::Ask(Effect::LoadHistory(file_no.clone())),
                    Step::Ask(Effect::LoadLooks(file_no.clone())),
                ]
            }
            _ => Steps::new(),
        }
    }

    /// The marked event, while it is in sight.
    fn marked(&self, cx: &Context) -> Option<EventId> {
        let line = self.marked_line(cx)?;
        let seen = self.scroll..self.scroll + Self::page(cx);
        self.marked.filter(|_| seen.contains(&line))
    }

    fn marked_line(&self, cx: &Context) -> Option<usize> {
        let (d, id) = (self.dossier.as_ref()?, self.marked.filter(|_| self.tab == Tab::Events)?);
        dossier_text::line_of_event(d, id, cx)
    }

    fn mend(&mut self, how: How, cx: &Context) -> Steps {
        let Some(d) = &self.dossier else { return Steps::new() };
        if let (Some(id), true) = (self.marked(cx), how != How::Reopen) {
            return mend::form(&d.case, Entry::Event(id), how, cx).into_iter().collect();
        }
        let found = mend::entries(&d.case, how, cx);
        if found.is_empty() {
            return vec![Step::Tell(Tone::Warn, words::NOTHING_TO_MEND.get(cx.lang).to_owned())];
        }
        let (entries, options) = found.into_iter().unzip();
        self.mending = Some((how, entries));
        let title = match how {
            How::Correct => words::CORRECT_ENTRY,
            How::Cancel => words::CANCEL_ENTRY,
            How::Reopen => words::REOPEN_ENTRY,
        };
        vec![super::choose::Choose::open(Question::Mend, title.get(cx.lang).to_owned(), options, 0)]
    }

    /// The team of the running decision, or of the one chosen where there are several.
    fn team(&mut self, cx: &Context) -> Steps {
        let Some(d) = &self.dossier else { return Steps::new() };
        let (ids, options): (Vec<_>, Vec<_>) = team::measures(d, cx).into_iter().unzip();
        self.teams = ids;
        match self.teams.as_slice() {
            [] => vec![Step::Tell(Tone::Warn, words::NOTHING_TO_MEND.get(cx.lang).to_owned())],
            [one] => team::form(d, *one, cx).into_iter().collect(),
            _ => {
                let title = words::TEAM.get(cx.lang).to_owned();
                vec![super::choose::Choose::open(Question::Team, title, options, 0)]
            }
        }
    }

    /// The form that splits off the file merged last.
    fn split(&self, cx: &Context) -> Steps {
        let Some(d) = &self.dossier else { return Steps::new() };
        if d.merged.is_empty() {
            return vec![super::merge::nothing_to_split(cx)];
        }
        let act = DeskAct::Split(d.case.person.file_no.clone());
        let merged: Vec<&str> = d.merged.iter().map(FileNo::as_str).collect();
        let subject = format!("{} ← {}", d.case.person.file_no, merged.join(", "));
        vec![ask_why(twice::SPLIT, subject, twice::SPLIT_HELP, "", act)]
    }

    /// The things whose history one can look at, where that was asked for.
    fn offer_things(&mut self, cx: &Context) -> Steps {
        let asked = self.things.as_ref().is_some_and(Vec::is_empty);
        let (Some(d), Some(history), true) = (&self.dossier, &self.history, asked) else {
            return Steps::new();
        };
        if let Some(id) = self.marked(cx) {
            let step = dossier_entry::open(d, history, Thing::Event(id), cx);
            self.things = None;
            return vec![step];
        }
        let found = dossier_entry::things(d, history, self.tab, cx);
        let (things, options): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        self.things = Some(things);
        let title = words::ENTRY_HISTORY.get(cx.lang).to_owned();
        vec![super::choose::Choose::open(Question::EntryHistory, title, options, 0)]
    }

    /// Turns to the time line with an event that the level rests on marked and in sight.
    fn go_to_fact(&mut self, at: usize, cx: &Context) -> Steps {
        let Some(d) = &self.dossier else { return Steps::new() };
        self.marked = dossier_risk::facts(d, cx).into_iter().nth(at).map(|(id, _)| id);
        self.tab = Tab::Events;
        let line = self.marked_line(cx).unwrap_or_default();
        self.scroll = line.min(self.most_scroll(cx));
        Steps::new()
    }

    fn turn(&mut self, by: usize) -> Steps {
        self.turn_to_tab(self.tab.step(by))
    }

    fn turn_to_tab(&mut self, tab: Tab) -> Steps {
        self.tab = tab;
        self.scroll = 0;
        self.marked = None;
        self.ask_history()
    }

    fn body_lines(&self, d: &Dossier, cx: &Context) -> Vec<Line<'static>> {
        match self.tab {
            Tab::Summary => dossier_text::summary(d, cx),
            Tab::Person => dossier_text::person(d, cx),
            Tab::Measures => dossier_text::measures(d, cx),
            Tab::Events => dossier_text::events(d, self.marked, cx),
            Tab::Clocks => dossier_text::clocks(d, cx),
            Tab::Risk => dossier_risk::lines(d, cx),
            Tab::History => dossier_history::lines(self.history.as_deref(), &self.looks, cx),
        }
    }

    fn page(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD).max(1)
    }

    fn most_scroll(&self, cx: &Context) -> usize {
        let lines = self.dossier.as_ref().map_or(0, |d| self.body_lines(d, cx).len());
        lines.saturating_sub(Self::page(cx))
    }

    fn head(&self, d: &Dossier, cx: &Context) -> Vec<Line<'static>> {
        let (person, columns) = (&d.case.person, cx.columns());
        let age = match person.age_on(d.on) {
            ..0 => words::AGE_UNKNOWN.get(cx.lang).to_owned(),
            years => format!("{years} {}", words::AGE.get(cx.lang)),
        };
        let name = format!(
            " {} · {} · {} · {} {} ({age})",
            safe(&person.name),
            person.file_no,
            person.sex.label(cx.lang),
            words::BORN.get(cx.lang).to_lowercase(),
            person.born,
        );
        let measure = match d.line.measure {
            None => format!(" {}", words::NO_MEASURE.get(cx.lang)),
            Some(m) => {
                let end = d.line.measure_end.map_or_else(String::new, |e| {
                    let past = words::LAPSED_UNDECIDED.get(cx.lang);
                    let past = if e <= d.on { format!(" ({past})") } else { String::new() };
                    format!(" {} {}{past}", words::ENDS_ON.get(cx.lang), vn(e))
                });
                format!(" {}{end} · {}", m.label(cx.lang), dossier_risk::short(d, cx))
            }
        };
        let mut tabs = Vec::new();
        for tab in Tab::ALL {
            let chosen = tab == self.tab;
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            let text = tab.label().get(cx.lang);
            tabs.push(Span::styled(
                if chosen { format!("[{text}]") } else { format!(" {text} ") },
                style,
            ));
            tabs.push(Span::raw(" "));
        }
        vec![
            Line::styled(pad(&name, columns), cx.theme.strong()),
            Line::from(pad(&measure, columns)),
            Line::from(tabs),
            Line::styled("─".repeat(columns), cx.theme.quiet()),
        ]
    }
}

impl Screen for DossierScreen {
    fn place(&self) -> Place {
        Place::Dossier
    }

    fn help_page(&self) -> &'static str {
        match self.tab {
            Tab::History => help::MENDING,
            Tab::Risk => help::RISK,
            _ => help::page(Place::Dossier),
        }
    }

    fn shows_risk(&self, _: &Context) -> bool {
        self.dossier.is_some()
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        // Without a dossier one can only go elsewhere.
        let of_person = matches!(Group::of(command), Some(Group::Act | Group::View));
        (self.dossier.is_some() || !of_person)
            && (!matches!(command, Command::Open | Command::PrintRisk)
                || (self.tab == Tab::Risk && self.dossier.is_some()))
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        match &self.file_no {
            Some(file_no) => {
                let again = std::mem::replace(&mut self.open, true);
                let load = if again { Effect::LoadDossierAnew } else { Effect::LoadDossier };
                let mut steps = vec![Step::Ask(load(file_no.clone()))];
                steps.append(&mut self.ask_history());
                steps
            }
            None => Steps::new(),
        }
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Back => vec![Step::Go(self.came_from.unwrap_or(Main::People))],
            Command::NextTab => self.turn(1),
            Command::PreviousTab => self.turn(Tab::ALL.len() - 1),
            Command::Visit => self.record(EventKind::Contact, cx),
            Command::ResidenceCheck => self.record(EventKind::ResidenceCheck, cx),
            Command::Test => self.record(EventKind::Test, cx),
            Command::CorrectEntry => self.mend(How::Correct, cx),
            Command::CancelEntry => self.mend(How::Cancel, cx),
            Command::ReopenMeasure => self.mend(How::Reopen, cx),
            Command::NewMeasure => self.act(Deed::Open(None), cx),
            Command::OtherAct => match &self.file_no {
                Some(file_no) => vec![Step::Ask(Effect::LoadActs(file_no.clone()))],
                None => Steps::new(),
            },
            Command::History => self.turn_to_tab(Tab::History),
            Command::EntryHistory => match &self.file_no {
                Some(file_no) => {
                    self.things = Some(Vec::new());
                    vec![Step::Ask(Effect::LoadHistory(file_no.clone()))]
                }
                None => Steps::new(),
            },
            Command::Open => self.dossier.iter().flat_map(|d| dossier_risk::ask(d, cx)).collect(),
            Command::PrintRisk if self.can(command, cx) => {
                self.dossier.iter().map(|d| dossier_risk::print(d, cx)).collect()
            }
            Command::Split => self.split(cx),
            Command::CloseMeasure => self.close_measure(cx),
            Command::Team => self.team(cx),
            Command::Assign => self.charge.ask(Question::Assign, cx),
            Command::EditPerson => match &self.dossier {
                Some(d) => vec![forms::edit_person(&d.case.person, cx)],
                None => Steps::new(),
            },
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let page = Self::page(cx);
        let most = self.most_scroll(cx);
        self.scroll = scrolled(self.scroll, key, page, most);
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        if let Some(by) = mouse.wheel() {
            self.scroll = self.scroll.saturating_add_signed(by).min(self.most_scroll(cx));
        }
        let mut x = area.x;
        for (n, tab) in Tab::ALL.into_iter().enumerate() {
            let columns = crate::domain::text::width(tab.label().get(cx.lang)) as u16 + 2;
            let spot = Rect { x, y: area.y + 2, width: columns, height: 1 };
            if self.dossier.is_some() && mouse.clicks(spot) {
                return self.turn(n + Tab::ALL.len() - self.tab as usize);
            }
            x += columns + 1;
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Dossier(dossier)
                if self.file_no.as_ref() == Some(&dossier.case.person.file_no) =>
            {
                self.dossier = Some(dossier.clone());
                self.scroll = self.scroll.min(self.most_scroll(cx));
                Steps::new()
            }
            Answer::History(file_no, lines) if self.file_no.as_ref() == Some(file_no) => {
                self.history = Some(lines.clone());
                self.offer_things(cx)
            }
            Answer::Looks(file_no, looks) if self.file_no.as_ref() == Some(file_no) => {
                self.looks.clone_from(looks);
                Steps::new()
            }
            Answer::Acts(file_no, acts) if self.file_no.as_ref() == Some(file_no) => {
                let menu = deed::menu(acts, cx);
                self.menu = menu.iter().map(|(deed, _)| *deed).collect();
                let options = menu.into_iter().map(|(_, text)| text).collect();
                let title = words::OTHER_ACT.get(cx.lang).to_owned();
                vec![super::choose::Choose::open(Question::Act, title, options, 0)]
            }
            answer => self.charge.on_answer(answer, cx),
        }
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        if let (Question::Assign, Some(login), Some(file_no)) =
            (chosen.question, self.charge.login(chosen.at), &self.file_no)
        {
            return vec![Step::Ask(Effect::Assign(file_no.clone(), login))];
        }
        if let (Question::Mend, Some((how, entries)), Some(d)) =
            (chosen.question, &self.mending, &self.dossier)
        {
            let form = |e: &Entry| mend::form(&d.case, *e, *how, cx);
            return entries.get(chosen.at).and_then(form).into_iter().collect();
        }
        if let (Question::Team, Some(id), Some(d)) =
            (chosen.question, self.teams.get(chosen.at), &self.dossier)
        {
            return team::form(d, *id, cx).into_iter().collect();
        }
        if let (Question::EntryHistory, Some(d), Some(history)) =
            (chosen.question, &self.dossier, &self.history)
        {
            let things = self.things.take().unwrap_or_default();
            let open = |t: &Thing| dossier_entry::open(d, history, *t, cx);
            return things.get(chosen.at).map(open).into_iter().collect();
        }
        if chosen.question == Question::RiskFact {
            return self.go_to_fact(chosen.at, cx);
        }
        let deed = match chosen.question {
            Question::EndMeasure => {
                self.open_measures().get(chosen.at).map(|m| Deed::Close(Some(*m)))
            }
            Question::Act => self.menu.get(chosen.at).copied(),
            _ => None,
        };
        deed.map_or_else(Steps::new, |deed| self.act(deed, cx))
    }

    fn forget(&mut self) {
        self.put_away();
        self.dossier = None;
        self.history = None;
        self.looks.clear();
        self.things = None;
        self.marked = None;
        self.charge.forget();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let Some(d) = &self.dossier else {
            let none = words::NO_DOSSIER.get(cx.lang);
            let text = self.file_no.as_ref().map_or(none, |_| cx.not_read_yet());
            let text = format!(" {text}");
            frame.render_widget(Paragraph::new(vec![Line::default(), Line::from(text)]), area);
            return;
        };
        let mut lines = self.head(d, cx);
        let body = self.body_lines(d, cx);
        let (page, total) = (Self::page(cx), body.len());
        lines.extend(body.into_iter().skip(self.scroll).take(page));
        if self.scroll + page < total {
            // The last line says that there is more.
            lines.truncate(HEAD + page - 1);
            let more = format!(
                " ↓ {} {}",
                words::number(total - self.scroll - page + 1, cx.lang),
                words::AND_MORE.get(cx.lang)
            );
            lines.push(Line::styled(more, cx.theme.quiet()));
        }
        frame.render_widget(Paragraph::new(lines), area);
    }
}
