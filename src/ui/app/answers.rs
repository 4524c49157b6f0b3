//! What the model does with what came back from the desk.

use super::{From, Model};
use crate::domain::id::FileNo;
use crate::domain::word::{Lang, Word};
use crate::services::{Duty, Failure};
use crate::ui::command::Place;
use crate::ui::effect::{Answer, Asked, Effect, ImportAnswer, Written};
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::message::Message;
use crate::ui::screens::setup::Setup;
use crate::ui::screens::unlock::Unlock;
use crate::ui::screens::{Notice, Screen, Step, Steps, Tone};
use crate::ui::widgets::text::safe;
use crate::ui::words::{self, accounts, desk, retention, twice};

impl Model {
    pub(super) fn on_answer(&mut self, answer: Answer) -> Vec<Effect> {
        let acted = self.session.is_some() && is_of_an_act(&answer);
        let mut effects = self.take_answer(answer);
        // What can be taken back now, for the footer.
        if acted && self.cx.may(Duty::Mend) {
            effects.push(Effect::LoadOwnActs);
        }
        effects
    }

    fn take_answer(&mut self, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::Accounts { unit_name, accounts } => {
                let told = (unit_name, accounts);
                // The box that stands since the lock may hold a password by now.
                if self.told_accounts != told || self.place() != Place::Unlock {
                    self.told_accounts = told;
                    self.ask_password();
                }
                Vec::new()
            }
            Answer::NoRegistry => {
                self.before = Some(Box::new(Setup::default()));
                self.with_top(|screen, cx| screen.refresh(cx))
            }
            Answer::Unlocked { session, now, clock_rules } => {
                self.cx.clock_rules = clock_rules;
                self.unlocked(session, now)
            }
            Answer::Rules { rules, clock_rules } if self.session.is_some() => {
                self.cx.clock_rules.clone_from(&clock_rules);
                self.pass_on(&Answer::Rules { rules, clock_rules })
            }
            Answer::UnsavedHeads(heads) if self.session.is_some() => {
                self.offer_left(heads);
                Vec::new()
            }
            Answer::Unsaved(unsaved) if self.session.is_some() => {
                if self.came_back(&unsaved) {
                    Vec::new()
                } else {
                    self.pass_on(&Answer::Unsaved(unsaved))
                }
            }
            Answer::Failed { of: Asked::Accounts, trouble } => {
                self.told_accounts = (String::new(), Vec::new());
                self.before = Some(Box::new(Unlock::broken(trouble)));
                Vec::new()
            }
            Answer::Failed { of, trouble }
                if self.session.is_some() && trouble.code == Failure::STOPPED =>
            {
                let effects = self.pass_on(&Answer::Failed { of, trouble });
                self.tell(Tone::Warn, words::typing::STOPPED);
                effects
            }
            Answer::Failed { of: Asked::Read, trouble } if self.session.is_some() => {
                let step = Message::trouble(&trouble, self.cx.lang);
                let mut effects = self.pass_on(&Answer::Failed { of: Asked::Read, trouble });
                effects.extend(self.carry_out(vec![step], From::Main));
                effects
            }
            Answer::Failed { of: Asked::Write, trouble } if self.session.is_some() => {
                let answer = Answer::Failed { of: Asked::Write, trouble: trouble.clone() };
                let mut effects = self.pass_on(&answer);
                if !self.layers.iter().any(|l| l.place() == Place::Form) {
                    // No form is open to show it.
                    let step = Message::trouble(&trouble, self.cx.lang);
                    effects.extend(self.carry_out(vec![step], From::Main));
                }
                effects
            }
            // What he may do is read at unlocking.
            Answer::RoleSet(login) if self.session.is_some() && login == self.cx.login => {
                self.lock()
            }
            Answer::RoleSet(_) => self.on_answer(Answer::Done(accounts::DONE_ROLE)),
            Answer::Done(text) | Answer::DoneAll(text) if self.session.is_some() => {
                let mut effects = self.pass_on(&answer);
                let text = text.get(self.cx.lang).to_owned();
                self.notice = Some(Notice { tone: Tone::Good, text });
                effects.extend(self.refresh());
                effects
            }
            Answer::Import(ImportAnswer::TakenIn(_)) if self.session.is_some() => {
                let mut effects = self.pass_on(&answer);
                effects.extend(self.refresh());
                effects
            }
            Answer::Checked(found) if self.session.is_some() => {
                self.notice = None;
                let step = Message::check(&found, self.cx.lang);
                self.carry_out(vec![step], From::Main)
            }
            Answer::FileWritten(text, ref path) if self.session.is_some() => {
                let mut effects = self.pass_on(&answer);
                let text = format!("{} {}", text.get(self.cx.lang), safe(path));
                self.notice = Some(Notice { tone: Tone::Good, text });
                effects.extend(self.refresh());
                effects
            }
            Answer::Split(ref outcome) if self.session.is_some() => {
                let mut effects = self.pass_on(&answer);
                let title = twice::SPLIT_DONE.get(self.cx.lang).to_owned();
                let step = Message::open(title, Tone::Good, vec![outcome.text(self.cx.lang)]);
                effects.extend(self.refresh());
                effects.extend(self.carry_out(vec![step], From::Main));
                effects
            }
            Answer::Destroyed(ref file_no, ref outcome) if self.session.is_some() => {
                let mut effects = self.pass_on(&answer);
                self.dossier.drop_file(file_no);
                let lang = self.cx.lang;
                let title = format!("{} {file_no}", retention::DESTROYED.get(lang));
                let told = outcome.text(lang);
                let lines = told.lines().map(str::to_owned).collect();
                effects.extend(self.refresh());
                let step = Message::open(title, Tone::Good, lines);
                effects.extend(self.carry_out(vec![step], From::Main));
                effects
            }
            Answer::OnFile { ref file_no, ref draft, ref event } if self.session.is_some() => {
                let mut effects = self.pass_on(&answer);
                let again = vec![Step::Ask(Effect::RecordAgain(file_no.clone(), draft.clone()))];
                let detail = format!("{file_no}: {}.", event.told_at(self.cx.lang));
                let answers = (words::SAVE_ANYWAY, words::END_NO);
                let step = Confirm::ask(words::ASK_AGAIN, detail, answers, again);
                effects.extend(self.carry_out(vec![step], From::Main));
                effects
            }
            Answer::Saved { what, file_no, remarks } if self.session.is_some() => {
                let answer =
                    Answer::Saved { what, file_no: file_no.clone(), remarks: remarks.clone() };
                let mut effects = self.pass_on(&answer);
                self.notice = Some(Notice {
                    tone: Tone::Good,
                    text: saved_text(what, &file_no, self.cx.lang),
                });
                if what == Written::Person {
                    effects.extend(self.carry_out(vec![Step::OpenDossier(file_no)], From::Main));
                } else {
                    effects.extend(self.refresh());
                }
                if !remarks.is_empty() {
                    let step = Message::remarks(&remarks, self.cx.lang);
                    effects.extend(self.carry_out(vec![step], From::Main));
                }
                effects
            }
            Answer::SavedAll { done, ref told } if self.session.is_some() => {
                let mut effects = self.pass_on(&answer);
                let lang = self.cx.lang;
                let text = format!(
                    "{} {} {}.",
                    desk::SAVED_ALL.get(lang),
                    words::number(done, lang),
                    words::FILES.get(lang)
                );
                let tone = if done > 0 { Tone::Good } else { Tone::Bad };
                self.notice = Some(Notice { tone, text });
                effects.extend(self.refresh());
                if !told.is_empty() {
                    let lines = told.iter().map(|(file, text)| format!("{file}: {text}")).collect();
                    let title = desk::SAVED_ALL_BUT.get(lang).to_owned();
                    let step = Message::open(title, Tone::Warn, lines);
                    effects.extend(self.carry_out(vec![step], From::Main));
                }
                effects
            }
            Answer::OwnActs(ref lines) if self.session.is_some() => {
                self.cx.can_undo = lines.iter().any(|line| line.possible);
                self.pass_on(&answer)
            }
            answer => {
                if self.session.is_none() {
                    self.came_after_lock(&answer);
                }
                self.pass_on(&answer)
            }
        }
    }

    /// A form was being saved when the registry was locked: it is done, or may be tried again. What was
    /// read for the session that has ended is not kept: only the screen in front hears of it.
    fn came_after_lock(&mut self, answer: &Answer) {
        match answer {
            Answer::Saved { .. } | Answer::SavedAll { .. } => self.saved_while_locked(),
            Answer::Failed { of: Asked::Write, .. } => {
                for form in &mut self.kept {
                    // Its message would be in nobody's sight; the fields show what was refused.
                    drop(form.on_answer(answer, &self.cx));
                }
            }
            _ => {}
        }
    }

    /// Gives an answer to every screen that may have asked.
    fn pass_on(&mut self, answer: &Answer) -> Vec<Effect> {
        let mut effects = Vec::new();
        for n in (0..self.layers.len()).rev() {
            if let Some(layer) = self.layers.get_mut(n) {
                let steps = layer.on_answer(answer, &self.cx);
                effects.extend(self.carry_out(steps, From::Layer(n)));
            }
        }
        if let Some(before) = &mut self.before {
            let steps = before.on_answer(answer, &self.cx);
            effects.extend(self.carry_out(steps, From::Before));
        } else if self.session.is_some() {
            let mut steps = Steps::new();
            let mains: [&mut dyn Screen; 4] =
                [&mut self.today, &mut self.people, &mut self.dossier, &mut self.report];
            for main in mains {
                steps.append(&mut main.on_answer(answer, &self.cx));
            }
            effects.extend(self.carry_out(steps, From::Main));
        }
        effects
    }
}

/// Whether something was done that is among one's own acts from now on, or no longer.
fn is_of_an_act(answer: &Answer) -> bool {
    matches!(
        answer,
        Answer::Done(_)
            | Answer::DoneAll(_)
            | Answer::Saved { .. }
            | Answer::SavedAll { .. }
            | Answer::Split(_)
            | Answer::Destroyed(..)
            | Answer::Import(ImportAnswer::TakenIn(_))
    )
}

fn saved_text(what: Written, file_no: &FileNo, lang: Lang) -> String {
    let begins = match what {
        Written::Person => words::SAVED_PERSON,
        Written::Changes => words::SAVED_CHANGES,
        Written::Measure => words::SAVED_MEASURE,
        Written::Ending => words::SAVED_ENDING,
        Written::Event => words::SAVED_EVENT,
        Written::NotMet(outcome) => {
            let result = outcome.label(lang).to_lowercase();
            let (begins, ends) = (words::SAVED_NOT_MET, words::NOT_MET_STAYS);
            return format!("{} {file_no}: {result}; {}.", begins.get(lang), ends.get(lang));
        }
    };
    format!("{} {file_no}.", begins.get(lang))
}
