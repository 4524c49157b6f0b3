//! Two files side by side: for every field that differs the officer chooses whose value stays.

use super::doubles::{ask_why, who};
use super::{Context, Screen, Step, Steps, Tone, dialog_frame, dialog_inside};
use crate::domain::correction::shown;
use crate::domain::id::FileNo;
use crate::domain::journal::Object;
use crate::domain::word::Word;
use crate::services::view::{MergeSide, MergeView};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, DeskAct, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, twice};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Columns of a field's name.
const LABEL: usize = 18;
/// Lines of the whole values at the foot, at most.
const WHOLE: usize = 6;
/// Lines that the field list has at least.
const LEAST: usize = 4;

/// The screen.
pub struct MergeScreen {
    kept: FileNo,
    away: FileNo,
    view: Option<Box<MergeView>>,
    /// Of each choice: whether the value of the file merged away is taken.
    take: Vec<bool>,
    /// The officer in charge of the file merged away takes over.
    officer: bool,
    window: Window,
    height: usize,
}

/// Columns of the dialog.
const COLUMNS: u16 = 120;

impl MergeScreen {
    /// Opens the comparison of two files.
    pub fn open(kept: FileNo, away: FileNo) -> Steps {
        let ask = Step::Ask(Effect::LoadMerge(kept.clone(), away.clone()));
        let screen = Self {
            kept,
            away,
            view: None,
            take: Vec::new(),
            officer: false,
            window: Window::default(),
            height: LEAST,
        };
        vec![Step::Open(Box::new(screen)), ask]
    }

    /// Whether the officer in charge is a choice too.
    fn officers_differ(view: &MergeView) -> bool {
        let (kept, away) = (&view.kept.line.officer, &view.away.line.officer);
        kept.is_some() && away.is_some() && kept != away
    }

    /// Every choice as it is drawn: label, the two values, whether the second is taken.
    fn rows(&self, view: &MergeView, cx: &Context) -> Vec<(String, String, String, bool)> {
        let told = |field: &str, value: &Option<String>| match value {
            Some(v) => safe(&shown(Object::Person, field, v, cx.lang)),
            None => words::EMPTY_VALUE.get(cx.lang).to_owned(),
        };
        let mut rows: Vec<_> = view
            .choices
            .iter()
            .zip(&self.take)
            .map(|(c, take)| {
                let code = c.field.code();
                let label = c.field.label(cx.lang).to_owned();
                (label, told(code, &c.kept), told(code, &c.away), *take)
            })
            .collect();
        if Self::officers_differ(view) {
            let of = |side: &MergeSide| side.line.officer.as_deref().map(safe).unwrap_or_default();
            let label = words::desk::COL_OFFICER.get(cx.lang).to_owned();
            rows.push((label, of(&view.kept), of(&view.away), self.officer));
        }
        rows
    }

    fn turn(&mut self) {
        match self.take.get_mut(self.window.at) {
            Some(take) => *take = !*take,
            None if self.view.as_ref().is_some_and(|v| Self::officers_differ(v)) => {
                self.officer = !self.officer;
            }
            None => {}
        }
    }

    fn merge(&self) -> Steps {
        let Some(view) = &self.view else { return Steps::new() };
        let taken = view.choices.iter().zip(&self.take).filter(|(_, take)| **take);
        let act = DeskAct::Merge {
            kept: self.kept.clone(),
            away: self.away.clone(),
            take: taken.map(|(c, _)| c.field).collect(),
            officer: self.officer,
        };
        let subject = format!("{} ← {}", who(&view.kept.line), who(&view.away.line));
        vec![ask_why(twice::MERGE, subject, twice::MERGE_HELP, "", act)]
    }

    /// The whole of the two values where one stands, for a narrow screen cuts them.
    fn whole(&self, rows: &[(String, String, String, bool)], room: usize) -> Vec<String> {
        let mut whole = Vec::new();
        if let Some((label, kept, away, _)) = rows.get(self.window.at) {
            for (file, value) in [(&self.kept, kept), (&self.away, away)] {
                whole.extend(wrap(&format!("{label} · {file}: {value}"), room));
            }
            whole.truncate(WHOLE);
        }
        whole
    }

    fn head(view: &MergeView, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let side = |word: words::Text, side: &MergeSide, style| {
            let counts =
                format!("{} + {} {}", side.measures, side.events, twice::MERGE_ROWS.get(cx.lang));
            let text = format!("{}: {} · {counts}", word.get(cx.lang), who(&side.line));
            Line::styled(pad(&text, room), style)
        };
        let mut lines = vec![
            side(twice::MERGE_KEPT, &view.kept, cx.theme.strong()),
            side(twice::MERGE_AWAY, &view.away, cx.theme.text()),
        ];
        let why = format!("{} {}", view.likeness.points, twice::POINTS.get(cx.lang));
        let why = format!("{why}: {}", view.likeness.text(cx.lang));
        lines.extend(wrap(&why, room).into_iter().map(|t| Line::styled(t, cx.theme.quiet())));
        for fault in &view.faults {
            let text = format!("✗ {}: {}", twice::MERGE_BLOCKED.get(cx.lang), fault.text(cx.lang));
            lines.extend(wrap(&text, room).into_iter().map(|t| Line::styled(t, cx.theme.bad())));
        }
        lines
    }
}

impl Screen for MergeScreen {
    fn place(&self) -> Place {
        Place::Merge
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Cancel => return vec![Step::Close],
            Command::Toggle => self.turn(),
            Command::SwapSides => {
                std::mem::swap(&mut self.kept, &mut self.away);
                (self.view, self.officer) = (None, false);
                return vec![Step::Ask(Effect::LoadMerge(self.kept.clone(), self.away.clone()))];
            }
            Command::NotSame => {
                let Some(view) = &self.view else { return Steps::new() };
                let subject = format!("{} — {}", who(&view.kept.line), who(&view.away.line));
                let act = DeskAct::NotSame(self.kept.clone(), self.away.clone());
                return vec![ask_why(twice::NOT_SAME, subject, twice::NOT_SAME_HELP, "", act)];
            }
            Command::Save => return self.merge(),
            _ => {}
        }
        Steps::new()
    }

    fn on_key(&mut self, key: Key, _: &Context) -> Steps {
        if !self.window.on_key(key, self.height) && matches!(key, Key::Left | Key::Right) {
            self.turn();
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, (COLUMNS, area.height));
        let room = usize::from(inside.width);
        let Some(view) = &self.view else { return Steps::new() };
        let head = Self::head(view, room, cx).len() + 1;
        let whole = self.whole(&self.rows(view, cx), room).len();
        let left = usize::from(inside.height).saturating_sub(head + whole + 1);
        let list = Rect { y: inside.y + head as u16, height: left as u16, ..inside };
        // The second click on a field takes the other side's value.
        if self.window.on_mouse(mouse, list, left) {
            self.turn();
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Merge(view) => {
                self.take = view.choices.iter().map(crate::domain::merge::Choice::fills).collect();
                let total = self.take.len() + usize::from(Self::officers_differ(view));
                let head = 3 + view.faults.len() * 5;
                self.height = cx.body_height().saturating_sub(head + 6 + WHOLE).max(LEAST);
                self.window.set_total(total, self.height);
                self.view = Some(view.clone());
                Steps::new()
            }
            // Merged, or said not to be one person: there is nothing left to compare.
            Answer::Done(_) => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.view = None;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = twice::MERGE.get(cx.lang);
        let inside = dialog_frame(frame, area, (COLUMNS, area.height), title, cx.theme);
        let room = usize::from(inside.width);
        let Some(view) = &self.view else {
            frame.render_widget(Paragraph::new(cx.not_read_yet()), inside);
            return;
        };
        let mut lines = Self::head(view, room, cx);
        let half = room.saturating_sub(LABEL + 2) / 2;
        let head =
            [pad("", LABEL + 2), pad(self.kept.as_str(), half), pad(self.away.as_str(), half)];
        lines.push(Line::styled(head.concat(), cx.theme.heading()));
        let rows = self.rows(view, cx);
        if rows.is_empty() {
            lines.push(Line::from(twice::MERGE_SAME.get(cx.lang)));
        }
        let whole = self.whole(&rows, room);
        let left = usize::from(inside.height).saturating_sub(lines.len() + whole.len() + 1);
        let mut window = self.window;
        window.fit(left);
        for (n, (label, kept, away, take)) in
            rows.into_iter().enumerate().skip(window.first).take(left)
        {
            let here = n == self.window.at;
            let mark = if here { "▸" } else { " " };
            let name = if here { cx.theme.selected() } else { cx.theme.text() };
            let value = |text: &str, stays: bool| {
                let style = if stays { cx.theme.strong() } else { cx.theme.quiet() };
                let mark = if stays { "●" } else { "○" };
                Span::styled(pad(&format!("{mark} {text}"), half), style)
            };
            lines.push(Line::from(vec![
                Span::styled(pad(&format!("{mark}{label}"), LABEL + 1), name),
                Span::raw(" "),
                value(&kept, !take),
                value(&away, take),
            ]));
        }
        while lines.len() + whole.len() < usize::from(inside.height) {
            lines.push(Line::default());
        }
        lines.extend(whole.into_iter().map(|t| Line::styled(t, cx.theme.quiet())));
        frame.render_widget(Paragraph::new(lines), inside);
    }
}

/// Why a merge cannot be split from here, told at the foot.
pub(super) fn nothing_to_split(cx: &Context) -> Step {
    let fault = crate::domain::merge::MergeFault::NotMerged;
    Step::Tell(Tone::Warn, fault.text(cx.lang))
}
