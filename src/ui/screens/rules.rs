//! Quy tắc: every rule with its sentence, figure and source; what the unit set stands beside the
//! rule's own figure. Typing narrows the list, as on Danh sách. The chief sets a figure with a day
//! and a reason, or notes that it was compared.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Screen, Step, Steps, dialog_frame};
use crate::domain::correction::CorrectionField;
use crate::domain::date::{vn, vn_minute};
use crate::domain::setting::SettingField;
use crate::domain::text::{Query, marked_key, search_key, width};
use crate::services::view::RuleView;
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, Text};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Lines below the list: all about the selected rule.
const FOOT: usize = 8;
/// The frame and the line of the search.
const FRAME: usize = 3;

/// The screen.
#[derive(Default)]
pub struct Rules {
    all: Vec<RuleView>,
    find: TextField,
    /// Places of the rules found, in the order of the list.
    found: Vec<usize>,
    window: Window,
}

/// All by which a rule is found: its id, source and sentence, and what a clock is called.
fn matches(query: &Query, rule: &RuleView, cx: &Context) -> bool {
    let info = &rule.info;
    let clock = cx.clock_rules.iter().find(|c| c.id == info.id);
    let names = clock.map_or(["", ""], |c| [&c.what_vi, &c.what_en]);
    let text = [&info.id, info.citation.to_string().as_str(), &info.sentence, names[0], names[1]]
        .join(" ");
    query.matches(&search_key(&text), &marked_key(&text))
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
        self.all.get(*self.found.get(self.window.at)?)
    }

    /// Looks again for what was typed, staying on the rule one stands on where it is still there.
    fn search(&mut self, cx: &Context) -> Steps {
        let stood_on = self.rule().map(|r| r.info.id.clone());
        let query = Query::parse(&self.find.value());
        let fits = |(n, rule): (usize, &RuleView)| {
            (query.is_empty() || matches(&query, rule, cx)).then_some(n)
        };
        self.found = self.all.iter().enumerate().filter_map(fits).collect();
        let same = |n: &usize| self.all.get(*n).map(|r| &r.info.id) == stood_on.as_ref();
        let at = self.found.iter().position(same).unwrap_or(0);
        self.window = Window { total: self.found.len(), ..Window::default() };
        self.window.go(at, Self::height(cx));
        Steps::new()
    }

    /// The line of the search, and the column of the cursor in it.
    fn head(&self, columns: usize, cx: &Context) -> (Line<'static>, usize) {
        let label = format!("{}: ", words::FIND.get(cx.lang));
        let total = format!(
            "  {}: {} {}",
            words::TOTAL.get(cx.lang),
            self.found.len(),
            words::RULES_COUNTED.get(cx.lang)
        );
        let room = columns.saturating_sub(width(&label) + width(&total));
        let (typed, cursor) = self.find.visible(room);
        let cursor = width(&label) + cursor;
        let line = Line::from(vec![
            Span::styled(label, cx.theme.strong()),
            Span::styled(pad(&typed, room), cx.theme.field()),
            Span::styled(total, cx.theme.strong()),
        ]);
        (line, cursor)
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

    fn takes_text(&self) -> bool {
        true
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let of_rule = matches!(command, Command::SetFigure | Command::ConfirmRule);
        !of_rule || self.rule().is_some()
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadRules)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match (command, self.rule()) {
            (Command::Cancel, _) if !self.find.is_empty() => {
                self.find.set("");
                self.search(cx)
            }
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
            Key::CtrlHome => self.window.go(0, height),
            Key::CtrlEnd => self.window.go(usize::MAX, height),
            key if self.find.on_key(key) => return self.search(cx),
            _ => {}
        }
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, cx: &Context) -> Steps {
        self.find.paste(text);
        self.search(cx)
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Rules { rules, .. } => {
                self.all.clone_from(rules);
                self.search(cx)
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
        let (head, cursor) = self.head(columns, cx);
        let mut lines = vec![head];
        if self.found.is_empty() && !self.all.is_empty() {
            lines.push(Line::from(words::NO_RULE_FOUND.get(cx.lang)));
        }
        let rules = self.found.iter().filter_map(|n| self.all.get(*n));
        for (n, rule) in rules.enumerate().skip(window.first).take(height) {
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
        lines.resize(height + 1, Line::default());
        lines.push(Line::styled("─".repeat(columns), cx.theme.quiet()));
        lines.extend(self.about(columns, cx).into_iter().take(FOOT - 1).map(Line::from));
        frame.render_widget(Paragraph::new(lines), inside);
        frame.set_cursor_position(Position::new(inside.x + cursor as u16, inside.y));
    }
}
