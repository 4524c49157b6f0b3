//! Bộ quy tắc nguy cơ: every figure of the rules, changed with the arrows, with what it would change
//! at once ("với điểm này, 14 người đổi mức"); and, behind Tab, levels by group, so that the unit sees
//! its own tilt. Setting asks why; only the chief may.

use super::choose::Choose;
use super::confirm::Confirm;
use super::doubles::ask_why;
use super::{Context, Question, Screen, Step, Steps, Tone, dialog_frame};
use crate::domain::date::{add_days, vn};
use crate::domain::risk::{RiskRules, level_after, notice, signed_points};
use crate::domain::text::truncate_to_width;
use crate::domain::word::{Lang, RiskLevel, Word};
use crate::services::Duty;
use crate::services::view::{Moved, Tilt, TiltRow, WhatIf};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, DeskAct, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::window::{Window, scrolled};
use crate::ui::words::{Text, risk as words};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Lines above the list beside the notice: parts, a rule.
const HEAD: usize = 2;
/// Columns inside the frame on a wide screen.
const INSIDE: usize = 108;
/// Lines below it: the preview.
const FOOT: usize = 7;

/// A figure that can be changed; numbers are places in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    From,
    Medium,
    High,
    OverrideDays,
    AfterEnd,
    Points(usize),
    Window(usize),
    Count(usize),
}

/// The two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Rules,
    Tilt,
}

/// The screen.
#[derive(Default)]
pub struct RiskDesk {
    part: Part,
    /// The rules in force.
    base: Option<Box<RiskRules>>,
    /// What they are being changed to.
    draft: Option<Box<RiskRules>>,
    from: Option<NaiveDate>,
    window: Window,
    preview: Option<Box<WhatIf>>,
    /// A preview is being counted; and the draft changed since it was asked for.
    counting: bool,
    stale: bool,
    tilt: Option<Box<Tilt>>,
    scroll: usize,
}

fn figures(rules: &RiskRules) -> Vec<Figure> {
    use Figure as F;
    let mut all = vec![F::From, F::Medium, F::High, F::OverrideDays, F::AfterEnd];
    for (n, rule) in rules.rules.iter().enumerate() {
        all.push(F::Points(n));
        all.extend(rule.window_days.map(|_| F::Window(n)));
        all.extend(rule.count.map(|_| F::Count(n)));
    }
    all
}

fn value(rules: &RiskRules, figure: Figure) -> i32 {
    let number = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let rule = |n: usize| rules.rules.get(n);
    match figure {
        Figure::From => 0,
        Figure::Medium => rules.medium,
        Figure::High => rules.high,
        Figure::OverrideDays => number(rules.override_days),
        Figure::AfterEnd => number(rules.after_end_days),
        Figure::Points(n) => rule(n).map_or(0, |r| r.points),
        Figure::Window(n) => rule(n).and_then(|r| r.window_days).map_or(0, number),
        Figure::Count(n) => rule(n).and_then(|r| r.count).map_or(0, number),
    }
}

/// One step up or down, within what makes sense.
fn turned(rules: &mut RiskRules, figure: Figure, by: i32) {
    let days = |now: u32| now.saturating_add_signed(by * 5).clamp(1, 3650);
    let (medium, high) = (rules.medium, rules.high);
    match figure {
        Figure::From => {}
        Figure::Medium => rules.medium = (medium + by).clamp(1, high - 1),
        Figure::High => rules.high = (high + by).clamp(medium + 1, 999),
        Figure::OverrideDays => rules.override_days = days(rules.override_days),
        Figure::AfterEnd => rules.after_end_days = days(rules.after_end_days),
        Figure::Points(n) | Figure::Window(n) | Figure::Count(n) => {
            let Some(rule) = rules.rules.get_mut(n) else { return };
            match figure {
                Figure::Points(_) => {
                    let (low, most) = if rule.protects() { (-200, 0) } else { (0, 200) };
                    rule.points = (rule.points + by).clamp(low, most);
                }
                Figure::Window(_) => rule.window_days = rule.window_days.map(days),
                _ => {
                    let one = |now: u32| now.saturating_add_signed(by).clamp(1, 50);
                    rule.count = rule.count.map(one);
                }
            }
        }
    }
}

impl RiskDesk {
    /// Opens it over the screen in front.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Step::Ask(Effect::LoadRiskRules)]
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(Self::head(cx) + FOOT + 2).max(1)
    }

    /// Lines above the list; the notice is always whole.
    fn head(cx: &Context) -> usize {
        HEAD + wrap(notice(cx.lang), INSIDE.min(cx.columns().saturating_sub(4))).len()
    }

    fn from(&self, cx: &Context) -> NaiveDate {
        self.from.unwrap_or_else(|| cx.now.date())
    }

    fn changed(&self) -> bool {
        self.draft != self.base
    }

    fn turn(&mut self, by: i32, cx: &Context) -> Steps {
        let from = self.from(cx);
        let Some(draft) = self.draft.as_deref_mut() else { return Steps::new() };
        let Some(figure) = figures(draft).get(self.window.at).copied() else { return Steps::new() };
        if figure == Figure::From {
            self.from = Some(add_days(from, i64::from(by)).max(cx.now.date()));
            return Steps::new();
        }
        turned(draft, figure, by);
        self.ask_preview()
    }

    /// One question at a time: a key held down asks once more at its end.
    fn ask_preview(&mut self) -> Steps {
        let Some(draft) = self.draft.clone() else { return Steps::new() };
        self.stale = self.counting;
        if self.counting {
            return Steps::new();
        }
        self.counting = true;
        vec![Step::Ask(Effect::TryRiskRules(draft))]
    }

    fn save(&self, cx: &Context) -> Steps {
        let Some(draft) = self.draft.clone().filter(|_| self.changed()) else {
            return vec![Step::Tell(Tone::Warn, words::NOTHING_TO_SET.get(cx.lang).to_owned())];
        };
        let from = self.from(cx);
        let subject = self.preview.as_deref().map(|p| summary(p, cx.lang)).unwrap_or_default();
        let subject = format!("{} {} · {subject}", words::FROM_DAY.get(cx.lang), vn(from));
        let act = DeskAct::SetRiskRules(draft, from);
        vec![ask_why(words::EDITOR, subject, words::SET_WHY, "", act)]
    }

    fn row(&self, rules: &RiskRules, figure: Figure, cx: &Context) -> String {
        let now = value(rules, figure);
        let was = self.base.as_deref().map_or(now, |b| value(b, figure));
        let mark = if now == was { "  ".to_owned() } else { format!("* ({was}) ") };
        let text = |label: Text| format!("{}: {now} {mark}", label.get(cx.lang));
        match figure {
            Figure::From => {
                format!("{}: {}", words::FROM_DAY.get(cx.lang), vn(self.from(cx)))
            }
            Figure::Medium => text(words::THRESHOLD_MEDIUM),
            Figure::High => text(words::THRESHOLD_HIGH),
            Figure::OverrideDays => text(words::OVERRIDE_DAYS),
            Figure::AfterEnd => text(words::AFTER_END),
            Figure::Window(_) => format!("        {}", text(words::WINDOW)),
            Figure::Count(_) => format!("        {}", text(words::COUNT)),
            Figure::Points(n) => {
                let sentence = rules.rules.get(n).map(|r| r.sentence(cx.lang)).unwrap_or_default();
                format!("{:>4} {mark}{sentence}", signed_points(now))
            }
        }
    }

    fn rules_lines(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let Some(draft) = self.draft.as_deref() else {
            return vec![Line::from(cx.not_read_yet())];
        };
        let mut lines = Vec::new();
        let height = Self::height(cx);
        for (n, figure) in
            figures(draft).into_iter().enumerate().skip(self.window.first).take(height)
        {
            let here = n == self.window.at;
            let style = if here { cx.theme.selected() } else { cx.theme.text() };
            let mark = if here { "▸ " } else { "  " };
            lines.push(Line::styled(
                pad(&format!("{mark}{}", self.row(draft, figure, cx)), room),
                style,
            ));
        }
        lines.resize(height, Line::default());
        lines.push(Line::styled("─".repeat(room), cx.theme.quiet()));
        lines.extend(self.preview_lines(room, cx));
        lines
    }

    fn preview_lines(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        if !self.changed() {
            return vec![Line::styled(words::NO_CHANGE.get(cx.lang), cx.theme.quiet())];
        }
        let Some(preview) = self.preview.as_deref().filter(|_| !self.stale) else {
            return vec![Line::styled(words::COUNTING.get(cx.lang), cx.theme.quiet())];
        };
        let said = wrap(&summary(preview, cx.lang), room).into_iter();
        let mut lines: Vec<_> = said.map(|part| Line::styled(part, cx.theme.strong())).collect();
        let Some(names) = &preview.names else {
            let said = wrap(words::CHIEF_ONLY.get(cx.lang), room).into_iter();
            lines.extend(said.map(|part| Line::styled(part, cx.theme.quiet())));
            return lines;
        };
        // The last line says how many are left out, and where all of them are.
        let free = (FOOT - 1).saturating_sub(lines.len());
        let seen = if names.len() > free { free.saturating_sub(1) } else { names.len() };
        let line = |moved: &Moved| {
            let told = moved_line(moved, cx.lang);
            Line::styled(truncate_to_width(&told, room).into_owned(), cx.theme.text())
        };
        lines.extend(names.iter().take(seen).map(line));
        if names.len() > seen {
            let more = words::more_people(names.len() - seen, cx.lang);
            lines.push(Line::styled(more, cx.theme.quiet()));
        }
        lines
    }

    /// Everybody who would change level, where the names are known.
    fn names(&self) -> &[Moved] {
        let preview = self.preview.as_deref().filter(|_| !self.stale && self.changed());
        preview.and_then(|p| p.names.as_deref()).unwrap_or_default()
    }

    fn tilt_lines(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let Some(tilt) = self.tilt.as_deref() else {
            return vec![Line::from(cx.not_read_yet())];
        };
        let mut lines = Vec::new();
        for (title, rows) in [
            (words::BY_SEX, &tilt.sex),
            (words::BY_AGE, &tilt.age),
            (words::BY_ETHNICITY, &tilt.ethnicity),
            (words::BY_HAMLET, &tilt.hamlet),
        ] {
            if rows.is_empty() {
                continue;
            }
            let head =
                [RiskLevel::High, RiskLevel::Medium, RiskLevel::Low].map(|l| l.label(cx.lang));
            let share = words::SHARE.get(cx.lang);
            let title = pad(title.get(cx.lang), 34);
            let head =
                format!("{title} {:>10} {:>10} {:>10} {share:>8}", head[0], head[1], head[2]);
            lines.push(Line::styled(pad(&head, room), cx.theme.heading()));
            lines.extend(rows.iter().map(|row| Line::from(pad(&tilt_row(row, cx.lang), room))));
            lines.push(Line::default());
        }
        lines.push(Line::styled(words::BY_OFFICER.get(cx.lang), cx.theme.heading()));
        if tilt.overrides.is_empty() {
            lines.push(Line::from(words::NO_OVERRIDES.get(cx.lang)));
        }
        for own in &tilt.overrides {
            lines.push(Line::from(format!(
                "  {}: {} {}, {} {}",
                safe(&own.officer),
                words::RAISED.get(cx.lang),
                own.raised,
                words::LOWERED.get(cx.lang),
                own.lowered
            )));
        }
        let note = wrap(words::TILT_NOTE.get(cx.lang), room).into_iter();
        lines.extend(note.map(|part| Line::styled(part, cx.theme.quiet())));
        lines
    }
}

fn tilt_row(row: &TiltRow, lang: Lang) -> String {
    let [low, medium, high] = row.levels;
    let label = pad(&format!("  {}", safe(row.label(lang))), 34);
    format!("{label} {high:>10} {medium:>10} {low:>10} {:>7}%", row.high_percent())
}

fn moved_line(moved: &Moved, lang: Lang) -> String {
    let then = level_after(moved.to, lang);
    let (name, now) = (safe(&moved.name), moved.from.label(lang));
    format!("{}  {name}  {now} → {then}", moved.file_no)
}

/// "Với điểm này, 14 người đổi mức: Thấp → Trung bình 10; …".
fn summary(found: &WhatIf, lang: Lang) -> String {
    let level = |level: Option<RiskLevel>| level_after(level, lang);
    let moves: Vec<String> = found
        .moves
        .iter()
        .map(|(from, to, n)| format!("{} → {} {n}", from.label(lang), level(*to)))
        .collect();
    let (n, of) = (found.changed(), found.people);
    let head = match lang {
        Lang::Vi => format!("Với điểm này, {n} trong {of} người đổi mức"),
        Lang::En => format!("By these figures {n} of {of} people change level"),
    };
    if moves.is_empty() { format!("{head}.") } else { format!("{head}: {}.", moves.join("; ")) }
}

impl Screen for RiskDesk {
    fn place(&self) -> Place {
        Place::RiskRules
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let of_rules = self.part == Part::Rules && self.draft.is_some();
        match command {
            Command::MoveLeft | Command::MoveRight | Command::Save => of_rules,
            Command::Open => of_rules && !self.names().is_empty(),
            _ => true,
        }
    }

    fn unsaved(&self) -> bool {
        self.changed()
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadRiskRules)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Cancel if self.changed() => {
                vec![Confirm::discard(vec![Step::Close], cx.lang)]
            }
            Command::Cancel => vec![Step::Close],
            Command::Open => {
                let lines = self.names().iter().map(|m| moved_line(m, cx.lang)).collect();
                let title = words::WHO_MOVES.get(cx.lang).to_owned();
                vec![Choose::open(Question::WhoMoves, title, lines, 0)]
            }
            Command::NextTab => {
                self.scroll = 0;
                self.part = if self.part == Part::Rules { Part::Tilt } else { Part::Rules };
                if self.part == Part::Tilt {
                    vec![Step::Ask(Effect::LoadTilt)]
                } else {
                    Steps::new()
                }
            }
            Command::MoveRight => self.turn(1, cx),
            Command::MoveLeft => self.turn(-1, cx),
            Command::Save => self.save(cx),
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        if self.part == Part::Rules {
            self.window.on_key(key, Self::height(cx));
            return Steps::new();
        }
        let room = cx.body_height().saturating_sub(Self::head(cx) + 2);
        let most = self.tilt_lines(100, cx).len().saturating_sub(room);
        self.scroll = scrolled(self.scroll, key, room, most);
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, _: Rect, cx: &Context) -> Steps {
        match (mouse.wheel(), self.part) {
            (Some(by), Part::Rules) => self.window.step(by, Self::height(cx)),
            (Some(by), Part::Tilt) => self.scroll = self.scroll.saturating_add_signed(by),
            _ => {}
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::RiskRules(rules) => {
                // What is being changed is kept while the rules in force stay the same.
                if self.base.as_ref() != Some(rules) {
                    self.window.set_total(figures(rules).len(), Self::height(cx));
                    (self.base, self.draft) = (Some(rules.clone()), Some(rules.clone()));
                    self.preview = None;
                }
                Steps::new()
            }
            Answer::WhatIf(found) => {
                self.counting = false;
                self.preview = Some(found.clone());
                if std::mem::take(&mut self.stale) { self.ask_preview() } else { Steps::new() }
            }
            Answer::Tilt(tilt) => {
                self.tilt = Some(tilt.clone());
                Steps::new()
            }
            Answer::Done(_) => {
                self.base = None;
                vec![Step::Ask(Effect::LoadRiskRules)]
            }
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.tilt = None;
        self.preview = None;
        (self.counting, self.stale) = (false, false);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = words::EDITOR.get(cx.lang);
        let inside = dialog_frame(frame, area, (112, area.height), title, cx.theme);
        let room = usize::from(inside.width);
        let mut parts = Vec::new();
        for (part, label) in [(Part::Rules, words::EDITOR), (Part::Tilt, words::TILT)] {
            if part == Part::Tilt && !cx.may(Duty::ReadTilt) {
                continue;
            }
            let style = if part == self.part { cx.theme.selected() } else { cx.theme.text() };
            parts.push(Span::styled(format!(" {} ", label.get(cx.lang)), style));
            parts.push(Span::raw(" "));
        }
        let mut lines = vec![Line::from(parts)];
        let said = wrap(notice(cx.lang), room).into_iter();
        lines.extend(said.map(|part| Line::styled(part, cx.theme.quiet())));
        lines.push(Line::styled("─".repeat(room), cx.theme.quiet()));
        match self.part {
            Part::Rules => lines.extend(self.rules_lines(room, cx)),
            Part::Tilt => lines.extend(self.tilt_lines(room, cx).into_iter().skip(self.scroll)),
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
