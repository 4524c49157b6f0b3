//! A form as a dialog: typing, leaving (asks), saving, and showing what was refused.

use super::alike_panel::AlikePanel;
use super::choose::Choose;
use super::confirm::Confirm;
use super::mend::{self, Entry, How};
use super::message::Message;
use super::{
    Chosen, Context, Question, Screen, Step, Steps, Tone, dialog_frame, dialog_inside, form_check,
    form_draft, help, programme, settings, team,
};
use crate::domain::case::{EventDraft, EventField, MeasureDraft, MeasureField};
use crate::domain::correction::CorrectionField;
use crate::domain::date::{Period, parse_day};
use crate::domain::id::{FileNo, MeasureId};
use crate::domain::person::{PersonDraft, PersonField};
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::setting::{DayState, SettingField};
use crate::domain::unsaved::{Unsaved, UnsavedKey};
use crate::domain::word::{EndReason, EventKind, MeasureCode, Word};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Asked, DeskAct, Effect, SendAct};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::Form;
use crate::ui::widgets::text::pad;
use crate::ui::words::{self, Text};
use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::time::Duration;
use zeroize::{Zeroize, Zeroizing};

/// How often a form that is being typed in is kept.
const KEEP_EVERY: Duration = Duration::from_secs(3);

/// What the form is for.
pub enum Purpose {
    /// A new person.
    NewPerson,
    /// Changes to a person.
    EditPerson(FileNo),
    /// A new measure.
    NewMeasure(FileNo),
    /// The end of a measure.
    CloseMeasure(FileNo, Option<MeasureCode>),
    /// An event.
    Event(FileNo, EventKind),
    /// An event in each of several files.
    EventForAll(Vec<FileNo>, EventKind),
    /// The list of a round of visits to these people.
    RoundOf(Vec<FileNo>),
    /// The unit's figure of a rule.
    SetRule(String),
    /// What the unit says of days of a year.
    SetDays,
    /// A rule compared with the official text.
    ConfirmRule(String),
    /// The list of a round of visits, of these hamlets; none = all.
    Round(Vec<String>),
    /// The print of somebody's level with its explanation.
    PrintRisk(FileNo),
    /// The management team of a decision.
    Team(FileNo, MeasureId),
    /// A file of a period.
    Send(SendAct),
    /// The superior's key.
    Superior,
    /// Programme work of a month, level and plan.
    Programme(Period),
    /// How this officer types, and when his desk locks.
    Settings,
    /// An entry that was wrong.
    Mend(FileNo, Entry, How),
    /// The reason of a merge, a split, an undo …
    Settle(DeskAct),
}

/// The screen.
pub struct FormScreen {
    title: Text,
    subject: String,
    form: Form,
    purpose: Purpose,
    saving: bool,
    /// Something was typed since it was kept.
    typed: bool,
    /// Uptime at which it was kept last; `None` = nothing of it is kept.
    kept_at: Option<Duration>,
    alike: AlikePanel,
}

impl FormScreen {
    /// Opens a form.
    pub fn open(title: Text, subject: String, form: Form, purpose: Purpose) -> Step {
        let (saving, typed, kept_at) = (false, false, None);
        let alike = AlikePanel::default();
        Step::Open(Box::new(Self { title, subject, form, purpose, saving, typed, kept_at, alike }))
    }

    /// Opens a form as it was left, where this can be told from what was kept of it.
    pub fn reopen(unsaved: &Unsaved, cx: &Context) -> Option<Step> {
        let (title, purpose) = form_draft::of_key(&unsaved.key)?;
        let mut fields = form_draft::fields(&purpose)?;
        fields.retain(|f| unsaved.fields.contains_key(f.code));
        let form = Form::new(fields);
        let (subject, kept_at) = (String::new(), Some(cx.uptime));
        let alike = AlikePanel::default();
        let mut screen =
            Self { title, subject, form, purpose, saving: false, typed: false, kept_at, alike };
        screen.take_up(unsaved, cx);
        Some(Step::Open(Box::new(screen)))
    }

    /// What a form is called; `None` for one that cannot be put up from its key alone.
    pub fn title_of(key: &UnsavedKey) -> Option<Text> {
        form_draft::of_key(key).map(|(title, _)| title)
    }

    fn take_up(&mut self, unsaved: &Unsaved, cx: &Context) {
        unsaved.heading.as_str().clone_into(&mut self.subject);
        self.form.restore(&unsaved.fields);
        self.form.focus(&unsaved.focus);
        self.kept_at = Some(cx.uptime);
    }

    fn key(&self) -> UnsavedKey {
        form_draft::key_of(&self.purpose)
    }

    /// Leaves for good: nothing of it is kept any more.
    fn leave(&self) -> Steps {
        let mut steps = vec![Step::Close];
        if self.kept_at.is_some() {
            steps.push(Step::Ask(Effect::DropUnsaved(self.key())));
        }
        steps
    }

    /// Where the fields stand: below the line that says whom the form is about.
    fn form_area(&self, inside: Rect) -> Rect {
        let top = u16::from(!self.subject.is_empty() || self.saving);
        Rect { y: inside.y + top, height: inside.height.saturating_sub(top), ..inside }
    }

    fn save(&mut self, cx: &Context) -> Steps {
        if self.saving {
            return Steps::new();
        }
        self.form.show_refusals(&form_check::refusals(&self.form, &self.purpose, cx), cx.lang);
        if self.form.has_errors() {
            return Steps::new();
        }
        if let Purpose::Settings = self.purpose {
            let Some(steps) = settings::order(&self.form, cx) else {
                self.form.show_error(settings::LOCK, words::typing::LOCK_RANGE.get(cx.lang));
                return Steps::new();
            };
            return steps;
        }
        let effect = match self.effect() {
            Ok(Some(effect)) => effect,
            Ok(None) => {
                let text = words::NOTHING_CHANGED.get(cx.lang).to_owned();
                let mut steps = self.leave();
                steps.push(Step::Tell(Tone::Warn, text));
                return steps;
            }
            Err(refusals) => {
                self.form.show_refusals(&refusals, cx.lang);
                return Steps::new();
            }
        };
        if let Some((question, detail, answers)) =
            form_check::question(&self.form, &self.purpose, &self.subject, cx)
        {
            return vec![Confirm::ask(question, detail, answers, vec![Step::Ask(effect)])];
        }
        self.saving = true;
        vec![Step::Ask(effect)]
    }

    /// The full date of a field.
    fn day<F: Word>(&self, field: F) -> Result<NaiveDate, Vec<Refusal>> {
        parse_day(&self.form.value(field.code()))
            .map_err(|problem| vec![Refusal::of(field, problem.into())])
    }

    /// The choices of the field with the focus as a list.
    fn open_choices(&mut self, cx: &Context) -> Steps {
        let Some(field) = self.form.focused() else { return Steps::new() };
        let title = field.label.get(cx.lang).to_owned();
        let open = |(options, at)| Choose::open(Question::FieldChoice, title, options, at);
        field.options(cx.lang).map(open).into_iter().collect()
    }

    /// The days to be set; an empty last day is the first.
    fn days(&self) -> Result<Effect, Vec<Refusal>> {
        let first = self.day(SettingField::Day)?;
        let one = self.form.value(SettingField::Until.code()).is_empty();
        let state = DayState::from_code(&self.form.value(SettingField::State.code()));
        Ok(Effect::SetDays {
            first,
            last: if one { first } else { self.day(SettingField::Until)? },
            state: state.ok_or_else(|| vec![Refusal::of(SettingField::State, Reason::Missing)])?,
            from: self.day(SettingField::From)?,
            reason: self.form.value(CorrectionField::Reason.code()).to_string(),
        })
    }

    /// What saving asks for; `None` when nothing was changed.
    fn effect(&self) -> Result<Option<Effect>, Vec<Refusal>> {
        let path = || self.form.value("path").to_string();
        Ok(Some(match &self.purpose {
            Purpose::Settings => return Ok(None),
            Purpose::NewPerson => Effect::AddPerson(self.form.draft::<PersonField>()),
            Purpose::EditPerson(file_no) => {
                let changes: PersonDraft = self.form.changes::<PersonField>();
                if changes.is_empty() {
                    return Ok(None);
                }
                Effect::EditPerson(file_no.clone(), changes)
            }
            Purpose::NewMeasure(file_no) => {
                let draft: MeasureDraft = self.form.draft::<MeasureField>();
                Effect::OpenMeasure(file_no.clone(), draft)
            }
            Purpose::CloseMeasure(file_no, measure) => {
                let ended_on = self.day(MeasureField::EndedOn)?;
                let reason = EndReason::from_code(&self.form.value("end_reason"))
                    .ok_or_else(|| vec![Refusal::of(MeasureField::EndReason, Reason::Missing)])?;
                let (file_no, measure) = (file_no.clone(), *measure);
                Effect::CloseMeasure { file_no, measure, ended_on, reason }
            }
            Purpose::SetRule(rule_id) => Effect::SetRule {
                rule_id: rule_id.clone(),
                figure: self.form.value(SettingField::Figure.code()).to_string(),
                from: self.day(SettingField::From)?,
                reason: self.form.value(CorrectionField::Reason.code()).to_string(),
            },
            Purpose::SetDays => self.days()?,
            Purpose::ConfirmRule(rule_id) => Effect::ConfirmRule {
                rule_id: rule_id.clone(),
                reason: self.form.value(CorrectionField::Reason.code()).to_string(),
            },
            Purpose::Round(hamlets) => Effect::WriteRound {
                hamlets: hamlets.clone(),
                until: self.day(EventField::Until)?,
                path: path(),
            },
            Purpose::PrintRisk(file_no) => Effect::PrintRisk(file_no.clone(), path()),
            Purpose::Team(file_no, id) => {
                let Some(effect) = team::order(&self.form, file_no, *id) else { return Ok(None) };
                effect
            }
            Purpose::Programme(month) => return programme::order(&self.form, *month),
            Purpose::Send(act) => Effect::Send(*act, path()),
            Purpose::Superior => Effect::SetSuperior(path(), self.form.value("name").to_string()),
            Purpose::RoundOf(files) => Effect::WriteRoundOf {
                files: files.clone(),
                until: self.day(EventField::Until)?,
                path: path(),
            },
            Purpose::EventForAll(files, kind) => {
                let draft: EventDraft = self.form.draft::<EventField>();
                Effect::RecordAll(files.clone(), draft.with(EventField::Kind, kind.code()))
            }
            Purpose::Mend(file_no, entry, how) => {
                let Some(mend) = mend::order(&self.form, *entry, *how) else { return Ok(None) };
                let reason = self.form.value(CorrectionField::Reason.code()).to_string();
                Effect::Mend { file_no: file_no.clone(), mend, reason }
            }
            Purpose::Settle(act) => {
                Effect::Settle(act.clone(), self.form.value(act.field()).to_string())
            }
            Purpose::Event(file_no, kind) => {
                let draft: EventDraft = self.form.draft::<EventField>();
                Effect::Record(file_no.clone(), draft.with(EventField::Kind, kind.code()))
            }
        }))
    }
}

impl Screen for FormScreen {
    fn place(&self) -> Place {
        Place::Form
    }

    fn help_page(&self) -> &'static str {
        match self.purpose {
            Purpose::Mend(..) => return help::MENDING,
            Purpose::Settle(ref act) => return help::of_act(act),
            Purpose::Send(_) | Purpose::Superior => return help::SENDING,
            Purpose::Programme(_) => return help::PROGRAMME,
            Purpose::Round(_) | Purpose::RoundOf(_) => return help::page(Place::Calendar),
            Purpose::SetRule(_) | Purpose::ConfirmRule(_) | Purpose::SetDays => {
                return help::page(Place::Rules);
            }
            Purpose::PrintRisk(_) => return help::RISK,
            Purpose::Team(..) => return help::page(Place::Dossier),
            _ => {}
        }
        help::form_page(matches!(
            self.purpose,
            Purpose::NewMeasure(_)
                | Purpose::CloseMeasure(..)
                | Purpose::Event(..)
                | Purpose::EventForAll(..)
        ))
    }

    fn takes_text(&self) -> bool {
        self.form.takes_text()
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        match command {
            Command::CopyBefore => form_draft::before(&self.purpose).is_some(),
            Command::NextError => self.form.has_errors(),
            Command::EditField => self.form.chooses(),
            Command::OpenAlike => !self.alike.lines().is_empty(),
            _ => true,
        }
    }

    fn unsaved(&self) -> bool {
        self.form.unsaved()
    }

    fn unsaved_key(&self) -> Option<UnsavedKey> {
        (!matches!(self.purpose, Purpose::Settings)).then(|| self.key())
    }

    fn keep(&mut self, now: bool, cx: &Context) -> Option<Effect> {
        let waited = self.kept_at.is_none_or(|at| cx.uptime.saturating_sub(at) >= KEEP_EVERY);
        if !self.typed || !(now || waited) || matches!(self.purpose, Purpose::Settings) {
            return None;
        }
        self.typed = false;
        if !self.form.unsaved() {
            return self.kept_at.take().map(|_| Effect::DropUnsaved(self.key()));
        }
        self.kept_at = Some(cx.uptime);
        let focus = self.form.fields.get(self.form.at).map_or("", |f| f.code);
        Some(Effect::KeepUnsaved(Box::new(Unsaved {
            key: self.key(),
            heading: Zeroizing::new(self.subject.clone()),
            focus: focus.to_owned(),
            fields: self.form.kept(),
        })))
    }

    fn forget(&mut self) {
        self.subject.zeroize();
        self.form.wipe();
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Save => return self.save(cx),
            Command::EditField => return self.open_choices(cx),
            Command::Accept if self.form.wants_choice() => return self.open_choices(cx),
            Command::Accept if !self.form.go_on() => return self.save(cx),
            Command::NextField => {
                self.form.go_on();
            }
            Command::PreviousField => self.form.go_back(),
            Command::NextError => self.form.go_to_next_error(),
            Command::Cancel if self.form.unsaved() => {
                return vec![Confirm::discard(self.leave(), cx.lang)];
            }
            Command::Cancel => return self.leave(),
            Command::CopyBefore => {
                return form_draft::before(&self.purpose)
                    .map(|(file_no, before)| Step::Ask(Effect::LoadBefore(file_no, before)))
                    .into_iter()
                    .collect();
            }
            Command::OpenAlike => return self.alike.offer(cx),
            _ => {}
        }
        self.alike.look(&self.form, &self.purpose)
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        if chosen.question == Question::FieldChoice
            && let Some(field) = self.form.focused()
        {
            field.pick(chosen.at);
            self.typed = true;
            return self.alike.look(&self.form, &self.purpose);
        }
        let line = self.alike.lines().get(chosen.at).map(|l| l.line.file_no.clone());
        match (chosen.question, line) {
            (Question::Alike, Some(file_no)) => {
                let mut then = self.leave();
                then.push(Step::OpenDossier(file_no));
                vec![Confirm::discard(then, cx.lang)]
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        if !self.saving {
            self.typed |= self.form.type_key(key, cx.preferences.typing());
        }
        self.alike.look(&self.form, &self.purpose)
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        // A click goes to its field; the wheel must not turn a choice unseen.
        let (area, _) = self.alike.share(area);
        let rest = self.form_area(dialog_inside(area, (100, area.height)));
        let clicked = mouse.clicked_line(rest).filter(|_| !self.saving);
        if let Some(code) = clicked.and_then(|n| self.form.field_at(n, rest, cx.lang, cx.theme)) {
            self.form.focus(code);
        }
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        if !self.saving {
            self.form.paste(text);
            self.typed = true;
        }
        self.alike.look(&self.form, &self.purpose)
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Alike(ticket, lines) => {
                self.alike.take(*ticket, lines);
                Steps::new()
            }
            Answer::OnFile { .. } => {
                self.saving = false;
                Steps::new()
            }
            Answer::Saved { .. }
            | Answer::SavedAll { .. }
            | Answer::Done(_)
            | Answer::FileWritten(..)
            | Answer::Destroyed(..)
            | Answer::DoneAll(_)
            | Answer::Split(_) => self.leave(),
            Answer::Unsaved(unsaved) if unsaved.key == self.key() => {
                self.take_up(unsaved, cx);
                Steps::new()
            }
            Answer::Before(values) => {
                let filled = form_draft::copy(&mut self.form, values);
                self.typed |= filled > 0;
                let text =
                    if filled > 0 { words::typing::COPIED } else { words::typing::NO_BEFORE };
                let tone = if filled > 0 { Tone::Good } else { Tone::Warn };
                vec![Step::Tell(tone, text.get(cx.lang).to_owned())]
            }
            Answer::Failed { of: Asked::Write, trouble } => {
                self.saving = false;
                let elsewhere = self.form.show_refusals(&trouble.refusals, cx.lang);
                // A refusal of a field that this form does not have is told in a message.
                if trouble.refusals.is_empty() || !elsewhere.is_empty() {
                    vec![Message::trouble(trouble, cx.lang)]
                } else {
                    Steps::new()
                }
            }
            _ => Steps::new(),
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = self.title.get(cx.lang);
        let (area, beside) = self.alike.share(area);
        if let Some(beside) = beside {
            self.alike.draw(frame, beside, cx);
        }
        let inside = dialog_frame(frame, area, (100, area.height), title, cx.theme);
        let mut head = self.subject.clone();
        if self.saving {
            words::SAVING.get(cx.lang).clone_into(&mut head);
        }
        let top = u16::from(!self.subject.is_empty() || self.saving);
        let line = Line::styled(pad(&head, usize::from(inside.width)), cx.theme.strong());
        frame.render_widget(Paragraph::new(line), Rect { height: top, ..inside });
        self.form.draw(frame, self.form_area(inside), cx.lang, cx.theme);
    }
}
