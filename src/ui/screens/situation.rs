//! Tình hình: two years of months, in and out, what is overdue by kind, risk. On a wide screen all
//! four pictures stand side by side; on a narrow one Tab turns to the next.

use super::situation_text::{Picture, strip};
use super::{Context, Screen, Step, Steps, blank};
use crate::domain::date::vn_minute;
use crate::services::view::Situation;
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::widgets::window::scrolled;
use crate::ui::words::{self, situation as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::time::Duration;

/// From this size on all pictures are seen at once.
const WIDE: (u16, u16) = (116, 34);
/// Lines of the strip at the foot of Hôm nay.
pub(super) const STRIP: usize = 3;
/// How long a picture beside other things is good enough.
const FRESH: Duration = Duration::from_secs(600);

/// Whether a terminal has room for pictures beside what a screen is for.
pub(super) fn has_room(cx: &Context) -> bool {
    cx.size.width >= WIDE.0 && cx.size.height >= WIDE.1 + super::super::chrome::LINES as u16
}

/// The screen.
#[derive(Default)]
pub struct SituationScreen {
    situation: Option<Box<Situation>>,
    /// Which picture, on a narrow screen.
    at: usize,
    scroll: usize,
}

impl SituationScreen {
    /// Opens it over the screen in front.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Step::Ask(Effect::LoadSituation)]
    }

    fn picture(&self) -> Picture {
        Picture::ALL[self.at % Picture::ALL.len()]
    }

    fn turn(&mut self, by: usize) -> Steps {
        self.at = (self.at + by) % Picture::ALL.len();
        self.scroll = 0;
        Steps::new()
    }

    fn draw_one(&self, frame: &mut Frame<'_>, area: Rect, s: &Situation, cx: &Context) {
        let lines = self.picture().lines(s, usize::from(area.width), cx);
        let room = usize::from(area.height);
        let first = self.scroll.min(lines.len().saturating_sub(room));
        let rest = lines.len().saturating_sub(first + room);
        let mut seen: Vec<Line<'static>> = lines.into_iter().skip(first).take(room).collect();
        if rest > 0 {
            seen.pop();
            let text = format!("↓ {} {}", rest + 1, words::AND_MORE.get(cx.lang));
            seen.push(Line::styled(text, cx.theme.quiet()));
        }
        frame.render_widget(Paragraph::new(seen), area);
    }
}

/// Where the pictures stand side by side.
fn quarters(area: Rect) -> [Rect; 4] {
    // A curve of two years and three numbers is the widest of the four.
    let left = (area.width / 2 + 3).max(65).min(area.width);
    let upper = 14.min(area.height);
    let at = |x: u16, y: u16, width: u16, height: u16| Rect {
        x: area.x + x,
        y: area.y + y,
        width,
        height,
    };
    let (right, lower) = (area.width - left, area.height - upper);
    [
        at(0, 0, left.saturating_sub(2), upper),
        at(0, upper, left.saturating_sub(2), lower),
        at(left, upper, right, lower),
        at(left, 0, right, upper),
    ]
}

/// All four at once, each under its heading; what finds no room is counted.
pub(super) fn draw_all(frame: &mut Frame<'_>, area: Rect, s: &Situation, cx: &Context) {
    for (picture, place) in Picture::ALL.into_iter().zip(quarters(area)) {
        draw_titled(frame, place, picture, s, cx);
    }
}

/// One picture under its heading.
pub(super) fn draw_titled(
    frame: &mut Frame<'_>,
    place: Rect,
    picture: Picture,
    s: &Situation,
    cx: &Context,
) {
    let columns = usize::from(place.width);
    let mut lines = vec![Line::styled(picture.title().get(cx.lang), cx.theme.strong())];
    lines.extend(picture.lines(s, columns, cx));
    let room = usize::from(place.height.saturating_sub(1));
    if lines.len() > room {
        let rest = lines.len() - room + 1;
        lines.truncate(room.saturating_sub(1));
        let text = format!("↓ {rest} {}", words::AND_MORE.get(cx.lang));
        lines.push(Line::styled(text, cx.theme.quiet()));
    }
    frame.render_widget(Paragraph::new(lines), place);
}

impl Screen for SituationScreen {
    fn place(&self) -> Place {
        Place::Situation
    }

    fn shows_risk(&self, _: &Context) -> bool {
        true
    }

    fn can(&self, command: Command, cx: &Context) -> bool {
        !matches!(command, Command::NextTab | Command::PreviousTab) || !has_room(cx)
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadSituation)]
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Cancel => vec![Step::Close],
            Command::NextTab => self.turn(1),
            Command::PreviousTab => self.turn(Picture::ALL.len() - 1),
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let Some(s) = &self.situation else { return Steps::new() };
        let room = cx.body_height().saturating_sub(2);
        let lines = self.picture().lines(s, cx.columns(), cx).len();
        self.scroll = scrolled(self.scroll, key, room, lines.saturating_sub(room));
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, _: &Context) -> Steps {
        if let Answer::Situation(situation) = answer {
            self.situation = Some(situation.clone());
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let mut title =
            vec![Span::styled(format!("{} ", own::SITUATION.get(cx.lang)), cx.theme.strong())];
        if let Some(s) = &self.situation {
            let at = format!("{} {}  ", own::AT.get(cx.lang), vn_minute(s.at));
            title.push(Span::styled(at, cx.theme.quiet()));
        }
        if !has_room(cx) {
            for picture in Picture::ALL {
                let chosen = picture == self.picture();
                let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
                title.push(Span::styled(format!(" {} ", picture.tab().get(cx.lang)), style));
                title.push(Span::raw(" "));
            }
        }
        let rule = Line::styled("─".repeat(cx.columns()), cx.theme.quiet());
        let head = Rect { height: 2.min(area.height), ..area };
        frame.render_widget(Paragraph::new(vec![Line::from(title), rule]), head);
        let rest = Rect { y: area.y + head.height, height: area.height - head.height, ..area };
        match &self.situation {
            None => frame.render_widget(Paragraph::new(cx.not_read_yet()), rest),
            Some(s) if has_room(cx) => draw_all(frame, rest, s, cx),
            Some(s) => self.draw_one(frame, rest, s, cx),
        }
    }
}

/// The situation beside what a main screen is for: read where there is room for it, and again after
/// something was written or ten minutes.
#[derive(Default)]
pub(super) struct Beside {
    situation: Option<Box<Situation>>,
    asked: Option<Duration>,
}

impl Beside {
    /// What is to be asked, after what the screen itself asks for.
    pub(super) fn ask(&mut self, cx: &Context) -> Steps {
        let fresh = self.asked.is_some_and(|at| cx.uptime.saturating_sub(at) < FRESH);
        if !has_room(cx) || fresh {
            return Steps::new();
        }
        self.asked = Some(cx.uptime);
        vec![Step::Ask(Effect::LoadSituation)]
    }

    /// What came back.
    pub(super) fn on_answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Situation(situation) => self.situation = Some(situation.clone()),
            Answer::Saved { .. }
            | Answer::SavedAll { .. }
            | Answer::Done(_)
            | Answer::DoneAll(_) => self.asked = None,
            _ => {}
        }
    }

    /// Nothing of it is kept while locked.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Lines at the foot of a screen; none where there is no room or nothing was read yet.
    pub(super) fn strip(&self, cx: &Context) -> Vec<Line<'static>> {
        match &self.situation {
            Some(s) if has_room(cx) => strip(s, cx.columns(), cx),
            _ => Vec::new(),
        }
    }

    /// The curves below a table, where it leaves room for them.
    pub(super) fn draw_below(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let Some(s) = self.situation.as_ref().filter(|_| has_room(cx) && area.height >= 13) else {
            return;
        };
        let left = Rect { width: 63.min(area.width), ..area };
        let x = left.right() + 2;
        let right = Rect { x, width: area.right().saturating_sub(x), ..area };
        draw_titled(frame, left, Picture::Stock, s, cx);
        draw_titled(frame, right, Picture::Flows, s, cx);
    }
}
