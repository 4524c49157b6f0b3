//! Quy tắc: every rule with its sentence, figure and source; what the unit set stands beside the
//! rule's own figure. Typing narrows the list, as on Danh sách. The chief sets a figure with a day
//! and a reason, or notes that it was compared.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::correction::CorrectionField;
use crate::domain::date::{vn, vn_minute};
use crate::domain::setting::{DayState, SettingField};
use crate::domain::text::{Query, marked_key, search_key, width};
use crate::domain::word::Word;
use crate::domain::work_calendar::WorkYear;
use crate::services::view::RuleView;
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::{Field, FieldKind, Form, choices};
use crate::ui::widgets::text::{list_line, pad, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, Text};
use chrono::{Datelike, NaiveDate};
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

/// The days off of a year and its made-up working days, days in a row as one.
fn days_texts(year: &WorkYear, cx: &Context) -> Vec<String> {
    let line = |word: Text, days: &[NaiveDate]| {
        let mut spans: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for day in days {
            match spans.last_mut() {
                Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
                _ => spans.push((*day, *day)),
            }
        }
        let short = |d: NaiveDate| format!("{:02}/{:02}", d.day(), d.month());
        let span = |(a, b): (NaiveDate, NaiveDate)| {
            if a == b { short(a) } else { format!("{}–{}", short(a), short(b)) }
        };
        let shown = spans.into_iter().map(span).collect::<Vec<_>>().join(", ");
        (!shown.is_empty()).then(|| format!("{}: {shown}", word.get(cx.lang)))
    };
    let off = line(words::DAYS_OFF, &year.off);
    off.into_iter().chain(line(words::DAYS_WORKED, &year.working)).collect()
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
        texts.extend(rule.year.iter().flat_map(|year| days_texts(year, cx)));
        let own = words::RULE_OWN.get(cx.lang);
        texts.extend(rule.settings.iter().rev().map(|s| {
            let figure = words::figure(&s.text(&rule.info.figure, cx.lang), cx.lang);
            let now = if s.in_force { "●" } else { "○" };
            format!(
                "{now} {figure} {} {} ({own} {}) · {} · {}",
                words::FROM_DAY.get(cx.lang),
                vn(s.in_force_from),
                words::figure(&rule.info.figure, cx.lang),
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

    fn days_form(year: Option<&RuleView>, cx: &Context) -> Step {
        let day = Text(
            "Một ngày, hoặc ngày đầu của một đợt nghỉ; năm nào cũng được",
            "A day, or the first of several; of any year",
        );
        let until = Text("Để trống nếu chỉ một ngày", "Empty for one day only");
        let state = Text(
            "Nghỉ: thêm ngày nghỉ. Làm việc: bỏ ngày nghỉ, hoặc thứ Bảy làm bù. Như bảng gốc: bỏ điều đã ghi",
            "Day off: adds it. Worked: withdraws it, or a made-up Saturday. As in the table: takes back what was set",
        );
        let from = Text("Có hiệu lực từ ngày này", "Holds from this day");
        let why = Text("Theo thông báo nào, dịp gì", "By which notice, on what occasion");
        let fields = vec![
            Field::of(SettingField::Day, FieldKind::Date, day).required(),
            Field::of(SettingField::Until, FieldKind::Date, until),
            Field::of(SettingField::State, FieldKind::Choice(choices(DayState::ALL)), state)
                .required()
                .with(DayState::Off.code()),
            Field::of(SettingField::From, FieldKind::Date, from)
                .required()
                .with(&vn(cx.now.date())),
            Field::of(CorrectionField::Reason, FieldKind::Text, why).required(),
        ];
        let subject = year.map_or_else(String::new, |y| y.info.id.clone());
        FormScreen::open(words::SET_DAYS, subject, Form::new(fields), Purpose::SetDays)
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
            (Command::SetDays, _) => vec![Self::days_form(None, cx)],
            (Command::SetFigure, Some(rule)) if rule.is_year() => {
                vec![Self::days_form(Some(rule), cx)]
            }
            (Command::SetFigure, Some(rule)) => vec![Self::set_form(rule, cx)],
            (Command::ConfirmRule, Some(rule)) => vec![Self::confirm_form(rule)],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let height = Self::height(cx);
        match key {
            key if self.window.on_key(key, height) => {}
            Key::CtrlHome => self.window.go(0, height),
            Key::CtrlEnd => self.window.go(usize::MAX, height),
            key if self.find.on_key(key) => return self.search(cx),
            _ => {}
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, (area.width, area.height));
        let height = Self::height(cx);
        let list = Rect { y: inside.y + 1, height: height as u16, ..inside };
        self.window.on_mouse(mouse, list, height);
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
            let changed = rule.figure != rule.info.figure;
            let mark = match (changed, rule.confidence.note(cx.lang).is_some() || rule.to_check) {
                (true, _) => "*",
                (false, true) => "?",
                (false, false) => " ",
            };
            let figure = pad(&words::figure(&rule.figure, cx.lang), 20);
            let text = format!(
                "{mark} {figure} {} {}",
                pad(&rule.info.citation.to_string(), 16),
                safe(&rule.info.sentence)
            );
            lines.push(list_line(&text, columns, n == window.at, cx.theme));
        }
        lines.resize(height + 1, Line::default());
        lines.push(Line::styled("─".repeat(columns), cx.theme.quiet()));
        let mut about = self.about(columns, cx);
        if about.len() >= FOOT {
            about.truncate(FOOT - 2);
            about.push(words::MORE_IN_LIST.get(cx.lang).to_owned());
        }
        lines.extend(about.into_iter().map(Line::from));
        frame.render_widget(Paragraph::new(lines), inside);
        frame.set_cursor_position(Position::new(inside.x + cursor as u16, inside.y));
    }
}
