//! Nhật ký: who looked and who changed, in the whole registry, newest first; filtered, written to a
//! file, proven. Holds the window that is seen and no more.

use super::ask_line::draw_ask;
use super::choose::Choose;
use super::message::Message;
use super::{Chosen, Context, Question, Screen, Step, Steps, Tone, blank};
use crate::domain::date::vn_minute;
use crate::domain::id::FileNo;
use crate::domain::journal::{ActFilter, JournalQuery, act_text, days_text, parse_days};
use crate::services::view::{JournalLine, JournalPage};
use crate::ui::columns::wide;
use crate::ui::command::{Command, CommandRow, Place};
use crate::ui::effect::{AccountAct, Answer, Effect, JournalAnswer, JournalAsk};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{list_line, pad, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, journal as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines above the list.
const HEAD: usize = 3;
/// Lines below it: the entry one stands on, whole.
const FOOT: usize = 3;

/// What is being typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    Days,
    File,
    Path,
}

/// The screen.
pub struct JournalScreen {
    query: JournalQuery,
    page: Option<JournalPage>,
    window: Window,
    typing: Option<(Asking, TextField)>,
    /// Logins, while one of them is to be chosen; the first time they are asked for there are none.
    officers: Option<Vec<String>>,
}

impl JournalScreen {
    /// Opens it over the screen in front.
    pub fn open(cx: &Context) -> Steps {
        let screen = Self {
            query: JournalQuery::default(),
            page: None,
            window: Window::default(),
            typing: None,
            officers: None,
        };
        let ask = screen.ask(cx);
        vec![Step::Open(Box::new(screen)), ask]
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD + FOOT).max(1)
    }

    /// Asks for the lines that are seen, and nothing else.
    fn ask(&self, cx: &Context) -> Step {
        let (query, first) = (self.query.clone(), self.window.first);
        Step::Ask(Effect::Journal(JournalAsk::Page { query, first, count: Self::height(cx) }))
    }

    /// Another question: from the newest on. What is shown changes when it is answered.
    fn ask_anew(query: JournalQuery, cx: &Context) -> Steps {
        let count = Self::height(cx);
        vec![Step::Ask(Effect::Journal(JournalAsk::Page { query, first: 0, count }))]
    }

    fn moved(&self, before: Window, cx: &Context) -> Steps {
        if before.first == self.window.first { Steps::new() } else { vec![self.ask(cx)] }
    }

    fn took(&mut self, query: &JournalQuery, page: &JournalPage, cx: &Context) -> Steps {
        if *query != self.query {
            self.query.clone_from(query);
            self.window = Window::default();
        }
        let before = self.window;
        self.window.set_total(page.total, Self::height(cx));
        self.page = Some(page.clone());
        self.moved(before, cx)
    }

    fn line(&self, at: usize) -> Option<&JournalLine> {
        let page = self.page.as_ref()?;
        page.lines.get(at.checked_sub(page.first)?)
    }

    fn file(&self) -> Option<FileNo> {
        self.line(self.window.at)?.file_no.clone()
    }

    /// Puts up the dialog in which `what` is typed.
    fn begin(&mut self, what: Asking, cx: &Context) {
        let text = match what {
            Asking::Days => days_text(self.query.from, self.query.to),
            Asking::File => {
                let file = self.query.file_no.clone().or_else(|| self.file());
                file.map(|f| f.to_string()).unwrap_or_default()
            }
            Asking::Path => {
                let name = format!("nhat-ky-{}.csv", cx.now.date());
                std::path::Path::new(&cx.folder).join(name).display().to_string()
            }
        };
        self.typing = Some((what, TextField::new(&text)));
    }

    /// Takes what was typed.
    fn typed(&mut self, cx: &Context) -> Steps {
        let Some((what, field)) = &self.typing else { return Steps::new() };
        let (text, mut query) = (field.value(), self.query.clone());
        let text = text.trim();
        let wrong = match what {
            Asking::Path if text.is_empty() => return Steps::new(),
            Asking::Path => {
                let path = text.to_owned();
                self.typing = None;
                return vec![Step::Ask(Effect::Journal(JournalAsk::Write { query, path }))];
            }
            Asking::Days => match parse_days(text) {
                Some((from, to)) => {
                    (query.from, query.to) = (from, to);
                    None
                }
                None => Some(own::ASK_DAYS_WRONG),
            },
            Asking::File => {
                query.file_no = FileNo::typed(text);
                (query.file_no.is_none() && !text.is_empty()).then_some(own::ASK_FILE_WRONG)
            }
        };
        if let Some(wrong) = wrong {
            return vec![Step::Tell(Tone::Warn, wrong.get(cx.lang).to_owned())];
        }
        self.typing = None;
        Self::ask_anew(query, cx)
    }

    fn choose_act(&self, cx: &Context) -> Steps {
        let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
        options.extend(ActFilter::all().map(|kind| kind.label(cx.lang).to_owned()));
        let now = self.query.acts.and_then(|acts| ActFilter::all().position(|k| k == acts));
        let title = own::CHOOSE_ACT.get(cx.lang).to_owned();
        vec![Choose::open(Question::JournalAct, title, options, now.map_or(0, |n| n + 1))]
    }

    fn text(l: &JournalLine, cx: &Context) -> String {
        let file = l.file_no.as_ref().map(ToString::to_string).unwrap_or_default();
        let act = act_text(&l.act, cx.lang);
        let reason = l.reason.as_deref().map(safe).unwrap_or_default();
        in_columns([&vn_minute(l.at), &safe(&l.officer), &act, &file, &reason], cx)
    }

    fn head(&self, cx: &Context) -> Vec<Line<'static>> {
        let (query, mut parts) = (&self.query, Vec::new());
        parts.extend(query.acts.map(|acts| acts.label(cx.lang).to_owned()));
        parts.extend(query.officer.as_deref().map(safe));
        parts.extend(query.file_no.as_ref().map(ToString::to_string));
        parts.extend(query.from.or(query.to).map(|_| days_text(query.from, query.to)));
        let about = if parts.is_empty() {
            own::EVERYTHING.get(cx.lang).to_owned()
        } else {
            format!("{}: {}", words::ONLY.get(cx.lang), parts.join(" · "))
        };
        let told = match &self.page {
            None => cx.not_read_yet().to_owned(),
            Some(page) => {
                let total = words::number(page.total, cx.lang);
                format!("{total} {} · {about}", own::ENTRIES.get(cx.lang))
            }
        };
        let names = [own::WHEN, own::OFFICER, own::ACT, own::FILE, own::REASON];
        let names = in_columns(names.map(|t| t.get(cx.lang)), cx);
        let style = if parts.is_empty() { cx.theme.text() } else { cx.theme.warn() };
        vec![
            Line::styled(own::JOURNAL.get(cx.lang), cx.theme.strong()),
            Line::styled(pad(&told, cx.columns()), style),
            Line::styled(pad(&format!(" {names}"), cx.columns()), cx.theme.quiet()),
        ]
    }

    /// The entry one stands on, with its number and its whole reason.
    fn foot(&self, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = vec![Line::styled("─".repeat(cx.columns()), cx.theme.quiet())];
        if let Some(l) = self.line(self.window.at) {
            let reason = l.reason.as_deref().map(|r| format!(" · {}", safe(r))).unwrap_or_default();
            let number = usize::try_from(l.seq).unwrap_or_default();
            let (word, number) = (own::ENTRY.get(cx.lang), words::number(number, cx.lang));
            let text = format!("{word} {number} · {}{reason}", act_text(&l.act, cx.lang));
            let about = wrap(&text, cx.columns()).into_iter().take(FOOT - 1);
            lines.extend(about.map(Line::from));
        }
        lines
    }
}

/// The columns; the reason only where there is room.
fn in_columns([when, officer, act, file, reason]: [&str; 5], cx: &Context) -> String {
    let line =
        format!("{}  {}  {}  {}", pad(when, 16), pad(officer, 12), pad(act, 30), pad(file, 12));
    if wide(cx.columns()) { format!("{line}  {reason}") } else { line }
}

impl Screen for JournalScreen {
    fn place(&self) -> Place {
        Place::Journal
    }

    fn takes_text(&self) -> bool {
        self.typing.is_some()
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        match (command, &self.typing) {
            (Command::Cancel, _) | (Command::Open, Some(_)) => true,
            (_, Some(_)) => false,
            (Command::Open, None) => self.file().is_some(),
            _ => true,
        }
    }

    fn offer(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        let (key, label) = row.offer(cx.lang);
        match (row.command, &self.typing) {
            (Command::Open, Some(_)) => (key, own::TAKE.get(cx.lang).to_owned()),
            (Command::Cancel, Some(_)) => (key, own::GIVE_UP.get(cx.lang).to_owned()),
            (Command::Cancel, None) if !self.query.is_all() => {
                (key, own::SHOW_ALL.get(cx.lang).to_owned())
            }
            _ => (key, label),
        }
    }

    fn refresh(&mut self, cx: &Context) -> Steps {
        vec![self.ask(cx)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Cancel if self.typing.is_some() => self.typing = None,
            Command::Cancel if !self.query.is_all() => {
                return Self::ask_anew(JournalQuery::default(), cx);
            }
            Command::Cancel => return vec![Step::Close],
            Command::Open if self.typing.is_some() => return self.typed(cx),
            _ if self.typing.is_some() => {}
            Command::Open => {
                let open = |file| vec![Step::Close, Step::OpenDossier(file)];
                return self.file().map(open).unwrap_or_default();
            }
            Command::FilterAct => return self.choose_act(cx),
            Command::FilterOfficer => {
                self.officers = Some(Vec::new());
                return vec![Step::Ask(Effect::Account(AccountAct::Load))];
            }
            Command::FilterDays => self.begin(Asking::Days, cx),
            Command::FilterFile => self.begin(Asking::File, cx),
            Command::WriteJournal => self.begin(Asking::Path, cx),
            Command::VerifyJournal => {
                let told = own::VERIFYING.get(cx.lang).to_owned();
                let verify = Step::Ask(Effect::Journal(JournalAsk::Verify));
                return vec![Step::Tell(Tone::Warn, told), verify];
            }
            _ => {}
        }
        Steps::new()
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        if let Some((_, field)) = &mut self.typing {
            field.on_key(key);
            return Steps::new();
        }
        let (before, height) = (self.window, Self::height(cx));
        match key {
            Key::Home | Key::CtrlHome => self.window.go(0, height),
            Key::End | Key::CtrlEnd => self.window.go(self.window.total, height),
            key => {
                self.window.on_key(key, height);
            }
        }
        self.moved(before, cx)
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        if let Some((_, field)) = &mut self.typing {
            field.paste(text);
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        if self.typing.is_some() {
            return Steps::new();
        }
        let (before, height) = (self.window, Self::height(cx));
        let list = Rect { y: area.y + HEAD as u16, height: height as u16, ..area };
        // The second click on a line opens it.
        if self.window.on_mouse(mouse, list, height) {
            return self.on_command(Command::Open, cx);
        }
        self.moved(before, cx)
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Journal(found) => match &**found {
                JournalAnswer::Page(query, page) => self.took(query, page, cx),
                JournalAnswer::Written(entries) => {
                    let entries = words::number(*entries, cx.lang);
                    let told = format!("{}: {entries}", own::WRITTEN.get(cx.lang));
                    vec![self.ask(cx), Step::Tell(Tone::Good, told)]
                }
                JournalAnswer::Verdict(verdict) => {
                    let holds = verdict.holds();
                    let title = if holds { own::HOLDS } else { own::HOLDS_NOT };
                    let tone = if holds { Tone::Good } else { Tone::Bad };
                    let text = verdict.text(cx.lang);
                    let lines = text.lines().map(|l| l.trim().to_owned()).collect();
                    let title = title.get(cx.lang).to_owned();
                    vec![Step::Tell(tone, title.clone()), Message::open(title, tone, lines)]
                }
            },
            Answer::Roster(roster) if self.officers.as_ref().is_some_and(Vec::is_empty) => {
                let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
                let line = |o: &crate::services::OfficerLine| {
                    format!("{} ({})", safe(&o.full_name), safe(&o.login))
                };
                options.extend(roster.lines.iter().map(line));
                self.officers = Some(roster.lines.iter().map(|o| o.login.clone()).collect());
                let title = own::CHOOSE_OFFICER.get(cx.lang).to_owned();
                vec![Choose::open(Question::JournalOfficer, title, options, 0)]
            }
            _ => Steps::new(),
        }
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        let (line, mut query) = (chosen.at.checked_sub(1), self.query.clone());
        match chosen.question {
            Question::JournalAct => query.acts = line.and_then(|n| ActFilter::all().nth(n)),
            Question::JournalOfficer => {
                let officers = self.officers.take().unwrap_or_default();
                query.officer = line.and_then(|n| officers.get(n).cloned());
            }
            _ => return Steps::new(),
        }
        Self::ask_anew(query, cx)
    }

    fn forget(&mut self) {
        (self.page, self.typing) = (None, None);
        self.query = JournalQuery::default();
        self.window = Window::default();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let (mut lines, height) = (self.head(cx), Self::height(cx));
        let mut window = self.window;
        window.fit(height);
        for n in window.first..window.total.min(window.first + height) {
            let text = self.line(n).map(|l| Self::text(l, cx)).unwrap_or_default();
            lines.push(list_line(&text, cx.columns(), n == window.at, cx.theme));
        }
        if self.page.as_ref().is_some_and(|page| page.total == 0) {
            lines.push(Line::from(own::NOTHING.get(cx.lang)));
        }
        lines.resize(HEAD + height, Line::default());
        lines.extend(self.foot(cx));
        frame.render_widget(Paragraph::new(lines), area);
        if let Some((what, field)) = &self.typing {
            let texts = match what {
                Asking::Days => (own::ASK_DAYS, own::ASK_DAYS_HELP),
                Asking::File => (own::ASK_FILE, own::ASK_FILE_HELP),
                Asking::Path => (own::ASK_PATH, own::ASK_PATH_HELP),
            };
            draw_ask(frame, area, texts, field, cx);
        }
    }
}
