//! The queue of files that may be of one person: compared, merged, or said not to be one.

use super::form_screen::{FormScreen, Purpose};
use super::merge::MergeScreen;
use super::{Context, Screen, Step, Steps, Tone, dialog_frame, dialog_inside};
use crate::domain::correction::CorrectionField;
use crate::domain::date::vn_minute;
use crate::domain::word::Lang;
use crate::services::view::{AlikeLine, AlikePage, AlikePair, PersonLine};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Asked, DeskAct, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, Text, twice};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines of one pair: two people, and two of why.
const EACH: usize = 4;
/// Lines above and below the pairs, the frame included.
const AROUND: usize = 5;

/// Columns of the dialog.
const COLUMNS: u16 = 110;

/// The screen.
#[derive(Default)]
pub struct Doubles {
    settled: bool,
    page: Option<AlikePage>,
    scanning: bool,
    window: Window,
}

/// A person as a pair names him.
pub(super) fn who(line: &PersonLine) -> String {
    let hamlet = line.hamlet.as_deref().map(|h| format!(" · {}", safe(h))).unwrap_or_default();
    format!("{} · {} · {}{hamlet}", line.file_no, safe(&line.name), line.born)
}

/// A form that asks for the reason of an act and nothing else.
pub(super) fn ask_why(
    title: Text,
    subject: String,
    help: Text,
    offered: &str,
    act: DeskAct,
) -> Step {
    let field = Field::of(CorrectionField::Reason, FieldKind::Text, help).required();
    let form = Form::new(vec![field.with(offered)]);
    FormScreen::open(title, subject, form, Purpose::Settle(act))
}

/// Why somebody looks like the person being typed: one line each.
pub(super) fn alike_texts(lines: &[AlikeLine], lang: Lang) -> Vec<String> {
    lines.iter().map(|l| format!("{}: {}", who(&l.line), l.likeness.text(lang))).collect()
}

impl Doubles {
    /// Opens the queue.
    pub fn open() -> Steps {
        let screen = Self::default();
        let ask = screen.ask();
        vec![Step::Open(Box::new(screen)), ask]
    }

    fn ask(&self) -> Step {
        Step::Ask(Effect::LoadDoubles { settled: self.settled })
    }

    fn height(cx: &Context) -> usize {
        (cx.body_height().saturating_sub(AROUND) / EACH).max(1)
    }

    fn chosen(&self) -> Option<&AlikePair> {
        self.page.as_ref()?.pairs.get(self.window.at)
    }

    fn lines(&self, page: &AlikePage, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        let seen = page.pairs.iter().enumerate().skip(self.window.first).take(Self::height(cx));
        for (n, pair) in seen {
            let here = n == self.window.at;
            let style = if here { cx.theme.selected() } else { cx.theme.text() };
            let mark = if here { "▸" } else { " " };
            let (points, word) = (pair.likeness.points, twice::POINTS.get(cx.lang));
            let mut why = format!("{points} {word}: {}", pair.likeness.text(cx.lang));
            if let Some(s) = &pair.settled {
                let reason = s.reason.as_deref().map(safe).unwrap_or_default();
                why = format!("{} · {} · {reason}", vn_minute(s.at), safe(&s.officer));
            }
            lines.push(Line::styled(pad(&format!("{mark} {}", who(&pair.a)), room), style));
            lines.push(Line::styled(pad(&format!("  {}", who(&pair.b)), room), style));
            let mut why = wrap(&why, room.saturating_sub(4)).into_iter();
            for _ in 0..EACH - 2 {
                let part = why.next().unwrap_or_default();
                lines.push(Line::styled(pad(&format!("    {part}"), room), cx.theme.quiet()));
            }
        }
        lines
    }
}

impl Screen for Doubles {
    fn place(&self) -> Place {
        Place::Doubles
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        match command {
            Command::Compare => self.chosen().is_some(),
            Command::NotSame => self.chosen().is_some() && !self.settled,
            _ => true,
        }
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![self.ask()]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Cancel => return vec![Step::Close],
            Command::Compare => {
                if let Some(pair) = self.chosen() {
                    return MergeScreen::open(pair.a.file_no.clone(), pair.b.file_no.clone());
                }
            }
            Command::NotSame if !self.settled => {
                if let Some(pair) = self.chosen() {
                    let subject = format!("{} — {}", who(&pair.a), who(&pair.b));
                    let act = DeskAct::NotSame(pair.a.file_no.clone(), pair.b.file_no.clone());
                    return vec![ask_why(twice::NOT_SAME, subject, twice::NOT_SAME_HELP, "", act)];
                }
            }
            Command::ScanDoubles => {
                self.scanning = true;
                let text = twice::SCANNING.get(cx.lang).to_owned();
                return vec![Step::Tell(Tone::Warn, text), Step::Ask(Effect::ScanDoubles)];
            }
            Command::Settled => {
                self.settled = !self.settled;
                self.window = Window::default();
                return vec![self.ask()];
            }
            _ => {}
        }
        Steps::new()
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let height = Self::height(cx);
        match key {
            key if self.window.on_key(key, height) => {}
            Key::Home => self.window.go(0, height),
            Key::End => self.window.go(usize::MAX, height),
            _ => {}
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, (COLUMNS, area.height));
        let head = wrap(twice::OWN_FIGURE.get(cx.lang), usize::from(inside.width)).len() + 1;
        let head = (head as u16).min(inside.height);
        let list = Rect { y: inside.y + head, height: inside.height - head, ..inside };
        // The second click on a pair compares it.
        if self.window.on_mouse_tall(mouse, list, Self::height(cx), EACH) {
            return self.on_command(Command::Compare, cx);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Doubles(settled, page) if *settled == self.settled => {
                self.window.set_total(page.pairs.len(), Self::height(cx));
                self.page = Some(page.clone());
                Steps::new()
            }
            Answer::Scanned(outcome) => {
                self.scanning = false;
                let text = format!(
                    "{}: {}.",
                    twice::SCANNED.get(cx.lang),
                    words::number(outcome.new, cx.lang)
                );
                vec![Step::Tell(Tone::Good, text), self.ask()]
            }
            Answer::Failed { of: Asked::Write, .. } => {
                self.scanning = false;
                Steps::new()
            }
            Answer::Done(_) => vec![self.ask()],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.page = None;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = if self.settled { twice::DOUBLES_SETTLED } else { twice::DOUBLES };
        let total = self.page.as_ref().map_or(0, |p| p.total);
        let count = words::number(total, cx.lang);
        let title =
            format!("{} · {count} {}", title.get(cx.lang), twice::DOUBLES_COUNT.get(cx.lang));
        let inside = dialog_frame(frame, area, (COLUMNS, area.height), &title, cx.theme);
        let room = usize::from(inside.width);
        let mut lines: Vec<Line<'static>> = wrap(twice::OWN_FIGURE.get(cx.lang), room)
            .into_iter()
            .map(|t| Line::styled(t, cx.theme.quiet()))
            .collect();
        lines.push(Line::default());
        match &self.page {
            _ if self.scanning => lines.push(Line::from(twice::SCANNING.get(cx.lang))),
            None => lines.push(Line::from(cx.not_read_yet())),
            Some(page) if page.pairs.is_empty() => {
                let none =
                    if self.settled { twice::DOUBLES_NO_SETTLED } else { twice::DOUBLES_NONE };
                lines.extend(wrap(none.get(cx.lang), room).into_iter().map(Line::from));
            }
            Some(page) => lines.append(&mut self.lines(page, room, cx)),
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
