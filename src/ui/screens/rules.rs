//! Quy tắc: every rule with its sentence, figure and source; what the unit set stands beside the
//! rule's own figure. The chief sets a figure with a day and a reason, or notes that it was compared.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Screen, Step, Steps, dialog_frame};
use crate::domain::correction::CorrectionField;
use crate::domain::date::{vn, vn_minute};
use crate::domain::setting::SettingField;
use crate::services::view::RuleView;
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, Text};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines below the list: all about the selected rule.
const FOOT: usize = 8;
/// Lines of the frame.
const FRAME: usize = 2;

/// The screen.
#[derive(Default)]
pub struct Rules {
    rules: Option<Vec<RuleView>>,
    window: Window,
}

impl Rules {
    /// Opens it and asks for the rules.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Step::Ask(Effect::LoadRules)]
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(FOOT + FRAME).max(1)
    }

    fn rule(&self) -> Option<&RuleView> {
        self.rules.as_ref()?.get(self.window.at)
    }

    fn about(&self, columns: usize, cx: &Context) -> Vec<String> {
        let Some(rule) = self.rule() else { return Vec::new() };
        let mut texts = vec![safe(&rule.info.sentence)];
        let mut source = format!("{} · {}", rule.info.id, rule.info.citation);
        if let Some(note) = rule.confidence.note(cx.lang).filter(|n| !source.ends_with(n)) {
            source = format!("{source} · {note}");
        }
        if rule.to_check {
            source = format!("{source} · {}", words::RULE_TO_CHECK.get(cx.lang));
        }
        texts.push(source);
        let own = words::RULE_OWN.get(cx.lang);
        texts.extend(rule.settings.iter().rev().map(|s| {
            let figure = s.figure.as_deref().unwrap_or(&rule.info.figure);
            let now = if s.in_force { "●" } else { "○" };
            format!(
                "{now} {figure} {} {} ({own} {}) · {} · {}",
                words::FROM_DAY.get(cx.lang),
                vn(s.in_force_from),
                rule.info.figure,
                safe(&s.officer),
                safe(&s.reason),
            )
        }));
        texts.extend(rule.checked.as_ref().map(|c| {
            let reason = c.reason.as_deref().map(safe).unwrap_or_default();
            let word = words::RULE_CHECKED.get(cx.lang);
            format!("✓ {word}: {} {} {reason}", safe(&c.officer), vn_minute(c.at))
        }));
        texts.iter().flat_map(|t| wrap(t, columns)).collect()
    }

    fn set_form(rule: &RuleView, cx: &Context) -> Step {
        let figure = Text(
            "Cùng cách viết với số đang dùng (24 h, 2 D, 3 WD, 6 M); “-” = trở về số của luật",
            "Written like the present one (24 h, 2 D, 3 WD, 6 M); “-” = the rule's own again",
        );
        let from = Text("Có hiệu lực từ ngày này", "Holds from this day");
        let why = Text("Theo văn bản nào, vì sao", "By which paper, and why");
        let fields = vec![
            Field::of(SettingField::Figure, FieldKind::Text, figure).required().with(&rule.figure),
            Field::of(SettingField::From, FieldKind::Date, from)
                .required()
                .with(&vn(cx.now.date())),
            Field::of(CorrectionField::Reason, FieldKind::Text, why).required(),
        ];
        let subject = format!("{} · {}", rule.info.id, rule.figure);
        let purpose = Purpose::SetRule(rule.info.id.clone());
        FormScreen::open(words::SET_FIGURE, subject, Form::new(fields), purpose)
    }

    fn confirm_form(rule: &RuleView) -> Step {
        let why = Text("Đã đối chiếu với văn bản nào, trang nào", "In which text, on which page");
        let fields = vec![Field::of(CorrectionField::Reason, FieldKind::Text, why).required()];
        let subject = format!("{} · {} · {}", rule.info.id, rule.figure, rule.info.citation);
        let purpose = Purpose::ConfirmRule(rule.info.id.clone());
        FormScreen::open(words::CONFIRM_RULE, subject, Form::new(fields), purpose)
    }
}

impl Screen for Rules {
    fn place(&self) -> Place {
        Place::Rules
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match (command, self.rule()) {
            (Command::Cancel, _) => vec![Step::Close],
            (Command::SetFigure, Some(rule)) => vec![Self::set_form(rule, cx)],
            (Command::ConfirmRule, Some(rule)) => vec![Self::confirm_form(rule)],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let height = Self::height(cx);
        match key {
            Key::Up => self.window.step(-1, height),
            Key::Down => self.window.step(1, height),
            Key::PageUp => self.window.step(-(height as isize), height),
            Key::PageDown => self.window.step(height as isize, height),
            Key::Home => self.window.go(0, height),
            Key::End => self.window.go(usize::MAX, height),
            _ => {}
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Rules(rules) => {
                self.window.set_total(rules.len(), Self::height(cx));
                self.rules = Some(rules.clone());
                Steps::new()
            }
            Answer::Done(_) => vec![Step::Ask(Effect::LoadRules)],
            _ => Steps::new(),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = words::RULES.get(cx.lang);
        let inside = dialog_frame(frame, area, (area.width, area.height), title, cx.theme);
        let columns = usize::from(inside.width);
        let height = Self::height(cx);
        let mut window = self.window;
        window.fit(height);
        let mut lines = Vec::new();
        let rules = self.rules.as_deref().unwrap_or_default();
        for (n, rule) in rules.iter().enumerate().skip(window.first).take(height) {
            let chosen = n == window.at;
            let changed = rule.figure != rule.info.figure;
            let mark = match (changed, rule.confidence.note(cx.lang).is_some() || rule.to_check) {
                (true, _) => "*",
                (false, true) => "?",
                (false, false) => " ",
            };
            let figure = pad(&rule.figure, 12);
            let text = format!(
                "{}{mark} {figure} {} {}",
                if chosen { "▸" } else { " " },
                pad(&rule.info.citation.to_string(), 16),
                safe(&rule.info.sentence)
            );
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            lines.push(Line::styled(pad(&text, columns), style));
        }
        lines.resize(height, Line::default());
        lines.push(Line::styled("─".repeat(columns), cx.theme.quiet()));
        lines.extend(self.about(columns, cx).into_iter().take(FOOT - 1).map(Line::from));
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
