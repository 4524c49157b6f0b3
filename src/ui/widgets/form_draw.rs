//! How a form looks: label, value, error under it, choices spread out where one stands, the help
//! line and the list of errors at the foot.

use super::form::{Choice, Field, FieldKind, Form, Held, marked};
use super::text::{pad, wrap};
use crate::domain::text::width;
use crate::domain::word::Lang;
use crate::ui::theme::Theme;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

const LABEL_COLUMNS: usize = 24;
const FOOT_LINES: u16 = 4;
/// Lines that name the fields to be corrected; each is told at its field besides, and F7 goes round.
const MOST_WRONG: usize = 2;

/// What the fields come to, line by line.
#[derive(Default)]
struct Drawn {
    lines: Vec<Line<'static>>,
    /// First line of each field.
    starts: Vec<usize>,
    /// First and last line of the field with the focus.
    focus: (usize, usize),
    /// Line of the chosen option, where a list is spread out.
    option: Option<usize>,
    /// Line and column of the text cursor.
    cursor: Option<(usize, usize)>,
}

impl Drawn {
    /// The first line seen.
    fn first(&self, height: usize) -> usize {
        let most = self.lines.len().saturating_sub(height);
        let (top, bottom) = self.focus;
        // Scrolled so that the whole focused field, and if possible the next one, can be seen.
        let first = (bottom + 3).saturating_sub(height).min(top).min(most);
        // A list longer than the screen follows its chosen option.
        first.max(self.option.map_or(0, |n| (n + 2).saturating_sub(height)).min(most))
    }
}

impl Form {
    /// The field whose lines hold line `n` of what is seen in `area`, from 0.
    pub fn field_at(&self, n: usize, area: Rect, lang: Lang, theme: Theme) -> Option<&'static str> {
        let height = usize::from(area.height - FOOT_LINES.min(area.height));
        let drawn = self.lines(area.width as usize, lang, theme);
        let line = drawn.first(height) + n;
        if n >= height || line >= drawn.lines.len() {
            return None;
        }
        let at = drawn.starts.iter().rposition(|start| *start <= line)?;
        self.fields.get(at).map(|f| f.code)
    }

    /// Draws the form.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, lang: Lang, theme: Theme) {
        let foot = FOOT_LINES.min(area.height);
        let body = Rect { height: area.height - foot, ..area };
        let drawn = self.lines(body.width as usize, lang, theme);
        let height = body.height as usize;
        let first = drawn.first(height);
        let more = drawn.lines.len() > first + height;
        let seen: Vec<Line<'static>> = drawn.lines.into_iter().skip(first).take(height).collect();
        frame.render_widget(Paragraph::new(seen), body);
        if let Some((line, column)) = drawn.cursor
            && (first..first + height).contains(&line)
        {
            let (x, y) = (body.x + column as u16, body.y + (line - first) as u16);
            frame.set_cursor_position(Position::new(x.min(body.right().saturating_sub(1)), y));
        }
        let below = Rect { y: body.bottom(), height: foot, ..area };
        let foot = self.foot(below.width as usize, more, lang, theme);
        frame.render_widget(Paragraph::new(foot), below);
    }

    fn lines(&self, columns: usize, lang: Lang, theme: Theme) -> Drawn {
        let mut drawn = Drawn::default();
        for (at, field) in self.fields.iter().enumerate() {
            let (focused, start) = (at == self.at, drawn.lines.len());
            drawn.starts.push(start);
            draw_field(&mut drawn, field, focused, columns, lang, theme);
            if focused {
                drawn.focus = (start, drawn.lines.len().saturating_sub(1));
            }
        }
        drawn
    }

    /// The foot; `more` = fields follow below what is seen.
    fn foot(&self, columns: usize, more: bool, lang: Lang, theme: Theme) -> Vec<Line<'static>> {
        let mut rule =
            if more { format!("── {} ", words::FIELDS_MORE.get(lang)) } else { String::new() };
        rule += &"─".repeat(columns.saturating_sub(width(&rule)));
        let mut lines = vec![Line::styled(rule, theme.quiet())];
        let wrong = self.wrong(lang);
        let wrong = if wrong.is_empty() {
            vec![Line::styled(words::REQUIRED_MARK.get(lang), theme.quiet())]
        } else {
            let to_correct = words::TO_CORRECT.get(lang);
            let text = format!("✗ {} {to_correct}: {}", wrong.len(), wrong.join("; "));
            let told = wrap(&text, columns).into_iter().take(MOST_WRONG);
            told.map(|t| Line::styled(t, theme.bad())).collect()
        };
        let room = FOOT_LINES as usize - 1 - wrong.len();
        if let Some(field) = self.fields.get(self.at) {
            let help: String =
                [field.help.get(lang), hint(&field.kind).map_or("", |t| t.get(lang))]
                    .into_iter()
                    .filter(|t| !t.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · ");
            lines.extend(wrap(&help, columns).into_iter().take(room).map(Line::from));
        }
        lines.resize(1 + room, Line::default());
        lines.extend(wrong);
        lines
    }
}

fn hint(kind: &FieldKind) -> Option<words::Text> {
    match kind {
        FieldKind::Choice(_) => Some(words::CHOICE_HINT),
        FieldKind::Many(_) => Some(words::MANY_HINT),
        FieldKind::Date => Some(words::DATE_HINT),
        FieldKind::PartialDate => Some(words::PARTIAL_HINT),
        FieldKind::Moment => Some(words::MOMENT_HINT),
        FieldKind::Text | FieldKind::Secret => None,
    }
}

fn draw_field(
    drawn: &mut Drawn,
    field: &Field,
    focused: bool,
    columns: usize,
    lang: Lang,
    theme: Theme,
) {
    let mark = if field.required { "*" } else { " " };
    let pointer = if focused { "▸" } else { " " };
    let label_text = pad(field.label.get(lang), LABEL_COLUMNS - 4);
    let label = Span::styled(
        format!("{pointer}{label_text}{mark}  "),
        if focused { theme.strong() } else { theme.text() },
    );
    let room = columns.saturating_sub(LABEL_COLUMNS);
    let line_at = drawn.lines.len();
    match (&field.held, &field.kind) {
        (Held::Text(text), _) => {
            let seen = if focused {
                let (seen, cursor) = text.visible(room);
                drawn.cursor = Some((line_at, LABEL_COLUMNS + cursor));
                seen
            } else {
                text.value()
            };
            let style = if focused { theme.field() } else { theme.text() };
            drawn.lines.push(Line::from(vec![label, Span::styled(pad(&seen, room), style)]));
        }
        (Held::Secret(secret), _) => {
            let dots = secret.dots(room.saturating_sub(1));
            if focused {
                drawn.cursor = Some((line_at, LABEL_COLUMNS + width(&dots)));
            }
            let style = if focused { theme.field() } else { theme.text() };
            drawn.lines.push(Line::from(vec![label, Span::styled(pad(&dots, room), style)]));
        }
        (Held::One(one), FieldKind::Choice(list)) => {
            // A long list would push what is wrong off the screen: it is folded until the next key.
            let spread = focused && (field.error.is_none() || list.len() < 6);
            let unknown = Choice { code: "", label: words::UNKNOWN };
            let more = field.unknown.then_some(unknown);
            let list: Vec<Choice> = list.iter().copied().chain(more).collect();
            let one = one.or(field.unknown.then(|| list.len().saturating_sub(1)));
            draw_choice(drawn, label, one, &list, spread, room, (lang, theme));
        }
        (Held::Many { on, at }, FieldKind::Many(list)) => {
            draw_many(drawn, label, (on, *at), list, focused, room, (lang, theme));
        }
        _ => drawn.lines.push(Line::from(label)),
    }
    if let Some(error) = &field.error {
        for text in wrap(&format!("✗ {error}"), room) {
            let indent = " ".repeat(LABEL_COLUMNS);
            drawn.lines.push(Line::from(vec![Span::raw(indent), Span::styled(text, theme.bad())]));
        }
    }
}

fn option_text(choice: &Choice, chosen: bool, lang: Lang) -> String {
    format!("{} {}", if chosen { "(•)" } else { "( )" }, choice.label.get(lang))
}

fn draw_choice(
    drawn: &mut Drawn,
    label: Span<'static>,
    one: Option<usize>,
    list: &[Choice],
    focused: bool,
    room: usize,
    (lang, theme): (Lang, Theme),
) {
    let style_of = |chosen: bool| match (focused, chosen) {
        (true, true) => theme.selected(),
        (false, true) => theme.strong(),
        _ => theme.quiet(),
    };
    let texts: Vec<String> =
        list.iter().enumerate().map(|(n, c)| option_text(c, one == Some(n), lang)).collect();
    let in_a_row: usize = texts.iter().map(|t| width(t) + 2).sum();
    let indent = || Span::raw(" ".repeat(LABEL_COLUMNS));
    if in_a_row <= room + 2 {
        let mut spans = vec![label];
        for (n, text) in texts.into_iter().enumerate() {
            spans.push(Span::styled(text, style_of(one == Some(n))));
            spans.push(Span::raw("  "));
        }
        drawn.lines.push(Line::from(spans));
    } else if focused {
        let mut label = Some(label);
        for (n, text) in texts.into_iter().enumerate() {
            if one == Some(n) {
                drawn.option = Some(drawn.lines.len());
            }
            // A long word of the list goes on under itself.
            for (part_at, part) in wrap(&text, room.saturating_sub(4)).into_iter().enumerate() {
                let head = label.take().unwrap_or_else(indent);
                let part = if part_at == 0 { part } else { format!("    {part}") };
                let text = Span::styled(pad(&part, room), style_of(one == Some(n)));
                drawn.lines.push(Line::from(vec![head, text]));
            }
        }
    } else {
        let text = one.and_then(|n| list.get(n)).map_or("", |c| c.label.get(lang));
        drawn.lines.push(Line::from(vec![label, Span::raw(pad(text, room))]));
    }
}

fn draw_many(
    drawn: &mut Drawn,
    label: Span<'static>,
    (on, at): (&[bool], usize),
    list: &[Choice],
    focused: bool,
    room: usize,
    (lang, theme): (Lang, Theme),
) {
    if !focused {
        let marked: Vec<&str> =
            list.iter().zip(on).filter(|(_, on)| **on).map(|(c, _)| c.label.get(lang)).collect();
        drawn.lines.push(Line::from(vec![label, Span::raw(pad(&marked.join("; "), room))]));
        return;
    }
    let mut spans = vec![label];
    let mut used = 0;
    for (n, (choice, on)) in list.iter().zip(on).enumerate() {
        let text = marked(*on, choice, lang);
        if used > 0 && used + width(&text) > room {
            drawn.lines.push(Line::from(std::mem::take(&mut spans)));
            spans.push(Span::raw(" ".repeat(LABEL_COLUMNS)));
            used = 0;
        }
        used += width(&text) + 2;
        let style = if n == at { theme.selected() } else { theme.text() };
        spans.push(Span::styled(text, style));
        spans.push(Span::raw("  "));
    }
    drawn.lines.push(Line::from(spans));
}
