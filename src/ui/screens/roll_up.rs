//! Tổng hợp: the receiving level's sums for those who prefer a screen. Needs no registry: opened from
//! the start screen (and from Báo cáo), it asks for folder, key, list of units and period, shows what
//! the packages say and writes the files. What is drawn is the part of a list that is seen.

use super::message::Message;
use super::roll_up_parts::{Part, Rows};
use super::{Context, Screen, Step, Steps, Tone, blank};
use crate::domain::date::{Period, vn};
use crate::domain::publication::Remedy;
use crate::domain::report::period_words;
use crate::services::{Failure, Gathered, Published};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Asked, Effect, LevelAnswer, LevelAsk, LevelDesk, LevelFile};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::{Choice, Field, FieldKind, Form};
use crate::ui::widgets::text::{list_line, pad, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, Text, roll_up as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::sync::Arc;

/// Lines above the list: title, completeness, parts, a rule, names of columns.
const HEAD: usize = 5;
/// Lines below it: more about the line one stands on.
const FOOT: usize = 3;

/// What is going on.
enum Doing {
    /// Folder, key, list and period are typed.
    Asking,
    /// The packages are being opened.
    Reading,
    /// The sums are looked at.
    Looking,
    /// A file to be written is described.
    Writing(Form),
}

/// The screen.
pub struct RollUpDesk {
    asked: Form,
    doing: Doing,
    found: Option<Arc<Gathered>>,
    published: Option<Arc<Published>>,
    part: Part,
    window: Window,
}

const FILES: [(LevelFile, &str, Text); 4] = [
    (LevelFile::Sheet, "xlsx", own::SHEET),
    (LevelFile::Csv, "csv", own::CSV),
    (LevelFile::Dhis2, "dhis2", own::DHIS2),
    (LevelFile::Publication, "publication", own::PUBLICATION),
];

fn questions(cx: &Context) -> Form {
    let last = Period::month_of(cx.now.date()).previous().to_string();
    let within = |name: &str| std::path::Path::new(&cx.folder).join(name).display().to_string();
    let text = |code, label, help| Field::new(code, label, FieldKind::Text, help).required();
    Form::new(vec![
        text("folder", own::FOLDER, own::FOLDER_HELP).with(&cx.folder),
        text("identity", own::IDENTITY, own::IDENTITY_HELP).with(&within("superior-identity.txt")),
        text("units", own::UNITS, own::UNITS_HELP).with(&within("UNITS.toml")),
        text("period", own::PERIOD, own::PERIOD_HELP).with(&last),
    ])
}

impl RollUpDesk {
    /// Opens it over the screen in front.
    pub fn open(cx: &Context) -> Steps {
        vec![Step::Open(Box::new(Self {
            asked: questions(cx),
            doing: Doing::Asking,
            found: None,
            published: None,
            part: Part::Total,
            window: Window::default(),
        }))]
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD + FOOT).max(1)
    }

    fn form(&mut self) -> Option<&mut Form> {
        match &mut self.doing {
            Doing::Asking => Some(&mut self.asked),
            Doing::Writing(form) => Some(form),
            Doing::Reading | Doing::Looking => None,
        }
    }

    fn rows<'a>(&'a self, cx: &'a Context) -> Option<Rows<'a>> {
        let found = self.found.as_deref()?;
        Some(Rows { found, published: self.published.as_deref(), cx })
    }

    /// Goes to a part, at its first line.
    fn turn_to(&mut self, part: Part, cx: &Context) {
        self.part = part;
        let total = self.rows(cx).map_or(0, |rows| rows.count(part));
        self.window = Window::default();
        self.window.set_total(total, Self::height(cx));
    }

    fn begin(&mut self, cx: &Context) -> Steps {
        if !self.asked.check(cx.lang) {
            return Steps::new();
        }
        let value = |code| self.asked.value(code).trim().to_owned();
        let desk = LevelDesk {
            folder: value("folder"),
            identity: value("identity"),
            units: value("units"),
            period: value("period"),
        };
        if desk.period.parse::<Period>().is_err() {
            self.asked.show_error("period", own::NO_PERIOD.get(cx.lang));
            self.asked.focus("period");
            return Steps::new();
        }
        self.doing = Doing::Reading;
        vec![Step::Ask(Effect::Level(LevelAsk::RollUp(desk)))]
    }

    fn ask_file(&mut self, cx: &Context) {
        let Some(found) = &self.found else { return };
        let choices = FILES.iter().map(|(_, code, label)| Choice { code, label: *label }).collect();
        let merges = match self.published.as_deref().and_then(|p| p.remedy.as_ref()) {
            Some(Remedy::Merge(merges)) => {
                merges.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            _ => String::new(),
        };
        let what = if merges.is_empty() { LevelFile::Sheet } else { LevelFile::Publication };
        let what = FILES.iter().find(|f| f.0 == what).map_or("", |f| f.1);
        let text = |code, label, help| Field::new(code, label, FieldKind::Text, help);
        let path = std::path::Path::new(&cx.folder).join(file_name(what, found.roll_up.period));
        self.doing = Doing::Writing(Form::new(vec![
            Field::new("what", own::WHAT, FieldKind::Choice(choices), own::WHAT_HELP)
                .required()
                .with(what),
            text("path", own::PATH, own::PATH_HELP).required().with(&path.display().to_string()),
            text("earlier", own::EARLIER, own::EARLIER_HELP),
            text("merges", own::MERGES, own::MERGES_HELP).with(&merges),
        ]));
    }

    fn write(&mut self, cx: &Context) -> Steps {
        let (Doing::Writing(form), Some(found)) = (&mut self.doing, &self.found) else {
            return Steps::new();
        };
        if !form.check(cx.lang) {
            return Steps::new();
        }
        let code = form.value("what");
        let Some((what, ..)) = FILES.iter().find(|f| f.1 == code.as_str()) else {
            return Steps::new();
        };
        let value = |code| form.value(code).trim().to_owned();
        vec![Step::Ask(Effect::Level(LevelAsk::Write {
            what: *what,
            found: found.clone(),
            path: value("path"),
            earlier: value("earlier"),
            merges: value("merges"),
        }))]
    }

    /// Keeps the name of the file in step with what is to be written.
    fn name_file(&mut self) {
        let (Doing::Writing(form), Some(found)) = (&mut self.doing, &self.found) else { return };
        let typed = form.value("path");
        let path = std::path::Path::new(typed.as_str());
        let period = found.roll_up.period;
        let own = path.file_name().is_some_and(|name| {
            FILES.iter().any(|f| name.to_str() == Some(file_name(f.1, period).as_str()))
        });
        let named = path.with_file_name(file_name(&form.value("what"), period));
        if let Some(field) = form.fields.iter_mut().find(|f| own && f.code == "path") {
            field.set(&named.display().to_string());
        }
    }

    fn head(&self, cx: &Context) -> Vec<Line<'static>> {
        let room = cx.columns();
        let Some(found) = &self.found else { return Vec::new() };
        let roll_up = &found.roll_up;
        let title = format!(
            " {}: {} · {} {}",
            own::TITLE.get(cx.lang),
            period_words(roll_up.period, cx.lang),
            own::DUE.get(cx.lang),
            vn(roll_up.due)
        );
        let complete = roll_up.completeness;
        let n = |n: usize| words::number(n, cx.lang);
        let mut told = format!(
            " {} {} · {} {} · {} {} · {} {}",
            own::EXPECTED.get(cx.lang),
            n(complete.expected),
            own::RECEIVED.get(cx.lang),
            n(complete.received),
            own::LATE.get(cx.lang),
            n(complete.late),
            own::MISSING.get(cx.lang),
            n(complete.missing),
        );
        let style = if complete.missing > 0 {
            told = format!("{told} · {}", own::INCOMPLETE.get(cx.lang));
            cx.theme.warn()
        } else {
            cx.theme.good()
        };
        let rows = Rows { found, published: self.published.as_deref(), cx };
        let parts = Part::ALL.iter().map(|part| {
            let style = if *part == self.part { cx.theme.selected() } else { cx.theme.text() };
            Span::styled(format!(" {} ", rows.title(*part)), style)
        });
        vec![
            Line::styled(pad(&title, room), cx.theme.strong()),
            Line::styled(pad(&told, room), style),
            Line::from(parts.collect::<Vec<_>>()),
            Line::styled("─".repeat(room), cx.theme.quiet()),
            Line::styled(pad(&format!(" {}", rows.columns(self.part)), room), cx.theme.quiet()),
        ]
    }

    fn draw_sums(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let Some(rows) = self.rows(cx) else { return };
        let room = usize::from(area.width);
        let mut lines = self.head(cx);
        let height = Self::height(cx);
        let mut window = self.window;
        window.fit(height);
        let last = (window.first + height).min(rows.count(self.part));
        for n in window.first..last {
            lines.push(list_line(&rows.line(self.part, n), room, n == window.at, cx.theme));
        }
        frame.render_widget(Paragraph::new(lines), area);
        let more = rows.more(self.part, window.at);
        let more = wrap(&more, room.saturating_sub(2)).into_iter().take(FOOT);
        let more: Vec<Line<'static>> =
            more.map(|text| Line::styled(format!(" {text}"), cx.theme.quiet())).collect();
        let foot = (FOOT as u16).min(area.height);
        let below = Rect { y: area.bottom() - foot, height: foot, ..area };
        frame.render_widget(Paragraph::new(more), below);
    }

    fn took(&mut self, answer: &LevelAnswer, cx: &Context) -> Steps {
        let tell = |tone, text: Text| vec![Step::Tell(tone, text.get(cx.lang).to_owned())];
        match answer {
            LevelAnswer::Found(found) => {
                (self.found, self.published) = (Some(found.clone()), None);
                self.doing = Doing::Looking;
                self.turn_to(Part::Total, cx);
                Steps::new()
            }
            LevelAnswer::Written(_) => {
                self.doing = Doing::Looking;
                tell(Tone::Good, own::DONE_WRITTEN)
            }
            LevelAnswer::Published(made) => {
                self.published = Some(made.clone());
                self.doing = Doing::Looking;
                self.turn_to(Part::Publication, cx);
                match made.publication {
                    Some(_) => tell(Tone::Good, own::DONE_PUBLISHED),
                    None => tell(Tone::Bad, own::DONE_REFUSED),
                }
            }
        }
    }
}

/// What a file is called before somebody names it otherwise.
fn file_name(code: &str, period: Period) -> String {
    match code {
        "csv" => format!("tong-hop-{period}.csv"),
        "dhis2" => format!("dhis2-{period}.json"),
        "publication" => format!("cong-bo-{period}.json"),
        _ => format!("tong-hop-{period}.xlsx"),
    }
}

impl Screen for RollUpDesk {
    fn place(&self) -> Place {
        Place::RollUp
    }

    fn takes_text(&self) -> bool {
        match &self.doing {
            Doing::Asking => self.asked.takes_text(),
            Doing::Writing(form) => form.takes_text(),
            Doing::Reading | Doing::Looking => false,
        }
    }

    fn can(&self, command: Command, cx: &Context) -> bool {
        let (asks, looks) = match self.doing {
            Doing::Asking | Doing::Writing(_) => (true, false),
            Doing::Looking => (false, true),
            Doing::Reading => (false, false),
        };
        match command {
            Command::Accept => asks,
            Command::WriteRollUp => looks,
            Command::NextTab | Command::PreviousTab => asks || looks,
            Command::TypingMethod => self.takes_text(),
            // Before work there is nothing to lock.
            Command::Lock => !cx.login.is_empty(),
            _ => true,
        }
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        let turned = match command {
            Command::NextTab => Some(1),
            Command::PreviousTab => Some(Part::ALL.len() - 1),
            _ => None,
        };
        match (command, &mut self.doing, turned) {
            (_, Doing::Looking, Some(by)) => {
                let at = Part::ALL.iter().position(|p| *p == self.part).unwrap_or(0);
                self.turn_to(Part::ALL[(at + by) % Part::ALL.len()], cx);
                Steps::new()
            }
            (Command::Accept, Doing::Asking, _) => {
                if self.asked.go_on() {
                    Steps::new()
                } else {
                    self.begin(cx)
                }
            }
            (Command::Accept, Doing::Writing(form), _) => {
                if form.go_on() {
                    Steps::new()
                } else {
                    self.write(cx)
                }
            }
            (Command::WriteRollUp, Doing::Looking, _) => {
                self.ask_file(cx);
                Steps::new()
            }
            (Command::Cancel, Doing::Looking, _) => {
                self.doing = Doing::Asking;
                Steps::new()
            }
            (Command::Cancel, Doing::Writing(_), _) => {
                self.doing = Doing::Looking;
                Steps::new()
            }
            (Command::Cancel, Doing::Reading, _) => vec![Step::Ask(Effect::Interrupt)],
            (Command::Cancel, Doing::Asking, _) => vec![Step::Close],
            (_, _, Some(by)) => {
                if let Some(form) = self.form() {
                    if by == 1 {
                        form.go_on();
                    } else {
                        form.go_back();
                    }
                }
                Steps::new()
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let typing = cx.preferences.typing();
        match (self.form(), key) {
            (Some(form), Key::Down) => {
                form.go_on();
            }
            (Some(form), Key::Up) => form.go_back(),
            (Some(form), key) => {
                form.type_key(key, typing);
            }
            (None, key) => {
                self.window.on_key(key, Self::height(cx));
            }
        }
        self.name_file();
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        if let Some(form) = self.form() {
            form.paste(text);
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        if matches!(self.doing, Doing::Looking) {
            let height = Self::height(cx);
            let list = Rect { y: area.y + HEAD as u16, height: height as u16, ..area };
            self.window.on_mouse(mouse, list, height);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Level(told) => self.took(told, cx),
            Answer::Failed { of: Asked::Level, trouble } => {
                if matches!(self.doing, Doing::Reading) {
                    self.doing = Doing::Asking;
                }
                if trouble.code == Failure::STOPPED {
                    return vec![Step::Tell(Tone::Warn, own::DONE_STOPPED.get(cx.lang).to_owned())];
                }
                vec![Message::trouble(trouble, cx.lang)]
            }
            _ => Steps::new(),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let form = match &self.doing {
            Doing::Looking => return self.draw_sums(frame, area, cx),
            Doing::Asking | Doing::Reading => &self.asked,
            Doing::Writing(form) => form,
        };
        let (title, style) = match self.doing {
            Doing::Reading => (own::READING, cx.theme.warn()),
            Doing::Writing(_) => (own::WRITE, cx.theme.heading()),
            _ => (own::TITLE, cx.theme.heading()),
        };
        let line = Line::styled(pad(&format!(" {}", title.get(cx.lang)), cx.columns()), style);
        frame.render_widget(Paragraph::new(line), Rect { height: 1, ..area });
        let body = Rect {
            x: area.x + 1,
            y: area.y + 2,
            width: area.width.saturating_sub(2).min(100),
            height: area.height.saturating_sub(2),
        };
        form.draw(frame, body, cx.lang, cx.theme);
    }
}
