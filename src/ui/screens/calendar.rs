//! The month as a calendar: how many clocks fall due on each day; from here the day's lines and the
//! printed list of a round of visits.

use super::choose::Choose;
use super::form_screen::{FormScreen, Purpose};
use super::{Chosen, Context, Question, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::date::{add_days, first_of_month, vn};
use crate::services::view::{AgendaDay, ClockLine, HamletCount, TodayQuery};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::{pad, safe};
use crate::ui::words::{self, Text};
use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Lines of a day that are offered.
const LINES: usize = 500;
/// Columns of a day.
const CELL: usize = 10;
/// Its size with the frame.
const SIZE: (u16, u16) = (CELL as u16 * 7 + 4, 18);

/// The screen.
pub struct Calendar {
    query: TodayQuery,
    day: NaiveDate,
    days: Vec<AgendaDay>,
    lines: Vec<ClockLine>,
    /// The hamlets of a round being chosen.
    hamlets: Vec<(HamletCount, bool)>,
    /// The hamlets were asked for, to choose from.
    choosing: bool,
}

impl Calendar {
    /// Opens the month of today, filtered as the work list is.
    pub fn open(query: TodayQuery, cx: &Context) -> Steps {
        let screen = Self {
            query,
            day: cx.now.date(),
            days: Vec::new(),
            lines: Vec::new(),
            hamlets: Vec::new(),
            choosing: false,
        };
        let ask = screen.ask();
        vec![Step::Open(Box::new(screen)), ask]
    }

    fn ask(&self) -> Step {
        Step::Ask(Effect::LoadAgenda { query: self.query.clone(), day: self.day })
    }

    fn move_to(&mut self, day: NaiveDate) -> Steps {
        let same = first_of_month(day) == first_of_month(self.day);
        self.day = day;
        if same { Steps::new() } else { vec![self.ask()] }
    }

    /// The hamlets to choose from; those chosen are marked, the first line goes on with them.
    fn choose_hamlets(&self, cx: &Context) -> Steps {
        let chosen = self.chosen_hamlets();
        let which = if chosen.is_empty() {
            words::ALL_HAMLETS.get(cx.lang).to_owned()
        } else {
            chosen.iter().map(|h| safe(h)).collect::<Vec<_>>().join("; ")
        };
        let mut options = vec![format!("{} {which}", words::ROUND_ON.get(cx.lang))];
        options.extend(self.hamlets.iter().map(|(h, on)| {
            let mark = if *on { "✓ " } else { "" };
            format!("{mark}{} ({})", safe(&h.name), words::number(h.people, cx.lang))
        }));
        let title = words::ROUND_LIST.get(cx.lang).to_owned();
        vec![Choose::open(Question::RoundHamlet, title, options, 0)]
    }

    fn chosen_hamlets(&self) -> Vec<String> {
        self.hamlets.iter().filter(|(_, on)| *on).map(|(h, _)| h.name.clone()).collect()
    }

    fn round_form(&self, cx: &Context) -> Step {
        let hamlets = self.chosen_hamlets();
        let subject = if hamlets.is_empty() {
            words::ALL_HAMLETS.get(cx.lang).to_owned()
        } else {
            safe(&hamlets.join("; "))
        };
        let purpose = Purpose::Round(hamlets);
        FormScreen::open(words::ROUND_LIST, subject, round_form(self.day, cx), purpose)
    }

    fn cell(&self, day: NaiveDate, cx: &Context) -> Span<'static> {
        let found = self.days.iter().find(|d| d.date == day);
        let count = found.map_or(0, |d| d.clocks);
        let number = if count == 0 { String::new() } else { words::number(count, cx.lang) };
        let mark = if day == cx.now.date() { "•" } else { " " };
        let text = pad(&format!("{mark}{:>2} {number}", day.day()), CELL - 1);
        let style = match (day == self.day, count, found.is_some_and(|d| d.duties > 0)) {
            (true, ..) => cx.theme.selected(),
            (_, 0, _) => cx.theme.quiet(),
            (_, _, true) => cx.theme.strong(),
            _ => cx.theme.text(),
        };
        Span::styled(text, style)
    }
}

/// What every list of a round of visits is asked: until when, where to.
pub(super) fn round_form(until: NaiveDate, cx: &Context) -> Form {
    let day = Text("Việc đến hạn tới hết ngày này", "What is due by the end of this day");
    let path = Text(
        "Tệp .xlsx mới và nơi lưu. Có họ tên: chỉ dùng nội bộ, xong việc thì xóa",
        "Where to write a new .xlsx. It holds names: for internal use, delete it afterwards",
    );
    // A day gone by cannot be planned; each list has a name of its own.
    let until = until.max(cx.now.date());
    let name = format!("di-tham-{}.xlsx", cx.now.format("%Y-%m-%d-%H%M"));
    let whole = std::path::Path::new(&cx.folder).join(name).display().to_string();
    Form::new(vec![
        Field::new("until", words::UNTIL_DAY, FieldKind::Date, day).required().with(&vn(until)),
        Field::new("path", words::FILE_PATH, FieldKind::Text, path).required().with(&whole),
    ])
}

fn line_text(line: &ClockLine, cx: &Context) -> String {
    let name = line.name.as_deref().map(safe).unwrap_or_default();
    let file = line.file_no.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{name} · {file} · {}", cx.clock_what(line.clock))
}

impl Screen for Calendar {
    fn place(&self) -> Place {
        Place::Calendar
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![self.ask()]
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Cancel => vec![Step::Close],
            Command::Accept => {
                let (query, day) = (self.query.clone(), self.day);
                vec![Step::Ask(Effect::LoadAgendaDay { query, day, limit: LINES })]
            }
            Command::RoundList => {
                self.choosing = true;
                vec![Step::Ask(Effect::LoadHamlets)]
            }
            Command::PreviousPeriod => self.move_to(add_days(first_of_month(self.day), -1)),
            Command::NextPeriod => {
                self.move_to(first_of_month(add_days(first_of_month(self.day), 31)))
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, _: &Context) -> Steps {
        let by = match key {
            Key::Left => -1,
            Key::Right => 1,
            Key::Up => -7,
            Key::Down => 7,
            _ => return Steps::new(),
        };
        self.move_to(add_days(self.day, by))
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        if let Some(by) = mouse.wheel() {
            return self.move_to(add_days(self.day, 7 * by.signum() as i64));
        }
        let inside = dialog_inside(area, SIZE);
        // A week is a line and an empty one, below the names of the days.
        let Some(line) = mouse.clicked_line(inside).and_then(|n| n.checked_sub(1)) else {
            return Steps::new();
        };
        let first = first_of_month(self.day);
        let monday = add_days(first, -i64::from(first.weekday().num_days_from_monday()));
        let column = usize::from(mouse.at.x - inside.x) / CELL;
        let day = add_days(monday, (line / 2 * 7 + column.min(6)) as i64);
        if day.month() != first.month() || line % 2 == 1 {
            return Steps::new();
        }
        // The second click on a day shows what falls due on it.
        if day == self.day { self.on_command(Command::Accept, cx) } else { self.move_to(day) }
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Agenda(days) => {
                self.days.clone_from(days);
                Steps::new()
            }
            Answer::Hamlets(hamlets) if self.choosing => {
                self.choosing = false;
                let own = self.query.hamlet.as_deref();
                let mark = |h: &HamletCount| (h.clone(), own == Some(h.name.as_str()));
                self.hamlets = hamlets.iter().map(mark).collect();
                self.choose_hamlets(cx)
            }
            Answer::AgendaDay(day, lines) if *day == self.day => {
                if lines.is_empty() {
                    let text = words::NO_WORK_DAY.get(cx.lang).to_owned();
                    return vec![Step::Tell(super::Tone::Warn, text)];
                }
                self.lines.clone_from(lines);
                let options = lines.iter().map(|l| line_text(l, cx)).collect();
                vec![Choose::open(Question::AgendaLine, words::long_day(*day, cx.lang), options, 0)]
            }
            _ => Steps::new(),
        }
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        if chosen.question == Question::RoundHamlet {
            let hamlet = chosen.at.checked_sub(1).and_then(|n| self.hamlets.get_mut(n));
            let Some((_, on)) = hamlet else { return vec![self.round_form(cx)] };
            *on = !*on;
            return self.choose_hamlets(cx);
        }
        let file = self.lines.get(chosen.at).and_then(|l| l.file_no.clone());
        match (chosen.question, file) {
            // The list is closed already; the second Close is the calendar's own.
            (Question::AgendaLine, Some(file)) => {
                vec![Step::Close, Step::Close, Step::OpenDossier(file)]
            }
            _ => Steps::new(),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = format!(
            "{} {:02}/{}",
            cx.lang.pick("Tháng", "Month"),
            self.day.month(),
            self.day.year()
        );
        let inside = dialog_frame(frame, area, SIZE, &title, cx.theme);
        let names = cx.lang.pick("T2 T3 T4 T5 T6 T7 CN", "Mo Tu We Th Fr Sa Su");
        let head: String = names.split(' ').map(|n| pad(&format!(" {n}"), CELL)).collect();
        let mut lines = vec![Line::styled(head, cx.theme.heading())];
        let first = first_of_month(self.day);
        let mut day = add_days(first, -i64::from(first.weekday().num_days_from_monday()));
        while day < first || day.month() == first.month() {
            let mut spans = Vec::new();
            for _ in 0..7 {
                spans.push(if day.month() == first.month() {
                    self.cell(day, cx)
                } else {
                    Span::raw(" ".repeat(CELL - 1))
                });
                spans.push(Span::raw(" "));
                day = add_days(day, 1);
            }
            lines.extend([Line::from(spans), Line::default()]);
        }
        let found = self.days.iter().find(|d| d.date == self.day);
        let (clocks, duties) = found.map_or((0, 0), |d| (d.clocks, d.duties));
        lines.push(Line::from(format!(
            "{}: {} {} ({} {})",
            words::long_day(self.day, cx.lang),
            words::number(clocks, cx.lang),
            words::CLOCKS_DUE.get(cx.lang),
            words::number(duties, cx.lang),
            words::OF_THE_STATION.get(cx.lang),
        )));
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
