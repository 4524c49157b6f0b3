//! Số liệu công tác: a month's programme work, the commune's level, and the targets of its plan beside
//! what was reached. One form enters all three; quarters and years add up by themselves.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Screen, Step, Steps, blank};
use crate::domain::date::{Period, parse_day, vn};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::report::{CommuneLevel, PlanTarget, Programme, percent_text, period_words};
use crate::domain::word::{Lang, Word};
use crate::services::{PlanChange, PlanView};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect, ProgrammeAsk};
use crate::ui::keymap::Key;
use crate::ui::widgets::bars::bar;
use crate::ui::widgets::form::{Field, FieldKind, Form, choices};
use crate::ui::widgets::text::{pad, pad_left, safe};
use crate::ui::widgets::window::scrolled;
use crate::ui::words::{self, Text, programme as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::str::FromStr;

/// The screen.
pub struct ProgrammeScreen {
    period: Period,
    view: Option<Box<PlanView>>,
    scroll: usize,
}

const LEVEL: &str = "level";
const FROM: &str = "level_from";
const BASIS: &str = "basis";

/// The form of a month, with what stands there now.
fn form(view: &PlanView) -> Form {
    // The label may be cut on a narrow screen: below the form it stands whole.
    fn count<W: Word>(of: W, value: &str) -> Field {
        let whole = Text(of.label(Lang::Vi), of.label(Lang::En));
        Field::of(of, FieldKind::Text, whole).with(value)
    }
    let mut fields: Vec<Field> = Vec::new();
    for work in Programme::ALL {
        let value = view.figures.get(work).map(u64::to_string).unwrap_or_default();
        fields.push(count(*work, &value));
    }
    let level = view.level.as_ref();
    let kind = FieldKind::Choice(choices(CommuneLevel::ALL));
    let chosen = level.map_or("", |l| l.level.code());
    fields.push(Field::new(LEVEL, own::LEVEL_FIELD, kind, own::LEVEL_HELP).with(chosen));
    let from = level.map_or_else(String::new, |l| vn(l.from));
    fields
        .push(Field::new(FROM, own::LEVEL_FROM, FieldKind::Date, own::LEVEL_FROM_HELP).with(&from));
    for line in &view.targets {
        let value = line.percent.map(|p| p.to_string()).unwrap_or_default();
        fields.push(count(line.target, &value));
    }
    fields.push(Field::new(BASIS, own::BASIS, FieldKind::Text, own::BASIS_HELP));
    Form::new(fields)
}

/// What the form asks for; `None` where nothing was changed.
///
/// # Errors
/// What is no number or no day; a level or target without its basis.
pub(super) fn order(form: &Form, month: Period) -> Result<Option<Effect>, Vec<Refusal>> {
    let mut refused = Vec::new();
    let mut figures = Vec::new();
    let basis = form.value(BASIS).trim().to_owned();
    let mut change = PlanChange { basis, ..PlanChange::default() };
    let changed = |code: &str| form.fields.iter().any(|f| f.code == code && f.changed());
    let bad = Reason::Unreadable(own::NUMBER.0, own::NUMBER.1);
    for work in Programme::ALL.iter().filter(|work| changed(work.code())) {
        match number(&form.value(work.code())) {
            Ok(n) => figures.push((*work, n)),
            Err(_) => refused.push(Refusal::of(*work, bad.clone())),
        }
    }
    for target in PlanTarget::ALL.iter().filter(|target| changed(target.code())) {
        match number(&form.value(target.code())) {
            Ok(n) => change.targets.push((*target, n)),
            Err(_) => refused.push(Refusal::of(*target, bad.clone())),
        }
    }
    let refuse = |field, label: Text, reason| Refusal { field, label: (label.0, label.1), reason };
    if changed(LEVEL) || changed(FROM) {
        let level = CommuneLevel::from_code(&form.value(LEVEL));
        match (level, parse_day(&form.value(FROM)).ok()) {
            (Some(level), Some(from)) => change.level = Some((level, from)),
            (None, _) => refused.push(refuse(LEVEL, own::LEVEL_FIELD, Reason::Missing)),
            (_, None) => refused.push(refuse(FROM, own::LEVEL_FROM, Reason::NoSuchDay)),
        }
    }
    let planned = change.level.is_some() || !change.targets.is_empty();
    if planned && change.basis.is_empty() {
        refused.push(refuse(BASIS, own::BASIS, Reason::Missing));
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let anything = planned || !figures.is_empty();
    let effect = Effect::Programme(ProgrammeAsk::Set(month, figures, change));
    Ok(anything.then_some(effect))
}

/// A count, or nothing.
fn number<N: FromStr>(text: &str) -> Result<Option<N>, N::Err> {
    match text.trim() {
        "" => Ok(None),
        digits => digits.replace('.', "").parse().map(Some),
    }
}

impl ProgrammeScreen {
    /// Opens the month in which the period of the report ends, or the running one.
    pub fn open(period: Period, cx: &Context) -> Steps {
        let period = Period::month_of(period.to().min(cx.now.date()));
        let screen = Self { period, view: None, scroll: 0 };
        vec![Step::Open(Box::new(screen)), Self::load(period)]
    }

    fn load(period: Period) -> Step {
        Step::Ask(Effect::Programme(ProgrammeAsk::Load(period)))
    }

    fn show(&mut self, period: Period) -> Steps {
        (self.period, self.scroll) = (period, 0);
        vec![Self::load(period)]
    }

    fn lines(view: &PlanView, cx: &Context) -> Vec<Line<'static>> {
        let lang = cx.lang;
        let name = cx.columns().saturating_sub(14).min(70);
        let heading = |text: Text| Line::styled(format!(" {}", text.get(lang)), cx.theme.heading());
        let mut lines = vec![heading(own::FIGURES)];
        for work in Programme::ALL {
            let count = view.figures.get(work);
            let count = count.map_or_else(|| "–".to_owned(), |n| words::number(*n as usize, lang));
            let text = format!("   {}{}", pad(work.label(lang), name), pad_left(&count, 9));
            lines.push(Line::styled(text, cx.theme.text()));
        }
        lines.extend([Line::default(), heading(own::LEVEL)]);
        let level = match &view.level {
            None => own::NO_LEVEL.get(lang).to_owned(),
            Some(set) => {
                let (from, basis) = (own::FROM.get(lang), safe(&set.basis));
                format!("{} · {from} {} · {basis}", set.level.label(lang), vn(set.from))
            }
        };
        lines.push(Line::from(format!("   {level}")));
        lines.push(Line::from(format!("   {}:", own::SHARE.get(lang))));
        lines.push(Line::from(format!("     {}", share(view, lang))));
        lines.extend([Line::default(), heading(own::TARGETS)]);
        for line in &view.targets {
            lines.push(Line::from(format!("   {}", line.target.label(lang))));
            let wanted = line.percent.map_or_else(|| "–".to_owned(), |p| format!("{p} %"));
            let reached = match line.reached() {
                None => own::NOTHING.get(lang).to_owned(),
                Some(tenths) => {
                    let drawn = bar(u64::try_from(tenths).unwrap_or(0), 1000, 20);
                    format!("{} ({}/{}) {drawn}", percent_text(tenths), line.part, line.whole)
                }
            };
            let style = match line.is_met() {
                Some(true) => cx.theme.good(),
                Some(false) => cx.theme.warn(),
                None => cx.theme.quiet(),
            };
            let (target, told) = (own::WANTED.get(lang), own::REACHED.get(lang));
            lines.push(Line::styled(format!("     {target} {wanted} · {told} {reached}"), style));
        }
        lines
    }
}

/// "41/8.200 = 0,5 % (mức công bố của loại I: 0,5 %)".
fn share(view: &PlanView, lang: Lang) -> String {
    let (people, population) = view.share;
    let Some(of) = population else { return own::NO_POPULATION.get(lang).to_owned() };
    let share = i64::try_from(people * 1000 / of.max(1)).unwrap_or(i64::MAX);
    format!(
        "{people}/{} = {} ({}: {})",
        words::number(of as usize, lang),
        percent_text(share),
        own::PUBLISHED.get(lang),
        percent_text(view.published.into())
    )
}

impl Screen for ProgrammeScreen {
    fn place(&self) -> Place {
        Place::Programme
    }

    fn can(&self, command: Command, cx: &Context) -> bool {
        match command {
            Command::NextPeriod => self.period.next().from() <= cx.now.date(),
            Command::EditProgramme => self.view.is_some(),
            _ => true,
        }
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Self::load(self.period)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Cancel => vec![Step::Close],
            Command::PreviousPeriod => self.show(self.period.previous()),
            Command::NextPeriod if self.can(command, cx) => self.show(self.period.next()),
            Command::EditProgramme => match &self.view {
                Some(view) => {
                    let subject = period_words(self.period, cx.lang);
                    let purpose = Purpose::Programme(self.period);
                    vec![FormScreen::open(own::FORM, subject, form(view), purpose)]
                }
                None => Steps::new(),
            },
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let page = cx.body_height().saturating_sub(2);
        let lines = self.view.as_ref().map_or(0, |v| Self::lines(v, cx).len());
        self.scroll = scrolled(self.scroll, key, page, lines.saturating_sub(page));
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, _: &Context) -> Steps {
        match answer {
            Answer::Programme(view) if view.period == self.period => {
                self.view = Some(view.clone());
                Steps::new()
            }
            Answer::Done(_) => vec![Self::load(self.period)],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.view = None;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let name = period_words(self.period, cx.lang);
        let title = format!(" {}: {name}", own::TITLE.get(cx.lang));
        let mut lines = vec![
            Line::styled(title, cx.theme.strong()),
            Line::styled("─".repeat(cx.columns()), cx.theme.quiet()),
        ];
        match &self.view {
            None => lines.push(Line::from(format!(" {}", cx.not_read_yet()))),
            Some(view) => {
                let room = usize::from(area.height).saturating_sub(lines.len());
                lines.extend(Self::lines(view, cx).into_iter().skip(self.scroll).take(room));
            }
        }
        frame.render_widget(Paragraph::new(lines), area);
    }
}
