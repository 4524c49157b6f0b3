//! Đến hạn rà soát: the files past their time of keeping, proposed by one and destroyed by another.

use super::doubles::ask_why;
use super::form_screen::{FormScreen, Purpose};
use super::{Context, Screen, Step, Steps, blank};
use crate::domain::date::{vn, vn_minute};
use crate::domain::id::FileNo;
use crate::domain::retention::DestructionField;
use crate::services::{Duty, Proposal, ReviewLine};
use crate::ui::columns::wide;
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, DeskAct, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::{list_line, pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, retention as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines above the list.
const HEAD: usize = 3;
/// Lines below it: a rule, the file one stands on, how it goes on.
const FOOT: usize = 6;

/// The screen.
#[derive(Default)]
pub struct RetentionScreen {
    lines: Option<Vec<ReviewLine>>,
    window: Window,
}

impl RetentionScreen {
    /// Opens it over the screen in front.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Step::Ask(Effect::LoadReview)]
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD + FOOT).max(1)
    }

    fn chosen(&self) -> Option<&ReviewLine> {
        self.lines.as_ref()?.get(self.window.at)
    }

    fn foot(&self, cx: &Context) -> Vec<Line<'static>> {
        let columns = cx.columns();
        let mut lines = vec![Line::styled("─".repeat(columns), cx.theme.quiet())];
        if let Some(line) = self.chosen() {
            let ground = line.review.text(cx.lang);
            let who = format!("{} · {} · {ground}", line.file_no, safe(&line.name));
            lines.push(Line::styled(pad(&who, columns), cx.theme.strong()));
            let (told, waits) = proposal_text(line.proposal.as_ref(), cx);
            lines.extend(wrap(&told, columns).into_iter().take(2).map(Line::from));
            lines.extend(waits.map(|text| Line::styled(text, cx.theme.warn())));
        }
        lines.truncate(FOOT - 2);
        lines.resize(FOOT - 2, Line::default());
        let about = wrap(own::ABOUT.get(cx.lang), columns).into_iter().take(2);
        lines.extend(about.map(|l| Line::styled(l, cx.theme.quiet())));
        lines
    }

    fn act(&self, command: Command, cx: &Context) -> Steps {
        let Some(line) = self.chosen() else { return Steps::new() };
        let (file, subject) = (line.file_no.clone(), subject(line));
        vec![match command {
            Command::Propose => {
                let ground = line.review.text(cx.lang);
                ask_why(own::PROPOSE, subject, own::PROPOSE_HELP, ground, DeskAct::Propose(file))
            }
            Command::Withdraw => {
                ask_why(own::WITHDRAW, subject, own::WITHDRAW_HELP, "", DeskAct::Withdraw(file))
            }
            Command::Destroy => ask_destroy(file, subject),
            _ => return vec![Step::Close, Step::OpenDossier(file)],
        }]
    }
}

fn subject(line: &ReviewLine) -> String {
    format!("{} · {}", line.file_no, safe(&line.name))
}

/// The form in which the number is typed once more.
fn ask_destroy(file: FileNo, subject: String) -> Step {
    let field = Field::of(DestructionField::Typed, FieldKind::Text, own::DESTROY_HELP).required();
    let purpose = Purpose::Settle(DeskAct::Destroy(file));
    FormScreen::open(own::DESTROY, subject, Form::new(vec![field]), purpose)
}

/// Who proposed it and why; for whom it waits.
fn proposal_text(proposal: Option<&Proposal>, cx: &Context) -> (String, Option<&'static str>) {
    let Some(p) = proposal else { return (own::NOT_PROPOSED.get(cx.lang).to_owned(), None) };
    let (at, by, did) = (vn_minute(p.at), safe(&p.by), own::PROPOSAL.get(cx.lang));
    let mine = p.by == cx.login || !cx.may(Duty::Destroy);
    let waits = if mine { own::FOR_ANOTHER } else { own::FOR_YOU };
    (format!("{at} · {by} {did}: {}", safe(&p.reason)), Some(waits.get(cx.lang)))
}

fn in_columns([file, name, due, why, by]: [&str; 5], cx: &Context) -> String {
    let (name_columns, why_columns) = if wide(cx.columns()) { (36, 32) } else { (20, 20) };
    let (name, why) = (pad(name, name_columns), pad(why, why_columns));
    format!("{}  {name}  {}  {why}  {by}", pad(file, 10), pad(due, 10))
}

impl Screen for RetentionScreen {
    fn place(&self) -> Place {
        Place::Retention
    }

    fn can(&self, command: Command, cx: &Context) -> bool {
        let line = self.chosen();
        let proposal = line.and_then(|l| l.proposal.as_ref());
        match command {
            Command::Open => line.is_some(),
            Command::Propose => line.is_some() && proposal.is_none(),
            Command::Withdraw => {
                proposal.is_some_and(|p| p.by == cx.login || cx.may(Duty::Destroy))
            }
            Command::Destroy => proposal.is_some_and(|p| p.by != cx.login) && cx.may(Duty::Destroy),
            _ => true,
        }
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadReview)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Cancel => vec![Step::Close],
            _ if self.can(command, cx) => self.act(command, cx),
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        self.window.on_key(key, Self::height(cx));
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let height = Self::height(cx);
        let list = Rect { y: area.y + HEAD as u16, height: height as u16, ..area };
        // The second click on a line opens it.
        if self.window.on_mouse(mouse, list, height) {
            return self.on_command(Command::Open, cx);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Review(lines) => {
                self.lines = Some(lines.clone());
                self.window.set_total(lines.len(), Self::height(cx));
                Steps::new()
            }
            Answer::Done(_) | Answer::Destroyed(..) => vec![Step::Ask(Effect::LoadReview)],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        *self = Self::default();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let (columns, height) = (cx.columns(), Self::height(cx));
        let told = match &self.lines {
            None => cx.not_read_yet().to_owned(),
            Some(lines) => {
                format!("{} {}", words::number(lines.len(), cx.lang), own::FILES.get(cx.lang))
            }
        };
        let names = [own::FILE, own::NAME, own::DUE, own::WHY, own::PROPOSED_BY];
        let names = in_columns(names.map(|t| t.get(cx.lang)), cx);
        let mut lines = vec![
            Line::styled(own::RETENTION.get(cx.lang), cx.theme.strong()),
            Line::from(told),
            Line::styled(pad(&format!(" {names}"), columns), cx.theme.quiet()),
        ];
        let mut window = self.window;
        window.fit(height);
        let list = self.lines.as_deref().unwrap_or_default();
        for (n, l) in list.iter().enumerate().skip(window.first).take(height) {
            let by = l.proposal.as_ref().map(|p| safe(&p.by)).unwrap_or_default();
            let (file, why) = (l.file_no.to_string(), l.review.text(cx.lang));
            let text = in_columns([&file, &safe(&l.name), &vn(l.review.due), why, &by], cx);
            lines.push(list_line(&text, columns, n == window.at, cx.theme));
        }
        if self.lines.as_ref().is_some_and(Vec::is_empty) {
            let none = wrap(own::NONE_DUE.get(cx.lang), columns);
            lines.extend(none.into_iter().map(Line::from));
        }
        lines.resize(HEAD + height, Line::default());
        lines.extend(self.foot(cx));
        frame.render_widget(Paragraph::new(lines), area);
    }
}
